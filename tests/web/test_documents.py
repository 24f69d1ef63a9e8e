"""The list of documents: all or of a selection, in pages, and what could not be read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import Ledger
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.documents import ENTRIES, FAILURES
from tests import factories
from tests.ledger import telling
from tests.web import acting
from tests.web.serving import filled, foreign


def client_of(folder: Path) -> TestClient:
    return TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    pages = [acting.told(), acting.namesake(), telling.told(), telling.undated(), foreign()]
    post = factories.read("[S Kerr] [C said] [T nothing].", path="post.txt", title="Post", publisher="The “Post” & Co")
    with client_of(filled(tmp_path_factory.mktemp("documents"), [*pages, post])) as client:
        yield client


def titles(html: str) -> list[str]:
    return re.findall('class="entry-title" dir="auto">(.*?)</span>', html)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(
            "", ["Ostra bombs Lohm", "Post", "Haus", acting.TITLE, "Another Kerr", "Shots"], id="all, the newest first"
        ),
        pytest.param("publisher=The+%E2%80%9CPost%E2%80%9D+%26+Co", ["Post"], id="of a publisher"),
        pytest.param("publisher=The+Post", [], id="of nobody of this name"),
        pytest.param("since=2024-03", ["Ostra bombs Lohm"], id="since a month"),
        pytest.param("until=2023", ["Another Kerr"], id="until a year"),
        pytest.param("speaker=kerr&act=deny", ["Another Kerr"], id="in which somebody says something"),
        pytest.param("type=ASSAULT", ["Ostra bombs Lohm", "Shots"], id="in which something happens"),
    ],
)
def test_what_is_listed(client: TestClient, query: str, found: list[str]) -> None:
    answer = client.get(f"/documents?{query}")
    assert (answer.status_code, titles(answer.text)) == (200, found)
    assert ("No document tells anything of the kind." in answer.text) is (not found)


def test_the_form_offers_the_publishers_and_keeps_what_was_asked(client: TestClient) -> None:
    html = client.get("/documents?publisher=The+Herald&speaker=kerr&since=2023").text
    assert '<option value="The “Post” &amp; Co">The “Post” &amp; Co (1)</option>' in html
    assert '<option value="The Herald" selected>' in html
    assert '<input type="hidden" name="speaker" value="kerr">' in html
    assert 'name="since" value="2023"' in html


@pytest.mark.parametrize(
    ("query", "told"),
    [("since=soon", "“soon” is no day"), ("words=%22%22", "there is no word in it"), ("page=0", "cannot be used")],
)
def test_what_cannot_be_asked(client: TestClient, query: str, told: str) -> None:
    answer = client.get(f"/documents?{query}")
    assert (answer.status_code, told in answer.text) == (400, True)


def test_a_long_list_comes_in_pages(tmp_path: Path) -> None:
    several = [
        factories.read(f"[S Kerr] [C said] [T {n}].", path=f"{n}.txt", title=f"No. {n}.") for n in range(ENTRIES + 1)
    ]
    with Ledger(tmp_path) as ledger:
        ledger.add_many(several)
    with client_of(tmp_path) as client:
        first, second = client.get("/documents").text, client.get("/documents?page=2&publisher=The+Herald").text
    assert f"{ENTRIES + 1} documents" in first
    assert (len(titles(first)), len(titles(second))) == (ENTRIES, 1)
    assert {*titles(first), *titles(second)} == {f"No. {n}." for n in range(ENTRIES + 1)}
    assert 'rel="next" href="/documents?page=2"' in first
    assert 'rel="prev" href="/documents?publisher=The+Herald"' in second


def test_the_list_tells_of_problems_and_of_what_could_not_be_read(tmp_path: Path) -> None:
    with Ledger(filled(tmp_path, [foreign()])) as ledger:
        ledger.fail("decode", "no text in it", path="lost.bin")
    with client_of(tmp_path) as client:
        html = client.get("/documents").text
    for told in ("1 problem", "1 page could not be read", "no text in it", "lost.bin"):
        assert told in html


def test_of_many_pages_that_could_not_be_read_the_first_are_shown(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        for number in range(FAILURES + 1):
            ledger.fail("files", "no such file", path=f"lost-{number}.txt")
    with client_of(tmp_path) as client:
        html = client.get("/documents").text
    assert f"{FAILURES + 1} pages could not be read" in html
    assert f"lost-{FAILURES - 1}.txt" in html
    assert f"lost-{FAILURES}.txt" not in html
    assert "sayso list --failed" in html
