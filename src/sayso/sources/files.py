"""Pages from files and folders.

A file is one page; packed by gzip (whatever it is called) it is the page inside. Archives and tables, of which one file
holds many pages, lie in folders too: `walk` tells them apart.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Final, Literal

from msgspec import Struct

from sayso.errors import InputError, NotFoundError, SaysoError
from sayso.records import Page
from sayso.sources import compressed, saved

Kind = Literal["page", "archive", "table", "skipped"]

MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".pdf": "application/pdf",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
}
_ARCHIVES: Final = (".warc", ".wet")
_TABLES: Final = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")

# What lies beside pages in a folder and is none. A file of such a name is still tried when it is named itself.
_OTHER_KINDS: Final = (
    "7z avi avif bin bmp bz2 cdx cdxj cfg class css db doc docx epub exe flac gif ico ini jar jpeg jpg js json lock log"
    " map mjs mkv mov mp3 mp4 mpeg odt ogg opml otf pickle png ppt pptx py rar rss rtf so sqlite sqlite-shm sqlite-wal"
    " sql svg tar tgz tif tiff toml ttf wacz wasm wat wav webm webmanifest webp wmv woff woff2 xls xlsx xml xz yaml yml"
    " zip zst"
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
    """The pages that a file or folder stands for; folders with all that is below them. Archives and tables in folders
    are among what is passed over.

    Raises NotFoundError or InputError where there is nothing to read.
    """
    if is_address(argument):
        raise InputError(f"{argument}: an address is no file")
    path = Path(argument)
    if not is_folder(path):
        return Found(pages=(path,))
    found = list(walk(path))
    pages = tuple(p for p, kind in found if kind == "page")
    failures = tuple((p, kind) for p, kind in found if isinstance(kind, SaysoError))
    if not pages and not failures:
        raise InputError(f"{path}: there are no pages in this folder")
    skipped = tuple(p for p, kind in found if kind != "page" and not isinstance(kind, SaysoError))
    return Found(pages, skipped, failures)


def load(path: Path, max_bytes: int) -> Page:
    """The bytes of a file, or of what is packed in it, as a page, found where the file is, when it was last written."""
    with opened(path) as file:
        stream, unpacked = compressed.stream(file)
        data = stream.read(max_bytes + 1)
        if unpacked is not None and unpacked.fault and len(data) <= max_bytes:
            raise InputError(f"{path}: {unpacked.fault}")
        written_at = written(os.fstat(file.fileno()))
    if len(data) > max_bytes:
        raise InputError(f"{path}: larger than {max_bytes:,} bytes")
    return Page(
        data=data,
        path=place(path),
        url=saved.address(data),
        media_type=MEDIA_TYPES.get(suffix(path)),
        fetched=written_at,
    )


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file, open for reading. NotFoundError or InputError, naming the path, where it cannot be read."""
    try:
        if not S_ISREG(path.stat().st_mode):
            raise InputError(f"{path}: not a file that can be read")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise told(path, error) from error
    with file:
        try:
            yield file
        except OSError as error:
            raise told(path, error) from error


def written(about: os.stat_result) -> str:
    """When a file was last written, as an ISO 8601 time."""
    return datetime.fromtimestamp(int(about.st_mtime), UTC).isoformat()


def suffix(path: Path) -> str:
    """A file's last suffix in lower case, that of what is inside for `.gz`."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def kind_of(path: Path) -> Kind:
    """What a file's name says that it is; what is not called anything known may be a page."""
    found = suffix(path)
    if found in _ARCHIVES:
        return "archive"
    if found in _TABLES:
        return "table"
    return "skipped" if found in NOT_PAGES else "page"


def place(path: Path) -> str:
    """The absolute path as text, so that one file is one place; bytes that are not UTF-8 are written as `\\xff`."""
    return os.fsencode(path.resolve()).decode("utf-8", errors="backslashreplace")


def walk(folder: Path) -> Iterator[tuple[Path, Kind | SaysoError]]:
    """Everything below a folder in name order, each with what it is, or why it cannot be looked into."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, told(folder, error)
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if _is_passed_over(entry, names):
            yield entry, "skipped"
        elif entry.is_dir():
            yield from walk(entry)
        else:
            yield entry, kind_of(entry)


def _is_passed_over(entry: Path, names: set[str]) -> bool:
    """Hidden ones, what describes a folder, links to folders, which may lead in circles, and the parts of a page."""
    if entry.name.startswith((".", "README")):
        return True
    return entry.is_dir() and (entry.is_symlink() or saved.holds_parts(entry.name, names))


def is_folder(path: Path) -> bool:
    """Whether a path is a folder. NotFoundError or InputError where that cannot be told."""
    try:
        path.stat()
        return path.is_dir()
    except (OSError, ValueError) as error:
        raise told(path, error) from error


def told(path: Path, error: OSError | ValueError) -> SaysoError:
    """The error that names the path and says what is wrong with it."""
    if isinstance(error, FileNotFoundError):
        return NotFoundError(f"{path}: no such file or folder")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"{path}: {reason[:1].lower()}{reason[1:]}")
