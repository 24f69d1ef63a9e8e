"""The parts of gathering: nearness, candidates, groups, pieces, and that none of them minds the order."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.gathering.alike import APART, common, nearness
from sayso.compare.gathering.candidates import KEYS, Candidates
from sayso.compare.gathering.grouping import grouped
from sayso.compare.gathering.pieces import Pieces
from sayso.compare.gathering.signs import UNIT
from sayso.compare.stories import STORY, Link, Signs, stories


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("2019-05-06", "2019-05-06", 1.0, id="the same day"),
        pytest.param("2019-05-06", "2019-05-07", 1.0, id="the day after"),
        pytest.param("2019-05-06", "2019-05-16", 0.0, id="ten days"),
        pytest.param("2019-12-31", "2020-01-01", 1.0, id="over the year's end"),
        pytest.param("2019-05-06", "2020-05-06", 0.0, id="a year: not below nothing"),
    ],
)
def test_nearness(one: str, other: str, expected: float) -> None:
    assert nearness(one, other) == nearness(other, one) == expected


def test_an_unknown_day_leaves_less_than_the_same_and_more_than_a_far_one() -> None:
    assert nearness("2019-05-06", "2019-05-15") < nearness(None, "2019-05-06") == nearness(None, None) < 1


def test_a_page_may_part_what_was_together() -> None:
    """`b` is half of both: with nobody else it goes with `a`, whom it leaves for the two that are more like it."""
    near = [Link("a", "b", 0.30), Link("b", "c", 0.5), Link("b", "d", 0.5), Link("c", "d", 0.5)]
    assert grouped("ab", near, 0.24) == [("a", "b")]
    assert grouped("abcd", near, 0.24) == [("a",), ("b", "c", "d")]


@pytest.mark.parametrize(
    ("links", "groups"),
    [
        pytest.param([], ["a", "b", "c", "d"], id="no links"),
        pytest.param([("a", "b", 0.24)], ["ab", "c", "d"], id="just enough"),
        pytest.param([("a", "b", 0.23)], ["a", "b", "c", "d"], id="just not enough"),
        pytest.param([("a", "b", 0.4), ("b", "c", 0.4), ("c", "d", 0.4)], ["ab", "cd"], id="a chain falls into pairs"),
        pytest.param([("a", "b", 0.9), ("b", "c", 0.6)], ["abc"], id="enough on average without a third link"),
        pytest.param([("a", "b", 0.9), ("b", "c", 0.3)], ["ab", "c", "d"], id="too little on average"),
        pytest.param([("a", "b", 0.5), ("b", "x", 0.9)], ["ab"], id="links to others are left aside"),
        pytest.param(
            [("a", "b", 0.9), ("c", "d", 0.8), *((one, other, 0.4) for one in "ab" for other in "cd")],
            ["ab", "cd"],
            id="two close groups with much in common",
        ),
        pytest.param(
            [("a", "b", 0.9), ("c", "d", 0.6), *((one, other, 0.4) for one in "ab" for other in "cd")],
            ["abcd"],
            id="a looser group has as much in common with another as within",
        ),
    ],
)
def test_grouped(links: list[tuple[str, str, float]], groups: list[str]) -> None:
    documents = (
        "abcd" if any("d" in group for group in groups) else sorted({letter for group in groups for letter in group})
    )
    assert grouped(documents, [Link(*link) for link in links], 0.24) == [tuple(group) for group in groups]


IDS = [f"{number:02}" for number in range(12)]
LINKS = st.dictionaries(
    st.sampled_from(list(combinations(IDS, 2))), st.integers(12, 99).map(lambda number: number / 100), max_size=40
).map(lambda found: [Link(*pair, score) for pair, score in found.items()])


@given(LINKS, st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_links(links: list[Link], chance: random.Random) -> None:
    mixed, ids = list(links), list(IDS)
    chance.shuffle(mixed)
    chance.shuffle(ids)
    assert stories(ids, mixed) == stories(IDS, links)
    assert sorted(document for story in stories(ids, mixed) for document in story) == IDS


@given(LINKS, st.integers(1, 6))
def test_pieces_that_are_kept_are_those_that_are_made_anew(links: list[Link], largest: int) -> None:
    """Whichever page comes, what is told to have changed is all that has."""
    growing, kept = Pieces(STORY, largest), dict[str, frozenset[str]]()
    for count, document in enumerate(IDS, 1):
        growing.add(document)
        for link in links:
            if max(link.one, link.other) == document:
                growing.join(link)
        for piece in growing.changed():
            kept.update(dict.fromkeys(piece, piece))
        anew = Pieces(STORY, largest)
        for each in IDS[:count]:
            anew.add(each)
        for link in links:
            if link.other <= document:
                anew.join(link)
        assert set(kept.values()) == anew.all() == growing.all()


def test_a_piece_that_grows_too_large_is_cut_by_stronger_links() -> None:
    pieces = Pieces(STORY, largest=3)
    for document in "abcd":
        pieces.add(document)
    for link in (Link("a", "b", 0.5), Link("b", "c", 0.25), Link("c", "d", 0.5)):
        pieces.join(link)
    assert pieces.all() == {frozenset("ab"), frozenset("cd")}
    assert pieces.of("a") == frozenset("ab")


def test_copies_stay_together_however_many_they_are() -> None:
    pieces = Pieces(STORY, largest=3)
    for document in "abcdef":
        pieces.add(document)
        pieces.join(Link("a", document, 0.95))
    assert pieces.all() == {frozenset("abcdef")}


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        pytest.param("2019-05-06", "2019-05-15", True, id="within the days"),
        pytest.param("2019-05-06", "2019-05-16", False, id="too far in time"),
        pytest.param("2019-05-06", None, True, id="one without a day"),
        pytest.param(None, "2019-05-06", True, id="the other without a day"),
        pytest.param(None, None, True, id="both without a day"),
    ],
)
@pytest.mark.parametrize("days", [0, 3 * APART], ids=["few days in the index", "many days in the index"])
def test_candidates_by_day(one: str | None, other: str | None, met: bool, days: int) -> None:
    index = Candidates()
    first, second = (Signs(id, day, {"rosalba": 700, "wells": 700}) for id, day in (("a", one), ("b", other)))
    for number in range(days):
        index.add(Signs(f"x{number}", f"2018-{1 + number // 28:02}-{1 + number % 28:02}", dict(first.weights)))
    index.add(first)
    assert ("a" in index.of(second)) is met


@pytest.mark.parametrize(
    ("weights", "met"),
    [
        pytest.param({"rosalba": 90, "wells": 80}, True, id="two keys in common"),
        pytest.param({"rosalba": 900, "amsel": 80}, False, id="one is not enough"),
        pytest.param({"rosalba": 900}, False, id="nor is the only one that a page has"),
        pytest.param({"rosalba": 21, "wells": 21}, False, id="nor are two that weigh little on one of the pages"),
        pytest.param(
            {**{f"x{n}": 99 for n in range(KEYS)}, "rosalba": 90, "wells": 80},
            False,
            id="what weighs little finds nothing",
        ),
    ],
)
def test_candidates_by_key(weights: dict[str, int], met: bool) -> None:
    one, other = Signs("a", None, {"rosalba": 700, "wells": 700}), Signs("b", None, weights)
    for first, second in ((one, other), (other, one)):
        index = Candidates()
        index.add(first)
        assert (index.of(second) == [first.document]) is met


def test_a_likeness_is_never_above_one() -> None:
    weights = {f"x{number}": 101 for number in range(100)}
    assert common(weights, weights) == UNIT**2
