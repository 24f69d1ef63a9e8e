"""The formats in which a selection goes out, by name."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.export import tables
from sayso.export.meta import Meta
from sayso.ledger import View
from sayso.ledger.chosen import CHUNK, READ
from sayso.records import Chosen, Selection

Write = Callable[[Iterable[Chosen], Meta], Iterator[bytes]]


class Pieces(Struct, frozen=True, kw_only=True):
    """How several write a format together: what each makes of the pages that it is given, so many at most at once, and
    how one makes the whole of such pieces."""

    piece: Callable[[Iterable[Chosen], Meta], bytes]
    whole: Callable[[Iterable[bytes], Meta], Iterator[bytes]]
    pages: int = CHUNK


class Format(Struct, frozen=True, kw_only=True):
    """How a selection is written as a stream of bytes, and what that is: `about` says it in a few words, `binary` that
    it is nothing for a terminal. `parts` are those of a reading that it needs, where not all, and it is written from
    readings as persons judged them unless `as_read`. Whole `tables` have columns that can be chosen. One that goes
    `by_page` is what it is of no page, and behind that what each page adds; another may be made of `pieces`."""

    write: Write
    media_type: str
    suffix: str
    about: str
    binary: bool = False
    tables: bool = False
    as_read: bool = False
    by_page: bool = False
    pieces: Pieces | None = None
    parts: Collection[str] | None = None


def _of(module: str, name: str = "write") -> Callable[[Iterable[Any], Meta], Any]:
    """A function of a module of this folder, which is imported only when something is written."""

    def write(told: Iterable[Any], meta: Meta) -> Any:
        return getattr(import_module(f"sayso.export.{module}"), name)(told, meta)

    return write


def _pieces(module: str, of: str | None = None, pages: int = CHUNK) -> Pieces:
    """A format whose pieces are made by the same module, or are `of` another one."""
    return Pieces(piece=_of(of or module, "piece"), whole=_of(module, "whole"), pages=pages)


# The lists of a reading that each needs; those of what happened are more than some of them name.
_SAID: Final = frozenset({"sightings", "sentences", "places", "dates"})
_HAPPENED: Final = _SAID | {"events", "figures", "wordings"}
_CSV: Final = "text/csv; charset=utf-8"
_TSV: Final = "text/tab-separated-values; charset=utf-8"

FORMATS: Final[Mapping[str, Format]] = {
    "jsonl": Format(
        write=_of("jsonl"), media_type="application/jsonl", suffix="jsonl", by_page=True, as_read=True,
        about="the ledger format: all that was read, one page a line",
    ),
    "csv": Format(
        write=tables.as_csv(), media_type=_CSV, suffix="csv", by_page=True, tables=True,
        about="a table for spreadsheets", parts=tables.table(tables.USUAL).parts,
    ),
    "parquet": Format(
        write=tables.as_parquet(), media_type="application/vnd.apache.parquet", suffix="parquet", tables=True,
        binary=True, about="the same tables for data frames", parts=tables.table(tables.USUAL).parts,
    ),
    "acled": Format(
        write=_of("acled"), media_type=_CSV, suffix="acled.csv", by_page=True, about="events in ACLED's columns",
        parts=_HAPPENED,
    ),
    "ucdp": Format(
        write=_of("ucdp"), media_type=_CSV, suffix="ucdp.csv", by_page=True, about="events in UCDP GED's columns",
        parts=_HAPPENED,
    ),
    "polecat": Format(
        write=_of("polecat"), media_type=_TSV, suffix="polecat.tsv", by_page=True,
        about="events in POLECAT's columns",
        parts=_HAPPENED,
    ),
    "plover": Format(
        write=_of("plover"), media_type="application/jsonl", suffix="plover.jsonl", by_page=True,
        about="events as PLOVER JSON, one a line",
        parts=_HAPPENED,
    ),
    "gdelt": Format(
        write=_of("gdelt"), media_type=_TSV, suffix="gdelt.tsv", by_page=True,
        about="events in GDELT 2.0's columns",
        parts=_HAPPENED,
    ),
    "gdelt-mentions": Format(
        write=_of("gdelt", "write_mentions"), media_type=_TSV, suffix="gdelt-mentions.tsv", by_page=True,
        about="where they are told, in the columns of GDELT 2.0's mentions",
        parts=_HAPPENED,
    ),
    "annotations": Format(
        write=_of("annotations"), media_type="application/ld+json", suffix="annotations.jsonld",
        about="W3C Web Annotations",
        parts=_HAPPENED,
        pieces=_pieces("annotations", pages=10),
    ),
    "claims": Format(
        write=_of("claims"), media_type="application/ld+json", suffix="claims.jsonld", about="schema.org Claims",
        parts=_SAID | {"references"}, pieces=_pieces("claims"),
    ),
    "ftm": Format(
        write=_of("ftm"), media_type="application/jsonl", suffix="ftm.jsonl", by_page=True,
        about="FollowTheMoney entities, one a line",
        parts=_HAPPENED | {"mentions"},
    ),
    "geojson": Format(
        write=_of("geojson"), media_type="application/geo+json", suffix="geojson", about="events at their places",
        parts=_HAPPENED,
        pieces=_pieces("geojson"),
    ),
    "gexf": Format(
        write=_of("gexf"), media_type="application/gexf+xml", suffix="gexf", about="who speaks of whom, for Gephi",
        parts=_HAPPENED,
        pieces=_pieces("gexf", of="graph"),
    ),
    "graphml": Format(
        write=_of("graphml"), media_type="application/graphml+xml", suffix="graphml",
        about="who speaks of whom, as a graph",
        parts=_HAPPENED,
        pieces=_pieces("graphml", of="graph"),
    ),
    "rss": Format(
        write=_of("feeds", "rss"), media_type="application/rss+xml", suffix="rss.xml",
        about="the newest attributions as a feed",
        parts=_SAID,
    ),
    "atom": Format(
        write=_of("feeds", "atom"), media_type="application/atom+xml", suffix="atom.xml", about="the same as Atom",
        parts=_SAID,
    ),
}  # fmt: skip


def format_of(name: str, table: str | None = None, columns: Sequence[str] = ()) -> Format:
    """The format of this name, of its tables the one of this name with these columns. InputError for what there is not,
    and for a table or columns of a format that has none."""
    if name not in FORMATS:
        raise InputError(f"{name!r} is no format; formats are {', '.join(FORMATS)}")
    found = FORMATS[name]
    if table is None and not columns:
        return found
    if not found.tables:
        told = f"table {table!r}" if table is not None else f"columns {', '.join(columns)}"
        raise InputError(f"{told}: {name} has one table, and its columns are fixed")
    asked = table or tables.USUAL
    made = tables.as_parquet(asked, columns) if found.binary else tables.as_csv(asked, columns)
    return replace(found, write=made, parts=tables.table(asked).parts)


def written(view: View, selection: Selection, format: Format, meta: Meta) -> Iterator[bytes]:
    """What a selection of a ledger is in a format, in pieces. What is wrong with what is asked is told before the first
    one."""
    chosen = view.chosen(selection, READ if format.parts is None else format.parts, as_read=format.as_read)
    first = next(chosen, None)
    yield from format.write(chain((first,) if first else (), chosen), meta)
