"""The ledger as JSON, under `/api/v1`: what the pages show, by filters of the same names, with a schema in OpenAPI."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso import __version__
from sayso.errors import InputError, SaysoError
from sayso.web import api_models
from sayso.web.answers import page
from sayso.web.api_judging import TAKEN
from sayso.web.api_routes import PREFIX, judge
from sayso.web.api_routes import ROUTES as LEDGER
from sayso.web.api_stories import ROUTES as COMPARED
from sayso.web.api_stories import SEVERAL, WORKED, WORKING
from sayso.web.wire import HEADERS, UNSENDABLE

ABOUT: Final = (
    "Who said what about whom: attributions, and what is said to have happened, as pages of reporting tell them. Every"
    " entry is somebody's word; exact words, numbers of independent origins and contradictions are shown, never a"
    " verdict. An address refuses parameters that it does not know. Errors are told as `error`."
)
REASONS: Final[Mapping[str, str]] = {
    "extra_forbidden": "there is nothing of this name",
    "string_pattern_mismatch": "this is not written as the schema says",
}
REFUSED: Final[Mapping[int | str, dict[str, Any]]] = {
    "4XX": {"model": api_models.Fault, "description": "Why it is not answered."}
}


ROUTES: Final = {**LEDGER, **COMPARED}


def index(request: Request) -> Response:
    """A page that lists what can be asked, from the schema."""
    return page("api.html", paths=request.app.openapi()["paths"], prefix=PREFIX)


def create_api(state: State) -> ASGIApp:
    """The API over the ledger of an application's state, to be mounted at `PREFIX`."""
    quiet: Any = {"telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}}
    api = FastAPI(
        title="sayso",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_named,
        dependencies=[Depends(_once)],
        **quiet,
    )
    api.state = state
    for path, (answer, model) in ROUTES.items():
        besides = WORKING if path in WORKED else {}
        api.add_api_route(path, answer, response_model=model, responses={**REFUSED, **besides})
    api.add_api_route(
        "/judgements",
        judge,
        methods=["POST"],
        status_code=201,
        response_model=api_models.Judgement,
        responses={**REFUSED},
        openapi_extra={**TAKEN},
    )
    api.add_api_route("/", index, include_in_schema=False, response_model=None)
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
    return Heads(api)


class Heads:
    """Answers HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def headless(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, headless)


def _named(route: APIRoute) -> str:
    return route.name


def _once(request: Request) -> None:
    """Refuse an address that says one thing twice: nobody could tell which of the two holds."""
    names = [name for name, _ in request.query_params.multi_items()]
    several = SEVERAL.get(request.scope["path"].removeprefix(PREFIX), frozenset())
    twice = next((name for name in names if names.count(name) > 1 and name not in several), None)
    if twice is not None:
        raise InputError(f"{twice}: it is given more than once")


def refused(status: int, reason: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error as JSON. What of the question stands in it and cannot be sent is replaced."""
    body = msgspec.json.encode({"error": UNSENDABLE.sub("\ufffd", reason)})
    return Response(body, status, {**HEADERS, **(headers or {})}, "application/json")


def _ours(request: Request, error: Exception) -> Response:
    return refused(getattr(error, "status", 500), str(error))


def _theirs(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = ", ".join(sorted(_methods(request)))
        return refused(405, f"This address answers {allowed} alone.", {"allow": allowed})
    reason = f"There is no such address; {PREFIX}/ lists those that there are." if error.status_code == 404 else None
    return refused(error.status_code, reason or error.detail, error.headers)


def _methods(request: Request) -> set[str]:
    """The methods that this address answers."""
    routes = [each for each in request.app.routes if each.matches(request.scope)[0] is not Match.NONE]
    methods = {method for each in routes for method in each.methods or ()}
    return methods | ({"HEAD"} if "GET" in methods else set())


def _unreadable(request: Request, error: Exception) -> Response:
    """Which values cannot be used, and why. An address that can have no thing is one without a thing."""
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    status = 404 if any(each["loc"][0] == "path" for each in faults) else 400
    return refused(status, "; ".join(map(_fault, faults)))


def _fault(fault: Mapping[str, Any]) -> str:
    _, *names = fault["loc"]
    reason = REASONS.get(fault["type"], str(fault["msg"]))
    return f"{'.'.join(map(str, names))}: {reason}" if names else reason


def _broken(request: Request, error: Exception) -> Response:
    return refused(500, "The program made a mistake; its log on the terminal says which.")


HANDLERS: Final[Mapping[type[Exception], Callable[[Request, Exception], Response]]] = {
    SaysoError: _ours,
    HTTPException: _theirs,
    RequestValidationError: _unreadable,
    Exception: _broken,
}
