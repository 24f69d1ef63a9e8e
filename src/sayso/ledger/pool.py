"""Views of one ledger that are lent for a while and used again: to open one for each question takes longer than most
questions do."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from sayso.errors import LedgerError
from sayso.homes import Home, Server, home_of
from sayso.ledger.opened import Shared
from sayso.ledger.schema import DATABASE
from sayso.ledger.view import View

IDLE: Final = 16  # views that are kept open while nobody asks

Identity = tuple[int, int] | None  # device and number of the database's file


class Views:
    """Lends views of a ledger, each to one borrower at a time. They see what is written while they wait,
    also where another ledger has taken the place of the one that was there."""

    def __init__(self, home: Home | str) -> None:
        self.home = home_of(home)
        self._lock = Lock()
        self._idle: list[View] = []
        self._identity: Identity = None
        self._shared = Shared()

    @contextmanager
    def lent(self) -> Iterator[View]:
        """A view, until the end of the `with` block; NotFoundError where there is no ledger."""
        view, identity = self._taken()
        try:
            yield view
        except LedgerError:
            view.close()
            self.close()  # the others may be of a server that has gone, too
            raise
        except BaseException:
            self._back(view, identity)
            raise
        self._back(view, identity)

    def close(self) -> None:
        """Close what is idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for view in idle:
            view.close()

    def _taken(self) -> tuple[View, Identity]:
        identity = _identity(self.home)
        if identity != self._identity:
            self.close()
        with self._lock:
            if identity != self._identity:
                self._identity, self._shared = identity, Shared()
            shared = self._shared
            if self._idle:
                return self._idle.pop(), identity
        return View(self.home, shared), identity

    def _back(self, view: View, identity: Identity) -> None:
        with self._lock:
            if identity == self._identity and len(self._idle) < IDLE:
                self._idle.append(view)
                return
        view.close()


def _identity(home: Home) -> Identity:
    if isinstance(home, Server):
        return 0, 0  # it tells its connections itself that it is another one, by ending them
    try:
        found = (home / DATABASE).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
