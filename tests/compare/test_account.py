"""The account of a story: rows of claims with who says, repeats, denies and leaves out; the same in any order."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare.account import Account, ClaimRow, Judged, Telling, account
from sayso.records import Reading
from tests.compare.builders import page
from tests.compare.paging import said
from tests.compare.stories import TRUTH, holding, read, story

HERALD: dict[str, Any] = {"publisher": "Herald", "published": "2024-05-01"}
POST: dict[str, Any] = {"publisher": "Post", "published": "2024-05-02"}
STAR: dict[str, Any] = {"publisher": "Star", "published": "2024-05-03"}

WEIR = "[S {m The ministry}] [C said] that [T saboteurs had blown up the old weir at Carrow]."
ALSO = "[S {k Kay Holm}] [C said] that [T saboteurs blew up the weir at Carrow]."
NOT = "[S {e The Union}] [C denied] that [T its people had blown up the weir at Carrow]."
IT = f"{WEIR}\n[S2 {{e The Union}}] [C2 denied] [T2 it]."
OTHER = "[S2 {b The bishop}] [C2 said] that [T2 the harvest would be poor in every valley this year]."


def pages() -> tuple[Reading, ...]:
    """Three papers on a weir."""
    return (
        page(WEIR, **HERALD, m="government Ministry"),
        page(f"{ALSO}\n{OTHER}", **POST, k="person Kay Holm", b="person Hugh Brand"),
        page(NOT, acts={"": "deny"}, **STAR, e="party Union"),
    )


@cache
def sample(id: str) -> Account:
    return account(story(id))


def row(told: Account, words: str) -> ClaimRow:
    """The row that has a telling of these words."""
    (found,) = [
        row
        for row in told.claims
        if any(words in each.heard.basis.words for cell in row.cells for each in cell.tellings)
    ]
    return found


def by(row: ClaimRow) -> dict[str, str]:
    """Who says it on whose pages."""
    return {cell.publisher: ", ".join(each.speaker.name for each in cell.tellings) for cell in row.cells}


def _tellings(told: Account) -> Iterator[Telling]:
    yield from (each for row in told.claims for cell in row.cells for each in cell.tellings)
    yield from (each for row in told.events for cell in row.cells for each in cell.tellings)


def hows(told: Account, row: ClaimRow) -> dict[str, str]:
    """How other rows surely stand to one, by their words."""
    words = {each.id: each.words for each in told.claims}
    return {words[each.row]: each.how for each in row.against if each.how != "unsure"}


def test_who_says_so_who_denies_it_and_who_leaves_it_out() -> None:
    told = account(pages())
    weir = row(told, "the old weir")
    assert by(weir) == {"Herald": "Ministry", "Post": "Kay Holm"}
    assert [gap.page.name for gap in weir.missing] == ["Star"]
    assert weir.origins.count == 2
    denial = row(told, "its people")
    assert hows(told, weir) == {denial.words: "denied_by"}
    assert hows(told, denial) == {weir.words: "denies"}
    assert (denial.denies, denial.under) == (True, weir.id)
    assert [each.id for each in told.claims[:2]] == [weir.id, denial.id], "what contradicts stands below"
    assert weir.against[0].reasons, "with reasons"
    assert by(row(told, "harvest")) == {"Post": "Hugh Brand"}, "what one alone says is told, too"


def test_words_and_spans_are_those_of_the_pages() -> None:
    for id in TRUTH:
        texts = {reading.document.id: reading.document.text for reading in story(id)}
        told = sample(id)
        for each in _tellings(told):
            text = texts[each.item[0]]
            assert all(0 <= start < end <= len(text) for start, end in each.spans)
            assert each.heard.basis.words.split(" … ")[0] in " ".join(text.split())
        for echo in told.echoes:
            for passage in echo.passages:
                assert passage.first[1] <= len(texts[echo.first])
                assert passage.second[1] <= len(texts[echo.second])


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        pytest.param("[C2 denied] [T2 it]", ("state", "deny"), id="denied it"),
        pytest.param("[C2 denied] [T2 the accusation]", ("state", "deny"), id="a word for what was said"),
        pytest.param("[C2 denied] that [T2 it had any part in it]", ("state", "deny"), id="any part in it"),
        pytest.param("[C2 told] us [T2 otherwise]", ("state", "state"), id="told otherwise"),
    ],
)
def test_a_denial_may_point_back(words: str, acts: Sequence[Any]) -> None:
    reading = page(IT.replace("[C2 denied] [T2 it]", words), acts=_acts(acts), **HERALD, m="government Ministry")
    told = account((reading,))
    weir = row(told, "the old weir")
    (denial,) = [each for each in told.claims if each.under == weir.id]
    assert denial.denies
    assert denial.words.startswith("The Union"), "the sentence stands for words that say nothing by themselves"
    assert [each.how for each in weir.against] == ["denied_by"]


def _acts(acts: Sequence[Any]) -> dict[str, Any]:
    return {str(number): act for number, act in enumerate(acts)}


@pytest.mark.parametrize(
    ("marked", "acts"),
    [
        pytest.param(IT.replace("\n", "\nIt rained.\nIt snowed.\nIt froze.\n"), ("state", "deny"), id="far behind"),
        pytest.param(IT.replace("{e The Union}", "{m The ministry}"), ("state", "deny"), id="the same"),
        pytest.param(IT.replace("denied", "discussed"), ("state", "state"), id="no denial"),
    ],
)  # fmt: skip
def test_what_points_nowhere(marked: str, acts: Sequence[Any]) -> None:
    told = account((page(marked, acts=_acts(acts), **HERALD, m="government Ministry"),))
    assert not [each for row in told.claims for each in row.against]


def test_a_page_may_say_so_itself() -> None:
    told = account(
        (page(WEIR, **HERALD), page("Saboteurs blew up the old weir at Carrow on Monday.\nIt rained.", **POST))
    )
    weir = row(told, "the old weir at Carrow")
    assert by(weir) == {"Herald": "The ministry", "Post": "Post"}
    assert weir.missing == ()
    assert len(told.claims) == 1, "sentences of one page's own are no rows by themselves"


def test_bodies_of_one_name_are_one_source_in_a_story() -> None:
    one = page(WEIR.replace("The ministry", "The Ministry of Works"), **HERALD, m="government Ministry of Works")
    other = page(
        WEIR.replace("{m The ministry}", "{n The Ministry of Works of Carrow}").replace("old ", ""),
        **POST, n="government Ministry of Works of Carrow",
    )  # fmt: skip
    ids = {"m": "00000000000000aa", "n": "00000000000000bb"}
    told = account([_renamed(one, ids), _renamed(other, ids)])
    (weir,) = told.claims
    assert weir.origins.count == 1
    assert "one source" in weir.origins.groups[0].reasons[0]
    assert len(weir.speakers) == 1


def _renamed(reading: Reading, ids: dict[str, str]) -> Reading:
    """The reading with other ids of actors, such as are made from documents."""
    text = msgspec.json.encode(reading).decode()
    for old, new in ids.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return msgspec.json.decode(text, type=Reading)


@pytest.mark.parametrize(
    ("judge", "rows"),
    [
        pytest.param(lambda a, b: Judged(), 1, id="as it is found"),
        pytest.param(lambda a, b: Judged(apart=frozenset({(min(a, b), max(a, b))})), 2, id="judged apart"),
    ],
)
def test_judgements_go_first(judge: Callable[[str, str], Judged], rows: int) -> None:
    one, other, _ = pages()
    judged = judge(said(one, "said").id, said(other, "said").id)
    told = account((one, other), judged=judged)
    assert len([row for row in told.claims if "weir" in row.words]) == rows


def test_what_is_judged_to_be_one_is_one_row() -> None:
    one, _, _ = pages()
    other = page(OTHER, **POST, b="person Hugh Brand")
    ids = sorted((said(one, "said").id, said(other, "said").id))
    assert len(account((one, other)).claims) == 2
    (row,) = account((one, other), judged=Judged(same=frozenset({(ids[0], ids[1])}))).claims
    assert [tie.relation.reasons for tie in row.ties] == [("judged to be the same",)]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_the_order_of_pages_changes_nothing(order: Sequence[int]) -> None:
    made = pages()
    assert account([made[i] for i in order]) == account(made)


@pytest.mark.parametrize("id", TRUTH)
@settings(max_examples=10)
@given(data=st.data())
def test_sample_stories_are_the_same_in_any_order(id: str, data: st.DataObject) -> None:
    assert account(data.draw(st.permutations(story(id)))) == sample(id)


def test_no_pages_have_an_empty_account() -> None:
    assert account(()) == Account()


@pytest.mark.parametrize("id", TRUTH)
def test_an_account_can_be_sent(id: str) -> None:
    told = sample(id)
    assert pickle.loads(pickle.dumps(told)) == told
    assert msgspec.json.decode(msgspec.json.encode(told), type=Account) == told


# The sample stories, as they were written


def test_copies_are_folded_and_tell_whom_they_repeat() -> None:
    told = sample("exchange")
    publisher = {each.id: each.publisher for each in told.pages}
    copies = {each.publisher: publisher[each.copies] for each in told.pages if each.copies}
    assert copies == {"Amarel Courier": "Halyard", "The Brunsel Standard": "Halyard"}
    assert told.origins.count == 2
    died = row(told, "Emil Karst and Davin Orr, had died")
    assert [(cell.publisher, cell.copies) for cell in died.cells] == [
        ("Halyard", 0), ("Amarel Courier", 1), ("The Brunsel Standard", 1),
    ]  # fmt: skip
    assert died.origins.count == 1
    assert "Amarel Courier repeats the text of Halyard" in died.origins.groups[0].reasons


def test_one_ministry_in_three_papers_is_one_origin() -> None:
    substance = row(sample("well"), "The substance found in the well")
    assert len(substance.cells) == 3
    assert substance.origins.count == 1
    assert "have it from one source: Ministry of Health of Kordavia" in substance.origins.groups[0].reasons[0]
    told = sample("well")
    assert "Three villagers told us otherwise." in hows(told, substance)


def test_versions_of_one_address_are_told() -> None:
    later = {each.id: each.later for each in sample("well").pages if each.later}
    assert later == {
        read("amarel-courier/lindry-well.html").document.id: read("amarel-courier/lindry-well.v2.html").document.id
    }
    assert sample("well").echoes == (), "they are no echoes"


def test_what_is_left_out_is_a_gap() -> None:
    tickets = row(sample("ferry"), "he had sold 57 tickets")
    assert {gap.page.name for gap in tickets.missing} == {"KTR World Service", "The Brunsel Standard"}
    assert tickets.origins.count == 1


def test_numbers_belong_to_their_events() -> None:
    told = sample("ferry")
    (dead,) = [each for each in told.figures if each.outcome == "killed" and len(each.accounts) > 3]
    assert dead.apart
    bound = {at for event in told.events for at in event.figures}
    assert told.figures.index(dead) in bound


def test_one_speaker_on_three_pages() -> None:
    item = holding("halyard/negotiator-held.html", "would ask for extradition within the week")
    (found,) = [
        row for row in sample("arrest").claims if item in [each.item for cell in row.cells for each in cell.tellings]
    ]
    assert len(found.cells) == 3
    assert (found.origins.count, [voice.name for voice in found.speakers]) == (1, ["Ilio Senn"])
    assert found.way.hops[0].how == "first"


def test_who_is_called_differently_comes_first() -> None:
    told = sample("ferry")
    assert "Ermanth People's Defence" in [one.name for one in told.names[: told.differing]]
