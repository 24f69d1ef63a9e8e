"""Every field that comes from outside, filled with what would run, on every page, in a real browser: nothing runs."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import httpx
import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from lxml import html as parsed
from msgspec.structs import fields, replace
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, Request

from sayso.ledger import Ledger, Writer
from sayso.ledger.judgements import TAG, normal_tag
from sayso.records import (
    Actor,
    Alias,
    Attribution,
    Date,
    Event,
    EventPlace,
    Figure,
    Judgement,
    Link,
    Mention,
    Party,
    Place,
    Problem,
    Reading,
    Reference,
    Selection,
    Sighting,
    Stance,
    Wording,
)
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.wire import HEADERS, POLICY
from tests import factories
from tests.web.payloads import PAYLOADS
from tests.web.serving import PageRead, filled, served

HERE: Final = "http://127.0.0.1:8321"
TIME: Final = "2024-05-01T10:00:00+00:00"
STORED: Final = tuple(payload.encode(errors="replace").decode() for payload in PAYLOADS)  # no ledger holds surrogates
STEP: Final = 1 if os.environ.get("SAYSO_EVERY_PAYLOAD") else 5  # the browser sees each page of one, or each fifth
WORDS: Final = 12  # times that a page says its payload in one line


def hostile(number: int) -> PageRead:
    """A page that has one payload in every place that a page, or a register of actors, has a say in."""
    payload = STORED[number]
    text = f"{payload}\n{' '.join([payload] * WORDS)}\n"
    size = len(payload)
    spans = tuple((start, start + size) for start in range(size + 1, (WORDS + 1) * (size + 1), size + 1))
    key = f"{number:012x}"
    actor = Actor(
        id=f"a{key}", name=payload, country=payload, kind="armed_group",
        aliases=(Alias(text=payload), Alias(text=f"{payload} {number}")),
    )  # fmt: skip
    other = Actor(id=f"b{key}", name=f"{payload} 2", aliases=(Alias(text=payload),))
    reference = Reference(
        id=f"f{key}", span=spans[0], kind="article", publisher=payload, author=payload, title=payload, url=payload,
        issuer=actor.id,
    )  # fmt: skip
    outer = Attribution(
        id=f"0{key}000", source=spans[0:1], cue=spans[1:2], content=((spans[2][0], spans[9][1]),), score=1,
        speakers=(actor.id,), about=(other.id,), act="accuse", hedges=spans[10:11], document=reference.id,
        media=(actor.id,), addressees=(other.id,), speaker_kind="document",
    )  # fmt: skip
    inner = Attribution(
        id=f"1{key}000", source=spans[3:4], cue=spans[4:5], content=spans[5:6], outer=outer.id, score=1,
        speakers=(other.id,), about=(actor.id,), act="deny",
    )  # fmt: skip
    place = Place(
        id=f"d{key}", span=spans[6], name=payload, relation=payload, country=payload, score=1, precision="town",
        latitude=number / 3, longitude=number / 2,
    )  # fmt: skip
    date = Date(id=f"e{key}", span=spans[7], first="2024-03-01", last="2024-03-01", precision="day", rule=payload)
    event = Event(
        id=f"2{key}", type="ASSAULT", modes=(payload,), contexts=(payload,), trigger=spans[8:9], object=spans[9:10],
        actors=(Party(actor.id, spans[2]),), targets=(Party(other.id, spans[3]),),
        places=(EventPlace(place.id, "at"),), date=date.id, hedges=spans[10:11], score=1, voice=outer.id,
    )  # fmt: skip
    figure = Figure(id=f"3{key}", span=spans[9], low=2, high=2, unit=payload, what=payload, event=event.id)
    ties = (
        Stance(id=f"4{key}", kind="hostile", holders=(actor.id,), toward=(other.id,), content=spans[5:6]),
        Stance(id=f"5{key}", kind="motive", holders=(actor.id,), content=spans[6:7], voice=outer.id),
    )
    wording = Wording(id=f"6{key}", span=spans[11], kind="loaded_name", of=actor.id)
    document = replace(
        factories.document(text, title=payload, author=payload, publisher=payload, language="en"),
        published=payload if number % 3 == 0 else f"2024-{number % 12 + 1:02}-01",
        url=payload,
        links=(Link((0, 1), payload),),
        sightings=(Sighting(path=payload, url=payload, fetched=payload),),
    )
    reading = Reading(
        reader=payload,
        document=document,
        actors=(actor, other),
        mentions=(Mention(id=f"7{key}", span=spans[0], form="name", actor=actor.id, score=1),),
        attributions=(outer, inner),
        events=(event,),
        figures=(figure,),
        places=(place,),
        dates=(date,),
        stances=ties,
        wordings=(wording,),
        references=(reference,),
        problems=(Problem(payload, payload, (0, size)),),
    )
    return factories.page(text, path=payload, url=payload), reading


HOSTILE: Final = [hostile(number) for number in range(len(PAYLOADS))]
DOCUMENTS: Final = [reading.document.id for _, reading in HOSTILE]


def judged(folder: Path) -> None:
    """Judgements whose every word is a payload, and pages that failed by one."""
    with Writer(folder) as writer:
        for number, payload in enumerate(STORED):
            here: dict[str, Any] = {
                "document": DOCUMENTS[number],
                "judge": payload[:100],
                "time": TIME,
                "note": payload,
            }
            writer.judge(Judgement(id=0, kind="note", **here))
            writer.judge(Judgement(id=0, kind="wrong", words=payload, occurrence=2, **here))
            tag = "".join(letter for letter in payload if letter.isprintable() and letter not in ",;")[:TAG]
            writer.judge(Judgement(id=0, kind="tag", value=normal_tag(f"x{tag}"[:TAG]), **here))
    with Ledger(folder) as ledger:
        for payload in STORED:
            ledger.fail(payload, payload, path=payload, url=payload)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = filled(tmp_path_factory.mktemp("payloads") / "ledger", HOSTILE)
    judged(made)
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


SEEN: Final = """
Object.defineProperty(window, '__ran', { set(value) { console.error('RAN ' + value) }, get() { return undefined } });
addEventListener('securitypolicyviolation', (event) => console.error('BROKE ' + event.violatedDirective));
"""


# What the browser itself says: of an answer that is no page, and of drawing without a graphics card.
EXPECTED: Final = re.compile("Failed to load resource: the server responded with a status of 4|GL Driver Message")


class Watched:
    """A page of the browser, and all that happened in it that should not."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.page: Page = context.new_page()
        self.server, self.events = server, list[str]()
        self.page.add_init_script(SEEN)
        self.page.on("dialog", self.asked)
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.events.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.events.append(f"popup {popup.url}"))
        self.page.on("request", self.note)

    def asked(self, dialog: Dialog) -> None:
        self.events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def heard(self, message: ConsoleMessage) -> None:
        if not EXPECTED.search(message.text):
            self.events.append(f"console {message.text}")

    def note(self, request: Request) -> None:
        if not request.url.startswith(f"{self.server}/"):
            self.events.append(f"asked {request.url}")

    def shows(self, path: str) -> None:
        """Nothing happens on a page; its folds are opened, which makes what is in them seen."""
        self.page.goto(self.server + path)
        self.calm(path)

    def calm(self, where: str) -> None:
        self.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert self.events == [], f"on {where}"
        assert self.page.url.startswith(f"{self.server}/"), where


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield Watched(context, server)


def test_there_are_payloads_enough() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 100


def test_the_payloads_run_where_nobody_escapes_them(browser: Browser) -> None:
    """Else the tests below could not fail. Some need other surroundings or a browser of long ago: most of them run."""
    with browser.new_context() as context:
        context.route("**/*", lambda route: route.abort())
        watched = Watched(context, "about:")
        alive = 0
        for payload in STORED[::3]:
            around = f'<title>{payload}</title><textarea>{payload}</textarea><input value="{payload}"><p>{payload}</p>'
            with suppress(Error):  # one that leads the page elsewhere
                watched.page.goto("about:blank")
                watched.events.clear()
                watched.page.set_content(f"<!doctype html><body>{around}", wait_until="commit")
                watched.page.evaluate("new Promise(done => setTimeout(done, 10))")
            alive += bool(watched.events)
        assert alive >= 22, alive


ACTOR: Final = HOSTILE[0][1].actors[0].id
LISTS: Final = (
    "/", "/ledger", "/ledger?page=2", "/ledger?page=3", "/documents", "/documents?page=2", "/actors", "/actors?page=2",
    "/events", "/events?page=2", "/timeline", "/timeline?what=events&lanes=actor", "/timeline?lanes=publisher", "/map",
    "/system", "/judgements", "/judgements?page=2", "/judgements?page=4", "/add", "/api/v1/",
    "/nowhere", "/ledger?since=x",
)  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_nothing_runs_on_a_page_that_shows_many(watched: Watched, path: str) -> None:
    watched.shows(path)
    watched.page.wait_for_timeout(150)  # an island, where there is one, is done with its work
    watched.calm(path)


def test_nothing_runs_on_a_page_of_one_document(watched: Watched) -> None:
    """Of each document its payload as title, author, publisher, address, path, text, names, places, events, notes."""
    for number, document in list(enumerate(DOCUMENTS))[::STEP]:
        watched.shows(f"/documents/{document}")
        if number % (8 * STEP) == 0:
            inner = HOSTILE[number][1].attributions[1].id
            watched.shows(f"/documents/{document}/attributions/{inner}")
            watched.page.keyboard.press("j")
            watched.shows(f"/documents/{document}/versions")
    assert watched.page.locator(".text .block").count() > 0


def test_nothing_runs_on_a_page_of_an_actor_or_the_system_of_a_page(watched: Watched) -> None:
    for number in range(0, len(PAYLOADS), 3 * STEP):
        watched.shows(f"/actors/{HOSTILE[number][1].actors[0].id}")
    for number in range(0, len(PAYLOADS), 12 * STEP):
        watched.shows(f"/system?document={DOCUMENTS[number]}")


PATHS: Final = (
    "/", "/ledger", "/documents", "/actors", f"/actors/{ACTOR}", "/events", "/timeline", "/map", "/system",
    "/judgements", "/add", f"/documents/{DOCUMENTS[3]}", f"/documents/{DOCUMENTS[3]}/versions", "/search", "/nowhere",
)  # fmt: skip
PARAMETERS: Final = (
    *(each.name for each in fields(Selection)), "order", "page", "what", "lanes", "layers", "with", "refresh", "at",
    "name", "back",
)  # fmt: skip


def asked() -> Iterator[tuple[str, str, str]]:
    """Each parameter of each page with payloads in turn, so that every payload is in many places."""
    number = 0
    for path in PATHS:
        for name in PARAMETERS:
            number += 1
            yield path, name, PAYLOADS[number * 7 % len(PAYLOADS)]


def test_nothing_runs_of_what_an_address_says(watched: Watched) -> None:
    """In the browser all parameters of a page hold payloads at once, or the ones that a page of any value answers."""
    free = ("words", "speaker", "about", "actor", "publisher", "place", "tag", "layers", "with", "refresh")
    for number, payload in list(enumerate(PAYLOADS))[:: 2 * STEP - 1]:
        told = quote(payload.encode(errors="surrogatepass"), safe="")
        path = PATHS[number % len(PATHS)]
        names = free if number % 2 else (free[number // 2 % len(free)],)
        watched.shows(f"{path}?{'&'.join(f'{name}={told}' for name in names)}")
        if number % 4 == 0:
            watched.shows(f"/{('documents', 'actors', 'add', 'static')[number // 4 % 4]}/{told}")


def test_nothing_runs_of_what_is_typed_where_pages_are_added(watched: Watched) -> None:
    """A form that is refused shows again what was typed into it."""
    for payload in STORED[:: 15 * STEP]:
        watched.page.goto(f"{watched.server}/add")
        form = watched.page.locator("form.add-form").nth(2)
        form.evaluate("(form) => { form.noValidate = true }")
        form.locator("textarea").fill("\n".join(STORED))
        form.locator("[name=title]").fill(payload)
        form.locator("[name=publisher]").fill(payload)
        form.locator("[name=address]").evaluate(
            "(box, told) => { box.type = 'text'; box.value = told }", f"x:{payload}"
        )
        form.locator("button").click()
        watched.page.wait_for_selector("[role=alert]")
        watched.calm("/add")
        assert watched.page.locator("form.add-form textarea").input_value().startswith(STORED[0])
        form = watched.page.locator("form.add-form").nth(1)
        form.evaluate("(form) => { form.noValidate = true }")
        form.locator("[name=fetch]").evaluate("(box, told) => { box.type = 'text'; box.value = told }", f"x:{payload}")
        form.locator("button").click()
        watched.page.wait_for_selector("[role=alert]")
        watched.calm("/add")


def test_nothing_runs_of_the_name_of_a_file(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.server}/add")
    for begin in range(0, len(STORED), 90):
        names = [payload.replace("/", "∕") for payload in STORED[begin : begin + 90]]
        page.goto(f"{watched.server}/add")
        page.locator("input[type=file]").evaluate(
            """(box, names) => {
              const chosen = new DataTransfer();
              for (const name of names) chosen.items.add(new File(['\\0\\1\\2' + name], name));
              box.files = chosen.files;
            }""",
            names,
        )
        page.locator("form.add-form").nth(0).locator("button").click()
        page.wait_for_selector("h1:has-text('pages read')", timeout=30_000)
        watched.calm("/add/…")
        assert page.locator("tr.failed, tr.read").count() == len(names)
    watched.shows("/add")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    app = create_app(Settings(ledger=folder))
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        yield client


OURS: Final = re.compile(r"[a-z][a-z0-9-]*")
LIVE: Final = {"iframe", "object", "embed", "base", "style", "math", "img", "marquee", "video", "audio", "plaintext"}


def told_elements(text: str) -> list[str]:
    """What a page has that none of ours has: elements that run or load, handlers, styles, addresses that lead away."""
    root = parsed.document_fromstring(text)
    found: list[str] = [str(each.tag) for each in root.iter() if isinstance(each.tag, str) and each.tag in LIVE]
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        found += [str(name) for name in each.attrib if str(name).startswith("on") or name == "style"]
        found += [str(each.get(name)) for name in ("src", "href", "action") if _leads_away(each.get(name))]
        if each.tag == "script" and (each.text or not str(each.get("src")).startswith("/static/")):
            found.append(str(each.text))
        if each.tag == "meta" and each.get("http-equiv") and not str(each.get("content")).isdigit():
            found.append("http-equiv")
    return found


def _leads_away(address: str | None) -> bool:
    return address is not None and not re.match(r"(/(?![/\\])|#|\?|https?://evil\.example/x$)", address)


def test_what_is_stored_is_told_as_words(client: TestClient) -> None:
    """Of every document and actor: its pages have no element and no address that a payload made."""
    for document, (_, reading) in zip(DOCUMENTS, HOSTILE, strict=True):
        for path in (f"/documents/{document}", f"/actors/{reading.actors[0].id}"):
            answer = client.get(path)
            assert answer.status_code == 200
            assert told_elements(answer.text) == [], path


@pytest.mark.parametrize("path", PATHS)
def test_an_address_is_told_as_words(client: TestClient, path: str) -> None:
    """Each parameter of each page by itself: what the page is made of stays the same."""
    for where, name, payload in asked():
        if where == path:
            query = urlencode({name: payload}, errors="surrogatepass")
            answer = client.get(f"{path}?{query}")
            assert answer.status_code < 500, (name, payload)
            assert told_elements(answer.text) == [], (name, payload)
            assert answer.headers["content-security-policy"] == POLICY
            assert "set-cookie" not in answer.headers


def test_what_is_typed_comes_back_as_words(client: TestClient) -> None:
    secret = re.search('name="form" value="([^"]+)"', client.get("/add").text)
    assert secret
    headers = {"origin": HERE, "sec-fetch-site": "same-origin"}
    for payload in STORED:
        typed = {"form": secret[1], "text": f"{payload}.", "title": payload, "address": f"x:{payload}"}
        answer = client.post("/add", data=typed, files=[("files", ("", b""))], headers=headers)
        assert answer.status_code == 400
        assert told_elements(answer.text) == [], payload


ROUTES: Final = [
    (route, prefix)
    for app, prefix in [(create_app(Settings(ledger=Path("none"))), "")]
    for route in app.routes
    if isinstance(route, APIRoute)
]
POSTS: Final = [route.path for route, _ in ROUTES if "POST" in (route.methods or ())] + ["/api/v1/judgements"]
CHANGING: Final = {"POST", "PUT", "PATCH", "DELETE"}
FROM: Final[tuple[Any, ...]] = (
    pytest.param({}, id="that does not say where it comes from"),
    pytest.param({"origin": "https://evil.example"}, id="of another site"),
    pytest.param({"origin": "null"}, id="of a sandbox"),
    pytest.param({"origin": "http://127.0.0.1:9999"}, id="of another port"),
    pytest.param({"origin": f"{HERE}.evil.example"}, id="of a name that begins as ours"),
    pytest.param({"origin": HERE, "sec-fetch-site": "cross-site"}, id="that the browser says is another site's"),
    pytest.param({"origin": HERE, "sec-fetch-site": "same-site"}, id="of another port, as the browser says"),
    pytest.param({"origin": HERE, "sec-fetch-site": "none"}, id="of nobody's page"),
    pytest.param({"sec-fetch-site": "same-origin"}, id="that has no origin"),
    pytest.param({"authorization": "Bearer x"}, id="with a credential where there is none"),
    pytest.param({"origin": HERE, "sec-fetch-site": "same-origin"}, id="of ours that lacks the form's secret"),
)


UPLOAD: Final = b'--b\r\ncontent-disposition: form-data; name="text"\r\n\r\nx\r\n--b--\r\n'


BODIES: Final = {
    "application/x-www-form-urlencoded": b"judge=Kim&note=x",
    "multipart/form-data; boundary=b": UPLOAD,
    "application/json": b'{"kind":"note","judge":"Kim"}',
    "text/plain": b"x",  # what a page of another site may send unasked
}


def test_every_way_to_change_is_in_the_table() -> None:
    """Those of the pages and of the API; there is no other method that changes."""
    app = create_app(Settings(ledger=Path("none")))
    methods = {method for route, _ in ROUTES for method in route.methods or ()}
    assert methods & CHANGING == {"POST"}
    api = next(getattr(route, "app", None) for route in app.routes if getattr(route, "path", "") == "/api/v1")
    inner = [each for each in api.app.routes if isinstance(each, APIRoute)]  # type: ignore[union-attr]
    assert [(each.path, each.methods) for each in inner if CHANGING & (each.methods or set())] == [
        ("/judgements", {"POST"})
    ]
    assert len(POSTS) >= 7
    assert "/add" in POSTS


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("headers", FROM)
def test_no_change_from_elsewhere(client: TestClient, folder: Path, path: str, headers: dict[str, str]) -> None:
    names = {"name": DOCUMENTS[0], "attribution": f"0{0:012x}000", "judgement": "1"}
    where = re.sub(r"\{(\w+)(:path)?\}", lambda match: names.get(match[1], ACTOR), path)
    before = state(folder)
    for kind, body in BODIES.items():
        answer = client.post(where, content=body, headers={**headers, "content-type": kind})
        assert answer.status_code in (400, 403), (kind, answer.text)
        assert answer.status_code == 403 or headers.get("sec-fetch-site") == "same-origin", "told before it is read"
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert state(folder) == before


def state(folder: Path) -> tuple[int, int, int]:
    from sayso.ledger import View

    with View(folder) as view:
        counts = view.counts()
        return len(view.judgements()), counts.documents, counts.failures


HOSTS: Final = ("evil.example", "evil.example:8321", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::2]")


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/add", "/static/sayso.css", "/api/v1/overview", "/api/documents/x", "/nowhere"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_other_name_is_answered(client: TestClient, host: str, path: str, method: str) -> None:
    answer = client.request(method, path, headers={"host": host})
    assert answer.status_code == 421
    as_json = answer.headers["content-type"] == "application/json"
    assert as_json == path.startswith("/api/")
    assert not as_json or answer.json() == {"error": "This server answers only to the names of this machine."}
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_line_end_in_a_name_makes_no_header(server: str, folder: Path) -> None:
    answer = httpx.get(f"{server}/documents/%0d%0aset-cookie:%20x=1")
    assert answer.status_code == 307, "it is the path of a document"
    assert (
        answer.headers["location"] == f"/documents/{DOCUMENTS[PAYLOADS.index(chr(13) + chr(10) + 'set-cookie: x=1')]}"
    )
    assert "set-cookie" not in answer.headers
