"""Web archives to pages: what is a page, what is broken and where, and that reading goes on behind it."""

import gzip
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.sources import archives, captures
from sayso.sources.captures import Capture
from sayso.sources.yielded import Yielded
from tests.sources.archived import BODY, GOOD, PAGE, answer, packed, record, sha1, zeros

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

NOISE = random.Random(1).randbytes(30_000)


def read(tmp_path: Path, data: bytes, max_bytes: int = 100_000, only: tuple[int, int] | None = None) -> list[Yielded]:
    path = tmp_path / "c.warc.gz"
    path.write_bytes(data)
    return list(archives.pages(path, max_bytes, only))


def told(found: list[Yielded]) -> list[str]:
    """Where each page or reason is, in short: `@0 page`, `@331 cut off`."""
    return [
        f"@{one.name.rpartition('@')[2]} {'page' if one.page else (one.reason or '').partition(': ')[2]}"
        for one in found
    ]


def short(found: list[Yielded]) -> list[str]:
    return [line.partition(" ")[2] for line in told(found)]


def test_a_page_of_an_archive(tmp_path: Path) -> None:
    (found,) = read(tmp_path, packed(GOOD))
    assert found.page is not None
    assert found.page.data == PAGE
    assert found.page.url == "http://example.org/a"
    assert found.page.fetched == "2020-03-01T12:00:00+00:00"
    assert found.page.media_type == "text/html"
    assert found.name == found.page.path == f"{tmp_path}/c.warc.gz@0"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(record(BODY), ["page"], id="an answer"),
        pytest.param(record(PAGE, kind="resource", media_type="text/html"), ["page"], id="a resource"),
        pytest.param(record(b"So.", kind="conversion", media_type="text/plain"), ["page"], id="text taken out"),
        pytest.param(record(answer(media_type="text/html; charset=utf-8")), ["page"], id="with its encoding"),
        pytest.param(record(answer(media_type="application/pdf")), ["page"], id="a PDF"),
        pytest.param(record(answer(status="203 Other")), ["page"], id="203 is a page too"),
        pytest.param(record(answer().replace(b"\r\n", b"\n")), ["page"], id="an answer with bare line feeds"),
        pytest.param(
            record(BODY.replace(b"Content-Type: text/html\r\n", b"")), ["page"], id="no type told, but looks like HTML"
        ),
        pytest.param(record(answer(b"GIF89a", media_type="image/gif")), [], id="an image"),
        pytest.param(record(answer(b"{}", media_type="application/json")), [], id="data"),
        pytest.param(record(answer(status="404 Not Found")), [], id="not found"),
        pytest.param(record(answer(b"", status="301 Moved")), [], id="a redirect"),
        pytest.param(record(answer(status="206 Partial")), [], id="a part"),
        pytest.param(record(BODY, kind="request"), [], id="a request"),
        pytest.param(record(b"a: b", kind="metadata", media_type="application/warc-fields"), [], id="metadata"),
        pytest.param(record(answer(b""), kind="revisit"), [], id="a revisit has no body"),
        pytest.param(record(b"1.2.3.4", uri="dns:e.org", media_type="text/dns"), [], id="a name's address"),
        pytest.param(record(b"no answer at all"), ["no HTTP answer in the record"], id="no answer"),
        pytest.param(
            record(BODY, "WARC-Segment-Number: 1"), ["a page in several segments, which are not joined"], id="in pieces"
        ),
        pytest.param(record(answer(PAGE * 4000)), ["larger than 100,000 bytes"], id="too large"),
        pytest.param(
            record(answer(gzip.compress(bytes(200_000)), "Content-Encoding: gzip")),
            ["unpacks to more than 100,000 bytes"],
            id="too large unpacked",
        ),
        pytest.param(record(BODY, f"WARC-Block-Digest: {sha1(BODY)}"), ["page"], id="the digest agrees"),
        pytest.param(
            record(BODY, f"WARC-Block-Digest: {sha1(b'')}"), ["its digest does not agree with its bytes"], id="not"
        ),
        pytest.param(record(BODY, f"WARC-Payload-Digest: {sha1(PAGE)}"), ["page"], id="the payload's digest agrees"),
        pytest.param(
            record(BODY, f"WARC-Payload-Digest: {sha1(b'')}"),
            ["its payload's digest does not agree with its bytes"],
            id="the payload's digest does not",
        ),
        pytest.param(record(BODY, "WARC-Block-Digest: crc:1"), ["page"], id="a digest of a kind not known"),
    ],
)
@pytest.mark.parametrize("pack", [packed, lambda one: one], ids=["packed", "plain"])
def test_records(tmp_path: Path, one: bytes, expected: list[str], pack: object) -> None:
    assert callable(pack)
    found = read(tmp_path, pack(GOOD) + pack(one) + pack(GOOD))
    assert short(found) == ["page", *expected, "page"], "and its neighbours are read"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(GOOD + GOOD[:-40], ["@0 page", "@{1} cut off: 62 of 98 bytes"], id="the last is cut off"),
        pytest.param(
            record(BODY, length=10**12) + GOOD,
            ["@0 cut off: a record", "@{1} page"],
            id="a length beyond the file does not swallow what follows",
        ),
        pytest.param(
            record(BODY, length=len(BODY) + 300) + GOOD,
            ["@0 its length is wrong: another record begins inside it", "@{1} page"],
            id="a length over the next record",
        ),
        pytest.param(
            record(BODY, length=len(BODY) - 9) + GOOD,
            ["@0 page", "@ no record is to be found here", "@{1} page"],
            id="short",
        ),
        pytest.param(record(BODY, length="x") + GOOD, ["@0 a record without its length", "@{1} page"], id="no number"),
        pytest.param(record(BODY, length=-1) + GOOD, ["@0 a record without its length", "@{1} page"], id="negative"),
        pytest.param(
            record(BODY, kind="request", length=10**12) + GOOD,
            ["@0 cut off: a record", "@{1} page"],
            id="one that is no page may swallow nothing either",
        ),
        pytest.param(b"rubbish\r\n\r\n" + GOOD, ["@0 no record is to be found here", "@11 page"], id="rubbish before"),
        pytest.param(GOOD + b"rubbish\r\n\r\n" + GOOD, ["@0 page", "@ no record", "@ page"], id="rubbish between"),
        pytest.param(b"\x00" * 5000, ["@0 no record is to be found here"], id="zeros"),
        pytest.param(
            record(BODY, "X: " + "y" * 100_000) + GOOD,
            ["@0 no record is to be found here", "@ page"],
            id="an endless head",
        ),
    ],
)
def test_plain_archives_that_are_broken(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    found = told(read(tmp_path, data))
    first = data.find(b"WARC/1.0", 8)
    assert len(found) == len(expected), found
    for line, wanted in zip(found, expected, strict=True):
        where, _, what = wanted.replace("{1}", str(first)).partition(" ")
        assert line.startswith(where)
        assert what in line


def test_an_archive_of_no_bytes(tmp_path: Path) -> None:
    (found,) = read(tmp_path, b"")
    assert (found.name, found.path) == (f"{tmp_path}/c.warc.gz", f"{tmp_path}/c.warc.gz")
    assert found.reason == f"{tmp_path}/c.warc.gz: an archive of no bytes"


def test_a_fault_of_the_library_costs_one_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a fault is none of Python's exceptions; what is one (the user's own) is let through."""
    kind = type("PanicException", (BaseException,), {})
    whole = captures.capture

    def fails(error: type[BaseException], at: int) -> None:
        def capture(record: "WarcRecord", *rest: Any) -> Capture:
            if record.stream_pos == at:
                raise error("index out\nof bounds")
            return whole(record, *rest)

        monkeypatch.setattr(archives, "capture", capture)

    fails(kind, len(GOOD))
    assert told(read(tmp_path, GOOD * 3)) == [
        "@0 page",
        f"@{len(GOOD)} what reads archives failed (index out of bounds)",
        f"@{2 * len(GOOD)} page",
    ]
    fails(KeyboardInterrupt, 0)
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path, GOOD)


def test_packed_archives_that_are_broken(tmp_path: Path) -> None:
    member = packed(record(answer(b"<html>" + NOISE.hex().encode())))
    spoilt = member[:9000] + bytes(500) + member[9500:]
    end = len(member)
    found = told(read(tmp_path, member + spoilt + member))
    assert found[0] == "@0 page"
    assert found[-1] == f"@{2 * end} page"
    (reason,) = found[1:-1]
    assert reason.startswith(f"@{end} ")
    found = told(read(tmp_path, member + member[:-2000]))
    assert found[0] == "@0 page"
    assert found[1].startswith(f"@{end} cut off: ")
    assert len(found) == 2


def test_a_page_whose_checksum_is_wrong_is_not_believed(tmp_path: Path) -> None:
    """The text of a page altered in a member that still unpacks: the checksum at the member's end tells."""
    member = bytearray(gzip.compress(GOOD, compresslevel=0, mtime=0))
    member[member.find(b"ministry")] ^= 1
    assert short(read(tmp_path, bytes(member) + packed(GOOD))) == ["damaged gzip data (they begin at byte 0)", "page"]


def test_an_archive_packed_in_one_piece(tmp_path: Path) -> None:
    data = gzip.compress(GOOD + GOOD + GOOD)
    assert told(read(tmp_path, data)) == ["@0 page", f"@0+{len(GOOD)} page", f"@0+{2 * len(GOOD)} page"]
    broken = gzip.compress(GOOD + record(BODY, length="x") + GOOD)
    assert short(read(tmp_path, broken)) == ["page", "a record without its length", "page"]
    swallowing = gzip.compress(GOOD + record(BODY, kind="request", length=10**9) + GOOD)
    assert short(read(tmp_path, swallowing)) == ["page", "cut off: longer than what is left", "page"]


def test_one_record_by_its_place(tmp_path: Path) -> None:
    other = record(answer(b"<html>other</html>"), uri="http://example.org/b")
    first = len(packed(GOOD))
    for data, where in ((GOOD + other, (len(GOOD), 0)), (packed(GOOD, other), (first, 0)),
                        (gzip.compress(GOOD + other), (0, len(GOOD)))):  # fmt: skip
        every = read(tmp_path, data)
        assert read(tmp_path, data, only=where) == every[1:]
        assert read(tmp_path, data, only=(0, 0)) == every[:1]
        (none,) = read(tmp_path, data, only=(5, 0))
        assert none.page is None
        assert none.reason


def test_bombs(tmp_path: Path) -> None:
    bomb = zeros(300_000_000)
    assert len(bomb) < 400_000
    found = short(read(tmp_path, packed(GOOD) + bomb + packed(GOOD)))
    assert (found[0], found[-1]) == ("page", "page")
    assert len(found) == 3
    inside = gzip.compress(record(answer(bytes(50_000_000)), uri="http://example.org/b"), 9)
    assert short(read(tmp_path, packed(GOOD) + inside + packed(GOOD))) == ["page", "larger than 100,000 bytes", "page"]


def test_rubbish_behind_the_last_member(tmp_path: Path) -> None:
    assert short(read(tmp_path, packed(GOOD) + bytes(10_000))) == ["page"], "zeros fill up a tape"
    assert short(read(tmp_path, packed(GOOD) + b"rubbish")) == [
        "page",
        f"damaged gzip data (they begin at byte {len(packed(GOOD))})",
    ]


def test_a_file_of_nothing_but_broken_records_comes_to_an_end(tmp_path: Path) -> None:
    many = record(BODY, length="x") * 1500
    found = short(read(tmp_path, many))
    assert len(found) == 1001
    assert found[-1] == "1,000 broken records: what follows is not read"
    assert len(read(tmp_path, packed(*[record(BODY, length="x")] * 1500))) == 1001


def test_an_archive_of_any_length_is_read_in_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "c.warc"
    with path.open("wb") as file:
        for _ in range(300):
            file.write(record(answer(b"<html>" + bytes(300_000), media_type="image/png")))
            file.write(record(answer(b"<html>" + b"x" * 90_000)))
    tracemalloc.start()
    count = sum(one.page is not None for one in archives.pages(path, 100_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300
    assert peak < 2_000_000


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_altered_the_rest_is_read(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Bytes altered, cut out or put in, in the second of three records: the first and the last are read all the same,
    and nothing is read that was never written unless the altered record itself."""
    one = record(answer(b"<html>" + NOISE[:300].hex().encode()), f"WARC-Block-Digest: {sha1(BODY)}")
    pack = data.draw(st.sampled_from([packed, bytes]))
    middle = bytearray(pack(one) if pack is packed else one)
    start = data.draw(st.integers(0, len(middle) - 1))
    length = data.draw(st.integers(0, min(40, len(middle) - start)))
    middle[start : start + length] = data.draw(st.binary(max_size=40))
    whole = packed(GOOD) if pack is packed else GOOD
    path = tmp_path_factory.mktemp("a") / "c.warc"
    path.write_bytes(whole + middle + whole)
    found = list(archives.pages(path, 100_000))
    assert found[0].page is not None
    assert found[0].page.data == PAGE
    assert found[-1].page is not None
    assert found[-1].page.data == PAGE
    assert all((one.page is None) == (one.reason is not None) for one in found)
