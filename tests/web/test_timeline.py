"""A selection in time: the table that anybody can read, and what is drawn of it in a real browser."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from sayso.records import Actor, Bar, Lane, Reading, Timeline
from sayso.settings import Settings
from sayso.web.app import STATIC, create_app
from sayso.web.periods import ROWS, days, period, rows
from tests import factories
from tests.factories_events import Telling
from tests.ledger import telling
from tests.ledger.casting import cast
from tests.web.serving import PageRead, filled, served
from tests.web.test_chromium import CONTRAST
from tests.web.test_hostile import PAYLOADS, Watched

drawn = pytest.mark.skipif(not (STATIC / "islands/timeline.js").is_file(), reason="the islands are not built")


def later(published: str) -> PageRead:
    """A page with an event of that day, one of its month, and an attribution."""
    marked = f"Ostra shelled Dren. [S1 Kerr] [C1 said] [T1 that the Front had left by {published}, or that month]."
    page, reading = cast(marked, telling.OSTRA, telling.FRONT, path=f"{published}.txt", published=published)
    tell = Telling((page, reading))
    month = tell.date("that month", f"{published[:7]}-01", f"{published[:7]}-30", precision="month")
    tell.event("ASSAULT", "shelled", [("Ostra", "ostra")], date=tell.date(published, published))
    tell.event("RETREAT", "left", [("the Front", "free-hills")], date=month)
    return tell.done


def nasty() -> PageRead:
    """A page that wants to run something in the name of every actor."""
    text = "\n".join(f"Attack {number} by {payload.strip()}." for number, payload in enumerate(PAYLOADS))
    document = factories.document(text, title=PAYLOADS[0], published="2024-03-09")
    actors = tuple(Actor(id=f"a{number}", name=payload) for number, payload in enumerate(PAYLOADS))
    tell = Telling((factories.page(text, path="nasty.txt"), Reading(reader="test", document=document, actors=actors)))
    for number, payload in enumerate(PAYLOADS):
        tell.event("ASSAULT", f"Attack {number}", [(payload.strip(), f"a{number}")])
    return tell.done


def pages() -> list[PageRead]:
    """Pages of two years, and one without a date."""
    return [telling.told(), *map(later, ("2022-05-01", "2024-06-20", "2024-06-21")), telling.undated()]


def bar(first: str, last: str, count: int = 1, lane: str = "a") -> Bar:
    return Bar(lane, first, last, "day", count)


def timeline(*bars: Bar) -> Timeline:
    lanes = sorted({bar.lane for bar in bars})
    return Timeline(lanes=tuple(Lane(lane, lane, 1) for lane in lanes), bars=bars)


@pytest.mark.parametrize(
    ("first", "last", "length", "told"),
    [
        pytest.param("2024-03-03", "2024-03-03", 10, ("2024-03-03", "2024-03-03"), id="a day"),
        pytest.param("2024-03-03", "2024-03-03", 7, ("2024-03", "2024-03"), id="a day among months"),
        pytest.param("2024-02-25", "2024-02-28", 10, ("2024-02", "2024-02"), id="a week within a month"),
        pytest.param("2024-02-25", "2024-03-02", 10, ("2024", "2024"), id="a week across months"),
        pytest.param("2023-12-30", "2024-01-05", 10, ("2023", "2024"), id="a week across years"),
        pytest.param("1970-01-01", "1979-12-31", 4, ("1970", "1979"), id="a decade"),
    ],
)
def test_the_shortest_period_that_holds_all_days(first: str, last: str, length: int, told: tuple[str, str]) -> None:
    assert period(first, last, length) == told


@pytest.mark.parametrize(
    ("bars", "told"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(
            [bar("2024-03-03", "2024-03-03", 2), bar("2024-03-01", "2024-03-31", 5)],
            [("2024-03", 7, 5), ("2024-03-03", 7, 2)],
            id="a month holds its days, and a day may be that of what is told to the month",
        ),
        pytest.param(
            [bar("2024-03-03", "2024-03-03"), bar("2024-03-04", "2024-03-04"), bar("2023-01-01", "2023-12-31", 4)],
            [("2023", 4, 4), ("2024-03-03", 1, 1), ("2024-03-04", 1, 1)],
            id="another year does not count",
        ),
        pytest.param(
            [
                bar(f"2024-{month:02}-{day:02}", f"2024-{month:02}-{day:02}")
                for month in (1, 2, 3)
                for day in range(1, 29)
            ],
            [("2024-01", 28, 28), ("2024-02", 28, 28), ("2024-03", 28, 28)],
            id="too many days become months",
        ),
    ],
)
def test_periods(bars: list[Bar], told: list[tuple[str, int, int]]) -> None:
    assert [(row.label, sum(row.counts), row.closest) for row in rows(timeline(*bars))] == told


SOME_DAYS = st.integers(0, 3000).map(lambda number: date(2019, 1, 1) + timedelta(number))
SOME_BARS = st.lists(
    st.builds(
        lambda first, length, count, lane: bar(str(first), str(first + timedelta(length)), count, lane),
        SOME_DAYS, st.sampled_from([0, 0, 0, 6, 29, 364, 3000]), st.integers(1, 9), st.sampled_from("ab"),
    ),
    max_size=120,
)  # fmt: skip


@given(SOME_BARS)
def test_a_period_counts_what_may_lie_in_it(bars: list[Bar]) -> None:
    laid = timeline(*bars)
    found = rows(laid)
    assert sum(row.closest for row in found) == sum(bar.count for bar in bars), "nothing is lost"
    assert len(found) <= ROWS or all(len(row.since) == 4 for row in found)
    assert [days((row.since, row.until))[0] for row in found] == sorted(
        days((row.since, row.until))[0] for row in found
    )
    for row in found:
        first, last = days((row.since, row.until))
        for lane, count in zip(laid.lanes, row.counts, strict=True):
            met = (bar for bar in bars if bar.lane == lane.value and bar.first <= last and bar.last >= first)
            assert count == sum(bar.count for bar in met)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = filled(tmp_path_factory.mktemp("web") / "ledger", pages())
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        pytest.param("/timeline", 200, "As a table", id="all"),
        pytest.param(
            "/timeline", 200, 'href="/events?type=ASSAULT&amp;since=2024-03-03&amp;until=2024-03-03"', id="a day"
        ),
        pytest.param("/timeline", 200, 'href="/timeline?since=1970&amp;until=1979"', id="a decade is a row of its own"),
        pytest.param("/timeline?lanes=actor", 200, 'href="/events?actor=ostra', id="by actor"),
        pytest.param("/timeline?lanes=publisher", 200, 'href="/events?publisher=', id="by publisher"),
        pytest.param("/timeline?what=attributions", 200, "attributions in time", id="attributions"),
        pytest.param(
            "/timeline?what=attributions&lanes=actor", 200, f'href="/ledger?speaker={"1" * 16}', id="lanes of speakers"
        ),
        pytest.param(
            "/timeline?since=2024-06", 200, '<span class="chosen-name">Since</span> <bdi>2024-06</bdi>', id="chip"
        ),
        pytest.param("/timeline?type=AID", 200, "Nothing of this selection has a day.", id="nothing"),
        pytest.param("/timeline?what=wars", 400, "not of “wars”", id="no such things"),
        pytest.param("/timeline?lanes=%3Cb%3E", 400, "not by “&lt;b&gt;”", id="no such lanes"),
        pytest.param("/timeline?since=soon", 400, "is no day, month or year", id="no day"),
        pytest.param("/timeline?words=%22%22", 400, "no word in it", id="no word"),
        pytest.param("/timeline.json?lanes=x", 400, "Lanes are by", id="no data"),
    ],
)
def test_answers(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text


def listed(client: TestClient, address: str) -> int:
    found = re.search(r"<h1>\s*([\d,]+)", client.get(address).text)
    assert found is not None, address
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("path", ["/timeline", "/timeline?lanes=actor", "/timeline?what=attributions&lanes=publisher"])
def test_every_number_of_the_table_leads_to_as_many(client: TestClient, path: str) -> None:
    table = client.get(path).text.split("<tbody>")[1].split("</tbody>")[0]
    cells = re.findall(r'<td><a href="([^"]+)">([\d,]+)</a></td>', table)
    assert cells
    for address, number in cells:
        assert listed(client, address.replace("&amp;", "&")) == int(number), address


def test_the_same_as_data(client: TestClient) -> None:
    told = client.get("/timeline.json?type=ASSAULT&publisher=The+Herald").json()
    assert [lane["label"] for lane in told["lanes"]] == ["assault"]
    assert told["lanes"][0]["address"] == "/events?publisher=The+Herald&type=ASSAULT"
    assert [0, "2024-03-03", "2024-03-03", "day", 1] in told["bars"]
    assert [0, "2024-02-25", "2024-03-02", "week", 1] in told["bars"]
    assert (told["total"], told["undated"], told["more"]) == (6, 0, False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(filled(tmp_path_factory.mktemp("time"), [*pages(), nasty()])) as address:
        yield address


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    with browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}) as context:
        found = Watched(context.new_page(), server)
        yield found
        assert found.happened() == []


def goto(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator(".time-lanes .mark").first).to_be_visible()


def asked(page: Page) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def brush(page: Page, selector: str, start: float, end: float) -> None:
    """Drags over a part of what is drawn, from one share of its width to another."""
    ground = page.locator(f"{selector} .brush .overlay").bounding_box()
    assert ground is not None
    middle = ground["y"] + 12
    page.mouse.move(ground["x"] + start * ground["width"], middle)
    page.mouse.down()
    page.mouse.move(ground["x"] + (start + end) / 2 * ground["width"], middle)
    page.mouse.move(ground["x"] + end * ground["width"], middle)
    page.mouse.up()


@drawn
@pytest.mark.parametrize("where", [".time-whole", ".time-lanes"])
def test_brushing_asks_for_days_and_back_forgets_them(watched: Watched, where: str) -> None:
    page = watched.page
    goto(page, "/timeline?actor=ostra")
    before = page.locator("h1").inner_text()
    brush(page, where, 0.55, 1)
    page.wait_for_url("**since=**")
    told = asked(page)
    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", told["since"])
    assert told["since"] > "2022-05-01"
    assert told["actor"] == "ostra"
    expect(page.locator("h1")).not_to_have_text(before)
    expect(page.locator("input[name=since]")).to_have_value(told["since"])
    expect(page.locator("#told")).to_have_text(page.locator("h1").inner_text())
    assert "2022" not in page.locator(".briefs").inner_text()
    page.go_back()
    expect(page.locator("h1")).to_have_text(before)
    expect(page.locator("input[name=since]")).to_have_value("")
    page.go_forward()
    expect(page.locator("input[name=since]")).to_have_value(told["since"])


@drawn
def test_days_can_be_chosen_without_a_pointer(watched: Watched) -> None:
    page = watched.page
    goto(page, "/timeline?since=2024-03-01&until=2024-03-10")
    later = page.get_by_role("button", name="Later")
    later.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2024-03-11&until=2024-03-20")
    expect(later).to_be_focused()
    page.get_by_role("button", name="Wider").click()
    page.wait_for_url("**since=2024-03-06&until=2024-03-25")
    page.get_by_role("button", name="All days").click()
    page.wait_for_url("**/timeline")


@drawn
def test_the_arrow_keys_go_from_mark_to_mark_and_lead_to_the_list(watched: Watched) -> None:
    page = watched.page
    goto(page, "/timeline?publisher=The+Herald")
    stops = page.locator(".time-lanes .mark[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    first = stops.get_attribute("aria-label")
    expect(page.locator(".tip")).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert stops.get_attribute("aria-label") != first
    page.keyboard.press("ArrowDown")
    label = stops.get_attribute("aria-label") or ""
    assert not label.startswith("assault")
    target = stops.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?**")
    assert asked(page)["publisher"] == "The Herald"
    assert page.url.endswith(target)


@drawn
def test_how_closely_something_is_told_is_seen(watched: Watched) -> None:
    page = watched.page
    goto(page, "/timeline?type=ASSAULT&since=2024-02-20&until=2024-03-10")
    day = page.get_by_label("on 2024-03-03").bounding_box()
    week = page.get_by_label("between 2024-02-25 and 2024-03-02, told to the week").bounding_box()
    assert day is not None
    assert week is not None
    assert 6 < week["width"] / day["width"] < 8


@drawn
def test_what_lies_far_from_most_is_left_out_until_asked_for(watched: Watched) -> None:
    page = watched.page
    goto(page, "/timeline")
    ticks = page.locator(".time-whole .axis")
    assert "1970" not in (ticks.text_content() or "")
    page.get_by_role("button", name="All from 1970").click()
    page.wait_for_url("**reach=all")
    expect(ticks).to_contain_text("1970")
    page.get_by_role("button", name="Only where most lies").click()
    page.wait_for_url("**/timeline")


def test_without_javascript_there_is_a_table(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/timeline")
        expect(page.locator("table.periods")).to_be_visible()
        page.get_by_role("link", name="2024-06-20", exact=True).click()
        page.wait_for_url("**since=2024-06-20&until=2024-06-20")
        expect(page.locator(".brief").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/timeline", "/timeline?what=attributions&lanes=actor&since=2024"])
def test_words_stand_out(browser: Browser, server: str, path: str, scheme: Literal["light", "dark"]) -> None:
    with browser.new_context(base_url=server, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        least, words, where = page.evaluate(CONTRAST)
        assert least >= 4.5, f"{words!r} ({where}) has a contrast of {least:.2f}"


@pytest.mark.parametrize("path", ["/timeline?lanes=actor", "/timeline?lanes=publisher", "/timeline?what=attributions"])
@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_is_wider_than_the_screen(browser: Browser, server: str, path: str, width: int) -> None:
    with browser.new_context(base_url=server, viewport={"width": width, "height": 740}) as context:
        page = context.new_page()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@drawn
def test_names_of_actors_are_words_and_nothing_else(watched: Watched) -> None:
    page = watched.page
    goto(page, f"/timeline?lanes=actor&document={nasty()[1].document.id}")
    names = page.locator(".time-name bdi").all_text_contents()
    assert len(set(names) & set(PAYLOADS)) > 5
    for mark in page.locator(".time-lanes .mark").all()[:40]:
        mark.focus()
    assert page.locator(".tip").inner_text()
