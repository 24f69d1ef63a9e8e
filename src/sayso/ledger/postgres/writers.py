"""Who writes to a ledger in PostgreSQL: known by a lock that each holds, so that one can tell whether he is alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sayso.ledger.postgres.connection import Connection

_LOCK: Final = "hashtext('sayso writer ' || current_schema())"


def hold(db: Connection) -> None:
    """Be known as one who writes for as long as the connection is open."""
    db.tell(f"SELECT pg_advisory_lock_shared({_LOCK})")


@contextmanager
def held_alone(db: Connection) -> Iterator[bool]:
    """Whether nobody writes; while the block runs, whoever begins to waits."""
    ((alone,),) = db.tell(f"SELECT pg_try_advisory_lock({_LOCK})").fetchall()
    try:
        yield alone
    finally:
        if alone:
            db.tell(f"SELECT pg_advisory_unlock({_LOCK})")
