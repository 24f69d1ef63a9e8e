"""The system of actors: what anybody reads of it, in whose voice, and the network in a real browser."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from sayso.compare.system import System
from sayso.errors import NotFoundError
from sayso.ids import document_id
from sayso.ledger import View
from sayso.records import Page
from sayso.settings import Settings
from sayso.web.app import STATIC, create_app
from sayso.web.describing import Describer, of_documents
from tests.compare.builders import page as told
from tests.web.serving import PageRead, filled, served
from tests.web.test_hostile import Watched

drawn = pytest.mark.skipif(not (STATIC / "islands/network.js").is_file(), reason="the islands are not built")

WAR = "{us Ostra} bombed {army the Army}. [S {kerr Kerr}] [C said] [T {us Ostra} armed {hills the Hill Front}]."
TRUCE = "{us Ostra} backs {hills the Hill Front}, which shelled {army the Army}."


def as_page(marked: str, *facts: str, publisher: str, published: str, **actors: str) -> PageRead:
    """A page of text whose reading tells the facts."""
    given: Any = {"publisher": publisher, "published": published, **actors}
    reading = told(marked, *facts, **given)
    data = reading.document.text.encode()
    document = replace(reading.document, id=document_id(data))
    page = Page(data=data, path=f"{publisher}.txt", media_type="text/plain", fetched="2024-03-01T00:00:00+00:00")
    return page, replace(reading, document=document)


PEOPLE = {"us": "state OS Ostra", "army": "military  the Army", "hills": "armed_group  the Hill Front"}
PAGES = (
    as_page(WAR, "ASSAULT us > army: bombed", "AID us > hills: armed", publisher="Herald", published="2024-03-05",
            kerr="person Kerr", **PEOPLE),
    as_page(TRUCE, "supports us > hills: backs", "ASSAULT hills > army: shelled", publisher="Gazette",
            published="2024-05-01", **PEOPLE),
)  # fmt: skip


def ready(client: TestClient, path: str) -> str:
    """The page when it has been worked out, blanks and line ends as one."""
    for _ in range(150):
        answer = client.get(path)
        if answer.status_code != 202:
            assert answer.status_code == 200, answer.text
            return " ".join(answer.text.split())
        time.sleep(0.2)
    raise AssertionError(f"{path} is never ready")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = filled(tmp_path_factory.mktemp("system") / "ledger", PAGES)
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        yield client


HERALD = PAGES[0][1].document
BOMBED = HERALD.text.index("Ostra bombed")


@pytest.mark.parametrize(
    ("path", "here", "not_here"),
    [
        pytest.param("/system", "as 2 pages tell it", "are being put together", id="all pages"),
        pytest.param("/system", '<h3 id="bloc-1">Bloc 1', "", id="who stands together"),
        pytest.param("/system", '<span class="sign">against</span> <span class="kind">fights', "", id="a tie's kind"),
        pytest.param("/system", f"/documents/{HERALD.id}?at={BOMBED}-", "", id="a tie leads to its words"),
        pytest.param("/system", "<bdi>Kerr</bdi>", "", id="and says whose they are"),
        pytest.param("/system?by=page", "bombed", "armed", id="in the pages' own voice"),
        pytest.param("/system?by=kerr", "armed", "bombed", id="in that of a speaker"),
        pytest.param("/system?publisher=Gazette", "as 1 page tells it", "bombed", id="one publisher"),
        pytest.param("/system?until=2024-03", "bombed", "backs", id="until a month"),
        pytest.param("/system?publisher=Nobody", "No page is such.", "Network", id="no page"),
    ],
)  # fmt: skip
def test_tells(client: TestClient, path: str, here: str, not_here: str) -> None:
    page = ready(client, path)
    assert here in page
    assert not not_here or not_here not in page[page.index("</form>") :]


def test_the_network_as_data(client: TestClient) -> None:
    ready(client, "/system")
    network = client.get("/system.json").json()
    assert {actor["id"] for actor in network["actors"]} == {"us", "army", "hills"}
    signs = {frozenset((tie["one"], tie["other"])): tie["sign"] for tie in network["ties"]}
    assert signs == {
        frozenset(("us", "army")): -1,
        frozenset(("us", "hills")): 1,
        frozenset(("army", "hills")): -1,
    }
    words = [each for tie in network["ties"] for each in tie["words"]]
    assert {each["by"] for each in words if not each["page"]} == {"Kerr"}
    for each in words:  # every link stands in the page that it leads to
        assert client.get(each["href"].partition("#")[0]).text.count('id="here"') == 1


def test_for_other_programs(client: TestClient) -> None:
    ready(client, "/system")
    answer = client.get("/system.graphml")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/graphml+xml")
    assert "attachment" in answer.headers["content-disposition"]
    assert "<edge" in answer.text


@pytest.mark.parametrize(
    ("at", "status"), [("5-9", 200), ("9-5", 400), ("5", 400), ("x-y", 400), ("٣-٥", 400), ("5-999999999", 200)]
)
def test_where_an_address_leads(client: TestClient, at: str, status: int) -> None:
    answer = client.get(f"/documents/{HERALD.id}", params={"at": at})
    assert answer.status_code == status
    if at == "5-9":
        assert 'id="here"' in answer.text


def test_what_is_asked_too_early_is_worked_out_once_for_each_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = filled(tmp_path_factory.mktemp("early") / "ledger", PAGES)
    describer = Describer(folder)
    ids = [reading.document.id for _, reading in PAGES]
    try:
        with View(folder) as view:
            assert describer.system(view, ids, wait=0) is None
            found = describer.system(view, ids, wait=60)
            assert found == of_documents(folder, ids)
            assert describer.system(view, ids, wait=0) is found
    finally:
        describer.close()


def refuses(ledger: Path, document: str) -> System:
    raise NotFoundError(f"{document}: there is none of this name")


def test_what_fails_is_told_and_tried_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = filled(tmp_path_factory.mktemp("failing") / "ledger", PAGES)
    describer = Describer(folder)
    try:
        with View(folder) as view:
            for _ in range(2):
                with pytest.raises(NotFoundError, match="elsewhere: there is none"):
                    describer.told(view, refuses, "elsewhere", wait=60)
            assert describer.system(view, [PAGES[0][1].document.id], wait=60) is not None
    finally:
        describer.close()


@pytest.mark.parametrize(
    ("find", "marked"),
    [("bombed  the", "bombed the"), ("the Army … armed", "the Army"), ("nowhere said", ""), ("", ""), ("(", "")],
)
def test_where_words_lead(client: TestClient, find: str, marked: str) -> None:
    html = client.get(f"/documents/{HERALD.id}", params={"find": find}).text
    found = re.findall(r'class="[^"]*pointed[^"]*"[^>]*>([^<]*)<', html)
    assert "".join(found) == marked


@drawn
def test_from_the_network_to_the_words(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    with (
        served(filled(tmp_path_factory.mktemp("net"), PAGES)) as server,
        browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}) as context,
    ):
        watched = Watched(context.new_page(), server)
        page = watched.page
        page.goto("/system")
        expect(page.get_by_role("heading", name="Ties")).to_be_visible(timeout=30_000)
        expect(page.locator(".net-canvas[data-drawn], .net[hidden]")).to_have_count(1)
        page.locator("table.ties .to-words").first.click(position={"x": 40, "y": 10})
        expect(page.locator(".pointed").first).to_be_in_viewport()
        page.go_back()
        expect(page.get_by_role("heading", name="Blocs")).to_be_visible()
        # What the drawing says of its own speed is nothing that the page did.
        assert [each for each in watched.happened() if "GL Driver Message" not in each] == []
