"""Pages about the same happening, gathered as they come in; no number of stories is given, and a page may stand alone.

Two pages are linked where they are alike. Linked pages are a piece, and what a piece falls into, put together by
average likeness, are its stories. A piece that has grown too large, as reports of one war link day to day, is cut by
asking for stronger links. All this follows from the pages alone: in whatever order they come, the stories are the same,
and a page that comes changes only the piece it comes to.

Pages that a person judged to tell the same story are in one, those judged apart never are, whatever they are like.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from sayso.compare.gathering.alike import likeness, shared
from sayso.compare.gathering.candidates import Candidates
from sayso.compare.gathering.grouping import Link, Pair, grouped
from sayso.compare.gathering.pieces import Pieces
from sayso.compare.gathering.signs import Signs, signs

__all__ = ["STORY", "WEAK", "Gathered", "Link", "Signs", "Story", "likeness", "linked", "shared", "signs", "stories"]

WEAK: Final = 0.1  # a likeness below this is none
STORY: Final = 0.2  # how alike the pages of a story are on average

Story = tuple[str, ...]  # ids of documents, in order


def linked(page: Signs, others: Iterable[Signs]) -> tuple[Link, ...]:
    """The links of a page with others, in order."""
    found = (_link(page, other) for other in others)
    return tuple(sorted(link for link in found if link.score >= WEAK))


def stories(
    documents: Iterable[str],
    links: Iterable[Link],
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    least: float = STORY,
) -> tuple[Story, ...]:
    """The stories of documents, in order; every document is in one. Both ends of every link are among the documents.

    Pairs that are judged the `same` are in one story, those judged `apart` never; pairs with others are left aside.
    `least` is how alike the pages of a story are on average.
    """
    pieces, known, judged = Pieces(least), _Links(), _Judged(same, apart)
    for document in documents:
        pieces.add(document)
        judged.bind(pieces, document)
    for link in links:
        pieces.join(link)
        known.add(link)
    return tuple(sorted(story for piece in pieces.all() for story in _told(piece, known, judged, least)))


class Gathered:
    """Pages gathered so far and their stories; what is judged of pages that are not there yet holds when they come."""

    def __init__(self, same: Iterable[Pair] = (), apart: Iterable[Pair] = (), least: float = STORY) -> None:
        self._signs: dict[str, Signs] = {}
        self._candidates = Candidates()
        self._links = _Links()
        self._pieces = Pieces(least)
        self._stories: dict[str, Story] = {}
        self._judged = _Judged(same, apart)
        self._least = least

    def add(self, *pages: Signs) -> tuple[Story, ...]:
        """Takes pages in and tells the stories of the pieces that they changed, in order; those that are there already
        change none."""
        for page in pages:
            if page.document not in self._signs:
                self._link(page)
        pieces = self._pieces.changed()
        changed = [story for piece in pieces for story in _told(piece, self._links, self._judged, self._least)]
        for story in changed:
            self._stories.update(dict.fromkeys(story, story))
        return tuple(sorted(changed))

    def _link(self, page: Signs) -> None:
        found = linked(page, [self._signs[other] for other in self._candidates.of(page)])
        self._signs[page.document] = page
        self._candidates.add(page)
        self._pieces.add(page.document)
        self._judged.bind(self._pieces, page.document)
        for link in found:
            self._links.add(link)
            self._pieces.join(link)

    def story(self, document: str) -> Story:
        """The story that a page tells. Raises KeyError for a page that is not there."""
        return self._stories[document]

    def stories(self) -> tuple[Story, ...]:
        """All stories, in order."""
        return tuple(sorted(set(self._stories.values())))

    def links(self) -> tuple[Link, ...]:
        """All links, in order."""
        return tuple(sorted(self._links.among(self._signs)))


class _Links:
    """Links by the first of their pages."""

    def __init__(self) -> None:
        self._from: defaultdict[str, list[Link]] = defaultdict(list)

    def add(self, link: Link) -> None:
        self._from[link.one].append(link)

    def among(self, documents: Iterable[str]) -> Iterator[Link]:
        """The links that begin at any of some pages."""
        return (link for document in documents for link in self._from.get(document, ()))


class _Judged:
    """Pairs that are judged, by both of their pages."""

    def __init__(self, same: Iterable[Pair], apart: Iterable[Pair]) -> None:
        self._same, self._apart = _both_ways(same), _both_ways(apart)

    def bind(self, pieces: Pieces, document: str) -> None:
        """Keeps a page together with those that are there and judged to tell the same story."""
        for other in self._same.get(document, ()):
            if other in pieces:
                pieces.bind(document, other)

    def among(self, documents: Iterable[str]) -> tuple[list[Pair], list[Pair]]:
        """The pairs of any of some pages: those that are the same, and those apart."""
        same, apart = (
            [(one, other) for one in documents for other in pairs.get(one, ())] for pairs in (self._same, self._apart)
        )
        return same, apart


def _both_ways(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return dict(found)


def _told(piece: Iterable[str], links: _Links, judged: _Judged, least: float) -> list[Story]:
    """The stories that a piece falls into."""
    documents = tuple(piece)
    return grouped(documents, links.among(documents), least, *judged.among(documents))


def _link(one: Signs, other: Signs) -> Link:
    pair = (one.document, other.document)
    return Link(min(pair), max(pair), likeness(one, other))
