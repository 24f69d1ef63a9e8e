"""A reading as rows of the tables that are only ever added to."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from sayso.ledger.schema import Row
from sayso.records import Attribution, Reading, Stance
from sayso.soundness import one_line

SPAN_ROLES: Final = ("source", "cue", "content", "hedges")
ACTOR_ROLES: Final = ("speakers", "media", "addressees", "about")


def enter_reading(db: sqlite3.Connection, document: int, reading: Reading) -> int:
    """Enter a reading of the document in this row; give the row of the reading."""
    told = reading.document
    cursor = db.execute(
        "INSERT INTO readings (document, reader, url, media_type, title, author, publisher, published, language, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document, reading.reader, told.url, told.media_type, told.title, told.author, told.publisher, told.published,
         told.language, told.text),
    )  # fmt: skip
    key = int(cursor.lastrowid or 0)
    insert(db, "blocks", ((key, i, b.kind, *b.span) for i, b in enumerate(told.blocks)), 5)
    insert(db, "links", ((key, i, *link.span, link.url) for i, link in enumerate(told.links)), 5)
    insert(db, "sentences", ((key, i, *span) for i, span in enumerate(reading.sentences)), 4)
    _enter_attributions(db, key, reading)
    _enter_actors(db, key, reading)
    _enter_mentions(db, key, reading)
    _enter_stances(db, key, reading)
    _enter_references(db, key, reading)
    insert(
        db,
        "problems",
        ((key, i, p.step, p.message, *(p.span or (None, None))) for i, p in enumerate(reading.problems)),
        6,
    )
    return key


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Row], columns: int) -> None:
    """Add rows to a table, all its columns in their order."""
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)


def next_id(db: sqlite3.Connection, table: str) -> int:
    """The first row number of a table that nothing has."""
    return int(db.execute(f"SELECT ifnull(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _enter_attributions(db: sqlite3.Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    first = next_id(db, "attributions")
    numbered = list(enumerate(reading.attributions, first))
    rows = (
        (key, reading_key, key - first, a.id, a.speaker_kind, a.document, a.act, a.manner, a.negated, a.outer, a.score)
        for key, a in numbered
    )
    insert(db, "attributions", rows, 11)
    insert(db, "attribution_spans", (row for key, a in numbered for row in _spans(key, a, SPAN_ROLES, text)), 6)
    insert(db, "attribution_actors", (row for key, a in numbered for row in _actors(key, a, ACTOR_ROLES)), 4)
    db.executemany(
        "INSERT INTO said (rowid, source, content) VALUES (?, ?, ?)",
        ((key, _joined(a.source, text), _joined(a.content, text)) for key, a in numbered),
    )


def _enter_actors(db: sqlite3.Connection, reading_key: int, reading: Reading) -> None:
    first = next_id(db, "actors")
    numbered = list(enumerate(reading.actors, first))
    insert(db, "actors", ((key, reading_key, key - first, a.id, a.name, a.kind, a.country) for key, a in numbered), 7)
    rows = (
        (key, position, alias.text, *(alias.span or (None, None)), alias.defined_here, alias.voice)
        for key, actor in numbered
        for position, alias in enumerate(actor.aliases)
    )
    insert(db, "aliases", rows, 7)


def _enter_mentions(db: sqlite3.Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    rows = (
        (reading_key, i, m.id, *m.span, text[m.span[0] : m.span[1]], m.kind, m.form, m.actor, m.score)
        for i, m in enumerate(reading.mentions)
    )
    insert(db, "mentions", rows, 10)


def _enter_stances(db: sqlite3.Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    first = next_id(db, "stances")
    numbered = list(enumerate(reading.stances, first))
    rows = ((key, reading_key, key - first, s.id, s.kind, s.event, s.place, s.negated, s.voice) for key, s in numbered)
    insert(db, "stances", rows, 9)
    pieces = (row for key, s in numbered for row in _spans(key, s, ("content", "hedges"), text))
    insert(db, "stance_spans", pieces, 6)
    actors = (row for key, s in numbered for row in _actors(key, s, ("holders", "toward")))
    insert(db, "stance_actors", actors, 4)


def _enter_references(db: sqlite3.Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    rows = (
        (reading_key, i, r.id, *r.span, text[r.span[0] : r.span[1]], r.kind, r.publisher, r.author, r.title, r.url,
         r.issuer)
        for i, r in enumerate(reading.references)
    )  # fmt: skip
    insert(db, "cited", rows, 12)


def _spans(key: int, record: Attribution | Stance, roles: Iterable[str], text: str) -> Iterator[Row]:
    for role in roles:
        for position, (start, end) in enumerate(getattr(record, role)):
            yield key, role, position, start, end, text[start:end]


def _actors(key: int, record: Attribution | Stance, roles: Iterable[str]) -> Iterator[Row]:
    for role in roles:
        for position, actor in enumerate(getattr(record, role)):
            yield key, role, position, actor


def _joined(spans: Iterable[tuple[int, int]], text: str) -> str:
    return one_line(text[start:end] for start, end in spans)
