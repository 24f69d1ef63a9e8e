"""Whether tampering with a ledger is found by a head that was kept, and nothing where nobody tampered; how long it
takes to look.

Small made ledgers are copied and changed behind sayso's back, in SQLite and on the disk, at random. SAYSO_TAMPERINGS
tells how often each kind, 1,000 times unless told; SAYSO_TAMPERING_PAGES how many pages the large ledger has.

python -m evaluation.tampering
"""

import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from evaluation import made_ledger
from sayso.errors import SaysoError
from sayso.ledger import View, Writer, faults
from sayso.ledger.classing import join
from sayso.ledger.derived import derive_all, forget
from sayso.ledger.entering import forget_reading
from sayso.ledger.keys import make_key
from sayso.ledger.leaves import log_all
from sayso.ledger.parts import BELOW, FLAT
from sayso.ledger.schema import DATABASE
from sayso.records import Head, Judgement, Page, Reading

TIMES: Final = 1000
PAGES: Final = 10_000  # of ten attributions
BASES: Final = 8  # different ledgers that are tampered with
SMALL: Final = 5  # pages in each
NOW: Final = "2024-04-01T12:00:00+00:00"
ENTRIES: Final = ("documents", "sightings", "readings", "failures", "judgements", "log")
TABLES: Final = (*ENTRIES, *FLAT, *BELOW)

Tampering = Callable[[Path, random.Random], None]


def measure(shared: Path | None = None) -> dict[str, Any]:
    """For each kind how many of how many were found, and how many ended in an error; false alarms; seconds."""
    times = int(os.environ.get("SAYSO_TAMPERINGS", TIMES))
    with tempfile.TemporaryDirectory() as folder:
        bases = [make(Path(folder) / str(seed), seed) for seed in range(BASES)]
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
            found = {kind: list(workers.map(partial(_try, bases, kind), range(times), chunksize=5)) for kind in KINDS}
            alarms = list(workers.map(partial(_untouched, bases), range(times), chunksize=5))
    told = {f"found, {kind}": f"{sum(each)} of {times}" for kind, each in found.items()}
    return told | {"alarms at untouched ledgers": f"{sum(alarms)} of {times}"} | speed()


def speed() -> dict[str, Any]:
    """Seconds to verify a large ledger against its head, in as many processes as the machine has cores."""
    pages = int(os.environ.get("SAYSO_TAMPERING_PAGES", PAGES))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "ledger"
        made_ledger.make(folder, pages * made_ledger.A_PAGE)
        make_key(folder)
        kept = head(folder)
        began = time.perf_counter()
        wrong = list(faults(folder, kept, jobs=os.cpu_count() or 1))
        seconds = time.perf_counter() - began
        assert not wrong, wrong[:3]
    return {"entries verified": pages * made_ledger.A_PAGE, "leaves": kept.size, "verifying, s": round(seconds, 1)}


def make(folder: Path, seed: int) -> tuple[Path, Head]:
    """A small ledger with its key, of readings by two versions of a reader, failures, judgements and a retraction, and
    its head."""
    read = [made_ledger.page(number, seed) for number in range(SMALL)]
    with Writer(folder) as writer:
        writer.add_many(read)
        writer.fail("read", "binary", path="pages/binary")
        writer.fail("read", "empty", page=Page(data=b"", path="empty", media_type="text/html", fetched=NOW))
        first = writer.judge(_judgement(read[0][1], "wrong"))
        writer.judge(_judgement(read[1][1], "right"))
        writer.judge(Judgement(id=0, kind="retract", retracts=first.id, judge="a person", time=NOW))
    make_key(folder)
    return folder, head(folder)


def head(folder: Path) -> Head:
    with View(folder) as view:
        return view.head()


def tamper(folder: Path, kind: str, dice: random.Random) -> None:
    """Change the ledger in a folder behind sayso's back."""
    KINDS[kind](folder, dice)


def _try(bases: list[tuple[Path, Head]], kind: str, number: int) -> bool:
    return _found(bases, partial(tamper, kind=kind), number, f"{kind} {number}")


def _untouched(bases: list[tuple[Path, Head]], number: int) -> bool:
    return _found(bases, _go_on, number, f"untouched {number}")


def _found(bases: list[tuple[Path, Head]], work: Callable[..., None], number: int, seed: str) -> bool:
    base, kept = bases[number % len(bases)]
    with tempfile.TemporaryDirectory() as name:
        folder = shutil.copytree(base, Path(name) / "ledger")
        work(folder, dice=random.Random(seed))
        try:
            return bool(list(faults(folder, kept)))
        except SaysoError:
            return True


def _go_on(folder: Path, dice: random.Random) -> None:
    """What those who keep a ledger do with it."""
    with Writer(folder) as writer:
        for number in dice.sample(range(SMALL, 1000), dice.randint(1, 4)):
            page, reading = made_ledger.page(number, dice.randrange(BASES))
            match dice.randrange(5):
                case 0:
                    writer.add(page, reading)
                case 1:
                    writer.fail("read", f"no. {number}", page=page)
                case 2:
                    writer.add(page, reading)
                    writer.judge(_judgement(reading, "right"))
                case 3:
                    writer.add(page, reading)
                    writer.redact(reading.document.id, "by order")
                case _:
                    writer.rebuild()


def _judgement(reading: Reading, kind: Any) -> Judgement:
    cue = reading.attributions[0].cue[0]
    text = reading.document.text
    words = text[slice(*cue)]
    times = text.count(words, 0, cue[0])
    return Judgement(
        id=0,
        kind=kind,
        document=reading.document.id,
        words=words,
        occurrence=times,
        judge="a person",
        time=NOW,
        note="why",
    )


def _edit(folder: Path, dice: random.Random) -> None:
    with _behind(folder) as db:
        for table, names in _drawn(db, dice):
            rows = db.execute(f"SELECT * FROM {table}").fetchall()
            row, column = dice.choice(rows), dice.randrange(len(names))
            if names[column] == "id":  # the number of a row is no part of what was entered
                continue
            changed = [*row]
            changed[column] = _other(row[column], dice)
            if _put(db, table, names, row, changed):
                return


def _delete(folder: Path, dice: random.Random) -> None:
    with _behind(folder) as db:
        for table, names in _drawn(db, dice):
            row = dice.choice(db.execute(f"SELECT * FROM {table}").fetchall())
            db.execute(f"DELETE FROM {table} WHERE {_where(names)}", row)
            return


def _insert(folder: Path, dice: random.Random) -> None:
    with _behind(folder) as db:
        for table, names in _drawn(db, dice):
            row = list(dice.choice(db.execute(f"SELECT * FROM {table}").fetchall()))
            new = {"id": None, "position": dice.randrange(1000, 10**6), "key": f"{dice.randrange(16**16):016x}"}
            for column, name in enumerate(names):
                row[column] = new.get(name, row[column])
            changing = [i for i, name in enumerate(names) if name not in new and isinstance(row[i], str | bytes)]
            if changing and not {"position"} & set(names):
                column = dice.choice(changing)
                row[column] = _other(row[column], dice)
            try:
                db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            except sqlite3.IntegrityError:
                continue
            return


def _swap(folder: Path, dice: random.Random) -> None:
    with _behind(folder) as db:
        for table, names in _drawn(db, dice):
            rows = db.execute(f"SELECT * FROM {table}").fetchall()
            own = [column for column, name in enumerate(names) if name not in ("id", "position", "role")]
            one, other, column = dice.choice(rows), dice.choice(rows), dice.choice(own)
            if one[column] == other[column]:
                continue
            left, right = [*one], [*other]
            left[column], right[column] = other[column], one[column]
            if left in map(list, rows) or right in map(list, rows):
                continue  # the same rows in another order are the same
            db.execute("SAVEPOINT swap")
            db.execute(f"DELETE FROM {table} WHERE {_where(names)}", one)
            db.execute(f"DELETE FROM {table} WHERE {_where(names)}", other)
            try:
                db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", (left, right))
            except sqlite3.IntegrityError:
                db.execute("ROLLBACK TO swap")
                continue
            return


def _truncate(folder: Path, dice: random.Random) -> None:
    """The last entries, with all that hangs on them, or the last leaves alone."""
    alone = dice.random() < 0.3
    with _behind(folder) as db:
        (size,) = db.execute("SELECT count(*) FROM log").fetchone()
        first = size - dice.randint(1, size - 1)
        for kind, entry in db.execute(
            "SELECT kind, entry FROM log WHERE position >= ? ORDER BY position DESC", (first,)
        ).fetchall():
            if not alone:
                _take_out(db, kind, entry)
        db.execute("DELETE FROM log WHERE position >= ?", (first,))
        if not alone:
            derive_all(db)


def _take_out(db: sqlite3.Connection, kind: str, entry: int) -> None:
    if kind == "reading":
        (document,) = db.execute("SELECT document FROM readings WHERE id = ?", (entry,)).fetchone()
        before = forget(db, document)
        db.execute("DELETE FROM judgements WHERE reading = ?", (entry,))
        forget_reading(db, entry)
        join(db, document, before)
    elif kind == "sighting":
        (document,) = db.execute("SELECT document FROM sightings WHERE id = ?", (entry,)).fetchone()
        db.execute("DELETE FROM sightings WHERE id = ?", (entry,))
        db.execute(
            "DELETE FROM documents WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM sightings WHERE document = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM readings WHERE document = ?1)",
            (document,),
        )
    else:
        db.execute(f"DELETE FROM {kind}s WHERE id = ?", (entry,))


REWRITES: Final = (
    "UPDATE attributions SET act = CASE act WHEN 'deny' THEN 'admit' ELSE 'deny' END WHERE id = ?",
    "UPDATE attributions SET score = score / 2 WHERE id = ?",
    "UPDATE attribution_actors SET actor = 'another' WHERE role = 'speakers' AND attribution = ?",
    "UPDATE readings SET publisher = 'The Other' WHERE id = 1 + ? % 5",
    "UPDATE readings SET published = '1999-01-01' WHERE id = 1 + ? % 5",
    "UPDATE sightings SET fetched = '1999-01-01T00:00:00+00:00' WHERE id = 1 + ? % 5",
    "UPDATE failures SET reason = 'nothing there' WHERE id = 1 + ? % 2",
    "UPDATE judgements SET note = 'because' WHERE id = 1 + ? % 3",
    "UPDATE judgements SET judge = 'somebody' WHERE id = 1 + ? % 3",
)


def _rewrite(folder: Path, dice: random.Random) -> None:
    """What an owner who knows sayso can do: change something, and make all that follows from it anew."""
    with _behind(folder) as db:
        changed = db.execute(dice.choice(REWRITES), (dice.randint(1, SMALL * made_ledger.A_PAGE),)).rowcount
        assert changed, "a rewrite that changes nothing"
        db.execute("DELETE FROM log")
        log_all(db)
        derive_all(db)


def _swap_originals(folder: Path, dice: random.Random) -> None:
    one, other = dice.sample([path for path in (folder / "originals").glob("*/*") if path.is_file()], 2)
    data = one.read_bytes()
    match dice.randrange(3):
        case 0:
            one.write_bytes(other.read_bytes())
            other.write_bytes(data)
        case 1:
            one.write_bytes(data + b"." if dice.random() < 0.5 or not data else data[:-1])
        case _:
            one.unlink()


KINDS: Final[dict[str, Tampering]] = {
    "edit": _edit,
    "delete": _delete,
    "insert": _insert,
    "swap": _swap,
    "truncate": _truncate,
    "rewrite": _rewrite,
    "swapped original": _swap_originals,
}


class _behind:  # noqa: N801
    """The database as somebody opens it who stops at nothing that it forbids."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / DATABASE, isolation_level=None)

    def __enter__(self) -> sqlite3.Connection:
        self._db.execute("PRAGMA ignore_check_constraints = ON")
        triggers = self._db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        self._triggers = triggers
        self._db.execute("BEGIN IMMEDIATE")
        for name, _ in triggers:
            self._db.execute(f"DROP TRIGGER {name}")
        return self._db

    def __exit__(self, *_: object) -> None:
        for _, sql in self._triggers:
            self._db.execute(sql)
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._db.close()


def _drawn(db: sqlite3.Connection, dice: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Tables in which there is something, without end, with the names of their columns."""
    while True:
        table = dice.choice(TABLES)
        if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            yield table, [name for (name,) in db.execute(f"SELECT name FROM pragma_table_info('{table}')")]


def _put(db: sqlite3.Connection, table: str, names: list[str], row: tuple[Any, ...], changed: list[Any]) -> bool:
    told = ", ".join(f"{name} = ?" for name in names)
    try:
        return bool(db.execute(f"UPDATE {table} SET {told} WHERE {_where(names)}", (*changed, *row)).rowcount)
    except sqlite3.IntegrityError:
        return False


def _where(names: list[str]) -> str:
    return " AND ".join(f"{name} IS ?" for name in names)


def _other(value: Any, dice: random.Random) -> Any:
    """Another value of the same kind."""
    match value:
        case str() if value:
            at = dice.randrange(len(value))
            return value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]
        case bytes() if value:
            at = dice.randrange(len(value))
            return value[:at] + bytes([value[at] ^ 1 << dice.randrange(8)]) + value[at + 1 :]
        case int():
            return value + dice.choice((-1, 1))
        case float():
            return value + dice.choice((-0.01, 0.01))
        case None:
            return dice.choice((1, "x"))
        case _:
            return "x"


if __name__ == "__main__":
    for name, figure in measure(Path(sys.argv[1]) if sys.argv[1:] else None).items():
        print(f"{name}: {figure}")
