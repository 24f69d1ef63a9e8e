"""A server under load: so many requests a second for minutes while pages come into its ledger.

`SAYSO_LOAD_MINUTES` (10) says for how long, `SAYSO_LOAD_RATE` (50) how many requests a second.
"""

import asyncio
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import psutil

from evaluation import made_ledger
from evaluation.web_speed import SIZE, kept, selections
from sayso.ledger import View, Writer
from sayso.web.selecting import params

MINUTES: Final = "SAYSO_LOAD_MINUTES"
RATE: Final = "SAYSO_LOAD_RATE"
READ_EVERY: Final = 0.5  # seconds from one page that comes in to the next, about what one reader gives
NEW: Final = 10_000_000  # the number of the first made page that comes in
ASKED: Final = 400  # addresses that are asked for in turn
WARM: Final = 20  # seconds that do not count
MOMENT: Final = 5.0  # seconds from one look at the memory to the next

# How often each page is asked for, of a hundred: what somebody does who searches, reads, follows an actor.
MIX: Final = {
    "/ledger": 30, "/documents/{document}": 30, "/documents/{document}/attributions/{attribution}": 10,
    "/actors/{actor}": 8, "/events": 6, "/": 4, "/documents": 3, "/timeline": 4, "/map": 3, "/actors": 2,
}  # fmt: skip


def measure() -> dict[str, float]:
    """Answers and latencies in milliseconds, what went wrong, and how the server's memory grew (MB)."""
    minutes, rate = float(os.environ.get(MINUTES, "10")), float(os.environ.get(RATE, "50"))
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"
        shutil.copytree(kept(SIZE), ledger)
        with _served(ledger, Path(folder) / "log") as (base, process), _reading(ledger) as read:
            told = asyncio.run(_asked(base, list(_addresses(ledger)), minutes * 60, rate, process))
        log = (Path(folder) / "log").read_text()
    return {
        **told,
        "pages read in meanwhile": float(read[0]),
        "database is locked, in the log": float(log.count("database is locked")),
        "tracebacks in the log": float(log.count("Traceback")),
    }


@contextmanager
def _served(ledger: Path, log: Path) -> Iterator[tuple[str, psutil.Process]]:
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(ledger), "--port", "8377"]
    with log.open("w") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
        base = "http://127.0.0.1:8377"
        try:
            for _ in range(200):
                if re.search("http://", log.read_text()):
                    break
                time.sleep(0.1)
            time.sleep(1)
            yield base, psutil.Process(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@contextmanager
def _reading(ledger: Path) -> Iterator[list[int]]:
    """Pages come in, one a transaction, from a process of their own, until the end of the `with` block; then the list
    has how many."""
    read: list[int] = []
    command = [sys.executable, "-m", "evaluation.load", str(ledger)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield read
        finally:
            told, _ = process.communicate("enough\n", timeout=60)
            read.append(int(told))


def enter(ledger: Path) -> None:
    """Enter pages until something is said, then say how many."""
    count = 0
    with Writer(ledger) as writer:
        while not select.select([sys.stdin], [], [], READ_EVERY)[0]:
            writer.add(*made_ledger.page(NEW + count, seed=1))
            count += 1
    print(count)


def _addresses(ledger: Path) -> Iterator[str]:
    dice = random.Random(7)
    with View(ledger) as view:
        asked = list(selections(view, dice, ASKED))
        hits = view.selected(asked[0].__class__(), "surest", ASKED).hits
        actors = [actor.id for actor in view.actors(limit=ASKED, called=False)]
        for number in range(ASKED):
            path = dice.choices(list(MIX), list(MIX.values()))[0]
            if "{" not in path:
                yield str(httpx.URL(path, params=params(asked[number])))
                continue
            hit = hits[number]
            yield path.format(document=hit.document.id, attribution=hit.attribution, actor=actors[number])


async def _asked(
    base: str, addresses: list[str], seconds: float, rate: float, process: psutil.Process
) -> dict[str, float]:
    """Requests leave when their time has come, whether or not those before are answered: a slow server is no excuse."""
    times: list[tuple[float, float]] = []  # when it was due, and how long it took from then on
    late: list[float] = []
    statuses: Counter[int] = Counter()
    memory: list[float] = []
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=50)
    async with httpx.AsyncClient(base_url=base, timeout=30, limits=limits) as client:

        async def ask(address: str, due: float, counts: bool) -> None:
            late.append(time.perf_counter() - due)
            try:
                status = (await client.get(address)).status_code
            except httpx.HTTPError:
                status = 0
            if counts:
                statuses[status] += 1
                times.append((due - started, time.perf_counter() - due))

        async def watch() -> None:
            while True:
                family = [process, *process.children(recursive=True)]
                memory.append(sum(each.memory_info().rss for each in family) / 2**20)
                await asyncio.sleep(MOMENT)

        started = time.perf_counter()
        watching = asyncio.create_task(watch())
        tasks = []
        for number in range(int((seconds + WARM) * rate)):
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(ask(addresses[number % len(addresses)], due, number >= WARM * rate)))
        await asyncio.gather(*tasks)
        watching.cancel()
    return _summed(times, late, statuses, memory, rate)


def _summed(
    times: list[tuple[float, float]], late: list[float], statuses: Counter[int], memory: list[float], rate: float
) -> dict[str, float]:
    order = sorted(seconds for _, seconds in times)
    minutes: defaultdict[int, list[float]] = defaultdict(list)
    for due, seconds in times:
        minutes[int(due // 60)].append(seconds)
    worst = [sorted(each)[int(len(each) * 0.99)] for each in minutes.values()]
    settled = memory[len(memory) // 3 :] or memory
    half = len(settled) // 2 or 1
    return {
        "requests a second": rate,
        "requests": float(len(times)),
        "p50 ms": round(order[len(order) // 2] * 1000, 1),
        "p95 ms": round(order[int(len(order) * 0.95)] * 1000, 1),
        "p99 ms": round(order[int(len(order) * 0.99)] * 1000, 1),
        "p99 ms, by minute, at most": round(max(worst) * 1000, 1),
        "minutes with p99 over 500 ms": float(sum(each > 0.5 for each in worst)),
        "longest ms": round(order[-1] * 1000, 1),
        "asked late ms, p99": round(sorted(late)[int(len(late) * 0.99)] * 1000, 1),
        "answers 5xx": float(sum(count for status, count in statuses.items() if status >= 500)),
        "no answer": float(statuses[0]),
        "other than 200": float(sum(count for status, count in statuses.items() if status not in (200, 202))),
        "memory MB, second third": round(sum(settled[:half]) / half, 1),
        "memory MB, last third": round(sum(settled[-half:]) / half, 1),
    }


if __name__ == "__main__" and len(sys.argv) > 1:
    enter(Path(sys.argv[1]))
elif __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:34} {figure:10.1f}")
