"""What every command shares at the edge: the options that several take, settings, the terminal, complaints."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from sayso.settings import Settings, from_environment

if TYPE_CHECKING:
    from sayso.export.terminal import Terminal

LedgerFolder = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="LEDGER",
        help="The folder of the ledger, or postgresql://….  [env: SAYSO_LEDGER; default: sayso-ledger]",
    ),
]


def settings(
    ledger: str | None, actors: Path | None = None, judge: str | None = None, places: Path | None = None
) -> Settings:
    """The settings of the environment, what is told on the command line going first."""
    return from_environment(os.environ, ledger=ledger, actors=actors, judge=judge, places=places)


@contextmanager
def terminal() -> Iterator["Terminal"]:
    """Standard output as a terminal to write on."""
    from sayso.export.terminal import Terminal

    yield Terminal(output())


def output() -> TextIO:
    """Standard output for the words of pages."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")  # a terminal that knows fewer characters than a page shows a mark for the others
    return sys.stdout


def complain(message: str) -> None:
    """Say on standard error, on one line, what is wrong or was passed over."""
    # Names of files may hold what a terminal would obey, and so may what pages say of themselves.
    from sayso.export.terminal import shown

    print(f"sayso: {shown(message)}", file=sys.stderr)


def place_of(document: str) -> str:
    """What a person calls a document: where it is a file here, the place at which the ledger has it."""
    from sayso.sources import files

    return files.place(Path(document)) if Path(document).is_file() else document
