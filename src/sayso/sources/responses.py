"""A page as a server sent it and an archive kept it: the head of an HTTP answer, and its body without the encodings it
was sent in."""

import io
import re
from typing import Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.sources import encoded

PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_FOLDED: Final = re.compile(r"\r?\n[ \t]+")
_STATUS: Final = re.compile(r"HTTP/\d(?:\.\d)? +(\d{3})(?: |$)")
_SIZE: Final = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LOOKS_HTML: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head)\b", re.I)
_GZIP: Final = ("gzip", "x-gzip")


class Head(Struct, frozen=True):
    """The status and the header fields (names in lower case; the first of each) of an answer, and where its body
    begins."""

    status: int
    fields: dict[str, str]
    body: int

    def parts(self, name: str) -> list[str]:
        """What a field lists, in lower case."""
        return [part.strip().lower() for part in self.fields.get(name, "").split(",") if part.strip()]


def head(data: bytes) -> Head | None:
    """The head with which an HTTP answer begins; None where `data` begins with none."""
    blank = _BLANK.search(data)
    if blank is None:
        return None
    first, *lines = _FOLDED.sub(" ", data[: blank.start()].decode("latin-1")).split("\n")
    status = _STATUS.match(first.strip())
    if status is None:
        return None
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return Head(int(status[1]), fields, blank.end())


def plain_type(told: str | None) -> str:
    """A media type without its parameters, in lower case."""
    return (told or "").partition(";")[0].strip().lower()


def holds_page(media_type: str | None, start: bytes) -> bool:
    """Whether something of this type, or else of this look, may be a page."""
    told = plain_type(media_type)
    if told:
        return told in PAGE_TYPES
    return start.startswith(b"%PDF-") or bool(_LOOKS_HTML.match(start[:2048]))


def without_chunks(body: bytes) -> bytes:
    """The body of a chunked answer; as it is where it is not chunked, as some archives write it without saying so.

    The last chunk may be cut off.
    """
    parts: list[bytes] = []
    position = 0
    while size := _SIZE.match(body, position):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        position = size.end() + length
        if position >= len(body):
            return b"".join(parts)
        if body[position : position + 2] == b"\r\n":
            position += 2
    return body


def decoded(body: bytes, encodings: list[str], most: int) -> bytes:
    """The body without the encodings that its head names, the last one first. InputError beyond `most` bytes, or
    where it cannot be decoded. A body that is not in the encoding told is as it is: many archives keep it decoded."""
    for encoding in reversed(encodings):
        body = _without(body, encoding, most)
    if len(body) > most:
        raise InputError(f"larger than {most:,} bytes")
    return body


def _without(body: bytes, encoding: str, most: int) -> bytes:
    if encoding in _GZIP:
        return _inflated(body, encoding, most) if body.startswith(b"\x1f\x8b") else body
    if encoding == "deflate":
        return body if _is_text(body) else _inflated(body, encoding, most)
    if encoding in ("br", "zstd"):
        return body if _is_text(body) else _streamed(body, encoding, most)
    if encoding in ("identity", "none", "utf-8"):
        return body
    raise InputError(f"the content encoding {encoding!r} is not known")


def _inflated(body: bytes, encoding: str, most: int) -> bytes:
    out = bytearray()
    try:
        for piece in encoded.decoded([body], encoding):
            out += piece
            if len(out) > most:
                raise InputError(f"unpacks to more than {most:,} bytes")
    except encoded.DecodingError as error:
        raise InputError(f"its body cannot be unpacked: {error}") from error
    return bytes(out)


def _streamed(body: bytes, encoding: str, most: int) -> bytes:
    from fastwarc import stream_io

    reader = {"br": "BrotliReader", "zstd": "ZstdReader"}[encoding]
    if not hasattr(stream_io, reader):
        raise InputError(f"the content encoding {encoding!r} is not known to this version of fastwarc")
    try:
        out: bytes = getattr(stream_io, reader)(io.BytesIO(body)).read(most + 1)
    except (OSError, ValueError) as error:
        raise InputError("its compressed body is damaged") from error
    if len(out) > most:
        raise InputError(f"unpacks to more than {most:,} bytes")
    return out


def _is_text(body: bytes) -> bool:
    """Whether a body looks as text does, which nothing compressed does."""
    start = body[:512]
    return sum(byte < 9 or 13 < byte < 32 for byte in start) * 50 < len(start) or bool(_LOOKS_HTML.match(start))
