"""Where events are told to be: the table that anybody can read, and what is drawn of it in a real browser."""

from collections.abc import Iterator
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Locator, Page, expect

from sayso.records import Reading
from sayso.settings import Settings
from sayso.web.app import STATIC, create_app
from tests import factories
from tests.factories_events import Telling
from tests.ledger import telling
from tests.web.serving import PageRead, filled, served
from tests.web.test_chromium import CONTRAST
from tests.web.test_hostile import PAYLOADS, Watched

drawn = pytest.mark.skipif(not (STATIC / "islands/map.js").is_file(), reason="the islands are not built")

# Name, longitude, latitude, how wide: two towns near to each other, one far away, and a country.
PLACES = (
    ("Arl", 30.0, 50.0, "town"), ("Bex", 30.4, 50.2, "town"), ("Coll", 100.0, 10.0, "exact"),
    ("Durland", 20.0, 0.0, "country"),
)  # fmt: skip


def scattered() -> PageRead:
    """A page with an event at each of the places, two at the first of them."""
    text = "\n".join(f"Shelled {name}. Left {name}." for name, *_ in PLACES)
    tell = Telling(factories.read(text, path="places.txt", published="2024-03-05"))
    for name, longitude, latitude, precision in PLACES:
        place = tell.place(name, longitude=longitude, latitude=latitude, precision=precision)
        tell.event("ASSAULT", "Shelled", after=f"Shelled {name}", places=[(place, "at")])
    first = tell.place("Arl", after="Left Arl", longitude=30.0, latitude=50.0, precision="town")
    tell.event("RETREAT", "Left", after="Left Arl", places=[(first, "from")])
    return tell.done


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = filled(tmp_path_factory.mktemp("web") / "ledger", [scattered(), telling.told(), telling.undated()])
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        pytest.param("/map", 200, "7 events at 6 places", id="all that have a place"),
        pytest.param("/map", 200, 'href="/map?place=%22Arl%22"><bdi>Arl</bdi></a></th><td>a town</td>', id="a town"),
        pytest.param("/map", 200, "<bdi>Durland</bdi></a></th><td>a whole country</td>", id="a country"),
        pytest.param("/map", 200, "assault 1, retreat 1", id="of which types"),
        pytest.param(
            "/map",
            200,
            'href="/events?place=%22Lohm+bridge%22"><bdi>Lohm bridge</bdi></a></th><td colspan="2">could',
            id="nowhere",
        ),
        pytest.param("/map?area=29,49,31,51", 200, "3 events at 2 places", id="an area"),
        pytest.param("/map?area=90,-20,25,40", 200, "3 events at 3 places", id="an area across the date line"),
        pytest.param(
            "/map?area=1,1,2,2", 200, "No event of this selection is told to be in this area.", id="empty area"
        ),
        pytest.param("/map?place=%22Arl%22", 200, "2 events at 1 place<", id="a place"),
        pytest.param("/map?type=RETREAT&area=29,49,31,51", 200, "1 event at 1 place<", id="a type in an area"),
        pytest.param("/map?type=AID", 200, "No event of this selection is told.", id="nothing"),
        pytest.param(
            "/map?at=30,50,8&words=shelled", 200, 'type="hidden" name="at" value="30,50,8"', id="a view is kept"
        ),
        pytest.param("/map?area=1,2,3", 400, "is four numbers of degrees", id="no area"),
        pytest.param("/map?area=nan,0,1,1", 400, "is no area on the Earth", id="no number"),
        pytest.param("/map?words=%22%22", 400, "no word in it", id="no word"),
    ],
)
def test_answers(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in " ".join(answer.text.split())


@pytest.mark.parametrize("at", ["<script>", "30,50", "30,50,8,1", "1e9,0,1", "٣,٤,٥x"])
def test_a_view_that_is_none_is_left_out(client: TestClient, at: str) -> None:
    assert 'name="at"' not in client.get("/map", params={"at": at}).text


def test_the_same_as_data(client: TestClient) -> None:
    told = client.get("/map.json?type=ASSAULT&place=%22Durland%22").json()
    assert told == {
        "spots": [
            {
                "name": "Durland", "longitude": 20.0, "latitude": 0.0, "precision": "country", "country": None,
                "events": 1, "types": [["ASSAULT", 1]], "address": "/map?type=ASSAULT&place=%22Durland%22",
            }
        ],
        "total": 1,
        "more": False,
    }  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(filled(tmp_path_factory.mktemp("map"), [scattered()])) as address:
        yield address


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    with browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}) as context:
        found = Watched(context.new_page(), server)
        yield found
        assert found.happened() == []


def goto(page: Page, path: str = "/map") -> None:
    page.goto(path)
    expect(page.locator(".marks .mark").first).to_be_visible()


def asked(page: Page) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def at(url: str) -> tuple[float, ...]:
    """Longitude, latitude and magnification that an address tells."""
    return tuple(map(float, parse_qs(urlsplit(url).query).get("at", ["0,0,0"])[0].split(",")))


def middle(where: Locator) -> tuple[float, float]:
    box = where.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@drawn
def test_near_places_are_one_mark_until_looked_at_closely(watched: Watched) -> None:
    page = watched.page
    goto(page)
    expect(page.locator(".marks .mark")).to_have_count(3)
    several = page.get_by_label("Arl and 1 other place: 3 events")
    several.click()
    expect(page.get_by_label("Bex: 1 event, a town")).to_be_visible()
    expect(page.get_by_label("Arl: 2 events, a town")).to_be_visible()
    page.wait_for_url("**at=**")
    page.reload()
    expect(page.get_by_label("Bex: 1 event, a town")).to_be_visible()


@drawn
def test_a_place_leads_to_its_events_and_back(watched: Watched) -> None:
    page = watched.page
    goto(page, "/map?at=30.2,50.1,200")
    page.get_by_label("Bex: 1 event").click()
    page.wait_for_url("**place=%22Bex%22")
    expect(page.locator(".brief")).to_have_count(1)
    expect(page.locator(".marks .mark")).to_have_count(1)
    page.go_back()
    expect(page.locator(".brief")).to_have_count(5)
    expect(page.locator(".marks .mark")).to_have_count(2)


@drawn
def test_an_area_is_drawn_and_filters_the_list(watched: Watched) -> None:
    page = watched.page
    goto(page)
    draw = page.get_by_role("button", name="Draw an area")
    draw.click()
    expect(draw).to_have_attribute("aria-pressed", "true")
    x, y = middle(page.get_by_label("Arl and 1 other place"))
    page.mouse.move(x - 25, y - 25)
    page.mouse.down()
    page.mouse.move(x, y)
    page.mouse.move(x + 25, y + 25)
    page.mouse.up()
    page.wait_for_url("**area=**")
    west, south, east, north = map(float, asked(page)["area"].split(","))
    assert west < 30 < 30.4 < east
    assert south < 50 < 50.2 < north
    expect(page.locator(".brief")).to_have_count(3)
    expect(page.locator(".marks .mark")).to_have_count(3)
    expect(page.locator(".marks .outside")).to_have_count(2)
    expect(page.locator("rect.area")).to_be_visible()
    expect(draw).to_have_attribute("aria-pressed", "false")
    page.go_back()
    expect(page.locator(".brief")).to_have_count(5)
    expect(page.locator(".marks .outside")).to_have_count(0)
    page.go_forward()
    page.get_by_role("button", name="Everywhere").click()
    expect(page.locator(".brief")).to_have_count(5)
    assert "area" not in asked(page)


@drawn
def test_with_the_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    goto(page)
    page.locator(".map-ground").focus()
    for _ in range(6):
        page.keyboard.press("+")
    page.wait_for_url("**at=**")
    longitude, latitude, magnified = at(page.url)
    assert magnified > 20
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    page.wait_for_url(lambda url: at(url)[0] > longitude and at(url)[1] > latitude)
    assert at(page.url)[2] == magnified
    page.keyboard.press("0")
    expect(page.locator(".marks .mark")).to_have_count(3)
    page.keyboard.press("Tab")
    focused = page.locator(".marks .mark:focus")
    expect(focused).to_have_count(1)
    expect(page.locator(".tip")).to_be_visible()
    first = focused.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-label", "Durland: 1 event, a whole country: assault 1. Shows its events")
    assert first is not None
    page.keyboard.press("Enter")
    page.wait_for_url("**place=%22Durland%22")
    expect(page.locator(".brief")).to_have_count(1)


@drawn
def test_this_view_as_area(watched: Watched) -> None:
    page = watched.page
    goto(page, "/map?at=30.2,50.1,60")
    page.get_by_role("button", name="Only this view").click()
    page.wait_for_url("**area=**")
    expect(page.locator(".brief")).to_have_count(3)
    west, _, east, _ = map(float, asked(page)["area"].split(","))
    assert (west + east) / 2 == pytest.approx(30.2, abs=0.01)


@drawn
def test_dragging_moves_and_the_wheel_magnifies(watched: Watched) -> None:
    page = watched.page
    goto(page, "/map?at=30,50,20")
    x, y = middle(page.locator(".map-ground"))
    page.mouse.move(x, y + 60)
    page.mouse.down()
    page.mouse.move(x - 50, y + 60)
    page.mouse.move(x - 100, y + 60)
    page.mouse.up()
    page.wait_for_url(lambda url: at(url)[0] > 30)
    page.mouse.wheel(0, -400)
    page.wait_for_url(lambda url: at(url)[2] > 21)


@drawn
def test_how_wide_a_place_is_meant_is_its_size(watched: Watched) -> None:
    page = watched.page
    goto(page, "/map?at=20,0,6")
    disc = page.locator(".discs .country").bounding_box()
    mark = page.get_by_label("Durland: 1 event").locator("circle:not(.target)").bounding_box()
    assert disc is not None
    assert mark is not None
    assert disc["width"] > 2 * mark["width"]
    page.goto("/map?at=30.2,50.1,200")
    expect(page.get_by_label("Bex: 1 event")).to_be_visible()
    expect(page.locator(".discs circle")).to_have_count(0)


@drawn
def test_the_world_is_asked_of_this_server_and_of_this_page_alone(watched: Watched) -> None:
    page = watched.page
    files: list[str] = []
    page.on("request", lambda request: files.append(urlsplit(request.url).path))
    goto(page, "/map")
    assert files.count("/static/islands/countries-50m.json") == 1
    files.clear()
    page.goto("/timeline")
    page.wait_for_load_state("networkidle")
    assert not any("countries" in file for file in files)


def test_without_javascript_there_is_a_table(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/map")
        expect(page.locator("table.spots tbody tr")).to_have_count(4)
        page.locator("table.spots").get_by_role("link", name="Durland").click()
        page.wait_for_url("**place=%22Durland%22")
        expect(page.locator(".brief")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(browser: Browser, server: str, scheme: Literal["light", "dark"]) -> None:
    with browser.new_context(base_url=server, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto("/map")
        page.wait_for_load_state("networkidle")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        least, words, where = page.evaluate(CONTRAST)
        assert least >= 4.5, f"{words!r} ({where}) has a contrast of {least:.2f}"


@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_is_wider_than_the_screen(browser: Browser, server: str, width: int) -> None:
    with browser.new_context(base_url=server, viewport={"width": width, "height": 740}) as context:
        page = context.new_page()
        page.goto("/map")
        page.wait_for_load_state("networkidle")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def nasty() -> PageRead:
    """A page that wants to run something in the name of every place."""
    text = "\n".join(f"Attack {number} on {payload.strip()}." for number, payload in enumerate(PAYLOADS))
    document = factories.document(text, title=PAYLOADS[0], publisher=PAYLOADS[1])
    tell = Telling((factories.page(text, path="nasty.txt"), Reading(reader="test", document=document)))
    for number, payload in enumerate(PAYLOADS):
        after, words = f"Attack {number} on", payload.strip()
        where = {"longitude": number * 7.0 - 80, "latitude": number * 4.0 - 40}
        place = tell.place(words, after=after, name=payload, precision="town", **where)
        tell.event("ASSAULT", f"Attack {number}", [(words, None)], places=[(place, "at")])
    return tell.done


@drawn
def test_names_of_places_are_words_and_nothing_else(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    with (
        served(filled(tmp_path_factory.mktemp("nasty"), [nasty()])) as server,
        browser.new_context(base_url=server, reduced_motion="reduce") as context,
    ):
        watched = Watched(context.new_page(), server)
        goto(watched.page)
        for mark in watched.page.locator(".marks .mark").all():
            mark.focus()
        assert watched.page.locator(".tip").inner_text()
        assert watched.happened() == []
