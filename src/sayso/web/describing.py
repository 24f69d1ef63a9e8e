"""Systems of actors for pages: worked out in a process beside the server, kept while the ledger stays as it is.

To describe hundreds of documents takes seconds; no other page waits for it. A page that asks too early is told so and
asks again.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from typing import Final

from sayso.compare.system import System, described
from sayso.ledger import View
from sayso.web.beside import processes

MOST: Final = 200  # documents of which a system is described, the newest of a selection
KEPT: Final = 24  # systems that are kept
WAIT: Final = 0.02  # seconds that a page waits for one that is not there yet

Key = tuple[object, ...]


class Describer:
    """Describes documents of the ledger in a folder, each set of them once for each state of the ledger."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._asked: OrderedDict[Key, Future[System]] = OrderedDict()

    def close(self) -> None:
        """Stop the process, whatever it is at."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None
            self._asked.clear()

    def system(self, view: View, documents: Sequence[str], wait: float = WAIT) -> System | None:
        """The system of the documents with these ids, or None while it is still worked out."""
        if not documents:
            return System()
        future = self._future((view.state(), tuple(documents)), documents)
        try:
            return future.result(wait)
        except NotYet:
            return None

    def _future(self, key: Key, documents: Sequence[str]) -> Future[System]:
        with self._lock:
            future = self._asked.get(key)
            if future is None or (future.done() and future.exception() is not None):
                if self._pool is None:
                    self._pool = processes(1)
                future = self._pool.submit(of_documents, self._ledger, tuple(documents))
                self._asked[key] = future
            self._asked.move_to_end(key)
            while len(self._asked) > KEPT:
                self._asked.popitem(last=False)[1].cancel()
            return future


def of_documents(ledger: Path, documents: Sequence[str]) -> System:
    """The system that documents of a ledger describe, as judged, with the actors that the ledger joins."""
    with View(ledger) as view:
        return described([view.judged(document) for document in documents], same=view.joined())
