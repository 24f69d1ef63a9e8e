"""Readings as Parquet: one row a page, in parts that appear when they are whole.

A part is a folder of files below the one that was asked for; while it is written its name begins with a full stop, so
that what looks for `*/*.parquet` sees only whole ones. A row holds the original bytes too: a ledger can be made of it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, json

from sayso.errors import InputError
from sayso.ids import document_id
from sayso.records import Facts, Page, Reading
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:
    from pyarrow import Schema, Table

# `number` is the page's position in what its part was made of; `reading` is JSON as `sayso read --format jsonl` has it,
# and its vectors, null where there is none: then `step` gave up, for the `reason`. `facts` is JSON of what the source
# said of the page.
COLUMNS: Final = {
    "number": "int64",
    "name": "string",
    "path": "string",
    "url": "string",
    "media_type": "string",
    "fetched": "string",
    "facts": "string",
    "document": "string",
    "original": "large_binary",
    "reader": "string",
    "reading": "large_string",
    "step": "string",
    "reason": "string",
}


class Row(Struct, frozen=True, kw_only=True):
    """What became of one page: its reading, or the step that gave up and the reason."""

    number: int
    source: Yielded
    reader: str
    reading: Reading | None = None
    step: str | None = None
    reason: str | None = None


def schema() -> "Schema":
    import pyarrow

    return pyarrow.schema([(name, getattr(pyarrow, kind)()) for name, kind in COLUMNS.items()])


def table(rows: Sequence[Row]) -> "Table":
    """Rows as a table of these columns."""
    import pyarrow

    return pyarrow.Table.from_pylist([_cells(row) for row in rows], schema=schema())


def rows(folder: Path) -> Iterator[Row]:
    """The rows of one part. InputError for a file that is none of ours."""
    for group in _groups(folder, list(COLUMNS)):
        yield from (_row(cells) for cells in group.to_pylist())


def parts(folder: Path) -> list[Path]:
    """The whole parts below a folder."""
    return sorted(path for path in folder.glob("part-*") if path.is_dir())


def begin(folder: Path) -> Path:
    """An empty folder for a part in the making. InputError where none can be made."""
    part = folder / f".part-{token_hex(8)}"
    try:
        part.mkdir(parents=True)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}") from error
    return part


def finish(part: Path) -> Path:
    """The part is whole: from now on it is seen."""
    return part.rename(part.with_name(part.name.removeprefix(".")))


def write(part: Path, rows: Sequence[Row]) -> None:
    """Add rows to a part in the making."""
    from pyarrow import parquet

    if rows:
        parquet.write_table(table(rows), part / f"{token_hex(8)}.parquet", compression="zstd")


Place = tuple[str, str | None, str | None]


def place(page: Page) -> Place:
    """What is one row: the document's SHA-256, and the path and address where it was found."""
    return document_id(page.data), _storable(page.path), _storable(page.url)


def read_before(folder: Path, reader: str) -> set[Place]:
    """What of this reader's stands in the parts below a folder, what could not be read left out."""
    found: set[Place] = set()
    for part in parts(folder):
        for group in _groups(part, ["document", "path", "url", "reader", "step"]):
            cells = (cells for cells in group.to_pylist() if cells["reader"] == reader and cells["step"] is None)
            found.update((each["document"], each["path"], each["url"]) for each in cells)
    return found


def _groups(part: Path, columns: list[str]) -> Iterator[Any]:
    """Some rows at a time, so that memory is bounded whatever the size of a file."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    for path in sorted(part.glob("*.parquet")):
        try:
            with ParquetFile(path) as file:
                yield from file.iter_batches(64, columns=columns)
        except (ArrowException, OSError) as error:
            raise InputError(f"{path}: {error}") from error


def _cells(row: Row) -> dict[str, Any]:
    page = row.source.page
    return {
        "number": row.number,
        "name": _storable(row.source.name),
        "path": _storable(row.source.path if page is None else page.path),
        "url": _storable(row.source.url if page is None else page.url),
        "media_type": page and page.media_type,
        "fetched": page and page.fetched,
        "facts": json.encode(page.facts).decode() if page and page.facts else None,
        "document": page and document_id(page.data),
        "original": page and page.data,
        "reader": row.reader,
        "reading": None if row.reading is None else json.encode(row.reading).decode(),
        "step": row.step,
        "reason": _storable(row.reason),
    }


def _row(cells: dict[str, Any]) -> Row:
    data, reading, facts = cells["original"], cells["reading"], cells["facts"]
    page = None
    if data is not None:
        page = Page(
            data=data,
            path=cells["path"],
            url=cells["url"],
            media_type=cells["media_type"],
            fetched=cells["fetched"],
            facts=None if facts is None else json.decode(facts, type=Facts),
        )
    return Row(
        number=cells["number"],
        source=Yielded(name=cells["name"], page=page, path=cells["path"], url=cells["url"]),
        reader=cells["reader"],
        reading=None if reading is None else json.decode(reading, type=Reading),
        step=cells["step"],
        reason=cells["reason"],
    )


def _storable(text: str | None) -> str | None:
    return None if text is None else text.encode(errors="backslashreplace").decode()
