"""Whether a ledger still holds what it says it holds: originals under their hashes, words at their spans."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sayso.ids import document_id
from sayso.ledger.classing import wrongly_joined
from sayso.ledger.derived import derived, entered
from sayso.ledger.judgements import all_verdicts
from sayso.ledger.loading import load, newest
from sayso.ledger.originals import FOLDER, Originals
from sayso.ledger.schema import as_ledger_errors, open_existing
from sayso.soundness import collapsed

_SPANS: Final = """
    SELECT 'attribution', a.key, s.role, s.start, s.stop, s.words FROM attributions a
        JOIN attribution_spans s ON s.attribution = a.id WHERE a.reading = ?1
    UNION ALL
    SELECT 'stance', a.key, s.role, s.start, s.stop, s.words FROM stances a
        JOIN stance_spans s ON s.stance = a.id WHERE a.reading = ?1
    UNION ALL
    SELECT 'event', a.key, s.role, s.start, s.stop, s.words FROM events a
        JOIN event_spans s ON s.event = a.id WHERE a.reading = ?1
    UNION ALL
    SELECT 'event', a.key, s.role, s.start, s.stop, s.words FROM events a
        JOIN event_parties s ON s.event = a.id WHERE a.reading = ?1
    UNION ALL
    SELECT 'figure', key, ifnull(outcome, 'number'), start, stop, words FROM figures WHERE reading = ?1
    UNION ALL
    SELECT 'place', key, name, start, stop, words FROM places WHERE reading = ?1
    UNION ALL
    SELECT 'date', key, precision, start, stop, words FROM dates WHERE reading = ?1
    UNION ALL
    SELECT 'wording', key, kind, start, stop, words FROM wordings WHERE reading = ?1
    UNION ALL
    SELECT 'mention', key, form, start, stop, words FROM mentions WHERE reading = ?1
    UNION ALL
    SELECT 'reference', key, kind, start, stop, words FROM cited WHERE reading = ?1
"""


def faults(folder: Path | str) -> Iterator[str]:
    """One line for each thing that is wrong, naming it; nothing for a sound ledger.

    An original that no row names is no fault: a reading that was cut short leaves one, and reading again takes it up.
    """
    folder = Path(folder)
    db = open_existing(folder)
    try:
        with as_ledger_errors(folder):
            yield from _database(db)
            yield from _originals(db, Originals(folder / FOLDER))
            yield from _readings(db)
            yield from _derived(db)
    finally:
        db.close()


def _database(db: sqlite3.Connection) -> Iterator[str]:
    for (message,) in db.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"database: {message}"
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"{table}, row {row}: what it belongs to is missing from {parent}"
    for (sha256,) in db.execute(
        "SELECT sha256 FROM documents d WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.document = d.id)"
    ):
        yield f"document {sha256}: there is no reading of it"
    for (key,) in db.execute("SELECT key FROM attributions WHERE id NOT IN (SELECT rowid FROM said)"):
        yield f"attribution {key}: missing from the search"


def _originals(db: sqlite3.Connection, originals: Originals) -> Iterator[str]:
    kept = set()
    for name, path in originals.names():
        kept.add(name)
        try:
            actual = document_id(path.read_bytes())
        except OSError as error:
            yield f"original {name}: cannot be read: {error.strerror}"
            continue
        if actual != name:
            yield f"original {name}: its bytes have another SHA-256, {actual}"
    for (sha256,) in db.execute("SELECT sha256 FROM documents ORDER BY id"):
        if sha256 not in kept:
            yield f"document {sha256}: its original is missing"
    for original, place in db.execute(
        "SELECT original, ifnull(path, url) FROM failures WHERE original IS NOT NULL ORDER BY id"
    ):
        if original not in kept:
            yield f"failure {place}: its original {original} is missing"


def _readings(db: sqlite3.Connection) -> Iterator[str]:
    for key, sha256, reader, text in db.execute(
        "SELECT r.id, d.sha256, r.reader, r.text FROM readings r JOIN documents d ON d.id = r.document ORDER BY r.id"
    ):
        name = f"document {sha256[:12]}, reader {reader}"
        yield from (f"{name}: {fault}" for fault in _words(db, key, text))
        yield from (f"{name}: {fault}" for fault in _names(db, key, text))
        yield from (f"{name}: {fault}" for fault in _bounds(db, key, text))


def _words(db: sqlite3.Connection, reading: int, text: str) -> Iterator[str]:
    for kind, key, role, start, end, words in db.execute(_SPANS, (reading,)):
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            yield f"{kind} {key}, {role} {start}–{end}: the text says {text[start:end]!r}, not {words!r}"


def _names(db: sqlite3.Connection, reading: int, text: str) -> Iterator[str]:
    """A name is told on one line, however it stands on the page."""
    for key, start, end, name in db.execute(
        "SELECT a.key, l.start, l.stop, l.text FROM actors a JOIN aliases l ON l.actor = a.id"
        " WHERE a.reading = ? AND l.start IS NOT NULL ORDER BY a.id, l.position",
        (reading,),
    ):
        if not 0 <= start < end <= len(text) or collapsed(text, (start, end)) != name:
            yield f"alias of actor {key} {start}–{end}: the text says {text[start:end]!r}, not {name!r}"


def _bounds(db: sqlite3.Connection, reading: int, text: str) -> Iterator[str]:
    for table in ("blocks", "links", "sentences", "problems"):
        for start, end in db.execute(
            f"SELECT start, stop FROM {table} WHERE reading = ? AND start IS NOT NULL ORDER BY position", (reading,)
        ):
            if not 0 <= start < end <= len(text):
                yield f"{table}: span {start}–{end} is not within the text of {len(text)} characters"


def _derived(db: sqlite3.Connection) -> Iterator[str]:
    for actor in wrongly_joined(db):
        yield f"actor {actor}: with whom it is joined, or how much there is of it, is not what its documents hold"
    for document, sha256 in db.execute(
        "SELECT id, sha256 FROM documents d WHERE EXISTS (SELECT 1 FROM readings WHERE document = d.id) ORDER BY id"
    ):
        reading = load(db, newest(db, document))
        if entered(db, document) != derived(reading, all_verdicts(db, document, reading)):
            yield f"document {sha256}: what is derived of it is not what follows from its reading and its judgements"
