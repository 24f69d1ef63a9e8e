"""What a person sees: who — cue — content, inner ones below their outer one, and no page's hand on the terminal."""

import io
import re

import pytest
from msgspec import convert

from sayso.export.terminal import Terminal, shown, summary
from sayso.records import Entry, Hit, Problem, Reading
from tests import factories


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def plain(reading: Reading) -> list[str]:
    stream = io.StringIO()
    Terminal(stream).reading(reading)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("marked", "lines"),
    [
        pytest.param("[S Kerr] [C said] [T it was so].", ["  Kerr — said — it was so"], id="plain"),
        pytest.param("He [C is said] [T to have left].", ["  (not said who) — is said — to have left"], id="no source"),
        pytest.param(
            "“[T We left],” [C said] [S Kerr], “[T all of us].”",
            ["  Kerr — said — We left … all of us"],
            id="in pieces",
        ),
        pytest.param(
            "[S1 A] [C1 said] [T1 [S2/1 B] [C2/1 told] C [T2/1 that [S3/2 D] [C3/2 lied]]] and [S4 E] [C4 agreed].",
            [
                "  A — said — B told C that D lied",
                "      ↳ B — told — that D lied",
                "          ↳ D — lied — …",
                "  E — agreed — …",
            ],
            id="nested twice",
        ),
        pytest.param("[S Kerr] [C said] [T it\n  was\tso].", ["  Kerr — said — it was so"], id="over two lines"),
    ],
)
def test_attributions(marked: str, lines: list[str]) -> None:
    assert plain(factories.reading(marked)) == ["A page", "The Herald · 2024-02-29 · pages/a.txt", *lines, ""]


def test_a_page_that_tells_nothing_of_itself() -> None:
    reading = factories.reading("x", title=None, publisher=None, published=None, problems=(Problem("language", "odd"),))
    assert plain(reading) == ["(no title)", "pages/a.txt", "  ! language: odd", ""]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("\x1b[31mred\x1b]0;title\x07", "␛[31mred␛]0;title␇", id="escape sequences"),
        pytest.param("\x9b31mred", "�31mred", id="the one-byte escape"),
        pytest.param("a\0b\x7f\x08", "a␀b␡␈", id="NUL, delete, backspace"),
        pytest.param("a\r\nb\tc\u2028d", "a b c d", id="blanks of all kinds"),
        pytest.param("abc\u202edef\u2066", "abc�def�", id="characters that turn text around"),
        pytest.param("\ud800", "�", id="a lone surrogate"),
        pytest.param("\U0001f469\u200d\U0001f680 می\u200cخ", "\U0001f469\u200d\U0001f680 می\u200cخ", id="joiners stay"),
    ],
)  # fmt: skip
def test_shown(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize("stream", [io.StringIO(), Screen()], ids=["file", "terminal"])
def test_no_page_reaches_the_terminal(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    evil = "\x1b[2J\x9b\x07\x00\u202e"
    reading = factories.reading(
        f"[S Kerr{evil}] [C said{evil}] [T it{evil}].",
        title=f"{evil}[bold]",
        publisher=evil,
        published=evil,
        problems=(Problem("x", evil),),
        path=f"pages/{evil}",
    )
    terminal = Terminal(stream)
    terminal.reading(reading)
    terminal.facts(reading.document, "\x1b")
    told = stream.getvalue()
    assert not set(told) & set("\x1b\x9b\x07\x00\u202e")
    assert "[bold]" in told, "what looks like markup is text"


def test_on_a_terminal_lines_are_wrapped_and_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Screen()
    Terminal(screen).reading(factories.reading("[S Kerr] [C said] [T that it was so]."))
    assert "\x1b[1;36mKerr\x1b[0m" in screen.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    Terminal(screen).reading(factories.reading("[S Kerr] [C said] [T " + "again " * 20 + "]"))
    rows = re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue()).splitlines()
    assert "\x1b[1;36m" not in screen.getvalue()
    assert all(len(row) <= 40 for row in rows)
    assert len([row for row in rows if row.startswith("    again")]) >= 3, "wrapped below the indent"


def test_summary() -> None:
    assert summary(1, 2, 0, 0, None) == "1 page, 2 attributions, 0 problems"
    assert summary(2, 1, 1, 3, "here") == "2 pages, 1 attribution, 1 problem, 3 not read; ledger: here"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        pytest.param({"title": "Town falls"}, "Town falls · The Herald", id="its title"),
        pytest.param({"title": None}, "pages/a.txt · The Herald", id="where it was found"),
        pytest.param({"title": None, "place": None}, "(no title) · The Herald", id="nothing to name it by"),
    ],
)
def test_what_a_list_and_a_hit_call_a_document(fields: dict[str, str | None], named: str) -> None:
    given = {"id": "0" * 64, "publisher": "The Herald", "place": "pages/a.txt", "attributions": 1, "problems": 0}
    entry = convert(given | fields, Entry)
    hit = Hit(document=entry, attribution="0" * 16, source=("Kerr",), cue=("said",), content=("so",), score=1)
    stream = io.StringIO()
    Terminal(stream).entry(entry)
    Terminal(stream).hit(hit)
    listed, said, facts, below = stream.getvalue().splitlines()
    assert listed.endswith(named)
    assert (said, facts, below) == ("Kerr — said — so", f"  {'0' * 12}", f"  {'0' * 12} · {named}")
