"""A reading as it was, out of its rows."""

import sqlite3
from typing import Any

from msgspec import convert

from sayso.ledger.event_loading import OF_READING, dates, events, figures, places, wordings
from sayso.ledger.schema import Row
from sayso.ledger.turns import NEWEST_FIRST
from sayso.records import (
    Actor,
    Alias,
    Attribution,
    Block,
    Document,
    Link,
    Mention,
    Problem,
    Reading,
    Reference,
    Sighting,
    Span,
    Stance,
    Vectors,
)

Lists = dict[int, dict[str, tuple[Any, ...]]]

NEWEST = "r.id = (SELECT l.reading FROM latest l WHERE l.document = r.document)"

FIRST_SEEN = "ORDER BY fetched, ifnull(url, ''), ifnull(path, '')"


def newest(db: sqlite3.Connection, document: int) -> int:
    """The row of the newest reading of the document in this row."""
    return int(
        db.execute(f"SELECT id FROM readings WHERE document = ? {NEWEST_FIRST} LIMIT 1", (document,)).fetchone()[0]
    )


def load(db: sqlite3.Connection, key: int) -> Reading:
    """The reading in this row of the readings."""
    document, reader, sha256, url, media_type, title, author, publisher, published, language, text = _rows(
        db,
        "SELECT d.id, r.reader, d.sha256, r.url, r.media_type, r.title, r.author, r.publisher, r.published,"
        " r.language, r.text FROM readings r JOIN documents d ON d.id = r.document WHERE r.id = ?",
        key,
    )[0]

    def rows(sql: str, *values: int) -> list[Row]:
        return db.execute(sql, values).fetchall()

    return Reading(
        reader=reader,
        document=Document(
            id=sha256, url=url, media_type=media_type, title=title, author=author, publisher=publisher,
            published=published, language=language, text=text, blocks=_blocks(db, key), links=_links(db, key),
            sightings=_sightings(db, document),
        ),
        sentences=tuple(_rows(db, "SELECT start, stop FROM sentences WHERE reading = ? ORDER BY position", key)),
        actors=_actors(db, key),
        mentions=_mentions(db, key),
        attributions=_attributions(db, key),
        events=tuple(events(rows, OF_READING, key).values()),
        figures=figures(rows, key),
        places=places(rows, key),
        dates=dates(rows, key),
        stances=_stances(db, key),
        wordings=wordings(rows, key),
        references=_references(db, key),
        problems=_problems(db, key),
        vectors=_vectors(db, key),
    )  # fmt: skip


def _blocks(db: sqlite3.Connection, key: int) -> tuple[Block, ...]:
    rows = _rows(db, "SELECT kind, start, stop FROM blocks WHERE reading = ? ORDER BY position", key)
    return tuple(Block(kind, (start, end)) for kind, start, end in rows)


def _links(db: sqlite3.Connection, key: int) -> tuple[Link, ...]:
    rows = _rows(db, "SELECT start, stop, url FROM links WHERE reading = ? ORDER BY position", key)
    return tuple(Link((start, end), url) for start, end, url in rows)


def _sightings(db: sqlite3.Connection, document: int) -> tuple[Sighting, ...]:
    rows = _rows(db, f"SELECT url, path, fetched FROM sightings WHERE document = ? {FIRST_SEEN}", document)
    return tuple(Sighting(url=url, path=path, fetched=fetched) for url, path, fetched in rows)


def _problems(db: sqlite3.Connection, key: int) -> tuple[Problem, ...]:
    rows = _rows(db, "SELECT step, message, start, stop FROM problems WHERE reading = ? ORDER BY position", key)
    return tuple(Problem(step, message, _span(start, end)) for step, message, start, end in rows)


def _vectors(db: sqlite3.Connection, key: int) -> Vectors | None:
    document = _rows(db, "SELECT vector FROM document_vectors WHERE reading = ?", key)
    if not document:
        return None
    rows = _rows(
        db,
        "SELECT v.vector FROM attributions a JOIN attribution_vectors v ON v.attribution = a.id WHERE a.reading = ?"
        " ORDER BY a.position",
        key,
    )
    return Vectors(document=document[0][0], attributions=tuple(vector for (vector,) in rows))


def _attributions(db: sqlite3.Connection, key: int) -> tuple[Attribution, ...]:
    rows = _rows(
        db,
        "SELECT id, key, speaker_kind, reference, act, manner, negated, outer_key, score FROM attributions"
        " WHERE reading = ? ORDER BY position",
        key,
    )
    lists = _lists(db, "attribution", key)
    fields = ("id", "speaker_kind", "document", "act", "manner", "negated", "outer", "score")
    return tuple(
        convert(
            dict(zip(fields, row, strict=True)) | {"source": (), "cue": (), "content": ()} | lists.get(number, {}),
            Attribution,
            strict=False,  # SQLite keeps true and false as 1 and 0
        )
        for number, *row in rows
    )


def _actors(db: sqlite3.Connection, key: int) -> tuple[Actor, ...]:
    rows = _rows(db, "SELECT id, key, name, kind, country FROM actors WHERE reading = ? ORDER BY position", key)
    aliases: dict[int, list[Alias]] = {number: [] for number, *_ in rows}
    for number, text, start, end, here, voice in _rows(
        db,
        "SELECT l.actor, l.text, l.start, l.stop, l.defined_here, l.voice FROM actors a"
        " JOIN aliases l ON l.actor = a.id WHERE a.reading = ? ORDER BY a.id, l.position",
        key,
    ):
        aliases[number].append(Alias(text=text, span=_span(start, end), defined_here=bool(here), voice=voice))
    return tuple(
        Actor(id=actor, name=name, kind=kind, country=country, aliases=tuple(aliases[number]))
        for number, actor, name, kind, country in rows
    )


def _mentions(db: sqlite3.Connection, key: int) -> tuple[Mention, ...]:
    rows = _rows(
        db,
        "SELECT key, start, stop, kind, form, actor, score FROM mentions WHERE reading = ? ORDER BY position",
        key,
    )
    return tuple(
        Mention(id=mention, span=(start, end), kind=kind, form=form, actor=actor, score=score)
        for mention, start, end, kind, form, actor, score in rows
    )


def _stances(db: sqlite3.Connection, key: int) -> tuple[Stance, ...]:
    rows = _rows(
        db,
        "SELECT id, key, kind, event, place, negated, voice FROM stances WHERE reading = ? ORDER BY position",
        key,
    )
    lists = _lists(db, "stance", key)
    return tuple(
        Stance(
            id=stance, kind=kind, event=event, place=place, negated=bool(negated), voice=voice, **lists.get(number, {})
        )
        for number, stance, kind, event, place, negated, voice in rows
    )


def _references(db: sqlite3.Connection, key: int) -> tuple[Reference, ...]:
    rows = _rows(
        db,
        "SELECT key, start, stop, kind, publisher, author, title, url, issuer FROM cited"
        " WHERE reading = ? ORDER BY position",
        key,
    )
    return tuple(
        Reference(
            id=cited, span=(start, end), kind=kind, publisher=publisher, author=author, title=title, url=url,
            issuer=issuer,
        )
        for cited, start, end, kind, publisher, author, title, url, issuer in rows
    )  # fmt: skip


def _lists(db: sqlite3.Connection, thing: str, reading: int) -> Lists:
    """For each attribution or stance of a reading, by its row: role → the spans or actors that it has there."""
    found: Lists = {}
    for table, columns in ((f"{thing}_spans", "start, stop"), (f"{thing}_actors", "actor")):
        rows = _rows(
            db,
            f"SELECT l.{thing}, l.role, {columns} FROM {thing}s t JOIN {table} l ON l.{thing} = t.id"
            f" WHERE t.reading = ? ORDER BY t.id, l.role, l.position",
            reading,
        )
        for number, role, *value in rows:
            item: Span | str = (value[0], value[1]) if len(value) == 2 else value[0]
            roles = found.setdefault(number, {})
            roles[role] = (*roles.get(role, ()), item)
    return found


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)


def _rows(db: sqlite3.Connection, sql: str, key: int) -> list[Row]:
    return db.execute(sql, (key,)).fetchall()
