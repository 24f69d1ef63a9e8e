"""What the API answers, as its schema tells it. Only here do records become another's models."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from sayso.records import (
    Act,
    ActorKind,
    DatePrecision,
    EventType,
    JudgementKind,
    Manner,
    PartRole,
    PlacePrecision,
    PlaceRole,
    SpeakerKind,
    Verdict,
)
from sayso.web.api_format import Attribution, Date, Event, Figure, Span, Told

Score = Annotated[float, AfterValidator(lambda score: round(score, 2)), Field(description="Between 0 and 1.")]
DocumentId = Annotated[str, Field(description="The SHA-256 of the original bytes, in hexadecimal digits.")]
Total = Annotated[int, Field(description="How many there are in all; exact up to 10,000.")]
More = Annotated[bool, Field(description="Whether there are more than `total` tells.")]
Next = Annotated[str | None, Field(description="The cursor of what follows; null at the end.")]


class Fault(Told):
    """Why a question is not answered, or a change not made."""

    error: str


class Entry(Told):
    """A document: what its newest reading says, in numbers."""

    id: DocumentId
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None = Field(description="The day of publication, an ISO date.")
    language: str | None
    place: str | None = Field(description="The first address or path at which it was found.")
    fetched: str | None = Field(None, description="When it was found there, a time of ISO 8601.")
    attributions: int
    problems: int


class Documents(Told):
    """Documents, the newest first."""

    documents: list[Entry]
    next: Next


class Versions(Told):
    """The documents that were found at the same address, the oldest first."""

    versions: list[Entry]


class Hit(Told):
    """An attribution: somebody's word, in the exact words of the page, with speakers and act as judged."""

    attribution: str = Field(description="Its id.")
    document: Entry
    source: list[str] = Field(description="The words that tell who says it, in pieces; empty where left unsaid.")
    cue: list[str] = Field(description="The words that tell that it is said, in pieces.")
    content: list[str] = Field(description="What is said, in pieces.")
    in_source: list[Span] = Field(description="Where the words asked for stand in the source as one line.")
    in_content: list[Span] = Field(description="Where the words asked for stand in the content as one line.")
    speakers: list[str] = Field(description="Names of the actors who say it.")
    speaker_ids: list[str] = Field(description="The ids of the same actors.")
    speaker_kind: SpeakerKind | None
    about: list[str] = Field([], description="Names of the actors about whom it is.")
    about_ids: list[str] = Field([], description="The ids of the same actors.")
    act: Act | None
    manner: Manner | None = None
    negated: bool = Field(description="Whether the cue itself is negated (*did not say*).")
    hedged: bool
    nested: bool = Field(False, description="Whether it stands inside the content of another one.")
    day: str | None = Field(None, description="The first day of publication, an ISO date.")
    verdict: Verdict | None = Field(description="What the last judgement of it as a whole says.")
    score: Score


class Attributions(Told):
    """Attributions of a selection."""

    attributions: list[Hit]
    total: Total
    more: More
    next: Next


class Part(Told):
    """A piece of an attribution that was missed, or the cue or trigger of the other one of two."""

    role: PartRole
    words: str = Field(description="The exact words.")
    occurrence: int = Field(description="Which occurrence of the words in the text is meant, from 0.")


def _part(told: tuple[str, str, int]) -> dict[str, object]:
    return dict(zip(Part.model_fields, told, strict=True))


class Judgement(Told):
    """What a person says of a reading. It is appended and never changed; taking it back is a judgement too."""

    id: int
    kind: JudgementKind
    document: DocumentId | None
    words: str | None = Field(description="The exact words on which it is anchored.")
    occurrence: int | None = Field(description="Which occurrence of the words in the text is meant, from 0.")
    value: str | None = Field(
        description="Ids of speakers parted by blanks, an act, an actor's id, or that of the other one's document."
    )
    other: str | None = Field(
        description="The id of the other actor; of two documents, claims or events the version of the reader that read"
        " the other one."
    )
    retracts: int | None = Field(description="The id of the judgement that is taken back.")
    names: list[str] = Field(description="What the speakers in `value` were called when they were judged.")
    parts: list[Annotated[Part, BeforeValidator(_part)]] = Field(
        description="The pieces of an attribution that was missed, or the cue or trigger of the other one of two."
    )
    note: str | None
    judge: str = Field(description="The name of whoever judged.")
    time: str = Field(description="A time of ISO 8601.")
    turn: int = Field(description="How many were made before it at the same time.")


class Judgements(Told):
    """Judgements in the order in which they came, retracted ones and retractions among them."""

    judgements: list[Judgement]
    total: int
    next: Next


class AttributionTold(Hit):
    """An attribution with what stands in it and what persons say of it."""

    as_read: Attribution = Field(description="The attribution in the ledger format, as it was read.")
    inner: list[str] = Field(description="Ids of the attributions that stand inside its content.")
    events: list[str] = Field(description="Ids of the events that stand in its content, or whose view it is.")
    judgements: list[Judgement] = Field(description="The judgements of it that are in force, the oldest first.")


class FacetValue(Told):
    """One value of a facet: `value` as a question takes it, `label` as a person reads it."""

    value: str
    label: str
    count: int


class Facet(Told):
    """How many attributions have each value of a field, the most first."""

    name: str
    values: list[FacetValue]
    more: bool = Field(description="Whether there are values beyond these.")


class Facets(Told):
    """The facets of a selection; beyond 10,000 attributions they count the first of these."""

    total: Total
    more: More
    facets: list[Facet]


class CalledBy(Told):
    """Words that stand for an actor, how often, and in whose voice."""

    text: str
    by: list[str] = Field(description="Names of the speakers, or their words; the publisher for the page's own voice.")
    page: bool = Field(description="Whether it is the page's own voice.")
    times: int


class ActorListed(Told):
    """An actor, as newest readings and judgements have it, in numbers."""

    id: str
    name: str
    kind: ActorKind | None
    country: str | None = Field(description="A code of ISO 3166-1, two letters.")
    joined: list[str] = Field(description="The other ids that mean the same actor.")
    documents: int = Field(description="In how many documents it is.")
    mentions: int
    speaking: int = Field(description="How many attributions it speaks in.")
    about: int = Field(description="How many attributions are about it.")


class Actor(ActorListed):
    """An actor, and what it is called by whom."""

    called: list[CalledBy] = Field(description="The words that stand for it, the most frequent first.")


class Actors(Told):
    """Actors, those in most documents first."""

    actors: list[ActorListed]
    next: Next


class Tie(Told):
    """How one actor is told to stand to another."""

    kind: str = Field(description="A kind of stance, or a type of event.")
    outward: bool = Field(description="Whether it goes from the actor asked for.")
    other: str = Field(description="The other actor's id.")
    other_name: str
    count: int
    page: int = Field(description="How many of these the pages tell in their own voice.")
    by: list[str] = Field(description="Names of the speakers who tell it, the most first.")
    document: DocumentId
    words: str = Field(description="Where the newest one stands.")
    attribution: str | None = Field(description="In whose content it stands, if in any.")


class Life(Told):
    """An actor's ties, the places of its events, and its months."""

    ties: list[Tie]
    places: list[tuple[str, int]] = Field(description="Names of places, with the number of events.")
    months: list[tuple[str, int, int, int]] = Field(
        description="Months (YYYY-MM), with how often it says something, is spoken about, takes part in an event."
    )


class Side(Told):
    """A party to an event."""

    name: str = Field(description="The actor's name, or the page's words where no actor is meant.")
    actor: str | None


class Where(Told):
    """A place of an event."""

    name: str
    role: PlaceRole


class SaySo(Told):
    """On whose say-so an event rests."""

    page: bool = Field(description="Whether it is told in the page's own voice.")
    by: list[str] = Field(description="Names of the speakers, or the words of the source; of a page the publisher.")
    speakers: list[str] = Field(description="Ids of the speakers.")
    kind: SpeakerKind | None
    attribution: str | None


class EventHit(Told):
    """Something said to be done by somebody, with what it refers to."""

    document: Entry
    event: Event
    actors: list[Side]
    targets: list[Side]
    places: list[Where]
    date: Date | None = Field(description="Its own date; without one the day of publication stands for it.")
    figures: list[Figure]
    words: str
    trigger: list[Span] = Field(description="Where the trigger stands in the words.")
    say_so: SaySo


class Events(Told):
    """Events of a selection."""

    events: list[EventHit]
    total: Total
    more: More
    next: Next


class Spot(Told):
    """A place on the map."""

    name: str
    latitude: float
    longitude: float
    country: str | None
    precision: PlacePrecision | None
    events: int = Field(description="How many events are told to be there.")
    types: list[tuple[EventType, int]]


class Places(Told):
    """The places of the events of a selection, those with most events first."""

    spots: list[Spot]
    nowhere: list[tuple[str, int]] = Field(description="Names without coordinates, with their events.")
    total: Total
    more: More


class Lane(Told):
    """A line of a time line; its `value` is empty for all that have none of their own."""

    value: str
    label: str
    count: int


class Bar(Told):
    """How many things of a lane lie in the same days."""

    lane: str = Field(description="The value of its lane.")
    first: str
    last: str
    precision: DatePrecision
    count: int


class Timeline(Told):
    """A selection in time."""

    lanes: list[Lane]
    bars: list[Bar]
    undated: int
    total: Total
    more: More


class Ranked(Told):
    """An actor or a publisher, and how often."""

    id: str
    name: str
    count: int


class Publishers(Told):
    """The publishers of the documents, the most frequent first."""

    publishers: list[Ranked]


class Accusing(Told):
    """Who accuses whom, and how often."""

    accuser: str
    accuser_name: str
    accused: str
    accused_name: str
    count: int


class Counts(Told):
    """How much the ledger holds."""

    documents: int
    attributions: int
    failures: int


class Failure(Told):
    """A page that could not be read."""

    path: str | None
    url: str | None
    step: str = Field(description="The step that gave up.")
    reason: str
    time: str
    original: str | None = Field(description="The SHA-256 of its bytes, if any came.")
    reader: str | None = Field(description="The version of the reader that gave up, where another one may fare better.")


class Overview(Told):
    """A ledger at a glance."""

    counts: Counts
    events: int
    actors: int
    publishers: list[Ranked]
    first: str | None = Field(description="The first day of publication.")
    last: str | None = Field(description="The last day of publication.")
    recent: list[Entry]
    speakers: list[Ranked]
    accused: list[Ranked]
    accusing: list[Accusing]
    days: list[tuple[str, int]] = Field(description="The days with the most events.")
    failures: list[Failure]
