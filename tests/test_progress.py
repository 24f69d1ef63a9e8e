"""How far the reading of pages has come, as lines: one a page of few, one now and then of many."""

import pytest

from sayso.progress import BETWEEN, LINES, Pages


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that a test sets."""
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def lines(pages: Pages, count: int, clock: list[float], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is said of so many pages, one of ten not read, one a second."""
    for number in range(count):
        clock[0] += 1
        pages.done(f"{number}.txt", failed=number % 10 == 9)
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("total", "told"),
    [
        pytest.param(3, ["1/3 0.txt", "2/3 1.txt", "3/3 2.txt"], id="few"),
        pytest.param(None, ["1 0.txt", "2 1.txt", "3 2.txt"], id="nobody knows how many"),
        pytest.param(2, ["1/2 0.txt", "2/2 1.txt", "3 2.txt"], id="more than were seen beforehand"),
        pytest.param(1, [], id="one, of which nothing is shown"),
        pytest.param(LINES + 1, [], id="many, and too early to tell"),
    ],
)
def test_lines(total: int | None, told: list[str], clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(Pages(total), 3, clock, capsys) == told


@pytest.mark.parametrize(
    ("total", "told"),
    [
        pytest.param(4000, "300/4,000 pages, 1.0 pages/s, 1:01:40 left, 30 not read", id="known"),
        pytest.param(None, "291 pages, 1.0 pages/s, 29 not read", id="not known"),
    ],
)
def test_many_are_told_now_and_then(
    total: int | None, told: str, clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    found = lines(Pages(total), 300, clock, capsys)
    assert found[-1] == told
    of_many = [line for line in found if "pages/s" in line]
    assert len(of_many) <= 300 / BETWEEN


def test_names_do_not_reach_the_terminal_as_they_are(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    Pages(2).done("a\x1b[2J.txt", failed=False)
    assert capsys.readouterr().err == "1/2 a␛[2J.txt\n"
