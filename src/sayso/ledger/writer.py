"""The only way into a ledger: originals first, then one transaction for a document and all that was read from it."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.errors import InputError, SpanError
from sayso.ids import document_id
from sayso.ledger.originals import FOLDER, Originals
from sayso.ledger.schema import Closing, as_ledger_errors, create, transaction
from sayso.records import Attribution, Page, Reading, Sighting
from sayso.soundness import check, one_line

Row = tuple[Any, ...]

SPAN_ROLES = ("source", "cue", "content", "hedges")
ACTOR_ROLES = ("speakers", "media", "addressees", "about")


class Writer(Closing):
    """Opens the ledger in a folder, making it where there is none. Adding what is there already changes nothing."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._originals = Originals(self.folder / FOLDER)
        self._db = create(self.folder)

    def close(self) -> None:
        self._db.close()

    def add(self, page: Page, reading: Reading) -> bool:
        """Enter a page and what was read from it; False if this reader's reading of it was there.

        A reading that may not be written raises SpanError or InputError, after a failure row with the reason.
        """
        try:
            _check(page, reading)
        except (InputError, SpanError) as error:
            self.fail("ledger", str(error), page=page)
            raise
        return self._enter([(page, reading)]) == 1

    def add_many(self, pages: Iterable[tuple[Page, Reading]]) -> int:
        """Enter several pages in one transaction, all or none; give the number of readings that are new.

        Those that may not be written become failure rows; the others are entered.
        """
        return self._enter([(page, reading) for page, reading in pages if self._may_enter(page, reading)])

    def fail(
        self, step: str, reason: str, *, page: Page | None = None, path: str | None = None, url: str | None = None
    ) -> None:
        """Enter that a page could not be read. Of a page whose bytes came, the original is kept for a later reader."""
        if page is not None:
            path, url = page.path, page.url
        row = tuple(_storable(value) for value in (path, url, step, reason))
        with as_ledger_errors(self.folder):
            original = None if page is None else self._originals.keep(page.data)
            with transaction(self._db):
                self._db.execute(
                    "INSERT OR IGNORE INTO failures (path, url, step, reason, time, original)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (*row, datetime.now(UTC).isoformat(timespec="seconds"), original),
                )

    def _may_enter(self, page: Page, reading: Reading) -> bool:
        try:
            _check(page, reading)
        except (InputError, SpanError) as error:
            self.fail("ledger", str(error), page=page)
            return False
        return True

    def _enter(self, pages: list[tuple[Page, Reading]]) -> int:
        with as_ledger_errors(self.folder):
            for page, _ in pages:
                self._originals.keep(page.data)
            with transaction(self._db):
                return sum(self._enter_page(page, reading) for page, reading in pages)

    def _enter_page(self, page: Page, reading: Reading) -> bool:
        sha256 = reading.document.id
        self._db.execute("INSERT INTO documents (sha256) VALUES (?) ON CONFLICT DO NOTHING", (sha256,))
        document = int(self._db.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()[0])
        here = Sighting(url=page.url, path=page.path, fetched=page.fetched)
        self._db.executemany(
            "INSERT OR IGNORE INTO sightings (document, url, path, fetched) VALUES (?, ?, ?, ?)",
            ((document, s.url, s.path, s.fetched) for s in (*reading.document.sightings, here)),
        )
        known = self._db.execute(
            "SELECT 1 FROM readings WHERE document = ? AND reader = ?", (document, reading.reader)
        ).fetchone()
        if known is None:
            _insert_reading(self._db, document, reading)
        return known is None


def _check(page: Page, reading: Reading) -> None:
    if reading.document.id != document_id(page.data):
        raise InputError(f"{page.path or page.url}: the reading is not one of these bytes")
    check(reading)


def _storable(value: str | None) -> str | None:
    return None if value is None else value.encode(errors="backslashreplace").decode()


def _insert_reading(db: sqlite3.Connection, document: int, reading: Reading) -> None:
    told = reading.document
    cursor = db.execute(
        "INSERT INTO readings (document, reader, url, media_type, title, author, publisher, published, language, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document, reading.reader, told.url, told.media_type, told.title, told.author, told.publisher, told.published,
         told.language, told.text),
    )  # fmt: skip
    key = cursor.lastrowid
    _insert(db, "blocks", ((key, i, b.kind, *b.span) for i, b in enumerate(told.blocks)), 5)
    _insert(db, "links", ((key, i, *link.span, link.url) for i, link in enumerate(told.links)), 5)
    _insert(db, "sentences", ((key, i, *span) for i, span in enumerate(reading.sentences)), 4)
    _insert(
        db,
        "problems",
        ((key, i, p.step, p.message, *(p.span or (None, None))) for i, p in enumerate(reading.problems)),
        6,
    )
    _insert_attributions(db, key, reading)


def _insert_attributions(db: sqlite3.Connection, reading_key: int | None, reading: Reading) -> None:
    text = reading.document.text
    first = db.execute("SELECT ifnull(max(id), 0) + 1 FROM attributions").fetchone()[0]
    numbered = list(enumerate(reading.attributions, first))
    rows = (
        (key, reading_key, key - first, a.id, a.speaker_kind, a.document, a.act, a.manner, a.negated, a.outer, a.score)
        for key, a in numbered
    )
    _insert(db, "attributions", rows, 11)
    _insert(db, "attribution_spans", (row for key, a in numbered for row in _span_rows(key, a, text)), 6)
    _insert(db, "attribution_actors", (row for key, a in numbered for row in _actor_rows(key, a)), 4)
    db.executemany(
        "INSERT INTO said (rowid, source, content) VALUES (?, ?, ?)",
        ((key, _joined(a.source, text), _joined(a.content, text)) for key, a in numbered),
    )


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Row], columns: int) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)


def _span_rows(key: int, attribution: Attribution, text: str) -> Iterator[Row]:
    for role in SPAN_ROLES:
        for position, (start, end) in enumerate(getattr(attribution, role)):
            yield key, role, position, start, end, text[start:end]


def _actor_rows(key: int, attribution: Attribution) -> Iterator[Row]:
    for role in ACTOR_ROLES:
        for position, actor in enumerate(getattr(attribution, role)):
            yield key, role, position, actor


def _joined(spans: Iterable[tuple[int, int]], text: str) -> str:
    return one_line(text[start:end] for start, end in spans)
