"""The commands that look into a ledger: list, show, search, actors."""

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, get_args

import typer
from msgspec.structs import replace

from sayso.commands.edge import LedgerFolder, complain, place_of, settings, terminal
from sayso.commands.export import export as export
from sayso.records import Act, ActorEntry, Hit, SpeakerKind

if TYPE_CHECKING:
    from sayso.ledger import View

LISTED: Final = 20  # actors that a list shows unless told otherwise


class ActorFormat(StrEnum):
    text = "text"
    json = "json"


def list_documents(
    failed: Annotated[bool, typer.Option("--failed", help="List what could not be read instead, and why.")] = False,
    ledger: LedgerFolder = None,
) -> None:
    """List the documents of the ledger.

    For each its id, date, number of attributions and title.
    """
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view, terminal() as screen:
        if failed:
            for failure in view.failures():
                screen.failure(failure)
        else:
            for entry in view.documents():
                screen.entry(entry)


def show(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its id, the first digits of it, or where it was found.")
    ],
    ledger: LedgerFolder = None,
) -> None:
    """Show who said what in one document.

    Below each attribution its id, act and speakers, as judged where a person judged them.
    """
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view, terminal() as screen:
        reading = view.judged(place_of(document))
        screen.facts(reading.document, reading.reader)
        screen.reading(reading, view.verdicts(reading.document.id))


def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Words that stand in it.")] = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who says it: words of a name, an id, or words of the source.")
    ] = None,
    about: Annotated[str | None, typer.Option(metavar="TEXT", help="Whom it is about: words of a name or an id.")] = (
        None
    ),
    act: Annotated[
        str | None, typer.Option(metavar="ACT", help=f"What kind of saying it is: {', '.join(get_args(Act))}.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help=f"How the speaker is named: {', '.join(get_args(SpeakerKind))}."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show at most.")] = 20,
    ledger: LedgerFolder = None,
) -> None:
    """Find attributions by words, speaker, subject or act.

    All words must stand in source or content. A star stands for any ending (milit*), and
    quotation marks keep words together. Without words an option alone is enough.
    """
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view, terminal() as screen:
        hits = view.search(" ".join(words or ()), speaker, limit, about=about, act=act, kind=kind)
        for hit in hits:
            screen.hit(hit)
    if not hits:
        complain("nothing found")


def actors(
    name: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Its id, or words of a name.")] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help=f"How many to list at most, {LISTED} unless told; of one actor, how much of each."),
    ] = None,
    format: Annotated[ActorFormat, typer.Option(help="For a person, or one JSON object.")] = ActorFormat.text,
    ledger: LedgerFolder = None,
) -> None:
    """List actors, and what they are called by whom.

    Those in most documents come first. With a NAME that means one actor, that one in full: all
    its names and who uses them, what it said and what is said about it, in time order.
    """
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view:
        if name:
            _show_actor(view, " ".join(name), limit, format)
        else:
            _list_actors(view, limit or LISTED, format)


def _list_actors(view: "View", limit: int, format: ActorFormat) -> None:
    found = view.actors(limit=limit)
    _tell_actors(found, format)
    if not found:
        complain("no page of the ledger has an actor")


def _show_actor(view: "View", name: str, limit: int | None, format: ActorFormat) -> None:
    from sayso.ledger.naming import meant

    found = meant(view, name)
    if len(found) > 1:
        _tell_actors(found[: limit or LISTED], format)
        complain(f"{name!r} may be any of {len(found)} actors; its id shows one in full")
        return
    page = view.actor(found[0].id, limit)
    if format is ActorFormat.json:
        _write({"actor": page.actor, "said": _rounded(page.said), "about": _rounded(page.about)})
        return
    with terminal() as screen:
        screen.actor_page(page)


def _tell_actors(entries: Sequence[ActorEntry], format: ActorFormat) -> None:
    if format is ActorFormat.json:
        _write({"actors": entries})
        return
    with terminal() as screen:
        for entry in entries:
            screen.actor(entry)


def _rounded(hits: Iterable[Hit]) -> list[Hit]:
    return [replace(hit, score=round(hit.score, 2)) for hit in hits]


def _write(told: dict[str, object]) -> None:
    from sayso.export.jsonl import encoded

    sys.stdout.buffer.write(encoded(told))
    sys.stdout.buffer.flush()
