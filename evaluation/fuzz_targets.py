"""What is fuzzed: functions from bytes, the sound inputs from which others are made, and what is told of a run.

Apart from `fuzzing`, so that it can be imported when the coverage of sayso's own code is to be seen.
"""

import gzip
import re
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import fastwarc.warc  # noqa: F401  what is loaded late is loaded now
import feedparser  # noqa: F401
from msgspec import Struct, json

from sayso.errors import SaysoError
from sayso.parse import mhtml, pdf  # noqa: F401
from sayso.parse.blocks import document
from sayso.parse.segment import sentences, tokens
from sayso.records import Page, Reading
from sayso.soundness import check
from sayso.sources import archives, feeds, opening, tables  # noqa: F401

SEEDS: Final = Path(__file__).parent / "seeds"
SLOW: Final = 1.0  # seconds beyond which an input is kept as a slow one

_ARTICLE: Final = (
    "The ministry said on Monday, January 5, 2015 that the town had fallen. “Nobody is left,” the governor told "
    "reporters. The army denied it — and said 40 people were killed.\n\nBy Ana Ruiz\n"
)


class Seen(Struct):
    """What a process has told of its target so far."""

    executions: int = 0
    crashes: list[str] = []
    slowest: float = 0.0


def seeds(name: str) -> list[bytes]:
    """Sound inputs of a target, and those that once were too much for it."""
    kept = sorted((SEEDS / name).glob("*")) if (SEEDS / name).is_dir() else []
    return [*_SOUND[name], *(path.read_bytes() for path in kept)]


def _page(media_type: str | None, path: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        page = Page(data=data, media_type=media_type, path=path, fetched="2015-01-05T00:00:00+00:00")
        _read(page)

    return read


def _read(page: Page) -> None:
    found, problems = document(page)
    check(Reading(reader="fuzzing", document=found, sentences=sentences(found), problems=problems))
    for block in found.blocks:
        tokens(found.text, block.span)


def _feed(data: bytes) -> None:
    for ask in (lambda: feeds.feed(data, "https://example.org/feed"), lambda: feeds.outlines(data, "list.opml")):
        with suppress(SaysoError):
            ask()


def _file(*suffixes: str) -> Callable[[bytes], None]:
    """What comes out of a file, whose first byte chooses one of the suffixes."""

    def read(data: bytes) -> None:
        path = _folder() / f"input{suffixes[data[0] % len(suffixes)] if data else suffixes[0]}"
        path.write_bytes(data[1:])
        for found in opening.pages([str(path)], opening.Options(max_bytes=1_000_000)):
            if found.reason is not None and "sayso failed on it" in found.reason:
                raise AssertionError(found.reason)
            if found.page is not None:
                with suppress(SaysoError):
                    _read(found.page)

    return read


@cache
def _folder() -> Path:
    """Where inputs that must be files are written: memory, where the system has such a folder."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "html": _page("text/html", "page.html"),
    "text": _page("text/plain", "page.txt"),
    "pdf": _page("application/pdf", "page.pdf"),
    "mhtml": _page("multipart/related", "page.mht"),
    "feeds": _feed,
    "warc": _file(".warc", ".warc.gz", ".html.gz"),
    "tables": _file(".csv", ".jsonl", ".tsv", ".jsonl.gz", ".parquet"),
}


def _html() -> bytes:
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Town falls | Velm Times</title>"
        '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ana Ruiz"},'
        '"datePublished":"2015-01-05"}</script></head><body><nav><a href=/>Home</a></nav><article><h1>Town falls</h1>'
        f'<p class=byline>By Ana Ruiz</p><p>{_ARTICLE}</p><ul><li><a href="x">More</a></ul><table><tr><td>x</table>'
        f"<!-- c --><p style='display:none'>y</p><p>{_ARTICLE}&amp;&#65;&nbsp;</p></article></body></html>"
    ).encode()


def _record() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _html()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        "WARC-Date: 2015-01-05T00:00:00Z\r\nWARC-Target-URI: https://example.org/a\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _pdf() -> bytes:
    drawn = b"BT /F1 11 Tf 60 700 Td (The ministry said on Monday that the town had fallen.) Tj ET"
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[4 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R"
        b"/Resources<</Font<</F1 3 0 R>>>>>>endobj\n"
        b"5 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n" % (len(drawn), drawn)
    )


def _mhtml() -> bytes:
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="edge"\r\n\r\n--edge\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.org/a\r\n\r\n" + _html().replace(b"=", b"=3D") + b"\r\n--edge--\r\n"
    )


def _rss() -> bytes:
    return (
        b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title><ttl>60</ttl><item><title>T'
        b"</title><link>https://example.org/a</link><pubDate>Mon, 05 Jan 2015 00:00:00 GMT</pubDate></item></channel>"
        b"</rss>"
    )


_ATOM: Final = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>https://example.org/a</id>'
    b'<link href="https://example.org/a"/><updated>2015-01-05T00:00:00Z</updated></entry></feed>'
)
_OPML: Final = b'<opml version="2.0"><body><outline type="rss" xmlUrl="https://example.org/feed"/></body></opml>'
_CSV: Final = f'url,text,date\nhttps://example.org/a,"{_ARTICLE}",2015-01-05\n'.encode()
_JSONL: Final = json.encode({"text": _ARTICLE, "url": "https://example.org/a", "date": "2015-01-05"}) + b"\n"
_SOUND: Final[dict[str, Sequence[bytes]]] = {
    "html": [_html(), _html().decode().encode("utf-16")],
    "text": [(_ARTICLE * 3).encode(), b"\xef\xbb\xbf" + _ARTICLE.encode(), _ARTICLE.encode("cp1252", "replace")],
    "pdf": [_pdf()],
    "mhtml": [_mhtml()],
    "feeds": [_rss(), _ATOM, _OPML],
    "warc": [b"\0" + _record() * 2, b"\1" + gzip.compress(_record(), mtime=0), b"\2" + gzip.compress(_html(), mtime=0)],
    "tables": [b"\0" + _CSV, b"\1" + _JSONL, b"\2" + _CSV.replace(b",", b"\t"), b"\3" + gzip.compress(_JSONL, mtime=0)],
}


class Watch:
    """Runs a target on one input after the other, and writes down what it sees."""

    def __init__(self, name: str, found: Path, told: Path) -> None:
        self.run, self.found, self.told, self.seen = TARGETS[name], found, told, Seen()
        self._written = 0.0
        for data in seeds(name):
            self(data)
        self.seen = Seen(crashes=self.seen.crashes)  # what was loaded late counts for no input

    def __call__(self, data: bytes) -> None:
        started = time.perf_counter()
        try:
            self.run(data)
        except SaysoError:
            pass
        except Exception as error:  # whatever else comes out is what is looked for
            self._keep(_where(error), data)
        took = time.perf_counter() - started
        self.seen.executions += 1
        if took > self.seen.slowest:
            self.seen.slowest = took
            if took > SLOW:
                (self.found / "slowest").write_bytes(data)
        if time.monotonic() - self._written > 1:
            self.write()

    def write(self) -> None:
        self.told.write_bytes(json.encode(self.seen))
        self._written = time.monotonic()

    def _keep(self, where: str, data: bytes) -> None:
        """One input for each place at which the program fails, the smallest."""
        path = self.found / f"crash-{sha256(where.encode()).hexdigest()[:12]}"
        if where not in self.seen.crashes:
            self.seen.crashes.append(where)
        if not path.exists() or path.stat().st_size > len(data):
            path.write_bytes(data)
            path.with_suffix(".txt").write_text(where + "\n\n" + traceback.format_exc())


def _where(error: Exception) -> str:
    """The kind of an error and the innermost place of sayso's own at which it came up."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "sayso" in frame.filename]
    last = frames[-1] if frames else None
    said = re.sub(r"\d+|'.*'", "…", str(error))[:100] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {Path(last.filename).name}:{last.name}" + said if last else type(error).__name__
