"""A ledger in SQLite and the same one in PostgreSQL: whether they answer alike, and how long each takes.

python -m evaluation.databases
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import psycopg

from evaluation import made_ledger, postgres_server, web_speed
from sayso.export import jsonl
from sayso.homes import Home, Server
from sayso.ledger import View, Writer, faults
from sayso.ledger.backing_up import back_up
from sayso.ledger.restoring import restore
from sayso.records import Selection

ATTRIBUTIONS: Final = 20_000
LARGE: Final = 100_000
QUESTIONS: Final = 1_000
SEED: Final = 11


def measure() -> dict[str, Any]:
    """Questions answered differently, and by database seconds, pages a second and milliseconds; nothing where there is
    no PostgreSQL."""
    programs = postgres_server.binaries()
    if programs is None:
        return {"PostgreSQL": {"is": "not installed"}}
    told: dict[str, Any] = {}
    with postgres_server.started(programs) as socket, TemporaryDirectory() as here:
        homes: dict[str, Home] = {"SQLite": Path(here) / "ledger", "PostgreSQL": _new(socket, "entered")}
        for name, home in homes.items():
            told[name] = {"entering, pages/s": round(ATTRIBUTIONS / 10 / _seconds(_enter(home)), 1)}
        told["answers"] = compared(homes["SQLite"], homes["PostgreSQL"])
        large = web_speed.kept(LARGE)
        backup, moved = Path(here) / "backup", _new(socket, "moved")
        back_up(large, backup)
        told["PostgreSQL"][f"restoring {LARGE:,} attributions, s"] = round(_seconds(lambda: restore(backup, moved)), 1)
        homes = {"SQLite": large, "PostgreSQL": moved}
        for name, home in homes.items():
            told[name] |= _times(home)
        again = Path(here) / "again"
        told["PostgreSQL"]["backing up the same, s"] = round(_seconds(lambda: back_up(moved, again)), 1)
    return told


def compared(one: Home, other: Home) -> dict[str, int]:
    """Questions, and how many of them two ledgers answer differently."""
    with View(one) as first, View(other) as second:
        dice = random.Random(SEED)
        asked = [*_questions(first, dice)]
        different = sum(ask(first) != ask(second) for ask in asked)
    return {"questions": len(asked), "answered differently": different}


def _questions(view: View, dice: random.Random) -> Iterator[Callable[[View], object]]:
    selections = list(web_speed.selections(view, dice, QUESTIONS // 5))
    actors = [actor.id for actor in view.actors(limit=200, called=False)]
    names = [entry.id for entry in view.documents()]
    for each in selections:
        yield partial(View.selected, selection=each)
        yield partial(View.facets, selection=each)
        yield partial(View.chart, selection=each)
    for number in range(QUESTIONS // 10):
        actor, name = dice.choice(actors), dice.choice(names)
        yield partial(View.actor, actor=actor)
        yield partial(View.life, actor=actor)
        yield partial(_reading, name=name)
        yield partial(View.events, actor=actor, limit=50, offset=number)


def _reading(view: View, name: str) -> bytes:
    return jsonl.line(view.reading(name))


def _times(home: Home) -> dict[str, float]:
    times = web_speed.searches(home)
    found = {f"{name}, p50 ms": _ms(statistics.median(each)) for name, each in times.items()}
    found |= {f"{name}, p95 ms": _ms(statistics.quantiles(each, n=20)[-1]) for name, each in times.items()}
    found["every reading, s"] = round(_seconds(lambda: _read(home)), 1)
    found["verifying, s"] = round(_seconds(lambda: _verify(home)), 1)
    return found


def _read(home: Home) -> None:
    with View(home) as view:
        for _ in view.chosen(Selection()):
            pass


def _verify(home: Home) -> None:
    told = list(faults(home, jobs=4))
    if told:
        raise RuntimeError(f"{home}: {told[0]}")


def _enter(home: Home) -> Callable[[], None]:
    pages = [made_ledger.page(number) for number in range(ATTRIBUTIONS // 10)]

    def enter() -> None:
        with Writer(home) as writer:
            for first in range(0, len(pages), made_ledger.BATCH):
                writer.add_many(pages[first : first + made_ledger.BATCH])

    return enter


def _new(socket: Path, name: str) -> Server:
    with psycopg.connect(postgres_server.database(socket, "postgres").url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return postgres_server.database(socket, name)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    for name, figures in measure().items():
        print(f"{name}: {figures}", flush=True)
