"""Which reading of a document came before which, whatever their rows: merged ledgers have the same ones in others."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from sayso.ledger.connection import Connection

NEWEST_FIRST: Final = "ORDER BY entered DESC, turn DESC, reader DESC"


class Turn(NamedTuple):
    """When a reading was entered, and its place among those of its document that were so at the same time."""

    entered: str
    turn: int


def next_turn(db: Connection, document: int) -> Turn:
    """That of a reading that is entered now, behind all that the document in this row has."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    last = db.execute(f"SELECT entered, turn FROM readings WHERE document = ? {NEWEST_FIRST} LIMIT 1", (document,))
    entered, turn = last.fetchone() or ("", 0)
    return Turn(now, 0) if now > entered else Turn(entered, turn + 1)
