"""A reading in the ledger format, version 1, as the schema of the API tells it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sayso.records import (
    Act,
    ActorKind,
    BlockKind,
    DatePrecision,
    EventStatus,
    EventType,
    Manner,
    MentionForm,
    MentionKind,
    Outcome,
    PlacePrecision,
    PlaceRole,
    ReferenceKind,
    SpeakerKind,
    StanceKind,
    WordingKind,
)

Span = Annotated[
    tuple[int, int], Field(description="Start and end in code points of the document's text, the end excluded.")
]
Spans = Annotated[list[Span], Field(description="Spans in text order: one thing may be in pieces.")]
Hedges = Annotated[list[Span], Field(description="The words that weaken it.")]
Id = Annotated[str, Field(description="Sixteen hexadecimal digits, the same whenever the same page is read.")]
Score = Annotated[float, Field(ge=0, le=1, description="How sure the reader is, rounded to two decimals.")]
Voice = Annotated[
    str | None,
    Field(description="The attribution in whose content it stands, on whose say-so it rests; null is the page's own."),
]
ActorIds = Annotated[list[str], Field(description="Ids of actors.")]


class Told(BaseModel):
    """What an answer tells. Fields may be added; none changes its meaning within version 1."""

    model_config = ConfigDict(from_attributes=True, json_schema_serialization_defaults_required=True)


class Block(Told):
    """A stretch of the text that looks like one thing on the page."""

    kind: BlockKind
    span: Span


class Link(Told):
    """A link on the page."""

    span: Span
    url: str


class Sighting(Told):
    """Where and when the same bytes were found: at an address or a path, of which the other one is left out."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)

    url: str | None = None
    path: str | None = None
    fetched: str = Field(description="A time of ISO 8601.")


class Document(Told):
    """A page as text. Nothing of it is dropped: what is not the article is a block of kind furniture."""

    id: str = Field(description="The SHA-256 of the original bytes, in hexadecimal digits.")
    url: str | None
    media_type: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None = Field(description="The day of publication, an ISO date.")
    language: str | None
    text: str
    blocks: list[Block]
    links: list[Link]
    sightings: list[Sighting]


class Alias(Told):
    """A name of an actor."""

    text: str
    span: Span | None = Field(description="Where the page uses it first; null for a name that it does not use.")
    defined_here: bool = Field(description="Whether the page itself says that it is one.")
    voice: Voice


class Actor(Told):
    """Somebody who acts or speaks on a page."""

    id: str = Field(description="The actor's key in the register, or made of the document and its first mention.")
    name: str
    kind: ActorKind | None
    country: str | None = Field(description="A code of ISO 3166-1, two letters.")
    aliases: list[Alias]


class Mention(Told):
    """Words that stand for an actor or a place."""

    id: Id
    span: Span
    kind: MentionKind | None
    form: MentionForm
    actor: str | None = Field(description="The actor's id; null where it stays open who is meant.")
    score: Score


class Attribution(Told):
    """Somebody's word: who said (source), with which words of saying (cue), what (content)."""

    id: Id
    source: Annotated[list[Span], Field(description="Where it is told who says it; empty where that is left unsaid.")]
    cue: Annotated[list[Span], Field(description="The words that tell that something is said.")]
    content: Annotated[list[Span], Field(description="What is said.")]
    speakers: ActorIds
    speaker_kind: SpeakerKind | None
    document: str | None = Field(description="The reference that speaks, where the source is a document.")
    media: Annotated[list[str], Field(description="Ids of the media to which it was said.")]
    addressees: Annotated[list[str], Field(description="Ids of the actors to whom it was said.")]
    about: Annotated[list[str], Field(description="Ids of the actors about whom it is.")]
    act: Act | None
    manner: Manner | None
    negated: bool | None = Field(description="Whether the cue itself is negated (*did not say*).")
    hedges: Hedges
    outer: str | None = Field(description="The attribution inside whose content this one stands.")
    score: Score


class Party(Told):
    """Who does something, or to whom it is done, with the words that say so."""

    actor: str | None = Field(description="The actor's id; null for what is none, or where it stays open.")
    span: Span


class EventPlace(Told):
    """A place and what it is to an event."""

    place: str = Field(description="The place's id.")
    role: PlaceRole


class Event(Told):
    """Something said to be done by somebody, in PLOVER's terms."""

    id: Id
    type: EventType
    modes: list[str]
    contexts: list[str]
    trigger: Spans
    actors: list[Party]
    targets: list[Party]
    object: Annotated[list[Span], Field(description="What it is done with or about.")]
    places: list[EventPlace]
    date: str | None = Field(description="The id of its date.")
    status: EventStatus
    negated: bool
    hedges: Hedges
    attribution: str | None = Field(description="The attribution of which a verbal event is the view.")
    voice: Voice
    score: Score
    cameo: str | None = Field(description="The root code of its type and modes in the older scheme.")


class Figure(Told):
    """A number said of something, bounded by `low` and `high`."""

    id: Id
    span: Span
    low: float | None
    high: float | None
    open: bool = Field(description="Whether nothing bounds it beyond the one bound that is told.")
    approximate: bool
    unit: str | None = Field(description="percent, or a measure.")
    what: str | None = Field(description="The thing counted, in the page's words.")
    outcome: Outcome | None
    event: str | None = Field(description="The event whose figure it is.")
    voice: Voice


class Place(Told):
    """A place as the page names it."""

    id: Id
    span: Span
    name: str
    relation: str | None = Field(description="The words that shift it (*north of*).")
    geonames: int | None = Field(description="Its number in GeoNames.")
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: PlacePrecision | None
    score: Score


class Date(Told):
    """An interval of days, both ends within."""

    id: Id
    span: Span
    first: str | None = Field(description="An ISO date, or --MM-DD where the year cannot be told.")
    last: str | None = Field(description="An ISO date, or --MM-DD where the year cannot be told.")
    precision: DatePrecision
    rule: str = Field(description="How it was computed.")


class Stance(Told):
    """How somebody is said to stand toward another."""

    id: Id
    kind: StanceKind
    holders: ActorIds
    toward: ActorIds
    event: str | None = Field(description="The deed of a motive, the cause of an effect.")
    place: str | None = Field(description="The place that is controlled.")
    content: Annotated[list[Span], Field(description="The imputed aim, what is violated, the effect.")]
    negated: bool
    hedges: Hedges
    voice: Voice


class Wording(Told):
    """Words that take a side or keep a distance."""

    id: Id
    span: Span
    kind: WordingKind
    of: str | None = Field(description="The actor of whom they are said.")
    voice: Voice


class Reference(Told):
    """A document or another medium that the page cites."""

    id: Id
    span: Span
    kind: ReferenceKind
    publisher: str | None
    author: str | None
    title: str | None
    url: str | None
    issuer: str | None = Field(description="The actor whose word it is.")


class Problem(Told):
    """Something that could not be read."""

    step: str
    message: str
    span: Span | None


class Reading(Told):
    """All that one version of the reader read from one page: a line of the ledger format."""

    sayso: Literal[1] = Field(description="The version of the format.")
    reader: str = Field(description="The version of the reader.")
    document: Document
    sentences: list[Span]
    actors: list[Actor]
    mentions: list[Mention]
    attributions: list[Attribution]
    events: list[Event]
    figures: list[Figure]
    places: list[Place]
    dates: list[Date]
    stances: list[Stance]
    wordings: list[Wording]
    references: list[Reference]
    problems: list[Problem]
