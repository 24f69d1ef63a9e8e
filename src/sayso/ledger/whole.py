"""What is asked of a ledger as a whole: selections, facets, time lines, maps, overviews."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Final

from sayso.homes import Home
from sayso.ledger.chart import chart
from sayso.ledger.columns import Kept
from sayso.ledger.faceting import Faceting
from sayso.ledger.happenings import EventHit, Happenings
from sayso.ledger.life import Lives
from sayso.ledger.opened import Opened, Shared
from sayso.ledger.originals import originals_of
from sayso.ledger.overview import Overviews, publishers
from sayso.ledger.schema import Row, as_ledger_errors
from sayso.ledger.search import Search, query, refuse_surrogates
from sayso.ledger.selecting import OF_BOTH, Selecting
from sayso.ledger.sifting import Sifting
from sayso.ledger.storied import Stories
from sayso.ledger.timeline import Timelines, What
from sayso.ledger.versions import several, versions
from sayso.records import (
    COUNTED,
    ActorLife,
    Chart,
    Counts,
    Entry,
    Facets,
    Failure,
    Hit,
    LaneKind,
    Order,
    Overview,
    Passage,
    Ranked,
    Selected,
    Selection,
    StoryEntry,
    Timeline,
    Versions,
)

BATCH: Final = 500  # hits that are read at once
FOUND: Final = 8  # selections whose rows are kept
# Of the rows `failures f`: nothing was read since. A page that came is known by its bytes, another by its place.
OPEN: Final = (
    "NOT EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = f.original) AND (f.original IS NOT NULL OR"
    " NOT EXISTS (SELECT 1 FROM sightings s WHERE s.path = f.path) AND"
    " NOT EXISTS (SELECT 1 FROM sightings s WHERE s.url = f.url))"
)
FAILURE: Final = ("path", "url", "step", "reason", "time", "original", "reader")


def failures(rows: Iterable[Row]) -> tuple[Failure, ...]:
    """Failures from rows of the columns of `FAILURE`."""
    return tuple(Failure(**dict(zip(FAILURE, row, strict=True))) for row in rows)


class Whole(Opened):
    """A ledger of which selections are asked."""

    def __init__(self, home: Home | str, shared: Shared | None = None) -> None:
        super().__init__(home, shared)
        self._version = -1
        self._found: OrderedDict[tuple[Selection, Order | None], list[int]] = OrderedDict()  # None: its events

    def selected(self, selection: Selection, order: Order = "best", limit: int = 50, offset: int = 0) -> Selected:
        """The attributions of a selection: `limit` of them behind the first `offset`, in an order.

        The best are those whose words match best; without words, or where more than `COUNTED` match, the newest.
        InputError for words, days, a type or an area that are none.
        """
        keys = self._keys(selection, order)
        here = keys[offset : offset + limit]
        if len(keys) > COUNTED and offset + limit > COUNTED:
            here = self._sifting().attributions(selection, order, limit, offset)
        words = query(selection.words)
        hits = self._searching().hits(here, [words] if words else [])
        return Selected(hits=hits, total=min(len(keys), COUNTED), more=len(keys) > COUNTED)

    def facets(self, selection: Selection) -> Facets:
        """How many attributions of a selection have each value of a field, the twelve that most have."""
        kept = self._shared.told.as_of(self._rows)
        return Faceting(self._rows, self._classes(), kept, self._sifting()).facets(
            selection, self._kept_keys(selection)
        )

    def export(self, selection: Selection) -> Iterator[Hit]:
        """Every attribution of a selection, the newest first."""
        keys = self._sifting().attributions(selection, "newest", -1)
        for first in range(0, len(keys), BATCH):
            yield from self._searching().hits(keys[first : first + BATCH])

    def selected_events(
        self, selection: Selection, limit: int = 50, offset: int = 0
    ) -> tuple[tuple[EventHit, ...], int, bool]:
        """The events of a selection, the earliest first, `limit` of them behind the first `offset`; how many there are,
        exactly up to `COUNTED`, and whether there are more."""
        keys = self._event_keys(selection)
        here = keys[offset : offset + limit]
        if len(keys) > COUNTED and offset + limit > COUNTED:
            here = self._sifting().events(selection, limit, offset)
        hits = Happenings(self._rows, self._classes()).hits(here)
        return hits, min(len(keys), COUNTED), len(keys) > COUNTED

    def selected_documents(self, selection: Selection, limit: int, offset: int = 0) -> tuple[Entry, ...]:
        """The documents that have attributions or events of a selection, the newest first, those without a date last;
        all where nothing is asked but what is a document's own."""
        if any(getattr(selection, name) not in (None, "") for name in OF_BOTH):
            return self._selecting().entries(self._sifting().documents(selection, limit, offset))
        return self._selecting().documents(selection, limit, offset)

    def timeline(self, selection: Selection, what: What, lanes: LaneKind) -> Timeline:
        """The events, or attributions by the day of publication, of a selection in time."""
        columns = self._shared.happened if what == "events" else self._shared.told
        kept = columns.as_of(self._rows)
        keys = self._event_keys(selection) if what == "events" else self._kept_keys(selection)
        return Timelines(self._rows, self._classes(), kept).laid_out(keys, what, lanes)

    def chart(self, selection: Selection) -> Chart:
        """The places of the events of a selection; of an area, those in it."""
        kept = self._shared.happened.as_of(self._rows)
        return chart(kept, self._event_keys(selection), selection.area)

    def overview(self) -> Overview:
        """The ledger at a glance."""
        state = (*self.state(), self._rows("SELECT ifnull(max(id), 0) FROM failures")[0][0])
        if self._shared.overview is None or self._shared.overview[0] != state:
            made = Overviews(self._rows, self._classes(), *self._columns())
            self._shared.overview = state, made.overview(self.counts(), self.last_failures())
        return self._shared.overview[1]

    def prepare(self) -> None:
        """Have in memory what the first look at a ledger would wait for."""
        self._sifting().prepare()

    def publishers(self) -> tuple[Ranked, ...]:
        """Every publisher with the number of its documents, the most first."""
        return publishers(self._rows)

    def life(self, actor: str) -> ActorLife:
        """Ties, places and months of the actor that this id means; empty where no document has it."""
        refuse_surrogates(actor)
        return Lives(self._rows, self._classes(), *self._columns()).life(actor)

    def stories(
        self,
        words: str = "",
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        least: int = 2,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[StoryEntry, ...]:
        """The stories of at least so many documents, the newest first: all, or at most `limit` behind the first
        `offset`. `words` stand in titles of their documents, one of which is a publisher's; what overlaps the days
        from `since` until `until` counts. InputError for what is no day, month or year."""
        return Stories(self._rows).found(words, publisher, since, until, least, -1 if limit is None else limit, offset)

    def story_count(
        self,
        words: str = "",
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        least: int = 2,
    ) -> int:
        """How many there are."""
        return Stories(self._rows).count(words, publisher, since, until, least)

    def story(self, name: str) -> StoryEntry:
        """The story that a document tells, by its id, the beginning of it, address or path. NotFoundError where it is
        not compared with others yet."""
        return Stories(self._rows).of(self.find(name))

    def shared(self, documents: Iterable[str]) -> dict[tuple[str, str], tuple[Passage, ...]]:
        """What pairs of documents share, by their ids, the lesser one first."""
        return Stories(self._rows).shared(documents)

    def shared_by(self, document: str) -> dict[tuple[str, str], tuple[Passage, ...]]:
        """What a document (its id) shares with others, by the ids of both, the lesser one first."""
        return Stories(self._rows).shared_by(document)

    def uncompared(self) -> int:
        """How many documents are to be compared with others yet."""
        return Stories(self._rows).uncompared()

    def versions(self, name: str) -> tuple[Entry, ...]:
        """The documents that were seen at the same address or path as this one, itself among them, oldest first."""
        return versions(self._rows, self.find(name))

    def several_versions(self) -> tuple[Versions, ...]:
        """The addresses, or paths of what has none, of which there are several versions, that changed last first."""
        return several(self._rows)

    def original(self, name: str) -> tuple[bytes, str]:
        """The stored bytes of a document and their media type."""
        sha256 = self.find(name)
        ((media_type,),) = self._rows(
            "SELECT r.media_type FROM documents d JOIN latest l ON l.document = d.id"
            " JOIN readings r ON r.id = l.reading WHERE d.sha256 = ?",
            sha256,
        )
        with as_ledger_errors(self.home):
            return originals_of(self.home, self._db).read(sha256), media_type

    def last_failures(self, limit: int = 10) -> tuple[Failure, ...]:
        """The pages that could not be read, the last first."""
        rows = self._rows(f"SELECT {', '.join(FAILURE)} FROM failures f WHERE {OPEN} ORDER BY id DESC LIMIT ?", limit)
        return failures(rows)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        ((documents, attributions, failures),) = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM told),"
            f" (SELECT count(*) FROM failures f WHERE {OPEN})"
        )
        return Counts(documents=documents, attributions=attributions, failures=failures)

    def _keys(self, selection: Selection, order: Order) -> list[int]:
        """The rows of the first attributions of a selection."""
        return self._kept(selection, order) or self._keep(
            selection, order, self._sifting().attributions(selection, order)
        )

    def _kept_keys(self, selection: Selection) -> list[int]:
        """The same, in whatever order, but the best ones where there are too many to count."""
        orders: tuple[Order, ...] = ("newest", "oldest", "surest")
        kept = (found for order in orders if (found := self._kept(selection, order)) and len(found) <= COUNTED)
        return next(kept, None) or self._keys(selection, "best")

    def _event_keys(self, selection: Selection) -> list[int]:
        """The rows of the first events of a selection."""
        return self._kept(selection, None) or self._keep(selection, None, self._sifting().events(selection))

    def _kept(self, selection: Selection, order: Order | None) -> list[int] | None:
        """What was found of late, as long as the ledger is the same."""
        ((version,),) = self._rows("PRAGMA data_version")
        if version != self._version:
            self._found.clear()
            self._version = version
        return self._found.get((selection, order))

    def _keep(self, selection: Selection, order: Order | None, keys: list[int]) -> list[int]:
        self._found[selection, order] = keys
        while len(self._found) > FOUND:
            self._found.popitem(last=False)
        return keys

    def _columns(self) -> tuple[Kept, Kept]:
        """Those of attributions and of events, as they are now."""
        return self._shared.told.as_of(self._rows), self._shared.happened.as_of(self._rows)

    def _selecting(self) -> Selecting:
        return Selecting(self._rows, self._classes())

    def _sifting(self) -> Sifting:
        return Sifting(
            self._rows,
            self._classes(),
            lambda: self._shared.told.as_of(self._rows),
            lambda: self._shared.happened.as_of(self._rows),
        )

    def _searching(self) -> Search:
        return Search(self._rows, self._classes())
