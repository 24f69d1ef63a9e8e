"""Sentences in other words: single edits by what they are there for, and the share that was asked for."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import rewording
from evaluation.rewording import Edit, changed, refigured, reworded, unquoted

LONG = (
    "The mayor of the upper town, who had been told of the plan in March, said on Friday that the bridge over the "
    "river would be closed for three weeks after an inspection found cracks in two of its eight pillars."
)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        pytest.param("the bridge is closed", "The bridge is closed.", 0, id="case and marks are no words"),
        pytest.param("the bridge is closed", "the bridge was closed", 0.25, id="one of four"),
        pytest.param("the bridge", "the bridge is closed", 0.5, id="added: of the longer"),
        pytest.param("the bridge is closed", "closed", 0.75, id="left out: of the longer"),
        pytest.param("closed is the bridge", "the bridge is closed", 0.5, id="another order"),
        pytest.param("a b", "c d", 1, id="nothing alike"),
        pytest.param("", "", 0, id="nothing at all"),
    ],
)
def test_changed(one: str, other: str, share: float) -> None:
    assert changed(one, other) == pytest.approx(share)


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        pytest.param(
            rewording._voice,
            "Two clerks were arrested by the town guard, it says.",
            "The town guard arrested Two clerks, it says.",
            id="passive made active",
        ),
        pytest.param(
            rewording._voice,
            "The council approved the plan on Monday.",
            "The plan was approved by the council on Monday.",
            id="active made passive",
        ),
        pytest.param(
            rewording._moved,
            "On Monday, the council met again.",
            "The council met again on Monday.",
            id="what leads goes to the end",
        ),
        pytest.param(
            rewording._moved,
            "The council met for the second time on Monday.",
            "On Monday, the council met for the second time.",
            id="what trails goes to the front",
        ),
        pytest.param(
            rewording._dropped,
            "The mayor, who is ill, met the council.",
            "The mayor met the council.",
            id="a clause dropped",
        ),
        pytest.param(
            rewording._turned,
            "“We shall see,” the mayor said.",
            "The mayor said: “We shall see.”",
            id="who speaks comes first",
        ),
        pytest.param(
            rewording._turned,
            "The mayor said that the bridge is closed.",
            "The bridge is closed, the mayor said.",
            id="who speaks comes last",
        ),
        pytest.param(rewording._voice, "It rained.", None, id="nothing to turn"),
        pytest.param(rewording._dropped, "“It rained, the end, you know,” she wrote.", None, id="quotations stay"),
        pytest.param(rewording._synonym, "“He said so.”", None, id="no synonym within a quotation"),
    ],
)
def test_single_edits(edit: Edit, before: str, after: str | None) -> None:
    assert edit(before, random.Random(1)) == after


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
@pytest.mark.parametrize("seed", range(5))
def test_as_much_is_changed_as_was_asked_for(share: float, seed: int) -> None:
    assert share <= changed(LONG, reworded(LONG, share, random.Random(seed))) <= share + 0.1


@given(st.text(max_size=80), st.floats(0, 0.6), st.integers(0, 5))
def test_any_text_can_be_reworded_and_the_same_seed_says_the_same(text: str, share: float, seed: int) -> None:
    once = reworded(text, share, random.Random(seed))
    assert once == reworded(text, share, random.Random(seed))
    assert changed(text, once) <= share + 0.1 + 1e-9


@pytest.mark.parametrize(
    ("before", "same"),
    [
        pytest.param("It cost 1,200 crowns.", False, id="a thousand"),
        pytest.param("It took nine days.", False, id="a word"),
        pytest.param("It rose by 3.5 metres.", True, id="a decimal is left alone"),
        pytest.param("It rained.", True, id="no figure"),
    ],
)
def test_refigured(before: str, same: bool) -> None:
    assert (refigured(before, random.Random(1)) == before) is same


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        pytest.param("He said “no” twice", "He said   twice", id="curly"),
        pytest.param('He said "no" twice', "He said   twice", id="straight"),
        pytest.param("He said “no and left", "He said  ", id="a mark that is missing"),
    ],
)
def test_unquoted(text: str, outside: str) -> None:
    assert unquoted(text) == outside
