"""What the tests of many processes share."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import psutil

from sayso.batch import Outcome
from sayso.export import jsonl
from sayso.ledger import Ledger
from sayso.records import Page
from sayso.scale import Pool
from sayso.scale.limits import MEMORY
from sayso.settings import Settings
from sayso.sources.yielded import Yielded
from tests.scale import quick

FETCHED = "2024-01-01T00:00:00+00:00"


def yielded(text: str, name: str) -> Yielded:
    return Yielded(name=name, page=Page(data=text.encode(), path=f"/pages/{name}", fetched=FETCHED))


def many(count: int) -> list[Yielded]:
    return [yielded(f"Page {number}. " * (1 + number % 7), f"{number}.txt") for number in range(count)]


def quickly(
    pages: Iterable[Yielded],
    ledger: Ledger | None = None,
    *,
    jobs: int = 2,
    longest: float = 30.0,
    memory: int = MEMORY,
    again: bool = False,
    threshold: float | None = None,
) -> Iterator[Outcome]:
    """What becomes of pages that quick workers read."""
    settings = Settings(threshold=threshold)
    with closing(Pool(settings, jobs, longest, memory, quick.MODULE)) as pool:
        yield from pool.read(pages, ledger, again=again)


def exported(folder: Path) -> bytes:
    with Ledger(folder) as ledger:
        return b"".join(map(jsonl.line, ledger.readings()))


def children(module: str, parent: int | None = None) -> list[psutil.Process]:
    """The processes that run a module for a parent, this process unless told."""
    found = []
    for child in psutil.Process(parent).children():
        try:
            if module in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.Error:
            continue
    return found
