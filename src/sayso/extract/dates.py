"""Dates: words that tell a time, as intervals of days against the day the page came out.

`first` and `last` bound what the words allow; `precision` is that of the words (a century has none in the format and is
vague). A span holds the words that make the value, with *since*, *by*, *from … to* where these shift it; *on* and *in*
are left out. Bare times of day are no dates, nor are habits (*every Friday*, *on Fridays*) and durations (*for three
months*) that nothing anchors.

`rule` says how the ends were computed. Days and months without a year take that of a date shortly before, else the last
time they came round before the page, or the next after it where the verb tells what is to come. Where the page has no
date of its own, a dateline or a line that is nothing but a full date stands in for it, and the rule says so.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.extract.dating import tense
from sayso.extract.dating.forms import (
    Bound,
    Calendar,
    Current,
    Form,
    Happening,
    Numeric,
    Part,
    Range,
    Season,
    Shift,
    Window,
)
from sayso.extract.dating.grammar import dates_of
from sayso.extract.dating.intervals import OPEN_YEAR, Interval, written
from sayso.extract.dating.resolve import resolve
from sayso.extract.dating.setting import Before, Setting
from sayso.extract.dating.tokens import Tokens
from sayso.extract.dating.years import FIRST, LAST
from sayso.ids import thing_id
from sayso.records import Date, Document, Parse, Span

_NEAR_SENTENCES: Final = 2
_SAME_TALE: Final = 8  # sentences within which one day follows on another
_FIRST_LINES: Final = 12
_TALE: Final = 4  # years that a page must name to be one
_NEWS_SHARE: Final = 0.15
_STANDING_IN: Final = ", the page's date by its dateline"


class _Said(Struct, frozen=True):
    """What a sentence says at some words."""

    tokens: Tokens
    sentence: int
    block: int
    start: int
    end: int
    form: Form

    @property
    def span(self) -> Span:
        return self.tokens.words[self.start].span[0], self.tokens.words[self.end - 1].span[1]


def dates(parse: Parse) -> tuple[Date, ...]:
    """The dates of a page in text order; their spans do not overlap."""
    said = list(_said(parse))
    published, stands_in = _published(parse.document, said)
    reader = _Reader(parse.document, published, stands_in, said)
    return tuple(found for one in said if (found := reader.read(one)))


def _said(parse: Parse) -> Iterator[_Said]:
    """All that the sentences say of times, before it is known what they mean."""
    named = [name.span for name in parse.named]
    blocks = _Blocks(parse.document)
    first = low = 0
    for number, group in groupby(parse.words, key=lambda word: word.sentence):
        words = list(group)
        while low < len(named) and named[low][1] <= words[0].span[0]:
            low += 1
        own = []
        for span in named[low:]:
            if span[0] >= words[-1].span[1]:
                break
            own.append(span)
        tokens = Tokens(parse.document.text, words, own, first)
        block = blocks.of(words[0].span[0])
        for start, end, form in dates_of(tokens):
            yield _Said(tokens, number, block, start, end, form)
        first += len(words)


class _Blocks:
    """Which block holds a place, asked in text order."""

    def __init__(self, document: Document) -> None:
        self.blocks, self.at = document.blocks, 0

    def of(self, position: int) -> int:
        while self.at + 1 < len(self.blocks) and self.blocks[self.at].span[1] <= position:
            self.at += 1
        return self.at


class _Reader:
    """Goes through a page's dates and remembers those before."""

    def __init__(self, document: Document, published: date | None, stands_in: bool, said: Sequence[_Said]) -> None:
        self.document, self.published, self.stands_in = document, published, stands_in
        self.day_first, self.tale = _day_first(said), _is_tale(said, published)
        self.before = Before()
        self.year: tuple[int, int, int, bool] | None = None  # year, sentence, block, whether told to the month
        self.month: tuple[int, int, int] | None = None  # year, month, block
        self.day: tuple[date, int] | None = None  # and its sentence

    def read(self, said: _Said) -> Date | None:
        """None for words that tell no time after all."""
        if self.tale and said.tokens.low[said.start] == "today":
            return None  # nowadays
        setting = self._setting(said)
        found = resolve(said.form, setting)
        if found is None:
            return None
        interval, rule = found
        if self.stands_in and found != resolve(said.form, replace(setting, published=None)):
            rule += _STANDING_IN
        told = not isinstance(said.form, Bound | Window | Current | Happening)
        if told and not tense.modifies(said.tokens, said.start, said.end):
            self.before.add(interval)
            self._remember_day(said, interval)
        self._remember(said, interval.first, interval.precision in ("day", "week", "month"))
        return Date(
            id=thing_id(self.document.id, "date", (said.span,)),
            span=said.span,
            first=written(interval.first),
            last=written(interval.last),
            precision=interval.precision,
            rule=rule,
        )

    def _setting(self, said: _Said) -> Setting:
        return Setting(
            published=self.published,
            future=lambda: tense.future(said.tokens, said.start, said.end),
            day_first=self.day_first,
            year=self._near_year(said),
            same_sentence=self.year is not None and self.year[1] == said.sentence,
            chain=self.day[0] if self.day and said.sentence - self.day[1] <= _SAME_TALE else None,
            month=self.month[:2] if self.month and self.month[2] == said.block else None,
            before=self.before,
        )

    def _near_year(self, said: _Said) -> int | None:
        """The year of a date in the same sentence, or of a day or month a sentence or two before; in a tale of times
        long past that of any date before."""
        if self.year is None:
            return None
        year, sentence, block, fine = self.year
        if self.tale:
            return year
        near = block == said.block and said.sentence - sentence <= _NEAR_SENTENCES
        return year if said.sentence == sentence or (fine and near) else None

    def _remember_day(self, said: _Said, interval: Interval) -> None:
        day = interval.first
        if day and day == interval.last and day.year > OPEN_YEAR + 1 and isinstance(said.form, Calendar):
            self.day = (day, said.sentence)

    def _remember(self, said: _Said, first: date | None, fine: bool) -> None:
        if first is None or first.year <= OPEN_YEAR + 1:
            return
        if _year_of(said.form) and (self.tale or not tense.aside(said.tokens, said.start, said.end)):
            self.year = (first.year, said.sentence, said.block, fine)
        if fine:
            self.month = (first.year, first.month, said.block)


def _published(document: Document, said: Sequence[_Said]) -> tuple[date | None, bool]:
    """The day of the page, and whether another date of it stands in for it."""
    if document.published:
        try:
            told = date.fromisoformat(document.published[:10])
        except ValueError:
            return None, False
        return (told if FIRST <= told.year <= LAST else None), False
    days = {day for one in said if (day := _full(one.form)) and _is_dateline(document, one)}
    return (days.pop(), True) if len(days) == 1 else (None, False)


def _is_tale(said: Sequence[_Said], published: date | None) -> bool:
    """Whether the years that a page names lie, nearly all, well before it: a life or a history, no news."""
    years = [year for one in said if (year := _year_of(one.form))]
    if published is None or len(years) < _TALE or any(_is_news(one.form) for one in said):
        return False
    near = sum(published.year - 1 <= year <= published.year + 1 for year in years)
    return near <= _NEWS_SHARE * len(years)


def _is_news(form: Form) -> bool:
    """Words that look at the day they are read: *on Tuesday*, *last week*; *today* may be nowadays."""
    if isinstance(form, Shift):
        return form.anchor == "page" and form.low == form.high != 0 and form.unit in ("day", "week", "month")
    return isinstance(form, Calendar) and form.weekday is not None and form.day is None


def _year_of(form: Form) -> int | None:
    """The year that words name."""
    if isinstance(form, Part):
        return _year_of(form.of)
    if isinstance(form, Range):
        return _year_of(form.last)
    return form.year if isinstance(form, Calendar | Numeric | Season) else None


def _full(form: Form) -> date | None:
    if not isinstance(form, Calendar) or form.year is None or form.month is None or form.day is None:
        return None
    return date(form.year, form.month, form.day)


def _is_dateline(document: Document, said: _Said) -> bool:
    """In a dateline, or a line near the top that is nothing else."""
    if said.block >= len(document.blocks):
        return False
    block = document.blocks[said.block]
    rest = document.text[block.span[0] : said.span[0]] + document.text[said.span[1] : block.span[1]]
    alone = not any(map(str.isalnum, rest)) and said.block < _FIRST_LINES
    return block.kind == "dateline" or (alone and block.kind != "furniture")


def _day_first(said: Sequence[_Said]) -> bool | None:
    """The order of day and month that the page's plain dates in numbers show, None where they show none or both."""
    forms = [one.form for one in said if isinstance(one.form, Numeric)]
    orders = {form.one > 12 for form in forms if (form.one > 12) != (form.other > 12)}
    return orders.pop() if len(orders) == 1 else None
