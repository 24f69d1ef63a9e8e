"""Ledgers as older versions left them."""

import sqlite3
from pathlib import Path

from sayso.ledger.connection import Connection
from sayso.ledger.leaves import log_all
from sayso.ledger.schema import APPLICATION, DATABASE, STEPS


def make_older(folder: Path, version: int) -> None:
    """Make of a ledger one of an older version that holds the same, as far as that version could hold it."""
    new, old = folder / DATABASE, folder / "older.sqlite"
    with sqlite3.connect(old) as db:
        for step in STEPS[:version]:
            for statement in step.split(";\n"):
                db.execute(statement.replace("day_of(r.published)", "''"))
        db.execute("ATTACH ? AS new", (str(new),))
        for (table,) in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            _copy(db, table)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    old.rename(new)


def log_anew(db: Connection) -> None:
    """Make the log of a ledger that was changed by hand what it would be if it had been entered so."""
    db.execute("DELETE FROM log")
    log_all(db)


def _copy(db: sqlite3.Connection, table: str) -> None:
    """The rows of a table, of the columns that both versions have; what belongs to an index is filled by itself."""
    index = db.execute(
        "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND type = 'shadow'", (table,)
    )
    there = db.execute("SELECT 1 FROM new.sqlite_schema WHERE name = ?", (table,))
    if index.fetchone() or not there.fetchone():
        return
    names = [row[0] for row in db.execute(f"SELECT name FROM pragma_table_info('{table}', 'main')")]
    known = {row[0] for row in db.execute(f"SELECT name FROM pragma_table_info('{table}', 'new')")}
    virtual = db.execute(
        "SELECT 1 FROM sqlite_schema WHERE name = ? AND sql LIKE 'CREATE VIRTUAL%'", (table,)
    ).fetchone()
    columns = ", ".join([*(["rowid"] if virtual else []), *(name for name in names if name in known)])
    db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
