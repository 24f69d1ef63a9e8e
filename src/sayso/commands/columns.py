"""Tables on a screen: publishers side by side, wrapped to the width; in a file without the blanks that fill lines."""

from collections.abc import Iterable, Sequence
from typing import IO, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.export.terminal import shown

WIDTH: Final = 140  # of what is written elsewhere than to a terminal
NARROW: Final = 16  # characters of a column below which columns become lines

_OPENING: Final = '"“‘„«'
_CLOSING: Final = '"”’“»…'

Cell = str | Text


class Screen:
    """Writes headings, lines and tables. Words of pages are shown, never obeyed."""

    def __init__(self, stream: IO[str]) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        if not self._console.is_terminal:
            self._console = Console(file=stream, highlight=False, markup=False, emoji=False, width=WIDTH)

    @property
    def width(self) -> int:
        return self._console.width

    def title(self, words: str) -> None:
        self._console.print(Text(shown(words), "bold underline"), soft_wrap=True)

    def heading(self, words: str, remark: str = "") -> None:
        self._console.print()
        self._console.print(Text.assemble((shown(words), "bold"), (f"  {shown(remark)}" if remark else "", "dim")))

    def line(self, words: Cell, style: str = "", indent: int = 2) -> None:
        text = words if isinstance(words, Text) else Text(shown(words), style)
        for part in text.wrap(self._console, max(20, self.width - indent)):
            part.rstrip()
            self._console.print(Text(" " * indent) + part, soft_wrap=True)

    def table(
        self, heads: Sequence[str], rows: Iterable[Sequence[Cell]], first: float = 0.34, *, named: bool = True
    ) -> None:
        """Rows below the names of their columns (where `named`); the first column takes so much of the width. Where
        columns would be too narrow each cell that says something becomes a line."""
        rows = list(rows)
        room = self.width - 2 - 2 * len(heads)
        each = int(room * (1 - first) / max(1, len(heads) - 1))
        if each < NARROW:
            self._lines(heads, rows)
            return
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="cyan", show_header=named)
        table.add_column(shown(heads[0]), width=int(room * first), overflow="fold")
        for head in heads[1:]:
            table.add_column(shown(head), width=each, overflow="fold")
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Text) else Text(shown(cell)) for cell in row))
        self._print(table)

    def _lines(self, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            self.line(row[0])
            for head, cell in zip(heads[1:], row[1:], strict=True):
                if str(cell):
                    self.line(Text.assemble((f"{shown(head)}: ", "cyan"), cell), indent=6)

    def _print(self, table: Table) -> None:
        with self._console.capture() as written:
            self._console.print(table)
        if self._console.is_terminal:
            self._console.print(table)
            return
        for line in written.get().splitlines():
            self._console.print(Text(line.rstrip()), soft_wrap=True)


def cut(words: str, most: int) -> str:
    """Words in one line, at most so many characters of them."""
    told = " ".join(words.split())
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def quoted(words: str, most: int) -> str:
    """Words in one pair of quotation marks, without a *that* before them."""
    told = cut(words.removeprefix("that "), most)
    marked = bool(told) and told[0] in _OPENING and told[-1] in _CLOSING
    return told if marked else f"“{told}”"


def count(number: int, thing: str, several: str = "") -> str:
    """A number of things."""
    return f"{number:,} {thing if number == 1 else several or thing + 's'}"
