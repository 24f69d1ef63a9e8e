"""The Merkle trees of RFC 6962: roots, and proofs of inclusion and consistency.

Hashes are SHA-256, 32 bytes each: of a leaf behind a byte 0, of two nodes behind a byte 1. Neighbours are joined level
by level, one without a neighbour goes up as it is; that makes the same trees as parting them at powers of two.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Tree:
    """The tree over the hashes of leaves, kept whole for many proofs."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [leaves]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def leaves(self) -> Sequence[bytes]:
        return self._levels[0]

    @property
    def root(self) -> bytes:
        """That of nothing for no leaves."""
        return self._levels[-1][0] if self.leaves else EMPTY

    def inclusion(self, position: int) -> tuple[bytes, ...]:
        """The hashes that lead from the leaf at a position to the root."""
        beside = ((level, (position >> up) ^ 1) for up, level in enumerate(self._levels[:-1]))
        return tuple(level[other] for level, other in beside if other < len(level))


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over the hashes of leaves, that of nothing for none."""
    return Tree(leaves).root


def included(leaf: bytes, position: int, size: int, path: Iterable[bytes]) -> bytes | None:
    """The root to which hashes lead from the leaf at a position in a tree; None where they cannot be its path."""
    if not 0 <= position < size:
        return None
    steps, last = iter(path), size - 1
    while last:
        if position ^ 1 <= last:
            step = next(steps, None)
            if step is None:
                return None
            leaf = node_hash(step, leaf) if position & 1 else node_hash(leaf, step)
        position, last = position >> 1, last >> 1
    return leaf if next(steps, None) is None else None


def consistency(leaves: Sequence[bytes], size: int) -> tuple[bytes, ...]:
    """The hashes that prove that the tree of the first `size` leaves (one at least) is the beginning of that of all."""
    return tuple(_subproof(leaves, size, True))


def consistent(size: int, before: bytes, later: int, after: bytes, path: Iterable[bytes]) -> bool:
    """Whether hashes prove that a tree of `size` leaves with one root is the beginning of one of `later` leaves with
    another, as RFC 9162, 2.1.4.2, has it."""
    steps = list(path)
    if not 0 < size <= later:
        return False
    if size == later:
        return not steps and before == after
    if size & (size - 1) == 0:
        steps.insert(0, before)
    if not steps:
        return False
    node, last = size - 1, later - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == before and new == after


def _above(level: Sequence[bytes]) -> list[bytes]:
    above = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
    if len(level) & 1:
        above.append(level[-1])
    return above


def _subproof(leaves: Sequence[bytes], size: int, whole: bool) -> Iterable[bytes]:
    if size == len(leaves):
        return [] if whole else [root(leaves)]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if size <= half:
        return [*_subproof(leaves[:half], size, whole), root(leaves[half:])]
    return [*_subproof(leaves[half:], size - half, False), root(leaves[:half])]
