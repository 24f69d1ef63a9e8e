"""Which events of pages are one."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.events import Happening, happenings, same_event, same_events
from tests.compare.builders import page


def event(text: str, fact: str) -> Happening:
    """The event of a page that tells of one."""
    (found,) = happenings(page(text, fact, title=text))
    return found


DEPOT = event("{a Rebels} shelled {b the fuel depot} at Orvash on Monday.", "ASSAULT a > b: shelled")
AGAIN = event("{b The fuel depot} at Orvash was shelled by {a rebels} on Monday.", "ASSAULT a > b: shelled")
BLAST = event("The shelling of {b the fuel depot} at Orvash was the work of {a rebels}.", "ASSAULT a > b: shelling")
TALKS = event("{c The ministers} met in {d a hotel} on the lake for talks on grain.", "CONSULT c > d: met")
TRIAL = event("{e A court} jailed {f the banker} for fraud in the spring.", "COERCE e > f: jailed")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        pytest.param(DEPOT, AGAIN, "same", id="the same verb, active and passive"),
        pytest.param(DEPOT, BLAST, "same", id="verb and noun"),
        pytest.param(DEPOT, TALKS, "neither", id="another deed on another page"),
        pytest.param(TRIAL, TALKS, "neither", id="nothing shared"),
    ],
)
def test_same_event(one: Happening, other: Happening, kind: str) -> None:
    assert same_event(one, other).kind == kind


@pytest.mark.parametrize("one", [DEPOT, BLAST, TALKS], ids=["verb", "noun", "meeting"])
@pytest.mark.parametrize("other", [AGAIN, TRIAL], ids=["again", "trial"])
def test_either_order(one: Happening, other: Happening) -> None:
    assert same_event(one, other) == same_event(other, one)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        pytest.param(
            ("{a Rebels} shelled {b the depot} at Orvash.", "ASSAULT a > b: shelled"),
            ("{c Loyalists} shelled {d the market} at Orvash.", "ASSAULT c > d: shelled"),
            "done by others to others",
            id="nobody is the same",
        ),
        pytest.param(
            ("[S {a Rebels}] [C denounced] [T {b the truce} at Orvash].", "ACCUSE a > b: denounced"),
            ("[S {c Elders}] [C denounced] [T {b the truce} at Orvash].", "ACCUSE c > b: denounced"),
            "the word of others",
            id="two denounce the same",
        ),
    ],
)
def test_what_cannot_be_one(one: tuple[str, str], other: tuple[str, str], reason: str) -> None:
    found = same_event(event(*one), event(*other))
    assert (found.kind, found.reasons) == ("neither", (reason,))


def test_another_name_for_the_doer_alone_parts_nothing() -> None:
    one = event("{a Rebels} shelled {b the depot} at Orvash.", "ASSAULT a > b: shelled")
    other = event("{c Fighters} shelled {b the depot} at Orvash.", "ASSAULT c > b: shelled")
    assert same_event(one, other).kind == "same"


def test_reasons_are_told() -> None:
    assert "the same word" in same_event(DEPOT, AGAIN).reasons[0]


ALL = (DEPOT, AGAIN, BLAST, TALKS, TRIAL)


def test_groups() -> None:
    groups = {frozenset(group) for group in same_events(ALL)}
    assert groups == {frozenset({DEPOT.id, AGAIN.id, BLAST.id}), frozenset({TALKS.id}), frozenset({TRIAL.id})}


@given(st.sampled_from(list(permutations(ALL))))
def test_groups_in_any_order(order: tuple[Happening, ...]) -> None:
    assert same_events(order) == same_events(ALL)
