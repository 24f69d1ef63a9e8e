"""A process beside a long reading that compares what has come into the ledger, so that little is left to compare when
all is read. Nothing depends on it: what it leaves is compared afterwards."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from sayso.errors import LedgerError
from sayso.homes import Home, address_of

WORTH: Final = 50  # pages from which on the process is worth its start
PAUSE: Final = 1.0  # seconds between two looks for what has come
_CODE: Final = "import sys; sys.path[:] = sys.argv[1:]; from sayso.scale.comparer import main; main()"


@contextmanager
def comparing_beside(home: Home) -> Iterator[None]:
    """While this block runs, what comes into the ledger in a folder is compared in a process beside. It ends with the
    block, or with this process, after the pages that it has in hand."""
    command = [sys.executable, "-c", _CODE, *sys.path]
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing) as process:
        assert process.stdin is not None
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(f"{address_of(home)}\n".encode(errors="surrogateescape"))
                process.stdin.flush()
            yield
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()


def main() -> None:
    """Compare what comes into the ledger that the input tells of, where it has a password that no list of processes is
    to show, until the input ends; what the process does."""
    from sayso.compare.keeping import bring_up
    from sayso.ledger import Writer

    address = sys.stdin.buffer.readline().decode(errors="surrogateescape").removesuffix("\n")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent who is asked to stop
    os.nice(5)
    ended = threading.Event()
    threading.Thread(target=_wait, args=(ended,), daemon=True).start()
    with Writer(address) as writer:
        while not ended.wait(PAUSE):
            with suppress(LedgerError):  # busy, or full: whoever comes afterwards says so
                bring_up(writer, stopped=ended.is_set)


def _wait(ended: threading.Event) -> None:
    while os.read(0, 1):
        pass
    ended.set()
