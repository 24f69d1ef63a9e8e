"""From the encoder's scores to spans of words: the stretch that adds most, weighing its words and its two edges."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Stretch = tuple[int, int]

NONE, SOURCE, CONTENT, CUE = range(4)
BARRED = -1e4


class Weights(Struct, frozen=True, kw_only=True):
    """How much the edges count beside the words, and what a stretch must add to be taken. Chosen on PolNeAR dev."""

    source_edge: float = 0.6
    content_edge: float = 3.0
    source_least: float = -5.0
    content_least: float = 0.0
    further_least: float = 2.0
    most_contents: int = 4


class Roles(Struct, frozen=True):
    """The stretches `(first, last)` of words, last excluded, that one cue picked."""

    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    content: tuple[Stretch, ...]


def best_stretch(margins: Floats, begins: Floats, ends: Floats) -> tuple[float, int, int]:
    """The stretch with the largest sum of margins and of its two edges: its score, first and last (excluded) word."""
    sums = margins.cumsum()
    opening = begins - (sums - margins)
    scores = sums + ends + np.maximum.accumulate(opening)
    last = int(scores.argmax())
    first = int(opening[: last + 1].argmax())
    return float(scores[last]), first, last + 1


def _cue(margins: Floats, anchor: int) -> Stretch:
    """The words of the cue: the first one, and those after it without a gap that are rather cue than anything else."""
    last = anchor + 1
    while last < len(margins) and margins[last] > 0:
        last += 1
    return anchor, last


def _margins(logits: Floats) -> tuple[Floats, Floats, Floats]:
    """How far each word is rather source, content and cue than anything else."""
    none, source, content, cue = (np.ascontiguousarray(logits[:, role]) for role in range(4))
    other, said = np.maximum(none, cue), np.maximum(source, content)
    return (
        source - np.maximum(other, content),
        content - np.maximum(other, source),
        cue - np.maximum(none, said),
    )


def roles(logits: Floats, anchor: int, weights: Weights) -> Roles:
    """What one cue picked. `logits` [words, 8] as the encoder gives them; `anchor` is the cue's first word."""
    of_source, of_content, of_cue = _margins(logits)
    cue = _cue(of_cue, anchor)
    free = np.zeros(len(logits), np.float32)
    free[cue[0] : cue[1]] = BARRED
    margins = of_source + free
    edge = np.float32(weights.source_edge)
    score, first, last = best_stretch(margins, edge * logits[:, 4], edge * logits[:, 5])
    source: tuple[Stretch, ...] = ((first, last),) if score > weights.source_least else ()
    if source:
        free[first:last] = BARRED
    return Roles(source, (cue,), _contents(of_content + free, logits, weights))


def _contents(margins: Floats, logits: Floats, weights: Weights) -> tuple[Stretch, ...]:
    """The stretches of content; `margins` is used up."""
    edge = np.float32(weights.content_edge)
    begins, ends = edge * logits[:, 6], edge * logits[:, 7]
    found: list[Stretch] = []
    least = weights.content_least
    while len(found) < weights.most_contents:
        score, first, last = best_stretch(margins, begins, ends)
        if score <= least or margins[first:last].min() <= BARRED / 2:
            break
        found.append((first, last))
        margins[first:last] = BARRED
        least = weights.further_least
    return tuple(sorted(found))
