"""What is answered where nothing else can be: what went wrong, in plain words, and the ways back."""

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

import msgspec
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from sayso.errors import SaysoError
from sayso.web.answers import page
from sayso.web.selecting import mended
from sayso.web.wire import HEADERS

# What a wrong address is a part of, and how the way back there is called.
PARTS: Final[Mapping[str, str]] = {
    "ledger": "The ledger", "documents": "All documents", "actors": "All actors", "events": "All events",
    "timeline": "The timeline", "map": "The map", "system": "The system", "judgements": "All judgements",
    "add": "Add pages",
}  # fmt: skip
TITLES: Final[Mapping[int, str]] = {
    400: "That cannot be used",
    403: "That is not allowed",
    404: "Not here",
    405: "That cannot be done here",
    500: "That went wrong",
}


def _refused(request: Request, status: int, reason: str) -> Response:
    if request.url.path.startswith("/api/"):
        return Response(msgspec.json.encode({"error": reason}), status, HEADERS, "application/json")
    told = {"title": TITLES.get(status, TITLES[400]), "status": status, "reason": reason}
    return page("error.html", status, **told, **back(request))


def back(request: Request) -> dict[str, str | None]:
    """The ways back from what could not be shown, where there are any: to the same `mended` of what cannot be used, to
    the page of ours from which one `came`, and to the `whole` list of which it is a `part`."""
    path = request.url.path
    part = path.strip("/").split("/")[0].split(".")[0]
    whole = f"/{part}" if part in PARTS and (path != f"/{part}" or request.url.query) else None
    ways = {
        "mended": mended(path, request.query_params) if path in {f"/{name}" for name in PARTS} else None,
        "came": _came(request),
        "whole": whole,
    }
    told = {name: way if way not in list(ways.values())[:at] else None for at, (name, way) in enumerate(ways.items())}
    return {**told, "part": PARTS[part] if whole else None}


def _came(request: Request) -> str | None:
    """The page of this server from which another one was asked for, as a path."""
    told = urlsplit(request.headers.get("referer", ""))
    if told.netloc != request.url.netloc or not told.path.startswith("/") or told.path.startswith("//"):
        return None
    came = f"{told.path}?{told.query}" if told.query else told.path
    here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return came if came != here else None


def _ours(request: Request, error: Exception) -> Response:
    status = getattr(error, "status", 500)
    told = str(error)
    if status == 404:  # which folder the ledger is tells a reader nothing
        told = told.replace(f" in ledger {request.app.state.ledger}", " in this ledger")
    return _refused(request, status, told)


def _theirs(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _refused(request, status, "There is no such page." if status == 404 else "The request cannot be answered.")


def _unreadable(request: Request, error: Exception) -> Response:
    return _refused(request, 400, "A value in the address is not one that can be used.")


def _broken(request: Request, error: Exception) -> Response:
    return _refused(request, 500, "The program made a mistake; its log on the terminal says which.")


# The last answers what nothing else foresaw; what it hides from the reader uvicorn prints where the server runs.
HANDLERS: Final[Mapping[type[Exception], Callable[[Request, Exception], Response]]] = {
    SaysoError: _ours,
    HTTPException: _theirs,
    RequestValidationError: _unreadable,
    Exception: _broken,
}
