"""What kind of saying each attribution is: its act, whether the cue is negated, and the hedges at it.

The list of cues decides by the words of the cue and what stands around them; where it leaves several acts open, or does
not know the cue, the encoder's own guess is asked, and where that is unsure the list's first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from sayso.lexicon.cues import Cues, Setting, SubjectKind, Voice, acts_in, met_at, packaged_cues
from sayso.lexicon.hedges import Hedge, hedges_at, hedges_from
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.nominals import nominal
from sayso.lexicon.small import (
    AFTER_NOT,
    ARTICLE,
    AUXILIARY,
    BE,
    DEFERRED,
    FAILING,
    FUNCTION,
    LIGHT,
    NAMING,
    NEGATOR,
    NO_DENIAL,
    PASSED,
    SMALL,
    SUBJECT,
)  # fmt: skip
from sayso.parse.around import ENDS, Around, around, near
from sayso.parse.cued import Head, head_of
from sayso.records import Act, Attribution, Parse, Span, Spans

SURE_AMONG: Final = 0.2  # least probability of an act that the list allows, to be taken instead of its first
SURE_ALONE: Final = 0.4  # least probability of an act for a cue that the list does not know

SAYINGS: Final = frozenset(
    {"state", "deny", "accuse", "warn", "demand", "praise", "condemn", "admit", "promise", "predict"}
)

NOT_OF_SAYING: Final = frozenset({"likely", "unlikely", "could"})  # what may come, not whether it was said
PHYSICAL: Final = frozenset(
    {"at", "on", "in", "before", "with", "alongside", "by", "for", "and", ".", ","}
)  # *appeared on television*
WALK: Final = 8  # words before a cue that may belong to it


def acts(parse: Parse, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The same attributions in the same order, with act, negated and hedges filled."""
    starts = [word.span[0] for word in parse.words]
    likeliest = _likeliest(parse)
    return tuple(_filled(parse, starts, likeliest, attribution) for attribution in attributions)


def open_acts(parse: Parse, attribution: Attribution) -> tuple[Act, ...]:
    """The acts that the list of cues leaves open for an attribution, its first choice first; none for a cue that it
    does not know."""
    view = around(parse, attribution, near(parse, attribution, [word.span[0] for word in parse.words]))
    return _open(view, attribution)[0] if view else ()


def _filled(
    parse: Parse, starts: Sequence[int], likeliest: Mapping[Span, Mapping[Act, float]], attribution: Attribution
) -> Attribution:
    view = around(parse, attribution, near(parse, attribution, starts))
    if view is None:
        return replace(attribution, act="state", negated=False, hedges=())
    allowed, head, negated = _open(view, attribution)
    guess = likeliest.get(attribution.cue[0], {})
    act = _decided(allowed, guess) if allowed else _unknown(view, guess)
    return replace(attribution, act=act, negated=negated, hedges=_hedges(view, head))


def _likeliest(parse: Parse) -> dict[Span, Mapping[Act, float]]:
    """The encoder's acts by the first span of the cue; of two that begin alike the one read with more around it."""
    ordered = sorted(parse.candidates, key=lambda c: (-c.level, c.score))
    return {c.cue[0]: dict(c.acts) for c in ordered if c.cue}


def _decided(allowed: Sequence[Act], guess: Mapping[Act, float]) -> Act:
    best = max(allowed, key=lambda act: guess.get(act, 0.0))
    return best if len(allowed) > 1 and guess.get(best, 0.0) >= SURE_AMONG else allowed[0]


def _unknown(view: Around, guess: Mapping[Act, float]) -> Act:
    """What a cue says that the list does not have: *is out to* and a verb is an aim, anything else is said."""
    best = max(guess, key=lambda act: guess[act], default=None)
    if best is not None and guess[best] >= SURE_ALONE:
        return best
    words = [view.words[i] for i in view.cue if view.is_word(i) and view.words[i] not in SMALL]
    if words and _next_word(view, view.cue[-1] - (view.words[view.cue[-1]] == "to")) == "to":
        return "intend"
    return "believe" if words and _is_felt(view) else "state"


def _is_felt(view: Around) -> bool:
    """Whether the source stands right behind the cue as its object (*unsettled many Americans*), and not behind words
    of its own that the cue closes (*“…,” beamed a farmer*)."""
    if not view.source or not view.content or min(view.source) != view.cue[-1] + 1:
        return False
    before = [k for k in view.content if k < view.cue[0]]
    return bool(before) and view.is_word(before[-1]) and view.is_word(view.cue[0] - 1)


def _open(view: Around, attribution: Attribution) -> tuple[tuple[Act, ...], Head, bool]:
    """The acts that the list allows, the cue of the list, and whether it is negated."""
    cues = packaged_cues()
    head = head_of(cues, view)
    denied = _denied(view, head)
    if head.cue is None:
        return (), head, denied
    allowed = acts_in(head.cue, _setting(view, head, attribution, denied))
    unwilling = head.cue.negates or (denied and head.cue.pos == "adjective" and head.cue.acts == ("intend",))
    if unwilling and (withheld := _withheld(cues, view, head)):
        allowed = withheld
    return allowed, head, denied != head.cue.negates


# What was withheld


def _withheld(cues: Cues, view: Around, head: Head) -> tuple[Act, ...]:
    """What was withheld: *refused to condemn* is of condemning."""
    k = head.at[-1] + 1
    while k < view.close and (view.words[k] in PASSED | {"from", "of", "publicly"} or view.words[k].endswith("ly")):
        k += 1
    if k >= view.close or k in view.source or view.words[k - 1] not in ("to", "from", "of", view.words[head.at[-1]]):
        return ()
    found = [one.cue for one in met_at(cues, view.words[: view.close], k) if one.cue.pos == "verb"]
    found = [cue for cue in found if cue.words[0] not in LIGHT and len(cue.words) == 1]
    return found[0].acts if found and found[0].acts[0] in SAYINGS else ()


# The setting


def _setting(view: Around, head: Head, attribution: Attribution, denied: bool) -> Setting:
    voice = _voice(view, head.at[0])
    after = [view.words[k] for k in range(head.at[-1] + 1, view.close) if view.is_word(k)][:5]
    return Setting(
        object=frozenset(_objects(view, head, voice)),
        complement=frozenset(_complements(view, head, attribution)),
        preposition=frozenset(after),
        subject_is=_subject(view),
        voice=voice,
        negated=denied,
    )


def _voice(view: Around, i: int) -> Voice | None:
    """Passive where a form of *be* stands before a participle."""
    if view.words[i].endswith("ing") or candidates(view.words[i])[0] == view.words[i]:
        return "active"
    k = i - 1
    while k >= 0 and (view.words[k] in PASSED or view.words[k].endswith("ly")):
        k -= 1
    return "passive" if k >= 0 and view.words[k] in BE - {"'s"} else "active"


def _objects(view: Around, head: Head, voice: Voice | None) -> Iterator[str]:
    """Lemmas of the noun that follows; of all words that follow where the cue names somebody; in the passive of what
    stands before."""
    if head.cue is not None and head.cue.words[0] in NAMING:
        named = range(head.at[0] + 1, min(head.at[0] + 13, view.close))
        yield from (lemma for k in named if view.is_word(k) for lemma in (view.words[k], *candidates(view.words[k])))
        return
    phrase = list(_phrase(view, head.at[-1] + 1))
    if voice == "passive":
        phrase += [k for k in range(max(0, head.at[0] - 5), head.at[0]) if view.words[k] not in SMALL]
    if not any(k in phrase for k in view.content):
        phrase += list(_phrase(view, min(view.content)))[-1:] if view.content else []
    yield from (lemma for k in phrase for lemma in candidates(view.words[k]))


def _phrase(view: Around, first: int) -> Iterator[int]:
    """The words of the noun phrase that begins at a position, up to the first small word behind them."""
    taken = 0
    for k in range(first, min(first + 9, view.close)):
        word = view.words[k]
        if not view.is_word(k) and word not in "\"“”'‘":
            return
        if word in (FUNCTION | AUXILIARY) - {"'s", "that"} or word == "that":
            if taken or word not in ("for", "of", "to"):
                return
        elif word not in SMALL and view.is_word(k):
            taken += 1
            yield k


def _complements(view: Around, head: Head, attribution: Attribution) -> Iterator[str]:
    """The word right behind the cue of the list, that behind the attribution's, and the first of its content."""
    own = [k for k in range(head.at[-1] + 1, view.close) if view.is_word(k)][:1]
    behind = [k for k in range(view.cue[-1] + 1, view.close) if view.is_word(k)][:1]
    content = [k for k in sorted(view.content) if view.is_word(k) and k > head.at[0]][:1]
    for k in {*own, *behind, *content}:
        yield view.words[k]
        if view.words[k].endswith("ing") and len(view.words[k]) > 5 and candidates(view.words[k])[0] != view.words[k]:
            yield "ing"
    if any(view.text[start:end].rstrip("\"'”’ ").endswith("?") for start, end in attribution.content):
        yield "question"


def _subject(view: Around) -> SubjectKind | None:
    """What kind of speaker the last noun of the source's first phrase is."""
    phrase: list[str] = []
    for k in sorted(view.source):
        if phrase and (view.words[k] in FUNCTION or not view.is_word(k)):
            break
        phrase.append(view.words[k])
    known = next((n for one in candidates(phrase[-1]) if (n := nominal(one))), None) if phrase else None
    if known is None:
        return "person" if phrase and phrase[-1] in SUBJECT - {"it"} else None
    return "document" if known.document else "person" if known.person else "organisation"


def _next_word(view: Around, i: int) -> str:
    return next((view.words[k] for k in range(i + 1, view.close) if view.is_word(k)), "")


# Negation


def _denied(view: Around, head: Head) -> bool:
    """Whether the cue is negated by a word that is no part of it."""
    at = head.at[0] if head.at else view.cue[-1]
    own = [k for k in view.cue if k not in head.at and (k < at or (k <= at + 2 and view.words[k] in ("no", "nothing")))]
    between = [k for k in range(view.cue[0], at) if k not in view.content and k not in view.source]
    reach = {*own, *between, *_before(view)}
    return any(_negates(view, k, at) for k in reach) or _deferred(view)


def _negates(view: Around, k: int, at: int) -> bool:
    """Whether a word negates the head at a position: *not*, but neither *not only* nor *could not help*."""
    word, following = view.words[k], view.words[k + 1] if k + 1 < len(view.words) else ""
    if word in NEGATOR or word.endswith("n't"):
        idle = following in AFTER_NOT or following in NO_DENIAL or (word == "no" and k > at + 1)
        return not (idle or (word in ("no", "nothing") and k == at))
    if following == "to" and k < at:
        return word == "yet" or any(lemma in FAILING for lemma in candidates(word))
    return word == "no" or (word == "longer" and view.words[k - 1] == "no")


def _before(view: Around) -> Iterator[int]:
    """The words before the cue that belong to its verb: auxiliaries, adverbs, negations."""
    for k in range(view.cue[0] - 1, max(-1, view.cue[0] - WALK), -1):
        word = view.words[k]
        free = k not in view.source and k not in view.content
        belongs = word in AUXILIARY | PASSED | NEGATOR - {"nothing", "none"} or word.endswith(("n't", "ly"))
        if not (free and (belongs or (view.words[k + 1] == "to" and word not in ENDS and view.is_word(k)))):
            return
        yield k


def _deferred(view: Around) -> bool:
    """*Nor did the minister say*: a negation before a source that stands before the cue."""
    if not view.source or (first := min(view.source)) > view.cue[0]:
        return False
    k = first - 1
    while k >= view.opening and (view.words[k] in ARTICLE - {"no"} or view.words[k] in AUXILIARY):
        k -= 1
    return k >= view.opening and k < first - 1 and view.words[k] in DEFERRED


# Hedges


def _hedges(view: Around, head: Head) -> Spans:
    """The spans of hedges at the cue, of two that overlap the longer, in text order."""
    places = _places(view)
    taken: dict[int, Span] = {}
    for i in sorted(places):
        for hedge, at in hedges_at(hedges_from(view.words[i]), view.words, i):
            kept = at[:-1] if hedge.words[-1] in ("to", "be", "well", "of") and len(at) > 1 else at
            if not taken.keys() & set(kept) and _is_hedge(view, head, hedge, at, places):
                taken |= dict.fromkeys(kept, (view.spans[kept[0]][0], view.spans[kept[-1]][1]))
    alone = next((k for k in view.cue if view.is_word(k) and view.words[k] not in SMALL), None)
    if alone is not None and alone not in taken and _looks(view, alone):
        taken[alone] = view.spans[alone]
    return tuple(sorted(set(taken.values())))


def _places(view: Around) -> frozenset[int]:
    """Where a hedge of the cue may stand: in it, before its verb, between it and its source, right behind it, and at
    the head of a sentence that goes on with the source."""
    first, last = view.cue[0], view.cue[-1]
    found = {*view.cue, *_before(view), *range(first, last)}
    if view.source:
        low, high = min(view.source), max(view.source)
        found |= set(range(high + 1, first)) if 0 < first - high <= 7 else set()
        found |= set(range(view.opening, low)) if low < first and low - view.opening <= 4 else set()
        found |= {low - 1} if low > first else set()
    elif first - view.opening <= 4:
        found |= set(range(view.opening, first))
    found |= {k for k in (last + 1, last + 2) if k < view.close and set(view.words[last + 1 : k]) <= {","}}
    return frozenset(k for k in found if k in view.cue or (k not in view.content and k not in view.source))


def _is_hedge(view: Around, head: Head, hedge: Hedge, at: Sequence[int], places: frozenset[int]) -> bool:
    """Whether words of the list of hedges weaken this cue, by their pattern."""
    own = head.at[0] if head.at else view.cue[0]
    if hedge.kind == "distancing" or hedge.words[0] in NOT_OF_SAYING or hedge.words[-1] in NOT_OF_SAYING:
        return False
    if hedge.pattern == "adverb":
        return all(k in places for k in at)
    if hedge.pattern == "modal":
        return at[0] < own and _is_modal(view, at[0])
    if hedge.pattern == "adjective":
        noun = (head.cue is not None and head.cue.pos == "noun") or view.words[at[0] - 1] in ARTICLE
        return noun and at[0] < own <= at[0] + 3 and all(k in places for k in range(at[0], own))
    if hedge.pattern == "phrase":
        return hedge.kind == "appearance" and all(k in places for k in at) and own not in at
    if hedge.pattern == "be + participle":
        return at[-1] < own and own in view.cue and at[0] in places
    return at[0] <= own and (at[0] < own or at[0] in view.cue)


def _is_modal(view: Around, i: int) -> bool:
    """Whether *may* or *might* is a verb, and no month and no noun."""
    return view.text[view.spans[i][0]].islower() and _next_word(view, i).isalpha() and view.words[i - 1] not in ARTICLE


def _looks(view: Around, i: int) -> bool:
    """Whether a word says by itself how something looked: *seemed unmoved*, but not *appeared on television*."""
    looks = any(lemma in ("seem", "appear") for lemma in candidates(view.words[i]))
    return looks and _next_word(view, i) not in PHYSICAL
