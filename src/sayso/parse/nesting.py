"""Which cue stands inside whose content."""

from collections.abc import Sequence

from sayso.records import Candidate, Spans


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate a place, in text order: of those whose cues overlap that of the deepest level, which knew where the
    content ends; of one level the likeliest."""
    taken: set[int] = set()
    kept = []
    for candidate in sorted(candidates, key=lambda c: (-c.level, -c.score)):
        words = {i for start, end in candidate.cue for i in range(start, end)}
        if not taken & words:
            taken |= words
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.cue)


def outers(candidates: Sequence[Candidate]) -> list[int | None]:
    """For each candidate the index of the one whose content most closely holds its cue. There are no circles: an outer
    content is longer than the inner one (of equal length, the likelier cue's is outer)."""
    sizes = [(_size(c.content), c.score, -i) for i, c in enumerate(candidates)]
    reach = [(c.content[0][0], c.content[-1][1]) for c in candidates]
    out: list[int | None] = [None] * len(candidates)
    begun = sorted(range(len(candidates)), key=lambda k: reach[k][0], reverse=True)
    still: list[int] = []  # contents that have begun before a cue and do not end before it
    for i in sorted(range(len(candidates)), key=lambda k: candidates[k].cue[0][0]):
        start = candidates[i].cue[0][0]
        while begun and reach[begun[-1]][0] <= start:
            still.append(begun.pop())
        still = [k for k in still if start < reach[k][1]]
        around = (k for k in still if sizes[k] > sizes[i])
        holders = (k for k in around if any(s <= start < e for s, e in candidates[k].content))
        out[i] = min(holders, key=lambda k: (sizes[k][0], k), default=None)
    return out
