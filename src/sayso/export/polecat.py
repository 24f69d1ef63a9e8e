"""Events under POLECAT's columns, one row each, with whose say-so it is in columns at the end.

Several parties of one event stand in one cell. The type is given only to what is said to have happened.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from sayso.export import cells, countries, noted, sectors
from sayso.export.meta import Meta
from sayso.export.sides import Side, proper
from sayso.export.weighed import Row, rows
from sayso.records import Chosen

LISTED: Final = ";"  # between contexts and between modes


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The selected events as values parted by tabs, in UTF-8, with a header."""
    version = f"sayso {meta.version}"
    return cells.tab_separated(rows(chosen), {**COLUMNS, "Version": lambda row: version})


def _mode(row: Row) -> str:
    return LISTED.join(row.told.event.modes) if row.told.so else ""


def _quad(row: Row) -> str:
    return sectors.QUAD_NAMES[sectors.QUADS[row.told.event.type]] if row.told.so else ""


def _date(row: Row) -> str:
    return row.days.first.isoformat() if row.days and row.days.length == 1 else ""


def _party(of: str, at: int) -> cells.Columns:
    """The columns of the actor, or of the recipient."""

    def sides(row: Row) -> tuple[Side, ...]:
        return row.told.targets if at else row.told.actors

    def code(name: str, row: Row) -> str:
        found = (countries.country(side.actor.country) for side in sides(row) if side.actor)
        return sectors.several(getattr(each, name) for each in found)

    def sector(row: Row) -> str:
        return sectors.several(map(sectors.sector, sides(row)))

    return {
        f"{of} Name": lambda row: cells.joined(filter(None, map(proper, sides(row)))),
        f"{of} Country": partial(code, "alpha3"),
        f"{of} COW": partial(code, "cow"),
        f"Primary {of} Sector": sector,
        f"{of} Sectors": sector,
        f"{of} Title": cells.empty,
        f"{of} Name Raw": lambda row: cells.joined(side.words for side in sides(row)),
        f"Wikipedia {of} ID": cells.empty,
    }


COLUMNS: Final[cells.Columns] = {
    "Event ID": lambda row: row.told.event.id,
    "Event Date": _date,
    "Event Type": lambda row: row.told.event.type if row.told.so else "",
    "Event Mode": _mode,
    "Intensity": cells.empty,
    "Quad Code": _quad,
    "Contexts": lambda row: LISTED.join(row.told.event.contexts),
    **_party("Actor", 0),
    **_party("Recipient", 1),
    "Placename": lambda row: cells.joined(row.spot.names),
    "City": lambda row: row.spot.at("town"),
    "District": lambda row: row.spot.at("district"),
    "Province": lambda row: row.spot.at("region"),
    "Country": lambda row: countries.country(row.spot.country).alpha3,
    "Latitude": lambda row: row.spot.point[0],
    "Longitude": lambda row: row.spot.point[1],
    "GeoNames ID": lambda row: str(row.spot.where.place.geonames or "") if row.spot.where else "",
    "Raw Placename": lambda row: row.spot.where.words if row.spot.where else "",
    "Feature Type": cells.empty,
    "Source": lambda row: row.told.document.publisher or "",
    "Publication Date": lambda row: row.told.document.published or "",
    "Story People": cells.empty,
    "Story Organizations": cells.empty,
    "Story Locations": cells.empty,
    "Language": lambda row: row.told.document.language or "",
    "Version": cells.empty,
    "notes": lambda row: noted.notes(row.told),
}
