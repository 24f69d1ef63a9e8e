"""Which bytes are a page of text, and in which encoding; the others are refused in one line that names them."""

import pytest

from sayso.errors import InputError
from sayso.parse import charset
from sayso.records import Page

WORDS = "“Hello” – naïve café, he said"


def page(data: bytes, path: str | None = None, media_type: str | None = None) -> Page:
    return Page(data=data, path=path, media_type=media_type, fetched="2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        pytest.param(WORDS.encode(), "text/plain", WORDS, id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + WORDS.encode(), "text/plain", WORDS, id="the byte order mark is no character"),
        pytest.param(WORDS.encode("utf-16"), "text/plain", WORDS, id="utf-16 with its mark"),
        pytest.param(WORDS.encode("utf-16-le"), "text/plain", WORDS, id="utf-16 without a mark"),
        pytest.param(WORDS.encode("cp1252"), "text/plain", WORDS, id="western bytes undeclared"),
        pytest.param(b"a\r\nb\x00c", "text/plain", "a\r\nb\x00c", id="line ends and NUL stay"),
        pytest.param(
            b"<meta charset=iso-8859-1>" + WORDS.encode("cp1252"),
            "text/html",
            "<meta charset=iso-8859-1>" + WORDS,
            id="latin-1 in name, windows-1252 in fact",
        ),
        pytest.param(
            b"<meta charset=us-ascii>" + WORDS.encode(),
            "text/html",
            "<meta charset=us-ascii>" + WORDS,
            id="ascii in name, utf-8 in fact",
        ),
        pytest.param(
            b"<meta charset=utf-8>" + WORDS.encode("cp1252"),
            "text/html",
            "<meta charset=utf-8>" + WORDS,
            id="utf-8 in name, windows-1252 in fact",
        ),
        pytest.param(
            b"<meta charset=utf-16>" + WORDS.encode(),
            "text/html",
            "<meta charset=utf-16>" + WORDS,
            id="a head that was read byte by byte is not utf-16",
        ),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Привет'.encode("cp1251"),
            "text/html",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Привет',
            id="cyrillic by http-equiv",
        ),
    ],
)
def test_text(data: bytes, kind: str, expected: str) -> None:
    assert charset.text(page(data), kind) == expected


def test_the_media_type_names_the_encoding() -> None:
    assert (
        charset.text(page("Привет".encode("koi8-r"), media_type="text/plain; charset=koi8-r"), "text/plain") == "Привет"
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(page(b"<p>x", path="a.html"), "text/html", id="by its name"),
        pytest.param(page(b"<p>x", path="a.txt"), "text/plain", id="text about markup is text"),
        pytest.param(page(b"x", media_type="text/html; charset=utf-8"), "text/html", id="by its media type"),
        pytest.param(page(b"<!DOCTYPE html><title>x"), "text/html", id="by its first tag"),
        pytest.param(page("<html><p>x".encode("utf-16")), "text/html", id="by its first tag in utf-16"),
        pytest.param(page(b"5 < 6 and 7 > 3"), "text/plain", id="angle brackets are no tags"),
        pytest.param(page(b"%PDF-1.7 x", path="a.txt"), "application/pdf", id="a PDF whatever its name"),
        pytest.param(page(b"\r\n%PDF-1.7 x", path="a.pdf"), "application/pdf", id="a PDF that begins late"),
        pytest.param(page(b"see %PDF-1.7", path="a.txt"), "text/plain", id="text about a PDF"),
        pytest.param(page(b"x", path="a.mhtml"), "multipart/related", id="a saved page by its name"),
        pytest.param(
            page(b"From: <x>\nSubject: y\n z\nContent-Type: multipart/related;\n boundary=b\n\n"),
            "multipart/related",
            id="a saved page by its headers",
        ),
    ],
)
def test_media_type(given: Page, expected: str) -> None:
    assert charset.media_type(given) == expected


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(page(b"<p>x", path="a.txt", media_type="application/pdf"), "application/pdf", id="no PDF"),
        pytest.param(page(b"\x89PNG\r\n", path="a.txt"), "image", id="an image"),
        pytest.param(page(b"PK\x03\x04x", path="a.txt"), "ZIP", id="an office file"),
        pytest.param(page(bytes(range(32)) * 20, path="a.txt"), "binary", id="bytes of no text"),
        pytest.param(page(b"{}", path="a.txt", media_type="application/json"), "application/json", id="another type"),
        pytest.param(page(b"", path="a.txt"), "empty", id="nothing"),
        pytest.param(page(b" \r\n\t", path="a.txt"), "empty", id="only white space"),
        pytest.param(page(b"\xef\xbb\xbf", path="a.txt"), "empty", id="only a byte order mark"),
        pytest.param(page(b"<meta charset=klingon>x", path="a.txt.html"), "klingon", id="an unknown encoding"),
        pytest.param(page(b"<meta charset=base64>x", path="a.txt.html"), "base64", id="a codec of no text"),
        pytest.param(page(b"<meta charset=utf-7>x", path="a.txt.html"), "utf-7", id="an encoding that hides scripts"),
        pytest.param(page(b"\xff\xfea\xd8b\x00", path="a.txt"), "utf-16", id="a mark that the bytes belie"),
        pytest.param(page(bytes(range(160, 256)), path="a.txt"), "encoding", id="not Western, not UTF-8"),
    ],
)
def test_refused(given: Page, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        charset.text(given, charset.media_type(given))
    message = str(caught.value)
    assert "a.txt" in message
    assert "\n" not in message
