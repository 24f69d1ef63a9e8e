"""The pages of actors: all of them, and one with its names, ties, places, months and words."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import Response
from fastapi.responses import RedirectResponse
from msgspec import Struct

from sayso.records import ActorTie
from sayso.web.actors import joined
from sayso.web.answers import Forms, PageNumber, Viewed, page
from sayso.web.wire import HEADERS, address

ENTRIES: Final = 100  # actors on one page of the list
SAID: Final = 20  # attributions by an actor, and as many about it, on its page; the ledger has them all
VOICES: Final = 50  # that are shown of each name
JOINED: Final = 100  # ids joined by their full name alone, on the page of an actor
HIGH: Final = 60  # units that the bar of the fullest month is high
WIDE: Final = 14  # units from one month to the next

# Ties in the order in which they are told: what a kind of stance, or a type of event, is called from either side.
_TOLD: Final[Mapping[str, tuple[str, str]]] = {
    "ally": ("ally of", "ally of"), "same_as": ("the same as", "the same as"),
    "commands": ("commands", "commanded by"), "part_of": ("part of", "has as a part"),
    "supports": ("supports", "supported by"), "SUPPORT": ("voices support for", "supported in words by"),
    "AID": ("gives aid to", "gets aid from"), "COOPERATE": ("works with", "works with"),
    "negotiates": ("negotiates with", "negotiates with"), "AGREE": ("agrees with", "agrees with"),
    "CONSULT": ("meets", "meets"), "hostile": ("hostile to", "faces hostility of"),
    "opposes": ("opposes", "opposed by"), "ASSAULT": ("attacks", "attacked by"), "COERCE": ("coerces", "coerced by"),
    "ACCUSE": ("accuses", "accused by"), "THREATEN": ("threatens", "threatened by"),
    "SANCTION": ("puts sanctions on", "under sanctions of"), "REJECT": ("rejects", "rejected by"),
    "PROTEST": ("protests against", "faces protest of"), "REQUEST": ("asks of", "asked by"),
    "CONCEDE": ("concedes to", "gets concessions from"), "RETREAT": ("withdraws before", "sees withdraw"),
    "MOBILIZE": ("mobilises against", "faces mobilising of"),
    "violates": ("told to break what binds it to", "told to be wronged by"),
    "controls": ("controls", "controlled by"),
}  # fmt: skip


class TieTold(Struct, frozen=True):
    """A tie with what it is called seen from the actor of the page."""

    how: str
    tie: ActorTie


class Month(Struct, frozen=True):
    """A month of an actor's life: counts, and the bars that show them (offset from the left, heights)."""

    month: str
    said: int
    about: int
    events: int
    x: int
    heights: tuple[int, int, int]


def list_actors(view: Viewed, name: str = "", number: PageNumber = 1) -> Response:
    """The actors that are in most documents first, or those of a name."""
    first = (number - 1) * ENTRIES
    found = view.actors(name.strip() or None, ENTRIES + 1, first, called=False)
    return page(
        "actors.html",
        section="actors",
        name=name,
        actors=found[:ENTRIES],
        more=len(found) > ENTRIES,
        page=number,
    )


def show_actor(view: Viewed, forms: Forms, actor: str) -> Response:
    """An actor: what it is called by whom, how it stands to others, where and when, what it said and what is said about
    it. The id of one joined leads to it."""
    found = view.actor(actor, SAID, called=False)
    if found.actor.id != actor:
        return RedirectResponse(address(found.actor.id), headers=HEADERS)
    same, apart = joined(view, found)
    shown = [*(each for each in same if each.judgements), *[each for each in same if not each.judgements][:JOINED]]
    life = view.life(actor)
    return page(
        "actor.html",
        section="actors",
        actor=found.actor,
        names=view.name_uses(actor, VOICES),
        said=found.said,
        about=found.about,
        joined=shown,
        more_joined=len(same) - len(shown),
        apart=apart,
        judging=forms,
        ties=ties(life.ties),
        places=life.places,
        months=months(life.months),
        high=HIGH,
        wide=WIDE,
    )


def ties(found: tuple[ActorTie, ...]) -> tuple[TieTold, ...]:
    """Ties with what they are called seen from the actor, those told most often first."""
    return tuple(TieTold(_how(tie), tie) for tie in found)


def _how(tie: ActorTie) -> str:
    return _TOLD.get(tie.kind, (tie.kind.lower(), f"{tie.kind.lower()} of"))[not tie.outward]


def months(found: tuple[tuple[str, int, int, int], ...]) -> tuple[Month, ...]:
    """The months in order, with bars to the same scale."""
    most = max((count for _, *counts in found for count in counts), default=0) or 1
    return tuple(
        Month(month, said, about, events, i * WIDE, (_high(said, most), _high(about, most), _high(events, most)))
        for i, (month, said, about, events) in enumerate(found)
    )


def _high(count: int, most: int) -> int:
    return max(2, round(HIGH * count / most)) if count else 0


ROUTES: Mapping[str, Callable[..., Response]] = {
    "/actors": list_actors,
    "/actors/{actor:path}": show_actor,
}
