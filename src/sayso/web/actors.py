"""What an actor's page shows: what it is called by whom, and which ids were joined into it."""

from collections.abc import Iterable, Set
from typing import Final

from msgspec import Struct

from sayso.ledger import View
from sayso.ledger.judgements import in_force
from sayso.records import ActorPage, Judgement
from sayso.web.verdicts import Judged, Other, judged

LOOKED_INTO: Final = 20  # documents in which the names of joined ids are sought


class Joined(Struct, frozen=True):
    """Another id that means the actor, what pages call it, where that was found, and the judgements that say so;
    without any, the full name joined the two."""

    id: str
    name: str | None
    judgements: tuple[Judged, ...]


class Apart(Struct, frozen=True):
    """An actor that is judged not to be this one."""

    actor: Other
    judgement: Judged


def joined(view: View, page: ActorPage) -> tuple[tuple[Joined, ...], tuple[Apart, ...]]:
    """The ids that were joined into an actor, and the actors that a person keeps apart from it."""
    entry = page.actor
    ids = {entry.id, *entry.joined}
    pairs = latest(in_force(view.judgements()))
    about = [each for each in pairs if ids & _pair(each)]
    names = _own_names(view, page, {key for each in about for key in _pair(each) if key in ids})
    told = judged(view, about, dict.fromkeys(ids, entry.name) | names)
    same = [each for each in told if each.judgement.kind == "same" and ids >= _pair(each.judgement)]
    apart = [each for each in told if each.judgement.kind == "not_same"]
    by_id = {key: tuple(each for each in same if key in _pair(each.judgement)) for key in entry.joined}
    return (
        tuple(Joined(key, names.get(key), judgements) for key, judgements in by_id.items()),
        tuple(Apart(each.actors[each.judgement.value in ids], each) for each in apart),
    )


def _own_names(view: View, page: ActorPage, ids: Set[str]) -> dict[str, str]:
    """By id what a page calls those that judgements joined, as far as the first documents tell in which it speaks or is
    spoken about; a name for the whole actor is not that of each of them."""
    names: dict[str, str] = {}
    for document in tuple(dict.fromkeys(hit.document.id for hit in (*page.said, *page.about)))[:LOOKED_INTO]:
        if ids <= names.keys():
            break
        names |= {each.id: each.name for each in view.reading(document).actors if each.id in ids}
    return names


def latest(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Of the judgements that two actors are the same or not, the last one of each two."""
    return tuple({_pair(each): each for each in judgements if each.kind in ("same", "not_same")}.values())


def _pair(judgement: Judgement) -> frozenset[str | None]:
    return frozenset((judgement.value, judgement.other))
