"""Vectors that tell how near two texts are in meaning: what they are made of, and how they are compared.

A vector is one signed byte a dimension, 127 times the numbers of a vector of length one. No bytes at all are the vector
of a text without words, which is near nothing.
"""

from operator import mul
from typing import Final

DIMENSIONS: Final = 128
UNIT: Final = 127  # the length of a vector, its roundings aside


def cosine(one: bytes, other: bytes) -> float:
    """How near two texts are, from −1 to 1: about 0 for texts that have nothing to do with each other. The same in
    either order. ValueError for vectors of two lengths, which no one reader makes."""
    if not one or not other:
        return 0.0
    if len(one) != len(other):
        raise ValueError(f"vectors of {len(one)} and {len(other)} dimensions are not comparable")
    dot: int = sum(map(mul, memoryview(one).cast("b"), memoryview(other).cast("b")))
    return max(-1.0, min(1.0, dot / UNIT**2))
