"""How near two vectors are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.vectors import DIMENSIONS, cosine

VECTOR = st.binary(min_size=DIMENSIONS, max_size=DIMENSIONS)


def _vector(*numbers: int) -> bytes:
    return bytes(number % 256 for number in numbers)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((127, 0), (127, 0), 1.0, id="the same"),
        pytest.param((127, 0), (-127, 0), -1.0, id="the opposite: bytes have a sign"),
        pytest.param((127, 0), (0, 127), 0.0, id="nothing in common"),
        pytest.param((127, 0), (90, 90), 90 / 127, id="half way"),
        pytest.param((90, 91), (90, 91), 1.0, id="rounding makes nothing nearer than the same"),
        pytest.param((), (127, 0), 0.0, id="without words there is nothing to be near to"),
        pytest.param((), (), 0.0, id="nor for two such"),
    ],
)
def test_cosine(one: tuple[int, ...], other: tuple[int, ...], expected: float) -> None:
    assert cosine(_vector(*one), _vector(*other)) == pytest.approx(expected)


@given(VECTOR, VECTOR)
def test_either_order_gives_the_same_within_bounds(one: bytes, other: bytes) -> None:
    assert -1 <= cosine(one, other) == cosine(other, one) <= 1


def test_vectors_of_other_makes_are_not_compared() -> None:
    with pytest.raises(ValueError, match="2 and 3 dimensions"):
        cosine(_vector(1, 2), _vector(1, 2, 3))
