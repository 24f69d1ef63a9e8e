"""Which pages may be alike, without a look at all: those that share enough of their heaviest signs and are not too far
in time.

A page's keys are its own affair, so whether two pages are candidates does not depend on which of them came first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from sayso.compare.gathering.alike import APART, number
from sayso.compare.gathering.signs import Signs

KEYS: Final = 24  # signs by which a page is found, its heaviest
SHARED: Final = 2  # of which two pages must have so many in common,
ENOUGH: Final = 30_000  # whose weights, multiplied, make a good part of what a link needs

_Day = int | None
_Having = tuple[str, int]  # a document and how much a key weighs there


class Candidates:
    """An index of pages by key and day."""

    def __init__(self) -> None:
        self._found: defaultdict[str, defaultdict[_Day, list[_Having]]] = defaultdict(lambda: defaultdict(list))

    def add(self, page: Signs) -> None:
        """Puts a page in, which must not be there."""
        for key, weight in keys(page):
            self._found[key][_number(page)].append((page.document, weight))

    def of(self, page: Signs) -> list[str]:
        """The ids of the pages, itself left out, that may be alike to one, in order."""
        counts, products = Counter[str](), Counter[str]()
        for key, weight in keys(page):
            for having in self._near(key, _number(page)):
                for document, other in having:
                    counts[document] += 1
                    products[document] += weight * other
        found = (each for each, count in counts.items() if count >= SHARED and products[each] >= ENOUGH)
        return sorted(document for document in found if document != page.document)

    def _near(self, key: str, day: _Day) -> Iterator[list[_Having]]:
        """The pages with a key that are near a day: all for a page without one, and always those without one."""
        by_day = self._found.get(key)
        if by_day is None:
            return
        if day is None or len(by_day) < 2 * APART:
            yield from (found for other, found in by_day.items() if day is None or _reached(day, other))
            return
        yield from (by_day[other] for other in (None, *range(day - APART + 1, day + APART)) if other in by_day)


def keys(page: Signs) -> Iterator[tuple[str, int]]:
    """The signs by which a page is found, with their weights."""
    return islice(page.weights.items(), KEYS)


def _number(page: Signs) -> _Day:
    return number(page.day) if page.day else None


def _reached(day: int, other: _Day) -> bool:
    return other is None or abs(day - other) < APART
