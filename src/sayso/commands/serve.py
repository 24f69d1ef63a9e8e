"""`sayso serve`: the ledger in a browser."""

import ipaddress
import os
from typing import Annotated

import typer
from msgspec.structs import replace

from sayso.commands.edge import LedgerFolder
from sayso.commands.edge import settings as told
from sayso.errors import InputError
from sayso.settings import Settings


def serve(
    host: Annotated[str, typer.Option(help="An address of this machine.")] = Settings().host,
    port: Annotated[int, typer.Option(min=0, max=65535)] = Settings().port,
    ledger: LedgerFolder = None,
) -> None:
    """Show the ledger in a browser.

    It is served at an address that only this machine can reach. Who judges there has to show the
    credential in SAYSO_TOKEN, where there is one.
    """
    if not _is_loopback(host):
        raise InputError(
            f"{host}: serving beyond this machine needs a credential for reading too, and there is none yet"
        )
    import uvicorn

    from sayso.ledger import View
    from sayso.web.app import create_app
    from sayso.web.spread import Spread, makers

    settings = replace(told(ledger), host=host, port=port)
    View(settings.ledger).close()  # says now, not on the first page, that there is no ledger to show
    _refuse_taken(host, port)
    print(f"http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)
    app = create_app(settings, settings.token)
    spread = Spread(app, settings, app.state.keeper, makers())
    uvicorn.run(spread, host=host, port=port, log_level="warning")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_taken(host: str, port: int) -> None:
    import socket

    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        reason = os.strerror(error.errno or 0)  # the error's own words say the address once more
        raise InputError(f"cannot serve at {host}, port {port}: {reason}; --port takes another") from error
