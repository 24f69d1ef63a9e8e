"""What a page says happens, where, when, how many, who stands how, in which words; and on whose say-so each rests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sayso.export.events import counted, when
from sayso.ledger.happened import stretches
from sayso.records import (
    Attribution,
    Date,
    Event,
    Figure,
    Place,
    PlaceRole,
    Reading,
    Spans,
    SpeakerKind,
    Stance,
    Wording,
)
from sayso.soundness import collapsed, one_line
from sayso.web.verdicts import Other

Others = tuple[Other, ...]


class Voice(Struct, frozen=True):
    """Somebody's word: speakers, or the words of a source of whom no more is known; `attribution` is the id of it."""

    speakers: Others
    source: str
    kind: SpeakerKind | None
    attribution: str


Voices = tuple[Voice, ...]  # the innermost first; none for the page's own voice


class Side(Struct, frozen=True):
    """A party to an event: the actor that is meant, if any, and the page's words, none for one that was judged so."""

    actor: Other | None
    words: str


class Where(Struct, frozen=True):
    """A place: the words that name it, and its coordinates in words."""

    place: Place
    words: str
    coordinates: str
    role: PlaceRole | None = None


class When(Struct, frozen=True):
    """A date: the words that tell it, and its day or days."""

    date: Date
    words: str
    days: str


class Count(Struct, frozen=True):
    """A figure: the words of the number, all of it in words, the event that it counts for and in whose voice."""

    figure: Figure
    words: str
    told: str
    event: str | None
    voices: Voices


class Happening(Struct, frozen=True, kw_only=True):
    """An event with what it refers to. `lights` are the marks that belong to it, as `role:id` parted by spaces; `words`
    are its own, from its first part to its last within the sentence."""

    event: Event
    actors: tuple[Side, ...]
    targets: tuple[Side, ...]
    object: str
    places: tuple[Where, ...]
    date: When | None
    figures: tuple[Count, ...]
    hedges: str
    words: str
    voices: Voices
    lights: str


class Stand(Struct, frozen=True):
    """A stance, with the names and words it refers to."""

    stance: Stance
    holders: Others
    toward: Others
    content: str
    hedges: str
    event: str
    place: str
    voices: Voices


class Loaded(Struct, frozen=True):
    """A wording: the words, of whom they are said, in whose voice."""

    wording: Wording
    words: str
    of: Other | None
    voices: Voices


class Things(Struct, frozen=True):
    """All of them, in the order of the reading."""

    events: tuple[Happening, ...]
    places: tuple[Where, ...]
    dates: tuple[When, ...]
    figures: tuple[Count, ...]
    stances: tuple[Stand, ...]
    wordings: tuple[Loaded, ...]

    @property
    def layers(self) -> tuple[tuple[str, str, int], ...]:
        """The layers of marks that there are: role, name, how many."""
        found = (
            ("event", "Events", len(self.events)),
            ("place", "Places", len(self.places)),
            ("date", "Dates", len(self.dates)),
            ("figure", "Figures", len(self.figures)),
            ("wording", "Wordings", len(self.wordings)),
        )
        return tuple(layer for layer in found if layer[2])

    @property
    def empty(self) -> bool:
        return not (self.layers or self.stances or self.wordings)


def things(reading: Reading, judged: Reading) -> Things:
    """What a reading tells; `judged` is the same as it is judged to be, whose speakers count."""
    page = _Page(reading, judged)
    return Things(
        tuple(map(page.happening, reading.events)),
        tuple(page.where(place) for place in reading.places),
        tuple(map(page.when, reading.dates)),
        tuple(map(page.count, reading.figures)),
        tuple(map(page.stand, reading.stances)),
        tuple(map(page.loaded, reading.wordings)),
    )


def anchors(reading: Reading) -> Iterator[tuple[int, str]]:
    """Where in the text each thing begins that its page can be opened at, with its id."""
    for event in reading.events:
        spans = event.trigger or event.object or tuple(party.span for party in (*event.actors, *event.targets))
        yield from ((start, event.id) for start, _ in spans[:1])
    for place in reading.places:
        yield place.span[0], place.id
    told: tuple[Date | Figure | Wording, ...] = (*reading.dates, *reading.figures, *reading.wordings)
    yield from ((each.span[0], each.id) for each in told)
    yield from ((stance.content[0][0], stance.id) for stance in reading.stances if stance.content)


def labels(events: Iterable[Event]) -> Iterator[tuple[int, str]]:
    """The type of each event where its trigger begins."""
    return ((event.trigger[0][0], event.type) for event in events if event.trigger)


def unreal(events: Iterable[Event]) -> frozenset[str]:
    """The ids of the events that are not said to have happened, nor to go on."""
    return frozenset(each.id for each in events if each.negated or each.status not in ("happened", "ongoing"))


def coordinates(place: Place) -> str:
    """Where a place is, to a thousandth of a degree; empty for one that stays unresolved."""
    if place.latitude is None or place.longitude is None:
        return ""
    both = ((place.latitude, "NS"), (place.longitude, "EW"))
    return ", ".join(f"{abs(degrees):.3f}".rstrip("0").rstrip(".") + f"° {ends[degrees < 0]}" for degrees, ends in both)


class _Page:
    """A reading in which what things refer to is found by its id."""

    def __init__(self, reading: Reading, judged: Reading) -> None:
        self._text = reading.document.text
        self._names = {actor.id: actor.name for actor in judged.actors}
        self._read = {each.id: each for each in reading.attributions}
        self._said = {each.id: each for each in judged.attributions}
        self._places = {place.id: place for place in reading.places}
        self._dates = {date.id: date for date in reading.dates}
        self._events = {event.id: event for event in reading.events}
        self._stretches = stretches(reading)
        self._figures: defaultdict[str | None, list[Figure]] = defaultdict(list)
        for figure in reading.figures:
            self._figures[figure.event].append(figure)

    def happening(self, event: Event) -> Happening:
        figures = self._figures[event.id]
        return Happening(
            event=event,
            actors=self._actors(event),
            targets=tuple(Side(self._other(party.actor), self._words((party.span,))) for party in event.targets),
            object=self._words(event.object),
            places=tuple(self.where(self._places[each.place], each.role) for each in event.places),
            date=None if event.date is None else self.when(self._dates[event.date]),
            figures=tuple(map(self.count, figures)),
            hedges=self._words(event.hedges),
            words=self._stretches[event.id][1],
            voices=self.voices(event.voice),
            lights=" ".join(_lights(event, figures)),
        )

    def where(self, place: Place, role: PlaceRole | None = None) -> Where:
        return Where(place, self._words((place.span,)), coordinates(place), role)

    def when(self, date: Date) -> When:
        return When(date, self._words((date.span,)), when(date, None))

    def count(self, figure: Figure) -> Count:
        return Count(
            figure,
            self._words((figure.span,)),
            counted(figure),
            self._trigger(figure.event),
            self.voices(figure.voice),
        )

    def stand(self, stance: Stance) -> Stand:
        place = self._places.get(stance.place or "")
        return Stand(
            stance,
            self._others(stance.holders),
            self._others(stance.toward),
            self._words(stance.content),
            self._words(stance.hedges),
            self._trigger(stance.event) or "",
            self._words((place.span,)) if place else "",
            self.voices(stance.voice),
        )

    def loaded(self, wording: Wording) -> Loaded:
        return Loaded(wording, self._words((wording.span,)), self._other(wording.of), self.voices(wording.voice))

    def voices(self, key: str | None) -> Voices:
        """Whose word it is that stands in this attribution, and whose that is in turn; the ledger holds no rings."""
        found: list[Voice] = []
        while key is not None:
            said = self._said[key]
            found.append(Voice(self._others(said.speakers), self._words(said.source), said.speaker_kind, key))
            key = said.outer
        return tuple(found)

    def _actors(self, event: Event) -> tuple[Side, ...]:
        """Who does it; of an event that is a saying the speakers that a judgement gives, if one does."""
        read, said = _of(self._read, event.attribution), _of(self._said, event.attribution)
        if read is not None and said is not None and read.speakers != said.speakers:
            return tuple(Side(other, "") for other in self._others(said.speakers))
        return tuple(Side(self._other(party.actor), self._words((party.span,))) for party in event.actors)

    def _trigger(self, key: str | None) -> str | None:
        event = self._events.get(key or "")
        return None if event is None else self._words(event.trigger)

    def _words(self, spans: Spans) -> str:
        return one_line(collapsed(self._text, span) for span in spans)

    def _other(self, actor: str | None) -> Other | None:
        return None if actor is None else Other(actor, self._names.get(actor, actor))

    def _others(self, actors: Iterable[str]) -> Others:
        return tuple(Other(actor, self._names.get(actor, actor)) for actor in actors)


def _of(attributions: Mapping[str, Attribution], key: str | None) -> Attribution | None:
    return None if key is None else attributions[key]


def _lights(event: Event, figures: Iterable[Figure]) -> Iterator[str]:
    yield from (f"{role}:{event.id}" for role in ("event", "actors", "targets", "object"))
    yield from (f"place:{each.place}" for each in event.places)
    yield from (f"date:{event.date}",) if event.date else ()
    yield from (f"figure:{figure.id}" for figure in figures)
