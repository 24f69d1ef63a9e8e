"""The ledger in a real browser: from a search to the words, back and forth, on screens of all widths, by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sayso.ledger import Ledger
from tests.ledger import telling
from tests.web import acting
from tests.web.serving import article, filled, foreign, served
from tests.web.test_chromium import CONTRAST, LONG, WIDE

LOHM = acting.told()
SAID = acting.of(LOHM[1], 1).id
HOME = f"/documents/{LOHM[1].document.id}"
LISTS = (
    "/", "/ledger", "/ledger?words=bridge&act=state&order=oldest", f"/ledger?words={LONG}", "/ledger?about=unheard",
    f"/ledger?speaker={acting.KERR.id}", "/events", "/events?type=AID", "/documents", "/documents?since=2024",
    "/ledger?since=soon", "/nowhere",
)  # fmt: skip
OPEN = "for (const fold of document.querySelectorAll('details')) fold.open = true"
# Links and buttons that stand alone (not within a sentence) and are lower or narrower than a finger needs.
SMALL = """() => [...document.querySelectorAll("a[href], button, select, input:not([type=hidden]), summary")]
  .filter((e) => e.checkVisibility() && !e.closest(".skip, p, .sum, .unseen"))
  .map((e) => [e.getBoundingClientRect(), e])
  .filter(([box]) => box.width && (box.height < 23.5 || box.width < 23.5))
  .filter(([box, e]) => ![...document.querySelectorAll("a[href], button, select, input, summary")].every((other) => {
    if (other === e || e.contains(other) || other.contains(e) || !other.checkVisibility()) return true;
    const o = other.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return Math.hypot(Math.max(o.left - x, 0, x - o.right), Math.max(o.top - y, 0, y - o.bottom)) >= 12;
  }))
  .map(([box, e]) => `${e.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = [LOHM, acting.namesake(), telling.told(), telling.undated(), article(), foreign(), WIDE]
    folder = filled(tmp_path_factory.mktemp("ledger"), pages)
    with Ledger(folder) as ledger:
        ledger.fail("decode", f"no text in {LONG}", path=f"{LONG}.bin")
    with served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def test_from_a_search_to_the_words_in_two_clicks(page: Page) -> None:
    page.goto("/documents")
    page.get_by_role("searchbox", name="Search for words").fill("mined")
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 attribution")
    page.locator(".hit-what a").click()
    page.wait_for_url(f"**{HOME}/attributions/{SAID}#w-{SAID}")
    expect(page.locator(".text .content").get_by_text("mined the bridge").first).to_be_in_viewport()


def test_back_and_forth_keep_what_was_asked(page: Page) -> None:
    page.goto("/ledger")
    page.get_by_label("Words", exact=True).fill("bridge")
    page.locator(".filters button").click()
    page.locator(".facet").filter(has_text="Act").get_by_role("link", name="deny").click()
    page.get_by_role("link", name="oldest").click()
    here = page.url
    assert page.locator(".chosen-chip bdi").all_text_contents() == ["bridge", "deny"]
    page.locator(".hit-what a").click()
    page.go_back()
    assert page.url == here
    expect(page.locator(".orders [aria-current]")).to_have_text("oldest")
    page.go_back()
    page.go_back()
    assert page.locator(".chosen-chip bdi").all_text_contents() == ["bridge"]
    page.go_forward()
    assert page.locator(".chosen-chip bdi").all_text_contents() == ["bridge", "deny"]


def test_the_link_to_copy_opens_the_same_elsewhere(browser: Browser, page: Page, server: str) -> None:
    page.goto("/ledger?words=&act=deny&since=2023")
    link = page.get_by_label("A link to copy").input_value()
    assert link == f"{server}/ledger?act=deny&since=2023"
    with browser.new_context() as other:
        colleague = other.new_page()
        colleague.goto(link)
        assert colleague.locator(".hit-what").all_text_contents() == page.locator(".hit-what").all_text_contents()


def test_everything_works_without_javascript(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Said by").fill("kerr")
        page.locator(".filters button").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("attributions")
        page.locator(".facet").filter(has_text="Act").get_by_role("link", name="deny").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("1 attribution")
        page.locator(".chosen-chip").filter(has_text="deny").click()
        page.locator(".chosen-chip").filter(has_text="kerr").click()
        assert page.url == f"{server}/ledger"


def test_an_actor_that_is_asked_for_by_id_is_taken_out_of_the_form(page: Page) -> None:
    page.goto(f"/ledger?speaker={acting.KERR.id}")
    expect(page.locator(".set-value")).to_contain_text("Nina Kerr")
    page.get_by_role("link", name="Anyone instead of Nina Kerr").click()
    expect(page.get_by_label("Said by")).to_have_value("")


def test_facets_stand_beside_where_there_is_room_and_fold_where_there_is_none(page: Page) -> None:
    page.goto("/ledger")
    facets, hits = page.locator(".facet").first, page.locator(".hit").first
    expect(facets).to_be_visible()
    left, right = facets.bounding_box(), hits.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    page.set_viewport_size({"width": 390, "height": 844})
    expect(facets).to_be_hidden()
    page.get_by_text("Narrow down").first.click()
    expect(facets).to_be_visible()


def test_a_keyboard_comes_to_everything(page: Page) -> None:
    page.goto("/ledger?words=bridge")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("document.activeElement.closest('form, .chosen-chips, .facet, .orders, .hit')?.className")
        )
    assert {"filters", "chosen-chips", "facet"} <= seen


@pytest.mark.parametrize("width", [360, 390, 1280, 1920])
def test_nothing_is_wider_than_the_screen(browser: Browser, server: str, width: int) -> None:
    with browser.new_context(base_url=server, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in LISTS:
            page.goto(path)
            page.evaluate(OPEN)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_is_large_enough_for_a_finger(browser: Browser, server: str, width: int) -> None:
    with browser.new_context(base_url=server, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in LISTS:
            page.goto(path)
            page.evaluate(OPEN)
            assert page.evaluate(SMALL) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_the_light_and_in_the_dark(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    for path in LISTS:
        page.goto(path)
        page.evaluate(OPEN)
        least, words, where = page.evaluate(CONTRAST)
        assert least >= 4.5, f"{path}: {words!r} ({where}) has a contrast of {least:.2f}"
