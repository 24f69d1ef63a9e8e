"""Whether two events of pages are one, and which events of a story are; with reasons in words.

What two events are to each other depends on them alone. The events of a story fall into groups by how likely they are
one on average, so that they are the same in whatever order pages come.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from sayso.compare.claiming.told import Relation, RelationKind
from sayso.compare.gathering.grouping import Link, grouped
from sayso.compare.occurring.making import happenings
from sayso.compare.occurring.told import Happening
from sayso.compare.occurring.weighing import chance, reasons

__all__ = ["SAME", "Happening", "happenings", "same_event", "same_events"]

SAME: Final = 0.4  # the least chance, on average, of the events of a group
UNSURE: Final = 0.6  # below it two events of one group are told as unsure
_WEAK: Final = 0.02  # a chance below this counts as none


def same_event(one: Happening, other: Happening) -> Relation:
    """Whether two events are one. `score` is the chance of it; what cannot be one is told as `neither` with why."""
    if apart := _apart(one, other):
        return Relation(kind="neither", score=0.0, reasons=apart)
    score = round(chance(one, other), 3)
    kind: RelationKind = "same" if score >= UNSURE else "unsure" if score >= SAME else "neither"
    return Relation(kind=kind, score=score, reasons=reasons(one, other))


def same_events(story: Iterable[Happening]) -> tuple[tuple[str, ...], ...]:
    """The groups of the events of one story that are one, by their ids, in order; an event may stand alone."""
    found = sorted(story, key=lambda happening: happening.id)
    links = [Link(one.id, other.id, score) for one, other, score in _linked(found)]
    return tuple(grouped([happening.id for happening in found], links, SAME))


def _linked(found: Sequence[Happening]) -> Iterable[tuple[Happening, Happening, float]]:
    for one, other in combinations(found, 2):
        score = 0.0 if _apart(one, other) else chance(one, other)
        if score >= _WEAK:
            yield one, other, score


def _apart(one: Happening, other: Happening) -> tuple[str, ...]:
    """Why two events cannot be one: days that do not meet, or others who act. Where somebody's word is all that is
    done, another speaker makes it another event; of what is done beside, actors and targets must both be others, for
    pages call them by many names."""
    if one.days and other.days and (one.days[1] < other.days[0] or other.days[1] < one.days[0]):
        first, second = sorted((one.days, other.days))
        return (f"on different days: {_told(first)} and {_told(second)}",)
    others, else_done = _others(one.actors, other.actors), _others(one.targets, other.targets)
    if others and one.spoken and other.spoken:
        return ("the word of others",)
    return ("done by others to others",) if others and else_done else ()


def _others(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _told(days: tuple[str, str]) -> str:
    return days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"
