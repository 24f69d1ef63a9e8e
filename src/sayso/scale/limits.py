"""What a child process may not do: outlive its parent, take all memory, write files, start programs, reach a network.

These hold even where what it parses gets the better of a library. The first line against that is the parsing itself.
"""

import ctypes
import fcntl
import io
import os
import resource
import select
import signal
import sys
import tempfile
from contextlib import suppress
from typing import Any, Final

MEMORY: Final = 4_000_000_000  # bytes of addresses; a reader takes some 450 million of them, 200 million of memory

_NEW_NETWORK: Final = 0x40000000  # CLONE_NEWNET
_NEW_USER: Final = 0x10000000  # CLONE_NEWUSER, where only that may make a network of its own
_NEVER: Final = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.")
_WRITES: Final = frozenset(
    f"os.{what}"
    for what in ("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate", "utime")
)


def tie(life: int) -> None:
    """End this process as soon as the other end of this pipe is closed, whatever it is doing then.

    The kernel sends the signal, so that no library that holds the interpreter can be in the way.
    """
    if sys.platform == "linux":
        signal.signal(signal.SIGIO, signal.SIG_DFL)  # which is to end
    else:
        signal.signal(signal.SIGIO, lambda *_: os._exit(1))
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([life], [], [], 0)[0]:  # it was closed before
        os._exit(1)


def limit(memory: int) -> None:
    """So many bytes of memory at most; no files, not even that of a crash."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        with suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))


def cut_off() -> bool:
    """Leave the network, where the system lets us; whether it did. Either way Python opens none from here on, starts
    no program and writes no file."""
    # The model that tells languages is unpacked into a temporary file, the first time that it is asked.
    tempfile.TemporaryFile = _in_memory  # type: ignore[assignment]
    sys.addaudithook(_refuse)
    return _without_network()


def _in_memory(*_: object, **__: object) -> io.BytesIO:
    return io.BytesIO()


def _without_network() -> bool:
    if sys.platform != "linux":
        return False
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    return unshare is not None and (unshare(_NEW_NETWORK) == 0 or unshare(_NEW_NETWORK | _NEW_USER) == 0)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_NEVER) or event in _WRITES or (event == "open" and _writes(*arguments[1:3])):
        raise PermissionError(f"a process that reads pages may not do this: {event}")


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
