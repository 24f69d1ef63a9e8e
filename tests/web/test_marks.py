"""The text comes back whole from its segments, and each carries exactly what covers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Block, Document
from sayso.web.marks import Piece, Role, Segment, depth, pointed_at, segments

TEXT = st.text(alphabet=st.characters() | st.sampled_from("\r\n\0\u200b\u202e\ufeff👩é"), max_size=60)
ROLES: st.SearchStrategy[Role] = st.sampled_from(["source", "cue", "content", "link", "problem"])


def document(text: str, *blocks: tuple[int, int]) -> Document:
    return Document(
        id="d", media_type="text/plain", text=text, blocks=tuple(Block("paragraph", span) for span in blocks)
    )


@st.composite
def laid(draw: st.DrawFn) -> tuple[str, list[Piece], list[tuple[int, int]]]:
    text = draw(TEXT)
    offset = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(offset, offset).map(lambda s: (min(s), max(s))), max_size=12))
    pieces = [Piece(draw(ROLES), draw(st.sampled_from("abc")), span) for span in spans if span[0] < span[1]]
    edges = sorted(draw(st.sets(offset, max_size=6)))
    return text, pieces, list(zip(edges[::2], edges[1::2], strict=False))


@given(laid())
def test_segments_are_the_text_and_carry_what_covers_them(
    given: tuple[str, list[Piece], list[tuple[int, int]]],
) -> None:
    text, pieces, blocks = given
    cut = segments(document(text, *blocks), pieces)
    assert "".join(segment.text for segment in cut) == text
    for segment in cut:
        start, end = segment.span
        assert segment.text == text[start:end] != ""
        covering = [piece for piece in pieces if piece.span[0] <= start and end <= piece.span[1]]
        touching = [piece for piece in pieces if piece.span[0] < end and start < piece.span[1]]
        assert sorted(map(repr, segment.pieces)) == sorted(map(repr, covering)) == sorted(map(repr, touching))
        assert all(end <= edge or edge <= start for span in blocks for edge in span), "a segment crosses a block's edge"


A, B = "outer", "inner"


@pytest.mark.parametrize(
    ("pieces", "meant", "deep"),
    [
        pytest.param([], None, 0, id="nothing there"),
        pytest.param([Piece("link", "https://e.org", (0, 9))], None, 0, id="a link is no attribution"),
        pytest.param([Piece("content", A, (0, 9))], A, 1, id="content alone"),
        pytest.param([Piece("content", A, (0, 9)), Piece("source", B, (0, 1))], B, 1, id="a source within content"),
        pytest.param([Piece("content", A, (0, 9)), Piece("content", B, (0, 5))], B, 2, id="the innermost content"),
        pytest.param([Piece("cue", A, (0, 9)), Piece("content", B, (0, 1))], A, 1, id="a cue before any content"),
        pytest.param([Piece("content", A, (0, 9)), Piece("content", A, (0, 5))], A, 1, id="depth counts attributions"),
    ],
)
def test_what_a_segment_means(pieces: list[Piece], meant: str | None, deep: int) -> None:
    segment = Segment((0, 1), "x", tuple(pieces))
    assert pointed_at(segment) == meant
    assert depth(segment) == deep
