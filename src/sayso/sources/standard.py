"""One page from standard input."""

import io
import sys
from datetime import UTC, datetime
from typing import BinaryIO, Final

from sayso.errors import InputError
from sayso.records import Page
from sayso.sources import compressed, saved

NAME: Final = "-"


def load(max_bytes: int, stream: BinaryIO | None = None) -> Page:
    """What standard input (or `stream`) holds, as a page; unpacked where it is packed by gzip.

    InputError beyond `max_bytes`, before and after unpacking.
    """
    try:
        data = (stream or sys.stdin.buffer).read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"standard input: {error}") from error
    data = _unpacked(data, max_bytes) if data.startswith(compressed.MAGIC) else data
    if len(data) > max_bytes:
        raise InputError(f"standard input: larger than {max_bytes:,} bytes")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Page(data=data, path=NAME, url=saved.address(data), fetched=now)


def _unpacked(data: bytes, max_bytes: int) -> bytes:
    inside, unpacked = compressed.stream(io.BytesIO(data))
    out = inside.read(max_bytes + 1)
    if unpacked is not None and unpacked.fault and len(out) <= max_bytes:
        raise InputError(f"standard input: {unpacked.fault}")
    return out
