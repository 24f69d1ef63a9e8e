"""Which pages may share a passage: those that have the same words on end, found without looking at every pair."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sayso.compare.echoing.matching import SHINGLE
from sayso.compare.echoing.told import Told

Print = tuple[int, int]
"""What three words on end are known by (a number below 2⁶²), and which word of the page is the first of them."""

ONE_IN: Final = 4  # prints of which one is kept: the same ones on every page, and enough of any passage
TIMES: Final = 4  # prints of one number that a page has: what it says over and over is as many times as many places
_LEAST: Final = 1.75  # what the three have to weigh: names alone lead to every page that has them
_WINDOW: Final = 60  # words of a page within which the prints of one passage stand
_DRIFT: Final = 12  # words by which two prints may lie further apart on one page than on the other
DAYS: Final = 31  # days within which pages that share a passage are published
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


def prints(page: Told) -> tuple[Print, ...]:
    """The prints of a page, in text order. They depend on the words alone, so that pages with the same words have the
    same ones. What is furniture has none, nor have small words and names by themselves."""
    words = page.words
    if len(words.keys) < SHINGLE:
        return ()
    known: dict[str, int] = {}
    numbers = np.array([known.setdefault(key, crc32(key.encode())) for key in words.keys], np.uint64)
    weights = np.array(words.weights)
    barred = np.array(words.furniture, np.int8)
    count = len(numbers) - SHINGLE + 1
    keys = _mixed([numbers[at : at + count] for at in range(SHINGLE)])
    heavy = np.sum([weights[at : at + count] for at in range(SHINGLE)], axis=0) >= _LEAST
    within = np.sum([barred[at : at + count] for at in range(SHINGLE)], axis=0) == 0
    (kept,) = np.nonzero(heavy & within & (keys % np.uint64(ONE_IN) == 0))
    found = zip((keys[kept] >> np.uint64(2)).tolist(), kept.tolist(), strict=True)
    return tuple(_few(found))


def _few(found: Iterable[Print]) -> Iterator[Print]:
    """The first prints of each number."""
    times = Counter[int]()
    for number, place in found:
        times[number] += 1
        if times[number] <= TIMES:
            yield number, place


def _mixed(columns: Iterable[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint64]:
    """One number of several, spread evenly."""
    total: npt.NDArray[np.uint64] | None = None
    for column, factor in zip(columns, _MIX, strict=True):
        part = (column + np.uint64(1)) * factor
        part ^= part >> np.uint64(29)
        total = part if total is None else (total * _MIX[0]) ^ part
    assert total is not None
    total ^= total >> np.uint64(32)
    total *= _MIX[1]
    return total ^ (total >> np.uint64(29))


class Prints:
    """The prints of many pages, by what they are known by. Pages may come in any order: whether two are candidates of
    each other depends on the two alone.

    Of pages whose day of publication is known (ISO date or time) only those are that were published within a month of
    each other: so it takes no longer to ask in a ledger of many years.
    """

    def __init__(self) -> None:
        self._places: dict[int, dict[int | None, list[_Place]]] = {}

    def add(self, id: str, found: Iterable[Print], published: str | None = None) -> None:
        day = _day(published)
        for key, place in found:
            self._places.setdefault(key, {}).setdefault(_month(day), []).append((id, place, day))

    def alike(self, found: Iterable[Print], published: str | None = None, but: str = "") -> tuple[str, ...]:
        """The ids of pages that may share a passage with the one of these prints, sorted; not that of `but`."""
        day = _day(published)
        hits: dict[str, list[tuple[int, int]]] = {}
        for key, place in found:
            for id, there, then in _near(self._places.get(key, {}), day):
                if day is None or then is None or abs(day - then) <= DAYS:
                    hits.setdefault(id, []).append((place, there))
        return tuple(sorted(id for id, places in hits.items() if id != but and may_share(places)))


_Place = tuple[str, int, int | None]
"""A page, a word of it, and the day of its publication, counted."""


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _month(day: int | None) -> int | None:
    return None if day is None else day // DAYS


def _near(months: Mapping[int | None, list[_Place]], day: int | None) -> Iterator[_Place]:
    month = _month(day)
    near = months if month is None else (None, month - 1, month, month + 1)
    return chain.from_iterable(months.get(each, ()) for each in near)


def may_share(places: Iterable[tuple[int, int]]) -> bool:
    """Whether prints that two pages have in common, as the words where they begin on both, lie as in one passage: two
    that have no word in common and stand close to one another on both pages."""
    ordered = sorted(places)
    return any(_together(one, other) for at, one in enumerate(ordered) for other in _following(ordered, at))


def _following(ordered: list[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    for other in ordered[at + 1 :]:
        if other[0] - ordered[at][0] > _WINDOW:
            return
        yield other


def _together(one: tuple[int, int], other: tuple[int, int]) -> bool:
    ours, theirs = other[0] - one[0], other[1] - one[1]
    return ours >= SHINGLE and SHINGLE <= theirs <= _WINDOW and abs(ours - theirs) <= _DRIFT
