"""PDF files: broken, locked, endless, and with things that act."""

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence

from tests.hostile.case import ARTICLE, Case, html, made, prose

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def cases() -> Iterator[Case]:
    yield from _broken()
    yield from _locked()
    yield from _endless()
    yield from _acting()


def lines(text: str, size: int = 11, left: int = 60) -> bytes:
    """What draws a text, some twelve words a line."""
    words = text.replace("“", '"').replace("”", '"').split()
    rows = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
    drawn = "".join(f"({row.replace('(', '').replace(')', '')}) Tj 0 -14 Td " for row in rows)
    return f"BT /F1 {size} Tf {left} 760 Td {drawn}ET".encode("latin-1")


def stream(data: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(data)} {more}>> stream\n".encode() + data + b"\nendstream"


def paper(
    pages: Sequence[bytes] = (),
    *,
    catalog: str = "",
    page: str = "",
    size: str = "[0 0 612 792]",
    more: Mapping[int, bytes] | None = None,
    trailer: str = "",
    kids: str | None = None,
) -> bytes:
    """A PDF file: its pages' streams from object 10 on, each before its page; `more` are objects from 1000 on."""
    contents = pages or [stream(lines(ARTICLE * 2))]
    objects = {1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(), 3: FONT.encode(), **(more or {})}
    numbers = range(10, 10 + 2 * len(contents), 2)
    own = " ".join(f"{number + 1} 0 R" for number in numbers)
    objects[2] = f"<< /Type /Pages /Kids [{own if kids is None else kids}] /Count {len(contents)} >>".encode()
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = content
        objects[number + 1] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox {size} /Contents {number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> {page} >>"
        ).encode()
    out = bytearray(b"%PDF-1.7\n")
    at = {}
    for number in sorted(objects):
        at[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in at.items():
        out += f"{number} 1\n{offset:010} 00000 n \n".encode()
    out += f"trailer << /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _broken() -> Iterator[Case]:
    yield Case(
        name="paper.pdf",
        why="an honest paper, so that the others are known to fail for their own faults",
        make=paper,
        holds="the town had fallen",
        by_command=True,
    )
    refused = {
        "sign-alone": (lambda: b"%PDF-1.7\n", "a sign and nothing else"),
        "noise": (
            lambda: b"%PDF-1.7\n" + bytes((i * i * 31 + i // 7) % 256 for i in range(50_000)),
            "a sign before noise",
        ),
        "cut-early": (lambda: paper()[:300], "cut off before the first page"),
        "cut-late": (lambda: paper()[:-120], "cut off amid the table of offsets"),
        "no-pages": (lambda: paper(kids=""), "a paper without a page"),
        "page-of-pages": (lambda: paper(kids="2 0 R"), "the list of pages lists itself"),
        "pages-circle": (
            lambda: paper(kids="1000 0 R", more={1000: b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"}),
            "two lists of pages that list each other",
        ),
        "root-is-itself": (
            lambda: b"%PDF-1.7\n1 0 obj\n1 0 R\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF",
            "a root that is itself",
        ),
        "empty-page": (lambda: paper([stream(b"")]), "a page on which nothing stands"),
        "stream-noise": (
            lambda: paper([stream(b"noise" * 1000, "/Filter /FlateDecode ")]),
            "a page that cannot be unpacked",
        ),
        "html-inside": (lambda: b"%PDF-1.7\n" + html(prose()), "a page of HTML behind the sign of a paper"),
    }
    for name, (make, why) in refused.items():
        yield Case(name=f"paper-{name}.pdf", why=why, make=make, expected="refused", words="PDF")
    read = {
        "wrong-offsets": (lambda: paper().replace(b"startxref\n", b"startxref\n9"), "the table stands elsewhere"),
        "long-length": (
            lambda: paper([stream(lines(ARTICLE)).replace(b"/Length ", b"/Length 9")]),
            "a stream that lies about its length",
        ),
        "garbage-before": (lambda: b"GARBAGE\n" * 20 + paper(), "noise before the sign"),
    }
    for name, (make, why) in read.items():
        yield Case(name=f"paper-{name}.pdf", why=why, make=make, holds="the town had fallen")


def _locked() -> Iterator[Case]:
    lock = (
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <"
        + hashlib.sha256(b"o").hexdigest().encode()
        + b"> /U <"
        + hashlib.sha256(b"u").hexdigest().encode()
        + b"> >>"
    )
    identity = "/Encrypt 1000 0 R /ID [<0123456789abcdef0123456789abcdef> <0123456789abcdef0123456789abcdef>]"
    yield Case(
        name="locked.pdf",
        why="a paper that asks for a password",
        expected="refused",
        words="password",
        make=lambda: paper(more={1000: lock}, trailer=identity),
        by_command=True,
    )
    yield Case(
        name="locked-unknown.pdf",
        why="a lock that nobody knows",
        expected="refused",
        words="PDF",
        make=lambda: paper(more={1000: b"<< /Filter /Velm /V 99 >>"}, trailer=identity),
    )


def _endless() -> Iterator[Case]:
    yield Case(
        name="endless-pages.pdf",
        why="thousands of pages",
        expected="problem",
        words="pages were read",
        make=lambda: paper([stream(lines(ARTICLE)), *[stream(lines("The army denied it."))] * 3000]),
        holds="the town had fallen",
    )
    yield Case(
        name="endless-count.pdf",
        why="a count of pages beyond all that there are",
        make=lambda: paper().replace(b"/Count 1", b"/Count 2000000000"),
        holds="the town had fallen",
    )
    yield Case(
        name="endless-size.pdf",
        why="a page of a million miles",
        make=lambda: paper(size="[0 0 1e30 1e30]"),
        holds="the town had fallen",
    )
    yield Case(
        name="endless-size-below.pdf",
        why="a page of less than nothing",
        make=lambda: paper(size="[9 9 -1e9 -1e9]"),
        holds="the town had fallen",
    )
    yield Case(
        name="endless-bomb.pdf",
        why="a stream of eight megabytes in twenty kilobytes",
        make=lambda: paper(
            [
                stream(lines(ARTICLE)),
                stream(zlib.compress(b"BT /F1 9 Tf (x) Tj ET " * 400_000, 9), "/Filter /FlateDecode "),
            ]
        ),
        holds="the town had fallen",
    )
    yield Case(
        name="endless-bomb-within.pdf",
        why="packed three times over",
        make=lambda: paper(
            [
                stream(lines(ARTICLE)),
                stream(
                    zlib.compress(zlib.compress(zlib.compress(b" " * 30_000_000, 9), 9), 9),
                    "/Filter [/FlateDecode /FlateDecode /FlateDecode] ",
                ),
            ]
        ),
        holds="the town had fallen",
    )
    yield Case(
        name="endless-text.pdf",
        why="a million letters on one page",
        expected="problem",
        words="characters",
        make=lambda: paper(
            [stream(lines(ARTICLE)), stream(b"BT /F1 9 Tf 9 700 Td " + b"(the army said ) Tj " * 70_000 + b"ET")]
        ),
        holds="the town had fallen",
    )
    yield Case(
        name="endless-form.pdf",
        why="a drawing that draws itself",
        holds="the town had fallen",
        make=lambda: paper(
            [stream(b"/X1 Do " + lines(ARTICLE))],
            page="/Resources << /Font << /F1 3 0 R >> /XObject << /X1 1000 0 R >> >>",
            more={
                1000: stream(
                    b"/X1 Do",
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 1000 0 R >> >> ",
                )
            },
        ),
    )
    yield Case(
        name="endless-brackets.pdf",
        why="lists within lists, a hundred thousand deep",
        holds="the town had fallen",
        make=lambda: paper([stream(lines(ARTICLE) + b" " + b"[" * 100_000)]),
    )
    yield Case(
        name="endless-states.pdf",
        why="a hundred thousand saved states",
        holds="the town had fallen",
        make=lambda: paper([stream(b"q " * 100_000 + lines(ARTICLE))]),
    )


def _acting() -> Iterator[Case]:
    acts = {
        "script": ("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "a script that runs when it is opened"),
        "launch": ("/OpenAction << /S /Launch /F (/bin/sh) >>", "a program to be started"),
        "address": ("/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>", "an address to be opened"),
        "outlines": ("/Outlines << /First 1 0 R /Last 1 0 R /Count 9999999 >>", "an outline in a circle"),
        "file": ("/Names << /EmbeddedFiles << /Names [(../../x.exe) 1 0 R] >> >>", "a file inside with a path"),
    }
    for name, (catalog, why) in acts.items():
        yield Case(
            name=f"acting-{name}.pdf",
            why=why,
            make=made(lambda catalog: paper(catalog=catalog), catalog),
            holds="the town had fallen",
        )
    yield Case(
        name="acting-facts.pdf",
        why="markup and formulas as title and author",
        holds="the town had fallen",
        make=lambda: paper(
            more={
                1000: b"<< /Title (<script>alert\\(1\\)</script>) /Author (=cmd|x) /CreationDate (D:99999999999999) >>"
            },
            trailer="/Info 1000 0 R",
        ),
    )
    yield Case(
        name="acting-other-file.pdf",
        why="a stream that lies in another file",
        expected="refused",
        words="PDF",
        make=lambda: paper([b"<< /Length 0 /F (secret.txt) >> stream\n\nendstream"]),
    )
