"""Hosts are asked one thing at a time, with a pause after each answer, and not before the time they have named."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sayso.sources.connecting import FetchError

REMEMBERED: Final = 1000  # hosts; beyond them those whose pause is over are forgotten
LONGEST: Final = 7 * 86400.0  # seconds that a host can keep itself from being asked


class _Turn:
    """One host: who is using it, when it last ended an answer, and before when it does not want to be asked."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.users = 0
        self.pause = 0.0
        self.ended = float("-inf")
        self.held = float("-inf")


class Turns:
    """The turns of all hosts. `pause` and `patience` are seconds: between an answer and the next request to the same
    host, and the longest wait for a turn. Safe to use from many threads."""

    def __init__(self, pause: float, patience: float) -> None:
        self._pause = pause
        self._patience = patience
        self._turns: dict[str, _Turn] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    @contextmanager
    def of(self, host: str, *, delay: float = 0.0, at_once: bool = False, counted: bool = True) -> Iterator[None]:
        """A host's turn, once it is there. `delay` is the pause that the host asks for itself; `at_once` is for what
        belongs to the request before: no pause; what is not `counted` is followed by none. FetchError where the wait
        would be too long."""
        turn = self._entered(host)
        try:
            started = time.monotonic()
            if not turn.lock.acquire(timeout=self._patience):
                raise FetchError(f"{host}: others were waiting for this host for too long", retry=self._patience)
            try:
                self._wait(turn, host, started, 0.0 if at_once else max(self._pause, delay), at_once=at_once)
                try:
                    yield
                finally:
                    if counted:
                        turn.ended = time.monotonic()
            finally:
                turn.lock.release()
        finally:
            self._left(turn)

    def hold(self, host: str, seconds: float) -> None:
        """The host is not asked again for so many seconds."""
        turn = self._entered(host)
        turn.held = max(turn.held, time.monotonic() + min(seconds, LONGEST))
        self._left(turn)

    def stop(self) -> None:
        """Nobody waits any longer; whoever waits is told so."""
        self._stopped.set()

    def _wait(self, turn: _Turn, host: str, started: float, pause: float, *, at_once: bool) -> None:
        now = time.monotonic()
        turn.pause = max(turn.pause, pause)
        due = turn.held if at_once else max(turn.held, turn.ended + pause)
        wait = due - now
        if wait > self._patience - (now - started):
            raise FetchError(f"{host}: asks not to be asked for {wait:.0f} seconds", retry=wait)
        if wait > 0 and self._stopped.wait(wait):
            raise FetchError(f"{host}: stopped before it was asked")

    def _entered(self, host: str) -> _Turn:
        with self._lock:
            if len(self._turns) > REMEMBERED:
                self._forget()
            turn = self._turns.setdefault(host, _Turn())
            turn.users += 1
            return turn

    def _left(self, turn: _Turn) -> None:
        with self._lock:
            turn.users -= 1

    def _forget(self) -> None:
        now = time.monotonic()
        over = [
            host
            for host, turn in self._turns.items()
            if not turn.users and turn.held < now and turn.ended + turn.pause < now
        ]
        for host in over:
            del self._turns[host]
