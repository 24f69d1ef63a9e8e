"""Denials that words alone do not show: what a side goes on to say, and what it says was not its own."""

import re
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.compare.account import account
from sayso.records import Reading
from tests.compare.builders import page

POST: dict[str, Any] = {"publisher": "Post", "published": "2024-05-02"}
STAR: dict[str, Any] = {"publisher": "Star", "published": "2024-05-03"}

WEIR = "[S1 {m The ministry}] [C1 said] that [T1 saboteurs had blown up the weir at Carrow]. "
DENIES = "[S2 {e The Union}] [C2 denied] [T2 it]. "
GOES_ON = "[T3 “None was near the dam since May,”] [S3 its press office] [C3 said]."
THEN = "[T3 “None was near the dam since May,”] [S3 {b a bishop}] [C3 said]."
LATER = "The harvest was poor in the valleys. The mill stood still. " + GOES_ON

BLAMED = "[S {m The ministry}] [C accused] [T {e The Union} of laying the mine in the lane]."
NOT_OURS = "[S {e The Union}] [C said] [T the mine was an old one, and it was not ours]."


def against(*readings: Reading) -> dict[str, set[str]]:
    """What is surely said against what, by the words of the rows."""
    told = account(readings).claims
    words = {row.id: row.words for row in told}
    return {row.words: {words[each.row] for each in row.against if each.how != "unsure"} for row in told}


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        pytest.param(WEIR + DENIES + GOES_ON, True, id="the press office of the side that denied it"),
        pytest.param(WEIR + DENIES + THEN, False, id="somebody else"),
        pytest.param(WEIR + DENIES + LATER, False, id="not right after it"),
        pytest.param(WEIR + GOES_ON, False, id="no denial before it"),
    ],
)
def test_what_a_side_goes_on_to_say(text: str, goes_on: bool) -> None:
    acts: dict[str, Any] = {"1": "state", "2": "deny", "3": "state"} if DENIES in text else {"1": "state", "3": "state"}
    made = page(text, acts=acts, **POST)
    ends = [match.end() for match in re.finditer(r"\.", made.document.text)]
    found = against(replace(made, sentences=tuple(zip([0, *ends], ends, strict=False))))
    (weir,) = [words for words in found if words.startswith("saboteurs")]
    assert any("since May" in words for words in found[weir]) == goes_on


@pytest.mark.parametrize(
    ("said", "disowns"),
    [
        pytest.param(NOT_OURS, True, id="it was not ours"),
        pytest.param(NOT_OURS.replace("it was not ours", "none of our men laid it"), True, id="none of our men"),
        pytest.param(NOT_OURS.replace("it was not ours", "it is ours"), False, id="it is"),
        pytest.param(NOT_OURS.replace("mine", "bridge"), False, id="of another thing"),
        pytest.param(NOT_OURS.replace("{e The Union}", "{b A bishop}"), False, id="of whom nobody is told to be"),
    ],
)
def test_what_a_side_says_was_not_its_own(said: str, disowns: bool) -> None:
    actors: dict[str, Any] = {"e": "party Union"} if "{e" in said else {"b": "person Hugh Brand"}
    blaming = page(BLAMED, acts={"": "accuse"}, **POST, m="government Ministry", e="party Union")
    found = against(blaming, page(said, **STAR, **actors))
    (blamed,) = [words for words in found if "laying" in words]
    assert bool(found[blamed]) == disowns


@pytest.mark.parametrize(
    ("denial", "against_it"),
    [
        pytest.param("there had never been any barrels", True, id="what the page tells is not so"),
        pytest.param("the barrels were not of the farm but of the dam", False, id="something else is not so"),
    ],
)
def test_what_a_page_tells_itself_is_denied(denial: str, against_it: bool) -> None:
    own = page(
        "Eight blue barrels stood behind the pump house until noon. [S {k Kay Holm}] [C said] [T little].", **STAR
    )
    own = replace(own, sentences=((0, 58), (58, len(own.document.text))))
    found = against(own, page(f"[S {{d The director}}] [C said] that [T {denial}].", **POST, d="person Hugh Brand"))
    (denying,) = [words for words in found if words == denial]
    assert bool(found[denying]) == against_it
