"""Words that stand in two texts in the same order: runs of them, chains of runs, and what they grow to."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sayso.lexicon.small import SMALL

SHINGLE: Final = 3  # words that have to follow each other for a run to begin
_OFTEN: Final = 12  # times that a text may have the same shingle: what comes back more often leads nowhere
_REACH: Final = 12  # words of either text that may stand between two runs of a chain
_BACK: Final = 48  # runs before one that are asked whether it follows them
_FAINT: Final = 0.25  # what a small word counts of another
_SKEW: Final = 0.1  # what it costs a chain that one text has a word more than the other between two runs
_CELLS: Final = 6_000  # pairs of words beyond which two stretches are not matched word by word

Match = tuple[int, int]
"""A word of the first text and the word of the second that it is the same as, by their numbers."""


class Run(NamedTuple):
    """Words that follow each other in both texts: where they begin, and how many there are."""

    first: int
    second: int
    size: int


def weight(word: str) -> float:
    """What a word counts: one that is everywhere counts for little."""
    return _FAINT if word in SMALL else 1.0


def runs(one: Sequence[str], other: Sequence[str]) -> list[Run]:
    """The longest runs of three words and more that both texts have, in the order of the first."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, shingle in enumerate(_shingles(other)):
        places.setdefault(shingle, []).append(at)
    found: list[Run] = []
    last: dict[int, int] = {}  # by how far the two places are apart, the last run there
    for at, shingle in enumerate(_shingles(one)):
        there = places.get(shingle, ())
        for place in there if len(there) <= _OFTEN else ():
            known = last.get(place - at)
            if known is not None and found[known].first + found[known].size - SHINGLE + 1 == at:
                found[known] = found[known]._replace(size=found[known].size + 1)
            else:
                last[place - at] = len(found)
                found.append(Run(at, place, SHINGLE))
    return found


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)


def chains(one: Sequence[str], found: Sequence[Run]) -> list[list[Match]]:
    """Runs that follow each other in both texts with a few words between, the heaviest chain first; each run is part of
    one chain at most. Given as the matches in them."""
    weights = [0.0]
    for word in one:
        weights.append(weights[-1] + weight(word))
    ordered = sorted(found)
    best: list[float] = []
    before: list[int | None] = []
    for at, run in enumerate(ordered):
        own = weights[run.first + run.size] - weights[run.first]
        scores = [(best[i] - cost, -i) for i in range(max(0, at - _BACK), at) if (cost := _cost(ordered[i], run)) >= 0]
        score, negative = max(scores, default=(0.0, 0))
        best.append(own + max(score, 0.0))
        before.append(-negative if score > 0 else None)
    return list(_drawn(ordered, best, before))


def _cost(one: Run, next: Run) -> float:
    """What it costs to go on from one run to the next; less than nothing where one cannot."""
    first, second = next.first - one.first - one.size, next.second - one.second - one.size
    overlap = max(0, -first, -second)
    if max(first, second) > _REACH or overlap >= min(next.size, one.size) or next.second <= one.second:
        return -1.0
    return _SKEW * abs(first - second) + overlap


def _drawn(ordered: Sequence[Run], best: Sequence[float], before: Sequence[int | None]) -> Iterator[list[Match]]:
    used: set[int] = set()
    for end in sorted(range(len(ordered)), key=lambda at: (-best[at], at)):
        chain: list[Run] = []
        at: int | None = end
        while at is not None and at not in used:
            used.add(at)
            chain.append(ordered[at])
            at = before[at]
        if chain:
            yield _matches(chain[::-1])


def _matches(chain: Sequence[Run]) -> list[Match]:
    found: list[Match] = []
    for first, second, size in chain:
        # The end of one run may be the beginning of the next one, a few words further in one text.
        while found and (found[-1][0] >= first + size - 1 or found[-1][1] >= second + size - 1):
            found.pop()
        skip = max(0, found[-1][0] + 1 - first, found[-1][1] + 1 - second) if found else 0
        found += [(first + at, second + at) for at in range(skip, size)]
    return found


def in_order(one: Sequence[str], other: Sequence[str], starts: Match = (0, 0)) -> list[Match]:
    """The most words that two short stretches have in the same order, counted from where they start."""
    if not one or not other or len(one) * len(other) > _CELLS:
        return []
    rows = [[0] * (len(other) + 1)]
    for word in one:
        row, above = [0], rows[-1]
        for at, there in enumerate(other):
            row.append(above[at] + 1 if word == there else max(row[at], above[at + 1]))
        rows.append(row)
    found, i, j = [], len(one), len(other)
    while i and j:
        if one[i - 1] == other[j - 1] and rows[i][j] == rows[i - 1][j - 1] + 1:
            i, j = i - 1, j - 1
            found.append((starts[0] + i, starts[1] + j))
        elif rows[i - 1][j] >= rows[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def filled(one: Sequence[str], other: Sequence[str], chain: Sequence[Match]) -> list[Match]:
    """A chain with the single words that both texts have between its runs."""
    found = list(chain[:1])
    for match in chain[1:]:
        i, j = found[-1][0] + 1, found[-1][1] + 1
        found += [*in_order(one[i : match[0]], other[j : match[1]], (i, j)), match]
    return found
