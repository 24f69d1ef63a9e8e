"""Made pairs of claims, and sentences turned into their contrary."""

from collections import Counter
from random import Random

import pytest

from training.claims_said import made_pairs
from training.claims_turned import negated, opposed, recounted


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        pytest.param("The guards were armed.", "The guards were not armed.", id="an auxiliary"),
        pytest.param("The guards fled at dawn.", "The guards did not flee at dawn.", id="a strong verb"),
        pytest.param("Sappers mined the bridge.", "Sappers did not mine the bridge.", id="a weak verb"),
        pytest.param("A quiet morning", None, id="no verb"),
    ],
)
def test_negated(text: str, turned: str | None) -> None:
    assert negated(text) == turned


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        pytest.param("The mill was destroyed.", "The mill was rebuilt.", id="one direction"),
        pytest.param("The mill was rebuilt.", "The mill was destroyed.", id="the other"),
        pytest.param("The mill stands.", None, id="no opposite known"),
    ],
)
def test_opposed(text: str, turned: str | None) -> None:
    assert opposed(text, Random(1)) == turned


@pytest.mark.parametrize(
    ("text", "other"),
    [
        pytest.param("It left 40 dead.", True, id="digits"),
        pytest.param("It left seven dead.", True, id="a word"),
        pytest.param("It happened in 1994.", False, id="a year is no count"),
        pytest.param("It left many dead.", False, id="no number"),
    ],
)
def test_recounted(text: str, *, other: bool) -> None:
    made = recounted(text, Random(1))
    assert (made is not None and made != text) == other


def test_made_pairs() -> None:
    pairs = list(made_pairs(50, Random(1)))
    assert Counter(pair.mark for pair in pairs) == {"same": 20, "conflicting": 10, "neither": 20}
    assert pairs == list(made_pairs(50, Random(1)))
    for side in (side for pair in pairs for side in (pair.one, pair.other)):
        assert side.text[: side.start].endswith(" that ")
