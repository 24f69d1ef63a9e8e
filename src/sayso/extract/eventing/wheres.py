"""Where and when deeds were done: the places and dates of the page, each given to the deed that it hangs on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sayso.extract.eventing.clauses import is_passive
from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.parties import Roles
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.words import HAPPENING
from sayso.extract.speaking.ground import lemma_in
from sayso.records import EventPlace, Place, PlaceRole

ROLE: Final[Mapping[str, PlaceRole]] = {
    "from": "from",
    "to": "to",
    "into": "to",
    "onto": "to",
    "toward": "toward",
    "towards": "toward",
}
STEPS: Final = 12
_UPWARDS: Final = frozenset({"xcomp", "acl", "conj", "advcl"})


def places(scene: Scene, deeds: Sequence[Deed], roles: Mapping[int, Roles]) -> dict[int, tuple[EventPlace, ...]]:
    """By the word that each deed hangs on, its places in text order, each once."""
    holders, sharing = _holders(scene, deeds), _sharing(deeds, roles)
    found: dict[int, list[EventPlace]] = {}
    for place in scene.places:
        head = scene.g.syntax.head(place.span)
        if head is None or (first := _deed_of(scene, place, head, holders, roles)) is None:
            continue
        deed, below = first
        for one in dict.fromkeys((deed.at, *sharing.get(below, ()))):
            rows = found.setdefault(one, [])
            if all(row.place != place.id for row in rows):
                rows.append(EventPlace(place.id, _role(scene, deed, head, below)))
    return {at: tuple(rows) for at, rows in found.items()}


def _sharing(deeds: Sequence[Deed], roles: Mapping[int, Roles]) -> dict[int, list[int]]:
    """The deeds by the words of whom or what they are done to: *shelled and bombed villages near*."""
    found: dict[int, list[int]] = {}
    for deed in deeds:
        for k in roles[deed.at].undergoers:
            found.setdefault(k, []).append(deed.at)
    return found


def _holders(scene: Scene, deeds: Sequence[Deed]) -> dict[int, Deed]:
    """The deeds by each word on which what belongs to them may hang: their own, their light verb, and a verb that only
    says that they came about."""
    found = {deed.verb: deed for deed in deeds if deed.verb is not None}
    for deed in deeds:
        head = scene.head(deed.at)
        if deed.is_noun and head is not None and scene.relation(deed.at) == "nsubj" and _happens(scene, head):
            found.setdefault(head, deed)
    found |= {i: deed for deed in deeds for i in deed.words}
    return {**found, **{deed.at: deed for deed in deeds}}


def _happens(scene: Scene, verb: int) -> bool:
    return lemma_in(scene.lower[verb], HAPPENING) or is_passive(scene, verb)


def _deed_of(
    scene: Scene, place: Place, head: int, holders: Mapping[int, Deed], roles: Mapping[int, Roles]
) -> tuple[Deed, int] | None:
    """The deed that a place hangs on, and the word below it by which it does."""
    below = head
    for steps, above in enumerate(_upwards(scene, place, head)):
        if (deed := holders.get(above)) is not None and head not in deed.words:
            return None if _is_whose(scene, head, below, roles[deed.at]) else (deed, below)
        if steps > STEPS or (scene.pos(above) == "VERB" and scene.relation(above) not in _UPWARDS):
            return None
        below = above
    return None


def _upwards(scene: Scene, place: Place, head: int) -> Iterator[int]:
    """What a place hangs on; of one whose words hang but on each other the word before its preposition and on."""
    own = scene.g.syntax.within(place.span)
    found = [k for k in scene.g.syntax.above(head) if k not in own]
    before = own.start - 1
    while not found and before > 0 and scene.pos(before) in ("DET", "ADJ", "PROPN"):
        before -= 1
    if found or before < 1 or scene.pos(before) != "ADP":
        yield from found
        return
    yield before - 1
    yield from scene.g.syntax.above(before - 1)


def _is_whose(scene: Scene, head: int, below: int, roles: Roles) -> bool:
    """Whether a place only tells whose an actor is: *the government of Syria*, *Aleppo's rebels*."""
    return below in roles.doers and (head == below or scene.case(head) not in ("in", "from", "at", "near"))


def _role(scene: Scene, deed: Deed, head: int, below: int) -> PlaceRole:
    """What a place is to a deed: by the deed's own list, else by its preposition; else it is where it was done."""
    names = {name for name in (scene.case(head), scene.case(below)) if name}
    slots = [name for name, words in deed.slots.items() if below in words or head in words]
    for role, name in deed.sense.places:
        if name in slots or (name in names and name not in ROLE):
            return role
    own = scene.case(head) or scene.case(below)
    return ROLE.get(own, "at")


def dates(scene: Scene, deeds: Sequence[Deed]) -> dict[int, str]:
    """By the word that each deed hangs on, the id of its date: the first that hangs on it, else that of the verb that
    it is joined to or goes with."""
    holders = _holders(scene, deeds)
    found: dict[int, str] = {}
    for date in scene.dates:
        head = scene.g.syntax.head(date.span)
        if head is None:
            continue
        if (deed := holders.get(head)) is not None and head not in deed.words:
            found.setdefault(deed.at, date.id)
            continue
        for steps, above in enumerate(scene.g.syntax.above(head)):
            if (deed := holders.get(above)) is not None:
                found.setdefault(deed.at, date.id)
                break
            if steps > STEPS or scene.pos(above) == "VERB":
                break
    for deed in deeds:
        if deed.at not in found and (other := _shares(scene, deed, found)) is not None:
            found[deed.at] = found[other]
    return found


def _shares(scene: Scene, deed: Deed, found: Mapping[int, str]) -> int | None:
    """The deed above whose date one shares: *struck the town on Sunday, [killing] 12*; *[killed] in the attack*."""
    if deed.is_noun and deed.verb is None:
        return None
    at = deed.verb if deed.verb is not None else deed.at
    for above in scene.g.syntax.above(at):
        if scene.relation(at) not in ("conj", "xcomp", "advcl"):
            return None
        if above in found:
            return above
        at = above
    return None
