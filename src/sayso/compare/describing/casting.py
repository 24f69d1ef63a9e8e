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
_FLOORS: Final = frozenset({"assembly", "chamber", "congress", "house", "parliament", "senate"})
_OPEN: Final[frozenset[ActorKind | None]] = frozenset({"person", "people", "organization", "unnamed", None})
_BODIES: Final[frozenset[ActorKind | None]] = frozenset({"organization", "media", "party", "armed_group"})
_SERVED: Final[frozenset[ActorKind | None]] = frozenset(
    {"state", "government", "military", "party", "armed_group", "alliance", "organization"}
)
_SERVANTS: Final = frozenset(  # who acts for those whose people they are called
    {
        "officials", "authorities", "lawmakers", "leaders", "commanders", "generals", "officers", "diplomats", "forces",
        "troops", "soldiers", "fighters", "militants", "legislators", "senators", "congressmen", "ministers", "envoys",
        "negotiators", "representatives", "spokesmen", "prosecutors", "strategists", "administration officials",
        "government officials", "military officials", "intelligence officials", "security officials", "jets",
    }
)  # fmt: skip
LED: Final = re.compile(r"(?:the )?(.+?)[ ‑-](?:led )?(?:coalition|alliance|axis|bloc|camp)\b", re.IGNORECASE)


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
    countries; `served` those in whose name nameless ones act (*Norland officials*), by their ids."""

    ids: Mapping[str, str]
    players: Mapping[str, Player]
    states: Mapping[str, str] = {}
    served: Mapping[str, str] = {}

    def name(self, id: str) -> str:
        return self.players[id].name if id in self.players else id

    def is_floor(self, id: str) -> bool:
        """Whether a player is a parliament: who sits in it, or leads it, does not stand with all who do."""
        player = self.players.get(id)
        words = player.name.casefold().split() if player is not None and player.kind == "government" else []
        return not _FLOORS.isdisjoint(words) and "white" not in words and "committee" not in words

    def parties(self, ids: Iterable[str | None], *, media: bool = False) -> tuple[str, ...]:
        """Those of the actors who can be on a side, each once; `media` where a medium may have one, too."""
        known = (self.ids.get(id, id) for id in ids if id is not None)
        found = dict.fromkeys(self.served.get(id, id) for id in known)
        return tuple(
            id
            for id in found
            if id in self.players
            and ((media and self.players[id].kind == "media") or self.players[id].kind not in _NO_PARTIES)
        )


def cast(readings: Sequence[Reading], same: Mapping[str, str], register: Register) -> Cast:
    """The actors of readings. `same` joins ids: each to the one under which it goes. What a page holds for an actor but
    places as well (a town), and the register does not know, is none; what it does not know and the page calls like
    somebody whom it knows, is that one."""
    called: dict[str, list[Actor]] = {}
    ids: dict[str, str] = {}
    served: dict[str, str] = {}
    partisans = _partisans([actor for reading in readings for actor in reading.actors], register)
    for reading in readings:
        towns = {place.name for place in reading.places}
        alike = _alike(reading.actors) | partisans
        served |= _serving(reading)
        for actor in reading.actors:
            id = same.get(actor.id) or alike.get(actor.id, actor.id)
            ids[actor.id] = same.get(id, id)
            if actor.kind in _BODIES or not (_is_made(actor.id) and actor.name in towns):
                called.setdefault(ids[actor.id], []).append(actor)
    parties = frozenset(partisans.values())
    players = {id: _player(id, actors, "party" if id in parties else None) for id, actors in called.items()}
    states = {p.country: p.id for p in players.values() if p.kind == "state" and p.known and p.country}
    return Cast(ids, players, states, {ids[one]: ids[other] for one, other in served.items()})


def _partisans(actors: Sequence[Actor], register: Register) -> dict[str, str]:
    """Actors that the reading left open and that bear a name that only one party's people have, each with the party:
    as the pages know it, else the first who is called so, of those who are called so simply if there are any."""
    found: dict[str, str] = {}
    first: dict[str, str] = {actor.id: actor.id for actor in actors if not _is_made(actor.id)}
    for actor in sorted(actors, key=lambda actor: _without_servants(actor.name) != actor.name):
        named = register.named(_without_servants(actor.name)) if _is_made(actor.id) and actor.kind in _OPEN else ()
        if len(named) == 1 and named[0].kind == "party":
            found[actor.id] = first.setdefault(named[0].id, actor.id)
    return found


def _without_servants(name: str) -> str:
    """*Norland Party* of *Norland Party lawmakers*."""
    first, _, last = name.rpartition(" ")
    return first if last.casefold() in _SERVANTS else name


def _serving(reading: Reading) -> dict[str, str]:
    """Nameless ones, each with the body of whose people they are called: *Norland officials*, *Party X lawmakers*."""
    kinds = {actor.id: actor.kind for actor in reading.actors}
    begun = {mention.span[0]: mention for mention in reading.mentions if kinds.get(mention.actor or "") in _SERVED}
    found: dict[str, str] = {}
    for mention in reading.mentions:
        start, end = mention.span
        words = reading.document.text[start:end]
        skipped = 4 if words[:4].casefold() == "the " else 0
        inner = begun.get(start + skipped)
        if inner is None or inner.actor is None or mention.actor is None or not inner.span[1] < end:
            continue
        if kinds.get(mention.actor) == "unnamed" and words[inner.span[1] - start :].strip().casefold() in _SERVANTS:
            found.setdefault(mention.actor, inner.actor)
    return found


def _alike(actors: Sequence[Actor]) -> dict[str, str]:
    """Actors that are not in the register, each with the one of it that the page calls so too."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if not _is_made(actor.id):
            for alias in (actor.name, *(alias.text for alias in actor.aliases)):
                named[alias.casefold()].add(actor.id)
    found = {actor.id: named.get(actor.name.casefold(), set()) for actor in actors if _is_made(actor.id)}
    titled = {actor.id: one.id for actor in actors for one in actors if _is_titled(actor, one)}
    return titled | {id: min(known) for id, known in found.items() if len(known) == 1}


def _is_titled(actor: Actor, other: Actor) -> bool:
    """Whether an actor is a person of the page with his titles before his name."""
    whole = " " in other.name and {actor.kind, other.kind} == {"person"}
    return whole and _is_made(actor.id) and actor.name.casefold().endswith(f" {other.name.casefold()}")


def _is_made(id: str) -> bool:
    return _MADE.fullmatch(id) is not None


def _player(id: str, actors: Sequence[Actor], kind: ActorKind | None) -> Player:
    first = next((actor for actor in actors if actor.id == id), actors[0])
    aliases = dict.fromkeys(alias.text for actor in actors for alias in actor.aliases)
    return Player(id, first.name, kind or first.kind, first.country, tuple(aliases), not _is_made(id))


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
        leads = LED.match(player.name) if player.kind == "alliance" else None
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
