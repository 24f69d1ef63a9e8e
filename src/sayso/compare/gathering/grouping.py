"""Pages put together by their links: the two groups that are most alike on average, again and again, while they are.

Two groups that each hang together closely are not joined by likenesses that are far weaker than their own: reports of
two battles of one day have much in common, and those of either more.

What is judged goes first. Documents judged to be the same are one from the beginning, as like to others as the likest
of them is; those judged apart, and whoever is one with them, never come together. Pairs that contradict each other (a
ledger holds none) are taken in order, and what would join those that are apart is left aside.

Sums are of whole numbers and ties go by the ids of pages, so that the groups are the same in whatever order pages and
links come.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Final

from msgspec import Struct

from sayso.ledger.unions import Unions

PLACES: Final = 10_000  # a likeness as a whole number
AS_CLOSE: Final = 0.6  # the share of the likeness within the looser of two groups that has to be between them


class Link(Struct, frozen=True, order=True):
    """Two pages by their ids, the smaller one first, and how alike they are, from 0 to 1."""

    one: str
    other: str
    score: float


Pair = tuple[str, str]  # of ids


def grouped(
    documents: Iterable[str],
    links: Iterable[Link],
    least: float,
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """Groups of documents whose links are at least so strong on average, a missing link counting as nothing; each in
    order, and the groups too. Pairs that are judged the `same` are in one group, those judged `apart` never. Links and
    pairs with documents that are not among them are left aside."""
    ids = frozenset(documents)
    among = [pair for pair in apart if ids.issuperset(pair)]
    ones = made_one(ids, same, among)
    groups = _Groups(ones.values(), _between(ones, links), [(ones[one], ones[other]) for one, other in among])
    groups.join(round(least * PLACES))
    members: dict[str, list[str]] = defaultdict(list)
    for each in sorted(ids):
        members[ones[each]].append(each)
    return sorted(tuple(sorted(each for one in group for each in members[one])) for group in groups.members.values())


def made_one(ids: frozenset[str], same: Iterable[Pair], apart: Iterable[Pair]) -> dict[str, str]:
    """For each id the first of those that are one with it by judgement, itself where none is."""
    unions = Unions(apart)
    for one, other in sorted((min(pair), max(pair)) for pair in same if ids.issuperset(pair)):
        unions.join(one, other)
    return {each: each for each in ids} | {each: min(found) for found in unions.classes() for each in found}


def _between(ones: Mapping[str, str], links: Iterable[Link]) -> list[Link]:
    """The links between documents that are not one, the strongest for each two."""
    best: dict[Pair, float] = {}
    for link in links:
        one, other = ones.get(link.one), ones.get(link.other)
        if one is not None and other is not None and one != other:
            pair = (min(one, other), max(one, other))
            best[pair] = max(link.score, best.get(pair, link.score))
    return [Link(*pair, score) for pair, score in best.items()]


class _Groups:
    """Groups by the first of their documents."""

    def __init__(self, documents: Iterable[str], links: Iterable[Link], apart: Iterable[Pair]) -> None:
        self.members: dict[str, tuple[str, ...]] = {document: (document,) for document in sorted(set(documents))}
        self._within = dict.fromkeys(self.members, 0)  # sums of likenesses
        self._between: dict[str, dict[str, int]] = defaultdict(dict)
        for link in links:
            score = round(link.score * PLACES)
            self._between[link.one][link.other] = self._between[link.other][link.one] = score
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

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
            if other not in self._apart.get(one, ()) and -negative >= AS_CLOSE * min(
                self._cohesion(one), self._cohesion(other)
            ):
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
        for third in self._apart.pop(other, ()):
            self._apart[third].discard(other)
            self._apart[third].add(one)
            self._apart[one].add(third)

    def _average(self, one: str, other: str) -> float:
        return self._between[one][other] / (len(self.members[one]) * len(self.members[other]))

    def _cohesion(self, group: str) -> float:
        """How alike the pages of a group are on average; nothing is asked of a page by itself."""
        count = len(self.members[group])
        return 2 * self._within[group] / (count * (count - 1)) if count > 1 else 0.0
