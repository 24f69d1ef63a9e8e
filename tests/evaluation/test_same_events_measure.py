"""The measure of same events: groups by head lemma, and the figures of groups."""

import pytest

from evaluation.same_events import Match, by_lemma, end_to_end, matched, score
from sayso.compare.gathering.signs import Signs
from sayso.compare.occurring.making import of_words
from sayso.compare.occurring.told import Happening
from tests.compare.builders import page
from training.ecb import Marked
from training.ecb_texts import Told


def event(id: str, sentence: str, word: str) -> Happening:
    words = sentence.split()
    return of_words(id, words, [words.index(word)], 0, Signs("page", None, {}))


FIRED = event("00000", "Guards fired at the gate", "fired")
FIRES = event("00001", "A guard fires again", "fires")
FLED = event("00002", "The crowd fled", "fled")


def test_groups_of_one_lemma() -> None:
    assert set(by_lemma([FIRED, FIRES, FLED])) == {("00000", "00001"), ("00002",)}


@pytest.mark.parametrize(
    ("chains", "full"),
    [
        pytest.param(("a", "a", "b"), True, id="the groups are those that are marked"),
        pytest.param(("a", "b", "b"), False, id="other ones"),
    ],
)
def test_score(chains: tuple[str, str, str], full: bool) -> None:
    events = [Marked(chain, "1", each) for chain, each in zip(chains, (FIRED, FIRES, FLED), strict=True)]
    assert (score(events, lambda each: each.subtopic, by_lemma).conll == pytest.approx(1.0)) == full


TOLD = Told("1_1ecb", "Rebels shelled the depot. It burned.", {}, {})
READ = page(
    "{a Rebels} shelled {b the depot}. It burned.", "ASSAULT a > b: shelled", "ASSAULT a > b: burned", title="A page"
)


@pytest.mark.parametrize(
    ("places", "marked"),
    [
        pytest.param({4: [(7, 14)]}, [4, None], id="the very word, and one that is not marked"),
        pytest.param({4: [(7, 14), (15, 18)], 5: [(29, 35)]}, [4, 5], id="more words are marked than the event has"),
        pytest.param({4: [(0, 6)]}, [None, None], id="beside it"),
        pytest.param({4: [(7, 10)], 5: [(7, 14)]}, [5, None], id="the one that shares most"),
    ],
)
def test_the_readers_events_are_matched(places: dict[int, list[tuple[int, int]]], marked: list[int | None]) -> None:
    found = {each.event.words: each.marked for each in matched(TOLD, READ, places)}
    assert [found["shelled"], found["burned"]] == marked


def test_what_the_reader_misses_costs() -> None:
    events = [Marked("a", "1", FIRED), Marked("a", "1", FIRES), Marked("b", "1", FLED)]
    all_found = [Match(each.event, "page", i) for i, each in enumerate(events)]
    whole = end_to_end(events, all_found, lambda _: 0)
    part = end_to_end(events, all_found[:1], lambda _: 0)
    assert (whole["events R"], part["events R"], part["events P"]) == (100.0, 33.3, 100.0)
    assert part["B-cubed"] < whole["B-cubed"]
