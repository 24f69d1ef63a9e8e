"""What the server answers, to whom, and with which headers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.export import jsonl
from sayso.ledger import Ledger
from sayso.ledger.schema import DATABASE
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.wire import HEADERS, sendable
from tests.web.serving import article, filled, foreign

ARTICLE = article()[1]
ID = ARTICLE.document.id
ATTRIBUTION = ARTICLE.attributions[0].id


def client_of(folder: Path, host: str = "127.0.0.1") -> TestClient:
    app = create_app(Settings(ledger=folder, host=host))
    app.add_api_route("/broken", lambda: 1 // 0)
    return TestClient(app, base_url="http://127.0.0.1:8321", raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = filled(tmp_path_factory.mktemp("web") / "ledger", [article(), foreign()])
    with Ledger(folder) as ledger:
        ledger.fail("decode", "no text in it", path="lost.bin")
    with client_of(folder) as client:
        yield client


ANSWERS = [
    ("/", 200, "2 pages"),
    ("/documents", 200, "2 documents"),
    ("/documents?page=1", 200, "2 documents"),
    ("/documents?page=0", 400, "That cannot be used"),
    ("/documents?page=x", 400, "That cannot be used"),
    ("/documents?page=99", 200, "The list ends before page 99"),
    ("/documents?page=99999999999999999999", 400, "That cannot be used"),
    ("/ledger", 200, "9 attributions"),
    ("/ledger?words=forty", 200, "1 attribution<"),
    ("/ledger?speaker=Dask", 200, 'href="/ledger?words=Dask"'),
    ("/ledger?words=forty", 200, "<mark>forty</mark> were hurt"),
    ("/ledger?words=dask", 200, "General <mark>Dask</mark>"),
    ("/ledger?words=unheard", 200, "Nobody is on record"),
    ("/ledger?words=%22%22", 400, "no word"),
    (f"/documents/{ID}", 200, "9 attributions"),
    (f"/documents/{ID}/attributions/{ATTRIBUTION}", 200, 'aria-current="true"'),
    (f"/documents/{ID}/attributions/none", 404, "no such attribution"),
    (f"/documents/{foreign()[1].document.id}", 200, "it is in German"),
    ("/documents", 200, "in German"),
    ("/documents/none", 404, "no such document"),
    ("/documents/%3Cb%3E", 404, "&lt;b&gt;"),
    ("/nowhere", 404, "There is no such page."),
    ("/broken", 500, "The program made a mistake"),
    (f"/api/documents/{ID}", 200, '"sayso":1'),
    ("/api/documents/none", 404, '"error"'),
    ("/static/sayso.css", 200, "prefers-color-scheme"),
    ("/static/../app.py", 404, "There is no such page."),
    ("/static/%2e%2e/app.py", 404, "There is no such page."),
    ("/docs", 404, ""),
    ("/openapi.json", 404, ""),
]


@pytest.mark.parametrize(("path", "status", "words"), ANSWERS)
def test_every_answer_is_right_and_carries_the_headers(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_in_but_the_servers_own_files() -> None:
    assert HEADERS["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def test_it_only_reads(client: TestClient) -> None:
    assert client.post("/").status_code == client.delete(f"/documents/{ID}").status_code == 405
    assert client.head(f"/documents/{ID}").status_code == 200


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        pytest.param("127.0.0.1:8321", True, id="loopback"),
        pytest.param("127.0.0.1", True, id="no port"),
        pytest.param("LocalHost:80", True, id="case does not count"),
        pytest.param("[::1]:8321", True, id="loopback of IPv6"),
        pytest.param("127.0.0.2:8321", True, id="the host it is bound to"),
        pytest.param("evil.example:8321", False, id="a name made to lead here"),
        pytest.param("localhost.evil.example", False, id="a name that begins like one of ours"),
        pytest.param("evil.example@localhost", False, id="not a host"),
        pytest.param("localhost:80:80", False, id="not a port"),
        pytest.param("127.0.0.3", False, id="another address of this machine"),
        pytest.param("", False, id="no name"),
    ],
)
def test_only_names_of_this_machine_are_answered(client: TestClient, host: str, let_in: bool) -> None:
    with client_of(client.app.state.ledger, "127.0.0.2") as bound:  # type: ignore[attr-defined]
        answers = [
            bound.get(path, headers={"host": host}) for path in ("/", f"/api/documents/{ID}", "/static/sayso.css")
        ]
    assert {answer.status_code for answer in answers} == {200 if let_in else 421}
    assert let_in or all(len(answer.content) < 100 for answer in answers)


def test_json_is_the_line_of_the_ledger_format(client: TestClient) -> None:
    answer = client.get(f"/api/documents/{ID}")
    assert answer.content == jsonl.line(ARTICLE)
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("name", [ID[:12], ID.upper()])
def test_any_name_of_a_document_leads_to_its_address(client: TestClient, name: str) -> None:
    answer = client.get(f"/documents/{name}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/documents/{ID}")


def test_what_is_read_meanwhile_is_shown(tmp_path: Path) -> None:
    filled(tmp_path, [foreign()])
    with client_of(tmp_path) as client:
        assert "1 page<" in client.get("/").text
        filled(tmp_path, [article()])
        assert "2 pages<" in client.get("/").text


@pytest.mark.parametrize(("content", "status"), [(None, 404), (b"not a ledger " * 100, 500)])
def test_a_ledger_that_cannot_be_opened_is_told(tmp_path: Path, content: bytes | None, status: int) -> None:
    if content:
        (tmp_path / DATABASE).write_bytes(content)
    with client_of(tmp_path) as client:
        answer = client.get("/")
    assert answer.status_code == status
    assert str(tmp_path) in answer.text


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ("a\r\nb", b"a&#13;\nb"),
        ("a\0b", "a\ufffdb".encode()),
        ("a\ud800b", "a\ufffdb".encode()),
        ("👩é", "👩é".encode()),
    ],
)
def test_sendable(html: str, sent: bytes) -> None:
    assert sendable(html) == sent
