"""A backup made a ledger again: every file is held against its list before anything stands in the ledger's place."""

import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.homes import Home, Server
from sayso.ids import document_id
from sayso.ledger.keeping import kept_still, named_originals, put_in_place, sync_all, telling, unfinished
from sayso.ledger.manifest import (
    MANIFEST,
    SUMS,
    Manifest,
    counts,
    decoded,
    decoded_sums,
    may_hold,
    mode_of,
    original_name,
)
from sayso.ledger.originals import FOLDER
from sayso.ledger.schema import DATABASE, check_alone

WHOLE: Final = "whole"
MOST: Final = 1_000_000_000  # bytes of a manifest or a list of files: more is no such thing


class Copied:
    """What was copied of a backup: its files by name with the SHA-256 of their bytes, and what it says of itself."""

    def __init__(self) -> None:
        self.sums: dict[str, str] = {}
        self.told: dict[str, bytes] = {}


def restore(backup: Path, home: Home) -> Manifest:
    """Make a backup the ledger in a folder or database that is not there yet, or empty; give its manifest.

    NotFoundError, InputError or LedgerError where that cannot be, or where the backup is not as it was made; then
    nothing stands there.
    """
    if isinstance(home, Server):
        return _restored_to(backup, home)
    return _restored_in(backup, home)


def _restored_to(backup: Path, server: Server) -> Manifest:
    from sayso.ledger.postgres.copying import check_empty, copy_in

    with telling(f"ledger {server}"):
        check_empty(server)
    with TemporaryDirectory(prefix="sayso-") as folder:
        whole = Path(folder, WHOLE)
        manifest = _restored_in(backup, whole)
        with telling(f"backup {backup}, restored to {server}"):
            copy_in(whole, server)
    return manifest


def _restored_in(backup: Path, folder: Path) -> Manifest:
    place = folder.absolute()
    if place.is_file():
        raise InputError(f"{folder}: a ledger is a folder, and a file stands there")
    if place.is_dir() and any(place.iterdir()):
        raise InputError(f"{folder}: is there already, and nothing is overwritten")
    with telling(f"backup {backup}, restored to {folder}"), _files(backup) as files:
        place.parent.mkdir(parents=True, exist_ok=True)
        with unfinished(place) as work:
            manifest = _restored(backup, files, work / WHOLE)
            sync_all(work)
            put_in_place(work / WHOLE, place)
    return manifest


def _restored(backup: Path, files: Iterator[tuple[str, IO[bytes]]], whole: Path) -> Manifest:
    (whole / FOLDER).mkdir(parents=True)
    copied = Copied()
    try:
        for name, file in files:
            _copy(name, file, whole, copied)
        manifest = _checked(copied)
        _check_database(whole, manifest, copied)
    except LedgerError as error:
        raise LedgerError(f"backup {backup}: {error}; nothing was restored") from error
    return manifest


@contextmanager
def _files(backup: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """The files of a backup, each by its name, to be read one after the other."""
    if not backup.exists():
        raise NotFoundError(f"{backup}: no such backup")
    if backup.is_dir():
        if not (backup / MANIFEST).is_file():
            raise InputError(f"{backup}: not a backup; there is no {MANIFEST}")
        yield _in_folder(backup)
        return
    try:
        with tarfile.open(backup, "r|*") as tar:
            yield _in_archive(tar)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise LedgerError(f"{backup}: not a backup, or a part of one: {error}") from error


def _in_folder(backup: Path) -> Iterator[tuple[str, IO[bytes]]]:
    for here, folders, names in os.walk(backup):
        folders.sort()
        for name in sorted(names):
            path = Path(here, name)
            if _is_beside(path):
                continue
            if path.is_symlink() or not path.is_file():
                raise LedgerError(f"{path.relative_to(backup)} is no regular file")
            with path.open("rb") as file:
                yield path.relative_to(backup).as_posix(), file


def _is_beside(path: Path) -> bool:
    """What SQLite leaves where somebody looked into a backup as if it were a ledger. A log that holds something is
    not passed over: what is there is no longer what was backed up."""
    if path.name == f"{DATABASE}-shm":
        return True
    return path.name == f"{DATABASE}-wal" and path.stat().st_size == 0


def _in_archive(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for info in tar:
        file = tar.extractfile(info) if info.isreg() else None
        if file is None:
            raise LedgerError(f"{info.name!r} is no regular file")
        yield info.name, file


def _copy(name: str, file: IO[bytes], whole: Path, copied: Copied) -> None:
    if name in copied.sums or name in copied.told:
        raise LedgerError(f"{name} is there twice")
    if name in (MANIFEST, SUMS):
        copied.told[name] = file.read(MOST)
    elif may_hold(name):
        target = whole / name
        target.parent.mkdir(exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode_of(name)), "wb") as made:
            shutil.copyfileobj(file, made, 1 << 20)
        with target.open("rb") as made:
            copied.sums[name] = hashlib.file_digest(made, "sha256").hexdigest()
    else:
        raise LedgerError(f"{name!r} is not in its list of files")


def _checked(copied: Copied) -> Manifest:
    """The manifest, if what was copied is what it and its list of files say."""
    for name in (MANIFEST, SUMS):
        if name not in copied.told:
            raise LedgerError(f"{name} is missing")
    manifest = decoded(copied.told[MANIFEST])
    if document_id(copied.told[SUMS]) != manifest.sums:
        raise LedgerError(f"{SUMS} is not the one of its {MANIFEST}")
    listed = decoded_sums(copied.told[SUMS])
    for name in sorted(listed.keys() | copied.sums.keys()):
        if name not in copied.sums:
            raise LedgerError(f"{name} is missing")
        if name not in listed:
            raise LedgerError(f"{name} is not in its list of files")
        if copied.sums[name] != listed[name] or _is_misnamed(name, listed[name]):
            raise LedgerError(f"{name} has other bytes than when it was backed up")
    return manifest


def _is_misnamed(name: str, sha256: str) -> bool:
    return name.startswith(f"{FOLDER}/") and name != original_name(sha256)


def _check_database(whole: Path, manifest: Manifest, copied: Copied) -> None:
    with kept_still(whole) as db:
        found = [row[0] for row in db.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise LedgerError(f"its database is broken: {'; '.join(found)}")
        if int(db.execute("PRAGMA user_version").fetchone()[0]) != manifest.ledger_version:
            raise LedgerError(f"its database has another format version than its {MANIFEST} says")
        if counts(db) != manifest.counts:
            raise LedgerError(f"its database does not hold as much as its {MANIFEST} says")
        for sha256 in named_originals(db):
            if original_name(sha256) not in copied.sums and sha256 not in manifest.missing:
                raise LedgerError(f"the original {sha256} is missing")
    check_alone(whole)
