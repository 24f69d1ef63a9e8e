"""Events under the 49 columns of UCDP's Georeferenced Event Dataset, one row each, with notes and whose say-so it is in
columns at the end.

UCDP's event is one that somebody died in, of a conflict in its own lists; nothing here says that one belongs there.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from sayso.export import cells, countries, noted
from sayso.export.happened import Telling, opposed
from sayso.export.meta import Meta
from sayso.export.saying import said_by
from sayso.export.sides import Side
from sayso.export.weighed import MONTH, WEEK, YEAR, Row, civilian, number, rows
from sayso.records import Chosen, PlacePrecision

STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"
_OF_STATES: Final = ("state", "government", "military")
_PRECISIONS: Final[dict[PlacePrecision | None, str]] = {
    "exact": "1", "town": "1", "district": "3", "region": "4", "water": "5", "country": "6",
}  # fmt: skip
_SHIFTED: Final[dict[PlacePrecision | None, str]] = {
    "exact": "2", "town": "2", "district": "2", "region": "5", "water": "5", "country": "5",
}  # fmt: skip
_OPEN_WATER: Final = "7"  # of no country

Sides = tuple[tuple[Side, ...], tuple[Side, ...]]


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The selected events as comma-separated values in UTF-8."""
    return cells.comma_separated(rows(chosen), COLUMNS)


def violence(telling: Telling) -> str:
    """UCDP's type of violence, where the kinds of both sides tell it; empty for what is not said to have happened."""
    one, other = opposed(telling)
    if telling.event.type != "ASSAULT" or not telling.so or not one or not _armed(one):
        return ""
    if civilian(other):
        return ONE_SIDED
    if not other or not _armed(other):
        return ""
    return STATE_BASED if _state(one) or _state(other) else NON_STATE


def sides(row: Row) -> Sides:
    """Side A and side B: of a conflict with one state in it the state is side A, as UCDP has it."""
    one, other = row.sides
    return (other, one) if violence(row.told) == STATE_BASED and not _state(one) else (one, other)


def _armed(parties: tuple[Side, ...]) -> bool:
    return all(side.actor is not None and side.actor.kind in (*_OF_STATES, "armed_group") for side in parties)


def _state(parties: tuple[Side, ...]) -> bool:
    return any(side.actor is not None and side.actor.kind in _OF_STATES for side in parties)


def _side(at: int, row: Row) -> str:
    return cells.names(sides(row)[at])


def _dyad(row: Row) -> str:
    one, other = (cells.names(each) for each in sides(row))
    return f"{one} - {other}" if one and other else ""


def _gleditsch_ward(at: int, row: Row) -> str:
    """The number of the state that a side is or is an organ of."""
    codes = {countries.country(side.actor.country).gw for side in sides(row)[at] if side.actor and _state((side,))}
    return codes.pop() if len(codes) == 1 else ""


def _where_precision(row: Row) -> str:
    found = row.spot
    if found.where is None:
        return ""
    if found.precision == "water" and found.where.place.country is None:
        return _OPEN_WATER
    return (_SHIFTED if found.shifted else _PRECISIONS).get(found.precision, "")


def _where(row: Row) -> str:
    found = row.spot.where
    return f"{found.place.relation} {found.words}" if found and found.place.relation else found.words if found else ""


def _wkt(row: Row) -> str:
    latitude, longitude = row.spot.point
    return f"POINT ({longitude} {latitude})" if latitude else ""


def _date_precision(row: Row) -> str:
    if row.days is None:
        return ""
    steps = ((1, "1"), (WEEK - 1, "2"), (WEEK, "3"), (MONTH, "4"), (YEAR, "5"))
    return next((code for most, code in steps if row.days.length <= most), "")


def _deaths(civilians: bool, row: Row) -> str:
    return row.dead.best if row.dead.civilians == civilians else ""


COLUMNS: Final[cells.Columns] = {
    "id": lambda row: number(row.told.event.id),
    "relid": lambda row: row.told.event.id,
    "year": lambda row: row.days.year if row.days else "",
    "active_year": cells.empty,
    "code_status": cells.empty,
    "type_of_violence": lambda row: violence(row.told),
    "conflict_dset_id": cells.empty,
    "conflict_new_id": cells.empty,
    "conflict_name": cells.empty,
    "dyad_dset_id": cells.empty,
    "dyad_new_id": cells.empty,
    "dyad_name": _dyad,
    "side_a_dset_id": cells.empty,
    "side_a_new_id": cells.empty,
    "side_a": partial(_side, 0),
    "side_b_dset_id": cells.empty,
    "side_b_new_id": cells.empty,
    "side_b": partial(_side, 1),
    "number_of_sources": lambda row: "1",
    "source_article": cells.citation,
    "source_office": lambda row: row.told.document.publisher or "",
    "source_date": lambda row: row.told.document.published or "",
    "source_headline": lambda row: row.told.document.title or "",
    "source_original": lambda row: said_by(row.told.voices),
    "where_prec": _where_precision,
    "where_coordinates": lambda row: cells.joined(row.spot.names),
    "where_description": _where,
    "adm_1": lambda row: row.spot.at("region"),
    "adm_2": lambda row: row.spot.at("district"),
    "latitude": lambda row: row.spot.point[0],
    "longitude": lambda row: row.spot.point[1],
    "geom_wkt": _wkt,
    "priogrid_gid": cells.empty,
    "country": lambda row: countries.name(row.spot.country),
    "country_id": lambda row: countries.country(row.spot.country).gw,
    "region": cells.empty,
    "event_clarity": cells.empty,
    "date_prec": _date_precision,
    "date_start": lambda row: row.days.first.isoformat() if row.days else "",
    "date_end": lambda row: row.days.last.isoformat() if row.days else "",
    "deaths_a": cells.empty,
    "deaths_b": cells.empty,
    "deaths_civilians": partial(_deaths, True),
    "deaths_unknown": partial(_deaths, False),
    "best": lambda row: row.dead.best,
    "high": lambda row: row.dead.high,
    "low": lambda row: row.dead.low,
    "gwnoa": partial(_gleditsch_ward, 0),
    "gwnob": partial(_gleditsch_ward, 1),
    "notes": lambda row: noted.notes(row.told),
}
