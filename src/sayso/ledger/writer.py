"""The only way into a ledger: originals first, then one transaction for a document and all that was read from it.

A judgement goes in the same way, in one transaction with what is derived from it.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime

from sayso.errors import InputError, SpanError
from sayso.homes import Home, home_of, is_same
from sayso.ids import document_id
from sayso.ledger.addresses import enter_addresses, storable
from sayso.ledger.classing import judged_actors, next_change, regroup
from sayso.ledger.comparing import Comparing
from sayso.ledger.derived import derive, derive_all, derived, enter_derived, forget, reckon
from sayso.ledger.entering import enter_reading
from sayso.ledger.judgements import all_verdicts, check_judgement, enter_judgement, judged_documents
from sayso.ledger.leaves import log
from sayso.ledger.merging import Merged, Merging
from sayso.ledger.originals import originals_of
from sayso.ledger.redacting import check_not_redacted, is_redacted, redact
from sayso.ledger.schema import Closing, as_ledger_errors, create, reading_alone, transaction
from sayso.records import Address, Judgement, Page, Reading, Sighting
from sayso.soundness import check


class Writer(Closing):
    """Opens a ledger, in a folder or by its address, making it where there is none. Adding what is there already
    changes nothing."""

    def __init__(self, home: Home | str) -> None:
        self.home = home_of(home)
        self._db = create(self.home)
        self._originals = originals_of(self.home, self._db)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Enter all that is entered in this block in one transaction: all of it, or, where that fails, nothing."""
        with as_ledger_errors(self.home), transaction(self._db):
            yield

    def _transaction(self) -> AbstractContextManager[None]:
        """One of its own, or the one that things are entered together in."""
        return nullcontext() if self._db.in_transaction else transaction(self._db)

    def add(self, page: Page, reading: Reading) -> bool:
        """Enter a page and what was read from it; False if this reader's reading of it was there.

        A reading that may not be written raises SpanError or InputError, after a failure row with the reason.
        """
        try:
            self._check(page, reading)
        except (InputError, SpanError) as error:
            self.fail("ledger", str(error), page=page)
            raise
        return self._enter([(page, reading)]) == 1

    def add_many(self, pages: Iterable[tuple[Page, Reading]]) -> int:
        """Enter several pages in one transaction, all or none; give the number of readings that are new.

        Those that may not be written become failure rows; the others are entered.
        """
        return self._enter([(page, reading) for page, reading in pages if self._may_enter(page, reading)])

    def judge(self, judgement: Judgement) -> Judgement:
        """Append a judgement; give it with the id that it has from now on, whatever its `id` was.

        InputError or NotFoundError for one that says nothing, or that names what is not in the ledger.
        """
        check_judgement(judgement)
        with as_ledger_errors(self.home), self._transaction():
            new = enter_judgement(self._db, judgement)
            for document in judged_documents(self._db, new):
                derive(self._db, document)
            next_change(self._db)
            regroup(self._db, judged_actors(self._db, new))
        return new

    def merge(self, home: Home | str) -> Merged:
        """Take in all that another ledger holds; that one is left as it is, also one of an older version.

        NotFoundError where there is none, LedgerError where it, or this one, fails: run again, it goes on.
        """
        other = home_of(home)
        if is_same(other, self.home):
            raise InputError(f"ledger {other}: a ledger is not merged into itself")
        with reading_alone(other) as db, as_ledger_errors(self.home):
            return Merging(self._db, self._originals, db, originals_of(other, db)).merge()

    @contextmanager
    def comparing(self) -> Iterator[Comparing]:
        """What is kept for comparing documents, to be read and entered in one transaction."""
        with as_ledger_errors(self.home), self._transaction():
            yield Comparing(self._db)

    @contextmanager
    def looking(self) -> Iterator[Comparing]:
        """The same, only to be read, with nobody kept waiting."""
        with as_ledger_errors(self.home):
            yield Comparing(self._db)

    def rebuild(self) -> None:
        """Throw away all that is derived, and make it anew from readings and judgements; what comes of comparing
        documents is made when they are compared."""
        with as_ledger_errors(self.home), self._transaction():
            Comparing(self._db).forget_all()
            derive_all(self._db)

    def fail(
        self,
        step: str,
        reason: str,
        *,
        page: Page | None = None,
        path: str | None = None,
        url: str | None = None,
        reader: str | None = None,
    ) -> None:
        """Enter that a page could not be read. Of a page whose bytes came, the original is kept for a later reader.

        `reader` is the version of the reader for which that is so, where another one may fare better.
        """
        if page is not None:
            path, url = page.path, page.url
        row = tuple(map(storable, (path, url, step, reason, reader)))
        with as_ledger_errors(self.home):
            may_keep = page is not None and not is_redacted(self._db, document_id(page.data))
            original = self._originals.keep(page.data) if page is not None and may_keep else None
            with self._transaction():
                new = self._db.execute(
                    "INSERT OR IGNORE INTO failures (path, url, step, reason, reader, time, original)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                    (*row, datetime.now(UTC).isoformat(timespec="seconds"), original),
                )
                log(self._db, "failure", [key for (key,) in new])

    def redact(self, document: str, reason: str) -> bool:
        """Put a gap, which says why, in the place of a document (its id), of all that was read from it and of all that
        was said of it, and take its bytes off the disk; False for one that was redacted before.

        It is to be done alone: InputError within `together`; LedgerError where others keep the bytes on the disk.
        """
        if self._db.in_transaction:
            raise InputError("a redaction is not entered together with other things")
        with as_ledger_errors(self.home):
            return redact(self._db, self._originals, document, str(storable(reason)))

    def note_address(self, *addresses: Address) -> None:
        """Keep what is known of addresses from now on, in the place of what was known of each."""
        with as_ledger_errors(self.home), self._transaction():
            enter_addresses(self._db, addresses)

    def sight(self, page: Page) -> None:
        """Enter that the bytes of a document that is there were found here too."""
        here = Sighting(url=page.url, path=page.path, fetched=page.fetched)
        with as_ledger_errors(self.home), self._transaction():
            self._enter_sightings(self._row(document_id(page.data)), (here,))

    def _check(self, page: Page, reading: Reading) -> None:
        if reading.document.id != document_id(page.data):
            raise InputError(f"{page.path or page.url}: the reading is not one of these bytes")
        check_not_redacted(self._db, reading.document.id)
        check(reading)

    def _may_enter(self, page: Page, reading: Reading) -> bool:
        try:
            self._check(page, reading)
        except (InputError, SpanError) as error:
            self.fail("ledger", str(error), page=page)
            return False
        return True

    def _enter(self, pages: list[tuple[Page, Reading]]) -> int:
        with as_ledger_errors(self.home):
            for page, _ in pages:
                self._originals.keep(page.data)
            with self._transaction():
                return sum(self._enter_page(page, reading) for page, reading in pages)

    def _enter_page(self, page: Page, reading: Reading) -> bool:
        sha256 = reading.document.id
        self._db.execute("INSERT INTO documents (sha256) VALUES (?) ON CONFLICT DO NOTHING", (sha256,))
        document = self._row(sha256)
        here = Sighting(url=page.url, path=page.path, fetched=page.fetched)
        self._enter_sightings(document, (*reading.document.sightings, here))
        known = self._db.execute(
            "SELECT 1 FROM readings WHERE document = ? AND reader = ?", (document, reading.reader)
        ).fetchone()
        if known is None:
            self._enter_reading(document, reading)
        return known is None

    def _row(self, sha256: str) -> int:
        return int(self._db.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()[0])

    def _enter_sightings(self, document: int, sightings: Iterable[Sighting]) -> None:
        insert = "INSERT OR IGNORE INTO sightings (document, url, path, fetched) VALUES (?, ?, ?, ?) RETURNING id"
        new = [self._db.execute(insert, (document, s.url, s.path, s.fetched)).fetchall() for s in sightings]
        log(self._db, "sighting", (key for rows in new for (key,) in rows))

    def _enter_reading(self, document: int, reading: Reading) -> None:
        """Enter a reading that is the document's newest, and put what is derived of it in the place of the older's."""
        before = forget(self._db, document)
        key = enter_reading(self._db, document, reading)
        log(self._db, "reading", (key,))
        enter_derived(
            self._db,
            document,
            key,
            derived(reading, all_verdicts(self._db, document, reading)),
        )
        reckon(self._db, document, before)
