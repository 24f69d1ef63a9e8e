"""Pages from tables: a row is a page, its text or HTML in one column, what is known of it in others.

A row is called by the line on which it begins (`table.csv#17`), in Parquet by its number. Where a table has addresses
but no text, the pages are fetched.
"""

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

_LOOKED_AT: Final = 20  # lines of a JSONL file for the names in it
# Lists of events name an address once for each event; so many are remembered.
_REMEMBERED: Final = 500_000
_TAGS: Final = ("</p>", "</div>", "</a>", "</span>", "<br>", "<br/>", "<br />", "</h1>", "</h2>", "</li>", "</html>")


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


def is_table(path: Path) -> bool:
    """Whether a file is called as tables are."""
    return files.kind_of(path) == "table"


def names(path: Path, max_bytes: int) -> tuple[str, ...]:
    """The names of a table's columns. SaysoError where it cannot be read."""
    if files.suffix(path) == ".parquet":
        return parquet.names(path)
    with files.opened(path) as file:
        if is_separated(path):
            return Separated(file, max_bytes).names
        first = islice(jsonl(file, max_bytes), _LOOKED_AT)
        return tuple(dict.fromkeys(name for row in first if row.cells for name in row.cells))


def pages(
    path: Path, max_bytes: int, told: Mapping[str, str], fetch: Fetch, only: int | None = None
) -> Iterator[Yielded]:
    """The pages of a table, and the reasons for rows that are none, in the order of the file; with `only` that row.

    `fetch` gets what is at an address. SaysoError where the table cannot be read.
    """
    found = _columns(path, names(path, max_bytes), told)
    table = Table(path, files.place(path), files.written(path.stat()), max_bytes, told)
    with ExitStack() as stack:
        rows = _rows(table, found, stack, only)
        if only is not None:
            rows = _one(rows, only)
        yield from _read(table, found, rows) if found.holds_pages else _fetched(table, found, rows, fetch)


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
        if files.suffix(table.path) in (".jsonl", ".ndjson") and keys != (keys := tuple(row.cells)):
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
    data, media_type = _content(found, row.cells)
    if len(data) > table.max_bytes:
        raise InputError(f"larger than {table.max_bytes:,} bytes")
    return Page(
        data=data,
        path=f"{table.place}#{row.number}",
        url=columns.address(found, row.cells),
        media_type=media_type,
        fetched=table.written,
        facts=columns.facts(found, row.cells),
    )


def _content(found: Columns, cells: Mapping[str, object]) -> tuple[bytes, str]:
    """The bytes of a row's page and their media type; of the page's own HTML rather than of text taken out of it."""
    for name, media_type in ((found.html, "text/html"), (found.text, "text/plain")):
        cell = cells.get(name) if name is not None else None
        if isinstance(cell, bytes) and cell.strip():
            return cell, media_type
        if isinstance(cell, str) and cell.strip():
            kind = "text/html" if any(tag in cell.lower() for tag in _TAGS) else media_type
            return _encoded(cell), f"{kind}; charset=utf-8"
    raise InputError("no text in this row")


def _encoded(cell: str) -> bytes:
    try:
        return cell.encode()
    except UnicodeEncodeError as error:
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
