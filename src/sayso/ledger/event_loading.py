"""Events, figures, places, dates and wordings as they were read, out of their rows."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from msgspec import convert

from sayso.ledger.entering import DATE, FIGURE, PLACE
from sayso.ledger.schema import Row
from sayso.records import Date, Event, EventPlace, Figure, Party, Place, Wording

Rows = Callable[..., list[Row]]
Lists = defaultdict[int, defaultdict[str, list[Any]]]
Thing = TypeVar("Thing", Date, Figure, Place, Wording)

OF_READING: Final = "t.reading = ?"
LISTED: Final = "t.id IN (SELECT value FROM json_each(?))"


def events(rows: Rows, which: str, value: int | str) -> dict[int, Event]:
    """The events for which a condition on `t` holds, by their rows, in the order of their readings."""
    fields = ("id", "type", "date", "status", "negated", "attribution", "voice", "score")
    lists = _lists(rows, which, value)
    found = rows(
        "SELECT t.id, t.key, t.type, t.date, t.status, t.negated, t.attribution, t.voice, t.score FROM events t"
        f" WHERE {which} ORDER BY t.id",
        value,
    )
    return {
        number: convert(dict(zip(fields, told, strict=True)) | {"trigger": ()} | lists[number], Event, strict=False)
        for number, *told in found
    }  # SQLite keeps true and false as 1 and 0


def figures(rows: Rows, reading: int) -> tuple[Figure, ...]:
    """The figures of the reading in this row."""
    return _things(rows, "figures", ", ".join(FIGURE), FIGURE, Figure, reading)


def places(rows: Rows, reading: int) -> tuple[Place, ...]:
    """The places of the reading in this row."""
    return _things(rows, "places", ", ".join(PLACE), PLACE, Place, reading)


def dates(rows: Rows, reading: int) -> tuple[Date, ...]:
    """The dates of the reading in this row."""
    return _things(rows, "dates", ", ".join(DATE), DATE, Date, reading)


def wordings(rows: Rows, reading: int) -> tuple[Wording, ...]:
    """The wordings of the reading in this row."""
    return _things(rows, "wordings", "kind, actor, voice", ("kind", "of", "voice"), Wording, reading)


def _things(
    rows: Rows, table: str, columns: str, fields: tuple[str, ...], kind: type[Thing], reading: int
) -> tuple[Thing, ...]:
    found = rows(f"SELECT key, start, stop, {columns} FROM {table} WHERE reading = ? ORDER BY position", reading)
    return tuple(
        convert({"id": key, "span": (start, end), **dict(zip(fields, told, strict=True))}, kind, strict=False)
        for key, start, end, *told in found
    )


def _lists(rows: Rows, which: str, value: int | str) -> Lists:
    """For each of the events, by its row: field → what stands in it, in its order."""
    found: Lists = defaultdict(lambda: defaultdict(list))
    for number, field, item in _items(rows, which, value):
        found[number][field].append(item)
    return found


def _items(rows: Rows, which: str, value: int | str) -> Iterator[tuple[int, str, Any]]:
    def listed(table: str, role: str, columns: str) -> list[Row]:
        return rows(
            f"SELECT t.id, {role}, {columns} FROM events t JOIN {table} l ON l.event = t.id WHERE {which}"
            " ORDER BY t.id, l.position",
            value,
        )

    for number, role, start, end in listed("event_spans", "l.role", "l.start, l.stop"):
        yield number, role, (start, end)
    for number, role, label in listed("event_labels", "l.role", "l.label"):
        yield number, role, label
    for number, role, actor, start, end in listed("event_parties", "l.role", "l.actor, l.start, l.stop"):
        yield number, role, Party(actor, (start, end))
    for number, field, place, role in listed("event_places", "'places'", "l.place, l.role"):
        yield number, field, EventPlace(place, role)
