"""gzip files as streams: whole, in members, cut off, damaged, padded, and bombs."""

import gzip
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.sources import compressed
from tests.sources.archived import zeros

NOISE = random.Random(1).randbytes(200_000)


def unpacked(data: bytes) -> tuple[bytes, str | None]:
    stream, unpacking = compressed.stream(io.BytesIO(data))
    assert unpacking is not None
    return stream.read(), unpacking.fault


@pytest.mark.parametrize(
    ("data", "expected", "fault"),
    [
        pytest.param(gzip.compress(b"so"), b"so", None, id="one member"),
        pytest.param(gzip.compress(b"so") + gzip.compress(b" it is"), b"so it is", None, id="two members"),
        pytest.param(gzip.compress(b"") + gzip.compress(b"so"), b"so", None, id="an empty member"),
        pytest.param(gzip.compress(b"so") + bytes(70_000), b"so", None, id="padding"),
        pytest.param(gzip.compress(b"so") + bytes(9) + gzip.compress(b"so"), b"soso", None, id="padding between"),
        pytest.param(gzip.compress(NOISE), NOISE, None, id="longer than a piece"),
        pytest.param(gzip.compress(bytes(3_000_000)), bytes(3_000_000), None, id="a short run of blanks"),
        pytest.param(gzip.compress(b"so")[:-1], b"so", "cut off", id="without its checksum"),
        pytest.param(
            gzip.compress(b"so") + b"xyz", b"so", "something other than gzip data at byte 22", id="more behind"
        ),
        pytest.param(compressed.MAGIC, b"", "cut off", id="nothing but the start"),
        pytest.param(compressed.MAGIC + b"\xff" * 50, b"", "damaged", id="nothing but rubbish"),
    ],
)
def test_unpacked(data: bytes, expected: bytes, fault: str | None) -> None:
    out, told = unpacked(data)
    assert out == expected
    assert (told is None) == (fault is None)
    assert (fault or "") in (told or "")


@pytest.mark.parametrize("cut", [10, 1000, 150_000])
def test_what_is_whole_of_a_file_that_is_cut_off(cut: int) -> None:
    out, told = unpacked(gzip.compress(NOISE)[:cut])
    assert NOISE.startswith(out)
    assert len(out) >= cut - 5_000
    assert told == "cut off: the gzip data have no end"


@pytest.mark.parametrize(
    "bomb",
    [zeros(100_000_000), zeros(2_000_000) * 100],
    ids=["one member", "many members, each of them small"],
)
def test_a_bomb_is_stopped(bomb: bytes) -> None:
    out, told = unpacked(bomb)
    assert len(out) < 11_000_000
    assert told == "unpacks to more than 200 times its size"


@given(st.binary(max_size=200), st.integers(0, 300), st.binary(max_size=4))
def test_nothing_raises(data: bytes, where: int, other: bytes) -> None:
    packed = gzip.compress(data, mtime=0)
    altered = packed[:where] + other + packed[where + len(other) :]
    if altered.startswith(compressed.MAGIC):
        out, fault = unpacked(altered)
        assert fault is not None or out == data, "a checksum that agrees is that of these bytes"


@given(st.lists(st.sampled_from([b"a", b"b", b"ab", b"WARC/1.", b"WARC", b"/1."])), st.integers(0, 5))
def test_signs_are_found_wherever_pieces_of_the_file_end(parts: list[bytes], start: int) -> None:
    data = b"".join(parts)
    file = io.BytesIO(data)
    file.seek(start)
    found = list(compressed.signs(file, b"WARC/1.", start))
    assert found == [at for at in range(start, len(data)) if data.startswith(b"WARC/1.", at)]


def test_signs_over_the_end_of_a_piece() -> None:
    for before in range(65_530, 65_540):
        assert list(compressed.signs(io.BytesIO(b"x" * before + b"WARC/1." * 2), b"WARC/1.", 0)) == [before, before + 7]
