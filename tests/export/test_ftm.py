"""FollowTheMoney entities: what its own model makes of them, and that nobody's say-so is lost."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from evaluation.format_checks.web import META, check
from sayso.export import ftm
from sayso.records import Date, Reading
from tests.export.test_annotations import FRONT, KERR, chosen, telling
from tests.ledger.casting import actor, cast


def told(*of: Reading, **fields: Any) -> dict[str, Any]:
    lines = b"".join(ftm.write((chosen(each, **fields) for each in of), META)).splitlines()
    entities = [json.loads(line) for line in lines]
    assert len({each["id"] for each in entities}) == len(entities)
    return {each["id"]: each for each in entities}


def of_schema(entities: dict[str, Any], schema: str) -> list[Any]:
    return [each["properties"] for each in entities.values() if each["schema"] == schema]


def test_an_event_tells_on_whose_say_so() -> None:
    (event,) = of_schema(told(telling()), "Event")
    assert event["summary"] == [
        "According to People’s Front, according to Nina Kerr (The Herald, 2024-02-29): "
        "“PFV denied that perhaps it shelled Dur”"
    ]
    assert event["name"] == ["ASSAULT (heavy-weapons), happened: People’s Front"]
    assert (event["startDate"], event["endDate"]) == (["2024-02-01"], ["2024-02-03"])
    assert (event["location"], event["involved"]) == (["Dur"], ["actor-front"])


def test_an_attribution_is_a_note_about_its_speaker() -> None:
    notes = of_schema(told(telling()), "Note")
    assert [each["entity"] for each in notes] == [["actor-kerr"], ["actor-front"]]
    assert notes[0]["description"] == [
        "According to Nina Kerr (The Herald, 2024-02-29): “Nina Kerr said that PFV denied that perhaps it shelled Dur”"
    ]


def test_an_actor_comes_once_and_its_mentions_for_each_page() -> None:
    pages = [cast(f"[S Nina Kerr] [C said] [T {what}].", KERR)[1] for what in ("one", "two")]
    entities = told(*pages, joined={"kerr": "k"})
    assert of_schema(entities, "Person") == [{"name": ["Nina Kerr"]}]
    assert [each["resolved"] for each in of_schema(entities, "Mention")] == [["actor-k"], ["actor-k"]]


def test_a_loaded_name_is_no_alias() -> None:
    """What a page calls somebody stands in the mention on that page, never with the actor itself."""
    entities = told(cast("[S Nina Kerr] [C said] [T PFV left].", KERR, FRONT)[1])
    assert of_schema(entities, "Organization") == [{"name": ["People’s Front"]}]
    assert ["PFV"] in [each["name"] for each in of_schema(entities, "Mention")]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        pytest.param("2024-02-01", "2024-02-01", {"date": ["2024-02-01"]}, id="a day"),
        pytest.param("2024-02-01", None, {"startDate": ["2024-02-01"]}, id="from a day on"),
        pytest.param("--09-17", "--09-17", {}, id="a day of no year"),
        pytest.param(None, None, {}, id="nothing"),
    ],
)
def test_days(first: str | None, last: str | None, days: dict[str, list[str]]) -> None:
    one = telling()
    date = Date(id=one.dates[0].id, span=one.dates[0].span, first=first, last=last, precision="day", rule="told")
    (event,) = of_schema(told(replace(one, dates=(date,))), "Event")
    assert {name: event[name] for name in ("date", "startDate", "endDate") if name in event} == days


@pytest.mark.parametrize(
    ("code", "country"),
    [
        pytest.param("SY", ["sy"], id="a country"),
        pytest.param("XK", ["xk"], id="Kosovo has a code of its own"),
        pytest.param("XA", None, id="a code for one's own use means nothing elsewhere"),
    ],
)
def test_countries(code: str, country: list[str] | None) -> None:
    who = actor("kerr", "Nina Kerr", kind="state", country=code)
    (body,) = of_schema(told(cast("[S Nina Kerr] [C said] [T it].", who)[1]), "PublicBody")
    assert body.get("country") == country


def test_its_own_model_takes_all_of_it() -> None:
    unnamed = actor("0123456789abcdef", "police spokesman", kind="unnamed")
    other = cast("[S A police spokesman] [C said] [T it].", unnamed, url="https://a.example/x")[1]
    assert check([chosen(telling()), chosen(other)]) == []
