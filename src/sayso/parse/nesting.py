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
    # Each content from its beginning to its end, so that most others are passed over at a glance.
    reach = [(c.content[0][0], c.content[-1][1]) for c in candidates]
    out = []
    for i, inner in enumerate(candidates):
        start = inner.cue[0][0]
        near = (k for k, (low, high) in enumerate(reach) if low <= start < high and sizes[k] > sizes[i])
        holders = [k for k in near if any(s <= start < e for s, e in candidates[k].content)]
        out.append(min(holders, key=lambda k: sizes[k][0], default=None))
    return out
