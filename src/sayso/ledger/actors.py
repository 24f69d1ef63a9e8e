"""The actors of a ledger: how much there is of them, what they are called and by whom, what they said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec import Struct

from sayso.ledger.joining import Classes
from sayso.ledger.search import Rows, Search, listed
from sayso.records import ActorEntry, CalledBy

# Each id asked for with the canonical id of its class.
_ASKED: Final = "(SELECT value ->> 0 AS actor, value ->> 1 AS class FROM json_each(?)) m"


class Numbers(Struct, frozen=True):
    """How many documents an actor is in, mentions it has, attributions it speaks in and attributions are about it."""

    documents: int
    mentions: int
    speaking: int
    about: int


class Actors:
    """The actors of a ledger whose rows `rows` gives and whose actors are joined in `classes`."""

    def __init__(self, rows: Rows, classes: Classes) -> None:
        self._rows = rows
        self._classes = classes
        self._search = Search(rows, classes)

    def named(self, name: str | None, limit: int | None) -> tuple[ActorEntry, ...]:
        """Those of this id or called by these words, in most documents first; all where no name is given.

        Where no name has the words as they are, they count as beginnings of words.
        """
        if name is None:
            return self.entries(self._foremost(limit))
        found = self._search.named(name) or self._search.named(name, " *")
        numbers = self._numbers({self._classes.of(actor) for actor in found})
        first = sorted(numbers, key=lambda actor: (-numbers[actor].documents, actor))
        return self.entries(first[:limit])

    def entries(self, actors: Iterable[str]) -> tuple[ActorEntry, ...]:
        """The actors of these ids that some document has, in most documents first."""
        canonical = sorted({self._classes.of(actor) for actor in actors})
        numbers = self._numbers(canonical)
        names = self._search.names(numbers)
        called = self._called(numbers)
        kinds, countries = (self._told(numbers, column) for column in ("kind", "country"))
        entries = [
            ActorEntry(
                id=actor,
                name=names[actor],
                kind=kinds.get(actor),
                country=countries.get(actor),
                joined=tuple(key for key in self._classes.ids(actor) if key != actor),
                documents=numbers[actor].documents,
                mentions=numbers[actor].mentions,
                speaking=numbers[actor].speaking,
                about=numbers[actor].about,
                called=called[actor],
            )
            for actor in numbers
        ]
        return tuple(sorted(entries, key=lambda entry: (-entry.documents, entry.id)))

    def attributions(self, actor: str, role: str, limit: int, offset: int) -> list[int]:
        """The rows of the attributions with the actor in a role, in time order: undated documents come last."""
        rows = self._rows(
            "SELECT a.id FROM attributions a JOIN readings r ON r.id = a.reading WHERE a.id IN (SELECT attribution"
            " FROM told_actors WHERE role = ?1 AND actor IN (SELECT value FROM json_each(?2)))"
            " ORDER BY r.published IS NULL, r.published, r.document, a.position LIMIT ?3 OFFSET ?4",
            role,
            listed(self._classes.ids(actor)),
            limit,
            offset,
        )
        return [key for (key,) in rows]

    def _foremost(self, limit: int | None) -> list[str]:
        """The canonical ids of the actors that are in most documents."""
        rows = self._rows(
            "SELECT actor, count(*) AS documents FROM appearances"
            " WHERE actor NOT IN (SELECT value FROM json_each(?))"
            " GROUP BY actor ORDER BY documents DESC, actor LIMIT ?",
            listed(self._classes.canonical),
            -1 if limit is None else limit,
        )
        joined = self._numbers(self._classes.members)
        documents: dict[str, int] = dict(rows) | {actor: numbers.documents for actor, numbers in joined.items()}
        return sorted(documents, key=lambda actor: (-documents[actor], actor))[:limit]

    def _numbers(self, actors: Iterable[str]) -> dict[str, Numbers]:
        rows = self._rows(
            "SELECT m.class, count(DISTINCT p.document), sum(p.mentions), sum(p.speaking), sum(p.about)"
            f" FROM {_ASKED} CROSS JOIN appearances p ON p.actor = m.actor GROUP BY m.class",
            self._asked(actors),
        )
        return {actor: Numbers(*numbers) for actor, *numbers in rows}

    def _told(self, actors: Iterable[str], column: str) -> dict[str, Any]:
        """What was told last of each actor in a column of its appearances, of its canonical id if told there."""
        rows = self._rows(
            f"SELECT m.class, (SELECT p.{column} FROM appearances p WHERE p.actor = m.actor AND p.{column} IS NOT NULL"
            f" ORDER BY p.id DESC LIMIT 1) AS told FROM {_ASKED} WHERE told IS NOT NULL"
            " ORDER BY m.class = m.actor, m.actor",
            self._asked(actors),
        )
        return dict(rows)

    def _called(self, actors: Iterable[str]) -> defaultdict[str, tuple[CalledBy, ...]]:
        rows = self._rows(
            "SELECT m.class, c.text, c.page, c.speakers, c.words, sum(c.times)"
            f" FROM {_ASKED} CROSS JOIN appearances p ON p.actor = m.actor JOIN callings c ON c.appearance = p.id"
            " GROUP BY m.class, c.text, c.page, c.speakers, c.words",
            self._asked(actors),
        )
        told = {speakers: [self._classes.of(key) for key in speakers.split()] for _, _, _, speakers, _, _ in rows}
        names = self._search.names(key for keys in told.values() for key in keys)
        times: defaultdict[str, Counter[tuple[str, tuple[str, ...], bool]]] = defaultdict(Counter)
        for actor, text, page, speakers, words, count in rows:
            by = tuple(dict.fromkeys(names[key] for key in told[speakers])) or ((words,) if words else ())
            times[actor][text, by, bool(page)] += count
        found: defaultdict[str, tuple[CalledBy, ...]] = defaultdict(tuple)
        return found | {actor: _most_first(counted) for actor, counted in times.items()}

    def _asked(self, actors: Iterable[str]) -> str:
        return listed((key, actor) for actor in actors for key in self._classes.ids(actor))


def _most_first(times: Counter[tuple[str, tuple[str, ...], bool]]) -> tuple[CalledBy, ...]:
    ordered: Sequence[tuple[tuple[str, tuple[str, ...], bool], int]] = sorted(
        times.items(), key=lambda item: (-item[1], item[0])
    )
    return tuple(CalledBy(text=text, by=by, page=page, times=count) for (text, by, page), count in ordered)
