"""The rows of CSV, TSV and JSONL files, one at a time and under a limit, each with the line on which it begins."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from msgspec import Struct

from sayso.sources import compressed
from sayso.sources.columns import without_header

# A record with cells of their largest, and something over for the rest of them.
_OVER: Final = 1_000_000
# Rows broken by a stray quotation mark after which the lines that it swallowed are looked through.
_MOST_AGAIN: Final = 100
_DELIMITERS: Final = "\t,;|"
_ENCODINGS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Row(Struct, frozen=True):
    """The cells of a row by column, or the reason why it cannot be read; `number` is the line on which it begins."""

    number: int
    cells: Mapping[str, object] | None = None
    reason: str | None = None


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
        cells = json.loads(mended(line))
    except RecursionError:
        return Row(number, reason="not JSON that is read: it is nested too deeply")
    except ValueError as error:
        return Row(number, reason=f"not JSON: {str(error)[:200]}")
    if not isinstance(cells, dict):
        return Row(number, reason="not a JSON object")
    return Row(number, cells)


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
        except (csv.Error, LongError):
            return ()
        made = without_header(names)
        if made is None:
            return tuple(name.replace("\x00", "").strip() for name in map(mended, names))
        self._first = Row(self._lines.number, dict(zip(made, map(mended, names), strict=True)))
        return made

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
            if reason is not None and (self._stray() or row == []):
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
            cells.setdefault(name, mended(cell))
        return Row(number, cells)

    def _wrong(self, row: list[str]) -> str | None:
        """Why a row cannot be trusted: cells too many, which means that some were broken in two, or too few, which
        means that a row was. Empty ones too many at its end do no harm."""
        if not row:
            return None
        if len(row) < len(self.names) or any(row[len(self.names) :]):
            return f"{len(row)} cells in a table of {len(self.names)} columns"
        return self._cut()

    def _cut(self) -> str | None:
        """Whether the row is the last of a file that ends too early, and is not whole."""
        if self._unpacked is None or not self._unpacked.fault or not self._lines.held:
            return None
        try:
            list(csv.reader(self._lines.held, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return "a row that is cut off"
        return None if self._lines.held[-1].endswith(("\n", "\r")) else "a row that is cut off"

    def _stray(self) -> bool:
        """Give back the lines behind a broken row of several from the first on that is a whole row by itself, for a
        quotation mark that is never closed swallows whatever follows."""
        held = self._lines.held
        if len(held) < 2 or self._again == 0:
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


def mended(cell: str) -> str:
    """A cell in which bytes that are not UTF-8 stand as lone surrogates: Western text of one byte a character, unless
    there is more in it that is UTF-8 than not."""
    if cell.isascii() or not (odd := sum("\udc80" <= character <= "\udcff" for character in cell)):
        return cell
    data = cell.encode("utf-8", errors="surrogateescape")
    if sum(character > "\x7f" for character in cell) > 2 * odd:
        return data.decode("utf-8", errors="replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def is_separated(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith((".csv", ".tsv"))


def _text(stream: io.BufferedReader, newline: str) -> TextIO:
    encoding = _ENCODINGS.get(stream.peek(2)[:2], "utf-8-sig")
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline=newline)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
