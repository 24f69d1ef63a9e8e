"""Times that are told from another: from the day the page came out, or from the date before on the page."""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final

from sayso.extract.dating.forms import Anchor, Calendar, Chosen, Current, Form, OfYear, Season, Shift, Which, Window
from sayso.extract.dating.points import calendar, month_at, named
from sayso.extract.dating.terms import (
    APPROXIMATE,
    COMING,
    HOURS,
    PAST,
    PLURALS,
    SEASONS,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
    Unit,
    words,
)
from sayso.extract.dating.tokens import Match, Tokens

_DAYS: Final[Mapping[str, tuple[int, int, Anchor]]] = {
    "today": (0, 0, "page"),
    "tonight": (0, 0, "page"),
    "yesterday": (-1, -1, "page"),
    "tomorrow": (1, 1, "page"),
    "overnight": (-1, 0, "page"),
}
# How far back *recent* and *coming* reach: no more than this is meant, though often less.
_RECENT: Final[Mapping[Unit, int]] = {
    "day": 14, "weekend": 4, "week": 12, "month": 12, "quarter": 4, "year": 10, "decade": 5, "century": 3
}  # fmt: skip
_NARRATED: Final = words("previous preceding following ensuing")
_LASTING: Final = words("over in within during for throughout across")
_ROUND: Final = 20  # from here on, tens are round numbers
_WHICH: Final[Mapping[str, Which]] = {"last": "last", "past": "last", "next": "next", "coming": "next", "this": "this",
    "previous": "last", "preceding": "last", "following": "next", "ensuing": "next",
}  # fmt: skip
_MOST: Final = 5000


def day(t: Tokens, i: int) -> Match | None:
    """*yesterday*, *tonight*, *overnight*, *the day after tomorrow*."""
    if t.at(i) == "day" and t.at(i + 1) in ("before", "after") and t.at(i + 2) in ("yesterday", "tomorrow"):
        back = -2 if t.at(i + 2) == "yesterday" else 2
        return (i + 3, Shift("day", back, back, "page")) if (back < 0) == (t.at(i + 1) == "before") else None
    found = _DAYS.get(t.at(i))
    if not found or t.at(i + 1) == "-" or (t.at(i) == "overnight" and t.pos(i) == "ADJ"):
        return None
    return i + 1, Shift("day", *found)


def of_year(t: Tokens, i: int) -> Match | None:
    """*in March last year*, *on 5 May of that year*, *in June the same year*."""
    found = calendar(t, i)
    if not found or not isinstance(found[1], Calendar) or found[1].year is not None or found[1].month is None:
        return None
    at = found[0] + (t.at(found[0]) in ("of", ","))
    at += t.at(at) == "the"
    year = turned(t, at) if t.at(at) in ("this", "last", "next", "previous", "following") else same(t, at)
    if not year or not isinstance(year[1], Shift) or year[1].unit != "year":
        return None
    return year[0], OfYear(found[1], year[1])


def turned(t: Tokens, i: int) -> Match | None:
    """*last week*, *the past few days*, *this summer*, *next Tuesday*, *the following year*, *in recent weeks*."""
    word, at = t.at(i), i + 1
    if word == "this" and t.at(at) in ("past", "coming", "last"):
        word, at, the = t.at(at), at + 1, False
    else:
        the = t.at(i - 1) in ("the", "these", "those")
    if which := _WHICH.get(word):
        anchor: Anchor = "before" if word in _NARRATED or (the and word == "next") else "page"
        if found := _chosen(t, at, which, anchor):
            return found
        if word == "this":
            return _this(t, at)
    if word not in PAST and word not in COMING:
        return None
    return _one(t, i, word, at, the) or _several(t, word, at)


def _chosen(t: Tokens, at: int, which: Which, anchor: Anchor) -> Match | None:
    if weekday := WEEKDAYS.get(t.at(at), -1) + 1:
        return at + 1, Chosen(which, Calendar(weekday=weekday - 1), anchor)
    if (month := SEASONS.get(t.at(at))) and t.at(at + 1) != "of":
        return at + 1, Chosen(which, Season(month), anchor)
    if month_at(t, at) and (found := calendar(t, at)) and isinstance(found[1], Calendar):
        return found[0], Chosen(which, found[1], anchor) if found[1].year is None else found[1]
    if (feast := named(t, at)) and t.at(at) == "christmas":
        return feast
    return None


def _this(t: Tokens, at: int) -> Match | None:
    unit = UNITS.get(t.at(at))
    if unit is None or t.at(at) in (*HOURS, "day", "quarter") or t.at(at + 1) == "-":
        return None
    return at + 1, Shift(unit, 0, 0, "page")


def _one(t: Tokens, i: int, word: str, at: int, the: bool) -> Match | None:
    """One unit, in the singular."""
    unit, named_day = UNITS.get(t.at(at)), t.at(at) in TIMES_OF_DAY
    if unit is None or t.at(at + 1) in ("of", "-"):
        return None
    sign = -1 if word in PAST else 1
    if word in _NARRATED:
        return at + 1, Shift(unit, sign, sign, "before")
    lasting = word in ("past", "coming", "recent") or t.at(i - 2 if the else i - 1) in _LASTING
    if word in ("last", "next") and not the and unit == "day":
        return (at + 1, Shift("day", sign, sign, "page" if sign < 0 else "before")) if named_day or sign > 0 else None
    if word in ("last", "next") and not the:
        return at + 1, Shift(unit, sign, sign, "page")
    if word == "next" and not lasting:
        return at + 1, Shift(unit, 1, 1, "before")
    if unit == "weekend":
        return at + 1, Shift(unit, sign, sign, "page")
    return None if unit == "day" and not lasting else (at + 1, Window(unit, sign, "page"))


def _several(t: Tokens, word: str, at: int) -> Match | None:
    """Several units, counted or not."""
    sign = -1 if word in PAST else 1
    anchor: Anchor = "before" if word in _NARRATED else "page"
    counted = t.count(at)
    end = counted[2] if counted else at
    unit = PLURALS.get(t.at(end)) or (UNITS.get(t.at(end)) if counted and counted[1] == 1 else None)
    if unit is None or t.at(end + 1) == "of":
        return None
    if counted is None and (word == "last" or word in _NARRATED):
        return None
    if counted is None or word == "recent":
        return end + 1, Window(unit, sign * _RECENT[unit], anchor, vague=True)
    unit, low, high = _whole(t.at(end), unit, counted[0], counted[1])
    return (end + 1, Window(unit, sign * high, anchor, vague=low != high)) if high <= _MOST else None


def _whole(word: str, unit: Unit, low: int, high: int) -> tuple[Unit, int, int]:
    """Hours as days, fortnights as weeks."""
    if word in HOURS:
        return unit, low // 24, ceil(high / 24)
    return (unit, 2 * low, 2 * high) if word.startswith("fortnight") else (unit, low, high)


def counted(t: Tokens, i: int) -> Match | None:
    """*two years ago*, *a week later*, *days earlier*, *three months from now*, *in two weeks*."""
    number = t.count(i)
    if number is None and t.at(i) not in PLURALS:
        return None
    if number is None and (t.at(i - 1) == "of" or t.at(i) == "centuries"):
        return None
    low, high, at = number or (2, 20, i)
    at += t.at(at) in ("more", "full", "whole")
    unit = PLURALS.get(t.at(at)) or (UNITS.get(t.at(at)) if high == 1 else None)
    if unit is None or high > _MOST or (t.at(at) in TIMES_OF_DAY and t.at(i) in ("a", "an")):
        return None
    unit, low, high = _whole(t.at(at), unit, low, high)
    if number is None and t.at(at) in HOURS:
        low, high = 0, 1
    return _tailed(t, i, at + 1, unit, low, high)


def _tailed(t: Tokens, i: int, at: int, unit: Unit, low: int, high: int) -> Match | None:
    word, rough = t.at(at), _rough(t, i, low, high)
    if word != "ago" and high <= 1 and t.at(at - 1) in HOURS:
        return None
    if word == "ago" and t.at(at + 1) == "today" and low == high:
        return at + 2, Shift(unit, -high, -low, "page", exact=True)
    if word in ("ago", "back") and not (word == "back" and t.pos(at + 1) not in ("PUNCT", "CCONJ", "PRON", "")):
        return at + 1, Shift(unit, -high, -low, "page", rough)
    if (word, t.at(at + 1)) in (("from", "now"), ("from", "today")):
        return at + 2, Shift(unit, low, high, "page", rough)
    if word in ("'", "'s") and t.at(at + 1) == "time":
        return at + 2, Shift(unit, low, high, "page", rough)
    if word in ("later", "afterwards", "afterward"):
        return at + 1, Shift(unit, low, high, "before", rough)
    if word in ("earlier", "prior") or (word == "previously"):
        return at + 1, Shift(unit, -high, -low, "before", rough)
    if word in ("before", "after"):
        signed = (-high, -low) if word == "before" else (low, high)
        return at + 1, Shift(unit, *signed, "before" if t.pos(at + 1) in ("PUNCT", "") else None, rough)
    return None


def _rough(t: Tokens, i: int, low: int, high: int) -> bool:
    """A round number or one that is said to be rough."""
    return low == high and (t.at(i - 1) in APPROXIMATE or (low >= _ROUND and low % 10 == 0))


def same(t: Tokens, i: int) -> Match | None:
    """*the same day*, *that year*, *that same week*: of the date before; *the day before*, *the week after*."""
    at = i + 1
    if t.at(i) == "that":
        at += t.at(at) in ("same", "very")
        if t.words[i].pos not in ("DET", "PRON") or t.words[i].relation not in ("det", "obl"):
            return None
    elif t.at(i) != "same":
        return None
    if month := SEASONS.get(t.at(at)):
        return at + 1, Chosen("this", Season(month)) if t.at(i) != "that" else Shift("quarter", 0, 0, None)
    unit = UNITS.get(t.at(at))
    if unit is None or t.at(at) in HOURS or t.at(at + 1) == "-" or (t.owns(at + 1) and t.at(at + 1) != "'s"):
        return None
    return at + 1, Shift(unit, 0, 0, "before")


def beside(t: Tokens, i: int) -> Match | None:
    """*the day before*, *the week after*, *the year after the vote*; the article stands before word i."""
    unit = UNITS.get(t.at(i))
    if unit is None or t.at(i - 1) != "the" or t.at(i) in HOURS:
        return None
    if t.at(i + 1) not in ("before", "after", "earlier", "prior"):
        return None
    step = 1 if t.at(i + 1) == "after" else -1
    return i + 2, Shift(unit, step, step, "before" if t.pos(i + 2) in ("PUNCT", "") else None)


def current(t: Tokens, i: int) -> Match | None:
    """*earlier this month*, *later in the year*, *so far this year*: the part that has been, or is to come."""
    at = i + (2 if t.goes(i, "so", "far") else 1)
    unit = UNITS.get(t.at(at + 1))
    if t.at(at) in ("in", "on") and t.at(at + 1) == "the":
        at, unit = at + 1, UNITS.get(t.at(at + 2))
    elif t.at(at) == "that":
        return (at + 2, Shift(unit, 0, 0, "before")) if unit else None
    elif t.at(at) != "this":
        return None
    if unit is None:
        return None
    if unit == "day":
        return at + 2, Shift("day", 0, 0, "page" if t.at(at) == "this" else "before")
    return at + 2, Current(Shift(unit, 0, 0, "page"), "to come" if t.at(i) == "later" else "so far")


def within(t: Tokens, i: int, future: Callable[[], bool | None]) -> Match | None:
    """*within a few days*, *in two weeks*: from now where the verb tells what is to come; *within* otherwise from the
    date before, and *in two weeks* is then how long it took, no date."""
    number = t.count(i + 1)
    if number is None and t.at(i) == "within" and (some := PLURALS.get(t.at(i + 1))) and t.at(i + 1) not in HOURS:
        return i + 2, Window(some, _RECENT[some], "page" if future() else "before", vague=True)
    if not number:
        return None
    low, high, at = number
    unit = PLURALS.get(t.at(at)) or (UNITS.get(t.at(at)) if high == 1 else None)
    if unit is None or t.at(at + 1) in ("of", "ago", "later", "before", "after", "-") or high > _MOST:
        return None
    unit, low, high = _whole(t.at(at), unit, low, high)
    if t.at(at + 1) in ("'", "'s"):
        return (at + 3, Shift(unit, low, high, "page")) if t.at(at + 2) == "time" else None
    if t.at(i) == "within":
        return at + 1, Window(unit, max(high, 1), "page" if future() else "before", vague=low != high)
    return (at + 1, Shift(unit, low, high, "page")) if future() else None


def weekend(t: Tokens, i: int) -> Match | None:
    """*over the weekend*; the article stands before word i."""
    lead = t.at(i - 1) == "the" and t.at(i - 2) in ("over", "at", "during", "throughout", "on", "since", "by", "before")
    return (i + 1, Shift("weekend", 0, 0, "page")) if lead else None


def whole(form: Form) -> bool:
    """Whether a form is a unit longer than a day, so that it has parts."""
    return isinstance(form, Shift) and form.unit not in ("day", "weekend")
