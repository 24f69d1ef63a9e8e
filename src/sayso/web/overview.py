"""A ledger at a glance: what is in it, what came in last, who speaks, who is accused, what could not be read."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import Response

from sayso.records import Selection
from sayso.web.answers import Viewed, page
from sayso.web.selecting import picking


def show_overview(view: Viewed) -> Response:
    """The ledger at a glance; every number leads to what it counts."""
    return page("overview.html", told=view.overview(), picking=picking(view, "/ledger", Selection()))


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {"/": show_overview}
