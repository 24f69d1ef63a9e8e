"""Whether a ledger takes pages as quickly when it is large as when it is small, and how large it grows.

The readings are made up (`made_ledger`), so that it is the ledger that is measured. They are entered fifty at a time,
as `sayso read` does. Beside each size the same pages are entered into an empty ledger in the same minutes, for a
machine is not always equally quick.

SAYSO_STEPS are the sizes, in pages (1000,10000,50000).
"""

import os
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final

from evaluation.made_ledger import page
from sayso.ledger import Writer
from sayso.records import Page, Reading

STEPS: Final = "1000,10000,50000"
LAST: Final = 1000  # pages of which the rate is taken
TOGETHER: Final = 50


def measure() -> dict[str, dict[str, float]]:
    """At each size: pages a second (of the last thousand), as a share of the first step's and of an empty ledger's; and
    bytes a page of the database and of the originals."""
    steps = sorted(int(step) for step in os.environ.get("SAYSO_STEPS", STEPS).split(","))
    out: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name, Writer(Path(name) / "ledger") as writer:
        entered, first = 0, 0.0
        for step in steps:
            last = min(LAST, step - entered)
            enter(writer, range(entered, step - last))
            rate = last / enter(writer, range(step - last, step))
            empty = last / _into_empty(Path(name) / f"empty-{step}", range(step - last, step))
            entered, first = step, first or rate
            out[f"{step:,} pages"] = {
                "pages/s": round(rate),
                "share of the first": round(rate / first, 2),
                "share of an empty one": round(rate / empty, 2),
                "database, bytes a page": round(_size(Path(name) / "ledger", "ledger.sqlite*") / step),
                "originals, bytes a page": round(_size(Path(name) / "ledger", "originals/*/*") / step),
            }
    return out


def enter(writer: Writer, numbers: Iterable[int]) -> float:
    """Seconds in which the pages of these numbers are entered; making them is not counted."""
    seconds, made = 0.0, map(page, numbers)
    while batch := list(islice(made, TOGETHER)):
        seconds += _seconds(writer, batch)
    return seconds


def _seconds(writer: Writer, batch: list[tuple[Page, Reading]]) -> float:
    began = time.perf_counter()
    writer.add_many(batch)
    return time.perf_counter() - began


def _into_empty(folder: Path, numbers: Iterable[int]) -> float:
    with Writer(folder) as writer:
        return enter(writer, numbers)


def _size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern))


if __name__ == "__main__":
    for row, figures in measure().items():
        print(f"{row:14}", "  ".join(f"{name} {value}" for name, value in figures.items()))
