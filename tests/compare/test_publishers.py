"""Publishers side by side: names, loaded words, whom they quote, whose text they repeat, what they leave out."""

import pickle
from functools import cache
from itertools import permutations
from typing import Any

import msgspec
import pytest

from sayso.compare.publishers import Comparison, Profile, compared
from sayso.records import Reading
from tests.compare.builders import page
from tests.compare.stories import TRUTH, story

HERALD: dict[str, Any] = {"publisher": "Herald", "published": "2024-05-01", "m": "government Ministry"}
POST: dict[str, Any] = {"publisher": "Post", "published": "2024-05-02", "m": "government Ministry"}
STAR: dict[str, Any] = {"publisher": "Star", "published": "2024-04-02"}

WEIR = "[S {m The ministry}] [C said] that [T saboteurs had blown up the old weir at Carrow]."
TOLL = "[S2 {d Ada Finch}] [C2 said] that [T2 nine barges were lost below the mill that night]."


def pages() -> tuple[Reading, ...]:
    return (
        page(f"{WEIR}\n{TOLL}", **HERALD, d="person Ada Finch"),
        page(WEIR.replace("old ", ""), **POST),
        page("It rained.", **STAR),
    )


STORY = tuple(reading.document.id for reading in pages())


@cache
def samples() -> Comparison:
    readings = [reading for id in TRUTH for reading in story(id)]
    stories = [[reading.document.id for reading in story(id)] for id in TRUTH]
    return compared(readings, ("KTR World Service", "Halyard", "The Brunsel Standard"), stories=stories)


def profile(told: Comparison, publisher: str) -> Profile:
    (found,) = [each for each in told.profiles if each.publisher == publisher]
    return found


def left_out(told: Comparison, publisher: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Who brings what a publisher does not, by its words, and whether it came before it."""
    words = {row.id: row.words for each in told.stories for row in each.claims}
    return {words[each.row]: (each.by, each.before) for each in profile(told, publisher).left_out}


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [
        pytest.param("Herald", [], id="who tells all of it"),
        pytest.param("Post", [(("Herald",), False)], id="one claim is not told"),
        pytest.param("Star", [(("Herald", "Post"), True), (("Herald",), True)], id="it was printed before"),
    ],
)
def test_what_is_left_out_of_a_shared_story(publisher: str, expected: list[tuple[tuple[str, ...], bool]]) -> None:
    told = compared(pages(), stories=[STORY])
    assert list(left_out(told, publisher).values()) == expected


def test_what_is_told_in_two_stories_is_left_out_of_none() -> None:
    told = compared(pages(), stories=[STORY[:1], STORY[1:2]])
    assert told.stories == ()
    assert [(each.stories, each.alone, each.left_out) for each in told.profiles[:2]] == [(0, 1, ()), (0, 1, ())]


def test_pages_of_others_tell_what_is_left_out() -> None:
    told = compared(pages(), ("Post",), stories=[STORY])
    assert [each.publisher for each in told.profiles] == ["Post"]
    assert len(left_out(told, "Post")) == 1


def test_publishers_stand_in_the_order_asked_for() -> None:
    assert [each.publisher for each in compared(pages(), ("Star", "Herald")).profiles] == ["Star", "Herald"]
    assert [each.publisher for each in compared(pages()).profiles] == ["Herald", "Post", "Star"]
    assert compared(pages(), ("Gazette",)).profiles == ()
    assert compared(()) == Comparison()


def test_whom_it_quotes_under_a_name() -> None:
    herald = profile(compared(pages()), "Herald")
    assert {each.voice.name: each.times for each in herald.quoted} == {"Ministry": 1, "Ada Finch": 1}
    assert herald.quotations == 2


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_the_order_of_pages_changes_nothing(order: tuple[int, ...]) -> None:
    made = pages()
    assert compared([made[i] for i in order], stories=[STORY]) == compared(made, stories=[STORY])


def test_a_comparison_can_be_sent() -> None:
    told = samples()
    assert pickle.loads(pickle.dumps(told)) == told
    assert msgspec.json.decode(msgspec.json.encode(told), type=Comparison) == told


# The sample stories


def test_whose_text_is_repeated() -> None:
    (copying,) = profile(samples(), "The Brunsel Standard").copying
    assert (copying.of, copying.third, len(copying.pages)) == ("Halyard", False, 1)
    assert profile(samples(), "Halyard").copying == ()
    assert profile(samples(), "The Brunsel Standard").copied == 1


def test_a_credit_alone_tells_of_a_copy_too() -> None:
    (told,) = compared((page("It rained at Carrow. (Reuters)", **HERALD),)).profiles
    assert [(each.of, each.third, each.pages[0].share) for each in told.copying] == [("Reuters", True, None)]


def test_loaded_words_are_told_by_voice() -> None:
    own = {each.publisher: {load.mode: load.per_thousand for load in each.loads} for each in samples().profiles}
    assert own["Halyard"]["own"] < own["KTR World Service"]["own"] < own["The Brunsel Standard"]["own"]
    for each in samples().profiles:
        for load in each.loads:
            assert load.words >= load.loaded


def test_names_are_those_of_the_publishers_that_are_compared() -> None:
    told = samples()
    assert {by.page.name for one in told.names for by in one.by} <= {each.publisher for each in told.profiles}
    assert "Ermanth People's Defence" in [one.name for one in told.names[: told.differing]]
