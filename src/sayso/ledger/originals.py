"""The original bytes of every page, each under its SHA-256 and never changed: in a file, or a row of PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Final, Protocol

from sayso.homes import Home, Server
from sayso.ids import document_id
from sayso.ledger.connection import Connection

FOLDER: Final = "originals"
TEMPORARY: Final = ".new-"


class Originals(Protocol):
    """The originals of a ledger, by their SHA-256."""

    def keep(self, data: bytes) -> str:
        """Store bytes so that they outlive a power cut once this returns; give their SHA-256."""
        ...

    def read(self, sha256: str) -> bytes:
        """The bytes of this name. FileNotFoundError where there are none, another OSError where they cannot be read."""
        ...

    def remove(self, sha256: str) -> None:
        """Have no bytes of this name any more."""
        ...

    def names(self) -> Iterator[str]:
        """Every name, in order."""
        ...


def originals_of(home: Home, db: Connection) -> Originals:
    """Those of a ledger behind a connection."""
    if isinstance(home, Server):
        from sayso.ledger.postgres import connection
        from sayso.ledger.postgres.originals import StoredOriginals

        assert isinstance(db, connection.Connection)
        return StoredOriginals(db)
    return FiledOriginals(home / FOLDER)


class FiledOriginals:
    """`ab/cdef…` below a folder holds the bytes whose SHA-256 is `abcdef…`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, data: bytes) -> str:
        """Store bytes so that they outlive a power cut once this returns; give their SHA-256."""
        name = document_id(data)
        target = self.path(name)
        _make_folder(target.parent)
        if not (target.is_file() and target.read_bytes() == data):
            _write(target, data)
        sync(target.parent)  # also where the file was there: whoever put it there may have died before this step
        return name

    def read(self, sha256: str) -> bytes:
        """The bytes of this name. OSError where they cannot be read."""
        return self.path(sha256).read_bytes()

    def remove(self, sha256: str) -> None:
        """Have no bytes of this name any more."""
        self.path(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Every name, in order; temporary files that a killed process left are passed over."""
        for path in sorted(self.folder.glob("*/*")):
            if not path.name.startswith(TEMPORARY):
                yield path.parent.name + path.name


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync(folder.parent)
        sync(folder.parent.parent)


def _write(target: Path, data: bytes) -> None:
    temporary = target.with_name(f"{TEMPORARY}{token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Have what a file holds, or what a folder names, on the disk when this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
