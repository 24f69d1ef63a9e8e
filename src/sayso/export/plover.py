"""Events as PLOVER's JSON, one object a line, by the tables of its manual; whose say-so it is stands in `voice`.

Fields of PLOVER's for which nothing is known are left out, but for those that every actor has.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from sayso.export import cells, countries, noted, sectors
from sayso.export.happened import Count, Telling, Where
from sayso.export.jsonl import Object, encoded, figure
from sayso.export.meta import Meta
from sayso.export.saying import said_by, status
from sayso.export.sides import Side, named, proper
from sayso.export.voiced import Voice
from sayso.export.weighed import Row, rows
from sayso.records import Chosen, PlacePrecision

RESOLUTIONS: Final[dict[PlacePrecision | None, int]] = {
    "exact": 5, "town": 4, "district": 3, "region": 2, "country": 1,
}  # fmt: skip
_COUNTED: Final = {"killed": "dead", "injured": "injured", "detained": "arrested"}


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The selected events as lines of JSON in UTF-8."""
    return (encoded(as_object(row, meta)) for row in rows(chosen))


def as_object(row: Row, meta: Meta) -> Object:
    """An event under the names of PLOVER, then under sayso's own."""
    told, event = row.told, row.told.event
    known: Object = {
        "id": event.id,
        "has_event": told.so,
        **_dates(row),
        "actor": [_entity(side) for side in told.actors],
        "recipient": [_entity(side) for side in told.targets],
        "event": [event.type],
        "mode": event.modes,
        "context": event.contexts,
        "quad_code": sectors.QUADS[event.type],
        "event_loc": _place(row.spot.where) if row.spot.where else None,
        "text": told.words,
        "text_info": _text(told),
        "cite_info": _cited(row, meta),
        "coder": f"sayso {meta.version}",
        "coded_date": meta.made[:10],
        "comment": noted.notes(told),
    }
    return {name: value for name, value in known.items() if value not in (None, "", (), {})} | _own(told)


def _own(told: Telling) -> Object:
    """What PLOVER has no name for."""
    return {
        "voice": said_by(told.voices),
        "voices": [_voice(voice) for voice in told.voices],
        "status": status(told.event),
        "hedges": told.hedges,
        "places": [{**_place(each), "role": each.role} for each in told.places],
        "figures": [_counted(count) for count in told.counts],
        "attribution": told.event.attribution,
        "document": told.document.id,
        "verdict": told.verdict or None,
        "score": round(told.event.score, 2),
    }


def _dates(row: Row) -> Object:
    """First and last day; the date in its own words and bounds, however little they tell."""
    date = row.told.date
    first = row.days.first.isoformat() if row.days else None
    last = row.days.last.isoformat() if row.days and row.days.length > 1 else None
    told = date and {"words": row.told.when, "first": date.first, "last": date.last, "precision": date.precision}
    return {"date": first, "enddate": last, "date_told": told}


def _entity(side: Side) -> Object:
    """A party; `id` is the one that the ledger has for the actor."""
    actor, code = side.actor, sectors.sector(side)
    return {
        "raw_text": side.words,
        "entity_name": proper(side),
        "wikidata_id": "",
        "wiki_description": "",
        "country_name": countries.name(actor.country) if actor else "",
        "sector_code": code,
        "other_sector_codes": "",
        "code": countries.country(actor.country).alpha3 if actor else "",
        "name": named(side),
        "kind": actor.kind if actor else None,
        "id": side.id or None,
        "start": side.span[0],
        "end": side.span[1],
    }


def _place(where: Where) -> Object:
    place = where.place
    precise = {"town": "city", "district": "district", "region": "province"}.get(place.precision or "")
    known: Object = {
        "extracted_place": where.words,
        "relation": place.relation,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        **({precise: place.name} if precise and not place.relation else {}),
        "country": countries.name(place.country),
        "country_code": countries.country(place.country).alpha3,
        "resolution": RESOLUTIONS.get(place.precision),
    }
    return {name: value for name, value in known.items() if value not in (None, "")}


def _text(told: Telling) -> Object:
    trigger = told.event.trigger
    spans = {"start": trigger[0][0], "end": trigger[-1][1]} if trigger else {}
    return ({"sequence": told.sentence} if told.sentence else {}) | spans


def _cited(row: Row, meta: Meta) -> Object:
    document = row.told.document
    known = {
        "url": cells.address(row),
        "title": document.title,
        "language": document.language,
        "publication": document.publisher,
        "published": document.published,
        "coder": f"sayso {meta.version}",
    }
    return {name: value for name, value in known.items() if value}


def _voice(voice: Voice) -> Object:
    return {"id": voice.attribution, "by": voice.names, "speakers": voice.ids, "kind": voice.kind, "cue": voice.cue}


def _counted(count: Count) -> Object:
    """A figure as the ledger format has it, under PLOVER's name for what became of those counted, where it has one."""
    told = figure(count.figure)
    return told | {
        "words": count.words,
        "size": _COUNTED.get(count.figure.outcome or ""),
        "voice": said_by(count.voices),
    }
