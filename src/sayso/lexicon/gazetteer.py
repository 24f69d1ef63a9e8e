"""The gazetteer: what places a name may mean, with where they lie.

Two sources: the table of towns and regions, made of GeoNames' data (https://www.geonames.org, CC BY 4.0) when the
package is built (`towns.py`), and places written down by hand (`sites.py`). Spellings meet by key (`spelling.py`).
"""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from sayso.lexicon.own_files import stamp
from sayso.lexicon.sites import Kind, Sheet, Spot, prepared, sheets
from sayso.lexicon.spelling import key, loose
from sayso.lexicon.towns import DISTRICT, LOOSE, OTHER, OWN, REGION, TOWN, Row, Towns
from sayso.records import PlacePrecision

_NEAR: Final = 35.0  # km within which a place written down by hand is the table's of the same name
_KEPT: Final = 1 << 12  # names whose places are kept
_PRECISION: Final[dict[int, PlacePrecision]] = {TOWN: "town", REGION: "region", DISTRICT: "district"}
_KINDS: Final[dict[int, Kind]] = {TOWN: "town", REGION: "region", DISTRICT: "district"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OF: Final = _words("city town village municipality province governorate region state county port camp")
_TOWNS: Final = _words("city town village township municipality")
_REGIONS: Final = _words(
    "province governorate region district county oblast raion state department prefecture subdistrict area territory"
    " countryside enclave pocket parish canton division commune peninsula"
)
_THERE: Final = _words(  # what stands in or by the town that it has its name of
    "airport airfield airbase aerodrome camp prison crossing port harbour harbor checkpoint junction bridge refinery"
    " oilfields oilfield hospital neighborhood neighbourhood suburbs suburb outskirts"
)

_POINTS: Final = {"n": "north", "s": "south", "e": "east", "w": "west"}


class Site(Struct, frozen=True, kw_only=True):
    """A place that a name may mean. Coordinates in degrees; `region` and `district` are names in the table of towns;
    `population` is 0 where it is not known; `sort` tells whether the name is its own (OWN), another or loosely spelt;
    `by_hand` that it does not come from the table."""

    name: str
    kind: Kind
    precision: PlacePrecision
    latitude: float
    longitude: float
    country: str | None = None
    region: str | None = None
    district: str | None = None
    population: int = 0
    geonames: int | None = None
    sort: int = OWN
    by_hand: bool = False


class Gazetteer:
    """Places by name. A name that it does not have has no places; nothing is guessed from a part of one, but that
    *Homs province* is the region Homs and *Homs airport* lies at the town."""

    def __init__(self, sheets: tuple[Sheet, ...], towns: Towns) -> None:
        self._sheets, self._towns = sheets, towns
        self._exact = lru_cache(_KEPT)(self._named)
        self._guessed = lru_cache(_KEPT)(lambda words: tuple(self._generic(words)) or self._long(words))

    def find(self, name: str) -> tuple[Site, ...]:
        """The places that a name may mean, in no order of likelihood; by its letters, else loosely."""
        words = key(name).removeprefix("the ")
        return self._exact(words) or self._guessed(words)

    def exact(self, name: str) -> tuple[Site, ...]:
        """The places that have just this name, however it is transcribed."""
        return self._exact(key(name).removeprefix("the "))

    def region(self, abbreviation: str) -> Site | None:
        """The region of an abbreviation as behind a comma: *Ill.*, *IL*."""
        for sheet in self._sheets:
            for form in (abbreviation, f"{abbreviation}.", abbreviation.replace(" ", "")):
                if form in sheet.short:
                    return self._met(sheet.spots[sheet.short[form]])
        return None

    def country(self, code: str) -> Site | None:
        """A country by its code."""
        return self._countries.get(code)

    @cached_property
    def _countries(self) -> dict[str, Site]:
        spots = (spot for spot in self._sheets[0].spots if spot.country)
        return {spot.country: self._met(spot) for spot in spots if spot.country}

    def _named(self, words: str) -> tuple[Site, ...]:
        found = self._by_key(words)
        left = "" if found else loose(words)
        return tuple(found or (structs.replace(site, sort=LOOSE) for site in self._by_key(left)))

    def _by_key(self, words: str) -> list[Site]:
        by_hand = [self._met(sheet.spots[i]) for sheet in self._sheets for i in sheet.names.get(words, ())]
        table = [_site(row, OWN if _spelt_so(row, words) else sort) for row, sort in self._towns.named(words)]
        return [*by_hand, *(one for one in table if not any(_same(one, other) for other in by_hand))]

    def _generic(self, words: str) -> Iterator[Site]:
        """*Homs province*, *the city of Homs*, *Homs airport*, which the name itself does not find."""
        first, _, rest = words.partition(" ")
        if first in _OF and rest.startswith("of "):
            rest, last = rest.removeprefix("of "), first
        else:
            rest, _, last = words.rpartition(" ")
        if not rest:
            return
        if last in _TOWNS:
            yield from (one for one in self._exact(rest) if one.precision == "town")
        elif last in _REGIONS:
            found = self._exact(rest)
            yield from [one for one in found if one.precision in ("region", "district")] or map(_around, found)
        elif last in _THERE:
            yield from (one for one in self._exact(rest) if one.precision in ("town", "district", "exact"))

    def _long(self, words: str) -> tuple[Site, ...]:
        """A name with its point of the compass cut short: *W. Columbia*, *N. Ireland*."""
        first, _, rest = words.partition(" ")
        return self._exact(f"{_POINTS[first]} {rest}") if first in _POINTS and rest else ()

    def _met(self, spot: Spot) -> Site:
        """A place written down by hand, with what the table says of the same place."""
        site = Site(
            name=spot.name,
            kind=spot.kind,
            precision=spot.precision,
            latitude=spot.at[0],
            longitude=spot.at[1],
            country=spot.country,
            by_hand=True,
        )
        if spot.kind == "country" and spot.country:
            number, population = self._towns.country(spot.country)
            return structs.replace(site, geonames=number or None, population=population)
        if spot.kind not in ("town", "region") or spot.country is None:
            return site
        if spot.kind == "region":
            named = (row for name in (spot.name, *spot.variants) for row in self._rows(_bare(name)))
            row = next((row for row in named if row.kind == REGION and row.country == spot.country), None)
            return structs.replace(site, region=row.region, population=row.population) if row else site
        rows = (row for name in (spot.name, *spot.variants) for row in self._rows(name))
        near = [row for row in rows if row.kind == TOWN and row.country == spot.country and _km(site, row) <= _NEAR]
        return _site(max(near, key=lambda row: row.population), OWN) if near else site

    def _rows(self, name: str) -> Iterable[Row]:
        return [row for row, _ in self._towns.named(key(name))] or [row for row, _ in self._towns.named(loose(name))]


def load(extra: Path | None = None) -> Gazetteer:
    """The gazetteer, with what the user's own file of places adds; a process opens the same files once. Raises
    InputError where the table of towns is missing, and for a file that is not sound, naming line and reason."""
    return _loaded(extra, stamp(extra))


@cache
def _loaded(extra: Path | None, _stamp: tuple[int, ...]) -> Gazetteer:
    if extra is None:
        return Gazetteer(sheets(), Towns())
    return Gazetteer((*sheets(), prepared(extra)), Towns())


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points, given as latitude and longitude in degrees."""
    (a, b), (c, d) = (map(radians, one), map(radians, other))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def _km(one: Site, other: Site | Row) -> float:
    return distance((one.latitude, one.longitude), (other.latitude, other.longitude))


def _site(row: Row, sort: int) -> Site:
    return Site(
        name=row.name,
        kind=_KINDS[row.kind],
        precision=_PRECISION[row.kind],
        latitude=row.latitude,
        longitude=row.longitude,
        country=row.country,
        region=row.region,
        district=row.district,
        population=row.population,
        geonames=row.id if row.id > 0 else None,
        sort=sort,
    )


def _bare(name: str) -> str:
    """A region's name without the word for its sort."""
    words, _, last = name.rpartition(" ")
    return words if words and last.casefold() in _REGIONS else name


def _same(row: Site, by_hand: Site) -> bool:
    """Whether a place of the table is one that is written down by hand."""
    if row.geonames is not None and row.geonames == by_hand.geonames:
        return True
    if row.country != by_hand.country:
        return False
    if row.kind == by_hand.kind == "region":
        return True
    return row.kind == "town" and by_hand.kind not in ("region", "country") and _km(row, by_hand) <= _NEAR


def _spelt_so(row: Row, words: str) -> bool:
    """Whether a name is a row's own, only transcribed in another way: *Hama* is *Ḩamāh*."""
    return loose(row.name) == loose(words)


def _around(site: Site) -> Site:
    """The surroundings of a place."""
    return structs.replace(site, precision="district" if site.precision == "town" else site.precision)


__all__ = ["LOOSE", "OTHER", "OWN", "Gazetteer", "Site", "distance", "load"]
