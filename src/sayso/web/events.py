"""The page of events: what is said to have happened, in all documents, by the same filters as `sayso events`."""

from typing import Final

from fastapi import Response
from msgspec import Struct
from msgspec.structs import asdict

from sayso.errors import InputError, NotFoundError
from sayso.ledger import EventHit, View
from sayso.ledger.happenings import PAGE
from sayso.ledger.naming import meant
from sayso.web.answers import PageNumber, Viewed, page

EVENTS: Final = 50  # on one page of the list


class Asked(Struct, frozen=True):
    """What is asked for, as it was typed."""

    type: str = ""
    actor: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    voice: str = ""


def list_events(
    view: Viewed,
    type: str = "",
    actor: str = "",
    place: str = "",
    since: str = "",
    until: str = "",
    voice: str = "",
    number: PageNumber = 1,
) -> Response:
    """The events for which all holds that is asked, the earliest first; what cannot be asked is told on the page."""
    asked = Asked(*(each.strip() for each in (type, actor, place, since, until, voice)))
    found, fault = _found(view, asked, (number - 1) * EVENTS)
    given = {name: value for name, value in asdict(asked).items() if value}
    return page(
        "events.html",
        400 if fault else 200,
        asked=asked,
        given=given,
        fault=fault,
        names={name: _name(view, given[name]) for name in ("actor", "voice") if name in given and not fault},
        hits=found[:EVENTS],
        more=len(found) > EVENTS,
        page=number,
    )


def _found(view: View, asked: Asked, offset: int) -> tuple[tuple[EventHit, ...], str | None]:
    """One event more than a page shows, and what is wrong with what is asked."""
    try:
        for name in (asked.actor, asked.voice):
            if name and name != PAGE:
                meant(view, name)  # says whom else it may mean, where nobody is called so
        told = {name: value or None for name, value in asdict(asked).items()}
        return view.events(**told, limit=EVENTS + 1, offset=offset), None
    except (InputError, NotFoundError) as error:
        return (), str(error)


def _name(view: View, asked: str) -> str:
    """What an actor is called that is asked for by its id; else what was typed."""
    if asked == PAGE:
        return "the pages themselves"
    return next((each.name for each in view.actors(asked) if asked in (each.id, *each.joined)), asked)
