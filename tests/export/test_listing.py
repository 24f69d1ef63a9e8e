"""Lists in JSON that are made in pieces: whatever the pieces, what comes out is the list."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.listing import count, lines, parted

THINGS = st.lists(st.dictionaries(st.text(), st.text(st.sampled_from('a\n\r,\u2028\u0085\\"')), max_size=3), max_size=5)


@given(st.lists(THINGS, max_size=5))
def test_pieces_are_one_list(parts: list[list[dict[str, str]]]) -> None:
    pieces = [lines(part) for part in parts]
    things = [each for part in parts for each in part]
    told = b"[" + b"".join(parted(pieces, b"\n")) + b"\n]"
    assert json.loads(told) == things
    assert told.count(b"\n") == len(things) + 1  # one a line
    assert sum(map(count, filter(None, pieces))) == len(things)


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        pytest.param([], b"", id="nothing"),
        pytest.param([b"", b""], b"", id="pieces in which nothing stands"),
        pytest.param([b"", b"1", b"", b"2,\n3"], b"<1,\n2,\n3", id="such between others"),
    ],
)
def test_pieces_are_parted(pieces: list[bytes], told: bytes) -> None:
    assert b"".join(parted(pieces, b"<")) == told
