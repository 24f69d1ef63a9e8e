"""A child process as its parent sees it, with a pipe each way.

Started as a program of its own, not forked: a parent may have threads, whose locks a fork would take along, and its own
memory is nothing to a child that parses what strangers wrote.
"""

import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from sayso.scale.wire import Incoming, Outgoing

_CODE: Final = "import sys; sys.path[:] = sys.argv[5:]; from importlib import import_module as i; i(sys.argv[1]).main()"
_TAIL: Final = 2000  # bytes of what it complains of that are kept


class Child:
    """Runs `main` of a module, which finds in `sys.argv[2:5]` the pipes from which it takes its work, into which it
    puts what comes of it, and that ends with the parent."""

    def __init__(self, module: str, selector: selectors.BaseSelector, *, reads_input: bool = False) -> None:
        self._selector = selector
        work, ours_work = os.pipe()
        ours_made, made = os.pipe()
        life, self._life = os.pipe()
        theirs = (work, made, life)
        try:
            self._process = _start(module, theirs, reads_input)
        finally:
            for handle in theirs:
                os.close(handle)
        self.pid = self._process.pid
        self.incoming, self._outgoing = Incoming(ours_made), Outgoing(ours_work)
        assert self._process.stderr is not None
        self._complaints, self._said = self._process.stderr.fileno(), b""
        os.set_blocking(self._complaints, False)
        self._sending = self._listening = False
        self.listen(True)

    def listen(self, wanted: bool) -> None:
        """Whether what it sends is waited for."""
        if wanted != self._listening:
            if wanted:
                self._selector.register(self.incoming.handle, selectors.EVENT_READ, self)
            else:
                self._selector.unregister(self.incoming.handle)
            self._listening = wanted

    def put(self, message: bytes) -> None:
        self._outgoing.put(message)
        self.flush()

    def flush(self) -> None:
        """Send what there is room for; be woken when there is room for the rest."""
        done = self._outgoing.flush()
        if done and self._sending:
            self._selector.unregister(self._outgoing.handle)
        elif not done and not self._sending:
            self._selector.register(self._outgoing.handle, selectors.EVENT_WRITE, self)
        self._sending = not done

    def take(self) -> Iterator[bytes]:
        """What it has sent."""
        self.hear()
        return self.incoming.take()

    def end(self) -> int:
        """End it at once; give its exit status, that of subprocess: negative for a signal."""
        self._process.kill()
        status = self._process.wait()
        self.hear()
        self.listen(False)
        if self._sending:
            self._selector.unregister(self._outgoing.handle)
        for handle in (self.incoming.handle, self._outgoing.handle, self._life):
            os.close(handle)
        assert self._process.stderr is not None
        self._process.stderr.close()
        return status

    def last_words(self) -> str:
        """The last line of what it complained of."""
        lines = self._said.decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def hear(self) -> None:
        """Take what it complains of, so that it never waits for somebody to listen."""
        with suppress(BlockingIOError):
            while part := os.read(self._complaints, 1 << 16):
                self._said = (self._said + part)[-_TAIL:]


def in_words(status: int) -> str:
    """How a process ended."""
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was killed by signal {-status} ({signal.Signals(-status).name})"
    except ValueError:
        return f"was killed by signal {-status}"


def _start(module: str, theirs: tuple[int, ...], reads_input: bool) -> "subprocess.Popen[bytes]":
    # Ctrl-C at a terminal reaches every process there, and this one is to finish what it has in hand: it never sees
    # the signal, for a child is born with the signals blocked that its parent blocks.
    line = [sys.executable, "-P", "-c", _CODE, module, *map(str, theirs), *sys.path]
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return subprocess.Popen(
            line,
            stdin=None if reads_input else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=theirs,
            env=os.environ | {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"},
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
