"""Whether a ledger takes pages as quickly when it is large as when it is small, and how large it grows.

The ledger is filled with readings that are made up (`made_ledger`), fifty at a time, as `sayso read` does. At each size
the installed program then reads real pages into it with all cores, from its start to its end, and into an empty ledger
in the same minutes, for a machine is not always equally quick: that is the rate which a user sees. Beside it stands
the rate of the ledger alone, far above what any number of cores here can read. The made pages are passed over when
pages are compared, of which `comparing` tells.

SAYSO_STEPS are the sizes, in pages (1000,10000,50000), SAYSO_GROWTH_PAGES how many are read at each (200).
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final

from evaluation.made_ledger import page
from evaluation.throughput import differing, read, texts
from sayso.ledger import Writer
from sayso.ledger.comparing import Waiting
from sayso.records import Page, Reading

STEPS: Final = "1000,10000,50000"
LAST: Final = 1000  # pages of which the rate is taken
TOGETHER: Final = 50
READ: Final = 200


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """At each size: pages a second that the program reads into the ledger, as a share of those at the first size and
    of those into an empty ledger; those that the ledger alone takes (of the last thousand), as the same shares; and
    bytes a page of the database and of the originals."""
    steps = sorted(int(step) for step in os.environ.get("SAYSO_STEPS", STEPS).split(","))
    count = int(os.environ.get("SAYSO_GROWTH_PAGES", READ))
    coming = differing(texts(shared), False)
    out: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "ledger"
        entered, first, first_read = 0, 0.0, 0.0
        for step in steps:
            last = min(LAST, step - entered)
            with Writer(folder) as writer:
                enter(writer, range(entered, step - last))
                rate = last / enter(writer, range(step - last, step))
                _pass_over(writer)
            empty = last / _into_empty(Path(name) / f"empty-{step}", range(step - last, step))
            size = _size(folder, "ledger.sqlite*"), _size(folder, "originals/*/*")
            reading = count / read(list(islice(coming, count)), "text", _cores(), folder)[0]
            alone = count / read(list(islice(coming, count)), "text", _cores())[0]
            entered, first, first_read = step, first or rate, first_read or reading
            out[f"{step:,} pages"] = {
                "read, pages/s": round(reading, 2),
                "share of the first": round(reading / first_read, 2),
                "share of an empty one": round(reading / alone, 2),
                "ledger alone, pages/s": round(rate),
                "alone, share of the first": round(rate / first, 2),
                "alone, share of an empty one": round(rate / empty, 2),
                "database, bytes a page": round(size[0] / step),
                "originals, bytes a page": round(size[1] / step),
            }
            print(step, out[f"{step:,} pages"], file=sys.stderr)
    return out


def _cores() -> int:
    return min(len(os.sched_getaffinity(0)), 4)


def _pass_over(writer: Writer) -> None:
    """Have what is in the ledger taken for compared."""
    with writer.comparing() as rows:
        while waiting := rows.waiting(10_000):
            rows.done(Waiting(row=waiting[-1].row, id="", reading=0, change=waiting[-1].change))


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
    for row, figures in measure(Path(sys.argv[1])).items():
        print(f"{row:14}", "  ".join(f"{name} {value}" for name, value in figures.items()))
