"""The page of events: what is said to have happened, in all documents, by the same selection as everything else."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from sayso.errors import InputError
from sayso.ledger import EventHit, View
from sayso.ledger.happenings import PAGE
from sayso.records import COUNTED, Selection
from sayso.web.answers import PageNumber, Viewed, page
from sayso.web.selecting import Asked, address, picking
from sayso.web.wire import HEADERS

HERE: Final = "/events"
EVENTS: Final = 50  # on one page of the list
LEAVES: Final = COUNTED // EVENTS

Found = tuple[tuple[EventHit, ...], int, bool]


def list_events(request: Request, view: Viewed, asked: Asked, voice: str = "", number: PageNumber = 1) -> Response:
    """The events of a selection, the earliest first; what cannot be asked is told on the page.

    `voice` is how addresses asked before for those on whose say-so an event rests.
    """
    if voice.strip():
        given = {"kind": "page"} if voice.strip() == PAGE else {"speaker": voice.strip()}
        return RedirectResponse(address(HERE, asked, **given), 301, HEADERS)
    (hits, total, more), fault = _found(view, asked, number)
    return page(
        "events.html",
        400 if fault else 200,
        picking=picking(view, HERE, asked),
        fault=fault,
        hits=hits,
        total=total,
        beyond=more,
        page=number,
        pages=LEAVES if more else min(LEAVES, max(1, -(-total // EVENTS))),
    )


def _found(view: View, asked: Selection, number: int) -> tuple[Found, str | None]:
    """A page of the events, how many there are, and what is wrong with what is asked."""
    try:
        if number > LEAVES:
            return ((), *view.selected_events(asked, 1)[1:]), None
        return view.selected_events(asked, EVENTS, (number - 1) * EVENTS), None
    except InputError as error:
        return ((), 0, False), str(error)


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {HERE: list_events}
