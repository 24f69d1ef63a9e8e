"""Whether a reading may be written: every span within its text and in order, every word one that can be stored."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Final

from msgspec import json

from sayso.errors import InputError, SpanError
from sayso.records import Attribution, Document, Reading, Span, Spans

# The lists of a reading whose records have ids, and of those the ones that stand at one span.
_THINGS: Final = (
    "actors", "mentions", "events", "figures", "places", "dates", "stances", "wordings", "references",
)  # fmt: skip
_PLACED: Final = ("mention", "figure", "place", "date", "wording", "reference")
_NUMBERS: Final = {
    "events": ("score",),
    "figures": ("low", "high"),
    "places": ("latitude", "longitude", "score"),
}


def check(reading: Reading) -> None:
    """Raise SpanError for a span that cannot say anything, InputError for text or a number that cannot be stored
    or an id that stands for nothing."""
    _check_text(reading)
    size = len(reading.document.text)
    for name, spans in _lists(reading):
        _check_order(name, spans, size)
    for name, span in _singles(reading):
        _check_order(name, (span,), size)
    _check_aliases(reading)
    _check_outers(reading.attributions)
    _check_once(reading)
    _check_named(reading)
    _check_numbers(reading)
    _check_vectors(reading)


def words(document: Document, spans: Spans) -> tuple[str, ...]:
    """The exact words of each span, in the order of the spans."""
    return tuple(document.text[start:end] for start, end in spans)


def one_line(pieces: Iterable[str]) -> str:
    """Pieces of text side by side, with an ellipsis where they are apart on the page."""
    return " … ".join(pieces)


def collapsed(text: str, span: Span) -> str:
    """The words of a span on one line, each run of blanks and line ends as one blank."""
    return " ".join(text[span[0] : span[1]].split())


def _check_vectors(reading: Reading) -> None:
    """Each attribution has its vector, and all that are of words are of one length: else nothing compares with them."""
    if reading.vectors is None:
        return
    told, wanted = len(reading.vectors.attributions), len(reading.attributions)
    if told != wanted:
        raise InputError(f"vectors of {told} attributions, where there are {wanted}")
    lengths = {len(vector) for vector in (reading.vectors.document, *reading.vectors.attributions)} - {0}
    if len(lengths) > 1:
        raise InputError(f"vectors of {' and '.join(map(str, sorted(lengths)))} dimensions in one reading")


def _lists(reading: Reading) -> Iterator[tuple[str, Spans]]:
    yield "blocks", tuple(block.span for block in reading.document.blocks)
    yield "sentences", reading.sentences
    for attribution in reading.attributions:
        for role in ("source", "cue", "content", "hedges"):
            yield f"{role} of attribution {attribution.id}", getattr(attribution, role)
    for event in reading.events:
        for role in ("trigger", "object", "hedges"):
            yield f"{role} of event {event.id}", getattr(event, role)
    for stance in reading.stances:
        for role in ("content", "hedges"):
            yield f"{role} of stance {stance.id}", getattr(stance, role)


def _singles(reading: Reading) -> Iterator[tuple[str, Span]]:
    yield from (("link", link.span) for link in reading.document.links)
    yield from (("problem", problem.span) for problem in reading.problems if problem.span is not None)
    for name in _PLACED:
        yield from ((f"{name} {thing.id}", thing.span) for thing in getattr(reading, f"{name}s"))
    for event in reading.events:
        for role in ("actors", "targets"):
            yield from ((f"{role} of event {event.id}", party.span) for party in getattr(event, role))
    for actor in reading.actors:
        yield from ((f"alias of actor {actor.id}", alias.span) for alias in actor.aliases if alias.span is not None)


def _check_order(name: str, spans: Iterable[Span], size: int) -> None:
    last = 0
    for start, end in spans:
        if not 0 <= start < end <= size:
            raise SpanError(f"{name}: span {start}–{end} is empty or not within the text of {size} characters")
        if start < last:
            raise SpanError(f"{name}: span {start}–{end} begins before the end of the one before it ({last})")
        last = end


def _check_aliases(reading: Reading) -> None:
    for actor in reading.actors:
        for alias in actor.aliases:
            if alias.span is not None and (told := collapsed(reading.document.text, alias.span)) != alias.text:
                start, end = alias.span
                raise SpanError(
                    f"alias of actor {actor.id}: the text says {told!r} at {start}–{end}, not {alias.text!r}"
                )


def _check_outers(attributions: tuple[Attribution, ...]) -> None:
    outers = {attribution.id: attribution.outer for attribution in attributions}
    if len(outers) < len(attributions):
        raise SpanError("two attributions of one reading have the same id")
    for key in outers:
        above, chain = outers[key], {key}
        while above is not None:
            if above not in outers or above in chain:
                raise SpanError(f"attribution {key} stands inside {above}, which is missing or stands inside it")
            chain.add(above)
            above = outers[above]


def _check_once(reading: Reading) -> None:
    for things in _THINGS:
        twice = next((key for key, times in Counter(t.id for t in getattr(reading, things)).items() if times > 1), None)
        if twice is not None:
            raise InputError(f"two {things} of one reading have the same id {twice}")
    for actor in reading.actors:
        if actor.id.split() != [actor.id]:  # several stand side by side, parted by blanks
            raise InputError(f"actor {actor.id!r}: an id is one word")


def _check_named(reading: Reading) -> None:
    known = {
        "actor": {actor.id for actor in reading.actors},
        "attribution": {attribution.id for attribution in reading.attributions},
        "reference": {reference.id for reference in reading.references},
        "event": {event.id for event in reading.events},
        "place": {place.id for place in reading.places},
        "date": {date.id for date in reading.dates},
    }
    for name, kind, ids in _named(reading):
        for key in ids:
            if key is not None and key not in known[kind]:
                raise InputError(f"{name}: {kind} {key} is not in the reading")


def _named(reading: Reading) -> Iterator[tuple[str, str, tuple[str | None, ...]]]:
    """Whatever names something by its id: what it is, what kind of thing it names, and the ids."""
    for actor in reading.actors:
        yield f"alias of actor {actor.id}", "attribution", tuple(alias.voice for alias in actor.aliases)
    for mention in reading.mentions:
        yield f"mention {mention.id}", "actor", (mention.actor,)
    for attribution in reading.attributions:
        yield f"document of attribution {attribution.id}", "reference", (attribution.document,)
        for role in ("speakers", "media", "addressees", "about"):
            yield f"{role} of attribution {attribution.id}", "actor", getattr(attribution, role)
    yield from _named_by_events(reading)
    for stance in reading.stances:
        yield f"stance {stance.id}", "actor", stance.holders + stance.toward
        yield f"stance {stance.id}", "event", (stance.event,)
        yield f"stance {stance.id}", "place", (stance.place,)
        yield f"voice of stance {stance.id}", "attribution", (stance.voice,)
    for wording in reading.wordings:
        yield f"wording {wording.id}", "actor", (wording.of,)
        yield f"voice of wording {wording.id}", "attribution", (wording.voice,)
    for reference in reading.references:
        yield f"issuer of reference {reference.id}", "actor", (reference.issuer,)


def _named_by_events(reading: Reading) -> Iterator[tuple[str, str, tuple[str | None, ...]]]:
    for event in reading.events:
        for role in ("actors", "targets"):
            yield f"{role} of event {event.id}", "actor", tuple(party.actor for party in getattr(event, role))
        yield f"event {event.id}", "place", tuple(each.place for each in event.places)
        yield f"event {event.id}", "date", (event.date,)
        yield f"event {event.id}", "attribution", (event.attribution,)
        yield f"voice of event {event.id}", "attribution", (event.voice,)
    for figure in reading.figures:
        yield f"figure {figure.id}", "event", (figure.event,)
        yield f"voice of figure {figure.id}", "attribution", (figure.voice,)


def _check_numbers(reading: Reading) -> None:
    """What is no number, or without bounds, has no place in JSON."""
    for things, fields in _NUMBERS.items():
        for thing in getattr(reading, things):
            for field in fields:
                value = getattr(thing, field)
                if value is not None and not isfinite(value):
                    raise InputError(f"{field} of {things[:-1]} {thing.id} is {value}, which is no number")


def _check_text(reading: Reading) -> None:
    """Lone surrogates stand for no character: neither UTF-8 nor the ledger can hold them."""
    text = reading.document.text
    try:
        text.encode()
        json.encode(reading)
    except UnicodeEncodeError as error:
        where = f"character {error.start} of the text" if error.object == text else f"{error.object[:60]!a}"
        raise InputError(f"a lone surrogate, which cannot be stored, in {where}") from None
