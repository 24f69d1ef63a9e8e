"""Events and mentions as GDELT 2.0 has them: 61 and 16 values a line, no header, no code for what did not happen."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.export import gdelt
from tests.export.stage import ARMY, FRONT, chosen, known, listed, stage, table
from tests.factories_events import Telling

GEO = listed("Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID")
ACTOR = listed(
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
)
# The columns that GDELT publishes, in their order.
EVENTS = [
    *listed("GLOBALEVENTID SQLDATE MonthYear Year FractionDate"),
    *(f"Actor{at}{name}" for at in (1, 2) for name in ACTOR),
    *listed("IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources"),
    *listed("NumArticles AvgTone"),
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in GEO),
    *listed("DATEADDED SOURCEURL"),
]
MENTIONS = listed(
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID"
    " Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone"
    " MentionDocTranslationInfo Extras"
)


def rows(tell: Telling) -> list[dict[str, str]]:
    return table(gdelt.write, [chosen(tell)], "\t", EVENTS)


def mentions(tell: Telling) -> list[dict[str, str]]:
    return table(gdelt.write_mentions, [chosen(tell)], "\t", MENTIONS)


def test_the_columns_are_those_published() -> None:
    assert (len(EVENTS), len(MENTIONS)) == (61, 16)
    assert list(gdelt.EVENTS) == EVENTS
    assert list(gdelt.MENTIONS) == MENTIONS


CODES: list[tuple[str, str, tuple[str, ...], dict[str, Any], tuple[str, str, str]]] = [
    ("agreement", "AGREE", (), {}, ("03", "030", "1")),
    ("aid", "AID", (), {}, ("07", "070", "2")),
    ("an inquiry", "ACCUSE", ("investigate",), {}, ("09", "090", "3")),
    ("a threat", "THREATEN", (), {}, ("13", "130", "3")),
    ("a protest", "PROTEST", (), {}, ("14", "140", "4")),
    ("a bombing from the air", "ASSAULT", ("aerial",), {}, ("19", "190", "4")),
    ("a kidnapping", "ASSAULT", ("abduct",), {}, ("18", "180", "4")),
    ("poison gas", "ASSAULT", ("unconventional",), {}, ("20", "200", "4")),
    ("said not to be", "ASSAULT", (), {"negated": True}, ("", "", "")),
    ("only possible", "ASSAULT", (), {"status": "possible"}, ("", "", "")),
]


@pytest.mark.parametrize(("type", "modes", "fields", "told"), [c[1:] for c in CODES], ids=[c[0] for c in CODES])
def test_codes(type: str, modes: tuple[str, ...], fields: dict[str, Any], told: tuple[str, str, str]) -> None:
    tell = stage()
    tell.event(type, "shelled", modes=modes, **fields)
    (found,) = rows(tell)
    assert (found["EventRootCode"], found["EventCode"], found["QuadClass"]) == told
    assert found["EventBaseCode"] == found["EventCode"]
    assert (found["GoldsteinScale"], found["AvgTone"], found["IsRootEvent"]) == ("", "", "")


def test_actors_and_place() -> None:
    tell = stage()
    dren = tell.place("Dren", country="YE", latitude=-15.5, longitude=44.25, precision="town")
    tell.event(
        "ASSAULT",
        "shelled",
        [("the army", "army")],
        [("civilians", None), ("the Front", "front")],
        places=[(dren, "at")],
    )
    (found,) = rows(tell)
    assert known({name: found[name] for name in EVENTS if name.startswith("Actor")}) == {
        "Actor1Code": "YEMMIL", "Actor1Name": ARMY.name, "Actor1CountryCode": "YEM", "Actor1Type1Code": "MIL",
        "Actor2Name": "“civilians”",
    }  # fmt: skip
    assert known({name: found[name] for name in EVENTS if name.startswith("ActionGeo")}) == {
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Dren, Yemen", "ActionGeo_CountryCode": "YM",
        "ActionGeo_Lat": "-15.5000", "ActionGeo_Long": "44.2500",
    }  # fmt: skip


DATES = [
    ("2024-03-03", "2024-03-03", ("20240303", "202403", "2024")),
    ("2024-03-01", "2024-03-31", ("", "202403", "2024")),
    ("2024-01-01", "2024-12-31", ("", "", "2024")),
    ("2023-12-30", "2024-01-02", ("", "", "")),
]


@pytest.mark.parametrize(("first", "last", "told"), DATES)
def test_dates(first: str, last: str, told: tuple[str, str, str]) -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", date=tell.date("on 3 March", first, last))
    (found,) = rows(tell)
    assert (found["SQLDATE"], found["MonthYear"], found["Year"]) == told
    assert (found["DATEADDED"], found["SOURCEURL"]) == ("20240309100000", "https://herald.example/a")


def test_mentions_tell_whose_say_so_it_is() -> None:
    tell = stage()
    event = tell.event("ASSAULT", "shelled", [("the army", "army")], [("the Front", "front")])
    ((found,), (other,)) = mentions(tell), rows(tell)
    text = tell.reading.document.text
    assert found["GLOBALEVENTID"] == other["GLOBALEVENTID"]
    assert (found["MentionType"], found["MentionSourceName"]) == ("1", "herald.example")
    assert found["MentionIdentifier"] == "https://herald.example/a"
    assert [text[int(found[name]) :].split()[0] for name in MENTIONS[7:10]] == ["the", "the", "shelled"]
    assert (found["SentenceID"], found["Confidence"], found["MentionDocLen"]) == ("1", "90", str(len(text)))
    extras = json.loads(found["Extras"])
    assert (extras["event"], extras["voice"]) == (event.id, "a guard, according to The envoy")
    assert (extras["actors"], extras["targets"]) == ([ARMY.name], [FRONT.name])
    assert extras["words"] in " ".join(text.split())


def test_what_is_not_of_the_web_is_cited() -> None:
    tell = stage(url=None, title="A raid")
    tell.event("ASSAULT", "shelled")
    (found,) = mentions(tell)
    assert (found["MentionType"], found["MentionIdentifier"]) == ("2", "The Herald, 2024-02-29, A raid")
    assert rows(tell)[0]["SOURCEURL"] == ""


def test_what_begins_a_formula_is_made_harmless() -> None:
    tell = stage()
    tell.reading = replace(tell.reading, actors=(replace(ARMY, name="=1+1"), FRONT))
    tell.event("ASSAULT", "shelled", [("the army", "army")])
    assert rows(tell)[0]["Actor1Name"] == "'=1+1"
