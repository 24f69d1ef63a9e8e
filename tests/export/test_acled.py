"""Events in ACLED's columns: types only where they mean the same, figures only of one voice, empty where not known."""

from typing import Any

import pytest
from msgspec.structs import replace

from sayso.export import acled
from sayso.records import Actor, Wording
from tests.export.stage import ARMY, FRONT, META, chosen, listed, stage, table
from tests.factories_events import Telling

# The columns that ACLED publishes, in their order.
PUBLISHED = listed(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1"
    " actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location"
    " latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
)
OWN = listed(
    "voice voice_id voice_speakers publisher published document url event plover status actors actor_ids targets"
    " target_ids deaths_low deaths_high deaths_voice verdict words flagged"
)

ARMED = [("the army", "army")], [("the Front", "front")]


def row(tell: Telling, **fields: Any) -> dict[str, str]:
    (found,) = table(acled.write, [chosen(tell, **fields)])
    return found


def test_the_columns_are_those_published_with_sayso_s_own_behind_them() -> None:
    assert list(b"".join(acled.write([], META)).decode("utf-8-sig").replace('"', "").strip().split(",")) == [
        *PUBLISHED, *OWN,
    ]  # fmt: skip


KINDS = [
    ("an air raid is one", ("aerial",), {}, "Explosions/Remote violence", "Air/drone strike"),
    ("so is a drone's", ("drone",), {}, "Explosions/Remote violence", "Air/drone strike"),
    ("artillery", ("heavy-weapons",), {}, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("a mine or a grenade: which one is not told", ("explosives",), {}, "Explosions/Remote violence", ""),
    ("gunfire between forces", ("firearms",), {}, "Battles", "Armed clash"),
    ("an attack that tells no means may be any", (), {}, "", ""),
    ("destruction of what, by whom, is not told", ("destroy",), {}, "", ""),
    (
        "sexual violence is always one against civilians",
        ("sexual",),
        {},
        "Violence against civilians",
        "Sexual violence",
    ),
    ("negated: it is not told that it happened", ("aerial",), {"negated": True}, "", ""),
    ("planned", ("aerial",), {"status": "planned"}, "", ""),
    ("denied", ("aerial",), {"status": "denied"}, "", ""),
    ("going on", ("aerial",), {"status": "ongoing"}, "Explosions/Remote violence", "Air/drone strike"),
]


@pytest.mark.parametrize(("modes", "fields", "kind", "below"), [case[1:] for case in KINDS], ids=[c[0] for c in KINDS])
def test_types_of_attacks(modes: tuple[str, ...], fields: dict[str, Any], kind: str, below: str) -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", *ARMED, modes=modes, **fields)
    found = row(tell)
    assert (found["event_type"], found["sub_event_type"]) == (kind, below)
    assert bool(found["disorder_type"]) == bool(kind)
    assert found["plover"] == "/".join(("ASSAULT", *modes)), "what it is in PLOVER's terms is never lost"


OTHERS = [
    ("a rally is peaceful or not, which PLOVER does not part", "PROTEST", ("demo",), "Protests"),
    ("a riot", "PROTEST", ("riot",), "Riots"),
    ("a strike of workers is none of ACLED's", "PROTEST", ("strike",), ""),
    ("a truce", "RETREAT", ("ceasefire",), "Strategic developments"),
    ("one arrest is no wave of arrests", "COERCE", ("arrest",), ""),
    ("words are no event of ACLED's", "ACCUSE", ("allege",), ""),
]


@pytest.mark.parametrize(("type", "modes", "kind"), [case[1:] for case in OTHERS], ids=[case[0] for case in OTHERS])
def test_types_of_other_events(type: str, modes: tuple[str, ...], kind: str) -> None:
    tell = stage()
    tell.event(type, "shelled", modes=modes)
    assert row(tell)["event_type"] == kind


def test_fighting_that_both_sides_do_is_a_battle_and_they_stand_on_two_sides() -> None:
    tell = stage()
    both = [("the army", "army"), ("the Front", "front")]
    tell.event("ASSAULT", "shelled", both, both, modes=("heavy-weapons",))
    found = row(tell)
    assert (found["event_type"], found["actor1"], found["actor2"]) == ("Battles", ARMY.name, FRONT.name)


def test_whom_the_page_calls_civilians_are_targeted() -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", [("the army", "army")], [("civilians", None)], modes=("firearms",))
    found = row(tell)
    assert (found["event_type"], found["civilian_targeting"]) == ("Violence against civilians", "Civilian targeting")
    assert found["actor2"] == "“civilians”", "words of the page stand in quotation marks"


DATES = [
    ("a day", "2024-03-03", "2024-03-03", "day", ("2024-03-03", "2024", "1")),
    ("a week has its middle, as ACLED writes it", "2024-02-26", "2024-03-03", "week", ("2024-02-29", "2024", "2")),
    ("a month", "2024-03-01", "2024-03-31", "month", ("2024-03-16", "2024", "3")),
    ("a season is no month", "2024-03-01", "2024-05-31", "season", ("", "2024", "")),
    ("a year", "2023-01-01", "2023-12-31", "year", ("", "2023", "")),
    ("a decade", "2010-01-01", "2019-12-31", "decade", ("", "", "")),
    ("the year cannot be told", "--09-17", "--09-17", "day", ("", "", "")),
    ("an end that is open", "2024-03-01", None, "vague", ("", "", "")),
    ("days that were only computed of something vague", "2024-03-01", "2024-03-05", "vague", ("", "", "")),
]


@pytest.mark.parametrize(
    ("first", "last", "precision", "told"), [case[1:] for case in DATES], ids=[case[0] for case in DATES]
)
def test_dates(first: str, last: str | None, precision: str, told: tuple[str, str, str]) -> None:
    tell = stage()
    date = replace(tell.date("on 3 March", first, precision=precision), last=last)
    tell.reading = replace(tell.reading, dates=(date,))
    tell.event("ASSAULT", "shelled", date=date)
    found = row(tell)
    assert (found["event_date"], found["year"], found["time_precision"]) == told
    assert "When: “on 3 March”" in found["notes"]


def test_without_a_date_the_day_of_publication_is_none() -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled")
    found = row(tell)
    assert (found["event_date"], found["year"], found["published"]) == ("", "", "2024-02-29")


PLACES = [
    ("a town", {"precision": "town"}, ("1", "", "")),
    ("beside a town", {"precision": "town", "relation": "north of"}, ("2", "", "")),
    ("a district", {"precision": "district"}, ("2", "", "Dren")),
    ("around a town", {"precision": "district", "relation": "near"}, ("2", "", "")),
    ("a region", {"precision": "region"}, ("3", "Dren", "")),
    ("a country is no place of ACLED's", {"precision": "country"}, ("", "", "")),
    ("a sea", {"precision": "water"}, ("3", "", "")),
    ("a place that is not resolved", {}, ("", "", "")),
]


@pytest.mark.parametrize(("fields", "told"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_places(fields: dict[str, Any], told: tuple[str, str, str]) -> None:
    tell = stage()
    dren = tell.place("Dren", country="YE", latitude=-15.5, longitude=44.25, **fields)
    tell.event("ASSAULT", "shelled", places=[(dren, "at")])
    found = row(tell)
    assert (found["geo_precision"], found["admin1"], found["admin2"]) == told
    assert (found["location"], found["country"], found["iso"]) == ("Dren", "Yemen", "887")
    assert (float(found["latitude"]), float(found["longitude"])) == (-15.5, 44.25)
    assert found["event_id_cnty"].startswith("YEM")


def test_two_towns_have_no_common_point_and_where_it_came_from_is_not_where_it_was() -> None:
    tell = stage()
    dren = tell.place("Dren", country="YE", latitude=1.0, longitude=2.0, precision="town")
    lohm = tell.place("Lohm", country="YE", latitude=3.0, longitude=4.0, precision="town")
    tell.event("ASSAULT", "shelled", places=[(dren, "at"), (lohm, "at")])
    tell.event("RETREAT", "march", places=[(dren, "from"), (lohm, "to")])
    both, moved = table(acled.write, [chosen(tell)])
    assert (both["location"], both["latitude"], both["country"]) == ("Dren; Lohm", "", "Yemen")
    assert (moved["location"], moved["country"]) == ("", "")
    assert "Where: from: Dren; to: Lohm." in moved["notes"]


FIGURES: list[tuple[str, list[dict[str, Any]], tuple[str, str, str]]] = [
    ("exact", [{"low": 12, "high": 12}], ("12", "12", "12")),
    ("at least", [{"low": 12, "high": None, "open": True}], ("", "12", "")),
    ("up to", [{"low": None, "high": 12, "open": True}], ("", "", "12")),
    ("a range", [{"low": 12, "high": 15}], ("", "12", "15")),
    ("about", [{"low": 12, "high": 12, "approximate": True}], ("", "", "")),
    ("a number of", [{"low": None, "high": None}], ("", "", "")),
    ("rivals", [{"low": 12, "high": 12}, {"low": 15, "high": 15}], ("", "", "")),
    ("the same twice", [{"low": 12, "high": 12}, {"low": 12, "high": 12}], ("12", "12", "12")),
    ("injured", [{"low": 12, "high": 12, "outcome": "injured"}], ("", "", "")),
    ("percent", [{"low": 12, "high": 12, "unit": "percent"}], ("", "", "")),
]


@pytest.mark.parametrize(("figures", "told"), [case[1:] for case in FIGURES], ids=[case[0] for case in FIGURES])
def test_the_dead(figures: list[dict[str, Any]], told: tuple[str, str, str]) -> None:
    tell = stage()
    event = tell.event("ASSAULT", "shelled")
    for words, figure in zip(("at least 12", "15 people"), figures, strict=False):
        tell.figure(words, event=event, **{"outcome": "killed", "what": "people"} | figure)
    found = row(tell)
    assert (found["fatalities"], found["deaths_low"], found["deaths_high"]) == told
    assert all(
        f"(“{words}”)" in found["notes"] for words, _ in zip(("at least 12", "15 people"), figures, strict=False)
    )
    assert bool(found["deaths_voice"]) == any(told) or figures[0]["low"] is None


def test_two_voices_are_never_one_figure_and_the_dead_of_what_did_not_happen_are_none() -> None:
    tell = stage()
    event = tell.event("ASSAULT", "shelled")
    tell.figure("at least 12", 12, event=event, outcome="killed")
    tell.figure("40", 12, event=event, outcome="killed")
    found = row(tell)
    assert found["fatalities"] == ""
    assert "12 killed" in found["notes"]
    assert "(“40”), according to Medics" in found["notes"]
    other = stage()
    event = other.event("ASSAULT", "shelled", status="hypothetical")
    other.figure("at least 12", 12, event=event, outcome="killed")
    assert row(other)["fatalities"] == ""


def test_whose_say_so_it_is() -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", hedges=["in Dren"], status="possible")
    tell.event("ASSAULT", "bombed")
    nested, page = table(acled.write, [chosen(tell)])
    inner = tell.reading.attributions[1]
    assert (nested["voice"], nested["voice_id"]) == ("a guard, according to The envoy", inner.id)
    assert nested["notes"].startswith("According to a guard, according to The envoy (The Herald, 2024-02-29): “")
    assert f"“{nested['words']}”" in nested["notes"]
    assert "Told as possible, hedged: “in Dren”." in nested["notes"]
    assert (page["voice"], page["voice_id"]) == ("page", "")
    assert page["notes"].startswith("According to the page itself (The Herald, 2024-02-29): ")
    assert {page["publisher"], page["source"]} == {"The Herald"}


def test_only_what_is_selected_goes_out_under_the_ids_of_the_ledger_and_with_its_verdict() -> None:
    tell = stage()
    one = tell.event("ASSAULT", "shelled")
    tell.event("ASSAULT", "bombed")
    inner = tell.reading.attributions[1].id
    (found,) = table(acled.write, [chosen(tell, one.id, verdicts={inner: "wrong"})])
    assert (found["event"], found["verdict"]) == (one.id, "wrong")
    assert table(acled.write, [replace(chosen(tell), events=frozenset())]) == []


SIDES = [
    ("a force in its own country", "YE", ("State forces", "", "")),
    ("a force in another one", "SA", ("External/Other forces", "", "")),
    ("no country is told", None, ("", "", "")),
]


@pytest.mark.parametrize(("country", "told"), [case[1:] for case in SIDES], ids=[case[0] for case in SIDES])
def test_kinds_of_sides(country: str | None, told: tuple[str, str, str]) -> None:
    tell = stage()
    tell.event("ASSAULT", "shelled", *ARMED, places=[(tell.place("Dren", country=country), "at")])
    found = row(tell)
    assert (found["inter1"], found["inter2"], found["interaction"]) == told


def test_names_that_take_a_side_are_somebody_s_words() -> None:
    tell = stage("The army shelled the bandits of Dren and the terrorist group, and the Wreckers.")
    made = tuple(
        Actor(id=f"{number:016x}", name=name, kind="armed_group")
        for number, name in enumerate(("terrorist group", "Wreckers"))
    )
    tell.reading = replace(tell.reading, actors=(*tell.reading.actors, *made))
    named = [("the terrorist group", made[0].id), ("the Wreckers", made[1].id)]
    tell.event("ASSAULT", "shelled", [("The army", "army")], named)
    before = row(tell)
    tell.reading = replace(
        tell.reading, wordings=(Wording(id="w", span=tell.at("Wreckers"), kind="loaded_name", of=made[1].id),)
    )
    after = row(tell)
    assert (before["actor2"], before["assoc_actor_2"]) == ("“terrorist group”", "Wreckers")
    assert (after["actor2"], after["assoc_actor_2"]) == ("“terrorist group”", "“Wreckers”")


def test_no_cell_is_a_formula_and_no_number_is_spoilt() -> None:
    tell = stage(publisher='=HYPERLINK("x")')
    tell.event(
        "ASSAULT", "shelled", places=[(tell.place("Dren", latitude=-1.5, longitude=-2.25, precision="town"), "at")]
    )
    found = row(tell)
    assert (found["publisher"], found["source"]) == ('\'=HYPERLINK("x")',) * 2
    assert (found["latitude"], found["flagged"]) == ("-1.5000", "source; publisher")
