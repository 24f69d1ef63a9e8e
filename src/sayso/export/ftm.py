"""FollowTheMoney: documents, actors, mentions, attributions (as notes) and events, one entity a line.

An actor comes once, under the first of its names that is met; what pages call it otherwise stands in their mentions.
Values are text, as the model has them; ids are those of the ledger with the kind of thing before them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sayso.export.annotations import utc
from sayso.export.jsonl import encoded
from sayso.export.markup import address
from sayso.export.meta import Meta
from sayso.export.saying import attribution_said, event_said
from sayso.export.sides import named
from sayso.export.voiced import Voiced
from sayso.records import Actor, ActorKind, Attribution, Chosen, Date, Document, Event
from sayso.soundness import collapsed

Object = dict[str, Any]

_SCHEMATA: Final[dict[ActorKind, str]] = {
    "person": "Person",
    "state": "PublicBody",
    "government": "PublicBody",
    "military": "PublicBody",
    "armed_group": "Organization",
    "party": "Organization",
    "organization": "Organization",
    "alliance": "Organization",
    "media": "Organization",
}
# ISO 639-3, as the model has them.
_LANGUAGES: Final = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "it": "ita",
    "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
_OWN: Final = re.compile("AA|Q[M-Z]|X[A-JL-Z]|ZZ")  # codes for one's own use, which mean nothing elsewhere
_DAY: Final = len("2024-02-29")


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The entities as a stream: of each document itself, then actors not met before, mentions, attributions, events."""
    met: set[str] = set()
    for one in chosen:
        for entity in entities(one, met):
            yield encoded(entity)


def entities(chosen: Chosen, met: set[str]) -> Iterator[Object]:
    """The entities of what is chosen of one document; `met` are the ids of the actors that came before."""
    page = Voiced(chosen)
    said, happened = [*page.said()], [*page.happened()]
    called = _called(page)
    yield _document(page.document)
    for actor in _involved(page, said, happened):
        key = actor_id(page.key(actor.id))
        if key not in met:
            met.add(key)
            yield _actor(key, actor)
        yield _mention(page, actor, key, called.get(actor.id, ()))
    at = address(page.document.url)
    yield from (_note(page, each, at) for each in said)
    yield from (_event(page, each, at) for each in happened)


def document_id(id: str) -> str:
    return f"document-{id}"


def actor_id(id: str) -> str:
    return f"actor-{id}"


def _document(document: Document) -> Object:
    seen = (utc(sighting.fetched) for sighting in document.sightings)
    return _entity(
        document_id(document.id),
        "Article",
        title=document.title,
        author=document.author,
        publisher=document.publisher,
        publishedAt=document.published,
        sourceUrl=address(document.url),
        mimeType=document.media_type.partition(";")[0].strip(),
        language=_LANGUAGES.get(document.language or ""),
        retrievedAt=max((each[:19] for each in seen if each), default=None),
    )


def _actor(key: str, actor: Actor) -> Object:
    return _entity(key, _schema(actor), name=actor.name, country=_country(actor.country))


def _called(page: Voiced) -> dict[str, tuple[str, ...]]:
    """By actor the names that a page has for it, in text order."""
    found: dict[str, dict[str, None]] = {}
    for each in page.chosen.reading.mentions:
        if each.actor is not None and each.form == "name":
            found.setdefault(each.actor, {})[collapsed(page.document.text, each.span)] = None
    return {key: tuple(names) for key, names in found.items()}


def _mention(page: Voiced, actor: Actor, key: str, names: Iterable[str]) -> Object:
    """That a page speaks of an actor, and under which names."""
    return _entity(
        f"mention-{page.document.id}-{actor.id}",
        "Mention",
        document=document_id(page.document.id),
        name=[*names] or actor.name,
        resolved=key,
        detectedSchema=_schema(actor),
        contextCountry=_country(actor.country),
    )


def _note(page: Voiced, one: Attribution, at: str | None) -> Object:
    """An attribution: a note about its speakers, with the page as its proof, which is `at` an address."""
    document = page.document
    facts = (one.act, one.manner, "negated" if one.negated else None, page.chosen.verdicts.get(one.id))
    return _entity(
        f"attribution-{one.id}",
        "Note",
        name=", ".join(page.who(one)) or None,
        description=attribution_said(page, one),
        entity=[actor_id(page.key(key)) for key in one.speakers],
        keywords=[each for each in facts if each],
        publisher=document.publisher,
        sourceUrl=at,
        proof=document_id(document.id),
        createdAt=document.published,
        namesMentioned=list(page.names(one.about)),
    )


def _event(page: Voiced, one: Event, at: str | None) -> Object:
    document, date = page.document, page.dates.get(one.date or "")
    modes = f" ({', '.join(one.modes)})" if one.modes else ""
    sides = " → ".join(filter(None, (", ".join(map(named, side)) for side in page.sides(one))))
    places = [page.places[each.place] for each in one.places]
    return _entity(
        f"event-{one.id}",
        "Event",
        name=": ".join(filter(None, (f"{'not ' * one.negated}{one.type}{modes}, {one.status}", sides))),
        summary=event_said(page, one),
        **_days(date),
        location=[place.name for place in places],
        country=[_country(place.country) for place in places],
        involved=[actor_id(page.key(each.actor)) for each in (*one.actors, *one.targets) if each.actor],
        keywords=[one.type, *one.modes, *one.contexts, one.status],
        publisher=document.publisher,
        sourceUrl=at,
        proof=document_id(document.id),
    )


def _days(date: Date | None) -> Object:
    """The day of an event, or between which days it lies; nothing where the year cannot be told."""
    first, last = (None, None) if date is None else (_day(date.first), _day(date.last))
    if first == last:
        return {"date": first}
    return {"startDate": first, "endDate": last}


def _country(code: str | None) -> str | None:
    return None if code is None or _OWN.fullmatch(code) else code.lower()


def _day(told: str | None) -> str | None:
    return told if told and len(told) == _DAY and not told.startswith("-") else None


def _involved(page: Voiced, said: Iterable[Attribution], happened: Iterable[Event]) -> Iterator[Actor]:
    """The actors that what is chosen names, each once."""
    of_said = (key for each in said for key in (*each.speakers, *each.media, *each.addressees, *each.about))
    of_events = (party.actor for each in happened for party in (*each.actors, *each.targets) if party.actor)
    yield from (page.actors[key] for key in dict.fromkeys((*of_said, *of_events)))


def _schema(actor: Actor) -> str:
    return _SCHEMATA.get(actor.kind, "LegalEntity") if actor.kind else "LegalEntity"


def _entity(id: str, schema: str, **properties: Any) -> Object:
    """An entity: of each property a list of values on one line, none that are not known or say nothing."""
    told: dict[str, list[str]] = {}
    for name, value in properties.items():
        if not value:
            continue
        if isinstance(value, str):
            if line := " ".join(value.split()):
                told[name] = [line]
        elif values := [line for each in dict.fromkeys(value) if each and (line := " ".join(each.split()))]:
            told[name] = values if len(values) == 1 else [*dict.fromkeys(values)]
    return {"id": id, "schema": schema, "properties": told}
