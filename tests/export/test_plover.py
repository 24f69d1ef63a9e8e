"""Events as PLOVER's JSON: the names of its manual, its actor, and beside them all that has no name there."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.export import plover, sectors
from sayso.records import EventType
from tests.export.stage import META, chosen, listed, stage
from tests.factories_events import Telling

# The fields of the manual's tables and of its example of an actor.
EVENT = listed(
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode"
    " context link text text_info cite_info coder coded_date coded_time comment"
)
ACTOR = listed("raw_text entity_name wikidata_id wiki_description country_name sector_code other_sector_codes")
OWN = set(listed("date_told voice voices status hedges places figures attribution document verdict score"))


def told(tell: Telling, **fields: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(plover.write([chosen(tell, **fields)], META)).splitlines()]


def test_an_event_in_full() -> None:
    tell = stage()
    dren = tell.place("Dren", country="YE", latitude=15.5, longitude=44.25, geonames=7, precision="town")
    day = tell.date("on 3 March", "2024-03-03")
    event = tell.event(
        "ASSAULT", "shelled", [("the army", "army")], [("civilians", None)], places=[(dren, "at")], date=day,
        modes=("heavy-weapons",), contexts=("military",),
    )  # fmt: skip
    tell.figure("at least 12", 12, high=None, open=True, event=event, outcome="killed", what="people")
    (found,) = told(tell, joined={"army": "yemeni-army"})
    assert set(found) <= set(EVENT) | OWN
    assert {"id", "date", "actor", "event"} <= set(found), "the manual requires these"
    assert (found["id"], found["date"], found["event"], found["mode"]) == (
        event.id, "2024-03-03", ["ASSAULT"], ["heavy-weapons"],
    )  # fmt: skip
    assert (found["quad_code"], found["context"], found["has_event"]) == (4, ["military"], True)
    (actor,), (recipient,) = found["actor"], found["recipient"]
    assert list(actor)[:7] == list(recipient)[:7] == ACTOR
    assert (actor["raw_text"], actor["entity_name"], actor["country_name"], actor["sector_code"]) == (
        "the army", "Army of Yemen", "Yemen", "MIL",
    )  # fmt: skip
    assert (actor["id"], actor["code"], actor["wikidata_id"]) == ("yemeni-army", "YEM", "")
    assert (recipient["raw_text"], recipient["entity_name"], recipient["id"]) == ("civilians", "", None)
    text = tell.reading.document.text
    assert text[actor["start"] : actor["end"]] == "the army"
    assert text[found["text_info"]["start"] : found["text_info"]["end"]] == "shelled"
    assert found["event_loc"] == {
        "extracted_place": "Dren", "resolved_place": "Dren", "geonameid": 7, "lat": 15.5, "lon": 44.25, "city": "Dren",
        "country": "Yemen", "country_code": "YEM", "resolution": 4,
    }  # fmt: skip
    assert found["figures"][0] | {"id": 0, "span": 0, "event": 0} == {
        "id": 0, "span": 0, "low": 12, "high": None, "open": True, "approximate": False, "unit": None, "what": "people",
        "outcome": "killed", "event": 0, "voice": "a guard, according to The envoy", "words": "at least 12",
        "size": "dead",
    }  # fmt: skip
    assert [voice["by"] for voice in found["voices"]] == [["a guard"], ["The envoy"]]
    assert found["cite_info"]["url"] == "https://herald.example/a"
    assert found["comment"].startswith("According to a guard, according to The envoy (The Herald, 2024-02-29)")


STATUSES: list[tuple[dict[str, Any], bool, str]] = [
    ({}, True, "happened"),
    ({"status": "ongoing"}, True, "ongoing"),
    ({"negated": True}, False, "not happened"),
    ({"status": "denied"}, False, "denied"),
    ({"status": "planned", "hedges": ["in Dren"]}, False, "planned, hedged"),
]


@pytest.mark.parametrize(("fields", "so", "status"), STATUSES)
def test_whether_it_happened(fields: dict[str, Any], so: bool, status: str) -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", **fields)
    (found,) = told(tell)
    assert (found["has_event"], found["status"], found["event"]) == (so, status, ["ASSAULT"])


def test_a_range_of_days_has_two_ends_and_a_date_without_a_year_its_words() -> None:
    tell = stage()
    week = tell.date("on 3 March", "2024-02-26", "2024-03-03", precision="week")
    tell.event("ASSAULT", "shelled", date=week)
    (found,) = told(tell)
    assert (found["date"], found["enddate"]) == ("2024-02-26", "2024-03-03")
    tell.reading = replace(tell.reading, dates=(replace(week, first="--03-03", last="--03-03"),))
    (found,) = told(tell)
    assert "date" not in found
    assert found["date_told"] == {"words": "on 3 March", "first": "--03-03", "last": "--03-03", "precision": "week"}


# The manual's summary of categories.
QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE", 2: "COOPERATE AID RETREAT", 3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}  # fmt: skip


def test_quadrants() -> None:
    expected: dict[EventType, int] = {type: code for code, types in QUADS.items() for type in types.split()}  # type: ignore[misc]
    assert expected == sectors.QUADS


def test_others_read_it_line_by_line() -> None:
    tell = stage(title="a\u2028b")
    tell.event("ASSAULT", "shelled")
    tell.event("ASSAULT", "bombed")
    data = b"".join(plover.write([chosen(tell)], META))
    found = [json.loads(line) for line in data.decode().splitlines()]
    assert [line["id"] for line in found] == [event.id for event in tell.reading.events]
    assert [line["voice"] for line in found] == ["a guard, according to The envoy", "page"]
    assert found[0]["cite_info"]["title"] == "a\u2028b"
