"""Signs of a stance: what words say how one actor stands toward another."""

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.lexicon.stances import PACKAGED, met_at, packaged_signs, read_signs


def test_the_signs_of_the_program_are_sound() -> None:
    signs = packaged_signs()
    assert sum(map(len, signs.values())) >= 500
    assert dict(read_signs(PACKAGED)) == dict(signs)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("- {sign: Back, pos: verb, kind: supports}", "lower case", id="a capital"),
        pytest.param("- {sign: back, pos: verb, kind: likes}", "likes", id="a kind that is none"),
        pytest.param(
            "- {sign: back, pos: verb, kind: supports, toward: [up]}", "up is no place", id="a place that is none"
        ),
        pytest.param("- {sign: side, pos: verb, kind: supports, toward: [on]}", "quotation marks", id="a bare on"),
        pytest.param(
            "- {sign: a, pos: verb, kind: ally}\n- {sign: a, pos: verb, kind: ally}", "twice", id="a sign twice"
        ),
    ],
)
def test_unsound_signs_are_refused(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_signs(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("backed", ["back"], id="a form of a verb"),
        pytest.param("joined forces", ["join forces", "join"], id="the longer one first"),
        pytest.param("waged a bloody war", ["wage war"], id="words between"),
        pytest.param("in an apparent bid to", ["in a bid to"], id="a word within a phrase, an before a vowel"),
        pytest.param("overran", ["overrun"], id="an irregular form with a prefix"),
        pytest.param("wants it to", ["want"], id="no word within a wish"),
        pytest.param("weather", [], id="no sign"),
    ],
)
def test_signs_are_met(text: str, expected: list[str]) -> None:
    found = [" ".join(met.sign.words) for met in met_at(text.split(), 0)]
    assert list(dict.fromkeys(found)) == expected
