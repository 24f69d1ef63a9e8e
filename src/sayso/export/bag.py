"""A folder as a BagIt bag (RFC 8493): its payload lies under `data/`, and beside it stands what each file hashes to.

`manifest-sha256.txt` is what `sha256sum --check` takes; `manifest.tsv` has the size of each file beside it.
"""

import os
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Final, TextIO
from urllib.parse import quote

PAYLOAD: Final = "data"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
SIZES: Final = "manifest.tsv"
_DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def close(folder: Path, made: str, agent: str) -> None:
    """Write about all that lies in a folder what makes a bag of it. `made` is an ISO date, `agent` who made it."""
    total = count = 0
    with _new(folder / MANIFEST) as manifest, _new(folder / SIZES) as sizes:
        sizes.write("path\tbytes\tsha256\n")
        for path in files(folder / PAYLOAD):
            name, size, found = _told(folder, path)
            manifest.write(f"{found}  {name}\n")
            sizes.write(f"{name}\t{size}\t{found}\n")
            total, count = total + size, count + 1
        for path in files(folder, PAYLOAD):
            if path.name not in (MANIFEST, SIZES):
                sizes.write("\t".join(map(str, _told(folder, path))) + "\n")
    (folder / "bagit.txt").write_text(_DECLARATION, "utf-8", newline="\n")
    told = f"Bagging-Date: {made}\nBag-Software-Agent: {agent}\nPayload-Oxum: {total}.{count}\n"
    (folder / "bag-info.txt").write_text(told, "utf-8", newline="\n")
    with _new(folder / TAG_MANIFEST) as manifest:
        for path in files(folder, PAYLOAD):
            if path.name != TAG_MANIFEST:
                name, _, found = _told(folder, path)
                manifest.write(f"{found}  {name}\n")


def files(folder: Path, *without: str) -> Iterator[Path]:
    """The files below a folder in the order of their paths, without those of some folders of it."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir() and entry.name not in without:
            yield from files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _told(folder: Path, path: Path) -> tuple[str, int, str]:
    name = quote(path.relative_to(folder).as_posix(), safe="/._-")
    return name, path.stat().st_size, digest(path)


def _new(path: Path) -> TextIO:
    return path.open("x", encoding="utf-8", newline="\n")
