"""Parts of longer times: thirds of a year, halves of a month or decade, the n-th week of a month."""

from datetime import date
from typing import Final

from sayso.extract.dating import intervals
from sayso.extract.dating.forms import Piece, Stretch
from sayso.extract.dating.intervals import Interval, day_before, length, moved
from sayso.extract.dating.terms import Unit
from sayso.records import DatePrecision

_MONTH: Final = 31
_YEAR: Final = 366
_DECADE: Final = 3660
# Where a part begins and ends, as shares of the whole; early and late months and decades are halves, as people say.
_SHARES: Final[dict[Piece, tuple[float, float]]] = {
    "early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1), "start": (0, 1 / 4), "end": (3 / 4, 1),
    "eve": (0, 0),
}  # fmt: skip
_HALVES: Final[dict[Piece, tuple[float, float]]] = {
    **_SHARES,
    "early": (0, 1 / 2),
    "late": (1 / 2, 1),
    "mid": (0.3, 0.7),
}
_STEPS: Final[dict[str, Unit]] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade"
}  # fmt: skip


def part(piece: Piece, whole: Interval) -> Interval:
    """A part of a time whose ends are known; of a day it is the day, its eve the day before."""
    days = length(whole)
    if whole.first is None or whole.last is None or days is None:
        return whole
    if piece == "eve":
        return intervals.one_day(day_before(whole.first))
    if days <= 7:
        return whole
    shares = _HALVES if days <= _MONTH or _YEAR < days <= _DECADE else _SHARES
    low, high = shares[piece]
    if days > _YEAR:
        return _of_years(whole.first.year, whole.last.year, low, high, days)
    if days > _MONTH:
        return _of_months(whole.first, days, low, high)
    first = moved(whole.first, "day", round(low * 30))
    last = whole.last if high == 1 else moved(whole.first, "day", round(high * 30) - 1)
    return Interval(first, last, "week")


def _of_years(first: int, last: int, low: float, high: float, days: int) -> Interval:
    count = last - first + 1
    begin, end = first + round(low * count), first + round(high * count) - 1
    return intervals.years(begin, max(begin, end), "decade" if days <= _DECADE else "vague")


def _of_months(first: date, days: int, low: float, high: float) -> Interval:
    count = round(days / 30.4)
    begin = moved(first, "month", round(low * count))
    end = moved(first, "month", max(round(high * count), round(low * count) + 1) - 1)
    return Interval(begin, intervals.month_end(end.year, end.month), "season" if count > 3 else "month")


def stretch(form: Stretch, whole: Interval) -> Interval:
    """The n-th unit of a time, from its beginning or its end."""
    if whole.first is None or whole.last is None:
        return whole
    if form.unit == "half":
        return _half(form.n, whole)
    unit = _STEPS[form.unit]
    if form.n < 0:
        beyond = moved(whole.last, "day", 1)
        first, last = moved(beyond, unit, -form.count), whole.last
    else:
        first = moved(whole.first, unit, (form.n - 1) * form.count)
        last = day_before(moved(first, unit, form.count))
    precision: DatePrecision = intervals.PRECISION[unit] if form.count == 1 else "vague"
    return Interval(max(first, whole.first), min(last, whole.last), precision)


def _half(n: int, whole: Interval) -> Interval:
    days = length(whole)
    assert whole.first is not None
    assert whole.last is not None
    if days is not None and days > _MONTH:
        months = round(days / 30.44)
        middle = moved(whole.first, "month", months // 2)
    else:
        middle = moved(whole.first, "day", (days or 0) // 2)
    precision: DatePrecision = "week" if (days or 0) <= _MONTH else "season" if (days or 0) <= _YEAR else "vague"
    first, last = (whole.first, day_before(middle)) if n in (1,) else (middle, whole.last)
    return Interval(first, last, precision)
