"""The actors of a ledger: how much there is of them, what they are called and by whom, what they said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import Any, Final

from msgspec import Struct

from sayso.ledger.joined import Classes
from sayso.ledger.schema import Row
from sayso.ledger.search import Rows, Search, listed
from sayso.records import ActorEntry, CalledBy, NameUse

_NUMBERS: Final = "class, documents, mentions, speaking, about"


ASKED: Final = 100  # of the ids that are joined into an actor, for what pages tell of it


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

    def named(self, name: str | None, limit: int | None, offset: int, called: bool) -> tuple[ActorEntry, ...]:
        """Those of this id or called by these words, in their order; all where no name is given. What they are `called`
        is left out where that is not asked for.

        Where no name has the words as they are, they count as beginnings of words.
        """
        found = None if name is None else self._search.named(name) or self._search.named(name, " *")
        numbers = self._foremost(found, None if limit is None else offset + limit)
        return self._entries(_ordered(numbers, self._search.names(numbers))[offset:][:limit], numbers, called)

    def entries(self, actors: Iterable[str], called: bool = True) -> tuple[ActorEntry, ...]:
        """The actors of these ids that some document has: those in most documents first, of those the most mentioned,
        of those by name."""
        numbers = self._numbers({self._classes.of(actor) for actor in actors})
        return self._entries(_ordered(numbers, self._search.names(numbers)), numbers, called)

    def uses(self, actor: str, most: int) -> tuple[NameUse, ...]:
        """What an actor is called by whom, the most used first; of each name so many voices at most."""
        times: defaultdict[str, Counter[tuple[tuple[str, ...], str, bool]]] = defaultdict(Counter)
        for _, text, page, speakers, words, count in self._callings(self._classes.of(actor)):
            by = tuple(dict.fromkeys(self._classes.all_of(speakers.split())))
            times[text][by, words, bool(page)] += count
        found = {
            text: nsmallest(most, counted.items(), key=lambda item: (-item[1], item[0]))
            for text, counted in times.items()
        }
        names = self._search.names({key for each in found.values() for (by, _, _), _ in each for key in by})
        uses = (
            NameUse(
                text=text,
                times=times[text].total(),
                voices=tuple(
                    sorted(
                        (
                            CalledBy(text=text, by=_voice([names[key] for key in by], words), page=page, times=count)
                            for (by, words, page), count in voices
                        ),
                        key=lambda voice: (-voice.times, voice.by, voice.page),
                    )
                ),
                more=len(times[text]) - len(voices),
            )
            for text, voices in found.items()
        )
        return tuple(sorted(uses, key=lambda use: (-use.times, use.text)))

    def _entries(self, actors: Sequence[str], numbers: Mapping[str, Numbers], called: bool) -> tuple[ActorEntry, ...]:
        names = self._search.names(actors)
        uses = self._called(actors) if called else {}
        kinds, countries = (self._told(actors, column) for column in ("kind", "country"))
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
                called=uses.get(actor, ()),
            )
            for actor in actors
        ]
        return tuple(entries)

    def _foremost(self, found: Iterable[str] | None, limit: int | None) -> dict[str, Numbers]:
        """Of these actors or all, those that come first, with all others that rank as the last of these."""
        if found is not None:
            return self._numbers(self._classes.of(actor) for actor in found)
        last = self._rows(
            "SELECT documents, mentions FROM standing ORDER BY documents DESC, mentions DESC LIMIT 1 OFFSET ?",
            limit - 1 if limit else 0,
        )
        documents, mentions = last[0] if last and limit is not None else (0, 0)
        rows = self._rows(
            f"SELECT {_NUMBERS} FROM standing WHERE documents >= ? AND (documents, mentions) >= (?, ?)",
            documents,
            documents,
            mentions,
        )
        return {actor: Numbers(*numbers) for actor, *numbers in rows}

    def _numbers(self, actors: Iterable[str]) -> dict[str, Numbers]:
        """Those of these actors, canonical ids, that some document has."""
        rows = self._rows(
            f"SELECT {_NUMBERS} FROM json_each(?) CROSS JOIN standing ON class = value", listed(sorted(set(actors)))
        )
        return {actor: Numbers(*numbers) for actor, *numbers in rows}

    def _told(self, actors: Iterable[str], column: str) -> dict[str, Any]:
        """What was told last of each actor in a column of its appearances, of its canonical id if told there, else of
        one of the first of those that are joined with it."""
        last = (
            f"SELECT * FROM (SELECT value, (SELECT p.{column} FROM appearances p WHERE p.actor = {{0}} AND p.{column}"
            " IS NOT NULL ORDER BY p.id DESC LIMIT 1) AS told FROM {1}) WHERE told IS NOT NULL"
        )
        found: dict[str, Any] = dict(self._rows(last.format("value", "json_each(?)"), listed(actors)))
        rest = [actor for actor in actors if actor not in found]
        joined = (
            "json_each(?) CROSS JOIN joined j ON j.actor IN"
            f" (SELECT actor FROM joined WHERE class = value ORDER BY actor LIMIT {ASKED})"
        )
        return found | dict(self._rows(last.format("j.actor", f"{joined} ORDER BY j.actor"), listed(rest)))

    def _called(self, actors: Iterable[str]) -> dict[str, tuple[CalledBy, ...]]:
        rows = [row for actor in actors for row in self._callings(actor)]
        told = {each: self._classes.all_of(each.split()) for each in {row[3] for row in rows}}
        names = self._search.names(key for keys in told.values() for key in keys)
        voices = {each: [names[key] for key in keys] for each, keys in told.items()}
        times: defaultdict[str, Counter[tuple[str, tuple[str, ...], bool]]] = defaultdict(Counter)
        for actor, text, page, speakers, words, count in rows:
            times[actor][text, _voice(voices[speakers], words), bool(page)] += count
        return {actor: _most_first(counted) for actor, counted in times.items()}

    def _callings(self, actor: str) -> list[Row]:
        ids = self._classes.ids(actor)
        # One id has its rows in the order of the index, so that they are summed as they come.
        which, value = ("= ?", ids[0]) if len(ids) == 1 else ("IN (SELECT value FROM json_each(?))", listed(ids))
        return self._rows(
            f"SELECT ?, text, page, speakers, words, sum(times) FROM callings WHERE actor {which}"
            " GROUP BY text, page, speakers, words",
            actor,
            value,
        )


def _voice(names: Iterable[str], words: str) -> tuple[str, ...]:
    """Who uses a name: the speakers by their names, or the words of the source."""
    return tuple(dict.fromkeys(names)) or ((words,) if words else ())


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
