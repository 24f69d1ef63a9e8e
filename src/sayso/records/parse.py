"""A document taken apart, and what the steps between the encoder and a reading hand to each other."""

from typing import Literal

from msgspec import Struct

from sayso.records.kind import Act, EventType, MentionForm, MentionKind, Span, Spans
from sayso.records.page import Document


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
    of words that may say any), `loaded`, the probability that it is a loaded word, and `vectors`, what each word means,
    as `parse/vectors.py` packs it.
    """

    document: Document
    sentences: Spans = ()
    candidates: tuple[Candidate, ...] = ()
    words: tuple[Word, ...] = ()
    named: tuple[Named, ...] = ()
    spotted: tuple[Spotted, ...] = ()
    types: tuple[tuple[tuple[EventType, float], ...], ...] = ()
    loaded: tuple[float, ...] = ()
    vectors: bytes = b""
