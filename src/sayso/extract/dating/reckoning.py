"""Times that are reckoned in units from the page's day or from the date before, as intervals."""

from datetime import date
from typing import Literal

from sayso.extract.dating import intervals
from sayso.extract.dating.days import calendar, day_or_month, season, weekday_near
from sayso.extract.dating.forms import Calendar, Chosen, OfYear, Season, Shift, Window
from sayso.extract.dating.intervals import OPEN_YEAR, PRECISION, Interval, moved, unit_of, unknown
from sayso.extract.dating.setting import UNANCHORED, UNDATED, Resolved, Setting


def shift(form: Shift, s: Setting) -> Resolved:
    """Units of the calendar. A rough number leaves one unit more or less, or a tenth."""
    precision = PRECISION[form.unit]
    if form.anchor == "page":
        base, rule = (intervals.one_day(s.published) if s.published else None), "from the day of the page"
    else:
        base = s.before.for_unit(form.unit) if s.before and form.anchor == "before" else None
        rule = "from the date before"
    if base is None or base.first is None or base.last is None:
        told = UNDATED if form.anchor == "page" else UNANCHORED
        return unknown(precision), told
    if form.anchor == "page" and form.unit == "weekend" and form.low == form.high:
        return _weekend(form.low, base.first, s), rule
    if form.exact:
        return intervals.one_day(moved(base.first, form.unit, form.low)), rule
    slack = max(1, form.high // 20, -form.low // 20) if form.approximate else 0
    if form.unit in ("decade", "century") and abs(form.low) + abs(form.high) and form.anchor == "page":
        return _long_ago(form, base.first), rule
    first = unit_of(moved(base.first, form.unit, form.low - slack), form.unit)
    last = unit_of(moved(base.last, form.unit, form.high + slack), form.unit)
    exact = not slack and form.high - form.low <= 1
    return Interval(first.first, last.last, precision if exact else "vague"), rule


def _long_ago(form: Shift, here: date) -> Interval:
    """*last decade* is one of the calendar's; *two decades ago* leaves a fifth of a decade on either side."""
    if form.low == form.high == -1 and not form.approximate and form.unit == "century":
        return unit_of(moved(here, "century", -1), "century")
    spread = 2 if form.unit == "decade" else 10
    first, last = moved(here, form.unit, form.low).year - spread, moved(here, form.unit, form.high).year + spread
    return intervals.years(max(first, 1), last, "vague")


def _weekend(count: int, here: date, s: Setting) -> Interval:
    """The last one, this one by the verb (or that we are in), the next one."""
    own = unit_of(here, "weekend")
    if count == 0 and here.weekday() < 5 and not s.future():
        return unit_of(moved(here, "week", -1), "weekend")
    if count < 0:
        return unit_of(moved(here, "week", count), "weekend")
    if count > 0 and here.weekday() < 5:
        return Interval(own.first, unit_of(moved(here, "week", 1), "weekend").last, "day")
    return unit_of(moved(here, "week", count), "weekend")


def window(form: Window, s: Setting) -> Resolved:
    """From the anchor back or on. What is to come may, in a tale, be what came after the date before."""
    before = s.before.for_unit("day" if form.unit == "weekend" else form.unit) if s.before else None
    base = s.published
    if form.anchor == "before":
        base = before.last if before else None
    rule = "from the day of the page" if form.anchor == "page" else "from the date before"
    precision = "vague" if form.vague else PRECISION[form.unit]
    if base is None:
        return unknown(precision), UNDATED if form.anchor == "page" else UNANCHORED
    other = moved(base, form.unit, form.count)
    return Interval(min(base, other), max(base, other), precision), rule


def of_year(form: OfYear, s: Setting) -> Resolved:
    year, rule = shift(form.year, s)
    told = Calendar(month=form.of.month, day=form.of.day)
    return day_or_month(told, year.first.year if year.first else OPEN_YEAR), f"year {rule}"


def chosen(form: Chosen, s: Setting) -> Resolved:
    """*last Tuesday*, *next March*, *this summer*. Where that of the same week or year has been (or is to come), the
    one beyond it may be meant as well."""
    if form.anchor == "before":
        return _told_on(form, s)
    here = s.published
    if here is None:
        return season(form.of, s) if isinstance(form.of, Season) else calendar(form.of, s)
    if form.which == "this":
        return _this(form, here, s)
    step = 1 if form.which == "next" else -1
    near = _times(form, here, step)
    beyond = _times(form, here, 2 * step)
    if not _same_round(form, near, here):
        return near, f"the {form.which} one"
    ends = sorted(day for one in (near, beyond) for day in (one.first, one.last) if day)
    return Interval(ends[0], ends[-1], near.precision), f"the {form.which} one, of this or the other side"


def _told_on(form: Chosen, s: Setting) -> Resolved:
    """*the following Tuesday*: the nearest one after the date before, or before it."""
    unit: Literal["day", "month"] = "month" if _weekday_of(form) is None else "day"
    before = s.before.for_unit(unit) if s.before else None
    if before is None or before.first is None or before.last is None:
        return unknown(unit), UNANCHORED
    found = _times(form, before.last, 1) if form.which == "next" else _times(form, before.first, -1)
    return found, "from the date before"


def _weekday_of(form: Chosen) -> int | None:
    """The weekday of a form that names nothing but one."""
    return form.of.weekday if isinstance(form.of, Calendar) and form.of.day is None else None


def _in_round(form: Chosen, here: date, rounds: int) -> Interval:
    """That of the week or year that lies so many on."""
    if isinstance(form.of, Season):
        return intervals.season(here.year + rounds, form.of.month)
    if (weekday := _weekday_of(form)) is not None:
        return intervals.one_day(moved(here, "day", 7 * rounds + weekday - here.weekday()))
    return day_or_month(form.of, here.year + rounds)


def _times(form: Chosen, here: date, n: int) -> Interval:
    """The n-th before (negative) or after the page."""
    every = [_in_round(form, here, k) for k in range(-3, 4)]
    if n < 0:
        return [one for one in every if one.last and one.last < here][n]
    return [one for one in every if one.first and one.first > here][n - 1]


def _same_round(form: Chosen, one: Interval, here: date) -> bool:
    if one.first is None or one.last is None:
        return False
    if _weekday_of(form) is not None:
        return unit_of(one.first, "week") == unit_of(here, "week")
    return one.first.year == here.year or one.last.year == here.year


def _this(form: Chosen, here: date, s: Setting) -> Resolved:
    found = _in_round(form, here, 0)
    if (weekday := _weekday_of(form)) is not None:
        return (found, "of this week") if found.last and found.last >= here else weekday_near(weekday, s)
    past = _in_round(form, here, -1)
    if isinstance(form.of, Season) and form.of.month == 12 and past.last and here <= moved(past.last, "month", 1):
        found = past
    return found, "of this year"
