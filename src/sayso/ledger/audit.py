"""The log of a ledger as others see it: its head, proofs of what stands in it, and whether it is what a head tells.

The tree over the log is made when a head or a proof is asked for, out of the hashes of its leaves: a second for a
million of them. Adding to the log costs one row.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct, ValidationError, json

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.homes import Home, keys_of
from sayso.ledger.connection import Connection
from sayso.ledger.keys import PUBLIC, signature_fault, signed
from sayso.ledger.leaves import Kind, leaves
from sayso.ledger.merkle import Tree, consistency, leaf_hash, root
from sayso.ledger.parts import hashed, parts, reading_rows
from sayso.records import Branch, Gap, Grown, Head, Proof, ProofKind

_SINGLE: Final[dict[ProofKind, str]] = {"attribution": "attributions", "event": "events"}
_WITHIN: Final = (
    "SELECT t.key, t.reading FROM {} t JOIN readings r ON r.id = t.reading WHERE t.key BETWEEN ? AND ?"
    " ORDER BY r.entered DESC, r.turn DESC, r.reader DESC"
)
_OF_DOCUMENT: Final = "SELECT d.sha256, t.id FROM documents d JOIN {} t ON t.document = d.id WHERE d.sha256 BETWEEN"
# What a name may be that of: the id, and the entry whose leaf proves it.
_NAMED: Final[tuple[tuple[ProofKind, Kind, str], ...]] = (
    ("attribution", "reading", _WITHIN.format("attributions")),
    ("event", "reading", _WITHIN.format("events")),
    ("reading", "reading", f"{_OF_DOCUMENT.format('readings')} ? AND ? ORDER BY entered DESC, turn DESC, reader DESC"),
    ("sighting", "sighting", f"{_OF_DOCUMENT.format('sightings')} ? AND ? ORDER BY t.id"),
    ("failure", "failure", "SELECT original, id FROM failures WHERE original BETWEEN ? AND ? ORDER BY id"),
    ("redaction", "redaction", "SELECT document, id FROM redactions WHERE document BETWEEN ? AND ?"),
)


class _Proved(Struct, frozen=True):
    """What is proved: its kind and id, and the entry whose leaf proves it."""

    kind: ProofKind
    id: str
    leaf: Kind
    entry: int


def hashes(db: Connection) -> list[bytes]:
    """The hash of every leaf of the log, in their order."""
    return [each for (each,) in db.execute("SELECT hash FROM log ORDER BY position")]


def head(db: Connection, home: Home) -> Head:
    """The signed head of the log as it is now. NotFoundError for a ledger without a key."""
    return _head(Tree(hashes(db)), home)


def read_head(path: Path) -> Head:
    """The head that was kept in a file. InputError where there is none in it."""
    try:
        return json.decode(path.read_bytes(), type=Head)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except ValidationError as error:
        raise InputError(f"{path}: not a head as sayso head prints it: {error}") from error
    except ValueError as error:
        raise InputError(f"{path}: not a head as sayso head prints it") from error


def grown(db: Connection, home: Home, before: Head) -> Grown:
    """That the log of an earlier head is the beginning of that which is there now; LedgerError where it is not."""
    every = hashes(db)
    fault = next(iter(_unlike(every, before)), None)
    if fault:
        raise LedgerError(fault)
    return Grown(before=before, after=_head(Tree(every), home), path=_hex(consistency(every, before.size)))


def head_faults(db: Connection, home: Home, kept: Head, key: Path | None = None) -> Iterator[str]:
    """What speaks against the log being that of a head that was kept, and what came behind it."""
    fault = signature_fault(kept, key or keys_of(home) / PUBLIC)
    if fault:
        yield f"head of {kept.time}: {fault}"
    yield from _unlike(hashes(db), kept)


def gaps(db: Connection) -> tuple[Gap, ...]:
    """The documents that were redacted, in the order in which they were."""
    rows = db.execute("SELECT document, reason, time, leaves FROM redactions ORDER BY id")
    return tuple(
        Gap(document=document, reason=reason, time=time, leaves=json.decode(told, type=tuple[int, ...]))
        for document, reason, time, told in rows
    )


def gap(db: Connection, document: str) -> Gap | None:
    """That in the place of a document (its id), if it was redacted."""
    if not db.execute("SELECT 1 FROM redactions WHERE document = ?", (document,)).fetchone():
        return None
    return next(each for each in gaps(db) if each.document == document)


def prove(db: Connection, home: Home, name: str | int) -> tuple[Proof, ...]:
    """That something stands in the log: an attribution, an event or a document by its id or the first digits of it, a
    judgement by its number. One proof for each leaf of it, the newest reading first.

    NotFoundError for what is not there, InputError for digits that are those of several things, LedgerError where it
    is not what was entered.
    """
    with _at_once(db):
        return Prover(db, home).prove(name)


class Prover:
    """Proves many things under one head, that of the log as it is when this is made, and makes its tree but once."""

    def __init__(self, db: Connection, home: Home) -> None:
        self._db = db
        self._tree = Tree(hashes(db))
        self.head = _head(self._tree, home)
        # Of what was asked for last: many things of one reading are asked for one after the other.
        self._leaf = lru_cache(maxsize=1)(self._found)
        self._within = lru_cache(maxsize=1)(lambda entry: _parts(db, entry))

    def prove(self, name: str | int) -> tuple[Proof, ...]:
        """As `prove` does. LedgerError for what came after this was made, too."""
        found = _judgement(self._db, name) if isinstance(name, int) else _named(self._db, name)
        return tuple(map(self._proof, found))

    def _proof(self, proved: _Proved) -> Proof:
        leaf = self._leaf(proved.leaf, proved.entry)
        if leaf is None:
            raise LedgerError(f"{proved.kind} {proved.id}: it is not what was entered; sayso verify tells more")
        part = self._part(proved, _SINGLE[proved.kind]) if proved.kind in _SINGLE else None
        return Proof(kind=proved.kind, id=proved.id, part=part, leaf=leaf, head=self.head)

    def _found(self, kind: Kind, entry: int) -> Branch | None:
        """The leaf of an entry; None where the entry is not what was entered."""
        (position,) = self._db.execute(
            "SELECT max(position) FROM log WHERE kind = ? AND entry = ? AND position < ?",
            (kind, entry, len(self._tree.leaves)),
        ).fetchone()
        data = next(leaves(self._db, kind, entry, entry)).data
        known = position is not None and leaf_hash(data) == self._tree.leaves[position]
        return _branch(data, self._tree, position) if known else None

    def _part(self, proved: _Proved, table: str) -> Branch:
        places, tree = self._within(proved.entry)
        if (table, proved.id) not in places:
            raise LedgerError(f"{proved.kind} {proved.id}: its reading does not hold it")
        position, data = places[table, proved.id]
        return _branch(data, tree, position)


def _parts(db: Connection, entry: int) -> tuple[dict[tuple[str, str], tuple[int, bytes]], Tree]:
    """Of the attributions and events of a reading, by table and id, the position and words; and the tree of all."""
    (reading,) = reading_rows(db, entry, entry)
    made = parts(reading)
    told = ((position, data, json.decode(data)) for position, data in enumerate(made))
    places = {(row[0], row[1][1]): (position, data) for position, data, row in told if row[0] in _SINGLE.values()}
    return places, Tree(hashed(made))


def _head(tree: Tree, home: Home) -> Head:
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return signed(Head(size=len(tree.leaves), root=tree.root.hex(), time=time, key=""), keys_of(home))


def _unlike(every: list[bytes], kept: Head) -> Iterator[str]:
    if kept.size > len(every):
        yield f"head of {kept.time}: it covers {kept.size} leaves of the log, of which there are only {len(every)}"
    elif root(every[: kept.size]).hex() != kept.root:
        yield f"head of {kept.time}: the first {kept.size} leaves of the log are not those that it covers"


@contextmanager
def _at_once(db: Connection) -> Iterator[None]:
    """All that is read in this block is of one moment."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def _judgement(db: Connection, number: int) -> list[_Proved]:
    if not db.execute("SELECT 1 FROM judgements WHERE id = ?", (number,)).fetchone():
        raise NotFoundError(f"judgement {number}: there is none of this id")
    return [_Proved("judgement", str(number), "judgement", number)]


def _named(db: Connection, name: str) -> list[_Proved]:
    digits = name.lower()
    if not re.fullmatch("[0-9a-f]{4,64}", digits):
        raise InputError(f"{name!r} is not the id of an attribution, an event or a document, nor its first four digits")
    found = [
        _Proved(kind, key, leaf, entry)
        for kind, leaf, sql in _NAMED
        for key, entry in db.execute(sql, (digits, digits + "g"))
    ]
    ids = dict.fromkeys(each.id for each in found)
    if not found:
        raise NotFoundError(f"{name!r}: no attribution, event or document of this id")
    if len(ids) > 1:
        raise InputError(f"{name!r} begins {len(ids)} ids: {', '.join(list(ids)[:5])}")
    return found


def _branch(data: bytes, tree: Tree, position: int) -> Branch:
    return Branch(data=data.decode(), position=position, size=len(tree.leaves), path=_hex(tree.inclusion(position)))


def _hex(path: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(each.hex() for each in path)
