"""The rows of CSV, TSV and JSONL files, one at a time and under a limit, each with the line on which it begins."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from msgspec import Struct

from sayso.sources import compressed
from sayso.sources.columns import mended, without_header

# A record with cells of their largest, and something over for the rest of them.
_OVER: Final = 1_000_000
# Rows broken by a stray quotation mark after which the lines that it swallowed are looked through, and of each so many.
_MOST_AGAIN: Final = 100
_MOST_LINES: Final = 200
# A cell of so many lines, nearly all of which would be rows of three columns or more, is not believed to be one cell.
_MANY_LINES: Final = 50
_UNCLOSED: Final = "a quotation mark in it is never closed"
_CLOSED_LATE: Final = "a quotation mark in it is not closed before other rows begin"
_DELIMITERS: Final = "\t,;|"
_ENCODINGS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Row(Struct, frozen=True):
    """The cells of a row by column, or the reason why it cannot be read; `number` is the line on which it begins.

    `raw` tells that bytes which are not UTF-8 stand in the cells as lone surrogates, as Python's `surrogateescape`
    writes them.
    """

    number: int
    cells: Mapping[str, object] | None = None
    reason: str | None = None
    raw: bool = False


class LongError(Exception):
    """A line, or a row of several, is longer than it may be."""


class Lines:
    """The lines of a text with their ends, none longer than `most` characters, nor all since `begin` together."""

    def __init__(self, text: TextIO, most: int) -> None:
        self.number = 0  # of the line that was given last, the first being 1
        self.held: list[str] = []  # since `begin`
        self.ended = False
        self._text, self._most, self._size = text, most, 0
        self._again: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._text.readline(self._most + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self._size += len(line)
        if len(line) > self._most:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(self._most)
            raise LongError
        self.held.append(line)
        if self._size > self._most:
            raise LongError
        return line

    def begin(self) -> None:
        """Forget what was given: a row begins."""
        self.held, self._size = [], 0

    def give_back(self, count: int) -> None:
        """The last `count` lines are to be given again."""
        self._again.extend(reversed(self.held[len(self.held) - count :]))
        self.number -= count


def jsonl(file: BinaryIO, max_bytes: int) -> Iterator[Row]:
    """The objects of a JSONL file."""
    stream, unpacked = compressed.stream(file)
    lines = Lines(_text(stream, newline="\n"), max_bytes * 2 + _OVER)
    while not lines.ended:
        lines.begin()
        try:
            line = next(lines, None)
        except LongError:
            yield Row(lines.number, reason="a line that is too long")
            continue
        if line is None or not line.strip():
            continue
        if unpacked is not None and unpacked.fault and not line.endswith("\n"):
            break
        yield _object(lines.number, line)
    if unpacked is not None and unpacked.fault:
        yield Row(lines.number + 1, reason=unpacked.fault)


def _object(number: int, line: str) -> Row:
    try:
        cells = json.loads(line)
    except RecursionError:
        return Row(number, reason="not JSON that is read: it is nested too deeply")
    except ValueError as error:
        return Row(number, reason=f"not JSON: {str(error)[:200]}")
    if not isinstance(cells, dict):
        return Row(number, reason="not a JSON object")
    # Half a character may also be written out as an escape; that is none of the file's bytes.
    raw = not line.isascii() and any("\udc80" <= character <= "\udcff" for character in line)
    return Row(number, {mended(name): cell for name, cell in cells.items()} if raw else cells, raw=raw)


class Separated:
    """The rows of a CSV or TSV file. `names` are its columns; where it has no header they are made up."""

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), max_bytes + 1))
        stream, self._unpacked = compressed.stream(file)
        self._lines = Lines(_text(stream, newline=""), max_bytes * 2 + _OVER)
        self._again = _MOST_AGAIN
        self._delimiter = ","
        self._first: Row | None = None
        self.names = self._header()

    def _header(self) -> tuple[str, ...]:
        try:
            first = next(self._lines, "")
            self._delimiter = max(_DELIMITERS, key=_outside_quotes(first).count)
            if first.lower().startswith("sep=") and len(first.strip()) == 5:  # as spreadsheets write it
                self._delimiter = first[4]
                self._lines.begin()
            else:
                self._lines.give_back(1 if first else 0)
                self._lines.begin()
            names = next(self._parsed(), [])
            if self._lines.ended and names:
                names = self._first_line()
        except (csv.Error, LongError):
            return ()
        made = without_header(names)
        if made is None:
            return tuple(name.replace("\x00", "").strip() for name in map(mended, names))
        self._first = Row(self._lines.number, dict(zip(made, names, strict=True)), raw=True)
        return made

    def _first_line(self) -> list[str]:
        """The header alone, where a quotation mark in it that is never closed swallowed the whole file."""
        self._first = Row(1, reason=_UNCLOSED)
        first = self._lines.held[0]
        self._lines.give_back(len(self._lines.held) - 1)
        self._lines.ended = False
        return next(csv.reader([first], delimiter=self._delimiter), [])

    def _parsed(self) -> Iterator[list[str]]:
        return csv.reader(self._lines, delimiter=self._delimiter)

    def __iter__(self) -> Iterator[Row]:
        if self._first is not None:
            yield self._first
        reader = self._parsed()
        while not self._lines.ended:
            self._lines.begin()
            begins = self._lines.number + 1
            try:
                row = next(reader, None)
                reason = None if row is None else self._wrong(row)
            except LongError:
                row, reason = [], "a row that is too long"
            except csv.Error as error:
                long = "field limit" in str(error)
                row, reason = [], "a row that is too long" if long else f"not a row: {error}"
            if reason is not None and (self._stray(reason) or row == []):
                reader = self._parsed()
            if reason is not None or row:
                yield self._row(begins, row or [], reason)
        if self._unpacked is not None and self._unpacked.fault:
            yield Row(self._lines.number + 1, reason=self._unpacked.fault)

    def _row(self, number: int, row: list[str], reason: str | None) -> Row:
        if reason is not None:
            return Row(number, reason=reason)
        cells: dict[str, object] = {}
        for name, cell in zip(self.names, row, strict=False):
            cells.setdefault(name, cell)
        return Row(number, cells, raw=True)

    def _wrong(self, row: list[str]) -> str | None:
        """Why a row cannot be trusted: cells too many, which means that some were broken in two, or too few, which
        means that a row was. Empty ones too many at its end do no harm."""
        if not row:
            return None
        if len(row) < len(self.names) or any(row[len(self.names) :]):
            return f"{len(row)} cells in a table of {len(self.names)} columns"
        return self._cut() or self._runs_on()

    def _cut(self) -> str | None:
        """Whether the row is the last of a file that ends too early, and is not whole."""
        if self._unpacked is None or not self._unpacked.fault or not self._lines.held:
            return None
        if not self._is_strict(self._lines.held):
            return "a row that is cut off"
        return None if self._lines.held[-1].endswith(("\n", "\r")) else "a row that is cut off"

    def _runs_on(self) -> str | None:
        """Whether a quotation mark made one row of several, though there are as many cells as there should be."""
        held = self._lines.held
        if self._lines.ended:  # more was asked for than there is
            return _UNCLOSED
        swallowed = held[1 : _MOST_LINES + 1]
        if not swallowed or len(self.names) < 2:
            return None
        if self._opens_cell(held[-1]) and not self._is_strict(held):
            # The mark that seems to close the cell opens one of another row, and its words stand behind it.
            return _CLOSED_LATE if self._are_rows(swallowed[:-1], 0.9) else None
        many = len(self.names) > 2 and len(swallowed) >= _MANY_LINES
        return _CLOSED_LATE if many and self._are_rows(swallowed, 0.9) else None

    def _are_rows(self, lines: list[str], share: float) -> bool:
        return sum(map(self._is_whole, lines)) >= share * len(lines)

    def _is_strict(self, lines: list[str]) -> bool:
        try:
            list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return False
        return True

    def _opens_cell(self, line: str) -> bool:
        """Whether a line could be a row, or the beginning of one, with a cell in quotation marks."""
        opened = line.startswith('"') or f'{self._delimiter}"' in line
        return opened and [len(row) for row in csv.reader([line], delimiter=self._delimiter)] == [len(self.names)]

    def _stray(self, reason: str) -> bool:
        """Give back the lines behind a broken row of several from the first on that is a whole row by itself, for a
        quotation mark that is never closed swallows whatever follows."""
        held = self._lines.held
        if len(held) < 2 or self._again == 0:
            return False
        # The last page of a file that was cut off has lines of its own, of which some may look like rows.
        if reason == _UNCLOSED and (len(self.names) < 2 or not self._are_rows(held[1 : _MOST_LINES + 1], 0.5)):
            return False
        self._again -= 1
        for index, line in enumerate(held[1:], start=1):
            if self._is_whole(line):
                self._lines.give_back(len(held) - index)
                self._lines.ended = False
                return True
        return False

    def _is_whole(self, line: str) -> bool:
        try:
            return [len(row) for row in csv.reader([line], delimiter=self._delimiter, strict=True)] == [len(self.names)]
        except csv.Error:
            return False


def is_separated(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith((".csv", ".tsv"))


def _text(stream: io.BufferedReader, newline: str) -> TextIO:
    encoding = _ENCODINGS.get(stream.peek(2)[:2], "utf-8-sig")
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline=newline)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
