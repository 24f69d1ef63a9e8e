"""What changed between two versions of a page: words and blocks, facts, attributions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.compare.changes import BLOCKS, Run, between, runs, stretches
from tests.compare.versions import FIRST, SECOND

WORDS = st.lists(st.sampled_from(["the", "mill", "fell", ",", ".", "it’s", "\u202e", "52"]), max_size=9).map(" ".join)


@given(st.lists(WORDS.filter(bool), max_size=6), st.lists(WORDS.filter(bool), max_size=6))
def test_both_texts_come_back_from_what_changed(old: list[str], new: list[str]) -> None:
    found = [change for stretch in stretches(old, new) for change in stretch.changes]
    for lost, told in (("new", old), ("gone", new)):
        left = ["".join(run.words for run in change.runs if run.fate != lost) for change in found]
        assert [" ".join(words.split()).replace(" ", "") for words in left if words] == [
            words.replace(" ", "") for words in told
        ]


@given(WORDS)
def test_what_stayed_the_same_is_one_run(words: str) -> None:
    assert runs(words, words) == ((Run("same", words),) if words else ())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("52 men fell", "38 men fell", [("gone", "52 "), ("new", "38 "), ("same", "men fell")]),
        ("It fell.", "It fell.", [("same", "It fell.")]),
        ("a, b", "c, d", [("gone", "a"), ("new", "c"), ("gone", ", "), ("new", ", "), ("gone", "b"), ("new", "d")]),
    ],
    ids=["a number", "nothing", "a sign alone goes with what changed"],
)
def test_runs(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert [(run.fate, run.words) for run in runs(old, new)] == told


def test_a_block_that_became_another_is_told_as_a_whole() -> None:
    (stretch,) = stretches(["one two three"], ["four five six"])
    assert [(change.fate, change.runs[0].words) for change in stretch.changes] == [
        ("gone", "one two three"), ("new", "four five six"),
    ]  # fmt: skip


def test_attributions_go_come_and_change_their_words() -> None:
    told = between(FIRST[1], SECOND[1])
    assert [each.source for each in told.gone] == ["Dorn"]
    assert told.new == ()
    (kerr,) = told.reworded
    assert (kerr.before.content, kerr.after.content) == ("that 52 men fell there", "that 38 men fell there")
    assert told.facts == (("title", "A page", "Another title"),)
    back = between(SECOND[1], FIRST[1])
    assert [each.source for each in back.new] == ["Dorn"]
    assert (told.words_gone, told.words_new) == (back.words_new, back.words_gone)
    assert between(FIRST[1], replace(FIRST[1], reader="other")).nothing


@pytest.mark.parametrize("count", [400, 1200], ids=["each became another", "too many to ask which became which"])
def test_a_long_page_of_which_every_block_changed(count: int) -> None:
    old, new = ([f"row {number} of {count} says {word}" for number in range(count)] for word in ("yes", "no"))
    found = [change.fate for stretch in stretches(old, new) for change in stretch.changes]
    assert found == ([None] * count if count * count <= BLOCKS else ["gone"] * count + ["new"] * count)
