"""The original bytes of every page, each in a file named after its SHA-256 and never changed."""

import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Final

from sayso.ids import document_id

FOLDER: Final = "originals"
TEMPORARY: Final = ".new-"


class Originals:
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

    def names(self) -> Iterator[tuple[str, Path]]:
        """Each name with its file, in order; temporary files that a killed process left are passed over."""
        for path in sorted(self.folder.glob("*/*")):
            if not path.name.startswith(TEMPORARY):
                yield path.parent.name + path.name, path


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
