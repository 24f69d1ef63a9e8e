"""How likely two claims that clash do conflict: they must be about one matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.compare.claiming.clashing import clashes
from sayso.compare.claiming.sureness import SIGNS, is_guessed, nearness, past_each_other, speaking, sureness
from sayso.compare.claiming.told import Claim
from sayso.compare.claiming.weighing import overlap
from sayso.compare.claims import SHOWN, claims, relation
from sayso.records import Act, Vectors
from tests.compare.builders import page

NORTH, EAST = bytes([127, 0]), bytes([0, 127])
SAID = "[S He] [C said] [T the guards fired at the crowd in the square at noon]."


def only(marked: str, act: Act = "state", vector: bytes | None = None) -> Claim:
    (found,) = claims(page(marked, acts={"": act}))
    return replace(found, vector=vector)


def sure(one: Claim, other: Claim) -> float:
    shared = overlap(one, other)
    return sureness(one, other, shared, clashes(one, other, shared))


def test_a_denial_of_the_same_words_is_shown() -> None:
    denied = only("[S They] [C denied] [T that the guards fired at the crowd in the square].", "deny")
    found = relation(only(SAID), denied)
    assert found.kind == "conflicts"
    assert found.score >= SHOWN


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("[S She] [C said] [T prices in the square did not fall this week].", id="a word under a negation"),
        pytest.param("[S She] [C said] [T the firm hired forty guards and built a school].", id="a word in common"),
    ],
)
def test_what_is_of_another_matter_is_not_shown(other: str) -> None:
    found = relation(only(SAID), only(other))
    assert found.kind != "conflicts" or found.score < SHOWN


def test_nearness_in_meaning_counts() -> None:
    text = "[S They] [C denied] [T that the guards fired at the crowd in the square]."
    one = only(SAID, vector=NORTH)
    assert sure(one, only(text, "deny", NORTH)) > sure(one, only(text, "deny", EAST))


@pytest.mark.parametrize("vector", [None, b""], ids=["not known", "no words"])
def test_without_a_vector(vector: bytes | None) -> None:
    one, other = only(SAID, vector=NORTH), only("[S They] [C denied] [T the guards fired].", "deny", vector)
    assert nearness(one, other) == 0.0
    assert 0 < sure(one, other) < 1


def test_each_sign_has_a_figure() -> None:
    one, other = only(SAID), only("[S They] [C denied] [T the guards fired].", "deny")
    shared = overlap(one, other)
    assert len(speaking(one, other, shared, clashes(one, other, shared))) == len(SIGNS)


def test_claims_have_the_vectors_of_their_reading() -> None:
    made = page("[S1 He] [C1 said] [T1 the dam broke]. [S2 She] [C2 said] [T2 it held].")
    known = replace(made, vectors=Vectors(document=NORTH, attributions=(NORTH, EAST)))
    assert [claim.vector for claim in claims(known)] == [NORTH, EAST]
    assert [claim.vector for claim in claims(made)] == [None, None]


WORDS = st.lists(st.sampled_from(["raid", "village", "not", "denied", "killed", "spared", "truce", "rose"]), max_size=9)


@given(WORDS, WORDS, st.binary(min_size=2, max_size=2), st.binary(min_size=2, max_size=2))
def test_the_order_of_the_two_is_the_same(one: list[str], other: list[str], ours: bytes, theirs: bytes) -> None:
    first = only(f"[S He] [C said] [T the {' '.join(one)} end].", vector=ours)
    second = only(f"[S She] [C said] [T an {' '.join(other)} end].", vector=theirs)
    found = relation(first, second)
    assert found == relation(second, first)
    assert 0 <= found.score <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            only("[S She] [C demanded] [T that the guards leave the square].", "demand"),
            only("[S They] [C denied] [T that the guards leave the square].", "deny"),
            id="what ought to be and what is",
        ),
        pytest.param(
            only("[S He] [C said] [T the murals of the square were painted over]."),
            only("[S They] [C rejected] [T the murals of the square].", "deny"),
            id="a thing of which nothing is said",
        ),
    ],
)
def test_past_each_other(one: Claim, other: Claim) -> None:
    assert past_each_other(one, other)
    assert past_each_other(other, one)


def test_not_past_each_other() -> None:
    assert not past_each_other(only(SAID), only("[S They] [C denied] [T that the guards fired].", "deny"))


@pytest.mark.parametrize(
    ("one", "other", "guessed"),
    [
        pytest.param(
            only("[S He] [C said] [T the talks failed over the guards of the square]."),
            only("[S She] [C said] [T the guards of the square sold bread]."),
            True,
            id="a negation that may reach on",
        ),
        pytest.param(
            only("[S He] [C said] [T the photo of the square was old]."),
            only("[S They] [C rejected] [T the photo of the square].", "deny"),
            True,
            id="a thing that is rejected",
        ),
        pytest.param(
            only("[S He] [C opposes] [T the truce].", "condemn"),
            only("[S She] [C supports] [T the truce].", "praise"),
            False,
            id="opposites",
        ),
    ],
)
def test_what_is_only_guessed(one: Claim, other: Claim, guessed: bool) -> None:
    shared = overlap(one, other)
    clash = clashes(one, other, shared)
    assert clash.weight > 0
    assert is_guessed(one, other, shared, clash) == guessed
