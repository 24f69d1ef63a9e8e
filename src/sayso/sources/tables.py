"""Pages from tables: a row is a page, its text or HTML in one column, what is known of it in others.

A row is called by the line on which it begins (`table.csv#17`), in Parquet by its number. Where a table has addresses
but no text, the pages are fetched.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.records import Page
from sayso.sources import columns, files, parquet
from sayso.sources.columns import Columns
from sayso.sources.rows import Row, Separated, is_separated, jsonl
from sayso.sources.yielded import Yielded

Fetch = Callable[[str], Yielded]

_LOOKED_AT: Final = 20  # rows of a JSONL file for the names in it, or for what is wrong with all of them
# Lists of events name an address once for each event; so many are remembered.
_REMEMBERED: Final = 500_000
_HEAD: Final = 1 << 16  # characters of a cell in which a tag is looked for
_HALVES: Final = re.compile("[\ud800-\udfff]")
_TAGS: Final = ("</p>", "</div>", "</a>", "</span>", "<br>", "<br/>", "<br />", "</h1>", "</h2>", "</li>", "</html>")


_OBJECTS: Final = (".jsonl", ".ndjson")


class Table(Struct, frozen=True):
    """A file as a person named it, its place, when it was last written, the size of the largest page, and the columns
    that were told."""

    path: Path
    place: str
    written: str
    max_bytes: int
    told: Mapping[str, str]

    def failed(self, number: int, reason: str) -> Yielded:
        name = f"{self.path}#{number}"
        return Yielded(name=name, path=f"{self.place}#{number}", reason=f"{name}: {reason}")


def names(path: Path, max_bytes: int) -> tuple[str, ...]:
    """The names of a table's columns. SaysoError where it cannot be read."""
    if files.suffix(path) == ".parquet":
        return parquet.names(path)
    with files.opened(path) as file:
        if is_separated(path):
            return Separated(file, max_bytes).names
        whole = (row.cells for row in jsonl(file, max_bytes) if row.cells)
        return tuple(dict.fromkeys(name for cells in islice(whole, _LOOKED_AT) for name in cells))


def pages(
    path: Path, max_bytes: int, told: Mapping[str, str], fetch: Fetch, only: int | None = None
) -> Iterator[Yielded]:
    """The pages of a table, and the reasons for rows that are none, in the order of the file; with `only` that row.

    `fetch` gets what is at an address. SaysoError where the table cannot be read.
    """
    there = names(path, max_bytes)
    table = Table(path, files.place(path), files.written(path.stat()), max_bytes, told)
    if not there and files.suffix(path) in _OBJECTS:
        yield from _without_names(table, only)
        return
    found = _columns(path, there, told)
    with ExitStack() as stack:
        rows = _rows(table, found, stack, only)
        if only is not None:
            rows = _one(rows, only)
        yield from _read(table, found, rows) if found.holds_pages else _fetched(table, found, rows, fetch)


def _without_names(table: Table, only: int | None) -> Iterator[Yielded]:
    """What is wrong with the first rows of a table of which none can be read, so that it has no columns either."""
    with files.opened(table.path) as file:
        rows = jsonl(file, table.max_bytes)
        first = list(islice(rows if only is None else _one(rows, only), _LOOKED_AT))
        if not first:
            raise InputError(f"{table.path}: there are no rows in this table")
        for row in first:
            yield table.failed(row.number, row.reason or "no text in this row")
        if next(rows, None) is not None and only is None:
            raise InputError(f"{table.path}: none of its rows can be read; these were the first {_LOOKED_AT}")


def _columns(path: Path, there: Sequence[str], told: Mapping[str, str]) -> Columns:
    try:
        found = columns.columns(there, told)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if not found.holds_pages and found.url is None:
        raise InputError(f"{path}: no column is known to hold text, HTML or addresses (--columns text=NAME names one)")
    return found


def _rows(table: Table, found: Columns, stack: ExitStack, only: int | None) -> Iterable[Row]:
    if files.suffix(table.path) == ".parquet":
        return parquet.rows(table.path, found.used(), only or 1)
    file = stack.enter_context(files.opened(table.path))
    return Separated(file, table.max_bytes) if is_separated(table.path) else jsonl(file, table.max_bytes)


def _one(rows: Iterable[Row], number: int) -> Iterator[Row]:
    for row in rows:
        if row.number >= number:
            yield row if row.number == number else Row(number, reason="no row begins here")
            return
    yield Row(number, reason="the table has no such row")


def _read(table: Table, found: Columns, rows: Iterable[Row]) -> Iterator[Yielded]:
    keys: tuple[str, ...] = ()
    of_row = found
    for row in rows:
        if row.cells is None:
            yield table.failed(row.number, row.reason or "cannot be read")
            continue
        if files.suffix(table.path) in _OBJECTS and keys != (keys := tuple(row.cells)):
            of_row = _of_object(keys, table.told, found)
        try:
            page = _page(table, of_row, row)
        except InputError as error:
            yield table.failed(row.number, str(error))
        else:
            yield Yielded(name=f"{table.path}#{row.number}", page=page, path=page.path)


def _of_object(keys: Sequence[str], told: Mapping[str, str], otherwise: Columns) -> Columns:
    """The columns of one object, for each may have names of its own."""
    try:
        return columns.columns(keys, {field: name for field, name in told.items() if name in keys})
    except InputError:
        return otherwise


def _page(table: Table, found: Columns, row: Row) -> Page:
    assert row.cells is not None
    data, media_type = _content(found, row, table.max_bytes)
    return Page(
        data=data,
        path=f"{table.place}#{row.number}",
        url=columns.address(found, row.cells),
        media_type=media_type,
        fetched=table.written,
        facts=columns.facts(found, row.cells),
    )


def _content(found: Columns, row: Row, max_bytes: int) -> tuple[bytes, str]:
    """The bytes of a row's page and their media type; of the page's own HTML rather than of text taken out of it.

    Text is given as UTF-8, and bytes that are none as they are: what they say is seen when the page is read.
    """
    assert row.cells is not None
    for name, media_type in ((found.html, "text/html"), (found.text, "text/plain")):
        cell = row.cells.get(name) if name is not None else None
        if not isinstance(cell, (bytes, str)):
            continue
        if len(cell) > max_bytes:  # no character takes less than a byte
            raise InputError(f"larger than {max_bytes:,} bytes")
        if cell.strip():
            data, kind = (cell, media_type) if isinstance(cell, bytes) else _encoded(cell, media_type, raw=row.raw)
            if len(data) > max_bytes:
                raise InputError(f"larger than {max_bytes:,} bytes")
            return data, kind
    raise InputError("no text in this row")


def _encoded(cell: str, media_type: str, *, raw: bool) -> tuple[bytes, str]:
    head = cell[:_HEAD].lower()
    kind = "text/html" if any(tag in head for tag in _TAGS) else media_type
    try:
        return cell.encode(), f"{kind}; charset=utf-8"
    except UnicodeEncodeError as error:
        if raw and all("\udc80" <= half <= "\udcff" for half in _HALVES.findall(cell)):
            return cell.encode(errors="surrogateescape"), kind
        raise InputError(f"character {error.start} of its text is a lone surrogate, which is no character") from None


def _fetched(table: Table, found: Columns, rows: Iterable[Row], fetch: Fetch) -> Iterator[Yielded]:
    seen: set[int] = set()
    for row in rows:
        address = columns.address(found, row.cells) if row.cells is not None else None
        if row.cells is None or address is None:
            yield table.failed(row.number, row.reason or "no address in this row")
            continue
        if hash(address) in seen:
            continue
        if len(seen) >= _REMEMBERED:
            seen.clear()
        seen.add(hash(address))
        got = fetch(address)
        yield got if got.page is None else replace(got, page=replace(got.page, facts=columns.facts(found, row.cells)))
