"""axe-core in a real browser, on every page, on a phone and on a desk, in the light and in the dark: no violation."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.ledger import telling
from tests.web import acting
from tests.web.serving import article, filled, foreign, served

AXE: Final = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
CHECKED: Final = """() => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}).then((found) => found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`)))"""
SIZES: Final = (ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900))

LOHM: Final = acting.told()
SAID: Final = acting.of(LOHM[1], 1).id
HOME: Final = f"/documents/{LOHM[1].document.id}"
EVENTS: Final = telling.told()
PAGES: Final = {
    "overview": "/",
    "the ledger": "/ledger",
    "the ledger, asked": "/ledger?words=bridge&act=state&order=oldest",
    "the ledger, nothing found": "/ledger?words=unheard",
    "documents": "/documents",
    "the reader, an attribution chosen": f"{HOME}/attributions/{SAID}",
    "the reader, all layers": f"/documents/{EVENTS[1].document.id}",
    "the reader, a language that is not read": f"/documents/{foreign()[1].document.id}",
    "versions": f"{HOME}/versions",
    "actors": "/actors",
    "an actor": f"/actors/{acting.OSTRA.id}",
    "events": "/events",
    "the timeline": "/timeline",
    "the map": "/map",
    "the system": "/system",
    "stories, none yet": "/stories",
    "publishers": "/publishers",
    "publishers to choose": "/compare",
    "judgements": "/judgements",
    "adding pages": "/add",
    "no such page": "/nowhere",
    "a bad value": "/ledger?since=soon",
    "the API": "/api/v1/",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = [LOHM, acting.namesake(), EVENTS, telling.undated(), article(), foreign()]
    with served(filled(tmp_path_factory.mktemp("axe"), pages)) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A page into which axe can be put: what a page may run is otherwise its own scripts alone."""
    with browser.new_context(base_url=server, bypass_csp=True, reduced_motion="reduce") as context:
        yield context.new_page()


def opened(page: Page, path: str) -> None:
    """A page with all its folds open, and what its scripts draw drawn."""
    while page.request.get(path).status == 202:  # the system, until it is put together
        page.wait_for_timeout(100)
    page.goto(path)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")


def violations(page: Page, path: str, broken: str = "") -> list[str]:
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.goto("about:blank")  # a network that is drawn loads its page anew when colours change
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        opened(page, path)
        page.evaluate(AXE)
        page.evaluate(broken)
        for size in SIZES:
            page.set_viewport_size(size)
            found += [f"{size['width']} px, {scheme}: {each}" for each in page.evaluate(CHECKED)]
    return found


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(page: Page, path: str) -> None:
    assert violations(page, path) == []


def test_axe_finds_what_is_wrong(page: Page) -> None:
    broken = "document.querySelector('main').append(document.createElement('input'))"
    assert any("label" in each for each in violations(page, "/documents", broken))
