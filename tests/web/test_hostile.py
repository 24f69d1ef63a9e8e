"""Pages that want to run something, in a real browser: nothing of theirs runs, and nothing is asked of another host."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Dialog, Page, Request

from sayso.records import Attribution, Link, Problem, Reading, Sighting
from tests import factories
from tests.web.serving import PageRead, filled, served

PAYLOADS = (
    "<script>window.ran=1;alert(1)</script>",
    "</script><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<img src=https://evil.example/x.png>",
    "<svg onload=window.ran=1>",
    "<svg><script>window.ran=1</script></svg>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<body onload=window.ran=1>",
    "<details open ontoggle=window.ran=1>",
    "<style>body{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=//evil.example><form action=//evil.example><button>go</button></form>",
    "<math><mtext></p></style><img src onerror=window.ran=1>",
    '"><script>window.ran=1</script>',
    "' autofocus onfocus=window.ran=1 x='",
    '" onmouseover="window.ran=1" style="color:red',
    "javascript:window.ran=1",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "</title></textarea></p></article><script>window.ran=1</script>",
    "<!--><script>window.ran=1</script>-->",
    "]]><![CDATA[<script>window.ran=1</script>",
    "&lt;script&gt;window.ran=1&lt;/script&gt; &#60;script&#62;",
    "\0<scr\0ipt>window.ran=1</scr\0ipt>",
    "+ADw-script+AD4-window.ran=1+ADw-/script+AD4-",
)
SCRIPTS = (
    "javascript:window.ran=1",
    "JAVASCRIPT:window.ran=1",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "//evil.example",
)


def hostile(payload: str, number: int) -> PageRead:
    """A page with the payload in every place that a page has a say in: a line of it, and one of an outer and an inner
    attribution whose parts are the payload each.
    """
    text = f"{payload}\n{' '.join([payload] * 6)}\n"
    parts = [(start, start + len(payload)) for start in range(len(payload) + 1, len(text) - 1, len(payload) + 1)]
    outer = Attribution(
        id=f"{number:016x}", source=(parts[0],), cue=(parts[1],), content=((parts[2][0], parts[5][1]),), score=1
    )
    inner = Attribution(
        id=f"{number:015x}f", source=(parts[3],), cue=(parts[4],), content=(parts[5],), outer=outer.id, score=1
    )
    at = parts[0][0]
    document = replace(
        factories.document(text, title=payload, author=payload, publisher=payload, published=payload, language=payload),
        url=payload,
        media_type=payload,
        links=(Link((0, 3), payload), *(Link((at, at + 3), script) for script in SCRIPTS)),
        sightings=(Sighting(path=payload, url=payload, fetched=payload),),
    )
    problems = (Problem(payload, payload, (0, len(payload))),)
    reading = Reading(reader=payload, document=document, attributions=(outer, inner), problems=problems)
    return factories.page(text, path=payload, url=payload), reading


HOSTILE = [hostile(payload, number) for number, payload in enumerate(PAYLOADS)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(filled(tmp_path_factory.mktemp("hostile"), HOSTILE)) as address:
        yield address


BROKE = "addEventListener('securitypolicyviolation', (event) => (window.broke ??= []).push(event.violatedDirective))"


UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"


class Watched:
    """A page of the browser, and all that happened in it that should not."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.events: list[str] = []
        page.add_init_script(BROKE)
        page.on("dialog", self.dismiss)
        page.on("console", lambda message: self.events.append(f"console {message.text}"))
        page.on("pageerror", lambda error: self.events.append(f"error {error}"))
        page.on("popup", lambda popup: self.events.append(f"popup {popup.url}"))
        page.on("request", self.note)

    def dismiss(self, dialog: Dialog) -> None:
        self.events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note(self, request: Request) -> None:
        if not request.url.startswith(self.server):
            self.events.append(f"asked {request.url}")

    def happened(self) -> list[str]:
        state = self.page.evaluate("[window.ran ?? null, window.broke ?? []]")
        return [*self.events, *(["ran"] if state[0] else []), *state[1]]


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    with browser.new_context(base_url=server, reduced_motion="reduce") as context:
        yield Watched(context.new_page(), server)


def test_the_payloads_are_live_where_nobody_escapes_them(browser: Browser) -> None:
    """Else the tests below could not fail."""
    with browser.new_context() as context:
        watched = Watched(context.new_page(), "about:")
        watched.page.set_content(f"<title>x</title>{PAYLOADS[0]}{PAYLOADS[2]}{PAYLOADS[4]}{PAYLOADS[3]}")
        watched.page.wait_for_function("window.ran === 1")
        assert "dialog 1" in watched.happened()
        assert any("evil.example" in event for event in watched.happened())


def test_the_policy_stops_what_would_be_written_into_a_page(watched: Watched) -> None:
    """Else an escape forgotten somewhere would be the whole of the defence."""
    watched.page.goto("/")
    watched.page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran=1'><a style='color:red'>x</a>");
      document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran=1" }));
      document.body.append(Object.assign(document.createElement("img"), { src: "https://evil.example/x.png" }));
    }""")
    watched.page.wait_for_function("window.broke?.length >= 4")
    happened = watched.happened()
    assert "ran" not in happened
    assert {"script-src-attr", "script-src-elem", "style-src-attr", "img-src"} <= set(happened)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_nothing_of_a_page_runs(watched: Watched, number: int) -> None:
    reading = HOSTILE[number][1]
    home = f"/documents/{reading.document.id}"
    page = watched.page
    for path in (home, f"{home}/attributions/{reading.attributions[1].id}"):
        page.goto(path)
        page.wait_for_selector("html[data-ready]", state="attached")
        if path == home:
            for mark in page.locator(".text [data-for]").filter(has_text=re.compile(r"\S")).all():
                mark.hover(force=True)
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.evaluate(UNFOLD)
        assert watched.happened() == []
        assert page.url.startswith(watched.page.evaluate("location.origin") + home)
    shown = reading.document.text.replace("\0", "\ufffd").split("\n")
    assert page.locator(".text .block").all_text_contents() == shown[:2]
    links = page.evaluate("[...document.links].map((a) => [a.protocol, a.host === location.host])")
    assert {tuple(link) for link in links} == {("http:", True)}, "only web addresses become links"
    assert page.title() == f"{' '.join(PAYLOADS[number].replace(chr(0), chr(0xFFFD)).split())} · sayso"


@pytest.mark.parametrize(
    "path",
    ["/", "/documents", "/ledger?words={}", "/ledger?speaker={}&publisher={}", "/documents/{}", "/ledger?page={}"],
)
def test_nothing_of_a_list_a_search_or_an_error_runs(watched: Watched, path: str) -> None:
    for payload in PAYLOADS if "{}" in path else PAYLOADS[:1]:
        watched.page.goto(path.replace("{}", quote(payload, safe="")))
        refusals = [event for event in watched.events if "Failed to load resource" in event]
        assert [event for event in watched.happened() if event not in refusals] == []
        watched.events.clear()
