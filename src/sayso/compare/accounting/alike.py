"""Actors of the pages of one story that go by one name: pages about the same happening that name a ministry mean the
same one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from sayso.ledger.joining import is_made
from sayso.ledger.unions import Unions
from sayso.records import Actor, ActorKind, Reading

_ARTICLE: Final = re.compile(r"^the ", re.IGNORECASE)
_BODIES: Final[frozenset[ActorKind]] = frozenset(
    {"government", "military", "armed_group", "party", "organization", "alliance", "media"}
)


def joined_within(readings: Iterable[Reading], same: Mapping[str, str]) -> dict[str, str]:
    """`same` with the actors of a story's pages joined that have one full name: bodies, a body that one page tells more
    exactly (*Ministry of Health*, *Ministry of Health of Kordavia*) where there is but one such, and persons of one
    first and last name. Two keys of the register stay two."""
    names = _names(readings, same)
    known = [id for id in names if not is_made(id)]
    unions: Unions[str] = Unions((one, other) for at, one in enumerate(known) for other in known[:at])
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for id, called in sorted(names.items()):
        for name in called:
            by_name[name].add(id)
    for name in sorted(by_name):
        _join(unions, sorted(by_name[name]))
        longer = [other for other in by_name if other.startswith(f"{name} of ")]
        if len(longer) == 1:
            _join(unions, sorted(by_name[name] | by_name[longer[0]]))
    classes = {id: min(ids, key=lambda each: (is_made(each), each)) for ids in unions.classes() for id in ids}
    told = {id: classes.get(to, to) for id, to in same.items()}
    return {id: to for id, to in (classes | told).items() if id != to}


def _names(readings: Iterable[Reading], same: Mapping[str, str]) -> dict[str, set[str]]:
    """The names by which actors may be joined, by the ids under which they go."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for actor in reading.actors:
            name = _ARTICLE.sub("", actor.name)
            if name[:1].isupper() and _is_full(actor, name):
                found[same.get(actor.id, actor.id)].add(name.casefold())
    return found


def _is_full(actor: Actor, name: str) -> bool:
    return actor.kind in _BODIES or (actor.kind == "person" and len(name.split()) > 1)


def _join(unions: Unions[str], ids: list[str]) -> None:
    for other in ids[1:]:
        unions.join(ids[0], other)
