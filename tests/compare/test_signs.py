"""Which words stand under a negation."""

import pytest

from sayso.compare.claiming.signs import signs


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        pytest.param("the bridge was not mined", "mined", id="not"),
        pytest.param("they didn't fire", "fire", id="a short form"),
        pytest.param("nobody was killed", "was killed", id="nobody"),
        pytest.param("no proof of a crime", "proof of a crime", id="no"),
        pytest.param("he denied it was mined", "it was mined", id="a verb that denies"),
        pytest.param("it failed to stop fire", "to stop", id="two turn round twice"),
        pytest.param("not mined , but shelled", "mined", id="a clause ends"),
        pytest.param("not only mined", "", id="not only"),
        pytest.param("it was mined", "", id="none"),
    ],
)
def test_signs(text: str, negated: str) -> None:
    words = text.split()
    assert " ".join(word for word, sign in zip(words, signs(words), strict=True) if sign < 0) == negated
