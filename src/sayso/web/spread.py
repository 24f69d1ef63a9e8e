"""Pages made by several processes: one alone keeps fewer cores busy than there are, and asks for more than its share of
one interpreter.

The process that is asked keeps all that it remembers to itself (pages that wait to be read, systems that are worked
out) and every change; what only looks at the ledger it hands on to whichever maker of pages is free.
"""

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.beside import processes
from sayso.web.gate import Keeper

MOST: Final = 4  # processes that make pages
# What is answered by the process that is asked: it alone remembers it, or it is as long as what is in the ledger.
OWN: Final = ("/static/", "/add", "/system", "/export/")
LONG: Final = (".csv", ".jsonl", "/original")
# Of what a server knows of a request, that which an answer can depend on.
_TOLD: Final = (
    "type", "http_version", "method", "scheme", "path", "raw_path", "query_string", "headers", "root_path", "server",
)  # fmt: skip

# What a process that makes pages is asked first, so that what it keeps in memory is there.
_LOOK: Final[Mapping[str, Any]] = {
    "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/ledger",
    "raw_path": b"/ledger", "query_string": b"", "root_path": "", "headers": [(b"host", b"localhost")],
}  # fmt: skip

_app: ASGIApp | None = None
_runner: asyncio.Runner | None = None


def makers() -> int:
    """How many processes make pages: one core is left to the process that is asked and to reading."""
    return max(1, min(MOST, len(os.sched_getaffinity(0)) - 1 if hasattr(os, "sched_getaffinity") else MOST - 1))


class Spread:
    """An application whose pages are made by `count` processes beside it; where these are lost it makes its own."""

    def __init__(self, app: ASGIApp, settings: Settings, keeper: Keeper, count: int) -> None:
        self.app, self._settings, self._keeper, self._count = app, settings, keeper, count
        self._pool: ProcessPoolExecutor | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lived(scope, receive, send)
        elif self._pool is None or not is_look(scope):
            await self.app(scope, receive, send)
        else:
            await self._handed_on(scope, receive, send)

    async def _lived(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._pool = processes(self._count, start, self._settings, self._keeper)
        for _ in range(self._count):
            self._pool.submit(os.getpid)
        try:
            await self.app(scope, receive, send)
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def _handed_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        pool = self._pool
        told = {name: scope[name] for name in _TOLD if name in scope}
        try:
            messages = await asyncio.get_running_loop().run_in_executor(pool, answer, told)
        except BrokenProcessPool:
            self._pool = None  # one was killed: the pages are made here from now on
            await self.app(scope, receive, send)
            return
        for message in messages:
            await send(message)


def is_look(scope: Scope) -> bool:
    """Whether a request only looks at the ledger, and at a part of it that fits into a page."""
    path = scope["path"]
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and not path.startswith(OWN)
        and not path.endswith(LONG)
    )


def start(settings: Settings, keeper: Keeper) -> None:
    """Make the application of a process that makes pages, and what it keeps in memory."""
    global _app, _runner
    _app, _runner = create_app(settings, keeper=keeper), asyncio.Runner()
    with suppress(Exception):  # a ledger that is not there yet is no fault before somebody asks
        answer(_LOOK)


def answer(scope: Mapping[str, Any]) -> list[Message]:
    """What the application of this process says to a request without a body."""
    assert _app is not None
    assert _runner is not None
    return _runner.run(_answered(_app, scope))


async def _answered(app: ASGIApp, scope: Mapping[str, Any]) -> list[Message]:
    said: list[Message] = []

    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for message in asked:
            return message
        never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await never  # nobody says more, nor leaves

    async def send(message: Message) -> None:
        said.append(message)

    await app({**scope, "client": None, "extensions": {}}, receive, send)
    return said
