"""A spaCy component `sayso`: who said what in a Doc, and what is said to happen, as spans of its tokens.

    nlp = spacy.blank("en")
    nlp.add_pipe("sayso")
    for each in nlp(text)._.attributions:
        print(each.speakers, each.act, each.content)

It reads `doc.text` as the reader reads a page of plain text; other components are neither needed nor changed. What was
read stands in `doc._.sayso` and is kept with the Doc when that is written; from it come `doc._.attributions` and
`doc._.events`. `doc.spans["sayso"]` has the same spans labelled SOURCE, CUE, CONTENT and TRIGGER, for displaCy.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, Self

from msgspec import Struct, msgpack
from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso.errors import SaysoError
from sayso.pipeline import Reader
from sayso.records import Act, Attribution, EventStatus, EventType, Manner, Page, Reading, Spans, SpeakerKind

NAME: Final = "sayso"
_KEPT: Final = "sayso_reading"  # the reading as bytes, which spaCy can write, as it cannot a record
_Label = Literal["SOURCE", "CUE", "CONTENT", "TRIGGER"]


class Attributed(Struct, frozen=True, kw_only=True):
    """Somebody's word. A span that ends within a token has all of it; `read` has the exact offsets, in code points of
    `doc.text`. `speakers` and `about` are names; both, and `source`, are empty where nobody is told."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    hedges: tuple[Span, ...]
    speakers: tuple[str, ...]
    speaker_kind: SpeakerKind | None
    about: tuple[str, ...]
    act: Act | None
    manner: Manner | None
    negated: bool
    outer: str | None
    score: float
    read: Attribution

    @property
    def id(self) -> str:
        return self.read.id


class Happening(Struct, frozen=True, kw_only=True):
    """Something said to happen. `actors` did it to `targets`: their words. `voice` is the id of the attribution in
    whose content it stands, `on_whose_say_so` names its speakers; None and empty for the text's own voice."""

    id: str
    type: EventType
    modes: tuple[str, ...]
    trigger: tuple[Span, ...]
    actors: tuple[Span, ...]
    targets: tuple[Span, ...]
    status: EventStatus
    negated: bool
    voice: str | None
    on_whose_say_so: tuple[str, ...]
    score: float


class Component:
    """Reads Docs. `reader` is loaded with the first of them."""

    def __init__(self, reader: Reader, name: str = NAME) -> None:
        self.reader, self.name = reader, name

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, read. SaysoError for a text that cannot be read; a blank one has nothing to be read."""
        reading = self.reader.read(_page(doc.text)) if doc.text.strip() else None
        if reading is not None and reading.document.text != doc.text:
            raise SaysoError("the text is not what was read of it: it holds what is no text, such as a byte order mark")
        doc._.set(_KEPT, None if reading is None else msgpack.encode(replace(reading, vectors=None)))
        doc.spans[NAME] = () if reading is None else _labelled(doc, reading)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: what the component needs is in the pipeline's config."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing, as `to_bytes`."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        return self


def make(nlp: Language, name: str, threshold: float | None, actors: str | None) -> Component:
    """The component for a pipeline. `threshold` is the least probability of a cue that is kept, from 0 to 1; `actors` a
    register file of one's own."""
    return Component(Reader(threshold=threshold, actors=None if actors is None else Path(actors)), name)


def reading(doc: Doc) -> Reading | None:
    """All that was read from a Doc; None where nothing was."""
    kept = doc._.get(_KEPT)
    return None if kept is None else _decoded(kept)


def attributions(doc: Doc) -> tuple[Attributed, ...]:
    """Who said what in a Doc, in the order of the ledger format."""
    read = reading(doc)
    return () if read is None else tuple(_attributed(doc, each, _names(read)) for each in read.attributions)


def events(doc: Doc) -> tuple[Happening, ...]:
    """What is said to happen in a Doc, and on whose say-so."""
    read = reading(doc)
    return () if read is None else tuple(_happenings(doc, read))


def _page(text: str) -> Page:
    fetched = datetime.now(UTC).isoformat(timespec="seconds")
    return Page(data=text.encode(), media_type="text/plain; charset=utf-8", fetched=fetched)


def _attributed(doc: Doc, read: Attribution, names: Mapping[str, str]) -> Attributed:
    return Attributed(
        source=_spans(doc, read.source),
        cue=_spans(doc, read.cue),
        content=_spans(doc, read.content),
        hedges=_spans(doc, read.hedges),
        speakers=tuple(names[actor] for actor in read.speakers),
        speaker_kind=read.speaker_kind,
        about=tuple(names[actor] for actor in read.about),
        act=read.act,
        manner=read.manner,
        negated=bool(read.negated),
        outer=read.outer,
        score=read.score,
        read=read,
    )


def _happenings(doc: Doc, read: Reading) -> Iterable[Happening]:
    names = _names(read)
    told = {each.id: tuple(names[actor] for actor in each.speakers) for each in read.attributions}
    for each in read.events:
        yield Happening(
            id=each.id,
            type=each.type,
            modes=each.modes,
            trigger=_spans(doc, each.trigger),
            actors=_spans(doc, (party.span for party in each.actors)),
            targets=_spans(doc, (party.span for party in each.targets)),
            status=each.status,
            negated=each.negated,
            voice=each.voice,
            on_whose_say_so=told.get(each.voice or "", ()),
            score=each.score,
        )


def _labelled(doc: Doc, read: Reading) -> list[Span]:
    said: list[tuple[_Label, str, Spans]] = [
        piece
        for each in read.attributions
        for piece in (
            ("SOURCE", each.id, each.source), ("CUE", each.id, each.cue), ("CONTENT", each.id, each.content),
        )
    ]  # fmt: skip
    happened: list[tuple[_Label, str, Spans]] = [("TRIGGER", each.id, each.trigger) for each in read.events]
    return [span for label, key, spans in said + happened for span in _spans(doc, spans, label=label, span_id=key)]


def _spans(doc: Doc, spans: Iterable[tuple[int, int]], **told: Any) -> tuple[Span, ...]:
    """The tokens that these stretches of the text touch."""
    found = (doc.char_span(start, end, alignment_mode="expand", **told) for start, end in spans)
    return tuple(span for span in found if span is not None)  # None only for what is not in the text


def _names(read: Reading) -> dict[str, str]:
    return {actor.id: actor.name for actor in read.actors}


@lru_cache(maxsize=16)
def _decoded(kept: bytes) -> Reading:
    return msgpack.decode(kept, type=Reading)


def _register() -> None:
    """What spaCy has to know, at the import of this module."""
    Doc.set_extension(_KEPT, default=None, force=True)
    for name, getter in (("sayso", reading), ("attributions", attributions), ("events", events)):
        Doc.set_extension(name, getter=getter, force=True)
    Language.factory(
        NAME,
        default_config={"threshold": None, "actors": None},
        assigns=["doc._.sayso", "doc._.attributions", "doc._.events"],
        func=make,
    )


_register()
