"""Which blocks the encoder sees together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.parse.windows import Plan, plans


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param([], [], id="nothing to read"),
        pytest.param([5, 5], [Plan(0, 2, 0, 2)], id="all fits: one window, no context"),
        pytest.param(
            [10, 10, 10, 10], [Plan(0, 2, 0, 2), Plan(2, 4, 2, 4)], id="equal halves rather than a full one and a rest"
        ),
        pytest.param([3, 24, 3], [Plan(0, 1, 0, 1), Plan(1, 2, 1, 2), Plan(2, 3, 2, 3)], id="no room for context"),
    ],
)
def test_plans(lengths: list[int], expected: list[Plan]) -> None:
    assert plans(lengths, most=28, context=4) == expected


@given(st.lists(st.integers(1, 60), max_size=60), st.integers(62, 120), st.integers(0, 30))
def test_every_block_is_in_one_core_and_windows_fit(lengths: list[int], most: int, context: int) -> None:
    found = plans(lengths, most, context)
    cores = [i for plan in found for i in range(plan.core_first, plan.core_last)]
    assert cores == list(range(len(lengths)))
    for plan in found:
        assert plan.first <= plan.core_first < plan.core_last <= plan.last
        assert sum(lengths[plan.first : plan.last]) + 2 <= most
        assert sum(lengths[plan.first : plan.core_first]) <= context
        assert sum(lengths[plan.core_last : plan.last]) <= context
