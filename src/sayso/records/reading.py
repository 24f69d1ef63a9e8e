"""What is read from a page."""

from msgspec import Struct

from sayso.records.kind import (
    Act,
    ActorKind,
    DatePrecision,
    EventStatus,
    EventType,
    JudgementKind,
    Manner,
    MentionForm,
    MentionKind,
    Outcome,
    Part,
    PlacePrecision,
    PlaceRole,
    ReferenceKind,
    Span,
    Spans,
    SpeakerKind,
    StanceKind,
    WordingKind,
)
from sayso.records.page import Document, Problem


class Attribution(Struct, frozen=True, kw_only=True):
    """Somebody's word: who said (source), in which cue, what (content). An empty source is one left unsaid."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    speakers: tuple[str, ...] = ()
    speaker_kind: SpeakerKind | None = None
    document: str | None = None
    media: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    act: Act | None = None
    manner: Manner | None = None
    negated: bool | None = None
    hedges: Spans = ()
    outer: str | None = None
    score: float


class Alias(Struct, frozen=True, kw_only=True):
    """A name of an actor. `span` is where the page uses it first, None for a name of the register that it does not use;
    `defined_here` says that the page itself gives it (*Syrian Democratic Forces, SDF*); `voice` is the attribution in
    whose content it stands."""

    text: str
    span: Span | None = None
    defined_here: bool = False
    voice: str | None = None


class Actor(Struct, frozen=True, kw_only=True):
    """Somebody who acts or speaks on a page. `id` is the key of the register, or made from the document and the first
    mention; `country` an ISO 3166-1 alpha-2 code; `aliases` are the names that the page uses."""

    id: str
    name: str
    kind: ActorKind | None = None
    country: str | None = None
    aliases: tuple[Alias, ...] = ()


class Mention(Struct, frozen=True, kw_only=True):
    """Words that stand for an actor or a place. `actor` is None where it stays open who is meant."""

    id: str
    span: Span
    kind: MentionKind | None = None
    form: MentionForm
    actor: str | None = None
    score: float


class Place(Struct, frozen=True, kw_only=True):
    """A place as the page names it. `relation` are the words that shift it (*north of*), which `precision` allows for;
    `geonames` is GeoNames' number; coordinates are in degrees, None for a name that stays unresolved."""

    id: str
    span: Span
    name: str
    relation: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    precision: PlacePrecision | None = None
    score: float


class Date(Struct, frozen=True, kw_only=True):
    """An interval of days, both ends within. `first` and `last` are ISO dates, or `--09-17` where the year cannot be
    told, None where nothing can; `rule` names how they were computed."""

    id: str
    span: Span
    first: str | None = None
    last: str | None = None
    precision: DatePrecision
    rule: str


class Party(Struct, frozen=True):
    """Who does something, or to whom or what it is done, with the words that say so; `actor` is None for what is none
    or stays open."""

    actor: str | None
    span: Span


class EventPlace(Struct, frozen=True):
    """A place (its id) and what it is to an event."""

    place: str
    role: PlaceRole


class Event(Struct, frozen=True, kw_only=True):
    """Something said to be done by somebody, in PLOVER's terms.

    `object` is what it is done with or about (the weapon, the matter); `attribution` the one of which a verbal event is
    the view; `voice` the one in whose content it stands, None for the page's own voice.
    """

    id: str
    type: EventType
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    trigger: Spans
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    object: Spans = ()
    places: tuple[EventPlace, ...] = ()
    date: str | None = None
    status: EventStatus = "happened"
    negated: bool = False
    hedges: Spans = ()
    attribution: str | None = None
    voice: str | None = None
    score: float


class Figure(Struct, frozen=True, kw_only=True):
    """A number said of something. `low` and `high` bound it (`open`: beyond the one that is told nothing bounds it);
    `unit` is *percent* or a measure, `what` the thing counted in the page's words, `outcome` what became of it."""

    id: str
    span: Span
    low: float | None = None
    high: float | None = None
    open: bool = False
    approximate: bool = False
    unit: str | None = None
    what: str | None = None
    outcome: Outcome | None = None
    event: str | None = None
    voice: str | None = None


class Wording(Struct, frozen=True, kw_only=True):
    """Words that take a side or keep a distance, in whose voice; `of` is the actor that they are said of."""

    id: str
    span: Span
    kind: WordingKind
    of: str | None = None
    voice: str | None = None


class Stance(Struct, frozen=True, kw_only=True):
    """How somebody is said to stand toward another, in whose voice: None for the page's own."""

    id: str
    kind: StanceKind
    holders: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    event: str | None = None
    place: str | None = None
    content: Spans = ()
    negated: bool = False
    hedges: Spans = ()
    voice: str | None = None


class Reference(Struct, frozen=True, kw_only=True):
    """A document or another medium that the page cites. `issuer` is the actor whose word it is."""

    id: str
    span: Span
    kind: ReferenceKind
    publisher: str | None = None
    author: str | None = None
    title: str | None = None
    url: str | None = None
    issuer: str | None = None


class Judgement(Struct, frozen=True, kw_only=True):
    """What a person says of a reading, appended and never changed. `id` counts in a ledger, `turn` those
    made there before it at the same `time`.

    `kind` says of what: of an attribution that it is wrong or right, of its speaker or act that it is another (`value`:
    actor ids parted by blanks, an act), of two actors that they are the same or not (`value` against `other`), or of a
    judgement before (`retracts`) that it is taken back. It is anchored on the document's hash, the exact words of the
    cue, and which occurrence of them in the text (from 0) is meant. `names` are what the speakers in `value` were
    called when they were judged, one each or none at all: by them those go whom no page names.

    Of an attribution, or (without `words`) of the document as a whole, it also says that it was checked, has a tag
    (`value`), or bears a note. One that was missed is told by its `parts`, in text order for each role; `words` are its
    cue, or else its content, from the first piece to the last.

    Two documents are judged to tell the same story or not, two attributions to make the same claim or not, two events
    to be the same or not: `document` (with the words of the cue, or of the event's trigger, and which occurrence of
    them is meant) against the document whose id is `value`, where `parts` has the cue or trigger of the other one.
    `other` is then the version of the reader by which the other document was read, which the ledger fills in.
    """

    id: int
    kind: JudgementKind
    document: str | None = None
    words: str | None = None
    occurrence: int | None = None
    value: str | None = None
    other: str | None = None
    retracts: int | None = None
    names: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    note: str | None = None
    judge: str
    time: str
    turn: int = 0


class Vectors(Struct, frozen=True, kw_only=True):
    """What a page is about, as `sayso.vectors` compares it: of the page as a whole, and of each attribution of the
    reading, in their order. No bytes where there are no words."""

    document: bytes
    attributions: tuple[bytes, ...] = ()


class Reading(Struct, frozen=True, kw_only=True):
    """All that one version of the reader read from one page. `vectors` are no part of the ledger format; None where a
    page was not read, or by a reader that made none."""

    reader: str
    document: Document
    sentences: Spans = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[Date, ...] = ()
    stances: tuple[Stance, ...] = ()
    wordings: tuple[Wording, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
    vectors: Vectors | None = None
