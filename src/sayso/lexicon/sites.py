"""Places written down by hand: countries, regions, waters, mountains, borders, and sites that tables of towns lack.

The data are the YAML files of `gazetteer/`, whose headers say what each field means.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.rows import read_entries
from sayso.lexicon.spelling import key, loose
from sayso.records import PlacePrecision

Kind = Literal[
    "country", "region", "district", "river", "sea", "strait", "lake", "mountains", "desert", "border", "base",
    "airport", "crossing", "dam", "camp", "prison", "quarter", "town", "site",
]  # fmt: skip

_FOLDER: Final = Path(__file__).with_name("gazetteer")
FILES: Final = tuple(_FOLDER / f"{name}.yaml" for name in ("countries", "regions", "nature", "sites"))
_PRECISION: Final[Mapping[Kind, PlacePrecision]] = {
    "country": "country",
    "district": "district",
    "quarter": "district",
    "town": "town",
    **dict.fromkeys(("region", "mountains", "desert", "border"), "region"),
    **dict.fromkeys(("river", "sea", "strait", "lake"), "water"),
}


class Spot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place of the files. `at` is latitude and longitude in degrees; `short` are abbreviations of a region."""

    name: str
    variants: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    country: str | None = None
    at: tuple[float, float]
    kind: Kind = "country"

    @property
    def precision(self) -> PlacePrecision:
        return _PRECISION.get(self.kind, "exact")


class Sheet(Struct, frozen=True):
    """A file made ready: its places, and their indices by key of each name and by abbreviation."""

    spots: tuple[Spot, ...]
    names: Mapping[str, tuple[int, ...]]
    short: Mapping[str, int]


def sheets() -> tuple[Sheet, ...]:
    """The files that come with the program. Raises InputError for one that is not sound."""
    return tuple(stored(path, Sheet) or prepared(path) for path in FILES)


def prepared(path: Path) -> Sheet:
    """A file as it is compiled. Raises InputError, naming file, line and reason."""
    spots, names, short = [], dict[str, tuple[int, ...]](), dict[str, int]()
    seen = set[tuple[str, str | None]]()
    for number, (where, spot) in enumerate(read_entries(path, Spot)):
        reason = "it is listed twice" if (spot.name, spot.country) in seen else _fault(spot)
        if reason:
            raise InputError(f"{where} ({spot.name}): {reason}")
        seen.add((spot.name, spot.country))
        spots.append(spot)
        for words in dict.fromkeys(_keys(spot)):
            names[words] = (*names.get(words, ()), number)
        short |= dict.fromkeys(spot.short, number)
    return Sheet(tuple(spots), names, short)


def _keys(spot: Spot) -> Iterator[str]:
    for name in (spot.name, *spot.variants):
        yield key(name).removeprefix("the ")
        if len(left := loose(name)) > 3:
            yield left


def _fault(spot: Spot) -> str | None:
    """What is wrong with a place whose fields are of the right type."""
    if not (-90 <= spot.at[0] <= 90 and -180 <= spot.at[1] <= 180):
        return "its latitude or longitude is none"
    if spot.country is not None and not (len(spot.country) == 2 and spot.country.isupper()):
        return "a country is two capital letters"
    if spot.kind == "country" and spot.country is None:
        return "a country has a code"
    if len({spot.name, *spot.variants}) <= len(spot.variants) or not all(map(key, (spot.name, *spot.variants))):
        return "a name of it is empty or stands twice"
    return None
