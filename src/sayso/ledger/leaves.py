"""What the leaves of the log are hashes of, and how they come into it.

A leaf is a JSON object, made of the rows of what was entered: the same rows give the same bytes. That of a reading
tells the root of the tree of its parts (`parts.py`).
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, Literal

from msgspec import Struct, json

from sayso.ledger.connection import Connection
from sayso.ledger.merkle import leaf_hash, root
from sayso.ledger.parts import ReadingRows, hashed, parts, reading_rows

Kind = Literal["sighting", "reading", "failure", "judgement", "redaction"]
AT_ONCE: Final = 200  # readings whose rows are in memory together
LAST: Final = (1 << 63) - 1

_SIGHTING: Final = ("document", "url", "path", "fetched")
_FAILURE: Final = ("path", "url", "step", "reason", "time", "original", "reader")
_JUDGEMENT: Final = (
    "id", "kind", "document", "reader", "words", "occurrence", "value", "other", "retracts", "note", "judge", "time",
    "turn", "names", "parts",
)  # fmt: skip
_REDACTION: Final = ("document", "reason", "time", "leaves")
_SELECT: Final = {
    "sighting": "SELECT s.id, d.sha256, d.sha256, s.url, s.path, s.fetched FROM sightings s"
    " LEFT JOIN documents d ON d.id = s.document WHERE s.id BETWEEN ? AND ? ORDER BY s.id",
    "failure": f"SELECT id, original, {', '.join(_FAILURE)} FROM failures WHERE id BETWEEN ? AND ? ORDER BY id",
    "judgement": "SELECT j.id, d.sha256, j.id, j.kind, d.sha256, r.reader, j.words, j.occurrence, j.value, j.other,"
    " j.retracts, j.note, j.judge, j.time, j.turn, j.names, j.parts FROM judgements j"
    " LEFT JOIN documents d ON d.id = j.document LEFT JOIN readings r ON r.id = j.reading"
    " WHERE j.id BETWEEN ? AND ? ORDER BY j.id",
    "redaction": f"SELECT id, document, {', '.join(_REDACTION)} FROM redactions WHERE id BETWEEN ? AND ? ORDER BY id",
}
_FIELDS: Final = {"sighting": _SIGHTING, "failure": _FAILURE, "judgement": _JUDGEMENT, "redaction": _REDACTION}
_READING: Final = (
    "SELECT d.sha256, r.reader, r.entered, r.turn FROM readings r LEFT JOIN documents d ON d.id = r.document"
    " WHERE r.id = ?"
)


class Leaf(Struct, frozen=True):
    """What a leaf is the hash of, of which entry, and of which document, if of one."""

    kind: Kind
    entry: int
    document: str | None
    data: bytes


def leaves(db: Connection, kind: Kind, first: int = 0, last: int = LAST) -> Iterator[Leaf]:
    """Those of the entries of a kind in these rows, as the rows are now."""
    if kind == "reading":
        yield from _of_readings(db, first, last)
        return
    fields = _FIELDS[kind]
    for entry, document, *values in db.execute(_SELECT[kind], (first, last)):
        yield Leaf(kind, entry, document, json.encode({"leaf": kind} | dict(zip(fields, values, strict=True))))


def log(db: Connection, kind: Kind, entries: Iterable[int]) -> None:
    """Enter that these entries came, or were put in the place of others, in the transaction in which they do."""
    _append(db, chain.from_iterable(leaves(db, kind, entry, entry) for entry in entries))


def log_all(db: Connection) -> None:
    """Enter all that a ledger without a log holds: documents as they were read, failures, judgements."""
    sightings: dict[str | None, list[Leaf]] = {}
    for leaf in leaves(db, "sighting"):
        sightings.setdefault(leaf.document, []).append(leaf)
    _append(db, (each for leaf in leaves(db, "reading") for each in (*sightings.pop(leaf.document, ()), leaf)))
    later: tuple[Kind, ...] = ("failure", "judgement")
    _append(db, chain(*sightings.values(), *(leaves(db, kind) for kind in later)))


def _append(db: Connection, new: Iterable[Leaf]) -> None:
    (size,) = db.execute("SELECT ifnull(max(position) + 1, 0) FROM log").fetchone()
    rows = (
        (position, leaf.kind, leaf.entry, _bytes(leaf.document), leaf_hash(leaf.data))
        for position, leaf in enumerate(new, size)
    )
    db.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?)", rows)


def _bytes(document: str | None) -> bytes | None:
    return None if document is None else bytes.fromhex(document)


def _of_readings(db: Connection, first: int, last: int) -> Iterator[Leaf]:
    keys = [key for (key,) in db.execute("SELECT id FROM readings WHERE id BETWEEN ? AND ? ORDER BY id", (first, last))]
    for number in range(0, len(keys), AT_ONCE):
        few = keys[number : number + AT_ONCE]
        yield from reading_leaves(db, reading_rows(db, few[0], few[-1]))


def reading_leaves(db: Connection, readings: Iterable[ReadingRows]) -> Iterator[Leaf]:
    """Those of readings of which the rows are there."""
    for reading in readings:
        document, reader, entered, turn = db.execute(_READING, (reading.entry,)).fetchone()
        made = hashed(parts(reading))
        told = {"leaf": "reading", "document": document, "reader": reader, "entered": entered, "turn": turn}
        told |= {"parts": len(made), "root": root(made).hex()}
        yield Leaf("reading", reading.entry, document, json.encode(told))
