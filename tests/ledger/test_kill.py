"""A kill at any moment leaves whole documents or none, and reading again completes the ledger.

So do several writers at once.
"""

import os
import random
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

from sayso.errors import NotFoundError
from sayso.ledger import Ledger, View, faults
from tests.ledger import filling

KILLS = 25
PER_LEDGER = 5  # then a new one is begun, so that its making is cut short too


def start(folder: Path) -> subprocess.Popen[str]:
    """A filling process that is about to write."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path]))}
    command = [sys.executable, "-m", "tests.ledger.filling", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process: subprocess.Popen[str]) -> int:
    with process:
        return process.wait(60)


def is_sound(folder: Path) -> int:
    """Check a ledger that may have been cut short; give the number of its documents."""
    expected = {reading.document.id: (page, reading) for page, reading in filling.pages()}
    try:
        with View(folder) as view:
            entries = view.documents()
            for entry in entries:
                page, reading = expected[entry.id]
                assert view.reading(entry.id) == reading
                assert (folder / "originals" / entry.id[:2] / entry.id[2:]).read_bytes() == page.data
    except NotFoundError:  # killed before there was a ledger
        return 0
    assert list(faults(folder)) == []
    return len(entries)


def test_writers_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    processes = [start(tmp_path / "ledger") for _ in range(3)]
    assert [finish(process) for process in processes] == [0, 0, 0]
    assert is_sound(tmp_path / "ledger") == filling.DOCUMENTS


def test_kills(tmp_path: Path) -> None:
    process = start(tmp_path / "whole")
    started = time.monotonic()
    assert finish(process) == 0
    longest = (time.monotonic() - started) / PER_LEDGER
    dice = random.Random(2)
    counts: list[int] = []
    folders = (tmp_path / str(number) for number in count())
    folder = next(folders)
    while len(counts) < KILLS:
        process = start(folder)
        time.sleep(dice.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        if finish(process) == 0:  # it was quicker than the kill: this machine is less busy than it was
            longest *= 0.8
            folder = next(folders)
            continue
        counts.append(is_sound(folder))
        if len(counts) % PER_LEDGER == 0:
            folder = next(folders)
    assert sum(0 < found < filling.DOCUMENTS for found in counts) > KILLS / 4, f"too few hit it halfway: {counts}"
    for folder in sorted(tmp_path.iterdir()):
        assert finish(start(folder)) == 0
        assert is_sound(folder) == filling.DOCUMENTS
        with Ledger(folder) as ledger:
            assert len(ledger.failures()) == filling.DOCUMENTS // 2
