"""How far long work has come: a bar on a terminal, plain lines elsewhere, both on stderr."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sayso.export.terminal import shown


class Steps:
    """Counts the steps of work of a known size. Nothing is shown of work in a single step."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        console = Console(stderr=True)
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
        )
        self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._task = self._bar.add_task("", total=total)
        self._shows_bar = total > 1 and console.is_terminal
        self._shows_lines = total > 1 and not console.is_terminal

    def begin(self, name: str) -> None:
        """The next step begins."""
        self._done += 1
        self._bar.update(self._task, description=shown(name), completed=self._done - 1)
        if self._shows_lines:
            print(f"{self._done}/{self._total} {shown(name)}", file=sys.stderr)

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
