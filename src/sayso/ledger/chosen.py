"""What a selection has of each document, with all that was read there: many documents at a time, so that a hundred
thousand attributions are at hand in seconds, and never more than those of a few documents in memory."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from sayso.ledger.joined import Classes
from sayso.ledger.loading import PARTS, Loaded
from sayso.ledger.opened import Shared
from sayso.ledger.search import Rows, listed
from sayso.ledger.selecting import IDS, OF_BOTH, Selecting
from sayso.ledger.sifting import Sifting
from sayso.records import Attribution, Chosen, Event, Reading, Selection, Verdict

CHUNK: Final = 100  # documents whose readings are loaded at once
EVERYTHING: Final = Selection()
READ: Final = frozenset(PARTS) - {"vectors"}  # these are large, and no part of the ledger format

Judged = tuple[Reading, Mapping[str, Verdict]]
Keys = Collection[int]


class Chunk(Struct, frozen=True):
    """Some documents: the rows of their readings, and of the attributions and events that are selected in them (None:
    all)."""

    readings: tuple[int, ...]
    told: frozenset[int] | None = None
    happened: frozenset[int] | None = None


def chunks(rows: Rows) -> Iterator[Chunk]:
    """Every document, in the order in which they came."""
    last = -1
    while found := rows(
        "SELECT document, reading FROM latest WHERE document > ? ORDER BY document LIMIT ?", last, CHUNK
    ):
        last = found[-1][0]
        yield Chunk(tuple(reading for _, reading in found))


def chunks_of(selection: Selection, rows: Rows, classes: Classes, shared: Shared) -> Iterator[Chunk]:
    """The documents of which something is selected, and those that are so themselves where nothing is asked but what is
    a document's own. The rows are those of a ledger that stands still."""
    sifting = Sifting(rows, classes, lambda: shared.told.still(rows), lambda: shared.happened.still(rows))
    told, happened = sifting.picked(selection)
    documents = np.union1d(told.documents, happened.documents)
    if all(getattr(selection, name) in (None, "") for name in OF_BOTH):
        documents = np.union1d(documents, np.array(Selecting(rows, classes).own(selection), np.int64))
    sql = f"SELECT reading FROM latest WHERE document IN {IDS} ORDER BY document"
    for first in range(0, len(documents), CHUNK):
        here = documents[first : first + CHUNK].tolist()
        keys = (frozenset(each.within(here[0], here[-1])) for each in (told, happened))
        yield Chunk(tuple(key for (key,) in rows(sql, listed(here))), *keys)


class Choosing(Struct, frozen=True):
    """How readings come out of a ledger: rows of it, those of readings by some of their parts, and a reading (with the
    row of its document) as persons judged it, with its verdicts by attribution; none where it is wanted as read."""

    rows: Rows
    load: Callable[[Sequence[int]], list[Loaded]]
    judge: Callable[[int, Reading], Judged] | None

    def chosen(self, chunk: Chunk) -> Iterator[Chosen]:
        """What is selected in each document."""
        found = self.load(chunk.readings)
        readings = self._judged(found)
        joined = self._joined(reading for reading, _ in readings)
        for each, (reading, verdicts) in zip(found, readings, strict=True):
            yield Chosen(
                reading=reading,
                attributions=_ids(reading.attributions, each.attributions, chunk.told),
                events=_ids(reading.events, each.events, chunk.happened),
                verdicts=verdicts,
                joined={actor.id: joined[actor.id] for actor in reading.actors if actor.id in joined},
            )

    def _judged(self, found: Sequence[Loaded]) -> list[Judged]:
        documents = listed(each.document for each in found)
        rows = self.rows(f"SELECT DISTINCT document FROM judgements WHERE document IN {IDS}", documents)
        judged = {key for (key,) in rows}
        return [
            self.judge(each.document, each.reading) if self.judge and each.document in judged else (each.reading, {})
            for each in found
        ]

    def _joined(self, readings: Iterable[Reading]) -> dict[str, str]:
        actors = {actor.id for reading in readings for actor in reading.actors}
        return dict(
            self.rows(f"SELECT actor, class FROM joined WHERE actor IN {IDS} AND actor <> class", listed(actors))
        )


def _ids(things: Sequence[Attribution] | Sequence[Event], rows: Sequence[int], keys: Keys | None) -> frozenset[str]:
    """The ids of those of the things in these rows that are among keys, or of all."""
    ids = [each.id for each in things]
    return frozenset(ids if keys is None else (id for id, row in zip(ids, rows, strict=True) if row in keys))
