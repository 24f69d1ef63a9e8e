"""What tables of events ask for in one cell: the days of an event, the spot where it was, the dead, and what each of
them is known to. Whatever is told otherwise than a cell could say it is left out of the cell."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as day
from functools import lru_cache
from typing import Final

from msgspec import Struct

from sayso.export.happened import Telling, Where, opposed, tellings
from sayso.export.sides import Side
from sayso.export.voiced import Voice
from sayso.ledger.days import bound
from sayso.records import Chosen, Figure, PlacePrecision

WEEK: Final = 7
MONTH: Final = 31
YEAR: Final = 366
_FINEST: Final[tuple[PlacePrecision | None, ...]] = ("exact", "town", "district", "water", "region", "country", None)
_CIVILIAN: Final = ("civilian", "civilians")
_LONGEST_NUMBER: Final = 13  # hexadecimal digits: up to 2 ** 52, which a floating-point number tells exactly


class Days(Struct, frozen=True):
    """The first and the last day in which an event lies, both within."""

    first: day
    last: day

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> day:
        return day.fromordinal((self.first.toordinal() + self.last.toordinal()) // 2)

    @property
    def year(self) -> str:
        return str(self.first.year) if self.first.year == self.last.year else ""


class Spot(Struct, frozen=True):
    """Where an event was: its places of the finest precision that is told. `where` is None if there are several."""

    names: tuple[str, ...] = ()
    where: Where | None = None
    country: str | None = None
    precision: PlacePrecision | None = None

    @property
    def shifted(self) -> bool:
        """Whether it is not the place itself that is meant but something beside or within it."""
        return self.where is not None and bool(self.where.place.relation)

    def at(self, level: PlacePrecision) -> str:
        """The name of the place itself, where it is one of this precision."""
        return self.names[0] if self.where and self.precision == level and not self.shifted else ""

    @property
    def point(self) -> tuple[str, str]:
        """Latitude and longitude in degrees."""
        place = self.where.place if self.where else None
        if place is None or place.latitude is None or place.longitude is None:
            return "", ""
        return f"{place.latitude:.4f}", f"{place.longitude:.4f}"


class Dead(Struct, frozen=True):
    """How many are said to have been killed, and by which voices, the innermost first (none is the page's own); an
    empty text is not known, or not told by one voice in one figure."""

    best: str = ""
    low: str = ""
    high: str = ""
    civilians: bool = False
    voices: tuple[Voice, ...] | None = None


UNKNOWN: Final = Dead()
NOWHERE: Final = Spot()


class Row(Struct, frozen=True):
    """An event and what its cells are made of; `sides` are who does it and to whom, or the two sides of a fight."""

    told: Telling
    days: Days | None
    spot: Spot
    dead: Dead
    sides: tuple[tuple[Side, ...], tuple[Side, ...]]


def rows(chosen: Iterable[Chosen]) -> Iterator[Row]:
    """The selected events, in the order of the documents and of their readings."""
    return map(weighed, tellings(chosen))


def weighed(telling: Telling) -> Row:
    """An event with what its cells are made of."""
    return Row(telling, days(telling), spot(telling), dead(telling), opposed(telling))


def days(telling: Telling) -> Days | None:
    """The days of an event, of one whose first and last are both told."""
    date = telling.date
    return None if date is None or date.precision == "vague" else _between(date.first, date.last)


@lru_cache(maxsize=4096)
def _between(start: str | None, end: str | None) -> Days | None:
    if not (start and end):
        return None
    first, last = (bound(start, "-01", "-01"), bound(end, "-12", "-31"))
    try:
        found = Days(day.fromisoformat(first or ""), day.fromisoformat(last or ""))
    except ValueError:  # a month alone ends before the 31st, or the year is not told
        return None
    return found if found.first <= found.last else None


def spot(telling: Telling) -> Spot:
    """Where an event was; where it came from or went to is not that."""
    at = [each for each in telling.places if each.role == "at"]
    if not at:
        return NOWHERE
    finest = min((each.place.precision for each in at), key=_FINEST.index)
    found = {(each.place.name, each.place.relation): each for each in at if each.place.precision == finest}
    countries = {each.place.country for each in found.values()}
    return Spot(
        tuple(name for name, _ in found),
        next(iter(found.values())) if len(found) == 1 else None,
        countries.pop() if len(countries) == 1 else None,
        finest,
    )


def dead(telling: Telling) -> Dead:
    """The dead of an event that is said to have happened: where all who count them there say one and the same."""
    killed = [count for count in telling.counts if count.figure.outcome == "killed" and count.figure.unit != "percent"]
    voices = {tuple(voice.attribution for voice in count.voices) for count in killed}
    told = {_bounds(count.figure) for count in killed}
    if not telling.so or len(told) != 1 or len(voices) != 1:
        return UNKNOWN
    ((low, high, approximate),) = told
    if approximate:
        return UNKNOWN
    best = _whole(low) if low == high else ""
    return Dead(
        best, _whole(low), _whole(high), any(_of_civilians(count.figure.what) for count in killed), killed[0].voices
    )


def civilian(sides: Sequence[Side]) -> bool:
    """Whether the words of the page call a party civilians, whoever else is meant with them."""
    return any(_of_civilians(side.words) for side in sides)


def number(key: str) -> str:
    """An id as a number, for formats that know no other ones."""
    return str(int(key[:_LONGEST_NUMBER], 16))


def _of_civilians(words: str | None) -> bool:
    return any(word.strip(".,;:'\"").lower() in _CIVILIAN for word in (words or "").split())


def _bounds(figure: Figure) -> tuple[float | None, float | None, bool]:
    return figure.low, figure.high, figure.approximate


def _whole(number: float | None) -> str:
    return str(int(number)) if number is not None and number == int(number) else ""
