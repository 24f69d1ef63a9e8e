"""Asserted, denied, conceded by one actor on one matter; and a claim's way from its first speaker."""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Any

import pytest

from sayso.compare.course import Matter, courses, way
from sayso.compare.hearing.sayers import Item
from sayso.errors import NotFoundError
from sayso.records import Act, Reading
from tests.compare.paging import item, story_page, with_said
from tests.compare.stories import TRUTH, bodies, holding, read, story


def saying(cue: str, day: int, act: Act = "state", speaker: str = "{e The EPD}", publisher: str = "Herald") -> Reading:
    """A page of a day in May on which somebody speaks."""
    marked = f"[S {speaker}] [C {cue}] [T a mine lay there]."
    return story_page(marked, acts={"": act}, publisher=publisher, published=f"2024-05-{day:02}")


def course(matter: Matter) -> dict[str, str]:
    """How each voice stood over time."""
    return {each.voice.name: " ".join(stage.stand for stage in each.stages) for each in matter.courses}


ACCUSES = saying("says", 1, speaker="{m The ministry}")
DENIES = saying("denies", 1, "deny")
YIELDS = saying("now says", 3)
ADMITS = saying("admits", 3, "admit")
EARLY = saying("first says", 1)
OTHERWISE = saying("claims a shell", 2)
BACK = saying("takes back", 4, "deny", speaker="{m The ministry}")

Said = tuple[Reading, str]
CUES = {
    ACCUSES: "says", EARLY: "first says", DENIES: "denies", YIELDS: "now says", ADMITS: "admits",
    OTHERWISE: "claims a shell",
    BACK: "takes back",
}  # fmt: skip


def at(reading: Reading) -> Item:
    return item(reading, CUES[reading])


@pytest.mark.parametrize(
    ("claim", "contrary", "expected"),
    [
        pytest.param([ACCUSES], [DENIES], {"The EPD": "denies", "The ministry": "asserts"}, id="asserted and denied"),
        pytest.param([ACCUSES, YIELDS], [DENIES], {"The EPD": "denies concedes", "The ministry": "asserts"},
                     id="who says what he denied concedes it"),
        pytest.param([ACCUSES, ADMITS], [], {"The EPD": "concedes", "The ministry": "asserts"}, id="who admits, too"),
        pytest.param([ACCUSES, EARLY, ADMITS], [], {"The EPD": "asserts concedes", "The ministry": "asserts"},
                     id="and who only said it before"),
        pytest.param([ACCUSES], [OTHERWISE], {"The EPD": "contradicts", "The ministry": "asserts"},
                     id="another story is no denial"),
        pytest.param([ACCUSES], [DENIES, BACK], {"The EPD": "denies", "The ministry": "asserts retracts"},
                     id="who denies what he said takes it back"),
        pytest.param([ACCUSES], [DENIES, OTHERWISE], {"The EPD": "denies", "The ministry": "asserts"},
                     id="to deny and to tell another story is one stand"),
        pytest.param([ACCUSES, YIELDS], [], {"The EPD": "asserts", "The ministry": "asserts"}, id="all agree"),
    ],
)  # fmt: skip
def test_how_voices_stood(claim: list[Reading], contrary: list[Reading], expected: dict[str, str]) -> None:
    conflicts = [(at(claim[0]), at(each)) for each in contrary]
    for order in permutations([*claim, *contrary]):
        found = courses(order, [list(map(at, claim))], conflicts)
        assert [course(matter) for matter in found if at(claim[0]) in matter.items] == [expected]


def test_a_denial_is_told_with_what_it_denies() -> None:
    (matter,) = courses([ACCUSES, DENIES], [[at(ACCUSES)], [at(DENIES)]], [(at(DENIES), at(ACCUSES))])
    assert (matter.items, matter.against) == ((at(ACCUSES),), (at(DENIES),))


def test_who_does_not_deny_denies_nothing() -> None:
    page = with_said(DENIES, "denies", negated=True)
    found = courses([ACCUSES, page], [[at(ACCUSES)]], [(at(ACCUSES), at(DENIES))])
    assert course(next(one for one in found if one.items == (at(ACCUSES),)))["The EPD"] == "contradicts"


@pytest.mark.parametrize(
    ("days", "matters"),
    [
        pytest.param((1, 2), 1, id="who says later that there was none denies"),
        pytest.param((2, 1), 2, id="who said it before any claim makes one"),
    ],
)
def test_what_is_denied_in_so_many_words(days: tuple[int, int], matters: int) -> None:
    claims, denies = (
        story_page(f"[S {{{who} {who}}}] [C says] [T {words}].", published=f"2024-05-0{day}")
        for day, who, words in zip(days, ("ministry", "epd"), ("a mine sank it", "there was no mine"), strict=True)
    )
    found = courses([claims, denies], [], [(item(claims, "says"), item(denies, "says"))])
    assert len(found) == matters
    (matter,) = (one for one in found if item(claims, "says") in one.items)
    assert course(matter) == {"ministry": "asserts", "epd": "denies"}


def test_a_page_takes_back_what_its_earlier_version_said() -> None:
    page = story_page("[S An earlier version of this article] [C said] [T two children died].", publisher="Courier")
    (matter,) = courses([page, ACCUSES], [[item(page, "said"), at(ACCUSES)]])
    assert course(matter) == {"The ministry": "asserts", "Courier": "retracts"}


def test_two_stories_are_two_matters() -> None:
    found = courses([ACCUSES, OTHERWISE], [], [(at(ACCUSES), at(OTHERWISE))])
    assert sorted(one.items for one in found) == sorted([(at(ACCUSES),), (at(OTHERWISE),)])


def test_what_is_denied_alone_is_a_matter_of_its_own() -> None:
    (matter,) = courses([DENIES], [[at(DENIES)]])
    assert matter.items == (at(DENIES),)


def test_a_body_turns_where_its_spokeswoman_does() -> None:
    early = saying("says", 1, "deny", speaker="{lee Ann Lee}")
    late = saying("concurs", 2)
    conflicts = [(item(early, "says"), item(late, "concurs"))]
    (matter,) = courses([early, late], [[item(late, "concurs")]], conflicts, speaks_for={"lee": "e"})
    (one,) = matter.courses
    assert (one.turned, [(stage.stand, stage.day) for stage in one.stages]) == (
        True, [("denies", "2024-05-01"), ("concedes", "2024-05-02")],
    )  # fmt: skip
    assert [heard.speaker.name for stage in one.stages for heard in stage.told] == ["Ann Lee", "The EPD"]
    apart = courses([early, late], [[item(late, "concurs")]], conflicts)
    assert [one.turned for matter in apart for one in matter.courses] == [False, False]


def test_what_no_page_has_is_an_error() -> None:
    with pytest.raises(NotFoundError, match="no attribution or event nothing"):
        courses([ACCUSES], [[(ACCUSES.document.id, "nothing")]])


TV: dict[str, Any] = {"publisher": "State TV", "published": "2024-05-01", "tv": "media"}
FIRST = story_page("[S A source] [C warns] [T of saboteurs].", **TV)
CITING = story_page(
    "[S1 {tv State TV}] [C1 reports] [T1 that [S2/1 a source] [C2/1 saw] [T2/1 saboteurs]].",
    publisher="Courier", published="2024-05-02", tv="media",
)  # fmt: skip
COPY = story_page("[S A source] [C was warning] [T of saboteurs].", publisher="Post", published="2024-05-03")
AGAIN = story_page("[S {m Lee}] [C tells] [T of saboteurs].", publisher="Star", published="2024-05-03")
LEE = story_page("[S {m Lee}] [C repeats] [T it].", publisher="Globe", published="2024-05-04")
LATER = story_page("[S The source] [C warns] [T of saboteurs].", publisher="State TV", published="2024-05-09")
BLAMES = story_page("[S {tv State TV}] [C blames] [T saboteurs].", publisher="Post", published="2024-05-02", tv="media")
TOLD = story_page("[S {m Lee}] [C told] {tv State TV} [T of it].", publisher="Post", published="2024-05-05", tv="media")


def hops(found: Iterable[tuple[Reading, str]], copies: Sequence[tuple[Reading, Reading]] = ()) -> list[str]:
    """How each page of a claim's way came to have it, in order, and from which page."""
    pages = dict(found)
    publishers = {reading.document.id: reading.document.publisher for reading in pages}
    pairs = [(one.document.id, other.document.id) for one, other in copies]
    told = way(list(pages), [item(reading, cue) for reading, cue in pages.items()], pairs)
    return [
        f"{hop.heard.page.name} {hop.how}" + (f" {publishers[hop.of[0]]}" if hop.of is not None else "")
        for hop in told.hops
    ]


@pytest.mark.parametrize(
    ("pages", "copies", "expected"),
    [
        pytest.param([(FIRST, "warns"), (CITING, "saw")], [], ["State TV first", "Courier cites State TV"],
                     id="a medium is cited that has it"),
        pytest.param([(CITING, "saw")], [], ["Courier cites"], id="or that is not among the pages"),
        pytest.param([(LATER, "warns"), (CITING, "saw")], [], ["Courier cites", "State TV says"],
                     id="not a page that came out later"),
        pytest.param([(FIRST, "warns"), (BLAMES, "blames")], [], ["State TV first", "Post cites State TV"],
                     id="a medium that is the speaker"),
        pytest.param([(FIRST, "warns"), (COPY, "was warning")], [(COPY, FIRST)],
                     ["State TV first", "Post copies State TV"], id="copied"),
        pytest.param([(FIRST, "warns"), (AGAIN, "tells")], [], ["State TV first", "Star says"], id="another says it"),
        pytest.param([(AGAIN, "tells"), (LEE, "repeats")], [], ["Star first", "Globe same_speaker Star"],
                     id="a common source"),
        pytest.param([(FIRST, "warns"), (with_said(TOLD, "told", media=("tv",)), "told")], [],
                     ["State TV first", "Post cites State TV"], id="what was told a medium came through it"),
    ],
)  # fmt: skip
def test_the_way_of_a_claim(pages: list[Said], copies: list[tuple[Reading, Reading]], expected: list[str]) -> None:
    assert all(hops(order, copies) == expected for order in permutations(pages))


def test_on_one_day_who_has_it_from_others_comes_later() -> None:
    one, other = (
        story_page(f"[S {{m Lee}}] [C {cue}] [T it].", publisher=cue, published="2024-05-01")
        for cue in ("says", "tells")
    )
    third = story_page("[S {n Roe}] [C adds] [T it].", publisher="adds", published="2024-05-01")
    for copy, source in ((one, other), (other, one)):
        names = [reading.document.publisher for reading in (source, copy)]
        found = hops(((one, "says"), (other, "tells")), [(copy, source)])
        assert found == [f"{names[0]} first", f"{names[1]} copies {names[0]}"]
    assert set(hops(((one, "says"), (third, "adds")))) == {"says first", "adds first"}


@pytest.mark.parametrize(
    ("copied", "speakers"),
    [pytest.param(True, ["A source"], id="a copy adds none"), pytest.param(False, ["A source"] * 2, id="two are two")],
)
def test_who_says_it(copied: bool, speakers: list[str]) -> None:
    items = [item(FIRST, "warns"), item(COPY, "was warning")]
    pairs = [(COPY.document.id, FIRST.document.id)] if copied else []
    assert [voice.name for voice in way([FIRST, COPY], items, pairs).speakers] == speakers


def told(id: str, claim: str) -> tuple[list[Item], list[Item]]:
    """The attributions of a sample story that say a claim, and those that say the contrary, as far as they are read."""
    (truth,) = (each for each in TRUTH[id]["claims"] if each["id"] == claim)
    found = [(each["does"] == "denies", holding(each["page"], each["words"])) for each in truth["by"]]
    says, contrary = ([at for denied, at in found if at and denied is side] for side in (False, True))
    return says, contrary


@pytest.mark.parametrize(
    ("id", "claim", "expected"),
    [
        ("ferry", "mine", {"Ministry of Defence of Kordavia": "asserts", "Ermanth People's Defence": "denies",
                           "Dessa Ruun": "denies", "Seltan Foreign Office": "denies"}),
        ("ferry", "shell", {"Ermanth People's Defence": "asserts", "Seltan security source": "asserts",
                            "Joint Observer Mission for Ermanth": "denies"}),
        ("exchange", "two-died", {"Ermanth People's Defence": "asserts", "State Guard Directorate": "denies",
                                  "its press office": "denies"}),
        ("arrest", "forged", {"police spokesman": "asserts", "Amarel’s police": "asserts",
                              "Ermanth People's Defence": "denies"}),
    ],
)  # fmt: skip
def test_claims_of_the_sample_stories(id: str, claim: str, expected: dict[str, str]) -> None:
    says, contrary = told(id, claim)
    found = courses(story(id), [says], [(says[0], each) for each in contrary], speaks_for=bodies(id))
    (matter,) = (one for one in found if says[0] in one.items)
    assert course(matter) == expected


def test_half_a_concession_in_the_sample_ferry() -> None:
    says, _ = told("ferry", "some-mine")
    _, denials = told("ferry", "mine")
    first = [at for at in denials if at[0] == read("halyard/ferry-sinks.html").document.id]
    found = courses(story("ferry"), [says], [(says[0], each) for each in first], speaks_for=bodies("ferry"))
    (matter,) = (one for one in found if says[0] in one.items)
    assert course(matter)["Ermanth People's Defence"] == "denies concedes"


def test_one_minister_is_a_common_source_of_three_sample_pages() -> None:
    says, _ = told("arrest", "extradition")
    found = way(story("arrest"), says)
    hops = [(hop.heard.page.name, hop.how) for hop in found.hops]
    assert sorted(hops[:2]) == [("Halyard", "first"), ("KTR World Service", "first")]
    assert hops[2:] == [("The Brunsel Standard", "same_speaker")]
    assert [voice.name for voice in found.speakers] == ["Ilio Senn"]


def test_copies_of_the_sample_exchange() -> None:
    says, _ = told("exchange", "two-died")
    echoes = TRUTH["exchange"]["echoes"]
    copies = [(read(each["page"]).document.id, read(each["of"]).document.id) for each in echoes]
    found = way(story("exchange"), says, copies, speaks_for=bodies("exchange"))
    assert [(hop.heard.page.name, hop.how) for hop in found.hops[:1]] == [("Halyard", "first")]
    assert sorted((hop.heard.page.name, hop.how) for hop in found.hops[1:]) == [
        ("Amarel Courier", "copies"), ("The Brunsel Standard", "copies"),
    ]  # fmt: skip
