"""`sayso read`: pages into the ledger, and onto the terminal."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.edge import LedgerFolder, complain, terminal
from sayso.commands.edge import settings as told
from sayso.errors import SaysoError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.batch import Outcome
    from sayso.export.terminal import Terminal
    from sayso.ledger import Ledger
    from sayso.progress import Steps


class Format(StrEnum):
    text = "text"
    jsonl = "jsonl"


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, and folders with all that is below them.")],
    format: Annotated[Format, typer.Option(help="For a person, or one JSON object a page.")] = Format.text,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Only print; keep nothing.")] = False,
    actors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A register of actors of your own, beside sayso's.  [env: SAYSO_ACTORS]"),
    ] = None,
    ledger: LedgerFolder = None,
) -> None:
    """Read pages: who said what, into the ledger."""
    from sayso.ledger import Ledger

    settings = told(ledger, actors)
    if settings.actors is not None:
        from sayso.lexicon.register import load

        load(settings.actors)  # says now what is wrong with it, before anything is read
    if no_ledger:
        sound = _read(paths, format, settings, None)
    else:
        with Ledger(settings.ledger) as opened:
            sound = _read(paths, format, settings, opened)
    if not sound:
        raise typer.Exit(1)


def _read(arguments: list[str], format: Format, settings: Settings, ledger: "Ledger | None") -> bool:
    from sayso.batch import read_all
    from sayso.export.terminal import shown, summary
    from sayso.pipeline import Reader
    from sayso.progress import Steps

    paths, failed = _pages(arguments, ledger)
    steps, pages, attributions, problems = Steps(len(paths)), 0, 0, 0
    reader = Reader(threshold=settings.threshold, actors=settings.actors)
    with terminal() as screen, steps.running():
        for outcome in read_all(_stepping(paths, steps), reader, ledger, settings.max_bytes):
            with steps.aside():
                _tell(outcome, format, screen)
            if outcome.reading is None:
                failed += 1
                continue
            pages += 1
            attributions += len(outcome.reading.attributions)
            problems += len(outcome.reading.problems)
    line = summary(pages, attributions, problems, failed, str(settings.ledger) if ledger else None)
    print(shown(line), file=sys.stdout if format is Format.text else sys.stderr)
    return failed == 0


def _pages(arguments: list[str], ledger: "Ledger | None") -> tuple[list[Path], int]:
    """The pages that the arguments stand for, and how many things could not be looked into."""
    from sayso.batch import failed
    from sayso.sources import files

    paths: list[Path] = []
    failures: list[tuple[str, SaysoError]] = []
    for argument in arguments:
        try:
            found = files.find(argument)
        except SaysoError as error:
            failures.append((argument, error))
            continue
        paths.extend(found.pages)
        failures.extend((str(path), error) for path, error in found.failures)
        if found.skipped:
            complain(
                f"{argument}: passed over {_names(found.skipped)}: no {'page' if len(found.skipped) == 1 else 'pages'}"
            )
    for name, reason in failures:
        complain(failed(name, "files", str(reason), ledger).reason or "")
    return paths, len(failures)


def _names(paths: Sequence[Path]) -> str:
    named = ", ".join(path.name for path in paths[:3])
    return named if len(paths) <= 3 else f"{named} and {len(paths) - 3} more"


def _stepping(paths: list[Path], steps: "Steps") -> Iterator[Path]:
    for path in paths:
        steps.begin(str(path))
        yield path


def _tell(outcome: "Outcome", format: Format, screen: "Terminal") -> None:
    from sayso.export import jsonl

    if outcome.reading is None:
        complain(outcome.reason or "")
    elif format is Format.jsonl:
        sys.stdout.buffer.write(jsonl.line(outcome.reading))
        sys.stdout.buffer.flush()
    else:
        screen.reading(outcome.reading)
