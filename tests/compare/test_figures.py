"""Numbers for one thing, side by side: whose they are, when they were said, and how they changed."""

from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.figures import Account, Rivals, Value, excludes, rivals
from sayso.compare.hearing.counted import standing
from sayso.compare.hearing.sayers import Item
from sayso.compare.hearing.spokesmen import speaks_for
from sayso.records import Act, Reading
from tests.compare.paging import said, story_page, with_said
from tests.compare.stories import TRUTH, bodies, read, story

HERALD: dict[str, Any] = {"publisher": "Herald", "published": "2024-05-01"}
POST: dict[str, Any] = {"publisher": "Post", "published": "2024-05-02"}
LATER: dict[str, Any] = {"publisher": "Herald", "published": "2024-05-04"}


def shown(account: Account) -> str:
    """The numbers of an account in time, those of one step joined by a sign for how they are said; then the denied."""
    steps = [_number(step.value) for step in account.steps]
    return " > ".join(steps) + "".join(f" not {_number(each.value)}" for each in account.besides)


def _number(value: Value) -> str:
    return f"{'~' * value.approximate}{value.low or 0:g}{'+' * value.open}"


def laid(found: Sequence[Rivals]) -> list[dict[str, str]]:
    return [{account.voice.name: shown(account) for account in one.accounts} for one in found]


ONE = story_page("[S {m The ministry}] [C said] [T 31 people died]. [S2 {e The EPD}] [C2 said] [T2 nine died].",
                 "31=31||people", "nine=9", **HERALD)  # fmt: skip
TWO = story_page("[S {m The ministry}] [C said] [T 31 men died]. At least 12 were dead.",
                 "31=31||men", "At least 12=12+", **POST)  # fmt: skip
THREE = story_page("[S {m The ministry}] [C said] [T 24 people died, not 31 as it had said before]. 19 are dead.",
                   "24=24||people", "31=31", "19=19", **LATER)  # fmt: skip


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        pytest.param((ONE,), [{"The ministry": "31", "The EPD": "9"}], id="speakers of one page"),
        pytest.param((ONE, TWO), [{"The ministry": "31", "The EPD": "9", "Post": "12+"}],
                     id="one speaker in two papers has one number; a page has its own"),
        pytest.param((ONE, TWO, THREE), [{"The ministry": "31 > 24", "The EPD": "9", "Post": "12+", "Herald": "19"}],
                     id="a number that was changed"),
        pytest.param((THREE,), [{"The ministry": "31 > 24", "Herald": "19"}],
                     id="what was said before, known from the later page alone"),
        pytest.param((story_page("31 died, seven of them children.", "31=31", "seven=7||children", **HERALD),),
                     [{"Herald": "31"}, {"Herald": "7"}], id="some of them are no rival number"),
        pytest.param((story_page("Seven girls died. 31 people died.", "31=31||people", "Seven=7||girls", **POST),),
                     [{"Post": "31"}, {"Post": "7"}], id="nor are some that are told in a sentence of their own"),
        pytest.param((story_page("Two children died.", "Two=2||children", **HERALD),
                      story_page("Nobody, 0 people, died.", "0=0||people", **POST)),
                     [{"Herald": "2", "Post": "0"}], id="who they were does not part numbers of different voices"),
        pytest.param((story_page("31 citizens died.", "31=31||peaceful citizens", **HERALD),
                      story_page("20 terrorists died.", "20=20||terrorists", **POST)),
                     [{"Herald": "31", "Post": "20"}], id="nor what they are called"),
        pytest.param((story_page("31 died, 40 were hurt.", "31=31", "40=40|injured", **HERALD),),
                     [{"Herald": "31"}, {"Herald": "40"}], id="dead and wounded are two things"),
        pytest.param((story_page("He sold 57 tickets for 40 seats.", "57=57|sold|tickets", "40=40|-|seats", **HERALD),),
                     [{"Herald": "57"}, {"Herald": "40"}], id="things by what they are"),
        pytest.param((story_page("[S {m The ministry}] [C denied] [T that 31 died].", "31=31", acts={"": "deny"},
                                 **HERALD),),
                     [{"The ministry": " not 31"}], id="a number that is denied"),
        pytest.param((story_page("[S A clerk] [C said] [T 12 died].", "12=12", **HERALD),), [{"A clerk": "12"}],
                     id="somebody of whom no more is known"),
        pytest.param((story_page("[C Reportedly] [T 12 died].", "12=12", **HERALD),), [{"Herald": "12"}],
                     id="what nobody is said to say is the page's"),
        pytest.param((THREE, story_page("[S {m The ministry}] [C insists] [T 31 died].", "31=31", publisher="Post",
                                        published="2024-05-06")),
                     [{"The ministry": "31 > 24 > 31", "Herald": "19"}], id="back to the first number"),
        pytest.param((story_page("[S {m The ministry}] [C says] [T 24 died]. [S2 {m It}] [C2 had said] [T2 31 died].",
                                 "31=31", "24=24", **HERALD),),
                     [{"The ministry": "31 > 24"}], id="what had been said"),
        pytest.param((story_page("31 died.", "31=31", publisher="Herald", published=""),), [{"Herald": "31"}],
                     id="a page without a date"),
    ],
)  # fmt: skip
def test_side_by_side(readings: tuple[Reading, ...], expected: list[dict[str, str]]) -> None:
    assert laid(rivals(readings)) == expected


def test_any_order_of_pages_gives_the_same() -> None:
    expected = rivals([ONE, TWO, THREE])
    assert all(rivals(order) == expected for order in permutations((ONE, TWO, THREE)))


def test_each_telling_says_where_whose_through_whom_and_when() -> None:
    page = story_page(
        "[S1 {tv State TV}] [C1 said] [T1 that [S2/1 {m the ministry}] [C2/1 counted] [T2/1 31 dead]] on Monday.",
        "31=31", days={"Monday": "2024-04-29"}, **HERALD,
    )  # fmt: skip
    (one,) = rivals([page])
    (account,) = one.accounts
    (telling,) = account.steps[0].tellings
    heard = telling.heard
    assert page.document.text[slice(*heard.basis.span)] == heard.basis.words == "31"
    assert [voice.name for voice in heard.chain] == ["the ministry", "State TV", "Herald"]
    assert (heard.published, heard.day, account.steps[0].day) == ("2024-05-01", "2024-04-29", "2024-04-29")


@pytest.mark.parametrize(
    ("marked", "days", "day"),
    [
        pytest.param("[S {m She}] [C said] [T 12 died] on Monday.", {"Monday": "2024-04-29"}, "2024-04-29", id="told"),
        pytest.param("[S {m She}] [C said] [T 12 died on Monday].", {"Monday": "2024-04-29"}, "2024-05-01",
                     id="not that of what is said"),
        pytest.param("[S {m She}] [C said] [T 12 died]. On Monday she left.", {"Monday": "2024-04-29"}, "2024-04-29",
                     id="the same line is one sentence here"),
        pytest.param("[S {m She}] [C said] [T 12 died].\nOn Monday she left.", {"Monday": "2024-04-29"}, "2024-05-01",
                     id="not that of another sentence"),
        pytest.param("[S {m She}] [C said], leaving Monday, [T 12 died].", {"Monday": "2024-05-06"}, "2024-05-01",
                     id="nor a day still to come"),
        pytest.param("[S {m She}] [C said] [T 12 died], as the mayor and her whole family left on Monday.",
                     {"Monday": "2024-04-29"}, "2024-05-01", id="nor one that is far from the cue"),
    ],
)  # fmt: skip
def test_the_day_on_which_a_number_was_said(marked: str, days: dict[str, str], day: str) -> None:
    (one,) = rivals([story_page(marked, "12=12", days=days, **HERALD)])
    assert one.accounts[0].steps[0].day == day


FACTS = ("ASSAULT a > b: raided", "ASSAULT a > b: bombed")


def raids(first: str, second: str, event: Sequence[str], **given: Any) -> Reading:
    """A page on a raid and a bombing; `event` are the events (0, 1 or none) of the two numbers."""
    marked = f"{{a A}} raided {{b B}}, {first} died. {{a A}} bombed {{b B}}, {second} died."
    return story_page(marked, f"{first}={first}|||{event[0]}", f"{second}={second}|||{event[1]}", facts=FACTS, **given)


def groups(*readings: Reading) -> list[Collection[Item]]:
    """The raids of pages are one event, the bombings another."""
    return [[(reading.document.id, reading.events[i].id) for reading in readings] for i in (0, 1)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("01", "01", [{"Herald": "12", "Post": "13"}, {"Herald": "40", "Post": "50"}],
                     id="each with its event"),
        pytest.param(["0", ""], ["0", ""], [{"Herald": "12 > 40", "Post": "13 > 50"}],
                     id="what has no event goes with the only one that is numbered"),
    ],
)  # fmt: skip
def test_numbers_go_with_their_event(one: Sequence[str], other: Sequence[str], expected: list[dict[str, str]]) -> None:
    pages = raids("12", "40", one, **HERALD), raids("13", "50", other, **POST)
    found = laid(rivals(pages, groups(*pages)))
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_an_event_that_one_page_has_is_no_event_of_the_story() -> None:
    one, other = raids("12", "40", ["0", ""], **HERALD), raids("13", "50", ["", "1"], **POST)
    single = [[(one.document.id, one.events[0].id)], [(other.document.id, other.events[1].id)]]
    assert laid(rivals([one, other], single)) == [{"Herald": "12 > 40", "Post": "13 > 50"}]


def test_a_number_without_event_goes_with_that_of_its_page() -> None:
    one, other = raids("12", "14", ["0", ""], **HERALD), raids("13", "50", "01", **POST)
    third = raids("17", "60", "01", **LATER)
    found = laid(rivals([one, other, third], groups(one, other, third)))
    assert {"Herald": "12 > 14 > 17", "Post": "13"} in found


def test_a_number_that_may_be_of_several_events_stands_alone() -> None:
    pages = raids("12", "40", "01", **HERALD), raids("13", "50", "01", **POST), story_page("7 died.", "7=7", **LATER)
    found = rivals(pages, groups(*pages[:2]))
    assert {"Herald": "7"} in laid(found)
    assert [len(one.accounts) for one in found] == [2, 2, 1]
    assert not [
        t for one in found[2:] for account in one.accounts for s in account.steps for t in s.tellings if t.by_event
    ]


def test_a_spokesman_speaks_for_his_body() -> None:
    marked = (
        "[S {lee Ann Lee}, spokeswoman of {m the ministry}], [C said] [T 31 died]. [S2 {m It}] [C2 said] [T2 20 died]."
    )
    page = story_page(marked, "31=31", "20=20", facts=("part_of lee > m: spokeswoman",), lee="person", **HERALD)
    page = with_said(page, "said", speakers=("lee",))
    bodies = speaks_for([page])
    assert bodies == {"lee": "m"}
    (one,) = rivals([page], speaks_for=bodies)
    (account,) = one.accounts
    assert account.voice.speakers == ("m",)
    assert {t.heard.speaker.speakers for step in account.steps for t in step.tellings} == {("lee",), ("m",)}
    assert said(page, "said").speakers == ("lee",)


@pytest.mark.parametrize(
    ("marked", "facts"),
    [
        pytest.param("{lee Ann Lee}, minister of {m the Republic}", ("part_of lee > m: minister",), id="a minister"),
        pytest.param("{lee Ann Lee}, spokeswoman of {m A} and spokesperson of {n B}",
                     ("part_of lee > m: spokeswoman", "part_of lee > n: spokesperson"), id="two bodies"),
        pytest.param("{lee Ann Lee}, spokeswoman of {m A} and {n B}", ("part_of lee > m,n: spokeswoman",),
                     id="both"),
        pytest.param("{org The office}, spokesperson of {m A}", ("part_of org > m: spokesperson",), id="no person"),
        pytest.param("{lee Ann Lee}, no spokeswoman of {m A}", ("part_of lee > m: spokeswoman | negated",),
                     id="denied"),
    ],
)  # fmt: skip
def test_who_speaks_for_nobody_else(marked: str, facts: tuple[str, ...]) -> None:
    assert speaks_for([story_page(marked, facts=facts, lee="person", **HERALD)]) == {}


def test_joined_actors_are_one_speaker() -> None:
    one = story_page("[S {a1 Ann Lee}] [C said] [T 12 died].", "12=12", a1="person", **HERALD)
    other = story_page("[S {b2 Lee}] [C said] [T 14 died].", "14=14", b2="person", **POST)
    assert laid(rivals([one, other], same={"b2": "a1"})) == [{"Ann Lee": "12 > 14"}]
    assert laid(rivals([one, other])) == [{"Ann Lee": "12", "Lee": "14"}]


def test_nameless_sources_of_two_pages_are_two() -> None:
    pages = [
        story_page(f"[S A source] [C said] [T {n} died].", f"{n}={n}", **day) for n, day in ((12, HERALD), (14, POST))
    ]
    assert [shown(account) for account in rivals(pages)[0].accounts] == ["12", "14"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(Value(12, 12), Value(12, 12), False, id="the same"),
        pytest.param(Value(12, 12), Value(31, 31), True, id="others"),
        pytest.param(Value(12, None, True), Value(31, 31), False, id="at least 12 may be 31"),
        pytest.param(Value(12, None, True), Value(9, 9), True, id="at least 12 is not 9"),
        pytest.param(Value(None, 40, True), Value(12, 12), False, id="up to 40 may be 12"),
        pytest.param(Value(10, 20), Value(20, 30), False, id="ranges that touch"),
        pytest.param(Value(40, 40, approximate=True), Value(43, 43), False, id="about 40 may be 43"),
        pytest.param(Value(40, 40, approximate=True), Value(50, 50), True, id="about 40 is not 50"),
        pytest.param(Value(0, 0), Value(2, 2), True, id="nobody is not two"),
    ],
)
def test_what_cannot_both_be_right(one: Value, other: Value, expected: bool) -> None:
    assert excludes(one, other) is expected
    assert excludes(other, one) is expected


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.booleans(), st.booleans())
def test_no_number_excludes_itself(low: float, more: float, open: bool, approximate: bool) -> None:
    value = Value(low, None if open else low + more, open, approximate)
    assert not excludes(value, value)


@pytest.mark.parametrize(
    ("one", "apart"),
    [
        pytest.param((ONE,), True, id="31 and nine"),
        pytest.param((TWO,), False, id="31 and at least 12"),
        pytest.param(
            (ONE, story_page("[S {e The EPD}] [C now says] [T 31 died].", "31=31", **LATER)),
            False,
            id="the last numbers count",
        ),
    ],
)
def test_whether_voices_are_apart(one: tuple[Reading, ...], apart: bool) -> None:
    assert [found.apart for found in rivals(one)] == [apart]


@pytest.mark.parametrize(
    ("act", "negated", "expected"),
    [
        pytest.param("state", False, "said", id="said"),
        pytest.param("deny", False, "denied", id="denied"),
        pytest.param("believe", True, "denied", id="not believed"),
        pytest.param("deny", True, "open", id="not denied"),
        pytest.param("state", True, "open", id="not confirmed"),
        pytest.param("ask", False, "open", id="asked"),
    ],
)
def test_how_a_number_of_an_act_stands(act: Any, negated: bool, expected: str) -> None:
    page = with_said(
        story_page("[S {m She}] [C said] [T 12 died].", "12=12", **HERALD), "said", act=act, negated=negated
    )
    assert standing(page.document.text, page.figures[0], page.attributions[0]) == expected
    (one,) = rivals([page])
    assert (bool(one.accounts[0].steps), bool(one.accounts[0].besides)) == (expected == "said", expected != "said")


BOMBS = "{a A} %s {b B}, 12 died."
SAYS = "[S {m She}] [C says] [T 12 died]."


@pytest.mark.parametrize("mark", ["denied", "negated"])
def test_what_is_said_not_to_have_happened(mark: str) -> None:
    page = story_page(BOMBS % "bombed", "12=12|||0", facts=(f"ASSAULT a > b: bombed | {mark}",), **HERALD)
    assert laid(rivals([page])) == [{"Herald": " not 12"}]


@pytest.mark.parametrize(
    ("changes", "hedged"),
    [
        pytest.param({}, False, id="said"),
        pytest.param({"hedges": ((0, 3),)}, True, id="hedged"),
        pytest.param({"act": "ask"}, True, id="asked"),
    ],
)
def test_what_is_hedged(changes: dict[str, Any], hedged: bool) -> None:
    page = with_said(story_page(SAYS, "12=12", **HERALD), "says", **changes)
    (account,) = rivals([page])[0].accounts
    (telling,) = (*(each for step in account.steps for each in step.tellings), *account.besides)
    assert telling.heard.basis.hedged is hedged


@pytest.mark.parametrize(
    ("marked", "facts", "act", "coming"),
    [
        pytest.param(BOMBS % "may bomb", ("ASSAULT a > b: bomb | possible",), "state", True, id="by its event"),
        pytest.param(BOMBS % "bombed", ("ASSAULT a > b: bombed",), "state", False, id="what happened"),
        pytest.param(SAYS, (), "predict", True, id="by its act"),
        pytest.param(SAYS, (), "warn", False, id="a warning may be of what is so"),
    ],
)
def test_what_may_come_is_no_rival_of_what_came(marked: str, facts: tuple[str, ...], act: Act, coming: bool) -> None:
    page = story_page(marked, "12=12|||0" if facts else "12=12", facts=facts, acts={"": act}, **HERALD)
    assert [one.coming for one in rivals([page])] == [coming]
    assert len(rivals([page, story_page("40 died.", "40=40", **LATER)])) == 1 + coming


def test_a_page_corrects_its_own_number() -> None:
    marked = "[S An earlier version of this article] [C said] [T that 2 children died]. 0 people died."
    (one,) = rivals([story_page(marked, "2=2||children", "0=0||people", **HERALD)])
    assert laid([one]) == [{"Herald": "2 > 0"}]
    assert one.accounts[0].changed


def test_two_numbers_of_one_page_are_no_change() -> None:
    (one,) = rivals([story_page("14 died. They tell of 31 dead.", "14=14", "31=31", **HERALD)])
    assert (laid([one]), one.accounts[0].changed) == ([{"Herald": "14 > 31"}], False)


def test_what_somebody_said_before_is_not_the_page_s() -> None:
    (one,) = rivals([story_page("19 died. The group at first spoke of nine dead.", "19=19", "nine=9", **HERALD)])
    assert laid([one]) == [{"Herald": "19 not 9"}]


def test_the_dead_of_the_sample_ferry() -> None:
    found = rivals(story("ferry"), speaks_for=bodies("ferry"))
    dead = found[0]
    accounts = {account.voice.name: account for account in dead.accounts}
    (truth,) = (figure for figure in TRUTH["ferry"]["figures"] if figure["of"] == "dead")
    assert (dead.outcome, dead.apart, len(accounts)) == ("killed", True, 7)
    change = next(change for change in truth["over_time"] if change["speaker"] == "Ministry of Defence")
    ministry = accounts["Ministry of Defence of Kordavia"]
    assert [step.value.low for step in ministry.steps] == change["values"]
    assert [step.day for step in ministry.steps] == ["2019-05-06", "2019-05-08"]
    assert ministry.changed
    first, second = accounts["Ermanth People's Defence"].steps
    assert (first.value.low, first.tellings[0].heard.speaker.name) == (9, "Sela Morwin")
    assert (second.value.low, second.tellings[0].heard.page.name) == (14, "The Brunsel Standard")
    assert not accounts["The Brunsel Standard"].changed
    assert bodies("ferry")["teodor-brask"] == "kordavia-defence-ministry"
    assert {(one.what, one.part) for one in found if one.outcome == "killed"} == {("people", False), ("children", True)}


def test_most_figures_of_the_sample_stories_are_told_by_whom_they_are_told() -> None:
    wanted, right = [], []
    for id, truth in TRUTH.items():
        told = set(_tellings(id))
        for each in (each for figure in truth["figures"] for each in figure["said"]):
            wanted.append(each)
            names = {each.get("speaker", "page").casefold()}
            right += [each for page, low, name in told if (page, low) == (each["page"], each["low"]) and name in names]
    assert len(wanted) == 20
    assert len(right) >= 16


def _tellings(id: str) -> Iterator[tuple[str, float | None, str]]:
    """The page, the number and each name of whoever tells it, *page* for the page itself."""
    pages = {read(page).document.id: page for page in TRUTH[id]["pages"]}
    for one in rivals(story(id), speaks_for=bodies(id)):
        for account in one.accounts:
            for telling in (each for step in account.steps for each in step.tellings):
                heard = telling.heard
                names = {account.voice.name, heard.speaker.name} if not heard.speaker.page else {"page"}
                for name in {name.partition(" of Kordavia")[0].casefold() for name in names}:
                    yield pages[heard.basis.document], telling.value.low, name
