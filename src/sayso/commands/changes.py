"""`sayso changes`: what became of pages that were seen more than once."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sayso.commands.edge import LedgerFolder, complain, output, place_of, settings
from sayso.errors import NotFoundError
from sayso.records import Entry, Versions

if TYPE_CHECKING:
    from sayso.compare.changes import Between, Run, Said, Stretch
    from sayso.ledger import View

LISTED: Final = 50  # addresses that a list shows unless told otherwise
DIGITS: Final = 12
FATES: Final = {"gone": "removed", "new": "added", None: "altered"}

Pair = tuple[Entry, Entry]


class ChangesFormat(StrEnum):
    text = "text"
    jsonl = "jsonl"


def changes(
    name: Annotated[
        str | None, typer.Argument(metavar="[ADDRESS|DOCUMENT]", help="An address or path, or one version by its id.")
    ] = None,
    versus: Annotated[
        str | None, typer.Option("--with", metavar="DOCUMENT", help="The other version, not the one before.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many addresses to list at most.")] = LISTED,
    format: Annotated[ChangesFormat, typer.Option(help="For a person, or one JSON object a line.")] = (
        ChangesFormat.text
    ),
    ledger: LedgerFolder = None,
) -> None:
    """Tell what changed on pages that were seen more than once.

    Without a name, the addresses of which there are several versions. Of an address, what was
    added, removed and altered from each version to the next, and which attributions came or went;
    of one version, what changed from the one before it.
    """
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view:
        if name is None:
            _list(view.several_versions(), limit, format)
        else:
            _compare(view, place_of(name), versus, format)


def _list(found: Sequence[Versions], limit: int, format: ChangesFormat) -> None:
    if format is ChangesFormat.jsonl:
        from msgspec import to_builtins

        _write(to_builtins(each) for each in found[:limit])
    else:
        for each in found[:limit]:
            ids = " ".join(document[:DIGITS] for document in each.documents)
            _line(f"{each.changed} {len(each.documents)} versions {each.place} {ids}")
    if len(found) > limit:
        complain(f"these are the first {limit} of {len(found)}; --limit shows more")
    if not found:
        complain("no page of the ledger was seen in more than one version")


def _compare(view: "View", name: str, versus: str | None, format: ChangesFormat) -> None:
    from sayso.compare.changes import between

    pairs = tuple(_pairs(view, name, versus))
    if not pairs:
        complain(f"{name}: there is no other version of it")
    for old, new in pairs:
        told = between(view.reading(old.id), view.reading(new.id))
        if format is ChangesFormat.jsonl:
            _write([_as_object(old, new, told)])
        else:
            _tell(old, new, told)
    _say_if_back(view, name)


def _pairs(view: "View", name: str, versus: str | None) -> Iterator[Pair]:
    """The versions to compare, the older first."""
    from sayso.compare.changes import pair

    here = view.find(name)
    versions = view.versions(here)
    found = next((each for each in view.several_versions() if each.place == name), None)
    if found is not None and versus is None:
        by_id = {each.id: each for each in versions}
        yield from pairwise(by_id[each] for each in found.documents)
        return
    two = pair(versions, here, None if versus is None else view.find(versus))
    if two is not None:
        yield two


def _say_if_back(view: "View", name: str) -> None:
    """An address that gave an older version again when it was asked last gave nothing new."""
    known = view.address(name)
    if known is None or known.document is None:
        return
    try:
        versions = view.versions(known.document)
    except NotFoundError:  # what came could not be read
        return
    if versions[-1].id != known.document:
        complain(f"{name}: when it was asked last, {known.checked}, it gave version {known.document[:DIGITS]} again")


def _as_object(old: Entry, new: Entry, told: "Between") -> dict[str, Any]:
    from msgspec import to_builtins

    return {
        "old": {"document": old.id, "fetched": old.fetched, "reader": told.readers[0]},
        "new": {"document": new.id, "fetched": new.fetched, "reader": told.readers[1]},
        "facts": [{"name": name, "before": before, "after": after} for name, before, after in told.facts],
        "text": list(_altered(told.text)),
        "furniture": list(_altered(told.around)),
        "attributions": {
            "gone": to_builtins(told.gone),
            "new": to_builtins(told.new),
            "altered": [
                {"before": to_builtins(each.before), "after": to_builtins(each.after)} for each in told.reworded
            ],
        },
    }


def _altered(text: "Sequence[Stretch]") -> Iterator[dict[str, Any]]:
    """Each block that is not the same as before, as the words that it has, had, and those that are in both."""
    from msgspec import to_builtins

    for stretch in text:
        for change in () if stretch.same else stretch.changes:
            yield {"fate": FATES[change.fate], "runs": to_builtins(change.runs)}


def _tell(old: Entry, new: Entry, told: "Between") -> None:
    _line(f"{old.fetched} {old.id[:DIGITS]} → {new.fetched} {new.id[:DIGITS]}")
    if told.nothing:
        _line("  nothing that is read from the page changed")
    for name, before, after in told.facts:
        _line(f"  {name}: {before or '—'} → {after or '—'}")
    for kind, text in (("", told.text), (" beside the text", told.around)):
        for stretch in text:
            for change in () if stretch.same else stretch.changes:
                _line(f"  {FATES[change.fate]}{kind}: {_marked(change.runs)}")
    for said in told.gone:
        _line(f"  said no more: {_said(said)}")
    for said in told.new:
        _line(f"  said now: {_said(said)}")
    for each in told.reworded:
        _line(f"  said otherwise: {_marked(each.runs)}")
    if told.readers[0] != told.readers[1]:
        _line(f"  read by two versions of the reader: {told.readers[0]} and {told.readers[1]}")


def _said(said: "Said") -> str:
    return " — ".join(part for part in (said.source, said.cue, said.content) if part)


def _marked(runs: "Sequence[Run]") -> str:
    """Words of which only some changed, those that went and came in brackets."""
    if len(runs) == 1:
        return runs[0].words
    signs = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(_within(run.words, *signs[run.fate]) for run in runs)


def _within(words: str, before: str, after: str) -> str:
    """The blanks at the end stay outside the brackets."""
    kept = words.rstrip()
    return f"{before}{kept}{after}{words[len(kept) :]}"


def _line(words: str) -> None:
    from sayso.export.terminal import shown

    indent = words[: len(words) - len(words.lstrip())]
    print(f"{indent}{shown(words)}", file=output())


def _write(objects: Iterator[Any] | list[Any]) -> None:
    from sayso.export.jsonl import encoded

    for each in objects:
        sys.stdout.buffer.write(encoded(each))
    sys.stdout.buffer.flush()
