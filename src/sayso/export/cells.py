"""Tables of events as text: cells made harmless for spreadsheets, and the columns that sayso adds to all of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from sayso.export.saying import carried, said_by, status
from sayso.export.sides import Side, named
from sayso.export.table import BOM, FLAGGED, SEVERAL, harmless, line
from sayso.export.weighed import Row

_BREAK: Final = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")

Columns = Mapping[str, Callable[[Row], str]]

# What every table with a header has at its end, before the names of the columns whose cells were made harmless.
OWN: Final[Columns] = {
    "voice": lambda row: said_by(row.told.voices),
    "voice_id": lambda row: row.told.event.voice or "",
    "voice_speakers": lambda row: " ".join(row.told.voices[0].ids) if row.told.voices else "",
    "publisher": lambda row: row.told.document.publisher or "",
    "published": lambda row: row.told.document.published or "",
    "document": lambda row: row.told.document.id,
    "url": lambda row: address(row),
    "event": lambda row: row.told.event.id,
    "plover": lambda row: "/".join((row.told.event.type, *row.told.event.modes)),
    "status": lambda row: status(row.told.event),
    "actors": lambda row: names(row.told.actors),
    "actor_ids": lambda row: ids(row.told.actors),
    "targets": lambda row: names(row.told.targets),
    "target_ids": lambda row: ids(row.told.targets),
    "deaths_low": lambda row: row.dead.low,
    "deaths_high": lambda row: row.dead.high,
    "deaths_voice": lambda row: "" if row.dead.voices is None else said_by(row.dead.voices),
    "verdict": lambda row: row.told.verdict,
    "words": lambda row: row.told.words,
}


def comma_separated(rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
    """A table of comma-separated values in UTF-8 that a spreadsheet may open, its own columns last."""
    yield BOM.encode()
    yield from _table(rows, columns, ",", "\r\n")


def tab_separated(rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
    """A table of values parted by tabs, in UTF-8, its own columns last."""
    yield from _table(rows, columns, "\t", "\n")


def rows_alone(rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
    """Lines of values parted by tabs, in UTF-8, without a header and without columns of its own."""
    for row in rows:
        yield line((_safe(tell(row)) for tell in columns.values()), "\t", "\n")


def address(row: Row) -> str:
    """Where the page was found in the web."""
    document = row.told.document
    return document.url or next((each.url for each in document.sightings if each.url), "")


def citation(row: Row) -> str:
    """Who published the page, when, and under which title."""
    document = row.told.document
    return carried(document.publisher, document.published, document.title)


def joined(words: Iterable[str]) -> str:
    """Several things in one cell."""
    return SEVERAL.join(words)


def names(sides: Iterable[Side]) -> str:
    """The names of several parties in one cell."""
    return joined(map(named, sides))


def ids(sides: Iterable[Side]) -> str:
    """The ids of several parties in one cell, parted by blanks, of those that are actors."""
    return " ".join(side.id for side in sides if side.id)


def empty(_: Row) -> str:
    """What is not known of any event."""
    return ""


def _table(rows: Iterable[Row], columns: Columns, between: str, end: str) -> Iterator[bytes]:
    every = {**columns, **OWN}
    yield line([*every, FLAGGED], between, end)
    tells = tuple(every.values())
    for row in rows:
        told = [each(row) for each in tells]
        safe = [_safe(cell) for cell in told]
        pairs = () if safe == told else zip(every, told, safe, strict=True)
        flagged = [name for name, cell, sent in pairs if _guarded(cell, sent)]
        yield line([*safe, SEVERAL.join(flagged)], between, end)


def _guarded(cell: str, sent: str) -> bool:
    """Whether a cell was made harmless before it was sent."""
    return len(sent) > len(_flat(cell))


def _flat(cell: str) -> str:
    """A cell on one line."""
    return cell if cell.isprintable() or not _BREAK.search(cell) else " ".join(cell.split())


def _safe(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula; a number below nought is none."""
    if not cell or (cell[0].isalnum() and cell.isprintable()):  # most cells
        return cell
    flat = _flat(cell)
    return flat if _NUMBER.fullmatch(flat) else harmless(flat)
