"""What backups, restoring, migrating and compacting have in common: copies that are whole or not there at all.

What is being made stands in a folder of its own beside the place where it belongs, under a name that begins with a dot,
and comes to its place by being renamed, when every byte of it is on the disk. A killed run leaves such a folder; the
next one to the same place takes it away.
"""

import errno
import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Final

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.homes import Home, Server
from sayso.ledger.originals import sync
from sayso.ledger.schema import BUSY_SECONDS, DATABASE, check_alone

UNFINISHED: Final = ".unfinished-"
YOUNG: Final = 60  # seconds in which a folder may have been made and not be held yet
AT_ONCE: Final = 16  # files that are synced at once
STEP: Final = 2048  # pages of a database that are copied at once
FULL: Final = "no space left on device"

_NAMED: Final = "SELECT sha256 FROM documents UNION SELECT original FROM failures WHERE original IS NOT NULL"
_REDACTED: Final = "SELECT document FROM redactions"  # a ledger of version 9 or newer has them


def check_is_ledger(home: Home) -> None:
    """NotFoundError, InputError or LedgerError where there is no ledger that this program reads."""
    if isinstance(home, Server):
        check_alone(home)
    else:
        _check_is_folder(home)


def _check_is_folder(folder: Path) -> None:
    if not folder.exists():
        raise NotFoundError(f"{folder}: no such folder")
    if not folder.is_dir():
        raise InputError(f"{folder}: a ledger is a folder, and a file stands there")
    check_alone(folder)


@contextmanager
def telling(name: str) -> Iterator[None]:
    """What the disk and SQLite have to complain of, told as a LedgerError of this name."""
    try:
        yield
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        raise LedgerError(f"{name}: {FULL if full else error}") from error
    except OSError as error:
        raise LedgerError(f"{name}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{reason[:1].lower()}{reason[1:]}"


def check_has_room(target: Path) -> None:
    """NotFoundError where there is no folder for this to stand in: a disk that is not there, mostly."""
    if not target.parent.is_dir():
        reason = "a file stands where a folder should be" if target.parent.exists() else "no such folder"
        raise NotFoundError(f"{target.parent}: {reason}")


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A folder beside the target for what is not whole yet. In the end it is gone, as are those of killed runs."""
    for left in left_over(target):
        _remove_unheld(left)
    work = target.parent / f".{target.name}{UNFINISHED}{token_hex(8)}"
    work.mkdir()
    handle = os.open(work, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(handle)


def left_over(target: Path, seconds: float = YOUNG) -> Iterator[Path]:
    """What runs to this target left that were begun longer ago than so many seconds; some may still be at work."""
    for path in target.parent.iterdir():
        if path.name.startswith(f".{target.name}{UNFINISHED}") and is_older(path, seconds):
            yield path


def is_older(path: Path, seconds: float) -> bool:
    """Whether a file or folder was changed last longer ago than so many seconds; not so for one that is gone."""
    try:
        return path.lstat().st_mtime < time.time() - seconds
    except FileNotFoundError:
        return False


def _remove_unheld(work: Path) -> None:
    try:
        handle = os.open(work, os.O_RDONLY)
    except OSError:  # somebody else was quicker
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(work, ignore_errors=True)
    except BlockingIOError:
        pass  # a run that is at work
    finally:
        os.close(handle)


def put_in_place(made: Path, target: Path) -> None:
    """Rename what is whole to where it belongs; InputError where something stands there by now."""
    try:
        if target.exists() and not is_empty(target):
            raise FileExistsError(errno.EEXIST, "", str(target))
        made.rename(target)
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"{target}: is there already, and nothing is overwritten") from error
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise InputError(f"{target}: is there already, and nothing is overwritten") from error
        raise
    sync(target.parent)


def is_empty(folder: Path) -> bool:
    """Whether this is a folder in which nothing is."""
    return folder.is_dir() and next(folder.iterdir(), None) is None


def sync_all(folder: Path) -> None:
    """The same for all that is in a folder. What was written first is on its way to the disk by then."""
    folders = [(Path(here), names) for here, _, names in os.walk(folder, topdown=False)]
    with ThreadPoolExecutor(AT_ONCE) as threads:  # a disk writes several at once quicker than one after the other
        for _ in threads.map(sync, (here / name for here, names in folders for name in names)):
            pass
    for here, _ in folders:
        sync(here)


def copy_database(db: sqlite3.Connection, target: Path) -> None:
    """Copy the database behind a connection as it is at one moment, some pages at a time.

    Whoever writes goes on meanwhile: the connection looks at that moment until the end, and is let go of then.
    """
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the moment
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # it is synced as a whole
            db.backup(copy, pages=STEP, sleep=0)
    finally:
        db.execute("ROLLBACK")


@contextmanager
def kept_still(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database in a folder that nobody writes to, with nothing made beside it."""
    uri = f"{(folder / DATABASE).resolve().as_uri()}?immutable=1"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        yield db


def named_originals(db: sqlite3.Connection) -> list[str]:
    """The SHA-256 of every original that the database names, in order, whatever its version; of what was redacted there
    is to be none."""
    redacting = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'redactions'").fetchone()
    return [row[0] for row in db.execute(f"{_NAMED}{f' EXCEPT {_REDACTED}' if redacting else ''} ORDER BY 1")]
