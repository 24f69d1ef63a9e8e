"""`sayso read` as processes that are killed, stopped and interrupted; a small share of what `evaluation.kills` does."""

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from evaluation import kills
from sayso.batch import Outcome
from sayso.ledger import Ledger
from sayso.scale import read_many
from sayso.settings import Settings
from sayso.sources.opening import Options
from tests.scale.reading import children


def begin(pages: Path, ledger: Path, *more: str) -> "subprocess.Popen[bytes]":
    line = [sys.executable, "-m", "sayso", "read", "--ledger", str(ledger), *more, str(pages)]
    return subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(process: "subprocess.Popen[bytes]", module: str) -> list[psutil.Process]:
    for _ in range(200):
        if found := children(module, process.pid):
            return found
        time.sleep(0.05)
    raise AssertionError(f"no {module} was started")


def test_kills_lose_nothing(tmp_path: Path) -> None:
    told = kills.disturbed(tmp_path, 4, seed=3)
    assert sum(told[f"kills of a {victim}"] for victim in kills.VICTIMS) == 4


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    kills.make_pages(tmp_path / "pages", 4)
    with kills.small_disk() as disk:
        if disk is None:
            pytest.skip("no small disk can be had here")
        told = kills.full(disk, tmp_path / "pages", 1 << 16)
    assert told["of them cut short"] > 5


def test_children_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    kills.make_pages(tmp_path / "pages", 20)
    with begin(tmp_path / "pages", tmp_path / "ledger") as process:
        found = wait_for(process, "sayso.scale.worker")
        process.kill()
        _, alive = psutil.wait_procs(found, timeout=10)
    assert alive == []


def test_ctrl_c_finishes_what_is_in_hand_and_another_run_the_rest(tmp_path: Path) -> None:
    kills.make_pages(tmp_path / "pages", 30)
    with begin(tmp_path / "pages", tmp_path / "ledger", "--format", "jsonl", "--jobs", "1") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        for child in children("sayso.scale.worker", process.pid):
            child.send_signal(signal.SIGINT)  # a terminal sends it to all
        told = [first, *process.stdout.readlines()]
        complaints = process.stderr.read().decode()
    assert process.returncode == 130
    assert "run again" in complaints
    with Ledger(tmp_path / "ledger") as ledger:
        assert 0 < len(ledger.documents()) < 24
        assert len(told) >= len(ledger.documents())
    with begin(tmp_path / "pages", tmp_path / "ledger") as process:
        process.communicate()
    assert process.returncode == 1, "some of them cannot be read"
    with begin(tmp_path / "pages", tmp_path / "whole", "--jobs", "1") as process:
        process.communicate()
    assert kills.content(tmp_path / "ledger") == kills.content(tmp_path / "whole")


def test_a_killed_feeder_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"{number}. Nothing was said.")
    names = []
    for outcome in read_many([str(folder), str(folder / "000.txt")], Settings(), Options(), 1, None):
        names.append(Path(outcome.name).name)
        if len(names) in (1, 30, 31, 150):
            for child in children("sayso.scale.feeder"):
                child.kill()
    assert names == [*(f"{number:03}.txt" for number in range(300)), "000.txt"]


def test_what_the_feeder_dies_of_is_told_and_the_next_is_opened(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name}. Nothing was said.")
    with socket.create_server(("127.0.0.1", 0)) as silent, Ledger(tmp_path / "ledger") as ledger:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/page"
        options = Options(allow_private=True)
        arguments = [str(tmp_path / "a.txt"), address, str(tmp_path / "b.txt")]
        outcomes = list[Outcome]()
        for outcome in read_many(arguments, Settings(), options, 1, ledger):
            if not outcomes:
                killer = threading.Thread(target=crash_each, args=(silent, 2))
                killer.start()
            outcomes.append(outcome)
        killer.join(10)
        assert [bool(outcome.reading) for outcome in outcomes] == [True, False, True]
        (failure,) = ledger.failures()
        assert failure.url == address
        assert "the process that opened it was killed by signal 11 (SIGSEGV)" in failure.reason


def crash_each(silent: socket.socket, times: int) -> None:
    """Crash the feeder each time that it asks a server that does not answer."""
    for _ in range(times):
        asking, _ = silent.accept()
        children("sayso.scale.feeder")[0].send_signal(signal.SIGSEGV)
        asking.close()


def test_standard_input_is_not_read_twice(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Nothing was said.")
    with begin(tmp_path / "b.txt", tmp_path / "ledger", "--format", "jsonl", "-") as process:
        assert process.stdin is not None
        process.stdin.write(b"Half of a page")
        process.stdin.flush()
        (feeder,) = wait_for(process, "sayso.scale.feeder")
        time.sleep(2)
        feeder.kill()
        process.communicate(b" and the rest, which nobody can read as a page any more.")
    assert process.returncode == 1
    with Ledger(tmp_path / "ledger") as ledger:
        assert [entry.place for entry in ledger.documents()] == [str(tmp_path / "b.txt")]
        (failure,) = ledger.failures()
        assert failure.reason == "-: the process that opened it was killed by signal 9 (SIGKILL)"
