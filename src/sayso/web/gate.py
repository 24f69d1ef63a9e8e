"""What every request passes: only those that name this machine are let in, and every answer carries its headers."""

import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.wire import HEADERS

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d+)?")


def names(host: str) -> frozenset[str]:
    """The names under which a server that is bound to `host` may be asked for."""
    return LOOPBACK | {f"[{host.lower()}]" if ":" in host else host.lower()}


class Gate:
    """Refuses a request for any other host: a page of another site whose name was made to lead here reads nothing."""

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self.app if self.knows(Headers(scope=scope)) else _REFUSAL
        await answer(scope, receive, guarded)

    def knows(self, headers: Headers) -> bool:
        """Whether the one Host header of a request names this server, whatever the port."""
        hosts = headers.getlist("host")
        named = HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        return named is not None and named[1] in self.names


_REFUSAL = PlainTextResponse("This server answers only to the names of this machine.\n", 421)
