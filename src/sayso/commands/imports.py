"""`sayso import`: what other tools made, brought in: judgements, actors, places."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.edge import LedgerFolder, complain, settings
from sayso.errors import InputError
from sayso.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sayso.imports.actors import Changed
    from sayso.imports.entering import Desk
    from sayso.imports.told import Fault, Told

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Judge = Annotated[
    str | None,
    typer.Option("--judge", metavar="NAME", help="Whose judgements they are.  [env: SAYSO_JUDGE]"),
]
Actors = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Read actors of your own from a register file.  [env: SAYSO_ACTORS]"),
]


@app.callback()
def imports() -> None:
    """Bring in what other tools made.

    Bringing in the same file twice changes nothing. What cannot be brought in is told with its
    file and line; all else is.
    """


@app.command()
def annotations(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON-LD, or one annotation a line.")],
    judge: Judge = None,
    actors: Actors = None,
    ledger: LedgerFolder = None,
) -> None:
    """Judgements from W3C Web Annotations."""
    from sayso.imports.annotations import Item, items, read
    from sayso.imports.told import Fault

    told = settings(ledger, actors, judge)

    def of(desk: "Desk") -> "Iterable[Told | Fault]":
        found = list(items(_bytes(file), file.name))
        yield from (each for each in found if isinstance(each, Fault))
        yield from read((each for each in found if isinstance(each, Item)), desk.text)

    _judgements(told, of)


@app.command()
def brat(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Files .txt with their .ann; or one .ann.")],
    judge: Judge = None,
    actors: Actors = None,
    ledger: LedgerFolder = None,
) -> None:
    """Judgements from brat's stand-off files.

    What the ledger has as well is judged right, what it has not was missed.
    """
    from sayso.imports.brat import read

    _judgements(settings(ledger, actors, judge), lambda desk: read(folder, desk.text_of))


@app.command("actors")
def bring_actors(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table with the column name.")],
    into: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The register file that they go into.  [env: SAYSO_ACTORS]")
    ] = None,
) -> None:
    """Actors from a CSV table, into a register file of your own."""
    from sayso.imports.actors import bring

    path = into or settings(None).actors
    if path is None:
        raise InputError("where they are to go is not known: give --into FILE, or SAYSO_ACTORS")
    _tell_changed(bring(file, path), path, "actor")


@app.command("places")
def bring_places(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoJSON: features with a name.")],
    into: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file that they go into.  [env: SAYSO_PLACES]")
    ] = None,
) -> None:
    """Places from GeoJSON, into a file of places of your own."""
    from sayso.imports.places import bring

    path = into or settings(None).places
    if path is None:
        raise InputError("where they are to go is not known: give --into FILE, or SAYSO_PLACES")
    _tell_changed(bring(file, path), path, "place")


def _judgements(told: Settings, of: "Callable[[Desk], Iterable[Told | Fault]]") -> None:
    from sayso.imports.entering import Desk, bring
    from sayso.ledger import Ledger, View

    View(told.ledger).close()  # there is nothing to judge in a ledger that would be made now
    with Ledger(told.ledger) as opened:
        desk = Desk(opened.view, told.actors)
        time = datetime.now(UTC).isoformat(timespec="seconds")
        came = bring(opened, of(desk), desk, _judge(told), time)
    print(
        f"{_count(len(came.entered), 'judgement')} entered, {came.before} there before;"
        f" {_count(len(came.known), 'attribution')} told of which nothing is judged"
    )
    _tell(came.faults)


def _judge(told: Settings) -> str:
    if told.judge is None or not told.judge.strip():
        raise InputError("whose judgements they are is not known: give --judge NAME, or SAYSO_JUDGE")
    return told.judge


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None


def _tell_changed(came: "Changed", path: Path, thing: str) -> None:
    print(f"{_count(len(came.added), thing)} added, {_count(len(came.changed), thing)} changed in {path}")
    _tell(came.faults)


def _tell(faults: "Iterable[Fault]") -> None:
    """Say what could not be brought in; a run that leaves something out has failed in part."""
    told = list(faults)
    for fault in told:
        complain(f"{fault.where}: {fault.reason}")
    if told:
        raise typer.Exit(1)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"
