"""Whether two claims of different pages say the same or contradict each other, with reasons in words.

A relation depends on the two claims alone, so that it is the same in any company and in either order.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from sayso.compare.claiming.clashing import Clash, clashes
from sayso.compare.claiming.denying import Denial, denial
from sayso.compare.claiming.index import Index
from sayso.compare.claiming.making import Joined, Page, claim, page
from sayso.compare.claiming.sureness import ASIDE, is_guessed, sureness
from sayso.compare.claiming.told import Claim, Counted, Deed, Relation, RelationKind, Term
from sayso.compare.claiming.weighing import Overlap, overlap
from sayso.compare.gathering.grouping import Link, grouped
from sayso.records import Reading

__all__ = [
    "SHOWN", "Claim", "Counted", "Deed", "Index", "Joined", "Limits", "Overlap", "Page", "Relation", "RelationKind",
    "Term", "Tie", "claim", "claims", "denied", "page", "relation", "same_claims", "tied", "ties",
]  # fmt: skip


class Limits(Struct, frozen=True):
    """What counts for *same* and for *conflicts*, in points; *neither* has none, and the most points decide.

    For *same*: `agree` where all of the shorter claim meets words that say the same, `named` where all of it is actors
    whom the other names too, `row` for `ROW` words in a row of which none contradicts, `speaker` for a speaker of
    both, `clash` where all that meets contradicts (half of it for a speaker of both). For *conflicts*: `part` where all
    that meets contradicts, `against` where all of the claim does, `own_words` for a speaker of both, `silent` where one
    of them refuses to say, `only_named` for actors named. `near` is how many points must lie between the two best, or
    it is unsure. The numbers are round ones, set on the dev half of the claims marked in BASIL's stories.
    """

    same: float = -1.75
    agree: float = 4.0
    named: float = 1.0
    row: float = 1.5
    speaker: float = 0.5
    clash: float = -2.0
    conflicts: float = -0.5
    part: float = 2.0
    against: float = 1.0
    own_words: float = -1.0
    silent: float = -1.0
    only_named: float = -1.5
    near: float = 0.05


class Tie(Struct, frozen=True):
    """Two claims by the ids of their attributions, the smaller one first, and what they are to each other."""

    one: str
    other: str
    relation: Relation


USUAL: Final = Limits()
TOGETHER: Final = 0.4  # the least score of the ties of a group, on average, a missing one counting as nothing
ROW: Final = 12  # words in a row beyond which more tell no more
SHOWN: Final = 0.35  # the least score of a conflict that is worth a look among many pairs
DENIED: Final = 0.5  # the least score of a denial in so many words
DOUBT: Final = 0.03  # a conflict less likely than that is unsure


def claims(reading: Reading, joined: Joined = str) -> tuple[Claim, ...]:
    """The claims of a page, an attribution each, in order. `joined` gives the id that means an actor over pages."""
    of = page(reading, joined)
    known = reading.vectors.attributions if reading.vectors is not None else ()
    pairs = zip_longest(reading.attributions, known[: len(reading.attributions)])
    return tuple(claim(of, said, vector) for said, vector in pairs)


def relation(one: Claim, other: Claim, limits: Limits = USUAL) -> Relation:
    """What two claims are to each other; the order of the two is the same to it.

    The two are taken for claims of one story. The score of a conflict is how likely it is one for two drawn by chance:
    for most, that is little, and a view of many pairs shows those from `SHOWN`.
    """
    one, other = sorted((one, other), key=lambda claim: (claim.document, claim.attribution))
    shared = overlap(one, other)
    clash = clashes(one, other, shared)
    points = _points(one, other, shared, clash, limits)
    kind, second = sorted(points, key=lambda kind: -points[kind])[:2]
    near = kind != "neither" and points[kind] - points[second] < limits.near
    told = clash.reasons if "conflicts" in (kind, second if near else kind) else ()
    score = math.exp(points[kind]) / math.fsum(map(math.exp, points.values()))
    if kind == "conflicts":
        score = sureness(one, other, shared, clash)
        near |= score < DOUBT
        score *= ASIDE if is_guessed(one, other, shared, clash) else 1.0
    if found := denied(one, other):
        score = max(found.score, score) if kind == "conflicts" else found.score
        kind, near, told = "conflicts", False, (_denied(found), *clash.reasons)
    return Relation(
        kind="unsure" if near else kind, score=round(score, 3), reasons=(*told, *_alike(one, other, shared))
    )


def denied(one: Claim, other: Claim) -> Denial | None:
    """The denial of one claim by the other in so many words, where that is sure enough; the order is the same to it."""
    found = denial(one, other)
    return found if found is not None and found.score >= DENIED else None


def tied(of: Claim, others: Iterable[Claim]) -> tuple[Tie, ...]:
    """The ties of a claim with others, in order, those left out that are neither."""
    pairs = (sorted((of, other), key=lambda each: each.attribution) for other in others)
    found = (Tie(one.attribution, other.attribution, relation(one, other)) for one, other in pairs)
    return tuple(sorted((tie for tie in found if tie.relation.kind != "neither"), key=lambda tie: (tie.one, tie.other)))


def ties(story: Iterable[Claim]) -> tuple[Tie, ...]:
    """The ties of the claims of a story's pages with those of its other pages, in order."""
    index = Index()
    found: list[Tie] = []
    for each in sorted(story, key=lambda claim: claim.attribution):
        found += tied(each, index.near(each))
        index.add(each)
    return tuple(sorted(found, key=lambda tie: (tie.one, tie.other)))


def same_claims(found: Iterable[Tie]) -> tuple[tuple[str, ...], ...]:
    """The groups of claims that say the same, by the ids of their attributions, in order; none of one alone."""
    links = [Link(tie.one, tie.other, tie.relation.score) for tie in found if tie.relation.kind == "same"]
    groups = grouped({id for link in links for id in (link.one, link.other)}, links, TOGETHER)
    return tuple(group for group in groups if len(group) > 1)


def _points(one: Claim, other: Claim, shared: Overlap, clash: Clash, limits: Limits) -> dict[RelationKind, float]:
    total = shared.total or 1.0
    named, agree = shared.named / total, shared.agree / total
    speaker = float(not one.speakers.isdisjoint(other.speakers))
    row = min(shared.run, ROW) / ROW * (1 - clash.part)
    same = limits.same + limits.agree * agree + limits.named * named + limits.row * row + limits.speaker * speaker
    same += limits.clash * clash.part * (1 - speaker / 2)
    points: dict[RelationKind, float] = {"neither": 0.0, "same": same}
    if clash.weight > 0:
        against = limits.part * clash.part + limits.against * min(clash.weight / total, 1.0)
        against += limits.own_words * speaker + limits.silent * (one.silent != other.silent)
        points["conflicts"] = limits.conflicts + against + limits.only_named * named
    return points


def _denied(found: Denial) -> str:
    """A denial as a reason."""
    return f"one says that it is not so: {', '.join(found.words)}"


def _alike(one: Claim, other: Claim, shared: Overlap) -> Iterator[str]:
    """What is alike of two claims, or that nothing is."""
    if one.silent != other.silent:
        yield "one of them refuses to say"
    if not one.speakers.isdisjoint(other.speakers):
        yield "both are of one speaker"
    if shared.run >= 5:
        yield f"{shared.run} words in a row are the same"
    if words := _words(shared, agree=True):
        yield f"both say {words}"
    if names := _words(shared, agree=False):
        yield f"both name {names}"
    yield f"{shared.share:.0%} of the shorter one stands in the other"


def _words(shared: Overlap, *, agree: bool) -> str:
    """The words that meet, or the actors, those that weigh most."""
    met = [each for each in shared.met if (each.agree > 0) == agree and each.agree >= 0]
    best = sorted(met, key=lambda each: (-each.worth, each.one.words))[:8]
    return ", ".join(dict.fromkeys(each.one.words for each in best))
