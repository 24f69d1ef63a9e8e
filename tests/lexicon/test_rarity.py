"""How rare words are, and what counts as one word."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.lexicon.compiled import store, stored
from sayso.lexicon.rarity import PACKAGED, UNLISTED, Counts, packaged_counts, rarity, read_counts, words
from training.rarity import counted, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The town fell", ["the", "town", "fell"], id="words in lower case"),
        pytest.param("Russia’s", ["russia"], id="possessive"),
        pytest.param("Russia's", ["russia"], id="possessive with a straight apostrophe"),
        pytest.param("O’Neill", ["o'neill"], id="an apostrophe within a name stays, straight"),
        pytest.param("U.S. N.A.A.C.P.", ["us", "naacp"], id="abbreviations without dots"),
        pytest.param("parties wells", ["party", "well"], id="plurals"),
        pytest.param("Paris crisis boss gas", ["paris", "crisis", "boss", "gas"], id="what only looks like a plural"),
        pytest.param("1,200 9:30 3.5", ["1200", "9:30", "3.5"], id="numbers"),
        pytest.param("US/HSD Tel-Aviv", ["us", "hsd", "tel", "aviv"], id="slashes and hyphens part"),
        pytest.param("Zürich ÎLE", ["zürich", "île"], id="other letters"),
        pytest.param(" — “”", [], id="no words"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [key for _, key in words(text)] == expected


@given(st.text(max_size=60))
def test_words_stand_in_the_text_and_are_not_empty(text: str) -> None:
    at = 0
    for word, key in words(text):
        at = text.index(word, at) + len(word)
        assert key


def test_what_is_said_in_all_texts_tells_nothing_and_a_rare_name_most() -> None:
    assert 0 <= rarity("the") < 0.2 < rarity("government") < rarity("ferry") < rarity("zemblanquor")
    assert rarity("zemblanquor") == rarity("quorvish")


def test_the_packaged_counts_are_sound() -> None:
    counts = packaged_counts()
    assert counts.documents > 3000
    assert len(counts.words) > 10_000
    assert all(UNLISTED < count <= counts.documents for count in counts.words.values())


def test_what_is_counted_is_read_again(tmp_path: Path) -> None:
    texts = ["The ferry sank.", "A ferry; the no-man’s land", "Ferries and yes and no", "no ferry, the ferry"] * 2
    file = tmp_path / "rarity.yaml"
    file.write_text(written(*counted(texts)), encoding="utf-8")
    read = read_counts(file)
    assert read == Counts(8, {"ferry": 8, "the": 6, "no": 6})
    assert "sank" not in read.words  # it stands in two texts


@pytest.mark.parametrize(
    ("file", "message"),
    [
        pytest.param("- documents: 9\n  words: ''\n- documents: 3\n  words: a a\n", "a is listed twice", id="twice"),
        pytest.param("- documents: 9\n  words: ''\n- documents: 10\n  words: a\n", "some of the texts", id="too many"),
        pytest.param("- documents: 3\n  words: a\n", "some of the texts", id="how many texts is not told"),
        pytest.param("- documents: 9\n  words: ''\n- documents: 3\n  words: The\n", "is folded", id="not folded"),
        pytest.param("- documents: three\n  words: ''\n", "documents", id="no number"),
    ],
)
def test_what_is_not_sound_is_refused(tmp_path: Path, file: str, message: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(file, encoding="utf-8")
    with pytest.raises(InputError, match=rf"own\.yaml, line \d: .*{message}"):
        read_counts(path)


def test_what_is_stored_is_what_is_written(tmp_path: Path) -> None:
    copy = Path(shutil.copy(PACKAGED, tmp_path))
    store(copy, read_counts(copy))
    assert stored(copy, Counts) == read_counts(copy) == packaged_counts()
