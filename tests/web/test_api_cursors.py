"""Cursors: what of a list that moves is given on."""

from collections.abc import Sequence

import pytest
from fastapi import HTTPException
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.web.answers import LAST
from sayso.web.api_asking import MOST
from sayso.web.api_cursors import FAR, Cursor, decoded, encoded, listing, stretch

HERE = "abcdef012345"


def part(things: Sequence[int], limit: int, cursor: str | None) -> tuple[list[int], str | None]:
    """Things are fetched as a ledger gives them, and are their own keys."""

    def fetch(count: int, first: int) -> Sequence[int]:
        assert 0 < count <= MOST + 2
        assert first >= 0
        return things[first : first + count]

    found = stretch(fetch, str, HERE, limit, cursor)
    return list(found.things), found.next


@given(st.sets(st.integers(0, 400), max_size=80), st.integers(1, 9), st.lists(st.sets(st.integers(0, 400)), max_size=9))
def test_what_was_there_comes_once_whatever_comes_in(start: set[int], limit: int, coming: list[set[int]]) -> None:
    there = set(start)
    came, cursor = part(sorted(there), limit, None)
    while cursor is not None:
        there |= coming.pop() if coming else set()
        more, cursor = part(sorted(there), limit, cursor)
        assert len(more) == limit or cursor is None
        came += more
    assert came == sorted(set(came))
    assert set(came) >= start


@pytest.mark.parametrize("moved", [0, 1, -1, MOST, -MOST, MOST + 1, FAR - MOST, -(FAR - MOST), FAR - 1, 1 - FAR])
def test_what_was_given_last_is_found_where_it_has_moved(moved: int) -> None:
    things = range(10_000)
    cursor = encoded(Cursor(HERE, 5_000 - moved, "4999"))
    assert part(things, 3, cursor)[0] == [5_000, 5_001, 5_002]


@pytest.mark.parametrize("moved", [FAR + MOST, -FAR - MOST])
def test_what_has_moved_far_is_not_guessed(moved: int) -> None:
    with pytest.raises(HTTPException, match="begin again"):
        part(range(10_000), 3, encoded(Cursor(HERE, 5_000 - moved, "4999")))


@given(st.integers(1, LAST), st.text(max_size=64))
def test_a_cursor_is_read_as_it_was_written(offset: int, last: str) -> None:
    cursor = Cursor(HERE, offset, last)
    assert decoded(encoded(cursor), HERE) == cursor


@given(st.text(max_size=300) | st.binary(max_size=200).map(lambda told: told.decode("latin-1")))
def test_other_text_is_refused(told: str) -> None:
    with pytest.raises(InputError):
        decoded(told, HERE)


@pytest.mark.parametrize("offset", [0, -1, LAST + 1, 2**63])
def test_a_number_beyond_any_list_is_refused(offset: int) -> None:
    with pytest.raises(InputError):
        decoded(encoded(Cursor(HERE, offset, "x")), HERE)


def test_lists_are_told_apart_by_what_is_asked() -> None:
    told = [
        listing("events", {}),
        listing("places", {}),
        listing("events", {"words": "x"}),
        listing("events", {"tag": "x"}),
    ]
    assert len(set(told)) == len(told)
    assert listing("events", {"limit": 3, "cursor": "x", "words": "x"}) == told[2]
