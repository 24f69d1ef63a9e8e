"""Pages that are read while the server goes on serving: one after the other, in one process beside it.

A reader takes seconds to load and hundreds of megabytes to hold, so there is one; it is started with the first page and
given back when nothing has come for a while. That process is the only one that writes what is read, and the only one
that asks the network for anything: for an address that somebody gave, and for that alone.
"""

import os
import signal
import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import cached_property
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Literal, Self

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import NotFoundError, SaysoError
from sayso.homes import Home
from sayso.ledger import Ledger, Writer
from sayso.records import Address, Page
from sayso.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sayso.batch import Outcome
    from sayso.pipeline import Reader
    from sayso.sources.fetching import Fetcher

WAITING: Final = 500  # pages that may wait, of all jobs together
HELD: Final = 5  # times the bytes of the largest page: so many may wait
JOBS: Final = 50  # jobs that are remembered
LONGEST: Final = 300.0  # seconds for one page, the reader's start among them
PATIENCE: Final = 30.0  # seconds that are waited for a host that asks to be left in peace
IDLE: Final = 300.0  # seconds without a page after which the process is stopped
PROBLEMS: Final = 3  # of a page, told in full

State = Literal["waiting", "reading", "read", "failed"]
Work = Page | str  # a page, or the address of one


class BusyError(SaysoError):
    """So much is waiting that no more is taken."""

    status = 503


class Told(Struct, frozen=True):
    """What became of a page: its document and what was found in it, or the reason why there is nothing."""

    document: str | None = None
    title: str | None = None
    attributions: int = 0
    events: int = 0
    problems: tuple[str, ...] = ()
    reason: str | None = None


class Given(Struct, frozen=True):
    """A page to be read, under the name that its giver knows, or the address of one that is to be fetched; or, without
    either, why it is not taken."""

    name: str
    page: Page | None = None
    reason: str | None = None
    url: str | None = None

    @property
    def work(self) -> "Work | None":
        return self.page or self.url


class Piece(Struct, frozen=True):
    """A page of a job."""

    name: str
    state: State = "waiting"
    told: Told | None = None


class Job(Struct, frozen=True):
    """Pages that came together, in the order in which they came."""

    id: str
    pieces: tuple[Piece, ...]

    def count(self, *states: State) -> int:
        return sum(piece.state in states for piece in self.pieces)

    @property
    def over(self) -> bool:
        return self.count("read", "failed") == len(self.pieces)


class Intake:
    """Takes pages and has them read into the ledger that settings name. `longest` is in seconds, for one page."""

    def __init__(self, settings: Settings, longest: float = LONGEST, idle: float = IDLE) -> None:
        self._settings, self._longest, self._idle = settings, longest, idle
        self._changed = threading.Condition()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: deque[tuple[str, int, Work]] = deque()
        self._held = 0  # bytes of the pages that wait or are being read
        self._thread: threading.Thread | None = None
        self._process: Process | None = None
        self._closed = False

    def submit(self, given: Sequence[Given], job: str | None = None) -> Job:
        """Take pages: the job that they are. BusyError, and none is taken, where too much is waiting already."""
        job = job or new_id()
        pages = [(job, at, each.work) for at, each in enumerate(given) if each.work is not None]
        size = sum(_size(work) for _, _, work in pages)
        with self._changed:
            if self._closed:
                raise BusyError("The server is being stopped; nothing was taken.")
            many = len(self._waiting) + len(pages) > WAITING
            if many or (self._held and self._held + size > HELD * self._settings.max_bytes):
                raise BusyError(f"{len(self._waiting):,} pages are waiting to be read. Try again when they are.")
            self._jobs[job] = made = Job(job, tuple(map(_piece, given)))
            self._waiting.extend(pages)
            self._held += size
            self._forget()
            if pages and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return made

    def job(self, name: str) -> Job:
        """How far a job has come. NotFoundError for one that is not remembered."""
        with self._changed:
            found = self._jobs.get(name)
        if found is None:
            raise NotFoundError(
                "This server does not remember these pages: it was started anew since, or many came after them."
                " Those that were read are among the documents."
            )
        return found

    def jobs(self) -> tuple[Job, ...]:
        """The jobs that are remembered, the newest first."""
        with self._changed:
            return tuple(reversed(self._jobs.values()))

    def close(self) -> None:
        """Stop, whatever is being read; what waits is not read."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            thread, process = self._thread, self._process
            self._changed.notify_all()
        if process is not None:
            process.stop()
        if thread is not None:
            thread.join(10)

    def _forget(self) -> None:
        over = [key for key, job in self._jobs.items() if job.over]
        for key in over[: max(0, len(self._jobs) - JOBS)]:
            del self._jobs[key]

    def _run(self) -> None:
        while (next_one := self._next()) is not None:
            job, at, work = next_one
            self._tell(job, at, "reading")
            told = self._read(work)
            with self._changed:
                self._held -= _size(work)
            self._tell(job, at, "read" if told.reason is None else "failed", told)

    def _next(self) -> tuple[str, int, Work] | None:
        """The next page; None, and the process is ended, when none has come for a while, or none will."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed, self._idle)
            if self._waiting and not self._closed:
                return self._waiting.popleft()
            self._thread, process, self._process = None, self._process, None
        if process is not None:
            process.stop()
        return None

    def _read(self, work: Work) -> Told:
        try:
            return self._started().read(work, self._longest)
        except TimeoutError:
            reason = f"reading it took longer than {self._longest:,.0f} seconds and was given up"
        except (EOFError, OSError):
            reason = "the process that reads ended while it was at it"
        with self._changed:
            process, self._process = self._process, None
            if self._closed:
                return Told(reason="the server was stopped before it was read")
        if process is not None:
            process.stop()
        return refuse(self._settings.ledger, work, reason)

    def _started(self) -> "Process":
        with self._changed:
            if self._closed:
                raise EOFError
            if self._process is None:
                self._process = Process(self._settings)
            return self._process

    def _tell(self, name: str, at: int, state: State, told: Told | None = None) -> None:
        with self._changed:
            job = self._jobs[name]
            new = Piece(job.pieces[at].name, state, told)
            self._jobs[name] = replace(job, pieces=(*job.pieces[:at], new, *job.pieces[at + 1 :]))


class Process:
    """The process that reads. Spawned, not forked: the server has threads, whose locks a fork would take along."""

    def __init__(self, settings: Settings) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=serve, args=(theirs, settings), daemon=True)
        self._process.start()
        theirs.close()

    def read(self, work: Work, longest: float) -> Told:
        """What becomes of a page. TimeoutError, EOFError or OSError where the process does not say."""
        self._ours.send(work)
        if not self._ours.poll(longest):
            raise TimeoutError
        told: Told = self._ours.recv()
        return told

    def stop(self) -> None:
        """End it at once; what it had not written yet is not written."""
        self._process.kill()
        self._process.join(10)


def new_id() -> str:
    """A name for a job that nobody guesses."""
    return token_hex(8)


def serve(pages: "Connection", settings: Settings) -> None:
    """Read the pages that come until none can; what the process does."""
    from sayso.pipeline import Reader  # what it needs takes a second to load, which the server does without

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the server, which is told by the terminal itself
    os.nice(5)  # who asks for a page waits; what is read in the background does not
    reader = Reader(threshold=settings.threshold, actors=settings.actors, places=settings.places)
    with suppress(EOFError, OSError), Network(settings) as network:
        while True:
            work = pages.recv()
            pages.send(network.read(work, reader) if isinstance(work, str) else read(work, reader, settings.ledger))


class Network:
    """Fetches the pages of addresses that are given in a browser. Whoever gives one may not see by it what only this
    machine can reach: addresses of its own and of a private network are refused, whatever the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def read(self, url: str, reader: "Reader") -> Told:
        """Fetch a page and read it into the ledger, or enter there why that cannot be done."""
        from sayso.sources import web

        ledger = self._settings.ledger
        try:
            yielded = web.page(url, self._fetcher, None)  # whoever gives an address wants the page as it is now
        except Exception as error:  # one address must not end the process; the reason says that it is the program's
            return refuse(ledger, url, f"sayso failed on it: {type(error).__name__}: {error}", "fetch")
        if yielded.page is None:
            return refuse(ledger, url, (yielded.reason or "nothing came").removeprefix(f"{url}: "), yielded.step)
        told = read(yielded.page, reader, ledger)
        if yielded.address is not None:
            with suppress(SaysoError):  # what is known of it only saves a later asking
                _note(ledger, yielded.address)
        return told

    @cached_property
    def _fetcher(self) -> "Fetcher":
        from sayso.sources.fetching import Fetcher, Limits

        limits = Limits(max_bytes=self._settings.max_bytes, allow_private=False)
        return self._open.enter_context(Fetcher(limits, patience=PATIENCE))


def _note(ledger: Home, address: Address) -> None:
    """Keep what is known of an address now; when a feed that lists it is followed, its time to be asked again stays."""
    with Ledger(ledger) as opened:
        known = opened.view.address(address.url)
        opened.writer.note_address(replace(address, due=known.due) if known else address)


def read(page: Page, reader: "Reader", ledger: Home) -> Told:
    """Read a page into a ledger, or enter there why it cannot be read."""
    from sayso.batch import read_page
    from sayso.compare.keeping import bring

    try:
        with Ledger(ledger) as opened:
            told = _told(read_page(page.path or page.url or "", page, reader, opened))
    except SaysoError as error:  # of the ledger itself
        return Told(reason=str(error))
    with suppress(SaysoError):  # what could not be compared now is when the next page comes
        bring(ledger)
    return told


def refuse(ledger: Home, work: Work, reason: str, step: str = "read") -> Told:
    """Enter in a ledger that a page was not read; of one without bytes only where it was."""
    path, url = (None, work) if isinstance(work, str) else (work.path, work.url)
    try:
        with Writer(ledger) as writer:
            if isinstance(work, Page) and work.data:
                writer.fail(step, f"{path or url}: {reason}", page=work)
            else:
                writer.fail(step, f"{path or url}: {reason}", path=path, url=url)
    except SaysoError as error:
        reason = f"{reason}; and that could not be entered: {error}"
    return Told(reason=reason)


def _piece(given: Given) -> Piece:
    return Piece(given.name, "failed", Told(reason=given.reason)) if given.work is None else Piece(given.name)


def _size(work: Work) -> int:
    """Bytes that are held while something waits: of an address none are there yet."""
    return 0 if isinstance(work, str) else len(work.data)


def _told(outcome: "Outcome") -> Told:
    reading = outcome.reading
    if reading is None:
        return Told(reason=(outcome.reason or "").removeprefix(f"{outcome.name}: "))
    return Told(
        document=reading.document.id,
        title=reading.document.title,
        attributions=len(reading.attributions),
        events=len(reading.events),
        problems=tuple(problem.message for problem in reading.problems[:PROBLEMS]),
    )
