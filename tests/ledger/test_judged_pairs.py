"""What is judged the same or not of two: it stands where its words stand, the later holds, and the same follows in
whatever order it comes in."""

import random
from itertools import combinations, permutations
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger, faults
from sayso.ledger.judged_pairs import JudgedPairs, about_two, held
from sayso.ledger.pairs import EVENTS, PAIRS, event_anchor
from sayso.records import Judgement, JudgementKind
from tests.factories_events import PageRead, Telling
from tests.ledger.casting import TIME, attribution, cast, judgement

LATER: Final = "2024-06-01T10:00:00+00:00"


def told(name: str, *, reader: str = "test", before: str = "") -> PageRead:
    """A page with two claims and two events."""
    marked = (
        f"{before}In the valley of {name}, far from here and from there:\n"
        "[S1 Kerr] [C1 said] [T1 the mill burned]. She said no more.\n[S2 Doe] [C2 denied] [T2 that the mill fell]."
    )
    tell = Telling(cast(marked, path=f"{name}.txt"))
    tell.reading = replace(tell.reading, reader=reader)
    tell.event("ASSAULT", "burned")
    tell.event("RETREAT", "fell")
    return tell.done


PAGES: Final = {name: told(name) for name in "ABC"}
READINGS: Final = {name: reading for name, (_, reading) in PAGES.items()}
IDS: Final = {name: reading.document.id for name, reading in READINGS.items()}


def claim(name: str, cue: str = "said") -> str:
    return attribution(READINGS[name], cue).id


def event(name: str, number: int = 0) -> str:
    return READINGS[name].events[number].id


def thing(kind: str, name: str) -> str:
    return "" if kind.endswith("story") else event(name) if kind in EVENTS else claim(name)


def of(kind: Any, one: str, other: str, ids: tuple[str, str] | None = None, **fields: Any) -> Judgement:
    """A judgement of two pages by their names, or of what they have by these ids."""
    first, second = ids or (thing(kind, one), thing(kind, other))
    return Judgement(
        id=0, kind=kind, judge="Kim", **{"time": TIME} | fields,
        **about_two(kind, (READINGS[one], first), (READINGS[other], second)),
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path) as ledger:
        ledger.add_many(PAGES.values())
        yield ledger


def pair(kind: str, one: str, other: str) -> tuple[Any, Any]:
    ends = sorted((IDS[name], thing(kind, name)) for name in (one, other))
    return (ends[0][0], ends[1][0]) if kind.endswith("story") else (ends[0], ends[1])


@pytest.mark.parametrize("kind", PAIRS)
def test_a_judgement_comes_out_as_it_went_in_and_makes_a_pair(ledger: Ledger, kind: JudgementKind) -> None:
    new = ledger.judge(of(kind, "B", "A", note="Read both."))
    assert new == replace(of(kind, "B", "A", note="Read both."), id=1, other="test"), "with the reader of the other one"
    assert ledger.judgements() == (new,)
    assert ledger.judgements(IDS["A"]) == ledger.judgements(IDS["B"]) == (new,), "it is a judgement of both"
    assert ledger.judgements(IDS["C"]) == ()
    field = {"story": "stories", "claim": "claims", "event": "events"}[kind.rsplit("_", 1)[1]]
    side = "apart" if kind.startswith("not") else "same"
    found: dict[str, Any] = {f"{field}_{side}": frozenset({pair(kind, "A", "B")})}
    assert ledger.view.judged_pairs() == JudgedPairs(**found)
    assert ledger.view.unplaced(new) is False
    assert ledger.view.two(new) == ((IDS["B"], thing(kind, "B")), (IDS["A"], thing(kind, "A")))
    ledger.judge(judgement("retract", retracts=new.id))
    assert ledger.view.judged_pairs() == JudgedPairs(), "taken back"
    assert len(ledger.judgements(IDS["A"])) == 2, "the other page's judgement with its retraction"
    assert ledger.verify() == ()


def test_nothing_is_judged(ledger: Ledger) -> None:
    ledger.judge(judgement("wrong", READINGS["A"], "said"))
    assert ledger.view.judged_pairs() == JudgedPairs()


def test_what_is_judged_of_two_leaves_readings_and_verdicts_as_they_are(ledger: Ledger) -> None:
    for kind in PAIRS:
        ledger.judge(of(kind, "A", "B"))
    assert ledger.view.verdicts(IDS["A"]) == {}
    assert ledger.judged(IDS["A"]) == READINGS["A"]


def test_two_claims_of_one_page(ledger: Ledger) -> None:
    ids = (claim("A"), claim("A", "denied"))
    ledger.judge(of("not_same_claim", "A", "A", ids))
    (found,) = ledger.view.judged_pairs().claims_apart
    assert found == tuple(sorted((IDS["A"], id) for id in ids))


# Judgements as kind and two pages, oldest first; the pairs of stories that hold; the numbers of those that gave way.
CHAINS: Final = (
    pytest.param([("same_story", "AB"), ("not_same_story", "AB")], [], ["AB"], [1], id="the later on a pair holds"),
    pytest.param([("not_same_story", "AB"), ("same_story", "BA")], ["AB"], [], [1], id="whichever it is, either way"),
    pytest.param([("same_story", "AB"), ("same_story", "AB")], ["AB"], [], [], id="twice the same: none gives way"),
    pytest.param(
        [("same_story", "AB"), ("not_same_story", "AB"), ("same_story", "AB")], ["AB"], [], [2], id="there and back"
    ),
    pytest.param(
        [("same_story", "AB"), ("same_story", "BC"), ("not_same_story", "AC")], ["BC"], ["AC"], [1],
        id="a chain around two that are apart: the earlier of its pairs gives way",
    ),
    pytest.param(
        [("not_same_story", "AC"), ("same_story", "AB"), ("same_story", "BC")], ["BC"], ["AC"], [2],
        id="also where they were judged apart before: what was said of the two themselves stands",
    ),
    pytest.param(
        [("same_story", "AB"), ("same_story", "BC"), ("same_story", "AB"), ("not_same_story", "AC")], ["AB"], ["AC"],
        [2], id="judged once more it is the later one",
    ),
    pytest.param(
        [("not_same_story", "AB"), ("not_same_story", "BC"), ("same_story", "AC")], ["AC"], ["AB", "BC"], [],
        id="nothing contradicts",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("judged", "same", "apart", "gave_way"), CHAINS)
@pytest.mark.parametrize("what", ["story", "claim", "event"])
def test_contradictions(
    ledger: Ledger, what: str, judged: list[tuple[Any, str]], same: list[str], apart: list[str], gave_way: list[int]
) -> None:
    for kind, names in judged:
        ledger.judge(of(kind.replace("story", what), *names))
    found = ledger.view.judged_pairs()
    field = {"story": "stories", "claim": "claims", "event": "events"}[what]
    assert getattr(found, f"{field}_same") == {pair(f"same_{what}", *names) for names in same}
    assert getattr(found, f"{field}_apart") == {pair(f"same_{what}", *names) for names in apart}
    assert found.overruled == set(gave_way)


@pytest.mark.parametrize("what", ["claim", "event"])
@pytest.mark.parametrize("which", ["A", "B"], ids=["the first", "the other"])
@pytest.mark.parametrize(
    ("before", "placed"),
    [
        pytest.param("Home of the news and of the weather\n", True, id="something added far from it"),
        pytest.param("She said that it burned; it fell.\n", False, id="its words stand once more before it"),
    ],
)
def test_a_newer_reading_of_either(ledger: Ledger, what: str, which: str, before: str, placed: bool) -> None:
    new = ledger.judge(of(f"same_{what}", "A", "B"))
    page, old = PAGES[which]
    _, reading = told(which, reader="newer", before=before)
    moved = replace(reading, document=replace(reading.document, id=old.document.id))
    ledger.add(page, moved)
    assert ledger.view.unplaced(new) is not placed
    found = getattr(ledger.view.judged_pairs(), f"{what}s_same")
    now = moved.events[0].id if what == "event" else attribution_id(moved)
    assert found == (
        {tuple(sorted(((IDS[which], now), *((IDS[n], thing(f"same_{what}", n)) for n in "AB" if n != which))))}
        if placed
        else set()
    )
    assert ledger.judgements() == (new,), "it is kept either way"


def attribution_id(reading: Any) -> str:
    return str(reading.attributions[0].id)


@pytest.mark.parametrize("what", ["claim", "event"])
def test_what_a_newer_reading_has_not_makes_no_pair(ledger: Ledger, what: str) -> None:
    new = ledger.judge(of(f"same_{what}", "A", "B"))
    page, reading = PAGES["B"]
    ledger.add(page, replace(reading, reader="newer", attributions=(), events=()))
    assert ledger.view.judged_pairs() == JudgedPairs()
    assert ledger.view.unplaced(new)


def test_triggers_stand_where_they_were_taken() -> None:
    reading = READINGS["A"]
    assert event_anchor(reading, event("A", 1)) == ("fell", 0)
    with pytest.raises(NotFoundError, match="none of this id"):
        event_anchor(reading, "f" * 16)
    twins = replace(reading, events=(*reading.events, replace(reading.events[0], id="e" * 16)))
    with pytest.raises(InputError, match="not its own"):
        event_anchor(twins, "e" * 16)


SAID: Final = ("cue", "said", 0)
REFUSED: Final = (
    pytest.param("same_story", {"value": None}, "needs value", id="the same as what"),
    pytest.param("same_story", {"value": "x"}, "no id of a document", id="no document"),
    pytest.param("same_story", {"value": "0" * 64}, "none of this id", id="a document that is not there"),
    pytest.param("same_story", {"value": IDS["A"]}, "two documents", id="a document and itself"),
    pytest.param("same_story", {"words": "said", "occurrence": 0}, "as a whole", id="words of a document"),
    pytest.param("same_story", {"parts": (SAID,)}, "as a whole", id="words of the other document"),
    pytest.param("same_claim", {"words": None, "occurrence": None}, "needs words", id="a claim without its words"),
    pytest.param("same_claim", {"parts": ()}, "one part: the cue", id="the other claim without its words"),
    pytest.param("same_claim", {"parts": (SAID, SAID)}, "one part: the cue", id="three claims"),
    pytest.param("same_claim", {"parts": (("trigger", "burned", 0),)}, "one part: the cue", id="a claim and an event"),
    pytest.param("same_event", {"parts": (SAID,)}, "one part: the trigger", id="an event and a claim"),
    pytest.param("same_claim", {"parts": (("cue", "", 0),)}, "1 to", id="no words of the other"),
    pytest.param("same_claim", {"parts": (("cue", "said", -1),)}, "count from 0", id="before the first of the other"),
    pytest.param("same_claim", {"parts": (("cue", "said", 2),)}, "not stand there 3 times", id="no third of the other"),
    pytest.param("same_claim", {"parts": (("cue", "sang", 0),)}, "not stand there", id="words that are not there"),
    pytest.param("same_claim", {"words": "sang"}, "not stand there", id="words of the first that are not there"),
    pytest.param("same_claim", {"value": IDS["A"]}, "about two", id="a claim and itself"),
    pytest.param("same_claim", {"names": ("Kerr",)}, "a name for each", id="names"),
)


@pytest.mark.parametrize(("kind", "changes", "reason"), REFUSED)
def test_what_says_nothing_of_two_is_refused(ledger: Ledger, kind: Any, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises((InputError, NotFoundError), match=reason):
        ledger.judge(replace(of(kind, "A", "B"), **changes))
    assert ledger.judgements() == ()


def test_one_that_was_missed_has_no_trigger(ledger: Ledger) -> None:
    parts = (("cue", "said", 0), ("content", "the mill burned", 0), ("trigger", "burned", 0))
    with pytest.raises(InputError, match="source, cue, content"):
        ledger.judge(judgement("missed", READINGS["A"], "said", parts=parts))


def test_ledgers_that_are_merged_hold_the_same_pairs(tmp_path: Path) -> None:
    """Three ledgers of two pages each contradict each other; merged in any order the later judgements hold."""
    held_by = {
        "one": ("AB", [of("same_story", "A", "B"), of("same_claim", "A", "B", time=LATER)]),
        "two": ("BC", [of("same_story", "B", "C", time=LATER), of("same_event", "B", "C")]),
        "three": ("AC", [of("not_same_story", "A", "C"), of("same_claim", "A", "C")]),
    }
    for name, (pages, judged) in held_by.items():
        with Ledger(tmp_path / name) as ledger:
            ledger.add_many(PAGES[page] for page in pages)
            for each in judged:
                ledger.judge(each)
    found = []
    for number, order in enumerate(permutations(held_by)):
        with Ledger(tmp_path / str(number)) as ledger:
            for name in order:
                assert ledger.writer.merge(tmp_path / name).left_out == ()
                ledger.writer.merge(tmp_path / name)
            assert len(ledger.judgements()) == 6
            found.append(replace(ledger.view.judged_pairs(), overruled=frozenset()))
        assert list(faults(tmp_path / str(number))) == []
    assert found == [found[0]] * 6
    assert found[0].stories_same == {pair("same_story", "B", "C")}
    assert found[0].stories_apart == {pair("same_story", "A", "C")}
    assert found[0].claims_same == {pair("same_claim", "A", "B"), pair("same_claim", "A", "C")}


NAMES: Final = "abcdef"
TOLD: Final = st.lists(st.tuples(st.sampled_from(list(combinations(NAMES, 2))), st.booleans()), max_size=12)


@given(TOLD, st.randoms(use_true_random=False))
def test_what_holds_contradicts_nothing(told: list[tuple[tuple[str, str], bool]], chance: random.Random) -> None:
    every = [
        ((((one, ""), (other, "")) if chance.random() < 0.5 else ((other, ""), (one, ""))), made(number, same))
        for number, ((one, other), same) in enumerate(told)
    ]
    found = held(every)
    last = {frozenset(name for name, _ in pair): judged.kind for pair, judged in every}
    apart = {frozenset(name for name, _ in pair) for pair in found.apart}
    assert apart == {pair for pair, kind in last.items() if kind == "not_same_story"}, "the later of a pair, always"
    groups = {name: {name} for name in NAMES}
    for (one, _), (other, _) in found.same:
        both = groups[one] | groups[other]
        groups.update(dict.fromkeys(both, both))
    assert not any(pair <= group for pair in apart for group in groups.values()), "not by way of others either"
    for pair, kind in last.items():
        one, other = sorted(pair)
        joins = any(away <= groups[one] | groups[other] for away in apart)
        assert kind == "not_same_story" or groups[one] is groups[other] or joins, "none gives way without need"
    if every:
        (((one, _), (other, _)), newest) = every[-1]
        assert (groups[one] is groups[other]) == (newest.kind == "same_story"), "the newest of all holds"


def made(number: int, same: bool) -> Judgement:
    return Judgement(id=number, kind="same_story" if same else "not_same_story", judge="Kim", time=TIME)


def test_a_judgement_of_two_on_one_page_is_told_once(ledger: Ledger) -> None:
    ledger.judge(of("not_same_claim", "A", "A", (claim("A"), claim("A", "denied"))))
    assert len(ledger.judgements(IDS["A"])) == 1
