"""What changed between two versions of an address, and the page that shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.records import Page, Reading
from sayso.web.versions import Run, between, runs, stretches
from tests import factories
from tests.web.serving import filled
from tests.web.test_judging import client_of

URL = "https://herald.example/lohm"


def seen(marked: str, fetched: str, **fields: object) -> tuple[Page, Reading]:
    text = factories.unmarked(marked)[0]
    page = factories.page(text, url=URL, path=None, fetched=fetched)
    return page, factories.reading(marked, path=None, sightings=(), url=URL, **fields)  # type: ignore[arg-type]


FIRST = seen(
    "Bridge falls\n[S Kerr] [C said] [T that 52 men fell there].\n[S2 Dorn] [C2 denied] [T2 it].", "2024-03-01"
)
SECOND = seen(
    "Bridge falls\n[S Kerr] [C said] [T that 38 men fell there].\nNothing more <b>is</b> known.",
    "2024-03-02", title="Another title",
)  # fmt: skip
THIRD = seen("Gone.", "2024-03-03")
ALONE = factories.read("Alone.", path="alone.txt")
IDS = [reading.document.id for _, reading in (FIRST, SECOND, THIRD)]

WORDS = st.lists(st.sampled_from(["the", "mill", "fell", ",", ".", "it’s", "\u202e", "52"]), max_size=9).map(" ".join)


@given(st.lists(WORDS.filter(bool), max_size=6), st.lists(WORDS.filter(bool), max_size=6))
def test_both_texts_come_back_from_what_changed(old: list[str], new: list[str]) -> None:
    found = [change for stretch in stretches(old, new) for change in stretch.changes]
    for lost, told in (("new", old), ("gone", new)):
        left = ["".join(run.words for run in change.runs if run.fate != lost) for change in found]
        assert [" ".join(words.split()).replace(" ", "") for words in left if words] == [
            words.replace(" ", "") for words in told
        ]


@given(WORDS)
def test_what_stayed_the_same_is_one_run(words: str) -> None:
    assert runs(words, words) == ((Run("same", words),) if words else ())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("52 men fell", "38 men fell", [("gone", "52 "), ("new", "38 "), ("same", "men fell")]),
        ("It fell.", "It fell.", [("same", "It fell.")]),
        ("a, b", "c, d", [("gone", "a"), ("new", "c"), ("gone", ", "), ("new", ", "), ("gone", "b"), ("new", "d")]),
    ],
    ids=["a number", "nothing", "a sign alone goes with what changed"],
)
def test_runs(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert [(run.fate, run.words) for run in runs(old, new)] == told


def test_a_block_that_became_another_is_told_as_a_whole() -> None:
    (stretch,) = stretches(["one two three"], ["four five six"])
    assert [(change.fate, change.runs[0].words) for change in stretch.changes] == [
        ("gone", "one two three"), ("new", "four five six"),
    ]  # fmt: skip


def test_attributions_go_come_and_change_their_words() -> None:
    told = between(FIRST[1], SECOND[1])
    assert [each.source for each in told.gone] == ["Dorn"]
    assert told.new == ()
    (kerr,) = told.reworded
    assert (kerr.before.content, kerr.after.content) == ("that 52 men fell there", "that 38 men fell there")
    assert told.facts == (("title", "A page", "Another title"),)
    back = between(SECOND[1], FIRST[1])
    assert [each.source for each in back.new] == ["Dorn"]
    assert (told.words_gone, told.words_new) == (back.words_new, back.words_gone)
    assert between(FIRST[1], replace(FIRST[1], reader="other")).nothing


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(filled(tmp_path, [SECOND, FIRST, THIRD, ALONE])) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        pytest.param(f"/documents/{IDS[0]}", 200, "2 other versions of this address", id="a page tells of them"),
        pytest.param(f"/documents/{ALONE[1].document.id}", 200, "No other version of this address", id="or of none"),
        pytest.param(f"/documents/{IDS[1]}/versions", 200, "52 </del>", id="with the one before"),
        pytest.param(f"/documents/{IDS[0]}/versions", 200, "52 </del>", id="the first one with the next"),
        pytest.param(f"/documents/{IDS[0]}/versions?with={IDS[2]}", 200, "2024-03-03", id="with one asked for"),
        pytest.param(f"/documents/{IDS[0]}/versions?with={IDS[0]}", 200, "the same version", id="with itself"),
        pytest.param(f"/documents/{IDS[0]}/versions?with=none", 404, "no version of the address", id="with none"),
        pytest.param(f"/documents/{ALONE[1].document.id}/versions", 200, "No other version of this", id="alone"),
        pytest.param("/documents/none/versions", 404, "no such document", id="nothing"),
    ],
)
def test_pages(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    html = answer.text.replace('<span class="unseen"> (end of deletion) </span>', "")
    assert words in html


def test_older_stands_before_newer_whichever_is_asked_for(client: TestClient) -> None:
    pages = [
        client.get(f"/documents/{one}/versions?with={other}").text
        for one, other in ((IDS[0], IDS[1]), (IDS[1], IDS[0]))
    ]
    for html in pages:
        assert html.index("52 ") < html.index("38 ")
        assert '<del><span class="unseen"> deleted: </span>52 ' in html
        assert '<ins><span class="unseen"> added: </span>38 ' in html
        assert "&lt;b&gt;is&lt;/b&gt;" in html
    rows = [pages[0].index(f'href="/documents/{each}"') for each in IDS]
    assert rows[1:] == sorted(rows[1:])


def test_a_name_leads_to_the_id(client: TestClient) -> None:
    answer = client.get(f"/documents/{IDS[0][:10]}/versions?with={IDS[2]}")
    assert answer.headers["location"] == f"/documents/{IDS[0]}/versions?with={IDS[2]}"
