"""Which words the encoder sees together: whole blocks, with some of the text around them that is looked at only."""

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

MOST = 384  # wordpieces of a window, its two end marks included
INNER_MOST = 160  # the same where contents are read: none is another's context, and short windows cost less
CONTEXT = 64  # wordpieces at most that are looked at on each side


class Plan(Struct, frozen=True):
    """Blocks `first` to `last` (excluded) make a window; what is found in `core_first` to `core_last` is kept."""

    first: int
    last: int
    core_first: int
    core_last: int


def _cores(lengths: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Runs of blocks of about equal size that each fit into `room`."""
    total = sum(lengths)
    rounds = max(1, -(-total // room))
    while True:
        aim = total / rounds
        cores: list[tuple[int, int]] = []
        first = size = done = 0
        for i, length in enumerate(lengths):
            over = size + length > room
            # A cut nearer to the aimed place than the next one would be.
            enough = done + size + length / 2 > aim * (len(cores) + 1)
            if size and (over or enough):
                cores.append((first, i))
                done += size
                first, size = i, 0
            size += length
        cores.append((first, len(lengths)))
        if len(cores) <= rounds or rounds >= len(lengths):
            return cores
        rounds = len(cores)


def plans(lengths: Sequence[int], most: int = MOST, context: int = CONTEXT) -> list[Plan]:
    """Windows over blocks of the given lengths (wordpieces), each at most `most` unless one block alone is longer.

    Every block is in the core of exactly one window; the blocks around a core are its context, as far as they fit.
    """
    if not lengths:
        return []
    if sum(lengths) + 2 <= most:
        return [Plan(0, len(lengths), 0, len(lengths))]
    ends = [0, *accumulate(lengths)]
    out = []
    for core_first, core_last in _cores(lengths, most - 2 - context):
        room = most - 2 - (ends[core_last] - ends[core_first])
        first, last = core_first, core_last
        while first > 0 and ends[core_first] - ends[first - 1] <= min(context, room):
            first -= 1
        room -= ends[core_first] - ends[first]
        while last < len(lengths) and ends[last + 1] - ends[core_last] <= min(context, room):
            last += 1
        out.append(Plan(first, last, core_first, core_last))
    return out
