"""Judgements from forms: who may send them, what they must say, and how they show."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.ledger import Ledger, View
from sayso.records import Judgement
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.forms import BODY, FORM, parsed
from sayso.web.gate import keeper
from sayso.web.judging import judging
from tests.web.acting import FRONT, KERR, NAMESAKE, OSTRA, namesake, of, told
from tests.web.serving import filled

READING = told()[1]
ID = READING.document.id
HERE = "http://127.0.0.1:8321"
ACCUSED = of(READING, 4).id
HOME = f"/documents/{ID}/attributions/{ACCUSED}"
TOKEN = "a credential of some length"


def client_of(
    folder: Path, token: str | None = None, host: str = "127.0.0.1", register: Path | None = None
) -> TestClient:
    app = create_app(Settings(ledger=folder, host=host, actors=register), token)
    return TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path / "ledger", [told(), namesake()])


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger for what is refused: it stays as it is."""
    return filled(tmp_path_factory.mktemp("unchanged") / "ledger", [told(), namesake()])


@pytest.fixture(scope="module")
def refusing(unchanged: Path) -> Iterator[TestClient]:
    with client_of(unchanged) as client:
        yield client


@pytest.fixture(scope="module")
def credential(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Mapping[str, TestClient]]]:
    """A ledger, and servers over it that ask for a credential, by the host that they answer to."""
    folder = filled(tmp_path_factory.mktemp("credential") / "ledger", [told(), namesake()])
    with client_of(folder, TOKEN) as near, client_of(folder, TOKEN, "192.0.2.7") as far:
        yield folder, {"127.0.0.1": near, "192.0.2.7": far}


def secret(client: TestClient) -> str:
    """What the forms of this server carry."""
    found = re.search('name="form" value="([^"]+)"', client.get(f"/documents/{ID}").text)
    assert found
    return found[1]


def post(client: TestClient, path: str, headers: Mapping[str, str] | None = None, **fields: Any) -> Any:
    """Send a form as a browser does from the server's own page, changed by headers and fields."""
    given = {"form": secret(client), "judge": "Kim", **fields}
    return client.post(path, data=given, headers={"origin": HERE, "sec-fetch-site": "same-origin", **(headers or {})})


def judgements(folder: Path) -> tuple[Judgement, ...]:
    with View(folder) as view:
        return view.judgements()


def facts(client: TestClient, attribution: str) -> str:
    """What stands in the list below an attribution, without tags."""
    html = client.get(f"/documents/{ID}").text
    (row,) = re.findall(f'<li class="row[^>]*id="a-{attribution}".*?(?=<li class="row|</ol>)', html, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", row).split())


def test_a_judgement_is_appended_and_shown_at_once(client: TestClient, folder: Path) -> None:
    answer = post(client, f"{HOME}/judgements", verdict="wrong", speaker="nina kerr", act="condemn", note="See line 2.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}#a-{ACCUSED}")
    kinds = [(each.kind, each.value, each.note, each.judge, each.words) for each in judgements(folder)]
    assert kinds == [
        ("wrong", None, "See line 2.", "Kim", "accused"),
        ("speaker", KERR.id, None, "Kim", "accused"),
        ("act", "condemn", None, "Kim", "accused"),
    ]
    html = client.get(f"/documents/{ID}").text
    assert re.search(r'<s class="was"[^>]*>.*?/actors/ostra.*?</s>', html)
    assert re.search(r'<s class="was"[^>]*>.*?accuse.*?</s>', html)
    shown = facts(client, ACCUSED)
    assert "read as: Ostra Nina Kerr read as: accuse condemn judged wrong" in shown
    assert "wrong : Kim , " in shown
    assert "See line 2." in shown


def test_what_is_as_it_was_read_is_not_struck_through(client: TestClient) -> None:
    post(client, f"{HOME}/judgements", speaker="Ostra", act="accuse")
    assert "<s " not in client.get(f"/documents/{ID}").text
    assert "said by Ostra : Kim ," in facts(client, ACCUSED)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("Ostra", OSTRA.id, id="a name of the page"),
        pytest.param("free-hills", FRONT.id, id="an id"),
        pytest.param("NINA KERR", KERR.id, id="of two of a name the page's own"),
        pytest.param(NAMESAKE.id, NAMESAKE.id, id="an actor of another page"),
        pytest.param("the hill gangs", FRONT.id, id="any of its names"),
        pytest.param("hill", FRONT.id, id="a word of a name that one actor has"),
        pytest.param("Ostra; Nina Kerr;Ostra", f"{OSTRA.id} {KERR.id}", id="several, each once"),
    ],
)
def test_speakers_by_name_and_id(client: TestClient, folder: Path, typed: str, value: str) -> None:
    assert post(client, f"{HOME}/judgements", speaker=typed).status_code == 303
    assert [each.value for each in judgements(folder)] == [value]
    names = {each.id: each.name for each in (KERR, FRONT, OSTRA, NAMESAKE)}
    assert [each.names for each in judgements(folder)] == [tuple(names[key] for key in value.split())]


def test_a_speaker_whom_no_page_names_goes_by_the_name_of_the_register(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("actors: [{id: velm, name: Velm Council, kind: government}]")
    with client_of(folder, register=own) as client:
        assert post(client, f"{HOME}/judgements", speaker="Velm Council").status_code == 303
        shown, listed = facts(client, ACCUSED), client.get("/judgements").text
    assert [(each.value, each.names) for each in judgements(folder)] == [("velm", ("Velm Council",))]
    assert "read as: Ostra Velm Council accuse" in shown
    assert "<bdi>Velm Council</bdi>" in listed


def test_a_speaker_may_be_unknown(client: TestClient, folder: Path) -> None:
    assert 'name="speaker_unknown"' in client.get(f"/documents/{ID}").text
    assert post(client, f"{HOME}/judgements", speaker_unknown="yes").status_code == 303
    assert [(each.kind, each.value, each.names) for each in judgements(folder)] == [("speaker", "", ())]
    assert "read as: Ostra nobody named accuse" in facts(client, ACCUSED)
    assert "said by nobody named" in facts(client, ACCUSED)


@pytest.mark.parametrize(
    ("path", "fields", "status", "reason"),
    [
        (f"{HOME}/judgements", {"act": "sing"}, 400, "“sing” is no act"),
        (f"{HOME}/judgements", {"verdict": "perhaps"}, 400, "“perhaps” is no verdict"),
        (f"{HOME}/judgements", {"speaker": "Nobody at All"}, 400, "'Nobody at All': no actor of that name"),
        (f"{HOME}/judgements", {"speaker": "hill; Nobody"}, 400, "'Nobody': no actor of that name"),
        (f"{HOME}/judgements", {"speaker": "kerr"}, 400, f"tell it by its id: {KERR.id} (Nina Kerr, person)"),
        (f"{HOME}/judgements", {"speaker": " ; "}, 400, "Nothing was said"),
        (f"{HOME}/judgements", {"speaker": "Ostra", "speaker_unknown": "yes"}, 400, "named, or unknown, not both"),
        (f"{HOME}/judgements", {}, 400, "Nothing was said"),
        (f"{HOME}/judgements", {"tags": " , ;"}, 400, "Nothing was said"),
        (f"{HOME}/judgements", {"tags": "x" * 61}, 400, "is no tag"),
        (f"{HOME}/judgements", {"act": "deny", "judge": " "}, 400, "the name of whoever judges"),
        (f"{HOME}/judgements", {"act": "deny", "note": "x" * 2001}, 400, "longer than 2000 characters"),
        (f"{HOME}/judgements", {"act": "deny", "judge": "x" * 101}, 400, "longer than 100 characters"),
        (f"{HOME}/judgements", {"act": "deny", "other": "x" * BODY}, 400, "longer than"),
        (f"/documents/{ID}/attributions/none/judgements", {"act": "deny"}, 404, "none of this id"),
        ("/documents/none/attributions/none/judgements", {"act": "deny"}, 404, "no such document"),
        ("/actors/ostra/judgements", {"kind": "same", "other": "Nina Kerr"}, 400, "may be any of 2 actors"),
        ("/actors/ostra/judgements", {"kind": "same", "other": "Ostra"}, 400, "no other actor of that name"),
        ("/actors/ostra/judgements", {"kind": "not_same", "other": "ostra"}, 400, "no other actor of that name"),
        ("/actors/ostra/judgements", {"kind": "alike", "other": "free-hills"}, 400, "“alike” is no verdict"),
        ("/actors/ostra/judgements", {"kind": "same"}, 400, "name the other actor"),
        ("/actors/nobody/judgements", {"kind": "same", "other": "ostra"}, 404, "no document in the ledger has it"),
        ("/judgements/7/retract", {}, 404, "there is none of this id"),
        ("/judgements/x/retract", {}, 400, "not one that can be used"),
        (f"/judgements/{10**30}/retract", {}, 400, "not one that can be used"),
    ],
)
def test_what_says_nothing_is_refused_in_plain_words(
    refusing: TestClient, unchanged: Path, path: str, fields: dict[str, Any], status: int, reason: str
) -> None:
    answer = post(refusing, path, **fields)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert reason in answer.text.replace("&#39;", "'")
    assert judgements(unchanged) == ()


@pytest.mark.parametrize(
    ("media_type", "body", "reason"),
    [
        ("application/json", b"{}", "A form is sent as"),
        ("multipart/form-data; boundary=x", b"--x--", "A form is sent as"),
        ("", b"a=b", "A form is sent as"),
        (FORM, b"a=%ff", "cannot be read"),
        (FORM, b"\xff", "cannot be read"),
        (FORM, b"&".join(b"a%d=b" % n for n in range(17)), "cannot be read"),
        (FORM, b"a=b&a=c", "one thing twice"),
        (FORM, b"speaker=" + b"x" * 501, "longer than 500"),
    ],
)
def test_what_is_no_form(media_type: str, body: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parsed(media_type, body)


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    body = b"note=+%E2%80%9Cx%E2%80%9D+%26%0D%0Ay+&act="
    assert parsed(f"{FORM}; charset=utf-8", body) == {"note": "“x” &\r\ny", "act": ""}


SENDERS = [
    pytest.param({}, {}, True, id="the server's own page"),
    pytest.param({"sec-fetch-site": ""}, {}, False, id="a word that no browser says"),
    pytest.param({"origin": "http://evil.example"}, {}, False, id="another site"),
    pytest.param({"origin": "http://127.0.0.1:9999"}, {}, False, id="another port of this machine"),
    pytest.param({"origin": "http://localhost:8321"}, {}, False, id="another name of this machine"),
    pytest.param({"origin": "null"}, {}, False, id="a page that hides where it is from"),
    pytest.param({"origin": ""}, {}, False, id="from nowhere"),
    pytest.param({"sec-fetch-site": "cross-site"}, {}, False, id="the browser says that it is another site"),
    pytest.param({"sec-fetch-site": "same-site"}, {}, False, id="a site beside it"),
    pytest.param({"host": "evil.example", "origin": "http://evil.example"}, {}, False, id="a name made to lead here"),
    pytest.param({}, {"form": "x" * 43}, False, id="a form of another process"),
    pytest.param({}, {"form": ""}, False, id="no form token"),
    pytest.param({"authorization": "Bearer "}, {"form": ""}, False, id="an empty credential where none is set"),
]


@pytest.mark.parametrize(("headers", "fields", "let_in"), SENDERS)
def test_who_may_judge_on_loopback(
    client: TestClient, folder: Path, headers: dict[str, str], fields: dict[str, Any], let_in: bool
) -> None:
    answer = post(client, f"{HOME}/judgements", headers, act="deny", **fields)
    assert (answer.status_code == 303) is let_in
    assert answer.status_code in (303, 403, 421)
    assert len(judgements(folder)) == let_in


def test_without_an_origin_nobody_is_let_in_on_loopback(client: TestClient, folder: Path) -> None:
    answer = client.post(f"{HOME}/judgements", data={"form": secret(client), "judge": "Kim", "act": "deny"})
    assert (answer.status_code, judgements(folder)) == (403, ())


@pytest.mark.parametrize(
    ("headers", "fields", "let_in"),
    [
        pytest.param({"origin": HERE}, {"token": TOKEN, "form": "own"}, True, id="the form with the credential"),
        pytest.param({"origin": HERE}, {"token": TOKEN}, False, id="a form made elsewhere with the credential"),
        pytest.param({"origin": HERE}, {"token": "guess", "form": "own"}, False, id="another credential"),
        pytest.param({"origin": HERE}, {"form": "own"}, False, id="no credential"),
        pytest.param({"origin": HERE}, {"token": "", "form": "own"}, False, id="an empty one"),
        pytest.param({"authorization": f"Bearer {TOKEN}"}, {}, True, id="a program with the header"),
        pytest.param({"authorization": f"bearer {TOKEN}"}, {}, True, id="its case does not count"),
        pytest.param({"authorization": f"Basic {TOKEN}"}, {}, False, id="another scheme"),
        pytest.param({"authorization": "Bearer guess"}, {}, False, id="a program with another credential"),
        pytest.param({"authorization": "Bearer"}, {}, False, id="a program with none"),
        pytest.param(
            {"authorization": f"Bearer {TOKEN}", "origin": "http://evil.example"}, {}, False, id="another site with it"
        ),
        pytest.param({}, {"token": TOKEN, "form": "own"}, False, id="a program with the form"),
    ],
)
@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.7"])
def test_who_may_judge_with_a_credential(
    credential: tuple[Path, Mapping[str, TestClient]],
    headers: dict[str, str],
    fields: dict[str, str],
    let_in: bool,
    host: str,
) -> None:
    folder, clients = credential
    client, before = clients[host], len(judgements(folder))
    given = {"judge": "Kim", "act": "deny", **fields}
    if fields.get("form") == "own":
        given["form"] = secret(client)
    answer = client.post(f"{HOME}/judgements", data=given, headers=headers)
    assert answer.status_code == (303 if let_in else 403)
    page = client.get(f"/documents/{ID}").text
    assert len(judgements(folder)) == before + let_in
    assert 'type="password"' in page
    assert TOKEN not in page + answer.text


def test_beyond_loopback_without_a_credential_there_are_no_forms(folder: Path) -> None:
    with client_of(folder, None, "192.0.2.7") as client:
        pages = [client.get(path).text for path in (f"/documents/{ID}", "/actors/ostra", "/judgements")]
        answer = client.post(f"{HOME}/judgements", data={"judge": "Kim", "act": "deny"}, headers={"origin": HERE})
    assert not any('method="post"' in page for page in pages)
    assert (answer.status_code, judgements(folder)) == (403, ())
    assert "takes no judgements" in answer.text


def test_the_settings_name_credential_and_judge(folder: Path) -> None:
    with TestClient(create_app(Settings(ledger=folder, token=TOKEN, judge="Lee"))) as client:
        page = client.get(f"/documents/{ID}", headers={"host": "localhost"}).text
    assert 'type="password"' in page
    assert 'name="judge" value="Lee"' in page


@pytest.mark.parametrize(
    ("host", "judge"),
    [
        pytest.param("localhost", "Lee", id="on its own machine"),
        pytest.param("192.0.2.7", "", id="whoever is elsewhere says who it is"),
    ],
)
def test_who_is_likely_to_judge(host: str, judge: str) -> None:
    settings = Settings(host=host, judge="Lee")
    assert judging(keeper(host, TOKEN), settings).judge == judge


def test_a_judgement_is_taken_back(client: TestClient, folder: Path) -> None:
    post(client, f"{HOME}/judgements", act="deny", note="No.")
    answer = post(client, "/judgements/1/retract", judge="Lee", note="Yes.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}#a-{ACCUSED}")
    assert "<s " not in client.get(f"/documents/{ID}").text
    listed = client.get("/judgements").text
    assert "1 judgement<" in listed
    assert "taken back: " in listed
    assert "Yes." in listed
    again = post(client, "/judgements/1/retract")
    assert (again.status_code, len(judgements(folder))) == (400, 2)
    assert "retracted already" in again.text


def test_taken_back_from_the_list_it_leads_to_the_list(client: TestClient) -> None:
    post(client, "/actors/ostra/judgements", kind="same", other="free-hills")
    post(client, "/actors/ostra/judgements", kind="not_same", other="free-hills")
    assert post(client, "/judgements/1/retract", back="list").headers["location"] == "/judgements#j-1"
    assert post(client, "/judgements/2/retract").headers["location"] == "/actors/ostra#joined"
    assert post(client, "/judgements/2/retract", back="//evil.example").status_code == 400


def test_actors_are_joined_and_parted(client: TestClient) -> None:
    answer = post(client, f"/actors/{KERR.id}/judgements", kind="same", other=NAMESAKE.id, note="One office")
    assert answer.headers["location"] == f"/actors/{KERR.id}#joined"
    assert client.get(f"/actors/{NAMESAKE.id}").headers["location"] == f"/actors/{KERR.id}"
    joined = client.get(f"/actors/{KERR.id}").text
    assert "In 2 documents" in joined
    assert "One office" in joined
    assert f'name="other" value="{NAMESAKE.id}"' in joined
    post(client, f"/actors/{KERR.id}/judgements", kind="not_same", other=NAMESAKE.id)
    parted = client.get(f"/actors/{KERR.id}").text
    assert "In 1 document:" in parted
    assert "Kept apart from" in parted
    assert client.get(f"/actors/{NAMESAKE.id}").status_code == 200


def test_an_id_that_was_joined_keeps_the_name_that_pages_give_it(client: TestClient) -> None:
    post(client, "/actors/ostra/judgements", kind="same", other="free-hills")
    page = client.get("/actors/ostra").text
    assert "<bdi>Free Hills Front</bdi> <code>free-hills</code>" in page
    assert "<bdi>Ostra</bdi></a> <code>ostra</code> is the same as" in page


def test_what_can_no_longer_be_placed_is_listed_as_unplaced(client: TestClient, folder: Path) -> None:
    post(client, f"{HOME}/judgements", verdict="right", note="I was there.")
    page, reading = told(reader="newer")
    kept = tuple(each for each in reading.attributions if each.id != ACCUSED)
    with Ledger(folder) as ledger:
        ledger.add(page, replace(reading, attributions=kept))
    html = client.get(f"/documents/{ID}").text
    assert "I was there." in html[html.index("Unplaced") :]
    listed = client.get("/judgements").text
    assert "I was there." in listed[listed.index("Unplaced") :]
    assert post(client, "/judgements/1/retract").headers["location"] == f"/documents/{ID}"
    assert "Unplaced" not in client.get(f"/documents/{ID}").text
