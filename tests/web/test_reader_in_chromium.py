"""The reader in a real browser: adding what was missed, keys, layers, the chain, citations, versions, the history."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from sayso.ledger import View
from tests.compare.versions import FIRST, IDS, SECOND, THIRD
from tests.ledger import telling
from tests.web.acting import of, told
from tests.web.serving import article, filled, served
from tests.web.test_chromium import CONTRAST

READING = told()[1]
HOME = f"/documents/{READING.document.id}"
NESTED = f"/documents/{article()[1].document.id}"
TELLING = f"/documents/{telling.told()[1].document.id}"
WIDE: ViewportSize = {"width": 1280, "height": 900}
LAYERS = ["attribution", "event", "place", "date", "figure", "wording"]

# Selects words of the text as a person does with the pointer: from inside one text node to inside another.
SELECT = """(words) => {
  const text = document.querySelector(".text");
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let [all, spans] = ["", []];
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    spans.push([node, all.length]);
    all += node.data;
  }
  const [start, end] = [all.lastIndexOf(words), all.lastIndexOf(words) + words.length];
  const range = document.createRange();
  for (const [node, at] of spans) {
    if (at <= start && start < at + node.length) range.setStart(node, start - at);
    if (at < end && end <= at + node.length) range.setEnd(node, end - at);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
}"""


PAGES = (told(), article(), telling.told(), FIRST, SECOND, THIRD)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger that is to be changed."""
    return filled(tmp_path / "ledger", PAGES)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """For those that only look."""
    with served(filled(tmp_path_factory.mktemp("reader") / "ledger", PAGES)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(base_url=server, viewport=WIDE, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture
def changing(browser: Browser, folder: Path) -> Iterator[Page]:
    with (
        served(folder) as server,
        browser.new_context(base_url=server, viewport=WIDE, reduced_motion="reduce") as context,
    ):
        yield context.new_page()


def ready(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def chosen(page: Page) -> list[str]:
    return page.locator(".row.lit .n").all_text_contents()


def test_words_are_selected_and_added_as_an_attribution_that_was_missed(changing: Page, folder: Path) -> None:
    page = ready(changing, HOME)
    expect(page.locator(".gather")).to_be_hidden()
    for words, part in (("who", "Source"), ("asked", "Cue"), ("not to be named", "Content")):
        page.evaluate(SELECT, words)
        page.locator(".gather").get_by_role("button", name=part).click()
        expect(page.locator(".gather")).to_be_hidden()
    form = page.locator(".missed-form")
    assert [form.locator(f"textarea[name={name}]").input_value() for name in ("source", "cue", "content")] == [
        "who", "asked", "not to be named",
    ]  # fmt: skip
    form.locator("input[name=judge]").fill("Kim")
    form.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/attributions/missed-1*")
    expect(page.locator(".row.lit")).to_contain_text("added by a person")
    expect(page.locator(".row.lit")).to_contain_text("Kim")
    assert page.locator(".text .lit-content.added").all_text_contents() == ["not to be named"]
    page.locator(".row.lit .rulings summary").click()
    page.locator(".row.lit .rulings").get_by_role("button", name="Take back").click()
    expect(page.locator(".row")).to_have_count(len(READING.attributions))
    with View(folder) as view:
        assert [each.kind for each in view.judgements()] == ["missed", "retract"]


@pytest.mark.parametrize("words", ["Ostra", "the Free Hills Front may have", "hill gangs’ old"])
def test_selected_words_are_those_of_the_place_where_they_were_selected(page: Page, words: str) -> None:
    """Where a selection begins is counted in code points of the document's text, over all marks."""
    ready(page, HOME)
    page.evaluate(SELECT, words)
    page.locator(".gather").get_by_role("button", name="Content").click()
    assert page.locator("textarea[name=content]").input_value() == words
    at = int(page.locator("input[name=content_at]").input_value())
    assert at == READING.document.text.rindex(words)
    page.locator("textarea[name=content]").fill("other words")
    assert page.locator("input[name=content_at]").input_value() == "", "typed words are looked for everywhere"


def test_without_javascript_words_are_pasted_and_their_place_is_chosen(browser: Browser, folder: Path) -> None:
    with served(folder) as server, browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(HOME)
        page.locator("#missed > summary").click()
        for name, words in (("source", "Ostra"), ("cue", "asked"), ("content", "not to be named")):
            page.locator(f"textarea[name={name}]").fill(words)
        page.locator(".missed-form input[name=judge]").fill("Kim")
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Which words are meant?")
        page.locator("input[name=source_at]").last.check()
        page.get_by_role("button", name="Add it").click()
        page.wait_for_url("**/attributions/missed-1*")
        expect(page.locator(".row.lit .who")).to_have_text("Ostra")
    with View(folder) as view:
        (new,) = view.judgements()
        assert new.parts[0] == ("source", "Ostra", READING.document.text.count("Ostra") - 1)


def test_keys_walk_switch_layers_and_are_listed(page: Page) -> None:
    ready(page, NESTED)
    seen = []
    for key in ("n", "j", "n", "o", "p"):
        page.keyboard.press(key)
        seen.append(chosen(page))
    assert seen == [["1"], ["2"], ["3"], ["2"], ["1"]]
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("n")
    assert chosen(page) == ["1"], "keys rest while they are listed"
    page.locator("#keys-on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    page.reload()
    page.keyboard.press("n")
    assert chosen(page) == ["1"], "single keys are switched off, on the next page too"
    page.get_by_role("button", name=re.compile("^Keys")).click()
    page.locator("#keys-on").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("1")
    expect(page.locator("#show-attribution")).not_to_be_checked()


def test_keys_walk_over_events(page: Page) -> None:
    ready(page, TELLING)
    told = []
    for key in ("e", "e", "Shift+E"):
        page.keyboard.press(key)
        expect(page.locator(".card")).to_be_visible()
        told.append(page.locator(".text .near.layer-event").first.text_content())
    assert told[0] == told[2] != told[1]


def test_typing_is_typing(page: Page) -> None:
    ready(page, NESTED)
    page.keyboard.press("m")
    page.keyboard.type("jnkpe1?")
    expect(page.locator("textarea[name=source]")).to_have_value("jnkpe1?")
    assert chosen(page) == []
    page.keyboard.press("Control+a")
    page.locator("textarea[name=source]").blur()
    page.keyboard.press("Escape")
    expect(page.locator("textarea[name=source]")).to_be_hidden()


def test_layers_are_switched_remembered_and_in_the_address(page: Page) -> None:
    ready(page, TELLING)
    source = page.locator(".text .source").first
    assert source.evaluate("(e) => getComputedStyle(e).textDecorationLine") == "underline"
    page.locator("#show-attribution").uncheck()
    page.locator("#show-wording").uncheck()
    assert source.evaluate("(e) => getComputedStyle(e).textDecorationLine") == "none"
    assert page.url.endswith("?layers=event,place,date,figure")
    page.locator(".row a").first.click()
    assert "?layers=event,place,date,figure#w-" in page.url
    address = page.url
    ready(page, HOME)
    expect(page.locator("#show-attribution")).not_to_be_checked()
    ready(page, f"{TELLING}?layers=wording,attribution")
    assert [page.locator(f"#show-{role}").is_checked() for role in LAYERS] == [True, *[False] * 4, True]
    page.goto(address)
    assert [page.locator(f"#show-{role}").is_checked() for role in LAYERS] == [False, *[True] * 4, False]


def test_without_javascript_a_form_puts_the_layers_into_the_address(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(TELLING)
        for role in LAYERS[1:]:
            page.locator(f"#show-{role}").uncheck()
        page.get_by_role("button", name="Keep in the address").click()
        assert [page.locator(f"#show-{role}").is_checked() for role in LAYERS] == [True, *[False] * 5]
        page.locator(".row a").first.click()
        assert "layers=attribution" in page.url


def test_pointing_at_a_wording_tells_whose_it_is(page: Page) -> None:
    ready(page, TELLING).locator(".text .layer-wording").first.hover()
    expect(page.locator(".card")).to_contain_text("Said of")
    expect(page.locator(".card")).to_contain_text("Free Hills Front")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_chain_is_drawn_from_the_page_to_the_chosen_one(browser: Browser, server: str, scripts: bool) -> None:
    with browser.new_context(base_url=server, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(NESTED)
        expect(page.locator(".chain")).to_be_hidden()
        page.locator(".row a").nth(8).click()
        chain = page.locator(".chain")
        expect(chain).to_be_visible()
        rows = [" ".join(each.split()) for each in chain.locator(".hop").all_inner_texts()]
        assert rows[0].startswith("the page, The Herald")
        assert [row[:12] for row in rows[1:]] == ["7 The Coalit", "8 a source c", "9 Kerr knew "]
        expect(chain.locator(".hop.lit .who")).to_have_text("Kerr")
        chain.locator(".hop > a").nth(1).click()
        assert page.url.split("#")[0].endswith(page.locator(".row").nth(7).get_attribute("data-id") or "?")
        expect(chain.locator(".hop.lit .who")).to_have_text("a source")


@pytest.mark.parametrize("number", range(9))
def test_the_citation_of_a_script_is_that_of_the_page(page: Page, number: int) -> None:
    ready(page, NESTED).locator(".row a").nth(number).click()
    made = page.locator("#citation").input_value()
    page.reload()
    assert made == page.locator("#citation").input_value()
    assert "SHA-256" in made
    assert "Content: “" in made


def test_a_citation_is_copied_at_a_press(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ready(page, f"{HOME}/attributions/{of(READING, 4).id}")
    page.locator(".cite summary").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".cite [role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").input_value()


def test_back_and_forward_keep_what_is_chosen(page: Page) -> None:
    page.goto("/judgements")
    ready(page, NESTED)
    page.locator(".row a").nth(1).click()
    page.locator(".row a").nth(4).click()
    page.keyboard.press("j")
    assert chosen(page) == ["6"]
    page.go_back()
    assert chosen(page) == ["2"], "steps with keys are one place in the history"
    expect(page.locator(".step-here")).to_contain_text("2 of 9")
    page.mouse.move(5, 5)
    page.go_back()
    assert (chosen(page), page.url.endswith(NESTED)) == ([], True)
    expect(page.locator(".chain")).to_be_hidden()
    page.go_back()
    assert page.url.endswith("/judgements")
    page.go_forward()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.go_forward()
    expect(page.locator(".row.lit .n")).to_have_text("2")


def test_from_a_page_to_what_changed_in_it_and_back_to_the_words(page: Page) -> None:
    ready(page, f"/documents/{IDS[0]}").get_by_role("link", name="2 other versions of this address").first.click()
    expect(page.locator(".changed-text del")).to_contain_text(["52"])
    expect(page.locator(".changed-text ins").first).to_contain_text("38")
    page.get_by_role("link", name=re.compile("with this one ?: the version seen first 2024-03-03")).click()
    page.wait_for_url(f"**/versions?with={IDS[2]}")
    page.go_back()
    page.get_by_role("link", name="after", exact=True).click()
    page.wait_for_url(f"**/documents/{IDS[1]}/attributions/*")
    expect(page.locator(".text .lit-content")).to_contain_text(["that 38 men fell there"])


def test_the_original_is_downloaded(page: Page) -> None:
    ready(page, HOME)
    page.get_by_text("Where this page comes from").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="download the bytes").click()
    assert download.value.suggested_filename == f"sayso-{READING.document.id[:16]}.txt"
    assert download.value.path().read_bytes() == told()[0].data


PATHS = [f"{HOME}/attributions/{of(READING, 4).id}", f"{NESTED}?layers=event", f"/documents/{IDS[0]}/versions", TELLING]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_phone(browser: Browser, server: str, path: str) -> None:
    with (
        browser.new_context(base_url=server, viewport={"width": 360, "height": 740}, is_mobile=True) as context,
    ):
        page = context.new_page()
        page.goto(path)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_the_light_and_in_the_dark(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(path)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    least, words, where = page.evaluate(CONTRAST)
    assert least >= 4.5, f"{words!r} ({where}) has a contrast of {least:.2f}"
