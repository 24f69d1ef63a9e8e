"""What is judged of two goes before what they are like, whatever comes first."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.gathering.grouping import Link, Pair, grouped, made_one
from sayso.compare.gathering.pieces import Pieces
from sayso.compare.judged import Judged, judged
from sayso.compare.stories import STORY, Gathered, Signs, stories
from sayso.ledger.judged_pairs import JudgedPairs
from sayso.records import Reading

NEAR, FAR, NOT = 0.5, 0.1, 0.0


def links(told: str, score: float = NEAR) -> list[Link]:
    """Links by the letters of their pages: `ab bc`."""
    return [Link(pair[0], pair[1], score) for pair in told.split()]


def pairs(told: str) -> list[Pair]:
    return [(pair[0], pair[1]) for pair in told.split()]


@pytest.mark.parametrize(
    ("near", "same", "apart", "groups"),
    [
        pytest.param("", "ac", "", "ac b d", id="the same without any likeness"),
        pytest.param("", "ca", "", "ac b d", id="told the other way round"),
        pytest.param("", "ab bc", "", "abc d", id="a chain of the same"),
        pytest.param("ab", "", "ab", "a b c d", id="apart for all their likeness"),
        pytest.param("ab bc ac", "", "ac", "ab c d", id="of three that are alike two are apart"),
        pytest.param("ab bc ac ad", "", "ac bd", "ab c d", id="nobody comes to whom one of the group is apart from"),
        pytest.param("ab", "bc", "", "abc d", id="one that is the same as another is like whom that one is like"),
        pytest.param("ab", "bc", "ac", "a bc d", id="apart from one is apart from all that are one with it"),
        pytest.param("ab bd ad", "ac", "", "abcd", id="an unlike one that is the same tears nobody out of a story"),
        pytest.param("", "ab bc", "ac", "ab c d", id="a contradiction: in order, joining none that is apart"),
        pytest.param("", "ab", "ab", "a b c d", id="both at once: apart"),
        pytest.param("ab", "ax", "bx", "ab c d", id="pairs with others are left aside"),
    ],
)  # fmt: skip
def test_groups(near: str, same: str, apart: str, groups: str) -> None:
    expected = [tuple(group) for group in groups.split()]
    assert grouped("abcd", links(near), STORY, pairs(same), pairs(apart)) == expected
    assert list(stories("abcd", links(near), pairs(same), pairs(apart))) == expected


def test_a_large_story_keeps_one_whose_other_is_like_nobody() -> None:
    """Likeness to a page counts as likeness to all that are one with it: on average it would be too little."""
    close = [Link(*pair, 0.25) for pair in combinations("abcde", 2)]
    assert grouped("abcdefgh", close, STORY, pairs("ef fg gh")) == [tuple("abcdefgh")]


def test_what_speaks_against_a_link_still_does() -> None:
    """Scores may lie below nothing, as those of claims that contradict each other."""
    told = [Link("a", "b", 0.9), Link("a", "c", -0.9), Link("b", "c", 0.9)]
    assert grouped("abc", told, 0.4) == [("a", "b"), ("c",)]
    assert grouped("abc", told, 0.4, pairs("ac")) == [("a", "b", "c")]


def test_pages_that_are_judged_to_be_one_story_are_one_piece_however_it_is_cut() -> None:
    weak = [Link("a", "b", 0.25), Link("b", "c", 0.25), Link("c", "d", 0.25)]
    pieces = Pieces(STORY, largest=2)
    for document in "abcd":
        pieces.add(document)
    for link in weak:
        pieces.join(link)
    assert len(pieces.all()) == 4
    pieces.bind("d", "a")
    assert pieces.all() == {frozenset("ad"), frozenset("b"), frozenset("c")}
    assert pieces.changed() >= {frozenset("ad")}


def test_less_is_asked_for_of_a_story_where_that_was_learned() -> None:
    told = links("ab", 0.18)
    assert stories("ab", told) == (("a",), ("b",))
    assert stories("ab", told, least=0.15) == (("a", "b"),)


IDS = [f"{number:02}" for number in range(10)]
ALL = list(combinations(IDS, 2))
LINKS = st.dictionaries(st.sampled_from(ALL), st.integers(12, 99), max_size=30).map(
    lambda found: [Link(*pair, score / 100) for pair, score in found.items()]
)
PAIRS = st.lists(st.sampled_from(ALL), max_size=6, unique=True)


@given(LINKS, PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same(near: list[Link], same: list[Pair], apart: list[Pair], chance: random.Random) -> None:
    mixed = [(list(IDS), list(near), _turned(same, chance), _turned(apart, chance)) for _ in range(3)]
    for told in mixed:
        for each in told:
            chance.shuffle(each)
    expected = stories(IDS, near, same, apart)
    assert [stories(*told) for told in mixed] == [expected] * 3
    assert sorted(document for story in expected for document in story) == IDS


@given(LINKS, PAIRS, PAIRS)
def test_what_is_apart_is_never_together_and_what_is_the_same_always(
    near: list[Link], same: list[Pair], apart: list[Pair]
) -> None:
    found = {document: story for story in stories(IDS, near, same, apart) for document in story}
    assert not any(found[one] == found[other] for one, other in apart)
    ones = made_one(frozenset(IDS), same, ())
    contradicted = {ones[one] for one, other in apart if ones[one] == ones[other]}
    for one, other in same:
        assert found[one] == found[other] or ones[one] in contradicted


@given(LINKS, PAIRS)
def test_judging_apart_what_is_apart_anyway_changes_nothing(near: list[Link], apart: list[Pair]) -> None:
    before = stories(IDS, near)
    together = {pair for story in before for pair in combinations(story, 2)}
    assert stories(IDS, near, (), [pair for pair in apart if pair not in together]) == before


WORDS = [f"w{number}" for number in range(8)]
PAGES = st.lists(
    st.dictionaries(st.sampled_from(WORDS), st.integers(200, 700), min_size=1, max_size=4), min_size=2, max_size=7
).map(lambda found: [Signs(IDS[number], None, weights) for number, weights in enumerate(found)])


@given(PAGES, PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_pages_that_come_in_ten_orders(
    pages: list[Signs], same: list[Pair], apart: list[Pair], chance: random.Random
) -> None:
    """One by one or together, the stories are those that are made of all at once; a judgement waits for its pages."""
    found = []
    for number in range(10):
        chance.shuffle(pages)
        gathered = Gathered(same, apart)
        for page in pages if number % 2 else ():
            gathered.add(page)
        gathered.add(*pages)
        found.append((gathered.links(), gathered.stories()))
    assert found == [found[0]] * 10
    assert found[0][1] == stories([page.document for page in pages], found[0][0], same, apart)


def _turned(told: list[Pair], chance: random.Random) -> list[Pair]:
    """The same pairs, some told the other way round."""
    return [(one, other) if chance.random() < 0.5 else (other, one) for one, other in told]


def _unread(document: str) -> Reading:
    raise AssertionError(f"{document} is read for what is too little to learn from")


def test_claims_and_events_go_by_their_ids() -> None:
    found = JudgedPairs(
        claims_same=frozenset({(("d1", "b"), ("d2", "a"))}),
        events_apart=frozenset({(("d1", "e"), ("d2", "f"))}),
        stories_same=frozenset({("d1", "d2")}),
    )
    assert judged(found, _unread) == Judged(frozenset({("a", "b")}), frozenset({("e", "f")}))
