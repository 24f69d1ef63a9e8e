"""The list of words of the same and of opposite meaning: what it holds and what it refuses."""

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.lexicon.opposites import PACKAGED, packaged_meanings, poles_at, read_meanings


@pytest.mark.parametrize(
    ("words", "at", "matter", "side"),
    [
        pytest.param("he confirmed it", 1, "confirmation", 1, id="a form of a verb"),
        pytest.param("the denials came", 1, "confirmation", -1, id="a plural on the other side"),
        pytest.param("she stepped down today", 1, "going on", -1, id="several words, the first in any form"),
        pytest.param("prices rose", 1, "amount", 1, id="an irregular form"),
        pytest.param("a gunman fled", 1, "armed men", 1, id="a matter without an opposite"),
    ],
)
def test_poles(words: str, at: int, matter: str, side: int) -> None:
    assert (matter, side) in {(pole.matter, pole.side) for pole, _ in poles_at(words.split(), at)}


@pytest.mark.parametrize(
    ("words", "at", "matter"),
    [
        pytest.param("she stepped up", 1, "going on", id="the words behind the first are others"),
        pytest.param("she stepped", 1, "going on", id="the text ends within"),
        pytest.param("a tractor", 1, "armed men", id="not listed"),
    ],
)
def test_no_pole(words: str, at: int, matter: str) -> None:
    assert matter not in {pole.matter for pole, _ in poles_at(words.split(), at)}


def test_no_word_opposes_itself() -> None:
    for meanings in packaged_meanings().values():
        listed = [(meaning.words, meaning.pole.matter) for meaning in meanings]
        assert len(set(listed)) == len(listed)


def test_packaged_is_what_the_file_says() -> None:
    assert packaged_meanings() == read_meanings(PACKAGED)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        pytest.param("- {matter: a, one: [b], other: [b]}", "b stands twice", id="on both sides"),
        pytest.param("- {matter: a, one: [B]}", "lower case", id="a capital"),
        pytest.param('- {matter: a, one: [""]}', "at least one word", id="no word"),
        pytest.param("- {matter: a, one: [b]}\n- {matter: a, one: [c]}", "listed twice", id="a matter twice"),
        pytest.param("- {matter: a, one: [true]}", "quotation marks", id="a truth value"),
        pytest.param("- {matter: a, on: [b]}", "on", id="an unknown field"),
    ],
)
def test_refusals(tmp_path: Path, entries: str, reason: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(entries + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_meanings(file)
