"""Events in POLECAT's columns: types only of what happened, several parties in one cell, words beside names."""

from typing import Any

import pytest
from msgspec.structs import replace

from sayso.export import polecat
from sayso.records import Actor
from tests.export.stage import ARMY, FRONT, META, chosen, known, listed, stage, table
from tests.factories_events import Telling

# The 40 columns that POLECAT publishes, in their order.
PUBLISHED = listed(
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW"
    "|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name"
    "|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw"
    "|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename"
    "|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version",
    "|",
)


def row(tell: Telling) -> dict[str, str]:
    (found,) = table(polecat.write, [chosen(tell)], "\t")
    return found


def test_the_columns_are_those_published() -> None:
    header = b"".join(polecat.write([], META)).decode().strip().split("\t")
    assert len(PUBLISHED) == 40
    assert header[:40] == PUBLISHED
    assert header[40] == "notes"


TYPES: list[tuple[str, str, tuple[str, ...], dict[str, Any], tuple[str, str, str]]] = [
    ("verbal cooperation", "CONSULT", ("visit", "phone"), {}, ("CONSULT", "visit;phone", "VERBAL COOPERATION")),
    ("material cooperation", "AID", (), {}, ("AID", "", "MATERIAL COOPERATION")),
    ("verbal conflict", "REJECT", ("meet",), {}, ("REJECT", "meet", "VERBAL CONFLICT")),
    ("sanctions are deeds", "SANCTION", (), {}, ("SANCTION", "", "MATERIAL CONFLICT")),
    ("what is only threatened has no type", "ASSAULT", ("aerial",), {"status": "threatened"}, ("", "", "")),
    ("nor what is said not to be", "ASSAULT", ("aerial",), {"negated": True}, ("", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(("type", "modes", "fields", "told"), [c[1:] for c in TYPES], ids=[c[0] for c in TYPES])
def test_types(type: str, modes: tuple[str, ...], fields: dict[str, Any], told: tuple[str, str, str]) -> None:
    tell = stage()
    tell.event(type, "shelled", modes=modes, contexts=("military", "territory"), **fields)
    found = row(tell)
    assert (found["Event Type"], found["Event Mode"], found["Quad Code"]) == told
    assert (found["Contexts"], found["Intensity"]) == ("military;territory", "")


def test_parties() -> None:
    tell = stage()
    tell.event(
        "ASSAULT",
        "shelled",
        [("the army", "army"), ("the Front", "front")],
        [("civilians", None), ("the Front", "front")],
    )
    found = row(tell)
    assert (found["Actor Name"], found["Actor Name Raw"]) == ("Army of Yemen; Free Hills Front", "the army; the Front")
    assert (found["Actor Country"], found["Actor COW"]) == ("YEM", "679")
    assert (found["Primary Actor Sector"], found["Actor Sectors"]) == ("MIL", "MIL"), "a group's side is not read"
    assert (found["Recipient Name"], found["Recipient Name Raw"]) == ("Free Hills Front", "civilians; the Front")


SECTORS = [
    ("government", "GOV"),
    ("military", "MIL"),
    ("party", "PTY"),
    ("media", "JRN"),
    ("armed_group", ""),
    ("person", ""),
]


@pytest.mark.parametrize(("kind", "code"), SECTORS)
def test_sectors(kind: Any, code: str) -> None:
    tell = stage()
    tell.reading = replace(tell.reading, actors=(replace(ARMY, kind=kind), FRONT))
    tell.event("ASSAULT", "shelled", [("the army", "army")])
    assert row(tell)["Actor Sectors"] == code


def test_a_name_of_nobody_is_no_name() -> None:
    tell = stage()
    tell.reading = replace(tell.reading, actors=(Actor(id="0" * 16, name="a guard", kind="unnamed"),))
    tell.event("ASSAULT", "shelled", [("the army", "0" * 16)])
    found = row(tell)
    assert (found["Actor Name"], found["Actor Name Raw"]) == ("", "the army")


def test_places_dates_and_the_page() -> None:
    tell = stage()
    dren = tell.place(
        "Dren", name="Drenn", country="YE", latitude=15.5, longitude=44.25, geonames=7, precision="town"
    )  # fmt: skip
    tell.event("ASSAULT", "shelled", places=[(dren, "at")], date=tell.date("on 3 March", "2024-03-03"))
    found = known(row(tell))
    assert {name: found.get(name) for name in PUBLISHED[23:33]} == {
        "Placename": "Drenn", "City": "Drenn", "District": None, "Province": None, "Country": "YEM",
        "Latitude": "15.5000", "Longitude": "44.2500", "GeoNames ID": "7", "Raw Placename": "Dren",
        "Feature Type": None,
    }  # fmt: skip
    assert (found["Event Date"], found["Publication Date"], found["Source"]) == (
        "2024-03-03",
        "2024-02-29",
        "The Herald",
    )
    assert (found["Language"], found["Version"], found["voice"]) == (
        "en",
        "sayso 0.9",
        "a guard, according to The envoy",
    )


def test_a_week_is_no_day() -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", date=tell.date("on 3 March", "2024-03-03", "2024-03-09"))
    found = row(tell)
    assert found["Event Date"] == ""
    assert "(2024-03-03 to 2024-03-09)" in found["notes"]


def test_no_cell_breaks_the_table() -> None:
    tell = stage(publisher='a\t"b"\nc', title="t")
    tell.event("ASSAULT", "shelled")
    tell.event("ASSAULT", "bombed")
    assert [found["Source"] for found in table(polecat.write, [chosen(tell)], "\t")] == ['a "b" c'] * 2
