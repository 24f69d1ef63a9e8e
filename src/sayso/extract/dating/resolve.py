"""From what words say to an interval of days, with the rule by which it was computed.

No end is made finer than the words allow. Where the words may mean either of two times (*last Tuesday* on a Thursday),
the interval begins with the one and ends with the other. Each function takes a form and the setting it stands in.
"""

from datetime import date

from sayso.extract.dating import intervals
from sayso.extract.dating.days import calendar, numeric, season
from sayso.extract.dating.forms import (
    Anniversary,
    Bound,
    Calendar,
    Chosen,
    Current,
    Feast,
    Fixed,
    Form,
    Happening,
    Numeric,
    OfYear,
    Part,
    Range,
    Season,
    Shift,
    Stretch,
    Window,
    Years,
)
from sayso.extract.dating.intervals import OPEN_YEAR, Interval, day_after, day_before, moved, unknown
from sayso.extract.dating.parts import part, stretch
from sayso.extract.dating.reckoning import chosen, of_year, shift, window
from sayso.extract.dating.setting import UNANCHORED, UNDATED, Resolved, Setting


def resolve(form: Form, s: Setting) -> Resolved | None:
    """None where the words tell no time after all: an interval that ends before it begins."""
    found = _resolve(form, s)
    first, last = found[0].first, found[0].last
    return None if first and last and first > last else found


def _resolve(form: Form, s: Setting) -> Resolved:
    if isinstance(form, Calendar):
        return calendar(form, s)
    if isinstance(form, OfYear):
        return of_year(form, s)
    if isinstance(form, Shift | Window | Current | Chosen):
        return relative(form, s)
    if isinstance(form, Part | Stretch):
        return part_of(form, s)
    if isinstance(form, Bound):
        return bound(form, s)
    if isinstance(form, Range):
        return ranged(form, s)
    if isinstance(form, Season):
        return season(form, s)
    return fixed(form, s)


def fixed(form: Numeric | Years | Fixed | Feast | Happening | Anniversary, s: Setting) -> Resolved:
    """What hardly depends on the page's date."""
    if isinstance(form, Numeric):
        return numeric(form, s)
    if isinstance(form, Years):
        return intervals.years(
            form.first, form.last, form.precision
        ), "decade" if form.precision == "decade" else "century"
    if isinstance(form, Fixed):
        first, last = date.fromisoformat(form.first), date.fromisoformat(form.last)
        if first == last and s.published and first > s.published:  # the same day of an earlier year
            return calendar(Calendar(month=first.month, day=first.day), s)
        return Interval(first, last, "day" if first == last else "vague"), "named time"
    if isinstance(form, Feast):
        return calendar(Calendar(year=form.year, month=form.month, day=form.day), s)[0], "feast"
    if isinstance(form, Happening):
        return unknown("vague"), UNANCHORED
    return anniversary(form, s)


def anniversary(form: Anniversary, s: Setting) -> Resolved:
    """So many years after its date; that of a day without a year is the day itself, as it comes round."""
    if isinstance(form.of, Calendar) and form.of.year is None:
        return calendar(form.of, s) if form.of.day and form.of.month else (unknown("vague"), UNDATED)
    of = _resolve(form.of, s)[0]
    if of.first is None or of.last is None or of.first.year <= OPEN_YEAR + 1:
        return unknown("vague"), UNANCHORED
    return Interval(
        moved(of.first, "year", form.years), moved(of.last, "year", form.years), of.precision
    ), "anniversary"


def relative(form: Shift | Window | Current | Chosen, s: Setting) -> Resolved:
    if isinstance(form, Chosen):
        return chosen(form, s)
    if isinstance(form, Current):
        return current(form, s)
    return shift(form, s) if isinstance(form, Shift) else window(form, s)


def current(form: Current, s: Setting) -> Resolved:
    whole = _resolve(form.of, s)[0]
    if s.published is None or whole.first is None:
        return whole, UNDATED
    if form.side == "so far":
        return Interval(whole.first, s.published, whole.precision), "so far"
    return Interval(s.published, whole.last, whole.precision), "still to come"


def part_of(form: Part | Stretch, s: Setting) -> Resolved:
    whole, rule = _resolve(form.of, s)
    if whole.first is None or whole.last is None:
        return whole, rule
    return (part(form.piece, whole) if isinstance(form, Part) else stretch(form, whole)), f"part, {rule}"


def bound(form: Bound, s: Setting) -> Resolved:
    """The open end is the day of the page where it must lie on that side of it."""
    of, rule = _resolve(form.of, s)
    rule, here = f"{form.kind}, {rule}", s.published
    if form.kind == "since":
        return Interval(of.first, here if of.first is None or (here and of.first <= here) else None, of.precision), rule
    if form.kind == "after":
        first = day_after(of.last) if of.last else None
        gone = first and here and first <= here and not s.future()
        return Interval(first, here if gone else None, of.precision), rule
    last = of.last if form.kind in ("until", "by") else day_before(of.first) if of.first else None
    begun = here if here and last and last >= here and (form.kind == "by" or s.future()) else None
    return Interval(begun, last, of.precision), rule


def ranged(form: Range, s: Setting) -> Resolved:
    """Both ends, each lending the other the year that it lacks; the first never comes after the last."""
    (first, told), (last, rule) = _resolve(form.first, s), _resolve(form.last, s)
    begin, end = first.first, last.last
    if begin and end and begin.year != end.year:
        if _yearless(form.first):
            first = _years_on(first, end.year - begin.year)
        elif _yearless(form.last):
            last, rule = _years_on(last, begin.year - end.year), told
    if first.first and last.last and first.first > last.last:
        first, last = _in_order(form, first, last)
    return Interval(first.first, last.last, intervals.coarser(first.precision, last.precision)), f"range, {rule}"


def _yearless(form: Form) -> bool:
    """Whether a day or month is told without its year."""
    if isinstance(form, Part | Stretch):
        return _yearless(form.of)
    if isinstance(form, Calendar) and form.month is None:
        return False
    return isinstance(form, Season | Calendar) and form.year is None


def _in_order(form: Range, first: Interval, last: Interval) -> tuple[Interval, Interval]:
    """The ends of a range that runs over the end of a week or year: *from Friday to Monday*, *December to March*."""
    if isinstance(form.last, Calendar) and form.last.weekday is not None and last.last:
        return first, intervals.one_day(moved(last.last, "day", 7))
    if _yearless(form.first) and first.first and first.first.year > OPEN_YEAR:
        return _years_on(first, -1), last
    return (first, _years_on(last, 1)) if _yearless(form.last) else (first, last)


def _years_on(interval: Interval, count: int) -> Interval:
    """The same days so many years on; the end of February stays its end."""
    first, last = (moved(day, "year", count) if day else None for day in (interval.first, interval.last))
    if last and interval.last and day_after(interval.last).day == 1:
        last = intervals.month_end(last.year, last.month)
    return Interval(first, last, interval.precision)
