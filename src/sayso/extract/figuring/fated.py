"""What became of the things that a number counts, and which words of the sentence say so.

The relations between words are predicted and err; where the order of the words tells the same, it is asked as well.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.extract.figuring.counted import Counted, heads_of, is_person, kinds_of
from sayso.extract.figuring.quantities import Quantity, joined, lower
from sayso.extract.speaking.ground import listed
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.outcomes import Counted as Kind
from sayso.lexicon.outcomes import Pos, Role, fates, fits
from sayso.parse.syntax import Syntax
from sayso.records import Outcome

_BE: Final = listed("be is are was were been being am 's ’s get gets got getting")
_HAVE: Final = listed("have has had having 've ’ve")
# What may stand between things and the participle or adjective that says what became of them.
_BETWEEN: Final = listed(
    "reported reportedly feared confirmed believed presumed left found declared listed said thought known to be have"
    " all others other more also still already later either now currently remain remained remains both each initially"
    " officially that who which then subsequently themselves estimated were was had them of whom those people persons"
)
_TRANSPARENT: Final = listed(
    "total group number team convoy column unit force contingent batch crew series set wave list string fleet squad"
    " dozen hundred thousand million percent % party handful cache stockpile half third majority rest part pair count"
    " estimate minimum maximum cell range quarter crowd mob shipment consignment couple spate most figure record some"
    " remains"
)
_TOLLS: Final = frozenset({"toll", "tally", "count", "number", "total", "figure", "tolls", "numbers"})
_TOLLING: Final = listed(
    "rise climb reach hit stand pass exceed be put bring jump grow increase fall drop total surpass revise raise rise"
    " near top remain stay go number estimate come approach swell drive push top set take double"
)
_STATIVE: Final = listed(
    "have be include need want expect comprise contain represent involve require see know own seem total number mean"
    " make like say believe consider count face remain become form constitute span cover get report think estimate"
    " understand feel love hate watch hear say show name call cite describe list mention host house feature boast"
    " provide employ hold carry bind suppose allow use own operate need border account"
)
_OBJECTS: Final = frozenset({"DET", "PRON", "PROPN", "NUM", "NOUN"})
_NO_OBJECTS: Final = frozenset({"obl", "nmod", "advmod", "nsubj", "conj"})
_REACH: Final = 4  # words after a counted thing among which its fate may stand
_AFTER: Final = 6  # words after a verb among which its particle may stand
_BACK: Final = 14  # words before a number among which a toll may stand
_NEAR: Final = 9  # words before a number among which those are named that it is some of
_STEPS: Final = 5  # how far up a fate is looked for


class Fated(Struct, frozen=True):
    """What became of things, None where nothing is told, and the words that say so or govern them, the surest first."""

    outcome: Outcome | None
    words: tuple[int, ...] = ()


class _Place(Struct, frozen=True):
    """A counted thing in its sentence."""

    s: Syntax
    q: Quantity
    found: Counted
    kinds: tuple[Kind, ...]
    n: int


def fated(s: Syntax, q: Quantity, found: Counted) -> Fated:
    """What became of the things counted: by what governs them, by what is said right beside them, by their own noun."""
    place = _Place(s, q, found, kinds_of(s, found), s.words[q.first].sentence)
    weak: Fated | None = None
    for said in _readings(place):
        if said.outcome != "other":
            return said
        weak = weak or said
    return weak or next(_being(place), Fated(None, tuple(head for _, head, _ in _governors(place))))


def _readings(p: _Place) -> Iterator[Fated]:
    if not p.found.named:  # *30 injured*: nothing stands between
        yield from _beside(p)
    yield from _governed(p)
    yield from _beside(p)
    yield from _before(p)
    yield from _own(p)
    yield from _tolled(p)
    yield from _among(p)


def _outcome(p: _Place, i: int, pos: Pos, role: Role = "object") -> Outcome | None:
    """What word i says of the things counted, in a role of theirs."""
    after = [lower(p.s, k, p.n) for k in _following(p, i)]
    for fate in fates(p.s.lower(i), pos):
        if fits(fate, p.kinds, role, after):
            return fate.outcome
    return None


def _following(p: _Place, i: int) -> list[int]:
    """The words soon after a verb; where the things counted stand behind it, up to them and soon after them."""
    near = range(i + 1, min(i + 1 + _AFTER, len(p.s.words)))
    if i > p.q.first:
        return list(near)
    return [k for k in near if k < p.q.first] + list(range(p.q.last + 1, min(_last(p) + _REACH, len(p.s.words))))


def _last(p: _Place) -> int:
    """The last word of the number and what it counts."""
    return max(p.q.last, p.s.within(p.found.what)[-1] if p.found.what else 0)


def _beside(p: _Place) -> Iterator[Fated]:
    """40 *dead*, 40 people *killed* in, 40 were *wounded*, 40 who *fled*: by the order of the words."""
    s, i, passive = p.s, _last(p) + 1, False
    i += lower(s, i, p.n) == ","  # *three soldiers, all wounded*
    comma, active = s.lower(i - 1) == ",", False
    for k in range(i, min(i + 2 * _REACH, len(s.words))):
        word = lower(s, k, p.n)
        if word == "to":  # *are known to have died*: what goes before is said of the telling
            passive = active = False
        if (
            not word
            or (k - i >= _REACH and not (word in _BETWEEN | _BE | _HAVE or _raised(s, i, k)))
            or (comma and k == i and word not in ("all", "who", "which", "most", "both"))
        ):
            return
        if (outcome := _outcome(p, k, "adjective")) and not _modifies(p, k):
            yield Fated(outcome, (k,))
            return
        passive, active = passive or word in _BE, active or word in _HAVE
        if s.words[k].pos == "VERB" and word not in _BETWEEN and not word.endswith("ing"):
            yield from _participle(p, k, passive, active and not passive)
            return
        if word not in _BETWEEN | _BE | _HAVE and s.words[k].pos not in ("ADV", "AUX"):
            return


def _raised(s: Syntax, i: int, k: int) -> bool:
    """Whether a verb is told of by another before it: *are now known to have* died."""
    return any(s.lower(j) == "to" for j in range(i, k))


def _modifies(p: _Place, k: int) -> bool:
    """Whether an adjective belongs to a noun behind it: 40 *missing* persons is another phrase's."""
    head = p.s.words[k].head
    return p.s.words[k].relation in ("amod", "compound") and head is not None and head > k and head != p.found.head


def _participle(p: _Place, k: int, passive: bool, active: bool) -> Iterator[Fated]:
    """What a verb right behind the things says of them: as its object where it stands as a participle."""
    subject = _outcome(p, k, "verb", "subject")
    if subject and not passive:
        yield Fated(subject, (k,))
    elif not active and p.s.lower(k).endswith(("ed", "n", "t", "d", "k", "g", "wn")) and not _has_object(p, k):
        own = _outcome(p, k, "verb")
        if own or passive:
            yield Fated(own or _unlisted(p, k), (k,))


def _has_object(p: _Place, k: int) -> bool:
    """Whether a verb has an object behind it, so that what stands before it acts: 40 fighters *attacked the base*."""
    if any(o > k for o in p.s.dependents(k, "obj")):
        return True
    after = k + 1
    if after >= len(p.s.words) or p.s.words[after].sentence != p.n:
        return False
    word, head = p.s.words[after], p.s.words[after].head
    if word.pos not in _OBJECTS or head is None or p.s.words[head].relation != "obj":
        return False
    return (word.relation not in _NO_OBJECTS or head > after) and not p.s.dependents(after, "case")


def _unlisted(p: _Place, i: int) -> Outcome | None:
    """A verb that the lexicon does not have says of its object another fate, unless it tells of none."""
    return None if _STATIVE.intersection(candidates(p.s.lower(i))) else "other"


def _governors(p: _Place) -> Iterator[tuple[int, int, str]]:
    """What governs the things counted, upwards as long as it only measures them out: a word, its head, the relation."""
    seen: set[int] = set()
    for start in heads_of(p.s, p.found, p.q):
        i = start
        for _ in range(_STEPS):
            head, relation = p.s.words[i].head, p.s.words[i].relation
            if head is None or i in seen or p.s.words[head].sentence != p.n:
                break
            seen.add(i)
            inside = p.q.first <= head <= _last(p)
            if not inside:
                yield i, head, relation
            if not (inside or relation in ("conj", "appos", "nummod", "flat", "dep") or _measures(p, i, head)):
                break
            i = head


def _measures(p: _Place, i: int, head: int) -> bool:
    """Whether a noun only measures out what hangs on it, or holds it: a *total* of 40, 40 people *including* 12."""
    if p.s.words[i].relation not in ("nmod", "obl", "acl", "advcl"):
        return False
    cases = {p.s.lower(k) for k in p.s.dependents(i, "case", "mark", "advmod")}
    if cases & {"including", "among"}:
        return True
    number = p.s.words[head].pos == "NUM" or p.s.word(head)[0].isdigit()
    return number or bool(_TRANSPARENT.intersection(candidates(p.s.lower(head))))


def _governed(p: _Place) -> Iterator[Fated]:
    """What governs the things: killed *40*; *40* were killed; the killing of *40*; left *40* dead."""
    for thing, head, relation in _governors(p):
        bare = relation == "obl" and head < p.q.first and not _cased(p, thing)
        if (bare or relation in ("obj", "iobj", "nsubj")) and p.s.words[head].pos in ("VERB", "AUX"):
            yield from _by_verb(p, head, relation)
        elif relation == "nsubj":  # *40 are missing*
            if outcome := _outcome(p, head, "adjective"):
                yield Fated(outcome, (head,))
        elif relation in ("nmod", "obl") and p.s.words[head].pos in ("NOUN", "PROPN", "VERB"):
            yield from _by_noun(p, head, thing)


def _cased(p: _Place, thing: int) -> bool:
    """Whether a preposition governs a thing, other than those that bound its number (*at least* 12)."""
    return any(not p.q.first <= k <= p.q.last for k in p.s.dependents(thing, "case"))


def _by_verb(p: _Place, verb: int, relation: str) -> Iterator[Fated]:
    for one in _nearest_joined(p, verb):
        role: Role = "object" if relation != "nsubj" or _is_passive(p, one) else "subject"
        if relation == "nsubj" and one < p.q.first and not _is_passive(p, one):
            role = "object"  # what stands behind a verb was taken for its subject
        after = {p.s.lower(k) for k in _following(p, one) if p.s.words[k].sentence == p.n}
        if p.s.lower(one) in _BE:
            if p.s.dependents(one, "expl") and "troop" in p.kinds:  # *there are 900 troops in the country*
                yield Fated("deployed", (one,))
            continue
        if outcome := _outcome(p, one, "verb", role):
            yield Fated(outcome, (one,))
        elif p.s.lower(one) in _HAVE and "deployed" in after:
            yield Fated("deployed", (one,))
        elif role == "object" and relation != "iobj" and (weak := _unlisted(p, one)):
            yield Fated(weak, (one,))


def _nearest_joined(p: _Place, verb: int) -> Iterator[int]:
    """A verb, and before it those joined to it that stand nearer to the things: capture *or kill* 29 policemen."""
    nearer = [k for k in p.s.dependents(verb, "conj") if verb < k < p.q.first and p.s.words[k].pos == "VERB"]
    yield from (k for k in reversed(nearer) if not p.s.dependents(k, "obj"))
    yield verb


def _is_passive(p: _Place, verb: int) -> bool:
    """Whether a verb is in the passive: by its auxiliary, that of a verb it is joined to, or as a participle without an
    object (*two soldiers killed in a clash*)."""
    if _has_be(p, verb):
        return True
    word, word_of = p.s.lower(verb), p.s.words[verb]
    if word.endswith("ing") or _has_object(p, verb) or p.s.dependents(verb, "aux"):
        return False
    if word_of.relation == "conj" and word_of.head is not None and _has_be(p, word_of.head):
        return True
    participle = word.endswith(("ed", "en", "wn", "un", "ung", "shot", "nt"))
    return participle and bool(_outcome(p, verb, "verb")) and not _outcome(p, verb, "verb", "subject")


def _has_be(p: _Place, verb: int) -> bool:
    """Whether a participle stands behind a form of *be*."""
    if p.s.lower(verb).endswith("ing"):
        return False
    near = {*p.s.dependents(verb, "aux"), *(k for k in (verb - 1, verb - 2) if k >= 0 and p.s.words[k].pos == "AUX")}
    return any(p.s.lower(k) in _BE for k in near)


def _by_noun(p: _Place, noun: int, thing: int) -> Iterator[Fated]:
    """*the killing of* 40, *injuries to* 12; the *bodies of* 40."""
    case = {p.s.lower(k) for k in p.s.dependents(thing, "case")} | {lower(p.s, p.q.first - 1, p.n)}
    if case & {"of", "to", "among"} and (outcome := _outcome(p, noun, "noun")):
        yield Fated(outcome, (noun,))


def _before(p: _Place) -> Iterator[Fated]:
    """*killing* 12, *wounded* at least 40, *the arrest of* 12: by the order of the words."""
    s, i = p.s, p.q.first - 1
    while i >= 0 and s.words[i].sentence == p.n and (
        s.lower(i) in ("a", "another", "further", "the", "about", "as", "all", "its", "their", "those", "and", "or")
        or s.words[i].pos == "ADV"
    ):  # fmt: skip
        if s.lower(i) in ("and", "or"):
            return
        i -= 1
    if i < 0 or s.words[i].sentence != p.n:
        return
    if s.words[i].pos == "VERB" and not _has_be(p, i) and (outcome := _outcome(p, i, "verb")):
        yield Fated(outcome, (i,))
    of = s.lower(i) in ("of", "to") and i > 0 and s.words[i - 1].sentence == p.n and s.words[i - 1].pos == "NOUN"
    if of and (outcome := _outcome(p, i - 1, "noun")):
        yield Fated(outcome, (i - 1,))


def _own(p: _Place) -> Iterator[Fated]:
    """*40 deaths*, *12 wounded soldiers*, *the dead* as such, and what a clause says of the things."""
    s, span = p.s, p.found.what
    if span:
        words = list(s.within(span))
        for k in words[:-1]:
            outcome = _outcome(p, k, "adjective") or (
                _outcome(p, k, "verb") if s.words[k].pos in ("VERB", "ADJ") and s.lower(k).endswith("ed") else None
            )
            if outcome and not joined(s, k - 1) and not joined(s, k + 1):
                yield Fated(outcome, (k,))
        if not is_person(s.lower(words[-1])) and (outcome := _outcome(p, words[-1], "noun")):
            yield Fated(outcome, (words[-1],))
    for verb in s.dependents(p.found.head, "acl"):
        role: Role = "object" if _is_passive(p, verb) or _is_bare(p, verb) else "subject"
        others = any(s.lower(k) not in ("who", "that", "which") for k in s.dependents(verb, "nsubj"))
        if others and _has_be(p, verb):
            continue  # *22 lorries, of which 14 were burned*
        taken = role == "subject" and others
        if outcome := _outcome(p, verb, "verb", "object" if taken else role):
            yield Fated(outcome, (verb,))


def _being(p: _Place) -> Iterator[Fated]:
    """What persons are by their own noun, where nothing else became of them: 40 *hostages*, 12 *refugees*."""
    words = p.s.within(p.found.what) if p.found.what else range(0)
    for k in reversed(words):
        if outcome := _outcome(p, k, "noun"):
            yield Fated(outcome, (k,))


def _is_bare(p: _Place, verb: int) -> bool:
    """A participle without subject or auxiliary: 29 policemen *deployed* to."""
    return not p.s.lower(verb).endswith("ing") and not p.s.dependents(verb, "nsubj", "aux", "obj")


def _tolled(p: _Place) -> Iterator[Fated]:
    """*the death toll rose to 40*, *put the number of wounded at 12*, *a toll of 40*."""
    s = p.s
    if p.found.named and p.kinds[0] == "thing":
        return
    for i in range(p.q.first - 1, max(-1, p.q.first - 1 - _BACK), -1):
        if s.words[i].sentence != p.n:
            return
        if s.lower(i) in _TOLLS and s.words[i].pos in ("NOUN", "PROPN"):
            if _leads_to(p, i) and (outcome := _toll(p, i)):
                yield Fated(outcome, (i,))
            return


def _among(p: _Place) -> Iterator[Fated]:
    """*Among the dead were* 12 women; *of those killed*, 12 were women."""
    s = p.s
    for i in range(p.q.first - 1, max(-1, p.q.first - 1 - _NEAR), -1):
        if s.words[i].sentence != p.n:
            return
        if s.lower(i) in ("among", "of") and lower(s, i + 1, p.n) in ("the", "those", "these"):
            for k in range(i + 2, min(i + 4, p.q.first)):
                if found := _outcome(p, k, "adjective") or _outcome(p, k, "noun") or _outcome(p, k, "verb"):
                    yield Fated(found, (k,))
            return


def _leads_to(p: _Place, i: int) -> bool:
    """Whether a toll is what a number tells: nothing but a verb of reaching stands between, or it is a toll *of*."""
    between = range(i + 1, p.q.first)
    verbs = [k for k in between if p.s.words[k].pos in ("VERB", "AUX") and p.s.lower(k) not in _HAVE]
    toward = [k for k in verbs if not _outcome(p, k, "verb")]
    if p.s.lower(p.q.first - 1) == "of" and p.q.first - 2 == i:
        return True
    at = p.s.lower(p.q.first - 1) in ("at", "to") or bool(toward)
    return at and all(_TOLLING.intersection(candidates(p.s.lower(k))) or k not in toward for k in verbs)


def _toll(p: _Place, i: int) -> Outcome | None:
    """What a toll counts: deaths, where it does not say otherwise; of a *number of* what its noun says."""
    if p.s.lower(i) in ("toll", "tolls", "tally", "count") and lower(p.s, i - 1, p.n) != "head":
        before = _outcome(p, i - 1, "noun") if i else None
        return before or ("killed" if p.s.lower(i).startswith("toll") else None)
    for k in range(i + 1, min(p.q.first, i + 8)):
        found = _outcome(p, k, "noun") or _outcome(p, k, "adjective")
        if found is None and p.s.words[k].pos == "VERB" and p.s.lower(k).endswith(("ed", "n")):
            found = _outcome(p, k, "verb")
        if found:
            return found
    return None
