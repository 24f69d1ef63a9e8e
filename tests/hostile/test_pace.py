"""The time of a whole reading grows with the length of a page, whatever its words: what once grew with the square."""

import time

import pytest

import sayso
from tests.hostile.case import ARTICLE

LONGEST = 10.0  # seconds; each takes a second alone on a slow core
TEXTS = {
    "mentions in one sentence": "he " * 1000,
    "definitions of one name": "(SDF) (YPG) Norland Democratic Forces (SDF) " * 200,
    "intervals in one sentence": "from January 5 to March 2015 until " * 300,
    "cues in one sentence": "Velm said Dorn said that the army which held " * 100,
    "full stops without a blank": "." * 70_000,
    "lines of a letter": "x\n" * 3_500,
}


@pytest.mark.parametrize("words", [pytest.param(words, id=why) for why, words in TEXTS.items()])
def test_a_reading_comes_in_time(words: str) -> None:
    started = time.perf_counter()
    sayso.read(text=f"{ARTICLE}\n\n{ARTICLE}\n\n{words}")
    assert time.perf_counter() - started < LONGEST
