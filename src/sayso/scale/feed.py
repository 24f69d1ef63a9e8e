"""The feeder as its parent sees it: pages as they come, whatever becomes of the process that opens them."""

import os
import selectors
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol

from msgspec import DecodeError, Raw

from sayso.records import Address
from sayso.scale.child import Child, in_words
from sayso.scale.messages import Asked, Came, Known, Open, Over, encode, from_feeder
from sayso.scale.wire import BrokenError
from sayso.sources.opening import Options
from sayso.sources.yielded import Yielded

DIED: Final = 1  # times that it is tried to go on with an argument behind the same page
KILLED: Final = 20  # and where it was killed: that may have been for another reason
FEEDER: Final = "sayso.scale.feeder"
INPUT: Final = "-"  # standard input, which cannot be read again
SILENT: Final = 1800.0  # seconds for which it may send nothing, though more is wanted
MOMENT: Final = 1.0  # seconds at most between two looks that count as time in which it was watched
AT_ONCE: Final = 16  # pages that are taken from an iterator before something else is looked after


class Feed(Protocol):
    """Where pages come from."""

    @property
    def over(self) -> bool:
        """Whether none will come any more."""

    @property
    def ready(self) -> bool:
        """Whether there may be some without anything having to happen first."""

    def listen(self, wanted: bool) -> None:
        """Whether there is room for more."""

    def take(self, child: Child | None) -> Iterator[Yielded]:
        """What has come; from this child, if it is that of the feed."""

    def close(self) -> None:
        """No more is wanted."""


class Given:
    """Pages of an iterable of this process."""

    def __init__(self, pages: Iterable[Yielded]) -> None:
        self._pages, self._wanted = iter(pages), True
        self.over = False

    @property
    def ready(self) -> bool:
        return self._wanted and not self.over

    def listen(self, wanted: bool) -> None:
        self._wanted = wanted

    def take(self, child: Child | None) -> Iterator[Yielded]:
        if child is not None or not self.ready:
            return
        count = 0
        for count, each in enumerate(islice(self._pages, AT_ONCE), start=1):  # noqa: B007
            yield each
        self.over = count < AT_ONCE

    def close(self) -> None:
        self.over = True


class Fed:
    """Pages that a feeder process finds behind arguments. `known` tells what is known of an address."""

    ready = False

    def __init__(
        self,
        arguments: Sequence[str],
        options: Options,
        known: Callable[[str], Address | None],
        memory: int,
        selector: selectors.BaseSelector,
        module: str = FEEDER,
    ) -> None:
        self._module = module
        self._arguments = tuple(map(os.fsencode, arguments))
        self._options, self._known, self._memory, self._selector = Raw(encode(options)), known, memory, selector
        self._argument, self._came, self._last, self._deaths = 0, 0, "", 0
        self._file: bytes | None = None  # the archive or table of a folder that it opened last
        self._left_out: frozenset[bytes] = frozenset()
        self._looked, self._silent = time.monotonic(), 0.0
        self._child: Child | None = None
        self._wanted = True
        self._begin()

    @property
    def over(self) -> bool:
        return self._child is None

    def listen(self, wanted: bool) -> None:
        self._wanted = wanted
        if self._child is not None:
            self._child.listen(wanted)

    def take(self, child: Child | None) -> Iterator[Yielded]:
        if child is None:
            yield from self._look()
        if child is None or child is not self._child:
            return
        self._silent = 0.0
        try:
            for message in child.take():
                yield from self._told(child, from_feeder.decode(message))
        except (BrokenError, DecodeError):
            yield from self._lost()
        else:
            if child is self._child and child.incoming.ended:
                yield from self._lost()

    def _look(self) -> Iterator[Yielded]:
        """End a feeder that opens something for ever. Time counts only while it is wanted, and from look to look."""
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, MOMENT), now
        self._silent = self._silent + passed if self._wanted else 0.0
        if self._child is not None and self._silent > SILENT:
            self._silent = 0.0
            yield from self._lost(f"sent nothing for {SILENT:,.0f} seconds")

    def close(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def _told(self, child: Child, message: Came | Asked | Over) -> Iterator[Yielded]:
        if isinstance(message, Asked):
            child.put(encode(Known(self._known(message.url))))
        elif isinstance(message, Over):
            self.close()
        elif message.yielded is None:
            self._file = message.file
            if message.argument != self._argument:
                self._argument, self._came, self._deaths = message.argument, 0, 0
        else:
            self._came, self._last, self._deaths = self._came + 1, message.yielded.name, 0
            yield message.yielded

    def _lost(self, why: str | None = None) -> Iterator[Yielded]:
        """It died. It is started again where it was; what it dies of time and again is left out, and said so."""
        assert self._child is not None
        status = self._child.end()
        words = self._child.last_words()
        self._child, self._deaths = None, self._deaths + 1
        name = os.fsdecode(self._arguments[self._argument])
        most = KILLED if status == -signal.SIGKILL and why is None else DIED
        if self._deaths > (0 if name == INPUT else most):
            behind = f" behind {self._last}" if self._came else ""
            how = f"the process that opened it {why or in_words(status)}{behind}{': ' if words else ''}{words}"
            yield failure(os.fsdecode(self._file) if self._file else name, how)
            self._give_up()
        if self._argument < len(self._arguments):
            self._begin()

    def _give_up(self) -> None:
        """Leave out what it dies of: the file of a folder, or the argument."""
        if self._file is not None:
            self._left_out |= {self._file}
        else:
            self._argument, self._came = self._argument + 1, 0
        self._deaths, self._file = 0, None

    def _begin(self) -> None:
        self._child = Child(self._module, self._selector, reads_input=True)
        self._child.listen(self._wanted)
        self._child.put(
            encode(
                Open(
                    arguments=self._arguments,
                    options=self._options,
                    first=self._argument,
                    skipped=self._came,
                    after=self._last if self._came else None,
                    left_out=self._left_out,
                    memory=self._memory,
                )
            )
        )


def failure(name: str, reason: str) -> Yielded:
    """That nothing came, or no more, of an argument."""
    from sayso.sources import files

    name, address = name.encode(errors="backslashreplace").decode(), files.is_address(name)
    return Yielded(name=name, reason=reason, path=None if address else name, url=name if address else None)
