"""The list of documents, all or those of a selection, and the pages that could not be read."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import Response

from sayso.errors import InputError
from sayso.ledger import View
from sayso.records import Entry, Selection
from sayso.web.answers import PageNumber, Viewed, page
from sayso.web.selecting import Asked, params, picking

HERE: Final = "/documents"
ENTRIES: Final = 100  # documents on one page of the list
FAILURES: Final = 100  # pages that could not be read, below the list
PUBLISHERS: Final = 200  # to choose from; where there are more, a name is typed
OWN: Final = ("publisher", "since", "until")  # what the form of this page asks for


def list_documents(view: Viewed, asked: Asked, number: PageNumber = 1) -> Response:
    """The documents that have something of a selection, the newest first; all, where nothing is asked."""
    entries, fault = _found(view, asked, (number - 1) * ENTRIES)
    publishers = view.publishers()
    return page(
        "documents.html",
        400 if fault else 200,
        picking=picking(view, HERE, asked),
        others=[(name, value) for name, value in params(asked) if name not in OWN],
        publishers=publishers if len(publishers) <= PUBLISHERS else (),
        entries=entries[:ENTRIES],
        fault=fault,
        counts=view.counts(),
        failures=view.failures(FAILURES) if number == 1 else (),
        more=len(entries) > ENTRIES,
        page=number,
    )


def _found(view: View, asked: Selection, offset: int) -> tuple[tuple[Entry, ...], str | None]:
    """One document more than a page shows, and what is wrong with what is asked."""
    try:
        return view.selected_documents(asked, ENTRIES + 1, offset), None
    except InputError as error:
        return (), str(error)


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {HERE: list_documents}
