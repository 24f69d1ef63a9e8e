"""Tables on a screen."""

from io import StringIO

import pytest

from sayso.commands.columns import Screen, count, cut, quoted


def written(heads: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    stream = StringIO()
    Screen(stream).table(heads, rows)
    return stream.getvalue()


def test_columns_stand_side_by_side_without_blanks_behind_them() -> None:
    out = written(("", "Herald", "Post"), ("a claim", "Kerr", ""))
    head, row = out.splitlines()
    assert head.index("Herald") == row.index("Kerr")
    assert row.endswith("Kerr")


def test_too_many_columns_become_lines() -> None:
    names = tuple(f"Paper {number}" for number in range(12))
    out = written(("", *names), ("a claim", "Kerr", *("" for _ in names[1:])))
    assert out.splitlines() == ["  a claim", "      Paper 0: Kerr"]


@pytest.mark.parametrize("words", ["a\x1b[2Jb", "a\nb\u202ec"])
def test_words_of_pages_are_not_obeyed(words: str) -> None:
    out = written(("", words), (words, words))
    stream = StringIO()
    screen = Screen(stream)
    for write in (screen.title, screen.heading, screen.line):
        write(words)
    assert not {"\x1b", "\u202e"} & set(out + stream.getvalue())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("that it fell", "“it fell”", id="that is left out"),
        pytest.param("“It fell,”", "“It fell,”", id="what has marks gets no others"),
        pytest.param("it fell " * 20, "“it fell it fell it…”", id="cut"),
        pytest.param("", "“”", id="nothing"),
    ],
)
def test_quoted(words: str, expected: str) -> None:
    assert quoted(words, 20) == expected


def test_counts_and_cuts() -> None:
    assert (count(1, "page"), count(1200, "page")) == ("1 page", "1,200 pages")
    assert cut("a  b\nc", 9) == "a b c"
