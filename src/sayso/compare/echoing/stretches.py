"""Stretches of two texts that are one text: chains of matches, grown to the sentences that they are part of and parted
where one of the texts goes its own way."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from msgspec import Struct

from sayso.compare.echoing.matching import Match, chains, filled, in_order, runs, weight
from sayso.compare.echoing.told import Words

_HEAVY: Final = 2.0  # what the words of a chain have to weigh for anything to begin with it
_ALIKE: Final = 0.5  # of the words of a sentence, for it to be the same in both
_MOSTLY: Final = 0.6  # of the words of a sentence on both sides, for the rest of it to be another wording
_FOREIGN: Final = 0.3  # of the words of a sentence within a stretch, below which it is one text's own
_SHORT: Final = 4  # words of a sentence's end that go with the rest of it unasked
_FEW: Final = 4  # matches with which alone a whole sentence is taken for the same

Range = tuple[int, int]


class Stretch(Struct, frozen=True):
    """Words of both texts, by number with the end excluded, and those among them that match."""

    first: Range
    second: Range
    matches: tuple[Match, ...]

    @property
    def change(self) -> float:
        """The share of words that do not match, of those of the longer side."""
        longer = max(self.first[1] - self.first[0], self.second[1] - self.second[0])
        return 1 - len(self.matches) / max(longer, 1)


class _Side:
    """One text while stretches are looked for: where its sentences begin, and which words are taken."""

    def __init__(self, words: Words) -> None:
        self.keys = words.keys
        self.numbers = words.sentences
        self.taken = bytearray(len(words.keys))

    def start(self, at: int) -> int:
        """Where the sentence of a word begins."""
        return bisect_left(self.numbers, self.numbers[at])

    def end(self, at: int) -> int:
        """Where the sentence of a word ends."""
        return bisect_left(self.numbers, self.numbers[at] + 1)

    def free(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)


def stretches(one: Words, other: Words) -> list[Stretch]:
    """What two texts have in common, in the order of the first; no word is part of two of them."""
    first, second = _Side(one), _Side(other)
    found: list[Stretch] = []
    for chain in chains(one.keys, runs(one.keys, other.keys)):
        for kept in _free(chain, first, second):
            if sum(weight(one.keys[i]) for i, _ in kept) >= _HEAVY:
                for part in _parted(_grown(filled(one.keys, other.keys, kept), first, second), first, second):
                    first.take(*part.first)
                    second.take(*part.second)
                    found.append(part)
    return joined(found)


def _free(chain: Iterable[Match], first: _Side, second: _Side) -> list[list[Match]]:
    """What is left of a chain, in pieces between which nothing is taken."""
    pieces: list[list[Match]] = []
    for i, j in chain:
        last = pieces[-1][-1] if pieces else (-1, -1)
        if first.taken[i] or second.taken[j]:
            continue
        if pieces and first.free(last[0], i) and second.free(last[1], j):
            pieces[-1].append((i, j))
        else:
            pieces.append([(i, j)])
    return pieces


def _grown(matches: list[Match], first: _Side, second: _Side) -> Stretch:
    """A chain with the rest of its sentences, and those before and behind, as long as most of their words match."""
    found = list(matches)
    i, j = found[0]
    while more := _before(first, second, (i, j), found):
        (i, j), further = more
        found = further + found
    k, m = found[-1][0] + 1, found[-1][1] + 1
    while more := _behind(first, second, (k, m), found):
        (k, m), further = more
        found += further
    return Stretch((i, k), (j, m), tuple(found))


Grown = tuple[Match, list[Match]] | None
"""Up to where a stretch reaches in both texts after another step, and the matches that this adds."""


def _before(first: _Side, second: _Side, starts: Match, found: Sequence[Match]) -> Grown:
    (i, j), (one, other) = starts, found[0]
    if not i or not j:
        return None
    within = first.start(i) < i, second.start(j) < j
    start = first.start(i if any(within) else i - 1), second.start(j if any(within) else j - 1)
    whole = _sized(takewhile(lambda match: match[0] < first.end(one), found), first, one) and _sized(
        takewhile(lambda match: match[1] < second.end(other), found), second, other
    )
    matches = _alike(first, second, (start[0], i), (start[1], j), any(within), whole)
    return None if matches is None else (start, matches)


def _behind(first: _Side, second: _Side, ends: Match, found: Sequence[Match]) -> Grown:
    (i, j), (one, other) = ends, found[-1]
    if i >= len(first.keys) or j >= len(second.keys):
        return None
    # A stretch ends within a sentence if its last word is of the same one as the word behind it.
    within = first.numbers[i] == first.numbers[i - 1], second.numbers[j] == second.numbers[j - 1]
    end = (
        first.end(i) if within[0] or not any(within) else i,
        second.end(j) if within[1] or not any(within) else j,
    )
    whole = _sized(takewhile(lambda match: match[0] >= first.start(one), reversed(found)), first, one) and _sized(
        takewhile(lambda match: match[1] >= second.start(other), reversed(found)), second, other
    )
    matches = _alike(first, second, (i, end[0]), (j, end[1]), any(within), whole)
    return None if matches is None else (end, matches)


def _sized(found: Iterable[Match], side: _Side, at: int) -> bool:
    """Whether these are most of the words of a sentence."""
    return sum(1 for _ in found) >= _MOSTLY * (side.end(at) - side.start(at))


def _alike(first: _Side, second: _Side, one: Range, other: Range, rest: bool, whole: bool) -> list[Match] | None:
    """The matches of two stretches if they are the same: rests of a sentence (`whole` where most of it is), or whole
    ones."""
    if not first.free(*one) or not second.free(*other):
        return None
    longer = max(one[1] - one[0], other[1] - other[0])
    found = in_order(first.keys[slice(*one)], second.keys[slice(*other)], (one[0], other[0]))
    if rest:
        return found if whole or longer <= _SHORT or len(found) >= _ALIKE * longer else None
    return found if len(found) >= max(_FEW, _ALIKE * longer) else None


def _parted(whole: Stretch, first: _Side, second: _Side) -> Iterator[Stretch]:
    """The stretch without the sentences that only one of the texts has."""
    own = (
        _own(first, whole.first, [i for i, _ in whole.matches]),
        _own(second, whole.second, [j for _, j in whole.matches]),
    )
    kept = [match for match in whole.matches if first.numbers[match[0]] not in own[0]]
    kept = [match for match in kept if second.numbers[match[1]] not in own[1]]
    if not kept:
        return
    cuts = [0, *(at for at in range(1, len(kept)) if _goes(kept[at - 1], kept[at], own, first, second)), len(kept)]
    for start, end in pairwise(cuts):
        yield Stretch(
            _range(whole.first, [i for i, _ in kept], start, end, first),
            _range(whole.second, [j for _, j in kept], start, end, second),
            tuple(kept[start:end]),
        )


def _own(side: _Side, bounds: Range, matched: Sequence[int]) -> set[int]:
    """Numbers of the sentences that lie in the stretch whole and of which few words match."""
    found, at = set(), bounds[0]
    while at < bounds[1]:
        start, end = side.start(at), side.end(at)
        count = bisect_left(matched, end) - bisect_left(matched, start)
        if bounds[0] <= start and end <= bounds[1] and end - start >= _FEW and count < _FOREIGN * (end - start):
            found.add(side.numbers[at])
        at = end
    return found


def _goes(one: Match, next: Match, own: tuple[set[int], set[int]], first: _Side, second: _Side) -> bool:
    """Whether a sentence of only one text stands between two matches."""
    ours = range(first.numbers[one[0]] + 1, first.numbers[next[0]])
    theirs = range(second.numbers[one[1]] + 1, second.numbers[next[1]])
    return not own[0].isdisjoint(ours) or not own[1].isdisjoint(theirs)


def _range(whole: Range, places: Sequence[int], start: int, end: int, side: _Side) -> Range:
    """The words of a part on one side: whole sentences where it was cut."""
    opens = whole[0] if start == 0 else max(side.start(places[start]), places[start - 1] + 1)
    closes = whole[1] if end == len(places) else min(side.end(places[end - 1]), places[end])
    if start == 0:
        opens = max(opens, side.start(places[0])) if _cut_off(side, opens, places[0]) else opens
    if end == len(places):
        closes = min(closes, side.end(places[-1])) if _cut_off(side, places[-1], closes - 1) else closes
    return opens, closes


def _cut_off(side: _Side, one: int, other: int) -> bool:
    return side.numbers[one] != side.numbers[other]


def joined(found: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that touch in both texts as one, in the order of the first text."""
    kept: list[Stretch] = []
    for each in sorted(found, key=lambda each: each.first):
        last = kept[-1] if kept else None
        if last is not None and last.first[1] == each.first[0] and last.second[1] == each.second[0]:
            matches = (*last.matches, *each.matches)
            kept[-1] = Stretch((last.first[0], each.first[1]), (last.second[0], each.second[1]), matches)
        else:
            kept.append(each)
    return kept
