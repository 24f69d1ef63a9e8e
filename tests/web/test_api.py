"""The API: what it answers to which filter, how its lists are walked."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from sayso.export import jsonl
from sayso.ledger import Ledger, View
from sayso.records import Reading
from tests.ledger.casting import attribution, judgement
from tests.web.acting import KERR, NAMESAKE
from tests.web.asking import API, BOMBED, LETTERS, LOHM, OTHER, SHOTS, asked, client_of, letter, made

LOHM_ID, OTHER_ID, BOMBED_ID, SHOTS_ID = (read[1].document.id for read in (LOHM, OTHER, BOMBED, SHOTS))
ACCUSED: Final = attribution(LOHM[1], "accused").id
SAID: Final = attribution(BOMBED[1], "said").id
POST: Final = "The “Valley” Post"
LISTS: Final = [
    ("/attributions", "attributions", {"order": "newest"}),
    ("/attributions", "attributions", {"order": "oldest"}),
    ("/attributions", "attributions", {"order": "surest"}),
    ("/attributions", "attributions", {"order": "best", "words": "the"}),
    ("/attributions", "attributions", {"act": "deny"}),
    ("/events", "events", {}),
    ("/documents", "documents", {}),
    ("/documents", "documents", {"publisher": POST}),
    ("/actors", "actors", {}),
    ("/judgements", "judgements", {}),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made(tmp_path_factory.mktemp("api") / "ledger")
    with Ledger(folder) as ledger:
        ledger.judge(judgement("right", LOHM[1], "accused", note="See line 2."))
        ledger.judge(judgement("tag", LOHM[1], "accused", value="bridges"))
        ledger.judge(judgement("wrong", BOMBED[1], "claimed"))
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


# What is asked; the cues of the attributions and the first words of the events that are told; why these.
FILTERS: Final[list[tuple[dict[str, str], str, str, str]]] = [
    ({"words": "bridge*"}, "told, did not deny", "", "in source or content; events by the one they rest on"),
    ({"words": '"all of it"'}, "insists, denied" + 3 * ", insists, denied", "", "a phrase, also within the outer one"),
    ({"speaker": "Nina Kerr"}, "said, told, denied", "the Front", "both of the name"),
    ({"speaker": KERR.id}, "said, told", "the Front", "one of the two by its id"),
    ({"speaker": "nobody"}, "", "", "nobody of the name"),
    ({"about": "Free Hills"}, "said, told, accused" + 4 * ", insists", "the Front", "words of a name"),
    ({"actor": NAMESAKE.id}, "denied", "", "speaker or subject"),
    ({"act": "deny"}, "did not deny" + 5 * ", denied", "", "an act"),
    ({"manner": "mixed"}, "denied, denied, denied, denied", "", "a manner"),
    ({"kind": "anonymous"}, "claimed, said", "raid would", "a kind of speaker"),
    ({"publisher": POST}, "insists, denied" + 3 * ", insists, denied", "", "a publisher in full"),
    ({"publisher": "Valley"}, "", "", "not a part of it"),
    ({"type": "ACCUSE"}, "accused", "Ostra accused", "a type, of the attribution whose view the event is"),
    ({"place": "Dren"}, "said", "the Front", "a place's name"),
    ({"place": "VE"}, "said", "the Front", "a country's code"),
    ({"area": "-1,-2,1,0"}, "said", "the Front", "an area"),
    ({"area": "7,46,8,47"}, "", "Ostra’s air", "an event in the page's own voice is nobody else's word"),
    ({"area": "179,-2,1,0"}, "said", "the Front", "across the date line"),
    ({"area": "2,-2,3,0"}, "", "", "beside it"),
    ({"since": "2024-03-05"}, "said, claimed, Reportedly, accused", "raid would, Ostra accused", "a day"),
    ({"until": "2023"}, "denied", "convoys left", "a year; the undated are not before it"),
    ({"since": "2024-01", "until": "2024-01"}, "insists, denied", "", "a month"),
    ({"hedged": "yes"}, "claimed, told", "raid would", "hedged"),
    ({"nested": "yes"}, "denied, denied, denied, denied", "", "nested"),
    ({"act": "deny", "nested": "no"}, "did not deny, denied", "", "all that is given has to hold"),
    ({"verdict": "right"}, "accused", "", "judged right"),
    ({"verdict": "wrong"}, "claimed", "raid would", "judged wrong"),
    ({"tag": "bridges"}, "accused", "", "tagged"),
    ({"document": OTHER_ID}, "denied", "", "of a document"),
    ({"document": SHOTS_ID}, "", "Shots were", "of a document without attributions"),
]


@pytest.mark.parametrize(("given", "cues", "events", "why"), FILTERS, ids=[each[3] for each in FILTERS])
def test_a_filter(client: TestClient, given: dict[str, str], cues: str, events: str, why: str) -> None:
    told = asked(client, "/attributions", **given)
    assert sorted(" ".join(each["cue"]) for each in told["attributions"]) == listed(cues), why
    assert (told["total"], told["more"], told["next"]) == (len(listed(cues)), False, None)
    told = asked(client, "/events", **given)
    assert sorted(" ".join(each["words"].split()[:2]) for each in told["events"]) == listed(events), why
    counted = asked(client, "/facets", **given)
    assert counted["total"] == len(listed(cues))


def listed(told: str) -> list[str]:
    return sorted(filter(None, told.split(", ")))


def test_each_value_of_a_facet_is_what_a_filter_takes(client: TestClient) -> None:
    told = asked(client, "/facets")["facets"]
    assert {each["name"] for each in told} >= {"speaker", "about", "act", "kind", "publisher", "day", "nested", "tag"}
    for facet in told:
        for value in facet["values"]:
            names = ("since", "until") if facet["name"] == "day" else (facet["name"],)
            found = asked(client, "/attributions", **dict.fromkeys(names, value["value"]))
            assert found["total"] == value["count"], (facet["name"], value)


@pytest.mark.parametrize(("path", "name", "given"), LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_a_walk_gives_every_thing_once_in_order(
    client: TestClient, path: str, name: str, given: dict[str, str], limit: int
) -> None:
    whole = asked(client, path, **given, limit=200)
    assert len(whole[name]) > 1, "nothing to walk"
    assert whole["next"] is None
    assert [thing for told in walk(client, path, limit=limit, **given) for thing in told[name]] == whole[name]


def ids(told: Any) -> list[str]:
    return [each["attribution"] for each in told["attributions"]]


def walk(client: TestClient, path: str, **given: Any) -> Iterator[Any]:
    told = asked(client, path, **given)
    yield told
    while told["next"]:
        told = asked(client, path, cursor=told["next"], **given)
        yield told


@pytest.mark.parametrize("order", ["newest", "oldest", "surest"])
@pytest.mark.parametrize("limit", [1, 3])
def test_a_walk_is_stable_while_pages_are_read_in(tmp_path: Path, order: str, limit: int) -> None:
    """Whatever days the new pages have, what was there comes once and in its order."""
    folder = made(tmp_path / "ledger")
    days = iter(enumerate(["2025-01-01", "2020-01-01", "2024-03-02", None, "2024-02-29"], 100))
    came: list[str] = []
    with client_of(folder) as client:
        before = ids(asked(client, "/attributions", order=order, limit=200))
        for told in walk(client, "/attributions", order=order, limit=limit):
            came += ids(told)
            for number, day in islice(days, 1):
                with Ledger(folder) as ledger:
                    ledger.add(*letter(number, day))
    assert len(set(came)) == len(came)
    assert [each for each in came if each in before] == before


def test_a_walk_goes_on_where_things_before_it_are_gone(tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    page, reading = LETTERS[1]
    with client_of(folder) as client:
        whole = asked(client, "/attributions", order="oldest", limit=200)["attributions"]
        told = asked(client, "/attributions", order="oldest", limit=12)
        assert {each["document"]["id"] for each in told["attributions"]} >= {reading.document.id}
        with Ledger(folder) as ledger:
            ledger.add(page, replace(reading, reader="newer", attributions=()))
        rest = asked(client, "/attributions", order="oldest", cursor=told["next"], limit=200)
    assert rest["attributions"] == whole[12:]


def test_a_walk_ends_where_what_was_given_last_is_gone(tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    with client_of(folder) as client:
        told = asked(client, "/attributions", limit=2)
        with Ledger(folder) as ledger:
            ledger.add(BOMBED[0], bare(BOMBED[1]))
        answer = client.get(f"{API}/attributions", params={"cursor": told["next"]})
    assert answer.status_code == 410
    assert "begin again" in answer.json()["error"]


def bare(reading: Reading) -> Reading:
    """What a reader tells that found nothing."""
    return Reading(reader="newer", document=reading.document)


BAD_CURSORS: Final = ["no", "A" * 300, "----", "k6FhAaFi", "lKFhAaFiwA", "gqFh_w"]


@pytest.mark.parametrize("cursor", BAD_CURSORS)
def test_a_cursor_that_no_answer_gave_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get(f"{API}/attributions", params={"cursor": cursor})
    assert answer.status_code == 400
    assert "cursor" in answer.json()["error"]


def test_a_cursor_belongs_to_its_question(client: TestClient) -> None:
    cursor = asked(client, "/attributions", limit=1, act="deny")["next"]
    assert len(cursor) < 120
    for path, given in (("/attributions", {}), ("/attributions", {"act": "state"}), ("/events", {"act": "deny"})):
        answer = client.get(f"{API}{path}", params={**given, "cursor": cursor})
        assert answer.status_code == 400
        assert "another question" in answer.json()["error"]


def test_a_reading_is_a_line_of_the_ledger_format(client: TestClient) -> None:
    answer = client.get(f"{API}/documents/{BOMBED_ID}/reading")
    assert answer.content == jsonl.line(BOMBED[1])
    assert client.get(f"{API}/documents/{BOMBED_ID[:8]}/reading?reader=test").content == answer.content
    assert client.get(f"/api/documents/{BOMBED_ID}").content == answer.content, "the older address"


def test_a_document_and_its_versions(client: TestClient) -> None:
    told = asked(client, f"/documents/{OTHER_ID[:12]}")
    assert (told["id"], told["published"], told["attributions"], told["place"]) == (
        OTHER_ID, "2023-05-06", 1, "other.html",
    )  # fmt: skip
    assert asked(client, f"/documents/{OTHER_ID}/versions")["versions"] == [told]


def test_versions_of_one_address_stand_together(tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    (old_page, old), (new_page, new) = (letter(number, "2024-01-01") for number in (7, 8))
    there = "letters/7.html"
    with Ledger(folder) as ledger:
        ledger.add(old_page, old)
        ledger.add(replace(new_page, path=there, fetched="2025-01-01T00:00:00+00:00"), new)
    with client_of(folder) as client:
        told = asked(client, f"/documents/{new.document.id}/versions")["versions"]
    assert [each["id"] for each in told] == [old.document.id, new.document.id]


def test_an_attribution_with_what_stands_in_it_and_on_it(client: TestClient) -> None:
    told = asked(client, f"/attributions/{ACCUSED}")
    assert (told["speakers"], told["about"], told["verdict"]) == (["Ostra"], ["Free Hills Front"], "right")
    assert [each["kind"] for each in told["judgements"]] == ["right", "tag"]
    assert told["as_read"]["id"] == ACCUSED
    assert [list(span) for span in attribution(LOHM[1], "accused").cue] == told["as_read"]["cue"]
    said = asked(client, f"/attributions/{SAID}")
    assert said["events"] == [each.id for each in BOMBED[1].events if each.voice == SAID]
    outer, inner = LETTERS[0][1].attributions
    assert asked(client, f"/attributions/{outer.id}")["inner"] == [inner.id]
    assert asked(client, f"/attributions/{inner.id}")["nested"] is True


def test_a_hit_is_the_same_in_a_list_and_alone(client: TestClient) -> None:
    for hit in asked(client, "/attributions", limit=200)["attributions"]:
        alone = asked(client, f"/attributions/{hit['attribution']}")
        assert {name: alone[name] for name in hit} == hit


def test_where_the_words_asked_for_stand(client: TestClient) -> None:
    (told,) = asked(client, "/attributions", words='"shelled a market"')["attributions"]
    ((start, end),) = told["in_content"]
    assert " ".join(told["content"])[start:end] == "shelled a market"


def test_actors(client: TestClient) -> None:
    assert [each["id"] for each in asked(client, "/actors", name="nina")["actors"]] == [KERR.id, NAMESAKE.id]
    told = asked(client, f"/actors/{KERR.id}")
    assert (told["name"], told["speaking"], told["country"]) == ("Nina Kerr", 2, "SE")
    assert {each["text"] for each in told["called"]} == {"Nina Kerr"}
    months = {month: numbers for month, *numbers in asked(client, "/actors/ostra/life")["months"]}
    assert months["2024-01"] == [1, 0, 0]


def test_the_whole_at_a_glance(client: TestClient) -> None:
    told = asked(client, "/overview")
    assert told["counts"] == {"documents": 8, "attributions": 18, "failures": 1}
    assert (told["events"], told["first"], told["last"]) == (6, "2023-05-06", "2024-03-05")
    assert [each["path"] for each in told["failures"]] == ["empty.html"]
    assert asked(client, "/publishers")["publishers"] == told["publishers"]
    assert {each["name"]: each["count"] for each in told["publishers"]} == {POST: 4, "The Herald": 3}


def test_places_and_time(client: TestClient) -> None:
    told = asked(client, "/places")
    assert {each["name"]: each["precision"] for each in told["spots"]} == {"Lohm": "district", "Dren": "town"}
    assert told["nowhere"] == [["Lohm bridge", 1]]
    lanes = {each["value"]: each["count"] for each in asked(client, "/timeline")["lanes"]}
    assert lanes == {"ASSAULT": 3, "ACCUSE": 1, "RETREAT": 1}
    told = asked(client, "/timeline", what="attributions", lanes="publisher")
    assert {each["value"] for each in told["lanes"]} == {POST, "The Herald"}
    assert told["undated"] == 2


def test_judgements_by_document_and_kind(client: TestClient, folder: Path) -> None:
    with View(folder) as view:
        given = view.judgements()
    assert [each["id"] for each in asked(client, "/judgements")["judgements"]] == [each.id for each in given]
    assert asked(client, "/judgements", document=LOHM_ID)["total"] == 2
    assert [each["note"] for each in asked(client, "/judgements", kind="right")["judgements"]] == ["See line 2."]
    told = asked(client, f"/judgements/{given[1].id}")
    assert (told["kind"], told["value"], told["words"], told["judge"]) == ("tag", "bridges", "accused", "Kim")
