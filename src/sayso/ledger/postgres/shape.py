"""What the tables of a ledger are made of, whichever database holds them: told by SQLite, of an empty ledger."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from sayso.ledger.days import day_of

WORDS: Final = "USING fts5"

Kind = Literal["TEXT", "INTEGER", "REAL", "BLOB"]


class Table(Struct, frozen=True):
    """A table: its columns with what they hold, its key, those that are never empty, whether it is an index of words,
    and which of its columns name a row of which other table, by which column of that."""

    columns: Mapping[str, Kind]
    key: tuple[str, ...]
    filled: frozenset[str]
    searched: bool = False
    references: tuple[tuple[str, str, str], ...] = ()

    @property
    def numbered(self) -> str | None:
        """The column that a new row gets its number in, where it has none."""
        alone = self.key[0] if len(self.key) == 1 and not self.searched else None
        return alone if alone is not None and self.columns[alone] == "INTEGER" else None


class Shape(Struct, frozen=True):
    """All tables by name, and the statements that make all there is, in SQLite's words: tables, indexes, triggers,
    views."""

    tables: Mapping[str, Table]
    statements: tuple[tuple[str, str, str], ...]  # what is made, its name, the statement
    rows: Mapping[str, tuple[tuple[object, ...], ...]]  # what stands in the tables of an empty ledger


@lru_cache(1)
def shape() -> Shape:
    """That of a ledger of the newest version."""
    from sayso.ledger.schema import STEPS

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.create_function("day_of", 1, day_of, deterministic=True)
        for step in STEPS:
            for statement in step.split(";\n"):
                db.execute(statement)
        made = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        words = {name for kind, name, sql in made if kind == "table" and WORDS in sql}
        shadows = tuple(f"{name}_" for name in words)
        kept = [row for row in made if row[0] != "table" or not _is_shadow(row[1], shadows, words)]
        tables = {name: _table(db, name, name in words) for kind, name, _ in kept if kind == "table"}
        rows = {
            name: tuple(found)
            for name, table in tables.items()
            if not table.searched and (found := db.execute(f"SELECT * FROM {name}").fetchall())
        }
    return Shape(tables, tuple(kept), rows)


def _is_shadow(name: str, shadows: tuple[str, ...], words: set[str]) -> bool:
    """Whether SQLite keeps an index of words in this table, of which it tells as of any other."""
    return name.startswith(shadows) and name.rpartition("_")[0] in words


def _table(db: sqlite3.Connection, name: str, searched: bool) -> Table:
    found = db.execute(f"SELECT name, type, pk, \"notnull\" FROM pragma_table_info('{name}')").fetchall()
    if searched:
        return Table({column: "TEXT" for column, *_ in found}, ("rowid",), frozenset(["rowid"]), True)
    key = tuple(column for column, _, place, _ in sorted(found, key=lambda row: row[2]) if place)
    filled = {column for column, _, _, never in found if never}
    told = db.execute(f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{name}\') ORDER BY id').fetchall()
    references = tuple((column, parent, named or _key(db, parent)) for column, parent, named in told)
    return Table({column: kind for column, kind, *_ in found}, key, frozenset(filled.union(key)), references=references)


def _key(db: sqlite3.Connection, name: str) -> str:
    ((key,),) = db.execute(f"SELECT name FROM pragma_table_info('{name}') WHERE pk")
    return str(key)
