"""Pages saved by browsers."""

import pytest

from sayso.sources import saved


@pytest.mark.parametrize(
    ("folder", "beside", "expected"),
    [
        ("News_files", {"News.html"}, True),
        ("News_files", {"News.htm"}, True),
        ("News-Dateien", {"News.html"}, True),
        ("News_fichiers", {"News.htm"}, True),
        ("News_files", {"Other.html"}, False),
        ("News_files", set(), False),
        ("files", {"News.html"}, False),
        ("News", {"News.html"}, False),
        ("_files", {".html"}, True),
    ],
)
def test_folders_of_parts(folder: str, beside: set[str], expected: bool) -> None:
    assert saved.holds_parts(folder, beside) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html>\n<!-- saved from url=(0021)https://example.org/a -->\n<html>", "https://example.org/a"),
        (b"<!-- saved from url=(0021)https://example.org/a --><html>", "https://example.org/a"),
        (b"<html> <!--\n Page saved with SingleFile \n url: https://example.org/b \n saved date: x\n-->", "https://example.org/b"),
        (b"<!-- saved from url=(0014)about:internet -->", None),
        (b"<p>saved from url=(0021)https://example.org/a", None),
        (b" " * 5000 + b"<!-- saved from url=(0021)https://example.org/a -->", None),
        (b"", None),
    ],
    ids=["Chromium", "without a type", "SingleFile", "no address", "in the text", "far below", "nothing"],
)  # fmt: skip
def test_addresses(data: bytes, expected: str | None) -> None:
    assert saved.address(data) == expected
