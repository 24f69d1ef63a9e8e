"""One ledger merged into another: what comes out is the same in whatever order ledgers are merged, and how often.

Of what both hold, the one entered first stands: the earlier sighting, the earlier failure, the reading entered earlier
by the same reader. Of an address, what was known last. A judgement is the same where it says the same of the same
words, by the same judge, at the same time and in the same turn; its number is the target's own.

Nothing is written to the ledger that is merged. Original bytes come first, then documents with all their readings, a
few in each transaction, and judgements at the end: what is cut short goes on when it is run again.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from msgspec import Struct, json
from msgspec.structs import replace

from sayso.errors import InputError, SpanError
from sayso.ids import document_id
from sayso.ledger.addresses import address_at, all_addresses, enter_addresses
from sayso.ledger.connection import Connection
from sayso.ledger.derived import enter_newest, forget
from sayso.ledger.entering import enter_reading, forget_reading
from sayso.ledger.leaves import log
from sayso.ledger.loading import load
from sayso.ledger.merging_judgements import merge_judgements
from sayso.ledger.originals import Originals
from sayso.ledger.redacting import check_not_redacted
from sayso.ledger.schema import Row, transaction
from sayso.ledger.turns import Turn
from sayso.records import Address, Reading
from sayso.soundness import check

TOGETHER: Final = 20  # documents in one transaction
FAILURES: Final = 200

Item = TypeVar("Item")


class Merged(Struct, frozen=True, kw_only=True):
    """What a ledger gained: how many that it had not, and a line for each thing that it did not take, with the
    reason."""

    documents: int = 0
    readings: int = 0
    judgements: int = 0
    failures: int = 0
    addresses: int = 0
    left_out: tuple[str, ...] = ()


class Ready(Struct, frozen=True):
    """A document whose original is there, with its sightings (address, path, time) and sound readings."""

    sha256: str
    sightings: tuple[Row, ...]
    readings: tuple[tuple[Turn, Reading], ...]


class Merging:
    """Merges the ledger behind one connection, and its originals, into that behind another."""

    def __init__(self, db: Connection, originals: Originals, other: Connection, theirs: Originals):
        self._db = db
        self._other = other
        self._originals = originals
        self._theirs = theirs
        self._left_out: list[str] = []

    def merge(self) -> Merged:
        documents, readings = self._documents()
        failures = self._failures()
        addresses = self._addresses()
        judgements, left_out = merge_judgements(self._db, self._other)
        return Merged(
            documents=documents,
            readings=readings,
            judgements=judgements,
            failures=failures,
            addresses=addresses,
            left_out=(*self._left_out, *left_out),
        )

    def _documents(self) -> tuple[int, int]:
        before = self._count("documents"), self._count("readings")
        for few in _batches(self._other.execute("SELECT id, sha256 FROM documents ORDER BY id"), TOGETHER):
            ready = [found for row, sha256 in few if (found := self._ready(row, sha256)) is not None]
            with transaction(self._db):
                for each in ready:
                    self._enter(each)
        return self._count("documents") - before[0], self._count("readings") - before[1]

    def _ready(self, row: int, sha256: str) -> Ready | None:
        name = f"document {sha256}"
        if not self._bring(name, sha256):
            return None
        readings = tuple(self._readings(name, row))
        sightings = self._other.execute(
            "SELECT url, path, fetched FROM sightings WHERE document = ? ORDER BY id", (row,)
        )
        return Ready(sha256, tuple(sightings), readings) if readings else None

    def _bring(self, name: str, sha256: str) -> bool:
        """Whether the original of this name is in the target now."""
        try:
            check_not_redacted(self._db, sha256)
        except InputError as error:
            self._left_out.append(f"{name}: {error}")
            return False
        for originals in (self._theirs, self._originals):
            try:
                data = originals.read(sha256)
            except FileNotFoundError:
                continue
            if document_id(data) == sha256:
                self._originals.keep(data)
                return True
        self._left_out.append(f"{name}: its original is missing, or has other bytes")
        return False

    def _readings(self, name: str, document: int) -> Iterator[tuple[Turn, Reading]]:
        for key, reader, *turn in self._other.execute(
            "SELECT id, reader, entered, turn FROM readings WHERE document = ? ORDER BY id", (document,)
        ).fetchall():
            reading = load(self._other, key)
            try:
                check(reading)
            except (InputError, SpanError) as error:
                self._left_out.append(f"{name}, reader {reader}: {error}")
            else:
                yield Turn(*turn), reading

    def _enter(self, ready: Ready) -> None:
        self._db.execute("INSERT INTO documents (sha256) VALUES (?) ON CONFLICT DO NOTHING", (ready.sha256,))
        (document,) = self._db.execute("SELECT id FROM documents WHERE sha256 = ?", (ready.sha256,)).fetchone()
        new = self._new(
            "INSERT INTO sightings (document, url, path, fetched) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (document, ifnull(url, ''), ifnull(path, ''))"
            " DO UPDATE SET fetched = excluded.fetched WHERE excluded.fetched < fetched RETURNING id",
            ((document, *sighting) for sighting in ready.sightings),
        )
        log(self._db, "sighting", new)
        first = list(self._first(document, ready.readings))
        if first:
            before = forget(self._db, document)
            for key, turn, reading in first:
                self._put(document, key, turn, reading)
            enter_newest(self._db, document, before)

    def _first(
        self, document: int, readings: Iterable[tuple[Turn, Reading]]
    ) -> Iterator[tuple[int | None, Turn, Reading]]:
        """The readings that come before the one that their reader has in the target, or has not, with its row."""
        rows = self._db.execute("SELECT reader, id, entered, turn FROM readings WHERE document = ?", (document,))
        known = {reader: (key, Turn(*turn)) for reader, key, *turn in rows}
        for turn, reading in readings:
            key, ours = known.get(reading.reader, (None, turn))
            if key is None or turn < ours or (turn == ours and _told(reading) < _told(load(self._db, key))):
                yield key, turn, reading

    def _put(self, document: int, key: int | None, turn: Turn, reading: Reading) -> None:
        """Enter a reading, in this row in the place of another if there is one: judgements made of either are then of
        what is there."""
        if key is not None:
            self._db.execute("PRAGMA defer_foreign_keys = ON")
            forget_reading(self._db, key)
        log(self._db, "reading", (enter_reading(self._db, document, reading, turn, key),))

    def _failures(self) -> int:
        before = self._count("failures")
        rows = self._other.execute("SELECT original, path, url, step, reason, reader, time FROM failures ORDER BY id")
        for few in _batches(rows, FAILURES):
            there = [row for row in few if row[0] is None or self._bring(f"failure {row[1] or row[2]}", row[0])]
            with transaction(self._db):
                new = self._new(
                    "INSERT INTO failures (original, path, url, step, reason, reader, time)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ifnull(path, ''), ifnull(url, ''), step, reason,"
                    " ifnull(original, ''), ifnull(reader, '')) DO UPDATE SET time = excluded.time"
                    " WHERE excluded.time < time RETURNING id",
                    there,
                )
                log(self._db, "failure", new)
        return self._count("failures") - before

    def _addresses(self) -> int:
        before = self._count("addresses")
        for few in _batches(all_addresses(self._other), FAILURES):
            with transaction(self._db):
                enter_addresses(self._db, (each for each in few if self._is_news(each)))
        return self._count("addresses") - before

    def _is_news(self, address: Address) -> bool:
        ours = address_at(lambda sql, *values: self._db.execute(sql, values).fetchall(), address.url)
        return ours is None or (ours.checked, json.encode(ours)) < (address.checked, json.encode(address))

    def _new(self, insert: str, rows: Iterable[Row]) -> list[int]:
        """The numbers of the rows that an insertion, row by row, adds or changes."""
        return [key for row in rows for (key,) in self._db.execute(insert, row).fetchall()]

    def _count(self, table: str) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _told(reading: Reading) -> bytes:
    """What a reading says, wherever its document was seen."""
    return json.encode(replace(reading, document=replace(reading.document, sightings=())))


def _batches(rows: Iterable[Item], size: int) -> Iterator[list[Item]]:
    every = iter(rows)
    while few := list(islice(every, size)):
        yield few
