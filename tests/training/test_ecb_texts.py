"""ECB+ as running text."""

import pytest

from training.ecb_texts import told


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param(["He", "fled", "."], "He fled.", id="a full stop"),
        pytest.param(['"', "No", ",", '"', "he", "said"], '"No," he said', id="quotation marks that look alike"),
        pytest.param(["the", "guard", "'s", "gun"], "the guard's gun", id="a possessive"),
        pytest.param(["``", "No", "''"], "“No”", id="quotation marks as some write them"),
        pytest.param(["tax", "(", "5", "%", ")"], "tax (5%)", id="brackets"),
        pytest.param(["it", "did", "n't"], "it didn't", id="not"),
    ],
)
def test_words_as_they_are_written(words: list[str], text: str) -> None:
    made = told("page", {0: dict(enumerate(words))})
    assert made.text == text


def test_places_of_words_and_sentences() -> None:
    made = told("page", {0: {0: "Guards", 1: "fled", 2: "."}, 3: {5: "He", 6: "stayed"}})
    assert {key: made.text[slice(*span)] for key, span in made.places.items()} == {
        (0, 0): "Guards",
        (0, 1): "fled",
        (0, 2): ".",
        (3, 5): "He",
        (3, 6): "stayed",
    }
    assert [made.text[slice(*span)] for span in made.sentences.values()] == ["Guards fled.", "He stayed"]
