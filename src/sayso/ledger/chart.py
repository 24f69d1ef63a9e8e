"""The places of events, for a map."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct, json

from sayso.ledger.columns import Kept, combined
from sayso.records import COUNTED, Area, Chart, EventType, PlacePrecision, Spot


class Where(Struct, frozen=True):
    """A place as events name it."""

    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: PlacePrecision | None


def chart(kept: Kept, keys: Sequence[int], area: Area | None) -> Chart:
    """The places of the events in these rows, the first `COUNTED` of them; where an area is told, those in it. `kept`
    are the columns of events."""
    here = kept.here(keys[:COUNTED])
    items, whose = kept.listed("places", here)
    size = int(items.max(initial=0)) + 1
    once = np.unique(whose.astype(np.int64) * size + items)  # an event is at a place once, however often that is said
    kinds = kept.numbers("type", here[once // size])
    places, types = kept.values("places"), kept.values("type")
    counted: defaultdict[Where, Counter[EventType]] = defaultdict(Counter)
    for (place, kind), number in combined((once % size).astype(np.int32), kinds).items():
        counted[where_of(places[place])][types[kind]] += number
    inside = {where: found for where, found in counted.items() if area is None or lies(where, area)}
    nowhere = Counter[str]()
    for where, found in inside.items():
        if where.latitude is None or where.longitude is None:
            nowhere[where.name] += found.total()
    spots = (_spot(where, found) for where, found in inside.items())
    ordered = sorted(filter(None, spots), key=lambda spot: (-spot.events, spot.name, spot.latitude, spot.longitude))
    return Chart(
        spots=tuple(ordered),
        nowhere=tuple(sorted(nowhere.items(), key=lambda item: (-item[1], item[0]))),
        total=min(len(keys), COUNTED),
        more=len(keys) > COUNTED,
    )


def name_of(place: str) -> str:
    """The name of a place as the columns of events have it."""
    return where_of(place).name


def where_of(told: str) -> Where:
    """A place as the columns of events have it."""
    name, latitude, longitude, country, precision = json.decode(told, type=list[Any])
    return Where(
        name, float(latitude) if latitude else None, float(longitude) if longitude else None, country, precision
    )


def lies(where: Where, area: Area) -> bool:
    """Whether a place lies in an area."""
    west, south, east, north = area
    if where.latitude is None or where.longitude is None or not south <= where.latitude <= north:
        return False
    return west <= where.longitude <= east if west <= east else not east < where.longitude < west


def _spot(where: Where, types: Counter[EventType]) -> Spot | None:
    if where.latitude is None or where.longitude is None:
        return None
    return Spot(
        name=where.name,
        latitude=where.latitude,
        longitude=where.longitude,
        country=where.country,
        precision=where.precision,
        events=types.total(),
        types=tuple(sorted(types.items(), key=lambda item: (-item[1], item[0]))),
    )
