"""The kin of words."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("transformers", reason="the backbone is run as its makers do")

from training.kin import kin, usual, written


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("the depot burned", ["burned", "depot", "the"], id="words in lower case"),
        pytest.param("Orvash burned", ["burned"], id="a name is left out"),
        pytest.param("THE DEPOT BURNED", [], id="capitals throughout tell nothing"),
        pytest.param("he is at 12", [], id="short words and numbers are left out"),
    ],
)
def test_usual_words(text: str, kept: list[str]) -> None:
    assert usual([text] * 8) == kept


def test_kin_are_those_that_lie_close() -> None:
    placed = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]], np.float32)
    assert kin(["blast", "explosion", "harvest"], placed) == {"blast": {"explosion": 80}, "explosion": {"harvest": 60}}


def test_each_pair_is_written_once() -> None:
    assert written({"blast": {"explosion": 80}}).endswith('- word: "blast"\n  kin: >-\n    explosion:80\n')
