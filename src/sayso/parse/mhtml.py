"""Pages as browsers save them in one file (MHTML): the page itself among its pictures and styles.

Only the page is taken out; nothing else in the file is opened, and what it refers to is never fetched.
"""

import binascii
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from quopri import decodestring
from typing import Final

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.parse import limits
from sayso.records import Page

MEDIA_TYPE: Final = "multipart/related"
_HEADERS: Final = 65_536  # bytes of the lines above a part that are looked at
_END: Final = re.compile(rb"\r?\n\r?\n|^\r?\n")
_PAGES: Final = ("text/html", "application/xhtml+xml")
_READER: Final = BytesHeaderParser(policy=policy.compat32)


def page(saved: Page, called: str) -> Page:
    """The page that was saved: its bytes, media type and address. InputError, with what messages call it, where there
    is none in the file."""
    told, body = _apart(saved.data)
    for part, data in _parts(told, body, limits.NESTING, called):
        if part.get_content_type() in _PAGES:
            return replace(
                saved,
                data=_decoded(part, data),
                media_type=_media_type(part),
                url=saved.url or _address(told["Snapshot-Content-Location"]) or _address(part["Content-Location"]),
            )
    raise InputError(f"{called}: a saved page without a part that is HTML")


def _apart(data: bytes) -> tuple[Message, bytes]:
    """The headers of a file or part, and what stands below them."""
    end = _END.search(data, 0, _HEADERS)
    first, last = end.span() if end else (min(len(data), _HEADERS), len(data))
    try:
        told = _READER.parsebytes(data[:first])
    except (MessageError, ValueError, LookupError):
        told = _READER.parsebytes(b"")
    return told, data[last:]


def _parts(told: Message, body: bytes, depth: int, called: str) -> Iterator[tuple[Message, bytes]]:
    """The parts that are no multiparts themselves, the one that the file calls its beginning first."""
    if told.get_content_maintype() != "multipart":
        yield told, body
        return
    if depth == 0:
        raise InputError(f"{called}: parts within parts, deeper than the {limits.NESTING} that are read")
    start = _id(told.get_param("start"))
    parts = [_apart(data) for data in _split(told, body, called)]
    parts.sort(key=lambda part: not start or _id(part[0]["Content-ID"]) != start)
    for part, data in parts:
        yield from _parts(part, data, depth - 1, called)


def _split(told: Message, body: bytes, called: str) -> list[bytes]:
    boundary = told.get_boundary("")
    if not boundary:
        raise InputError(f"{called}: a saved page that does not tell where its parts end")
    line = re.compile(rb"(?:^|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?=\r?\n|$)")
    edges = [(found.start(), found.end()) for found in line.finditer(body)]
    if len(edges) > limits.PARTS:
        raise InputError(f"{called}: {len(edges):,} parts, more than the {limits.PARTS:,} that are read")
    ends = [start for start, _ in edges[1:]] + [len(body)] * bool(edges)
    return [body[start:end].lstrip(b"\r\n") for (_, start), end in zip(edges, ends, strict=True)]


def _id(value: object) -> str:
    return value.strip().strip("<>") if isinstance(value, str) else ""


def _decoded(part: Message, data: bytes) -> bytes:
    """The bytes of a part as they were before they were written as letters."""
    how = str(part["Content-Transfer-Encoding"] or "").strip().lower()
    if how == "quoted-printable":
        return decodestring(data)
    if how != "base64":
        return data
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    whole = letters[: len(letters) // 4 * 4] if len(letters) % 4 == 1 else letters + b"=" * (-len(letters) % 4)
    try:
        return binascii.a2b_base64(whole)
    except binascii.Error:
        return b""


def _media_type(part: Message) -> str:
    charset = part.get_content_charset("")
    return f"{part.get_content_type()}; charset={charset}" if charset else part.get_content_type()


def _address(value: object) -> str | None:
    """An address on the network, or None for what only means something within the file."""
    said = str(value or "").strip()
    return said if said.lower().startswith(("http://", "https://")) else None
