"""Whether two claims of different pages say the same, contradict each other, or neither."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.compare.claims import Claim, claims, relation, same_claims, ties
from sayso.records import Act
from tests.compare.builders import page


def only(marked: str, *facts: str, act: Act = "state", **actors: Any) -> Claim:
    """The claim of a page that holds one attribution."""
    (found,) = claims(page(marked, *facts, acts={"": act}, **actors))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "[S A spokesman] [C said] [T rebel drones struck the oil depot near the port at dawn].",
            "[S The governor] [C told] reporters [T the oil depot near the port was struck by drones at dawn].",
            id="a paraphrase with the same words",
        ),
        pytest.param(
            "[S She] [C said] [T the shelling of the market was a deliberate crime].",
            "[S She] [C said] [T “the shelling of the market was a deliberate crime and nobody will forget it”].",
            id="part of a longer quotation",
        ),
        pytest.param(
            "[S He] [C said] [T the mayor would resign].",
            "[S Aides] [C said] [T the mayor would step down].",
            id="another word for it",
        ),
        pytest.param(
            "[S The army] [C said] [T no civilians were killed in the raid].",
            "[S A colonel] [C said] [T the raid did not kill civilians].",
            id="the same negation in other words",
        ),
    ],
)
def test_same(one: str, other: str) -> None:
    assert relation(only(one), only(other)).kind == "same"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        pytest.param(
            "[S He] [C said] [T the convoy was attacked near the bridge].",
            "[S She] [C said] [T the convoy was not attacked near the bridge].",
            "only one of them negates attacked",
            id="negation of the verb",
        ),
        pytest.param(
            "[S He] [C said] [T support for the truce is rising in the valley].",
            "[S She] [C said] [T support for the truce is falling in the valley].",
            "falling against rising (amount)",
            id="opposite words",
        ),
        pytest.param(
            "[S He] [C said] [T the blockade of the harbour was legal].",
            "[S She] [C said] [T the blockade of the harbour was unlawful].",
            "legal against unlawful (legality)",
            id="opposite verdicts",
        ),
    ],
)
def test_conflicts(one: str, other: str, reason: str) -> None:
    found = relation(only(one), only(other))
    assert found.kind == "conflicts"
    assert reason in found.reasons


def test_denial_of_what_the_other_says() -> None:
    said = only("[S He] [C said] [T the guards fired at the crowd in the square].")
    denied = only("[S They] [C denied] [T that the guards fired at the crowd in the square].", act="deny")
    found = relation(said, denied)
    assert found.kind == "conflicts"
    assert "one denies what the other says" in found.reasons


def test_two_denials_are_the_same() -> None:
    first = only("[S They] [C denied] [T that the guards fired at the crowd].", act="deny")
    other = only("[S He] [C said] [T the guards did not fire at the crowd].")
    assert relation(first, other).kind == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "[S He] [C said] [T the harvest was poor in the northern valleys].",
            "[S She] [C said] [T the airport would reopen on Sunday].",
            id="nothing shared",
        ),
        pytest.param(
            "[S He] [C said] [T {m:person Boris Malin} visited the wounded in a hospital].",
            "[S She] [C said] [T {m:person Boris Malin} owns a vineyard on the coast].",
            id="only an actor shared",
        ),
    ],
)
def test_neither(one: str, other: str) -> None:
    assert relation(only(one, m="person"), only(other, m="person")).kind == "neither"


def test_another_is_blamed() -> None:
    one = only(
        "[S He] [C said] [T {a the Reds} shelled {b the village} on Monday].",
        "ASSAULT a > b: shelled",
    )
    other = only(
        "[S She] [C said] [T {c the Blues} shelled {b the village} on Monday].",
        "ASSAULT c > b: shelled",
    )
    found = relation(one, other)
    assert found.kind == "conflicts"
    assert "another is said to have done it: shelled" in found.reasons


WORDS = st.lists(
    st.sampled_from(["raid", "village", "not", "denied", "killed", "spared", "truce", "rose", "fell", "nobody"]),
    max_size=9,
)


@given(WORDS, WORDS)
def test_the_order_of_the_two_is_the_same(one: list[str], other: list[str]) -> None:
    first = only(f"[S He] [C said] [T the {' '.join(one)} end].")
    second = only(f"[S She] [C said] [T an {' '.join(other)} end].")
    assert relation(first, second) == relation(second, first)


def test_a_refusal_to_say_is_no_claim() -> None:
    (one,) = claims(page("[S He] [C said] [T the guards fired at the crowd].", acts={"": "state"}))
    marked = page("[S He] [C declined to say] [T whether the guards fired at the crowd].", acts={"": "state"})
    silent = replace(marked, attributions=tuple(replace(each, negated=True) for each in marked.attributions))
    (other,) = claims(silent)
    assert other.silent
    assert "one of them refuses to say" in relation(one, other).reasons


STORY = (
    only("[S He] [C said] [T the dam above Orvash was blown up by sappers]."),
    only("[S She] [C told] us [T sappers had blown up the dam above Orvash]."),
    only("[S They] [C said] [T nobody had blown up the dam above Orvash]."),
    only("[S A fisherman] [C said] [T trout were scarce this autumn]."),
)


def test_ties_of_a_story() -> None:
    kinds = {frozenset((tie.one, tie.other)): tie.relation.kind for tie in ties(STORY)}
    blown, again, nobody, _ = (claim.attribution for claim in STORY)
    assert kinds == {
        frozenset((blown, again)): "same",
        frozenset((blown, nobody)): "conflicts",
        frozenset((again, nobody)): "conflicts",
    }


def test_groups_of_the_same_claim() -> None:
    assert same_claims(ties(STORY)) == (tuple(sorted(claim.attribution for claim in STORY[:2])),)


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_ties_in_any_order(order: tuple[int, ...]) -> None:
    assert ties(STORY[i] for i in order) == ties(STORY)
