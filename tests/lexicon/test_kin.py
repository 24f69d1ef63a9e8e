"""The list of words of kindred meaning: what it holds and what it refuses."""

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.lexicon.kin import PACKAGED, kinship, packaged_kin, read_kin


@pytest.mark.parametrize(
    ("near", "far"),
    [
        pytest.param(("explosion", "blast"), ("explosion", "harvest"), id="another word for it"),
        pytest.param(("lawsuit", "sued"), ("lawsuit", "bridge"), id="noun and verb"),
        pytest.param(("soldier", "troop"), ("soldier", "budget"), id="of one matter"),
    ],
)
def test_kin_are_closer_than_strangers(near: tuple[str, str], far: tuple[str, str]) -> None:
    assert kinship(*near) > 0.4 > kinship(*far)


def test_a_word_is_its_own_kin() -> None:
    assert kinship("tractor", "tractor") == 1.0


def test_either_order() -> None:
    first = next(iter(packaged_kin()))
    other = next(iter(packaged_kin()[first]))
    assert kinship(first, other) == kinship(other, first) > 0


def test_packaged_is_what_the_file_says() -> None:
    assert packaged_kin() == read_kin(PACKAGED)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        pytest.param("- {word: a, kin: 'b:60'}\n- {word: a, kin: 'c:60'}", "listed twice", id="a word twice"),
        pytest.param("- {word: b, kin: 'a:60'}", "no later word", id="the earlier word comes second"),
        pytest.param("- {word: a, kin: 'b:160'}", "hundredths", id="more than a hundred"),
        pytest.param("- {word: a, kin: b}", "hundredths", id="no number"),
    ],
)
def test_refusals(tmp_path: Path, entries: str, reason: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(entries + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_kin(file)
