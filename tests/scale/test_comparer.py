"""What is read is compared beside the reading, by a process that ends with it and that nothing depends on."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from sayso.compare.keeping import bring_up
from sayso.ledger import Ledger
from sayso.scale.comparer import comparing_beside
from tests import factories

PAGES = [factories.read(f"[S The army] [C said] that [T village {n} was taken].", path=f"{n}.txt") for n in range(20)]
LONGEST = 60.0


def _until(true: Callable[[], bool]) -> bool:
    due = time.monotonic() + LONGEST
    while not true() and time.monotonic() < due:
        time.sleep(0.1)
    return true()


def test_what_comes_is_compared_while_the_block_runs(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        with comparing_beside(tmp_path):
            ledger.add_many(PAGES[:10])
            assert _until(lambda: ledger.view.uncompared() == 0)
            ledger.add_many(PAGES[10:])
            assert _until(lambda: ledger.view.uncompared() == 0)
        found = ledger.view.stories(least=1)
        ledger.writer.rebuild()
        bring_up(ledger.writer)
        assert ledger.view.stories(least=1) == found


@pytest.mark.parametrize("failing", [True, False], ids=["a block that fails", "one that does not"])
def test_the_process_ends_with_the_block(tmp_path: Path, failing: bool) -> None:
    before = set(psutil.Process().children())
    with Ledger(tmp_path), suppress(RuntimeError), comparing_beside(tmp_path):
        (child,) = set(psutil.Process().children()) - before
        if failing:
            raise RuntimeError
    assert not child.is_running()


def test_a_process_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    before = set(psutil.Process().children())
    with Ledger(tmp_path) as ledger:
        with comparing_beside(tmp_path):
            (child,) = set(psutil.Process().children()) - before
            child.kill()
            ledger.add_many(PAGES)
        assert bring_up(ledger.writer) == len(PAGES)
