"""The actors of a ledger: how much there is of them, what they are called and by whom, what they said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.ledger.joining import Classes
from sayso.ledger.search import Rows, Search, listed
from sayso.records import ActorEntry, CalledBy

# Each id asked for with the canonical id of its class.
_ASKED: Final = "(SELECT value ->> 0 AS actor, value ->> 1 AS class FROM json_each(?)) m"


Rank = tuple[int, int]  # in how many documents an actor is and how often it is mentioned


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
        """Those of this id or called by these words, in their order; all where no name is given.

        Where no name has the words as they are, they count as beginnings of words.
        """
        found = None if name is None else self._search.named(name) or self._search.named(name, " *")
        return self.entries(self._foremost(self._bounds(found), limit))

    def entries(self, actors: Iterable[str]) -> tuple[ActorEntry, ...]:
        """The actors of these ids that some document has: those in most documents first, of those the most mentioned,
        of those by name."""
        numbers = self._numbers(sorted({self._classes.of(actor) for actor in actors}))
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
            for actor in _ordered(numbers, names)
        ]
        return tuple(entries)

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

    def _bounds(self, found: Iterable[str] | None) -> dict[str, Rank]:
        """By canonical id the ranks of these actors or all, too high for one whose ids stand in one document."""
        if found is None:
            rows = self._rows("SELECT actor, documents, mentions FROM tallies")
        else:
            rows = self._rows(
                "SELECT actor, documents, mentions FROM tallies WHERE actor IN (SELECT value FROM json_each(?))",
                listed({key for actor in found for key in self._classes.ids(actor)}),
            )
        bounds: dict[str, Rank] = {}
        for actor, documents, mentions in rows:
            canonical = self._classes.of(actor)
            before = bounds.get(canonical, (0, 0))
            bounds[canonical] = before[0] + documents, before[1] + mentions
        return bounds

    def _foremost(self, bounds: Mapping[str, Rank], limit: int | None) -> list[str]:
        """The actors that come first. More and more are looked at, until none that is left can be among them."""
        if limit is None or limit >= len(bounds):
            return list(bounds)
        order = sorted(bounds, key=bounds.__getitem__, reverse=True)
        taken = limit
        while True:
            numbers = self._numbers(order[:taken])
            last = sorted(map(_rank, numbers.values()), reverse=True)[limit - 1]
            if taken >= len(order) or last > bounds[order[taken]]:
                break
            taken *= 2
        tied = [actor for actor in numbers if _rank(numbers[actor]) >= last]
        return _ordered({actor: numbers[actor] for actor in tied}, self._search.names(tied))[:limit]

    def _numbers(self, actors: Iterable[str]) -> dict[str, Numbers]:
        rows = self._rows(
            "SELECT m.class, sum(t.documents), sum(t.mentions), sum(t.speaking), sum(t.about)"
            f" FROM {_ASKED} CROSS JOIN tallies t ON t.actor = m.actor GROUP BY m.class",
            self._asked(actors),
        )
        joined = self._rows(
            f"SELECT m.class, count(DISTINCT p.document) FROM {_ASKED} CROSS JOIN appearances p ON p.actor = m.actor"
            " GROUP BY m.class",
            self._asked(actor for actor, *_ in rows if actor in self._classes.members),
        )
        numbers = {actor: Numbers(*sums) for actor, *sums in rows}
        return numbers | {actor: replace(numbers[actor], documents=documents) for actor, documents in joined}

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
        told = {each: [self._classes.of(key) for key in each.split()] for each in {row[3] for row in rows}}
        names = self._search.names(key for keys in told.values() for key in keys)
        times: defaultdict[str, Counter[tuple[str, tuple[str, ...], bool]]] = defaultdict(Counter)
        for actor, text, page, speakers, words, count in rows:
            by = tuple(dict.fromkeys(names[key] for key in told[speakers])) or ((words,) if words else ())
            times[actor][text, by, bool(page)] += count
        found: defaultdict[str, tuple[CalledBy, ...]] = defaultdict(tuple)
        return found | {actor: _most_first(counted) for actor, counted in times.items()}

    def _asked(self, actors: Iterable[str]) -> str:
        return listed((key, actor) for actor in actors for key in self._classes.ids(actor))


def _rank(numbers: Numbers) -> Rank:
    return numbers.documents, numbers.mentions


def _ordered(numbers: Mapping[str, Numbers], names: Mapping[str, str]) -> list[str]:
    """Actors in the order of a list."""
    return sorted(
        numbers,
        key=lambda actor: (-numbers[actor].documents, -numbers[actor].mentions, names[actor].casefold(), actor),
    )


def _most_first(times: Counter[tuple[str, tuple[str, ...], bool]]) -> tuple[CalledBy, ...]:
    ordered: Sequence[tuple[tuple[str, tuple[str, ...], bool], int]] = sorted(
        times.items(), key=lambda item: (-item[1], item[0])
    )
    return tuple(CalledBy(text=text, by=by, page=page, times=count) for (text, by, page), count in ordered)
