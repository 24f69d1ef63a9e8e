"""Pages that are added in a browser: who may, what is taken, how reading goes on, what is said of what fails."""

import gzip
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger, View
from sayso.parse.blocks import document
from sayso.records import Page, Selection
from sayso.settings import Settings
from sayso.web import adding, background
from sayso.web.adding import file_name, pasted
from sayso.web.app import create_app
from sayso.web.background import BusyError, Given, Intake, Told
from sayso.web.gate import masked, unmasked

HERE = "http://127.0.0.1:8321"
OURS = {"origin": HERE, "sec-fetch-site": "same-origin"}
TOKEN = "a credential of some length"
SAID = b"The ministry said on Monday that the bridge at Lohm had been shelled by the Front, and that nobody was hurt."
SMALL = 20_000  # bytes of a page, where limits are tried


def client_of(folder: Path, token: str | None = None, **settings: Any) -> TestClient:
    app = create_app(Settings(ledger=folder, **settings), token)
    return TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger(tmp_path / "ledger").close()
    return tmp_path / "ledger"


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder, max_bytes=SMALL) as client:
        yield client


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger for what is refused: it stays as it is."""
    folder = tmp_path_factory.mktemp("unchanged") / "ledger"
    Ledger(folder).close()
    return folder


@pytest.fixture(scope="module")
def refusing(unchanged: Path) -> Iterator[TestClient]:
    with client_of(unchanged, max_bytes=SMALL) as client:
        yield client


def secret(client: TestClient) -> str:
    found = re.search('name="form" value="([^"]+)"', client.get("/add").text)
    assert found
    return found[1]


def send(client: TestClient, *files: tuple[str, bytes], headers: Mapping[str, str] = OURS, **fields: str) -> Any:
    """Send a form as a browser does: with a file without a name where none was chosen."""
    given = {"form": secret(client), **fields}
    sent = [("files", each) for each in files or [("", b"")]]
    return client.post("/add", data=given, files=sent, headers=headers)


def read(client: TestClient, answer: Any) -> str:
    """The page of a job when it is over."""
    assert answer.status_code == 303, answer.text
    until = time.monotonic() + 60
    while "refresh" in (shown := client.get(answer.headers["location"])).headers:
        assert time.monotonic() < until
        time.sleep(0.05)
    return shown.text


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html.split("<main")[1]).split())


def test_files_are_read_in_the_background_and_those_that_fail_say_why(client: TestClient, folder: Path) -> None:
    answer = send(
        client, ("said.txt", SAID), ("../../etc/<b>.html", b"<p>" + SAID), ("a.bin", b"\0\1\2" * 9), ("e.txt", b""),
        ("large.txt", b"x" * (SMALL + 1)), ("de.txt", b"Das Haus ist alt und die Leute gingen nach Hause. " * 9),
    )  # fmt: skip
    html = read(client, answer)
    assert '<progress id="done" max="6" value="6">' in html
    shown = words(html)
    for told in (
        "3 pages read", "3 pages could not be read.", "said.txt read: 1 attribution", "a.bin could not be read",
        "binary data, not a page of text", "&lt;b&gt;.html read:", "e.txt could not be read : an empty page",
        "large.txt could not be read : larger than 20,000 bytes", "not in English but in German",
    ):  # fmt: skip
        assert told in shown, told
    with View(folder) as view:
        documents = view.selected_documents(Selection(), 10)
        failures = [(each.step, each.reason.split(": ", 1)[1], each.path) for each in view.failures()]
    assert {f'href="/documents/{each.id}"' in html for each in documents} == {True}
    assert len(documents) == 3
    job = answer.headers["location"].removeprefix("/add/")
    assert failures == [
        ("files", "larger than 20,000 bytes", f"uploaded/{job}-5/large.txt"),
        ("read", "binary data, not a page of text", f"uploaded/{job}-3/a.bin"),
        ("read", "an empty page", f"uploaded/{job}-4/e.txt"),
    ]
    assert "could not be read" in words(client.get("/add").text)


def test_a_pasted_text_stands_at_its_address_with_what_is_told_of_it(client: TestClient, folder: Path) -> None:
    told: dict[str, Any] = {"address": "https://herald.example/a?b=1", "title": "Bridge <shelled>",
                            "publisher": "The “Herald” & Co", "published": "2024-03-01",
                            "text": f"{SAID.decode()}\r\n\r\nShe < he."}  # fmt: skip
    assert "Bridge &lt;shelled&gt;" in read(client, send(client, **told))
    with View(folder) as view:
        (entry,) = view.selected_documents(Selection(), 10)
        text = view.reading(entry.id).document.text
    assert (entry.place, entry.title, entry.publisher, entry.published, entry.attributions) == (
        told["address"], told["title"], told["publisher"], told["published"], 1,
    )  # fmt: skip
    assert text.endswith("She < he.")


REFUSED: tuple[Any, ...] = (
    pytest.param({}, {}, 400, "Nothing was sent", id="nothing chosen, nothing pasted"),
    pytest.param({"text": " \n"}, {}, 400, "Nothing was sent", id="only blanks pasted"),
    pytest.param({"text": "x", "address": "javascript:alert(1)"}, {}, 400, "begin with http", id="no web address"),
    pytest.param({"text": "x", "address": "https://a b"}, {}, 400, "begin with http", id="a blank in the address"),
    pytest.param({"text": "x", "address": "http://[::1"}, {}, 400, "begin with http", id="half an address"),
    pytest.param({"text": "x", "published": "soon"}, {}, 400, "is no day", id="no day"),
    pytest.param({"text": "x", "kind": "pdf"}, {}, 400, "either text or HTML", id="no such kind"),
    pytest.param({"text": "x", "kind": "html", "title": "T"}, {}, 400, "HTML says itself", id="a title of HTML"),
    pytest.param({"text": "x", "title": "T" * 301}, {}, 400, "longer than 300 characters", id="a long title"),
    pytest.param({"text": "x" * (SMALL + 1)}, {}, 413, "pasted text is longer", id="a long text"),
    pytest.param({"form": "x"}, {}, 403, "older than the running server", id="another form"),
    pytest.param({"form": "00.00"}, {}, 403, "older than the running server", id="another secret, masked"),
    pytest.param({"form": "00.0"}, {}, 403, "older than the running server", id="half a mask"),
    pytest.param({"text": "x"}, {"origin": "https://evil.example"}, 403, "not one of this server", id="elsewhere"),
    pytest.param({"text": "x"}, {"sec-fetch-site": "cross-site"}, 403, "not one of this server", id="another site"),
)


@pytest.mark.parametrize(("fields", "headers", "status", "reason"), REFUSED)
def test_what_cannot_be_used_is_refused_in_plain_words(
    refusing: TestClient, unchanged: Path, fields: dict[str, str], headers: dict[str, str], status: int, reason: str
) -> None:
    answer = send(refusing, headers={**OURS, **headers}, **fields)
    assert (answer.status_code, reason in answer.text) == (status, True), words(answer.text)
    with View(unchanged) as view:
        assert (view.counts().documents, view.counts().failures) == (0, 0)


def test_a_text_that_is_refused_is_not_lost(refusing: TestClient) -> None:
    answer = send(refusing, text="A long text.\n</textarea>", address="ftp://x", title="Its title")
    assert "\nA long text.\n&lt;/textarea&gt;</textarea>" in answer.text
    assert 'value="ftp://x"' in answer.text
    assert 'value="Its title"' in answer.text


@pytest.mark.parametrize(
    ("body", "media_type", "status", "reason"),
    [
        pytest.param(b"a=b", "application/x-www-form-urlencoded", 400, "are sent as", id="another kind of form"),
        pytest.param(b"x", "multipart/form-data", 400, "cannot be read", id="no boundary"),
        pytest.param(b"--b\r\nx", "multipart/form-data; boundary=b", 403, "older than", id="cut off"),
        pytest.param(b"nothing of it", "multipart/form-data; boundary=b", 400, "cannot be read", id="no parts"),
        pytest.param(b"x" * 1_200_000, "multipart/form-data; boundary=b", 413, "Send fewer", id="too much at once"),
    ],
)
def test_what_is_no_form_is_refused(
    refusing: TestClient, body: bytes, media_type: str, status: int, reason: str
) -> None:
    answer = refusing.post("/add", content=body, headers={**OURS, "content-type": media_type})
    assert (answer.status_code, reason in answer.text) == (status, True), words(answer.text)


def test_too_many_files_are_refused(refusing: TestClient) -> None:
    answer = send(refusing, *[(f"{number}.txt", b"x") for number in range(adding.FILES + 1)])
    assert (answer.status_code, "At most 100 files" in answer.text) == (413, True)


def test_with_a_credential_only_who_shows_it_adds(folder: Path) -> None:
    with client_of(folder, TOKEN) as client:
        assert 'type="password" name="token"' in client.get("/add").text
        assert send(client, text="x").status_code == send(client, text="x", token="wrong").status_code == 403
        assert send(client, text="x", token=TOKEN).status_code == 303
        bearer = {"authorization": f"Bearer {TOKEN}"}
        sent = client.post("/add", files=[("files", ("a.txt", SAID))], headers=bearer)
        assert sent.status_code == 303


def test_beyond_loopback_without_a_credential_nothing_is_taken(folder: Path) -> None:
    with client_of(folder, host="192.0.2.7") as client:
        shown = client.get("/add")
        assert (shown.status_code, "Pages cannot be added here" in shown.text) == (200, True)
        assert 'method="post"' not in shown.text
        assert client.post("/add", files=[("files", ("a.txt", SAID))], headers=OURS).status_code == 403


def test_a_job_that_is_not_known_is_told(refusing: TestClient) -> None:
    answer = refusing.get("/add/0123")
    assert (answer.status_code, "does not remember" in answer.text) == (404, True)


def test_a_page_that_is_told_not_to_does_not_ask_again(client: TestClient) -> None:
    where = send(client, ("said.txt", SAID)).headers["location"]
    assert "refresh" in client.get(where).headers
    still = client.get(f"{where}?refresh=no")
    assert "refresh" not in still.headers
    assert "keep showing it" in still.text


NAMES = (
    pytest.param("a.html", "a.html", id="as it is"),
    pytest.param("../../etc/passwd", "passwd", id="folders"),
    pytest.param("C:\\pages\\a.txt", "a.txt", id="folders of Windows"),
    pytest.param("a\0b\r\n.txt", "a_b__.txt", id="what is not seen"),
    pytest.param("exe.\u202etxt.html", "exe._txt.html", id="what turns the order"),
    pytest.param("..", "page", id="no name"),
    pytest.param("dir/", "page", id="a folder"),
    pytest.param("é" * 300 + ".html", "é" * 145 + ".html", id="too long"),
)


@pytest.mark.parametrize(("told", "name"), NAMES)
def test_names_of_files(told: str, name: str) -> None:
    assert file_name(told) == name


@given(st.text())
def test_no_name_leads_anywhere(told: str) -> None:
    name = file_name(told)
    assert name.isprintable()
    assert 0 < len(name) <= adding.NAME
    assert not {"/", "\\"} & set(name)
    assert name not in (".", "..")


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"), min_size=1))
def test_what_is_told_of_a_text_is_text_in_its_page(text: str, title: str) -> None:
    """However it is written, no element comes of it: what is made has those that we wrote."""
    page = pasted({"text": text, "title": title}, "0")
    tags = set(re.findall(r"<[^>]*>", page.data.decode()))
    assert tags <= {
        "<!doctype html>", '<meta charset="utf-8">', "<title>", "</title>", "<article>", "</article>", "<h1>", "</h1>",
        "<p>", "</p>", "<br>", "<html>", "</html>", "<head>", "</head>", "<body>", "</body>",
    }  # fmt: skip


def test_pasted_html_is_utf_8_whatever_it_says() -> None:
    html = '<meta charset="windows-1251"><title>Ö</title><p>' + SAID.decode() + " Ö.</p>"
    read, _ = document(pasted({"text": html, "kind": "html"}, "0"))
    assert read.text.endswith("Ö.")


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_a_masked_secret_is_the_secret_and_never_looks_the_same(form: str) -> None:
    assert unmasked(masked(form)) == form
    assert len(form) < 8 or masked(form) != masked(form)


def taken(intake: Intake, *names: str) -> str:
    pages = [
        Given(name, Page(data=SAID + name.encode(), path=name, fetched="2024-03-01T12:00:00+00:00")) for name in names
    ]
    return intake.submit(pages).id


def over(intake: Intake, job: str) -> tuple[Told, ...]:
    until = time.monotonic() + 60
    while not intake.job(job).over:
        assert time.monotonic() < until
        time.sleep(0.02)
    return tuple(piece.told for piece in intake.job(job).pieces if piece.told)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = Intake(Settings(ledger=folder), longest=0.0)
    (first,) = over(intake, taken(intake, "a.txt"))
    assert first.reason
    assert "took longer than" in first.reason
    monkeypatch.setattr(intake, "_longest", 60)
    (second,) = over(intake, taken(intake, "b.txt"))
    intake.close()
    assert (second.reason, second.attributions) == (None, 1)
    with View(folder) as view:
        assert [each.reason for each in view.failures()] == [f"a.txt: {first.reason}"]


def test_a_process_that_dies_costs_one_page(folder: Path) -> None:
    intake = Intake(Settings(ledger=folder))
    job = taken(intake, "a.txt", "b.txt")
    while intake._process is None:
        time.sleep(0.01)
    intake._process.stop()
    first, second = over(intake, job)
    intake.close()
    assert first.reason == "the process that reads ended while it was at it"
    assert second.attributions == 1


def test_the_process_is_given_back_when_nothing_comes_and_started_again(folder: Path) -> None:
    intake = Intake(Settings(ledger=folder), idle=0.1)
    over(intake, taken(intake, "a.txt"))
    until = time.monotonic() + 20
    while intake._thread is not None or intake._process is not None:
        assert time.monotonic() < until
        time.sleep(0.02)
    (again,) = over(intake, taken(intake, "b.txt"))
    intake.close()
    assert again.attributions == 1


def test_more_than_may_wait_is_not_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "WAITING", 2)
    intake = Intake(Settings(ledger=folder))
    with pytest.raises(BusyError, match="0 pages are waiting"):
        taken(intake, "a.txt", "b.txt", "c.txt")
    small = Intake(Settings(ledger=folder, max_bytes=50))
    job = taken(small, "a.txt", "b.txt")
    with pytest.raises(BusyError, match="Try again"):
        taken(small, "c.txt", "d.txt", "e.txt")
    small.close()
    with pytest.raises(BusyError, match="being stopped"):
        taken(small, "f.txt")
    assert small.job(job).id == job
    with pytest.raises(NotFoundError):
        small.job("none")


def test_a_register_that_cannot_be_read_is_told(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("actors: 7")
    with client_of(folder, actors=own) as client:
        assert "own.yaml" in words(read(client, send(client, ("said.txt", SAID))))


def test_what_is_large_is_compressed_and_stays_the_same(refusing: TestClient) -> None:
    for path in ("/static/sayso.css", "/add"):
        packed = refusing.get(path, headers={"accept-encoding": "gzip"})
        plain = refusing.get(path, headers={"accept-encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.text != plain.text, "each page masks the secret of its form anew"
    css = refusing.get("/static/sayso.css", headers={"accept-encoding": "gzip"})
    assert css.content == refusing.get("/static/sayso.css", headers={"accept-encoding": "identity"}).content
    known = {"accept-encoding": "gzip", "if-none-match": css.headers["etag"]}
    assert refusing.get("/static/sayso.css", headers=known).status_code == 304


def test_pasting_needs_a_day_that_is_one() -> None:
    with pytest.raises(InputError, match="is no day"):
        pasted({"text": "x", "published": "2024-02-30"}, "0")


def test_the_first_view_is_small(refusing: TestClient) -> None:
    """Overview, its styles: what a browser loads before anything can be used."""
    html = refusing.get("/").text
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    bodies = [html.encode(), *(refusing.get(path).content for path in files)]
    assert len(files) >= 3
    assert sum(len(gzip.compress(body, 5)) for body in bodies) <= 150_000
