"""What a ledger answers with."""

from msgspec import Struct

from sayso.records.kind import Act, ActorKind, Manner, Spans, SpeakerKind, Verdict


class Entry(Struct, frozen=True, kw_only=True):
    """A document in a list: what its newest reading says, in numbers. `place` is its first address or path; `fetched`
    the time at which it was seen first, where that is asked for."""

    id: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    place: str | None = None
    fetched: str | None = None
    attributions: int
    problems: int


class Versions(Struct, frozen=True, kw_only=True):
    """An address, or path, at which several documents were seen: their ids by the time at which each was seen there
    first, and when that was for the last of them."""

    place: str
    documents: tuple[str, ...]
    changed: str


class Counts(Struct, frozen=True, kw_only=True):
    """How much a ledger holds, attributions as its newest readings have them."""

    documents: int
    attributions: int
    failures: int


class Hit(Struct, frozen=True, kw_only=True):
    """An attribution that a search found: its id, its exact words in pieces, and the document it stands in.

    `in_source` and `in_content` are where the words searched for stand in the pieces as one line. `speakers` are names,
    `speaker_ids` the ids of the same actors, `about` and `about_ids` those of whom it is about; these and `act` are as
    judged where a person judged them. `nested` tells that it stands in the content of another one, `day` is that of
    publication. `verdict` is what the last judgement of the attribution as a whole says of it.
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
    about: tuple[str, ...] = ()
    about_ids: tuple[str, ...] = ()
    act: Act | None = None
    manner: Manner | None = None
    negated: bool = False
    hedged: bool = False
    nested: bool = False
    day: str | None = None
    verdict: Verdict | None = None


class Failure(Struct, frozen=True, kw_only=True):
    """A page that could not be read: the step that gave up, and why; the SHA-256 of its bytes, if any came;
    the version of the reader that gave up, where another one may fare better."""

    path: str | None = None
    url: str | None = None
    step: str
    reason: str
    time: str
    original: str | None = None
    reader: str | None = None


class CalledBy(Struct, frozen=True, kw_only=True):
    """Words that stand for an actor, how often, and in whose voice.

    `by` are the names of the speakers in whose words they stand, or the words of the source where no speaker is known;
    for the page's own voice (`page`) the publisher. It is empty where neither is known.
    """

    text: str
    by: tuple[str, ...] = ()
    page: bool = False
    times: int


class NameUse(Struct, frozen=True, kw_only=True):
    """A name of an actor, how often it is used in all, and in whose voices: the most frequent first, of which `more`
    are left out."""

    text: str
    times: int
    voices: tuple[CalledBy, ...]
    more: int = 0


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
