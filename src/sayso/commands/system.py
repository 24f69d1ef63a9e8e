"""`sayso system`: who stands with whom and against whom, as pages tell it."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from sayso.commands.edge import LedgerFolder, complain
from sayso.commands.edge import settings as told
from sayso.errors import InputError, SaysoError

if TYPE_CHECKING:
    from pathlib import Path

    from sayso.compare.system import System
    from sayso.progress import Steps
    from sayso.records import Document, Entry, Reading
    from sayso.settings import Settings


class SystemFormat(StrEnum):
    text = "text"
    json = "json"
    graphml = "graphml"


class Chosen(Struct, frozen=True):
    """Which documents count: words of the publisher's name, the first and last day of publication (ISO)."""

    publisher: str | None
    since: str | None
    until: str | None

    def has(self, document: "Document | Entry") -> bool:
        published = document.published or ""
        return (
            (self.publisher or "").casefold() in (document.publisher or "").casefold()
            and (self.since is None or self.since <= published)
            and (self.until is None or "" < published[:10] <= self.until)
        )


def system(
    pages: Annotated[
        list[str] | None,
        typer.Argument(metavar="PAGE", help="Files, and folders; without any, the documents of the ledger."),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only documents whose publisher's name holds this.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only documents published on this day or later (2024-02-29).")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only documents published on this day or earlier.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many lines of a section to show.")] = 8,
    format: Annotated[
        SystemFormat, typer.Option(help="For a person, one JSON object, or a graph for other programs.")
    ] = SystemFormat.text,
    ledger: LedgerFolder = None,
) -> None:
    """Show the system that pages describe.

    Blocs and what strains them, who leads whom, who accuses whom of what, aims, means, what is
    fought over, agreements: each with its count, whose word it is, and the words. Told, not known.
    """
    from sayso.compare.system import described

    settings = told(ledger)
    chosen = Chosen(publisher, _day("--since", since), _day("--until", until))
    if pages:
        readings, failed = _read(pages, settings)
        found = described([reading for reading in readings if chosen.has(reading.document)])
    else:
        (readings, same), failed = _kept(settings, chosen), 0
        found = described(readings, same=same)
    if found.ties or found.lines:
        _write(found, limit, format)
    elif found.sources:
        complain("nothing is told there of how actors stand to each other")
    elif not failed:
        complain("no document is such")
    if failed:
        raise typer.Exit(1)


def _day(option: str, words: str | None) -> str | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise InputError(f"{option}: {words!r} is no date like 2024-02-29") from None


def _read(arguments: Sequence[str], settings: "Settings") -> tuple[list["Reading"], int]:
    """The readings of pages, and how many things could not be read."""
    from sayso.batch import read_all
    from sayso.pipeline import Reader
    from sayso.progress import Steps

    paths, failed = _found(arguments)
    steps, readings = Steps(len(paths)), []
    reader = Reader(threshold=settings.threshold, actors=settings.actors, places=settings.places)
    with steps.running():
        for outcome in read_all(_stepping(paths, steps), reader, None, settings.max_bytes):
            if outcome.reading is None:
                failed += 1
                with steps.aside():
                    complain(outcome.reason or "")
                continue
            readings.append(outcome.reading)
            if not outcome.reading.sentences:  # of a language that is not read
                for problem in outcome.reading.problems:
                    complain(f"{outcome.name}: {problem.message}")
    return readings, failed


def _found(arguments: Sequence[str]) -> tuple[list["Path"], int]:
    from sayso.sources import files

    paths: list[Path] = []
    failed = 0
    for argument in arguments:
        try:
            found = files.find(argument)
        except SaysoError as error:
            complain(str(error))
            failed += 1
            continue
        paths.extend(found.pages)
        for _, reason in found.failures:
            complain(str(reason))
        failed += len(found.failures)
    return paths, failed


def _stepping(paths: Sequence["Path"], steps: "Steps") -> Iterator["Path"]:
    for path in paths:
        steps.begin(str(path))
        yield path


def _kept(settings: "Settings", chosen: Chosen) -> tuple[list["Reading"], dict[str, str]]:
    """The readings of the ledger's documents as judged, and its actors that are joined: ids to the canonical one."""
    from sayso.ledger import View

    with View(settings.ledger) as view:
        readings = [view.judged(entry.id) for entry in view.documents() if chosen.has(entry)]
        return readings, {id: actor.id for actor in view.actors() for id in actor.joined}


def _write(found: "System", limit: int, format: SystemFormat) -> None:
    if format is SystemFormat.text:
        from sayso.commands.system_table import show

        show(found, sys.stdout, limit)
        return
    if format is SystemFormat.json:
        from msgspec import to_builtins

        from sayso.export.jsonl import encoded

        data = encoded({"system": to_builtins(found)})
    else:
        from sayso.compare.graphml import graphml

        data = graphml(found)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
