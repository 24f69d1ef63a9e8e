"""Pages put together by their links: the two groups that are most alike on average, again and again, while they are.

Two groups that each hang together closely are not joined by likenesses that are far weaker than their own: reports of
two battles of one day have much in common, and those of either more.

Sums are of whole numbers and ties go by the ids of pages, so that the groups are the same in whatever order pages and
links come.
"""

from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import Final

from msgspec import Struct

PLACES: Final = 10_000  # a likeness as a whole number
AS_CLOSE: Final = 0.6  # the share of the likeness within the looser of two groups that has to be between them


class Link(Struct, frozen=True, order=True):
    """Two pages by their ids, the smaller one first, and how alike they are, from 0 to 1."""

    one: str
    other: str
    score: float


def grouped(documents: Iterable[str], links: Iterable[Link], least: float) -> list[tuple[str, ...]]:
    """Groups of documents whose links are at least so strong on average, a missing link counting as nothing; each in
    order, and the groups too. Links to documents that are not among them are left aside."""
    groups = _Groups(documents, links)
    groups.join(round(least * PLACES))
    return sorted(groups.members.values())


class _Groups:
    """Groups by the first of their documents."""

    def __init__(self, documents: Iterable[str], links: Iterable[Link]) -> None:
        self.members: dict[str, tuple[str, ...]] = {document: (document,) for document in sorted(documents)}
        self._within = dict.fromkeys(self.members, 0)  # sums of likenesses
        self._between: dict[str, dict[str, int]] = defaultdict(dict)
        for link in links:
            if link.one in self.members and link.other in self.members:
                score = round(link.score * PLACES)
                self._between[link.one][link.other] = self._between[link.other][link.one] = score

    def join(self, least: int) -> None:
        """Joins while two groups are alike enough. A queue holds what two groups were when they were put in; those
        that have grown since then stand further on in it as they are now."""
        alone = ((one, other, score) for one, links in self._between.items() for other, score in links.items())
        queue = [(-float(score), one, other) for one, other, score in alone if score >= least and one < other]
        heapify(queue)
        while queue:
            negative, one, other = heappop(queue)
            if other not in self._between.get(one, ()) or self._average(one, other) != -negative:
                continue
            if -negative >= AS_CLOSE * min(self._cohesion(one), self._cohesion(other)):
                self._join(one, other)
                for third in self._between[one]:
                    if (now := self._average(one, third)) >= least:
                        heappush(queue, (-now, min(one, third), max(one, third)))

    def _join(self, one: str, other: str) -> None:
        """Puts the second group into the first, which has the smaller name."""
        self._within[one] += self._within[other] + self._between[one][other]
        for third, total in self._between.pop(other).items():
            if third != one:
                total += self._between[one].get(third, 0)
                self._between[one][third] = self._between[third][one] = total
            del self._between[third][other]
        self.members[one] = tuple(sorted(self.members[one] + self.members.pop(other)))

    def _average(self, one: str, other: str) -> float:
        return self._between[one][other] / (len(self.members[one]) * len(self.members[other]))

    def _cohesion(self, group: str) -> float:
        """How alike the pages of a group are on average; nothing is asked of a page by itself."""
        count = len(self.members[group])
        return 2 * self._within[group] / (count * (count - 1)) if count > 1 else 0.0
