"""Backups of a ledger while pages come in: whether each is whole and of one moment, and how long a writer has to wait.

A process enters made pages, one after the other and each in a transaction of its own, as long as a backup is made.
Every backup is restored, verified, and held against what was entered before it began and after it ended: it has to hold
the first of the pages, all that were in when it began and none that came after its end.

    python -m evaluation.backups [COUNT]      100 unless told, or what SAYSO_BACKUPS says
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from evaluation.made_ledger import BATCH, page
from sayso.ledger import View, Writer, faults
from sayso.ledger.backing_up import back_up
from sayso.ledger.restoring import restore

COUNT: Final = 100
FIRST: Final = 300  # pages in the ledger before the first backup
FORMS: Final = (("", False), ("", True), (".tar", False), (".tar.gz", False))  # suffix; linked to an earlier one
ANEW: Final = 25  # backups after which another ledger is begun, so that verifying does not take ever longer


class Round(Struct, frozen=True):
    """Seconds of a backup; pages that were in when it began and when it had ended; those that it holds; the longest
    that entering a page took, in seconds, while it was made and while it was not."""

    seconds: float
    before: int
    after: int
    held: int
    busy: float
    idle: float


class Writing:
    """A process that enters pages while it is told to."""

    def __init__(self, folder: Path, first: int) -> None:
        command = [sys.executable, "-m", "evaluation.backups", "--write", str(folder), str(first)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._ask("ready?")

    def go(self) -> None:
        self._ask("go")

    def so_far(self) -> tuple[int, float]:
        """The pages that are in, and the longest that entering one of those since the last question took."""
        pages, longest = self._ask("so far?").split()
        return int(pages), float(longest)

    def stop(self) -> None:
        self._ask("stop")

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(60) == 0

    def _ask(self, word: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "who writes has failed"
        return answer


def measure(shared: Path, count: int | None = None) -> dict[str, Any]:
    """What came of so many backups. Nothing is told where one was not whole or not of one moment: it raises."""
    count = count or int(os.environ.get("SAYSO_BACKUPS", COUNT))
    rounds: list[Round] = []
    while len(rounds) < count:
        with tempfile.TemporaryDirectory() as name:
            rounds += _rounds(Path(name), len(rounds), min(ANEW, count - len(rounds)))
    return {
        "backups while pages come in": len(rounds),
        "restored and verified": len(rounds),
        "pages entered during a backup, median": statistics.median(each.after - each.before for each in rounds),
        "seconds of a backup, median": round(statistics.median(each.seconds for each in rounds), 2),
        "longest that a page took to enter, ms": round(1000 * max(each.busy for each in rounds)),
        "the same while there was no backup, ms": round(1000 * max(each.idle for each in rounds)),
        "median of the longest of each backup, ms": round(1000 * statistics.median(each.busy for each in rounds)),
        "the same while there was no backup, median, ms": round(1000 * statistics.median(e.idle for e in rounds)),
    }


def _rounds(folder: Path, done: int, count: int) -> Iterator[Round]:
    ledger = folder / "ledger"
    with Writer(ledger) as writer:
        for first in range(0, FIRST, BATCH):
            writer.add_many(page(number, 1) for number in range(first, min(FIRST, first + BATCH)))
    with _writing(ledger) as writing:
        earlier: Path | None = None
        for number in range(done, done + count):
            suffix, linked = FORMS[number % len(FORMS)]
            target = folder / f"backup-{number}{suffix}"
            yield _round(ledger, target, earlier if linked else None, writing)
            earlier = earlier if suffix else target


def _round(ledger: Path, target: Path, earlier: Path | None, writing: Writing) -> Round:
    writing.go()
    time.sleep(0.5)
    before, idle = writing.so_far()
    began = time.perf_counter()
    back_up(ledger, target, earlier)
    seconds = time.perf_counter() - began
    after, busy = writing.so_far()
    writing.stop()
    return Round(seconds, before, after, _check(target, before, after), busy, idle)


def _check(backup: Path, before: int, after: int) -> int:
    """The number of pages in a backup that is sound and of one moment."""
    with tempfile.TemporaryDirectory(dir=backup.parent) as name:
        restore(backup, Path(name) / "ledger")
        assert list(faults(Path(name) / "ledger")) == [], f"{backup.name} does not verify"
        with View(Path(name) / "ledger") as view:
            found = [entry.id for entry in view.documents()]
    assert before <= len(found) <= after + 1, f"{backup.name} holds {len(found)} pages, not {before} to {after}"
    expected = [page(number, 1)[1].document.id for number in range(len(found))]
    assert found == expected, f"{backup.name} does not hold the first {len(found)} pages"
    return len(found)


@contextmanager
def _writing(folder: Path) -> Iterator[Writing]:
    writing = Writing(folder, FIRST)
    try:
        yield writing
    finally:
        writing.close()


def _write(folder: Path, first: int) -> None:
    """Answer each line of standard input; enter pages between `go` and `stop`."""
    import select

    done, longest, going = first, 0.0, False
    with Writer(folder) as writer:
        while True:
            if not going or select.select([sys.stdin], [], [], 0)[0]:
                word = sys.stdin.readline().strip()
                if not word:
                    return
                going = {"go": True, "stop": False}.get(word, going)
                print(done, longest, flush=True)
                longest = 0.0
                continue
            new = page(done, 1)
            began = time.perf_counter()
            writer.add(*new)
            longest = max(longest, time.perf_counter() - began)
            done += 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        _write(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        print(json.dumps(measure(Path(), int(sys.argv[1]) if len(sys.argv) > 1 else None), indent=1))
