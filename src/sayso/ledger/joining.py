"""Which actor ids mean the same: by judgement, or by the full name of a person.

What a person judged to be apart stays apart, whatever else would join it; of several judgements on a pair the last one
counts. Classes follow from the judgements and the names alone, so every joining can be undone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.ledger.precedence import in_order
from sayso.ledger.unions import Unions
from sayso.records import Judgement

_MADE: Final = re.compile("[0-9a-f]{16}")  # an id made from the document, not a key of the register


class Known(Struct, frozen=True):
    """What is known of an actor id that pages call by a full name."""

    name: str
    actor: str
    country: str | None = None
    role: str | None = None


class Classes(Struct, frozen=True):
    """Ids that mean one actor: each id of a class of several → its canonical id, and that → all ids of the class."""

    canonical: Mapping[str, str] = {}
    members: Mapping[str, tuple[str, ...]] = {}

    def of(self, actor: str) -> str:
        """The canonical id of the actor that this id means."""
        return self.canonical.get(actor, actor)

    def ids(self, actor: str) -> tuple[str, ...]:
        """All ids that mean the same as this one, itself among them."""
        return self.members.get(self.of(actor), (actor,))


def classes(known: Iterable[Known], judgements: Iterable[Judgement]) -> Classes:
    """The classes that judgements (none of them retracted) and full names make."""
    pairs = {
        frozenset((judgement.value or "", judgement.other or "")): judgement
        for judgement in in_order(judgements)
        if judgement.kind in ("same", "not_same")
    }
    same = [judgement for judgement in pairs.values() if judgement.kind == "same"]
    unions = Unions(pair for pair, judgement in pairs.items() if judgement.kind == "not_same")
    for judgement in in_order(same):
        unions.join(judgement.value or "", judgement.other or "")
    for group in alike(known):
        _join_all(unions, group)
    values = {judgement.value for judgement in same}
    members = {_canonical(ids, values): tuple(sorted(ids)) for ids in unions.classes()}
    return Classes({actor: name for name, ids in members.items() for actor in ids}, members)


def alike(known: Iterable[Known]) -> list[tuple[str, ...]]:
    """The ids to be joined by full name, in groups: those of one name where nothing known of them disagrees.

    Where countries or roles of the bearers of a name differ, only those join of whom both are known and agree. A
    name that several keys of the register bear joins nobody.
    """
    bearers: defaultdict[str, list[Known]] = defaultdict(list)
    for each in known:
        bearers[each.name].append(each)
    groups: list[tuple[str, ...]] = []
    for name in sorted(bearers):
        groups += _agreeing(bearers[name])
    return [group for group in groups if len(group) > 1]


def _agreeing(known: Sequence[Known]) -> list[tuple[str, ...]]:
    bearers: defaultdict[str, list[Known]] = defaultdict(list)
    for each in known:
        bearers[each.actor].append(each)
    if sum(not is_made(actor) for actor in bearers) > 1:
        return []
    told = {(each.country, each.role) for each in known}
    if all(len({fact[side] for fact in told} - {None}) <= 1 for side in (0, 1)):
        return [tuple(sorted(bearers))]
    facts = {actor: (_only(k.country for k in told), _only(k.role for k in told)) for actor, told in bearers.items()}
    torn = [len({fact[side] for fact in facts.values()} - {None}) > 1 for side in (0, 1)]
    groups: defaultdict[tuple[str | None, ...], list[str]] = defaultdict(list)
    for actor in sorted(facts):
        key = tuple(fact if differs else None for fact, differs in zip(facts[actor], torn, strict=True))
        if all(fact is not None or not differs for fact, differs in zip(key, torn, strict=True)):
            groups[key].append(actor)
    return [tuple(group) for group in groups.values()]


def is_made(actor: str) -> bool:
    """Whether an actor's id is made from a document, so that it cannot mean the same in another by itself."""
    return _MADE.fullmatch(actor) is not None


def _only(values: Iterable[str | None]) -> str | None:
    """The one value that is told; several of them, of one id, are told as one that nobody else has."""
    found = sorted({value for value in values if value is not None})
    return " ".join(found) if found else None


def _join_all(unions: Unions[str], group: Iterable[str]) -> None:
    """Join each with the first of those before it from whom nothing parts it."""
    heads: list[str] = []
    for actor in group:
        if not any(unions.join(head, actor) for head in heads):
            heads.append(actor)


def _canonical(ids: Iterable[str], values: set[str | None]) -> str:
    """The id that a judgement puts first, else a key of the register, else the smallest."""
    return min(ids, key=lambda actor: (actor not in values, is_made(actor), actor))
