"""The measure of the described system, by hand on a small page, and what was marked."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from evaluation.nested_texts import text_of
from evaluation.systems import (
    adjusted_rand,
    blocs_of,
    counted,
    gold,
    known,
    marked_blocs,
    reading,
    row,
    scored,
    signs,
)
from sayso.records import Actor, Alias

SHARED = Path(__file__).resolve().parents[3] / "shared"


class Tie(Struct, frozen=True):
    one: str
    other: str
    sign: int
    weight: float = 1.0


class Bloc(Struct, frozen=True):
    members: tuple[str, ...]


class System(Struct, frozen=True):
    ties: tuple[Tie, ...] = ()
    blocs: tuple[Bloc, ...] = ()


PAGE: dict[str, Any] = {
    "actors": {"North": ["Northland", "the North"], "South": ["Southland"], "Guild": ["Guild", "guild members"]},
    "blocs": [["South", "Guild"]],
    "ties": [
        {"one": "North", "other": "South", "told": [{"sign": -1, "voice": None}], "optional": False},
        {"one": "South", "other": "Guild", "told": [{"sign": 1, "voice": "Guild"}], "optional": False},
        {"one": "North", "other": "Guild", "told": [{"sign": -1, "voice": None}], "optional": True},
    ],
}


def actor(key: str, name: str, *aliases: str) -> Actor:
    return Actor(id=key, name=name, aliases=tuple(Alias(text=text) for text in aliases))


ACTORS = (
    actor("n", "Northland"),
    actor("s", "Kingdom of the South", "Southland"),
    actor("g", "the Guild"),
    actor("x", "The Herald"),
)


@pytest.mark.parametrize(
    ("found", "key"),
    [
        pytest.param(actor("a", "Northland"), "North", id="by its name"),
        pytest.param(actor("a", "Kingdom of the South", "Southland"), "South", id="by an alias of the page"),
        pytest.param(actor("a", "The northland"), "North", id="article and case aside"),
        pytest.param(actor("a", "guild members who walked out"), "Guild", id="without the clause that follows"),
        pytest.param(actor("a", "Guild", "guild members", "Northland"), "Guild", id="the one with more of its names"),
        pytest.param(actor("a", "North Street"), None, id="part of a name is none"),
    ],
)
def test_who_is_who(found: Actor, key: str | None) -> None:
    assert known(PAGE, [found]).get("a") == key


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        pytest.param([Tie("n", "s", -1)], {("North", "South"): -1}, id="one tie"),
        pytest.param([Tie("s", "n", -1)], {("North", "South"): -1}, id="whoever comes first"),
        pytest.param([Tie("n", "s", -1, 3.0), Tie("s", "n", 1, 1.0)], {("North", "South"): -1}, id="the heavier sign"),
        pytest.param([Tie("n", "s", -1), Tie("s", "n", 1)], {("North", "South"): 0}, id="as much of both"),
        pytest.param([Tie("n", "m", 1)], {}, id="two ids of one marked actor are no pair"),
        pytest.param([Tie("n", "North", 1)], {("North", "unmarked North"): 1}, id="an id like a key is no key"),
    ],
)
def test_signs(ties: list[Tie], expected: dict[tuple[str, str], int]) -> None:
    keys = {"n": "North", "m": "North", "s": "South"}
    assert signs(ties, keys) == {frozenset(pair): sign for pair, sign in expected.items()}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param({}, {"wanted": 2, "said": 0, "found": 0}, id="nothing said"),
        pytest.param({("North", "South"): -1}, {"said": 1, "found": 1, "sign": 1}, id="right"),
        pytest.param({("North", "South"): 1}, {"said": 1, "found": 1, "sign": 0}, id="the other sign"),
        pytest.param({("North", "South"): 0}, {"found": 1, "sign": 0}, id="no sign is not the right one"),
        pytest.param({("North", "Guild"): 1}, {"said": 0, "found": 0, "optional": 1}, id="optional: neither"),
        pytest.param({("North", "unmarked x"): 1}, {"said": 1, "marked": 0, "found": 0}, id="with somebody unmarked"),
        pytest.param({("South", "unmarked x"): 1, ("South", "Guild"): 1}, {"said": 2, "found": 1}, id="two"),
    ],
)
def test_counts(found: dict[tuple[str, str], int], expected: dict[str, int]) -> None:
    count = counted(PAGE, {frozenset(pair): sign for pair, sign in found.items()})
    assert {name: count[name] for name in expected} == expected


def test_a_pair_told_both_ways_is_right_either_way() -> None:
    told = [{"sign": 1, "voice": None}, {"sign": -1, "voice": "South"}]
    page = PAGE | {"ties": [{"one": "North", "other": "South", "told": told, "optional": False}]}
    assert counted(page, {frozenset(("North", "South")): 1})["sign"] == 1
    assert counted(page, {frozenset(("North", "South")): -1})["sign"] == 1


def test_of_two_ids_the_one_in_a_bloc_tells() -> None:
    system = System((Tie("n", "s", 1), Tie("n", "g", 1)), (Bloc(("m", "s")),))
    keys = {"n": "North", "m": "North", "s": "South", "g": "Guild"}
    blocs = blocs_of(system, keys)
    assert blocs["North"] == blocs["South"] != blocs["Guild"]


def test_outside_of_blocs_each_stands_alone() -> None:
    assert marked_blocs(PAGE) == {"North": "North", "South": "bloc 0", "Guild": "bloc 0"}
    assert blocs_of(System(), {"n": "North", "s": "South"}) == {"North": "n", "South": "s"}


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        pytest.param("aabb", "xxyy", 1, id="the same by other names"),
        # Pairs: together in both 1, in the first 2, in the second 3, of 6; by chance 1: (1 - 1) / (2.5 - 1).
        pytest.param("aabb", "xxxy", 0, id="as by chance"),
        # Together in both 2, in the first 2, in the second 4, of 10; by chance 0.8: 1.2 / (3 - 0.8).
        pytest.param("aabbc", "xxyyy", 1.2 / 2.2, id="one more in a bloc"),
        # Together in both 0, in each 2, of 6; by chance 2/3: (0 - 2/3) / (2 - 2/3).
        pytest.param("aabb", "xyxy", -0.5, id="worse than chance"),
        pytest.param("abcd", "wxyz", 1, id="all apart in both"),
        pytest.param("aaaa", "xyzw", 0, id="all together against all apart"),
        pytest.param("ab", "xx", 0, id="two, together or not"),
    ],
)
def test_adjusted_rand(one: str, other: str, index: float) -> None:
    assert adjusted_rand(one, other) == pytest.approx(index)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_the_rand_index_has_no_side_and_no_names(labels: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in labels], [b for _, b in labels]
    index = adjusted_rand(one, other)
    assert index == pytest.approx(adjusted_rand(other, one))
    assert index == pytest.approx(adjusted_rand([f"bloc {3 - a}" for a in one], other))
    assert index <= 1 + 1e-9
    assert adjusted_rand(one, one) == 1


def test_a_page_and_a_row() -> None:
    system = System((Tie("s", "n", -1), Tie("x", "n", 1)), (Bloc(("s", "g")), Bloc(("n",))))
    score = scored(PAGE, system, ACTORS)
    assert (score.blocs, score.members) == (1, 1)
    figures = row([score])
    assert figures["tie F1"] == 50.0, "one of two wanted, one of two said"
    assert figures["F1 among marked actors"] == 66.7
    assert (figures["sign"], figures["actors found"]) == (100.0, 100.0)


def test_a_page_on_which_nobody_is_found() -> None:
    score = scored(PAGE, System(), ())
    assert score.blocs is None
    assert row([score])["blocs (adjusted Rand)"] == ""
    assert row([score])["tie F1"] == 0


def test_what_is_marked_is_sound() -> None:
    pages = gold()
    assert len(pages) == 10
    for page in pages:
        pairs = [frozenset((tie["one"], tie["other"])) for tie in page["ties"]]
        assert len(set(pairs)) == len(pairs), "a pair twice"
        assert all(len(pair) == 2 and pair <= page["actors"].keys() for pair in pairs)
        voices = {voice["voice"] for tie in page["ties"] for voice in tie["told"]}
        assert voices <= {None, *page["actors"]}
        assert all(tie["told"] for tie in page["ties"])
        members = [member for bloc in page["blocs"] for member in bloc]
        assert len(set(members)) == len(members), "an actor in two blocs"
        assert set(members) <= page["actors"].keys()
        names = [name for names in page["actors"].values() for name in names]
        assert len(set(names)) == len(names), "a name of two actors"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the data in ../shared is not there")
def test_marked_names_stand_on_their_pages() -> None:
    for page in gold():
        if not page["page"].endswith(".html"):
            text = text_of(page["page"], SHARED)
            assert [name for names in page["actors"].values() for name in names if name not in text] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the data in ../shared is not there")
def test_a_page_that_is_not_the_marked_one_is_refused() -> None:
    with pytest.raises(ValueError, match="not the page"):
        reading(gold()[0] | {"sha256": "0" * 16}, SHARED)
