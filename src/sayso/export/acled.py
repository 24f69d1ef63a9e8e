"""Events under ACLED's columns, one row each, with whose say-so it is in the notes and in columns at the end.

ACLED's own types are given where PLOVER's type and modes mean the same, and only to what is said to have happened.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Final

from sayso.export import cells, countries, noted
from sayso.export.happened import Telling, mutual, opposed
from sayso.export.meta import Meta
from sayso.export.sides import Side, named
from sayso.export.weighed import MONTH, WEEK, Row, civilian, number, rows
from sayso.records import Chosen, PlacePrecision

Kind = tuple[str, str, str]  # disorder type, event type, sub-event type

NONE: Final = ("", "", "")
VIOLENCE: Final = "Political violence"
REMOTE: Final = "Explosions/Remote violence"
CLASH: Final = (VIOLENCE, "Battles", "Armed clash")
ATTACK: Final = (VIOLENCE, "Violence against civilians", "Attack")
ABDUCTION: Final = (VIOLENCE, "Violence against civilians", "Abduction/forced disappearance")
# The first mode that an event has counts. A type stands alone where ACLED parts its kinds by what PLOVER does not ask.
_OF_ASSAULT: Final[dict[str, Kind]] = {
    "suicide-attack": (VIOLENCE, REMOTE, "Suicide bomb"),
    "drone": (VIOLENCE, REMOTE, "Air/drone strike"),
    "aerial": (VIOLENCE, REMOTE, "Air/drone strike"),
    "unconventional": (VIOLENCE, REMOTE, ""),
    "explosives": (VIOLENCE, REMOTE, ""),
    "heavy-weapons": (VIOLENCE, REMOTE, "Shelling/artillery/missile attack"),
    "sexual": (VIOLENCE, "Violence against civilians", "Sexual violence"),
}
_OTHERS: Final[dict[tuple[str, str], Kind]] = {
    ("PROTEST", "riot"): ("Demonstrations", "Riots", ""),
    ("PROTEST", "demo"): ("Demonstrations", "Protests", ""),
    ("RETREAT", "ceasefire"): ("Strategic developments", "Strategic developments", "Agreement"),
}
_AGAINST_CIVILIANS: Final = {
    "abduct": ABDUCTION,
    "beat": ATTACK,
    "torture": ATTACK,
    "firearms": ATTACK,
    "primitive": ATTACK,
    "targeted": ATTACK,
}
ARMED: Final = ("military", "armed_group")
_PRECISIONS: Final[dict[PlacePrecision | None, str]] = {
    "exact": "1", "town": "1", "district": "2", "region": "3", "water": "3",
}  # fmt: skip
_STATE: Final = "State forces"
_EXTERNAL: Final = "External/Other forces"


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The selected events as comma-separated values in UTF-8."""
    return cells.comma_separated(rows(chosen), {**COLUMNS, "timestamp": partial(_timestamp, meta)})


def kind(telling: Telling) -> Kind:
    """The disorder, event and sub-event type of an event; empty where ACLED asks for what is not told."""
    event = telling.event
    if not telling.so:
        return NONE
    if event.type != "ASSAULT":
        return next((_OTHERS[event.type, mode] for mode in event.modes if (event.type, mode) in _OTHERS), NONE)
    if mutual(telling):
        return CLASH if _armed(telling) else NONE
    found = next((kind for mode, kind in _OF_ASSAULT.items() if mode in event.modes), NONE)
    return found if found != NONE else _hand_to_hand(telling)


def _hand_to_hand(telling: Telling) -> Kind:
    """The type of an attack whose means tells nothing: whom it meets does."""
    modes = telling.event.modes
    if civilian(telling.targets):
        return next((_AGAINST_CIVILIANS[mode] for mode in modes if mode in _AGAINST_CIVILIANS), NONE)
    return CLASH if "firearms" in modes and _armed(telling) else NONE


def _armed(telling: Telling) -> bool:
    """Whether both sides are forces or armed groups, each party of them."""
    return all(
        sides and all(side.actor is not None and side.actor.kind in ARMED for side in sides)
        for sides in opposed(telling)
    )


def _date(row: Row) -> str:
    """The day; of a week or a month that in its middle, as ACLED has it, which `time_precision` tells."""
    return found.middle.isoformat() if (found := row.days) and found.length <= MONTH else ""


def _time_precision(row: Row) -> str:
    found = row.days
    if found is None or found.length > MONTH:
        return ""
    return "1" if found.length == 1 else "2" if found.length <= WEEK else "3"


def _year(row: Row) -> str:
    return found.year if (found := row.days) else ""


def _geo_precision(row: Row) -> str:
    found = row.spot
    precision = _PRECISIONS.get(found.precision, "") if found.where else ""
    return "2" if precision == "1" and found.shifted else precision


def _location(row: Row) -> str:
    return cells.joined(row.spot.names)


def _point(at: int, row: Row) -> str:
    return row.spot.point[at]


def _inter(at: int, row: Row) -> str:
    """The kind of a side, which only the forces of a state tell: its own, where the event is in it."""
    side = next(iter(row.sides[at]), None)
    where = row.spot.country
    if side is None or side.actor is None or side.actor.kind != "military" or not (where and side.actor.country):
        return ""
    return _STATE if side.actor.country == where else _EXTERNAL


def _interaction(row: Row) -> str:
    kinds = sorted((_inter(0, row), _inter(1, row)), key=(_STATE, _EXTERNAL, "").index)
    return "-".join(kinds) if all(kinds) else ""


def _first(at: int, row: Row) -> str:
    return next(map(named, row.sides[at]), "")


def _rest(at: int, row: Row) -> str:
    rest: tuple[Side, ...] = row.sides[at][1:]
    return cells.names(rest)


def _id(row: Row) -> str:
    return countries.country(row.spot.country).alpha3 + number(row.told.event.id)


def _timestamp(meta: Meta, _: Row) -> str:
    """When the table was made, in seconds since 1970."""
    try:
        return str(int(datetime.fromisoformat(meta.made).timestamp()))
    except ValueError:
        return ""


COLUMNS: Final[cells.Columns] = {
    "event_id_cnty": _id,
    "event_date": _date,
    "year": _year,
    "time_precision": _time_precision,
    "disorder_type": lambda row: kind(row.told)[0],
    "event_type": lambda row: kind(row.told)[1],
    "sub_event_type": lambda row: kind(row.told)[2],
    "actor1": partial(_first, 0),
    "assoc_actor_1": partial(_rest, 0),
    "inter1": partial(_inter, 0),
    "actor2": partial(_first, 1),
    "assoc_actor_2": partial(_rest, 1),
    "inter2": partial(_inter, 1),
    "interaction": _interaction,
    "civilian_targeting": lambda row: (
        "Civilian targeting" * (row.told.so and kind(row.told)[0] == VIOLENCE and civilian(row.told.targets))
    ),
    "iso": lambda row: countries.country(row.spot.country).number,
    "region": cells.empty,
    "country": lambda row: countries.name(row.spot.country),
    "admin1": lambda row: row.spot.at("region"),
    "admin2": lambda row: row.spot.at("district"),
    "admin3": cells.empty,
    "location": _location,
    "latitude": partial(_point, 0),
    "longitude": partial(_point, 1),
    "geo_precision": _geo_precision,
    "source": lambda row: row.told.document.publisher or "",
    "source_scale": cells.empty,
    "notes": lambda row: noted.notes(row.told),
    "fatalities": lambda row: row.dead.best,
    "tags": cells.empty,
    "timestamp": cells.empty,
}
