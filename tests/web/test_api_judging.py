"""Judgements sent as JSON: who may, what they must say, what comes of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import View
from sayso.records import Judgement
from sayso.web.forms import BODY
from tests.ledger.casting import attribution
from tests.ledger.telling import of
from tests.web.acting import FRONT, KERR, NAMESAKE
from tests.web.asking import API, BOMBED, HERE, LOHM, TOKEN, asked, client_of, made

LOHM_ID: Final = LOHM[1].document.id
ACCUSED: Final = attribution(LOHM[1], "accused").id
BOMBED_ID: Final = BOMBED[1].document.id
CLAIMED: Final = attribution(BOMBED[1], "claimed").id
RAID, BOMB = (of(BOMBED[1], trigger) for trigger in ("raid", "bombed"))
READ: Final = attribution(LOHM[1], "read").id
PATH: Final = f"{API}/judgements"
BEARER: Final = {"authorization": f"Bearer {TOKEN}"}
OWN: Final = {"origin": HERE, "sec-fetch-site": "same-origin"}
RIGHT: Final = {"kind": "right", "judge": "Kim", "attribution": ACCUSED}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "ledger")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder, TOKEN) as client:
        yield client


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger for what is refused: it stays as it is."""
    return made(tmp_path_factory.mktemp("unchanged") / "ledger")


@pytest.fixture(scope="module")
def refusing(unchanged: Path) -> Iterator[TestClient]:
    with client_of(unchanged, TOKEN) as client:
        yield client


def judgements(folder: Path) -> tuple[Judgement, ...]:
    with View(folder) as view:
        return view.judgements()


def piece(role: str, words: str, occurrence: int = 0) -> dict[str, Any]:
    return {"role": role, "words": words, "occurrence": occurrence}


HERE_IT_STANDS: Final = {"document": LOHM_ID, "words": "accused", "occurrence": 0}
# What is sent, and what of it is kept beside the kind and the judge.
SAID: Final[list[tuple[str, dict[str, Any], dict[str, Any]]]] = [
    ("right", {"attribution": ACCUSED, "note": "See line 2."}, {**HERE_IT_STANDS, "note": "See line 2."}),
    ("wrong", HERE_IT_STANDS, HERE_IT_STANDS),
    ("speaker", {"attribution": ACCUSED, "value": f"{KERR.id} free-hills"},
     {"value": f"{KERR.id} free-hills", "names": ("Nina Kerr", "Free Hills Front")}),
    ("speaker", {"attribution": ACCUSED, "value": ""}, {"value": "", "names": ()}),
    ("act", {"attribution": ACCUSED, "value": "condemn"}, {"value": "condemn"}),
    ("tag", {"attribution": ACCUSED, "value": "#Old  Bridges"}, {**HERE_IT_STANDS, "value": "old bridges"}),
    ("tag", {"document": LOHM_ID, "value": "bridges"}, {"document": LOHM_ID, "words": None}),
    ("checked", {"document": LOHM_ID}, {"document": LOHM_ID}),
    ("note", {"attribution": ACCUSED, "note": "Why \0 “so”?"}, {"note": "Why \0 “so”?"}),
    ("same", {"value": KERR.id, "other": NAMESAKE.id}, {"value": KERR.id, "other": NAMESAKE.id}),
    ("not_same", {"value": KERR.id, "other": FRONT.id}, {"other": FRONT.id}),
    ("missed",
     {"document": LOHM_ID, "parts": [piece("source", "envoy"), piece("cue", "says"), piece("content", "Bridge")]},
     {"words": "says", "occurrence": 0,
      "parts": (("source", "envoy", 0), ("cue", "says", 0), ("content", "Bridge", 0))}),
    ("same_story", {"document": LOHM_ID, "value": BOMBED_ID},
     {"document": LOHM_ID, "words": None, "value": BOMBED_ID, "other": "test", "parts": ()}),
    ("not_same_claim", {"attribution": ACCUSED, "other": CLAIMED},
     {**HERE_IT_STANDS, "value": BOMBED_ID, "other": "test", "parts": (("cue", "claimed", 0),)}),
    ("same_claim", {**HERE_IT_STANDS, "value": BOMBED_ID, "parts": [piece("cue", "claimed")]},
     {**HERE_IT_STANDS, "value": BOMBED_ID, "parts": (("cue", "claimed", 0),)}),
    ("same_event", {"event": RAID, "other": BOMB},
     {"document": BOMBED_ID, "words": "raid", "value": BOMBED_ID, "parts": (("trigger", "bombed", 0),)}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sent", "kept"), SAID)
def test_a_judgement_is_appended(
    client: TestClient, folder: Path, kind: str, sent: dict[str, Any], kept: dict[str, Any]
) -> None:
    answer = client.post(PATH, json={"kind": kind, "judge": "Kim", **sent}, headers=BEARER)
    assert answer.status_code == 201, answer.text
    (made,) = judgements(folder)
    assert (made.kind, made.judge) == (kind, "Kim")
    assert {name: getattr(made, name) for name in kept} == kept
    assert answer.headers["location"] == f"{PATH}/{made.id}"
    assert asked(client, f"/judgements/{made.id}") == answer.json()


def test_a_judgement_takes_effect_and_can_be_taken_back(client: TestClient) -> None:
    def heard() -> tuple[str, str | None]:
        told = asked(client, f"/attributions/{ACCUSED}")
        return told["act"], told["verdict"]

    for said in (RIGHT, {**RIGHT, "kind": "act", "value": "condemn"}):
        last = client.post(PATH, json=said, headers=BEARER).json()["id"]
    assert heard() == ("condemn", "right")
    assert asked(client, "/attributions", act="condemn")["total"] == 1
    back = {"kind": "retract", "judge": "Kim", "retracts": last}
    assert client.post(PATH, json=back, headers=BEARER).status_code == 201
    assert heard() == ("accuse", "right")
    answer = client.post(PATH, json=back, headers=BEARER)
    assert (answer.status_code, "retracted already" in answer.text) == (400, True)


FAULTS: Final[list[tuple[dict[str, Any], str]]] = [
    ({"colour": "red"}, "colour"),
    ({"id": 3}, "id: there is nothing"),
    ({"time": "2020-01-01T00:00:00"}, "time: there is nothing"),
    ({"kind": "perhaps"}, "kind"),
    ({"kind": None}, "kind"),
    ({"judge": ""}, "judge"),
    ({"judge": "  "}, "judge"),
    ({"judge": "x" * 101}, "judge"),
    ({"judge": 7}, "judge"),
    ({"judge": "\ud800"}, "Invalid JSON"),
    ({"note": "\ud800"}, "Invalid JSON"),
    ({"note": "x" * 2001}, "note"),
    ({"attribution": "0" * 16}, "0000"),
    ({"attribution": "../x"}, "attribution"),
    ({"attribution": None}, "needs document"),
    ({"attribution": ACCUSED, "words": "accused"}, "leave out"),
    ({"attribution": None, **HERE_IT_STANDS, "document": "0" * 64}, "0000"),
    ({"attribution": None, **HERE_IT_STANDS, "occurrence": 1}, "does not stand there 2 times"),
    ({"attribution": None, **HERE_IT_STANDS, "occurrence": -1}, "occurrence"),
    ({"attribution": None, **HERE_IT_STANDS, "occurrence": 10**30}, "occurrence"),
    ({"attribution": None, **HERE_IT_STANDS, "occurrence": 0.5}, "occurrence"),
    ({"attribution": None, **HERE_IT_STANDS, "words": "no such words"}, "no such words"),
    ({"kind": "act", "value": "explode"}, "explode"),
    ({"kind": "act"}, "needs value"),
    ({"kind": "speaker", "value": "nobody-known-by-this"}, "nobody-known-by-this"),
    ({"kind": "tag", "value": "a, b"}, "no tag"),
    ({"kind": "note"}, "note"),
    ({"kind": "missed", "attribution": None, "document": LOHM_ID, "parts": []}, "content"),
    ({"kind": "missed", "attribution": None, "document": LOHM_ID, "parts": [piece("cue", "says")] * 17}, "parts"),
    ({"kind": "missed", "attribution": None, "document": LOHM_ID, "parts": [piece("verb", "says")]}, "parts"),
    ({"kind": "missed", "attribution": None, "document": LOHM_ID,
      "parts": [piece("cue", "says", 9), piece("content", "Bridge")]}, "do not stand"),
    ({"kind": "right", "parts": [piece("cue", "says"), piece("content", "Bridge")]}, "parts"),
    ({"kind": "retract", "attribution": None, "retracts": 99}, "99"),
    ({"kind": "retract", "attribution": None, "retracts": 10**30}, "retracts"),
    ({"kind": "same", "attribution": None, "value": KERR.id, "other": KERR.id}, "two actors"),
    ({"kind": "same", "attribution": None, "value": KERR.id, "other": "nobody"}, "nobody"),
    ({"kind": "same", "attribution": None, "value": KERR.id}, "needs other"),
    ({"event": RAID}, "only two events"),
    ({"kind": "same_story"}, "about no attribution"),
    ({"kind": "same_story", "attribution": None, "document": LOHM_ID, "other": BOMBED_ID}, "about no other"),
    ({"kind": "same_story", "attribution": None, "document": LOHM_ID}, "needs value"),
    ({"kind": "same_story", "attribution": None, "document": LOHM_ID, "value": "0" * 64}, "none of this id"),
    ({"kind": "same_claim"}, "two are judged"),
    ({"kind": "same_claim", "attribution": None, "other": CLAIMED}, "two are judged"),
    ({"kind": "same_claim", "other": "0" * 16}, "the ledger has none"),
    ({"kind": "same_claim", "other": ACCUSED[:5]}, "the ledger has none"),
    ({"kind": "same_claim", "other": ACCUSED}, "not one alone"),
    ({"kind": "same_claim", "other": CLAIMED, "event": RAID}, "about no event"),
    ({"kind": "same_claim", "other": CLAIMED, "value": BOMBED_ID}, "leave out"),
    ({"kind": "same_claim", "other": CLAIMED, "parts": [piece("cue", "claimed")]}, "leave out"),
    ({"kind": "same_claim", "attribution": None, **HERE_IT_STANDS, "value": BOMBED_ID}, "one part"),
    ({"kind": "same_event", "other": RAID}, "about no attribution"),
    ({"kind": "same_event", "attribution": None, "event": RAID, "other": ACCUSED}, "the ledger has none"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "words"), FAULTS)
def test_what_is_no_judgement_is_refused(
    refusing: TestClient, unchanged: Path, changes: dict[str, Any], words: str
) -> None:
    body = json.dumps({**RIGHT, **changes})
    answer = refusing.post(PATH, content=body, headers={**BEARER, "content-type": "application/json"})
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert words in answer.json()["error"]
    assert judgements(unchanged) == ()


BODIES: Final = [
    (b"", "application/json", 400), (b"{", "application/json", 400), (b"[]", "application/json", 400),
    (b"null", "application/json", 400), (b"\xff\xfe", "application/json", 400), (b"[" * BODY, "application/json", 400),
    (b'{"kind": NaN}', "application/json", 400), (b" " * (BODY + 1), "application/json", 413),
    (b"{}", "text/plain", 415), (b"kind=right", "application/x-www-form-urlencoded", 415), (b"{}", "", 415),
    (b'{"kind":"right","judge":"Kim","retracts":' + b"9" * 5000 + b"}", "application/json", 400),
]  # fmt: skip


@pytest.mark.parametrize(("body", "media_type", "status"), BODIES)
def test_what_is_no_json_is_refused(
    refusing: TestClient, unchanged: Path, body: bytes, media_type: str, status: int
) -> None:
    answer = refusing.post(PATH, content=body, headers={**BEARER, "content-type": media_type})
    assert (answer.status_code, list(answer.json())) == (status, ["error"])
    assert judgements(unchanged) == ()


def secret(client: TestClient) -> str:
    """What the forms of this server carry."""
    found = re.search('name="form" value="([^"]+)"', client.get(f"/documents/{LOHM_ID}").text)
    assert found
    return found[1]


SENDERS: Final = [
    # token of the server, its host, headers, whether the form's secret is sent, status, why
    (TOKEN, "127.0.0.1", BEARER, False, 201, "a program with the credential"),
    (TOKEN, "127.0.0.1", {**OWN, **BEARER}, False, 201, "an own page with the credential"),
    (TOKEN, "127.0.0.1", {}, False, 403, "a program without it"),
    (TOKEN, "127.0.0.1", {"authorization": "Bearer wrong"}, False, 403, "a program with another"),
    (TOKEN, "127.0.0.1", {"authorization": f"Basic {TOKEN}"}, False, 403, "the credential under another scheme"),
    (TOKEN, "127.0.0.1", OWN, True, 403, "an own page without the credential, where there is one"),
    (TOKEN, "127.0.0.1", {**BEARER, "origin": "https://elsewhere.example"}, False, 403, "another page that has it"),
    (TOKEN, "127.0.0.1", {**BEARER, "sec-fetch-site": "cross-site"}, False, 403, "a request across sites"),
    (TOKEN, "0.0.0.0", BEARER, False, 201, "beyond loopback with the credential"),
    (None, "127.0.0.1", OWN, True, 201, "an own page on the machine"),
    (None, "127.0.0.1", OWN, False, 403, "an own page without the form’s secret"),
    (None, "127.0.0.1", {}, True, 403, "a program, where there is no credential"),
    (None, "127.0.0.1", {**OWN, "origin": "https://elsewhere.example"}, True, 403, "another page with the secret"),
    (None, "127.0.0.1", {**OWN, "origin": "null"}, True, 403, "a page without an origin"),
    (None, "0.0.0.0", OWN, True, 403, "beyond loopback nobody without a credential"),
]


@pytest.mark.parametrize(
    ("token", "host", "headers", "with_form", "status", "why"), SENDERS, ids=[each[5] for each in SENDERS]
)
def test_who_may_judge(
    folder: Path, token: str | None, host: str, headers: dict[str, str], with_form: bool, status: int, why: str
) -> None:
    with client_of(folder, token, host) as client:
        form = {"sayso-form": client.app.state.keeper.form} if with_form else {}  # type: ignore[attr-defined]
        answer = client.post(PATH, json=RIGHT, headers={**headers, **form})
    assert answer.status_code == status, why
    assert len(judgements(folder)) == (status == 201)


def test_the_forms_of_a_page_carry_the_secret_that_is_asked_for(folder: Path) -> None:
    with client_of(folder) as client:
        answer = client.post(PATH, json=RIGHT, headers={**OWN, "sayso-form": secret(client)})
    assert answer.status_code == 201


def test_who_may_not_judge_is_not_read(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b" " * BODY
            raise AssertionError("the body is read further")

    assert client.post(PATH, content=endless(), headers={"content-type": "text/plain"}).status_code == 403


@pytest.mark.parametrize("cue", [READ])
def test_one_whose_words_are_in_pieces_is_judged(client: TestClient, folder: Path, cue: str) -> None:
    answer = client.post(PATH, json={**RIGHT, "attribution": cue}, headers=BEARER)
    assert answer.status_code == 201
    assert asked(client, f"/attributions/{cue}")["verdict"] == "right"
