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

from msgspec import Struct

from sayso.errors import InputError
from sayso.export.columns import ACTORS, ATTRIBUTIONS, DOCUMENTS, EVENTS, MENTIONS, UNKNOWN, Column, Kind, Page
from sayso.export.meta import Meta
from sayso.export.table import BOM, FLAGGED, SEVERAL, harmless
from sayso.records import Chosen

if TYPE_CHECKING:
    from pyarrow import DataType, Schema

Write = Callable[[Iterable[Chosen], Meta], Iterator[bytes]]

ROWS: Final = 4000  # of Parquet that are written as one group
SIZE: Final = 1 << 16  # characters of CSV that are sent at once
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


def _parquet(chosen: Iterable[Chosen], table: Table, wanted: Sequence[Column], meta: Meta) -> Iterator[bytes]:
    from pyarrow import Table as Rows
    from pyarrow import array
    from pyarrow.parquet import ParquetWriter

    schema, sink = _schema(wanted, meta), _Sink()
    with ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in _batches(chosen, table, wanted):
            arrays = [array(values, field.type) for values, field in zip(batch, schema, strict=True)]
            writer.write_table(Rows.from_arrays(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()


def _batches(chosen: Iterable[Chosen], table: Table, wanted: Sequence[Column]) -> Iterator[list[list[Any]]]:
    """The values of some rows at a time, column by column."""
    told = [(column.told, _TYPED[column.kind]) for column in wanted]
    batch: list[list[Any]] = [[] for _ in wanted]
    for each in chosen:
        page = Page(each)
        for thing in table.rows(page):
            for values, (tell, typed) in zip(batch, told, strict=True):
                values.append(typed(tell(page, thing)))
        if len(batch[0]) >= ROWS:
            yield batch
            batch = [[] for _ in wanted]
    if batch[0]:
        yield batch


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
_TYPED: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    "text": lambda value: value,
    "texts": list,
    "ids": lambda value: [None if each == UNKNOWN else each for each in value],
    "spans": lambda value: [{"start": start, "end": end} for start, end in value],
    "number": lambda value: value,
    "numbers": list,
    "whole": lambda value: value,
    "yes": lambda value: value,
}
