"""Many pages on many machines: opened here, read by actors of Ray wherever they are, entered here by the one writer.

Pages go out in rounds, each of which is a Ray Data set; the next one is filled while the answers to the one before come
in. The rounds grow, so that the first pages are read at once and starting the actors costs little of a long run.
"""

import selectors
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from sayso.batch import Outcome, named
from sayso.errors import InputError
from sayso.ledger import Ledger
from sayso.pipeline import Reader
from sayso.records import Address
from sayso.scale import LONGEST, kept, parquet
from sayso.scale.cluster import Cluster, connected
from sayso.scale.entering import TOGETHER, Entering, Entry
from sayso.scale.feed import Fed
from sayso.scale.limits import MEMORY
from sayso.scale.reading import Stop
from sayso.settings import Settings
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:
    from sayso.sources.opening import Options

FIRST: Final = 8  # pages an actor in the first round
MOST: Final = 512
WORTH: Final = 5.0  # seconds for which a round waits for more pages: starting it takes as long
PAUSE: Final = 0.1  # seconds


def read_many_by_ray(
    arguments: Sequence[str],
    settings: Settings,
    options: "Options",
    address: str,
    ledger: Ledger | None,
    *,
    out: Path | None = None,
    longest: float = LONGEST,
    stop: Stop | None = None,
) -> Iterator[Outcome]:
    """What became of each page behind the arguments, in no order; told once it is written, to the ledger or as Parquet
    below `out`, a folder that all machines see under this name.

    `address` is that of a Ray (`host:port`, `auto`), or `local` for one of this machine's own. Raises InputError where
    there is none, or where its machines have another sayso than this; LedgerError as writing does. Once `stop` is set
    what has come is written; the rest is read the next time.
    """

    def known(url: str) -> Address | None:
        return None if ledger is None else ledger.view.address(url)

    with (
        selectors.DefaultSelector() as selector,
        closing(Fed(arguments, options, known, MEMORY, selector)) as feed,
    ):
        pages = _opened(feed, selector)
        yield from read_by_ray(pages, settings, address, ledger, out=out, longest=longest, stop=stop)


def read_by_ray(
    pages: Iterable[Yielded | None],
    settings: Settings,
    address: str,
    ledger: Ledger | None,
    *,
    out: Path | None = None,
    longest: float = LONGEST,
    stop: Stop | None = None,
) -> Iterator[Outcome]:
    """As `read_many_by_ray`, of pages that are there; None stands for *not yet*."""
    version = Reader(threshold=settings.threshold, actors=settings.actors, places=settings.places).version
    written: _Written = _InLedger(version, ledger) if out is None else _InParts(version, out)
    with connected(address, settings, longest) as cluster:
        yield from _rounds(_Waiting(iter(pages), written), cluster, written, stop)


def enter(folder: Path, ledger: Ledger) -> Iterator[Outcome]:
    """Enter what stands as Parquet below a folder into a ledger. Entering it twice changes nothing."""
    for part in parquet.parts(folder):
        for row in parquet.rows(part):
            yield _entered(row, ledger)


class _Written(Protocol):
    """Where readings go, and what is there already."""

    def wanted(self, source: Yielded) -> Yielded | None:
        """What is to be read; None if nothing is, which is then told in its turn."""

    def read(self, cluster: Cluster, pages: Sequence[Yielded]) -> Iterator[None]:
        """Have pages read: a step for each answer that is in."""

    def told(self, *, all: bool = False) -> Iterator[Outcome]:
        """What is written by now; or write all that has come, and tell it."""


class _Waiting:
    """Pages for the next round, taken from their source as there is room for them."""

    def __init__(self, source: Iterator[Yielded | None], written: _Written) -> None:
        self.pages: list[Yielded] = []
        self.over = False
        self._source, self._written, self._bytes = source, written, 0

    def fill(self, count: int, room: int) -> bool:
        """Take until there are so many pages, or so many bytes, or no more; or (then False) no more by now."""
        while len(self.pages) < count and self._bytes < room:
            try:
                source = next(self._source)
            except StopIteration:
                self.over = True
                return True
            if source is None:
                return False
            self._keep(self._written.wanted(source))
        return True

    def take(self) -> list[Yielded]:
        """The pages there are, which are then no longer here."""
        pages, self.pages, self._bytes = self.pages, [], 0
        return pages

    def _keep(self, wanted: Yielded | None) -> None:
        if wanted is not None and wanted.page is not None:
            self.pages.append(wanted)
            self._bytes += len(wanted.page.data)


def _rounds(waiting: _Waiting, cluster: Cluster, written: _Written, stop: Stop | None) -> Iterator[Outcome]:
    share, last = FIRST, time.monotonic()
    while not _stopped(stop) and (waiting.pages or not waiting.over):
        actors, room = cluster.actors, cluster.room  # machines come and go
        full = waiting.fill(share * actors, room)
        yield from written.told()
        if not full and time.monotonic() < last + WORTH:
            continue
        pages, share = waiting.take(), min(2 * share, MOST)
        for _ in written.read(cluster, pages) if pages else ():
            yield from written.told()
            if _stopped(stop):
                break
            waiting.fill(min(share * actors, len(waiting.pages) + 2), room)
        last = time.monotonic()
    yield from written.told(all=True)


class _InLedger:
    """Readings go to the one writer, several in a transaction; without a ledger they are only told."""

    def __init__(self, version: str, ledger: Ledger | None) -> None:
        self._version, self._ledger = version, ledger
        self._entering, self._count = Entering(ledger), 0

    def wanted(self, source: Yielded) -> Yielded | None:
        source = kept.with_page(source, self._ledger)
        entry = kept.entry(source, self._ledger, self._version)
        if entry is None:
            return source
        self._put(entry)
        return None

    def read(self, cluster: Cluster, pages: Sequence[Yielded]) -> Iterator[None]:
        for answer in cluster.read(pages):
            _check_version(answer.reader, self._version)
            self._put(Entry(pages[answer.number], answer.done))
            yield

    def told(self, *, all: bool = False) -> Iterator[Outcome]:
        return self._entering.told(self._version, all=all)

    def _put(self, entry: Entry) -> None:
        self._entering.put(self._count, entry)  # in the order in which they come, which is any
        self._count += 1


class _InParts:
    """Readings are written as Parquet by the machines that read; only what failed elsewhere is written here."""

    def __init__(self, version: str, folder: Path) -> None:
        self._version, self._folder = version, folder
        self._before = parquet.read_before(folder, version)
        self._failed: list[parquet.Row] = []
        self._told: list[Outcome] = []

    def wanted(self, source: Yielded) -> Yielded | None:
        if source.page is not None and parquet.place(source.page) not in self._before:
            return source
        if source.reason is None:
            self._told.append(Outcome(source.name, unchanged=True))
        else:
            self._fail(source, source.step, source.reason)
        return None

    def read(self, cluster: Cluster, pages: Sequence[Yielded]) -> Iterator[None]:
        for row in cluster.write(pages, self._folder):
            _check_version(row.reader, self._version)
            if row.reader:
                self._told.append(_outcome(row))
            else:
                self._fail(row.source, row.step or "", row.reason or "")
            yield

    def told(self, *, all: bool = False) -> Iterator[Outcome]:
        if self._failed and (all or len(self._failed) >= TOGETHER):
            part = parquet.begin(self._folder)
            parquet.write(part, self._failed)
            parquet.finish(part)
            self._told += map(_outcome, self._failed)
            self._failed = []
        told, self._told = self._told, []
        yield from told

    def _fail(self, source: Yielded, step: str, reason: str) -> None:
        row = parquet.Row(number=len(self._failed), source=source, reader=self._version, step=step, reason=reason)
        self._failed.append(row)


def _opened(feed: Fed, selector: selectors.BaseSelector) -> Iterator[Yielded | None]:
    """What a feeder process finds, and None where nothing comes for a moment."""
    while not feed.over:
        news = selector.select(PAUSE)
        for key, events in news:
            if events & selectors.EVENT_WRITE:
                key.data.flush()
            if events & selectors.EVENT_READ:
                yield from feed.take(key.data)
        if not news:
            yield None


def _entered(row: parquet.Row, ledger: Ledger) -> Outcome:
    source, outcome = row.source, _outcome(row)
    if source.page is not None and row.reading is not None:
        ledger.add(source.page, row.reading)
    else:
        step, reason = row.step or "read", outcome.reason or ""
        ledger.fail(step, reason, page=source.page, path=source.path, url=source.url)
    return outcome


def _outcome(row: parquet.Row) -> Outcome:
    if row.reading is not None:
        return Outcome(row.source.name, row.reading)
    return Outcome(row.source.name, reason=named(row.source.name, row.reason or ""))


def _check_version(there: str, here: str) -> None:
    if there not in ("", here):
        raise InputError(f"a machine of Ray's reads with sayso {there}, here it is {here}: install the same")


def _stopped(stop: Stop | None) -> bool:
    return stop is not None and stop.is_set()
