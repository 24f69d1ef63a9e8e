"""Whether anything is lost where processes are killed at any moment and disks are full at any write.

Runs of `sayso read` over small pages are disturbed by `kill -9` of a worker, of the feeder, or of the run itself,
which is then begun again. What was told to be read has to be in the ledger as a whole, once, and what is finished has
to equal what a run without disturbance makes. The other measure gives the ledger a disk that is full sooner or later.

    python -m evaluation.kills [KILLS]      300 unless told
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil

from evaluation.reading import command
from sayso.batch import Outcome
from sayso.errors import LedgerError, NotFoundError
from sayso.export import jsonl
from sayso.ledger import Ledger, View, faults
from sayso.records import Reading
from sayso.scale import read_many
from sayso.scale.entering import Entering, Entry
from sayso.scale.messages import Done, encode
from sayso.settings import Settings
from sayso.sources.files import load
from sayso.sources.opening import Options
from sayso.sources.yielded import Yielded

KILLS: Final = 300
JOBS: Final = 2
PAGES: Final = 60
# Seconds between a run's start or a kill and the next kill: the feeder of so few pages has soon done its work.
VICTIMS: Final = {"worker": (0.1, 2.5), "feeder": (0.05, 0.6), "run": (0.1, 2.5)}
GONE: Final = 10.0  # seconds within which the children of a killed run have to be gone
DISK: Final = 24_000_000  # bytes of the small disk
STEP: Final = 4096  # bytes by which the room on it grows from try to try: what a file system writes at once
ENOUGH: Final = 3  # tries in a row for which there was room

Line = tuple[str, ...]
Content = tuple[tuple[bytes, ...], tuple[Line, ...]]


def make_pages(folder: Path, count: int = PAGES) -> None:
    """Small pages that differ, some of them the same, and one in ten that cannot be read."""
    folder.mkdir(parents=True)
    for number in range(count):
        who, what = ("Kerr", "the army", "the ministry")[number % 3], ("denied", "said", "warned")[number % 4 % 3]
        text = f"Day {number - number % 5}. On Monday {who} {what} that the town of Velm had fallen to the militia. "
        (folder / f"{number:03}.txt").write_text(text * (1 + number % 4))
        if number % 10 == 0:
            (folder / f"{number:03}.bad").write_bytes(bytes(range(256)) + number.to_bytes(2, "big"))


def content(ledger: Path) -> Content:
    """All that a ledger holds, but times and the order in which it came."""
    with View(ledger) as view:
        lines = sorted(jsonl.line(reading) for reading in view.readings())
        rows = sorted(
            (each.step, each.reason, each.path or "", each.original or "", each.reader or "")
            for each in view.failures()
        )
    return tuple(lines), tuple(rows)


class Run:
    """A run of `sayso read` that can be disturbed; `told` are the lines that it has told as a whole."""

    def __init__(self, pages: Path, ledger: Path) -> None:
        line = [command(), "read", "--jobs", str(JOBS), "--format", "jsonl", "--ledger", str(ledger), str(pages)]
        self._process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.told: list[bytes] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        self.told.extend(line for line in self._process.stdout if line.endswith(b"\n"))

    def over(self) -> bool:
        return self._process.poll() is not None

    def kill(self, victim: str) -> bool:
        """Kill one of its processes, or itself; whether there was one. Of a killed run no child may stay."""
        if victim != "run":
            found = _children(self._process.pid, f"sayso.scale.{victim}")
            return bool(found) and _killed(random.choice(found))
        children = _children(self._process.pid, "sayso.scale.")
        self._process.send_signal(signal.SIGKILL)
        self.end()
        _, alive = psutil.wait_procs(children, timeout=GONE)
        if alive:
            raise AssertionError(f"children outlive their run: {alive}")
        return self._process.returncode == -signal.SIGKILL

    def end(self) -> int:
        status = self._process.wait(300)
        self._listener.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status


def check(ledger: Path, told: list[bytes], whole: Content) -> None:
    """AssertionError where something that was told is not there as a whole and once, or anything else is wrong."""
    readings = {json.loads(line)["document"]["id"]: line for line in whole[0]}
    places = Counter(json.loads(line)["document"]["sightings"][0]["path"] for line in told)
    assert not told or max(places.values()) == 1, f"told twice in one run: {places.most_common(1)}"
    try:
        with View(ledger) as view:
            found = {reading.document.id: reading for reading in view.readings()}
    except NotFoundError:
        assert not told, "told, and there is no ledger"
        return
    assert not (wrong := list(faults(ledger))), wrong
    for line in told:
        one = json.loads(line)["document"]
        assert one["id"] in found, f"told and lost: {one['id']}"
        paths = {each.path for each in found[one["id"]].document.sightings}
        assert one["sightings"][0]["path"] in paths, f"told and not where it was found: {one['sightings']}"
    for key, reading in found.items():
        assert _bare(jsonl.line(reading)) == _bare(readings[key]), f"in part or doubled: {key}"


def disturbed(folder: Path, kills: int, seed: int = 1) -> dict[str, float]:
    """What so many kills did, by victim, and how many ledgers were finished under them. AssertionError where anything
    was lost, doubled or in part."""
    dice, done = random.Random(seed), Counter[str]()
    make_pages(folder / "pages")
    Run(folder / "pages", folder / "whole").end()
    whole = content(folder / "whole")
    ledgers = runs = 0
    while done.total() < kills:
        ledger = folder / f"ledger {ledgers}"
        status = None
        while status is None:
            runs += 1
            status = _disturb(Run(folder / "pages", ledger), ledger, whole, done, kills, dice)
        ledgers += 1
        assert status == 1, f"some pages cannot be read, so that a run ends with 1, not {status}"
        assert content(ledger) == whole, "the finished ledger is not that of a run without disturbance"
        shutil.rmtree(ledger)
    kinds: dict[str, float] = {f"kills of a {victim}": done[victim] for victim in VICTIMS}
    return kinds | {"runs": runs, "ledgers finished": ledgers}


def _disturb(run: Run, ledger: Path, whole: Content, done: Counter[str], kills: int, dice: random.Random) -> int | None:
    """Disturb a run until it is over: its exit status, None where it was killed itself."""
    while not run.over():
        victim = dice.choice(list(VICTIMS))
        time.sleep(dice.uniform(*VICTIMS[victim]))
        if run.over() or done.total() >= kills:
            break
        done[victim] += run.kill(victim)
        if victim == "run":
            check(ledger, run.told, whole)
            return None
    status = run.end()
    check(ledger, run.told, whole)
    return status


def full(folder: Path, pages: Path, step: int = STEP) -> dict[str, float]:
    """How often a disk was full at another write of the same work, and how often nothing was lost by it: all that was
    told before is there, the ledger is sound, and with room it is finished. `folder` is on that disk."""
    entries = list(_entries(pages))
    tries = in_a_row = 0
    ballast, ledger = folder / "ballast", folder / "ledger"
    _fill(entries, ledger)
    whole = content(ledger)
    shutil.rmtree(ledger)
    while in_a_row < ENOUGH:
        room = step * tries
        tries += 1
        _leave(ballast, room)
        told: list[Outcome] = []
        try:
            _fill(entries, ledger, told)
            in_a_row += 1
        except LedgerError:
            in_a_row = 0
        ballast.unlink()
        check(ledger, [jsonl.line(each.reading) for each in told if each.reading], whole)
        _fill(entries, ledger)
        assert content(ledger) == whole, f"with {room:,} bytes left at first the ledger is another in the end"
        shutil.rmtree(ledger)
    return {"tries on a full disk": tries, "of them cut short": tries - in_a_row}


@contextmanager
def small_disk(size: int = DISK) -> Iterator[Path | None]:
    """A disk of so many bytes, in memory; None where the system does not let us have one."""
    with tempfile.TemporaryDirectory() as name:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", name], capture_output=True)
        if mounted.returncode != 0:
            yield None
            return
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


def measure(kills: int = KILLS) -> dict[str, float]:
    """Both measures; the second where a small disk can be had. Nothing is told where anything was lost: it raises."""
    with tempfile.TemporaryDirectory() as name, small_disk() as disk:
        told = disturbed(Path(name), kills)
        if disk is not None:
            make_pages(Path(name) / "few", 12)
            told |= full(disk, Path(name) / "few")
    return told


def _entries(pages: Path) -> Iterator[Entry]:
    """What becomes of pages, read once."""
    paths = sorted(pages.iterdir())
    outcomes = read_many([str(path) for path in paths], Settings(), Options(), 1, None)
    for path, outcome in zip(paths, outcomes, strict=True):
        yielded = Yielded(name=str(path), page=load(path, 1_000_000))
        if outcome.reading is not None:
            yield Entry(yielded, Done(0, reading=encode(outcome.reading)))
        else:
            yield Entry(yielded, Done(0, step="read", reason=outcome.reason))


def _fill(entries: list[Entry], folder: Path, told: list[Outcome] | None = None) -> None:
    """Enter them a few at a time, as a run does."""
    with Ledger(folder) as ledger:
        entering = Entering(ledger)
        for number, entry in enumerate(entries):
            entering.put(number, entry)
            if number % 3 == 0:
                (told if told is not None else []).extend(entering.told(_version(entries), all=True))
        (told if told is not None else []).extend(entering.told(_version(entries), all=True))


def _version(entries: list[Entry]) -> str:
    import msgspec

    first = next(entry.done.reading for entry in entries if entry.done and entry.done.reading)
    return msgspec.msgpack.decode(first, type=Reading).reader


def _leave(ballast: Path, room: int) -> None:
    """Take all the room on a disk but so many bytes."""
    os.sync()
    with ballast.open("wb") as file:
        size = _room(ballast.parent) - room
        os.posix_fallocate(file.fileno(), 0, max(1, size))


def _room(folder: Path) -> int:
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize


def _bare(line: bytes) -> dict[str, object]:
    """A reading without where it was found: that grows with each place."""
    told: dict[str, dict[str, object]] = json.loads(line)
    del told["document"]["sightings"]
    return dict(told)


def _children(parent: int, module: str) -> list[psutil.Process]:
    found = []
    try:
        for child in psutil.Process(parent).children():
            if any(part.startswith(module) for part in child.cmdline()):
                found.append(child)
    except psutil.Error:
        pass  # one that has just ended
    return found


def _killed(process: psutil.Process) -> bool:
    try:
        process.kill()
    except psutil.Error:
        return False
    return True


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS), indent=1))
