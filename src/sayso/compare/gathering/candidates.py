"""Which pages may be alike, without a look at all: those that share their heaviest signs and are not too far in time.

A page's keys are its own affair, so whether two pages are candidates does not depend on which of them came first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from sayso.compare.gathering.alike import APART, number
from sayso.compare.gathering.signs import Signs

KEYS: Final = 24  # signs by which a page is found, its heaviest
SHARED: Final = 2  # of which two pages must have so many in common

_Day = int | None


class Candidates:
    """An index of pages by key and day."""

    def __init__(self) -> None:
        self._found: defaultdict[str, defaultdict[_Day, list[str]]] = defaultdict(lambda: defaultdict(list))

    def add(self, page: Signs) -> None:
        """Puts a page in, which must not be there."""
        for key in keys(page):
            self._found[key][_number(page)].append(page.document)

    def of(self, page: Signs) -> list[str]:
        """The ids of the pages, itself left out, that may be alike to one, in order."""
        counts = Counter[str]()
        for key in keys(page):
            for documents in self._near(key, _number(page)):
                counts.update(documents)
        return sorted(document for document, count in counts.items() if count >= SHARED and document != page.document)

    def _near(self, key: str, day: _Day) -> Iterator[list[str]]:
        """The pages with a key that are near a day: all for a page without one, and always those without one."""
        by_day = self._found.get(key)
        if by_day is None:
            return
        if day is None or len(by_day) < 2 * APART:
            yield from (found for other, found in by_day.items() if day is None or _reached(day, other))
            return
        yield from (by_day[other] for other in (None, *range(day - APART + 1, day + APART)) if other in by_day)


def keys(page: Signs) -> Iterator[str]:
    """The signs by which a page is found."""
    return islice(page.weights, KEYS)


def _number(page: Signs) -> _Day:
    return number(page.day) if page.day else None


def _reached(day: int, other: _Day) -> bool:
    return other is None or abs(day - other) < APART
