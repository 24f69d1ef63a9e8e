"""A connection to a ledger in PostgreSQL that is asked as one to SQLite is.

What SQLite has its own words for beside SQL is told in PostgreSQL's: who begins to write waits for others who do, who
begins to read sees one moment until the end. What PostgreSQL complains of is raised as the error that SQLite has for
it. A result is in memory as a whole.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.string import TextLoader

from sayso.homes import Server
from sayso.ledger.postgres.binding import bound, query_of, shown
from sayso.ledger.postgres.pieces import Marking, Translated
from sayso.ledger.postgres.shape import shape
from sayso.ledger.postgres.translating import translated
from sayso.ledger.postgres.words import count_of, highlighted, ranked

WAITING: Final = 30  # seconds for whoever writes
HELD: Final = "words_held"  # how many rows and tokens each index of words has
TOGETHER: Final = 1_000_000  # characters of rows that are sent in one statement
AT_ONCE: Final = 200  # statements that are sent at once


def _orphans() -> str:
    """What tells the rows that name one which is not there: their table and number, and the table of the other."""
    return " UNION ALL ".join(
        f"SELECT '{name}', {table.numbered or 'NULL'}::bigint, '{parent}', NULL::bigint FROM {name} AS child"
        f" WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {parent} WHERE {parent}.{key} = child.{column})"
        for name, table in shape().tables.items()
        for column, parent, key in table.references
    )


# The questions are laid out by hand, row by row along an index. A planner that guesses at them, having no statistics of
# what has just come, would read whole tables.
_SESSION: Final = """
SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET client_min_messages = warning; SET jit = off;
SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off;"""
_OWN: Final = {
    "BEGIN": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "BEGIN IMMEDIATE": "BEGIN; LOCK TABLE changes IN EXCLUSIVE MODE",
    "COMMIT": "COMMIT",
    "ROLLBACK": "ROLLBACK",
    "PRAGMA data_version": "SELECT pg_current_snapshot()::text",
    "PRAGMA defer_foreign_keys = ON": "SET CONSTRAINTS ALL DEFERRED",
    "PRAGMA foreign_key_check": _orphans(),
    "PRAGMA integrity_check": "SELECT 'ok'",  # a server is not asked for more than whether it reads its pages
}
_REWRITING: Final = f"VACUUM (FULL, VERBOSE, ANALYZE) {', '.join(shape().tables)}, originals"
# How many rows are gone and still there: what the detail begins with, in any language.
_DEAD: Final = re.compile(r"\s*(\d+)")
_OWN_WORDS: Final = ("SAVEPOINT ", "ROLLBACK TO ", "RELEASE ", "ALTER TABLE ")

Row = tuple[Any, ...]


class Cursor:
    """What came of a statement: its rows, read once; the number of a row that is new."""

    def __init__(self, rows: list[Row] | None = None, lastrowid: int | None = None, rowcount: int = -1) -> None:
        self._rows = iter(rows or ())
        self.lastrowid = lastrowid
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def fetchone(self) -> Row | None:
        return next(self._rows, None)

    def fetchall(self) -> list[Row]:
        return list(self._rows)


class Connection:
    """Connects to the database of a ledger, to read only or to write too."""

    def __init__(self, server: Server, *, writing: bool) -> None:
        with _as_sqlite():
            self._pg = psycopg.connect(server.url, autocommit=True, cursor_factory=psycopg.ClientCursor)
            self._pg.adapters.register_loader("text", _Text)
            self._pg.adapters.register_loader("numeric", _Number)
            self._pg.execute(
                f"{_SESSION} SET lock_timeout = '{WAITING}s';"
                f" SET default_transaction_read_only = {'off' if writing else 'on'}"
            )

    @property
    def in_transaction(self) -> bool:
        return self._pg.info.transaction_status != TransactionStatus.IDLE

    def close(self) -> None:
        self._pg.close()

    def __del__(self) -> None:
        if hasattr(self, "_pg"):  # it was connected
            self._pg.close()

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Cursor:
        """What comes of a statement in SQLite's words; of VACUUM, whether what was gone is still on the disk since
        somebody reads it. sqlite3.Error where it cannot be done."""
        if sql == "VACUUM":
            return Cursor([(self._rewritten(),)])
        if (own := _own(sql)) is not None:
            self._check_whole(sql)
            return self.tell(own)
        asked = translated(sql)
        if asked is None:
            return Cursor()
        return self._result(asked, self.tell(self._bound(asked, values)), values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Cursor:
        """Have a statement done for each row of values."""
        asked = translated(sql)
        if asked is not None:
            for text in self._many(asked, rows):
                self.tell(text)
        return Cursor()

    def tell(self, sql: str) -> Cursor:
        """What comes of a statement, or several, in PostgreSQL's words."""
        with _as_sqlite():
            cursor = self._pg.execute(sql)
            rows = cursor.fetchall() if cursor.description is not None else None
            return Cursor(rows, rowcount=cursor.rowcount)

    def copy(self, table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
        """Enter many rows in one go, as they are to be held: into these columns of a table."""
        with _as_sqlite(), self._pg.cursor() as cursor:
            command = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with cursor.copy(command) as copy:
                for row in rows:
                    copy.write_row(row)

    def _rewritten(self) -> bool:
        left_out: list[str] = []
        dead: list[int] = []

        def note(told: psycopg.errors.Diagnostic) -> None:
            if told.severity_nonlocalized == "WARNING":  # it leaves out what it may not write, and goes on
                left_out.append(told.message_primary or "")
            elif found := _DEAD.match(told.message_detail or ""):
                dead.append(int(found[1]))

        self._pg.add_notice_handler(note)
        try:
            self.tell(_REWRITING)
        except sqlite3.OperationalError as error:
            if isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                return True
            raise
        finally:
            self._pg.remove_notice_handler(note)
        if left_out:
            raise sqlite3.OperationalError(left_out[0])
        return any(dead)

    def _check_whole(self, sql: str) -> None:
        """PostgreSQL takes it that who ends what has failed takes it back, and says nothing."""
        if sql == "COMMIT" and self._pg.info.transaction_status == TransactionStatus.INERROR:
            raise sqlite3.OperationalError("what was begun has failed, and cannot be kept")

    def _many(self, asked: Translated, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
        gathered: list[str] = []
        length = 0
        for values in rows:
            gathered.append(bound(asked.row or asked.head, values, self._rank))
            length += len(gathered[-1])
            if length > TOGETHER or (asked.row is None and len(gathered) == AT_ONCE):
                yield _joined(asked, gathered)
                gathered, length = [], 0
        if gathered:
            yield _joined(asked, gathered)

    def _bound(self, asked: Translated, values: Sequence[Any]) -> str:
        pieces = (piece for piece in (asked.head, asked.row, asked.tail) if piece is not None)
        return "".join(bound(piece, values, self._rank) for piece in pieces)

    def _result(self, asked: Translated, cursor: Cursor, values: Sequence[Any]) -> Cursor:
        if asked.numbered:
            new = cursor.fetchone()
            return Cursor(lastrowid=None if new is None else new[0], rowcount=cursor.rowcount)
        if asked.markings:
            return Cursor([_marked(row, asked.markings, values) for row in cursor])
        return cursor

    def _rank(self, table: str, match: str) -> str:
        """What tells how well a row of an index of words answers a query, by how much there is of each word."""
        query = query_of(match, table)
        ((rows, tokens),) = self.tell(f"SELECT rows, tokens FROM {HELD} WHERE name = '{table}'").fetchall()
        counts = [self.tell(count_of(phrase, table)).fetchall()[0][0] for phrase in query.phrases]
        return ranked(query, table, rows, tokens, counts)


def _own(sql: str) -> str | None:
    return sql if sql.startswith(_OWN_WORDS) else _OWN.get(sql)


def _joined(asked: Translated, gathered: list[str]) -> str:
    if asked.row is None:
        return ";".join(gathered)
    return f"{asked.head.texts[0]}{','.join(gathered)}{asked.tail.texts[0] if asked.tail else ''}"


def _marked(row: Row, markings: Iterable[Marking], values: Sequence[Any]) -> Row:
    told = list(row)
    for each in markings:
        query = query_of(values[each.query], each.table)
        told[each.place] = highlighted(row[each.place], each.column, query, values[each.before], values[each.behind])
    return tuple(told)


class _Text(TextLoader):
    def load(self, data: Any) -> str:
        return shown(super().load(data))  # type: ignore[arg-type]


class _Number(psycopg.adapt.Loader):
    """Sums of numbers come without a bound to them."""

    def load(self, data: Any) -> int | float:
        told = bytes(data).decode()
        return int(told) if "." not in told and told.lstrip("-").isdigit() else float(told)


@contextmanager
def _as_sqlite() -> Iterator[None]:
    try:
        yield
    except psycopg.errors.LockNotAvailable as error:
        raise sqlite3.OperationalError("database is locked") from error
    except (psycopg.IntegrityError, psycopg.errors.RaiseException) as error:
        raise sqlite3.IntegrityError(_reason(error)) from error
    except (psycopg.OperationalError, psycopg.errors.ReadOnlySqlTransaction) as error:
        raise sqlite3.OperationalError(_reason(error)) from error
    except psycopg.Error as error:
        raise sqlite3.DatabaseError(_reason(error)) from error


def _reason(error: psycopg.Error) -> str:
    return error.diag.message_primary or str(error).strip().partition("\n")[0]
