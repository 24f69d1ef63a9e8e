"""The reader page in a real browser: it lights up what it should, with keys, pointer, finger and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.serving import article, filled, foreign, served

READING = article()[1]
HOME = f"/documents/{READING.document.id}"
IDS = [attribution.id for attribution in READING.attributions]
LONG = "W" * 300
WIDE = article(
    f"[S1 {LONG}] [C1 said] [T1 {LONG}]\n{LONG} https://example.org/{LONG}\n",
    ["title", "paragraph"],
    path=f"{LONG}.html",
    title=LONG,
    publisher=LONG,
    author=LONG,
    published=LONG,
    url=f"https://example.org/{LONG}",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(filled(tmp_path_factory.mktemp("chromium"), [article(), foreign(), WIDE])) as address:
        yield address


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(base_url=server, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


def address(number: int) -> str:
    """The address of the attribution of this number, from 1, at its words."""
    return f"{HOME}/attributions/{IDS[number - 1]}#w-{IDS[number - 1]}"


def lit(page: Page, state: str = "lit") -> dict[str, str]:
    """The words that are lit, by role; nothing of the page is lit beside them."""
    found = {
        role: " … ".join(page.locator(f".text .{state}-{role}").all_text_contents())
        for role in ("source", "cue", "content")
    }
    return {role: words for role, words in found.items() if words}


def rows(page: Page, state: str) -> list[int]:
    return [int(number) for number in page.locator(f".row.{state} .n").all_text_contents()]


SAID = {"source": "its commanders", "cue": "told", "content": "that attacks “put at risk” all"}
BROKEN = {"source": "General Dask", "cue": "stressed", "content": "We left … all of us"}


def ready(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def test_pointing_at_a_row_lights_up_its_words_and_its_chain(page: Page) -> None:
    ready(page, HOME)
    assert lit(page) == {}
    page.locator(".row").nth(2).hover()
    assert lit(page) == SAID
    assert lit(page, "kin")["source"] == "The ministry"
    assert (rows(page, "lit"), rows(page, "kin")) == ([3], [2])
    page.locator(".brand").hover()
    assert lit(page) == {}


@pytest.mark.parametrize(
    ("selector", "number", "around"),
    [
        (".text .source", 1, []),
        (".text .cue >> text=stressed", 4, []),
        (".text .content >> text=all of us", 4, []),
        (".text .content >> text=that attacks", 3, [2]),
        (".text .source >> text=its commanders", 3, [2]),
        (".text .content >> text=them", 2, [3]),
        (".text .cue >> text=claimed", 8, [7, 9]),
    ],
)
def test_pointing_at_words_lights_up_their_row(page: Page, selector: str, number: int, around: list[int]) -> None:
    ready(page, HOME).locator(selector).first.hover()
    assert (rows(page, "lit"), rows(page, "kin")) == ([number], around)


def test_choosing_gives_the_attribution_an_address_that_opens_the_same(page: Page) -> None:
    ready(page, HOME).locator(".row a").nth(3).click()
    assert page.url.endswith(address(4))
    assert lit(page) == BROKEN
    page.mouse.move(5, 5)
    assert lit(page) == BROKEN, "what is chosen stays lit when the pointer goes"
    expect(page.locator(".step-here")).to_have_text("4 of 9 General Dask · stressed")
    page.reload()
    assert lit(page) == BROKEN
    expect(page.locator("[aria-current=true] .n")).to_have_text("4")


def test_a_fragment_alone_opens_an_attribution(page: Page) -> None:
    assert lit(ready(page, f"{HOME}#a-{IDS[3]}")) == BROKEN


def test_keys_walk_from_one_to_the_next(page: Page) -> None:
    ready(page, HOME)
    seen = []
    for key in ("j", "j", "ArrowDown", "k", "ArrowUp", "j", "j", "j"):
        page.keyboard.press(key)
        seen.append((rows(page, "lit"), page.evaluate("document.activeElement.matches('.row.lit > a')")))
    assert seen == [([number], True) for number in (1, 2, 3, 2, 1, 2, 3, 4)]
    assert page.url.endswith(address(4))
    assert lit(page) == BROKEN
    page.keyboard.press("Escape")
    assert (rows(page, "lit"), page.url.endswith(HOME)) == ([], True)


def test_letters_typed_into_the_search_are_letters(page: Page) -> None:
    ready(page, HOME).locator("input[name=words]").fill("")
    page.locator("input[name=words]").press_sequentially("jk")
    assert page.locator("input[name=words]").input_value() == "jk"
    assert rows(page, "lit") == []


def test_tab_reaches_first_the_skip_links_and_then_every_attribution(page: Page) -> None:
    ready(page, HOME)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.tagName"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid" or reached[-1] == "BODY", f"{reached[-1]} has focus and does not show it"
    assert reached[:2] == ["#text", "#attributions"]
    links = [address(number) for number in range(1, 10)]
    assert [href for href in reached if href in links][:9] == links


def test_focus_in_the_list_lights_up_and_shows_the_words(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    ready(page, HOME).locator(".row a").nth(8).focus()
    assert rows(page, "lit") == [9]
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(page.locator(".text .lit-cue")).to_be_in_viewport()


@pytest.mark.parametrize("fragment", [True, False])
def test_without_javascript_an_address_opens_at_its_words(browser: Browser, server: str, fragment: bool) -> None:
    with browser.new_context(
        base_url=server, java_script_enabled=False, viewport={"width": 700, "height": 300}
    ) as context:
        page = context.new_page()
        page.goto(HOME)
        assert page.locator(".row").count() == 9
        assert "Nobody said anything here." in page.locator(".text").inner_text()
        expect(page.get_by_text("Reportedly", exact=True).first).not_to_be_in_viewport()
        page.goto(address(8) if fragment else address(8).split("#")[0])
        assert lit(page)["cue"] == "claimed"
        assert (rows(page, "lit"), rows(page, "kin")) == ([8], [7, 9])
        expect(page.locator(".text .lit-cue")).to_be_in_viewport()
        page.locator(".step-on").click()
        assert page.url.endswith(address(9))
        page.locator(".text a.cue >> text=stressed").click()
        assert page.url.endswith(address(4))


def test_furniture_is_there_and_folds_open(page: Page) -> None:
    ready(page, HOME)
    expect(page.locator(".fold p >> text=World")).to_be_hidden()
    page.locator(".fold summary").click()
    expect(page.locator(".fold p >> text=World")).to_be_visible()


def test_links_of_the_page_tell_nobody_where_they_were_followed(page: Page) -> None:
    link = ready(page, HOME).locator(".text a[target=_blank]")
    assert link.get_attribute("href") == "https://example.org/bridge"
    assert set((link.get_attribute("rel") or "").split()) >= {"noopener", "noreferrer"}


PAGES = [
    "/", "/ledger", "/documents", "/ledger?words=forty", f"/ledger?words={LONG}", HOME, address(8),
    f"/documents/{WIDE[1].document.id}", f"/documents/{foreign()[1].document.id}", "/nowhere", f"/documents/{LONG}",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(browser: Browser, server: str, path: str) -> None:
    with browser.new_context(
        base_url=server, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True
    ) as context:
        page = context.new_page()
        page.goto(path)
        for fold in page.locator("summary").all():
            fold.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_tap_lights_up_and_says_who(browser: Browser, server: str) -> None:
    with browser.new_context(
        base_url=server, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True
    ) as context:
        page = ready(context.new_page(), HOME)
        page.locator(".text .source >> text=its commanders").tap()
        assert lit(page) == SAID
        expect(page.locator(".step-here")).to_have_text("3 of 9 its commanders · told")
        expect(page.locator(".step-here")).to_be_in_viewport()
        page.locator(".step-on").tap()
        assert lit(page) == BROKEN


# The least contrast of any words on the page with what lies behind them, by WCAG's measure, and the words.
CONTRAST = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => rgba(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return "white";
  };
  const measured = [...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility() && !e.closest("a:not([href])"))
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 40), e.className];
    });
  return measured.sort((x, y) => x[0] - y[0])[0];
}"""


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/ledger?words=forty", HOME, address(8), address(3), PAGES[8], "/nowhere"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_the_light_and_in_the_dark(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(path)
    red, green, blue = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (red + green + blue < 150) is (scheme == "dark")
    least, words, where = page.evaluate(CONTRAST)
    assert least >= 4.5, f"{words!r} ({where}) has a contrast of {least:.2f}"


def test_marks_do_not_rely_on_colour(page: Page) -> None:
    ready(page, HOME)

    def style(selector: str, name: str) -> str:
        return str(page.locator(selector).first.evaluate(f"(e) => getComputedStyle(e).{name}"))

    assert "underline" in style(".text .source", "textDecorationLine")
    assert style(".text .cue", "textDecorationStyle") == "dotted"
    assert style(".text .cue", "fontStyle") == "italic"
    assert style(".text .content.begins", "boxShadow") != "none"
    assert style(".text .d2", "borderBottomWidth") != style(".text .d1", "borderBottomWidth")


def test_paper_gets_the_text_and_the_list_without_what_is_for_screens(page: Page) -> None:
    ready(page, HOME)
    page.emulate_media(media="print")
    for hidden in (".top", ".step", ".legend"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in (".text", ".said", ".sheet h1"):
        expect(page.locator(shown)).to_be_visible()
