"""From the bytes of a page: what kind of page it is, and its text, in whichever encoding it is written."""

import codecs
import re
from typing import Final

from sayso.errors import InputError
from sayso.records import Page

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = {
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"PK\x03\x04": "a ZIP archive or office file",
    b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a database",
}
_PDF: Final = b"%PDF-"
# Headers, among them that of a page saved with its pictures.
_SAVED: Final = re.compile(
    rb"(?:[\w-]{1,60}:[^\r\n]{0,500}\r?\n(?:[ \t][^\r\n]{0,500}\r?\n){0,9}){0,20}?"
    rb"content-type:\s{0,9}multipart/related\b",
    re.I,
)
_META: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I
)
_PARAMETER: Final = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.I)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|table|h1)\b[^<]*>", re.I)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Text labelled so is Windows-1252 in practice; every browser reads it as such.
_WINDOWS: Final = frozenset({"iso8859-1", "ascii", "cp1252"})
# Python has codecs for more than pages are written in.
_REFUSED: Final = frozenset(
    {"utf-7", "idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"}
)
_HEAD: Final = 4096
_READ: Final = ("text/html", "text/plain", "application/xhtml+xml", "application/xml", "application/octet-stream")


def name(page: Page) -> str:
    """What messages call the page: its path, else its address."""
    return page.path or page.url or "the page"


def media_type(page: Page) -> str:
    """`text/html`, `text/plain`, `application/pdf` or `multipart/related` (a page saved with its pictures), from what
    the source says or else from the bytes.

    InputError for what is none of these.
    """
    if page.data.startswith(_PDF) or (_calls_itself(page, "application/pdf", ".pdf") and _PDF in page.data[:1024]):
        return "application/pdf"
    if _calls_itself(page, "multipart/related", ".mht", ".mhtml") or _SAVED.match(page.data[:_HEAD]):
        return "multipart/related"
    for magic, kind in _MAGIC.items():
        if page.data.startswith(magic):
            raise InputError(f"{name(page)}: {kind}, not a page of text")
    said = (page.media_type or "").partition(";")[0].strip().lower()
    if said and said not in _READ and not said.startswith("text/"):
        raise InputError(f"{name(page)}: {said} is not read, only HTML, PDF and plain text")
    path = (page.path or "").lower()
    if said in ("text/html", "application/xhtml+xml") or path.endswith((".html", ".htm", ".xhtml")):
        return "text/html"
    if said == "text/plain" or path.endswith((".txt", ".text", ".md")):
        return "text/plain"
    # Without the zero bytes of UTF-16 the pattern sees its tags too.
    return "text/html" if _HTML.search(page.data[:_HEAD].replace(b"\x00", b"")) else "text/plain"


def _calls_itself(page: Page, kind: str, *endings: str) -> bool:
    said = (page.media_type or "").partition(";")[0].strip().lower()
    return said == kind or (page.path or "").lower().endswith(endings)


def text(page: Page, kind: str) -> str:
    """The page's characters, without a byte order mark. InputError where they cannot be told.

    A declared encoding that is unknown is an error; one that does not fit the bytes is not believed: then UTF-8 is
    tried, and last Windows-1252, for plain text only where the bytes look like Western words.
    """
    data = page.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(page, _strictly(page, data[len(mark) :], encoding))
    declared = _unmarked(data) or _declared(page, kind)
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return _checked(page, data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _checked(page, _guessed(page, kind))


def _strictly(page: Page, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name(page)}: cannot be decoded as {encoding} (byte {error.start})") from error


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without a mark, told by the zero byte in most of its pairs."""
    head = data[:512]
    if len(head) < 16 or head.count(b"\x00") < len(head) * 0.4:
        return None
    odd, even = head[1::2].count(b"\x00"), head[::2].count(b"\x00")
    return ("utf-16-le" if odd > even else "utf-16-be") if min(odd, even) < len(head) * 0.05 else None


def _declared(page: Page, kind: str) -> str | None:
    """The encoding that the media type or the page's head names, as Python calls it."""
    label = ""
    if found := _PARAMETER.search(page.media_type or ""):
        label = found[1]
    elif kind == "text/html" and (meta := _META.search(page.data[:_HEAD])):
        label = (meta[1] or meta[2]).decode("ascii")
    if not label:
        return None
    codec = _codec(label)
    if codec is None:
        raise InputError(f"{name(page)}: unknown encoding {label!r}")
    if codec in _WINDOWS:
        return "utf-8" if _fits(page.data, "utf-8") else "cp1252"
    # A head that could be read byte by byte is in no wider encoding, whatever it says.
    return "utf-8" if codec.startswith(("utf-16", "utf-32")) else codec


def _codec(label: str) -> str | None:
    """Python's name of an encoding that a page may be written in."""
    try:
        codec = codecs.lookup(label).name
        b" ".decode(label)
    except UnicodeDecodeError:
        pass  # one byte is no character in the wider encodings
    except (LookupError, ValueError):
        return None
    return None if codec in _REFUSED else codec


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(page: Page, kind: str) -> str:
    """UTF-8 with few faults is UTF-8; otherwise Western text of one byte a character, if it looks like that."""
    loose = page.data.decode("utf-8", errors="replace")
    beyond = sum(character > "\x7f" for character in loose)
    if beyond and loose.count("\ufffd") < beyond * 0.1:
        return loose
    western = page.data.decode("cp1252", errors="replace")
    if kind != "text/html" and sum(character > "\x7f" for character in western) > len(western) * 0.3:
        raise InputError(f"{name(page)}: its encoding cannot be told; it is not UTF-8")
    return western


def _checked(page: Page, text: str) -> str:
    """The text, if it is one. InputError for binary data and for pages without a visible character."""
    if len(_CONTROLS.findall(text)) > max(8, len(text) // 100):
        raise InputError(f"{name(page)}: binary data, not a page of text")
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise InputError(f"{name(page)}: an empty page")
    return text
