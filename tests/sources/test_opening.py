"""Whatever is named, as pages: each in its turn, and a reason for everything else."""

import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.sources import files, opening
from sayso.sources.opening import Options
from sayso.sources.yielded import Yielded
from tests.sources.archived import GOOD, packed, record

TEXT = b"The ministry said so."
OPTIONS = Options(max_bytes=1000, pause=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    things = {
        "a.html": b"<p>The ministry said so.</p>",
        "b/a.txt.gz": gzip.compress(TEXT),
        "b/broken.txt.gz": gzip.compress(TEXT)[:-4],
        "crawl.warc.gz": packed(GOOD, GOOD),
        "list.csv": b"id,url\n1,http://127.0.0.1:9/a\n",
        "News.html": b"<p>So.</p>",
        "News_files/frame.html": b"<p>So.</p>",
        "other.csv": b"id,count\n1,2\n",
        "p.pdf": b"%PDF-1.4",
        "README": b"So.",
        "style.css": b"",
        "table.jsonl": b'{"text": "So."}\n{"text": ""}\n',
        "z.mht": b"MIME-Version: 1.0\n\n",
    }
    for name, data in things.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def read(*arguments: str | Path, options: Options = OPTIONS) -> list[Yielded]:
    return list(opening.pages([str(argument) for argument in arguments], options))


def told(found: list[Yielded], folder: Path) -> list[str]:
    return [f"{'' if one.page else 'no '}{one.name.removeprefix(f'{folder}/')}" for one in found]


def test_a_folder(folder: Path) -> None:
    behind = len(packed(GOOD))
    assert told(read(folder), folder) == [
        "News.html", "a.html", "b/a.txt.gz", "no b/broken.txt.gz", "crawl.warc.gz@0", f"crawl.warc.gz@{behind}",
        "p.pdf", "table.jsonl#1", "no table.jsonl#2", "z.mht",
    ]  # fmt: skip


def test_every_page_and_every_failure_has_a_place_at_which_it_is_found_again(folder: Path) -> None:
    every = read(folder)
    assert all(one.path and (one.page is None or one.page.path == one.path) for one in every)
    assert [read(one.path or "") for one in every] == [[one] for one in every]


def test_what_is_known_by_its_name(folder: Path) -> None:
    types = {one.name.rpartition("/")[2]: one.page.media_type for one in read(folder) if one.page}
    assert types["a.txt.gz"] == "text/plain"
    assert (types["p.pdf"], types["z.mht"]) == ("application/pdf", "multipart/related")


def test_arguments_come_in_turn_and_none_stops_the_next(folder: Path) -> None:
    (folder / "empty").mkdir()
    arguments: list[str | Path] = [
        folder / "a.html", folder / "gone.html", folder / "empty", folder / "other.csv", folder / "table.jsonl#1",
        folder / "gone.csv#1", folder / "crawl.warc.gz@7", "x\0y", "x" * 5000, "", "http://127.0.0.1:9/a",
        folder / "style.css",
    ]  # fmt: skip
    found = read(*arguments)
    assert len(found) == len(arguments)
    reasons = [(one.reason or "").removeprefix(f"{folder}/") for one in found]
    for reason, start in zip(reasons, (
        "", "gone.html: no such file", "empty: there are no pages in this folder", "other.csv: no column is known", "",
        "gone.csv#1: no such file", "crawl.warc.gz@7: ", "x\0y: ", "xxx", "an empty name", "http://127.0.0.1:9/a: ", "",
    ), strict=True):  # fmt: skip
        assert reason.startswith(start)
    assert [one.page is not None for one in found] == [not reason for reason in reasons]
    assert found[10].url == "http://127.0.0.1:9/a"
    assert all(one.path or one.url for one in found)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("t.csv", b"text\n", "there are no pages in this file"),
        ("t.csv", b"", "no column is known"),
        ("t.jsonl", b"\n\n", "there are no rows in this table"),
        ("c.warc", b"", "an archive of no bytes"),
        ("c.warc.gz", gzip.compress(b""), "there are no pages in this file"),
        ("c.warc", record(b"a: b", kind="metadata", media_type="text/plain"), "there are no pages in this file"),
        ("a.txt.gz", b"", ""),
    ],
    ids=["header", "table", "lines", "archive", "packed archive", "archive without pages", "a page, which is read"],
)
def test_a_file_of_nothing_is_not_passed_over_in_silence(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (one,) = read(tmp_path / name)
    assert (one.page is None) == bool(reason)
    assert reason in (one.reason or "")


def test_addresses_are_asked_for_by_the_guarded_fetcher(folder: Path) -> None:
    asked: list[str] = []
    (one,) = opening.pages(["http://127.0.0.1:9/a"], OPTIONS, asked.append)
    assert asked == ["http://127.0.0.1:9/a"], "the ledger's knowledge is asked for"
    assert one.page is None
    assert one.step == "fetch"
    (one,) = read(folder / "list.csv")
    assert (one.url, one.step) == ("http://127.0.0.1:9/a", "fetch")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT)))
    (one,) = read("-")
    assert one.page is not None
    assert (one.name, one.path, one.page.data) == ("-", "-", TEXT)


def test_a_file_named_like_a_part_is_itself(folder: Path) -> None:
    (folder / "table.jsonl#1").write_bytes(TEXT)
    (one,) = read(folder / "table.jsonl#1")
    assert one.page is not None
    assert one.page.data == TEXT


def test_columns_that_are_told(folder: Path) -> None:
    (one,) = read(folder / "other.csv", options=Options(columns={"text": "count"}))
    assert one.page is not None
    assert one.page.data == b"2"
    names = told(read(folder, options=Options(columns={"text": "count"})), folder)
    assert "other.csv#2" in names
    assert not any("table.jsonl" in name for name in names), "in a folder, a table without them is passed over"


def test_a_fault_of_the_program_is_told_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("so")

    monkeypatch.setattr(files, "load", fails)
    first, *others = read(folder / "a.html", folder / "table.jsonl")
    assert first.reason == f"{folder}/a.html: sayso failed on it: ZeroDivisionError: so"
    assert others[0].page is not None


def test_how_many(folder: Path) -> None:
    def count(*arguments: str | Path) -> int | None:
        return opening.count([str(argument) for argument in arguments])

    assert count(folder / "b") == 2
    assert count(folder / "a.html", folder / "style.css", folder / "gone", "http://127.0.0.1:9/a", "-") == 5
    assert count(folder) is None, "there are archives and tables"
    assert count(folder / "crawl.warc.gz") is None
    assert count(folder / "crawl.warc.gz@0", folder / "table.jsonl#1") == 2
    assert count() == 0


SUFFIXES = [
    ".csv",
    ".tsv",
    ".jsonl",
    ".parquet",
    ".warc",
    ".warc.gz",
    ".wet",
    ".csv.gz",
    ".html",
    ".html.gz",
    ".mht",
    ".pdf",
    "",
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.data())
def test_no_bytes_bring_it_down(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject) -> None:
    pieces = st.sampled_from(
        [b'"', b",", b"\n", b"\r", b"\t", b"text", b"url", b"{", b"}", b'{"text": "So."}', b"\x00", b"\xff", b"\xfe",
         b"\xd8", b"\x1f\x8b\x08", b"PAR1", b"WARC/1.0\r\n", b"Content-Length: 5\r\n", b"WARC-Type: response\r\n",
         b"\r\n\r\n",
         GOOD, packed(GOOD), b"http://127.0.0.1:9/", b"sep=", b"<p>So."]
    )  # fmt: skip
    found = b"".join(data.draw(st.lists(st.one_of(pieces, st.binary(max_size=9)), max_size=12)))
    path = tmp_path_factory.mktemp("a") / f"x{suffix}"
    path.write_bytes(found)
    for one in read(
        path, options=Options(max_bytes=1000, columns={"text": "text"} if suffix.startswith(".csv") else {}, pause=0)
    ):
        assert (one.page is None) == (one.reason is not None)
        assert "sayso failed on it" not in (one.reason or "")
        assert "\n" not in (one.reason or "")
