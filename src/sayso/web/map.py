"""The page of the map: where events are told to be, with a table of the same and the list of the events beside it."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from fastapi import Response
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.records import Area, Chart, Spot
from sayso.web.answers import Viewed, page
from sayso.web.selecting import Asked, Picking, address, picking
from sayso.web.wire import HEADERS

HERE: Final = "/map"
DATA: Final = "/map.json"
LISTED: Final = 20  # events in the list beside the map
PLACES: Final = 100  # rows of the table
WORLD: Final[Area] = (-180.0, -90.0, 180.0, 90.0)
AT: Final = re.compile(r"-?\d{1,3}(\.\d{1,4})?,-?\d{1,2}(\.\d{1,4})?,\d{1,5}(\.\d{1,3})?")


def show_map(view: Viewed, asked: Asked, at: str = "") -> Response:
    """The places of the events of a selection; what cannot be asked is told on the page. The list has the events that
    are told to be somewhere on the map.

    `at` is where the map is looked at (longitude, latitude, magnification), for the script that draws it.
    """
    fault = None
    try:
        chart = view.chart(asked)
        hits, total, more = view.selected_events(replace(asked, area=asked.area or WORLD), LISTED)
    except InputError as error:
        chart, hits, total, more, fault = Chart(spots=()), (), 0, False, str(error)
    here = picking(view, HERE, asked, at=at if AT.fullmatch(at) else None)
    return page(
        "map.html",
        400 if fault else 200,
        picking=here,
        chart=chart,
        spots=[(spot, _place(here, spot.name)) for spot in chart.spots[:PLACES]],
        nowhere=[
            (name, count, here.elsewhere("/events", place=_named(name))) for name, count in chart.nowhere[:PLACES]
        ],
        hits=hits,
        total=total,
        more=more,
        fault=fault,
        data=address(DATA, replace(asked, area=None)),
        all_events=here.elsewhere("/events", area=asked.area or WORLD),
    )


def map_as_json(view: Viewed, asked: Asked) -> Response:
    """The places as data: where, what they are called, how wide they are meant, how many events of each type."""
    chart = view.chart(asked)
    here = Picking(path=HERE, selection=asked)
    told = {
        "spots": [_spot(here, spot) for spot in chart.spots],
        "total": chart.total,
        "more": chart.more,
    }
    return Response(msgspec.json.encode(told), 200, HEADERS, "application/json")


def _spot(here: Picking, spot: Spot) -> dict[str, object]:
    return {
        "name": spot.name, "longitude": spot.longitude, "latitude": spot.latitude, "precision": spot.precision,
        "country": spot.country, "events": spot.events, "types": spot.types, "address": _place(here, spot.name),
    }  # fmt: skip


def _place(here: Picking, name: str) -> str:
    return here.address(place=_named(name), at=None)


def _named(name: str) -> str:
    """What asks for places of this very name; one with quotation marks in it is asked for by its words."""
    return name if '"' in name else f'"{name}"'


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {HERE: show_map, DATA: map_as_json}
