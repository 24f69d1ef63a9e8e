"""What the words of a page mean, as vectors, and vectors of its passages made of them.

The vector of a passage is the sum of those of its words, made one long: the words of each window are projected at once,
so that little is kept of what the encoder sees.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.records import Attribution, Parse, Span, Spans, Vectors
from sayso.vectors import DIMENSIONS, UNIT

Floats = NDArray[np.float32]
Kept = NDArray[np.float16]

KEPT: Final = np.float16
LOUDEST: Final = 6.0  # logarithm of how much more or less than another a word may count
UNTOLD: Final = frozenset({"furniture", "byline", "signature"})  # blocks that tell nothing of what a page is about


class Projection(Struct, frozen=True):
    """What makes vectors of what the encoder sees: `weights` [seen, DIMENSIONS + 1], `bias` [DIMENSIONS + 1]; the last
    column is how much a word counts among others, as a logarithm."""

    weights: Floats
    bias: Floats


def projection() -> Projection:
    """The one that comes with the model: a row for each number seen, the bias last."""
    rows = np.load(BytesIO(files("sayso.model").joinpath("vectors.npy").read_bytes())).astype(np.float32)
    return Projection(rows[:-1], rows[-1])


def projected(deep: Floats, by: Projection) -> Kept:
    """The vectors of words [words, DIMENSIONS] from what the encoder sees in each [words, seen]."""
    rows = deep @ by.weights + by.bias
    rows[:, :-1] *= np.exp(np.clip(rows[:, -1:], -LOUDEST, LOUDEST))
    out: Kept = rows[:, :-1].astype(KEPT)
    return out


def packed(rows: Kept) -> bytes:
    """The vectors of a page's words, one after the other."""
    return rows.tobytes()


def vectors(parse: Parse, attributions: Iterable[Attribution]) -> Vectors:
    """The vector of a page, over what is read of it, and one of each of its attributions, in their order."""
    words = _Words(parse)
    return Vectors(
        document=words.vector(_told(parse)),
        attributions=tuple(words.vector(each.content or (*each.source, *each.cue)) for each in attributions),
    )


def _told(parse: Parse) -> Spans:
    """The spans of a page whose words tell what it is about."""
    return tuple(block.span for block in parse.document.blocks if block.kind not in UNTOLD)


class _Words:
    """The words of a parse with their vectors."""

    def __init__(self, parse: Parse) -> None:
        self._starts = [word.span[0] for word in parse.words]
        self._ends = [word.span[1] for word in parse.words]
        self._rows = np.frombuffer(parse.vectors, KEPT).reshape(-1, DIMENSIONS)

    def vector(self, spans: Iterable[Span]) -> bytes:
        """The vector of the words that stand in some spans; of none, no bytes."""
        parts = [self._rows[bisect_left(self._starts, a) : bisect_right(self._ends, z)] for a, z in spans]
        parts = [part for part in parts if len(part)]
        return quantised(np.concatenate(parts).sum(0, dtype=np.float32)) if parts else b""


def quantised(vector: Floats) -> bytes:
    """A vector made `UNIT` long and rounded to whole numbers, a signed byte each; no bytes for one of no length."""
    length = float(np.linalg.norm(vector))
    return np.rint(vector * (UNIT / length)).astype(np.int8).tobytes() if length else b""
