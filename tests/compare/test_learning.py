"""What follows from judged pairs for all others: little, within bounds, and the same in any order."""

import random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.claims import USUAL, Claim, claims, relation
from sayso.compare.events import SAME, happenings
from sayso.compare.gathering.alike import likeness
from sayso.compare.learning import (
    CLAIM_STEP,
    ENOUGH,
    STEPS,
    STORY_STEP,
    Learned,
    learned,
    learned_claims,
    learned_event,
    learned_story,
    moved,
)
from sayso.compare.stories import STORY, WEAK, Signs
from sayso.ledger.judged_pairs import JudgedPairs
from sayso.records import Reading
from tests.compare.builders import page


def at_least(score: float, steps: int) -> bool:
    """A limit of 0.5 that is moved by 0.1."""
    return score >= 0.5 + steps * 0.1 - 1e-9


@pytest.mark.parametrize(
    ("same", "apart", "steps"),
    [
        pytest.param([0.9] * 8, [0.1] * 8, 0, id="all come out as they were judged"),
        pytest.param([], [], 0, id="nothing is judged"),
        pytest.param([0.25] * 7, [0.1] * 50, 0, id="too few that are the same"),
        pytest.param([0.25] * 50, [0.1] * 7, 0, id="too few that are apart"),
        pytest.param([0.25] * 8, [0.1] * 8, -3, id="what is the same is lost: as much less as it takes"),
        pytest.param([0.9] * 8, [0.65] * 8, 2, id="what is apart is mixed: as much more as it takes"),
        pytest.param([0.9] * 8 + [0.45], [0.1] * 9, -1, id="one pair of nine is worth a step"),
        pytest.param([0.9] * 40 + [0.45], [0.1] * 40, 0, id="one pair of forty-one is worth none"),
        pytest.param([0.05] * 8, [-0.5] * 8, -STEPS, id="as far as it may be moved"),
        pytest.param([-0.1] * 8, [1.0] * 8, 0, id="nothing that it may be moved to helps"),
        pytest.param([0.9] * 100 + [0.45] * 20, [0.45] * 8, 0, id="few that are apart count as much as many the same"),
    ],
)
def test_moved(same: list[float], apart: list[float], steps: int) -> None:
    assert moved(same, apart, at_least) == steps


SCORES = st.lists(st.integers(0, 10).map(lambda score: score / 10), min_size=ENOUGH, max_size=20)


@given(SCORES, SCORES, st.randoms(use_true_random=False))
def test_a_limit_does_not_mind_the_order_and_never_does_worse(
    same: list[float], apart: list[float], chance: random.Random
) -> None:
    steps = moved(same, apart, at_least)
    assert abs(steps) <= STEPS
    assert _wrong(same, apart, steps) <= _wrong(same, apart, 0)
    chance.shuffle(same)
    chance.shuffle(apart)
    assert moved(same, apart, at_least) == steps
    assert moved(same * 2, apart * 3, at_least) == steps, "by shares, not by counts"


def _wrong(same: list[float], apart: list[float], steps: int) -> float:
    lost = sum(not at_least(score, steps) for score in same) / len(same)
    return lost + sum(at_least(score, steps) for score in apart) / len(apart)


def signs(document: str, shared: int) -> Signs:
    """Pages of one day that have a likeness of so many hundredths with each other."""
    return Signs(document, "2024-03-01", {"rosalba": int((shared * 10_000) ** 0.5)})


@pytest.mark.parametrize(
    ("same", "apart", "expected"),
    [
        pytest.param(18, 1, STORY - 2 * STORY_STEP, id="pages of a story are less alike here"),
        pytest.param(90, 24, STORY + 3 * STORY_STEP, id="pages are alike that are none"),
        pytest.param(90, 90, STORY, id="likeness tells nothing"),
    ],
)
def test_stories(same: int, apart: int, expected: float) -> None:
    alike, unlike = ([(signs("a", share), signs(f"b{n}", share)) for n in range(ENOUGH)] for share in (same, apart))
    assert likeness(*alike[0]) == pytest.approx(same / 100, abs=0.005)
    assert learned_story(alike, unlike) == pytest.approx(expected)
    assert learned_story(alike[1:], unlike) == STORY


def test_a_story_never_asks_for_less_than_what_counts_as_a_likeness() -> None:
    assert STORY - STEPS * STORY_STEP > WEAK


SAID: Final = "the fuel depot near the harbour of Orvash burned for two days after the shelling"
ELSE: Final = "a court in Perren jailed the banker for fraud after years of delay and much talk in the papers"


def only(content: str, number: int = 0) -> Claim:
    (found,) = claims(page(f"[S Aide {number}] [C said] [T {content}]."))
    return found


def pairs(one: str, other: str) -> list[tuple[Claim, Claim]]:
    return [(only(one, number), only(other, -number)) for number in range(ENOUGH)]


def graded() -> list[str]:
    """What was said with ever fewer of its words, from all of them to none."""
    words, others = SAID.split(), ELSE.split()
    return [" ".join([*words[:count], *others[count:]]) for count in range(len(words), -1, -1)]


def is_same(content: str) -> bool:
    return relation(only(SAID), only(content)).kind == "same"


def test_claims_ask_for_more_where_what_is_judged_apart_came_out_the_same() -> None:
    judged = pairs(SAID, [each for each in graded() if is_same(each)][-1])
    found = learned_claims(pairs(SAID, SAID), judged)
    assert USUAL.same - STEPS * CLAIM_STEP <= found.same < USUAL.same
    assert relation(*judged[0], found).kind != "same"
    assert relation(only(SAID), only(SAID, 1), found).kind == "same"


def test_claims_ask_for_less_where_what_is_judged_the_same_came_out_otherwise() -> None:
    judged = pairs(SAID, next(each for each in graded() if not is_same(each)))
    found = learned_claims(judged, pairs(SAID, ELSE))
    assert USUAL.same < found.same <= USUAL.same + STEPS * CLAIM_STEP
    assert relation(*judged[0], found).kind == "same"
    assert relation(only(SAID), only(ELSE), found).kind == "neither"
    assert found == learned_claims(judged[::-1], pairs(ELSE, SAID)), "in any order"


def told(number: int, text: str, fact: str) -> Reading:
    """A page of its own by number, with one event."""
    return page(f"{text} This is report {number}.", fact, title=text)


SHELLED: Final = ("{a Rebels} shelled {b the fuel depot} at Orvash on Monday.", "ASSAULT a > b: shelled")
JAILED: Final = ("{e A court} jailed {f the banker} for fraud in the spring.", "COERCE e > f: jailed")


def test_events_that_come_out_as_they_are_judged_move_nothing() -> None:
    shelled, jailed = ([happenings(told(n, *each))[0] for n in range(2 * ENOUGH)] for each in (SHELLED, JAILED))
    half = slice(ENOUGH)
    assert learned_event(zip(shelled[half], shelled[ENOUGH:], strict=True), zip(shelled, jailed, strict=True)) == SAME


def test_events_that_are_judged_apart_though_they_are_alike() -> None:
    """What nothing tells apart is not learned either; of what something does, more is asked for."""
    alike = [happenings(told(n, *SHELLED))[0] for n in range(2)]
    mixed = [(alike[0], alike[1])] * ENOUGH
    assert learned_event(mixed, mixed) == SAME


def test_what_a_ledger_holds_is_learned_from_and_only_that_is_read() -> None:
    pages = {f"{n}": told(n, *(SHELLED if n < 20 else JAILED)) for n in range(40)}
    asked = []

    def reading(document: str) -> Reading:
        asked.append(document)
        return pages[document]

    def thing(number: int) -> tuple[str, str]:
        return f"{number}", pages[f"{number}"].events[0].id

    def paired(kind: Any) -> frozenset[Any]:
        return frozenset((thing(n), thing(n + kind)) for n in range(ENOUGH))

    few = JudgedPairs(events_same=paired(8), stories_same=frozenset({("0", "1")}))
    assert learned(few, reading) == Learned()
    assert asked == [], "nothing is apart, so nothing is learned"
    enough = JudgedPairs(events_same=paired(8), events_apart=paired(20))
    assert learned(enough, reading) == Learned()
    assert sorted(asked, key=int) == [f"{n}" for n in (*range(16), *range(20, 28))], "each once"
    gone = JudgedPairs(events_same=frozenset((thing(n), (f"{n}", "f" * 16)) for n in range(ENOUGH)))
    assert learned(gone, reading) == Learned(), "what is not there teaches nothing"
