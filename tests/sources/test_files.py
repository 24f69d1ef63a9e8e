"""Files and folders to pages: in name order, everything that may be one, and a reason for everything else."""

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
        "B.HTM", "a.txt", "b.html", "c/z.html", "linked.html", "noname", "x.css/page",
    ]  # fmt: skip
    assert names(found.skipped, folder) == [".git", "README.md", "c/.hidden.html", "c/circle", "c/style.css", "p.PDF"]


def test_a_file_that_is_named_is_tried_whatever_its_name(folder: Path) -> None:
    for name in ("p.PDF", "c/.hidden.html", "noname"):
        assert files.find(folder / name) == files.Found(pages=(folder / name,))


@pytest.mark.parametrize(
    ("argument", "error", "reason"),
    [
        pytest.param("nosuch.html", NotFoundError, "nosuch.html: no such file or folder", id="missing"),
        pytest.param("https://example.org/a", InputError, "reading from the network is not there yet", id="an address"),
        pytest.param("HTTP://example.org", InputError, "HTTP://example.org: reading", id="an address in capitals"),
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
    [("a.txt", "text/plain"), ("B.HTM", "text/html"), ("noname", None), ("p.PDF", None)],
    ids=["plain", "capitals", "no suffix: left to the look of the bytes", "unknown suffix"],
)
def test_media_type(folder: Path, name: str, media_type: str | None) -> None:
    assert files.load(folder / name, 100).media_type == media_type


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
