"""Pages that hang together by links, cut so that none of the pieces grows with the ledger.

A piece is what strong enough links join, and pages that are judged to tell one story. One with more than `LARGEST`
pages is cut by asking for stronger links, as often as needed, up to those between pages that are nearly copies. A
page's piece follows from the links and the judgements alone.
"""

import math
from collections.abc import Iterator
from typing import Final

from sayso.compare.gathering.grouping import Link

LARGEST: Final = 300  # pages of a piece; only pages that are nearly copies make a larger one
STEP: Final = 0.06  # by how much more is asked for each time
COPIES: Final = 0.6  # what is asked for at most

Piece = frozenset[str]


def levels(least: float) -> list[float]:
    """What is asked for of links: at least this, and more each time that a piece is too large."""
    return [least + STEP * step for step in range(max(1, round((COPIES - least) / STEP) + 1))]


class Pieces:
    """The pieces of a set of pages that grows."""

    def __init__(self, least: float, largest: int = LARGEST) -> None:
        self._levels = [(level, _Sets()) for level in levels(least)]
        self._largest = largest
        self._changed: set[str] = set()

    def add(self, document: str) -> None:
        """Puts a page in by itself, unless it is there."""
        for _, sets in self._levels:
            sets.add(document)
        self._changed.add(document)

    def __contains__(self, document: str) -> bool:
        return document in self._levels[0][1]

    def join(self, link: Link) -> None:
        """Joins two pages that are there by their link."""
        for least, sets in self._levels:
            if link.score < least:
                break
            self._join(sets, link)

    def bind(self, one: str, other: str) -> None:
        """Keeps two pages that are there together, however strong the links that are asked for."""
        self.join(Link(min(one, other), max(one, other), math.inf))

    def _join(self, sets: "_Sets", link: Link) -> None:
        """Joins at one level. Of a piece that has grown too large every page is in another one than before."""
        one, other = sets.of(link.one), sets.of(link.other)
        if one is other:
            return
        self._changed.add(link.one)
        if len(one) + len(other) > self._largest:
            for whole in (one, other):
                self._changed.update(whole if len(whole) <= self._largest else ())
        sets.join(one, other)

    def of(self, document: str) -> Piece:
        """The piece that a page is in."""
        for _, sets in self._levels[:-1]:
            if len(found := sets.of(document)) <= self._largest:
                return frozenset(found)
        return frozenset(self._levels[-1][1].of(document))

    def changed(self) -> set[Piece]:
        """The pieces that are others than when this was asked last."""
        found = self._each(self._changed)
        self._changed = set()
        return found

    def all(self) -> set[Piece]:
        """All pieces."""
        return self._each(set(self._levels[0][1].documents()))

    def _each(self, documents: set[str]) -> set[Piece]:
        """The pieces of documents, each found once."""
        left, found = set(documents), set[Piece]()
        while left:
            piece = self.of(next(iter(left)))
            found.add(piece)
            left -= piece
        return found


class _Sets:
    """Disjoint sets of pages."""

    def __init__(self) -> None:
        self._sets: dict[str, set[str]] = {}

    def add(self, document: str) -> None:
        self._sets.setdefault(document, {document})

    def of(self, document: str) -> set[str]:
        return self._sets[document]

    def __contains__(self, document: str) -> bool:
        return document in self._sets

    def documents(self) -> Iterator[str]:
        return iter(self._sets)

    def join(self, one: set[str], other: set[str]) -> None:
        """Makes one set of two."""
        small, large = sorted((one, other), key=len)
        large |= small
        for document in small:
            self._sets[document] = large
