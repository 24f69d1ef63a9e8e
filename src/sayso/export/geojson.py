"""Where what is chosen is said to have happened, as GeoJSON (RFC 7946): a point for each place of an event.

A place without coordinates is left out: none are made up for it.
"""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any

from sayso.export.listing import lines, parted
from sayso.export.meta import Meta
from sayso.export.sides import Side, named
from sayso.export.voiced import Voiced
from sayso.records import Chosen, Event, EventPlace, Place

Object = dict[str, Any]


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """A FeatureCollection, page by page, in UTF-8."""
    return whole((piece((each,), meta) for each in chosen), meta)


def piece(chosen: Iterable[Chosen], _: Meta) -> bytes:
    """The features of some documents."""
    return lines(feature for each in chosen for feature in features(each))


def whole(pieces: Iterable[bytes], _: Meta) -> Iterator[bytes]:
    """The collection of these pieces."""
    yield b'{"type":"FeatureCollection","features":[\n'
    yield from parted(pieces, b"")
    yield b"\n]}\n"


def features(chosen: Chosen) -> Iterator[Object]:
    """A feature for each place with coordinates of each chosen event, in the order of the reading."""
    page = Voiced(chosen)
    for event in page.happened():
        for number, at in enumerate(event.places):
            place = page.places.get(at.place)
            point = place and coordinates(place)
            if place and point:
                yield {
                    "type": "Feature",
                    "id": f"{event.id}-{number}",
                    "geometry": {"type": "Point", "coordinates": point},
                    "properties": {**_event(page, event), **_place(at, place)},
                }


def coordinates(place: Place) -> tuple[float, float] | None:
    """Longitude and latitude in degrees; None where they are not told or lie nowhere on the Earth."""
    longitude, latitude = place.longitude, place.latitude
    if longitude is None or latitude is None or not (isfinite(longitude) and isfinite(latitude)):
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _event(page: Voiced, event: Event) -> Object:
    voice, document, date = page.voice(event.voice), page.document, page.dates.get(event.date or "")
    actors, targets = page.sides(event)
    return {
        "event": event.id,
        "type": event.type,
        "modes": event.modes,
        "contexts": event.contexts,
        "status": event.status,
        "negated": event.negated,
        "hedged": bool(event.hedges),
        "first": date and date.first,
        "last": date and date.last,
        "date_precision": date and date.precision,
        "actors": [*map(named, actors)],
        "actor_ids": _ids(actors),
        "targets": [*map(named, targets)],
        "target_ids": _ids(targets),
        "voice": voice.names,
        "voice_ids": voice.ids,
        "voice_kind": voice.kind,
        "verdict": page.verdict(event),
        "words": page.event_words(event),
        "score": round(event.score, 2),
        "document": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "url": document.url,
    }


def _ids(sides: Iterable[Side]) -> list[str]:
    return [side.id for side in sides if side.id]


def _place(at: EventPlace, place: Place) -> Object:
    return {
        "place": place.name,
        "role": at.role,
        "relation": place.relation,
        "precision": place.precision,
        "country": place.country,
        "geonames": place.geonames,
    }
