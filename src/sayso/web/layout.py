"""A document's text as a page lays it out: blocks in order, list items and furniture in groups, nothing left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from sayso.records import Block, BlockKind, Document, Span
from sayso.web.marks import Segment

BULLET = re.compile(r"\s*([•‣◦⁃∙·●▪■○*–—-]|\(?\w{1,3}[.)]\s)")
SPACED = re.compile(r"\t|[^\S\r\n]{2}|[\r\n][^\S\r\n]")
SHORT = 120  # code points of furniture that are shown rather than folded away


class Passage(Struct, frozen=True):
    """A block with the segments of its text, in order."""

    kind: BlockKind
    span: Span
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def bulleted(self) -> bool:
        """Whether a list item brings its own bullet or number."""
        return BULLET.match(self.text) is not None

    @property
    def spaced(self) -> bool:
        """Whether white space may carry meaning here: columns, indents, verse."""
        return SPACED.search(self.text.strip()) is not None


class Group(Struct, frozen=True):
    """Neighbouring passages of one kind, where that kind is shown together; else one passage alone."""

    kind: BlockKind
    passages: tuple[Passage, ...]

    @property
    def folded(self) -> bool:
        return self.kind == "furniture" and (len(self.passages) > 1 or len(self.passages[0].text) > SHORT)


def covered(document: Document) -> Iterator[Block]:
    """The blocks, and the words that stand between them, if any do, as paragraphs: nothing of the text is dropped."""
    end = 0
    for block in document.blocks:
        yield from _between(document.text, end, block.span[0])
        yield block
        end = max(end, block.span[1])
    yield from _between(document.text, end, len(document.text))


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    if text[start:end].strip():
        yield Block("paragraph", (start, end))


def passages(document: Document, segments: Sequence[Segment]) -> Iterator[Passage]:
    """Every block with its segments; the segments are those of the whole text, in order."""
    at = 0
    for block in covered(document):
        start, end = block.span
        while at < len(segments) and segments[at].span[0] < start:
            at += 1
        begin = at
        while at < len(segments) and segments[at].span[1] <= end:
            at += 1
        yield Passage(block.kind, block.span, tuple(segments[begin:at]))


def groups(passages: Iterable[Passage]) -> Iterator[Group]:
    """List items and furniture stand together with their neighbours, everything else alone."""
    for kind, neighbours in groupby(passages, key=lambda passage: passage.kind):
        if kind in ("list_item", "furniture"):
            yield Group(kind, tuple(neighbours))
        else:
            yield from (Group(kind, (passage,)) for passage in neighbours)
