"""A process beside a long reading that compares what has come into the ledger, so that little is left to compare when
all is read. Nothing depends on it: what it leaves is compared afterwards."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sayso.errors import LedgerError

WORTH: Final = 50  # pages from which on the process is worth its start
PAUSE: Final = 1.0  # seconds between two looks for what has come
_CODE: Final = "import sys; sys.path[:] = sys.argv[2:]; from sayso.scale.comparer import main; main(sys.argv[1])"


@contextmanager
def comparing_beside(folder: Path) -> Iterator[None]:
    """While this block runs, what comes into the ledger in a folder is compared in a process beside. It ends with the
    block, or with this process, after the pages that it has in hand."""
    command = [sys.executable, "-c", _CODE, str(folder), *sys.path]
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing) as process:
        try:
            yield
        finally:
            assert process.stdin is not None
            process.stdin.close()


def main(folder: str) -> None:
    """Compare what comes until the input ends; what the process does."""
    from sayso.compare.keeping import bring_up
    from sayso.ledger import Writer

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent who is asked to stop
    os.nice(5)
    ended = threading.Event()
    threading.Thread(target=_wait, args=(ended,), daemon=True).start()
    with Writer(folder) as writer:
        while not ended.wait(PAUSE):
            with suppress(LedgerError):  # busy, or full: whoever comes afterwards says so
                bring_up(writer, stopped=ended.is_set)


def _wait(ended: threading.Event) -> None:
    while os.read(0, 1):
        pass
    ended.set()
