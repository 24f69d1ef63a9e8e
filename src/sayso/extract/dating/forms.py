"""What words of time say, before it is known when the page was written."""

from typing import Literal

from msgspec import Struct

from sayso.extract.dating.terms import Unit
from sayso.records import DatePrecision

Which = Literal["last", "this", "next"]
Anchor = Literal["page", "before"]  # the day the page came out, or the date that stands before on it
Piece = Literal["early", "mid", "late", "start", "end", "eve"]
Bounding = Literal["since", "until", "by", "before", "after"]


class Calendar(Struct, frozen=True):
    """A year, month, day or weekday, or several that agree; what is None is not told."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


class Numeric(Struct, frozen=True):
    """*9/7/2017*: day and month in either order."""

    one: int
    other: int
    year: int | None


class Years(Struct, frozen=True):
    """A decade or a century, by its first and last year; a year alone where the decade's own century is open."""

    first: int
    last: int
    precision: DatePrecision


class Season(Struct, frozen=True):
    """A season by its first month; `over` is the second year of a winter that is told with both."""

    month: int
    year: int | None = None
    over: bool = False


class Chosen(Struct, frozen=True):
    """*last Tuesday*, *next March*, *this summer*; *the following Tuesday* from the date before."""

    which: Which
    of: Calendar | Season
    anchor: Anchor = "page"


class Shift(Struct, frozen=True):
    """So many units from the anchor, the unit as a whole: *yesterday*, *last week*, *two years ago*, *a week later*.

    `low` and `high` are signed and bound the number; None stands for an anchor that is not told.
    """

    unit: Unit
    low: int
    high: int
    anchor: Anchor | None
    approximate: bool = False
    exact: bool = False  # *a year ago today*: the day itself, not its unit


class OfYear(Struct, frozen=True):
    """*in March last year*, *on 5 May of that year*."""

    of: Calendar
    year: Shift


class Window(Struct, frozen=True):
    """All the time from the anchor back (negative) or on: *the past few days*, *within a week*. 0 is an open end."""

    unit: Unit
    count: int
    anchor: Anchor
    vague: bool = False


class Current(Struct, frozen=True):
    """The part of the present unit that has been (*earlier this month*) or is still to come (*later this year*)."""

    of: "Form"
    side: Literal["so far", "to come"]


class Part(Struct, frozen=True):
    """*early 2014*, *the end of the year*."""

    piece: Piece
    of: "Form"


class Stretch(Struct, frozen=True):
    """The n-th of so many equal units (*the second half of*, *the first week of*), or the first or last few; n counts
    from 1, or from -1 backwards. `count` is how many of them are meant."""

    unit: Literal["day", "week", "month", "year", "quarter", "half", "decade"]
    n: int
    count: int
    of: "Form"


class Bound(Struct, frozen=True):
    """*since 2011*, *by Friday*: an end that is told, the other open."""

    kind: Bounding
    of: "Form"


class Range(Struct, frozen=True):
    """*from March to June*."""

    first: "Form"
    last: "Form"


class Fixed(Struct, frozen=True):
    """A time that has a name: ISO dates of its first and last day."""

    first: str
    last: str


class Feast(Struct, frozen=True):
    """A day of every year."""

    month: int
    day: int
    year: int | None = None
    which: Which | None = None


class Happening(Struct, frozen=True):
    """Something that is a date without telling it: *the anniversary of*, *the start of the war*."""

    name: str


class Anniversary(Struct, frozen=True):
    """So many years after a date that is told with it."""

    years: int
    of: "Form"


Form = (
    Calendar | Numeric | Years | Season | Chosen | OfYear | Shift | Window | Current | Part | Stretch | Bound | Range
    | Fixed | Feast | Happening | Anniversary
)  # fmt: skip
