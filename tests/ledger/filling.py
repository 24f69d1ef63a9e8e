"""A process that fills a ledger with ready-made readings, for tests that kill it: `filling.py FOLDER`."""

import sys
from pathlib import Path

from sayso.ledger import Ledger
from sayso.records import Page, Reading
from tests import factories

DOCUMENTS = 60


def pages() -> list[tuple[Page, Reading]]:
    """The same every time; half of them longer than a page of the database."""
    marked = "[S1 Kerr {0}] [C1 said] [T1 that [S2/1 the army] [C2/1 denied] [T2/1 it {0} times]].\n"
    return [
        factories.read(marked.format(number) + "Nothing more. " * (number % 2 * 700), path=f"pages/{number}.txt")
        for number in range(DOCUMENTS)
    ]


def fill(folder: Path) -> None:
    """Enter the first half one by one, the second in batches; failures in between."""
    ready = pages()
    print("ready", flush=True)
    with Ledger(folder) as ledger:
        for page, reading in ready[: DOCUMENTS // 2]:
            ledger.add(page, reading)
            ledger.fail("read", "binary", page=factories.page(f"\0{page.path}"))
        for first in range(DOCUMENTS // 2, DOCUMENTS, 10):
            ledger.add_many(ready[first : first + 10])


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
