"""Which words of a page are places, where they lie, and what shifts them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.extract.places import places
from sayso.lexicon.gazetteer import distance, load
from sayso.parse.labels import POS, RELATIONS
from sayso.records import Named, Parse, Place
from tests.extract.builders import Built, built

CAST = {"syria": "state", "russia": "state", "turkey": "state", "front": "armed_group", "volkov": "person"}


def found(page: Built) -> tuple[Place, ...]:
    return places(page.parse, page.mentions, page.actors, load())


def told(place: Place) -> str:
    """A place in short: its words, what shifts them, its country and its precision."""
    shift = f"{place.relation} > " if place.relation else ""
    return f"{shift}{place.name}: {place.country or '-'} {place.precision or '-'}"


def row(marked: str, expected: str, reason: str, arcs: str = "") -> object:
    """A page and the places that are found in it, with strokes between them."""
    return pytest.param(marked, arcs, [part for part in expected.split(" | ") if part], id=reason)


NAMES = [
    row("It fell in {place Aleppo}.", "Aleppo: SY town", "a town"),
    row("It fell in Aleppo.", "Aleppo: SY town", "a town that only the gazetteer sees, behind a preposition"),
    row("Aleppo came.", "", "a town that nothing shows to be one"),
    row("{place Xyzzyville} fell.", "Xyzzyville: - -", "a name that no gazetteer has"),
    row("It fell in Xyzzyville.", "", "the same, seen by nobody"),
    row("They shelled the Tabqa Dam.", "Tabqa Dam: SY exact", "a word for a site"),
    row("They met at {front Al-Udeid Airbase}.", "Al-Udeid Airbase: QA exact", "a base taken for an organisation"),
    row("They crossed the {place Euphrates}.", "Euphrates: - water", "a river"),
    row("They hold {place Idlib} province.", "Idlib province: SY region", "a region by the noun behind the name"),
    row("They hold {place Idlib}.", "Idlib: SY town", "the town without it"),
    row("They hold {place Deir Ezzor}.", "Deir Ezzor: SY town", "a spelling"),
    row("They met in {place Aleppo, Syria}.", "Aleppo: SY town | Syria: SY country", "two names in one mention"),
    row("The {place Syria}/Iraq border is shut.", "Syria/Iraq border: - region", "a border is one name"),
    row("{volkov Hama Volkov} came.", "", "a person who is named like a town"),
    row("It struck {front the Aleppo Front}.", "", "a group that is named after one"),
    row("It fell in {front the Aleppo Front}.", "", "the same behind a preposition"),
    row("They came in May.", "", "a month"),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), NAMES)
def test_names_of_places(marked: str, arcs: str, expected: list[str]) -> None:
    assert [told(place) for place in found(built(marked, arcs, **CAST))] == expected


STATES = [
    row("{syria Syria} said so.", "", "a state that acts"),
    row("A deal with {russia Russia} fell.", "", "a state that is dealt with"),
    row("He spoke for {syria Syria}.", "", "a state that is spoken for"),
    row("It fell in {syria Syria}.", "Syria: SY country", "in it"),
    row("They came from {syria Syria}.", "Syria: SY country", "from it"),
    row("It fell in {syria Syria} and {turkey Turkey}.", "Syria: SY country | Turkey: TR country", "joined by and"),
    row("It fell in the {syria Syria} talks.", "", "what only tells more of a noun"),
    row("It reached {syria Syria}'s border.", "Syria: SY country", "a part of it"),
    row("It was {syria Syria}'s army.", "", "what it has that is no part of it"),
    row("The coast of {syria Syria} is long.", "coast of > Syria: SY region", "of it, behind a part"),
    row("The president of {syria Syria} came.", "", "of it, behind an office"),
    row("Northern {syria Syria} is dry.", "Northern > Syria: SY region", "a part by the point of the compass"),
    row("They met in {place Damascus}, {syria Syria}.", "Damascus: SY town | Syria: SY country", "behind a town"),
    row("A pact between {syria Syria} and {turkey Turkey} fell.", "", "between states as parties"),
    row("{russia Moscow} said so.", "", "a seat for the state"),
    row("It fell in {russia Moscow}.", "Moscow: RU town", "a seat as the town that it is"),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), STATES)
def test_states_are_places_only_where_something_is(marked: str, arcs: str, expected: list[str]) -> None:
    assert [told(place) for place in found(built(marked, arcs, **CAST))] == expected


SHIFTED = [
    row("It fell north of {place Hama}.", "north of > Hama: SY district", "a point"),
    row("It fell in the north of {place Hama}.", "north of > Hama: SY district", "a point with its article"),
    row("It fell 20 km south of {place Hama}.", "20 km south of > Hama: SY district", "a distance"),
    row("It fell 20 km from {place Hama}.", "20 km from > Hama: SY district", "a distance without a point"),
    row("It fell 5 miles to the east of {place Hama}.", "5 miles to the east of > Hama: SY district", "in more words"),
    row("It fell in southern {place Raqqa}.", "southern > Raqqa: SY district", "an adjective"),
    row("It fell in south-eastern {place Raqqa}.", "south-eastern > Raqqa: SY district", "one with a hyphen"),
    row("It fell in {place North Hama}.", "North > Hama: SY district", "a point that is taken for a part of the name"),
    row("They came from {place North Korea}.", "North Korea: KP country", "a point that is one"),
    row("They took the eastern bank of the {place Euphrates}.", "eastern bank of > Euphrates: - region", "a bank"),
    row("They took the outskirts of {place Hama}.", "outskirts of > Hama: SY district", "outskirts"),
    row("They took {place Hama}'s northern countryside.", "northern countryside > Hama: SY district", "behind it"),
    row("It fell near {place Hama}.", "near > Hama: SY district", "near"),
    row("It fell near the town of {place Hama}.", "near > Hama: SY district", "near, with the word for its sort"),
    row("It fell between {place Hama} and {place Homs}.", "between > Hama: SY district | between > Homs: SY district",
        "between two"),
    row("The people of {place Hama} came.", "Hama: SY town", "of, which shifts nothing"),
    row("They left parts of {place Hama}.", "parts of > Hama: SY district", "parts"),
    row("It fell in {place Hama}. South of it is a hill.", "Hama: SY town", "a point of another sentence"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "arcs", "expected"), SHIFTED)
def test_words_that_shift_a_place(marked: str, arcs: str, expected: list[str]) -> None:
    assert [told(place) for place in found(built(marked, arcs, **CAST))] == expected


MEANT = [
    pytest.param("In {place Springfield}, {place Ohio}, it fell.", (39.92, -83.81), id="the region behind a comma"),
    pytest.param("In {place Springfield}, Ill., it fell.", (39.8, -89.64), id="its abbreviation"),
    pytest.param("In {place Springfield}, MO, it fell.", (37.22, -93.3), id="its two letters"),
    pytest.param("In {place Paris}, {place Texas}, it fell.", (33.66, -95.56), id="against the larger one"),
    pytest.param("In {place Paris} it fell.", (48.85, 2.35), id="the larger one, where nothing speaks against it"),
    pytest.param(
        "In {place Tripoli} it fell.\nIn {place Beirut} and {place Sidon} and {place Baalbek} it stood.",
        (34.44, 35.85),
        id="by the page's other places",
    ),
    pytest.param(
        "In {place Tripoli} it fell.\nIn {place Misrata} and {place Sirte} and {place Benghazi} it stood.",
        (32.89, 13.19),
        id="by others",
    ),
    pytest.param("In {place Tripoli}, {place Lebanon}, it fell.", (34.44, 35.85), id="the country behind a comma"),
    pytest.param("In {place Tripoli} ({place Lebanon}) it fell.", (34.44, 35.85), id="the country in brackets"),
    pytest.param("In {place Tripoli} in northern {place Lebanon} it fell.", (34.44, 35.85), id="the country behind in"),
]


@pytest.mark.parametrize(("marked", "at"), MEANT)
def test_which_place_is_meant(marked: str, at: tuple[float, float]) -> None:
    first = found(built(marked, **CAST))[0]
    assert first.latitude is not None
    assert first.longitude is not None
    assert distance(at, (first.latitude, first.longitude)) < 40


def test_a_name_means_the_same_all_over_a_page() -> None:
    page = built("In {place Springfield}, {place Ohio}, it fell.\nIn {place Springfield} it stood.", **CAST)
    assert len({place.geonames for place in found(page) if place.name == "Springfield"}) == 1


def test_what_holds_a_town_is_what_the_town_lies_in() -> None:
    page = built("In {place Olympia}, {place Washington}, it fell.", **CAST)
    assert [told(place) for place in found(page)] == ["Olympia: US town", "Washington: US region"]


def test_what_the_encoder_names_counts_without_a_mention() -> None:
    page = built("Aleppo fell, said Hama.", **CAST)
    named = (Named(span=(0, 6), kind="LOC", score=0.8), Named(span=(18, 22), kind="PER", score=0.9))
    parse = structs.replace(page.parse, named=named)
    (place,) = places(parse, (), {}, load())
    assert (place.name, place.score < 0.81) == ("Aleppo", True)


def test_an_unresolved_name_scores_low() -> None:
    known, unknown = found(built("{place Aleppo} fell. {place Xyzzyville} stood.", **CAST))
    assert unknown.latitude is None
    assert unknown.longitude is None
    assert unknown.score < 0.5 < known.score


def test_a_page_without_words_has_places_all_the_same() -> None:
    page = built("It fell in {place Aleppo}.", **CAST)
    (place,) = places(structs.replace(page.parse, words=()), page.mentions, page.actors, load())
    assert place.name == "Aleppo"


PAGES = [
    built(marked, **CAST)
    for marked in (
        "{russia Moscow} said it fell 20 km north of {place Hama}, {syria Syria}'s town, near the {place Tabqa} Dam.",
        "In {place Springfield}, Ill., and {place Paris, Texas}, {front the Front} and {volkov Volkov} came from Homs.",
        "{place Raqqa}'s southern outskirts and the bank of the {place Euphrates} lie between {place A} and {place B}.",
    )
]


@given(st.data())
def test_whatever_the_relations_say_places_are_words_of_the_page(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(PAGES))
    last = len(page.parse.words) - 1
    words = tuple(
        structs.replace(
            word,
            head=data.draw(st.none() | st.integers(0, last)),
            relation=data.draw(st.sampled_from(RELATIONS)),
            pos=data.draw(st.sampled_from((word.pos, *POS))),
        )
        for word in page.parse.words
    )
    text = page.parse.document.text
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    named = tuple(
        Named(span=(a, b), kind=data.draw(st.sampled_from(("LOC", "ORG", "PER"))), score=0.7)
        for a, b in zip(edges[::2], edges[1::2], strict=False)
    )
    parse: Parse = structs.replace(page.parse, words=words, named=named)
    out = places(parse, page.mentions, page.actors, load())
    spans = [place.span for place in out]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert len({place.id for place in out}) == len(out)
    for place in out:
        assert place.name == " ".join(text[slice(*place.span)].split()) != ""
        assert place.relation is None or place.relation in " ".join(text.split())
        assert (place.latitude is None) == (place.longitude is None) == (place.precision is None)
        assert 0 <= place.score <= 1
