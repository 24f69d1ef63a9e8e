"""`sayso read`: pages into the ledger, and onto the terminal."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.bringing import bring_up
from sayso.commands.edge import LedgerFolder, complain
from sayso.commands.edge import settings as told
from sayso.commands.outcomes import (
    LONGEST,
    Actors,
    Columns,
    Format,
    Jobs,
    OutputFormat,
    Places,
    Private,
    Timeout,
    check_register,
    columns_of,
    tell_all,
    usual_jobs,
)
from sayso.errors import InputError, SaysoError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.batch import Outcome
    from sayso.ledger import Ledger
    from sayso.scale.reading import Stop


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="Files, folders, archives (WARC, WET), tables (CSV, JSONL, Parquet), addresses, or -."
        ),
    ],
    format: OutputFormat = Format.text,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Only print; keep nothing.")] = False,
    jobs: Jobs = None,
    timeout: Timeout = LONGEST,
    columns: Columns = "",
    allow_private: Private = False,
    ray: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Read on the machines of a Ray cluster.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="With --ray: write Parquet into this folder instead of a ledger."),
    ] = None,
    actors: Actors = None,
    places: Places = None,
    ledger: LedgerFolder = None,
) -> None:
    """Read pages: who said what, into the ledger.

    Ctrl-C finishes what is being read, a second one stops at once. Run again, it goes on with
    what is left.
    """
    from sayso.scale import pool
    from sayso.scale.comparer import WORTH, comparing_beside
    from sayso.sources import opening

    if out is not None and ray is None:
        raise InputError("--out goes with --ray; without it pages go into a ledger, or with --no-ledger nowhere")
    settings = told(ledger, actors, places=places)
    check_register(settings)
    options = opening.Options(max_bytes=settings.max_bytes, columns=columns_of(columns), allow_private=allow_private)
    with ExitStack() as stack:
        # Workers take a second to load: they begin before anything else does.
        readers = stack.enter_context(pool(settings, jobs or usual_jobs(), timeout)) if ray is None else None
        opened = stack.enter_context(_opened(settings, no_ledger or out is not None))

        def outcomes(stop: "Stop") -> Iterator["Outcome"]:
            if readers is not None:
                return readers.read_arguments(paths, options, opened, stop=stop)
            from sayso.scale.by_ray import read_many_by_ray

            return read_many_by_ray(paths, settings, options, ray or "", opened, out=out, longest=timeout, stop=stop)

        _tell_passed_over(paths)
        total = opening.count(paths)
        if opened is not None and (total is None or total >= WORTH):
            stack.enter_context(comparing_beside(settings.ledger))
        tally = tell_all(outcomes, format, total, str(settings.ledger) if opened else None)
    if opened is not None and not tally.stopped:
        bring_up(settings.ledger)
    tally.leave()


def _opened(settings: Settings, no_ledger: bool) -> "AbstractContextManager[Ledger | None]":
    if no_ledger:
        return nullcontext()
    from sayso.ledger import Ledger

    return Ledger(settings.ledger)


def _tell_passed_over(arguments: Sequence[str]) -> None:
    """Say what lies in folders and is no page."""
    from sayso.sources import files

    for argument in arguments:
        path = Path(argument)
        try:
            found = list(files.walk(path)) if not files.is_address(argument) and files.is_folder(path) else []
        except SaysoError:
            continue  # it is told when its turn comes
        skipped = [entry for entry, kind in found if kind == "skipped"]
        if skipped:
            complain(f"{argument}: passed over {_names(skipped)}: no {'page' if len(skipped) == 1 else 'pages'}")


def _names(paths: Sequence[Path]) -> str:
    named = ", ".join(path.name for path in paths[:3])
    return named if len(paths) <= 3 else f"{named} and {len(paths) - 3} more"
