"""Compressed answers in any pieces, undone under a limit."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.sources.encoded import DecodingError, decoded


def split(data: bytes, places: list[int]) -> Iterator[bytes]:
    bounds = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    yield from (data[start:end] for start, end in pairwise(bounds))


def raw(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


@given(st.binary(), st.integers(1, 400), st.lists(st.integers(0, 10_000), max_size=5))
def test_pieces_make_no_difference(data: bytes, times: int, places: list[int]) -> None:
    data *= times
    for encoding, made, whole in (
        ("", data, data),
        ("gzip", gzip.compress(data), data),
        ("gzip", gzip.compress(data) * 2, data * 2),
        ("gzip", gzip.compress(data) + b"\0\x1f", data),
        ("deflate", zlib.compress(data), data),
        ("deflate", raw(data), data),
    ):
        assert b"".join(decoded(split(made, places), encoding)) == whole


@given(st.binary(), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_undone_or_an_error(data: bytes, encoding: str) -> None:
    with suppress(DecodingError):
        list(decoded([data], encoding))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_no_more_is_made_than_is_taken(encoding: str) -> None:
    bomb = (gzip.compress if encoding == "gzip" else zlib.compress)(b"\0" * 50_000_000)
    pieces = decoded([bomb], encoding)
    assert all(len(next(pieces)) <= 65536 for _ in range(3))


@pytest.mark.parametrize("end", [1, 5, 9, 15, 40])
def test_data_that_ends_early(end: int) -> None:
    with pytest.raises(DecodingError):
        list(decoded([gzip.compress(b"The ministry said so.")[:-end]], "gzip"))
