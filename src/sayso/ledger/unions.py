"""Disjoint sets in which certain pairs never come together."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Unions(Generic[T]):
    """Sets that grow by joining; the pairs told to be apart stay apart, in whatever way they would come together."""

    def __init__(self, apart: Iterable[Iterable[T]]) -> None:
        self._apart: defaultdict[T, set[T]] = defaultdict(set)
        for pair in map(frozenset, apart):
            for each in pair:
                self._apart[each] |= pair - {each}
        self._sets: dict[T, set[T]] = {}

    def join(self, left: T, right: T) -> bool:
        """Whether the two are together now: False if a pair in their sets is to stay apart."""
        ours, theirs = self._set(left), self._set(right)
        if ours is theirs:
            return True
        small, large = sorted((ours, theirs), key=len)
        if self._apart and any(not self._apart.get(each, set()).isdisjoint(large) for each in small):
            return False
        large |= small
        for each in small:
            self._sets[each] = large
        return True

    def classes(self) -> list[set[T]]:
        """The sets of more than one."""
        return [ids for ids in {id(ids): ids for ids in self._sets.values()}.values() if len(ids) > 1]

    def _set(self, each: T) -> set[T]:
        found = self._sets.get(each)
        if found is None:
            found = self._sets[each] = {each}
        return found
