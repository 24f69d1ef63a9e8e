"""A list in JSON with one thing a line, as a stream: what stands in it is made in pieces, of some documents each."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import json

BETWEEN: Final = b",\n"
_ENCODER: Final = json.Encoder()


def lines(things: Iterable[Any]) -> bytes:
    """Things one a line, with nothing behind the last; within a line there is no end of one."""
    return _ENCODER.encode_lines(things)[:-1].replace(b"\n", BETWEEN)


def count(lines: bytes) -> int:
    """How many things there are in lines that are not empty."""
    return lines.count(b"\n") + 1


def parted(pieces: Iterable[bytes], first: bytes) -> Iterator[bytes]:
    """Pieces that are not empty, the first one behind `first`, and what parts the others from the one before."""
    before = first
    for piece in filter(None, pieces):
        yield before
        yield piece
        before = BETWEEN
