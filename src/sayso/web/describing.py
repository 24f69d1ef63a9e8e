"""What takes seconds to work out of many documents, for pages: systems of actors, accounts of stories, comparisons of
publishers. It is done in a process beside the server, once for each state of the ledger.

No other page waits for it. A page that asks too early is told so and asks again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Any, Final, TypeVar

from sayso.compare.system import System, described
from sayso.homes import Home
from sayso.ledger import View
from sayso.web.beside import processes

MOST: Final = 200  # documents of which a system is described, the newest of a selection
KEPT: Final = 24  # things that are kept
WAIT: Final = 0.02  # seconds that a page waits for one that is not there yet

Key = tuple[object, ...]
T = TypeVar("T")


class Describer:
    """Works out what is asked of the ledger in a folder, each question once for each state of the ledger."""

    def __init__(self, ledger: Home) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._asked: OrderedDict[Key, Future[Any]] = OrderedDict()

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
        return self.told(view, of_documents, tuple(documents), wait=wait)

    def told(self, view: View, work: Callable[..., T], *asked: object, wait: float = WAIT) -> T | None:
        """What `work` gives of the ledger's folder and what is `asked`, or None while it is still worked out.

        `work` is a function of a module, what is asked and what it gives go between processes. What it raises is
        raised here, once for each time that it was tried.
        """
        key = (view.state(), work, *asked)
        future: Future[T] = self._future(key, work, asked)
        try:
            return future.result(wait)
        except NotYet:
            return None
        except Exception:
            self._forget(key, future)
            raise

    def _future(self, key: Key, work: Callable[..., T], asked: tuple[object, ...]) -> Future[T]:
        with self._lock:
            future = self._asked.get(key)
            if future is None:
                if self._pool is None:
                    self._pool = processes(1)
                future = self._pool.submit(work, self._ledger, *asked)
                self._asked[key] = future
            self._asked.move_to_end(key)
            while len(self._asked) > KEPT:
                self._asked.popitem(last=False)[1].cancel()
            return future

    def _forget(self, key: Key, failed: Future[Any]) -> None:
        """What failed is tried anew when it is asked for again, in a new process where that is what ended."""
        with self._lock:
            if self._asked.get(key) is failed:
                del self._asked[key]
            if self._pool is not None and isinstance(failed.exception(0), BrokenExecutor):
                self._pool = None


def of_documents(ledger: Home, documents: Sequence[str]) -> System:
    """The system that documents of a ledger describe, as judged, with the actors that the ledger joins."""
    with View(ledger) as view:
        return described([view.judged(document) for document in documents], same=view.joined())
