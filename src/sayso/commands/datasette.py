"""`sayso datasette`: what Datasette is to be told of a ledger."""

import sys
from pathlib import Path
from shlex import quote
from typing import Annotated, Final

import typer

from sayso.commands.edge import LedgerFolder, settings
from sayso.errors import InputError
from sayso.homes import Server

FILE: Final = "metadata.json"
PRINTED: Final = Path("-")


def datasette(
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write it; - prints it.  [default: metadata.json in the ledger]"),
    ] = None,
    ledger: LedgerFolder = None,
) -> None:
    """Write the metadata with which Datasette shows a ledger.

    It names the views for people, says what their columns mean, and hides the tables below them.
    Told in the end is how Datasette is started.
    """
    from sayso.export.datasette import written
    from sayso.ledger import View
    from sayso.ledger.schema import DATABASE

    folder = settings(ledger).ledger
    if isinstance(folder, Server):
        raise InputError(f"{folder}: Datasette opens ledgers in a folder; sayso backup makes one of this")
    with View(folder):  # brings an older ledger up, which has no such views
        told = written(Path(DATABASE).stem)
    if output == PRINTED:
        sys.stdout.write(told.decode())
        return
    path = folder / FILE if output is None else output
    try:
        path.write_bytes(told)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    print(f"datasette {quote(str(folder / DATABASE))} --metadata {quote(str(path))} --setting suggest_facets off")
