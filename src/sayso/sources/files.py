"""Pages from files and folders."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.errors import InputError, NotFoundError, SaysoError
from sayso.records import Page

MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
}

# What lies beside pages in a folder and is none. A file of such a name is still tried when it is named itself.
_OTHER_KINDS: Final = (
    "7z avi avif bin bmp bz2 cfg class csv css db doc docx epub exe flac gif gz ico ini jar jpeg jpg js json jsonl"
    " lock log map mjs mkv mov mp3 mp4 mpeg odt ogg otf parquet pdf pickle png ppt pptx py rar rss rtf so sqlite"
    " sqlite-shm sqlite-wal svg tar tgz tif tiff toml tsv ttf wacz warc wasm wav webm webmanifest webp wet wmv woff"
    " woff2 xls xlsx xml xz yaml yml zip zst"
)
NOT_PAGES: Final = frozenset(f".{suffix}" for suffix in _OTHER_KINDS.split())

_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)


class Found(Struct, frozen=True):
    """What an argument stands for: pages in name order, what is passed over, and what could not be looked into."""

    pages: tuple[Path, ...] = ()
    skipped: tuple[Path, ...] = ()
    failures: tuple[tuple[Path, SaysoError], ...] = ()


def is_address(argument: str | Path) -> bool:
    """Whether an argument names a page on the network."""
    return bool(_ADDRESS.match(str(argument)))


def find(argument: str | Path) -> Found:
    """The pages that a file or folder stands for; folders with all that is below them.

    Raises NotFoundError or InputError where there is nothing to read.
    """
    if is_address(argument):
        raise InputError(f"{argument}: reading from the network is not there yet")
    path = Path(argument)
    if not _is_folder(path):
        return Found(pages=(path,))
    found = list(_walk(path))
    pages = tuple(p for p, kind in found if kind == "page")
    failures = tuple((p, kind) for p, kind in found if isinstance(kind, SaysoError))
    if not pages and not failures:
        raise InputError(f"{path}: there are no pages in this folder")
    return Found(pages, tuple(p for p, kind in found if kind == "skipped"), failures)


def load(path: Path, max_bytes: int) -> Page:
    """The bytes of a file as a page, found where the file is, when it was last written."""
    try:
        about = path.stat()
        if not path.is_file():
            raise InputError(f"{path}: not a file that can be read")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise _told(path, error) from error
    if len(data) > max_bytes:
        raise InputError(f"{path}: larger than {max_bytes:,} bytes")
    return Page(
        data=data,
        path=place(path),
        media_type=MEDIA_TYPES.get(path.suffix.lower()),
        fetched=datetime.fromtimestamp(int(about.st_mtime), UTC).isoformat(),
    )


def place(path: Path) -> str:
    """The absolute path as text, so that one file is one place; bytes that are not UTF-8 are written as `\\xff`."""
    return os.fsencode(path.resolve()).decode("utf-8", errors="backslashreplace")


def _walk(folder: Path) -> Iterator[tuple[Path, str | SaysoError]]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, _told(folder, error)
        return
    for entry in entries:
        if _is_passed_over(entry):
            yield entry, "skipped"
        elif entry.is_dir():
            yield from _walk(entry)
        else:
            yield entry, "page"


def _is_passed_over(entry: Path) -> bool:
    """Hidden ones, known other kinds, what describes a folder, and links to folders, which may lead in circles."""
    if entry.name.startswith((".", "README")) or (entry.is_symlink() and entry.is_dir()):
        return True
    return entry.suffix.lower() in NOT_PAGES and not entry.is_dir()


def _is_folder(path: Path) -> bool:
    try:
        path.stat()
        return path.is_dir()
    except (OSError, ValueError) as error:
        raise _told(path, error) from error


def _told(path: Path, error: OSError | ValueError) -> SaysoError:
    if isinstance(error, FileNotFoundError):
        return NotFoundError(f"{path}: no such file or folder")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"{path}: {reason[:1].lower()}{reason[1:]}")
