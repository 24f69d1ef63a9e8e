"""Web archives made by hand, record by record."""

import base64
import gzip
import hashlib
import zlib

WARC = "application/http; msgtype=response"
PAGE = b"<html><body><p>The ministry said so.</p></body></html>"


def answer(body: bytes = PAGE, *fields: str, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    """An HTTP answer."""
    told = "".join(f"{field}\r\n" for field in (f"Content-Type: {media_type}", *fields))
    return f"HTTP/1.1 {status}\r\n{told}\r\n".encode("latin-1") + body


def record(
    block: bytes,
    *fields: str,
    kind: str = "response",
    uri: str = "http://example.org/a",
    media_type: str = WARC,
    length: int | str | None = None,
) -> bytes:
    """A record with a block; `length` is what it says of its length where that is not the truth."""
    told = [f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:1>", "WARC-Date: 2020-03-01T12:00:00Z"]
    told += [f"WARC-Target-URI: {uri}", f"Content-Type: {media_type}", *fields]
    told.append(f"Content-Length: {len(block) if length is None else length}")
    return ("WARC/1.0\r\n" + "\r\n".join(told) + "\r\n\r\n").encode("latin-1") + block + b"\r\n\r\n"


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def packed(*records: bytes) -> bytes:
    """Each record a gzip member of its own, as archives are."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def zeros(count: int) -> bytes:
    """So many zero bytes, packed, without ever being held in memory."""
    packer = zlib.compressobj(9, wbits=31)
    step = bytes(1 << 20)
    parts = [packer.compress(step[: min(len(step), count - start)]) for start in range(0, count, len(step))]
    return b"".join(parts) + packer.flush()


BODY = answer()
GOOD = record(BODY)
