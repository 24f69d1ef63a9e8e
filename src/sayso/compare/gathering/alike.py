"""How alike two pages are, from their signs alone: the same for whatever other pages there are, and in either order."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from sayso.compare.gathering.signs import UNIT, Signs

AT_ONCE: Final = 1  # days between two pages about one happening that tell nothing against it
APART: Final = 10  # days between two pages that no longer tell of the same happening
UNDATED: Final = 0.8  # what is left of a likeness where a day is not known


def likeness(one: Signs, other: Signs) -> float:
    """How surely two pages tell of the same happening, from 0 to 1, to four places."""
    near = nearness(one.day, other.day)
    return round(near * common(one.weights, other.weights) / UNIT**2, 4) if near else 0.0


def common(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """The product of two pages' weights: `UNIT` squared, or somewhat more, for pages that have all in common."""
    return min(UNIT**2, sum(one[key] * other[key] for key in one.keys() & other.keys()))


def nearness(one: str | None, other: str | None) -> float:
    """What the days of two pages leave of their likeness."""
    if one is None or other is None:
        return UNDATED
    gap = abs(number(one) - number(other))
    return max(0.0, min(1.0, (APART - gap) / (APART - AT_ONCE)))


@lru_cache(maxsize=20_000)
def number(day: str) -> int:
    """An ISO date as a number of days."""
    return date.fromisoformat(day).toordinal()


def shared(one: Signs, other: Signs, most: int = 8) -> tuple[str, ...]:
    """Why two pages are alike: the signs that they share, those that weigh most first."""
    weights = {key: weight * other.weights[key] for key, weight in one.weights.items() if key in other.weights}
    return tuple(sorted(weights, key=lambda key: (-weights[key], key))[:most])
