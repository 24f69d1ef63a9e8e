"""Readings with what is said to have happened, made by hand: each thing is told by the words at which it stands."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from sayso.ids import thing_id
from sayso.records import (
    Date,
    Event,
    EventPlace,
    Figure,
    Page,
    Party,
    Place,
    PlaceRole,
    Reading,
    Span,
    Stance,
    Wording,
)

PageRead = tuple[Page, Reading]


class Telling:
    """A reading to which things are added. Words stand where they do first, or where they do behind `after`.

    A thing is in the voice of the innermost attribution in whose content it stands, unless it is told otherwise.
    """

    def __init__(self, read: PageRead) -> None:
        self.page, self.reading = read

    @property
    def done(self) -> PageRead:
        return self.page, self.reading

    def at(self, words: str, after: str = "") -> Span:
        text = self.reading.document.text
        start = text.index(words, text.index(after))
        return start, start + len(words)

    def voice(self, span: Span) -> str | None:
        around = [
            (end - start, each.id)
            for each in self.reading.attributions
            for start, end in each.content
            if start <= span[0] and span[1] <= end
        ]
        return min(around)[1] if around else None

    def event(
        self,
        type: Any,
        trigger: str,
        actors: Iterable[tuple[str, str | None]] = (),
        targets: Iterable[tuple[str, str | None]] = (),
        *,
        after: str = "",
        object: str = "",
        hedges: Iterable[str] = (),
        places: Iterable[tuple[Place, PlaceRole]] = (),
        date: Date | None = None,
        **fields: Any,
    ) -> Event:
        """An event; its parties are pairs of words and an actor's id."""
        span = self.at(trigger, after)
        sides = ([Party(actor, self.at(words, after)) for words, actor in side] for side in (actors, targets))
        told: dict[str, Any] = {"voice": self.voice(span), "score": 0.9} | fields
        made = Event(
            id=self._id("event", span),
            type=type,
            trigger=(span,),
            actors=tuple(next(sides)),
            targets=tuple(next(sides)),
            object=(self.at(object, after),) if object else (),
            hedges=tuple(self.at(words, after) for words in hedges),
            places=tuple(EventPlace(place.id, role) for place, role in places),
            date=None if date is None else date.id,
            **told,
        )
        self.reading = replace(self.reading, events=(*self.reading.events, made))
        return made

    def place(self, words: str, *, after: str = "", **fields: Any) -> Place:
        span = self.at(words, after)
        told: dict[str, Any] = {"name": words, "score": 0.8} | fields
        made = Place(id=self._id("place", span), span=span, **told)
        self.reading = replace(self.reading, places=(*self.reading.places, made))
        return made

    def date(self, words: str, first: str | None, last: str | None = None, *, after: str = "", **fields: Any) -> Date:
        """A date; one day unless another last one is given."""
        span = self.at(words, after)
        told: dict[str, Any] = {"first": first, "last": last or first, "precision": "day", "rule": "told"} | fields
        made = Date(id=self._id("date", span), span=span, **told)
        self.reading = replace(self.reading, dates=(*self.reading.dates, made))
        return made

    def figure(
        self, words: str, low: float | None, *, event: Event | None = None, after: str = "", **fields: Any
    ) -> Figure:
        """A number; exactly that one unless another upper bound is given."""
        span = self.at(words, after)
        told: dict[str, Any] = {
            "low": low,
            "high": low,
            "voice": self.voice(span),
            "event": event and event.id,
        } | fields
        made = Figure(id=self._id("figure", span), span=span, **told)
        self.reading = replace(self.reading, figures=(*self.reading.figures, made))
        return made

    def stance(self, kind: Any, content: str = "", *, after: str = "", **fields: Any) -> Stance:
        spans = (self.at(content, after),) if content else ()
        told: dict[str, Any] = {"voice": self.voice(spans[0]) if spans else None} | fields
        number = len(self.reading.stances)
        made = Stance(
            id=thing_id(self.reading.document.id, f"stance {number}", spans), kind=kind, content=spans, **told,
        )  # fmt: skip
        self.reading = replace(self.reading, stances=(*self.reading.stances, made))
        return made

    def wording(self, kind: Any, words: str, *, after: str = "", **fields: Any) -> Wording:
        span = self.at(words, after)
        told: dict[str, Any] = {"voice": self.voice(span)} | fields
        made = Wording(id=self._id("wording", span), span=span, kind=kind, **told)
        self.reading = replace(self.reading, wordings=(*self.reading.wordings, made))
        return made

    def _id(self, kind: str, span: Span) -> str:
        return thing_id(self.reading.document.id, kind, (span,))
