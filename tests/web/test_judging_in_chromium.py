"""Judging in a real browser: with and without JavaScript, from another site, and with words that want to run."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from sayso.ledger import Ledger, View
from sayso.records import Judgement, Reference
from tests.ledger.casting import actor, cast
from tests.ledger.casting import judgement as by_kim
from tests.web.acting import KERR, NAMESAKE, namesake, of, told
from tests.web.serving import filled, served
from tests.web.test_chromium import CONTRAST
from tests.web.test_hostile import PAYLOADS, Watched

READING = told()[1]
HOME = f"/documents/{READING.document.id}"
ACCUSED = of(READING, 4).id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path / "ledger", [told(), namesake()])


def judgements(folder: Path) -> tuple[Judgement, ...]:
    with View(folder) as view:
        return view.judgements()


def row(page: Page) -> str:
    return " ".join(page.locator(f"#a-{ACCUSED} .facts").first.inner_text().split())


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_person_judges_sees_it_and_takes_it_back(browser: Browser, folder: Path, scripts: bool) -> None:
    with served(folder) as server, browser.new_context(base_url=server, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(HOME)
        entry = page.locator(f"#a-{ACCUSED}")
        entry.locator("summary").click()
        entry.locator("select[name=verdict]").select_option("wrong")
        entry.locator("select[name=act]").select_option("condemn")
        entry.locator("input[name=speaker]").fill("Nina Kerr")
        entry.locator("input[name=note]").fill("jk: see the last line")
        entry.locator("input[name=judge]").fill("Kim")
        entry.get_by_role("button", name="Enter").click()
        page.wait_for_url(f"**{HOME}/attributions/{ACCUSED}*")
        assert row(page) == "read as: Ostra Nina Kerr read as: accuse condemn judged wrong"
        expect(page.locator(f"#a-{ACCUSED} .rulings")).to_contain_text("jk: see the last line")
        ruling = page.locator(f"#a-{ACCUSED} .rulings > li").nth(1)
        ruling.locator("summary").click()
        ruling.get_by_role("button", name="Take back").click()
        page.wait_for_url(f"**{HOME}/attributions/{ACCUSED}*")
        expect(page.locator(f"#a-{ACCUSED} .speakers")).to_have_text("Ostra")
    assert [each.kind for each in judgements(folder)] == ["wrong", "speaker", "act", "retract"]


def test_two_actors_are_joined_and_parted(browser: Browser, folder: Path) -> None:
    with served(folder) as server, browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/actors/{KERR.id}")
        page.get_by_text("Judge: the same as another").click()
        page.locator("input[name=other]:visible").fill(NAMESAKE.id)
        page.get_by_role("button", name="Enter").click()
        expect(page.locator("#joined code").first).to_have_text(NAMESAKE.id)
        page.get_by_text("Part", exact=True).click()
        page.get_by_role("button", name="Not the same").click()
        expect(page.locator("#joined")).to_contain_text("Kept apart from")
    assert [each.kind for each in judgements(folder)] == ["same", "not_same"]


def test_the_credential_is_asked_for_and_a_browser_that_has_it_gets_in(browser: Browser, folder: Path) -> None:
    with served(folder, "open sesame") as server, browser.new_context(base_url=server) as context:
        page = context.new_page()
        for typed, words in (("guess", "The credential is not the one"), ("open sesame", "judged right")):
            page.goto(HOME)
            entry = page.locator(f"#a-{ACCUSED}")
            entry.locator("summary").click()
            entry.locator("select[name=verdict]").select_option("right")
            entry.locator("input[name=judge]").fill("Kim")
            entry.locator("input[name=token]").fill(typed)
            entry.get_by_role("button", name="Enter").click()
            expect(page.locator("main")).to_contain_text(words)
    assert len(judgements(folder)) == 1


@contextmanager
def elsewhere(html: str) -> Iterator[str]:
    """A server of somebody else on this machine that answers everything with one page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()


@pytest.mark.parametrize("policy", ["", "no-referrer", "unsafe-url"])
def test_a_form_on_another_site_changes_nothing(browser: Browser, folder: Path, policy: str) -> None:
    """Even one that got hold of what this server's forms carry."""
    with served(folder) as server, browser.new_context() as context:
        page = context.new_page()
        page.goto(server + HOME)
        carried = page.locator("input[name=form]").first.get_attribute("value")
        form = (
            f'<meta name=referrer content="{policy}"><form method=post'
            f' action="{server}{HOME}/attributions/{ACCUSED}/judgements">'
            f'<input name=form value="{carried}"><input name=judge value=x>'
            "<input name=act value=deny><button>go</button></form>"
        )
        with elsewhere(form) as other:
            page.goto(other)
            page.get_by_role("button").click()
            expect(page.locator("main")).to_contain_text("not one of this server’s own")
    assert judgements(folder) == ()


def test_the_same_form_on_this_server_would_get_in(browser: Browser, folder: Path) -> None:
    """Else the test above could not fail."""
    with served(folder) as server, browser.new_context(base_url=server) as context:
        page = context.new_page()
        page.goto(HOME)
        page.locator(f"#a-{ACCUSED} summary").click()
        page.locator(f"#a-{ACCUSED} select[name=act]").select_option("deny")
        page.locator(f"#a-{ACCUSED} input[name=judge]").fill("x")
        page.locator(f"#a-{ACCUSED}").get_by_role("button").click()
        expect(page.locator(f"#a-{ACCUSED} .rulings")).to_be_visible()
    assert len(judgements(folder)) == 1


def hostile(folder: Path, payload: str) -> str:
    """A ledger in which names, kinds and notes hold a payload; the id of the one document."""
    line = " ".join(payload.split())
    villain = actor("villain", line, country=payload)
    page, reading = cast("[S Kerr] [C said] [T it].", actor("kerr", "Kerr"))
    (said,) = reading.attributions
    cited = Reference(id="r", span=(0, 4), kind="statement", title=payload, publisher=payload)
    facts = replace(
        said, speakers=("villain",), media=("villain",), addressees=("villain",), about=("villain",), document="r"
    )
    new = replace(reading, actors=(*reading.actors, villain), attributions=(facts,), references=(cited,))
    filled(folder, [(page, new)])
    with Ledger(folder) as ledger:
        for given in (
            by_kim("speaker", new, "said", value="kerr villain", note=payload),
            by_kim("same", value="villain", other="kerr", note=payload),
            by_kim("right", new, "it", note=payload),
            by_kim("wrong", new, "said", note=payload),
        ):
            ledger.judge(replace(given, judge=payload))
        ledger.judge(replace(by_kim("retract", retracts=4, note=payload), judge=payload))
    return new.document.id


@pytest.mark.parametrize("payload", [PAYLOADS[number] for number in (0, 2, 14, 15)])
def test_nothing_of_names_and_notes_runs(browser: Browser, tmp_path: Path, payload: str) -> None:
    document = hostile(tmp_path, payload)
    with served(tmp_path) as server, browser.new_context(base_url=server) as context:
        watched = Watched(context.new_page(), server)
        for path in (f"/documents/{document}", "/actors", "/actors/villain", "/judgements", "/ledger?about=villain"):
            answer = watched.page.goto(path)
            assert answer is not None
            assert answer.status == 200
            assert payload in watched.page.locator("main").inner_text() or path.startswith("/ledger")
            watched.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
            assert watched.happened() == []


def test_what_was_typed_into_a_form_does_not_run_either(browser: Browser, folder: Path) -> None:
    with served(folder) as server, browser.new_context(base_url=server) as context:
        watched = Watched(context.new_page(), server)
        for field in ("note", "judge", "speaker"):
            watched.page.goto(HOME)
            entry = watched.page.locator(f"#a-{ACCUSED}")
            entry.locator(".judge > summary").last.click()
            form = entry.locator("form").last
            form.locator("select[name=act]").select_option("deny")
            form.locator("input[name=judge]").fill("Kim")
            form.locator(f"input[name={field}]").fill(PAYLOADS[2])
            form.get_by_role("button").click()
            expect(watched.page.locator("main")).to_contain_text(PAYLOADS[2])
            told = ("400 (Bad Request)", "Autofocus processing was blocked")
            assert [event for event in watched.happened() if not any(each in event for each in told)] == []


PATHS = [f"{HOME}/attributions/{ACCUSED}", f"/actors/{KERR.id}", "/actors", "/judgements", "/ledger?about=ostra"]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    wide = "W" * 300
    folder = filled(tmp_path_factory.mktemp("judged"), [told(), namesake()])
    with Ledger(folder) as ledger:
        for given in (
            by_kim("wrong", READING, "accused", note=wide),
            by_kim("speaker", READING, "accused", value=KERR.id),
            by_kim("act", READING, "accused", value="condemn"),
            by_kim("same", value=KERR.id, other=NAMESAKE.id, note=wide),
            by_kim("right", READING, "Bridge", note=wide),
            by_kim("not_same", value=KERR.id, other="free-hills"),
        ):
            ledger.judge(given)
    with served(folder) as address:
        yield address


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_phone(browser: Browser, judged: str, path: str) -> None:
    with browser.new_context(base_url=judged, viewport={"width": 360, "height": 740}, is_mobile=True) as context:
        page = context.new_page()
        page.goto(path)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_the_light_and_in_the_dark(browser: Browser, judged: str, path: str, scheme: str) -> None:
    dark = scheme == "dark"
    with browser.new_context(
        base_url=judged, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(path)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        least, words, where = page.evaluate(CONTRAST)
    assert least >= 4.5, f"{words!r} ({where}) has a contrast of {least:.2f}"


def test_words_beside_a_form_do_not_choose(browser: Browser, judged: str) -> None:
    """A click into a form or on a speaker is meant for these, not for the row around them."""
    with browser.new_context(base_url=judged) as context:
        page = context.new_page()
        page.goto(HOME)
        page.wait_for_selector("html[data-ready]", state="attached")
        page.locator(f"#a-{ACCUSED} .judge > summary").last.click()
        page.locator(f"#a-{ACCUSED} input[name=note]").last.click()
        page.keyboard.press("j")
        assert re.fullmatch(f".*{HOME}", page.url)
        page.locator(f"#a-{ACCUSED} .speakers a").click()
        page.wait_for_url(f"**/actors/{KERR.id}")
