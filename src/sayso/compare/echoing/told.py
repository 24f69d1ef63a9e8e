"""A page as far as echoes go: its words in order, what of them somebody else's mouth says, and whom it credits."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.echoing.credits import Credit, credits
from sayso.compare.echoing.matching import weight
from sayso.ids import document_id
from sayso.parse.furniture import appeals, reads_as_furniture, speaks_to_visitor
from sayso.parse.quotation import quotations
from sayso.parse.segment import sentences
from sayso.records import Block, Document, Reading, Span, Spans

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)*")
_PARAGRAPH: Final = re.compile(r"\S(?:.*?\S)?(?=\s*?\n\s*?\n|\s*\Z)", re.DOTALL)
_NAME: Final = 0.5  # what a word with a capital weighs, of another
_STOPS: Final = re.compile(r"[.!?…][\"”’')\]]*$")
_AROUND: Final = frozenset({"byline", "dateline", "signature"})
_FOOT: Final = 6  # blocks at the end of a page among which lines that ask the reader for something stand


class Voice(Struct, frozen=True):
    """Words of somebody else, in quotation marks or as a block, and the ids of who said them, as far as is known."""

    span: Span
    speakers: tuple[str, ...] = ()


class Words(Struct, frozen=True):
    """The words of a page but for its known furniture, folded, in text order; all of one length. `sentences` and
    `blocks` number where each stands; `quoted` and `furniture` tell what is not the page's own, nor are headlines its
    `telling`: those say one thing in the few words that there are for it. `weights` are what each word says of where it
    is from: names and titles, which anybody has to use, say less than other words, small words hardly anything."""

    keys: tuple[str, ...]
    spans: Spans
    sentences: tuple[int, ...]
    blocks: tuple[int, ...]
    quoted: tuple[bool, ...]
    furniture: tuple[bool, ...]
    telling: tuple[bool, ...]
    weights: tuple[float, ...]


class Told(Struct, frozen=True, kw_only=True):
    """A page: what `passages`, `prints` and `origin` ask of it. `published` is an ISO date or time; `credits` are those
    whom it names for its text."""

    id: str
    publisher: str | None = None
    published: str | None = None
    words: Words
    voices: tuple[Voice, ...] = ()
    credits: tuple[Credit, ...] = ()


def told(reading: Reading) -> Told:
    """A page as it was read."""
    document = reading.document
    voices = _voices(reading)
    return Told(
        id=document.id,
        publisher=document.publisher,
        published=document.published,
        words=_words(document, reading.sentences, [voice.span for voice in voices]),
        voices=voices,
        credits=credits(reading),
    )


def plain(text: str, *, id: str = "", publisher: str | None = None, published: str | None = None) -> Told:
    """A text of paragraphs with empty lines between, of which nothing else is known; its id is that of its text unless
    it is given. A first paragraph that ends in no stop is its title."""
    spans = [found.span() for found in _PARAGRAPH.finditer(text)]
    titled = bool(spans) and not _STOPS.search(text[slice(*spans[0])])
    document = Document(
        id=id or document_id(text.encode()),
        media_type="text/plain",
        publisher=publisher,
        published=published,
        text=text,
        blocks=tuple(Block("title" if titled and not at else "paragraph", span) for at, span in enumerate(spans)),
    )
    return told(Reading(reader="", document=document, sentences=sentences(document)))


def _voices(reading: Reading) -> tuple[Voice, ...]:
    """What stands in quotation marks, what is quoted as a block, and what was read as somebody's very words."""
    document = reading.document
    marked = {
        quotation.span
        for block in document.blocks
        if block.kind != "furniture"
        for quotation in quotations(document.text, block.span)
    }
    set_off = {block.span for block in document.blocks if block.kind == "quote"}
    direct = {span for each in reading.attributions if each.manner == "direct" for span in each.content}
    contents = [(span, each.speakers) for each in reading.attributions for span in each.content]
    return tuple(Voice(span, _speakers(span, contents)) for span in sorted(marked | set_off | direct))


def _speakers(span: Span, contents: Iterable[tuple[Span, tuple[str, ...]]]) -> tuple[str, ...]:
    inside = (speakers for (start, end), speakers in contents if start < span[1] and span[0] < end)
    return tuple(sorted({speaker for speakers in inside for speaker in speakers}))


def _furniture(document: Document, kept: Sequence[Block]) -> list[Span]:
    """What the page itself does not say is furniture, and yet is."""
    last = len(kept) - _FOOT
    return [block.span for at, block in enumerate(kept) if _is_furniture(document.text, block, at >= last)]


def _is_furniture(text: str, block: Block, foot: bool) -> bool:
    if block.kind in _AROUND:
        return True
    line = " ".join(text[slice(*block.span)].split())
    return reads_as_furniture(line) or (foot and (speaks_to_visitor(line) or appeals(line)))


def _words(document: Document, said: Spans, voices: Sequence[Span]) -> Words:
    text = document.text
    kept = [block for block in document.blocks if block.kind != "furniture"]
    spans = tuple(found.span() for block in kept for found in _WORD.finditer(text, *block.span))
    blocks = tuple(block.span for block in kept)
    heads = [block.span for block in document.blocks if block.kind in ("title", "heading")]
    written = [text[start:end] for start, end in spans]
    keys = tuple(word.lower().replace("’", "'") for word in written)
    quoted = tuple(_within(spans, voices))
    furniture = tuple(_within(spans, _furniture(document, kept)))
    apart = zip(quoted, furniture, _within(spans, heads), strict=True)
    return Words(
        keys=keys,
        spans=spans,
        sentences=tuple(_numbered(spans, _parted(said, blocks))),
        blocks=tuple(_numbered(spans, blocks)),
        quoted=quoted,
        furniture=furniture,
        telling=tuple(not any(each) for each in apart),
        weights=tuple(_weights(keys, written)),
    )


def _weights(keys: Sequence[str], written: Sequence[str]) -> Iterable[float]:
    """What words weigh; capitals say nothing where most words have them."""
    capital = [word[:1].isupper() for word in written]
    name = _NAME if 2 * sum(capital) < len(capital) else 1.0
    return (min(weight(key), name if high else 1.0) for key, high in zip(keys, capital, strict=True))


def _parted(said: Spans, blocks: Spans) -> Spans:
    """Sentences, and blocks that have none."""
    starts = [start for start, _ in said]
    bare = [(start, end) for start, end in blocks if bisect_right(starts, end - 1) == bisect_right(starts, start - 1)]
    return tuple(sorted((*said, *bare)))


def _numbered(spans: Spans, parts: Spans) -> Iterable[int]:
    """For each word the number of the part that it stands in, or of the one before it."""
    starts = [start for start, _ in parts]
    return (bisect_right(starts, start) for start, _ in spans)


def _within(spans: Spans, parts: Sequence[Span]) -> Iterable[bool]:
    ordered, reach = sorted(parts), 0
    ends = [reach := max(reach, end) for _, end in ordered]
    starts = [start for start, _ in ordered]
    for start, _ in spans:
        at = bisect_right(starts, start)
        yield at > 0 and start < ends[at - 1]
