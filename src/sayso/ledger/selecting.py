"""What a selection asks of attributions and of events, as conditions of SQL on `told t` and on `happened h`."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.ledger.happenings import kind, period
from sayso.ledger.joined import Classes
from sayso.ledger.search import ENTRY, Rows, Search, entry, listed, query, refuse_surrogates
from sayso.records import COUNTED, Area, Entry, Order, Selection

Value = str | int | float | None

LARGE: Final = 0.2  # share of the world from which on an area is a large one

IDS: Final = "(SELECT value FROM json_each(?))"
_SAID: Final = "t.attribution IN (SELECT rowid FROM said WHERE said MATCH ?)"
_ORDERS: Final = {
    "newest": "t.day DESC, t.document DESC, t.attribution",
    "oldest": "t.day = '', t.day, t.document, t.attribution",
    "surest": "t.score DESC, t.day DESC, t.document DESC, t.attribution",
}
# What is asked of attributions alone, so that an event is asked for it through the one on which it rests.
OF_TELLING: Final = ("words", "speaker", "about", "act", "manner", "kind", "hedged", "nested", "verdict", "tag")
OF_EVENTS: Final = ("type", "place", "area")
OF_BOTH: Final = (*OF_TELLING, *OF_EVENTS, "actor")  # what is not a document's own


class Asked(Struct, frozen=True):
    """Conditions that all have to hold, with the values of their question marks."""

    conditions: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()

    def and_(self, condition: str, *values: Value) -> "Asked":
        return Asked((*self.conditions, condition), (*self.values, *values))

    @property
    def where(self) -> str:
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    @property
    def holds(self) -> str:
        return " AND ".join(self.conditions) or "1"


class Selecting:
    """Selections of a ledger whose rows `rows` gives and whose actors are joined in `classes`."""

    def __init__(self, rows: Rows, classes: Classes) -> None:
        self._rows = rows
        self._classes = classes
        self._search = Search(rows, classes)

    def attributions(
        self, selection: Selection, order: Order = "best", limit: int = COUNTED + 1, offset: int = 0
    ) -> list[int]:
        """The rows of the first attributions of a selection, `limit` of them, in an order.

        The best are those whose words match best, or the newest where no words are asked for or where more than
        `COUNTED` match.
        """
        words = words_of(selection.words)
        if not words:
            return self._ordered(self._told(selection), order, limit, offset)
        if self._many(words):
            # Behind the plus SQLite leaves the words for last: it walks in the order asked for, and soon has enough.
            return self._ordered(self._told(selection).and_(f"+{_SAID}", words), order, limit, offset)
        asked = self._told(selection)
        by = "said.rank, said.rowid" if order == "best" else _ORDERS[order]
        rows = self._rows(
            "SELECT t.attribution FROM said CROSS JOIN told t ON t.attribution = said.rowid WHERE said MATCH ?"
            f" AND {asked.holds} ORDER BY {by} LIMIT ? OFFSET ?",
            words,
            *asked.values,
            limit,
            offset,
        )
        return [key for (key,) in rows]

    def documents(self, selection: Selection, limit: int, offset: int = 0) -> tuple[Entry, ...]:
        """The documents of which a selection asks nothing but what is their own, the newest first."""
        asked = _of_documents(Asked(), selection, "l")
        return self._entries(
            f"{asked.where} ORDER BY l.day DESC, l.document DESC LIMIT ? OFFSET ?", *asked.values, limit, offset
        )

    def own(self, selection: Selection) -> list[int]:
        """The rows of the documents for which what a selection asks of documents holds."""
        asked = _of_documents(Asked(), selection, "l")
        return [key for (key,) in self._rows(f"SELECT l.document FROM latest l {asked.where}", *asked.values)]

    def entries(self, documents: Sequence[int]) -> tuple[Entry, ...]:
        """The documents in these rows, the newest first."""
        return self._entries(f"WHERE l.document IN {IDS}", listed(documents))

    def _entries(self, which: str, *values: Value) -> tuple[Entry, ...]:
        rows = self._rows(
            f"SELECT {ENTRY} FROM (SELECT * FROM latest l {which}) l JOIN documents d ON d.id = l.document"
            " JOIN readings r ON r.id = l.reading ORDER BY l.day DESC, l.document DESC",
            *values,
        )
        return tuple(entry(row) for row in rows)

    def happening(self, selection: Selection) -> Asked:
        """What a selection asks of events for themselves: type, place, area."""
        asked = Asked()
        if selection.type:
            asked = asked.and_("h.type = ?", kind(selection.type))
        if selection.place and selection.place.strip():
            condition, names = at(selection.place)
            asked = asked.and_(condition, *names)
        if selection.area:
            condition, values = within(selection.area)
            # Of a small area the events are few; of a large one nearly every event has to be asked at once where it is.
            there = "h.event IN (SELECT event FROM" if _share(selection.area) < LARGE else "EXISTS (SELECT 1 FROM"
            of = "" if _share(selection.area) < LARGE else " AND event = h.event"
            asked = asked.and_(f"{there} happened_places WHERE {condition}{of})", *values)
        return asked

    def _ordered(self, asked: Asked, order: Order, limit: int, offset: int) -> list[int]:
        by = _ORDERS["newest" if order == "best" else order]
        sql = f"SELECT t.attribution FROM told t {asked.where} ORDER BY {by} LIMIT ? OFFSET ?"
        return [key for (key,) in self._rows(sql, *asked.values, limit, offset)]

    def _many(self, words: str) -> bool:
        """Whether more than `COUNTED` attributions have these words."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM said WHERE said MATCH ? LIMIT ?)"
        return bool(self._rows(sql, words, COUNTED + 1)[0][0] > COUNTED)

    def named(self, words: str) -> list[str]:
        """The actors of an id, or by words of a name; those that no name has count as beginnings of words."""
        refuse_surrogates(words)
        return self._search.named(words) or self._search.named(words, " *")

    def _told(self, selection: Selection) -> Asked:
        """What a selection asks of attributions, but for words."""
        asked = Asked()
        for column, value in (
            ("act", selection.act),
            ("manner", selection.manner),
            ("speaker_kind", selection.kind),
            ("hedged", selection.hedged),
            ("nested", selection.nested),
            ("verdict", selection.verdict),
        ):
            if value is not None:
                asked = asked.and_(f"t.{column} = ?", value)
        asked = _of_documents(asked, selection, "t")
        if selection.tag:
            asked = asked.and_("t.attribution IN (SELECT attribution FROM tagged WHERE tag = ?)", selection.tag)
        asked = self._by_actors(asked, selection)
        if any(getattr(selection, name) for name in OF_EVENTS):
            happening = self.happening(selection)
            asked = asked.and_(
                f"t.attribution IN (SELECT h.voice FROM happened h WHERE {happening.holds} AND h.voice IS NOT NULL"
                f" UNION ALL SELECT h.own FROM happened h WHERE {happening.holds} AND h.own IS NOT NULL)",
                *happening.values,
                *happening.values,
            )
        return asked

    def _by_actors(self, asked: Asked, selection: Selection) -> Asked:
        for role, words in (("speakers", selection.speaker), ("about", selection.about)):
            if words and words.strip():
                condition = f"t.attribution IN (SELECT attribution FROM told_actors WHERE actor IN {IDS} AND role = ?)"
                asked = asked.and_(condition, listed(self.named(words)), role)
        if selection.actor and selection.actor.strip():
            condition = f"t.attribution IN (SELECT attribution FROM told_actors WHERE actor IN {IDS})"
            asked = asked.and_(condition, listed(self.named(selection.actor)))
        return asked


def _of_documents(asked: Asked, selection: Selection, table: str) -> Asked:
    """What a selection asks of documents, in a table that has their day and publisher."""
    since, until = period(selection.since, selection.until)
    asked = asked.and_(f"{table}.publisher = ?", selection.publisher) if selection.publisher else asked
    asked = asked.and_(f"{table}.day >= ?", since) if since else asked
    asked = asked.and_(f"{table}.day BETWEEN '0' AND ?", until) if until else asked
    if selection.document:
        asked = asked.and_(f"{table}.document = (SELECT id FROM documents WHERE sha256 = ?)", selection.document)
    return asked


def within(area: Area) -> tuple[str, tuple[float, ...]]:
    """The condition that a place lies in an area; InputError for what is none."""
    west, south, east, north = area
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"{', '.join(map(str, area))} is no area: west, south, east, north in degrees")
    across = "longitude BETWEEN ? AND ?" if west <= east else "(longitude >= ? OR longitude <= ?)"
    return f"latitude BETWEEN ? AND ? AND {across}", (south, north, west, east)


def _share(area: Area) -> float:
    """How much of all latitudes and longitudes lies in an area."""
    west, south, east, north = area
    return (east - west) % 360 / 360 * (north - south) / 180 if east - west != 360 else (north - south) / 180


def in_full(place: str) -> str | None:
    """The name of a place that is asked for in full, between quotation marks."""
    told = place.strip()
    return told[1:-1] if len(told) > 2 and told[0] == told[-1] == '"' and '"' not in told[1:-1] else None


def at(place: str) -> tuple[str, tuple[str, ...]]:
    """The condition that an event `h` is at a place; InputError where there is no word in it."""
    refuse_surrogates(place)
    name = in_full(place)
    if name is not None:
        return "h.event IN (SELECT event FROM happened_places WHERE name = ?)", (name,)
    condition = (
        "h.event IN (SELECT rowid FROM happened_at WHERE happened_at MATCH ?"
        " UNION ALL SELECT event FROM happened_places WHERE country = ?)"
    )
    return condition, (words_of(place), place.strip())


def words_of(told: str) -> str:
    """Words as a query; InputError where there is none among them."""
    found = query(told)
    if told.strip() and not found:
        raise InputError(f"{told.strip()!r}: there is no word in it to search for")
    return found
