"""A reading as the leaves of a tree of its own, so that one attribution of it can be proved without the others.

Every part is a JSON list that begins with a table's name: what the page is (`readings`), then each table of the
reading in which there is anything, whole, then each attribution and each event with all that hangs on it. Rows have
their columns as told here; the row numbers of one ledger do not come in. What is told here never changes: columns that
a later version adds are to be told in parts of their own.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, json

from sayso.ledger.connection import Connection
from sayso.ledger.merkle import leaf_hash

HEADER: Final = "url, media_type, title, author, publisher, published, language, text"
_THING: Final = "start, stop, words"
# By table, its columns behind `reading`.
FLAT: Final = {
    "blocks": "position, kind, start, stop",
    "links": "position, start, stop, url",
    "sentences": "position, start, stop",
    "problems": "position, step, message, start, stop",
    "actors": "position, key, name, kind, country",
    "mentions": f"position, key, {_THING}, kind, form, actor, score",
    "figures": f"position, key, {_THING}, low, high, open, approximate, unit, what, outcome, event, voice",
    "places": f"position, key, {_THING}, name, relation, geonames, latitude, longitude, country, precision, score",
    "dates": f"position, key, {_THING}, first, last, precision, rule",
    "wordings": f"position, key, {_THING}, kind, actor, voice",
    "cited": f"position, key, {_THING}, kind, publisher, author, title, url, issuer",
    "stances": "position, key, kind, event, place, negated, voice",
    "document_vectors": "vector",
    "attributions": "position, key, speaker_kind, reference, act, manner, negated, outer_key, score",
    "events": "position, key, type, date, status, negated, attribution, voice, score",
}
# By table, the one on whose rows it hangs, and its columns behind that row.
BELOW: Final = {
    "aliases": ("actors", "position, text, start, stop, defined_here, voice"),
    "stance_spans": ("stances", f"role, position, {_THING}"),
    "stance_actors": ("stances", "role, position, actor"),
    "attribution_vectors": ("attributions", "vector"),
    "attribution_spans": ("attributions", f"role, position, {_THING}"),
    "attribution_actors": ("attributions", "role, position, actor"),
    "event_spans": ("events", f"role, position, {_THING}"),
    "event_labels": ("events", "role, position, label"),
    "event_parties": ("events", f"role, position, actor, {_THING}"),
    "event_places": ("events", "position, place, role"),
}
# What is proved one by one, with what hangs on each.
SINGLE: Final = {
    "attributions": ("attribution_spans", "attribution_actors"),
    "events": ("event_spans", "event_labels", "event_parties", "event_places"),
}
_WHOLE: Final = tuple(
    table for table in (*FLAT, *BELOW) if not any(table == thing or table in SINGLE[thing] for thing in SINGLE)
)

Rows = list[tuple[Any, ...]]
Grouped = dict[int, Rows]


class ReadingRows(Struct, frozen=True):
    """The row of a reading, its columns as `HEADER` tells them, and by table the rows of it: those of `FLAT`, and those
    of `BELOW`, each behind the position of the row on which it hangs."""

    entry: int
    header: tuple[Any, ...]
    tables: Mapping[str, Rows]


def _flat(table: str) -> str:
    order = "" if table == "document_vectors" else ", position"
    return f"SELECT reading, {FLAT[table]} FROM {table} WHERE reading BETWEEN ? AND ? ORDER BY reading{order}"


def _below(table: str) -> str:
    things, columns = BELOW[table]
    told = ", ".join(f"l.{column}" for column in columns.split(", "))
    order = ", ".join(f"l.{column}" for column in ("role", "position") if column in columns.split(", "))
    return (
        f"SELECT t.reading, t.position, {told} FROM {things} t CROSS JOIN {table} l ON l.{things.removesuffix('s')} ="
        f" t.id WHERE t.reading BETWEEN ? AND ? ORDER BY t.reading, t.position{order and f', {order}'}"
    )


_QUERIES: Final = {table: _flat(table) for table in FLAT} | {table: _below(table) for table in BELOW}
_HEADERS: Final = f"SELECT id, {HEADER} FROM readings WHERE id BETWEEN ? AND ? ORDER BY id"


def reading_rows(db: Connection, first: int, last: int) -> Iterator[ReadingRows]:
    """All rows of the readings in these rows, from the first to the last."""
    grouped = {table: _grouped(db, sql, first, last) for table, sql in _QUERIES.items()}
    for key, *header in db.execute(_HEADERS, (first, last)):
        here = {table: rows for table, found in grouped.items() if (rows := found.get(key))}
        yield ReadingRows(key, tuple(header), here)


def parts(reading: ReadingRows) -> list[bytes]:
    """The parts of a reading, of which the leaves of its tree are hashes."""
    tables = reading.tables
    made = [json.encode(["readings", reading.header])]
    made += [json.encode([table, rows]) for table in _WHOLE if (rows := tables.get(table))]
    for things, below in SINGLE.items():
        if own := tables.get(things):
            made += _singly(things, own, [(table, tables.get(table, [])) for table in below])
    return made


def hashed(told: list[bytes]) -> list[bytes]:
    """The leaves of a reading's tree."""
    return [leaf_hash(part) for part in told]


def _grouped(db: Connection, sql: str, first: int, last: int) -> Grouped:
    found: Grouped = defaultdict(list)
    for row in db.execute(sql, (first, last)):
        found[row[0]].append(row[1:])
    return found


def _singly(things: str, own: Rows, below: list[tuple[str, Rows]]) -> Iterator[bytes]:
    hanging = [(table, _by_first(rows)) for table, rows in below]
    for row in own:
        yield json.encode([things, row, *([table, found.get(row[0], [])] for table, found in hanging)])


def _by_first(rows: Rows) -> Grouped:
    found: Grouped = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found
