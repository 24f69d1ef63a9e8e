"""Pages gathered to stories: which come together, and that it does not matter in which order they come."""

import random
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.compare.gathering.candidates import SHARED
from sayso.compare.gathering.signs import MOST, UNIT, told
from sayso.compare.stories import STORY, WEAK, Gathered, Link, Signs, likeness, linked, shared, signs, stories
from sayso.parse.blocks import document as parsed
from sayso.records import Actor, Block, Document, Mention, Place, Reading
from sayso.sources import files

FERRY = "The ferry Rosalba sank below Two Wells on Monday and 12 traders drowned, said Dr Nahla Perrin of Dur Halen."
SHELLED = "Fourteen traders drowned when a shell hit the Rosalba at Two Wells, a Seltan source said in Dur Halen."
STRIKE = "Dockers in Port Amsel stopped work on Monday over wages; the union of Ilda Voss spoke of 900 on the quays."
VOSS = "The quays of Port Amsel were empty as Ilda Voss and her dockers marched for wages, the union said."


@cache
def read(path: str) -> Document:
    """A sample page as a document, of which nothing else is read."""
    return parsed(files.load(SAMPLES / "pages" / path, 1_000_000))[0]


def page(title: str, text: str = "", day: str | None = "2019-05-06", id: str | None = None, **fields: Any) -> Reading:
    document = Document(
        id=id or title,
        media_type="text/plain",
        title=title,
        text=f"{title}\n{text}",
        published=day,
        blocks=(Block("title", (0, len(title))), Block("paragraph", (len(title) + 1, len(title) + 1 + len(text)))),
    )
    return Reading(reader="test", document=document, **fields)


SAMPLES = Path(__file__).parents[2] / "samples" / "stories"
TRUTH: dict[str, Any] = yaml.safe_load((SAMPLES / "TRUTH.yaml").read_text(encoding="utf8"))

PAGES = (
    page("At least 12 dead as ferry sinks", FERRY, id="a"),
    page("Ferry Rosalba shelled at Two Wells", SHELLED, id="b"),
    page("Dockers strike in Port Amsel", STRIKE, id="c"),
    page("Port Amsel: Voss leads dockers' march", VOSS, id="d"),
    page("Gauge keeper of the Vashna", "Every morning Pavo Lund reads the level of the river from a rod.", id="e"),
)


@pytest.mark.parametrize("order", [pytest.param(order, id=f"order {order}") for order in range(10)])
def test_ten_orders_give_the_same_stories(order: int) -> None:
    pages = [signs(each) for each in PAGES]
    random.Random(order).shuffle(pages)
    gathered = Gathered()
    for each in pages:
        gathered.add(each)
    assert gathered.stories() == (("a", "b"), ("c", "d"), ("e",))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param("2019-05-06", "2019-05-07", True, id="a day later"),
        pytest.param("2019-05-06", "2019-05-06T15:20:00Z", True, id="a time is of its day"),
        pytest.param("2019-05-06", "2019-08-01", False, id="months later it is another happening"),
        pytest.param("2019-05-06", None, True, id="no day known of one"),
        pytest.param(None, None, True, id="no days known"),
        pytest.param("2019", "2019-05-06", True, id="a year is no day"),
        pytest.param("2019-99-99", "2019-05-06", True, id="nor is what is no date"),
    ],
)
def test_days(one: str | None, other: str | None, together: bool) -> None:
    gathered = Gathered()
    for id, text, day in (("a", FERRY, one), ("b", SHELLED, other)):
        gathered.add(signs(page("Ferry Rosalba sinks at Two Wells", text, day, id)))
    assert gathered.stories() == ((("a", "b"),) if together else (("a",), ("b",)))


@pytest.mark.parametrize(
    ("text", "kind", "counts"),
    [
        pytest.param("Rosalba", "paragraph", True, id="running text"),
        pytest.param("Rosalba", "caption", True, id="captions tell what happened"),
        pytest.param("Rosalba", "furniture", False, id="menus and links tell of other pages"),
        pytest.param("Rosalba", "byline", False, id="who wrote it is no happening"),
        pytest.param("the", "paragraph", False, id="words of every page tell nothing"),
    ],
)
def test_which_words_are_signs(text: str, kind: str, counts: bool) -> None:
    document = Document(
        id="a",
        media_type="text/plain",
        text=text,
        blocks=(Block(kind, (0, len(text))),),  # type: ignore[arg-type]
    )
    assert bool(signs(Reading(reader="test", document=document)).weights) is counts


def test_names_weigh_more_than_other_words_and_the_title_more_than_what_stands_far_down() -> None:
    filler = "of the and " * 100
    weights = signs(page("Zemblan", f"{filler} Quorvish and then quorvish, tremblor and Blastic")).weights
    assert weights["zemblan"] > weights["blastic"] > weights["tremblor"] > 0


def test_a_title_that_the_text_begins_with_counts_once() -> None:
    assert [text for text, _ in told(page("Ferry sinks", "It sank.").document)] == [
        "Ferry sinks",
        "It sank.",
        "It sank.",
    ]


def test_the_weights_of_a_page_are_bounded() -> None:
    weights = signs(page("Ferry", " ".join(f"Name{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(400)))).weights
    assert len(weights) <= MOST
    assert sum(weight * weight for weight in weights.values()) <= 1.01 * UNIT**2
    assert list(weights.values()) == sorted(weights.values(), reverse=True)


def known_page(id: str, word: str, **fields: Any) -> Reading:
    return page("Talks", f"The {word} said so.", id=id, **fields)


def test_actors_of_the_register_are_signs_whatever_a_page_calls_them() -> None:
    def with_actor(id: str, word: str, actor: str) -> Signs:
        named = Actor(id=actor, name="Ermanth Army")
        mention = Mention(id=f"m{id}", span=(10, 10 + len(word)), form="nominal", actor=actor, score=1.0)
        return signs(known_page(id, word, actors=(named,), mentions=(mention,)))

    gang, liberators = with_actor("a", "gang", "ermanth-army"), with_actor("b", "liberators", "ermanth-army")
    assert "actor ermanth-army" in shared(gang, liberators)
    made = with_actor("c", "gang", "0123456789abcdef")
    assert not any(key.startswith("actor") for key in made.weights)  # an id of one page tells nothing of another


def test_who_publishes_and_writes_a_page_is_no_sign() -> None:
    """Agencies name themselves in every report (*told Halyard*)."""
    told = page("Ferry sinks", "Pia Lorne told Halyard: the Rosalba sank.")
    document = replace(told.document, publisher="Halyard", author="Pia Lorne")
    assert {"halyard", "pia", "lorne", "rosalba"} <= set(signs(told).weights)
    assert {"halyard", "pia", "lorne"}.isdisjoint(signs(replace(told, document=document)).weights)


@pytest.mark.parametrize("dated", [True, False], ids=["with days", "with days withheld"])
def test_the_sample_pages_fall_into_the_stories_that_were_written(dated: bool) -> None:
    paths = [path for story in TRUTH["stories"] for path in story["pages"]] + TRUTH["alone"]
    pages = {path: read(path) if dated else replace(read(path), published=None) for path in paths}
    names = {document.id: path for path, document in pages.items()}
    gathered = Gathered()
    gathered.add(*(signs(Reading(reader="test", document=document)) for document in pages.values()))
    found = {frozenset(names[id] for id in story) for story in gathered.stories()}
    assert found == {frozenset(story["pages"]) for story in TRUTH["stories"]} | {frozenset(TRUTH["alone"])}


def test_places_with_a_number_are_signs() -> None:
    place = Place(id="p", span=(10, 16), name="Halvik", geonames=7, score=1.0)
    assert "place 7" in signs(known_page("a", "Halvik", places=(place,))).weights


def test_a_likeness_tells_why() -> None:
    one, other = signs(PAGES[0]), signs(PAGES[1])
    assert likeness(one, other) == likeness(other, one) >= STORY
    assert set(shared(one, other, 4)) <= {
        "ferry",
        "rosalba",
        "two",
        "wells",
        "well",
        "trader",
        "drowned",
        "dur",
        "halen",
    }


def test_empty_pages_stand_alone() -> None:
    gathered = Gathered()
    assert gathered.add(signs(page("", id="a"))) == (("a",),)
    assert gathered.add(signs(page("", id="b"))) == (("b",),)


def test_a_page_twice_changes_nothing() -> None:
    gathered = Gathered()
    assert gathered.add(signs(PAGES[0]))
    before = gathered.stories(), gathered.links()
    assert gathered.add(signs(PAGES[0])) == ()
    assert (gathered.stories(), gathered.links()) == before


def test_pages_may_come_together() -> None:
    by_one, together = Gathered(), Gathered()
    for each in PAGES:
        by_one.add(signs(each))
    told = together.add(*map(signs, PAGES))
    assert told == together.stories() == by_one.stories()
    assert together.links() == by_one.links()
    assert together.add() == ()


def test_a_new_page_changes_its_own_piece_alone() -> None:
    gathered = Gathered()
    for each in PAGES[:3]:
        gathered.add(signs(each))
    assert gathered.add(signs(PAGES[3])) == (("c", "d"),)
    assert gathered.story("c") == ("c", "d")


TOPICS = (
    "Rosalba ferry Wells Perrin",
    "Amsel Voss dockers quays",
    "Karst prison Senn exchange",
    "Lindry poisoned barrels",
)


@st.composite
def told_pages(draw: st.DrawFn) -> list[Signs]:
    """Pages that mix words of a few happenings, some dated."""
    found = []
    for number in range(draw(st.integers(2, 9))):
        words = [word for topic in TOPICS for word in topic.split()]
        text = " ".join(draw(st.lists(st.sampled_from(words), min_size=3, max_size=9)))
        day = draw(st.sampled_from([None, "2019-05-06", "2019-05-08", "2019-05-13", "2019-05-20"]))
        found.append(signs(page(draw(st.sampled_from(TOPICS)), text, day, id=f"p{number}")))
    return found


@given(told_pages(), st.randoms(use_true_random=False))
def test_the_same_pages_in_any_order_give_the_same_stories(pages: list[Signs], chance: random.Random) -> None:
    first = Gathered()
    for each in pages:
        first.add(each)
    for _ in range(10):
        chance.shuffle(pages)
        again = Gathered()
        for each in pages:
            again.add(each)
        assert again.stories() == first.stories()
        assert again.links() == first.links()
    assert stories((each.document for each in pages), first.links()) == first.stories()


@given(told_pages())
def test_short_pages_lose_no_link_to_the_index(pages: list[Signs]) -> None:
    gathered = Gathered()
    for each in pages:
        gathered.add(each)
    several = ((a, b) for a, b in combinations(pages, 2) if len(shared(a, b)) >= SHARED)
    all_links = (Link(a.document, b.document, likeness(a, b)) for a, b in several)
    assert gathered.links() == tuple(sorted(link for link in all_links if link.score >= WEAK))


def test_links_are_told_in_order_smaller_id_first() -> None:
    one, two, three = (signs(page("Ferry Rosalba sinks at Two Wells", FERRY, id=id)) for id in "abc")
    assert [(link.one, link.other) for link in linked(two, (three, one))] == [("a", "b"), ("b", "c")]
