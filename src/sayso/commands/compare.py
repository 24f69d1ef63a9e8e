"""`sayso compare`: publishers side by side over a selection."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso.commands.bringing import bring_up
from sayso.commands.edge import LedgerFolder, complain, output, settings
from sayso.errors import InputError

if TYPE_CHECKING:
    from sayso.compare.publishers import Comparison
    from sayso.ledger import View
    from sayso.records import Selection

ROWS: Final = 8  # rows of a section
MOST: Final = 300  # pages of a publisher that are looked at, its newest


class CompareFormat(StrEnum):
    text = "text"
    json = "json"


def compare(
    publishers: Annotated[
        list[str], typer.Argument(metavar="PUBLISHER", help="Names of publishers, or words of them.")
    ],
    words: Annotated[
        str, typer.Option(metavar="WORDS", help="Only pages with attributions in which these words stand.")
    ] = "",
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only pages on which this actor speaks or is spoken of.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day on: YYYY-MM-DD, YYYY-MM or YYYY.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, the day itself included.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many rows of a kind to show.")] = ROWS,
    format: Annotated[CompareFormat, typer.Option(help="For a person, or one JSON object.")] = CompareFormat.text,
    ledger: LedgerFolder = None,
) -> None:
    """Put publishers side by side.

    What each calls the same actor, loaded words in a thousand, of its own and of those whom it
    quotes, whom it quotes and how often by name, whose text it repeats, and what it leaves out of
    the stories that others tell, too. No publisher is the measure of another.
    """
    from sayso.ledger import View
    from sayso.records import Selection

    folder = settings(ledger).ledger
    bring_up(folder)
    with View(folder) as view:
        names = [_meant(view, name) for name in publishers]
        asked = Selection(words=words, actor=None if actor is None else _actor(view, actor), since=since, until=until)
        found = told(view, names, asked)
    silent = [name for name in names if name not in {profile.publisher for profile in found.profiles}]
    for name in silent:
        complain(f"no page of {name} is such")
    for profile in found.profiles:
        if len(profile.documents) == MOST:
            complain(
                f"of {profile.publisher} the newest {MOST} such pages are looked at; --since and --until choose others"
            )
    if found.profiles:
        _write(found, limit, format)


def told(view: "View", publishers: Sequence[str], asked: "Selection") -> "Comparison":
    """The comparison of publishers over the pages of a selection that are theirs."""
    from msgspec.structs import replace

    from sayso.compare.viewed import publishers_of

    found = (view.selected_documents(replace(asked, publisher=name), MOST) for name in publishers)
    return publishers_of(view, publishers, {entry.id for entries in found for entry in entries})


def _meant(view: "View", words: str) -> str:
    """The publisher whose name holds some words. InputError where that is not one."""
    known = [one.id for one in view.publishers()]
    if words in known:
        return words
    found = [name for name in known if words.casefold() in name.casefold()]
    exact = [name for name in found if name.casefold() == words.casefold()]
    found = exact or found
    if len(found) != 1:
        which = f"may be {', '.join(found[:5])}" if found else f"is none of {', '.join(known[:8])}"
        raise InputError(f"publisher {words!r} {which}" if known else "no page of the ledger tells its publisher")
    return found[0]


def _actor(view: "View", name: str) -> str:
    from sayso.ledger.naming import actor

    return actor(view, name).id


def _write(found: "Comparison", limit: int, format: CompareFormat) -> None:
    if format is CompareFormat.text:
        from sayso.commands.compare_table import show

        show(found, output(), limit)
        return
    from sayso.export.jsonl import encoded

    sys.stdout.buffer.write(encoded({"comparison": found}))
    sys.stdout.buffer.flush()
