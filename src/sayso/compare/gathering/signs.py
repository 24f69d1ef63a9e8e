"""What tells of which happening a page speaks: its words, actors and places, each with a weight.

A weight follows from the page and from the counts of the lexicon alone, so that a page's signs stay what they are
whatever else comes into a ledger.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Final

from msgspec import Struct

from sayso.ledger.joining import is_made
from sayso.lexicon.rarity import rarity, words
from sayso.records import Document, Reading, Span

NAME: Final = 1.0  # what a word with a capital, or a number, counts; titles in which all have one are no harm
PLAIN: Final = 0.4  # and any other
TITLE: Final = 3.0  # how much more what stands in the title counts,
LEAD: Final = 3.0  # and what stands in the beginning,
BEGINNING: Final = 600  # code points of it
COMMON: Final = 1.0  # the rarity up to which a word tells nothing
KNOWN: Final = 0.5  # what a mention of an actor or place counts, beside its words
UNIT: Final = 1000  # the length of a page's weights
MOST: Final = 200  # signs of a page that are kept, its heaviest
_UNTOLD: Final = frozenset({"furniture", "byline", "signature"})


class Signs(Struct, frozen=True):
    """The signs of a page. `day` is that of its publication (an ISO date), None where that is not known; `weights` are
    whole numbers by word, by `actor ID` or by `place NUMBER`, the heaviest first; with the lightest ones, which are not
    kept, their squares would add up to about `UNIT` squared. A page without words has none."""

    document: str
    day: str | None
    weights: dict[str, int]


def signs(reading: Reading) -> Signs:
    """What a reading tells of which happening its page speaks. The names of its publisher and author are left out: they
    stand on pages about anything."""
    document = reading.document
    house = {key for name in (document.publisher, document.author) for _, key in words(name or "")}
    counts = defaultdict[str, float](float)
    for text, factor in told(document):
        for word, key in words(text):
            if key not in house:
                counts[key] += factor * (NAME if word[0].isupper() or word[0].isdigit() else PLAIN)
    rare = {key: rarity(key) - COMMON for key in counts}
    for key, name in known(reading):
        counts[key] += KNOWN
        rare[key] = max((rarity(part) for _, part in words(name)), default=0.0) - COMMON
    return Signs(document.id, day(document.published), weighed(counts, rare))


def day(published: str | None) -> str | None:
    """The day of a time in ISO form, None where it tells none."""
    with suppress(ValueError):
        return date.fromisoformat((published or "")[:10]).isoformat()
    return None


def told(document: Document) -> Iterator[tuple[str, float]]:
    """The texts of a page that tell something, each with how much its words count; what stands in the beginning of the
    running text comes a second time."""
    title = document.title
    if title:
        yield title, TITLE
    room = BEGINNING
    for start, end in _running(document):
        text = document.text[start:end]
        if text.strip() == title:
            continue
        yield text, 1.0
        if room > 0:
            yield text[:room], LEAD - 1.0
            room -= end - start


def known(reading: Reading) -> Iterator[tuple[str, str]]:
    """A key and a name for each mention of an actor of the register, and for each place with a number."""
    named = {actor.id: actor.name for actor in reading.actors if not is_made(actor.id)}
    for mention in reading.mentions:
        if mention.actor in named:
            yield f"actor {mention.actor}", named[mention.actor]
    for place in reading.places:
        if place.geonames is not None:
            yield f"place {place.geonames}", place.name


def weighed(counts: Mapping[str, float], rare: Mapping[str, float]) -> dict[str, int]:
    """The heaviest weights by key: a count, damped, times a rarity, made whole numbers of a vector `UNIT` long."""
    raw = {key: _damped(count) * rare[key] for key, count in counts.items() if rare[key] > 0}
    length = math.sqrt(math.fsum(weight * weight for weight in raw.values()))
    whole = ((key, round(UNIT * weight / length)) for key, weight in raw.items())
    return dict(sorted(((key, weight) for key, weight in whole if weight), key=lambda one: (-one[1], one[0]))[:MOST])


def _damped(count: float) -> float:
    return 1.0 + math.log(count) if count > 1.0 else count


def _running(document: Document) -> Iterable[Span]:
    """The spans of a page's own text: all of it where no blocks are told."""
    if not document.blocks:
        return ((0, len(document.text)),)
    return (block.span for block in document.blocks if block.kind not in _UNTOLD)
