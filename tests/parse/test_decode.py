"""From scores to stretches of words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.parse.decode import Floats, Roles, Weights, best_stretch, roles

MARGINS = st.lists(st.floats(-9, 9, width=16), min_size=1, max_size=25)


def _scores(words: str) -> Floats:
    """Logits for a row of letters: n none, s source, c content, q cue; capitals begin and `!` ends a stretch."""
    out = np.full((len(words.replace("!", "")), 8), -4.0, np.float32)
    position, role = -1, 0
    for letter in words:
        if letter == "!":
            out[position, 5 if role == 1 else 7] = 4
            continue
        position += 1
        role = "nscq".index(letter.lower())
        out[position, role] = 4
        if letter in "SC":
            out[position, 4 if letter == "S" else 6] = 4
    return out


@pytest.mark.parametrize(
    ("words", "anchor", "expected"),
    [
        pytest.param("Ss!qCccc!n", 2, Roles(((0, 2),), ((2, 3),), ((3, 7),)), id="source, cue, content"),
        pytest.param("Ccc!Ss!qCc!n", 5, Roles(((3, 5),), ((5, 6),), ((0, 3), (6, 8))), id="content broken by he said"),
        pytest.param("nqqCcc!", 1, Roles((), ((1, 3),), ((3, 6),)), id="a cue of two words, nobody says it"),
        pytest.param("nnqnn", 2, Roles((), ((2, 3),), ()), id="a cue alone"),
        pytest.param("S!nqnqC!", 2, Roles(((0, 1),), ((2, 3),), ((5, 6),)), id="a gap ends the cue"),
    ],
)
def test_roles(words: str, anchor: int, expected: Roles) -> None:
    assert roles(_scores(words), anchor, Weights()) == expected


@given(MARGINS)
def test_best_stretch_is_the_best_of_all(margins: list[float]) -> None:
    values = np.array(margins, np.float32)
    zeros = np.zeros_like(values)
    score, first, last = best_stretch(values, zeros, zeros)
    every = [values[a:b].sum() for a in range(len(values)) for b in range(a + 1, len(values) + 1)]
    assert score == pytest.approx(max(every), abs=1e-3)
    assert values[first:last].sum() == pytest.approx(score, abs=1e-3)


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_any_scores_give_stretches_that_do_not_overlap(count: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    found = roles(dice.normal(0, 5, (count, 8)).astype(np.float32), int(dice.integers(count)), Weights())
    every = sorted((*found.source, *found.cue, *found.content))
    assert all(0 <= a < b <= count for a, b in every)
    assert all(b <= c for (_, b), (c, _) in pairwise(every))
    assert len(found.cue) == 1
