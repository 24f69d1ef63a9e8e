"""`sayso watch`: feeds that are followed, their pages read into the ledger as they appear and as they are altered."""

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.edge import LedgerFolder, complain
from sayso.commands.edge import settings as told
from sayso.commands.outcomes import Jobs, Private, check_register, usual_jobs
from sayso.errors import InputError, SaysoError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.batch import Outcome
    from sayso.commands.watching import Read, Told
    from sayso.ledger import Ledger
    from sayso.sources.yielded import Yielded


def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEEDS", help="Addresses of feeds, and files that list feeds (OPML).")
    ],
    once: Annotated[bool, typer.Option("--once", help="Ask once for all that is due, and end.")] = False,
    every: Annotated[
        int, typer.Option(metavar="MINUTES", min=1, max=1440, help="How long a feed is left in peace.")
    ] = 30,
    jobs: Jobs = None,
    allow_private: Private = False,
    ledger: LedgerFolder = None,
) -> None:
    """Follow feeds, and read their pages as they appear.

    A page is asked for again an hour after it was first seen, then ever more rarely: what was altered
    in silence is entered as a new version. Ctrl-C ends it after what is in hand.
    """
    from sayso.commands.asking import Asker
    from sayso.commands.watching import Watch
    from sayso.sources.fetching import Limits

    settings, followed, tally = told(ledger), Followed(feeds), Tally()
    check_register(settings)
    limits = Limits(max_bytes=settings.max_bytes, allow_private=allow_private)
    with ending() as stop, Asker(limits) as asker:
        read = reading(settings, jobs or usual_jobs())
        watching = Watch(settings, followed.addresses, asker, read, tally.tell, every=every * 60, stop=stop)
        if once:
            watching.once()
        else:
            watching.run()
    print(tally.line(), file=sys.stderr)
    if once and tally.failed:
        raise typer.Exit(1)


class Followed:
    """The feeds that arguments name. InputError, when it is made, for what names none."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._last = self._named()

    def addresses(self) -> tuple[str, ...]:
        """The addresses, as the lists are now; as they were where they cannot be read any more."""
        try:
            self._last = self._named()
        except SaysoError as error:
            complain(f"{error}; the feeds that it named before are followed on")
        return self._last

    def _named(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(url for argument in self._arguments for url in named(argument)))


def named(argument: str) -> tuple[str, ...]:
    """The feeds that an argument names: itself, or those in the list that it is."""
    from sayso.sources import files
    from sayso.sources.feeds import LIST, address, outlines

    if not files.is_address(argument):
        return outlines(files.load(Path(argument), LIST).data, argument)
    found = address(argument)
    if found is None:
        raise InputError(f"{argument}: no address that can be asked for")
    return (found,)


def reading(settings: Settings, jobs: int) -> "Read":
    """What reads the pages that come, in so many processes, which stay only as long as there are pages: for months they
    would hold memory for nothing."""
    from sayso.scale import pool

    def read(coming: "Iterable[Yielded]", ledger: "Ledger") -> "Iterator[Outcome]":
        with pool(settings, jobs) as readers:
            yield from readers.read(coming, ledger)  # all of it: what has come was asked for

    return read


class Tally:
    """Says what became of each address, and counts it."""

    def __init__(self) -> None:
        self.read = self.attributions = self.failed = 0

    def tell(self, told: "Told") -> None:
        """One line: on standard output for a page that was read, else on standard error."""
        self.failed += told.failed
        reading = told.outcome.reading if told.outcome else None
        if reading is not None:
            from sayso.export.terminal import shown

            self.read += 1
            self.attributions += len(reading.attributions)
            print(shown(f"{told.url}: {len(reading.attributions)} attributions"), flush=True)
        else:
            complain(told.words or (told.outcome.reason if told.outcome else None) or told.url)

    def line(self) -> str:
        """All of it together."""
        return f"{self.read:,} pages read, {self.attributions:,} attributions; {self.failed:,} failures"


@contextmanager
def ending() -> "Iterator[threading.Event]":
    """An event that the first signal to end sets; the second ends at once."""
    stop = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {each: signal.getsignal(each) for each in signals}

    def begin_to_end(number: int, frame: FrameType | None) -> None:
        stop.set()
        _restore(before)
        complain("ends after what is in hand; once more ends it at once")

    for each in signals:
        signal.signal(each, begin_to_end)
    try:
        yield stop
    finally:
        _restore(before)


def _restore(before: "dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None]") -> None:
    for number, handler in before.items():
        signal.signal(number, handler)
