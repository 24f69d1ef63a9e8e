"""The original bytes of every page in a table of PostgreSQL, each in a row named after its SHA-256."""

from collections.abc import Iterator
from typing import Final

from sayso.ids import document_id
from sayso.ledger.postgres.binding import literal
from sayso.ledger.postgres.connection import Connection

AT_ONCE: Final = 10_000  # names that are asked for at once


class StoredOriginals:
    """The originals behind a connection. What is kept within a transaction is kept when that is."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keep(self, data: bytes) -> str:
        """Store bytes so that they outlive a power cut once this returns; give their SHA-256."""
        name = document_id(data)
        self._db.tell(
            f"INSERT INTO originals VALUES ({literal(name)}, {literal(data)}) ON CONFLICT (sha256)"
            " DO UPDATE SET data = excluded.data WHERE originals.data <> excluded.data"
        )
        return name

    def read(self, sha256: str) -> bytes:
        """The bytes of this name. FileNotFoundError where there are none."""
        rows = self._db.tell(f"SELECT data FROM originals WHERE sha256 = {literal(sha256)}").fetchall()
        if not rows:
            raise FileNotFoundError(2, "no such original", sha256)
        found: bytes = rows[0][0]
        return found

    def remove(self, sha256: str) -> None:
        """Have no bytes of this name any more."""
        self._db.tell(f"DELETE FROM originals WHERE sha256 = {literal(sha256)}")

    def names(self) -> Iterator[str]:
        """Every name, in order."""
        last = ""
        while rows := self._db.tell(
            f"SELECT sha256 FROM originals WHERE sha256 > {literal(last)} ORDER BY sha256 LIMIT {AT_ONCE}"
        ).fetchall():
            for (name,) in rows:
                yield name
            last = rows[-1][0]
