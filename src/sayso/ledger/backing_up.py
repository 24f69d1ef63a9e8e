"""A backup of a ledger while others write to it: one consistent moment, whole or not there.

The database comes first, as it is at one moment, and then the originals that this copy names: they were written before
the rows that name them. Each original is held against its name; one that is missing, or has other bytes, is left out
and told.
"""

import hashlib
import io
import os
import sqlite3
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, Protocol

from sayso.errors import InputError, LedgerError
from sayso.homes import Home, Server, keys_of
from sayso.ids import document_id
from sayso.ledger.keeping import (
    check_has_room,
    check_is_ledger,
    copy_database,
    kept_still,
    named_originals,
    put_in_place,
    sync_all,
    telling,
    unfinished,
)
from sayso.ledger.keys import PUBLIC, SECRET
from sayso.ledger.manifest import (
    MANIFEST,
    SUMS,
    Manifest,
    encoded,
    encoded_sums,
    manifest_of,
    mode_of,
    original_name,
)
from sayso.ledger.originals import FOLDER, FiledOriginals, Originals
from sayso.ledger.schema import DATABASE, connected_alone

ARCHIVES: Final[dict[str, Literal["w|", "w|gz"]]] = {".tar": "w|", ".tar.gz": "w|gz", ".tgz": "w|gz"}
WHOLE: Final = "whole"  # what is renamed in the end


class Store(Protocol):
    """Where the files of a backup go, each by its name."""

    def put(self, name: str, data: bytes) -> None: ...

    def move(self, name: str, file: Path) -> None: ...

    def original(self, sha256: str, source: Originals) -> int | None:
        """Put an original there and give its size; None where the source has not the bytes of this name."""
        ...


class InFolder:
    """A backup as a folder. Originals that an earlier one has are linked from there: the same bytes, taking no room."""

    def __init__(self, folder: Path, earlier: FiledOriginals | None) -> None:
        self.folder = folder
        self._originals = FiledOriginals(folder / FOLDER)
        self._earlier = earlier
        folder.mkdir()

    def put(self, name: str, data: bytes) -> None:
        handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode_of(name))
        with os.fdopen(handle, "wb") as file:
            file.write(data)

    def move(self, name: str, file: Path) -> None:
        file.rename(self.folder / name)

    def original(self, sha256: str, source: Originals) -> int | None:
        target = self._originals.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        if self._earlier is not None and (known := _bytes(self._earlier, sha256)) is not None:
            with suppress(OSError):  # another disk, or one that knows no links
                os.link(self._earlier.path(sha256), target)
                return len(known)
        data = _bytes(source, sha256)
        return None if data is None else target.write_bytes(data)


class InArchive:
    """A backup as a tar file."""

    def __init__(self, tar: tarfile.TarFile, made: datetime) -> None:
        self._tar = tar
        self._made = made

    def put(self, name: str, data: bytes) -> None:
        self._tar.addfile(self._info(name, len(data)), io.BytesIO(data))

    def move(self, name: str, file: Path) -> None:
        with file.open("rb") as opened:
            self._tar.addfile(self._info(name, file.stat().st_size), opened)

    def original(self, sha256: str, source: Originals) -> int | None:
        data = _bytes(source, sha256)
        if data is None:
            return None
        self.put(original_name(sha256), data)
        return len(data)

    def _info(self, name: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(self._made.timestamp()), mode_of(name) & 0o644
        return info


def back_up(home: Home, target: Path, earlier: Path | None = None, *, secret: bool = False) -> Manifest:
    """Back up a ledger to a folder, or `.tar` or `.tar.gz` file, that is not there yet.

    A backup is a folder whatever the ledger is in: of one in PostgreSQL the database is copied into one of SQLite.

    `earlier` is the folder of another backup, whose originals are linked rather than copied; `secret` whether the key
    that signs the heads of the log is backed up too, and not its public half alone. NotFoundError, InputError or
    LedgerError where that cannot be; then nothing stands at the target.
    """
    check_is_ledger(home)
    _check(home, target, earlier)
    place = target.absolute()
    with telling(f"backup {target} of ledger {home}"), unfinished(place) as work:
        made = datetime.now(UTC)
        with _copied(home, work) as originals, _opened(work / WHOLE, archive(target), earlier, made) as store:
            keys = _keys(keys_of(home), secret)
            manifest = _fill(home, originals, work, store, made, keys)
        sync_all(work)
        put_in_place(work / WHOLE, place)
    return manifest


def archive(target: Path) -> Literal["w|", "w|gz"] | None:
    """How a target of this name is written as an archive; None where it is to be a folder."""
    return next((how for suffix, how in ARCHIVES.items() if target.name.endswith(suffix)), None)


@contextmanager
def _copied(home: Home, work: Path) -> Iterator[Originals]:
    """Copy the database into a folder as it is at one moment; what gives the originals that it names."""
    if isinstance(home, Server):
        from sayso.ledger.postgres.copying import copied_out

        with copied_out(home, work) as originals:
            yield originals
        return
    with connected_alone(home) as db:
        copy_database(db, work / DATABASE)
    yield FiledOriginals(home / FOLDER)


def _check(home: Home, target: Path, earlier: Path | None) -> None:
    if target.exists() or target.is_symlink():
        raise InputError(f"{target}: is there already, and nothing is overwritten")
    check_has_room(target)
    if isinstance(home, Path) and home.resolve() in target.resolve().parents:
        raise InputError(f"{target}: a backup does not go into the ledger that it is of")
    if earlier is None:
        return
    if archive(target) is not None:
        raise InputError(f"{target}: an archive holds all of its originals; only a folder shares them with another")
    if not (earlier / MANIFEST).is_file():
        raise InputError(f"{earlier}: not the folder of an earlier backup; there is no {MANIFEST}")


@contextmanager
def _opened(place: Path, how: Literal["w|", "w|gz"] | None, earlier: Path | None, made: datetime) -> Iterator[Store]:
    if how is None:
        yield InFolder(place, None if earlier is None else FiledOriginals(earlier / FOLDER))
        return
    with tarfile.open(str(place), how) as tar:
        yield InArchive(tar, made)


def _keys(folder: Path, secret: bool) -> dict[str, bytes]:
    names = (PUBLIC, SECRET) if secret else (PUBLIC,)
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def _fill(
    home: Home, source: Originals, work: Path, store: Store, made: datetime, keys: Mapping[str, bytes]
) -> Manifest:
    database = work / DATABASE
    size = database.stat().st_size
    with database.open("rb") as file:
        sums = {DATABASE: hashlib.file_digest(file, "sha256").hexdigest()}
    for name, data in keys.items():
        store.put(name, data)
        sums[name] = document_id(data)
    missing = []
    with kept_still(work) as db:
        _check_sound(db, home)
        for sha256 in named_originals(db):
            stored = store.original(sha256, source)
            if stored is None:
                missing.append(sha256)
            else:
                sums[original_name(sha256)] = sha256
                size += stored
        manifest = manifest_of(db, made, sums, size, tuple(missing))
    store.move(DATABASE, database)
    store.put(SUMS, encoded_sums(sums))
    store.put(MANIFEST, encoded(manifest))
    return manifest


def _check_sound(db: sqlite3.Connection, home: Home) -> None:
    """A database that is broken is told of when it is backed up, not when the backup is needed."""
    (message,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if message != "ok":
        raise LedgerError(f"ledger {home}: its database is broken and was not backed up: {message}")


def _bytes(originals: Originals, sha256: str) -> bytes | None:
    """The bytes of this name; None where they are missing or others stand there."""
    try:
        data = originals.read(sha256)
    except FileNotFoundError:
        return None
    return data if document_id(data) == sha256 else None
