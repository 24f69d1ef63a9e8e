"""The measure of same events: groups by head lemma, and the figures of groups."""

import pytest

from evaluation.same_events import by_lemma, score
from sayso.compare.gathering.signs import Signs
from sayso.compare.occurring.making import of_words
from sayso.compare.occurring.told import Happening
from training.ecb import Marked


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
