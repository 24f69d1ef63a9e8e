"""Whether reading with Ray gives what reading here gives, byte for byte, whatever happens to Ray's processes.

Each run reads the sample pages with a Ray of this machine; meanwhile one of the processes that read is killed: an actor
in every other run, else the worker below one. Two runs enter a ledger, the next two write Parquet that is entered
afterwards. What the ledger then has is held against the readings of one reader in this process.

SAYSO_RAY_RUNS is the number of runs (3; the measure is of 20).
"""

import os
import random
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

import psutil
from msgspec import json

from sayso.ledger import Ledger
from sayso.pipeline import Reader
from sayso.records import Page
from sayso.scale import LONGEST
from sayso.scale.by_ray import enter, read_by_ray
from sayso.scale.cluster import LOCAL, connected
from sayso.settings import Settings
from sayso.sources import files
from sayso.sources.yielded import Yielded

RUNS: Final = 3
SAMPLES: Final = Path(__file__).parent.parent / "samples"


def measure() -> dict[str, float]:
    """How many runs there were, in how many a process was killed while it was at work, and in how many the result was
    another one than without Ray; and seconds of a run."""
    runs = int(os.environ.get("SAYSO_RAY_RUNS", RUNS))
    pages = sample_pages()
    wanted = serial(pages)
    killed = different = 0
    began = time.perf_counter()
    with connected(LOCAL, Settings(), LONGEST):
        for number in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                killer = Killer(random.Random(number), actors=number % 2 == 0)
                killer.start()
                found = read(pages, Path(folder), parquet=number // 2 % 2 == 1)
                killed += killer.stop()
                different += found != wanted
    seconds = (time.perf_counter() - began) / max(1, runs)
    return {"runs": runs, "killed": killed, "different": different, "seconds a run": round(seconds, 1)}


def sample_pages() -> list[Yielded]:
    found = (path for path in sorted(SAMPLES.rglob("*")) if path.suffix in (".html", ".txt"))
    return [Yielded(name=path.name, page=files.load(path, 10**7)) for path in found]


def serial(pages: list[Yielded]) -> dict[str, bytes]:
    """The readings as JSON, by document, of one reader in this process."""
    reader = Reader()
    readings = (reader.read(each.page) for each in pages if isinstance(each.page, Page))
    return {reading.document.id: json.encode(reading) for reading in readings}


def read(pages: list[Yielded], folder: Path, *, parquet: bool) -> dict[str, bytes]:
    """The readings as a ledger has them that was filled by Ray, by document. ValueError for a page that was not told
    exactly once."""
    with Ledger(folder / "ledger") as ledger:
        if parquet:
            told = [outcome.name for outcome in read_by_ray(pages, Settings(), LOCAL, None, out=folder / "parts")]
            list(enter(folder / "parts", ledger))
        else:
            told = [outcome.name for outcome in read_by_ray(pages, Settings(), LOCAL, ledger)]
        if sorted(told) != sorted(each.name for each in pages):
            raise ValueError(f"told were {len(told)} of {len(pages)} pages, or other ones")
        return {reading.document.id: json.encode(reading) for reading in ledger.readings()}


class Killer(threading.Thread):
    """Kills one process that reads, an actor or a worker below one, at some moment while it is at work."""

    def __init__(self, dice: random.Random, *, actors: bool) -> None:
        super().__init__(daemon=True)
        self._dice, self._actors = dice, actors
        self._over = threading.Event()
        self.killed = False

    def run(self) -> None:
        while not self._over.wait(0.2):
            if readers := reading_processes(actors=self._actors):
                self._over.wait(self._dice.uniform(0, 6))
                self.killed = self._kill(self._dice.choice(reading_processes(actors=self._actors) or readers))
                if self.killed:
                    return

    def stop(self) -> bool:
        """Whether one was killed."""
        self._over.set()
        self.join()
        return self.killed

    def _kill(self, process: psutil.Process) -> bool:
        if self._over.is_set():
            return False
        try:
            process.kill()
        except psutil.NoSuchProcess:
            return False
        return True


def reading_processes(*, actors: bool) -> list[psutil.Process]:
    """The actors among the processes below this one, or the workers below them."""
    name = "ReadsPages" if actors else "sayso.scale.worker"
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            line = process.cmdline()
        except psutil.Error:
            continue
        if any(name in word for word in line):
            found.append(process)
    return found


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}: {figure}")
