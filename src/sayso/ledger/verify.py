"""Whether a ledger still holds what it says it holds: originals under their hashes, words at their spans, all that was
entered in the log."""

import gc
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from sayso.ids import document_id
from sayso.ledger.audit import gaps, head_faults
from sayso.ledger.classing import wrongly_joined
from sayso.ledger.logged import Entry, Now, log_faults, others, replaced
from sayso.ledger.originals import FOLDER, Originals
from sayso.ledger.rereading import Reread, reread
from sayso.ledger.schema import as_ledger_errors, open_existing
from sayso.records import Head

TOGETHER: Final = 100  # readings that are looked at together
ALONE: Final = 500  # readings for which several processes are not worth their start

Work = Callable[..., Any]


def faults(folder: Path | str, against: Head | None = None, *, key: Path | None = None, jobs: int = 1) -> Iterator[str]:
    """One line for each thing that is wrong, naming it; nothing for a sound ledger.

    `against` is a head that was kept, signed by the ledger's own key or the one whose public half is in the file `key`.
    A large ledger is looked at in `jobs` processes. An original that no row names is no fault: a reading that was cut
    short leaves one, and reading again takes it up.
    """
    folder = Path(folder)
    with closing(open_existing(folder)) as db, as_ledger_errors(folder):
        keys = [number for (number,) in db.execute("SELECT id FROM readings ORDER BY id")]
        with _workers(folder, jobs if len(keys) > ALONE else 1) as workers:
            yield from _all(db, _begin(workers, folder, keys))
        if against is not None:
            yield from head_faults(db, folder, against, key)


def remarks(folder: Path | str) -> Iterator[str]:
    """A line for each thing that a ledger does not hold any more, and says so: what was redacted, what gave way."""
    folder = Path(folder)
    with closing(open_existing(folder)) as db, as_ledger_errors(folder):
        for gap in gaps(db):
            yield f"document {gap.document}: redacted at {gap.time}: {gap.reason}"
        yield from replaced(db)


def _all(db: sqlite3.Connection, begun: "_Begun") -> Iterator[str]:
    yield from begun.integrity()
    yield from _database(db)
    yield from begun.originals()
    found: list[Reread] = [each() for each in begun.readings]
    yield from (fault for each in found for fault in each.faults)
    yield from begun.joined()
    yield from (fault for each in found for fault in each.derived)
    yield from log_faults(db, (leaf for each in found for leaf in each.leaves), begun.others())


class _Begun:
    """What is looked at in processes beside this one, if there are any: each gives its result once it is asked."""

    def __init__(self, begin: Callable[..., Callable[[], Any]], keys: Sequence[int]) -> None:
        self.integrity: Callable[[], list[str]] = begin(_integrity)
        self.joined: Callable[[], list[str]] = begin(_joined)
        self.readings = [begin(_reread, keys[at : at + TOGETHER]) for at in range(0, len(keys), TOGETHER)]
        self.originals: Callable[[], list[str]] = begin(_originals)
        self.others: Callable[[], dict[Entry, Now]] = begin(_others)


def _begin(workers: Executor | None, folder: Path, keys: Sequence[int]) -> _Begun:
    def begin(work: Work, *told: Any) -> Callable[[], Any]:
        return (lambda: work(folder, *told)) if workers is None else workers.submit(work, folder, *told).result

    return _Begun(begin, keys)


def _workers(folder: Path, jobs: int) -> AbstractContextManager[Executor | None]:
    if jobs == 1:
        return nullcontext()
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(folder,))


# Of a process that helps, set when it begins: the ledger, which it opens once.
_OURS: list[sqlite3.Connection] = []


def _start(folder: Path) -> None:
    # What is made here is gone when the process is: looking for what may be thrown away takes a third of the time.
    gc.disable()
    _OURS.append(open_existing(folder))


def _opened(folder: Path) -> AbstractContextManager[sqlite3.Connection]:
    return nullcontext(_OURS[0]) if _OURS else closing(open_existing(folder))


def _integrity(folder: Path) -> list[str]:
    with _opened(folder) as db:
        return [f"database: {message}" for (message,) in db.execute("PRAGMA integrity_check") if message != "ok"]


def _joined(folder: Path) -> list[str]:
    with _opened(folder) as db:
        return [
            f"actor {actor}: with whom it is joined, or how much there is of it, is not what its documents hold"
            for actor in wrongly_joined(db)
        ]


def _reread(folder: Path, keys: Sequence[int]) -> Reread:
    with _opened(folder) as db:
        return reread(db, keys)


def _others(folder: Path) -> dict[Entry, Now]:
    with _opened(folder) as db:
        return others(db)


def _originals(folder: Path) -> list[str]:
    with _opened(folder) as db:
        return list(_kept(db, Originals(folder / FOLDER)))


def _database(db: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"{table}, row {row}: what it belongs to is missing from {parent}"
    for (sha256,) in db.execute(
        "SELECT sha256 FROM documents d WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.document = d.id)"
    ):
        yield f"document {sha256}: there is no reading of it"
    for (key,) in db.execute("SELECT key FROM attributions WHERE id NOT IN (SELECT rowid FROM said)"):
        yield f"attribution {key}: missing from the search"


def _kept(db: sqlite3.Connection, originals: Originals) -> Iterator[str]:
    kept = set()
    for name, path in originals.names():
        kept.add(name)
        try:
            actual = document_id(path.read_bytes())
        except OSError as error:
            yield f"original {name}: cannot be read: {error.strerror}"
            continue
        if actual != name:
            yield f"original {name}: its bytes have another SHA-256, {actual}"
    for (sha256,) in db.execute("SELECT sha256 FROM documents ORDER BY id"):
        if sha256 not in kept:
            yield f"document {sha256}: its original is missing"
    for original, place in db.execute(
        "SELECT original, ifnull(path, url) FROM failures WHERE original IS NOT NULL ORDER BY id"
    ):
        if original not in kept:
            yield f"failure {place}: its original {original} is missing"
    for (sha256,) in db.execute("SELECT document FROM redactions ORDER BY id"):
        if sha256 in kept:
            yield f"document {sha256}: it was redacted, and its original is there: redact it again"
