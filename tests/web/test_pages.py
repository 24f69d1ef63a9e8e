"""What a page shows: the order and depth of its attributions, the chosen one's chain, the words of each."""

import pytest

from sayso.errors import NotFoundError
from sayso.records import Attribution, Span, Spans
from sayso.web.chain import kin, ordered
from sayso.web.pages import language, live, quoted, shortened, shown, told_apart
from tests.web.serving import article


def said(name: str, start: int, outer: str | None = None) -> Attribution:
    return Attribution(id=name, source=(), cue=((start, start + 1),), content=(), outer=outer, score=1)


TREE = (said("c", 40), said("b2", 30, "b"), said("a", 0), said("b", 10), said("b1", 20, "b"), said("b1x", 21, "b1"))


def test_order_follows_the_text_and_puts_the_inner_under_their_outer() -> None:
    laid = [(place.number, place.attribution.id, place.depth) for place in ordered(TREE)]
    assert laid == [(1, "a", 0), (2, "b", 0), (3, "b1", 1), (4, "b1x", 2), (5, "b2", 1), (6, "c", 0)]


@pytest.mark.parametrize(
    ("chosen", "around"),
    [(None, ""), ("a", ""), ("b", "b1 b1x b2"), ("b1", "b b1x"), ("b1x", "b b1"), ("b2", "b")],
)
def test_the_chain_is_what_is_around_and_inside(chosen: str | None, around: str) -> None:
    assert kin(TREE, chosen) == set(around.split())


def test_rows_and_steps_of_a_page() -> None:
    reading = article()[1]
    page = shown(reading)
    rows = [(row.number, row.depth, row.who, row.cue, row.content) for row in page.rows]
    assert rows[0] == (1, 0, "ministry", "denies", "it")
    assert rows[2] == (3, 1, "its commanders", "told", "that attacks “put at risk” all")
    assert rows[3] == (4, 0, "General Dask", "stressed", "We left … all of us")
    assert rows[4] == (5, 0, None, "Reportedly", "forty were hurt")
    assert [row[1] for row in rows] == [0, 0, 1, 0, 0, 0, 0, 1, 2]
    assert (page.chosen, page.previous, page.next) == (None, None, page.rows[0])
    middle = shown(reading, page.rows[7].id)
    assert [row.beside for row in middle.rows] == ["", "", "", "", "", "", "kin", "lit", "kin"]
    assert (middle.previous, middle.next) == (middle.rows[6], middle.rows[8])
    last = shown(reading, page.rows[8].id)
    assert (last.previous, last.next) == (last.rows[7], None)


def test_an_attribution_of_another_page_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="abc: no such attribution"):
        shown(article()[1], "abc")


@pytest.mark.parametrize(
    ("text", "spans", "line"),
    [
        ("one two", (), ""),
        ("one\r\n  two", ((0, 10),), "one two"),
        ("“go,” he said, “now”", ((1, 3), (16, 19)), "go … now"),
    ],
)
def test_quoted(text: str, spans: tuple[Span, ...], line: str) -> None:
    assert quoted(text, spans) == line


@pytest.mark.parametrize(
    ("pieces", "found", "told"),
    [
        pytest.param(("one",), (), [("one", False)], id="nothing found"),
        pytest.param(("one two",), ((0, 3),), [("one", True), (" two", False)], id="at the beginning"),
        pytest.param(("one two",), ((4, 7),), [("one ", False), ("two", True)], id="at the end"),
        pytest.param(("a", "b"), ((0, 1), (4, 5)), [("a", True), (" … ", False), ("b", True)], id="in two pieces"),
        pytest.param((), (), [], id="no pieces"),
    ],
)
def test_told_apart(pieces: tuple[str, ...], found: Spans, told: list[tuple[str, bool]]) -> None:
    assert list(told_apart(pieces, found)) == told


@pytest.mark.parametrize(
    ("line", "longest", "short"),
    [
        pytest.param("one two", 7, "one two", id="fits"),
        pytest.param("one two three", 9, "one two …", id="cut between words"),
        pytest.param("one, two", 5, "one …", id="no comma before the ellipsis"),
        pytest.param("x" * 9, 4, "xxxx …", id="one long word"),
    ],
)
def test_shortened(line: str, longest: int, short: str) -> None:
    assert shortened(line, longest) == short


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)//http://", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("https://example.org/\njavascript:", False),
        (" https://example.org", False),
        ("//example.org", False),
        ("/documents", False),
        ("https://", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_live(url: str, followed: bool) -> None:
    assert live(url) is followed


@pytest.mark.parametrize(
    ("code", "attribute"), [("en", "en"), ("pt-BR", "pt-BR"), (None, None), ("", None), ('en" onload="x', None)]
)
def test_language(code: str | None, attribute: str | None) -> None:
    assert language(code) == attribute
