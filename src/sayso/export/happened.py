"""The events of a selection with all that they refer to: who, whom, where, when, how many, and on whose say-so."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from sayso.export.sides import Side
from sayso.export.voiced import Voice, Voiced
from sayso.records import Chosen, Date, Document, Event, EventPlace, Figure, Place, PlaceRole

HAPPENED: Final = ("happened", "ongoing")  # the statuses of what is said to be so


class Where(Struct, frozen=True):
    """A place, the words of the page for it, and what it is to an event."""

    words: str
    place: Place
    role: PlaceRole


class Count(Struct, frozen=True):
    """A figure, the words of the page for it, and its voices, the innermost first; none is the page's own."""

    figure: Figure
    words: str
    voices: tuple[Voice, ...] = ()


class Telling(Struct, frozen=True, kw_only=True):
    """An event as a page tells it.

    `words` are exact but for line ends, from its first part to its last within the sentence. `voices` are the
    attribution in whose content it stands and those around that one, the innermost first; none is the page's own word.
    `sentence` counts from 1, 0 where it stands in none.
    """

    document: Document
    event: Event
    actors: tuple[Side, ...] = ()
    targets: tuple[Side, ...] = ()
    places: tuple[Where, ...] = ()
    date: Date | None = None
    when: str = ""
    counts: tuple[Count, ...] = ()
    words: str = ""
    hedges: str = ""
    sentence: int = 0
    voices: tuple[Voice, ...] = ()
    verdict: str = ""

    @property
    def so(self) -> bool:
        """Whether it is said to have happened, or to go on: neither denied, planned, threatened nor only thought of."""
        return self.event.status in HAPPENED and not self.event.negated


def tellings(chosen: Iterable[Chosen]) -> Iterator[Telling]:
    """The selected events, in the order of the documents and of their readings."""
    for each in chosen:
        if each.events:
            page = Voiced(each)
            starts = [start for start, _ in each.reading.sentences]
            yield from (_telling(page, event, starts) for event in page.happened())


def mutual(telling: Telling) -> bool:
    """Whether the parties of an event do it to each other."""
    keys = {side.key for side in telling.actors}
    return len(keys) > 1 and keys == {side.key for side in telling.targets}


def opposed(telling: Telling) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The two sides of an event. Where its parties do it to each other, the first is one side, the rest the other."""
    if mutual(telling):
        return telling.actors[:1], telling.actors[1:]
    return telling.actors, telling.targets


def _telling(page: Voiced, event: Event, sentences: list[int]) -> Telling:
    """`sentences` are where the sentences of the page begin."""
    actors, targets = page.sides(event)
    date = page.dates.get(event.date or "")
    return Telling(
        document=page.document,
        event=event,
        actors=actors,
        targets=targets,
        places=tuple(_where(page, at) for at in event.places),
        date=date,
        when=page.line((date.span,)) if date else "",
        counts=tuple(_count(page, figure) for figure in page.figures(event)),
        words=" ".join(page.event_words(event).split()),
        hedges=page.line(event.hedges),
        sentence=bisect_right(sentences, event.trigger[0][0]) if event.trigger else 0,
        voices=page.voices(event.voice),
        verdict=page.verdict(event) or "",
    )


def _where(page: Voiced, at: EventPlace) -> Where:
    place = page.places[at.place]
    return Where(page.line((place.span,)), place, at.role)


def _count(page: Voiced, figure: Figure) -> Count:
    return Count(figure, page.line((figure.span,)), page.voices(figure.voice))
