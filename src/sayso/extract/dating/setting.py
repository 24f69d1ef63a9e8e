"""What dates are reckoned from: the day the page came out, and the dates before on the page."""

from collections.abc import Callable
from datetime import date
from typing import Final

from msgspec import Struct

from sayso.extract.dating.intervals import FINENESS, PRECISION, Interval
from sayso.extract.dating.terms import Unit
from sayso.records import DatePrecision

Resolved = tuple[Interval, str]  # and the rule by which it was computed
NEAR: Final = 3  # days by which a page's date may be off: time zones, a text that was changed later
UNDATED: Final = "the page is undated"
UNANCHORED: Final = "reckoned from what is not dated here"
TOLD: Final = "as told"


class Setting(Struct, frozen=True):
    """Where one date stands.

    `future` asks the verb (None: there is none); `day_first` is the order of day and month that the page's own numbers
    show; `year` is that of a date shortly before (`same_sentence`: in the same sentence), `month` the year and month of
    the date before, `chain` the day before if it is near; `before` are the dates before, by how finely they are told.
    """

    published: date | None
    future: Callable[[], bool | None]
    day_first: bool | None = None
    year: int | None = None
    same_sentence: bool = False
    month: tuple[int, int] | None = None
    chain: date | None = None
    before: "Before | None" = None


class Before:
    """The dates before on the page, the last of each precision."""

    def __init__(self) -> None:
        self._last: dict[DatePrecision, tuple[int, Interval]] = {}
        self._count = 0

    def add(self, interval: Interval) -> None:
        """Remembers a date both of whose ends are known."""
        if interval.first is not None and interval.last is not None:
            self._count += 1
            self._last[interval.precision] = (self._count, interval)

    def for_unit(self, unit: Unit) -> Interval | None:
        """The last date that is told finely enough to reckon in a unit from it."""
        fine = FINENESS[: FINENESS.index(PRECISION[unit]) + 1] if unit not in ("decade", "century") else FINENESS[:5]
        found = [self._last[precision] for precision in fine if precision in self._last]
        return max(found, key=lambda item: item[0])[1] if found else None
