"""A reading as rows of the tables that are only ever added to."""

from collections.abc import Iterable, Iterator
from typing import Final

from sayso.ledger.connection import Connection
from sayso.ledger.schema import Row
from sayso.ledger.turns import Turn, next_turn
from sayso.records import Attribution, Date, Event, Figure, Place, Reading, Span, Stance, Wording
from sayso.soundness import one_line

SPAN_ROLES: Final = ("source", "cue", "content", "hedges")
ACTOR_ROLES: Final = ("speakers", "media", "addressees", "about")
EVENT_ROLES: Final = ("trigger", "object", "hedges")
# The columns behind the span and its words, in their order.
FIGURE: Final = ("low", "high", "open", "approximate", "unit", "what", "outcome", "event", "voice")
PLACE: Final = ("name", "relation", "geonames", "latitude", "longitude", "country", "precision", "score")
DATE: Final = ("first", "last", "precision", "rule")

# The tables of a reading, those that hang on the rows of others by these.
_BELOW: Final = {
    "attributions": ("attribution_spans", "attribution_actors", "attribution_vectors"),
    "actors": ("aliases",),
    "events": ("event_spans", "event_labels", "event_parties", "event_places"),
    "stances": ("stance_spans", "stance_actors"),
}
_OF_READING: Final = (
    "blocks", "links", "sentences", "mentions", "figures", "places", "dates", "wordings", "cited", "problems",
    "document_vectors",
)  # fmt: skip

Thing = Figure | Place | Date | Wording


def enter_reading(
    db: Connection, document: int, reading: Reading, turn: Turn | None = None, key: int | None = None
) -> int:
    """Enter a reading of the document in this row, as its newest unless told otherwise; give the row of the reading,
    which is `key` if that is told."""
    told = reading.document
    turn = turn or next_turn(db, document)
    cursor = db.execute(
        "INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language,"
        " text, entered, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, document, reading.reader, told.url, told.media_type, told.title, told.author, told.publisher,
         told.published, told.language, told.text, *turn),
    )  # fmt: skip
    key = int(cursor.lastrowid or 0)
    insert(db, "blocks", ((key, i, b.kind, *b.span) for i, b in enumerate(told.blocks)), 5)
    insert(db, "links", ((key, i, *link.span, link.url) for i, link in enumerate(told.links)), 5)
    insert(db, "sentences", ((key, i, *span) for i, span in enumerate(reading.sentences)), 4)
    _enter_attributions(db, key, reading)
    _enter_actors(db, key, reading)
    _enter_mentions(db, key, reading)
    _enter_events(db, key, reading)
    _enter_things(db, key, reading)
    _enter_stances(db, key, reading)
    _enter_references(db, key, reading)
    insert(
        db,
        "problems",
        ((key, i, p.step, p.message, *(p.span or (None, None))) for i, p in enumerate(reading.problems)),
        6,
    )
    return key


def forget_reading(db: Connection, key: int) -> None:
    """Take out the reading in this row, of which nothing is derived any more, for another to be put there."""
    there = "SELECT id FROM {} WHERE reading = ?"
    db.execute(f"DELETE FROM said WHERE rowid IN ({there.format('attributions')})", (key,))
    for things, tables in _BELOW.items():
        column = things.removesuffix("s")
        for table in tables:
            db.execute(f"DELETE FROM {table} WHERE {column} IN ({there.format(things)})", (key,))
    for table in (*_BELOW, *_OF_READING):
        db.execute(f"DELETE FROM {table} WHERE reading = ?", (key,))
    db.execute("DELETE FROM readings WHERE id = ?", (key,))


def insert(db: Connection, table: str, rows: Iterable[Row], columns: int) -> None:
    """Add rows to a table, all its columns in their order."""
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)


def next_id(db: Connection, table: str) -> int:
    """The first row number of a table that nothing has."""
    return int(db.execute(f"SELECT ifnull(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _enter_attributions(db: Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    first = next_id(db, "attributions")
    numbered = list(enumerate(reading.attributions, first))
    rows = (
        (key, reading_key, key - first, a.id, a.speaker_kind, a.document, a.act, a.manner, a.negated, a.outer, a.score)
        for key, a in numbered
    )
    insert(db, "attributions", rows, 11)
    insert(db, "attribution_spans", (row for key, a in numbered for row in _spans(key, a, SPAN_ROLES, text)), 6)
    insert(db, "attribution_actors", (row for key, a in numbered for row in _items(key, a, ACTOR_ROLES)), 4)
    if reading.vectors is not None:
        insert(db, "document_vectors", [(reading_key, reading.vectors.document)], 2)
        told = zip(numbered, reading.vectors.attributions, strict=True)
        insert(db, "attribution_vectors", ((key, vector) for (key, _), vector in told), 2)
    db.executemany(
        "INSERT INTO said (rowid, source, content) VALUES (?, ?, ?)",
        ((key, _joined(a.source, text), _joined(a.content, text)) for key, a in numbered),
    )


def _enter_actors(db: Connection, reading_key: int, reading: Reading) -> None:
    first = next_id(db, "actors")
    numbered = list(enumerate(reading.actors, first))
    insert(db, "actors", ((key, reading_key, key - first, a.id, a.name, a.kind, a.country) for key, a in numbered), 7)
    rows = (
        (key, position, alias.text, *(alias.span or (None, None)), alias.defined_here, alias.voice)
        for key, actor in numbered
        for position, alias in enumerate(actor.aliases)
    )
    insert(db, "aliases", rows, 7)


def _enter_mentions(db: Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    rows = (
        (reading_key, i, m.id, *_said(text, m.span), m.kind, m.form, m.actor, m.score)
        for i, m in enumerate(reading.mentions)
    )
    insert(db, "mentions", rows, 10)


def _enter_events(db: Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    first = next_id(db, "events")
    numbered = list(enumerate(reading.events, first))
    rows = (
        (key, reading_key, key - first, e.id, e.type, e.date, e.status, e.negated, e.attribution, e.voice, e.score)
        for key, e in numbered
    )
    insert(db, "events", rows, 11)
    insert(db, "event_spans", (row for key, e in numbered for row in _spans(key, e, EVENT_ROLES, text)), 6)
    insert(db, "event_labels", (row for key, e in numbered for row in _items(key, e, ("modes", "contexts"))), 4)
    parties = (
        (key, role, position, party.actor, *_said(text, party.span))
        for key, event in numbered
        for role in ("actors", "targets")
        for position, party in enumerate(getattr(event, role))
    )
    insert(db, "event_parties", parties, 7)
    places = ((key, i, each.place, each.role) for key, event in numbered for i, each in enumerate(event.places))
    insert(db, "event_places", places, 4)


def _enter_things(db: Connection, reading_key: int, reading: Reading) -> None:
    """What stands at one span and has one row: figures, places, dates, wordings."""

    def rows(things: Iterable[Thing], *fields: str) -> Iterator[Row]:
        for position, thing in enumerate(things):
            values = (getattr(thing, field) for field in fields)
            yield reading_key, position, thing.id, *_said(reading.document.text, thing.span), *values

    insert(db, "figures", rows(reading.figures, *FIGURE), 15)
    insert(db, "places", rows(reading.places, *PLACE), 14)
    insert(db, "dates", rows(reading.dates, *DATE), 10)
    insert(db, "wordings", rows(reading.wordings, "kind", "of", "voice"), 9)


def _enter_stances(db: Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    first = next_id(db, "stances")
    numbered = list(enumerate(reading.stances, first))
    rows = ((key, reading_key, key - first, s.id, s.kind, s.event, s.place, s.negated, s.voice) for key, s in numbered)
    insert(db, "stances", rows, 9)
    pieces = (row for key, s in numbered for row in _spans(key, s, ("content", "hedges"), text))
    insert(db, "stance_spans", pieces, 6)
    actors = (row for key, s in numbered for row in _items(key, s, ("holders", "toward")))
    insert(db, "stance_actors", actors, 4)


def _enter_references(db: Connection, reading_key: int, reading: Reading) -> None:
    text = reading.document.text
    rows = (
        (reading_key, i, r.id, *_said(text, r.span), r.kind, r.publisher, r.author, r.title, r.url,
         r.issuer)
        for i, r in enumerate(reading.references)
    )  # fmt: skip
    insert(db, "cited", rows, 12)


def _said(text: str, span: Span) -> tuple[int, int, str]:
    """A span and its words."""
    return *span, text[span[0] : span[1]]


def _spans(key: int, record: Attribution | Event | Stance, roles: Iterable[str], text: str) -> Iterator[Row]:
    for role in roles:
        for position, (start, end) in enumerate(getattr(record, role)):
            yield key, role, position, start, end, text[start:end]


def _items(key: int, record: Attribution | Event | Stance, roles: Iterable[str]) -> Iterator[Row]:
    for role in roles:
        for position, item in enumerate(getattr(record, role)):
            yield key, role, position, item


def _joined(spans: Iterable[tuple[int, int]], text: str) -> str:
    return one_line(text[start:end] for start, end in spans)
