"""Undoing a Content-Encoding piece by piece, under a limit, so that a small answer cannot become a large one."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

ASKED_FOR: Final = "gzip, deflate"  # what can be stopped at any byte
PLAIN: Final = frozenset({"", "identity", "none"})
READ: Final = frozenset({"gzip", "x-gzip", "deflate"})

_GZIP: Final = b"\x1f\x8b"
_STEP: Final = 65536  # bytes made at once


class DecodingError(ValueError):
    """The compressed data is broken or ends early."""


def decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes within a body of one encoding of READ or PLAIN, in pieces of at most 64 kB if it is compressed: whoever
    takes them may stop. DecodingError for data that is broken."""
    if encoding in PLAIN:
        yield from chunks
        return
    try:
        yield from _inflated(chunks, gzip=encoding != "deflate")
    except zlib.error as error:
        raise DecodingError(str(error)) from None


def _inflated(chunks: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    """gzip with all its members, what follows them left out; deflate with and without the head that it should have."""
    engine, head = None, b""  # a head that is not whole yet
    for chunk in chunks:
        chunk = head + chunk
        head = b""
        while chunk:
            if engine is None or engine.eof:
                if len(chunk) < 2:
                    head = chunk
                    break
                if engine is not None and not (gzip and chunk.startswith(_GZIP)):
                    return
                engine = _engine(chunk, gzip=gzip)
            piece = engine.decompress(chunk, _STEP)
            chunk = engine.unused_data if engine.eof else engine.unconsumed_tail
            if piece:
                yield piece
    if engine is None and head:
        raise DecodingError("compressed data that ends early")
    while engine is not None and not engine.eof:
        piece = engine.decompress(engine.unconsumed_tail, _STEP)
        if not piece:
            raise DecodingError("compressed data that ends early")
        yield piece


def _engine(head: bytes, *, gzip: bool) -> "zlib._Decompress":
    if gzip:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    with_head = head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if with_head else -zlib.MAX_WBITS)
