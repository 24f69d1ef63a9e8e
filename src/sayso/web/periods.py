"""A time line as a table: its days gathered into periods of the calendar, so that it can be read without a drawing."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final

from msgspec import Struct

from sayso.records import Bar, Timeline

LENGTHS: Final = (10, 7, 4)  # characters of an ISO date that tell its day, its month, its year
ROWS: Final = 60  # periods at most, as long as days or months can be gathered into longer ones

Period = tuple[str, str]  # the day, month or year it begins with and the one it ends with, both within


class Row(Struct, frozen=True):
    """A period, with how many things lie or may lie in it by lane; `closest` of them are told no closer than this."""

    since: str
    until: str
    counts: tuple[int, ...]
    closest: int

    @property
    def label(self) -> str:
        return self.since if self.since == self.until else f"{self.since} – {self.until}"


def rows(timeline: Timeline) -> tuple[Row, ...]:
    """The periods in which things of a time line lie, in order, a longer one before those within it.

    A thing that is told less closely than a period counts in each one in which it may lie.
    """
    length = _length(timeline.bars)
    closest: Counter[Period] = Counter()
    for bar in timeline.bars:
        closest[period(bar.first, bar.last, length)] += bar.count
    lanes = _lanes(timeline.bars)
    empty = _Lane(())
    return tuple(
        Row(*told, tuple(lanes.get(lane.value, empty).within(*days(told)) for lane in timeline.lanes), closest[told])
        for told in sorted(sorted(closest, key=_end, reverse=True), key=lambda each: days(each)[0])
    )


def period(first: str, last: str, length: int) -> Period:
    """The shortest period of the calendar, of a length or longer, that holds all days from first to last."""
    for each in LENGTHS:
        if each <= length and first[:each] == last[:each]:
            return first[:each], first[:each]
    return first[:4], last[:4]


def days(told: Period) -> tuple[str, str]:
    """The first and the last day of a period; the 31st stands for the last of any month."""
    since, until = told
    return since + "-01-01"[len(since) - 4 :], until + "-12-31"[len(until) - 4 :]


def _end(told: Period) -> str:
    return days(told)[1]


def _length(bars: Iterable[Bar]) -> int:
    """How closely days can be told apart without more than `ROWS` periods; years may be more."""
    spans = {(bar.first, bar.last) for bar in bars}
    for length in LENGTHS:
        if len({period(*span, length) for span in spans}) <= ROWS:
            return length
    return LENGTHS[-1]


def _lanes(bars: Iterable[Bar]) -> Mapping[str, "_Lane"]:
    told: defaultdict[str, list[Bar]] = defaultdict(list)
    for bar in bars:
        told[bar.lane].append(bar)
    return {lane: _Lane(found) for lane, found in told.items()}


class _Lane:
    """The bars of a lane, so that those that meet a period are counted without a look at each."""

    def __init__(self, bars: Iterable[Bar]) -> None:
        self._firsts, self._begun = _summed((bar.first, bar.count) for bar in bars)
        self._lasts, self._ended = _summed((bar.last, bar.count) for bar in bars)

    def within(self, first: str, last: str) -> int:
        """How many things lie or may lie between two days, both within: those begun by then, but for those over."""
        return self._begun[bisect_right(self._firsts, last)] - self._ended[bisect_left(self._lasts, first)]


def _summed(counted: Iterable[tuple[str, int]]) -> tuple[list[str], list[int]]:
    """Days in order, and how many things stand at those before each."""
    ordered = sorted(counted)
    return [day for day, _ in ordered], [0, *accumulate(count for _, count in ordered)]
