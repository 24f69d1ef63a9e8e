"""Packed files and web archives: what unpacks without end, what is cut off, and what lies about itself."""

import base64
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator

from tests.hostile.case import ARTICLE, HOLDS, Case, html, made, prose

PAGE = html(prose())
HTML = "Content-Type: text/html\r\n"
CHUNKED = "Transfer-Encoding: chunked"


def cases() -> Iterator[Case]:
    yield from _gzip()
    yield from _lengths()
    yield from _records()
    yield from _bodies()


def _gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def bomb(megabytes: int, beginning: bytes = b"") -> bytes:
    """A gzip file that unpacks to so many megabytes of blanks."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = [packer.compress(beginning)]
    out += [packer.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return b"".join((*out, packer.flush()))


def _zip(data: bytes, name: str = "page.html") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _gzip() -> Iterator[Case]:
    yield Case(
        name="bomb.html.gz",
        why="forty kilobytes that unpack to forty megabytes",
        make=lambda: bomb(40, PAGE),
        expected="refused",
        words="larger than|times its size|unpack",
        by_command=True,
    )
    yield Case(
        name="bomb-twice.html.gz",
        why="a bomb within a bomb: packed twice it is small",
        make=lambda: _gz(bomb(40)),
        expected="refused",
        words="gzip|larger than|times its size",
    )
    yield Case(
        name="packed-twice.html.gz",
        why="an honest page packed twice is not unpacked twice",
        make=lambda: _gz(_gz(PAGE)),
        expected="refused",
        words="gzip",
    )
    yield Case(
        name="packed-members-20000.html.gz",
        why="twenty thousand members of a byte each",
        make=lambda: _gz(PAGE) + _gz(b" ") * 20_000,
        holds=HOLDS,
    )
    yield Case(
        name="packed-bomb-of-members.html.gz",
        why="each member is small; together they have no end",
        make=lambda: _gz(PAGE) + bomb(5) * 20,
        expected="refused",
        words="larger than|times its size",
    )
    yield Case(
        name="packed-cut.html.gz",
        why="cut off in the middle",
        make=lambda: _gz(html(prose(200)))[:-30],
        expected="refused",
        words="cut off|end",
    )
    yield Case(
        name="packed-damaged.html.gz",
        why="a byte in the middle is wrong",
        make=lambda: (g := _gz(html(prose())))[:60] + bytes([g[60] ^ 255]) + g[61:],
        expected="refused",
        words="damaged|gzip",
    )
    yield Case(
        name="packed-wrong-sum.html.gz",
        why="the sum at the end is another's",
        make=lambda: _gz(PAGE)[:-8] + b"\0" * 8,
        expected="refused",
        words="damaged|gzip",
    )
    yield Case(
        name="packed-with-rest.html.gz",
        why="something else stands behind the packed page",
        make=lambda: _gz(PAGE) + b"GARBAGE",
        expected="refused",
        words="gzip",
    )
    yield Case(
        name="packed-name-outside.html.gz",
        why="the name within a packed file is never a path",
        make=lambda: b"\x1f\x8b\x08\x08\0\0\0\0\0\x03../../outside.html\0" + _gz(PAGE)[10:],
        holds=HOLDS,
    )
    yield Case(
        name="packed-not-at-all.html.gz",
        why="a page under a packed file's name",
        make=lambda: PAGE,
        holds=HOLDS,
    )
    yield Case(
        name="zip-as-page.html",
        why="an archive under a page's name",
        make=lambda: _zip(PAGE, "../../outside.html"),
        expected="refused",
        words="ZIP",
    )
    yield Case(
        name="zip-bomb.zip",
        why="archives of this kind are not read",
        make=lambda: _zip(b" " * 10_000_000),
        expected="refused",
        words="ZIP",
        by_command=True,
    )
    yield Case(
        name="deflate-as-page.html",
        why="packed bytes without a sign",
        make=lambda: zlib.compress(PAGE * 20),
        expected="refused",
        words="binary|encoding|without visible text",
    )


def record(
    body: bytes,
    *,
    length: int | None = None,
    target: str = "https://example.org/a",
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    more: str = "",
) -> bytes:
    """A record of a web archive; `length` is what it says of its length, the true one where None."""
    told = len(body) if length is None else length
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
            f"WARC-Date: 2015-01-05T00:00:00Z\r\nWARC-Target-URI: {target}\r\nContent-Type: {media}\r\n"
            f"{more}Content-Length: {told}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n\r\n"
    )


def answer(body: bytes = PAGE, headers: str = HTML, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


GOOD = record(answer(html(prose(2))))


def _lengths() -> Iterator[Case]:
    lies = {
        "too-long": (10_000_000, "a record that says it goes on beyond the file"),
        "too-short": (60, "a record that says it ends within its headers"),
        "huge": (10**30, "a length that no machine can hold"),
        "negative": (-5, "a length below nothing"),
    }
    for name, (length, why) in lies.items():
        yield Case(
            name=f"length-{name}.warc",
            why=why + "; the page before it is read",
            make=made(lambda length: GOOD + record(answer(), length=length), length),
            expected="problem",
            words=r"@\d+",
            pages=2 if name == "too-short" else 1,
            holds=HOLDS,
            by_command=name == "too-long",
        )
    yield Case(
        name="length-not-a-number.warc",
        why="a length that is a word; the pages around it are read",
        make=lambda: GOOD + record(answer()).replace(b"Content-Length: ", b"Content-Length: many ") + GOOD,
        expected="problem",
        words=r"@\d+",
        pages=2,
    )
    yield Case(
        name="length-cut.warc",
        why="the archive breaks off within a page",
        make=lambda: GOOD + GOOD[: len(GOOD) // 2],
        expected="problem",
        words=r"@\d+",
        holds=HOLDS,
    )
    yield Case(
        name="length-cut.warc.gz",
        why="the same, packed",
        make=lambda: _gz(GOOD) + _gz(GOOD)[:-40],
        expected="problem",
        words=r"@\d+",
        holds=HOLDS,
    )


def _records() -> Iterator[Case]:
    def digest(of: bytes) -> str:
        return "sha1:" + base64.b32encode(hashlib.sha1(of).digest()).decode()

    yield Case(
        name="record-digest-wrong.warc",
        why="the bytes are not those that were captured",
        make=lambda: GOOD + record(answer(), more=f"WARC-Block-Digest: {digest(b'other')}\r\n"),
        expected="problem",
        words="digest",
        holds=HOLDS,
        by_command=True,
    )
    yield Case(
        name="record-digest-right.warc",
        why="a sum that is right refuses nothing",
        make=lambda: record(answer(), more=f"WARC-Block-Digest: {digest(answer())}\r\n"),
        holds=HOLDS,
    )
    for name, said in (
        ("nonsense", "sha1:!!!"),
        ("unknown", "rot13:AAAA"),
        ("empty", ""),
        ("endless", "sha1:" + "A" * 100_000),
    ):
        yield Case(
            name=f"record-digest-{name}.warc",
            why="a sum that cannot be compared; the record after it is read",
            make=made(lambda said: record(answer(), more=f"WARC-Block-Digest: {said}\r\n") + GOOD, said),
            expected="read" if name in ("unknown", "empty") else "problem",
            words=r"@\d+",
            pages=2 if name in ("unknown", "empty") else 1,
        )
    for name, target in (
        ("outside", "../../../../etc/passwd"),
        ("file", "file:///etc/passwd"),
        ("nul", "https://example.org/a\0b"),
        ("script", "javascript:alert(1)"),
        ("endless", "https://example.org/" + "a" * 60_000),
        ("none", ""),
    ):
        yield Case(
            name=f"record-target-{name}.warc",
            why="an address in an archive is a name, never a path",
            make=made(lambda target: record(answer(), target=target) + GOOD, target),
            pages=2,
            holds=HOLDS,
        )
    yield Case(
        name="record-headers-100000.warc",
        why="a record of nothing but headers",
        make=lambda: record(answer(), more="X-A: b\r\n" * 100_000) + GOOD,
        expected="problem",
        words=r"@\d+",
        holds=HOLDS,
    )
    yield Case(
        name="record-empty-20000.warc",
        why="twenty thousand records without a page",
        make=lambda: record(b"", kind="metadata", media="text/plain") * 20_000 + GOOD,
        holds=HOLDS,
    )
    yield Case(
        name="record-within-record.warc",
        why="a page that holds a whole record is one page",
        make=lambda: record(answer(html(prose() + GOOD.decode()))),
        holds=HOLDS,
    )
    yield Case(
        name="record-garbage-between.warc",
        why="noise between records; both pages are read",
        make=lambda: GOOD + b"noise " * 5000 + GOOD,
        expected="problem",
        words=r"@\d+",
        pages=2,
    )
    yield Case(
        name="record-garbage.warc",
        why="noise alone",
        make=lambda: b"noise " * 50_000,
        expected="refused",
        words=r"archive|record|WARC",
    )
    yield Case(
        name="record-signs-50000.warc",
        why="beginnings of records without end",
        make=lambda: b"WARC/1.0\r\n\r\n" * 50_000,
        expected="refused",
        words=r"archive|record|WARC",
    )
    yield Case(
        name="record-empty-archive.warc.gz",
        why="an archive of no bytes",
        make=lambda: b"",
        expected="refused",
        words="no |empty|without",
    )
    yield Case(
        name="record-none.warc.gz",
        why="an archive of nothing, packed",
        make=lambda: _gz(b"") * 3,
        expected="refused",
        words="no pages",
    )
    yield Case(
        name="record-bomb.warc.gz",
        why="an archive that is a bomb",
        make=lambda: _gz(GOOD) + bomb(60),
        expected="problem",
        words="times its size|larger|record",
        holds=HOLDS,
    )
    yield Case(
        name="record-pdf-named-html.warc",
        why="a program under a page's media type",
        make=lambda: record(answer(b"\x7fELF" + b"\0" * 1000)) + GOOD,
        expected="problem",
        words="program",
        holds=HOLDS,
    )


def _bodies() -> Iterator[Case]:
    encodings = {
        "gzip-bomb": (bomb(60), "gzip", "an answer that unpacks to sixty megabytes"),
        "gzip-bomb-twice": (_gz(bomb(60)), "gzip, gzip", "the same, packed twice"),
        "gzip-cut": (_gz(html(prose(50)))[:-20], "gzip", "an answer that breaks off"),
        "unknown": (PAGE, "velm", "an encoding that nobody knows"),
        "deflate-noise": (b"noise" * 100, "deflate", "an answer that cannot be unpacked"),
    }
    for name, (body, encoding, why) in encodings.items():
        yield Case(
            name=f"body-{name}.warc",
            why=why + "; the page after it is read",
            make=made(
                lambda body, said: record(answer(body, f"{HTML}Content-Encoding: {said}\r\n")) + GOOD, body, encoding
            ),
            expected="problem",
            words=r"@\d+|not in English",
            pages=2 if name == "deflate-noise" else 1,
            holds=HOLDS,
        )
    # Crawlers unpack an answer and keep the header that says how it was packed: what is not packed is taken as it is.
    plain = {
        "encodings-10000": (PAGE, f"Content-Encoding: {', '.join(['gzip'] * 10_000)}", "ten thousand encodings"),
        "chunked-cut": (b"ffff\r\nabc", CHUNKED, "a piece that is longer than the answer"),
        "chunked-huge": (b"f" * 100 + b"\r\nabc", CHUNKED, "a piece longer than any machine's memory"),
        "chunked-negative": (b"-5\r\nabc\r\n0\r\n\r\n", CHUNKED, "a piece below nothing"),
        "chunked-words": (b"xyz\r\nabc", CHUNKED, "a length that is a word"),
    }
    for name, (body, header, why) in plain.items():
        yield Case(
            name=f"body-{name}.warc",
            why=why,
            make=made(lambda body, header: record(answer(body, f"{HTML}{header}\r\n")) + GOOD, body, header),
            pages=2,
            holds=HOLDS,
        )
    yield Case(
        name="body-chunked-bytes.warc",
        why="a page in pieces of one byte",
        make=lambda: record(
            answer(
                b"".join(b"1\r\n%c\r\n" % byte for byte in html(prose(20))) + b"0\r\n\r\n",
                f"{HTML}{CHUNKED}\r\n",
            )
        ),
        holds=HOLDS,
    )
    yield Case(
        name="body-no-end-of-headers.warc",
        why="an answer whose headers never end",
        make=lambda: record(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 500_000) + GOOD,
        expected="problem",
        words=r"@\d+",
        holds=HOLDS,
    )
    yield Case(
        name="body.wet",
        why="the text of a page as a crawl keeps it",
        make=lambda: record(ARTICLE.encode(), kind="conversion", media="text/plain"),
        holds=HOLDS,
    )
