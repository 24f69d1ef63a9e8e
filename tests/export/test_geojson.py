"""Places of events as GeoJSON: points where coordinates are told, and nowhere else."""

from math import inf, nan
from typing import Any

import geojson as theirs
import pytest
from msgspec.structs import replace

from sayso.export.geojson import features, write
from sayso.records import Chosen, Event, Place, Reading
from tests.export.choosing import META, UGLY, called, chosen
from tests.ledger import telling


def read(*found: Chosen) -> list[Any]:
    told = theirs.loads(b"".join(write(found, META)).decode())
    assert told["type"] == "FeatureCollection"
    assert told.is_valid, told.errors()
    return list(told["features"])


def test_each_place_of_an_event_is_a_point() -> None:
    reading = telling.told()[1]
    by_place = {each["properties"]["place"]: each for each in read(chosen(reading))}
    assert {name: each["geometry"]["coordinates"] for name, each in by_place.items()} == {
        "Lohm": [7.5, 46.25],  # longitude first
        "Dren": [0.0, -1.0],  # zero is a coordinate like any other
    }
    lohm = by_place["Lohm"]["properties"]
    assert {name: lohm[name] for name in ("type", "modes", "status", "first", "last", "actors", "targets", "role")} == {
        "type": "ASSAULT", "modes": ["aerial"], "status": "happened", "first": "2024-03-03", "last": "2024-03-03",
        "actors": ["Ostra"], "targets": ["Free Hills Front"], "role": "at",
    }  # fmt: skip
    assert (lohm["relation"], lohm["precision"]) == ("north of", "district")
    assert lohm["words"] == "Ostra’s air force bombed the Front north of Lohm on 3 March, killing at least 40"
    assert lohm["words"] in reading.document.text


@pytest.mark.parametrize(
    ("place", "names", "kind"),
    [("Lohm", ["The Herald"], "page"), ("Dren", ["Nina Kerr"], "named")],
    ids=["the page's own voice is its publisher's", "a speaker's voice is told"],
)
def test_the_voice_is_never_lost(place: str, names: list[str], kind: str) -> None:
    told = next(f["properties"] for f in read(chosen(telling.told()[1])) if f["properties"]["place"] == place)
    assert told["voice"] == names
    assert told["voice_kind"] == kind
    assert bool(told["voice_ids"]) is (kind == "named")


@pytest.mark.parametrize(
    ("longitude", "latitude", "there"),
    [
        pytest.param(7.5, 46.25, True, id="on the Earth"),
        pytest.param(0.0, 0.0, True, id="zero is no absence"),
        pytest.param(-180.0, 90.0, True, id="the ends belong to it"),
        pytest.param(None, None, False, id="not known"),
        pytest.param(7.5, None, False, id="half of it not known"),
        pytest.param(nan, 1.0, False, id="no number"),
        pytest.param(1.0, inf, False, id="no end"),
        pytest.param(181.0, 1.0, False, id="beyond the date line"),
        pytest.param(1.0, -90.5, False, id="beyond the pole"),
    ],
)
def test_no_coordinates_are_made_up(longitude: float | None, latitude: float | None, there: bool) -> None:
    reading = placed(telling.told()[1], longitude=longitude, latitude=latitude)
    assert bool(read(chosen(reading))) is there


def test_only_what_is_chosen_goes_out() -> None:
    reading = telling.told()[1]
    shelled = telling.of(reading, "shelled")
    assert {f["properties"]["event"] for f in read(chosen(reading, events=[shelled]))} == {shelled}
    assert read(chosen(reading, events=[])) == []
    assert read() == []


def test_two_places_of_an_event_are_two_features_with_ids_of_their_own() -> None:
    reading = telling.told()[1]
    places = tuple(replace(reading.events[0].places[0], place=place.id) for place in reading.places)
    event: Event = replace(reading.events[0], places=places)
    told = list(features(chosen(replace(reading, events=(event,)))))
    assert len({each["id"] for each in told}) == len(told) == 2


@pytest.mark.parametrize("name", UGLY.values(), ids=UGLY)
def test_ugly_names_come_back_as_they_are(name: str) -> None:
    reading = called(telling.told()[1], name)
    for feature in read(chosen(reading)):
        assert feature["properties"]["title"] == name
        assert feature["properties"]["actors"] == [" ".join(name.split()) or reading.events[0].actors[0].actor] or (
            feature["properties"]["place"] == "Dren"
        )


def test_ids_of_actors_are_those_of_the_ledger() -> None:
    told = read(chosen(telling.told()[1], joined={"ostra": "state-of-ostra"}))
    assert told[0]["properties"]["actor_ids"] == ["state-of-ostra"]


def test_a_verdict_on_whose_word_it_is_goes_with_it() -> None:
    reading = telling.told()[1]
    voice = next(each.voice for each in reading.events if each.voice)
    assert voice is not None
    told = {
        f["properties"]["place"]: f["properties"]["verdict"] for f in read(chosen(reading, verdicts={voice: "wrong"}))
    }
    assert told == {"Lohm": None, "Dren": "wrong"}


def placed(reading: Reading, **where: float | None) -> Reading:
    places: tuple[Place, ...] = tuple(replace(each, **where) for each in reading.places)
    return replace(reading, places=places)
