"""Words that take a side or keep a distance, as the list has them."""

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.lexicon.loaded import PACKAGED, loaded_at, packaged_loads, read_loads


def test_the_words_of_the_program_are_sound() -> None:
    loads = packaged_loads()
    assert sum(map(len, loads.values())) >= 500
    assert dict(read_loads(PACKAGED)) == dict(loads)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("- {word: Regime, kind: loaded_name, pos: noun}", "lower case", id="a capital"),
        pytest.param("- {word: a, kind: scare_quotes, pos: noun}", "no words", id="marks are no words"),
        pytest.param("- {word: a, kind: loaded_word, pos: noun, unless: [on]}", "quotation marks", id="a bare on"),
        pytest.param(
            "- {word: a, kind: loaded_word, pos: noun}\n- {word: a, kind: loaded_name, pos: noun}",
            "twice",
            id="a word twice",
        ),
    ],
)
def test_unsound_words_are_refused(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_loads(path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("regimes", ["regime"], id="a plural"),
        pytest.param("slaughtered", ["slaughter", "slaughter"], id="a form: the verb, the noun"),
        pytest.param("so - called", ["so - called"], id="a word in three parts"),
        pytest.param("rogue states", ["rogue state", "rogue"], id="the longer words first"),
        pytest.param("rogue army", ["rogue"], id="one word of two"),
        pytest.param("rogue", ["rogue"], id="at the end"),
        pytest.param("army", [], id="a word that takes no side"),
    ],
)
def test_words_are_met(words: str, expected: list[str]) -> None:
    met = loaded_at(words.split(), 0)
    assert [" ".join(load.words) for load, _ in met] == expected
    assert [end for _, end in met] == [len(load.words) for load, _ in met]
