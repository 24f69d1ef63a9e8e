"""How much room a ledger in PostgreSQL takes, and how it takes less."""

from typing import Final

from sayso.homes import Server
from sayso.ledger.postgres.connection import Connection
from sayso.ledger.postgres.writers import held_alone
from sayso.ledger.schema import Closing

_SIZE: Final = """
SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"""
_UNNAMED: Final = """
FROM originals WHERE sha256 NOT IN (SELECT sha256 FROM documents
UNION SELECT original FROM failures WHERE original IS NOT NULL)
OR sha256 IN (SELECT document FROM redactions)"""


_COUNTED: Final = f"SELECT count(*), coalesce(sum(length(data)), 0)::bigint {_UNNAMED}"


class Room(Closing):
    """The room that the ledger on a server takes."""

    def __init__(self, server: Server, *, writing: bool) -> None:
        self._db = Connection(server, writing=writing)

    def close(self) -> None:
        self._db.close()

    def size(self) -> int:
        """Bytes of all tables with their indexes."""
        return int(self._db.tell(_SIZE).fetchall()[0][0])

    def unnamed(self) -> tuple[int, int]:
        """How many originals no row names, and their bytes."""
        ((count, size),) = self._db.tell(_COUNTED).fetchall()
        return count, size

    def remove_unnamed(self) -> tuple[int, bool]:
        """Remove the originals that no row names; give how many, and whether they were left since others write: they
        may be between storing one and naming it."""
        with held_alone(self._db) as alone:
            if not alone:
                return 0, True
            return self._db.tell(f"DELETE {_UNNAMED}").rowcount, False

    def rewrite(self) -> bool:
        """Have all tables written anew, without what is gone from them; give whether some of that stays since somebody
        reads it."""
        ((looked_on,),) = self._db.execute("VACUUM")
        return bool(looked_on)
