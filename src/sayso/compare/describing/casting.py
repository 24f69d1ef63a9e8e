"""Who takes part in a described system, and for whom he is counted there."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.lexicon.register import Register
from sayso.records import Actor, ActorKind, Reading, StanceKind

_MADE: Final = re.compile("[0-9a-f]{16}")  # an id made from a document, not a key of the register
_LANDS: Final[frozenset[ActorKind | None]] = frozenset({"state", "government"})
_ORGANS: Final[frozenset[ActorKind]] = frozenset({"government", "military"})
_NO_PARTIES: Final[frozenset[ActorKind]] = frozenset({"media", "process", "unnamed"})
_FLOORS: Final = frozenset({"assembly", "chamber", "congress", "house", "parliament", "senate"})
_SEATS: Final = frozenset({*_FLOORS, "committee", "court", "subcommittee", "tribunal"})
_PEOPLED: Final[frozenset[StanceKind]] = frozenset({"ally", "supports"})  # of a town, its people
_CIVIL: Final = frozenset(
    {"clinic", "college", "hospital", "kindergarten", "municipality", "orphanage", "school", "university"}
)
_IN: Final = re.compile(r",? (?:(?:which is )?located )?in (?:the )?[^.;:,“”]*")
_BESIDE: Final = 60  # characters between the name of a body and that of the place where it is
_COMMITTEES: Final = frozenset({"campaign", "caucus", "committee", "conference"})
_BEHIND: Final = re.compile(r", (?:the|an?) $")
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
    countries; `served` those in whose name nameless ones act (*Norland officials*), by their ids;
    `housed` the countries in which pages place hospitals, schools and the like."""

    ids: Mapping[str, str]
    players: Mapping[str, Player]
    states: Mapping[str, str] = {}
    served: Mapping[str, str] = {}
    housed: Mapping[str, str] = {}

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
    somebody whom it knows, is that one; a town with which somebody
    stands is its people."""
    called: dict[str, list[Actor]] = {}
    ids: dict[str, str] = {}
    served: dict[str, str] = {}
    partisans = _partisans([actor for reading in readings for actor in reading.actors], register)
    for reading in readings:
        towns = {place.name for place in reading.places}
        backed = {id for stance in reading.stances if stance.kind in _PEOPLED for id in stance.toward}
        alike = _alike(reading.actors) | _called_so(reading) | partisans
        served |= _serving(reading)
        for actor in reading.actors:
            id = same.get(actor.id) or alike.get(actor.id, actor.id)
            ids[actor.id] = same.get(id, id)
            if actor.kind in _BODIES or actor.id in backed or not (_is_made(actor.id) and actor.name in towns):
                called.setdefault(ids[actor.id], []).append(actor)
    parties = frozenset(partisans.values())
    players = {id: _player(id, actors, "party" if id in parties else None) for id, actors in called.items()}
    states = {p.country: p.id for p in players.values() if p.kind == "state" and p.known and p.country}
    housed = {ids[id]: country for reading in readings for id, country in _housed(reading)}
    return Cast(ids, players, states, {ids[one]: ids[other] for one, other in served.items()}, housed)


def _housed(reading: Reading) -> Iterator[tuple[str, str]]:
    """The hospitals, schools and the like of a page, each with the country where the page places it: by its own place,
    or by that which *in* leads to behind its name."""
    text = reading.document.text
    homes = {place.name: place.country for place in reading.places if place.country}
    bodies = {actor.id: actor for actor in reading.actors if actor.kind == "organization" and _is_civil(actor.name)}
    for mention in reading.mentions:
        if mention.actor not in bodies or mention.actor is None:
            continue
        end = mention.span[1]
        beside = (p for p in reading.places if end < p.span[0] < end + _BESIDE and p.country)
        within = [p.country for p in beside if _IN.fullmatch(text, end, p.span[0])]
        if country := homes.get(bodies[mention.actor].name) or (within[-1] if within else None):
            yield mention.actor, country


def _is_civil(name: str) -> bool:
    return not _CIVIL.isdisjoint(name.casefold().split())


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


def _called_so(reading: Reading) -> dict[str, str]:
    """Nameless people, each with the one right behind whose name he is called so: *Ann Vale, the Norland liberal*."""
    text, kinds = reading.document.text, {actor.id: actor.kind for actor in reading.actors}
    often = Counter(mention.actor for mention in reading.mentions)
    people = {m.span[1]: m.actor for m in reading.mentions if m.form == "name" and kinds.get(m.actor or "") == "person"}
    found: dict[str, str] = {}
    for mention in reading.mentions:
        one, start = mention.actor, mention.span[0]
        beside = _BEHIND.search(text, max(0, start - len(", the ")), start)
        other = people.get(beside.start()) if beside else None
        if one and other and often[one] == 1 and kinds.get(one) == "person" and _is_made(one):
            found[one] = other
    return found


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
        nameless = kinds.get(mention.actor) == "unnamed" or (_is_made(mention.actor) and inner.actor != mention.actor)
        if nameless and words[inner.span[1] - start :].strip().casefold() in _SERVANTS:
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
    short = {actor.id: one.id for actor in actors for one in actors if _is_short(actor, one)}
    return _twice(actors) | titled | short | {id: min(known) for id, known in found.items() if len(known) == 1}


def _twice(actors: Sequence[Actor]) -> dict[str, str]:
    """Actors of whom it stayed open what they are, each with the body of the page that has the same name."""
    bodies = {actor.name: actor.id for actor in reversed(actors) if actor.kind in _BODIES}
    open = (actor for actor in actors if actor.kind is None and _is_made(actor.id))
    return {actor.id: bodies[actor.name] for actor in open if actor.name in bodies}


def _is_titled(actor: Actor, other: Actor) -> bool:
    """Whether an actor is a person of the page with his titles before his name."""
    whole = " " in other.name and {actor.kind, other.kind} == {"person"}
    return whole and _is_made(actor.id) and actor.name.casefold().endswith(f" {other.name.casefold()}")


def _is_short(actor: Actor, other: Actor) -> bool:
    """Whether a body is called by the first letters of another's name."""
    letters = "".join(word[0] for word in other.name.split() if word[0].isupper())
    return _is_made(actor.id) and actor.kind in _BODIES and len(letters) > 2 and actor.name == letters


def _is_made(id: str) -> bool:
    return _MADE.fullmatch(id) is not None


def _player(id: str, actors: Sequence[Actor], kind: ActorKind | None) -> Player:
    first = next((actor for actor in actors if actor.id == id), actors[0])
    aliases = dict.fromkeys(alias.text for actor in actors for alias in actor.aliases)
    return Player(id, first.name, kind or first.kind, first.country, tuple(aliases), not _is_made(id))


def sides(
    cast: Cast, register: Register, apart: Callable[[str, str], bool], struck: Collection[str] = ()
) -> dict[str, str]:
    """For whom each player is counted, where that is another: an organ for its state, a branch for the body it belongs
    to, an alliance for him after whom it is named, a hospital or a school for its country where that is under attack
    (`struck`, by ids). `apart` says of whom it is told that they are at odds."""
    out: dict[str, str] = {}
    lands = {cast.players[id].country for id in struck if cast.players[id].kind in _LANDS}
    housed = ((id, cast.states[c]) for id, c in sorted(cast.housed.items()) if c in lands and c in cast.states)
    for one, other in (*_belonging(cast, register), *(pair for pair in housed if pair[0] in cast.players)):
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
            known = player.known if kind == "state" else not _is_apart(player)
            if player.kind == kind and player.country and known:
                states.setdefault(player.country, player.id)
    for player in players:
        if _is_apart(player):
            continue
        if player.kind in _ORGANS and player.country in states:
            yield player.id, states[player.country]
        yield from ((player.id, other) for other in _above(player.id, cast, register))
    yield from _of_parties(players, register)
    called = {name.casefold(): player.id for player in players for name in _names(player, register)}
    for player in players:
        leads = LED.match(player.name) if player.kind == "alliance" else None
        if leads and leads[1].casefold() in called:
            yield player.id, called[leads[1].casefold()]


def _of_parties(players: Sequence[Player], register: Register) -> Iterator[tuple[str, str]]:
    """The committees and caucuses that bear a party's name, each with the party."""
    own: dict[str, str] = {}
    for player in players:
        for entry in register.named(player.name) if player.kind == "party" else ():
            own.setdefault(entry.id, player.id)
    for player in players:
        words = player.name.split()
        if player.kind not in _BODIES | _ORGANS or _COMMITTEES.isdisjoint(word.casefold() for word in words):
            continue
        for named in (register.named(word) for word in words):
            if len(named) == 1 and named[0].kind == "party" and own.get(named[0].id, player.id) != player.id:
                yield player.id, own[named[0].id]


def _is_apart(player: Player) -> bool:
    """Whether an organ of a state sits over its government or beside it, as a parliament, its committees, a court."""
    words = player.name.casefold().split()
    return player.kind == "government" and not _SEATS.isdisjoint(words) and "white" not in words


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
