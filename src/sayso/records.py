"""Every record of sayso. Frozen, without behaviour; the meaning of each field is that of the ledger format, version 1.

A span is `(start, end)`: Unicode code points of the document's text, end excluded. A list of spans is in text order.
"""

from typing import Literal

from msgspec import Struct

FORMAT_VERSION = 1

Span = tuple[int, int]
Spans = tuple[Span, ...]

BlockKind = Literal[
    "title", "byline", "dateline", "heading", "paragraph", "quote", "list_item", "caption", "signature", "furniture"
]
Manner = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["named", "official", "anonymous", "document", "collective", "page", "unstated"]
ActorKind = Literal[
    "person", "state", "government", "military", "armed_group", "party", "organization", "alliance", "media", "people",
    "process", "unnamed",
]  # fmt: skip
MentionKind = ActorKind | Literal["place"]
MentionForm = Literal["name", "nominal", "pronoun"]
StanceKind = Literal[
    "ally", "hostile", "supports", "opposes", "commands", "part_of", "same_as", "negotiates", "controls", "violates",
    "motive", "causes",
]  # fmt: skip
Verdict = Literal["right", "wrong"]
ReferenceKind = Literal[
    "article", "broadcast", "agency_report", "post", "statement", "letter", "report", "agreement", "law"
]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["happened", "ongoing", "planned", "threatened", "possible", "hypothetical", "denied"]
PlaceRole = Literal["at", "from", "to", "toward"]
PlacePrecision = Literal["exact", "town", "district", "region", "country", "water"]
DatePrecision = Literal["day", "week", "month", "season", "year", "decade", "vague"]
Outcome = Literal[
    "killed", "injured", "captured", "detained", "missing", "displaced", "destroyed", "damaged", "shot_down", "sold",
    "controlled", "deployed", "other",
]  # fmt: skip
WordingKind = Literal["loaded_name", "loaded_word", "scare_quotes", "distancing"]
Act = Literal[
    "state", "deny", "accuse", "warn", "threaten", "demand", "request", "order", "promise", "propose", "praise",
    "condemn", "admit", "predict", "believe", "intend", "ask",
]  # fmt: skip


class Page(Struct, frozen=True, kw_only=True):
    """What a source yields: the original bytes and where they were found."""

    data: bytes
    path: str | None = None
    url: str | None = None
    media_type: str | None = None
    fetched: str


class Block(Struct, frozen=True):
    """A stretch of the text that looks like one thing on the page. Blocks do not overlap and stand in text order."""

    kind: BlockKind
    span: Span


class Link(Struct, frozen=True):
    span: Span
    url: str


class Sighting(Struct, frozen=True, kw_only=True):
    """Where and when the same bytes were found: an address or a path, and an ISO 8601 time."""

    url: str | None = None
    path: str | None = None
    fetched: str


class Document(Struct, frozen=True, kw_only=True):
    """A page as text. `id` is the SHA-256 (hex) of the original bytes; `published` an ISO date."""

    id: str
    url: str | None = None
    media_type: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    text: str
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    sightings: tuple[Sighting, ...] = ()


class Problem(Struct, frozen=True):
    """Something that could not be read, the step that says so, and where it stands if it stands anywhere."""

    step: str
    message: str
    span: Span | None = None


class Candidate(Struct, frozen=True, kw_only=True):
    """A cue with the source and content that the encoder picked for it, as spans of the document's text.

    `score` is the probability that the cue is one. `level` is 0 for what the first reading of the page found, 1 for
    what a reading of a content by itself found, and so on. `acts` are the likeliest acts with their probabilities.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float
    level: int = 0
    acts: tuple[tuple[Act, float], ...] = ()


class Word(Struct, frozen=True, kw_only=True):
    """A word as the encoder sees it: universal part of speech and relation; `head` is the index of the word that it
    depends on among the words of the parse, None for the root of a sentence; `sentence` counts the sentences."""

    span: Span
    pos: str
    head: int | None
    relation: str
    sentence: int


class Named(Struct, frozen=True, kw_only=True):
    """A name that the encoder sees: PER, ORG or LOC."""

    span: Span
    kind: Literal["PER", "ORG", "LOC"]
    score: float


class Spotted(Struct, frozen=True, kw_only=True):
    """A mention that the encoder sees, by its head word. `antecedents` are mentions before it (their indices among the
    parse's) with the probability that it names the same, the likeliest first."""

    span: Span
    head: Span
    kind: Literal["person", "organization", "place", "other"]
    form: MentionForm
    score: float
    antecedents: tuple[tuple[int, float], ...] = ()


class Naming(Struct, frozen=True, kw_only=True):
    """A name as it stands on the page. `keys` are the register's actors that it may name, `use` how the register has it
    (name, abbreviation, demonym, seat …), None for a name that it does not have."""

    span: Span
    kind: MentionKind | None
    score: float
    keys: tuple[str, ...] = ()
    use: str | None = None


class Definition(Struct, frozen=True):
    """Where a page says that one name is another's: *Syrian Democratic Forces, SDF*. Both are spans of names; `says`
    tells that words say so (*also known as*), not the setting alone."""

    name: Span
    alias: Span
    says: bool


class Found(Struct, frozen=True, kw_only=True):
    """Words that stand for an actor or a place, before it is known who is meant.

    `head` is the word they hang on; `keys` are the register's actors that the words may name, `use` how the register
    has these words (name, demonym, seat …); `antecedents` are earlier mentions (indices) with the probability that this
    one names the same, the likeliest first.
    """

    span: Span
    head: Span
    kind: MentionKind | None = None
    form: MentionForm
    score: float
    keys: tuple[str, ...] = ()
    use: str | None = None
    antecedents: tuple[tuple[int, float], ...] = ()


class Chain(Struct, frozen=True, kw_only=True):
    """Mentions of one actor or place on a page, by their indices. `key` is the register's, where it is known."""

    mentions: tuple[int, ...]
    key: str | None = None


class Parse(Struct, frozen=True, kw_only=True):
    """A document taken apart: what is read of it, and what the encoder sees there, all in text order.

    Beside the words: `types`, the event types that a word may say, the likeliest first, with their probabilities (only
    of words that may say any), and `loaded`, the probability that it is a loaded word.
    """

    document: Document
    sentences: Spans = ()
    candidates: tuple[Candidate, ...] = ()
    words: tuple[Word, ...] = ()
    named: tuple[Named, ...] = ()
    spotted: tuple[Spotted, ...] = ()
    types: tuple[tuple[tuple[EventType, float], ...], ...] = ()
    loaded: tuple[float, ...] = ()


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
    """What a person says of a reading, appended and never changed. `id` counts in a ledger.

    `kind` says of what: of an attribution that it is wrong or right, of its speaker or act that it is another (`value`:
    actor ids parted by blanks, an act), of two actors that they are the same or not (`value` against `other`), or of a
    judgement before (`retracts`) that it is taken back. It is anchored on the document's hash, the exact words of the
    cue, and which occurrence of them in the text (from 0) is meant. `names` are what the speakers in `value` were
    called when they were judged, one each or none at all: by them those go whom no page names.
    """

    id: int
    kind: Literal["right", "wrong", "speaker", "act", "same", "not_same", "retract"]
    document: str | None = None
    words: str | None = None
    occurrence: int | None = None
    value: str | None = None
    other: str | None = None
    retracts: int | None = None
    names: tuple[str, ...] = ()
    note: str | None = None
    judge: str
    time: str


class Reading(Struct, frozen=True, kw_only=True):
    """All that one version of the reader read from one page."""

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


class Entry(Struct, frozen=True, kw_only=True):
    """A document in a list: what its newest reading says, in numbers. `place` is its first address or path."""

    id: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    place: str | None = None
    attributions: int
    problems: int


class Counts(Struct, frozen=True, kw_only=True):
    """How much a ledger holds, attributions as its newest readings have them."""

    documents: int
    attributions: int
    failures: int


class Hit(Struct, frozen=True, kw_only=True):
    """An attribution that a search found: its id, its exact words in pieces, and the document it stands in.

    `in_source` and `in_content` are where the words searched for stand in the pieces as one line. `speakers` are names,
    `speaker_ids` the ids of the same actors; these and `act` are as judged where a person judged them. `verdict` is
    what the last judgement of the attribution as a whole says of it.
    """

    document: Entry
    attribution: str
    source: tuple[str, ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]
    in_source: Spans = ()
    in_content: Spans = ()
    score: float
    speakers: tuple[str, ...] = ()
    speaker_ids: tuple[str, ...] = ()
    speaker_kind: SpeakerKind | None = None
    act: Act | None = None
    negated: bool = False
    hedged: bool = False
    verdict: Verdict | None = None


class Failure(Struct, frozen=True, kw_only=True):
    """A page that could not be read: the step that gave up, and why; the SHA-256 of its bytes, if any came."""

    path: str | None = None
    url: str | None = None
    step: str
    reason: str
    time: str
    original: str | None = None


class CalledBy(Struct, frozen=True, kw_only=True):
    """Words that stand for an actor, how often, and in whose voice.

    `by` are the names of the speakers in whose words they stand, or the words of the source where no speaker is known;
    for the page's own voice (`page`) the publisher. It is empty where neither is known.
    """

    text: str
    by: tuple[str, ...] = ()
    page: bool = False
    times: int


class ActorEntry(Struct, frozen=True, kw_only=True):
    """An actor of a ledger, as its newest readings and the judgements have it. Numbers count documents, mentions in
    them, and attributions: those whose speaker it is, those about it. `joined` are the other ids that mean it."""

    id: str
    name: str
    kind: ActorKind | None = None
    country: str | None = None
    joined: tuple[str, ...] = ()
    documents: int
    mentions: int
    speaking: int
    about: int
    called: tuple[CalledBy, ...] = ()


class ActorPage(Struct, frozen=True, kw_only=True):
    """An actor, what it said and what is said about it, in time order."""

    actor: ActorEntry
    said: tuple[Hit, ...] = ()
    about: tuple[Hit, ...] = ()
