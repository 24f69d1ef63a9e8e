"""Readings in the order of their pages, several in one transaction, told once they are entered."""

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.records import Page, Vectors
from sayso.scale.entering import PATIENCE, TOGETHER, Entering, Entry
from sayso.scale.messages import Done, encode
from sayso.sources.yielded import Yielded
from tests import factories
from tests.scale.reading import many


def entry(number: int) -> Entry:
    page, reading = factories.read(f"[S Kerr {number}] [C said] [T that].", path=f"{number}.txt")
    return Entry(Yielded(name=str(number), page=page), Done(number, reading=encode(reading)))


@given(st.permutations(range(12)), st.sets(st.integers(0, 11)))
def test_order_is_that_of_the_pages_whatever_comes_first(order: list[int], passes: set[int]) -> None:
    entering = Entering(None)
    told: list[str] = []
    pages = many(12)
    for step, number in enumerate(order):
        entering.put(number, Entry(pages[number], Done(number, step="read", reason="x")))
        if step in passes:
            entering.let_pass()
    told = [outcome.name for outcome in entering.told("", all=True)]
    assert sorted(told) == sorted(page.name for page in pages)
    if not passes:
        assert told == [page.name for page in pages]
    assert entering.waiting == 0
    assert entering.size == 0


def test_what_a_worker_sends_arrives_whole() -> None:
    page, told = factories.read("[S Kerr] [C said] [T that].")
    reading = replace(told, vectors=Vectors(document=b"\x00\x81\xff", attributions=(b"",)))
    entering = Entering(None)
    entering.put(0, Entry(Yielded(name="a", page=page), Done(0, reading=encode(reading))))
    assert [outcome.reading for outcome in entering.told("", all=True)] == [reading]


def test_a_page_waits_for_others_only_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    entering = Entering(None)
    pages = many(3 * TOGETHER)
    entering.put(0, Entry(pages[0], Done(0, step="read", reason="x")))
    assert list(entering.told("")) == []
    now = 100.3
    assert len(list(entering.told(""))) == 1
    for number in range(1, 2 * TOGETHER):
        entering.put(number, Entry(pages[number], Done(number, step="read", reason="x")))
    assert len(list(entering.told(""))) == TOGETHER, "so many do not wait"
    assert entering.waiting == TOGETHER - 1


def test_a_page_waits_longer_where_entering_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(1000))
    monkeypatch.setattr("time.monotonic", lambda: next(ticks) * 0.3)  # so each transaction takes that long, too
    entering = Entering(None)
    first, second = many(2)
    entering.put(0, Entry(first, Done(0, step="read", reason="x")))
    assert len(list(entering.told(""))) == 1
    entering.put(1, Entry(second, Done(1, step="read", reason="x")))
    waited = next(looks for looks in range(100) if list(entering.told("")))
    assert waited * 0.3 == pytest.approx(PATIENCE * 0.3, abs=0.31)


def enter_and_fail(ledger: Ledger) -> None:
    with ledger.writer.together():
        ledger.add(*factories.read("[S Marr] [C said] [T this].", path="m.txt"))
        ledger.fail("read", "gone too", path="y")
        raise sqlite3.OperationalError("cannot go on")


def test_all_or_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        before = list(range(3))
        with ledger.writer.together():
            for number in before:
                ledger.add(*factories.read(f"[S Kerr {number}] [C said] [T that].", path=f"{number}.txt"))
            ledger.fail("read", "gone", path="x")
        with pytest.raises(LedgerError, match="cannot go on"):
            enter_and_fail(ledger)
        assert len(ledger.documents()) == 3
        assert [each.reason for each in ledger.failures()] == ["gone"]
        ledger.add(*factories.read("[S Marr] [C said] [T this].", path="m.txt"))
        assert len(ledger.documents()) == 4
        assert ledger.verify() == ()


def test_a_reading_that_may_not_be_entered_spoils_no_other(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        entering = Entering(ledger)
        entries = [entry(number) for number in range(3)]
        wrong = Entry(Yielded(name="1", page=Page(data=b"other", path="1", fetched="2024")), entries[1].done)
        for number, each in enumerate((entries[0], wrong, entries[2])):
            entering.put(number, each)
        outcomes = list(entering.told("", all=True))
        assert [bool(outcome.reading) for outcome in outcomes] == [True, False, True]
        assert "not one of these bytes" in (outcomes[1].reason or "")
        assert len(ledger.documents()) == 2
        assert [each.step for each in ledger.failures()] == ["ledger"]


def test_the_result_is_the_same_in_any_order(tmp_path: Path) -> None:
    entries = [entry(number) for number in range(20)]
    folders = []
    for seed in range(2):
        order = list(range(20))
        random.Random(seed).shuffle(order)
        folders.append(tmp_path / str(seed))
        with Ledger(folders[-1]) as ledger:
            entering = Entering(ledger)
            for number in order:
                entering.put(number, entries[number])
                list(entering.told(""))
            list(entering.told("", all=True))
    with Ledger(folders[0]) as one, Ledger(folders[1]) as other:
        assert tuple(one.readings()) == tuple(other.readings())
        assert one.documents() == other.documents()
