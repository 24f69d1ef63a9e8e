"""The marked echoes: that they are sound, and how passages are counted."""

from pathlib import Path

import pytest

from evaluation.echo_gold import (
    Article,
    Found,
    Kind,
    Passage,
    articles,
    common,
    counted,
    digest,
    gold,
    independent,
    pairs,
)
from evaluation.rewording import words

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the data in ../shared is not there")


def passage(kind: Kind = "echo", open: bool = False) -> Passage:
    return Passage("a", (0, 10), "b", (100, 110), 5, kind, open, "", "")


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        pytest.param((0, 4), (2, 9), 2, id="they overlap"),
        pytest.param((0, 9), (2, 4), 2, id="one lies in the other"),
        pytest.param((0, 4), (4, 9), 0, id="side by side"),
        pytest.param((0, 4), (6, 9), 0, id="apart"),
    ],
)
def test_common(one: tuple[int, int], other: tuple[int, int], count: int) -> None:
    assert common(one, other) == common(other, one) == count


@pytest.mark.parametrize(
    ("marked", "apart"),
    [
        pytest.param([], True, id="nothing shared"),
        pytest.param([passage("quotation"), passage("chance")], True, id="a speaker's words and chance are no echo"),
        pytest.param([passage("chance"), passage()], False, id="one echo is enough"),
        pytest.param([passage(open=True)], False, id="perhaps an echo is not told independently"),
    ],
)
def test_independent(marked: list[Passage], apart: bool) -> None:
    assert independent(marked) is apart


def test_what_is_marked_is_sound() -> None:
    marked = gold()
    assert len(marked) == 251
    assert [
        each for each in marked if each.one_span[0] >= each.one_span[1] or each.other_span[0] >= each.other_span[1]
    ] == []
    places = [(each.one, each.one_span, each.other, each.other_span) for each in marked]
    assert len(set(places)) == len(places), "a passage twice"
    assert sum(each.kind == "echo" and not each.open for each in marked) == 9


@needs_data
def test_marked_passages_share_their_words() -> None:
    read = articles(SHARED)
    for each in gold():
        one = words(read[each.one].text[slice(*each.one_span)].replace("’", "'"))
        other = words(read[each.other].text[slice(*each.other_span)].replace("’", "'"))
        assert len(set(one) & set(other)) >= 0.4 * len(set(one)), each


@needs_data
def test_every_pair_of_a_story_is_there() -> None:
    known = pairs(articles(SHARED))
    assert len(known) == 212, "three a story, and two of different ones"
    assert sum(independent(marked) for marked in known.values()) == 203


MARKED = [each for each in gold() if each.kind == "echo" and not each.open]


@needs_data
@pytest.mark.parametrize(
    ("grow", "expected"),
    [
        pytest.param(0, {"wanted": 9, "found": 9, "said": 9, "right": 9}, id="the marked ones themselves"),
        pytest.param(-10, {"wanted": 9, "found": 9, "said": 9, "right": 9}, id="a little short"),
        pytest.param(10_000, {"wanted": 9, "found": 9, "right": 0}, id="whole articles cover all and say nothing"),
    ],
)
def test_counts(grow: int, expected: dict[str, int]) -> None:
    read = articles(SHARED)
    by_texts: dict[tuple[str, str], list[Passage]] = {}
    for each in MARKED:
        by_texts.setdefault((read[each.one].text, read[each.other].text), []).append(each)

    def wider(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] - grow, span[1] + grow

    def find(one: str, other: str) -> Found:
        return [(wider(each.one_span), wider(each.other_span)) for each in by_texts.get((one, other), ())]

    count = counted(read, find)
    assert {name: count[name] for name in expected} == expected


@needs_data
def test_a_quotation_taken_for_an_echo_is_wrong_and_an_open_one_is_nothing() -> None:
    read = articles(SHARED)
    others = [each for each in gold() if each.kind != "echo" or each.open]
    places = {digest(read[each.one].text, read[each.other].text): each for each in others}

    def find(one: str, other: str) -> Found:
        each = places.get(digest(one, other))
        return [(each.one_span, each.other_span)] if each else []

    count = counted(read, find)
    assert count["right"] == 0
    assert count["quoted"] > 90
    assert count["said"] + count["open"] == len(places)
    assert count["open"] >= 3


@needs_data
def test_other_texts_are_refused() -> None:
    read = articles(SHARED)
    one = gold()[0].one
    read[one] = Article(one, read[one].story, read[one].publisher, read[one].day, (("Another title",), ("Text.",)))
    with pytest.raises(ValueError, match="not the texts"):
        pairs(read)
