"""The way of pages through a feed, the workers and the ledger: the loop that everything runs through."""

import selectors
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Protocol

from sayso.batch import Outcome
from sayso.scale import kept
from sayso.scale.child import Child
from sayso.scale.entering import Entering, Entry
from sayso.scale.feed import Feed
from sayso.scale.messages import Done
from sayso.scale.workers import Workers
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:  # it takes long to load, while workers could be loading too
    from sayso.ledger import Ledger

PAGES: Final = 500  # that may be on their way at once
BYTES: Final = 100_000_000  # of them and their readings; a larger page comes alone
PAUSE: Final = 0.1  # seconds without news after which it is looked whether something takes too long


class Stop(Protocol):
    """Tells whether it is time to finish what is in hand and begin nothing else: a `threading.Event` does."""

    def is_set(self) -> bool: ...


class Run:
    """One run: what a feed gives is read by workers and entered in a ledger, if there is one.

    With `again` those that were set aside are tried too.
    """

    def __init__(
        self, feed: Feed, workers: Workers, selector: selectors.BaseSelector, ledger: "Ledger | None", again: bool
    ) -> None:
        self._feed, self._workers, self._selector = feed, workers, selector
        self._ledger, self._again = ledger, again
        self._entering = Entering(ledger)
        self._early: list[Yielded] = []  # what came before the version of the reader was known
        self._reading: dict[int, Yielded] = {}
        self._size = self._count = 0

    def outcomes(self, stop: Stop | None = None) -> Iterator[Outcome]:
        """What became of each page, once it is entered; in the order in which they came, but that nobody waits long
        for one. LedgerError ends the run, and so does a reader that cannot be started."""
        try:
            yield from self._outcomes(stop)
        finally:
            self._workers.forget()

    def _outcomes(self, stop: Stop | None) -> Iterator[Outcome]:
        stopped = False
        while not (self._feed.over and self._workers.idle and not self._early):
            if not stopped and stop is not None and stop.is_set():
                stopped = True
                self._stop()
            self._step()
            yield from self._entering.told(self._workers.version or "")
        yield from self._entering.told(self._workers.version or "", all=True)

    def _stop(self) -> None:
        self._feed.close()
        self._workers.stop()
        self._early.clear()

    def _step(self) -> None:
        """Wait for news, and pass on what there is."""
        self._feed.listen(self._has_room())
        for child in self._news():
            for done in self._workers.take(child):
                self._done(done)
            self._come(self._feed.take(child))
        self._come(self._feed.take(None))
        for done in self._workers.look():
            self._done(done)
        if not self._has_room() and self._workers.wanting:
            self._entering.let_pass()

    def _news(self) -> list[Child]:
        waiting = 0.0 if self._feed.ready else PAUSE
        children: list[Child] = []
        for key, events in self._selector.select(waiting):
            if events & selectors.EVENT_WRITE:
                key.data.flush()
            if events & selectors.EVENT_READ:
                children.append(key.data)
        return children

    def _has_room(self) -> bool:
        on_their_way = len(self._reading) + len(self._early) + self._entering.waiting
        return on_their_way < PAGES and self._size + self._entering.size < BYTES

    def _come(self, pages: Iterator[Yielded]) -> None:
        self._early += pages
        if self._workers.version is None and self._ledger is not None:
            return  # whether a page was read before can be told only of a reader
        early, self._early = self._early, []
        for each in early:
            self._take(self._count, each)
            self._count += 1

    def _take(self, number: int, yielded: Yielded) -> None:
        yielded = kept.with_page(yielded, self._ledger)
        page = yielded.page
        entry = kept.entry(yielded, self._ledger, self._workers.version or "", again=self._again)
        if entry is None and page is not None:
            self._reading[number] = yielded
            self._size += len(page.data)
            self._workers.put(number, page)
        elif entry is not None:
            self._entering.put(number, entry)

    def _done(self, done: Done) -> None:
        yielded = self._reading.pop(done.number)
        self._size -= len(yielded.page.data if yielded.page else b"")
        self._entering.put(done.number, Entry(yielded, done))
