"""What every answer is made with: the view of one request, the forms' needs, a page as a response."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from msgspec.structs import replace

from sayso.ledger import View, Views
from sayso.web.gate import masked
from sayso.web.judging import Judging
from sayso.web.wire import HEADERS, environment, sendable

LAST = 10**9  # far beyond any list, and what a database still counts in
TEMPLATES = environment()

PageNumber = Annotated[int, Query(ge=1, le=LAST, alias="page")]


def _view(request: Request) -> Iterator[View]:
    """A view for one request: what is read into the ledger while it is served is there on the next page."""
    views: Views = request.app.state.views
    with views.lent() as view:
        yield view


def _judging(request: Request) -> Judging:
    found: Judging = request.app.state.judging
    return replace(found, form=masked(found.form))


Viewed = Annotated[View, Depends(_view)]
Forms = Annotated[Judging, Depends(_judging)]


def compile_templates() -> None:
    """Compile every template now: the first look at a page would wait for its own."""
    for name in TEMPLATES.list_templates(["html"]):
        TEMPLATES.get_template(name)


def page(template: str, answer: int = 200, **fields: Any) -> Response:
    """A page made of a template and what it names."""
    html = TEMPLATES.get_template(template).render({"words": "", "speaker": "", **fields})
    return Response(sendable(html), answer, HEADERS, "text/html; charset=utf-8")


def back_to(address: str) -> Response:
    """What answers a change: the page from which it came, asked for anew."""
    return RedirectResponse(address, 303, HEADERS)
