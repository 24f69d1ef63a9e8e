"""Which cue stands inside whose content."""

from typing import Any

import pytest

from sayso.parse.nesting import distinct, outers
from sayso.records import Candidate


def _candidate(cue: int, content: tuple[int, int], **more: Any) -> Candidate:
    return Candidate(source=(), cue=((cue, cue + 4),), content=(content,), **({"score": 0.9} | more))


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        pytest.param([_candidate(0, (5, 50)), _candidate(10, (20, 40))], [None, 0], id="a cue in a content"),
        pytest.param([_candidate(0, (5, 50)), _candidate(60, (70, 80))], [None, None], id="side by side"),
        pytest.param(
            [_candidate(0, (5, 90)), _candidate(10, (15, 80)), _candidate(20, (30, 70))],
            [None, 0, 1],
            id="the closest holder",
        ),
        pytest.param(
            [_candidate(0, (8, 30)), _candidate(10, (0, 9))],
            [None, 0],
            id="each in the other: the longer content is outer",
        ),
        pytest.param(
            [_candidate(0, (8, 30), score=0.6), _candidate(10, (0, 22), score=0.8)],
            [1, None],
            id="of equal length the likelier",
        ),
    ],
)
def test_outers(candidates: list[Candidate], expected: list[int | None]) -> None:
    assert outers(candidates) == expected


@pytest.mark.parametrize(
    ("candidates", "kept"),
    [
        pytest.param(
            [_candidate(5, (9, 30)), _candidate(5, (9, 20), level=1)], [1], id="the deeper reading knows the edges"
        ),
        pytest.param([_candidate(5, (9, 30), score=0.6), _candidate(5, (9, 20))], [1], id="of one level the likelier"),
        pytest.param([_candidate(5, (9, 30)), _candidate(7, (12, 30), score=0.8)], [0], id="two halves of one cue"),
        pytest.param([_candidate(50, (9, 30)), _candidate(5, (9, 20))], [1, 0], id="in text order"),
    ],
)
def test_distinct(candidates: list[Candidate], kept: list[int]) -> None:
    assert distinct(candidates) == [candidates[i] for i in kept]
