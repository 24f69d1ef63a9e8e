"""Whether a ledger still holds what it says it holds: originals under their hashes, words at their spans, all that was
entered in the log."""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from sayso.homes import Home, home_of
from sayso.ids import document_id
from sayso.ledger.audit import gaps, head_faults
from sayso.ledger.classing import wrongly_joined
from sayso.ledger.connection import Connection
from sayso.ledger.logged import Entry, Now, log_faults, others, replaced
from sayso.ledger.originals import Originals, originals_of
from sayso.ledger.rereading import Reread, reread
from sayso.ledger.schema import as_ledger_errors, open_existing
from sayso.records import Head

TOGETHER: Final = 100  # readings that are looked at together
ALONE: Final = 500  # readings for which several processes are not worth their start

Work = Callable[..., Any]


def faults(home: Home | str, against: Head | None = None, *, key: Path | None = None, jobs: int = 1) -> Iterator[str]:
    """One line for each thing that is wrong, naming it; nothing for a sound ledger.

    `against` is a head that was kept, signed by the ledger's own key or the one whose public half is in the file `key`.
    A large ledger is looked at in `jobs` processes. An original that no row names is no fault: a reading that was cut
    short leaves one, and reading again takes it up.
    """
    home = home_of(home)
    with closing(open_existing(home)) as db, as_ledger_errors(home):
        keys = [number for (number,) in db.execute("SELECT id FROM readings ORDER BY id")]
        with _workers(home, jobs if len(keys) > ALONE else 1) as workers:
            yield from _all(db, _begin(workers, home, keys))
        if against is not None:
            yield from head_faults(db, home, against, key)


def remarks(home: Home | str) -> Iterator[str]:
    """A line for each thing that a ledger does not hold any more, and says so: what was redacted, what gave way."""
    home = home_of(home)
    with closing(open_existing(home)) as db, as_ledger_errors(home):
        for gap in gaps(db):
            yield f"document {gap.document}: redacted at {gap.time}: {gap.reason}"
        yield from replaced(db)


def _all(db: Connection, begun: "_Begun") -> Iterator[str]:
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


def _begin(workers: Executor | None, home: Home, keys: Sequence[int]) -> _Begun:
    def begin(work: Work, *told: Any) -> Callable[[], Any]:
        return (lambda: work(home, *told)) if workers is None else workers.submit(work, home, *told).result

    return _Begun(begin, keys)


def _workers(home: Home, jobs: int) -> AbstractContextManager[Executor | None]:
    if jobs == 1:
        return nullcontext()
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(home,))


# Of a process that helps, set when it begins: the ledger, which it opens once.
_OURS: list[Connection] = []


def _start(home: Home) -> None:
    # What is made here is gone when the process is: looking for what may be thrown away takes a third of the time.
    gc.disable()
    _OURS.append(open_existing(home))


def _opened(home: Home) -> AbstractContextManager[Connection]:
    return nullcontext(_OURS[0]) if _OURS else closing(open_existing(home))


def _integrity(home: Home) -> list[str]:
    with _opened(home) as db:
        return [f"database: {message}" for (message,) in db.execute("PRAGMA integrity_check") if message != "ok"]


def _joined(home: Home) -> list[str]:
    with _opened(home) as db:
        return [
            f"actor {actor}: with whom it is joined, or how much there is of it, is not what its documents hold"
            for actor in wrongly_joined(db)
        ]


def _reread(home: Home, keys: Sequence[int]) -> Reread:
    with _opened(home) as db:
        return reread(db, keys)


def _others(home: Home) -> dict[Entry, Now]:
    with _opened(home) as db:
        return others(db)


def _originals(home: Home) -> list[str]:
    with _opened(home) as db:
        return list(_kept(db, originals_of(home, db)))


def _database(db: Connection) -> Iterator[str]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"{table}, row {row}: what it belongs to is missing from {parent}"
    for (sha256,) in db.execute(
        "SELECT sha256 FROM documents d WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.document = d.id)"
    ):
        yield f"document {sha256}: there is no reading of it"
    for (key,) in db.execute("SELECT key FROM attributions WHERE id NOT IN (SELECT rowid FROM said)"):
        yield f"attribution {key}: missing from the search"


def _kept(db: Connection, originals: Originals) -> Iterator[str]:
    kept = set()
    for name in originals.names():
        kept.add(name)
        try:
            actual = document_id(originals.read(name))
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
