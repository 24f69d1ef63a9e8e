"""What is read, entered: several pages in one transaction, in the order in which they came wherever that is possible.

An outcome is told only once it is in the ledger for good.
"""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from sayso.batch import Outcome, as_found, named
from sayso.errors import InputError, SpanError
from sayso.ids import document_id
from sayso.records import Page, Reading
from sayso.scale.messages import Done
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:  # it takes long to load, while workers could be loading too
    from sayso.ledger import Ledger

TOGETHER: Final = 50  # pages of one transaction, at most
BYTES: Final = 16_000_000  # of them and their readings
SOON: Final = 0.2  # seconds for which a page that is read waits for others, at least
LATE: Final = 2.0  # and at most
PATIENCE: Final = 5  # times as long as the last transaction took: in a large ledger few pages cost nearly what many do

_reading: Final = msgspec.msgpack.Decoder(Reading)


class Entry(Struct, frozen=True):
    """What became of what a source yielded: what a worker made of it, or (`kept`) that the ledger has a reading of it,
    or (`aside`) why it was not tried again."""

    yielded: Yielded
    done: Done | None = None
    kept: bool = False
    aside: str | None = None

    def size(self) -> int:
        page, reading = self.yielded.page, self.done and self.done.reading
        return len(page.data if page else b"") + len(reading or b"")


class Entering:
    """Takes entries by their numbers, from 0, in any order."""

    def __init__(self, ledger: "Ledger | None") -> None:
        self._ledger = ledger
        self._come: dict[int, Entry] = {}  # those behind one that is missing
        self._next = 0
        self._late: set[int] = set()
        self._due: list[Entry] = []
        self._since = 0.0
        self._took = 0.0
        self.size = 0  # bytes of all that is not told yet

    @property
    def waiting(self) -> int:
        """How many entries have come and are not told yet."""
        return len(self._come) + len(self._due)

    def put(self, number: int, entry: Entry) -> None:
        self.size += entry.size()
        self._since = self._since if self._due else time.monotonic()
        if number in self._late:
            self._late.remove(number)
            self._due.append(entry)
        else:
            self._come[number] = entry
            self._go_on()

    def let_pass(self) -> None:
        """Do not wait any longer for the one that is missing: it takes its place whenever it comes."""
        if self._come:
            self._late.add(self._next)
            self._next += 1
            self._go_on()

    def told(self, version: str, *, all: bool = False) -> Iterator[Outcome]:
        """Enter what is due, and tell it; or all that has come, whatever is missing. `version` is the reader's."""
        while all and self._come:
            self.let_pass()
        many = len(self._due) >= TOGETHER or self.size > BYTES
        while self._due and (all or many or time.monotonic() - self._since > self._patience()):
            now, self._due = self._due[:TOGETHER], self._due[TOGETHER:]
            self.size -= sum(each.size() for each in now)
            began = time.monotonic()
            outcomes = _all_entered(now, self._ledger, version)
            self._took = time.monotonic() - began
            yield from outcomes
            many = len(self._due) >= TOGETHER

    def _patience(self) -> float:
        return min(LATE, max(SOON, PATIENCE * self._took))

    def _go_on(self) -> None:
        while (entry := self._come.pop(self._next, None)) is not None:
            self._due.append(entry)
            self._next += 1


def _all_entered(entries: list[Entry], ledger: "Ledger | None", version: str) -> list[Outcome]:
    if ledger is None:
        return [_outcome(entry) for entry in entries]
    with ledger.writer.together():
        outcomes = [_entered(entry, ledger, version) for entry in entries]
    return [
        outcome if outcome is not None else _kept(entry, ledger, version)
        for outcome, entry in zip(outcomes, entries, strict=True)
    ]


def _entered(entry: Entry, ledger: "Ledger", version: str) -> Outcome | None:
    """What there is to tell of an entry that is entered here; None where that is what the ledger had before: of the
    same bytes that came twice there is one reading, whichever came first."""
    yielded = entry.yielded
    if yielded.address is not None:
        ledger.writer.note_address(yielded.address)
    if entry.kept and yielded.page is not None:
        ledger.writer.sight(yielded.page)
        return None
    outcome = _outcome(entry)
    if outcome.reading is not None and yielded.page is not None:
        return _added(outcome, yielded.page, outcome.reading, ledger)
    if outcome.reason is not None and entry.aside is None:
        step = (entry.done and entry.done.step) or yielded.step
        reader = version if step == "worker" else None
        ledger.writer.fail(step, outcome.reason, page=yielded.page, path=yielded.path, url=yielded.url, reader=reader)
    return outcome


def _added(outcome: Outcome, page: Page, reading: Reading, ledger: "Ledger") -> Outcome | None:
    try:
        return outcome if ledger.writer.add(page, reading) else None
    except (InputError, SpanError) as error:  # the ledger has entered this one itself
        return Outcome(outcome.name, reason=named(outcome.name, str(error)))


def _kept(entry: Entry, ledger: "Ledger", version: str) -> Outcome:
    page = entry.yielded.page
    assert page is not None
    return Outcome(entry.yielded.name, as_found(ledger.reading(document_id(page.data), version), page))


def _outcome(entry: Entry) -> Outcome:
    name, done = entry.yielded.name, entry.done
    if done is not None and done.reading is not None:
        return Outcome(name, _reading.decode(done.reading))
    reason = done.reason if done is not None else entry.aside or entry.yielded.reason
    if reason is not None:
        return Outcome(name, reason=named(name, reason))
    return Outcome(name, unchanged=True)
