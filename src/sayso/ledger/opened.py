"""A ledger opened for reading: its rows, its documents by their names, and what is kept of it in memory."""

import re

from sayso.errors import InputError, NotFoundError
from sayso.homes import Home, home_of
from sayso.ledger.columns import HAPPENED, TOLD, Columns
from sayso.ledger.joined import Classes, Joined
from sayso.ledger.schema import Closing, Row, as_ledger_errors, open_existing
from sayso.ledger.search import refuse_surrogates
from sayso.records import Overview


class Shared:
    """What the views of one ledger keep of it in memory."""

    def __init__(self) -> None:
        self.joined = Joined()
        self.told = Columns(TOLD)
        self.happened = Columns(HAPPENED)
        self.overview: tuple[tuple[int, ...], Overview] | None = None  # with what it was made of


class Opened(Closing):
    """Opens a ledger, in a folder or by its address, for reading; NotFoundError where there is none.

    Views of one ledger may share what they keep of it in memory.
    """

    def __init__(self, home: Home | str, shared: Shared | None = None) -> None:
        self.home = home_of(home)
        self._db = open_existing(self.home)
        self._shared = shared or Shared()

    def close(self) -> None:
        self._db.close()

    def state(self) -> tuple[int, ...]:
        """Numbers that are others as soon as anything that was read, judged or found by comparing is."""
        rows = self._rows(
            "SELECT c.number, rebuilt, (SELECT ifnull(max(id), 0) FROM judgements), p.number"
            " FROM changes c, comparisons p"
        )
        return tuple(rows[0])

    def find(self, name: str) -> str:
        """The id of the one document that `name` stands for; the last one found there, if it is an address or path."""
        refuse_surrogates(name)
        found = self._starting(name.lower()) or self._seen_at(name)
        if not found:
            raise NotFoundError(self._lacking(name))
        if len(found) > 1:
            several = ", ".join(sha256[:12] for sha256 in found[:5])
            raise InputError(f"{name!r} begins the ids of {len(found)} documents: {several}")
        return found[0]

    def _lacking(self, name: str) -> str:
        for sha256, time, reason in self._rows("SELECT document, time, reason FROM redactions ORDER BY id"):
            if sha256.startswith(name.lower()):
                return f"document {sha256[:12]} was redacted at {time}: {reason}"
        return f"{name!r}: no such document in ledger {self.home}"

    def _starting(self, digits: str) -> list[str]:
        if not re.fullmatch("[0-9a-f]{1,64}", digits):
            return []
        rows = self._rows(
            "SELECT sha256 FROM documents WHERE sha256 BETWEEN ? AND ? ORDER BY sha256", digits, digits + "g"
        )
        return [row[0] for row in rows]

    def _seen_at(self, place: str) -> list[str]:
        rows = self._rows(
            "SELECT d.sha256 FROM sightings s JOIN documents d ON d.id = s.document"
            " WHERE s.url = ?1 OR s.path = ?1 ORDER BY s.fetched DESC, s.rowid DESC LIMIT 1",
            place,
        )
        return [row[0] for row in rows]

    def _classes(self) -> Classes:
        """Which actors are joined, as it is now."""
        return self._shared.joined.as_of(self._rows)

    def _rows(self, sql: str, *values: str | int | None) -> list[Row]:
        with as_ledger_errors(self.home):
            return self._db.execute(sql, values).fetchall()
