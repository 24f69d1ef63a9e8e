"""`sayso compare`: publishers side by side over a selection."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sayso.commands.bringing import bring_up
from sayso.commands.edge import LedgerFolder, complain, output, settings
from sayso.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from sayso.compare.publishers import Comparison
    from sayso.ledger import View
    from sayso.records import Selection, StoryEntry

ROWS: Final = 8  # rows of a section
MOST: Final = 300  # pages of a publisher that are looked at, its newest
STORIES: Final = 30  # shared stories whose claims are looked at, the newest


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
    """The comparison of publishers over the pages of a selection that are theirs; of their stories also what others
    tell, the newest stories alone where there are many."""
    from msgspec.structs import replace

    from sayso.compare.judged import judged_in
    from sayso.compare.publishers import compared

    own = {entry.id for name in publishers for entry in view.selected_documents(replace(asked, publisher=name), MOST)}
    stories = _stories(view, own)
    others = {document for story in stories[:STORIES] for document in story.documents if _is_other(story, publishers)}
    wanted = sorted(own | others)
    readings = [view.judged(document) for document in wanted]
    kept = [each for each in readings if each.document.id in own or each.document.publisher not in publishers]
    return compared(
        kept,
        publishers,
        stories=[story.documents for story in stories[:STORIES]],
        same=view.joined(),
        shared=view.shared(wanted),
        judged=judged_in(view),
    )


def _is_other(story: "StoryEntry", publishers: Sequence[str]) -> bool:
    """Whether several publishers tell a story."""
    return len(story.publishers) > 1 and not set(story.publishers).isdisjoint(publishers)


def _stories(view: "View", documents: set[str]) -> "list[StoryEntry]":
    """The stories that documents tell, the newest first."""
    found: dict[str, StoryEntry] = {}
    left = set(documents)
    while left:
        try:
            story = view.story(min(left))
        except NotFoundError:  # it is not compared yet
            left.discard(min(left))
            continue
        found[story.id] = story
        left.difference_update(story.documents)
    return sorted(found.values(), key=lambda story: (story.last, story.id), reverse=True)


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
