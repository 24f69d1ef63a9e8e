"""The grammar of dates over the words of one sentence: bounds and ranges over parts over points."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from sayso.extract.dating import points, relative
from sayso.extract.dating.forms import (
    Anniversary,
    Bound,
    Bounding,
    Calendar,
    Chosen,
    Feast,
    Fixed,
    Form,
    Happening,
    OfYear,
    Part,
    Piece,
    Range,
    Season,
    Shift,
    Stretch,
    Years,
)
from sayso.extract.dating.points import with_year
from sayso.extract.dating.tense import future
from sayso.extract.dating.terms import (
    CARDINALS,
    COMING,
    DASHES,
    DAYS_BY_NAME,
    DECADES,
    FEASTS,
    HAPPENINGS,
    LOOSE,
    MONTHS,
    MONTHS_SHORT,
    ORDINALS,
    PARTS,
    PAST,
    PERIODS,
    PLURALS,
    SEASONS,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
    WEEKDAYS_SHORT,
    Unit,
    words,
)
from sayso.extract.dating.tokens import Match, Rule, Tokens
from sayso.extract.dating.years import four_digits, year_after

_BOUNDS: Final[dict[str, Bounding]] = {
    "since": "since", "until": "until", "till": "until", "through": "until", "by": "by", "before": "before",
    "after": "after", "following": "after",
}  # fmt: skip
_NO_ARTICLE: Final = frozenset({"from", "the", *_BOUNDS} - {"following"})
_FILLERS: Final = words("at least about around only just roughly approximately as possibly perhaps well")
_POSTPONED: Final = words("move postpone delay shift reschedule push defer change bring")
_POSTPONED_STEMS: Final = frozenset(verb.removesuffix("e") for verb in _POSTPONED)
_FARTHEST_VERB: Final = 200  # words before a date in its sentence
_SOME: Final[dict[Unit, int]] = {"day": 10, "week": 6, "month": 4, "year": 4}  # *the last days of*: no more than this
_SHORTER: Final = frozenset({"day", "weekend"})


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules to try at a word, by the word."""
    out: dict[str, list[Rule]] = {}
    heads: tuple[tuple[Rule, tuple[str, ...]], ...] = (
        (relative.of_year, (*MONTHS, *MONTHS_SHORT, *WEEKDAYS)),
        (points.calendar, (*MONTHS, *MONTHS_SHORT, *WEEKDAYS, *WEEKDAYS_SHORT)),
        (points.year, ("year", "ad", "a.d.", "ce")),
        (points.decade, (*DECADES, "'", "‘")),
        (points.century, (*ORDINALS, "twenty")),
        (points.calendar, tuple(ORDINALS)),
        (points.season, tuple(SEASONS)),
        (points.named, tuple(name[0] for name in (*PERIODS, *DAYS_BY_NAME, *FEASTS))),
        (relative.day, ("today", "tonight", "yesterday", "tomorrow", "overnight", "day")),
        (relative.turned, (*PAST, *COMING, "this")),
        (relative.counted, (*CARDINALS, *LOOSE, *PLURALS, "half")),
        (relative.same, ("that", "same")),
        (relative.beside, tuple(UNITS)),
        (relative.current, ("earlier", "later", "so")),
        (relative.weekend, ("weekend",)),
        (part, tuple(PARTS)),
        (year_end, ("year", "month")),
        (stretch, (*ORDINALS, "last", "final", "latter", "q1", "q2", "q3", "q4", "h1", "h2")),
        (anniversary, (*ORDINALS, "anniversary")),
        (bound, (*_BOUNDS, "prior", "ahead", "up")),
        (happening, ("since", "until", "before", "after")),
        (spanned, ("from", "between")),
        (inside, ("within", "in")),
        (pair, (*CARDINALS,)),
    )
    for rule, firsts in heads:
        for word in dict.fromkeys(firsts):
            out.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in out.items()}


def dates_of(t: Tokens) -> Iterator[tuple[int, int, Form]]:
    """The dates of a sentence in text order: first word, the word after the last, what it says. None overlap."""
    i = 0
    while i < len(t):
        word = t.low[i]
        match = _beginning(t, i) if word == "the" or word in _RULES or word[0].isdigit() else None
        if match is None:
            i += 1
            continue
        yield i, match[0], match[1]
        i = match[0]


def _beginning(t: Tokens, i: int) -> Match | None:
    """The longest date that begins at a word."""
    word = t.low[i]
    if word == "the":
        match = _beginning(t, i + 1) if i + 1 < len(t) and t.low[i + 1] not in _NO_ARTICLE else None
        return match if match and not _bare(t, i + 1, match[1]) else None
    rules = _DIGITS if word[0].isdigit() else _RULES.get(word, ())
    found = [match for rule in rules if (match := rule(t, i))]
    best = max(found, key=lambda match: match[0], default=None)
    return _on(t, i, best) if best else None


def _bare(t: Tokens, i: int, form: Form) -> bool:
    """What has no article of its own: *the 2014 vote*, *the May 5 vote*; but *the 17th of May*."""
    ordinal = t.at(i)[-2:] in ("st", "nd", "rd", "th")
    return isinstance(form, Bound) or (
        isinstance(form, Calendar | Range | OfYear) and not ordinal and t.at(i) != "year"
    )


def _on(t: Tokens, i: int, match: Match) -> Match:
    """A point with what makes a range of it: *May 3-5, 2017*, *2011–2013*, *June through August*, *May 3 and 4*."""
    at, form = match
    if not isinstance(form, Calendar | Years) or at >= len(t):
        return match
    word, following = t.at(at), t.at(at + 1)
    day = t.day(at + 1) if isinstance(form, Calendar) and form.day and form.year is None else None
    if word in DASHES and following in ("present", "now") and isinstance(form, Calendar) and form.year:
        return at + 2, Bound("since", form)
    if word in DASHES and _years_only(form) and (last := four_digits(t, at + 1)):
        return at + 2, Range(form, Calendar(year=last))
    if word in DASHES and (day or (following and _alike(form, _plain(t, at + 1)))):
        return _ranged(t, at + 1, form) or match
    if word in ("through", "thru") or (word in ("to", "until", "till") and t.at(i - 1) == "("):
        return _ranged(t, at + 1, form) or match
    if word in ("and", "or", "&") and isinstance(form, Calendar) and form.month and form.year is None:
        other = _plain(t, at + 1)
        year = other[1].year if other and isinstance(other[1], Calendar) and other[1].month else None
        if year:  # *July and August 2006*
            return at, replace(form, year=year)
    if word in ("and", "&", "/") and day and isinstance(form, Calendar) and form.day and day == form.day + 1:
        return _ranged(t, at + 1, form) or match
    return match


def _years_only(form: Form) -> bool:
    return isinstance(form, Calendar) and form.year is not None and form.month is None


def _alike(form: Form, match: Match | None) -> bool:
    """Whether the other end of a dash tells as much."""
    if not match or type(form) is not type(match[1]):
        return False
    if isinstance(form, Calendar) and isinstance(match[1], Calendar):
        return (form.day is None) == (match[1].day is None) and (form.weekday is None) == (match[1].weekday is None)
    return True


def _ranged(t: Tokens, at: int, first: Form) -> Match | None:
    """A range from its first end and the words of its last."""
    last = _plain(t, at) or _part_plain(t, at)
    if last is None and isinstance(first, Calendar) and first.day and (day := t.day(at)):
        last = with_year(t, at + 1, first.month, day)
    return (last[0], Range(first, last[1])) if last else None


def _plain(t: Tokens, i: int) -> Match | None:
    """A point that begins at a word, no range made of it."""
    if i >= len(t):
        return None
    if t.low[i] == "the":
        return _plain(t, i + 1)
    rules = [r for r in (_DIGITS if t.low[i][0].isdigit() else _RULES.get(t.low[i], ())) if r in _POINTS]
    return max((match for rule in rules if (match := rule(t, i))), key=lambda match: match[0], default=None)


def _part_plain(t: Tokens, i: int) -> Match | None:
    at = i + 1 if t.at(i) == "the" else i
    return part(t, at) if t.at(at) in PARTS else stretch(t, at) if t.at(at) in ORDINALS or t.at(at) == "last" else None


def pair(t: Tokens, i: int) -> Match | None:
    """*3-5 May 2017*, *3 to 5 May*, *17 and 18 September*: a day whose month comes with the second."""
    day, word = t.day(i), t.at(i + 1)
    if day is None or (t.glued(i) and t.at(i - 1) in (":", ".", "$", "-")):
        return None
    joined = word in DASHES or word in ("to", "and", "&", "until", "through")
    if not joined or not (other := t.day(i + 2)):
        return None
    last = points.calendar(t, i + 2)
    if not last or not isinstance(last[1], Calendar) or last[1].day != other or not last[1].month or last[1].weekday:
        return None
    follows = day < other and (word not in ("and", "&") or other == day + 1 or t.at(i - 1) == "between")
    leads = word in DASHES or t.at(i - 1) in ("from", "between") or word in ("and", "&", "through")
    return (last[0], Range(Calendar(day=day, month=last[1].month), last[1])) if follows and leads else None


def spanned(t: Tokens, i: int) -> Match | None:
    """*from March to June*, *between 3 and 5 May*, *from 2014 on*."""
    joint = ("to", "until", "till", "through", "up", *DASHES) if t.at(i) == "from" else ("and", *DASHES)
    at = i + 2 if t.at(i + 1) == "the" else i + 1
    if at < len(t) and (whole := pair(t, at)):
        return _with_year(t, *whole)
    first = _plain(t, at) or _part_plain(t, at)
    if first is None or (t.owns(first[0]) and t.at(first[0]) not in joint):
        return None
    end = first[0] + (2 if t.goes(first[0], "up", "to") else 1)
    if t.at(first[0]) in joint and not _moved(t, i) and (whole := _ranged(t, end, first[1])) and not t.owns(whole[0]):
        return _with_year(t, *whole)
    if t.at(i) == "from" and t.at(first[0]) in ("on", "onward", "onwards"):
        return first[0] + 1, Bound("since", first[1])
    return None


def _with_year(t: Tokens, at: int, form: Form) -> Match:
    """*between May and June in 1981*: a year that belongs to both ends."""
    year = points.year(t, at + 1) if t.at(at) in ("in", "of") else None
    last = form.last if isinstance(form, Range) else None
    if not year or not isinstance(year[1], Calendar) or not isinstance(last, Calendar) or last.year or not last.month:
        return at, form
    assert isinstance(form, Range)
    return year[0], Range(form.first, Calendar(year=year[1].year, month=last.month, day=last.day))


def _moved(t: Tokens, i: int) -> bool:
    """*moved the vote from Tuesday to Thursday* tells two dates, no time between them."""
    return any(_postpones(word) for word in t.low[max(0, i - _FARTHEST_VERB) : i])


def _postpones(word: str) -> bool:
    stem = word.removesuffix("d").removesuffix("ing").removesuffix("e").removesuffix("ed")
    return word == "brought" or stem in _POSTPONED_STEMS


def bound(t: Tokens, i: int) -> Match | None:
    """*since 2011*, *by the end of the year*, *until Friday*; not *before Tuesday's vote*, *by 2014 graduates*."""
    at, kind = i + 1, _BOUNDS.get(t.at(i))
    if t.at(i) in ("prior", "up") and t.at(at) == "to":
        at, kind = at + 1, "before" if t.at(i) == "prior" else "until"
    elif t.goes(i, "ahead", "of"):
        at, kind = at + 1, "before"
    if kind is None:
        return None
    while t.at(at) in _FILLERS or (t.at(at) in ("early", "late") and t.at(at + 1) == "as"):
        at += 1
    match = _beginning(t, at) if at < len(t) else None
    if not match or not _boundable(match[1]) or t.owns(_past_hours(t, match[0])):
        return None
    return match[0], Bound(kind, match[1])


def _past_hours(t: Tokens, at: int) -> int:
    return at + (t.at(at) in TIMES_OF_DAY)


def _boundable(form: Form) -> bool:
    if isinstance(form, Shift):
        return form.anchor is not None
    return isinstance(form, Calendar | Years | Season | Chosen | OfYear | Part | Stretch | Fixed | Feast)


def happening(t: Tokens, i: int) -> Match | None:
    """*since the start of the war*, *before the uprising*: reckoned from something whose date is not told."""
    at = i + 1
    if t.at(at) != "the":
        return None
    at += 1
    if t.at(at) in ("start", "beginning", "outbreak", "onset", "end", "outset", "launch") and t.goes(
        at + 1, "of", "the"
    ):
        at += 3
    elif t.at(i) != "since":
        return None
    while t.pos(at) == "ADJ" and at < i + 8:
        at += 1
    if t.at(at) not in HAPPENINGS or t.pos(at + 1) in ("NOUN", "PROPN"):
        return None
    return at + 1, Bound(_BOUNDS[t.at(i)], Happening(t.at(at)))


def inside(t: Tokens, i: int) -> Match | None:
    return relative.within(t, i, lambda: future(t, i, i + 3))


def part(t: Tokens, i: int) -> Match | None:
    """*early 2014*, *mid-June*, *the end of the year*, *late in May*, *late last year*."""
    piece, at = PARTS[t.at(i)], i + 1
    noun = t.at(i) in ("beginning", "start", "outset", "end", "close", "eve", "middle")
    if noun and t.at(at) != "of":
        return None
    at += t.at(at) in ("of", "-", "in", "on")
    at += t.at(at) == "the"
    of = _longer(t, at)
    if of and t.owns(of[0]) and noun and not isinstance(of[1], Shift):
        return None
    return (of[0], Part(_piece(piece), of[1])) if of else None


def _piece(name: str) -> Piece:
    pieces: tuple[Piece, ...] = ("early", "mid", "late", "start", "end", "eve")
    return next(piece for piece in pieces if piece == name)


def _longer(t: Tokens, at: int) -> Match | None:
    """A time that has parts: longer than a day. *the year* alone is the present one."""
    if (unit := _unit(t, at)) and t.at(at - 1) == "the" and not t.owns(at + 1):
        return at + 1, Shift(unit, 0, 0, "page")
    match = _plain(t, at)
    return match if match and has_parts(match[1]) else None


def _unit(t: Tokens, at: int) -> Unit | None:
    unit = UNITS.get(t.at(at))
    return None if unit is None or unit in _SHORTER else unit


def has_parts(form: Form) -> bool:
    if isinstance(form, Calendar):
        return form.day is None and form.weekday is None
    if isinstance(form, Chosen | OfYear):
        return has_parts(form.of)
    return isinstance(form, Years | Season) or relative.whole(form)


def year_end(t: Tokens, i: int) -> Match | None:
    """*year end*, *year's end*, *month's end*."""
    at = i + 2 if t.at(i + 1) in ("-", "'s") else i + 1
    unit = _unit(t, i)
    return (at + 1, Part("end", Shift(unit, 0, 0, "page"))) if t.at(at) == "end" and unit else None


def stretch(t: Tokens, i: int) -> Match | None:
    """*the first half of 2016*, *the last week of May*, *the first three months of the year*, *Q1 2016*."""
    if t.at(i) in ("q1", "q2", "q3", "q4", "h1", "h2"):
        year = points.year(t, i + 1) or _year_after(t, i + 1)
        return (
            (year[0], Stretch("quarter" if t.at(i)[0] == "q" else "half", int(t.at(i)[1]), 1, year[1]))
            if year
            else None
        )
    number = -1 if t.at(i) in ("last", "final") else 2 if t.at(i) == "latter" else ORDINALS.get(t.at(i), 9)
    at, times = i + 1, 1
    if (count := t.count(at)) and t.at(count[2]) in PLURALS:
        times, at = count[1], count[2]
    elif t.at(at) in PLURALS:
        times = _SOME.get(PLURALS[t.at(at)], 3)
    unit = "half" if t.at(at) == "half" else UNITS.get(t.at(at)) or PLURALS.get(t.at(at))
    if unit in (None, "weekend", "century") or t.at(at) in ("hour", "hours") or number > 5:
        return None
    at += 1
    of = _longer(t, at + 1 + (t.at(at + 1) == "the")) if t.at(at) == "of" else _year_after(t, at)
    return (of[0], Stretch(unit, number, times, of[1])) if of else None  # type: ignore[arg-type]


def _year_after(t: Tokens, at: int) -> Match | None:
    year = year_after(t, at)
    return (year[1], Calendar(year=year[0])) if year else None


def anniversary(t: Tokens, i: int) -> Match | None:
    """*the anniversary of*, *the 15th anniversary of 9/11*, *the first anniversary of the 2003 invasion*."""
    number, at = t.ordinal(i) or (None, i)
    at += t.at(at) == "-"
    if t.at(at) != "anniversary" or t.at(at + 1) not in ("of", "'s", "this", "on", ",", "."):
        return None
    of = None
    if t.at(at + 1) == "of":
        of = _plain(t, at + 3 if t.at(at + 2) in ("the", "its", "his", "her", "their") else at + 2)
    if number is None or of is None or not isinstance(of[1], Calendar | Fixed):
        return at + 1, Happening("anniversary")
    return at + 1, Anniversary(number, of[1])


_POINTS: Final[frozenset[Rule]] = frozenset(
    {points.calendar, points.year, points.decade, points.century, points.season, points.named, relative.day,
     relative.turned, relative.counted, relative.same, relative.of_year}
)  # fmt: skip
_DIGITS: Final[tuple[Rule, ...]] = (
    points.named, relative.of_year, points.calendar, points.year, points.decade, points.century, relative.counted, pair,
    stretch, anniversary, points.day_of_month,
)  # fmt: skip
_RULES: Final = _rules()
