"""A ledger shown in a browser, and the same as JSON. Only persons change it: by judgements, and by pages they add."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Response
from fastapi.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from sayso.errors import SaysoError
from sayso.export import jsonl
from sayso.ledger import Views
from sayso.settings import Settings
from sayso.web import (
    actor_pages,
    adding,
    documents,
    echoes,
    events,
    feeds,
    judgements,
    ledger_pages,
    map,
    overview,
    publishers,
    reader,
    same,
    stories,
    system,
    timeline,
)
from sayso.web.answers import Viewed, compile_templates
from sayso.web.api import Heads, create_api
from sayso.web.api_routes import PREFIX
from sayso.web.background import Intake
from sayso.web.changes import CHANGES
from sayso.web.describing import Describer
from sayso.web.gate import Gate, Keeper, names
from sayso.web.gate import keeper as new_keeper
from sayso.web.judging import judging
from sayso.web.packed import PackedFiles
from sayso.web.refusals import HANDLERS

STATIC = Path(__file__).parent / "static"
THREADS = 6  # that answer at once: more would only wait for each other, each with a view of its own


def create_app(settings: Settings, token: str | None = None, keeper: Keeper | None = None) -> FastAPI:
    """The application over the ledger that the settings name; it answers to their host and to loopback names alone.

    `token`, or that of the settings, is the credential without which nothing may be changed; beyond loopback nothing
    may be changed where there is none. `keeper` is that of the process for which this one makes pages.
    """
    # Nothing is told to anybody: no page that draws on other hosts, and no traces, whatever the environment says.
    quiet: Any = {"telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}}
    app = FastAPI(title="sayso", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan, **quiet)
    app.state.settings, app.state.ledger = settings, settings.ledger
    app.state.views = Views(settings.ledger)
    app.state.register = settings.actors
    app.state.describer = Describer(settings.ledger)
    app.state.keeper = keeper or new_keeper(settings.host, token or settings.token)
    app.state.judging = judging(app.state.keeper, settings)
    app.state.intake = Intake(settings)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Heads)  # outside of what compresses, so that HEAD tells of what GET sends
    app.add_middleware(Gate, names=names(settings.host))
    app.mount("/static", PackedFiles(directory=STATIC), name="static")
    app.mount(PREFIX, create_api(app.state), name="api")
    for path, change in {**CHANGES, **adding.CHANGES, **same.CHANGES}.items():
        app.add_api_route(path, change, methods=["POST"], response_model=None)
    for path, answer in ROUTES.items():
        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


def prepare(app: FastAPI) -> None:
    """Do now what the first looks would wait for."""
    compile_templates()
    with suppress(SaysoError), app.state.views.lent() as view:  # its faults are told by the first page
        view.prepare()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What runs beside the server ends with it."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    preparing = Thread(target=prepare, args=(app,), name="prepare", daemon=True)
    preparing.start()
    yield
    preparing.join(1)
    await run_in_threadpool(app.state.intake.close)
    app.state.describer.close()
    app.state.views.close()


def document_as_json(view: Viewed, name: str) -> Response:
    """The newest reading of a document in the ledger format."""
    return Response(jsonl.line(view.reading(name)), media_type="application/json")


ROUTES: Mapping[str, Callable[..., Response]] = {
    "/api/documents/{name}": document_as_json,
    **actor_pages.ROUTES,
    **overview.ROUTES,
    **ledger_pages.ROUTES,
    **documents.ROUTES,
    **reader.ROUTES,
    **echoes.ROUTES,
    **stories.ROUTES,
    **same.ROUTES,
    **publishers.ROUTES,
    **judgements.ROUTES,
    **events.ROUTES,
    **feeds.ROUTES,
    **timeline.ROUTES,
    **map.ROUTES,
    **system.ROUTES,
    **adding.ROUTES,
}
