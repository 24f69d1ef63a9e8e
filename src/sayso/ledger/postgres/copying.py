"""A ledger in PostgreSQL copied into a folder, and one in a folder into PostgreSQL: the same rows in the same
tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sayso.errors import InputError
from sayso.homes import Server
from sayso.ledger.originals import FOLDER, FiledOriginals
from sayso.ledger.postgres.binding import hidden
from sayso.ledger.postgres.connection import Connection
from sayso.ledger.postgres.making import statements, version_in
from sayso.ledger.postgres.originals import StoredOriginals
from sayso.ledger.postgres.pieces import SIZE, VECTOR
from sayso.ledger.postgres.shape import Table, shape
from sayso.ledger.postgres.words import size, vector
from sayso.ledger.schema import DATABASE, VERSION, create_in, open_existing

AT_ONCE: Final = 5_000  # rows that are in memory


@contextmanager
def copied_out(server: Server, folder: Path) -> Iterator[StoredOriginals]:
    """Copy the tables of a ledger into a database of SQLite in a folder; what gives the originals of that moment."""
    with closing(Connection(server, writing=False)) as db:
        db.execute("BEGIN")
        with closing(create_in(folder)) as made:
            made.execute("PRAGMA foreign_keys = OFF")  # a table may come before one that it names
            made.execute("PRAGMA synchronous = OFF")  # it is synced as a whole
            made.execute("BEGIN")
            for name, table in shape().tables.items():
                _copy_out(db, made, name, table)
            made.execute("COMMIT")
            made.execute("PRAGMA journal_mode = DELETE")  # all of it is in one file
        yield StoredOriginals(db)


def check_empty(server: Server) -> None:
    """InputError where the database holds a ledger already, LedgerError where it holds something else."""
    with closing(Connection(server, writing=False)) as db:
        _check_empty(db, server)


def copy_in(folder: Path, server: Server) -> None:
    """Make the ledger in a folder one on a server: all of it, or nothing."""
    open_existing(folder).close()  # brings it up, if it is of an older version
    uri = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as source,
        closing(Connection(server, writing=True)) as db,
    ):
        db.tell("BEGIN")
        _check_empty(db, server)
        db.tell(";\n".join((*statements(), f"INSERT INTO ledger VALUES ({VERSION}); SET CONSTRAINTS ALL DEFERRED")))
        for name, table in shape().tables.items():
            _copy_in(source, db, name, table)
        originals, kept = FiledOriginals(folder / FOLDER), StoredOriginals(db)
        for name in originals.names():
            kept.keep(originals.read(name))
        db.execute("COMMIT")
        db.tell(f"ANALYZE {', '.join(shape().tables)}")


def _check_empty(db: Connection, server: Server) -> None:
    if version_in(db, server):
        raise InputError(f"{server}: there is a ledger already, and nothing is overwritten")


def _columns(table: Table) -> tuple[str, ...]:
    return ("rowid", *table.columns) if table.searched else tuple(table.columns)


def _copy_out(db: Connection, made: sqlite3.Connection, name: str, table: Table) -> None:
    columns = _columns(table)
    made.execute(f"DELETE FROM {name}")
    insert = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    order = f" ORDER BY {', '.join(table.key)}" if table.key else ""
    db.tell(f"DECLARE part NO SCROLL CURSOR FOR SELECT {', '.join(columns)} FROM {name}{order}")
    while rows := db.tell(f"FETCH {AT_ONCE} FROM part").fetchall():
        made.executemany(insert, rows)
    db.tell("CLOSE part")


def _copy_in(source: sqlite3.Connection, db: Connection, name: str, table: Table) -> None:
    columns = _columns(table)
    if name in shape().rows:
        db.tell(f"DELETE FROM {name}")
    rows = source.execute(f"SELECT {', '.join(columns)} FROM {name}")
    if table.searched:
        db.copy(name, (*columns, VECTOR, SIZE), map(_searched, rows))
    else:
        db.copy(name, columns, map(_held, rows))


def _searched(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row of an index of words with what PostgreSQL finds it by."""
    return (*_held(row), vector(row[1:]), size(row[1:]))


def _held(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(hidden(value) if isinstance(value, str) else value for value in row)
