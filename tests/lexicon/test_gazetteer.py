"""The gazetteer: names, however they are spelt, and where what they name lies."""

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.lexicon.gazetteer import Site, distance, load
from sayso.lexicon.sites import FILES, prepared, sheets
from sayso.lexicon.spelling import key, loose
from sayso.lexicon.towns import DISTRICT, OTHER, REGION, TABLE, TOWN, Towns, made


def row(name: str, at: tuple[float, float], precision: str, country: str | None, reason: str) -> object:
    return pytest.param(name, at, precision, country, id=reason)


NAMES = [
    row("Aleppo", (36.2, 37.16), "town", "SY", "a town of the table"),
    row("Halab", (36.2, 37.16), "town", "SY", "another name of one"),
    row("ALEPPO", (36.2, 37.16), "town", "SY", "capitals"),
    row("Al Bukamal", (34.45, 40.92), "town", "SY", "a spelling that the table lacks"),
    row("Abu Kamal", (34.45, 40.92), "town", "SY", "another"),
    row("Albu-Kamāl", (34.45, 40.92), "town", "SY", "hyphen and accent"),
    row("Deir ez-Zor", (35.34, 40.14), "town", "SY", "the name itself"),
    row("Deir Ezzor", (35.34, 40.14), "town", "SY", "a spelling"),
    row("Deir al-Zour", (35.34, 40.14), "town", "SY", "another"),
    row("Deir Ez-Zor", (35.34, 40.14), "town", "SY", "a capital within"),
    row("Hasakeh", (36.5, 40.75), "town", "SY", "without its article"),
    row("al-Ḥasaka", (36.5, 40.75), "town", "SY", "with it, and dotted"),
    row("At Tanf", (33.49, 38.66), "exact", "SY", "a base"),
    row("Al-Tanf", (33.49, 38.66), "exact", "SY", "the same with another article"),
    row("the Al-Udeid Airbase", (25.12, 51.31), "exact", "QA", "an article of the sentence"),
    row("Khasham", (35.29, 40.32), "town", "SY", "a front-line village"),
    row("Eastern Ghouta", (33.5, 36.4), "district", "SY", "an enclave"),
    row("Shujaiya", (31.5, 34.48), "district", "PS", "a quarter"),
    row("Shuja’iyya", (31.5, 34.48), "district", "PS", "the same with an apostrophe"),
    row("Bab al-Hawa crossing", (36.23, 36.68), "exact", "SY", "a crossing"),
    row("Tabqa Dam", (35.87, 38.57), "exact", "SY", "a dam"),
    row("al-Hawl", (36.37, 41.15), "exact", "SY", "a camp"),
    row("Chasiv Yar", (48.59, 37.84), "town", "UA", "a town of the front"),
    row("Kharkov", (49.98, 36.25), "town", "UA", "a name in another language"),
    row("Stepanakert", (39.82, 46.75), "town", "AZ", "a town of two names"),
    row("Khankendi", (39.82, 46.75), "town", "AZ", "its other name"),
    row("El Fasher", (13.63, 25.35), "town", "SD", "an article that is kept"),
    row("Syria", (35.0, 38.0), "country", "SY", "a country"),
    row("DRC", (-2.5, 23.5), "country", "CD", "an abbreviation of one"),
    row("Ohio", (40.25, -83.0), "region", "US", "a region"),
    row("Idlib province", (35.8, 36.7), "region", "SY", "a region with the word for it"),
    row("Helmand", (31.0, 64.0), "region", "AF", "a region without it"),
    row("Walker County", (30.7, -95.6), "district", "US", "a district"),
    row("Euphrates River", (34.9, 40.8), "water", None, "a river"),
    row("Bab el-Mandeb", (12.6, 43.3), "water", None, "a strait"),
    row("Qandil", (36.55, 44.95), "region", None, "mountains"),
    row("Syria-Turkey border", (36.75, 39.0), "region", None, "a border"),
    row("Syria/Turkey border", (36.75, 39.0), "region", None, "the same with a stroke"),
    row("Homs airport", (34.72, 36.72), "town", "SY", "what lies by a town and is not listed"),
    row("city of Homs", (34.72, 36.72), "town", "SY", "a town with the word for it"),
    row("W. Columbia", (33.99, -81.07), "town", "US", "a point cut short"),
    row("St. Louis", (38.63, -90.2), "town", "US", "Saint cut short"),
]


@pytest.mark.parametrize(("name", "at", "precision", "country"), NAMES)
def test_a_name_is_found_where_it_lies(name: str, at: tuple[float, float], precision: str, country: str | None) -> None:
    found = load().find(name)
    near = [site for site in found if site.precision == precision and distance(at, place(site)) < 60]
    assert [site.country for site in near][:1] == [country], found


def place(site: Site) -> tuple[float, float]:
    return site.latitude, site.longitude


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Xyzzyville", "no place"),
        ("", "no word"),
        ("?!", "no letter"),
        ("University of Homs", "nothing is guessed from a part of a name"),
        ("Hezbollah", "no place either"),
    ],
)
def test_what_is_no_place_has_none(name: str, reason: str) -> None:
    assert load().find(name) == (), reason


@pytest.mark.parametrize(
    ("spelling", "country", "number"),
    [("Al Bukamal", "SY", 174448), ("Deir Ezzor", "SY", 170794), ("Syria", "SY", 163843), ("Kobane", "SY", 172256)],
)
def test_what_the_table_has_as_well_keeps_its_number(spelling: str, country: str, number: int) -> None:
    assert number in {site.geonames for site in load().find(spelling) if site.country == country}


@pytest.mark.parametrize(
    ("abbreviation", "name"),
    [("Ill.", "Illinois"), ("IL", "Illinois"), ("W.Va.", "West Virginia"), ("W. Va.", "West Virginia"),
     ("N.Y", "New York"), ("Ont.", "Ontario"), ("Xx.", None), ("in", None), ("or", None)],
)  # fmt: skip
def test_abbreviations_of_regions(abbreviation: str, name: str | None) -> None:
    region = load().region(abbreviation)
    assert (region.name if region else None) == name


def test_several_places_of_one_name_are_all_found() -> None:
    springfields = [site for site in load().find("Springfield") if site.country == "US" and site.precision == "town"]
    assert {"Illinois", "Massachusetts", "Missouri", "Ohio"} <= {site.region for site in springfields}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Sa'dah", "Sadah", "apostrophes"),
        ("Sa‘dah", "Sa’dah", "apostrophes of several kinds"),
        ("Ma'arrat al-Nu'man", "Maarrat al Numan", "hyphens"),
        ("Kobanê", "kobane", "accents and case"),
        ("Ft. Hood", "Fort Hood", "words cut short"),
        ("Łódź", "Lodz", "letters without an accent of their own"),
        ("Bab\n  al-Hawa", "Bab al-Hawa", "broken lines"),
    ],
)
def test_spellings_with_one_key(one: str, other: str, reason: str) -> None:
    assert key(one) == key(other), reason


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("al-Raqqah", "Raqa", "article, doubled letter, ending"),
        ("Suweida", "as-Suweidah", "article and ending"),
        ("Boukamal", "Bukamal", "ou"),
        ("Zabadani", "az-Zabadani", "an article that took on the letter after it"),
    ],
)
def test_spellings_that_are_loosely_one(one: str, other: str, reason: str) -> None:
    assert key(one) != key(other)
    assert loose(one) == loose(other), reason


@given(st.text())
@example("İ")
@example("ﬁ'Al ")
@example("Ǣϒᴮ´")
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@given(st.text(max_size=30))
def test_anything_may_be_looked_up(name: str) -> None:
    for site in load().find(name):
        assert -90 <= site.latitude <= 90
        assert -180 <= site.longitude <= 180


def test_the_files_hold_enough() -> None:
    kinds = Counter[str](spot.kind for sheet in sheets() for spot in sheet.spots)
    listed = ("base", "airport", "crossing", "dam", "camp", "prison", "quarter", "town", "site")
    assert sum(kinds[kind] for kind in listed) >= 500
    assert kinds["country"] >= 195
    assert min(kinds["base"], kinds["crossing"], kinds["camp"], kinds["border"], kinds["river"]) >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_name_of_the_files_is_found(path: Path) -> None:
    gazetteer = load()
    for spot in prepared(path).spots:
        for name in (spot.name, *spot.variants):
            assert any(distance(spot.at, place(site)) < 120 or site.kind == spot.kind for site in gazetteer.find(name))


FAULTS = [
    ("- {name: A, at: [91, 0], country: SE}", "latitude", "north of the pole"),
    ("- {name: A, at: [0, 0], country: Norway}", "two capital letters", "a country by its name"),
    ("- {name: A, at: [0, 0]}", "a country has a code", "a country without a code"),
    ("- {name: A, at: [0, 0], kind: castle}", "castle", "a kind that is none"),
    ("- {name: A, at: [0, 0], kind: sea, variants: [B, A]}", "twice", "a variant that is the name"),
    ("- {name: A, at: [0, 0], kind: sea, variants: ['?']}", "empty", "a name without letters"),
    ("- {name: A, at: [0, 0], kind: sea}\n- {name: A, at: [0, 1], kind: sea}", "listed twice", "an entry twice"),
    ("- {name: A, at: [0, 0], kind: sea, colour: red}", "colour", "a field that is none"),
]


@pytest.mark.parametrize(("text", "message"), [pytest.param(*row[:2], id=row[2]) for row in FAULTS])
def test_faults_are_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"own.yaml, line .*{message}"):
        prepared(path)


def test_a_table_that_is_missing_or_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "towns.sqlite"
    assert not made(path)
    with pytest.raises(InputError, match="missing"):
        Towns(path)
    with sqlite3.connect(path) as table:
        table.execute("CREATE TABLE places (id)")
    table.close()
    assert not made(path)
    with pytest.raises(InputError, match="another version"):
        Towns(path)


def test_the_table_is_of_the_whole_world_and_keeps_its_keys() -> None:
    assert made()
    towns = Towns()
    with sqlite3.connect(TABLE) as table:
        counts = dict(table.execute("SELECT kind, count(*) FROM places GROUP BY kind"))
        countries = table.execute("SELECT count(DISTINCT country) FROM places").fetchone()[0]
        sample = table.execute("SELECT id, name FROM places WHERE id % 977 = 0 OR id < 0 AND id % 97 = 0").fetchall()
    table.close()
    assert counts[TOWN] > 200_000
    assert counts[REGION] > 3_000
    assert counts[DISTRICT] > 20_000
    assert countries > 230
    assert len(sample) > 300
    for number, name in sample:
        assert any(row.id == number and sort < OTHER for row, sort in towns.named(key(name))), name


def test_distances() -> None:
    assert distance((0, 0), (0, 0)) == 0
    assert distance((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)
    assert distance((36.2, 37.16), (33.51, 36.29)) == pytest.approx(309, abs=3)
