"""An address that is given in a browser: fetched beside the server, through the guard, and nothing of this machine."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import Ledger, View
from sayso.pipeline import Reader
from sayso.records import Address
from sayso.settings import Settings
from sayso.sources.fetching import Fetcher, Limits
from sayso.web.app import create_app
from sayso.web.background import Network
from tests.sources.served import Served, moved, reply, serving
from tests.web.test_adding import OURS, client_of, folder, read, refusing, send, unchanged, words

__all__ = ["folder", "refusing", "unchanged"]

HERALD = "http://herald.example/a"
SAID = b"The ministry said on Monday that it was hit."
PAGE = b"<html><head><title>A bridge</title></head><body><p>" + SAID + b"</p></body></html>"
READER = Reader()


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


@pytest.fixture
def served() -> Iterator[Served]:
    with serving({"/a": reply(PAGE, etag='"1"'), "/robots.txt": reply(b"User-agent: *\nDisallow: /no")}) as served:
        yield served


class Trial(Network):
    """The network of the process that reads, with names that lead to a server on this machine."""

    def __init__(self, folder: Path, served: Served) -> None:
        super().__init__(Settings(ledger=folder))
        self.__dict__["_fetcher"] = Fetcher(Limits(seconds=5), pause=0, network=served.network())


def give(client: TestClient, address: str, headers: Mapping[str, str] = OURS) -> Any:
    """Send the form as a browser does."""
    return send(client, headers=headers, fetch=address)


def test_the_form_asks_for_an_address(client: TestClient) -> None:
    html = client.get("/add").text
    assert re.search('<input type="url" name="fetch"[^>]* required', html)
    assert "private networks are refused" in html


AT_ONCE = (
    pytest.param("ftp://herald.example/a", 403, "only http and https are asked", id="another scheme"),
    pytest.param("file:///etc/passwd", 403, "only http and https are asked", id="a file"),
    pytest.param("javascript:alert(1)", 403, "only http and https are asked", id="a script"),
    pytest.param("http://127.0.0.1:8321/", 403, "is of this machine", id="this machine"),
    pytest.param("http://[::1]/", 403, "is of this machine", id="this machine in IPv6"),
    pytest.param("http://10.1.2.3/", 403, "is private", id="a private network"),
    pytest.param("http://169.254.169.254/latest/meta-data/", 403, "metadata of a cloud", id="a cloud's metadata"),
    pytest.param("http://0x7f.1/", 403, "an odd way", id="an odd spelling"),
    pytest.param("http://[::ffff:127.0.0.1]/", 403, "in disguise", id="a disguise"),
    pytest.param("http://me:secret@herald.example/", 403, "name or password", id="a password"),
    pytest.param("http://herald.example:22/", 403, "port 22", id="another service"),
    pytest.param("http://localhost/", 403, "a name of this machine", id="this machine by its name"),
    pytest.param("http://metadata.google.internal/", 403, "a name of this machine", id="a cloud's metadata by name"),
    pytest.param("http://", 400, "no host", id="no host"),
    pytest.param("https://" + "a" * 2000, 400, "longer than 2,000 characters", id="too long"),
)


@pytest.mark.parametrize(("address", "status", "reason"), AT_ONCE)
def test_what_is_never_asked_for_is_refused_at_once_in_plain_words(
    refusing: TestClient, unchanged: Path, address: str, status: int, reason: str
) -> None:
    answer = give(refusing, address)
    assert (answer.status_code, reason in answer.text) == (status, True), words(answer.text)
    assert "secret" not in words(answer.text), "a password is not repeated in words"
    with View(unchanged) as view:
        assert (view.counts().documents, view.counts().failures) == (0, 0)


def test_the_process_that_reads_says_what_became_of_an_address(client: TestClient, folder: Path) -> None:
    """The whole way of a browser's form, with the real network, in which no name ends in `invalid`."""
    url = "http://nothing.invalid/a"
    html = read(client, give(client, f"{url}#part"))
    assert re.search(f"{url} could not be read : .*(cannot be reached|no whole answer)", words(html))
    with View(folder) as view:
        (failure,) = view.failures()
    assert (failure.step, failure.url, failure.original) == ("fetch", url, None)


def test_whoever_may_not_add_fetches_nothing(folder: Path) -> None:
    with client_of(folder, "a credential of some length") as client:
        assert give(client, HERALD).status_code == 403
    app = create_app(Settings(ledger=folder), None)
    with TestClient(app, base_url="http://127.0.0.1:8321", raise_server_exceptions=False) as client:
        elsewhere = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        assert give(client, HERALD, elsewhere).status_code == 403
        assert app.state.intake.jobs() == ()


def test_a_page_is_fetched_and_read_and_its_address_noted(folder: Path, served: Served) -> None:
    with Trial(folder, served) as network:
        told = network.read(HERALD, READER)
    assert (told.reason, told.title, told.attributions) == (None, "A bridge", 1)
    assert [at for at, _ in served.routed] == ["93.184.216.34"] * 2
    with View(folder) as view:
        assert view.reading(HERALD).document.id == told.document
        known = view.address(HERALD)
    assert known is not None
    assert (known.etag, known.document, known.due) == ('"1"', told.document, None)


def test_a_page_of_a_feed_keeps_its_time(folder: Path, served: Served) -> None:
    due = "2030-01-01T00:00:00+00:00"
    with Ledger(folder) as ledger:
        ledger.writer.note_address(Address(url=HERALD, checked="2029-01-01T00:00:00+00:00", due=due))
    with Trial(folder, served) as network:
        assert network.read(HERALD, READER).reason is None
    with View(folder) as view:
        known = view.address(HERALD)
    assert known is not None
    assert (known.etag, known.due) == ('"1"', due)


def test_a_page_that_is_given_twice_is_one_and_comes_anew(folder: Path, served: Served) -> None:
    with Trial(folder, served) as network:
        first, again = network.read(HERALD, READER), network.read(HERALD, READER)
    assert first == again
    assert served.paths == ["/a", "/a"]
    assert "if-none-match" not in served.asked[-1].headers, "whoever gives an address wants the page as it is now"


NOT_HAD = (
    pytest.param("/gone", "answers 404", id="not there"),
    pytest.param("/no", "robots.txt", id="its owner does not want it"),
    pytest.param("/inward", "is of this machine", id="it leads to this machine"),
    pytest.param("/metadata", "metadata of a cloud", id="it leads to a cloud's metadata"),
    pytest.param("/turned", "is private", id="its name stands for a private address"),
    pytest.param("/picture", "image/png is not what is looked for", id="no page"),
)


@pytest.mark.parametrize(("path", "reason"), NOT_HAD)
def test_what_cannot_be_had_is_told_and_entered(folder: Path, served: Served, path: str, reason: str) -> None:
    served.names["inner.example"] = ["10.0.0.1"]
    served.answers |= {
        "/gone": reply(b"", "404 Not Found"),
        "/inward": moved("http://127.0.0.1/"),
        "/metadata": moved("http://169.254.169.254/latest/"),
        "/turned": moved("http://inner.example/"),
        "/picture": reply(b"x", content_type="image/png"),
    }
    url = f"http://herald.example{path}"
    with Trial(folder, served) as network:
        told = network.read(url, READER)
    assert told.document is None
    assert reason in (told.reason or "")
    with View(folder) as view:
        (failure,) = view.failures()
        assert (failure.step, failure.url) == ("fetch", url)
        assert reason in failure.reason
    assert {at for at, _ in served.routed} <= {"93.184.216.34"}, "nothing else was reached"


def test_a_page_that_came_and_cannot_be_read_keeps_its_bytes(folder: Path, served: Served) -> None:
    served.answers["/a"] = reply(bytes(range(256)) * 9)
    with Trial(folder, served) as network:
        told = network.read(HERALD, READER)
    assert "binary data" in (told.reason or "")
    with View(folder) as view:
        (failure,) = view.failures()
    assert (failure.step, failure.url, failure.original is not None) == ("read", HERALD, True)
