"""Places from GeoJSON (RFC 7946), into a file of places of the user's own: a list as the gazetteer's files are.

A point is where a place lies; of a polygon that is the middle of its area.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from sayso.errors import InputError
from sayso.imports.actors import Changed
from sayso.imports.own_files import as_yaml, head, replaced
from sayso.imports.told import Fault
from sayso.lexicon.sites import Spot, prepared

Object = dict[str, Any]
Point = tuple[float, float]  # longitude, latitude

_HEAD: Final = "# Places of one's own. `at` is latitude and longitude in degrees.\n\n"
_VARIANTS: Final = ("variants", "aliases", "alt_name", "alt_names", "other_names")
_COUNTRIES: Final = ("country", "country_code", "iso_a2", "ISO_A2", "cc")
_DIGITS: Final = 5  # of a degree: about a metre


def bring(source: Path, into: Path) -> Changed:
    """Enter the places of a GeoJSON file in one of the user's own, which is made where there is none; what is there
    already changes nothing. InputError for a file that cannot be read."""
    before = _before(into)
    faults: list[Fault] = []
    entries = {_key(each): each for each in before}
    for each in spots(source):
        if isinstance(each, Fault):
            faults.append(each)
        else:
            entries[_key(each)] = {**entries.get(_key(each), {}), **each}
    old = {_key(each): each for each in before}
    added = tuple(name for name, _ in (key for key in entries if key not in old))
    changed = tuple(key[0] for key in old if entries[key] != old[key])
    if added or changed:
        replaced(into, (head(into) or _HEAD) + as_yaml(list(entries.values())), prepared)
    return Changed(added, changed, tuple(faults))


def spots(source: Path) -> Iterator[Object | Fault]:
    """The places of a GeoJSON file as entries of a gazetteer's file."""
    data = _read(source)
    features = _features(data, source)
    offset, line = 0, 1
    seen = set[tuple[str, str | None]]()
    for raw in features:
        told = bytes(raw)
        start = data.find(told, offset)
        line, offset = line + data.count(b"\n", offset, start), start
        where = f"{source.name}, line {line}"
        try:
            spot = _spot(msgspec.json.decode(told))
        except InputError as error:
            yield Fault(where, str(error))
            continue
        if _key(spot) in seen:
            yield Fault(where, f"{spot['name']!r} is there twice: the first one counts")
            continue
        seen.add(_key(spot))
        yield spot


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None


def _features(data: bytes, source: Path) -> list[msgspec.Raw]:
    class Collection(msgspec.Struct):
        type: str
        features: list[msgspec.Raw] = []

    try:
        found = msgspec.json.decode(data, type=Collection)
        return [msgspec.json.decode(data, type=msgspec.Raw)] if found.type == "Feature" else found.features
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{source}: no GeoJSON: {error}") from None


def _before(into: Path) -> list[Object]:
    if not into.exists():
        return []
    prepared(into)  # which says what is wrong with it
    found = yaml.safe_load(into.read_text(encoding="utf-8"))
    return [dict(each) for each in found or []]


def _key(entry: Object) -> tuple[str, str | None]:
    return entry["name"], entry.get("country")


def _spot(feature: Any) -> Object:
    """A feature as an entry; InputError with the reason where it is none."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise InputError("no Feature")
    told = feature.get("properties") or {}
    name = str(told.get("name") or "").strip()
    if not name:
        raise InputError("its properties have no name")
    at, area = _at(feature.get("geometry") or {})
    variants = [each for each in _names(told) if each != name]
    country = next((str(told[key]).strip().upper() for key in _COUNTRIES if told.get(key)), None)
    entry = {
        "name": name,
        "variants": list(dict.fromkeys(variants)),
        "country": country,
        "at": [round(at[1], _DIGITS), round(at[0], _DIGITS)],
        "kind": str(told.get("kind") or ("region" if area else "site")).casefold(),
    }
    entry = {key: value for key, value in entry.items() if value not in (None, [])}
    try:
        spot = msgspec.convert(entry, Spot)
    except msgspec.ValidationError as error:
        raise InputError(f"{name}: {error}") from None
    if not (-90 <= spot.at[0] <= 90 and -180 <= spot.at[1] <= 180):
        raise InputError(f"{name}: {at[0]}, {at[1]} is no longitude and latitude")
    if country is not None and not (len(country) == 2 and country.isalpha()):
        raise InputError(f"{name}: {country!r} is no code of a country: two letters")
    return entry


def _names(told: Object) -> Iterator[str]:
    for key in _VARIANTS:
        given = told.get(key) or []
        yield from filter(None, (str(each).strip() for each in (given.split(";") if isinstance(given, str) else given)))


def _at(geometry: Object) -> tuple[Point, bool]:
    """Where a geometry lies, and whether it is an area."""
    kind: object = geometry.get("type")
    given: Any = geometry.get("coordinates")
    try:
        if kind == "Point":
            return _point(given), False
        if kind == "Polygon":
            return _middle([given[0]]), True
        if kind == "MultiPolygon":
            return _middle([each[0] for each in given]), True
    except (TypeError, ValueError, IndexError):
        raise InputError(f"its {kind} has no sound coordinates") from None
    raise InputError(f"its geometry is {kind or 'none'}: a Point, Polygon or MultiPolygon is wanted")


def _point(given: Any) -> Point:
    return float(given[0]), float(given[1])


def _middle(rings: Iterable[Sequence[Any]]) -> Point:
    """The middle of the area of outer rings, on the plane of degrees."""
    area = east = north = 0.0
    for ring in rings:
        points = [_point(each) for each in ring]
        for (a, b), (c, d) in zip(points, [*points[1:], points[0]], strict=True):
            cross = a * d - c * b
            area, east, north = area + cross, east + (a + c) * cross, north + (b + d) * cross
    if not area:
        raise ValueError("no area")
    return east / (3 * area), north / (3 * area)
