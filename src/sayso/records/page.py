"""What comes in and what it is as text: pages, documents, blocks, problems."""

from msgspec import Struct

from sayso.records.kind import BlockKind, Span


class Facts(Struct, frozen=True, kw_only=True):
    """What a source says of a page beside its bytes, as the columns of a table do: it stands where the page itself says
    nothing. `published` is an ISO date."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None


class Page(Struct, frozen=True, kw_only=True):
    """What a source yields: the original bytes and where they were found."""

    data: bytes
    path: str | None = None
    url: str | None = None
    media_type: str | None = None
    fetched: str
    facts: Facts | None = None


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
