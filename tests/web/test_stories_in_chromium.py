"""Stories and publishers in a real browser: they fit a phone, obey the policy, need no script, and are accessible."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.compare.stories import TRUTH
from tests.web.serving import served
from tests.web.storied import address, key
from tests.web.test_axe import AXE, CHECKED
from tests.web.test_hostile import Watched

FERRY, EXCHANGE = (TRUTH[name]["pages"] for name in ("ferry", "exchange"))
STORY: Final = f"/stories/{key(FERRY[0])}"
BESIDE: Final = f"{address(EXCHANGE[0])}/beside/{key(EXCHANGE[2])}"
BOTH: Final = urlencode([("publisher", "Halyard"), ("publisher", "The Brunsel Standard")])
PAGES: Final = {
    "the list": "/stories?alone=yes",
    "a story with contradictions": STORY,
    "a story with echoes": f"/stories/{key(EXCHANGE[0])}",
    "a page with echoes": address(EXCHANGE[2]),
    "two pages side by side": BESIDE,
    "publishers": "/publishers",
    "one publisher": "/publishers/Halyard",
    "publishers side by side": f"/compare?{BOTH}",
    "the same story or not": f"{STORY}/judge",
}
SIZES: Final = (ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900))


@pytest.fixture(scope="module")
def server(storied_ledger: Path) -> Iterator[str]:
    with served(storied_ledger) as address:
        yield address


def opened(page: Page, path: str) -> None:
    """A page when it has been worked out."""
    for _ in range(60):
        if page.request.get(path).status != 202:
            break
        page.wait_for_timeout(300)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_fits_and_is_accessible(browser: Browser, server: str, path: str) -> None:
    with browser.new_context(base_url=server, bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        found: list[str] = []
        for scheme, checked in zip(("light", "dark"), SIZES, strict=True):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            opened(page, path)
            page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
            page.evaluate(AXE)
            for size in SIZES:
                page.set_viewport_size(size)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, size)
            page.set_viewport_size(checked)  # one width in each scheme: the checks take seconds
            found += [f"{checked['width']} px, {scheme}: {each}" for each in page.evaluate(CHECKED)]
        assert not found, "\n".join(found)


def test_the_policy_is_kept(browser: Browser, server: str) -> None:
    """No page says anything on the console or asks another host."""
    with browser.new_context(base_url=server) as context:
        watched = Watched(context.new_page(), server)
        for path in PAGES.values():
            opened(watched.page, path)
        assert watched.happened() == []


def test_from_a_field_to_its_words_without_script(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, java_script_enabled=False, viewport=SIZES[1]) as context:
        page = context.new_page()
        opened(page, STORY)
        link = page.locator("table.matrix .tellings .to-words").first
        words = link.inner_text().strip("“”")
        link.click()
        expect(page.locator(".pointed").first).to_be_in_viewport()
        marked = " ".join(" ".join(page.locator(".pointed").all_inner_texts()).split())
        assert words.split()[0] in marked


def test_why_so_many_origins_by_the_keyboard(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, viewport=SIZES[0]) as context:
        page = context.new_page()
        opened(page, STORY)
        fold = page.locator("details.origins").first
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(fold.locator("li").first).to_be_visible()


def test_from_a_mark_in_the_margin_to_the_other_page(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, viewport=SIZES[1]) as context:
        page = context.new_page()
        page.goto(address(EXCHANGE[2]))
        page.locator(".echo-mark").first.click()
        mark = page.locator(".pair-mark:target")
        expect(mark).to_be_in_viewport()
        mark.click()
        expect(page.locator("tr:target")).to_be_in_viewport()


def test_two_publishers_are_chosen_and_compared(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, viewport=SIZES[1]) as context:
        page = context.new_page()
        page.goto("/publishers")
        for name in ("Halyard", "Amarel Courier"):
            page.get_by_label(f"Compare {name}").check()
        page.get_by_role("button", name="Put side by side").click()
        expect(page.get_by_role("heading", name="Publishers side by side")).to_be_visible()
        expect(page.locator("table.matrix").first).to_be_visible(timeout=30_000)
        expect(page.locator("input[name=publisher]:checked")).to_have_count(2)
