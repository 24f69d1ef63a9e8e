"""Files and folders to pages: in name order, everything that may be one, and a reason for everything else."""

import gzip
import os
from pathlib import Path

import pytest

from sayso.errors import InputError, NotFoundError
from sayso.sources import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.html",
        "a.txt",
        "B.HTM",
        "c/z.html",
        "c/.hidden.html",
        ".git/a.html",
        "c/style.css",
        "README.md",
        "noname",
        "p.PDF",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("The ministry said so.")
    (tmp_path / "c" / "circle").symlink_to(tmp_path)
    (tmp_path / "linked.html").symlink_to(tmp_path / "b.html")
    (tmp_path / "x.css").mkdir()
    (tmp_path / "x.css" / "page").touch()
    return tmp_path


def names(paths: tuple[Path, ...], folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in paths]


def test_a_folder_is_read_in_name_order(folder: Path) -> None:
    found = files.find(folder)
    assert names(found.pages, folder) == [
        "B.HTM", "a.txt", "b.html", "c/z.html", "linked.html", "noname", "p.PDF", "x.css/page",
    ]  # fmt: skip
    assert names(found.skipped, folder) == [".git", "README.md", "c/.hidden.html", "c/circle", "c/style.css"]


def test_a_file_that_is_named_is_tried_whatever_its_name(folder: Path) -> None:
    for name in ("p.PDF", "c/.hidden.html", "noname"):
        assert files.find(folder / name) == files.Found(pages=(folder / name,))


@pytest.mark.parametrize(
    ("argument", "error", "reason"),
    [
        pytest.param("nosuch.html", NotFoundError, "nosuch.html: no such file or folder", id="missing"),
        pytest.param("https://example.org/a", InputError, "an address is no file", id="an address"),
        pytest.param("HTTP://example.org", InputError, "HTTP://example.org: an address", id="an address in capitals"),
        pytest.param("a\0b", InputError, "null", id="a name that no file can have"),
        pytest.param("x" * 300, InputError, "file name too long", id="a name too long for a file"),
    ],
)
def test_what_stands_for_nothing(argument: str, error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        files.find(argument)


def test_a_folder_without_pages(tmp_path: Path) -> None:
    (tmp_path / "a.css").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no pages in this folder"):
        files.find(tmp_path)


def test_a_page(folder: Path) -> None:
    os.utime(folder / "b.html", (86400, 86400.9))
    page = files.load(folder / "linked.html", 100)
    assert page.data == b"The ministry said so."
    assert page.path == str(folder / "b.html"), "a link to a file is the same place as the file"
    assert (page.media_type, page.fetched, page.url) == ("text/html", "1970-01-02T00:00:00+00:00", None)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("B.HTM", "text/html"), ("noname", None), ("p.PDF", "application/pdf")],
    ids=["plain", "capitals", "no suffix: left to the look of the bytes", "PDF"],
)
def test_media_type(folder: Path, name: str, media_type: str | None) -> None:
    assert files.load(folder / name, 100).media_type == media_type


KINDS = {
    "a.html": "page", "a": "page", "a.weird": "page", "a.pdf": "page", "a.mhtml": "page", "a.html.gz": "page",
    "a.gz": "page",
    "a.css": "skipped", "a.json.gz": "skipped", "a.tar.gz": "skipped", "a.zip": "skipped", "a.warc": "archive",
    "a.WARC.GZ": "archive", "a.wet.gz": "archive", "a.wat.gz": "skipped", "a.csv": "table", "a.tsv.gz": "table",
    "a.jsonl": "table", "a.ndjson": "table", "a.parquet": "table",
}  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_kinds(name: str, kind: str) -> None:
    assert files.kind_of(Path(name)) == kind


def test_the_parts_of_a_saved_page_are_passed_over(tmp_path: Path) -> None:
    for name in ("News.html", "News_files/frame.html", "Other_files/page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = files.find(tmp_path)
    assert names(found.pages, tmp_path) == ["News.html", "Other_files/page.html"]
    assert names(found.skipped, tmp_path) == ["News_files"]
    assert files.find(tmp_path / "News_files").pages == (tmp_path / "News_files" / "frame.html",), (
        "named itself it is read"
    )


@pytest.mark.parametrize(
    "name", ["a.html.gz", "a.html"], ids=["called so", "packed under its own name, as downloads may be"]
)
def test_a_packed_page(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"<!-- saved from url=(0021)https://example.org/a --><p>So."))
    page = files.load(tmp_path / name, 100)
    assert page.data.endswith(b"<p>So.")
    assert (page.media_type, page.url) == ("text/html", "https://example.org/a")
    assert page.path == str(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(bytes(1000), mtime=0), "larger than 100 bytes"),
        (gzip.compress(b"It is so.", mtime=0)[:-9], "cut off: the gzip data have no end"),
        (b"\x1f\x8b\x08" + bytes(9), "cut off"),
    ],
)
def test_packed_pages_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.txt.gz").write_bytes(data)
    with pytest.raises(InputError, match=f"a.txt.gz: {reason}"):
        files.load(tmp_path / "a.txt.gz", 100)


def test_one_file_is_one_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "c")
    assert files.place(Path("z.html")) == files.place(folder / "c" / ".." / "c" / "z.html")


def test_a_name_that_is_not_utf8_is_kept_readable(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("x")
    assert files.load(path, 10).path == str(tmp_path / "caf\\xe9.txt")


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    assert files.load(tmp_path / "a.txt", 11).data == b"x" * 11
    with pytest.raises(InputError, match="larger than 10 bytes"):
        files.load(tmp_path / "a.txt", 10)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not a file"):
        files.load(tmp_path / "pipe", 10)
    with pytest.raises(NotFoundError, match="no such file"):
        files.load(tmp_path / "gone", 10)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    (folder / "c").chmod(0)
    with pytest.raises(InputError, match=r"a\.txt: permission denied"):
        files.load(folder / "a.txt", 10)
    ((path, error),) = files.find(folder).failures
    assert path == folder / "c"
    assert "permission denied" in str(error)
    (folder / "c").chmod(0o700)
