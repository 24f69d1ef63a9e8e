"""The reader page: a ledger shown in a browser, and the same as JSON. It only reads, and only for this machine."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sayso.errors import InputError, SaysoError
from sayso.export import jsonl
from sayso.ledger import View
from sayso.settings import Settings
from sayso.web.gate import Gate, names
from sayso.web.pages import shown
from sayso.web.wire import HEADERS, environment, sendable

STATIC = Path(__file__).parent / "static"
ENTRIES = 200  # documents on one page of the list
FAILURES = 100  # pages that could not be read, below the list
HITS = 50  # attributions that a search shows
LAST = 10**9  # far beyond any list, and what a database still counts in
TEMPLATES = environment()


def create_app(settings: Settings) -> FastAPI:
    """The application over the ledger that the settings name; it answers to their host and to loopback names alone."""
    # Nothing is told to anybody: no page that draws on other hosts, and no traces, whatever the environment says.
    quiet: Any = {"telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}}
    app = FastAPI(title="sayso", docs_url=None, redoc_url=None, openapi_url=None, **quiet)
    app.state.ledger = settings.ledger
    app.add_middleware(Gate, names=names(settings.host))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for path, answer in ROUTES.items():
        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


def _view(request: Request) -> Iterator[View]:
    """A view for one request: what is read into the ledger while it is served is there on the next page."""
    with View(request.app.state.ledger) as view:
        yield view


Viewed = Annotated[View, Depends(_view)]


def list_documents(view: Viewed, page: Annotated[int, Query(ge=1, le=LAST)] = 1) -> Response:
    """The documents, in the order in which they came, and the pages that could not be read."""
    counts = view.counts()
    return _page(
        "documents.html",
        entries=view.documents(ENTRIES, (page - 1) * ENTRIES),
        counts=counts,
        failures=view.failures(FAILURES),
        page=page,
        pages=max(1, -(-counts.documents // ENTRIES)),
    )


def search(view: Viewed, words: str = "", speaker: str = "") -> Response:
    """The attributions that hold these words, and in their source those of the speaker."""
    try:
        hits = view.search(words, speaker or None, HITS)
    except InputError:
        hits = ()  # no word in it: the page says so and asks again
    return _page("search.html", words=words, speaker=speaker, hits=hits, full=len(hits) == HITS)


def show_document(view: Viewed, name: str) -> Response:
    """A document and its attributions. Any name the ledger knows it by leads to its id."""
    found = view.find(name)
    if found != name:
        return RedirectResponse(f"/documents/{found}", headers=HEADERS)
    return _page("document.html", shown=shown(view.reading(found)))


def show_attribution(view: Viewed, name: str, attribution: str) -> Response:
    """A document at the words of one attribution."""
    return _page("document.html", shown=shown(view.reading(name), attribution))


def document_as_json(view: Viewed, name: str) -> Response:
    """The newest reading of a document in the ledger format."""
    return Response(jsonl.line(view.reading(name)), media_type="application/json")


def _page(template: str, answer: int = 200, **fields: Any) -> Response:
    html = TEMPLATES.get_template(template).render({"words": "", "speaker": "", **fields})
    return Response(sendable(html), answer, HEADERS, "text/html; charset=utf-8")


ROUTES: Mapping[str, Callable[..., Response]] = {
    "/": list_documents,
    "/search": search,
    "/documents/{name}": show_document,
    "/documents/{name}/attributions/{attribution}": show_attribution,
    "/api/documents/{name}": document_as_json,
}

TITLES = {400: "That cannot be used", 404: "Not here", 405: "That cannot be done here", 500: "That went wrong"}


def _refused(request: Request, status: int, reason: str) -> Response:
    if request.url.path.startswith("/api/"):
        return Response(msgspec.json.encode({"error": reason}), status, HEADERS, "application/json")
    return _page("error.html", status, title=TITLES.get(status, TITLES[400]), status=status, reason=reason)


def _ours(request: Request, error: Exception) -> Response:
    return _refused(request, getattr(error, "status", 500), str(error))


def _theirs(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _refused(request, status, "There is no such page." if status == 404 else "The request cannot be answered.")


def _unreadable(request: Request, error: Exception) -> Response:
    return _refused(request, 400, "A value in the address is not one that can be used.")


def _broken(request: Request, error: Exception) -> Response:
    return _refused(request, 500, "The program made a mistake; its log on the terminal says which.")


# The last answers what nothing else foresaw; what it hides from the reader uvicorn prints where the server runs.
HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Response]] = {
    SaysoError: _ours,
    HTTPException: _theirs,
    RequestValidationError: _unreadable,
    Exception: _broken,
}
