"""What is derived of a document's events for searches: by type, party, place, date and voice.

It follows from the newest reading and the judgements in force, as all that is derived.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from sayso.ledger.connection import Connection
from sayso.ledger.days import bound
from sayso.ledger.entering import insert
from sayso.records import Attribution, Date, Event, Reading, Span
from sayso.soundness import collapsed

# Between the names of places: a word of its own to the search, so that no name runs on into the next one.
APART: Final = " \ue000 "
EARLIEST: Final = ""  # sorts before every date: an interval without a beginning
LATEST: Final = "~"  # sorts after every date: an interval without an end
UNDATED: Final = (LATEST, EARLIEST)  # the interval of what has no date, which no other one touches; it sorts last

ALONE: Final = 25  # characters up to which an event's words stand alone, and are told with those about them
ABOUT: Final = 60  # characters on either side


class Involved(Struct, frozen=True):
    """A party to an event; `words` are those of the page, None for one that a judgement puts there."""

    role: str
    actor: str | None
    words: str | None


class Somewhere(Struct, frozen=True):
    """Where an event is; all but the role is the place's."""

    name: str
    country: str | None
    role: str
    latitude: float | None
    longitude: float | None
    precision: str | None


class Happened(Struct, frozen=True):
    """An event as searches find it.

    `first` and `last` are those of its date, else the day of publication, else `UNDATED`. `voice` is the position of
    the attribution in whose content it stands. `words` are the page's from its first part to its last within the
    sentence of its trigger (with those about them where they are few) and begin at `start`. `own` is the position of
    the attribution whose view it is, `publisher` that of its page, `precision` that of its date. `involved` are the ids
    of its parties, one a line, `names` those of its places.
    """

    type: str
    first: str
    last: str
    voice: int | None
    start: int | None
    words: str
    own: int | None
    publisher: str | None
    precision: str | None
    involved: str
    parties: tuple[Involved, ...]
    places: tuple[Somewhere, ...]
    names: str


def happened(reading: Reading, judged: Reading, overruled: frozenset[str]) -> tuple[Happened, ...]:
    """The events of a reading. `judged` is the same as it is judged to be, `overruled` are the attributions whose
    speakers a judgement gives: to whom the words belong, belongs the event that they are."""
    page = _Page(reading)
    speakers = {each.id: each for each in judged.attributions if each.id in overruled}
    return tuple(
        Happened(
            event.type,
            *interval(None if event.date is None else page.dates[event.date], page.published),
            None if event.voice is None else page.voices[event.voice],
            *page.words(event),
            page.voices.get(event.attribution or ""),
            reading.document.publisher,
            None if event.date is None else page.dates[event.date].precision,
            *_involved(_parties(page, event, speakers)),
            *_places(page, event),
        )
        for event in reading.events
    )


def stretches(reading: Reading) -> dict[str, tuple[int | None, str]]:
    """For each event of a reading, by id, where its words begin and the words, as `Happened` has them."""
    page = _Page(reading)
    return {event.id: page.words(event) for event in reading.events}


def interval(date: Date | None, published: str | None) -> tuple[str, str]:
    """The first and the last day of a date, else of publication; one that is not told lies before or after all others,
    and a year that cannot be told tells nothing."""
    told = (None, None) if date is None else (bound(date.first, "-01", "-01"), bound(date.last, "-12", "-31"))
    if told == (None, None):
        told = bound(published, "-01", "-01"), bound(published, "-12", "-31")
    first, last = told
    return UNDATED if first is last is None else (first or EARLIEST, last or LATEST)


def enter_happened(db: Connection, document: int, reading: int, new: Iterable[Happened]) -> None:
    """Enter what is derived of a document's events from the reading in this row."""
    keys = [key for (key,) in db.execute("SELECT id FROM events WHERE reading = ? ORDER BY position", (reading,))]
    voices = [
        key for (key,) in db.execute("SELECT id FROM attributions WHERE reading = ? ORDER BY position", (reading,))
    ]
    found = list(zip(keys, new, strict=True))

    def row(position: int | None) -> int | None:
        return None if position is None else voices[position]

    rows = (
        (
            key,
            document,
            h.type,
            h.first,
            h.last,
            row(h.voice),
            h.start,
            h.words,
            row(h.own),
            h.publisher,
            h.precision,
            h.involved,
        )
        for key, h in found
    )
    insert(db, "happened", rows, 12)
    parties = ((key, p.role, i, p.actor, p.words) for key, h in found for i, p in enumerate(h.parties))
    insert(db, "happened_parties", parties, 5)
    places = (
        (key, i, p.name, p.country, p.role, p.latitude, p.longitude, p.precision)
        for key, h in found
        for i, p in enumerate(h.places)
    )
    insert(db, "happened_places", places, 8)
    named = ((key, h.names) for key, h in found if h.names)
    db.executemany("INSERT INTO happened_at (rowid, names) VALUES (?, ?)", named)


def forget_happened(db: Connection, document: int) -> None:
    """Throw away what is derived of the events of the document in this row."""
    here = "(SELECT event FROM happened WHERE document = ?)"
    for statement in (
        f"DELETE FROM happened_at WHERE rowid IN {here}",
        f"DELETE FROM happened_places WHERE event IN {here}",
        f"DELETE FROM happened_parties WHERE event IN {here}",
        "DELETE FROM happened WHERE document = ?",
    ):
        db.execute(statement, (document,))


def forget_all_happened(db: Connection) -> None:
    """Throw away what is derived of all events."""
    for table in ("happened_at", "happened_places", "happened_parties", "happened"):
        db.execute(f"DELETE FROM {table}")


class _Page:
    """A reading in which things are found by their ids and sentences by what stands in them."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.published = reading.document.published
        self.places = {place.id: place for place in reading.places}
        self.dates = {date.id: date for date in reading.dates}
        self.voices = {each.id: position for position, each in enumerate(reading.attributions)}
        self._said = {each.id: each.content for each in reading.attributions}
        self._sentences = reading.sentences
        self._figures: defaultdict[str | None, list[Span]] = defaultdict(list)
        for figure in reading.figures:
            self._figures[figure.event].append(figure.span)

    def words(self, event: Event) -> tuple[int | None, str]:
        """Where an event's words begin, and the words, none for one that stands nowhere."""
        standing = event.trigger or event.object or tuple(party.span for party in (*event.actors, *event.targets))
        if not standing:
            return None, ""
        sentence = self._sentence(standing[0])
        parts = [part for part in self._parts(event) if sentence[0] <= part[0] and part[1] <= sentence[1]]
        first = min(start for start, _ in (standing[0], *parts))
        last = max(end for _, end in (standing[0], *parts))
        if last - first < ALONE:
            first, last = self._around(first, last, sentence)
        return first, self.text[first:last]

    def _around(self, first: int, last: int, sentence: Span) -> Span:
        """Words by themselves with those about them: *war* tells nobody which one."""
        start, end = max(sentence[0], first - ABOUT), min(sentence[1], last + ABOUT)
        if start > sentence[0]:
            start += len(self.text[start:first]) - len(self.text[start:first].partition(" ")[2])
        if end < sentence[1]:
            end = last + len(self.text[last:end].rpartition(" ")[0])
        return min(start, first), max(end, last)

    def _sentence(self, span: Span) -> Span:
        at = bisect_right(self._sentences, (span[0], len(self.text))) - 1
        found = self._sentences[at] if at >= 0 else span
        return found if span[0] < found[1] else span

    def _parts(self, event: Event) -> Iterator[Span]:
        yield from (*event.trigger, *event.object)
        yield from (party.span for party in (*event.actors, *event.targets))
        yield from (self.places[each.place].span for each in event.places)
        yield from (self.dates[event.date].span,) if event.date is not None else ()
        yield from self._figures[event.id]
        yield from self._said.get(event.attribution or "", ())


def _parties(page: _Page, event: Event, judged: Mapping[str, Attribution]) -> Iterator[Involved]:
    said = judged.get(event.attribution or "")
    if said is not None:
        yield from (Involved("actors", speaker, None) for speaker in said.speakers)
    for role, parties in (("actors", event.actors if said is None else ()), ("targets", event.targets)):
        yield from (Involved(role, party.actor, collapsed(page.text, party.span)) for party in parties)


def _involved(parties: Iterable[Involved]) -> tuple[str, tuple[Involved, ...]]:
    found = tuple(parties)
    return "\n".join(sorted({party.actor for party in found if party.actor is not None})), found


def _places(page: _Page, event: Event) -> tuple[tuple[Somewhere, ...], str]:
    found = [(page.places[each.place], each.role) for each in event.places]
    names = (name for place, _ in found for name in (place.name, collapsed(page.text, place.span)))
    somewhere = tuple(
        Somewhere(place.name, place.country, role, place.latitude, place.longitude, place.precision)
        for place, role in found
    )
    return somewhere, APART.join(dict.fromkeys(names))
