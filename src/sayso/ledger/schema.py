"""How the database of a ledger is opened, made, and brought up from an older version.

What is said here is of SQLite, in a folder; what a ledger in PostgreSQL does instead is in `postgres/opening.py`."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final, Self

from sayso.errors import LedgerError, NotFoundError
from sayso.homes import Home, Server
from sayso.ledger.address_tables import ADDRESSES
from sayso.ledger.classing import join_all
from sayso.ledger.compared_tables import COMPARED
from sayso.ledger.connection import Connection
from sayso.ledger.days import day_of
from sayso.ledger.event_tables import EVENTS
from sayso.ledger.leaves import log_all
from sayso.ledger.log_tables import LOG
from sayso.ledger.named_views import NAMED
from sayso.ledger.tables import ACTORS, DERIVED, ONE_FACT, READINGS, TALLIES, TOLD_AS_READ
from sayso.ledger.told_tables import SELECTED

VERSION: Final = 9
APPLICATION: Final = 0x53415953  # "SAYS": tells a ledger from any other SQLite file
DATABASE: Final = "ledger.sqlite"
BUSY_SECONDS: Final = 30
CACHE: Final = 16_000  # kB of the database that a reader keeps in memory
WRITING: Final = 128_000  # and a writer, who comes by every index of it
STATEMENTS: Final = 500  # that a connection need not prepare again: a page entered takes two hundred
CHECKPOINT: Final = 16_000  # pages of the log before they go where they belong: most are written again and again

# What makes a ledger of each version out of one of the version before it; 0 is a database in which nothing is yet.
STEPS: Final = (
    READINGS, ACTORS + DERIVED + TOLD_AS_READ, TALLIES, EVENTS, SELECTED, ONE_FACT, ADDRESSES, COMPARED, LOG + NAMED,
)  # fmt: skip

JOINING: Final = 5  # the version that keeps who is joined
LOGGING: Final = 9  # that which keeps a log of what was entered

Row = tuple[Any, ...]


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
def as_ledger_errors(home: Home) -> Iterator[None]:
    """What the database and the disk have to complain of, told as a LedgerError that names the ledger."""
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError(f"ledger {home}: {error}") from error
    except OSError as error:
        raise LedgerError(f"ledger {home}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "a ledger is a folder, and a file stands there"
    reason = error.strerror or str(error)
    return f"{reason[:1].lower()}{reason[1:]}"


def create(home: Home) -> Connection:
    """Open a ledger for writing, making it, and the folder that it is in, where there is none."""
    if isinstance(home, Server):
        from sayso.ledger.postgres import opening

        return opening.create(home)
    return create_in(home)


def create_in(folder: Path) -> sqlite3.Connection:
    """The same in a folder."""
    with as_ledger_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _connected(folder) as db:
        _bring_up(db, folder)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{WRITING}")
        db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    return db


def open_existing(home: Home) -> Connection:
    """Open a ledger for reading only; NotFoundError where there is none.

    One of an older version is brought up first; LedgerError where it may not be written.
    """
    if isinstance(home, Server):
        from sayso.ledger.postgres import opening

        return opening.open_existing(home)
    return _open_existing(home)


def _open_existing(folder: Path) -> sqlite3.Connection:
    if not (folder / DATABASE).is_file():
        raise NotFoundError(f"{folder}: no ledger there; sayso read PATH makes one")
    with _connected(folder) as db:
        if _version(db, folder) == 0:
            raise NotFoundError(f"{folder}: the ledger there is empty; sayso read PATH fills it")
        _bring_up(db, folder)
        db.execute("PRAGMA query_only = ON")
        db.execute(f"PRAGMA cache_size = -{CACHE}")
    return db


@contextmanager
def reading_alone(home: Home) -> Iterator[Connection]:
    """A ledger as it is now, for reading, with nothing written there; NotFoundError where there is none.

    Of one of an older version a copy is brought up, which is gone in the end.
    """
    if isinstance(home, Server):
        with as_ledger_errors(home), closing(open_existing(home)) as db:
            db.execute("BEGIN")
            yield db
        return
    with _reading_alone(home) as db:
        yield db


@contextmanager
def _reading_alone(folder: Path) -> Iterator[sqlite3.Connection]:
    with as_ledger_errors(folder), TemporaryDirectory(prefix="sayso-") as copied:
        with connected_alone(folder) as db:
            if _version(db, folder) == VERSION:
                db.execute("BEGIN")
                yield db
                return
            with closing(_connect(Path(copied))) as copy:
                db.backup(copy)
        with closing(_open_existing(Path(copied))) as db:
            yield db


def check_alone(home: Home) -> None:
    """NotFoundError or LedgerError where there is no ledger that this program reads."""
    if isinstance(home, Server):
        open_existing(home).close()
        return
    with as_ledger_errors(home), connected_alone(home):
        pass


@contextmanager
def connected_alone(folder: Path) -> Iterator[sqlite3.Connection]:
    if not (folder / DATABASE).is_file():
        raise NotFoundError(f"{folder}: no ledger there")
    with closing(_connect_alone(folder)) as db:
        if _version(db, folder) == 0:
            raise NotFoundError(f"{folder}: the ledger there is empty")
        yield db


def _connect_alone(folder: Path) -> sqlite3.Connection:
    # The log that a writer keeps, or left, is read and not written back. Where there is none, who reads makes an empty
    # one and takes it away again; where that cannot be, nobody else can write either.
    if (folder / f"{DATABASE}-wal").exists():
        how = "mode=ro"
    else:
        how = "mode=rw" if os.access(folder, os.W_OK) else "immutable=1"
    uri = f"{(folder / DATABASE).resolve().as_uri()}?{how}"
    db = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    db.execute("PRAGMA query_only = ON")
    db.execute("PRAGMA trusted_schema = OFF")
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
    return sqlite3.connect(
        folder / DATABASE,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS,
    )


def _bring_up(db: sqlite3.Connection, folder: Path) -> None:
    version = _version(db, folder)
    if version == VERSION:
        return
    try:
        _take_steps(db, folder)
    except sqlite3.Error as error:
        if version == 0:
            raise
        raise LedgerError(
            f"ledger {folder} has format version {version} and cannot be brought up to {VERSION}: {error}; it has to be"
            " opened once by somebody who may write to it"
        ) from error


def _take_steps(db: sqlite3.Connection, folder: Path) -> None:
    db.create_function("day_of", 1, day_of, deterministic=True)
    with transaction(db):
        version = _version(db, folder)  # another process may have been quicker
        for step in STEPS[version:]:
            for statement in step.split(";\n"):
                db.execute(statement)
        if version < JOINING:
            join_all(db)
        if 0 < version < LOGGING:
            log_all(db)
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
def transaction(db: Connection) -> Iterator[None]:
    """All or nothing, alone among writers from its first statement on."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
