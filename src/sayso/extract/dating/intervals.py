"""Intervals of days, and arithmetic on them by calendar units."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from sayso.extract.dating.terms import Unit
from sayso.records import DatePrecision

# A leap year that no page of ours is about stands for a year that is not told, with its neighbours.
OPEN_YEAR: Final = 4
_OPEN_YEARS: Final = (OPEN_YEAR - 1, OPEN_YEAR, OPEN_YEAR + 1)
_DAY: Final = timedelta(days=1)
PRECISION: Final[dict[Unit, DatePrecision]] = {
    "day": "day", "weekend": "day", "week": "week", "month": "month", "quarter": "season", "year": "year",
    "decade": "decade", "century": "vague",
}  # fmt: skip
# From fine to coarse; a century has no precision of its own in the format and is vague.
FINENESS: Final[tuple[DatePrecision, ...]] = ("day", "week", "month", "season", "year", "decade", "vague")


class Interval(Struct, frozen=True):
    """First and last day, both within; None is an end that cannot be told."""

    first: date | None
    last: date | None
    precision: DatePrecision


def unknown(precision: DatePrecision) -> Interval:
    return Interval(None, None, precision)


def written(day: date | None) -> str | None:
    """The ledger's way: ISO, or `--MM-DD` where the year is open."""
    if day is None:
        return None
    return day.isoformat()[4:].replace("-", "--", 1) if day.year in _OPEN_YEARS else day.isoformat()


def one_day(day: date) -> Interval:
    return Interval(day, day, "day")


def month(year: int, number: int) -> Interval:
    return Interval(date(year, number, 1), month_end(year, number), "month")


def month_end(year: int, number: int) -> date:
    return date(year, number, monthrange(year, number)[1])


def years(first: int, last: int, precision: DatePrecision) -> Interval:
    return Interval(date(first, 1, 1), date(last, 12, 31), precision)


def season(year: int, first_month: int) -> Interval:
    """Three months; a winter begins in its year and ends in the next."""
    end = first_month + 2
    over = end > 12
    return Interval(date(year, first_month, 1), month_end(year + over, end - 12 * over), "season")


def moved(day: date, unit: Unit, count: int) -> date:
    """So many units on; the last day of a shorter month stands in for one it does not have. Clipped to years 1–9999."""
    if unit in ("day", "week", "weekend"):
        days = count * (1 if unit == "day" else 7)
        return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    whole = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, number = whole // 12, whole % 12 + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))


def unit_of(day: date, unit: Unit) -> Interval:
    """The unit of the calendar that holds a day. Weeks begin on Monday; a weekend is that of the day's week."""
    if unit == "day":
        return one_day(day)
    if unit in ("week", "weekend"):
        monday = moved(day, "day", -day.weekday())
        first = 5 if unit == "weekend" else 0
        return Interval(moved(monday, "day", first), moved(monday, "day", 6), PRECISION[unit])
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        return season(day.year, (day.month - 1) // 3 * 3 + 1)
    span = {"year": 1, "decade": 10, "century": 100}[unit]
    first_year = day.year // span * span
    return years(max(first_year, 1), first_year + span - 1, PRECISION[unit])


def day_after(day: date) -> date:
    return moved(day, "day", 1)


def day_before(day: date) -> date:
    return moved(day, "day", -1)


def length(interval: Interval) -> int | None:
    """Days, None where an end is open."""
    if interval.first is None or interval.last is None:
        return None
    return (interval.last - interval.first) // _DAY + 1


def coarser(one: DatePrecision, other: DatePrecision) -> DatePrecision:
    return max(one, other, key=FINENESS.index)
