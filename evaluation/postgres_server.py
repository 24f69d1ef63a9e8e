"""A real PostgreSQL server that is there for as long as it is needed, for measures and tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sayso.homes import Server

USER: Final = "sayso"
SETTINGS: Final = ("listen_addresses=", "max_connections=200")
MEMORY: Final = Path("/dev/shm")
ROOM: Final = 2_000_000_000  # bytes of memory that have to be free for the server's files to be there


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that is installed."""
    there = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if there:
        return max(there, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    return None if found is None else Path(found).resolve().parent


def database(socket: Path, name: str) -> Server:
    """The ledger in a database of the server whose socket is in a folder, whether it is there or not."""
    return Server(f"postgresql://{USER}@/{name}?host={quote(str(socket), safe='')}")


@contextmanager
def started(programs: Path, *settings: str, in_memory: bool = False) -> Iterator[Path]:
    """A server with nothing in it but what it comes with; the folder of its socket. `settings` are such as
    `fsync=off`."""
    roomy = in_memory and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(prefix="sayso-postgres-", dir=MEMORY if roomy else None) as told:
        folder, owner = Path(told), _owner()
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        data = folder / "data"
        _run(
            folder, owner, programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        options = " ".join(["-k", told, *(f"-c {each}" for each in (*SETTINGS, *settings))])
        _run(folder, owner, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield folder
        finally:
            _run(folder, owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _owner() -> dict[str, Any]:
    """As whom the server runs: it refuses to as root."""
    if os.geteuid() != 0:
        return {}
    other = pwd.getpwnam("nobody")
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


def _run(folder: Path, owner: dict[str, Any], *command: str | Path) -> None:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, check=False, **owner)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')}")
