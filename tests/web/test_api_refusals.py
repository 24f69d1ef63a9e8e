"""The API: what it refuses and how, and that it answers whatever characters are looked for."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import View
from sayso.web.wire import HEADERS
from tests.web.asking import API, LOHM, asked, client_of, made

LOHM_ID: Final = LOHM[1].document.id


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(made(tmp_path_factory.mktemp("api") / "ledger")) as client:
        yield client


REFUSALS: Final = [
    ("/attributions?colour=red", 400, "colour", "an unknown parameter"),
    ("/overview?words=x", 400, "words", "a parameter where there are none"),
    (f"/documents/{LOHM_ID}?page=2", 400, "page", "one that pages know"),
    ("/attributions?act=deny&act=state", 400, "act: it is given more than once", "one thing twice"),
    ("/attributions?limit=0", 400, "limit", "none"),
    ("/attributions?limit=201", 400, "limit", "too many"),
    (f"/attributions?limit={10**30}", 400, "limit", "beyond any integer"),
    ("/attributions?limit=-1", 400, "limit", "less than none"),
    ("/attributions?limit=1e2", 400, "limit", "no whole number"),
    ("/attributions?limit=", 400, "limit", "empty"),
    ("/attributions?act=explode", 400, "act", "no act"),
    ("/attributions?kind=rumour", 400, "kind", "no kind"),
    ("/attributions?order=fastest", 400, "order", "no order"),
    ("/attributions?hedged=1", 400, "hedged", "neither yes nor no"),
    ("/attributions?since=2024-13-45", 400, "Since", "no day"),
    ("/attributions?until=", 400, "until", "an empty date"),
    ("/attributions?area=", 400, "area", "an empty area"),
    ("/attributions?speaker=", 400, "speaker", "an empty name"),
    ("/attributions?since=yesterday", 400, "Since", "no date"),
    ("/attributions?since=٢٠٢٤", 400, "Since", "digits of another script"),
    ("/attributions?since=2024&until=2023", 400, "2023", "an end before the beginning"),
    ("/attributions?area=1,2,3", 400, "Area", "three numbers"),
    ("/attributions?area=nan,nan,nan,nan", 400, "Area", "no numbers"),
    ("/attributions?area=0,91,1,92", 400, "Area", "beyond the pole"),
    ("/attributions?area=1e400,0,1,1", 400, "Area", "an infinite number"),
    ("/attributions?document=abc", 400, "document", "no id"),
    ("/attributions?words=" + "a" * 501, 400, "words", "more than 500 characters"),
    ("/timeline?what=weather", 400, "what", "nothing that can be laid out"),
    ("/timeline?lanes=colour", 400, "lanes", "no lanes"),
    ("/judgements?kind=perhaps", 400, "kind", "no kind of judgement"),
    ("/documents/none", 404, "document", "no id"),
    (f"/documents/{'0' * 64}", 404, "0000", "no document of the id"),
    (f"/documents/{LOHM_ID}/reading?reader=9", 404, "9", "no such reading"),
    ("/attributions/xyz", 404, "attribution", "no id"),
    (f"/attributions/{'0' * 16}", 404, "0000", "no attribution of the id"),
    ("/actors/nobody-at-all", 404, "nobody-at-all", "no actor of the id"),
    ("/actors/nobody/life", 404, "nobody", "no actor of the id"),
    ("/actors/", 404, "actor", "no id"),
    ("/judgements/999", 404, "999", "no judgement of the number"),
    (f"/judgements/{10**30}", 404, "judgement", "beyond any integer"),
    ("/judgements/0", 404, "judgement", "they count from 1"),
    ("/nothing", 404, "no such address", "no address"),
    ("/documents/", 404, "no such address", "an address with a slash too many"),
    (f"/documents/{LOHM_ID}/nothing", 404, "no such address", "nothing of a document"),
]


@pytest.mark.parametrize(("path", "status", "words", "why"), REFUSALS, ids=[each[3] for each in REFUSALS])
def test_a_refusal_says_in_json_what_is_wrong(client: TestClient, path: str, status: int, words: str, why: str) -> None:
    answer = client.get(f"{API}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json"), why
    assert list(answer.json()) == ["error"]
    assert words in answer.json()["error"]


# Words as they stand in an address, and whether there is a word among them.
QUERIES: Final = [
    ("%00", False), ("bridge%00", True), ("%ED%A0%80", False), ("bridge%ED%BF%BF", True), ("%FF%FE", False),
    ("%22", False), ("%22%22%22", False), ("%22bridge", True), ("bridge%22", True), ("%27", False),
    ("*", False), ("**bridge**", True), ("bridge*", True), ("*bridge", True), ("AND", True), ("a+OR+NOT+b", True),
    ("NEAR(a+b,+5)", True), ("source%3A+bridge", True), ("{source+content}%3A+x", True), ("%5Ebridge", True),
    ("bridge+%2B+mill", True), ("-bridge", True), ("(", False), ("bridge)", True), ("%5C", False), (";--", False),
    ("%27%3B+DROP+TABLE+said%3B--", True), ("%E2%80%AE+bridge", True), ("%F0%9F%92%A3", False), ("%C3%A9t%C3%A9", True),
    ("bridge%0D%0Amill", True), ("+", True), ("", True), ("%25", False), ("_", False), ("a" * 500, True),
    ("a+" * 249, True), ("%CC%81", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "has_one"), QUERIES)
@pytest.mark.parametrize("path", ["/attributions", "/events", "/facets", "/documents", "/timeline", "/places"])
def test_a_search_for_any_characters_is_answered(client: TestClient, path: str, words: str, has_one: bool) -> None:
    answer = client.get(f"{API}{path}?words={words}")
    assert answer.status_code == (200 if has_one else 400)
    assert has_one or "no word in it" in answer.json()["error"]


@pytest.mark.parametrize("name", ["speaker", "about", "actor", "publisher", "place", "tag"])
@pytest.mark.parametrize("words", ["%00", "%ED%A0%80", '"', "*", "NEAR(", "x%00y", "%F0%9F%92%A3", "'; --", "a" * 500])
def test_a_name_of_any_characters_is_answered(client: TestClient, name: str, words: str) -> None:
    for path in ("/attributions", "/events"):
        answer = client.get(f"{API}{path}?{name}={words}")
        assert answer.status_code in (200, 400)
        assert "error" in answer.json() or answer.json()["total"] == 0


@pytest.mark.parametrize("path", ["%00", "%ED%A0%80", "a%2Fb", "%22", "..%2F..", "a" * 500, "%25", "%F0%9F%92%A3"])
def test_an_actor_of_any_id_is_answered(client: TestClient, path: str) -> None:
    for below in ("", "/life"):
        answer = client.get(f"{API}/actors/{path}{below}")
        assert answer.status_code == 404
        assert answer.json()["error"]


@pytest.mark.parametrize("path", ["/", "/overview", "/attributions", f"/documents/{LOHM_ID}/reading", "/openapi.json"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    got, headed = client.get(f"{API}{path}"), client.head(f"{API}{path}")
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers == got.headers


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/overview", "GET, HEAD"),
        ("DELETE", "/judgements", "GET, HEAD, POST"),
        ("PUT", f"/documents/{LOHM_ID}", "GET, HEAD"),
        ("OPTIONS", "/attributions", "GET, HEAD"),
        ("PATCH", "/judgements/1", "GET, HEAD"),
        ("TRACE", "/", "GET, HEAD"),
    ],
)
def test_another_method_is_told_which_there_are(client: TestClient, method: str, path: str, allow: str) -> None:
    answer = client.request(method, f"{API}{path}")
    assert (answer.status_code, answer.headers["allow"]) == (405, allow)
    assert allow in answer.json()["error"]


@pytest.mark.parametrize("path", ["/", "/overview", "/nothing", "/attributions?limit=0", "/openapi.json"])
def test_an_answer_keeps_to_this_server(client: TestClient, path: str) -> None:
    answer = client.get(f"{API}{path}", headers={"origin": "https://elsewhere.example"})
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert client.get(f"{API}{path}", headers={"host": "elsewhere.example"}).status_code == 421


def test_the_page_lists_every_address(client: TestClient) -> None:
    text = " ".join(re.sub("<[^>]+>", "", client.get(f"{API}/").text).split())
    for path, methods in asked(client, "/openapi.json")["paths"].items():
        for method in methods:
            assert f" {method.upper()} {API}{path} " in text


def test_a_mistake_of_the_program_is_told_as_json(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, "overview", lambda view: 1 / 0)
    answer = client.get(f"{API}/overview")
    assert (answer.status_code, list(answer.json())) == (500, ["error"])


def test_a_folder_without_a_ledger_is_told(tmp_path: Path) -> None:
    with client_of(tmp_path / "none") as client:
        answer = client.get(f"{API}/overview")
    assert (answer.status_code, list(answer.json())) == (404, ["error"])
