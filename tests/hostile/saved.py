"""Pages saved in one file (MHTML): parts within parts, ends that never come, and parts that lie."""

import base64
from collections.abc import Iterator

from tests.hostile.case import HOLDS, SECRET, Case, html, made, prose

PAGE = html(prose())


def cases() -> Iterator[Case]:
    yield Case(
        name="saved.mht",
        why="an honest one, so that the others are known to fail for their own faults",
        make=lambda: mhtml(part(PAGE)),
        holds=HOLDS,
        by_command=True,
    )
    yield from _parts()
    yield from _words()


def part(data: bytes, kind: str = "text/html; charset=utf-8", how: str = "8bit", more: str = "") -> bytes:
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {how}\r\n{more}\r\n".encode() + data


def mhtml(*parts: bytes, boundary: str = "edge", more: str = "", closed: bool = True) -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: x\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="{boundary}"{more}\r\n\r\n'
    )
    body = b"".join(f"--{boundary}\r\n".encode() + each + b"\r\n" for each in parts)
    return head.encode() + body + (f"--{boundary}--\r\n".encode() if closed else b"")


def nested(depth: int, closed: bool = True) -> bytes:
    """Multiparts within multiparts, with the page in the innermost."""
    out = part(PAGE)
    for level in range(depth):
        end = f"\r\n--b{level}--" if closed else ""
        out = f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode() + out + end.encode()
    return out


def _parts() -> Iterator[Case]:
    yield Case(name="parts-nested-5.mht", why="a few levels are honest", make=lambda: mhtml(nested(5)), holds=HOLDS)
    for depth in (100, 3000):
        yield Case(
            name=f"parts-nested-{depth}.mht",
            why="parts within parts deeper than a parser recurses",
            make=made(lambda depth: mhtml(nested(depth)), depth),
            expected="refused",
            words="deeper|parts",
            by_command=depth == 3000,
        )
    yield Case(
        name="parts-nested-open.mht",
        why="the same, and none of them ends",
        make=lambda: mhtml(nested(1000, closed=False), closed=False),
        expected="refused",
        words="deeper|parts",
    )
    yield Case(
        name="parts-same-boundary.mht",
        why="every level has the same edge",
        make=lambda: mhtml(*[b'Content-Type: multipart/mixed; boundary="edge"\r\n'] * 500, part(PAGE)),
        holds=HOLDS,
    )
    yield Case(
        name="parts-20000.mht",
        why="twenty thousand parts",
        make=lambda: mhtml(part(PAGE), *[part(b"x", "image/png")] * 20_000),
        expected="refused",
        words="parts",
    )
    yield Case(
        name="parts-not-closed.mht", why="the end is missing", make=lambda: mhtml(part(PAGE), closed=False), holds=HOLDS
    )
    yield Case(name="parts-none.mht", why="no part at all", make=lambda: mhtml(), expected="refused", words="HTML|part")
    yield Case(
        name="parts-no-page.mht",
        why="pictures without a page",
        make=lambda: mhtml(part(b"x", "image/png")),
        expected="refused",
        words="HTML",
    )
    yield Case(
        name="parts-endless-boundary.mht",
        why="an edge of a hundred thousand characters",
        make=lambda: mhtml(part(PAGE), boundary="b" * 100_000),
        expected="refused",
        words=".",
    )
    yield Case(
        name="parts-almost-boundaries.mht",
        why="lines that nearly are the edge",
        make=lambda: mhtml(part(html(prose() + "\r\n--edg" * 50_000))),
        holds=HOLDS,
    )
    yield Case(
        name="parts-pattern-boundary.mht",
        why="an edge that would be a pattern without end",
        make=lambda: mhtml(part(PAGE), boundary="(a+)+(a+)+$"),
        holds=HOLDS,
    )


def _words() -> Iterator[Case]:
    yield Case(
        name="words-broken-base64.mht",
        why="letters that stand for no bytes",
        make=lambda: mhtml(part(base64.b64encode(html(prose(5)))[:-3] + b"!!*", how="base64")),
        holds=HOLDS,
    )
    yield Case(
        name="words-broken-quoted.mht",
        why="marks of quoted bytes that are none",
        make=lambda: mhtml(part(PAGE + b"=ZZ=\r\n=" * 10_000, how="quoted-printable")),
        holds="the town had fallen",
    )
    yield Case(
        name="words-unknown-coding.mht",
        why="a way of writing that nobody knows",
        make=lambda: mhtml(part(PAGE, how="velm")),
        holds=HOLDS,
    )
    yield Case(
        name="words-lying-charset.mht",
        why="an encoding that is none",
        make=lambda: mhtml(part(PAGE, "text/html; charset=velm")),
        expected="refused",
        words="encoding",
    )
    yield Case(
        name="words-headers-100000.mht",
        why="headers without end",
        make=lambda: b"X-A: b\r\n" * 100_000 + mhtml(part(PAGE)),
        expected="refused",
        words=".",
    )
    yield Case(
        name="words-folded-header.mht",
        why="one header of half a megabyte in folds",
        make=lambda: mhtml(part(PAGE, more="X-A: b\r\n" + " folded\r\n" * 60_000)),
        expected="refused",
        words=".",
    )
    yield Case(
        name="words-encoded-header.mht",
        why="words of headers that are encoded without end",
        make=lambda: mhtml(part(PAGE, more=f"Content-Location: {'=?utf-8?q?=41?= ' * 3000}\r\n")),
        holds=HOLDS,
    )
    yield Case(
        name="words-location-outside.mht",
        why="the place of a part is never a path",
        make=lambda: mhtml(part(PAGE, more="Content-Location: file:///../secret.txt\r\n")),
        holds=HOLDS,
    )
    yield Case(
        name="words-frame-of-file.mht",
        why="a frame that names another part is not followed",
        make=lambda: mhtml(
            part(html(prose() + "<iframe src='cid:b'></iframe>")),
            part(html(f"<p>{SECRET}</p>"), more="Content-ID: <b>\r\n"),
        ),
        holds=HOLDS,
    )
