"""What the commands that read pages share: their options, and how they tell what became of each page."""

import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso.commands.edge import complain, terminal
from sayso.errors import InputError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.batch import Outcome
    from sayso.export.terminal import Terminal
    from sayso.scale.reading import Stop

MOST_JOBS: Final = 4  # that are taken without being told
LONGEST: Final = 300.0  # seconds for one page
FIELDS: Final = ("text", "html", "url", "date", "publisher", "title", "author")
INTERRUPTED: Final = 130  # the exit status of what Ctrl-C ended

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help=f"Processes that read.  [default: the cores, at most {MOST_JOBS}]"),
]
Timeout = Annotated[float, typer.Option(metavar="SECONDS", min=1, help="How long one page may take.")]
Columns = Annotated[
    str, typer.Option(metavar="FIELD=NAME,…", help=f"Which columns of tables hold {', '.join(FIELDS)}.")
]
Actors = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A register of actors of your own, beside sayso's.  [env: SAYSO_ACTORS]"),
]
Places = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A file of places of your own, beside sayso's.  [env: SAYSO_PLACES]"),
]
Private = Annotated[bool, typer.Option("--allow-private", help="Ask for addresses too that are not public.")]


class Format(StrEnum):
    text = "text"
    jsonl = "jsonl"


OutputFormat = Annotated[Format, typer.Option(help="For a person, or one JSON object a page.")]


class Tally:
    """What became of pages, in numbers."""

    def __init__(self) -> None:
        self.pages = self.attributions = self.problems = self.failed = 0
        self.stopped = False

    def add(self, outcome: "Outcome") -> None:
        self.failed += outcome.reason is not None
        if outcome.reading is not None:
            self.pages += 1
            self.attributions += len(outcome.reading.attributions)
            self.problems += len(outcome.reading.problems)

    def leave(self) -> None:
        """End the command as these numbers say."""
        if self.stopped:
            raise typer.Exit(INTERRUPTED)
        if self.failed:
            raise typer.Exit(1)


def usual_jobs() -> int:
    """The cores that this process may use, as far as they are taken without being told."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_JOBS)


def columns_of(told: str) -> dict[str, str]:
    """The columns of tables by what they hold. InputError for what holds nothing known."""
    pairs = [part.partition("=") for part in told.split(",") if part.strip()]
    for field, equals, name in pairs:
        if field.strip() not in FIELDS or not equals or not name.strip():
            raise InputError(f"--columns {told!r}: FIELD=NAME is wanted, and FIELD one of {', '.join(FIELDS)}")
    return {field.strip(): name.strip() for field, _, name in pairs}


def check_register(settings: Settings) -> None:
    """InputError for a register or places of one's own that cannot be used, now, before anything is read."""
    if settings.actors is not None:
        from sayso.lexicon.register import load

        load(settings.actors)
    if settings.places is not None:
        from sayso.lexicon.sites import prepared

        prepared(settings.places)


def tell_all(
    outcomes: Callable[["Stop"], Iterator["Outcome"]], format: Format, total: int | None, ledger: str | None
) -> Tally:
    """Tell outcomes as they come, with how far it is, and their numbers at the end. Ctrl-C sets the `Stop`."""
    from sayso.export.terminal import shown, summary
    from sayso.progress import Pages
    from sayso.scale.stopping import asked_to_stop

    tally, pages = Tally(), Pages(total)
    with terminal() as screen, pages.running(), asked_to_stop() as stop:
        for outcome in outcomes(stop):
            with pages.aside():
                _tell(outcome, format, screen)
            pages.done(outcome.name, failed=outcome.reason is not None)
            tally.add(outcome)
        tally.stopped = stop.is_set()
    line = summary(tally.pages, tally.attributions, tally.problems, tally.failed, ledger)
    print(shown(line), file=sys.stdout if format is Format.text else sys.stderr)
    if tally.stopped:
        complain("stopped before the end; run again, it goes on with what is left")
    return tally


def _tell(outcome: "Outcome", format: Format, screen: "Terminal") -> None:
    from sayso.export import jsonl

    if outcome.reason is not None:
        complain(outcome.reason)
    elif outcome.reading is None:
        return  # nothing new, and the ledger has nothing of it by this reader
    elif format is Format.jsonl:
        sys.stdout.buffer.write(jsonl.line(outcome.reading))
        sys.stdout.buffer.flush()
    else:
        screen.reading(outcome.reading)
