"""A folder that is a ledger: `ledger.sqlite`, and the original bytes of every page under `originals/`. Or, the same in
a database of a PostgreSQL server."""

from collections.abc import Iterable, Iterator

from sayso.homes import Home
from sayso.ledger.happenings import EventHit
from sayso.ledger.pool import Views
from sayso.ledger.schema import Closing
from sayso.ledger.verify import faults
from sayso.ledger.view import View
from sayso.ledger.writer import Writer
from sayso.records import ActorEntry, ActorPage, Counts, Entry, Failure, Hit, Judgement, Page, Reading

__all__ = ["EventHit", "Ledger", "View", "Views", "Writer", "faults"]


class Ledger(Closing):
    """Both ways of a ledger, in and out, for use from Python. It is made where there is none."""

    def __init__(self, home: Home | str = "sayso-ledger") -> None:
        self.writer = Writer(home)
        self.view = View(home)

    def close(self) -> None:
        self.view.close()
        self.writer.close()

    def add(self, page: Page, reading: Reading) -> bool:
        """Enter a page and what was read from it; False if this reader's reading of it was there."""
        return self.writer.add(page, reading)

    def add_many(self, pages: Iterable[tuple[Page, Reading]]) -> int:
        """Enter several pages in one transaction; give the number of readings that are new."""
        return self.writer.add_many(pages)

    def fail(
        self, step: str, reason: str, *, page: Page | None = None, path: str | None = None, url: str | None = None
    ) -> None:
        """Enter that a page could not be read, and why."""
        self.writer.fail(step, reason, page=page, path=path, url=url)

    def documents(self) -> tuple[Entry, ...]:
        """Every document in the order in which they came."""
        return self.view.documents()

    def counts(self) -> Counts:
        """How much the ledger holds."""
        return self.view.counts()

    def readings(self) -> Iterator[Reading]:
        """The newest reading of every document."""
        return self.view.readings()

    def reading(self, name: str, reader: str | None = None) -> Reading:
        """The newest reading of the document with this id, beginning of an id, address or path."""
        return self.view.reading(name, reader)

    def search(
        self,
        words: str = "",
        speaker: str | None = None,
        limit: int = 20,
        *,
        about: str | None = None,
        act: str | None = None,
        kind: str | None = None,
    ) -> tuple[Hit, ...]:
        """Attributions that hold all the words, best first, by speaker, subject, act and kind of speaker."""
        return self.view.search(words, speaker, limit, about=about, act=act, kind=kind)

    def actors(self, name: str | None = None, limit: int | None = None) -> tuple[ActorEntry, ...]:
        """The actors of this id or name, or all, those in most documents first."""
        return self.view.actors(name, limit)

    def actor(self, actor: str, limit: int | None = None, offset: int = 0) -> ActorPage:
        """An actor by its id, what it said and what is said about it, in time order."""
        return self.view.actor(actor, limit, offset)

    def events(
        self,
        type: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> tuple[EventHit, ...]:
        """What is said to have happened, the earliest first, by type, party, place and days."""
        return self.view.events(type, actor, place, since, until, limit=limit)

    def judge(self, judgement: Judgement) -> Judgement:
        """Append a judgement; give it with the id that it has from now on."""
        return self.writer.judge(judgement)

    def judgements(self, document: str | None = None) -> tuple[Judgement, ...]:
        """Every judgement, or those of a document, in the order in which they came."""
        return self.view.judgements(document)

    def judged(self, document: str) -> Reading:
        """The newest reading of a document with speakers and acts as they are judged to be."""
        return self.view.judged(document)

    def failures(self) -> tuple[Failure, ...]:
        """Every page that could not be read."""
        return self.view.failures()

    def verify(self) -> tuple[str, ...]:
        """One line for each thing that is wrong with the ledger; nothing for a sound one."""
        return tuple(faults(self.writer.home))
