"""What the law makes one delete: a document, and all that was read from it or said of it, gives way to a gap.

What goes is gone from the disk too. What stays are the hashes of its leaves in the log, the document's SHA-256, by
which its bytes are known when they come again, and a leaf that tells why and when.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from msgspec import json

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.ledger.audit import gaps
from sayso.ledger.classing import join
from sayso.ledger.comparing import Comparing
from sayso.ledger.connection import Connection
from sayso.ledger.derived import forget
from sayso.ledger.entering import forget_reading
from sayso.ledger.leaves import log
from sayso.ledger.originals import Originals
from sayso.ledger.pairs import PAIRS
from sayso.ledger.schema import transaction

_OF_IT: Final = f"document = ?1 OR (value = ?2 AND kind IN {PAIRS})"
_SEARCHES: Final = ("said", "called", "headed", "happened_at")


def redact(db: Connection, originals: Originals, document: str, reason: str) -> bool:
    """Put a gap in the place of a document (its id); False where there was one, and only what was left on the disk is
    cleared away. InputError for no reason, NotFoundError for no such document."""
    if not reason.strip():
        raise InputError("a redaction needs a reason")
    there = db.execute("SELECT id FROM documents WHERE sha256 = ?", (document,)).fetchone()
    known = db.execute("SELECT 1 FROM redactions WHERE document = ?", (document,)).fetchone()
    if there is None and known is None:
        raise NotFoundError(f"document {document}: the ledger has none of this id")
    if isinstance(db, sqlite3.Connection):
        db.execute("PRAGMA secure_delete = ON")
    if there is not None:
        with transaction(db):
            _replace(db, there[0], document, reason)
    originals.remove(document)
    _clear(db)
    return there is not None


def is_redacted(db: Connection, document: str) -> bool:
    return db.execute("SELECT 1 FROM redactions WHERE document = ?", (document,)).fetchone() is not None


def check_not_redacted(db: Connection, document: str) -> None:
    """Raise InputError for a document (its id) in whose place there is a gap."""
    found = db.execute("SELECT time, reason FROM redactions WHERE document = ?", (document,)).fetchone()
    if found is not None:
        raise InputError(f"document {document[:12]} was redacted at {found[0]}: {found[1]}")


def _replace(db: Connection, row: int, document: str, reason: str) -> None:
    before = forget(db, row)
    Comparing(db).forget_all()  # by which signs it was found is known to who compares alone
    judged = [key for (key,) in db.execute(f"SELECT id FROM judgements WHERE {_OF_IT} ORDER BY id", (row, document))]
    back = f"SELECT id FROM judgements WHERE retracts IN ({', '.join(map(str, judged)) or 'NULL'}) ORDER BY id"
    judged += [key for (key,) in db.execute(back)]
    gone = {
        "reading": _keys(db, "SELECT id FROM readings WHERE document = ?", row),
        "sighting": _keys(db, "SELECT id FROM sightings WHERE document = ?", row),
        "failure": _keys(db, "SELECT id FROM failures WHERE original = ?", document),
        "judgement": judged,
    }
    covered = {position for gap in gaps(db) for position in gap.leaves}
    left = sorted(
        position
        for position, kind, entry in db.execute("SELECT position, kind, entry FROM log")
        if entry in gone.get(kind, ()) and position not in covered
    )
    _delete(db, gone)
    db.execute("DELETE FROM addresses WHERE document = ?", (document,))
    db.execute("DELETE FROM documents WHERE id = ?", (row,))
    join(db, row, before)
    db.execute("UPDATE changes SET number = number + 1, rebuilt = rebuilt + 1")  # nobody may keep it in memory
    new = db.execute(
        "INSERT INTO redactions (document, reason, time, leaves) VALUES (?, ?, ?, ?)",
        (document, reason, datetime.now(UTC).isoformat(timespec="seconds"), json.encode(left).decode()),
    )
    log(db, "redaction", (int(new.lastrowid or 0),))


def _delete(db: Connection, gone: dict[str, list[int]]) -> None:
    with _deleting(db):
        for key in reversed(gone["judgement"]):  # what takes back before what is taken back
            db.execute("DELETE FROM judgements WHERE id = ?", (key,))
    for key in gone["reading"]:
        forget_reading(db, key)
    for kind in ("sighting", "failure"):
        db.executemany(f"DELETE FROM {kind}s WHERE id = ?", ((key,) for key in gone[kind]))


@contextmanager
def _deleting(db: Connection) -> Iterator[None]:
    """While this block runs judgements may be deleted; by nobody else, within a transaction."""
    if not isinstance(db, sqlite3.Connection):
        db.execute("ALTER TABLE judgements DISABLE TRIGGER judgements_kept")
        yield
        db.execute("ALTER TABLE judgements ENABLE TRIGGER judgements_kept")
        return
    (kept,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'judgements_kept'").fetchone()
    db.execute("DROP TRIGGER judgements_kept")
    yield
    db.execute(kept)


def _clear(db: Connection) -> None:
    """Take what was deleted off the disk: words in the indexes of searches, pages of the database that are free, its
    log of writes."""
    if isinstance(db, sqlite3.Connection):
        for table in _SEARCHES:
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        db.execute("VACUUM")
        looked_on, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    else:
        ((looked_on,),) = db.execute("VACUUM")
    if looked_on:
        raise LedgerError("what was redacted is out of the ledger, but somebody reads it: redact it again later, so"
                          " that its bytes leave the disk too")  # fmt: skip


def _keys(db: Connection, sql: str, value: int | str) -> list[int]:
    return [key for (key,) in db.execute(sql, (value,))]
