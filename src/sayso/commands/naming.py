"""What a person means by the first digits of an attribution's or event's id; where that is not one, what it might
be."""

import re

from sayso.errors import InputError, NotFoundError
from sayso.ledger import View
from sayso.ledger.naming import some
from sayso.ledger.pairs import EVENTS, STORIES
from sayso.records import Attribution, JudgementKind, Reading
from sayso.soundness import one_line, words


def attribution(view: View, digits: str) -> tuple[Reading, Attribution]:
    """The one attribution of the newest readings whose id is this or begins with it, and its reading."""
    digits = _digits(digits, "an attribution")
    found = [_read(view, *ids) for ids in view.attributions_starting(digits)]
    if not found:
        raise NotFoundError(
            f"{digits!r}: no such attribution in ledger {view.home}; sayso search and sayso show tell the ids"
        )
    if len(found) > 1:
        several = [f"{each.id} ({_words(reading, each)})" for reading, each in found]
        raise InputError(f"{digits!r} begins the ids of {len(found)} attributions: {some(several)}")
    return found[0]


def event(view: View, digits: str) -> tuple[Reading, str]:
    """The reading and the id of the one event of the newest readings whose id is this or begins with it."""
    digits = _digits(digits, "an event")
    found = view.events_starting(digits)
    if not found:
        raise NotFoundError(
            f"{digits!r}: no such event in ledger {view.home}; sayso events --format jsonl tells the ids"
        )
    if len(found) > 1:
        raise InputError(f"{digits!r} begins the ids of {len(found)} events: {some([id for _, id in found])}")
    ((document, id),) = found
    return view.reading(document), id


def two(view: View, kind: JudgementKind, name: str) -> tuple[Reading, str]:
    """The reading, and the id there, of one of the two that a judgement of this kind is about; of a page its reading
    alone."""
    if kind in STORIES:
        return view.reading(name), ""
    if kind in EVENTS:
        return event(view, name)
    reading, found = attribution(view, name)
    return reading, found.id


def _digits(given: str, thing: str) -> str:
    digits = given.strip().lower()
    if not re.fullmatch("[0-9a-f]{4,16}", digits):
        raise InputError(f"{digits!r}: the id of {thing} is 16 digits 0-9 a-f, of which at least 4 are wanted")
    return digits


def _read(view: View, document: str, attribution: str) -> tuple[Reading, Attribution]:
    reading = view.reading(document)
    return reading, next(each for each in reading.attributions if each.id == attribution)


def _words(reading: Reading, attribution: Attribution) -> str:
    source, cue = (one_line(words(reading.document, spans)) for spans in (attribution.source, attribution.cue))
    return f"{source} — {cue}" if source else cue
