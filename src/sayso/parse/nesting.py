"""Which cue stands inside whose content."""

from collections.abc import Sequence

from sayso.records import Candidate, Spans


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether the inner cue stands in the outer one's content, which is the longer of the two."""
    start = inner.cue[0][0]
    longer = (_size(outer.content), outer.score) > (_size(inner.content), inner.score)
    return longer and any(s <= start < e for s, e in outer.content)


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate a place, in text order: of several readings of the same words that of the deepest level, which knew
    where the content ends; of one level the likeliest."""
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        start = candidate.cue[0][0]
        if start not in best or (candidate.level, candidate.score) > (best[start].level, best[start].score):
            best[start] = candidate
    return [best[start] for start in sorted(best)]


def outers(candidates: Sequence[Candidate]) -> list[int | None]:
    """For each candidate the index of the one whose content most closely holds its cue. There are no circles: an outer
    content is longer than the inner one."""
    out = []
    for inner in candidates:
        holders = [i for i, outer in enumerate(candidates) if outer is not inner and _holds(outer, inner)]
        out.append(min(holders, key=lambda i: _size(candidates[i].content), default=None))
    return out
