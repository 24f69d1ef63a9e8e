"""The ledger: every attribution, searched in full text and narrowed down; and what is asked for as a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Final, get_args

from fastapi import Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from msgspec import Struct, to_builtins

from sayso import __version__
from sayso.errors import InputError, NotFoundError
from sayso.export import jsonl, table
from sayso.export.formats import FORMATS, Format, format_of, written
from sayso.export.meta import Meta
from sayso.export.tables import TABLES
from sayso.homes import Home
from sayso.ledger import View
from sayso.records import COUNTED, Facet, Facets, FacetValue, Hit, Order, Selected, Selection
from sayso.web.answers import PageNumber, Viewed, page
from sayso.web.judging import one_of
from sayso.web.selecting import LABELS, Asked, Picking, picking, said
from sayso.web.wire import HEADERS

HERE: Final = "/ledger"
HITS: Final = 50  # attributions on one page of the list
LEAVES: Final = COUNTED // HITS  # pages of the list: what lies beyond is reached by narrowing down
ORDERS: Final[Mapping[Order, str]] = {
    "best": "best match", "newest": "newest", "oldest": "oldest", "surest": "surest",
}  # fmt: skip
NOTHING: Final = Selected(hits=(), total=0)
BATCH: Final = 1 << 16  # bytes of a file that are sent at once


class Value(Struct, frozen=True):
    """A value of a facet as the page shows it; `address` adds it, or takes it away where it is `taken`."""

    label: str
    count: int
    address: str
    taken: bool


class Narrowing(Struct, frozen=True):
    """A facet as the page shows it."""

    label: str
    values: tuple[Value, ...]
    more: bool


class File(Struct, frozen=True):
    """The selection as a file: what it is called, what it is, where it is."""

    name: str
    about: str
    address: str


def list_attributions(
    request: Request, view: Viewed, asked: Asked, order: str = "", number: PageNumber = 1
) -> Response:
    """The attributions of a selection, with what it could be narrowed down to; best first where there are words."""
    usual: Order = "best" if asked.words else "newest"
    chosen: Order = one_of(order, get_args(Order), "order") if order else usual  # type: ignore[assignment]
    picked = picking(view, HERE, asked, order=None if chosen == usual else chosen)
    found, facets, fault = _found(view, asked, chosen, number)
    last = LEAVES if found.more else min(LEAVES, max(1, -(-found.total // HITS)))
    return page(
        "ledger.html",
        400 if fault else 200,
        picking=picked,
        found=found,
        facets=narrowings(picked, facets),
        fault=fault,
        order=chosen,
        orders=_orders(picked, chosen, usual),
        files=files(picked),
        link=f"{str(request.base_url).rstrip('/')}{picked.address()}",
        empty=not picked.chips and not found.total,
        page=number,
        pages=last,
    )


def _found(view: View, asked: Selection, order: Order, number: int) -> tuple[Selected, Facets | None, str | None]:
    """A page of the hits, the facets, and what is wrong with what is asked."""
    try:
        if number > LEAVES:
            return _only_counted(view.selected(asked, order, 1)), view.facets(asked), None
        return view.selected(asked, order, HITS, (number - 1) * HITS), view.facets(asked), None
    except InputError as error:
        return NOTHING, None, str(error)


def _only_counted(found: Selected) -> Selected:
    """How much was found, without any of it."""
    return Selected(hits=(), total=found.total, more=found.more)


def _orders(picked: Picking, chosen: Order, usual: Order) -> tuple[Value, ...]:
    """The orders in which the hits can come; without words none is better than another."""
    known = [order for order in ORDERS if order != "best" or picked.selection.words]
    return tuple(
        Value(ORDERS[order], 0, picked.address(order=None if order == usual else order), order == chosen)
        for order in known
    )


def narrowings(picked: Picking, facets: Facets | None) -> tuple[Narrowing, ...]:
    """The facets that leave a choice, in their order."""
    if facets is None:
        return ()
    shown = (_narrowing(picked, facet) for facet in facets.facets)
    return tuple(each for each in shown if _chooses(each, facets.total))


def _chooses(narrowing: Narrowing, total: int) -> bool:
    """Whether not all that is found has the one value that there is; one that is asked for can be taken away."""
    values = narrowing.values
    return len(values) > 1 or any(value.taken or value.count < total for value in values)


def _narrowing(picked: Picking, facet: Facet) -> Narrowing:
    """A facet; periods in their order, everything else as it is counted."""
    values = sorted(facet.values, key=lambda each: each.value) if facet.name == "day" else facet.values
    return Narrowing(LABELS[facet.name], tuple(_value(picked, facet.name, each) for each in values), facet.more)


def _value(picked: Picking, name: str, value: FacetValue) -> Value:
    fields = ("since", "until") if name == "day" else (name,)
    taken = all(picked.typed(each) == value.value for each in fields)
    changed = picked.address(**dict.fromkeys(fields, None if taken else value.value))
    label = said(name, value.value) if value.label == value.value else value.label
    return Value(label.strip() or value.value, value.count, changed, taken)


def as_csv(request: Request, asked: Asked) -> Response:
    """The selection as a table."""
    return _file(request, asked, table.lines, "text/csv; charset=utf-8", "csv")


def as_jsonl(request: Request, asked: Asked) -> Response:
    """The selection as one JSON object a line."""
    return _file(request, asked, objects, "application/jsonl", "jsonl")


def as_format(request: Request, asked: Asked, name: str, table: str = "", columns: str = "") -> Response:
    """The selection in any format, of the tables the one of this name with these columns."""
    if name not in FORMATS:
        raise NotFoundError(f"“{name}” is no format; there are {', '.join(FORMATS)}.")
    found = format_of(name, table or None, tuple(filter(None, columns.split(","))))
    base = str(request.base_url).rstrip("/")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    meta = Meta(made=made, version=__version__, base=base, selection=asked)
    called = f"sayso-{table}" if table else "sayso"
    return _streamed(_written(request.app.state.ledger, found, meta), found.media_type, f"{called}.{found.suffix}")


def _written(ledger: Home, format: Format, meta: Meta) -> Iterator[bytes]:
    """The pieces, from a view of their own that lasts as long as they are being sent."""
    with View(ledger) as view:
        yield from _in_batches(written(view, meta.selection, format, meta))


def files(picked: Picking) -> tuple[File, ...]:
    """The selection as files, one of each format and each table."""
    return tuple(
        File(f"{name}: {table}" if table else name, found.about, picked.elsewhere(f"/export/{name}", table=table))
        for name, found in FORMATS.items()
        for table in (TABLES if found.tables else (None,))
    )


def objects(hits: Iterator[Hit]) -> Iterator[bytes]:
    """Attributions as lines of JSON."""
    return (jsonl.encoded(to_builtins(hit)) for hit in hits)


def _file(
    request: Request, asked: Selection, lines: Callable[[Iterator[Hit]], Iterator[bytes]], kind: str, ending: str
) -> Response:
    return _streamed(_sent(request.app.state.ledger, asked, lines), kind, f"sayso-ledger.{ending}")


def _sent(ledger: Home, asked: Selection, lines: Callable[[Iterator[Hit]], Iterator[bytes]]) -> Iterator[bytes]:
    """The lines, from a view of their own that lasts as long as they are being sent."""
    with View(ledger) as view:
        yield from _in_batches(lines(view.export(asked)))


def _streamed(sent: Iterator[bytes], kind: str, name: str) -> Response:
    """A file that is made while it is sent; what is wrong with what is asked is told before anything is."""
    first = next(sent, b"")
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(chain((first,), sent), headers=headers, media_type=kind)


def _in_batches(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces that are worth sending: a thread has to be found for each."""
    batch, size = list[bytes](), 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece)
        if size >= BATCH:
            yield b"".join(batch)
            batch, size = [], 0
    yield b"".join(batch)


def moved(request: Request) -> Response:
    """Where searches were made before."""
    query = request.url.query
    return RedirectResponse(f"{HERE}?{query}" if query else HERE, 301, HEADERS)


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {
    HERE: list_attributions,
    "/ledger.csv": as_csv,
    "/ledger.jsonl": as_jsonl,
    "/export/{name}": as_format,
    "/search": moved,
}
