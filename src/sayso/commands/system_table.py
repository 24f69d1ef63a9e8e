"""A described system as tables that a person can read in a minute."""

from collections.abc import Iterable, Sequence
from typing import IO, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.compare.system import Basis, System
from sayso.compare.telling import Row, sections
from sayso.export.terminal import shown

_WIDTH: Final = 160  # of what is written elsewhere than to a terminal
_QUOTED: Final = 2  # how many places a row quotes
_COUNT: Final = 5  # the width of the count
_LONG: Final = 70  # characters of a quotation


def show(system: System, stream: IO[str], limit: int) -> None:
    """Write a system, each section with at most `limit` lines."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(file=stream, highlight=False, markup=False, emoji=False, width=_WIDTH)
    _Screen(console, system, limit).show()


class _Screen:
    def __init__(self, console: Console, system: System, limit: int) -> None:
        self._console, self._system, self._limit = console, system, limit
        self._many = len(system.sources) > 1

    def show(self) -> None:
        self._header()
        if not self._system.blocs:
            self._heading("blocs")
            self._console.print("  none: nobody is told to stand with another")
        for section in sections(self._system):
            self._table(section.name, section.rows)

    def _header(self) -> None:
        sources = self._system.sources
        title = shown(sources[0].title or "(no title)") if len(sources) == 1 else f"{len(sources)} documents"
        self._console.print(Text(title, "bold underline"), soft_wrap=True)
        self._console.print(Text("as told there, not as known: each line with how often and by whom", "dim"))

    def _heading(self, name: str) -> None:
        self._console.print()
        self._console.print(Text(name, "bold"))

    def _table(self, name: str, rows: Sequence[Row]) -> None:
        self._heading(name)
        who, voices, quoted = _widths(self._console.width)
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(justify="right", style="cyan", no_wrap=True, width=_COUNT)
        table.add_column(width=who, overflow="fold")
        table.add_column(width=voices, style="magenta", overflow="ellipsis", no_wrap=True)
        table.add_column(width=quoted, style="dim", overflow="ellipsis", no_wrap=True)
        for row in rows[: self._limit]:
            words = "; ".join(f"“{_cut(each)}”" for each in row.quotes[:_QUOTED])
            table.add_row(
                f"{len(row.bases)}×", shown(row.text) + " (hedged)" * row.hedged, self._voices(row.bases), words
            )
        self._print(table)
        if len(rows) > self._limit:
            self._console.print(Text(f"       {len(rows) - self._limit} more", "dim"))

    def _print(self, table: Table) -> None:
        """A table; in a file without the blanks that fill its lines."""
        if self._console.is_terminal:
            self._console.print(table)
            return
        with self._console.capture() as written:
            self._console.print(table)
        for line in written.get().splitlines():
            self._console.print(Text(line.rstrip()), soft_wrap=True)

    def _voices(self, bases: Iterable[Basis]) -> str:
        names = {b.voice: (b.voice.name if self._many else "the page") if b.voice.page else b.voice.name for b in bases}
        return ", ".join(shown(names[voice]) for voice in sorted(names, key=lambda voice: (not voice.page, voice.name)))


def _widths(width: int) -> tuple[int, int, int]:
    """Of who it is, of the voices and of the words, for a screen of a width."""
    rest = max(30, width - _COUNT - 3 * 2)
    return rest * 8 // 20, rest * 4 // 20, rest - rest * 8 // 20 - rest * 4 // 20


def _cut(words: str) -> str:
    told = shown(words)
    return told if len(told) <= _LONG else f"{told[: _LONG - 1].rstrip()}…"
