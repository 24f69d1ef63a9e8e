"""Text that stands on several pages: its marks in the reader, and two pages side by side."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import View
from sayso.records import Passage
from sayso.web.echoed import NONE, between, echoes, telling, within
from sayso.web.echoes import half, shared
from tests.compare.stories import TRUTH
from tests.web.storied import ALONE, address, elements, key, reading

HALYARD, COURIER, STANDARD, KTR = TRUTH["exchange"]["pages"]


def beside(one: str, other: str) -> str:
    return f"{address(one)}/beside/{key(other)}"


@pytest.mark.parametrize(
    ("name", "others"),
    [
        pytest.param(HALYARD, {COURIER, STANDARD}, id="copied by two"),
        pytest.param(STANDARD, {HALYARD, COURIER}, id="has it from another, as a third does"),
        pytest.param(ALONE, set(), id="shares nothing"),
    ],
)
def test_with_whom_a_page_shares(storied_ledger: Path, name: str, others: set[str]) -> None:
    with View(storied_ledger) as view:
        found = echoes(view, reading(name))
    copied = {each.entry.id for each in found.others if each.copied}
    assert copied == {key(other) for other in others}
    for other in found.others:
        for passage in other.passages:
            assert 0 <= passage.first[0] < passage.first[1] <= len(reading(name).document.text)


@pytest.mark.parametrize("name", [HALYARD, COURIER, STANDARD])
def test_marks_add_no_words_to_the_text(storied: TestClient, name: str) -> None:
    tree = elements(storied.get(address(name)).text)
    marks = tree.cssselect("#text .echo-mark")
    assert marks
    assert all(mark.text_content() == "" and mark.get("aria-label") for mark in marks)
    text = "".join(tree.cssselect("#text")[0].text_content().split())
    for block in reading(name).document.blocks:
        if block.kind == "paragraph":
            assert "".join(reading(name).document.text[slice(*block.span)].split()) in text


def test_a_mark_leads_to_the_same_passage(storied: TestClient) -> None:
    tree = elements(storied.get(address(STANDARD)).text)
    for mark in tree.cssselect("#text .echo-mark"):
        path, _, anchor = mark.get("href").partition("#")
        assert f'id="{anchor}"' in storied.get(path).text
    assert tree.cssselect(".block.echoed")
    assert len(tree.cssselect("#echoes li")) == 2


def test_two_pages_side_by_side(storied: TestClient) -> None:
    page = storied.get(beside(HALYARD, STANDARD)).text
    tree = elements(page)
    rows = tree.cssselect("table.aligned tbody tr")
    assert len(rows) == len(shared(reading(HALYARD), reading(STANDARD)))
    gone, new = (" ".join(each.text_content() for each in tree.cssselect(f".aligned {tag}")) for tag in ("del", "ins"))
    assert "men" in gone.split()  # as TRUTH.yaml has it: men on the one, heroes on the other
    assert "heroes" in new.split()
    assert "<b><bdi>Halyard</bdi> had it first</b>" in page
    for number in range(1, len(rows) + 1):
        assert page.count(f'href="#pair-{number}"') == 2


def test_either_way_round(storied: TestClient) -> None:
    shares = [
        re.findall(r"<li><b>(\d+) %</b>", storied.get(path).text)
        for path in (beside(HALYARD, STANDARD), beside(STANDARD, HALYARD))
    ]
    assert shares[0] == shares[1][::-1]
    assert len(shares[0]) == 2


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        pytest.param(beside(HALYARD, ALONE), 200, "share no words", id="two that have nothing in common"),
        pytest.param(beside(HALYARD, HALYARD), 200, "one page, not two", id="one page"),
        pytest.param(f"{address(HALYARD)[:30]}/beside/{key(KTR)[:12]}", 307, "", id="first digits"),
        pytest.param(f"{address(HALYARD)}/beside/nothing", 404, "no such document", id="no such page"),
    ],
)
def test_pairs(storied: TestClient, path: str, status: int, words: str) -> None:
    answer = storied.get(path)
    assert (answer.status_code, words in answer.text) == (status, True)


def passage(first: tuple[int, int], second: tuple[int, int], kind: str = "copied") -> Passage:
    return Passage(first=first, second=second, words=5, change=0.0, kind=kind)  # type: ignore[arg-type]


def test_the_passages_of_two_from_either() -> None:
    known = {("a", "b"): (passage((0, 9), (50, 60)), passage((20, 30), (5, 15)))}
    assert [each.first for each in between(known, "a", "b")] == [(0, 9), (20, 30)]
    assert [each.first for each in between(known, "b", "a")] == [(5, 15), (50, 60)]
    assert between(known, "a", "c") == ()
    assert telling([passage((0, 1), (0, 1), "furniture")]) == ()


@pytest.mark.parametrize(
    ("spans", "whole", "covered"),
    [
        ([], (0, 10), 0),
        ([(0, 10)], (0, 10), 10),
        ([(-5, 3), (2, 6), (8, 20)], (0, 10), 8),
        ([(20, 30)], (0, 10), 0),
    ],
)
def test_how_much_is_covered(spans: list[tuple[int, int]], whole: tuple[int, int], covered: int) -> None:
    assert within(spans, whole) == covered


def test_what_shares_nothing() -> None:
    assert NONE.pieces == ()
    assert half(reading(ALONE), (), "first").share == 0
