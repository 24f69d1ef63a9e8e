"""The order of a page's attributions, and how they stand inside one another."""

from collections.abc import Sequence

from msgspec import Struct

from sayso.export.terminal import in_order
from sayso.records import Attribution, Spans


class Place(Struct, frozen=True):
    """An attribution in its order: `number` from 1, `depth` 0 for one that stands in no other."""

    attribution: Attribution
    number: int
    depth: int


def spans(attribution: Attribution) -> Spans:
    """All spans of the attribution, the cue's first."""
    return (*attribution.cue, *attribution.source, *attribution.content)


def first(attribution: Attribution) -> int:
    """The offset at which the attribution begins."""
    return min((start for start, _ in spans(attribution)), default=0)


def ordered(attributions: Sequence[Attribution]) -> tuple[Place, ...]:
    """The attributions in text order, each followed by those inside it."""
    walked = in_order(sorted(attributions, key=first))
    return tuple(Place(attribution, number, depth) for number, (depth, attribution) in enumerate(walked, 1))


def kin(attributions: Sequence[Attribution], chosen: str | None) -> frozenset[str]:
    """The attributions around the chosen one and those inside it; not the chosen one itself."""
    outer = {attribution.id: attribution.outer for attribution in attributions}
    if chosen is None:
        return frozenset()
    inside = {identity for identity in outer if chosen in _upwards(outer, identity)}
    return frozenset(_upwards(outer, chosen) | inside)


def _upwards(outer: dict[str, str | None], start: str) -> set[str]:
    """Those around one; the ledger holds no rings, so this ends."""
    seen: set[str] = set()
    above = outer.get(start)
    while above is not None:
        seen.add(above)
        above = outer.get(above)
    return seen
