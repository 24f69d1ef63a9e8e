"""The database behind a ledger, asked past the ledger: for tests that damage it, or look at every row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sayso.homes import Home, Server, address_of
from sayso.ledger import connection, writer
from sayso.ledger.originals import FOLDER
from sayso.ledger.postgres.connection import Connection
from sayso.ledger.postgres.originals import StoredOriginals
from sayso.ledger.schema import DATABASE

Row = tuple[Any, ...]


@contextmanager
def raw(folder: Path, *, guarded: bool = False) -> Iterator[connection.Connection]:
    """The database behind the ledger that a test has in a folder, whichever it is. It takes SQL as SQLite has it and
    keeps what is done when the block ends well. Neither references nor triggers count, unless it is `guarded`; in
    PostgreSQL one of the latter gives rows their numbers, so these are to be told."""
    home = home_of(folder)
    if isinstance(home, Server):
        with closing(Connection(home, writing=True)) as db:
            if not guarded:
                db.tell("SET session_replication_role = replica")
            yield db
        return
    with closing(sqlite3.connect(folder / DATABASE)) as file, file:
        triggers = [] if guarded else _triggers(file)
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        if guarded:
            file.execute("PRAGMA foreign_keys = ON")
        yield file
        for _, sql in triggers:
            file.execute(sql)


def home_of(folder: Path) -> Home:
    """Where the ledger really is."""
    found: Home = vars(writer)["home_of"](folder)  # as tests have it changed
    return found


def address(folder: Path) -> str:
    """What tells another process where the ledger is."""
    return address_of(home_of(folder))


def dump(folder: Path) -> list[Row]:
    """Every row of every table. Not sqlite3's own dump, which ends a text at its first NUL."""
    with raw(folder, guarded=True) as db:
        if isinstance(db, Connection):
            found = "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
            tables = sorted(name for (name,) in db.tell(found))
            return [
                (table, *row) for table in tables for row in db.tell(f"SELECT * FROM {table} AS t ORDER BY t::text")
            ]
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return [(table, *row) for table in tables for row in db.execute(f"SELECT * FROM {table}")]


def disk(folder: Path) -> list[tuple[str, bytes]]:
    """What the ledger takes on the disk: each file, by its name."""
    home = home_of(folder)
    if isinstance(home, Server):
        with closing(Connection(home, writing=True)) as db:
            db.tell("CHECKPOINT")  # what the server has in memory alone is on the disk then
            told = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
            ((data, number),) = db.tell(told)
        folder = Path(data) / "base" / str(number)
    return [(path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]


def state(folder: Path) -> object:
    """Another one as soon as anything is written: the files of a ledger, or the rows of one on a server."""
    if isinstance(home_of(folder), Server):
        return dump(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def originals(folder: Path) -> dict[str, bytes]:
    """The originals that are there, and whatever else is where they are."""
    home = home_of(folder)
    if isinstance(home, Server):
        with closing(Connection(home, writing=False)) as db:
            kept = StoredOriginals(db)
            return {name: kept.read(name) for name in kept.names()}
    files = (path for path in (folder / FOLDER).rglob("*") if path.is_file())
    return {path.parent.name + path.name: path.read_bytes() for path in files}


def lay(folder: Path, sha256: str, data: bytes | None) -> None:
    """Have these bytes stand for an original, or none."""
    home = home_of(folder)
    if isinstance(home, Server):
        with closing(Connection(home, writing=True)) as db:
            db.tell(f"DELETE FROM originals WHERE sha256 = '{sha256}'")
            if data is not None:
                db.tell(f"INSERT INTO originals VALUES ('{sha256}', '\\x{data.hex()}')")
        return
    path = folder / FOLDER / sha256[:2] / sha256[2:]
    path.unlink(missing_ok=True)
    if data is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def columns(db: connection.Connection, table: str) -> set[str]:
    """The columns of a table."""
    if isinstance(db, Connection):
        told = f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0"
        return {name for (name,) in db.tell(told)}
    return {name for (name,) in db.execute(f"SELECT name FROM pragma_table_info('{table}')")}


def references(db: connection.Connection) -> set[tuple[str, str]]:
    """Which tables have rows that belong to a row of another, and to which."""
    if isinstance(db, Connection):
        told = "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
        return set(db.tell(told))
    return {
        (table, parent)
        for (table,) in db.execute("SELECT name FROM pragma_table_list WHERE type = 'table'")
        for _, _, parent, *_ in db.execute(f"PRAGMA foreign_key_list({table})")
    }


def _triggers(file: sqlite3.Connection) -> list[Row]:
    return file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
