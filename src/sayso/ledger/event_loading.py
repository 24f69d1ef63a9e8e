"""Events, figures, places, dates and wordings as they were read, out of their rows."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from sayso.ledger.schema import Row
from sayso.records import Date, Event, EventPlace, Figure, Party, Place, Wording

Rows = Callable[..., list[Row]]
Roles = dict[str, list[Any]]
Value = int | str

OF_READINGS: Final = "t.reading IN (SELECT value FROM json_each(?))"
LISTED: Final = "t.id IN (SELECT value FROM json_each(?))"
_NOTHING: Final[Roles] = {}


def events(rows: Rows, which: str, value: Value) -> dict[int, Event]:
    """The events for which a condition on `t` holds, by their rows, in the order of their readings."""
    return {number: event for _, number, event in events_of(rows, which, value)}


def events_of(rows: Rows, which: str, value: Value) -> list[tuple[int, int, Event]]:
    """The same, each with the row of its reading and its own."""
    lists = _lists(rows, which, value)
    found = []
    for reading, number, key, type, date, status, negated, attribution, voice, score in rows(
        "SELECT t.reading, t.id, t.key, t.type, t.date, t.status, t.negated, t.attribution, t.voice, t.score"
        f" FROM events t WHERE {which} ORDER BY t.id",
        value,
    ):
        told = lists.get(number, _NOTHING)
        found.append((reading, number, Event(
            id=key, type=type, modes=of(told, "modes"), contexts=of(told, "contexts"), trigger=of(told, "trigger"),
            actors=of(told, "actors"), targets=of(told, "targets"), object=of(told, "object"),
            places=of(told, "places"), date=date, status=status, negated=bool(negated), hedges=of(told, "hedges"),
            attribution=attribution, voice=voice, score=score,
        )))  # fmt: skip
    return found


def of(roles: Roles, role: str) -> tuple[Any, ...]:
    """What stands in a role."""
    found = roles.get(role)
    return tuple(found) if found else ()


def figures(rows: Rows, readings: str) -> dict[int, list[Figure]]:
    """The figures of the readings in these rows (a JSON list), by reading."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for reading, key, start, end, low, high, open, approximate, unit, what, outcome, event, voice in rows(
        "SELECT t.reading, t.key, t.start, t.stop, t.low, t.high, t.open, t.approximate, t.unit, t.what, t.outcome,"
        f" t.event, t.voice FROM figures t WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        readings,
    ):
        found[reading].append(Figure(
            id=key, span=(start, end), low=low, high=high, open=bool(open), approximate=bool(approximate), unit=unit,
            what=what, outcome=outcome, event=event, voice=voice,
        ))  # fmt: skip
    return found


def places(rows: Rows, readings: str) -> dict[int, list[Place]]:
    """The places of the readings in these rows, by reading."""
    found: dict[int, list[Place]] = defaultdict(list)
    for reading, key, start, end, name, relation, geonames, latitude, longitude, country, precision, score in rows(
        "SELECT t.reading, t.key, t.start, t.stop, t.name, t.relation, t.geonames, t.latitude, t.longitude, t.country,"
        f" t.precision, t.score FROM places t WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        readings,
    ):
        found[reading].append(Place(
            id=key, span=(start, end), name=name, relation=relation, geonames=geonames, latitude=latitude,
            longitude=longitude, country=country, precision=precision, score=score,
        ))  # fmt: skip
    return found


def dates(rows: Rows, readings: str) -> dict[int, list[Date]]:
    """The dates of the readings in these rows, by reading."""
    found: dict[int, list[Date]] = defaultdict(list)
    for reading, key, start, end, first, last, precision, rule in rows(
        "SELECT t.reading, t.key, t.start, t.stop, t.first, t.last, t.precision, t.rule FROM dates t"
        f" WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        readings,
    ):
        found[reading].append(Date(id=key, span=(start, end), first=first, last=last, precision=precision, rule=rule))
    return found


def wordings(rows: Rows, readings: str) -> dict[int, list[Wording]]:
    """The wordings of the readings in these rows, by reading."""
    found: dict[int, list[Wording]] = defaultdict(list)
    for reading, key, start, end, kind, actor, voice in rows(
        "SELECT t.reading, t.key, t.start, t.stop, t.kind, t.actor, t.voice FROM wordings t"
        f" WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        readings,
    ):
        found[reading].append(Wording(id=key, span=(start, end), kind=kind, of=actor, voice=voice))
    return found


def _lists(rows: Rows, which: str, value: Value) -> dict[int, Roles]:
    """For each of the events, by its row: field → what stands in it, in its order."""

    def listed(table: str, role: str, columns: str) -> list[Row]:
        return rows(
            f"SELECT l.event, {role}, {columns} FROM events t JOIN {table} l ON l.event = t.id WHERE {which}"
            " ORDER BY l.event, l.position",
            value,
        )

    found: dict[int, Roles] = defaultdict(lambda: defaultdict(list))
    for number, role, start, end in listed("event_spans", "l.role", "l.start, l.stop"):
        found[number][role].append((start, end))
    for number, role, label in listed("event_labels", "l.role", "l.label"):
        found[number][role].append(label)
    for number, role, actor, start, end in listed("event_parties", "l.role", "l.actor, l.start, l.stop"):
        found[number][role].append(Party(actor, (start, end)))
    for number, place, role in listed("event_places", "l.place", "l.role"):
        found[number]["places"].append(EventPlace(place, role))
    return found
