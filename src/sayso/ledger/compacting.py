"""A ledger made smaller: what nothing needs any more is taken away, and what is left stands close together.

Whatever happens on the way, the ledger holds what it held: SQLite writes its database anew in one transaction, and an
original is removed only when no row names it and nobody else has the ledger open, so that nobody is about to name it.

No statistics are kept for SQLite's planner (ANALYZE): the questions are laid out by hand, and with statistics those for
words took half as long again on 11,000 pages.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.errors import LedgerError
from sayso.homes import Home, Server
from sayso.ledger.keeping import UNFINISHED, check_is_ledger, is_older, named_originals, telling
from sayso.ledger.originals import FOLDER, TEMPORARY, FiledOriginals
from sayso.ledger.schema import DATABASE, connected_alone, create_in

DAY: Final = 86_400  # seconds after which nobody is at work on a temporary file any more
PATIENCE: Final = 5_000  # milliseconds for which readers are waited for
SPARE: Final = 1.1  # of the size of the database, what writing it anew needs beside it


class Compacted(Struct, frozen=True, kw_only=True):
    """Bytes of all files of a ledger before and after; how many originals, and temporary files, were removed (or would
    be); whether others have it open, so that no original was removed, or look on, so that the file has not shrunk
    yet."""

    before: int
    after: int
    originals: int
    temporary: int
    in_use: bool = False
    looked_on: bool = False


def compact(home: Home) -> Compacted:
    """Make a ledger as small as it can be. NotFoundError, InputError or LedgerError where that fails."""
    check_is_ledger(home)
    return _compact_on(home) if isinstance(home, Server) else _compact_in(home)


def _compact_on(server: Server) -> Compacted:
    from sayso.ledger.postgres.compacting import Room

    with telling(f"ledger {server}"), Room(server, writing=True) as room:
        before = room.size()
        originals, in_use = room.remove_unnamed()
        looked_on = room.rewrite()
        return Compacted(
            before=before, after=room.size(), originals=originals, temporary=0, in_use=in_use, looked_on=looked_on
        )


def _would_compact_on(server: Server) -> Compacted:
    from sayso.ledger.postgres.compacting import Room

    with telling(f"ledger {server}"), Room(server, writing=False) as room:
        before, (originals, size) = room.size(), room.unnamed()
        return Compacted(before=before, after=before - size, originals=originals, temporary=0)


def _compact_in(folder: Path) -> Compacted:
    with telling(f"ledger {folder}"):
        before = size(folder)
        temporary = _remove(list(_temporary(folder)))
        originals, in_use = _remove_unnamed(folder)
        looked_on = _rewrite(folder)
        return Compacted(
            before=before,
            after=size(folder),
            originals=originals,
            temporary=temporary,
            in_use=in_use,
            looked_on=looked_on,
        )


def would_compact(home: Home) -> Compacted:
    """The same with nothing changed; what writing the database anew brings is told by the pages that are empty, which
    PostgreSQL does not tell of."""
    check_is_ledger(home)
    return _would_compact_on(home) if isinstance(home, Server) else _would_compact_in(home)


def _would_compact_in(folder: Path) -> Compacted:
    with telling(f"ledger {folder}"), connected_alone(folder) as db:
        unnamed, temporary = list(_unnamed(db, folder)), list(_temporary(folder))
        (empty,) = db.execute(
            "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size"
        ).fetchone()
        log = _bytes(folder / f"{DATABASE}-wal")
        before = size(folder)
        gone = sum(map(_bytes, (*unnamed, *temporary))) + empty + log
        return Compacted(before=before, after=before - gone, originals=len(unnamed), temporary=len(temporary))


def size(folder: Path) -> int:
    """The bytes of all files of a ledger: its database with its log, and originals; but not what is there only while
    somebody looks on."""
    return sum(
        _bytes(Path(here, name)) for here, _, names in os.walk(folder) for name in names if not name.endswith("-shm")
    )


def _bytes(path: Path) -> int:
    try:
        if path.is_dir():
            return size(path)
        return path.lstat().st_size
    except FileNotFoundError:
        return 0


def _temporary(folder: Path) -> Iterator[Path]:
    """What runs that were killed left more than a day ago."""
    for path in (*folder.glob(f".*{UNFINISHED}*"), *(folder / FOLDER).glob(f"*/{TEMPORARY}*")):
        if is_older(path, DAY):
            yield path


def _unnamed(db: sqlite3.Connection, folder: Path) -> Iterator[Path]:
    named = set(named_originals(db))
    originals = FiledOriginals(folder / FOLDER)
    for name in originals.names():
        if name not in named:
            yield originals.path(name)


def _remove(paths: list[Path]) -> int:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(paths)


def _remove_unnamed(folder: Path) -> tuple[int, bool]:
    """Remove the originals that no row names; give how many, and whether they were left since others have it open.

    Whoever writes opens the database before he stores an original. So where nobody else has it open, nobody is
    between storing one and naming it; and until the last is removed nobody else can open it.
    """
    uri = f"{(folder / DATABASE).resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return 0, True
        removed = _remove(list(_unnamed(db, folder)))
        db.execute("ROLLBACK")
        return removed, False


def _rewrite(folder: Path) -> bool:
    """Write the database anew; give whether somebody looks on, so that its file cannot shrink yet."""
    _check_room(folder)
    with closing(create_in(folder)) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5%'").fetchall():
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        db.execute("VACUUM")
        db.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(busy)


def _check_room(folder: Path) -> None:
    """SQLite writes the new database to its log before it takes the place of the old one."""
    with suppress(FileNotFoundError):
        needed, free = round((folder / DATABASE).stat().st_size * SPARE), shutil.disk_usage(folder).free
        if free < needed:
            raise LedgerError(f"ledger {folder}: to be compacted it needs {needed:,} bytes of room; {free:,} are free")
