"""What a number counts, and how it is said."""

from typing import Any

import pytest

from sayso.compare.hearing.counted import counted, standing
from sayso.records import Figure


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        pytest.param("It said 31 died.", "31", "said", id="plain"),
        pytest.param("24 died, not 31 as it had said on Monday.", "31", "before", id="taken back"),
        pytest.param("24 died, not 31.", "31", "denied", id="not so"),
        pytest.param("24 rather than 31 died.", "31", "denied", id="rather than"),
        pytest.param("The toll rose to 24, up from 12.", "12", "before", id="up from"),
        pytest.param("It lowered its count to 24 from an earlier toll of 31.", "31", "before", id="an earlier toll"),
        pytest.param("It at first spoke of nine dead.", "nine", "before", id="at first"),
        pytest.param("At first light 12 died.", "12", "said", id="first light is an hour"),
        pytest.param("12 died earlier that day.", "12", "said", id="earlier than something else"),
        pytest.param("They did not wait. 12 died.", "12", "said", id="not of another verb"),
        pytest.param("Not\n12 died.", "12", "said", id="not of another paragraph"),
    ],
)
def test_how_a_number_stands(text: str, number: str, expected: str) -> None:
    assert standing(text, _figure(text, number)) == expected


@pytest.mark.parametrize(
    ("text", "number", "what", "outcome", "expected"),
    [
        pytest.param("31 citizens died", "31", "citizens", "killed", ("people", False), id="whoever died"),
        pytest.param("31 died", "31", None, "killed", ("people", False), id="nobody named"),
        pytest.param("31 dead, seven of them children", "seven", "children", "killed", ("child", True), id="of them"),
        pytest.param("31 dead, including two children", "two", "children", "killed", ("child", True), id="including"),
        pytest.param("31 dead, including two others", "two", "others", "killed", ("people", True), id="others"),
        pytest.param("57 tickets sold", "57", "tickets", "sold", ("ticket", False), id="things"),
        pytest.param("105 prisoners crossed", "105", "prisoners", None, ("prisoner", False), id="no fate"),
        pytest.param("31 members of the crew", "31", "members of the crew", None, ("member", False), id="the head"),
    ],
)
def test_what_is_counted(text: str, number: str, what: str, outcome: Any, expected: tuple[str, bool]) -> None:
    found = counted(text, _figure(text, number, what=what, outcome=outcome))
    assert (found.thing, found.part) == expected


def _figure(text: str, number: str, **fields: Any) -> Figure:
    start = text.rindex(number)
    return Figure(id="f", span=(start, start + len(number)), low=1, high=1, **fields)
