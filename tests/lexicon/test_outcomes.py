"""What words say became of counted things, and what the list refuses."""

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.lexicon.outcomes import Counted, Pos, Role, fates, fits, read_outcomes


def outcome(word: str, pos: Pos, counted: Counted = "person", role: Role = "object", after: str = "") -> str | None:
    return next((fate.outcome for fate in fates(word, pos) if fits(fate, (counted,), role, after.split())), None)


@pytest.mark.parametrize(
    ("word", "counted", "role", "after", "expected"),
    [
        pytest.param("killed", "person", "object", "", "killed", id="a form of a verb"),
        pytest.param("killed", "person", "subject", "", None, id="who kills is not killed"),
        pytest.param("died", "person", "subject", "", "killed", id="a verb of its subject"),
        pytest.param("lost", "person", "object", "", "killed", id="persons lost"),
        pytest.param("lost", "troop", "object", "", "destroyed", id="arms lost"),
        pytest.param("lost", "place", "object", "", None, id="places lost are none of these"),
        pytest.param("shot", "craft", "object", "down", "shot_down", id="with its particle"),
        pytest.param("shot", "person", "object", "dead", "killed", id="with another word"),
        pytest.param("shot", "person", "object", "", None, id="without either"),
        pytest.param("took", "person", "object", "hostage", "captured", id="the entry with a word goes first"),
        pytest.param("took", "place", "object", "", "captured", id="the entry for places"),
    ],
)
def test_fate_of_a_verb(word: str, counted: Counted, role: Role, after: str, expected: str | None) -> None:
    assert outcome(word, "verb", counted, role, after) == expected


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [
        pytest.param("deaths", "noun", "killed", id="a plural"),
        pytest.param("casualties", "noun", "other", id="neither dead nor wounded"),
        pytest.param("missing", "adjective", "missing", id="an adjective"),
        pytest.param("table", "noun", None, id="a noun that says nothing"),
    ],
)
def test_fate_of_other_words(word: str, pos: Pos, expected: str | None) -> None:
    assert outcome(word, pos) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- {pos: verb, outcome: killed, words: kill kill}", "already"),
        ("- {pos: verb, outcome: gone, words: kill}", "gone"),
        ("- {pos: verb, outcome: killed, words: kill, on: x}", "bare on"),
    ],
    ids=["a word twice", "no outcome", "an unknown field"],
)
def test_a_file_that_is_not_sound_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"own\.yaml, line 1.*{reason}"):
        read_outcomes(path)
