"""W3C Web Annotation: the words of each attribution and event, what they are, and how they hang together.

One JSON-LD document: an AnnotationCollection whose only page stands in it, one annotation a line. Words are selected by
quotation and by position; positions count the Unicode code points of the text as sayso reads it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, Final

from msgspec import Raw, Struct, json

from sayso.export.addressing import Addresses
from sayso.export.listing import BETWEEN, count, lines
from sayso.export.markup import address
from sayso.export.meta import Meta
from sayso.export.saying import event_said
from sayso.export.voiced import Voiced
from sayso.records import ActorKind, Attribution, Chosen, Document, Event, Span, Spans

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32  # characters of the text at each side of the words
ANNOTATION: Final = "Annotation"
JOINS: Final = "attribution"  # what a link is tagged with that makes parts one attribution
KNOWN: Final = 1 << 11  # bodies that are kept encoded
_PEOPLE: Final = ("person", "people", "process", "unnamed", None)

Object = dict[str, Any]


class _Annotation(Struct, frozen=True, gc=False):
    """One as it is written. Its bodies come again and again, and are encoded once."""

    id: str
    type: str
    motivation: str
    body: Sequence[Raw]
    target: Any


class _Quote(Struct, frozen=True, gc=False, tag="TextQuoteSelector"):
    exact: str
    prefix: str
    suffix: str


class _Position(Struct, frozen=True, gc=False, tag="TextPositionSelector"):
    start: int
    end: int


class _Target(Struct, frozen=True, gc=False):
    """Words of a document; its address and version are encoded once."""

    source: Raw
    state: Raw
    selector: tuple[_Quote, _Position]


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The collection as a stream; how many annotations there are is told at its end."""
    return whole((piece((one,), meta) for one in chosen), meta)


def piece(chosen: Iterable[Chosen], meta: Meta) -> bytes:
    """The annotations of some documents, one a line."""
    places = Addresses(meta.base)
    return BETWEEN.join(filter(None, (lines(_annotations(one, places)) for one in chosen)))


def whole(pieces: Iterable[bytes], meta: Meta) -> Iterator[bytes]:
    """The collection of these pieces."""
    collection = f"{Addresses(meta.base).root}/annotations"
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
    total = 0
    for each in filter(None, pieces):
        yield BETWEEN if total else b"\n"
        yield each
        total += count(each)
    yield b'\n]},"total":%d}\n' % total


def _annotations(chosen: Chosen, places: Addresses) -> list[_Annotation]:
    """The annotations of what is chosen of one document, each attribution's and event's together."""
    page = _Page(chosen, places, _where(chosen.reading.document, places))
    made: list[_Annotation] = []
    for attribution in page.voiced.said():
        made += page.attribution(attribution)
    for event in page.voiced.happened():
        made += page.event(event)
    return made


class _Where(Struct, frozen=True):
    """What every target in a document has besides the words: its address, and which version of it is meant."""

    source: Raw
    state: Raw


class _Page:
    """Makes the annotations of one document."""

    def __init__(self, chosen: Chosen, places: Addresses, where: _Where) -> None:
        self._chosen, self._places, self._where = chosen, places, where
        self.voiced, self._document = Voiced(chosen), chosen.reading.document
        self._text = self._document.text

    def attribution(self, one: Attribution) -> Iterator[_Annotation]:
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
                bodies = [_tag(role), *map(self._who, keys)]
                yield _Annotation(f"{here}#{role}", ANNOTATION, "identifying", bodies, first)
        if one.outer in self._chosen.attributions and one.outer is not None:
            outer = self._places.attribution(self._document.id, one.outer)
            yield _link(f"{here}#inside", "inside", f"{outer}#content", first)

    def event(self, one: Event) -> Iterator[_Annotation]:
        """Its trigger with what is said of it as a whole, who and what stand with it, and the links between them."""
        here = self._places.event(self._document.id, one.id)
        trigger = f"{here}#trigger"
        facts = [one.type, *one.modes, *one.contexts, one.status, *(["negated"] if one.negated else [])]
        says = _encoded("describing", event_said(self.voiced, one))
        yield from self._words(trigger, "classifying", one.trigger, [_tag("trigger"), *map(_is, facts), says])
        for role, id, spans, bodies in self._beside(here, one):
            yield from self._words(id, "identifying" if bodies else "tagging", spans, [_tag(role), *bodies])
            yield _link(f"{id}-of", role, id, trigger)
        if one.voice is not None and one.voice in self._chosen.attributions:
            voice = self._places.attribution(self._document.id, one.voice)
            yield _link(f"{here}#voice", "voice", f"{voice}#content", trigger)

    def _beside(self, here: str, one: Event) -> Iterator[tuple[str, str, Spans, list[Raw]]]:
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

    def _words(self, id: str, motivation: str, spans: Spans, bodies: list[Raw]) -> tuple[_Annotation, ...]:
        """An annotation of words, each piece of them a target; none for no words."""
        if not spans:
            return ()
        target = self._target(spans[0]) if len(spans) == 1 else [self._target(span) for span in spans]
        return (_Annotation(id, ANNOTATION, motivation, bodies, target),)

    def _target(self, span: Span) -> _Target:
        text, (start, end) = self._text, span
        before = text[start - AROUND : start] if start > AROUND else text[:start]
        quote = _Quote(text[start:end], before, text[end : end + AROUND])
        return _Target(self._where.source, self._where.state, (quote, _Position(start, end)))

    def _who(self, key: str) -> Raw:
        actor = self.voiced.actors[key]
        return _actor(self._places, self.voiced.key(key), actor.name, actor.kind)

    def _kind(self, one: Attribution) -> list[Raw]:
        return [_is(one.speaker_kind)] if one.speaker_kind else []


def _where(document: Document, places: Addresses) -> _Where:
    seen = (utc(sighting.fetched) for sighting in document.sightings)
    dated = {"sourceDate": max(found)} if (found := [each for each in seen if each]) else {}
    source = address(document.url) or places.document(document.id)
    state = {"type": "TimeState", **dated, "cached": places.original(document.id)}
    return _Where(Raw(json.encode(source)), Raw(json.encode(state)))


def utc(time: str) -> str | None:
    """An ISO 8601 time as the model wants it, in UTC; None for what is none."""
    try:
        told = datetime.fromisoformat(time)
    except ValueError:
        return None
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _link(id: str, name: str, left: str, right: str) -> _Annotation:
    """A relation: from the one annotation to the other."""
    return _Annotation(id, ANNOTATION, "linking", (_tag(name),), (left, right))


def _encoded(purpose: str, value: str) -> Raw:
    return Raw(json.encode({"type": "TextualBody", "purpose": purpose, "value": value}))


_body: Final = lru_cache(KNOWN)(_encoded)  # what few values have


_tag: Final = partial(_body, "tagging")
_is: Final = partial(_body, "classifying")


@lru_cache(KNOWN)
def _actor(places: Addresses, key: str, name: str, kind: ActorKind | None) -> Raw:
    return _named(places.actor(key), name, _sort(kind))


def _named(id: str, name: str, sort: str | None = None) -> Raw:
    source = {"id": id, "type": sort, "name": name} if sort else {"id": id, "name": name}
    return Raw(json.encode({"type": "SpecificResource", "purpose": "identifying", "source": source}))


def _sort(kind: ActorKind | None) -> str | None:
    if kind == "person":
        return "Person"
    return None if kind in _PEOPLE else "Organization"
