"""`sayso events`: what is said to have happened, and on whose say-so."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, get_args

import typer

from sayso.commands.edge import LedgerFolder, complain, output, settings
from sayso.records import EventType

if TYPE_CHECKING:
    from sayso.ledger import EventHit, View

LISTED: Final = 50  # events that are shown unless told otherwise


class EventFormat(StrEnum):
    text = "text"
    jsonl = "jsonl"


def events(
    type: Annotated[
        str | None, typer.Option(metavar="TYPE", help=f"What kind of event: {', '.join(get_args(EventType))}.")
    ] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who did it or to whom: words of a name or an id.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where: words of a place's name, or a country's code (SY).")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day on: YYYY-MM-DD, YYYY-MM or YYYY.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, the day itself included.")] = None,
    voice: Annotated[
        str | None, typer.Option(metavar="NAME", help="On whose say-so: a speaker, or page for the pages' own voice.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="DOCUMENT", help="In one document: its id or where it was found.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show at most.")] = LISTED,
    format: Annotated[EventFormat, typer.Option(help="For a person, or one JSON object an event.")] = EventFormat.text,
    ledger: LedgerFolder = None,
) -> None:
    """Tell what is said to have happened, and on whose say-so.

    The earliest first. An event that no date is told of counts on the day on which its page was
    published; that day stands in brackets.
    """
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view:
        actor, voice = (_meant(view, name, also) for name, also in ((actor, ""), (voice, "page")))
        found = view.events(type, actor, place, since, until, voice=voice, document=document, limit=limit + 1)
    _tell(found[:limit], format)
    if len(found) > limit:
        complain(f"these are the first {limit}; --limit shows more")
    if not found:
        asked = (type, actor, place, since, until, voice, document)
        complain("nothing found" if any(asked) else "no page of the ledger tells of an event")


def _meant(view: "View", name: str | None, also: str) -> str | None:
    """The id of the actor that is meant, or the name where several are; NotFoundError, with like names, for nobody."""
    from sayso.ledger.naming import meant

    if name is None or name == also:
        return name
    found = meant(view, name)
    if len(found) > 1:
        complain(f"{name!r} may be any of {len(found)} actors; here are the events of all: its id tells one")
        return name
    return found[0].id


def _tell(found: "tuple[EventHit, ...]", format: EventFormat) -> None:
    from sayso.export.events import EventTable, as_object
    from sayso.export.jsonl import encoded

    if format is EventFormat.jsonl:
        for hit in found:
            sys.stdout.buffer.write(encoded(as_object(hit)))
        sys.stdout.buffer.flush()
        return
    EventTable(output()).write(found)
