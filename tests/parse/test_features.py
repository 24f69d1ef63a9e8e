"""What the encoder is told of each word beside its pieces."""

import pytest

from sayso.parse import features as f

OUT, IN, B, E, S = f.OUTSIDE, f.INSIDE, f.OPENS, f.CLOSES, f.SINGLE


@pytest.mark.parametrize(
    ("words", "states"),
    [
        pytest.param("“ We won ” he said", [B, IN, IN, E, OUT, OUT], id="curly marks say which way they face"),
        pytest.param('" We won " he said', [B, IN, IN, E, OUT, OUT], id="straight, spaced on both sides: in turn"),
        pytest.param("„ Wir “ he said", [B, IN, E, OUT, OUT], id="low, closed by one that elsewhere opens"),
        pytest.param("« We » he said", [B, IN, E, OUT, OUT], id="guillemets"),
        pytest.param("he said “ We won", [OUT, OUT, B, IN, IN], id="not closed: to the end of the block"),
        pytest.param("the rebels ’ line", [OUT, OUT, OUT, OUT], id="an apostrophe closes nothing"),
        pytest.param("the ‘ rebels ’ line", [OUT, B, S, E, OUT], id="single marks count once one has opened"),
        pytest.param("We won ” he said", [OUT, OUT, E, OUT, OUT], id="a closing mark alone does not open"),
    ],
)
def test_quotes(words: str, states: list[int]) -> None:
    split = words.split()
    assert f.quotes(split, [True] * len(split)) == states


@pytest.mark.parametrize(
    ("spaced", "states"),
    [
        pytest.param([True, True, False, False, True], [OUT, B, IN, E, OUT], id="close to the word after it opens"),
        pytest.param([True, False, True, True, True], [OUT, E, OUT, B, IN], id="close to the word before it closes"),
    ],
)
def test_straight_marks_by_spacing(spaced: list[bool], states: list[int]) -> None:
    assert f.quotes(["a", '"', "b", '"', "c"], spaced) == states


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", f.LOWER),
        ("Ministry", f.TITLE),
        ("A", f.TITLE),
        ("SDF", f.UPPER),
        ("U.S.", f.UPPER),
        ("McCain", f.MIXED),
        ("850", f.DIGITS),
        ("2nd", f.DIGITS),
        ("—", f.OTHER),
        ("é", f.LOWER),
    ],
)
def test_shape(word: str, shape: int) -> None:
    assert f.shape(word) == shape


@pytest.mark.parametrize(
    ("words", "places"),
    [
        pytest.param(["He", "said", "so", "."], [f.FIRST, f.WITHIN, f.WITHIN, f.LAST], id="a sentence"),
        pytest.param(["He", "won", ".", "”"], [f.FIRST, f.WITHIN, f.WITHIN, f.LAST], id="a mark after the stop"),
        pytest.param(["Two", "killed"], [f.OPEN_FIRST, f.OPEN_LAST], id="a heading has no stop"),
        pytest.param(["Watch"], [f.ALONE], id="one word"),
        pytest.param(["”"], [f.ALONE], id="only a mark"),
    ],
)
def test_places(words: list[str], places: list[int]) -> None:
    assert f.places(words) == places
