"""A page lays out all of a text: blocks in order, neighbours of a kind together, and what no block covers as well."""

import pytest

from sayso.records import Block, BlockKind, Document
from sayso.web.layout import Passage, groups, passages
from sayso.web.marks import Piece, segments


def document(text: str, blocks: list[tuple[BlockKind, int, int]]) -> Document:
    return Document(
        id="d",
        media_type="text/plain",
        text=text,
        blocks=tuple(Block(kind, (start, end)) for kind, start, end in blocks),
    )


@pytest.mark.parametrize(
    ("text", "blocks", "laid"),
    [
        pytest.param("", [], [], id="no text"),
        pytest.param("one\ntwo", [], ["one\ntwo"], id="no blocks: the text is one"),
        pytest.param("one\r\n\r\ntwo", [("paragraph", 0, 3), ("quote", 7, 10)], ["one", "two"], id="white between"),
        pytest.param("one lost two", [("quote", 0, 3), ("quote", 9, 12)], ["one", " lost ", "two"], id="words between"),
        pytest.param("a one z", [("paragraph", 2, 5)], ["a ", "one", " z"], id="words before and after"),
    ],
)  # fmt: skip
def test_nothing_is_dropped(text: str, blocks: list[tuple[BlockKind, int, int]], laid: list[str]) -> None:
    page = document(text, blocks)
    marked = [Piece("content", "a", (0, len(text)))] if text else []
    assert [passage.text for passage in passages(page, segments(page, marked))] == laid


def test_neighbours_stand_together() -> None:
    kinds: list[BlockKind] = ["furniture", "furniture", "title", "list_item", "list_item", "paragraph", "paragraph"]
    laid = groups(Passage(kind, (0, 0), ()) for kind in kinds)
    assert [(group.kind, len(group.passages)) for group in laid] == [
        ("furniture", 2), ("title", 1), ("list_item", 2), ("paragraph", 1), ("paragraph", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "texts", "folded"),
    [
        ("furniture", ["Advertisement"], False),
        ("furniture", ["Home", "World"], True),
        ("furniture", ["Related: " + "x" * 200], True),
        ("list_item", ["one", "two"], False),
    ],
)
def test_what_is_folded(kind: BlockKind, texts: list[str], folded: bool) -> None:
    page = document("\n".join(texts), [])
    cut = segments(page, [])
    of_kind = [Passage(kind, (0, len(text)), cut) for text in texts]
    assert [group.folded for group in groups(of_kind)] == [folded]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("• one", True),
        ("  - one", True),
        ("3. one", True),
        ("(a) one", True),
        ("40 died", False),
        ("one", False),
        ("", False),
    ],
)
def test_a_list_item_keeps_its_own_bullet(text: str, own: bool) -> None:
    page = document(text, [])
    assert Passage("list_item", (0, len(text)), segments(page, [])).bulleted is own


@pytest.mark.parametrize(
    ("text", "spaced"),
    [("one two\nthree", False), ("  • one", False), ("a  1\nb  2", True), ("a\tb", True), ("a\n  b", True)],
)
def test_where_white_space_may_carry_meaning(text: str, spaced: bool) -> None:
    page = document(text, [])
    assert Passage("paragraph", (0, len(text)), segments(page, [])).spaced is spaced
