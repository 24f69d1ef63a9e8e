"""Who takes part in a described system, and for whom he is counted there."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.lexicon.register import Register
from sayso.records import Actor, ActorKind, Reading

_MADE: Final = re.compile("[0-9a-f]{16}")  # an id made from a document, not a key of the register
_ORGANS: Final[frozenset[ActorKind]] = frozenset({"government", "military"})
_NO_PARTIES: Final[frozenset[ActorKind]] = frozenset({"media", "process", "unnamed"})
_LED: Final = re.compile(r"(?:the )?(.+?)[ ‑-](?:led )?(?:coalition|alliance|axis|bloc|camp)\b", re.IGNORECASE)


class Player(Struct, frozen=True):
    """An actor of all readings together. `known` tells that the register has it."""

    id: str
    name: str
    kind: ActorKind | None
    country: str | None
    aliases: tuple[str, ...]
    known: bool


class Cast(Struct, frozen=True):
    """The actors of all readings: `ids` the one id under which each goes, `players` by that id, `states` those of
    countries."""

    ids: Mapping[str, str]
    players: Mapping[str, Player]
    states: Mapping[str, str] = {}

    def name(self, id: str) -> str:
        return self.players[id].name if id in self.players else id

    def parties(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        """Those of the actors who can be on a side, each once."""
        found = dict.fromkeys(self.ids.get(id, id) for id in ids if id is not None)
        return tuple(id for id in found if id in self.players and self.players[id].kind not in _NO_PARTIES)


def cast(readings: Sequence[Reading], same: Mapping[str, str]) -> Cast:
    """The actors of readings. `same` joins ids: each to the one under which it goes. What a page holds for an actor but
    places as well (a town), and the register does not know, is none; what it does not know and the page calls like
    somebody whom it knows, is that one."""
    called: dict[str, list[Actor]] = {}
    ids: dict[str, str] = {}
    for reading in readings:
        towns = {place.name for place in reading.places}
        alike = _alike(reading.actors)
        for actor in reading.actors:
            id = same.get(actor.id) or alike.get(actor.id, actor.id)
            ids[actor.id] = same.get(id, id)
            if not (_is_made(actor.id) and actor.name in towns):
                called.setdefault(ids[actor.id], []).append(actor)
    players = {id: _player(id, actors) for id, actors in called.items()}
    return Cast(
        ids, players, {p.country: p.id for p in players.values() if p.kind == "state" and p.known and p.country}
    )


def _alike(actors: Sequence[Actor]) -> dict[str, str]:
    """Actors that are not in the register, each with the one of it that the page calls so too."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if not _is_made(actor.id):
            for alias in (actor.name, *(alias.text for alias in actor.aliases)):
                named[alias.casefold()].add(actor.id)
    found = {actor.id: named.get(actor.name.casefold(), set()) for actor in actors if _is_made(actor.id)}
    return {id: min(known) for id, known in found.items() if len(known) == 1}


def _is_made(id: str) -> bool:
    return _MADE.fullmatch(id) is not None


def _player(id: str, actors: Sequence[Actor]) -> Player:
    first = next((actor for actor in actors if actor.id == id), actors[0])
    aliases = dict.fromkeys(alias.text for actor in actors for alias in actor.aliases)
    return Player(id, first.name, first.kind, first.country, tuple(aliases), not _is_made(id))


def sides(cast: Cast, register: Register, apart: Callable[[str, str], bool]) -> dict[str, str]:
    """For whom each player is counted, where that is another: an organ for its state, a branch for the body it belongs
    to, an alliance for him after whom it is named. `apart` says of whom it is told that they are at odds."""
    out: dict[str, str] = {}
    for one, other in _belonging(cast, register):
        top = _top(out, other)
        if _top(out, one) != top and one not in out and not apart(one, top) and not apart(one, other):
            out[one] = top
    return {one: _top(out, one) for one in out}


def _top(sides: Mapping[str, str], one: str) -> str:
    while one in sides:
        one = sides[one]
    return one


def _belonging(cast: Cast, register: Register) -> Iterator[tuple[str, str]]:
    players = sorted(cast.players.values(), key=lambda player: player.id)
    states: dict[str | None, str] = {}
    for kind in (
        "state",
        "government",
        "military",
    ):  # where the state itself is not named, its government stands for it
        for player in players:
            if player.kind == kind and player.country and (player.known or kind != "state"):
                states.setdefault(player.country, player.id)
    for player in players:
        if player.kind in _ORGANS and player.country in states:
            yield player.id, states[player.country]
        yield from ((player.id, other) for other in _above(player.id, cast, register))
    called = {name.casefold(): player.id for player in players for name in _names(player, register)}
    for player in players:
        leads = _LED.match(player.name) if player.kind == "alliance" else None
        if leads and leads[1].casefold() in called:
            yield player.id, called[leads[1].casefold()]


def _above(id: str, cast: Cast, register: Register) -> Iterator[str]:
    """The bodies that the register says it is part of, as far as they are players."""
    seen: set[str] = set()
    while id not in seen and id in register.entries and (above := register.entries[id].part_of):
        seen.add(id)
        id = above
        if id in cast.players:
            yield id


def _names(player: Player, register: Register) -> tuple[str, ...]:
    own = register.entries[player.id].names if player.id in register.entries else ()
    return (player.name, *player.aliases, *(name.text for name in own if player.kind != "alliance"))
