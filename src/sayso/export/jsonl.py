"""The ledger format, version 1: one object a line, all that was read from one page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import json, to_builtins

from sayso.export.meta import Meta
from sayso.lexicon.cameo import cameo_root
from sayso.records import (
    FORMAT_VERSION,
    Attribution,
    Chosen,
    Document,
    Event,
    Figure,
    Mention,
    Place,
    Reading,
    Sighting,
)
from sayso.soundness import check

Object = dict[str, Any]

WHOLE = 2**53  # up to which a float tells whole numbers apart

# Line ends to some readers of text, though not to JSON; within strings, where alone they stand, they may be escaped.
_LINE_ENDS = ((b"\xc2\x85", rb"\u0085"), (b"\xe2\x80\xa8", rb"\u2028"), (b"\xe2\x80\xa9", rb"\u2029"))


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """All that was read of each chosen document, one a line."""
    return (line(each.reading) for each in chosen)


def line(reading: Reading) -> bytes:
    """A reading as one line of UTF-8 that ends in a line feed. SpanError or InputError if it may not be written."""
    check(reading)
    return encoded(as_object(reading))


def encoded(told: Object) -> bytes:
    """An object as one line to every reader of text."""
    line = json.encode(told)
    for raw, escaped in _LINE_ENDS:
        line = line.replace(raw, escaped)
    return line + b"\n"


def as_object(reading: Reading) -> Object:
    """A reading under the keys of the format, in their order."""
    return {
        "sayso": FORMAT_VERSION,
        "reader": reading.reader,
        "document": _document(reading.document),
        "sentences": reading.sentences,
        "actors": _objects(reading.actors),
        "mentions": [_scored(mention) for mention in reading.mentions],
        "attributions": [_scored(attribution) for attribution in reading.attributions],
        "events": [event(each) for each in reading.events],
        "figures": [figure(each) for each in reading.figures],
        "places": [_scored(place) for place in reading.places],
        "dates": _objects(reading.dates),
        "stances": _objects(reading.stances),
        "wordings": _objects(reading.wordings),
        "references": _objects(reading.references),
        "problems": _objects(reading.problems),
    }


def event(event: Event) -> Object:
    """An event, and beyond the format `cameo`: the root code of its type and modes in the older scheme."""
    return {**_scored(event), "cameo": cameo_root(event.type, event.modes)}


def figure(figure: Figure) -> Object:
    """A figure; a whole number is written as one."""
    return {**to_builtins(figure), "low": _whole(figure.low), "high": _whole(figure.high)}


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and abs(number) < WHOLE and number == int(number) else number


def _document(document: Document) -> Object:
    return {**to_builtins(document), "sightings": [_sighting(sighting) for sighting in document.sightings]}


def _sighting(sighting: Sighting) -> Object:
    return {name: value for name, value in to_builtins(sighting).items() if value is not None}


def _scored(record: Attribution | Event | Mention | Place) -> Object:
    return {**to_builtins(record), "score": round(record.score, 2)}


def _objects(records: Iterable[Any]) -> Sequence[Object]:
    return [to_builtins(record) for record in records]
