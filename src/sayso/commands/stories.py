"""`sayso stories`: which pages tell of one happening, and one story side by side."""

import re
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sayso.commands.bringing import bring_up
from sayso.commands.edge import LedgerFolder, complain, output, place_of, settings
from sayso.errors import NotFoundError

if TYPE_CHECKING:
    from sayso.ledger import View
    from sayso.records import StoryEntry

LISTED: Final = 20  # stories that are shown unless told otherwise
ROWS: Final = 8  # rows of a section
_DIGITS: Final = re.compile(r"(?=[a-f]*\d)[0-9a-f]{4,64}")


class StoryFormat(StrEnum):
    text = "text"
    json = "json"


def stories(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOCUMENT|WORDS]", help="A page of a story: its id or where it was found; or words."),
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this publisher tells of.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day on: YYYY-MM-DD, YYYY-MM or YYYY.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, the day itself included.")] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help=f"How many to list at most, {LISTED} unless told; of one story, rows of a kind."),
    ] = None,
    format: Annotated[StoryFormat, typer.Option(help="For a person, or one JSON object.")] = StoryFormat.text,
    ledger: LedgerFolder = None,
) -> None:
    """Show which pages tell of one happening, and how each tells it.

    Without a document, stories of several pages, the newest first; words stand in their titles.
    With one, its story: each claim with who says it, repeats it, denies it and leaves it out,
    rival figures, what each calls whom. Told, not known.
    """
    from sayso.ledger import View

    folder = settings(ledger).ledger
    bring_up(folder)
    with View(folder) as view:
        found = _one(view, words or [])
        if found is not None:
            _show(view, found, limit or ROWS, format)
            return
        listed = view.stories(" ".join(words or ()), publisher, since, until, limit=limit or LISTED)
        _list(view, listed, format)
        total = view.story_count(" ".join(words or ()), publisher, since, until)
    if not listed:
        asked = (words, publisher, since, until)
        complain("no such story" if any(asked) else "no two pages of the ledger tell of one happening")
    elif total > len(listed):
        complain(f"these are the first {len(listed)} of {total:,}; --limit shows more")


def _one(view: "View", words: list[str]) -> "StoryEntry | None":
    """The story that is meant by a document; None where words are meant."""
    if len(words) != 1:
        return None
    name = place_of(words[0])
    meant = name != words[0] or "/" in name or ":" in name
    if not meant and not _DIGITS.fullmatch(name):
        return None
    try:
        return view.story(name)
    except NotFoundError:
        if meant:
            raise
        return None


def _show(view: "View", story: "StoryEntry", limit: int, format: StoryFormat) -> None:
    from sayso.compare.viewed import story_of

    found = story_of(view, story.documents)
    if format is StoryFormat.json:
        _write({"story": story, "account": found})
        return
    from sayso.commands.story_table import show

    show(found, output(), limit)


def _list(view: "View", listed: "tuple[StoryEntry, ...]", format: StoryFormat) -> None:
    from sayso.compare.accounting.independent import independent

    counts = [
        independent([view.reading(document) for document in story.documents], view.shared(story.documents)).count
        for story in listed
    ]
    if format is StoryFormat.json:
        from msgspec import to_builtins

        _write({"stories": [{**to_builtins(each), "origins": n} for each, n in zip(listed, counts, strict=True)]})
        return
    from sayso.export.terminal import shown

    for story, origins in zip(listed, counts, strict=True):
        days = story.first if story.first == story.last else f"{story.first} to {story.last}"
        pages = f"{len(story.documents)} pages, {origins} independent"
        print(f"{story.id[:12]}  {days or '—'}  {pages}  {shown(story.title or '(no title)')}", file=output())
        print(f"              {shown(', '.join(story.publishers))}", file=output())


def _write(told: dict[str, Any]) -> None:
    from sayso.export.jsonl import encoded

    sys.stdout.buffer.write(encoded(told))
    sys.stdout.buffer.flush()
