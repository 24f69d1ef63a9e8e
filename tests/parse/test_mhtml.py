"""Pages that a browser saved in one file: the page is found among its pictures and read as it was."""

import base64
import hashlib
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.parse import limits
from sayso.parse.blocks import document
from sayso.records import Document, Page

TOLD = "“Ships wait for the talks to end,” the minister said on Monday – and the army waits for them as well, he added."
HTML = f"<html lang=en><head><title>River Closed</title></head><body><h1>River Closed</h1><p>{TOLD}</p></body></html>"
PLAIN = f"Content-Type: text/html; charset=utf-8\r\n\r\n{HTML}\r\n"


def saved(*parts: str | bytes, headers: str = "") -> bytes:
    kind = 'Content-Type: multipart/related;\r\n\tboundary="--b-1"\r\n'
    head = f"From: <Saved>\r\nMIME-Version: 1.0\r\n{headers}{kind}"
    inside = b"".join(b"\r\n----b-1\r\n" + (part.encode() if isinstance(part, str) else part) for part in parts)
    return head.encode() + b"\r\n" + inside + b"\r\n----b-1--\r\n"


def read(data: bytes, path: str = "a.mhtml", url: str | None = None, media_type: str | None = None) -> Document:
    return document(Page(data=data, path=path, url=url, media_type=media_type, fetched="2026-01-01T00:00:00Z"))[0]


PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
QUOTED = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {}\r\n\r\n"
CODED = "Content-Type: text/html; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n"


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([PLAIN], id="as it is"),
        pytest.param([PICTURE, PLAIN], id="behind a picture"),
        pytest.param([QUOTED.encode() + quopri.encodestring(HTML.encode())], id="quoted-printable"),
        pytest.param([CODED.encode() + base64.encodebytes(HTML.encode("utf-16-le"))], id="base64 and utf-16"),
        pytest.param([CODED.encode() + base64.b64encode(HTML.encode("utf-16-le")).rstrip(b"=")], id="base64 cut short"),
        pytest.param(
            ["Content-Type: multipart/alternative; boundary=c\r\n\r\n"
             f"--c\r\nContent-Type: text/plain\r\n\r\nno\r\n--c\r\n{PLAIN}--c--\r\n"],
            id="a multipart within",
        ),
    ],
)  # fmt: skip
def test_page(parts: list[str | bytes]) -> None:
    data = saved(*parts)
    found = read(data)
    assert [(block.kind, found.text[slice(*block.span)]) for block in found.blocks] == [
        ("title", "River Closed"), ("paragraph", TOLD),
    ]  # fmt: skip
    assert (found.id, found.media_type) == (hashlib.sha256(data).hexdigest(), "multipart/related")
    assert [sighting.path for sighting in found.sightings] == ["a.mhtml"]


def test_the_part_that_the_file_begins_with_is_the_page() -> None:
    frame = "Content-Type: text/html\r\nContent-ID: <frame>\r\n\r\n<p>An advertisement.</p>\r\n"
    named = PLAIN.replace("\r\n\r\n", "\r\nContent-ID: <page>\r\n\r\n", 1)
    whole = saved(frame, named).replace(b"related;", b'related; start="<page>";')
    assert read(whole).title == "River Closed"


@pytest.mark.parametrize(
    ("headers", "place", "given", "expected"),
    [
        pytest.param("Snapshot-Content-Location: https://page.example/a\r\n", "cid:1", None, "https://page.example/a",
                     id="of the file"),
        pytest.param("", "https://page.example/b", None, "https://page.example/b", id="of the part"),
        pytest.param("", "cid:frame-1", None, None, id="none that means something outside"),
        pytest.param("", "file:///c:/a.html", None, None, id="a file of somebody else's"),
        pytest.param("", "https://page.example/b", "https://page.example/c", "https://page.example/c", id="known"),
    ],
)  # fmt: skip
def test_address(headers: str, place: str, given: str | None, expected: str | None) -> None:
    part = QUOTED.format(place).encode() + quopri.encodestring(HTML.encode())
    assert read(saved(part, headers=headers), url=given).url == expected


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        pytest.param("a.mht", None, id="by its name"),
        pytest.param("a", "multipart/related", id="by its media type"),
        pytest.param("a", None, id="by its headers"),
        pytest.param("a.html", "text/html", id="by its headers, whatever it is called"),
    ],
)
def test_told(path: str, media_type: str | None) -> None:
    assert read(saved(PLAIN), path, media_type=media_type).title == "River Closed"


def test_text_about_headers_is_text() -> None:
    text = "The file began with these words:\n\nContent-Type: multipart/related\n\nand nobody knew what it meant."
    assert read(text.encode(), "a.txt").media_type == "text/plain"


def nested(levels: int) -> bytes:
    data = PLAIN
    for level in range(levels):
        data = f"Content-Type: multipart/mixed; boundary=n{level}\r\n\r\n--n{level}\r\n{data}\r\n--n{level}--\r\n"
    return saved(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(saved(PICTURE), "without a part that is HTML", id="only a picture"),
        pytest.param(saved(), "without a part that is HTML", id="no parts"),
        pytest.param(b"Content-Type: multipart/related\r\n\r\nx", "where its parts end", id="no boundary"),
        pytest.param(b"\r\n", "without a part that is HTML", id="nothing"),
        pytest.param(saved(*["\r\nx"] * (limits.PARTS + 1)), "parts, more than", id="too many parts"),
        pytest.param(nested(limits.NESTING), "deeper than", id="parts in parts"),
        pytest.param(nested(5_000), "deeper than", id="parts in parts without end"),
        pytest.param(saved("Content-Type: text/html\r\n\r\n"), "empty page", id="an empty page"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=rf"^a\.mhtml: .*{reason}"):
        read(data)


def test_depth_that_is_read() -> None:
    assert read(nested(limits.NESTING - 1)).title == "River Closed"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_bytes_in_a_saved_page(inside: bytes, at: int) -> None:
    whole = saved(PICTURE, PLAIN)
    try:
        found = read(whole[:at] + inside + whole[at:])
    except InputError:
        return
    assert found.media_type == "multipart/related"
