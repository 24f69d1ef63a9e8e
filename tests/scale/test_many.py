"""Many pages through many processes: the same result for every number of them, and a row for what cannot be read."""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from sayso.batch import read_all
from sayso.errors import SaysoError
from sayso.ledger import Ledger, faults
from sayso.pipeline import Reader
from sayso.scale import Pool, feed, read_many
from sayso.settings import Settings
from sayso.sources.opening import Options
from sayso.sources.yielded import Yielded
from tests.scale import dying, quick
from tests.scale.reading import children, exported, many, quickly, yielded

ARTICLE = "The ministry said on Monday that the town had fallen. Kerr denied the report on day {0}."


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_outcomes_come_in_order_whoever_reads(tmp_path: Path, jobs: int) -> None:
    pages = many(150)
    with Ledger(tmp_path / "ledger") as ledger:
        outcomes = list(quickly(pages, ledger, jobs=jobs))
        assert [outcome.name for outcome in outcomes] == [page.name for page in pages]
        assert [entry.place for entry in ledger.documents()] == [f"/pages/{page.name}" for page in pages]
        assert tuple(ledger.readings()) == tuple(outcome.reading for outcome in outcomes)


def test_processes_read_what_this_one_reads(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(ARTICLE.format(number) * (1 + number % 3))
    with Ledger(tmp_path / "here") as ledger:
        here = list(read_all(sorted(folder.iterdir()), Reader(), ledger, 10_000))
    for jobs in (1, 3):
        with Ledger(tmp_path / f"with {jobs}") as ledger:
            assert list(read_many([str(folder)], Settings(), Options(), jobs, ledger)) == here
        assert exported(tmp_path / f"with {jobs}") == exported(tmp_path / "here")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("b-dies.warc", "killed by signal 11", id="it dies of it"),
        pytest.param("b-stalls.warc", "sent nothing for 2 seconds", id="it does not come back from it"),
    ],
)
def test_one_archive_of_a_folder_costs_none_of_its_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.setattr(feed, "SILENT", 2.0)
    for each in ("a.txt", name, "c.txt"):
        (tmp_path / each).write_text(f"Of {each} nothing was said.")
    with closing(Pool(Settings(), 1, module=quick.MODULE, feeder=dying.MODULE)) as pool:
        outcomes = list(pool.read_arguments([str(tmp_path)], Options(), None))
    failed = [outcome for outcome in outcomes if outcome.reason]
    assert {outcome.name for outcome in outcomes if outcome.reading} == {str(tmp_path / x) for x in ("a.txt", "c.txt")}
    assert [outcome.name for outcome in failed] == [str(tmp_path / name)]
    assert reason in (failed[0].reason or "")


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_same_bytes_twice_are_one_reading(tmp_path: Path, jobs: int) -> None:
    twice = [yielded("The same.", "a.txt"), yielded("Another.", "b.txt"), yielded("The same.", "c.txt")]
    with Ledger(tmp_path / "ledger") as ledger:
        outcomes = list(quickly(twice, ledger, jobs=jobs))
        places = [outcome.reading.document.sightings[0].path for outcome in outcomes if outcome.reading]
        assert places == ["/pages/a.txt", "/pages/b.txt", "/pages/c.txt"]
        assert len(ledger.documents()) == 2
        first = ledger.reading("/pages/c.txt").document
        assert [each.path for each in first.sightings] == ["/pages/a.txt", "/pages/c.txt"]


@pytest.mark.parametrize(
    ("text", "step", "reason"),
    [
        pytest.param("<refuse>", "read", r"no page of text", id="refused by the reader"),
        pytest.param("<crash>", "read", r"sayso failed on it: ZeroDivisionError: division by zero", id="a fault"),
        pytest.param("<signal 11>", "worker", r"was killed by signal 11 \(SIGSEGV\), 2 times", id="a crash"),
        pytest.param("<signal 9>", "worker", r"was killed by signal 9 \(SIGKILL\), 4 times", id="killed each time"),
        pytest.param("<exit 3>", "worker", r"ended with status 3, 2 times", id="it ends"),
        pytest.param("<sleep 60>", "worker", r"took longer than 1 seconds?, 2 times", id="it stalls"),
        pytest.param("<stop>", "worker", r"took longer than 1 seconds?, 2 times", id="it is stopped"),
        pytest.param("<memory 2000000000>", "worker", r"needs more than 1,000 MB of memory, 2 times", id="memory"),
        pytest.param("<babble>", "worker", r"sent what is no answer, 2 times", id="no answer"),
    ],
)
def test_what_cannot_be_read_is_a_row_and_the_rest_is_read(tmp_path: Path, text: str, step: str, reason: str) -> None:
    pages = [*many(5), yielded(text, "bad.txt"), *many(12)[5:]]
    with Ledger(tmp_path / "ledger") as ledger:
        outcomes = list(quickly(pages, ledger, longest=1.0, memory=1_000_000_000))
        failed = [outcome for outcome in outcomes if outcome.reason]
        assert len(outcomes) == len(pages)
        assert [outcome.name for outcome in failed] == ["bad.txt"]
        (row,) = ledger.failures()
        assert row.step == step
        assert re.fullmatch(rf"bad\.txt: .*{reason}", row.reason)
        assert row.reason == failed[0].reason
        assert row.reader == (quick.VERSION if step == "worker" else None)
        assert ledger.view.kept(row.original or "") == text.encode()
        assert len(ledger.documents()) == 12
    assert not list(faults(tmp_path / "ledger"))


def test_what_was_too_much_is_set_aside_until_it_is_tried_again(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        page = yielded("<exit 3>", "bad.txt")
        list(quickly([page], ledger))
        (aside,) = quickly([page], ledger)
        assert aside.reason is not None
        assert "set aside" in aside.reason
        (tried,) = quickly([page], ledger, again=True)
        assert tried.reason == ledger.failures()[0].reason
        assert len(ledger.failures()) == 1


def test_a_slow_page_is_waited_for_and_then_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.scale.reading.PAGES", 10)
    quick_ones = [yielded(f"{number}" * 60_000, f"{number}.txt") for number in range(30)]
    pages = [yielded("<sleep 3>" + "x" * 70_000, "slow.txt"), *quick_ones]
    names = [outcome.name for outcome in quickly(pages, jobs=2)]
    assert sorted(names) == sorted(page.name for page in pages)
    assert 9 <= names.index("slow.txt") <= 30, "the first ones waited for it, as far as there was room"
    others = [name for name in names if name != "slow.txt"]
    assert others == [page.name for page in pages[1:]]


def test_no_more_is_taken_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.scale.reading.PAGES", 20)
    taken = 0

    def counted() -> Iterator[Yielded]:
        nonlocal taken
        for page in many(400):
            taken += 1
            yield page

    outcomes = quickly(counted(), jobs=1)
    assert len(list(islice(outcomes, 5))) == 5
    assert taken <= 5 + 50 + 20 + 16, "what is told at once, what is on its way, what is taken at once"
    assert len(list(outcomes)) == 395


def test_workers_stay_for_another_run(tmp_path: Path) -> None:
    pool = Pool(Settings(), 2, module=quick.MODULE)
    try:
        with Ledger(tmp_path / "ledger") as ledger:
            assert len(list(pool.read(many(10), ledger))) == 10
            before = {child.pid for child in children(quick.MODULE)}
            assert len(list(pool.read(many(20), ledger))) == 20
            assert before <= {child.pid for child in children(quick.MODULE)}
    finally:
        pool.close()
    assert children(quick.MODULE) == []


@pytest.mark.parametrize("how", ["left", "stopped"])
def test_a_run_that_is_not_finished_leaves_workers_for_the_next(how: str) -> None:
    pool, stop = Pool(Settings(), 2, module=quick.MODULE), threading.Event()
    try:
        slow = [yielded(f"<sleep 0.2> {number}", f"slow {number}.txt") for number in range(10)]
        run = pool.read(slow, None, stop=stop)
        assert next(run).name == "slow 0.txt"
        stop.set()
        assert all(outcome.reading for outcome in (run if how == "stopped" else ()))
        del run
        assert [outcome.name for outcome in pool.read(many(30), None)] == [page.name for page in many(30)]
    finally:
        pool.close()


def test_stopping_finishes_what_is_being_read(tmp_path: Path) -> None:
    stop = threading.Event()
    pool = Pool(Settings(), 1, module=quick.MODULE)
    with Ledger(tmp_path / "ledger") as ledger:
        pages = [yielded(f"<sleep 0.3> {number}", f"{number}.txt") for number in range(40)]
        told = 0
        for _ in pool.read(pages, ledger, stop=stop):
            told += 1
            stop.set()
        pool.close()
        assert 1 <= told <= 3
        assert len(ledger.documents()) == told, "what is in the ledger is told"


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    pages = [yielded(f"<sleep 0.1> {number}", f"{number}.txt") for number in range(30)]
    with Ledger(tmp_path / "ledger") as ledger:
        told = []
        for outcome in quickly(pages, ledger):
            told.append(outcome)
            if len(told) in (3, 9, 15):
                children(quick.MODULE)[0].send_signal(signal.SIGKILL)
        assert [outcome.name for outcome in told] == [page.name for page in pages]
        assert all(outcome.reading for outcome in told)
        assert ledger.failures() == ()


@pytest.mark.parametrize(
    ("threshold", "reason"),
    [
        pytest.param(1.0, "no such reader", id="it says why"),
        pytest.param(0.0, "could begin: ZeroDivisionError: a broken reader", id="it dies"),
    ],
)
def test_a_reader_that_cannot_be_started_ends_the_run(threshold: float, reason: str) -> None:
    with pytest.raises(SaysoError, match=reason):
        list(quickly(many(3), threshold=threshold))
    assert children(quick.MODULE) == []
