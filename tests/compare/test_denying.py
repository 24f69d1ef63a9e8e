"""Denials in so many words: what one claim says is not so, another says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.claiming.clauses import clauses, denied, done, is_number, unreal
from sayso.compare.claiming.denying import denial
from sayso.compare.claims import DENIED, Claim, Index, claims, relation
from sayso.records import Act
from tests.compare.builders import page

FIRED = "the guards fired at the crowd in the square at noon"
DIED = "two of the prisoners had died in the fort at Carrow"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        pytest.param("the army did not fire on the crowd", ["fire"], id="an auxiliary that is turned"),
        pytest.param("the army didn't fire on the crowd", ["fire"], id="and shortened"),
        pytest.param("there has never been a mine in the river", ["mine"], id="nothing is there"),
        pytest.param("there is no mine in the river", ["mine"], id="no such thing is there"),
        pytest.param("nobody has died", ["died"], id="it is true of nobody"),
        pytest.param("no prisoner was beaten there", ["beaten"], id="of none of these"),
        pytest.param("troops never crossed the border", ["crossed"], id="never"),
        pytest.param("it was hit by a mine and not by a shell", ["shell"], id="how it was not done"),
        pytest.param("it is not true that they fired", ["fired"], id="what is not true"),
        pytest.param("if it was a mine , it was not armed", ["armed"], id="what is only supposed stands apart"),
        pytest.param("they did not only fire", [], id="not only"),
        pytest.param("it changed not all but the title", [], id="a part"),
        pytest.param("the army should not fire", [], id="what ought to be"),
        pytest.param("if they did not fire", [], id="a supposition"),
        pytest.param("the men who did not fire went home", [], id="of whom it is said only beside"),
        pytest.param("we do not know who fired", [], id="what is not known"),
        pytest.param("they have no business there", [], id="what somebody does not have"),
        pytest.param("they do not have the means", [], id="nor this"),
        pytest.param("no", [], id="a bare word"),
        pytest.param("the army fired", [], id="nothing is turned"),
    ],
)
def test_what_a_clause_denies(text: str, heads: list[str]) -> None:
    words = text.split()
    assert [each.head for each in denied(words, clauses(words))] == heads


@pytest.mark.parametrize(
    ("text", "head"),
    [
        pytest.param("that the group had mined the river", "mined", id="that"),
        pytest.param("mining the river", "mining", id="a gerund"),
        pytest.param("claims that they shelled it", "shelled", id="reports that it was so"),
        pytest.param("the deal", "", id="a thing, of which nothing is said"),
        pytest.param("that it had changed only a word", "", id="of which all but the number may be so"),
    ],
)
def test_what_a_cue_may_deny(text: str, head: str) -> None:
    assert done(text.split()) == head


def test_what_may_be_is_not_told() -> None:
    words = ["they", "fired", "because", "the", "crowd", "could", "have", "shot"]
    numbers = clauses(words)
    assert unreal(words, numbers) == {numbers[words.index("could")]}
    assert numbers[0] not in unreal(words, numbers)


@pytest.mark.parametrize(
    ("text", "number"), [("no . 4", True), ("no . they", False), ("no .", False), ("on . 4", False)]
)
def test_the_full_stop_of_a_number(text: str, number: bool) -> None:
    assert is_number(text.split(), 1) == number


def only(words: str, act: Act = "state", who: str = "He", cue: str = "said") -> Claim:
    (found,) = claims(page(f"[S {who}] [C {cue}] [T {words}].", acts={"": act}))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(only(FIRED), only("that the guards had fired at the crowd", "deny"), id="denied by the cue"),
        pytest.param(only(FIRED), only("the guards did not fire at anybody in the crowd"), id="by the verb"),
        pytest.param(only(DIED), only("nobody has died in the fort"), id="of all"),
        pytest.param(
            only("eight barrels stood by the dam"), only("there were never any barrels"), id="it was not there"
        ),
        pytest.param(
            only("the boat was hit by a shell from the bank"),
            only("the boat was sunk by a mine and not by a shell"),
            id="not by this",
        ),
    ],
)
def test_denied(one: Claim, other: Claim) -> None:
    found = denial(one, other)
    assert found is not None
    assert found.score >= DENIED
    assert denial(other, one) == found
    told = relation(one, other)
    assert told.kind == "conflicts"
    assert told.score >= found.score - 0.001
    assert "not so" in told.reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            only(FIRED), only("the guards did not eat at noon in the square"), id="words beside, not the deed"
        ),
        pytest.param(only(FIRED), only("the mayor did not fire his clerk"), id="another deed of one name"),
        pytest.param(only(FIRED), only("the guards had not fired at the crowd", "deny"), id="a denial denied"),
        pytest.param(
            only("they did not fire at the crowd"), only("the guards never fired at the crowd"), id="both deny it"
        ),
        pytest.param(
            only("the guards could have fired at the crowd"), only("they did not fire at it"), id="what may be"
        ),
        pytest.param(
            only("the guards fire at the crowd", "demand"), only("the guards did not fire at the crowd"), id="a demand"
        ),
        pytest.param(
            only("he spoke for the guards who served in the fort"), only("he never served in the fort"), id="of others"
        ),
        pytest.param(only("the barrels"), only("there are no barrels"), id="a thing of which nothing is said"),
    ],
)
def test_not_denied(one: Claim, other: Claim) -> None:
    found = denial(one, other)
    assert found is None or found.score < DENIED


def test_a_word_is_enough_to_look_at_a_denial() -> None:
    index = Index()
    index.add(only("the boat sank"))
    index.add(only(DIED))
    assert [found.terms for found in index.near(only("nobody has died yet"))] == [only(DIED).terms]


WORDS = st.lists(
    st.sampled_from(["guards", "fired", "not", "never", "nobody", "no", ",", "and", "there", "is", "did", "if", "."]),
    max_size=12,
)


@given(WORDS)
def test_clauses_run_on(words: list[str]) -> None:
    numbers = clauses(words)
    assert len(numbers) == len(words)
    assert all(after - before in (0, 1) for before, after in pairwise(numbers))
    assert {each.number for each in denied(words, numbers)} | unreal(words, numbers) <= set(numbers)


@given(WORDS, WORDS)
def test_the_order_of_the_two_is_the_same(one: list[str], other: list[str]) -> None:
    first, second = only(f"the {' '.join(one)} end"), only(f"an {' '.join(other)} end", who="She")
    assert denial(first, second) == denial(second, first)
