"""What a page shares with the others of its story: which pages these are, and where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.compare.echoes import Passage
from sayso.errors import NotFoundError
from sayso.ledger import View
from sayso.records import Document, Entry, Reading, Span
from sayso.web.layout import covered
from sayso.web.marks import Piece

MOST: Final = 40  # other pages that a page's own page names


class Echoed(Struct, frozen=True):
    """Another page that shares text with a page, and the passages that they share, `first` being the page's own."""

    entry: Entry
    passages: tuple[Passage, ...]

    @property
    def words(self) -> int:
        return sum(each.words for each in self.passages)

    @property
    def copied(self) -> bool:
        return any(each.kind == "copied" for each in self.passages)


class Mark(Struct, frozen=True):
    """Where on a page a passage begins that others have, too: on which pages, and where the mark leads."""

    href: str
    entries: tuple[Entry, ...]
    copied: bool


class Echoes(Struct, frozen=True):
    """What a page shares with others. `story` is the id of its story and `pages` how many tell it; `marks` stand at
    offsets of its text, `blocks` are the beginnings of blocks that mostly stand elsewhere, too."""

    story: str = ""
    pages: int = 1
    others: tuple[Echoed, ...] = ()
    marks: Mapping[int, Mark] = {}
    blocks: frozenset[int] = frozenset()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(Piece("echo", other.entry.id, each.first) for other in self.others for each in other.passages)


NONE: Final = Echoes()


def echoes(view: View, reading: Reading) -> Echoes:
    """What a page shares with others, and which story it tells; nothing where it is not compared with others yet."""
    id = reading.document.id
    try:
        story = view.story(id)
    except NotFoundError:
        return NONE
    shared = view.shared_by(id)
    pages = sorted({page for pair in shared for page in pair} - {id})
    found = [Echoed(entry_of(view, other), kept) for other in pages if (kept := telling(between(shared, id, other)))]
    others = tuple(sorted(found, key=lambda each: (-each.words, each.entry.id))[:MOST])
    return Echoes(story.id, len(story.documents), others, marks(id, others), blocks(reading.document, others))


def between(shared: Mapping[tuple[str, str], Sequence[Passage]], one: str, other: str) -> tuple[Passage, ...]:
    """The passages of two pages, those of `one` first in each, in its order."""
    if one < other:
        return tuple(shared.get((one, other), ()))
    turned = (replace(each, first=each.second, second=each.first) for each in shared.get((other, one), ()))
    return tuple(sorted(turned, key=lambda each: each.first))


def telling(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages that tell something: not what frames every page of a site."""
    return tuple(each for each in found if each.kind != "furniture")


def entry_of(view: View, document: str) -> Entry:
    """A document as lists show it."""
    return next(each for each in view.versions(document) if each.id == document)


def marks(document: str, others: Iterable[Echoed]) -> dict[int, Mark]:
    """The marks of a page by where they stand: one for all passages that begin at one place."""
    found: defaultdict[int, list[tuple[Entry, Passage]]] = defaultdict(list)
    for other in others:
        for each in other.passages:
            found[each.first[0]].append((other.entry, each))
    return {start: _mark(document, start, told) for start, told in found.items()}


def _mark(document: str, start: int, told: Sequence[tuple[Entry, Passage]]) -> Mark:
    entries = tuple(entry for entry, _ in told)
    copied = any(passage.kind == "copied" for _, passage in told)
    return Mark(f"{beside(document, entries[0].id)}#l-{start}", entries, copied)


def beside(one: str, other: str) -> str:
    """Where two pages stand side by side."""
    return f"/documents/{one}/beside/{other}"


def blocks(document: Document, others: Iterable[Echoed]) -> frozenset[int]:
    """The beginnings of the blocks of which at least half was copied to or from another page."""
    spans = sorted(each.first for other in others for each in other.passages if each.kind == "copied")
    found = (block.span for block in covered(document))
    return frozenset(start for start, end in found if 2 * within(spans, (start, end)) >= end - start)


def within(spans: Iterable[Span], whole: Span) -> int:
    """How much of a span others cover; they are in order."""
    covered, at = 0, whole[0]
    for start, end in spans:
        start, end = max(start, at), min(end, whole[1])
        if start < end:
            covered += end - start
            at = end
    return covered
