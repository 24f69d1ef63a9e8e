"""The tables of a ledger, and how its database is opened.

A document is its original bytes; a reading is what one version of the reader read from them. Rows are only ever added.
The words of every span of an attribution stand beside the span: that is what `sayso verify` holds against the text.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sayso.errors import LedgerError, NotFoundError

VERSION: Final = 1
APPLICATION: Final = 0x53415953  # "SAYS": tells a ledger from any other SQLite file
DATABASE: Final = "ledger.sqlite"
BUSY_SECONDS: Final = 30

TABLES: Final = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sightings (
    document INTEGER NOT NULL REFERENCES documents,
    url TEXT,
    path TEXT,
    fetched TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sightings_once ON sightings (document, ifnull(url, ''), ifnull(path, ''));

CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    reader TEXT NOT NULL,
    url TEXT,
    media_type TEXT NOT NULL,
    title TEXT,
    author TEXT,
    publisher TEXT,
    published TEXT,
    language TEXT,
    text TEXT NOT NULL,
    UNIQUE (document, reader)
) STRICT;

CREATE TABLE blocks (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    step TEXT NOT NULL,
    message TEXT NOT NULL,
    start INTEGER,
    stop INTEGER,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attributions (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    speaker_kind TEXT,
    reference TEXT,
    act TEXT,
    manner TEXT,
    negated INTEGER,
    outer_key TEXT,
    score REAL NOT NULL,
    UNIQUE (reading, position)
) STRICT;

CREATE TABLE attribution_spans (
    attribution INTEGER NOT NULL REFERENCES attributions,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'hedges')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (attribution, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution_actors (
    attribution INTEGER NOT NULL REFERENCES attributions,
    role TEXT NOT NULL CHECK (role IN ('speakers', 'media', 'addressees', 'about')),
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (attribution, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    path TEXT,
    url TEXT,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    original TEXT
) STRICT;
CREATE UNIQUE INDEX failures_once
    ON failures (ifnull(path, ''), ifnull(url, ''), step, reason, ifnull(original, ''));

CREATE VIRTUAL TABLE said USING fts5 (source, content, tokenize = 'unicode61 remove_diacritics 2');
"""


class Closing:
    """Something that is closed at the end of a `with` block."""

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def as_ledger_errors(folder: Path) -> Iterator[None]:
    """What SQLite and the disk have to complain of, told as a LedgerError that names the ledger."""
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError(f"ledger {folder}: {error}") from error
    except OSError as error:
        raise LedgerError(f"ledger {folder}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "a ledger is a folder, and a file stands there"
    reason = error.strerror or str(error)
    return f"{reason[:1].lower()}{reason[1:]}"


def create(folder: Path) -> sqlite3.Connection:
    """Open the ledger in a folder for writing, making both where there are none."""
    with as_ledger_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _connected(folder) as db:
        _make_tables(db, folder)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
    return db


def open_existing(folder: Path) -> sqlite3.Connection:
    """Open the ledger in a folder for reading only; NotFoundError where there is none."""
    if not (folder / DATABASE).is_file():
        raise NotFoundError(f"{folder}: no ledger there; sayso read PATH makes one")
    with _connected(folder) as db:
        if _version(db, folder) == 0:
            raise NotFoundError(f"{folder}: the ledger there is empty; sayso read PATH fills it")
        db.execute("PRAGMA query_only = ON")
    return db


@contextmanager
def _connected(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection that stays open if what is done with it first succeeds."""
    with as_ledger_errors(folder):
        db = _connect(folder)
        try:
            yield db
        except BaseException:
            db.close()
            raise


def _connect(folder: Path) -> sqlite3.Connection:
    # Threads may share the connection: SQLite is built serialized, and the web serves its pages from several.
    return sqlite3.connect(folder / DATABASE, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _make_tables(db: sqlite3.Connection, folder: Path) -> None:
    if _version(db, folder) == VERSION:
        return
    with transaction(db):
        if _version(db, folder) == 0:  # another process may have been quicker
            for statement in TABLES.split(";\n"):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {VERSION}")


def _version(db: sqlite3.Connection, folder: Path) -> int:
    """The format version of the ledger, 0 for a database in which nothing is yet."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    empty = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION and not empty:
        raise LedgerError(f"{folder / DATABASE} is not a ledger of sayso")
    if version > VERSION:
        raise LedgerError(f"ledger {folder} has format version {version}; this sayso reads up to version {VERSION}")
    return version


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, alone among writers from its first statement on."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
