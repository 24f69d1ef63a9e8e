"""What every request passes: only those that name this machine are let in, and every answer carries its headers.

A change passes more: it has to come from one of the server's own pages, or with the credential.
"""

import ipaddress
import re
from collections.abc import Collection, Mapping
from hmac import compare_digest
from secrets import token_bytes, token_urlsafe

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import RefusedError
from sayso.web.wire import HEADERS

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d+)?")

CLOSED = "This server takes no judgements or pages: it is reached from beyond its machine, without any SAYSO_TOKEN."
ELSEWHERE = "This came from a page that is not one of this server’s own. Nothing was changed."
WITHOUT = "The credential is not the one that this server was given in SAYSO_TOKEN. Nothing was changed."
OLD = "This form is older than the running server. Open its page again and fill it in there. Nothing was changed."


class Keeper(Struct, frozen=True):
    """Who may change a ledger. `form` is a secret of this process that its own forms carry; `token` the credential that
    a change needs, None where being on this machine is enough; `open` is False where nobody may."""

    open: bool
    form: str
    token: str | None = None


def keeper(host: str, token: str | None) -> Keeper:
    """The keeper of a server that is bound to `host`: beyond loopback it lets nobody in without a credential."""
    return Keeper(open=bool(token) or loopback(host), form=token_urlsafe(32), token=token or None)


def loopback(host: str) -> bool:
    """Whether only this machine reaches a server bound to this host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def check_origin(keeper: Keeper, headers: Headers) -> None:
    """Raise RefusedError for a change that comes from elsewhere; told from the headers alone, before a body is read.

    A browser says from which page a form comes. Another program, which does not, has to bring the credential.
    """
    if not keeper.open:
        raise RefusedError(CLOSED)
    silent = "origin" not in headers and "sec-fetch-site" not in headers
    if not (_same_origin(headers) or (silent and _bears(keeper, headers))):
        raise RefusedError(ELSEWHERE)


def check_proof(keeper: Keeper, headers: Headers, fields: Mapping[str, str]) -> None:
    """Raise RefusedError for a change that brings neither the credential, where one is set, nor this process's form."""
    if _bears(keeper, headers):
        return
    if keeper.token is not None and not _equal(fields.get("token", ""), keeper.token):
        raise RefusedError(WITHOUT)
    if not _equal(unmasked(fields.get("form", "")), keeper.form):
        raise RefusedError(OLD)


def masked(form: str) -> str:
    """The secret of a form as one page carries it: other letters on each, so that how well a page is compressed tells
    nothing of the secret."""
    secret = form.encode()
    mask = token_bytes(len(secret))
    return f"{mask.hex()}.{_mixed(mask, secret).hex()}"


def unmasked(told: str) -> str:
    """The secret that a page carries; what is not masked is given back as it is."""
    mask, dot, mixed = told.partition(".")
    try:
        return _mixed(bytes.fromhex(mask), bytes.fromhex(mixed)).decode() if dot else told
    except ValueError:
        return ""


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _same_origin(headers: Headers) -> bool:
    host = headers.get("host", "").lower()
    told = headers.getlist("origin")
    return headers.get("sec-fetch-site", "same-origin") == "same-origin" and told in (
        [f"http://{host}"],
        [f"https://{host}"],
    )


def _bears(keeper: Keeper, headers: Headers) -> bool:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return keeper.token is not None and scheme.lower() == "bearer" and _equal(token.strip(), keeper.token)


def _equal(given: str, secret: str) -> bool:
    """In a time that tells nothing of where they differ."""
    return compare_digest(given.encode(errors="replace"), secret.encode(errors="replace"))


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
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():  # an answer may keep to a stricter rule of its own
                    headers.setdefault(name, value)
            await send(message)

        refusal = _REFUSAL_IN_JSON if scope["path"].startswith("/api/") else _REFUSAL
        answer = self.app if self.knows(Headers(scope=scope)) else refusal
        await answer(scope, receive, guarded)

    def knows(self, headers: Headers) -> bool:
        """Whether the one Host header of a request names this server, whatever the port."""
        hosts = headers.getlist("host")
        named = HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        return named is not None and named[1] in self.names


_NOT_OURS = "This server answers only to the names of this machine."
_REFUSAL = PlainTextResponse(f"{_NOT_OURS}\n", 421)
_REFUSAL_IN_JSON = JSONResponse({"error": _NOT_OURS}, 421)
