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
    what a reading of a content by itself found, and so on.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float
    level: int = 0


class Parse(Struct, frozen=True, kw_only=True):
    """A document taken apart: what is read of it, and what the encoder sees there."""

    document: Document
    sentences: Spans = ()
    candidates: tuple[Candidate, ...] = ()


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


class Reading(Struct, frozen=True, kw_only=True):
    """All that one version of the reader read from one page."""

    reader: str
    document: Document
    sentences: Spans = ()
    attributions: tuple[Attribution, ...] = ()
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

    `in_source` and `in_content` are where the words searched for stand in the pieces as one line.
    """

    document: Entry
    attribution: str
    source: tuple[str, ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]
    in_source: Spans = ()
    in_content: Spans = ()
    score: float


class Failure(Struct, frozen=True, kw_only=True):
    """A page that could not be read: the step that gave up, and why; the SHA-256 of its bytes, if any came."""

    path: str | None = None
    url: str | None = None
    step: str
    reason: str
    time: str
    original: str | None = None
