"""W3C Web Annotation: the words of each attribution and event, what they are, and how they hang together.

One JSON-LD document: an AnnotationCollection whose only page stands in it, one annotation a line. Words are selected by
quotation and by position; positions count the Unicode code points of the text as sayso reads it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

from msgspec import Struct, json

from sayso.export.addressing import Addresses
from sayso.export.markup import address
from sayso.export.meta import Meta
from sayso.export.saying import event_said
from sayso.export.voiced import Voiced
from sayso.records import Actor, Attribution, Chosen, Document, Event, Span, Spans

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32  # characters of the text at each side of the words
JOINS: Final = "attribution"  # what a link is tagged with that makes parts one attribution
_PEOPLE: Final = ("person", "people", "process", "unnamed", None)

Object = dict[str, Any]


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The collection as a stream; how many annotations there are is told at its end."""
    places = Addresses(meta.base)
    collection = f"{places.root}/annotations"
    head = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": "Who said what",
        "generated": utc(meta.made) or meta.made,
        "generator": {"type": "Software", "name": f"sayso {meta.version}"},
    }
    page = {"id": f"{collection}/1", "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    yield json.encode(head)[:-1] + b',"first":' + json.encode(page)[:-1] + b',"items":['
    total, between = 0, b"\n"
    for one in chosen:
        lines = [json.encode(each) for each in annotations(one, places)]
        if lines:
            yield between + b",\n".join(lines)
            total, between = total + len(lines), b",\n"
    yield b'\n]},"total":%d}\n' % total


def annotations(chosen: Chosen, places: Addresses) -> Iterator[Object]:
    """The annotations of what is chosen of one document, each attribution's and event's together."""
    page = _Page(chosen, places, _where(chosen.reading.document, places))
    for attribution in page.voiced.said():
        yield from page.attribution(attribution)
    for event in page.voiced.happened():
        yield from page.event(event)


class _Where(Struct, frozen=True):
    """What every target in a document has besides the words: its address, and which version of it is meant."""

    source: str
    state: Object


class _Page:
    """Makes the annotations of one document."""

    def __init__(self, chosen: Chosen, places: Addresses, where: _Where) -> None:
        self._chosen, self._places, self._where = chosen, places, where
        self.voiced, self._document = Voiced(chosen), chosen.reading.document

    def attribution(self, one: Attribution) -> Iterator[Object]:
        """Its parts, and the links that join them."""
        here = self._places.attribution(self._document.id, one.id)
        speakers = [self._who(key) for key in one.speakers]
        source, cue, content = (f"{here}#{role}" for role in ("source", "cue", "content"))
        first = source if one.source else cue if one.cue else content
        said = [_is(value) for value in (one.act, one.manner, "negated" if one.negated else None) if value]
        verdict = self._chosen.verdicts.get(one.id)
        judged = [_body("assessing", verdict)] if verdict else []
        yield from self._words(source, "identifying", one.source, [_tag("source"), *speakers, *self._kind(one)])
        extra = judged if one.cue else []
        unsaid = [] if one.source else [*speakers, *self._kind(one)]
        yield from self._words(cue, "classifying", one.cue, [_tag("cue"), *unsaid, *said, *extra])
        about = [self._who(key) for key in one.about]
        extra = [] if one.cue else [*said, *judged]
        yield from self._words(content, "tagging", one.content, [_tag("content"), *about, *extra])
        yield from self._words(f"{here}#hedges", "tagging", one.hedges, [_tag("hedge")])
        there = [each for each, spans in ((source, one.source), (cue, one.cue), (content, one.content)) if spans]
        for left, right in pairwise(there):
            yield _link(f"{here}#{left.rpartition('#')[2]}-{right.rpartition('#')[2]}", JOINS, left, right)
        for role, keys in (("medium", one.media), ("addressee", one.addressees)):
            if keys:
                yield _made(f"{here}#{role}", "identifying", [_tag(role), *map(self._who, keys)], first)
        if one.outer in self._chosen.attributions and one.outer is not None:
            outer = self._places.attribution(self._document.id, one.outer)
            yield _link(f"{here}#inside", "inside", f"{outer}#content", first)

    def event(self, one: Event) -> Iterator[Object]:
        """Its trigger with what is said of it as a whole, who and what stand with it, and the links between them."""
        here = self._places.event(self._document.id, one.id)
        trigger = f"{here}#trigger"
        facts = [one.type, *one.modes, *one.contexts, one.status, *(["negated"] if one.negated else [])]
        says = _body("describing", event_said(self.voiced, one))
        yield from self._words(trigger, "classifying", one.trigger, [_tag("trigger"), *map(_is, facts), says])
        for role, id, spans, bodies in self._beside(here, one):
            yield from self._words(id, "identifying" if bodies else "tagging", spans, [_tag(role), *bodies])
            yield _link(f"{id}-of", role, id, trigger)
        if one.voice is not None and one.voice in self._chosen.attributions:
            voice = self._places.attribution(self._document.id, one.voice)
            yield _link(f"{here}#voice", "voice", f"{voice}#content", trigger)

    def _beside(self, here: str, one: Event) -> Iterator[tuple[str, str, Spans, list[Object]]]:
        for role, parties in (("actor", one.actors), ("target", one.targets)):
            for number, party in enumerate(parties):
                who = [self._who(party.actor)] if party.actor else []
                yield role, f"{here}#{role}-{number}", (party.span,), who
        if one.object:
            yield "object", f"{here}#object", one.object, []
        if one.hedges:
            yield "hedge", f"{here}#hedges", one.hedges, []
        for number, each in enumerate(one.places):
            place = self.voiced.places[each.place]
            known = (
                [] if place.geonames is None else [_named(f"https://sws.geonames.org/{place.geonames}/", place.name)]
            )
            yield "place", f"{here}#place-{number}", (place.span,), [_is(each.role), *known]
        if (date := self.voiced.dates.get(one.date or "")) is not None:
            told = "/".join(dict.fromkeys(end for end in (date.first, date.last) if end))
            yield "date", f"{here}#date", (date.span,), [_is(told)] if told else []

    def _words(self, id: str, motivation: str, spans: Spans, bodies: list[Object]) -> Iterator[Object]:
        """An annotation of words, each piece of them a target; none for no words."""
        targets = [self._target(span) for span in spans]
        if targets:
            yield _made(id, motivation, bodies, targets[0] if len(targets) == 1 else targets)

    def _target(self, span: Span) -> Object:
        text, (start, end) = self._document.text, span
        quote = {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        }
        position = {"type": "TextPositionSelector", "start": start, "end": end}
        return {"source": self._where.source, "state": self._where.state, "selector": [quote, position]}

    def _who(self, key: str) -> Object:
        actor = self.voiced.actors[key]
        return _named(self._places.actor(self.voiced.key(key)), actor.name, _sort(actor))

    def _kind(self, one: Attribution) -> list[Object]:
        return [_is(one.speaker_kind)] if one.speaker_kind else []


def _where(document: Document, places: Addresses) -> _Where:
    seen = (utc(sighting.fetched) for sighting in document.sightings)
    dated = {"sourceDate": max(found)} if (found := [each for each in seen if each]) else {}
    source = address(document.url) or places.document(document.id)
    return _Where(source, {"type": "TimeState", **dated, "cached": places.original(document.id)})


def utc(time: str) -> str | None:
    """An ISO 8601 time as the model wants it, in UTC; None for what is none."""
    try:
        told = datetime.fromisoformat(time)
    except ValueError:
        return None
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _made(id: str, motivation: str, bodies: list[Object], target: Any) -> Object:
    return {"id": id, "type": "Annotation", "motivation": motivation, "body": bodies, "target": target}


def _link(id: str, name: str, left: str, right: str) -> Object:
    """A relation: from the one annotation to the other."""
    return _made(id, "linking", [_tag(name)], [left, right])


def _body(purpose: str, value: str) -> Object:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _tag(value: str) -> Object:
    return _body("tagging", value)


def _is(value: str) -> Object:
    return _body("classifying", value)


def _named(id: str, name: str, sort: Object | None = None) -> Object:
    source = {"id": id, **(sort or {}), "name": name}
    return {"type": "SpecificResource", "purpose": "identifying", "source": source}


def _sort(actor: Actor) -> Object:
    if actor.kind == "person":
        return {"type": "Person"}
    return {} if actor.kind in _PEOPLE else {"type": "Organization"}
