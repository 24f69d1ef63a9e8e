"""The reader page: a ledger shown in a browser, and the same as JSON. Only persons' judgements change it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sayso.errors import InputError, SaysoError
from sayso.export import jsonl
from sayso.ledger import View
from sayso.records import Act, SpeakerKind
from sayso.settings import Settings
from sayso.web.actors import by_name, joined
from sayso.web.answers import Forms, PageNumber, Viewed, page
from sayso.web.changes import CHANGES
from sayso.web.events import list_events
from sayso.web.gate import Gate, keeper, names
from sayso.web.judging import judging, one_of
from sayso.web.pages import Shown, shown
from sayso.web.verdicts import judged, standing, titles
from sayso.web.wire import HEADERS, address

STATIC = Path(__file__).parent / "static"
ENTRIES = 200  # documents, or actors, on one page of the list
FAILURES = 100  # pages that could not be read, below the list
HITS = 50  # attributions that a search shows
SAID = 100  # attributions by an actor, and as many about it, on one page
JUDGEMENTS = 100  # on one page of the list


def create_app(settings: Settings, token: str | None = None) -> FastAPI:
    """The application over the ledger that the settings name; it answers to their host and to loopback names alone.

    `token`, or that of the settings, is the credential without which nothing may be changed; beyond loopback nothing
    may be changed where there is none.
    """
    # Nothing is told to anybody: no page that draws on other hosts, and no traces, whatever the environment says.
    quiet: Any = {"telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}}
    app = FastAPI(title="sayso", docs_url=None, redoc_url=None, openapi_url=None, **quiet)
    app.state.ledger = settings.ledger
    app.state.register = settings.actors
    app.state.keeper = keeper(settings.host, token or settings.token)
    app.state.judging = judging(app.state.keeper, settings)
    app.add_middleware(Gate, names=names(settings.host))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for path, change in CHANGES.items():
        app.add_api_route(path, change, methods=["POST"], response_model=None)
    for path, answer in ROUTES.items():
        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


def list_documents(view: Viewed, number: PageNumber = 1) -> Response:
    """The documents, in the order in which they came, and the pages that could not be read."""
    counts = view.counts()
    return page(
        "documents.html",
        entries=view.documents(ENTRIES, (number - 1) * ENTRIES),
        counts=counts,
        failures=view.failures(FAILURES),
        page=number,
        pages=max(1, -(-counts.documents // ENTRIES)),
    )


def search(
    view: Viewed, words: str = "", speaker: str = "", about: str = "", act: str = "", kind: str = ""
) -> Response:
    """The attributions that hold these words, by their speaker, whom they are about, their act and kind of speaker."""
    asked = {
        "about": about or None,
        "act": one_of(act, get_args(Act), "act") if act else None,
        "kind": one_of(kind, get_args(SpeakerKind), "kind of speaker") if kind else None,
    }
    try:
        hits = view.search(words, speaker or None, HITS, **asked)
    except InputError:
        hits = ()  # no word in it: the page says so and asks again
    given: dict[str, Any] = {"words": words, "speaker": speaker, "about": about, "act": act, "kind": kind}
    return page("search.html", **given, asked=any(given.values()), hits=hits, full=len(hits) == HITS)


def show_document(view: Viewed, forms: Forms, name: str) -> Response:
    """A document and its attributions. Any name the ledger knows it by leads to its id."""
    found = view.find(name)
    if found != name:
        return RedirectResponse(f"/documents/{found}", headers=HEADERS)
    return page("document.html", shown=_shown(view, found), judging=forms)


def show_attribution(view: Viewed, forms: Forms, name: str, attribution: str) -> Response:
    """A document at the words of one attribution."""
    return page("document.html", shown=_shown(view, name, attribution), judging=forms)


def _shown(view: View, name: str, chosen: str | None = None) -> Shown:
    reading = view.reading(name)
    judgements = standing(view.judgements(reading.document.id))
    if not judgements:
        return shown(reading, chosen)
    as_judged = view.judged(reading.document.id)
    known = {actor.id: actor.name for actor in as_judged.actors}
    return shown(reading, chosen, as_judged, judged(view, judgements, known))


def list_actors(view: Viewed, name: str = "", number: PageNumber = 1) -> Response:
    """The actors that are in most documents first, or those of a name."""
    first = (number - 1) * ENTRIES
    found = view.actors(name.strip() or None, first + ENTRIES + 1)[first:]
    return page("actors.html", name=name, actors=found[:ENTRIES], more=len(found) > ENTRIES, page=number)


def show_actor(view: Viewed, forms: Forms, actor: str, number: PageNumber = 1) -> Response:
    """An actor: what it is called by whom, what it said, what is said about it. The id of one joined leads to it."""
    found = view.actor(actor, SAID, (number - 1) * SAID)
    if found.actor.id != actor:
        return RedirectResponse(address(found.actor.id), headers=HEADERS)
    same, apart = joined(view, found)
    most = max(found.actor.speaking, found.actor.about)
    return page(
        "actor.html",
        actor=found.actor,
        names=by_name(found.actor.called),
        said=found.said,
        about=found.about,
        joined=same,
        apart=apart,
        judging=forms,
        page=number,
        pages=max(1, -(-most // SAID)),
    )


def list_judgements(view: Viewed, forms: Forms, number: PageNumber = 1) -> Response:
    """What persons judged, the last first."""
    every = view.judgements()
    given = tuple(each for each in every if each.kind != "retract")[::-1]
    here = given[(number - 1) * JUDGEMENTS : number * JUDGEMENTS]
    back = (each for each in every if each.kind == "retract")
    told = judged(view, (*here, *back))
    return page(
        "judgements.html",
        judgements=told,
        titles=titles(view, told),
        count_all=len(given),
        judging=forms,
        page=number,
        pages=max(1, -(-len(given) // JUDGEMENTS)),
    )


def document_as_json(view: Viewed, name: str) -> Response:
    """The newest reading of a document in the ledger format."""
    return Response(jsonl.line(view.reading(name)), media_type="application/json")


ROUTES: Mapping[str, Callable[..., Response]] = {
    "/": list_documents,
    "/search": search,
    "/documents/{name}": show_document,
    "/documents/{name}/attributions/{attribution}": show_attribution,
    "/actors": list_actors,
    "/actors/{actor:path}": show_actor,
    "/events": list_events,
    "/judgements": list_judgements,
    "/api/documents/{name}": document_as_json,
}

TITLES = {
    400: "That cannot be used",
    403: "That is not allowed",
    404: "Not here",
    405: "That cannot be done here",
    500: "That went wrong",
}


def _refused(request: Request, status: int, reason: str) -> Response:
    if request.url.path.startswith("/api/"):
        return Response(msgspec.json.encode({"error": reason}), status, HEADERS, "application/json")
    return page("error.html", status, title=TITLES.get(status, TITLES[400]), status=status, reason=reason)


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
