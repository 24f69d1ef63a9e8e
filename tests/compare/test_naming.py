"""What an actor and an event are called, by whom, and whose words they surely are."""

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest

from sayso.compare.naming import Naming, differing, named, termed
from sayso.records import Reading
from tests.compare.paging import story_page, with_said
from tests.compare.stories import TRUTH, read, story

HERALD: dict[str, Any] = {"publisher": "Herald"}
POST: dict[str, Any] = {"publisher": "Post"}


def shown(by: Iterable[Naming]) -> dict[str, str]:
    """What each voice says, with its publisher and the mode where it is not the page's own."""
    return {
        one.page.name if one.mode == "own" else f"{one.page.name} {one.mode} {one.voice.name}":
        ", ".join(f"{called.words}{'' if called.times == 1 else called.times}" for called in one.called)
        for one in by
    }  # fmt: skip


def of(actor: str, *readings: Reading, **given: Any) -> dict[str, str]:
    return next(shown(one.by) for one in named(readings, **given) if one.actor == actor)


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        pytest.param((story_page("{g The gang} fled. {g Ermanth Defence} hid, {g the gang} too. {g It} left.",
                                 **HERALD),),
                     {"Herald": "the gang2, Ermanth Defence"}, id="the page's own names, without pronouns"),
        pytest.param((story_page("{g The gang} fled.", **HERALD), story_page("{g The liberators} left.", **POST)),
                     {"Herald": "The gang", "Post": "The liberators"}, id="publishers beside each other"),
        pytest.param((story_page("[S {m Lee}] [C said] [T {g the gang} fled]. {g An armed group} left.", **HERALD),),
                     {"Herald": "An armed group", "Herald reported Lee": "the gang"},
                     id="what is reported may be the page's word"),
        pytest.param((story_page("[S {m Lee}] [C said] [T that “{g the gang} fled”].", **HERALD),),
                     {"Herald quoted Lee": "the gang"}, id="in quotation marks it is the speaker's"),
        pytest.param((story_page("[S {m Lee}] [C said] [T it was “a pity” that {g the gang} fled].", **HERALD),),
                     {"Herald reported Lee": "the gang"}, id="beside them it may not be"),
        pytest.param((with_said(story_page("[T {g The gang} fled], [C said] [S {m Lee}].", **HERALD), "said",
                                manner="direct"),),
                     {"Herald quoted Lee": "The gang"}, id="in direct speech, too"),
        pytest.param((story_page("[S {m Lee}] [C wants] [T to fight {g the gang}].", acts={"": "intend"}, **HERALD),),
                     {"Herald": "the gang"}, id="what somebody intends is told in the page's words"),
        pytest.param((with_said(story_page("[S {m Lee}] [C demands] [T fight {g the gang}].", acts={"": "demand"},
                                           **HERALD), "demands", manner="direct"),),
                     {"Herald quoted Lee": "the gang"}, id="but not in his very words"),
        pytest.param((with_said(
            story_page("[S1 {m Lee}] [C1 said] [T1 [S2/1 {n Roe}] [C2/1 wants] [T2/1 to fight {g the gang}]].",
                       acts={"1": "state", "2": "intend"}, **HERALD), "said", manner="direct"),),
                     {"Herald quoted Lee": "the gang"}, id="of what somebody tells that another intends, his"),
        pytest.param((story_page("[C Reportedly] [T {g the gang} fled].", **HERALD),), {"Herald": "the gang"},
                     id="so is what nobody is said to say"),
        pytest.param((story_page("{g The gang’s} men.", **HERALD), story_page("{g the gang} hid.", **HERALD)),
                     {"Herald": "the gang2"}, id="a genitive is the same name"),
        pytest.param((story_page("{g O’Hara’s men} left.", **HERALD), story_page("{g O'Hara's men} hid.", **HERALD)),
                     {"Herald": "O'Hara's men2"}, id="so is another apostrophe"),
        pytest.param((story_page("{g The terrorist {g Lee}} fled.", **HERALD),), {"Herald": "Lee, The terrorist"},
                     id="what stands before a name is another"),
        pytest.param((story_page("{g The {g Lee}} fled.", **HERALD),), {"Herald": "Lee"}, id="an article is not"),
        pytest.param((story_page("{g a gang which robs} fled.", **HERALD),), {"Herald": "a gang"}, id="nor a clause"),
        pytest.param((story_page("{g OZ} and {g Oz} {g Oz}.", **HERALD),), {"Herald": "Oz3"}, id="capitals are none"),
        pytest.param((story_page("{g OZ}, {g Oz}.", **HERALD),), {"Herald": "Oz2"}, id="and not the usual writing"),
        pytest.param((story_page("They “{g liberated}” it.", **HERALD),), {"Herald": "liberated"},
                     id="quotation marks in which nobody speaks are the page's own"),
    ],
)  # fmt: skip
def test_what_an_actor_is_called(readings: tuple[Reading, ...], expected: dict[str, str]) -> None:
    assert of("g", *readings) == expected


def test_names_of_joined_actors_stand_together() -> None:
    pages = story_page("{a1 The gang} fled.", **HERALD), story_page("{b2 The liberators} left.", **POST)
    assert of("a1", *pages, same={"b2": "a1"}) == {"Herald": "The gang", "Post": "The liberators"}
    assert {one.actor for one in named(pages)} == {"a1", "b2"}


def test_an_actor_goes_by_the_name_under_its_own_id() -> None:
    pages = [story_page(f"{{b2 The gang}} fled {n} times.", **HERALD) for n in (1, 2)]
    pages.append(story_page("{a1 The liberators} left.", **POST))
    assert [one.name for one in named(pages, same={"b2": "a1"})] == ["The liberators"]
    assert [one.name for one in named(pages[:2], same={"b2": "a1"})] == ["The gang"]


def test_every_use_is_where_it_is_said_to_be() -> None:
    page = story_page("[S {m Lee}] [C said] [T {g the  gang} fled] from {g Ermanth Defence}.", **HERALD)
    for one in named([page]):
        for naming in one.by:
            for basis in (basis for called in naming.called for basis in called.bases):
                assert basis.words == " ".join(page.document.text[slice(*basis.span)].split())
                assert (basis.document, basis.voice) == (page.document.id, naming.voice)


def test_who_is_named_by_most_comes_first_in_any_order_of_pages() -> None:
    pages = (
        story_page("{a Ann} met {b Bob}, {b Bob} and {b Bob}.", **HERALD),
        story_page("{a Ann} left.", **POST),
        story_page("{c Cy} left.", publisher="Post", published="2024-01-01"),
    )
    assert [one.actor for one in named(pages)] == ["a", "b", "c"]
    assert len({named(order) for order in permutations(pages)}) == 1


def deed(word: str, marked: str = "{p Police} %s {g Hanno Brill}.", **given: Any) -> Reading:
    return story_page(marked % word, facts=(f"COERCE p > g: {word}",), **given)


def the_same(*readings: Reading) -> list[list[tuple[str, str]]]:
    return [[(reading.document.id, reading.events[0].id) for reading in readings]]


@pytest.mark.parametrize(
    ("readings", "expected", "differ"),
    [
        pytest.param((deed("arrested", **HERALD), deed("kidnapped", **POST)),
                     {"Herald": "arrested", "Post": "kidnapped"}, True, id="two words"),
        pytest.param((deed("arrested", **HERALD), deed("arrested", "Again {p police} %s {g him}.", **POST)),
                     {"Herald": "arrested", "Post": "arrested"}, False, id="one word"),
        pytest.param((deed("arrested", **HERALD),
                      deed("kidnapped", "[S {m Lee}] [C said] [T {p police} %s {g him}].", **POST)),
                     {"Herald": "arrested", "Post reported Lee": "kidnapped"}, False,
                     id="what others call it parts no publishers"),
    ],
)  # fmt: skip
def test_what_an_event_is_called(readings: tuple[Reading, ...], expected: dict[str, str], differ: bool) -> None:
    (one,) = termed(readings, the_same(*readings))
    assert shown(one.by) == expected
    assert differing(one.by) is differ


def test_events_of_pages_that_are_not_asked_for_are_left_out() -> None:
    one, other = deed("arrested", **HERALD), deed("kidnapped", **POST)
    (found,) = termed([one], the_same(one, other))
    assert shown(found.by) == {"Herald": "arrested"}
    assert termed([story_page("Nothing.", **HERALD)], the_same(one)) == ()


# Of the sample stories what the reader reads as it was written; each is also in TRUTH.yaml.
@pytest.mark.parametrize(
    ("id", "page", "actor", "name", "voice"),
    [
        ("ferry", "halyard/ferry-sinks.html", "epd", "an armed group", None),
        ("ferry", "ktr/ferry-mine.html", "epd", "the gang", None),
        ("ferry", "brunsel-standard/ferry-shelled.html", "kordavia-government", "the Dravek regime", None),
        ("exchange", "brunsel-standard/heroes-home.html", "kordavia-government", "The Dravek regime", None),
        ("well", "ktr/lindry-poisoned.html", "epd", "the Falcon gang", "A security source"),
        ("arrest", "ktr/brill-caught.html", "hanno-brill", "paymaster of the Falcon gang", None),
        ("arrest", "brunsel-standard/envoy-kidnapped.html", "hanno-brill", "The liberators’ peace envoy", None),
        ("arrest", "brunsel-standard/envoy-kidnapped.html", "hanno-brill", "a freedom fighter", None),
    ],
)
def test_names_of_the_sample_stories(id: str, page: str, actor: str, name: str, voice: str | None) -> None:
    assert any(
        (one["page"], one["name"], one["voice"]) == (page, name, voice or "page") for one in TRUTH[id]["namings"]
    )
    (one,) = (one for one in named(story(id)) if one.actor == actor)
    document = read(page).document.id
    found = {
        naming.mode: naming.voice.name
        for naming in one.by
        for called in naming.called
        if any(basis.document == document for basis in called.bases) and same_words(called.words, name)
    }
    assert found
    if voice is None:  # what is reported may be in the page's words
        assert "quoted" not in found
    else:
        assert set(found.values()) == {voice.removeprefix("A ")}


def same_words(one: str, other: str) -> bool:
    plain = (words.casefold().removeprefix("the ").removeprefix("a ") for words in (one, other))
    return len(set(plain)) == 1


def test_an_arrest_and_a_kidnapping_are_one_event_in_two_words() -> None:
    pages = [read(page) for page in ("halyard/negotiator-held.html", "brunsel-standard/envoy-kidnapped.html")]
    group = [
        (page.document.id, event.id)
        for page, word in zip(pages, ("arrested", "kidnapped"), strict=True)
        for event in page.events
        if page.document.text[slice(*event.trigger[0])] == word
    ]
    (one,) = termed(pages, [group])
    assert shown(one.by) == {"Halyard": "arrested", "The Brunsel Standard": "kidnapped"}
    assert differing(one.by)
