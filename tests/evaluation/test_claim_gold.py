"""The gold of claims: how its anchors resolve, and what was marked."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.claim_gold import ARTICLES, MARKS, Anchor, Half, Marked, Piece, half_of, load, marked, resolved, texts

SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXT = "Mayor denies it\n\nThe mayor said he paid. A clerk said he did not."
HALVES: tuple[Half, ...] = ("dev", "test")


def anchor(cue: str = "said", occurrence: int = 1, *content: tuple[str, str, str]) -> Anchor:
    """An attribution of TEXT; a piece of content is its words, its first word and its last word."""
    pieces = ((TEXT.index(words), words, first, last) for words, first, last in content)
    return Anchor(
        "x_1", cue, occurrence, tuple(Piece((at, at + len(words)), first, last) for at, words, first, last in pieces)
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        pytest.param(anchor("said", 1), ["said"], id="the first of a cue's words"),
        pytest.param(anchor("said", 2, ("he did not", "he", "not")), ["said", "he did not"], id="the second"),
        pytest.param(anchor("a", 2), ["a"], id="inside a word too: the count is of characters"),
        pytest.param(
            anchor("denies", 1, ("it", "it", "it"), ("he paid", "he", "paid")),
            ["denies", "it", "he paid"],
            id="a content in pieces, one of a single word",
        ),
    ],
)
def test_anchors_resolve(asked: Anchor, words: list[str]) -> None:
    side = resolved(asked, TEXT)
    assert [TEXT[start:end] for start, end in (side.cue, *side.content)] == words
    assert side.article == asked.article


def test_the_second_occurrence_is_not_the_first() -> None:
    assert resolved(anchor("said", 2), TEXT).cue == (TEXT.rindex("said"), TEXT.rindex("said") + 4)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param(anchor("claimed"), "no 'claimed' number 1", id="words that are not there"),
        pytest.param(anchor("said", 3), "no 'said' number 3", id="not as often"),
        pytest.param(anchor("said", 1, ("he paid", "she", "paid")), "is not 'she' to 'paid'", id="another first word"),
        pytest.param(anchor("said", 1, ("he paid", "he", "pays")), "is not 'he' to 'pays'", id="another last word"),
        pytest.param(anchor("said", 1, ("\n\n", "", "")), "is not '' to ''", id="nothing but space"),
    ],
)
def test_an_article_that_is_another_is_refused(asked: Anchor, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        resolved(asked, TEXT)


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_every_occurrence_is_found_by_its_number(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    cue = text[start : data.draw(st.integers(start + 1, len(text)))]
    number = sum(text.startswith(cue, at) for at in range(start + 1))
    assert resolved(Anchor("x_1", cue, number, ()), text).cue == (start, start + len(cue))


def ends(line: Marked) -> tuple[tuple[str, str, int], tuple[str, str, int]]:
    one, other = line.one, line.other
    return (one.article, one.cue, one.occurrence), (other.article, other.cue, other.occurrence)


def test_what_is_marked_is_sound() -> None:
    lines = [line for half in HALVES for line in marked(half)]
    assert len({(ends(line), line.one.content, line.other.content) for line in lines}) == len(lines), "a pair twice"
    for line in lines:
        assert line.one.article != line.other.article
        assert {side.article.partition("_")[0] for side in (line.one, line.other)} == {line.story}
        assert all(side.content for side in (line.one, line.other))
        spans = [[piece.span for piece in side.content] for side in (line.one, line.other)]
        assert all(a[1] <= b[0] for side in spans for a, b in pairwise(side)), f"{line.story}: pieces overlap"


@pytest.mark.parametrize("half", HALVES)
def test_a_half_has_its_stories_and_enough_of_each_mark(half: Half) -> None:
    lines = marked(half)
    assert {half_of(line.story) for line in lines} == {half}
    count = Counter(line.mark for line in lines)
    assert min(count[mark] for mark in MARKS) >= 40


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.skipif(not (SHARED / ARTICLES).is_file(), reason="the data in ../shared is not there")
def test_marked_spans_are_whole_words_of_the_articles(half: Half) -> None:
    found = texts(SHARED)
    pairs = load(SHARED, half)
    assert [pair.mark for pair in pairs] == [line.mark for line in marked(half)]
    for side in (side for pair in pairs for side in (pair.one, pair.other)):
        text = found[side.article]
        for start, end in (side.cue, *side.content):
            assert text[start:end] == text[start:end].strip() != ""
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum()), text[start - 9 : end]
            assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum()), text[start : end + 9]
