"""The ledger at a glance: every number of it leads to as many things as it says."""

import html as entities
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import Ledger
from sayso.settings import Settings
from sayso.web.app import create_app
from tests import factories
from tests.ledger import telling
from tests.web import acting
from tests.web.serving import filled


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = filled(
        tmp_path_factory.mktemp("overview"), [acting.told(), acting.namesake(), telling.told(), telling.undated()]
    )
    with Ledger(folder) as ledger:
        ledger.fail("decode", "no text in <it>", path="lost.bin")
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        yield client


def panel(client: TestClient, name: str) -> str:
    found = re.search(
        f'<section class="panel[^"]*" aria-labelledby="{name}">(.*?)</section>', client.get("/").text, re.S
    )
    assert found
    return entities.unescape(found[1])


def headed(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    found = re.search("<h1>(.*?)</h1>", answer.text)
    assert found
    return found[1]


@pytest.mark.parametrize("name", ["speakers", "accused", "accusing"])
def test_numbers_of_attributions(client: TestClient, name: str) -> None:
    numbers = re.findall('class="ranked-count" href="([^"]*)"[^>]*>([^<]*)</a>', panel(client, name))
    assert numbers
    for leads, count in numbers:
        assert headed(client, leads) in (f"{count} attribution", f"{count} attributions")


def test_days_lead_to_their_events(client: TestClient) -> None:
    numbers = re.findall('class="ranked-count" href="([^"]*)"[^>]*>([^<]*)</a>', panel(client, "days"))
    assert ("/events?since=2024-03-03&until=2024-03-03", "1") in numbers
    for leads, _ in numbers:
        assert client.get(leads).text.count('class="in-words"') >= 1


def test_publishers_lead_to_what_they_say_and_to_their_pages(client: TestClient) -> None:
    ((said, pages, count),) = re.findall(
        'class="ranked" href="([^"]*)".*?class="ranked-count" href="([^"]*)"[^>]*>([^<]*)</a>',
        panel(client, "publishers"),
    )
    assert (headed(client, said), count) == ("10 attributions", "3")
    assert client.get(pages).text.count('class="entry"') == 3


def test_who_accuses_whom(client: TestClient) -> None:
    told = " ".join(re.sub("<[^>]+>", " ", panel(client, "accusing")).split())
    assert told == "Who accuses whom Ostra → Free Hills Front 1"


def test_what_came_in_last_comes_first(client: TestClient) -> None:
    titles = re.findall('class="recent-title" dir="auto">(.*?)</span>', panel(client, "recent"))
    assert titles == ["Shots", "Ostra bombs Lohm", "Another Kerr", acting.TITLE]


def test_the_sum(client: TestClient) -> None:
    html = client.get("/").text
    (told,) = re.findall('<p class="sum">(.*?)</p>', html)
    assert re.sub("<[^>]+>", "", told).startswith("10 attributions and 6 events on 4 pages, by and about ")
    for leads in ("/ledger", "/events", "/documents", "/actors"):
        assert f'<a href="{leads}">' in told
    (first, last) = re.findall('<time datetime="(.*?)">', told)
    assert (first, last) == ("2023-05-06", "2024-03-05")


def test_what_could_not_be_read(client: TestClient) -> None:
    told = panel(client, "failed")
    assert "lost.bin" in told
    assert "no text in <it>" in told
    assert 'href="/documents#failed"' in told
    assert 'id="failed"' in client.get("/documents").text


def test_a_ledger_in_which_nobody_says_anything(tmp_path: Path) -> None:
    folder = filled(tmp_path, [factories.read("Nothing.", publisher=None, published=None)])
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        html = client.get("/").text
    for hint in (
        "No speaker is known by name yet.", "Nobody accuses anybody here.", "No event is told with a day.",
        "No page names its publisher.",
    ):  # fmt: skip
        assert hint in html
    assert "could not be read" not in html
