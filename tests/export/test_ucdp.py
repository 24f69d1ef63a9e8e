"""Events in the columns of UCDP's GED: sides, precision of place and date, the dead, and who it comes from."""

from typing import Any

import duckdb
import pytest
from msgspec.structs import replace

from sayso.export import ucdp
from sayso.records import Actor
from tests.export.stage import ARMY, FRONT, META, chosen, known, listed, stage, table
from tests.factories_events import Telling

# The 49 columns that UCDP publishes, in their order.
PUBLISHED = listed(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id"
    " dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources"
    " source_article source_office source_date source_headline source_original where_prec where_coordinates"
    " where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity"
    " date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
)
GIRLS = Actor(id="girls", name="Hill Women", kind="people")


def row(tell: Telling) -> dict[str, str]:
    (found,) = table(ucdp.write, [chosen(tell)])
    return found


def test_the_columns_are_those_published() -> None:
    header = b"".join(ucdp.write([], META)).decode("utf-8-sig").replace('"', "").strip().split(",")
    assert len(PUBLISHED) == 49
    assert header[:49] == PUBLISHED
    assert header[49] == "notes"


STATES = Actor(id="yemen", name="Yemen", kind="state", country="YE")
SIDES: list[tuple[str, Actor | None, Actor | None, str, tuple[str, str, str, str]]] = [
    ("a state's force and a group", ARMY, FRONT, "1", (ARMY.name, FRONT.name, "678", "")),
    ("the state is side A, whoever attacks", FRONT, ARMY, "1", (ARMY.name, FRONT.name, "678", "")),
    ("two states stay as they are told", STATES, ARMY, "1", ("Yemen", ARMY.name, "678", "678")),
    ("two groups", FRONT, replace(FRONT, id="b", name="B"), "2", (FRONT.name, "B", "", "")),
    ("whether a people is armed is not told", ARMY, GIRLS, "", (ARMY.name, GIRLS.name, "678", "")),
    ("nobody is told to have done it", None, FRONT, "", ("", FRONT.name, "", "")),
]


@pytest.mark.parametrize(
    ("one", "other", "kind", "told"), [case[1:] for case in SIDES], ids=[case[0] for case in SIDES]
)
def test_sides(one: Actor | None, other: Actor | None, kind: str, told: tuple[str, str, str, str]) -> None:
    tell = stage()
    tell.reading = replace(tell.reading, actors=tuple(filter(None, (one, other))))
    tell.event(
        "ASSAULT", "shelled", [("the army", one.id)] if one else [], [("the Front", other.id)] if other else []
    )  # fmt: skip
    found = row(tell)
    assert (found["side_a"], found["side_b"], found["gwnoa"], found["gwnob"]) == told
    assert found["type_of_violence"] == kind
    assert found["dyad_name"] == (f"{told[0]} - {told[1]}" if one else "")


def test_one_sided_violence_is_that_against_whom_the_page_calls_civilians_and_only_if_it_happened() -> None:
    tell = stage()
    told: Any = ("ASSAULT", "shelled", [("the army", "army")], [("civilians", None)])
    tell.event(*told)
    tell.event(*told, status="threatened")
    tell.event("COERCE", *told[1:])
    tell.reading = replace(
        tell.reading, events=tuple(replace(e, id=f"{i:016x}") for i, e in enumerate(tell.reading.events))
    )
    assert [found["type_of_violence"] for found in table(ucdp.write, [chosen(tell)])] == ["3", "", ""]


PLACES = [
    ("a town", {"precision": "town"}, "1"),
    ("near a town", {"precision": "district", "relation": "north of"}, "2"),
    ("a district", {"precision": "district"}, "3"),
    ("a region", {"precision": "region"}, "4"),
    ("a part of a region", {"precision": "region", "relation": "northern"}, "5"),
    ("a river", {"precision": "water"}, "5"),
    ("a country", {"precision": "country"}, "6"),
    ("unresolved", {}, ""),
]


@pytest.mark.parametrize(("fields", "precision"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_places(fields: dict[str, Any], precision: str) -> None:
    tell = stage()
    dren = tell.place("Dren", country="YE", latitude=15.5, longitude=44.25, **fields)
    tell.event("ASSAULT", "shelled", places=[(dren, "at")])
    found = row(tell)
    assert found["where_prec"] == precision
    assert found["where_description"] == " ".join(filter(None, (fields.get("relation"), "Dren")))
    assert (found["geom_wkt"], found["country"], found["country_id"]) == ("POINT (44.2500 15.5000)", "Yemen", "678")


def test_open_water_is_of_no_country() -> None:
    tell = stage()
    sea = tell.place("Dren", latitude=15.5, longitude=44.25, precision="water")
    tell.event("ASSAULT", "shelled", places=[(sea, "at")])
    found = row(tell)
    assert (found["where_prec"], found["country"]) == ("7", "")


DATES = [
    ("2024-03-03", "2024-03-03", "1", "2024"),
    ("2024-03-03", "2024-03-08", "2", "2024"),
    ("2024-03-03", "2024-03-09", "3", "2024"),
    ("2024-03-01", "2024-03-31", "4", "2024"),
    ("2023-12-20", "2024-01-10", "4", ""),
    ("2024-01-01", "2024-12-31", "5", "2024"),
    ("2010-01-01", "2019-12-31", "", ""),
]


@pytest.mark.parametrize(("first", "last", "precision", "year"), DATES)
def test_dates(first: str, last: str, precision: str, year: str) -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", date=tell.date("on 3 March", first, last))
    found = row(tell)
    assert (found["date_prec"], found["year"]) == (precision, year)
    assert (found["date_start"], found["date_end"]) == (first, last)


FIGURES = [
    ("exact, of whom is not told", {"low": 12, "high": 12, "what": "people"}, ("12", "12", "12", "", "12")),
    ("civilians", {"low": 12, "high": 12, "what": "civilians"}, ("12", "12", "12", "12", "")),
    ("at least", {"low": 12, "high": None, "open": True}, ("", "12", "", "", "")),
    ("a range", {"low": 12, "high": 15}, ("", "12", "15", "", "")),
    ("about", {"low": 12, "high": 12, "approximate": True}, ("", "", "", "", "")),
]


@pytest.mark.parametrize(("figure", "told"), [case[1:] for case in FIGURES], ids=[case[0] for case in FIGURES])
def test_the_dead(figure: dict[str, Any], told: tuple[str, ...]) -> None:
    tell = stage()
    event = tell.event("ASSAULT", "shelled")
    tell.figure("at least 12", event=event, outcome="killed", **figure)
    found = row(tell)
    assert tuple(found[name] for name in ("best", "low", "high", "deaths_civilians", "deaths_unknown")) == told
    assert (found["deaths_a"], found["deaths_b"]) == ("", "")


def test_the_source_is_the_page_and_whom_it_comes_from_the_voice() -> None:
    tell = stage(title="A raid")
    tell.event("ASSAULT", "shelled")
    found = known(row(tell))
    assert found["source_original"] == found["voice"] == "a guard, according to The envoy"
    assert found["source_article"] == "The Herald, 2024-02-29, A raid"
    assert (found["source_office"], found["source_date"], found["source_headline"]) == (
        "The Herald", "2024-02-29", "A raid",
    )  # fmt: skip
    assert not {"conflict_name", "event_clarity", "code_status", "active_year", "region", "priogrid_gid"} & set(found)


def test_ids_are_numbers_that_a_double_holds_and_the_ledger_s_stand_beside_them(tmp_path: Any) -> None:
    tell = stage()
    event = tell.event("ASSAULT", "shelled", date=tell.date("on 3 March", "2024-03-03"))
    path = tmp_path / "ged.csv"
    path.write_bytes(b"".join(ucdp.write([chosen(tell)], META)))
    with duckdb.connect() as read:
        asked = "SELECT id, relid, event, date_start::DATE::VARCHAR FROM read_csv(?)"
        found = read.execute(asked, [str(path)]).fetchall()
    assert found == [(int(event.id[:13], 16), event.id, event.id, "2024-03-03")]
    assert found[0][0] < 2**53
