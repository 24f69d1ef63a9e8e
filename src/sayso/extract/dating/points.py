"""Days, months, years, decades, centuries and seasons that are told by themselves."""

import re
from datetime import date
from typing import Final

from sayso.extract.dating.forms import Calendar, Feast, Fixed, Numeric, Range, Season, Shift, Stretch, Years
from sayso.extract.dating.terms import (
    AFTER_WEEKDAY_NAMES,
    AMBIGUOUS_MONTHS,
    BEFORE_WEEKDAY_NAMES,
    DASHES,
    DAYS_BY_NAME,
    DECADES,
    DURING,
    FEASTS,
    MONTHS,
    MONTHS_SHORT,
    PERIODS,
    SEASONS,
    TIMES_OF_DAY,
    WEEKDAYS,
    WEEKDAYS_SHORT,
    words,
)
from sayso.extract.dating.tokens import Match, Tokens
from sayso.extract.dating.years import BEFORE_ERA, four_digits, year_after, year_at

_DECADE: Final = re.compile(r"(\d{3}0|[2-9]0)s")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MONTH_LEADS: Final = words(
    "in of since until till by from to last this next early mid late before after during through between and or around"
    " about throughout past every each as earlier later for - – — ( /"
)
_NO_TIME: Final = words("his her my your our their my low high mid-")
_SEASON_LEADS: Final = words(
    "in of since until till by from to last this next early mid late before after during through over that"
)
_BY_FIRST: Final = {
    name[0]: [other for other in (*PERIODS, *DAYS_BY_NAME, *FEASTS) if other[0] == name[0]]
    for name in (*PERIODS, *DAYS_BY_NAME, *FEASTS)
}


def calendar(t: Tokens, i: int) -> Match | None:
    """*17 September 2017*, *Sept. 17*, *Tuesday, September 12*, *2017-09-17*, *9/17/2017*, *May 2016*, *Friday*."""
    weekday = WEEKDAYS.get(t.at(i), WEEKDAYS_SHORT.get(t.at(i)) if t.upper(i) else None)
    if weekday is None:
        return _numeric(t, i) or _dated(t, i)
    at = i + 1
    while at < i + 4 and t.at(at) in (".", ",", "the", "on", *TIMES_OF_DAY):
        at += 1
    if (match := _dated(t, at)) and isinstance(match[1], Calendar) and match[1].day:
        year, month, day = match[1].year, match[1].month, match[1].day
        return match[0], Calendar(year=year, month=month, day=day, weekday=weekday)
    return _weekday(t, i, weekday) if t.at(i) in WEEKDAYS else None


def _weekday(t: Tokens, i: int, weekday: int) -> Match | None:
    habit = "per" in t.low[max(0, i - 4) : i] or (
        t.at(i - 1) in ("/", "and", "or") and t.at(i - 3) in ("every", "each")
    )
    if habit or t.at(i - 1) in BEFORE_WEEKDAY_NAMES or t.at(i + 1) in AFTER_WEEKDAY_NAMES or t.is_name(i):
        return None
    at = i + 1 + (t.at(i + 1) in ("of", ","))
    if t.at(at) in ("last", "next", "this") and t.at(at + 1) == "week":
        step = {"last": -1, "this": 0, "next": 1}[t.at(at)]
        week = Shift("week", step, step, "page")
        return at + 2, Stretch("day", weekday + 1, 1, week)
    return i + 1, Calendar(weekday=weekday)


def month_at(t: Tokens, i: int) -> int | None:
    """The month named at word i; a name that is a word of its own has to be written like a name."""
    word = t.at(i)
    if short := MONTHS_SHORT.get(word):
        beside = (
            t.day(i + 1) or t.day(i - 1) or four_digits(t, i + 1) or (word[-1] == "." and t.at(i - 1) in _MONTH_LEADS)
        )
        return short if t.upper(i) and beside else None
    month = MONTHS.get(word)
    return month if month and (t.upper(i) or word not in ("may", "march", "august")) else None


def _dated(t: Tokens, i: int) -> Match | None:
    """A day or month by its name, either order."""
    day = t.day(i)
    if day and not (t.glued(i) and t.at(i - 1) in (":", ".", "$", "/")):
        at = i + 2 if t.at(i + 1) == "of" else i + 1
        month = month_at(t, at)
        if (
            month
            and exists(None, month, day)
            and (t.at(at) not in ("may", "march") or t.pos(at) not in ("AUX", "VERB"))
        ):
            return with_year(t, at + 1, month, day)
    if (
        (spelt := t.ordinal(i))
        and t.at(i - 1) == "the"
        and t.at(spelt[1]) == "of"
        and (month := month_at(t, spelt[1] + 1))
    ):
        return with_year(t, spelt[1] + 2, month, spelt[0]) if exists(None, month, spelt[0]) else None
    month = month_at(t, i)
    return _month_first(t, i, month) if month else None


def _month_first(t: Tokens, i: int, month: int) -> Match | None:
    at = i + 2 if t.at(i + 1) == "the" else i + 1
    day = t.day(at)
    if day and exists(None, month, day) and not _no_day(t, i, at):
        return with_year(t, at + 1, month, day)
    if year := year_after(t, i + 1):
        return year[1], Calendar(year=year[0], month=month)
    return (i + 1, Calendar(month=month)) if _month_alone(t, i) else None


def _no_day(t: Tokens, i: int, at: int) -> bool:
    """*in September 17 people died*, *May 3:30*."""
    if t.at(at + 1) == ":" and t.glued(at + 1):
        return True
    return t.at(i - 1) == "in" and t.at(at) == str(t.number(at)) and t.pos(at + 1) in ("NOUN", "ADJ")


def _month_alone(t: Tokens, i: int) -> bool:
    if t.is_name(i) or t.at(i - 1) in ("every", "each"):
        return False
    if t.at(i) not in AMBIGUOUS_MONTHS:
        return True
    verb = t.words[i].relation == "nsubj" and t.at(i - 1) not in ("last", "this", "next")
    noun = t.at(i - 1) in ("a", "the") or t.pos(i - 1) == "PROPN"
    return (
        t.upper(i) and not verb and not noun and (t.at(i - 1) in _MONTH_LEADS or t.words[i].relation in ("obl", "nmod"))
    )


def with_year(t: Tokens, at: int, month: int | None, day: int) -> Match:
    """A day with the year after it, if one is told and has such a day."""
    year = year_after(t, at)
    if year and exists(year[0], month, day):
        return year[1], Calendar(year=year[0], month=month, day=day)
    return at, Calendar(month=month, day=day)


def exists(year: int | None, month: int | None, day: int) -> bool:
    try:
        date(year or 2000, month or 1, day)
    except ValueError:
        return False
    return True


def day_of_month(t: Tokens, i: int) -> Match | None:
    """*the 17th* after *on*: the month is that of the date before."""
    lead = t.at(i - 2) in ("on", "by", "until", "since", "before", "after") and t.at(i - 1) == "the"
    free = t.pos(i + 1) in ("PUNCT", "CCONJ", "ADP", "VERB", "AUX", "PRON", "DET", "") and t.at(i + 1) not in (
        "-",
        "of",
    )
    ordinal = t.at(i)[-2:] in ("st", "nd", "rd", "th")
    return (i + 1, Calendar(day=t.day(i))) if lead and free and ordinal and t.day(i) else None


def _numeric(t: Tokens, i: int) -> Match | None:
    if match := _DOTTED.fullmatch(t.at(i)):
        day, month, year = map(int, match.groups())
        return (i + 1, Calendar(year=year, month=month, day=day)) if month <= 12 and exists(year, month, day) else None
    mark = t.at(i + 1)
    if mark not in ("/", "-") or not t.glued(i + 1) or not t.glued(i + 2) or (t.glued(i) and t.at(i - 1) in ("/", "-")):
        return None
    one, other = t.number(i), t.number(i + 2)
    if one is None or other is None:
        return None
    third = t.number(i + 4) if t.at(i + 3) == mark and t.glued(i + 3) and t.glued(i + 4) else None
    if four_digits(t, i) and mark == "-" and len(t.at(i + 2)) == 2:
        return _iso(i, one, other, third)
    if third is not None:
        short = len(t.at(i + 4)) == 2 and mark == "/"
        whole = third if four_digits(t, i + 4) else 2000 + third if short else None
        return (i + 5, Numeric(one, other, whole)) if whole and _either(one, other) else None
    beside = t.at(i - 1) in ("on", "since", "dated") or t.at(i - 2) in WEEKDAYS
    return (i + 3, Numeric(one, other, None)) if beside and mark == "/" and _either(one, other) else None


def _iso(i: int, year: int, month: int, day: int | None) -> Match | None:
    if not 1 <= month <= 12:
        return None
    if day is None:
        return i + 3, Calendar(year=year, month=month)
    return (i + 5, Calendar(year=year, month=month, day=day)) if exists(year, month, day) else None


def _either(one: int, other: int) -> bool:
    return exists(None, one if one <= 12 else None, other) and 1 <= min(one, other) <= 12 and max(one, other) <= 31


def year(t: Tokens, i: int) -> Match | None:
    """*2014*, *2014–15*, *AD 842*, *the year 71*."""
    if t.number(i) and t.at(i + 1) in BEFORE_ERA:
        return None
    found = year_at(t, i)
    if not found:
        return None
    first, at = found
    glued = (t.glued(at) and t.glued(at + 1)) or t.at(i - 1) == "("
    short = t.number(at + 1) if (t.at(at) in DASHES or t.at(at) == "/") and glued else None
    if short and len(t.at(at + 1)) == 2 and first % 100 < short and not t.at(at + 2)[:1].isalnum() * t.glued(at + 2):
        return at + 2, Range(Calendar(year=first), Calendar(year=first // 100 * 100 + short))
    return at, Calendar(year=first)


def decade(t: Tokens, i: int) -> Match | None:
    """*1970s*, *1970's*, *the '90s*, *the sixties*; *1800s* is a century."""
    quoted = t.at(i) in ("'", "‘") and t.glued(i + 1)
    at = i + quoted
    lead = t.at(i - 2) if t.at(i - 1) == "-" else t.at(i - 1)
    if lead in _NO_TIME:
        return None
    if match := _DECADE.fullmatch(t.at(at)):
        if t.at(at + 1) == "°":
            return None
        sure = quoted or len(match[1]) == 4 or lead in ("the", "early", "mid", "late")
        return (at + 1, _decade(int(match[1]))) if sure else None
    if (
        t.at(at + 1) == "'s"
        and (number := four_digits(t, at))
        and number % 10 == 0
        and lead in ("the", "early", "mid", "late")
    ):
        return at + 2, _decade(number)
    tens = DECADES.get(t.at(i)) if lead in ("the", "early", "mid", "late") else None
    return (i + 1, _decade(10 * tens)) if tens else None


def _decade(number: int) -> Years:
    number += 1900 if number < 100 else 0
    if number % 100 == 0 and number < 2000:
        return Years(number, number + 99, "vague")
    return Years(number, number + 9, "decade")


def century(t: Tokens, i: int) -> Match | None:
    """*the 19th century*, from its year 00 to its year 99 as people count; its precision is vague."""
    found = t.ordinal(i)
    if not found:
        return None
    number, at = found
    at += t.at(at) == "-"
    if t.at(at) not in ("century", "centuries") or t.at(at + 1) in BEFORE_ERA or not 1 <= number <= 21:
        return None
    return at + 1, Years(max(100 * (number - 1), 1), 100 * number - 1, "vague")


def season(t: Tokens, i: int) -> Match | None:
    """*the summer of 2015*, *winter 2015–16*, *in the spring*; not *the fall of Mosul*."""
    month = SEASONS.get(t.at(i))
    if not month or t.is_name(i) or (t.pos(i - 1) == "PROPN" and t.upper(i)):
        return None
    if found := year_after(t, i + 1):
        return _season_year(t, month, *found)
    alone = t.before(i) in _SEASON_LEADS and t.pos(i) in ("NOUN", "PROPN") and t.at(i + 1) != "of"
    return (i + 1, Season(month)) if alone and not t.owns(i + 1) else None


def _season_year(t: Tokens, month: int, year: int, at: int) -> Match:
    short = t.number(at + 1) if t.at(at) in DASHES or t.at(at) == "/" else None
    if month == 12 and short in (year + 1, (year + 1) % 100):
        return at + 2, Season(month, year, over=True)
    return at, Season(month, year)


def named(t: Tokens, i: int) -> Match | None:
    """*9/11*, *World War II* where it is a time, *Christmas Eve 2015*."""
    for name in sorted(_BY_FIRST.get(t.at(i), ()), key=len, reverse=True):
        if not t.goes(i, *name) or not (t.upper(i) or t.at(i).isdigit()):
            continue
        at = i + len(name)
        if name in DAYS_BY_NAME:
            return None if t.at(at) in ("/", "-") and t.number(at + 1) else (at, Fixed(*[DAYS_BY_NAME[name]] * 2))
        if name in FEASTS:
            return None if t.is_name(i) else _feast(t, at, *FEASTS[name])
        return (at, Fixed(*PERIODS[name])) if t.before(i) in DURING and not t.owns(at) else None
    return None


def _feast(t: Tokens, at: int, month: int, day: int) -> Match | None:
    if found := year_after(t, at):
        return found[1], Feast(month, day, found[0])
    return None if t.owns(at) and t.at(at) != "'s" else (at, Feast(month, day))
