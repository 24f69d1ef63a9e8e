"""Selections sought in columns: what many rows have is found there at once, where SQL would look up each of them."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Final, Literal

import numpy as np
from msgspec import Struct

from sayso.ledger.chart import lies, where_of
from sayso.ledger.columns import Ints, Kept, Mask
from sayso.ledger.happenings import kind, period
from sayso.ledger.joined import Classes
from sayso.ledger.search import Rows
from sayso.ledger.selecting import OF_EVENTS, OF_TELLING, Selecting, at, within, words_of
from sayso.records import COUNTED, Area, Order, Selection

_EQUAL: Final = {  # columns by what is asked for
    "act": "act", "manner": "manner", "kind": "speaker_kind", "hedged": "hedged", "nested": "nested",
    "verdict": "verdict",
}  # fmt: skip
_NEWEST: Final = (
    "SELECT document, day FROM latest WHERE (day, document) < (?, ?) ORDER BY day DESC, document DESC LIMIT ?"
)
OF_THE_PAGE: Final = Selection(kind="page")  # events that rest on nobody else's word are told by it too
BATCH: Final = 2000  # documents that are looked through at once
_LATE: Final = 1 << 30  # behind the rank of every day


class Told(Struct, frozen=True):
    """Events, by their places, and beside each the row of an attribution that tells it or is its view."""

    events: Ints
    attributions: Ints


class Picked(Struct, frozen=True):
    """Rows of attributions or events, and beside each that of its document, the documents in their order."""

    documents: Ints
    keys: Ints

    def within(self, first: int, last: int) -> list[int]:
        """The rows that belong to the documents from one row to another, the last included."""
        start, end = np.searchsorted(self.documents, (first, last + 1))
        found: list[int] = self.keys[start:end].tolist()
        return found


class Sifting:
    """Selections of a ledger whose rows `rows` gives and whose actors are joined in `classes`; `told` and `happened`
    give the columns of attributions and events."""

    def __init__(self, rows: Rows, classes: Classes, told: Callable[[], Kept], happened: Callable[[], Kept]) -> None:
        self._rows = rows
        self._give_told = told
        self._give_happened = happened
        self._selecting = Selecting(rows, classes)

    @cached_property
    def _told(self) -> Kept:
        return self._give_told()

    @cached_property
    def happened(self) -> Kept:
        """The columns of events."""
        return self._give_happened()

    def prepare(self) -> None:
        """Have in memory what the first selection would wait for."""
        for order in ("newest", "oldest"):
            _by_day(self._told, order)
        _by_date(self.happened)

    def attributions(
        self, selection: Selection, order: Order = "best", limit: int = COUNTED + 1, offset: int = 0
    ) -> list[int]:
        """The rows of the first attributions of a selection, `limit` of them (-1: all), in an order: those and as
        `Selecting` gives them, which is asked for words and for scores."""
        if words_of(selection.words) or order == "surest":
            return self._selecting.attributions(selection, order, limit, offset)
        ordered = _by_day(self._told, "oldest" if order == "oldest" else "newest")
        return _first(self._told, ordered, self._of_attributions(selection), limit, offset)

    def spoken(self, ids: tuple[str, ...], role: str, limit: int, offset: int) -> list[int]:
        """The rows of the first attributions with one of these actors in a role, the oldest first."""
        kept = self._told
        return _first(kept, _by_day(kept, "oldest"), kept.at(kept.having(role, ids)), limit, offset)

    def documents(self, selection: Selection, limit: int, offset: int = 0) -> list[int]:
        """The rows of the documents that have attributions or events of a selection: the newest, `limit` of them."""
        found = np.union1d(
            self._told.documents[self._of_attributions(selection)], self.happened.documents[self._of_events(selection)]
        )
        newest: list[int] = []
        after = ("~", 0)  # behind every day
        while len(newest) < min(offset + limit, len(found)):
            rows = self._rows(_NEWEST, *after, BATCH)
            if not rows:  # some went since the columns were read
                break
            documents = np.array([document for document, _ in rows], np.int64)
            newest += documents[np.isin(documents, found)].tolist()
            after = (rows[-1][1], rows[-1][0])
        return newest[offset : offset + limit]

    def events(self, selection: Selection, limit: int = COUNTED + 1, offset: int = 0) -> list[int]:
        """The rows of the first events of a selection, the earliest first; those without a date last."""
        kept = self.happened
        return _first(kept, _by_date(kept), self._of_events(selection), limit, offset)

    def picked(self, selection: Selection) -> tuple[Picked, Picked]:
        """All attributions and all events of a selection."""
        told, happened = self._told, self.happened
        return (
            _picked(told, self._of_attributions(selection)),
            _picked(happened, self._of_events(selection)),
        )

    def _of_events(self, selection: Selection) -> Mask:
        kept, mask = self.happened, self._of_happening(selection)
        since, until = period(selection.since, selection.until)
        mask &= kept.where("last", lambda day: day >= since) if since else True
        mask &= kept.where("first", lambda day: day <= until) if until else True
        mask &= self._of_documents(kept, selection)
        if selection.actor and selection.actor.strip():
            mask &= kept.at(kept.having("parties", self._selecting.named(selection.actor)))
        telling = Selection(**{name: getattr(selection, name) for name in OF_TELLING})
        if telling != Selection():
            voices = self._told.keys[self._of_attributions(telling)]
            resting, own = (kept.columns[name].numbers for name in ("voice", "own"))
            found = _among(resting, voices) | _among(own, voices)
            mask &= found | (resting < 0) if telling == OF_THE_PAGE else found
        return mask

    def told(self, selection: Selection) -> Told:
        """The events that have what a selection asks of events for themselves, with those that tell them."""
        here = np.flatnonzero(self._of_happening(selection)).astype(np.int32)
        voices = [self.happened.columns[name].numbers[here] for name in ("voice", "own")]
        return Told(
            np.concatenate([here[keys >= 0] for keys in voices]), np.concatenate([keys[keys >= 0] for keys in voices])
        )

    def _of_attributions(self, selection: Selection) -> Mask:
        kept = self._told
        mask = kept.alive()
        for name, column in _EQUAL.items():
            value = getattr(selection, name)
            mask &= kept.equal(column, value) if value is not None else True
        since, until = period(selection.since, selection.until)
        mask &= kept.where("day", lambda day: day >= since) if since else True
        mask &= kept.where("day", lambda day: "0" <= day <= until) if until else True
        mask &= self._of_documents(kept, selection)
        words = words_of(selection.words)
        mask &= self._keyed(kept, "SELECT rowid FROM said WHERE said MATCH ?", words) if words else True
        if selection.tag:
            mask &= self._keyed(kept, "SELECT attribution FROM tagged WHERE tag = ?", selection.tag)
        for asked, roles in (
            (selection.speaker, ("speakers",)), (selection.about, ("about",)), (selection.actor, ("speakers", "about")),
        ):  # fmt: skip
            mask &= self._by_actor(asked, roles) if asked and asked.strip() else True
        if any(getattr(selection, name) for name in OF_EVENTS):
            mask &= kept.at(kept.here(self.told(selection).attributions))
        return mask

    def _of_happening(self, selection: Selection) -> Mask:
        """Which events have what a selection asks of events for themselves: type, place, area."""
        kept = self.happened
        mask = kept.alive()
        mask &= kept.equal("type", kind(selection.type)) if selection.type else True
        if selection.place and selection.place.strip():
            condition, names = at(selection.place)
            mask &= self._keyed(kept, f"SELECT h.event FROM happened h WHERE {condition}", *names)
        mask &= self._within(selection.area) if selection.area else True
        return mask

    def _by_actor(self, asked: str, roles: tuple[str, ...]) -> Mask:
        ids, kept = self._selecting.named(asked), self._told
        return kept.at(np.concatenate([kept.having(role, ids) for role in roles]))

    def _of_documents(self, kept: Kept, selection: Selection) -> Mask | Literal[True]:
        """What a selection asks of documents besides their day."""
        asked: Mask | Literal[True] = kept.equal("publisher", selection.publisher) if selection.publisher else True
        if not selection.document:
            return asked
        rows = self._rows("SELECT id FROM documents WHERE sha256 = ?", selection.document)
        return np.asarray(asked & (kept.documents == (rows[0][0] if rows else -1)))

    def _within(self, area: Area) -> Mask:
        within(area)  # InputError for what is none
        kept = self.happened
        inside = np.array([*(_lies(value, area) for value in kept.values("places")), False], np.bool_)
        return kept.at(kept.standing("places", inside))

    def _keyed(self, kept: Kept, sql: str, *values: str) -> Mask:
        return kept.at(kept.here([key for (key,) in self._rows(sql, *values)]))


@lru_cache(1 << 16)
def _lies(place: str, area: Area) -> bool:
    return lies(where_of(place), area)


def _first(kept: Kept, ordered: Ints, mask: Mask, limit: int, offset: int) -> list[int]:
    found = ordered[mask[ordered]][offset:]
    return kept.keys[found[:limit] if limit >= 0 else found].tolist()  # type: ignore[no-any-return]


def _picked(kept: Kept, mask: Mask) -> Picked:
    here = np.flatnonzero(mask)
    here = here[np.argsort(kept.documents[here], kind="stable")]
    return Picked(kept.documents[here], kept.keys[here])


def _by_day(kept: Kept, order: Literal["newest", "oldest"]) -> Ints:
    """Every place by the day of publication; those without one last."""
    if order not in kept.orders:
        ranks, documents = kept.ranks("day"), kept.documents
        if order == "newest":
            ranks, documents = -ranks, -documents
        else:
            ranks = np.where(kept.equal("day", ""), _LATE, ranks).astype(np.int32)
        kept.orders[order] = np.lexsort((kept.keys, documents, ranks)).astype(np.int32)
    return kept.orders[order]


def _by_date(kept: Kept) -> Ints:
    """Every place by the first day of what happened."""
    if "first" not in kept.orders:
        kept.orders["first"] = np.lexsort((kept.keys, kept.ranks("first"))).astype(np.int32)
    return kept.orders["first"]


def _among(numbers: Ints, keys: Ints) -> Mask:
    """Which of these numbers, -1 for none, are among keys."""
    known = np.zeros(max(int(numbers.max(initial=0)), int(keys.max(initial=0))) + 2, np.bool_)  # the last one: of -1
    known[keys] = True
    return known[numbers]
