"""One record of a web archive to a page, checked against the length and the digests that the archive tells of it."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.records import Page
from sayso.sources import responses
from sayso.sources.digests import agrees

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

# How long the head of an HTTP answer may be.
HEAD: Final = 1 << 16
_TYPES: Final = ("response", "resource", "conversion")
_NO_PAGE: Final = (204, 205, 206)  # answers without a body, or with a part of one
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
# A record that holds the start of another: its length is wrong.
_WITHIN: Final = re.compile(rb"\r\n\r\nWARC/1\.\d\r\nWARC-")


class Capture(Struct, frozen=True):
    """What became of the record at a position: a page, or the reason why there is none, or neither for what is no page.

    `end` is a position behind which the next record is to be looked for; `lost` tells that this record's length is not
    to be believed; `sure` that its bytes agree with its digest.
    """

    position: int
    end: int
    page: Page | None = None
    reason: str | None = None
    lost: bool = False
    sure: bool = False


class _Block(Struct, frozen=True):
    """A record's fields (in lower case; the first of each), the start of its block, and, of an answer, its head."""

    kind: str
    fields: dict[str, str]
    start: bytes
    head: responses.Head | None

    def media_type(self) -> str | None:
        fields = self.fields if self.head is None else self.head.fields
        return fields.get("content-type") or self.fields.get("warc-identified-payload-type")


def capture(record: "WarcRecord", written: str, max_bytes: int, size: int | None) -> Capture:
    """The record as a page. `written` is when the archive was; `size` its length in bytes where it is known.

    Raises nothing but the stream's own errors.
    """
    here = int(record.stream_pos)
    fields = {name.lower(): value.strip() for name, value in reversed(list(record.headers.items()))}
    told = fields.get("content-length", "")
    if not (told.isascii() and told.isdigit() and len(told) < 16):
        return Capture(here, here + 1, reason="a record without its length", lost=True)
    length = int(told)
    # The head's length is not known: the block's end is somewhat behind this.
    end = here + max(length, 1)
    if size is not None and end > size:
        return Capture(here, here + 1, reason=f"cut off: a record of {length:,} bytes, longer than the file", lost=True)
    block = _block(record, fields, length)
    if block is None:
        return Capture(here, end)
    if length > max_bytes + HEAD:
        return Capture(here, end, reason=f"larger than {max_bytes:,} bytes")
    data = block.start
    while len(data) < length and (more := record.reader.read(length - len(data))):
        data += more
    return _checked(Capture(here, end), block, data, written, max_bytes)


def _block(record: "WarcRecord", fields: dict[str, str], length: int) -> _Block | None:
    """The start of a record that may be a page; None for any other."""
    kind = fields.get("warc-type", "").lower()
    if kind not in _TYPES:
        return None
    is_answer = responses.plain_type(fields.get("content-type")) == "application/http"
    if kind == "response" and not is_answer:
        return None
    start = record.reader.read(min(HEAD, length))
    head = responses.head(start) if is_answer else None
    block = _Block(kind, fields, start, head)
    if is_answer and head is None:
        return block
    if head is not None and (head.status // 100 != 2 or head.status in _NO_PAGE):
        return None
    return block if responses.holds_page(block.media_type(), start[head.body if head else 0 :]) else None


def _checked(found: Capture, block: _Block, data: bytes, written: str, max_bytes: int) -> Capture:
    position, length = found.position, int(block.fields["content-length"])
    sure = agrees(block.fields.get("warc-block-digest"), [data])
    broken = None
    if len(data) < length:
        broken = f"cut off: {len(data):,} of {length:,} bytes"
    elif sure is False:
        broken = "its digest does not agree with its bytes"
    elif sure is None and _WITHIN.search(data):
        broken = "its length is wrong: another record begins inside it"
    if broken:
        return Capture(position, position + 1, reason=broken, lost=True)
    try:
        page = _page(block, data, written, max_bytes, check=sure is None)
    except InputError as error:
        return Capture(position, found.end, reason=str(error), sure=bool(sure))
    return Capture(position, found.end, page=page, sure=bool(sure))


def _page(block: _Block, data: bytes, written: str, max_bytes: int, *, check: bool) -> Page:
    """The page in a whole block. InputError where its body cannot be had."""
    fields, media_type = block.fields, block.media_type()
    if "warc-segment-number" in fields:
        raise InputError("a page in several segments, which are not joined")
    if block.kind == "response" and block.head is None:
        raise InputError("no HTTP answer in the record")
    body = data if block.head is None else _body(block, data[block.head.body :], max_bytes, check=check)
    if len(body) > max_bytes:
        raise InputError(f"larger than {max_bytes:,} bytes")
    if block.kind == "conversion" and responses.plain_type(media_type) == "text/plain":
        media_type = "text/plain; charset=utf-8"  # as text taken out of pages always is
    return Page(data=body, url=_address(fields), media_type=media_type, fetched=_date(fields) or written)


def _body(block: _Block, raw: bytes, max_bytes: int, *, check: bool) -> bytes:
    """The body of an answer without the encodings it was sent in.

    What the payload of a chunked or packed answer is, of which the digest is told, archives do not agree on.
    """
    assert block.head is not None
    body = responses.without_chunks(raw) if "chunked" in block.head.parts("transfer-encoding") else raw
    encodings = [*block.head.parts("content-encoding"), *block.head.parts("transfer-encoding")]
    decoded = responses.decoded(body, [name for name in encodings if name != "chunked"], max_bytes)
    if check and agrees(block.fields.get("warc-payload-digest"), (raw, body, decoded)) is False:
        raise InputError("its payload's digest does not agree with its bytes")
    return decoded


def _address(fields: dict[str, str]) -> str | None:
    address = fields.get("warc-target-uri", "").strip("<> ")
    return address if _ADDRESS.fullmatch(address) else None


def _date(fields: dict[str, str]) -> str | None:
    try:
        told = datetime.fromisoformat(fields.get("warc-date", ""))
    except ValueError:
        return None
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")
