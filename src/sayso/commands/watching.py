"""Feeds that are followed: which of them and of their pages are asked for, in rounds, and what becomes of each.

Everything that has to be remembered stands in the ledger, what is still to be asked for too: a round can be cut off
anywhere, and the next one goes on from there.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.batch import Outcome
from sayso.commands.asking import Asker, FeedCame
from sayso.compare.keeping import bring_up
from sayso.errors import LedgerError
from sayso.ids import document_id
from sayso.ledger import Ledger
from sayso.records import Address
from sayso.settings import Settings
from sayso.sources.feeds import Feed, Listed, by_turns
from sayso.sources.schedule import (
    AGAIN,
    DAY,
    FEED_FAILS,
    HOUR,
    PAGE_FAILS,
    after_failure,
    feed_again,
    is_due,
    now,
    page_again,
    planned,
    shifted,
)
from sayso.sources.yielded import Yielded

PAGES: Final = 200  # of one round: the feeds are not kept waiting for the pages
LONGEST_SLEEP: Final = 60.0  # seconds: a machine that slept or a clock that was set is noticed

Read = Callable[[Iterable[Yielded], Ledger], Iterator[Outcome]]


class Told(Struct, frozen=True):
    """What there is to say of an address: a page's outcome, or in words what became of a feed."""

    url: str
    outcome: Outcome | None = None
    words: str | None = None
    failed: bool = False


class Watch:
    """Follows feeds into the ledger that settings name, asking each `every` so many seconds.

    `feeds` gives their addresses, anew for each round; `read` makes outcomes of what came; `tell` is told of each; once
    `stop` is set nothing more is begun.
    """

    def __init__(
        self,
        settings: Settings,
        feeds: Callable[[], Sequence[str]],
        asker: Asker,
        read: Read,
        tell: Callable[[Told], None],
        *,
        every: float,
        stop: threading.Event,
    ) -> None:
        self._settings, self._feeds, self._asker, self._read = settings, feeds, asker, read
        self._tell, self._every, self._stop = tell, every, stop

    def run(self) -> None:
        """Go on until `stop` is set. A ledger that cannot be written is told, and tried again."""
        while not self._stop.is_set():
            try:
                more = self.round()
            except LedgerError as error:
                self._tell(Told(str(self._settings.ledger), words=str(error), failed=True))
                more = False
            if not more:
                self._stop.wait(min(LONGEST_SLEEP, self._every))

    def once(self) -> None:
        """Every feed that does not have to be left in peace, and all pages that are due."""
        more = self.round(once=True)
        while more and not self._stop.is_set():
            more = self._pages_round()

    def round(self, *, once: bool = False) -> bool:
        """The feeds that are due, then pages that are; whether more pages are due. With `once`, feeds that came the
        last time are due whenever that was."""
        with Ledger(self._settings.ledger) as ledger:
            for url in by_turns(self._feeds()):
                known = ledger.view.address(url)
                if not self._stop.is_set() and (known is None or _may_be_asked(known, once)):
                    self._feed(url, known, ledger)
        return not self._stop.is_set() and self._pages_round()

    def _feed(self, url: str, known: Address | None, ledger: Ledger) -> None:
        came, moment = self._asker.feed(url, known), now()
        if came.reason is not None and came.address.status is None and came.retry is not None:
            ledger.writer.note_address(_put_off(came.address, known, came.retry))
            return
        wanted = _wanted(came.feed, ledger, moment) if came.feed else ()
        for reason in (came.reason, *(came.feed.problems if came.feed else ())):
            if reason is not None:
                ledger.fail("feeds", _named(url, reason), url=url)
                self._tell(Told(url, words=_named(url, reason), failed=True))
        # The pages first: whoever is cut off between the two asks for the feed again, and loses nothing.
        ledger.writer.note_address(*wanted)
        due = _feed_due(came, self._every, moment)
        ledger.writer.note_address(replace(came.address, checked=moment.isoformat(), due=due))
        if wanted:
            self._tell(Told(url, words=f"{url}: {len(wanted):,} new or altered pages"))

    def _pages_round(self) -> bool:
        """Pages that are due, at most so many; whether there are more."""
        with Ledger(self._settings.ledger) as ledger:
            due = _due_pages(ledger, now())
            chosen = {each.url: each for each in due[:PAGES]}
            same: set[str] = set()
            coming = self._coming(chosen, same, ledger)
            for outcome in self._read(coming, ledger) if chosen else ():
                if outcome.name not in same:
                    self._tell(Told(outcome.name, outcome, failed=outcome.reason is not None))
            bring_up(ledger.writer, stopped=self._stop.is_set)
        return len(due) > PAGES

    def _coming(self, chosen: dict[str, Address], same: set[str], ledger: Ledger) -> Iterator[Yielded]:
        """What comes of addresses, one of each host in turn, each with what is to be noted of it when it is entered; in
        `same` those that are as they were."""
        for url in by_turns(chosen):
            if self._stop.is_set():
                return
            known = chosen[url]
            yielded = self._asker.page(url, known if known.document else None)
            status, retry = _refusal(yielded)
            if yielded.reason is not None and status is None and retry is not None:
                ledger.writer.note_address(_put_off(known, known, retry))
                continue
            if yielded.reason is not None:
                address = _came_not(known, status, retry or 0.0)
            else:
                address = _came(yielded, known)
                if address.document == known.document:
                    same.add(url)
            yield replace(yielded, name=url, url=url, address=address)


def _may_be_asked(known: Address, once: bool) -> bool:
    return is_due(known, now()) or (once and known.failures == 0)


def _wanted(feed: Feed, ledger: Ledger, moment: datetime) -> tuple[Address, ...]:
    """The pages of a feed that are to be asked for: those that nobody ever asked for, or that it says were altered."""
    listed = ((each, ledger.view.address(each.url)) for each in feed.listed)
    return tuple(
        replace(known, due=moment.isoformat()) if known else _new(each.url, moment)
        for each, known in listed
        if known is None or _is_altered(each, known, moment)
    )


def _new(url: str, moment: datetime) -> Address:
    return Address(url=url, checked=moment.isoformat(), due=moment.isoformat())


def _is_altered(listed: Listed, known: Address, moment: datetime) -> bool:
    """Whether a feed says so of a page, and that is to be believed: many say of all their pages that they were altered
    just now, or will be."""
    if known.due is None:
        return True  # it was read once, when no feed was followed that lists it
    if listed.altered is None or known.failures or is_due(known, moment):
        return False
    since = (moment - datetime.fromisoformat(known.checked)).total_seconds()
    return known.checked < listed.altered <= moment.isoformat() and since >= AGAIN[1]


def _due_pages(ledger: Ledger, moment: datetime) -> list[Address]:
    """The pages of feeds that are due: first those that never came, of them and of the others the longest due first."""
    due = [each for each in ledger.view.addresses("page", due=moment.isoformat()) if each.due is not None]
    return sorted(due, key=lambda each: (each.document is not None or each.failures > 0, each.due or ""))


def _came(yielded: Yielded, before: Address) -> Address:
    """What is known of the address of a page that came, or is as it was, and when it is asked for again."""
    moment = now()
    document = before.document if yielded.page is None else document_id(yielded.page.data)
    due = page_again(before, moment, altered=document != before.document)
    new = yielded.address or before
    return replace(new, url=before.url, kind="page", checked=moment.isoformat(), document=document, failures=0, due=due)


def _refusal(yielded: Yielded) -> tuple[int | None, float | None]:
    """The status with which a page did not come, and for how many seconds its host asks to be left in peace."""
    address = yielded.address
    return (None, None) if address is None else (address.status, planned(address) if address.due else None)


def _came_not(before: Address, status: int | None, retry: float) -> Address:
    """What is known of the address of a page that did not come: what was known, but for that."""
    moment, failures = now(), before.failures + 1
    due = after_failure(failures, HOUR, PAGE_FAILS, moment, retry)
    return replace(before, checked=moment.isoformat(), status=status, failures=failures, due=due)


def _put_off(address: Address, known: Address | None, retry: float) -> Address:
    """An address that was not asked for at all, because its host wants to be left in peace: that is no failure, and
    what was known of it stays."""
    moment = now()
    due = after_failure(1, min(retry, DAY), DAY, moment)
    if known is None:
        return replace(address, failures=0, due=due)
    return replace(known, checked=shifted(known, due), due=due)


def _feed_due(came: FeedCame, every: float, moment: datetime) -> str:
    if came.reason is not None:
        return after_failure(came.address.failures, every, FEED_FAILS, moment, came.retry or 0.0)
    return feed_again(min(every, DAY), came.feed.rest if came.feed else None, moment)


def _named(url: str, reason: str) -> str:
    return reason if url in reason else f"{url}: {reason}"
