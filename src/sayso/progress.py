"""How far long work has come: a bar on a terminal, plain lines elsewhere, both on stderr."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sayso.export.terminal import shown

LINES: Final = 200  # pages that are told one by one where there is no bar
BETWEEN: Final = 10.0  # seconds between two lines about more than these
FIRST: Final = 5  # pages from which on a rate says something


class _Shown:
    """A bar that makes way for what else is written to the same terminal."""

    def __init__(self, total: int | None) -> None:
        console = Console(stderr=True)
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
        )
        self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._task = self._bar.add_task("", total=total)
        self._shows_bar = total != 1 and console.is_terminal
        self._shows_lines = total != 1 and not console.is_terminal

    @contextmanager
    def running(self) -> Iterator[None]:
        """While the work goes on."""
        if not self._shows_bar:
            yield
            return
        with self._bar:
            yield

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While something else is written to the same terminal."""
        if not self._shows_bar:
            yield
            return
        self._bar.stop()
        yield
        self._bar.start()


class Steps(_Shown):
    """Counts the steps of work of a known size. Nothing is shown of work in a single step."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self._total, self._done = total, 0

    def begin(self, name: str) -> None:
        """The next step begins."""
        self._done += 1
        self._bar.update(self._task, description=shown(name), completed=self._done - 1)
        if self._shows_lines:
            print(f"{self._done}/{self._total} {shown(name)}", file=sys.stderr)


class Pages(_Shown):
    """Counts pages, how many of them in all may not be known, by what became of them; with rate and remaining time."""

    def __init__(self, total: int | None) -> None:
        super().__init__(total)
        self._total, self._done, self._failed = total, 0, 0
        self._began = self._told = time.monotonic()

    def done(self, name: str, *, failed: bool) -> None:
        """A page is done with."""
        self._done += 1
        self._failed += failed
        if self._total is not None and self._done > self._total:
            self._total = None  # more came than could be seen beforehand
        if self._shows_bar:
            told = ", ".join(filter(None, (self._rate(), self._failures(), shown(name))))
            self._bar.update(self._task, description=told, completed=self._done, total=self._total)
        elif self._shows_lines:
            self._line(name)

    def _line(self, name: str) -> None:
        now = time.monotonic()
        if (self._total or self._done) <= LINES:
            print(f"{self._count()} {shown(name)}", file=sys.stderr)
        elif now - self._told >= BETWEEN:
            self._told = now
            told = (f"{self._count()} pages", self._rate(), self._left(), self._failures())
            print(", ".join(filter(None, told)), file=sys.stderr)

    def _count(self) -> str:
        return f"{self._done:,}" if self._total is None else f"{self._done:,}/{self._total:,}"

    def _per_second(self) -> float:
        return self._done / max(time.monotonic() - self._began, 0.001)

    def _rate(self) -> str:
        return f"{self._per_second():.1f} pages/s" if self._done >= FIRST else ""

    def _left(self) -> str:
        if self._total is None or self._done < FIRST:
            return ""
        minutes, seconds = divmod(round((self._total - self._done) / self._per_second()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02} left"

    def _failures(self) -> str:
        return f"{self._failed:,} not read" if self._failed else ""
