"""Calendar days, months and seasons whose year or week is not told, by the page's date and the dates before."""

from datetime import date
from typing import Final

from sayso.extract.dating import intervals
from sayso.extract.dating.forms import Calendar, Numeric, Season
from sayso.extract.dating.intervals import OPEN_YEAR, Interval, moved, unknown
from sayso.extract.dating.points import exists
from sayso.extract.dating.setting import NEAR, TOLD, UNDATED, Resolved, Setting

_NEXT: Final = 45  # days within which a tale goes on from one day to the next
_SOON: Final = 120  # days ahead at which a day without a verb may lie
_FAR_BACK: Final = 150  # days by which a tale that goes back has more likely gone on into the next year


def calendar(form: Calendar, s: Setting) -> Resolved:
    if form.year is not None and form.year < 1:
        return unknown("vague"), TOLD
    if form.year is not None:
        return day_or_month(form, form.year), TOLD
    if form.month is not None:
        year, rule = _year(form, s)
        return day_or_month(form, year), rule
    if form.day is not None:
        return _day_of_month(form.day, s)
    return weekday_near(form.weekday or 0, s)


def day_or_month(form: Calendar, year: int) -> Interval:
    if form.month is None:
        return intervals.years(year, year, "year")
    if form.day is None:
        return intervals.month(year, form.month)
    while not exists(year, form.month, form.day):  # 29 February of a year that is guessed
        year -= 1
    return intervals.one_day(date(year, form.month, form.day))


def _year(form: Calendar, s: Setting) -> tuple[int, str]:
    """The year of a day or month that is told without one."""
    if form.weekday is not None and (year := _year_by_weekday(form, s)):
        return year, "year by the weekday"
    if s.chain and (year := _chained(form, s.chain)):
        return year, "year of the date before"
    if s.year is not None and not _too_late(day_or_month(form, s.year), s):
        return _on_from(form, s, s.year), "year of the date before"
    if s.published is None:
        return OPEN_YEAR, f"year open: {UNDATED}"
    here = s.published
    years = [here.year - 1, here.year, here.year + 1]
    if s.future():
        coming = [y for y in years if (day_or_month(form, y).last or here) >= moved(here, "day", -NEAR)]
        return min(coming, default=here.year), "year, the next time"
    gone = [y for y in years if (day_or_month(form, y).first or here) <= moved(here, "day", NEAR)]
    past = max(gone, default=here.year)
    nearest = min(years, key=lambda y: abs(((day_or_month(form, y).first or here) - here).days))
    ahead = ((day_or_month(form, nearest).first or here) - here).days
    soon = nearest > past and s.future() is None and ahead <= _SOON
    return (nearest, "year, the nearest time") if soon else (past, "year, the last time")


def _on_from(form: Calendar, s: Setting, year: int) -> int:
    """The year of the date before, or the next where the tale goes on over the year's end: *in December 2016 … In
    February*."""
    before = s.before.for_unit("month") if s.before else None
    own, later = day_or_month(form, year), day_or_month(form, year + 1)
    if s.same_sentence or before is None or before.first is None or own.last is None or later.first is None:
        return year
    back = (before.first - own.last).days > _FAR_BACK and before.first.year == year
    return year + 1 if back and (s.published is None or later.first <= s.published) else year


def _too_late(found: Interval, s: Setting) -> bool:
    """Whether a day lies ahead of the page though no verb tells so: the year before was that of something to come."""
    return bool(s.published and found.first and found.first > moved(s.published, "day", NEAR) and not s.future())


def _chained(form: Calendar, before: date) -> int | None:
    """The year in which a day follows soon on the day before: *December 16, 2010 … December 27 … January 3*."""
    if form.month is None or form.day is None:
        return None
    days = [_of_day(form, year) for year in (before.year, before.year + 1)]
    return next((day.year for day in days if day and 0 <= (day - before).days <= _NEXT), None)


def _of_day(form: Calendar, year: int) -> date | None:
    return date(year, form.month or 1, form.day or 1) if exists(year, form.month, form.day or 1) else None


def _year_by_weekday(form: Calendar, s: Setting) -> int | None:
    near = s.year or (s.published.year if s.published else None)
    if near is None or form.month is None or form.day is None:
        return None
    years = [y for y in range(near - 3, near + 3) if exists(y, form.month, form.day)]
    fitting = [y for y in years if date(y, form.month, form.day).weekday() == form.weekday]
    return min(fitting, key=lambda y: abs(y - near), default=None)


def _day_of_month(day: int, s: Setting) -> Resolved:
    """*the 17th*: of the month of the date before, or the last one before the page."""
    if s.month and exists(*s.month, day):
        return intervals.one_day(date(*s.month, day)), "month of the date before"
    if s.published is None:
        return unknown("day"), UNDATED
    step, at = (1 if s.future() else -1), s.published
    while not (exists(at.year, at.month, day) and (date(at.year, at.month, day) - s.published).days * step >= 0):
        at = moved(at.replace(day=1), "month", step)
    return intervals.one_day(
        date(at.year, at.month, day)
    ), "month, the next time" if step > 0 else "month, the last time"


def weekday_near(weekday: int, s: Setting) -> Resolved:
    """The nearest past one, the day of publication among them; with a verb of what is to come the next one."""
    here = s.published
    if here is None:
        return unknown("day"), UNDATED
    if s.future():
        ahead = (weekday - here.weekday()) % 7
        last = moved(here, "day", ahead or 7)
        return Interval(here if ahead == 0 else last, last, "day"), "weekday, the next one"
    return intervals.one_day(moved(here, "day", -((here.weekday() - weekday) % 7))), "weekday, the last one"


def season(form: Season, s: Setting) -> Resolved:
    """Three months, by the north of the world. A winter with one year may be that which it begins or ends."""
    if form.year is not None:
        one = intervals.season(form.year, form.month)
        if form.month != 12 or form.over:
            return one, TOLD
        return Interval(intervals.season(form.year - 1, 12).first, one.last, "season"), "winter, either of two"
    year, rule = _year(Calendar(month=form.month), s)
    return intervals.season(year, form.month), rule


def numeric(form: Numeric, s: Setting) -> Resolved:
    """The order that only one reading allows, or that the page's other dates show; else from the one to the other."""
    orders = [(form.other, form.one), (form.one, form.other)]  # (month, day): day first, month first
    known = [o for o in orders if o[0] <= 12 and exists(form.year, *o)]
    if s.published and form.year == s.published.year and (s.published.month, s.published.day) in known:
        known, rule = [(s.published.month, s.published.day)], "numbers, the page's own date"
    elif len(known) == 2 and s.day_first is not None and form.one != form.other:
        known = [orders[0] if s.day_first else orders[1]]
        rule = "numbers, in the order of the page's other dates"
    else:
        rule = "numbers" if len(set(known)) == 1 else "numbers, day and month in either order"
    found = [calendar(Calendar(year=form.year, month=m, day=d), s)[0] for m, d in known]
    days = sorted(day for one in found for day in (one.first, one.last) if day)
    return (Interval(days[0], days[-1], "day"), rule) if days else (unknown("day"), rule)
