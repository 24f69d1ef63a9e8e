"""The page of the time line: events and attributions in time, by lane, with a table of the same and a list below."""

from collections.abc import Callable, Mapping
from typing import Any, Final, cast, get_args

import msgspec
from fastapi import Response
from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.ledger import View
from sayso.ledger.days import bound
from sayso.ledger.timeline import What
from sayso.records import Lane, LaneKind, Selection, Timeline
from sayso.web.answers import Viewed, page
from sayso.web.periods import Row, days, rows
from sayso.web.selecting import TYPE_LABELS, Asked, Picking, address, picking
from sayso.web.wire import HEADERS

HERE: Final = "/timeline"
DATA: Final = "/timeline.json"
LISTED: Final = 20  # things in the list below
LIST_OF: Final[Mapping[What, str]] = {"events": "/events", "attributions": "/ledger"}
LANES: Final[Mapping[LaneKind, str]] = {"type": "type of event", "actor": "actor", "publisher": "publisher"}


class Cell(Struct, frozen=True):
    """How many things a period holds of a lane, and where they are listed."""

    count: int
    address: str | None


class Line(Struct, frozen=True):
    """A row of the table; `address` is the time line of this period alone."""

    row: Row
    address: str
    cells: tuple[Cell, ...]


class Table(Struct, frozen=True):
    """A time line as a table: its lanes (name, count, where its things are listed), and its periods."""

    lanes: tuple[tuple[str, int, str | None], ...]
    lines: tuple[Line, ...]


def show_timeline(view: Viewed, asked: Asked, what: str = "events", lanes: str = "type", reach: str = "") -> Response:
    """A selection in time; what cannot be asked is told on the page."""
    kind, by, far = _what(what), _by(lanes), "all" if reach == "all" else None
    fault = None
    try:
        timeline, hits = view.timeline(asked, kind, by), _hits(view, asked, kind)
    except InputError as error:
        timeline, hits, fault = Timeline(lanes=(), bars=()), (), str(error)
    kept = {"what": kind if kind != "events" else None, "lanes": by if by != "type" else None, "reach": far}
    here = picking(view, HERE, asked, **kept)
    return page(
        "timeline.html",
        400 if fault else 200,
        picking=here,
        what=kind,
        by=by,
        LANES=LANES,
        timeline=timeline,
        table=table(timeline, here, kind, by),
        hits=hits,
        fault=fault,
        list_of=LIST_OF[kind],
        data=address(DATA, asked, **kept),
        whole=address(DATA, replace(asked, since=None, until=None), **kept),
    )


def timeline_as_json(view: Viewed, asked: Asked, what: str = "events", lanes: str = "type") -> Response:
    """The same as data: bars as number of a lane, first day, last day, precision, count."""
    kind, by = _what(what), _by(lanes)
    timeline = view.timeline(asked, kind, by)
    numbers = {lane.value: number for number, lane in enumerate(timeline.lanes)}
    here = Picking(path=HERE, selection=asked)
    told = {
        "lanes": [
            {"label": called(lane, by), "count": lane.count, "address": listed(here, kind, by, lane)}
            for lane in timeline.lanes
        ],
        "bars": [(numbers[bar.lane], bar.first, bar.last, bar.precision, bar.count) for bar in timeline.bars],
        "undated": timeline.undated,
        "total": timeline.total,
        "more": timeline.more,
    }
    return Response(msgspec.json.encode(told), 200, HEADERS, "application/json")


def called(lane: Lane, by: LaneKind) -> str:
    """A lane's name as a person reads it."""
    return TYPE_LABELS.get(lane.label, lane.label) if by == "type" else lane.label


def table(timeline: Timeline, here: Picking, what: What, by: LaneKind) -> Table:
    """A time line as a table of links."""
    return Table(
        lanes=tuple((called(lane, by), lane.count, listed(here, what, by, lane)) for lane in timeline.lanes),
        lines=tuple(_line(row, timeline, here, what, by) for row in rows(timeline)),
    )


def listed(here: Picking, what: What, by: LaneKind, lane: Lane, **changes: str) -> str | None:
    """Where the things of a lane are listed; nowhere for those of all other lanes."""
    field = {"actor": "speaker" if what == "attributions" else "actor"}.get(by, by)
    return here.elsewhere(LIST_OF[what], **{field: lane.value}, **changes) if lane.value else None


def _line(row: Row, timeline: Timeline, here: Picking, what: What, by: LaneKind) -> Line:
    since, until = _narrowed(row, here.selection)
    cells = (
        Cell(count, listed(here, what, by, lane, since=since, until=until))
        for lane, count in zip(timeline.lanes, row.counts, strict=True)
    )
    return Line(row, here.address(since=since, until=until), tuple(cells))


def _narrowed(row: Row, selection: Selection) -> tuple[str, str]:
    """A period as far as it lies in the days that are asked for."""
    first, last = days((row.since, row.until))
    since, until = bound(selection.since, "-01", "-01"), bound(selection.until, "-12", "-31")
    return (
        str(selection.since) if since and since > first else row.since,
        str(selection.until) if until and until < last else row.until,
    )


def _hits(view: View, asked: Selection, what: What) -> tuple[Any, ...]:
    if what == "events":
        return view.selected_events(asked, LISTED)[0]
    return view.selected(asked, "oldest", LISTED).hits


def _what(given: str) -> What:
    if given not in get_args(What):
        raise InputError(f"A time line is one of events or of attributions, not of “{given}”.")
    return cast(What, given)


def _by(given: str) -> LaneKind:
    if given not in LANES:
        raise InputError(f"Lanes are by type, actor or publisher, not by “{given}”.")
    return cast(LaneKind, given)


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {HERE: show_timeline, DATA: timeline_as_json}
