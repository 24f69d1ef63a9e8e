"""Places from GeoJSON into a file of one's own, and what the gazetteer finds by them."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InputError
from sayso.imports.actors import Changed
from sayso.imports.places import bring
from sayso.lexicon.gazetteer import Gazetteer
from sayso.lexicon.sites import prepared, sheets
from sayso.lexicon.towns import Towns

SQUARE = [[[40, 35], [41, 35], [41, 36], [40, 36], [40, 35]]]


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(*at: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": at}


def brought(folder: Path, *features: Any) -> Changed:
    source = folder / "p.geojson"
    rows = ",\n".join(map(json.dumps, features))
    source.write_text('{"type": "FeatureCollection", "features": [\n' + rows + "\n]}")
    return bring(source, folder / "places.yaml")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param(
            feature(point(40.1234567, 35.5), name="Two Wells", country="xa", kind="Town", variants="Twowells; Puits"),
            ("Two Wells", ("Twowells", "Puits"), "XA", (35.5, 40.12346), "town", "town"), id="a point",
        ),
        pytest.param(
            feature(point(40, 35, 900), name="Korrin Dam", aliases=["Korrin", "Korrin Dam"]),
            ("Korrin Dam", ("Korrin",), None, (35.0, 40.0), "site", "exact"), id="with a height, no kind, no country",
        ),
        pytest.param(
            feature({"type": "Polygon", "coordinates": SQUARE}, name="Osk"),
            ("Osk", (), None, (35.5, 40.5), "region", "region"), id="an area: its middle",
        ),
        pytest.param(
            feature({"type": "MultiPolygon", "coordinates": [SQUARE]}, name="Osk", kind="quarter"),
            ("Osk", (), None, (35.5, 40.5), "quarter", "district"), id="areas",
        ),
    ],
)  # fmt: skip
def test_what_a_feature_becomes(tmp_path: Path, given: Any, wanted: tuple[Any, ...]) -> None:
    assert brought(tmp_path, given).faults == ()
    (spot,) = prepared(tmp_path / "places.yaml").spots
    assert (spot.name, spot.variants, spot.country, spot.at, spot.kind, spot.precision) == wanted


def test_the_gazetteer_finds_it(tmp_path: Path) -> None:
    brought(
        tmp_path, feature(point(40.5, 35.5), name="Wells of Qwand", variants=["Qwand Wells"], kind="camp", country="NO")
    )
    gazetteer = Gazetteer((*sheets(), prepared(tmp_path / "places.yaml")), Towns())
    (site,) = gazetteer.find("Qwand Wells")
    assert (site.name, site.latitude, site.longitude, site.country) == ("Wells of Qwand", 35.5, 40.5, "NO")


def test_twice_changes_nothing_and_other_data_of_a_place_do(tmp_path: Path) -> None:
    one = feature(point(40, 35), name="Osk")
    assert brought(tmp_path, one) == Changed(("Osk",), (), ())
    own = tmp_path / "places.yaml"
    before = own.read_bytes(), own.stat().st_mtime_ns
    assert brought(tmp_path, one) == Changed((), (), ())
    assert (own.read_bytes(), own.stat().st_mtime_ns) == before
    assert brought(tmp_path, feature(point(40, 36), name="Osk")) == Changed((), ("Osk",), ())


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(feature(point(40, 35)), "have no name", id="no name"),
        pytest.param(feature(point(35, 140), name="Osk"), "no longitude and latitude", id="the wrong way round"),
        pytest.param(feature(None, name="Osk"), "its geometry is none", id="nowhere"),
        pytest.param(feature({"type": "LineString", "coordinates": []}, name="Osk"), "is LineString", id="a line"),
        pytest.param(
            feature({"type": "Point", "coordinates": ["a"]}, name="Osk"), "no sound coordinates", id="no numbers"
        ),
        pytest.param(feature({"type": "Polygon", "coordinates": []}, name="Osk"), "no sound coordinates", id="no area"),
        pytest.param(feature(point(40, 35), name="Osk", kind="palace"), "Invalid enum value", id="no such kind"),
        pytest.param(feature(point(40, 35), name="Osk", country="Syria"), "is no code of a country", id="no code"),
        pytest.param(feature(point(41, 35), name="First"), "is there twice", id="a place that was there"),
    ],
)
def test_what_cannot_be_entered_is_told_and_the_rest_is(tmp_path: Path, given: Any, reason: str) -> None:
    came = brought(tmp_path, feature(point(40, 35), name="First"), given, feature(point(40, 36), name="Last"))
    assert came.added == ("First", "Last")
    (fault,) = came.faults
    assert fault.where == "p.geojson, line 3"
    assert reason in fault.reason


def test_what_is_no_geojson(tmp_path: Path) -> None:
    source = tmp_path / "p.geojson"
    source.write_text("{")
    with pytest.raises(InputError, match="no GeoJSON"):
        bring(source, tmp_path / "places.yaml")
