"""Blocs joined whose members turn on the same one: who accuse the same side and are not told to be at odds are, as the
page has it, on one side of its quarrel. Those who attack the same one need not be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

from sayso.compare.describing.told import Claim, Tie

if TYPE_CHECKING:
    from sayso.compare.describing.partition import Graph

Parts = tuple[tuple[str, ...], ...]
Charge = tuple[str, str, Claim]  # who turns on whom, as they are counted, and where that is told
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "hostile"})


def charges(tied: Iterable[Tie], sides: Mapping[str, str]) -> tuple[Charge, ...]:
    """Who is told to turn on whom in words, of those who are told to be against each other."""
    return tuple(
        (sides.get(claim.one, claim.one), sides.get(claim.other, claim.other), claim)
        for tie in tied
        for claim in tie.claims
        if tie.sign < 0 and claim.sign < 0 and claim.weight and claim.basis.said not in _DEEDS
    )


def joined(parts: Parts, signed: "Graph", turned: Sequence[Charge]) -> Parts:
    """The parts of a signed graph, those joined that turn on the same part, first those of which most do; none that are
    told to be against each other. Largest first, then by name."""
    while pair := _likeliest(parts, signed, turned):
        one, other = (parts[i] for i in pair)
        parts = (*(part for part in parts if part not in (one, other)), tuple(sorted((*one, *other))))
    return tuple(sorted(parts, key=lambda members: (-len(members), members)))


def _likeliest(parts: Parts, signed: "Graph", turned: Sequence[Charge]) -> tuple[int, int] | None:
    part_of = {node: i for i, part in enumerate(parts) for node in part}
    accusers: defaultdict[int, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one, other, _ in turned:
        if part_of[one] != part_of[other]:
            accusers[part_of[other]][part_of[one]].add(one)
    pairs = [
        (len(of[i]) + len(of[j]), parts[i], parts[j], i, j)
        for of in accusers.values()
        for i, j in combinations(sorted(of), 2)
        if sum(_weights(signed, parts[i], parts[j])) >= 0
    ]
    best = min(pairs, key=lambda pair: (-pair[0], *sorted(pair[1:3])), default=None)
    return None if best is None else (best[3], best[4])


def _weights(signed: "Graph", some: Iterable[str], others: Sequence[str]) -> Iterator[float]:
    for one in some:
        for other in others:
            if signed.has_edge(one, other):
                yield float(signed.edges[one, other]["weight"])


def common(nodes: Collection[str], parts: Parts, turned: Sequence[Charge]) -> tuple[Claim, ...]:
    """The words in which several nodes of a part turn on the same other part."""
    part_of = {node: i for i, part in enumerate(parts) for node in part}
    accusers: defaultdict[int, set[str]] = defaultdict(set)
    against = [(one, part_of[other], claim) for one, other, claim in turned if one in nodes and other not in nodes]
    for one, part, _ in against:
        accusers[part].add(one)
    return tuple(claim for _, part, claim in against if len(accusers[part]) > 1)
