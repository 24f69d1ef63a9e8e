"""What is said to have happened: events by type, party, place, date and voice, and on whose say-so each one rests."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as day
from typing import Final, get_args

from msgspec import Struct

from sayso.errors import InputError
from sayso.ledger.event_loading import LISTED, Rows, events
from sayso.ledger.joined import Classes
from sayso.ledger.search import ENTRY, Search, entry, listed, query, refuse_surrogates
from sayso.records import Date, Entry, Event, EventType, Figure, PlaceRole, Span, SpeakerKind
from sayso.soundness import one_line

PAGE: Final = "page"  # what asks for the page's own voice

_IDS: Final = "(SELECT value FROM json_each(?))"
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_BY_ACTOR: Final = f"h.event IN (SELECT event FROM happened_parties WHERE actor IN {_IDS})"
_BY_VOICE: Final = f"h.voice IN (SELECT attribution FROM told_actors WHERE actor IN {_IDS} AND role = 'speakers')"
_AT: Final = (
    "h.event IN (SELECT rowid FROM happened_at WHERE happened_at MATCH ?"
    " UNION ALL SELECT event FROM happened_places WHERE country = ?)"
)


class Side(Struct, frozen=True):
    """A party to an event: the name of the actor that is meant and its id, or the page's words where none is."""

    name: str
    actor: str | None = None


class Where(Struct, frozen=True):
    """A place by its name, and what it is to an event."""

    name: str
    role: PlaceRole


class SaySo(Struct, frozen=True, kw_only=True):
    """On whose say-so something rests.

    `page` tells that it is the page's own; `by` are the names of the speakers, or the words of the source where no
    speaker is known, of the page the publisher. It is empty where neither is known. `speakers` are ids, `kind` is that
    of the speakers, `attribution` the one in whose content it stands.
    """

    page: bool
    by: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    kind: SpeakerKind | None = None
    attribution: str | None = None


class EventHit(Struct, frozen=True, kw_only=True):
    """An event of a newest reading, with what it refers to.

    Names are those that the ledger has for actors, as judged and joined. `date` is its own; without one the day of
    publication stands for it. `words` are exact, from its first part to its last within a sentence, and `trigger` is
    where its trigger stands in them.
    """

    document: Entry
    event: Event
    actors: tuple[Side, ...] = ()
    targets: tuple[Side, ...] = ()
    places: tuple[Where, ...] = ()
    date: Date | None = None
    figures: tuple[Figure, ...] = ()
    words: str = ""
    trigger: tuple[Span, ...] = ()
    say_so: SaySo


class AskedEvents(Struct, frozen=True, kw_only=True):
    """What a search for events asks for. `document` is a document's id; days are ISO dates, or years or months."""

    type: str | None = None
    actor: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    voice: str | None = None
    document: str | None = None


class Happenings:
    """The events of a ledger whose rows `rows` gives and whose actors are joined in `classes`."""

    def __init__(self, rows: Rows, classes: Classes) -> None:
        self._rows = rows
        self._classes = classes
        self._search = Search(rows, classes)

    def found(self, asked: AskedEvents, limit: int, offset: int) -> tuple[EventHit, ...]:
        """The events for which all holds that is asked, the earliest first; those without a date last."""
        conditions, values = self._conditions(asked)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        found = self._rows(
            f"SELECT h.event FROM happened h {where} ORDER BY h.first, h.event LIMIT ? OFFSET ?",
            *values,
            limit,
            offset,
        )
        return self.hits([key for (key,) in found])

    def hits(self, keys: Sequence[int]) -> tuple[EventHit, ...]:
        """The events in these rows, in their order."""
        asked = listed(keys)
        read = events(self._rows, LISTED, asked)
        sides, places, dates, figures = (
            self._sides(asked),
            self._places(asked),
            self._dates(asked),
            self._figures(asked),
        )
        rows = self._rows(
            f"SELECT h.event, h.start, h.words, h.voice, {ENTRY} FROM happened h JOIN documents d ON d.id = h.document"
            f" JOIN events e ON e.id = h.event JOIN readings r ON r.id = e.reading WHERE h.event IN {_IDS}",
            asked,
        )
        voices = self._voices({voice for _, _, _, voice, *_ in rows if voice is not None})
        found = {}
        for key, start, words, voice, *told in rows:
            document = entry(told)
            found[key] = EventHit(
                document=document,
                event=read[key],
                actors=tuple(sides[key, "actors"]),
                targets=tuple(sides[key, "targets"]),
                places=tuple(places[key]),
                date=dates.get(key),
                figures=tuple(figures[key]),
                words=words,
                trigger=_within(read[key], start, words),
                say_so=voices[voice] if voice is not None else _page(document),
            )
        return tuple(found[key] for key in keys if key in found)

    def _conditions(self, asked: AskedEvents) -> tuple[list[str], list[str]]:
        since, until = period(asked.since, asked.until)
        told: list[tuple[str, tuple[str | None, ...]]] = [
            ("h.type = ?", (kind(asked.type) if asked.type else None,)),
            ("h.document = (SELECT id FROM documents WHERE sha256 = ?)", (asked.document,)),
            ("h.last >= ?", (since,)),
            ("h.first <= ?", (until,)),
        ]
        if asked.actor:
            told.append((_BY_ACTOR, (listed(self._named(asked.actor)),)))
        if asked.place:
            told.append((_AT, _at(asked.place)))
        if asked.voice == PAGE:
            told.append(("h.voice IS NULL", ()))
        elif asked.voice:
            told.append((_BY_VOICE, (listed(self._named(asked.voice)),)))
        held = [(condition, values) for condition, values in told if None not in values]
        return [condition for condition, _ in held], [value for _, values in held for value in values if value]

    def _named(self, words: str) -> list[str]:
        """As a list of actors finds them: words that no name has as they are count as beginnings of words."""
        return self._search.named(words) or self._search.named(words, " *")

    def _sides(self, asked: str) -> defaultdict[tuple[int, str], list[Side]]:
        rows = self._rows(
            f"SELECT event, role, actor, words FROM happened_parties WHERE event IN {_IDS} ORDER BY event, position",
            asked,
        )
        names = self._search.names(self._classes.of(actor) for _, _, actor, _ in rows if actor is not None)
        sides: defaultdict[tuple[int, str], list[Side]] = defaultdict(list)
        for key, role, actor, words in rows:
            meant = None if actor is None else self._classes.of(actor)
            side = Side(words or "", None) if meant is None else Side(names[meant], meant)
            if side not in sides[key, role]:
                sides[key, role].append(side)
        return sides

    def _places(self, asked: str) -> defaultdict[int, list[Where]]:
        places: defaultdict[int, list[Where]] = defaultdict(list)
        for key, name, role in self._rows(
            f"SELECT event, name, role FROM happened_places WHERE event IN {_IDS} ORDER BY event, position", asked
        ):
            places[key].append(Where(name, role))
        return places

    def _dates(self, asked: str) -> dict[int, Date]:
        rows = self._rows(
            "SELECT e.id, t.key, t.start, t.stop, t.first, t.last, t.precision, t.rule FROM events e"
            f" JOIN dates t ON t.reading = e.reading AND t.key = e.date WHERE e.id IN {_IDS}",
            asked,
        )
        return {
            number: Date(id=key, span=(start, end), first=first, last=last, precision=precision, rule=rule)
            for number, key, start, end, first, last, precision, rule in rows
        }

    def _figures(self, asked: str) -> defaultdict[int, list[Figure]]:
        columns = ("low", "high", "open", "approximate", "unit", "what", "outcome", "event", "voice")
        figures: defaultdict[int, list[Figure]] = defaultdict(list)
        for number, key, start, end, *told in self._rows(
            f"SELECT e.id, t.key, t.start, t.stop, {', '.join(f't.{each}' for each in columns)} FROM events e"
            f" JOIN figures t ON t.reading = e.reading AND t.event = e.key WHERE e.id IN {_IDS}"
            " ORDER BY e.id, t.position",
            asked,
        ):
            fields = dict(zip(columns, told, strict=True))
            fields |= {name: bool(fields[name]) for name in ("open", "approximate")}
            figures[number].append(Figure(id=key, span=(start, end), **fields))
        return figures

    def _voices(self, keys: Iterable[int]) -> dict[int, SaySo]:
        """Whose word the attributions in these rows are, as judged."""
        asked = listed(keys)
        rows = self._rows(
            "SELECT a.id, a.key, t.speaker_kind FROM attributions a JOIN told t ON t.attribution = a.id"
            f" WHERE a.id IN {_IDS}",
            asked,
        )
        speakers = self._search.speakers(asked)
        names = self._search.names(actor for actors in speakers.values() for actor in actors)
        sources = self._sources(asked)
        return {
            number: SaySo(
                page=False,
                by=tuple(names[actor] for actor in speakers[number]) or _source(sources[number]),
                speakers=tuple(speakers[number]),
                kind=kind,
                attribution=key,
            )
            for number, key, kind in rows
        }

    def _sources(self, asked: str) -> defaultdict[int, list[str]]:
        sources: defaultdict[int, list[str]] = defaultdict(list)
        for number, words in self._rows(
            f"SELECT attribution, words FROM attribution_spans WHERE attribution IN {_IDS} AND role = 'source'"
            " ORDER BY attribution, position",
            asked,
        ):
            sources[number].append(" ".join(words.split()))
        return sources


def kind(told: str) -> str:
    """A type of PLOVER's, in whatever case it is told; InputError for what is none."""
    if told.strip().upper() not in get_args(EventType):
        raise InputError(f"{told!r} is no type of event; there are {', '.join(get_args(EventType))}")
    return told.strip().upper()


def period(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of what is asked for. A year or a month stands for all its days.

    InputError for what is no date, and for an end before its beginning.
    """
    first = _read(since)[0] if since else None
    last = _read(until)[1] if until else None
    if first and last and last < first:
        raise InputError(f"since {since} until {until}: the end is before the beginning")
    return first, last


def _read(told: str) -> tuple[str, str]:
    found = _DAY.fullmatch(told.strip())
    if found is None:
        raise InputError(f"{told!r} is no date: a date is YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, number = found.groups()
    try:
        day(int(year), int(month or 1), int(number or 1))
    except ValueError as error:
        raise InputError(f"{told!r} is no date: {error}") from None
    return f"{year}-{month or '01'}-{number or '01'}", f"{year}-{month or '12'}-{number or '31'}"


def _at(place: str) -> tuple[str, str]:
    """The words of a place's name as a query, and a country's code."""
    refuse_surrogates(place)
    words = query(place)
    if not words:
        raise InputError(f"{place!r}: there is no word in it to look for")
    return words, place.strip()


def _within(event: Event, start: int | None, words: str) -> tuple[Span, ...]:
    """Where the trigger stands in the words of an event, as far as it does."""
    moved = ((first - (start or 0), last - (start or 0)) for first, last in event.trigger)
    return tuple((first, last) for first, last in moved if first >= 0 and last <= len(words))


def _page(document: Entry) -> SaySo:
    return SaySo(page=True, by=(document.publisher,) if document.publisher else ())


def _source(words: Sequence[str]) -> tuple[str, ...]:
    return (one_line(words),) if words else ()
