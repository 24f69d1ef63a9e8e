"""What stands near a word and belongs to it: whose a noun is, what a preposition leads to, what is joined by *and*.

All but `who` give words by their positions.
"""

from collections.abc import Iterator
from typing import Final

from sayso.extract.speaking.ground import HYPHENS, POSSESSIVE, actor_at, case_of, group, kind_of, lemma_in, listed
from sayso.extract.standing.nouns import ORGANS
from sayso.extract.standing.scene import Scene, called_at
from sayso.lexicon.stances import lemmas

NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
OWNERS: Final = listed("her his its my our their your")
_OWN: Final = listed("i me my our us we")
TITLES: Final = listed(
    "brig brig. capt capt. col col. dr dr. gen gen. gov gov. govs. hon hon. lt lt. maj maj. mr mr. mrs mrs. ms ms."
    " prof prof. rep rep. reps. rev rev. sen sen. sens. sgt sgt. sir"
)
_BODIES: Final = frozenset({"state", "government", "military", "armed_group", "party", "alliance", "organization"})
_LOOK: Final = 6  # words after a sign among which its preposition may stand
_STRONG: Final = frozenset({"against", "alongside"})  # these say the same after other prepositions, too


def who(s: Scene, i: int) -> str | None:
    """Whom a word stands for; of nameless troops and offices the state or group whose they are (*Syrian troops*)."""
    word = s.parse.words[i]
    nameless = lemma_in(s.words[i], ORGANS)  # other *troops* may be somebody else's
    if one := actor_at(s.ground, i) or (None if nameless else called_at(s, i)) or _alike(s, i):
        return one
    if s.words[i] in _OWN:
        return _speaking(s, i)
    if s.words[i] in TITLES and i + 1 in s.ground.covering:
        return s.ground.covering[i + 1].actor
    if nameless:
        return next((one for k in owner(s, i) if (one := actor_at(s.ground, k))), None)
    return actor_at(s.ground, word.head) if word.relation == "appos" and word.head is not None else None


def _speaking(s: Scene, i: int) -> str | None:
    """Who says *I* or *we* at a word, if it is one."""
    said = s.said.get(s.voices.of(s.parse.words[i].span) or "")
    return said.speakers[0] if said is not None and len(said.speakers) == 1 and said.manner != "indirect" else None


def _alike(s: Scene, i: int) -> str | None:
    """The actor that the same word names elsewhere on the page: *US* of a name that begins *US-led*."""
    return s.alike.get(s.words[i]) if s.parse.words[i].pos in ("PROPN", "ADJ") and hyphened_to(s, i) else None


def hyphened_to(s: Scene, i: int) -> bool:
    """Whether a hyphen joins a word to the one after it."""
    return i + 2 < len(s.words) and hyphened(s, i + 2)


def joined(s: Scene, i: int) -> Iterator[int]:
    """Word i and what is joined to it by *and* or a slash."""
    for k in group(s.ground, i):
        if k != i and s.words[k] in OWNERS:
            continue  # of *X and its ally* no second X
        yield k
        while k > 1 and s.words[k - 1] == "/" and k - 2 in s.ground.covering:
            k -= 2
            yield k
    k = i
    while k + 2 < len(s.words) and s.words[k + 1] == "/" and k + 2 in s.ground.covering:
        k += 2
        yield k


def participle(s: Scene, i: int) -> bool:
    """Whether a word has the form of a past participle."""
    word = s.words[i]
    return not word.endswith(("ing", "s")) and lemmas(word)[0] != word


def hyphened(s: Scene, i: int) -> bool:
    """Whether a hyphen joins a word to the one before it."""
    words = s.parse.words
    return i > 1 and s.words[i - 1] in HYPHENS and words[i - 1].span[1] == words[i].span[0]


def noun_after(s: Scene, i: int) -> int | None:
    """The last of the nouns right after a word."""
    last = None
    for k in range(i + 1, min(i + 8, len(s.words))):
        pos = s.parse.words[k].pos
        if pos in ("NOUN", "PROPN"):
            last = k
        elif last is not None or pos not in ("ADJ", "NUM"):
            break
    return last


def next_mention(s: Scene, i: int) -> tuple[int, ...]:
    """The head of the mention that begins right after a word, past an article."""
    g, k = s.ground, i + 1
    while k < len(s.words) and k not in g.begun and s.parse.words[k].pos in ("DET", "ADJ", "ADV"):
        k += 1
    same = k < len(s.words) and s.parse.words[k].sentence == s.parse.words[i].sentence
    head = g.begun.get(k) if same else None
    return (head,) if head is not None and s.parse.words[head].relation != "nsubj" else ()


def next_noun(s: Scene, i: int) -> tuple[int, ...]:
    """The noun right after a word, past its article and adjectives."""
    k = i + 1
    while k < len(s.words) and s.parse.words[k].pos in ("DET", "ADJ", "ADV"):
        k += 1
    noun = noun_after(s, k - 1)
    return () if noun is None or s.parse.words[noun].sentence != s.parse.words[i].sentence else (noun,)


def owner(s: Scene, i: int) -> tuple[int, ...]:
    """Whose a noun is: *Syria's ally*, *its ally*, *the US ally*, *US-Saudi talks*."""
    syntax = s.ground.syntax
    found = [k for k in syntax.dependents(i, "nmod", "det") if k < i and _possesses(s, k)]
    if not found:
        found = [k for k in syntax.dependents(i, "compound", "amod", "nmod", "flat") if k < i and _names(s, k)]
        found = [k for k in found if not hyphened_to(s, k)]
    if (
        not found
        and i > 0
        and _names(s, i - 1)
        and not syntax.dependents(i, "cop")
        and s.parse.words[i - 1].sentence == s.parse.words[i].sentence
    ):
        found = [i - 1]
    if found and s.words[found[0]] in OWNERS and (first := _first_of_pair(s, i)) is not None:
        return (first,)
    if found and s.words[found[0]] == "its" and (nearer := _nearer(s, found[0])) is not None:
        return (nearer,)
    return tuple(found[:1])


def _nearer(s: Scene, its: int) -> int | None:
    """The last body or state named before *its* in its sentence, where the one it is held for is not named there."""
    actor, number = actor_at(s.ground, its), s.parse.words[its].sentence
    last = None
    for k in range(its - 1, -1, -1):
        if s.parse.words[k].sentence != number:
            break
        mention = s.ground.covering.get(k)
        if mention is None or mention.actor is None:
            continue
        if mention.actor == actor:
            return None
        if last is None and kind_of(s.ground, mention.actor) in _BODIES:
            last = s.ground.syntax.head(mention.span)
    return last


def _first_of_pair(s: Scene, i: int) -> int | None:
    """X of *X and its ally*: the possessive takes up what it is joined to."""
    head, first = s.parse.words[i].head, i
    if s.parse.words[i].relation == "conj" and head is not None and head < i and actor_at(s.ground, head):
        return head
    while first > 0 and s.words[first] not in OWNERS:
        first -= 1
    before = s.ground.covering.get(first - 2) if first > 1 and s.words[first - 1] == "and" else None
    return s.ground.syntax.head(before.span) if before is not None and before.actor is not None else None


def _possesses(s: Scene, k: int) -> bool:
    marks = (s.words[m] for m in s.ground.syntax.dependents(k, "case"))
    return s.words[k] in OWNERS or s.words[k] == "whose" or any(mark in POSSESSIVE for mark in marks)


def _names(s: Scene, k: int) -> bool:
    mention = s.ground.covering.get(k)
    return mention is not None and mention.actor is not None and mention.kind != "place"


def after(s: Scene, i: int, preposition: str) -> tuple[int, ...]:
    """What a preposition leads to that belongs to word i, as the relations say or the order of the words."""
    g = s.ground
    for k in g.syntax.dependents(i, "obl", "nmod", "obj", "advcl", "acl", "xcomp"):
        if k > i and s.parse.words[k].pos in NOMINAL and case_of(g, k) == preposition:
            return (k,)
    return _by_order(s, i, preposition)


def _by_order(s: Scene, i: int, preposition: str) -> tuple[int, ...]:
    """The mention after a preposition that stands close after a word, no other verb or mark between them."""
    sentence = s.parse.words[i].sentence
    far = preposition in _STRONG
    for k in range(i + 1, min(i + 1 + _LOOK + far * _LOOK, len(s.words))):
        word = s.parse.words[k]
        if word.sentence != sentence or word.pos in ("VERB", "PUNCT", "CCONJ", "SCONJ", "AUX"):
            return ()
        if s.words[k] == preposition:
            return next_mention(s, k) or next_noun(s, k)
        if word.pos == "ADP" and not far and not (s.words[k] == "of" and preposition == "by"):
            return ()
    return ()
