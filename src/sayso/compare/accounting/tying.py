"""Which claims of a story's pages are the same and which contradict each other: those of several pages, those of one
page, and denials that point back (*denied it*).

What a person judged goes first. A pair that contradicts holds two groups apart as one that agrees holds them together.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.compare.accounting.denied import Sides, after, disowned, following, sides
from sayso.compare.accounting.own import is_own
from sayso.compare.claiming.index import TELLS, least
from sayso.compare.claims import SHOWN, TOGETHER, Claim, Index, Limits, Relation, Tie, claims, denied, relation
from sayso.compare.gathering.grouping import Link, grouped
from sayso.compare.hearing.sayers import denies
from sayso.compare.judged import Judged
from sayso.records import Attribution, Reading
from sayso.soundness import collapsed, one_line

# *It*, *the accusation*, *any involvement*, *that he had any part in it*.
_BACK: Final = re.compile(
    r"""(?:all\s|any\sof\s|both\s(?:of\s)?)?(?:it|this|that|them|these|those|so)\W*
      | (?:(?:the|these|those|any|all|such)\s)?(?:accusation|allegation|assertion|charge|claim|report)s?\W*
      | (?:that\s)?(?:(?:he|she|it|they|its?\s\w+|his\s\w+|her\s\w+|their\s\w+)\s)?(?:had|has|have|took|played|bore)?\s?
        (?:any\s|a\s)?(?:part|role|hand|involvement|responsibility|blame|wrongdoing|guilt)
        (?:\s(?:in|for|of)\s(?:it|this|that|them|the\s\w+))?\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHERWISE: Final = re.compile(r"(?:otherwise|differently|the (?:opposite|contrary))\W*", re.IGNORECASE)
_JUST_BEFORE: Final = 2  # sentences up to which a word like *it* points back
_SURE: Final = 1.0
_LOOSE: Final = 0.65  # the least score of a tie within a page, or with a sentence of its own: hardly any pair is one
_MUCH: Final = 0.3  # the least part of a claim that stands in another sentence which may be the same
_FEW: Final = 2  # words of a content that is a thing rather than a claim
_BACKWARD: Final = 0.8  # that what is denied is what stands right before


class Tied(Struct, frozen=True):
    """Claims by the ids of their attributions: groups of what says the same, in order, one alone being a group, too;
    and the ties between them, those of `same` within groups, of `against` between any two. `slight` are those whose
    content is hardly a claim."""

    groups: tuple[tuple[str, ...], ...]
    same: tuple[Tie, ...]
    against: tuple[Tie, ...]
    slight: frozenset[str]

    def opposed(self, id: str) -> bool:
        """Whether something surely contradicts it."""
        return any(id in (tie.one, tie.other) for tie in self.against if tie.relation.kind == "conflicts")


def tied(readings: Sequence[Reading], joined: Callable[[str], str], judged: Judged) -> Tied:
    """The claims of pages, attributions to the page itself among them. The same for any order of the readings."""
    said = {each.id: each for reading in readings for each in reading.attributions}
    texts = {each.id: reading.document.text for reading in readings for each in reading.attributions}
    told = [
        each for reading in readings for each in claims(reading, joined) if not _again(said[each.attribution], said)
    ]
    pointing = dict(pair for reading in readings for pair in _pointing(reading))
    speaking = [claim for claim in told if claim.attribution not in pointing and not is_slight(claim)]
    found = {(tie.one, tie.other): tie for tie in _ties(speaking, said, judged.claims)}
    found |= {(tie.one, tie.other): tie for tie in (_pointed(*pair, said, texts) for pair in pointing.items())}
    for tie in _more(readings, told, found, said, texts, sides(readings, joined)):
        if not _is_surer(found.get((tie.one, tie.other)), tie):
            found[tie.one, tie.other] = tie
    for pair in judged.apart & found.keys():
        del found[pair]
    known = {claim.attribution for claim in told}
    for pair in judged.same:
        if known.issuperset(pair):
            found[pair] = Tie(*pair, Relation(kind="same", score=_SURE, reasons=("judged to be the same",)))
    groups = _groups(known, found.values(), judged, pointing)
    group = {id: number for number, ids in enumerate(groups) for id in ids}
    ordered = sorted(found.values(), key=lambda tie: (tie.one, tie.other))
    return Tied(
        groups,
        tuple(tie for tie in ordered if tie.relation.kind == "same" and group[tie.one] == group[tie.other]),
        tuple(tie for tie in ordered if tie.relation.kind != "same"),
        frozenset(claim.attribution for claim in told if is_slight(claim)),
    )


def _more(
    readings: Iterable[Reading],
    told: Sequence[Claim],
    found: Mapping[tuple[str, str], Tie],
    said: Mapping[str, Attribution],
    texts: Mapping[str, str],
    side: Sides,
) -> list[Tie]:
    """The ties of denials that words alone do not show."""
    negating = {claim.attribution for claim in told if claim.denials}
    pairs = [pair for reading in readings for pair in following(reading, negating, side)]
    more = [*disowned(told, said, texts, side), *after(pairs, found.values())]
    return sorted(more, key=lambda tie: (tie.relation.score, tie.relation.reasons))


def _is_surer(known: Tie | None, tie: Tie) -> bool:
    """Whether what is known of two claims is a surer contradiction than a tie has it."""
    if known is None or known.relation.kind != "conflicts":
        return False
    return known.relation.score > tie.relation.score


def points_back(words: str) -> bool:
    """Whether a content says nothing by itself: *it*, *the accusation*, *otherwise*."""
    return not words or _BACK.fullmatch(words) is not None or _OTHERWISE.fullmatch(words) is not None


def _ties(told: Iterable[Claim], said: Mapping[str, Attribution], limits: Limits) -> Iterator[Tie]:
    """The ties of claims that share enough, and of those of one page that have speakers of their own."""
    index = Index()
    by_page: defaultdict[str, list[Claim]] = defaultdict(list)
    weights: dict[str, dict[str, float]] = {}
    for claim in sorted(told, key=lambda claim: claim.attribution):
        ours = weights[claim.attribution] = _weights(claim)
        for other in index.near(claim):
            own = is_own(said[claim.attribution]) or is_own(said[other.attribution])
            if not own or _much(ours, weights[other.attribution]):
                yield from _tie(claim, other, said, limits)
        index.add(claim)
        if not is_own(said[claim.attribution]):
            by_page[claim.document].append(claim)
    for page in by_page.values():
        for one, other in combinations(page, 2):
            shared = _shared(weights[one.attribution], weights[other.attribution])
            if shared >= least(one, other) and not _in_one(one, other, said):
                yield from _tie(one, other, said, limits)


def _weights(claim: Claim) -> dict[str, float]:
    """The weights of what a claim may be found by."""
    return {key: term.weight for term in claim.terms if term.weight >= TELLS for key in term.keys}


def _shared(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """The weight that two claims share."""
    return sum(min(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())


def _much(ours: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    """Whether so much of the lighter of two claims stands in the other that they may be the same."""
    return _shared(ours, theirs) >= _MUCH * min(sum(ours.values()), sum(theirs.values()))


def _in_one(one: Claim, other: Claim, said: Mapping[str, Attribution]) -> bool:
    """Whether one stands in the content of the other."""
    ours, theirs = said[one.attribution], said[other.attribution]
    return _nested(ours, theirs.id, said) or _nested(theirs, ours.id, said)


def _tie(one: Claim, other: Claim, said: Mapping[str, Attribution], limits: Limits) -> Iterator[Tie]:
    one, other = sorted((one, other), key=lambda claim: claim.attribution)
    found = relation(one, other, limits)
    ours, theirs = said[one.attribution], said[other.attribution]
    own = is_own(ours) or is_own(theirs)
    loose = (own or one.document == other.document) and found.score < _LOOSE
    if found.kind == "same" and denies(ours) != denies(theirs):
        found = replace(found, kind="unsure", reasons=("only one of them denies", *found.reasons))
    if found.kind == "same" and (one.silent != other.silent or loose):
        found = replace(found, kind="unsure")
    # with a sentence of a page's own most words that contradict do so by chance
    if found.kind == "conflicts" and (found.score < SHOWN or (own and not denied(one, other))):
        found = replace(found, kind="unsure")
    if found.kind != "neither":
        yield Tie(one.attribution, other.attribution, found)


def is_slight(claim: Claim) -> bool:
    """Whether a content is a thing rather than a claim: *the substance*, *a security source*."""
    bare = all(term.sentence >= 0 and not term.says for term in claim.terms)
    return bare and len(claim.terms) <= _FEW and not claim.counted


def _again(said: Attribution, known: Mapping[str, Attribution]) -> bool:
    """Whether it only says again what it stands in: the same speaker, or nobody who is named, within another."""
    outer = known.get(said.outer or "")
    if outer is None:
        return False
    return not (said.source or said.speakers) or (bool(said.speakers) and set(said.speakers) <= set(outer.speakers))


def _nested(said: Attribution, outer: str, known: Mapping[str, Attribution]) -> bool:
    """Whether an attribution stands in the content of another."""
    while said.outer is not None and said.outer in known:
        if said.outer == outer:
            return True
        said = known[said.outer]
    return False


def _pointing(reading: Reading) -> Iterator[tuple[str, str]]:
    """Denials whose content only points back, each with what was said right before by somebody else."""
    text = reading.document.text
    cued = sorted((each for each in reading.attributions if each.cue), key=lambda each: (each.cue[0], each.id))
    for at, said in enumerate(cued):
        words = one_line(collapsed(text, span) for span in said.content)
        back = points_back(words) and (denies(said) or _OTHERWISE.fullmatch(words))
        before = _before(reading, said, cued[:at]) if back else None
        if before is not None:
            yield said.id, before.id


def _pointed(denial: str, before: str, said: Mapping[str, Attribution], texts: Mapping[str, str]) -> Tie:
    parts = (*said[denial].cue, *said[denial].content)
    words = collapsed(texts[denial], (min(start for start, _ in parts), max(end for _, end in parts)))
    one, other = sorted((denial, before))
    reasons = (f"“{words}” stands right after what it speaks of",)
    return Tie(one, other, Relation(kind="conflicts", score=_BACKWARD, reasons=reasons))


def _before(reading: Reading, said: Attribution, others: Sequence[Attribution]) -> Attribution | None:
    """The last attribution before one that is no part of another, is somebody else's and stands close by."""
    at = _sentence(reading, said)
    for other in reversed(others):
        apart = not said.speakers or set(said.speakers).isdisjoint(other.speakers)
        if at - _sentence(reading, other) > _JUST_BEFORE:
            return None
        if apart and other.outer is None and other.id != said.outer and other.content:
            return other
    return None


def _sentence(reading: Reading, said: Attribution) -> int:
    return sum(start <= said.cue[0][0] for start, _ in reading.sentences)


def _groups(
    known: Collection[str], found: Iterable[Tie], judged: Judged, pointing: Mapping[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Groups by their ties, then what persons judged and denials that point back to one group put together."""
    links = [link for tie in found for link in _link(tie)]
    groups = grouped(known, links, TOGETHER, judged.same, judged.apart)
    group = {id: number for number, ids in enumerate(groups) for id in ids}
    alike = [pair for pair in combinations(sorted(pointing), 2) if _points_alike(pair, pointing, group)]
    if alike:
        groups = grouped(known, links, TOGETHER, (*judged.same, *alike), judged.apart)
    return tuple(groups)


def _points_alike(pair: tuple[str, str], pointing: Mapping[str, str], group: Mapping[str, int]) -> bool:
    """Whether two denials point back to what says the same."""
    one, other = (group.get(pointing[denial]) for denial in pair)
    return one is not None and one == other


def _link(tie: Tie) -> Iterator[Link]:
    """A tie as it counts for a group: what contradicts speaks against it."""
    if tie.relation.kind == "same":
        yield Link(tie.one, tie.other, tie.relation.score)
    elif tie.relation.kind == "conflicts":
        yield Link(tie.one, tie.other, -tie.relation.score)
