"""How publishers write: loaded words by voice, whom they quote, which claims they leave out."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.compare.framing import Framing, carried, framings
from sayso.compare.hearing.words import Mode
from sayso.records import Block, Reading
from tests import factories
from tests.compare.paging import item, story_page, with_said
from tests.compare.stories import story
from tests.factories_events import Telling

HERALD: dict[str, Any] = {"publisher": "Herald", "published": "2024-05-01"}
POST: dict[str, Any] = {"publisher": "Post", "published": "2024-05-02"}
STAR: dict[str, Any] = {"publisher": "Star", "published": "2024-04-30"}


def loaded(reading: Reading, *wordings: str) -> Reading:
    """The reading with words that are loaded, each as `kind words`."""
    telling = Telling((factories.page(reading.document.text), reading))
    for wording in wordings:
        kind, _, words = wording.partition(" ")
        telling.wording(kind, words)
    return telling.reading


def by_mode(framing: Framing) -> dict[Mode, tuple[int, int]]:
    """Words and loaded ones of each mode."""
    return {each.mode: (each.words, sum(times for _, times in each.kinds)) for each in framing.loads}


SPOKEN = "[S {m Lee}] [C said] [T the brutal gang “murdered them”]. The evil gang hid."


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        pytest.param(loaded(story_page(SPOKEN, **HERALD),
                            "loaded_word brutal", "loaded_word murdered", "loaded_word evil"),
                     {"own": (6, 1), "reported": (3, 1), "quoted": (2, 1)}, id="own, reported, quoted"),
        pytest.param(story_page("It rained.", **HERALD), {"own": (2, 0), "reported": (0, 0), "quoted": (0, 0)},
                     id="nothing loaded"),
    ],
)  # fmt: skip
def test_loaded_words_by_voice(reading: Reading, expected: dict[Mode, tuple[int, int]]) -> None:
    (framing,) = framings([reading])
    assert by_mode(framing) == expected


def test_words_per_thousand_count_what_takes_a_side() -> None:
    page = loaded(story_page("The brutal, so-called regime “fell” in May.", **HERALD),
                  "loaded_word brutal", "distancing so-called", "loaded_name regime", "scare_quotes fell")  # fmt: skip
    own = framings([page])[0].loads[0]
    assert own.kinds == (("distancing", 1), ("loaded_name", 1), ("loaded_word", 1), ("scare_quotes", 1))
    assert own.words == 7
    assert own.per_thousand == pytest.approx(2 / 7 * 1000)
    assert [page.document.text[slice(*basis.span)] for basis in own.bases] == ["brutal", "so-called", "regime", "fell"]


def test_no_words_are_no_rate() -> None:
    assert [each.per_thousand for each in framings([story_page("It rained.", **HERALD)])[0].loads] == [0, 0, 0]


def test_furniture_is_not_counted() -> None:
    page = story_page("Menu of all\nIt rained.", **HERALD)
    document = replace(page.document, blocks=(Block("furniture", (0, 11)), Block("paragraph", (12, 22))))
    assert framings([replace(page, document=document)])[0].loads[0].words == 2


def test_pages_of_a_publisher_are_counted_together_in_any_order() -> None:
    pages = story_page("One two.", **HERALD), story_page("Three.", **HERALD), story_page("Four.", **POST)
    assert [(each.page.name, each.loads[0].words, len(each.documents)) for each in framings(pages)] == [
        ("Herald", 3, 2), ("Post", 1, 1)
    ]  # fmt: skip
    assert len({framings(order) for order in permutations(pages)}) == 1


QUOTES = (
    "[S1 {lee Ann Lee}] [C1 said] [T1 it fell]. [S2 {lee She}] [C2 added] [T2 more fell there]. "
    "[S3 A source] [C3 warned] [T3 of war]. [C4 Reportedly] [T4 it is over]."
)


def test_whom_a_publisher_quotes() -> None:
    page = with_said(story_page(QUOTES, lee="person", **HERALD), "added", manner="direct")
    page = with_said(page, "warned", speaker_kind="anonymous")
    (framing,) = framings([page])
    quoted = [(each.voice.name, each.times, each.direct, each.by_name, each.words) for each in framing.quoted]
    assert quoted == [("Ann Lee", 2, 1, 1, 5), ("A source", 1, 0, 0, 2)]
    assert framing.kinds == (("named", 2), ("anonymous", 1))


def test_nameless_sources_of_two_pages_are_two() -> None:
    pages = [story_page(f"[S A source] [C said] [T {word} fell].", **HERALD) for word in ("it", "more")]
    assert [each.times for each in framings(pages)[0].quoted] == [1, 1]


@pytest.mark.parametrize(
    ("marked", "changes"),
    [
        pytest.param("[S {h The Herald}] [C reports] [T it fell].", {}, id="the page itself"),
        pytest.param("[S We] [C think] [T it fell].", {"speaker_kind": "page"}, id="its author"),
        pytest.param("[S {h Lee}] [C did not say] [T it fell].", {"negated": True}, id="what is not said"),
    ],
)
def test_who_is_not_quoted(marked: str, changes: dict[str, Any]) -> None:
    page = story_page(marked, publisher="The Herald", h="media")
    cue = page.document.text[slice(*page.attributions[0].cue[0])]
    assert framings([with_said(page, cue, **changes)])[0].quoted == ()


SAYS = story_page("[S {m Lee}] [C said] [T 12 died].", **HERALD)
AGREES = story_page("[S {n Roe}] [C agreed] [T 12 died].", **POST)
SILENT = story_page("It rained all day.", **STAR)
LATE = story_page("It rained again.", publisher="Star", published="2024-05-03")


@pytest.mark.parametrize(
    ("pages", "items", "brought", "gaps"),
    [
        pytest.param([SAYS, AGREES, SILENT], [item(SAYS, "said"), item(AGREES, "agreed")], ["Herald", "Post"],
                     {"Star": True}, id="a page from before the claim could not bring it"),
        pytest.param([SAYS, AGREES, LATE], [item(SAYS, "said"), item(AGREES, "agreed")], ["Herald", "Post"],
                     {"Star": False}, id="a later one leaves it out"),
        pytest.param([SAYS, SILENT, LATE], [item(SAYS, "said")], ["Herald"], {"Star": False},
                     id="as does a publisher of whom one page is later"),
        pytest.param([SAYS, AGREES], [item(SAYS, "said")], ["Herald"], {"Post": False}, id="only one brings it"),
        pytest.param([SAYS], [item(SAYS, "said")], ["Herald"], {}, id="nobody else"),
        pytest.param([SAYS, story_page("More.", **HERALD)], [item(SAYS, "said")], ["Herald"], {},
                     id="another page of the same publisher is no gap"),
    ],
)  # fmt: skip
def test_who_brings_a_claim(
    pages: Sequence[Reading], items: Sequence[tuple[str, str]], brought: list[str], gaps: dict[str, bool]
) -> None:
    (one,) = carried(pages, [items])
    assert [voice.name for voice, _ in one.brought] == brought
    assert {gap.page.name: gap.before for gap in one.gaps} == gaps


def test_claims_that_most_bring_come_first_and_those_of_no_page_not_at_all() -> None:
    said, agreed = item(SAYS, "said"), item(AGREES, "agreed")
    assert [one.items for one in carried([SAYS, AGREES], [[agreed], [said], [("nowhere", "none")]])] == [
        (said,), (agreed,)
    ]  # fmt: skip
    both = tuple(sorted((said, agreed)))
    assert [one.items for one in carried([SAYS, AGREES], [[said], [said, agreed]])] == [both, (said,)]


def test_who_takes_a_side_in_the_sample_stories() -> None:
    rates = {each.page.name: [load.per_thousand for load in each.loads] for each in framings(story("ferry"))}
    assert rates["Halyard"] == [0, 0, 0]
    assert rates["The Brunsel Standard"][0] > 20
    assert rates["KTR World Service"][2] > 10, "President Dravek's *regime*"


def test_whom_the_sample_stories_quote() -> None:
    halyard = next(each for each in framings(story("ferry")) if each.page.name == "Halyard")
    quoted = {each.voice.name: each for each in halyard.quoted}
    assert (quoted["Sela Morwin"].times, quoted["Sela Morwin"].by_name) == (6, 2)
    assert (quoted["Tam Ollery"].times, quoted["Tam Ollery"].direct) == (2, 2)
    assert sum(each.voice.name == "harbour clerk" for each in halyard.quoted) == 2, "nobody says that he is one"
