"""Whether the log is that of what a ledger holds: every entry a leaf, every leaf its entry or a gap that is told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from sayso.ledger.audit import gaps
from sayso.ledger.connection import Connection
from sayso.ledger.leaves import Kind, leaves
from sayso.ledger.merkle import leaf_hash

_OTHERS: Final[tuple[Kind, ...]] = ("sighting", "failure", "judgement", "redaction")

Entry = tuple[str, int]  # kind and row
Now = tuple[str | None, bytes]  # the document's SHA-256 and the hash of the leaf, as the rows are now


class Logged(Struct, frozen=True):
    """A leaf as the log has it: its position, the entry it is of, the SHA-256 of the document, its hash."""

    position: int
    entry: Entry
    document: str | None
    hash: bytes


def others(db: Connection) -> dict[Entry, Now]:
    """What the entries that are no readings are now."""
    return {(kind, leaf.entry): (leaf.document, leaf_hash(leaf.data)) for kind in _OTHERS for leaf in leaves(db, kind)}


def log_faults(
    db: Connection, readings: Iterable[tuple[int, str | None, bytes]], rest: Mapping[Entry, Now]
) -> Iterator[str]:
    """What is wrong with the log, given for each reading its row, its document, and the hash of its leaf as its rows
    are now, and of all that is no reading the same."""
    rows = db.execute("SELECT position, kind, entry, lower(hex(document)), hash FROM log ORDER BY position")
    log = [Logged(position, (kind, entry), of or None, told) for position, kind, entry, of, told in rows]
    yield from _holes(log)
    gone: set[int] = set()
    for gap in gaps(db):
        gone.update(gap.leaves)
        yield from _not_gone(db, gap.document, {each.position: each for each in log}, gap.leaves)
    now: dict[Entry, Now] = {("reading", key): (document, told) for key, document, told in readings}
    last = {each.entry: each for each in log if each.position not in gone}
    yield from _unlike(db, last, {**now, **rest})


def replaced(db: Connection) -> Iterator[str]:
    """A line for each entry that gave way to another in merging, of which the log has leaves of both."""
    gone = {position for gap in gaps(db) for position in gap.leaves}
    known: dict[Entry, int] = {}
    for position, kind, entry, document in db.execute(
        "SELECT position, kind, entry, lower(hex(document)) FROM log ORDER BY position"
    ):
        if position in gone:
            continue
        if (kind, entry) in known:
            yield (
                f"{_called((kind, entry), document)}: leaf {position} stands for what leaf {known[kind, entry]} was,"
                " as ledgers were merged"
            )
        known[kind, entry] = position


def _holes(log: list[Logged]) -> Iterator[str]:
    for position, each in enumerate(log):
        if each.position != position:
            yield f"log: leaf {position} is missing"
            return


def _not_gone(db: Connection, document: str, log: Mapping[int, Logged], covered: Iterable[int]) -> Iterator[str]:
    name = f"redaction of document {document}"
    if db.execute("SELECT 1 FROM documents WHERE sha256 = ?", (document,)).fetchone():
        yield f"{name}: the document is there"
    for position in covered:
        leaf = log.get(position)
        if leaf is None or (leaf.document != document and leaf.entry[0] != "judgement"):
            yield f"{name}: leaf {position} of the log is not one of it"


def _unlike(db: Connection, last: Mapping[Entry, Logged], now: Mapping[Entry, Now]) -> Iterator[str]:
    for entry, each in last.items():
        name = f"{_called(entry, each.document)} (leaf {each.position} of the log)"
        if entry not in now:
            yield f"{name}: it is not there any more"
        elif now[entry] != (each.document, each.hash):
            yield f"{name}: it is not what was entered"
    for entry in now.keys() - last.keys():
        yield f"{_called(entry, _document(db, entry))}: it is not in the log"


def _called(entry: Entry, document: str | None) -> str:
    kind, key = entry
    return f"{kind} {key}{f' of document {document}' if document else ''}"


def _document(db: Connection, entry: Entry) -> str | None:
    kind, key = entry
    table = {"reading": "readings", "sighting": "sightings", "judgement": "judgements"}.get(kind)
    if table is None:
        return None
    found = db.execute(
        f"SELECT d.sha256 FROM {table} t LEFT JOIN documents d ON d.id = t.document WHERE t.id = ?", (key,)
    ).fetchone()
    return None if found is None else found[0]
