"""A real PostgreSQL server for the tests that need one: started when the first asks for it, gone with the last."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

import psycopg
import pytest

from evaluation.postgres_server import binaries, database, started
from sayso.homes import Server
from sayso.ledger.postgres import opening
from sayso.ledger.postgres.binding import literal
from sayso.ledger.postgres.connection import HELD
from sayso.ledger.postgres.shape import shape

TEMPLATE: Final = "empty_ledger"
# What a test left open holds no lock on what is emptied.
_END_OTHERS: Final = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
# Nothing of a test has to outlive a power cut.
_QUICK: Final = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "wal_level=minimal",
    "max_wal_senders=0", "max_wal_size=64MB",
)  # fmt: skip


class Databases:
    """The databases of a server. Each that is asked for is a ledger in which nothing is yet; what was used is emptied
    and used again, as a new one takes longer, and ten megabytes."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._made = 0
        self._idle: list[str] = []
        self._lent: dict[Path, tuple[str, Path]] = {}  # by folder: the database, and what is there as long as it is
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)

    def url(self, name: str) -> str:
        """The address of a database, whether it is there or not."""
        return database(self._socket, name).url

    def close(self) -> None:
        self._admin.close()

    def tell(self, sql: str) -> None:
        """Have the server do something that is of no database."""
        self._admin.execute(sql)

    def empty(self, name: str) -> Server:
        """A new database without tables."""
        self.tell(f"CREATE DATABASE {name}")
        return Server(self.url(name))

    def ledger_for(self, folder: Path) -> Server:
        """The ledger that stands for one in a folder: always the same for the same folder, until it is taken back."""
        folder = folder.resolve()
        if folder not in self._lent:
            self.take_back([known for known, (_, there) in self._lent.items() if not there.exists()])
            there = next(each for each in (folder, *folder.parents) if each.exists())
            self._lent[folder] = (self._idle.pop() if self._idle else self._new(), there)
        name, _ = self._lent[folder]
        return Server(self.url(name))

    def take_back(self, folders: Iterable[Path]) -> None:
        """Have nothing in the ledgers that stand for these folders, and lend them to others."""
        for name, _ in [self._lent.pop(each) for each in {each.resolve() for each in folders} if each in self._lent]:
            with psycopg.connect(self.url(name), autocommit=True) as db:
                db.execute(_END_OTHERS)
                db.execute(_emptying())
            self._idle.append(name)

    def _new(self) -> str:
        if not self._made:
            opening.create(self.empty(TEMPLATE)).close()
        self._made += 1
        name = f"ledger_{self._made}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        return name


@cache
def _emptying() -> str:
    """What makes a ledger an empty one again. Rows are deleted: to truncate a table takes three times as long."""
    told = ["SET session_replication_role = replica"]  # no reference and no trigger counts
    told += [f"DELETE FROM {table}" for table in (*shape().tables, "originals")]
    for table, rows in shape().rows.items():
        told += [f"INSERT INTO {table} VALUES ({', '.join(map(literal, row))})" for row in rows]
    return ";".join([*told, f"UPDATE {HELD} SET rows = 0, tokens = 0"])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """A server of its own for this process."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with started(programs, *_QUICK, in_memory=True) as socket, closing(Databases(socket)) as databases:
        yield databases
