"""Files of the user's own, which may be written anew while a process has what stood in them."""

from pathlib import Path


def stamp(path: Path | None) -> tuple[int, ...]:
    """What is another once a file is; empty for none, and for one that is not there: who reads it says so."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        found = None
    return () if found is None else (found.st_mtime_ns, found.st_size, found.st_ino)
