"""Prints: pages that share a passage are candidates, whatever came when; others hardly ever are."""

from collections import Counter
from itertools import permutations

import pytest

from sayso.compare.echoes import Prints, Told, prints
from sayso.compare.echoing.prints import TIMES, may_share
from tests.compare.echoed import BEES, CLOSED, COST, FLOOD, SINGERS, page, read

PAGES = {
    "flood": page(FLOOD, CLOSED),
    "echo": page(SINGERS, FLOOD),
    "bees": page(BEES),
    "loss": page(COST, BEES),
}
WANTED = {"flood": ("echo",), "echo": ("flood",), "bees": ("loss",), "loss": ("bees",)}


def test_any_order_gives_the_same_candidates() -> None:
    for order in permutations(PAGES):
        found: dict[str, set[str]] = {id: set() for id in PAGES}
        known = Prints()
        for id in order:
            made = prints(PAGES[id])
            for other in known.alike(made):
                found[id].add(other)
                found[other].add(id)
            known.add(id, made)
        assert {id: tuple(sorted(others)) for id, others in found.items()} == WANTED


def test_a_page_is_no_candidate_of_its_own() -> None:
    known, made = Prints(), prints(PAGES["flood"])
    known.add("flood", made)
    assert known.alike(made) == ("flood",)
    assert known.alike(made, but="flood") == ()


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2024-03-01", "2024-03-20", True),
        ("2024-03-20T10:00:00Z", "2024-03-01", True),
        ("2024-01-01", "2024-02-01", True),
        ("2024-01-01", "2024-02-02", False),
        ("2024-02-02", "2024-01-01", False),
        (None, "2024-03-01", True),
        ("2024-03-01", None, True),
        ("soon", "2024-03-01", True),
    ],
    ids=["near", "before", "a month", "more", "more, before", "one day alone", "the other alone", "no day"],
)
def test_pages_far_apart_in_time_are_no_candidates(one: str | None, other: str | None, wanted: bool) -> None:
    known = Prints()
    known.add("flood", prints(PAGES["flood"]), one)
    assert bool(known.alike(prints(PAGES["echo"]), other)) is wanted


def test_what_is_said_over_and_over_has_few_prints() -> None:
    once, often = prints(page(FLOOD, CLOSED)), prints(page(*(FLOOD, CLOSED) * 50))
    assert {key for key, _ in once} <= {key for key, _ in often}
    assert max(Counter(key for key, _ in often).values()) == TIMES


def test_prints_stand_where_their_words_do() -> None:
    alone, behind = prints(page(FLOOD)), prints(page(SINGERS, FLOOD))
    before = len(page(SINGERS).words.keys)
    assert {(key, place + before) for key, place in alone} <= set(behind)
    assert len(alone) > 2


@pytest.mark.parametrize(
    "told",
    [
        page(""),
        page("Two words"),
        page("in the of a and to it was by the"),
        page("it was by Provost Anna Lindqvist of Harlow that he had it, and not by Canon Piet Harrow"),
        read(FLOOD, "furniture"),
    ],
    ids=["nothing", "too few words", "small words", "names alone", "furniture"],
)
def test_what_leads_nowhere_has_no_prints(told: Told) -> None:
    assert prints(told) == ()


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        ([], False),
        ([(0, 40)], False),
        ([(0, 40), (9, 52)], True),
        ([(0, 40), (2, 42)], False),
        ([(0, 40), (90, 130)], False),
        ([(0, 40), (9, 95)], False),
        ([(0, 52), (9, 40)], False),
        ([(0, 5), (20, 70), (28, 77)], True),
    ],
    ids=["none", "one", "two", "the same words", "far apart", "far apart on one", "in another order", "two of three"],
)
def test_two_that_lie_as_in_one_passage(places: list[tuple[int, int]], wanted: bool) -> None:
    assert may_share(places) is wanted
