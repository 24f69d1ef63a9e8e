"""A selection as tables: one row for each attribution, event, actor, mention or document, as comma-separated values
that a spreadsheet may open, or as Parquet with lists as lists.

In the cells of CSV words and names that are several are parted by `; `, ids and numbers by a blank, and spans are
`start-end`, in code points of the document's text, parted by a blank. A cell that a spreadsheet could take for a
formula begins with an apostrophe, and the last column names its column.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, json

from sayso.errors import InputError
from sayso.export.columns import ACTORS, ATTRIBUTIONS, DOCUMENTS, EVENTS, MENTIONS, UNKNOWN, Column, Kind, Page
from sayso.export.meta import Meta
from sayso.export.table import BOM, FLAGGED, SEVERAL, harmless
from sayso.records import Chosen

if TYPE_CHECKING:
    from pyarrow import DataType, Schema
    from pyarrow import Table as Rows

Values = list[list[Any]]  # of some rows, column by column
Typed = Sequence[tuple[Callable[[Page, Any], Any], Callable[[Any], Any] | None]]
Write = Callable[[Iterable[Chosen], Meta], Iterator[bytes]]

ROWS: Final = 4000  # of Parquet that are written as one group
SIZE: Final = 1 << 16  # characters of CSV that are sent at once
_SIZES: Final = b"sizes"  # of the pages in what is packed, in rows
_HARMLESS: Final = ("number", "numbers", "whole", "yes", "spans")  # what of ours no spreadsheet takes for a formula


class Table(Struct, frozen=True):
    """A table: its columns, the things of a page of which each is a row, and the parts of a reading that it needs."""

    columns: tuple[Column, ...]
    rows: Callable[[Page], Iterable[Any]]
    parts: frozenset[str]


_PAGE: Final = frozenset({"sightings"})
TABLES: Final[Mapping[str, Table]] = {
    "attributions": Table(ATTRIBUTIONS, Page.said, _PAGE),
    "events": Table(EVENTS, Page.happened, _PAGE | {"events", "places", "dates", "figures"}),
    "actors": Table(ACTORS, lambda page: page.reading.actors, _PAGE | {"aliases", "mentions"}),
    "mentions": Table(MENTIONS, lambda page: page.reading.mentions, _PAGE | {"mentions"}),
    "documents": Table(DOCUMENTS, lambda page: (None,), _PAGE | {"events", "problems"}),
}
USUAL: Final = "attributions"


def table(name: str) -> Table:
    """The table of this name; InputError where there is none."""
    if name not in TABLES:
        raise InputError(f"{name!r} is no table; tables are {', '.join(TABLES)}")
    return TABLES[name]


def columns(name: str, asked: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of a table: those asked for in that order, or all but the spare ones. InputError for one that is not
    there, or twice."""
    known = {column.name: column for column in table(name).columns}
    for each in asked:
        if each not in known:
            raise InputError(f"{each!r} is no column of {name}; columns are {', '.join(known)}")
        if list(asked).count(each) > 1:
            raise InputError(f"column {each!r} is asked for twice")
    return tuple(known[each] for each in asked) or tuple(each for each in known.values() if not each.spare)


def as_csv(name: str = USUAL, asked: Sequence[str] = ()) -> Write:
    """How a table is written as comma-separated values. InputError for a table or a column that there is not."""
    wanted = columns(name, asked)
    return lambda chosen, meta: _csv(chosen, table(name), wanted)


def as_parquet(name: str = USUAL, asked: Sequence[str] = ()) -> Write:
    """How a table is written as Parquet. InputError for a table or a column that there is not."""
    wanted = columns(name, asked)
    return lambda chosen, meta: _parquet(chosen, table(name), wanted, meta)


def _csv(chosen: Iterable[Chosen], table: Table, wanted: Sequence[Column]) -> Iterator[bytes]:
    written = StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    written.write(BOM)
    writer.writerow([*(column.name for column in wanted), FLAGGED])
    told = [column.told for column in wanted]
    cells = [(column.name, _CELLS[column.kind], column.kind not in _HARMLESS) for column in wanted]
    for each in chosen:
        page = Page(each)
        for thing in table.rows(page):
            row, flagged = list[str](), list[str]()
            for tell, (name, cell, risky) in zip(told, cells, strict=True):
                value = cell(tell(page, thing))
                safe = harmless(value) if risky and value else value
                if len(safe) > len(value):
                    flagged.append(name)
                row.append(safe)
            writer.writerow([*row, " ".join(flagged)])
        if written.tell() > SIZE:
            yield written.getvalue().encode()
            written.seek(0)
            written.truncate()
    yield written.getvalue().encode()


def packed(chosen: Iterable[Chosen], name: str, asked: Sequence[str], meta: Meta) -> bytes:
    """The rows of some pages in a table, for `parquet_of`, which writes them as `as_parquet` does."""
    from pyarrow import BufferOutputStream
    from pyarrow.ipc import new_stream

    wanted = columns(name, asked)
    told, values = _typed(wanted), _empty(wanted)
    sizes = [_add(values, each, table(name), told) for each in chosen]
    rows = _arrow(values, _schema(wanted, meta)).replace_schema_metadata({_SIZES: json.encode(sizes)})
    sink = BufferOutputStream()
    with new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return bytes(sink.getvalue())


def parquet_of(pieces: Iterable[bytes], name: str, asked: Sequence[str], meta: Meta) -> Iterator[bytes]:
    """A table as Parquet, of the packed rows of its pages."""
    return _written(_regrouped(pieces), _schema(columns(name, asked), meta))


def _parquet(chosen: Iterable[Chosen], table: Table, wanted: Sequence[Column], meta: Meta) -> Iterator[bytes]:
    schema = _schema(wanted, meta)
    return _written((_arrow(batch, schema) for batch in _batches(chosen, table, wanted)), schema)


def _written(groups: Iterable["Rows"], schema: "Schema") -> Iterator[bytes]:
    from pyarrow.parquet import ParquetWriter

    sink = _Sink()
    with ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in groups:
            writer.write_table(rows)
            yield sink.taken()
    yield sink.taken()


def _regrouped(pieces: Iterable[bytes]) -> Iterator["Rows"]:
    """Packed rows in groups that end where those of `_batches` do."""
    from pyarrow import concat_tables
    from pyarrow.ipc import open_stream

    held, count = list["Rows"](), 0
    for piece in pieces:
        rows = open_stream(piece).read_all()
        first = last = 0
        for size in json.decode(rows.schema.metadata[_SIZES], type=list[int]):
            count, last = count + size, last + size
            if count >= ROWS:
                yield concat_tables([*held, rows.slice(first, last - first)]).combine_chunks()
                held, count, first = [], 0, last
        held.append(rows.slice(first))
    if count:
        yield concat_tables(held).combine_chunks()


def _batches(chosen: Iterable[Chosen], table: Table, wanted: Sequence[Column]) -> Iterator[Values]:
    """The values of some rows at a time, column by column."""
    told, batch = _typed(wanted), _empty(wanted)
    for each in chosen:
        _add(batch, each, table, told)
        if len(batch[0]) >= ROWS:
            yield batch
            batch = _empty(wanted)
    if batch[0]:
        yield batch


def _add(batch: Values, chosen: Chosen, table: Table, told: Typed) -> int:
    """Add the rows of a page to values column by column; give how many they are."""
    page, before = Page(chosen), len(batch[0])
    for thing in table.rows(page):
        for values, (tell, typed) in zip(batch, told, strict=True):
            value = tell(page, thing)
            values.append(value if typed is None else typed(value))
    return len(batch[0]) - before


def _typed(wanted: Sequence[Column]) -> Typed:
    return [(column.told, _TYPED.get(column.kind)) for column in wanted]


def _empty(wanted: Sequence[Column]) -> Values:
    return [[] for _ in wanted]


def _arrow(values: Values, schema: "Schema") -> "Rows":
    from pyarrow import Table as Made
    from pyarrow import array

    return Made.from_arrays([array(v, field.type) for v, field in zip(values, schema, strict=True)], schema=schema)


class _Sink(BytesIO):
    """A file that is written from its beginning to its end, and handed on in between."""

    def __init__(self) -> None:
        super().__init__()
        self._handed = 0

    def taken(self) -> bytes:
        """What was written since."""
        found = self.getvalue()
        self._handed += len(found)
        self.seek(0)
        self.truncate()
        return found

    def tell(self) -> int:
        return self._handed + super().tell()

    def close(self) -> None:
        """What is left is still to be taken."""


def _schema(wanted: Sequence[Column], meta: Meta) -> "Schema":
    import pyarrow

    told = {"sayso": meta.version, "made": meta.made}
    return pyarrow.schema([pyarrow.field(each.name, _type(each.kind)) for each in wanted], metadata=told)


def _type(kind: Kind) -> "DataType":
    import pyarrow as arrow

    span = arrow.struct([arrow.field("start", arrow.int64()), arrow.field("end", arrow.int64())])
    kinds = {
        "text": arrow.string(), "texts": arrow.list_(arrow.string()), "ids": arrow.list_(arrow.string()),
        "spans": arrow.list_(span), "number": arrow.float64(), "numbers": arrow.list_(arrow.float64()),
        "whole": arrow.int64(), "yes": arrow.bool_(),
    }  # fmt: skip
    return kinds[kind]


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else repr(float(value)).removesuffix(".0")


_CELLS: Final[Mapping[Kind, Callable[[Any], str]]] = {
    "text": lambda value: value or "",
    "texts": SEVERAL.join,
    "ids": " ".join,
    "spans": lambda value: " ".join([f"{start}-{end}" for start, end in value]),
    "number": lambda value: "" if value is None else _number(value),
    "numbers": lambda value: " ".join(map(_number, value)),
    "whole": lambda value: "" if value is None else str(value),
    "yes": lambda value: "" if value is None else "yes" if value else "no",
}
# How a value is made one of Parquet's, where it is none.
_TYPED: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    "ids": lambda value: [None if each == UNKNOWN else each for each in value],
    "spans": lambda value: [{"start": start, "end": end} for start, end in value],
}
