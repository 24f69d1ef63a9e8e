"""`sayso problems` and `sayso retry`: what could not be read, or not as a whole, and another try at it."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from msgspec import Struct

from sayso.commands.edge import LedgerFolder, complain
from sayso.commands.edge import settings as told
from sayso.commands.outcomes import (
    LONGEST,
    Actors,
    Columns,
    Format,
    Jobs,
    OutputFormat,
    Places,
    Private,
    Timeout,
    check_register,
    columns_of,
    tell_all,
    usual_jobs,
)
from sayso.errors import NotFoundError
from sayso.records import Entry, Failure, Page, Problem

if TYPE_CHECKING:
    from sayso.batch import Outcome
    from sayso.ledger import Ledger
    from sayso.scale.reading import Stop
    from sayso.sources.yielded import Yielded

EXAMPLES: Final = 3  # of each kind of problem
_NUMBER: Final = re.compile(r"\d[\d,.]*")

Step = Annotated[str | None, typer.Option(metavar="STEP", help="Only what this step says.")]


class Trouble(Struct, frozen=True, kw_only=True):
    """Something that could not be read (`document` is None), or not as a whole, and why."""

    step: str
    reason: str
    document: str | None = None
    path: str | None = None
    url: str | None = None
    original: str | None = None
    reader: str | None = None
    time: str | None = None


def problems(
    step: Step = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a problem.")] = False,
    ledger: LedgerFolder = None,
) -> None:
    """List what could not be read, or only in part.

    By step and reason, the most frequent first, each with some examples. sayso retry tries again
    what was not read at all.
    """
    from sayso.ledger import View

    with View(told(ledger).ledger) as view:
        found = chain(
            (_of_failure(each) for each in view.failures(step=step)),
            (_of_problem(entry, each) for entry, several in view.in_part(step) for each in several),
        )
        if jsonl:
            _write(found)
        else:
            _show(found)


def retry(
    step: Step = None,
    format: OutputFormat = Format.text,
    jobs: Jobs = None,
    timeout: Timeout = LONGEST,
    columns: Columns = "",
    allow_private: Private = False,
    actors: Actors = None,
    places: Places = None,
    ledger: LedgerFolder = None,
) -> None:
    """Try again what could not be read.

    From the original bytes where the ledger keeps them, or else from where it was found.
    """
    from sayso.ledger import Ledger, View
    from sayso.scale import pool
    from sayso.sources.opening import Options

    settings = told(ledger, actors, places=places)
    options = Options(max_bytes=settings.max_bytes, columns=columns_of(columns), allow_private=allow_private)
    check_register(settings)
    View(settings.ledger).close()  # says that there is none, rather than make one
    with Ledger(settings.ledger) as opened:
        failed = opened.view.failures(step=step)
        kept = list({each.original: each for each in failed if each.original}.values())
        others = list(dict.fromkeys(each.url or each.path or "" for each in failed if not each.original))
        if not failed:
            complain("nothing is to be tried again")
            return

        def outcomes(stop: "Stop") -> Iterator["Outcome"]:
            with pool(settings, jobs or usual_jobs(), timeout) as readers:
                yield from readers.read(_originals(kept, opened), opened, stop=stop, again=True)
                if others and not stop.is_set():
                    yield from readers.read_arguments(others, options, opened, stop=stop, again=True)

        tally = tell_all(outcomes, format, len(kept) + len(others), str(settings.ledger))
    tally.leave()


def _originals(failed: Iterable[Failure], ledger: "Ledger") -> Iterator["Yielded"]:
    """The pages of which the bytes are kept, as they were found."""
    from sayso.sources.files import MEDIA_TYPES, suffix
    from sayso.sources.yielded import Yielded

    for each in failed:
        name, kind = each.path or each.url or each.original or "", None
        if each.path and not each.url:
            kind = MEDIA_TYPES.get(suffix(Path(each.path)))
        try:
            data = ledger.view.kept(each.original or "")
        except NotFoundError as error:
            yield Yielded(name=name, reason=str(error), step="ledger", path=each.path, url=each.url)
            continue
        page = Page(data=data, path=each.path, url=each.url, media_type=kind, fetched=each.time)
        yield Yielded(name=name, page=page, path=each.path, url=each.url)


def _of_failure(failure: Failure) -> Trouble:
    return Trouble(
        step=failure.step, reason=failure.reason, path=failure.path, url=failure.url, original=failure.original,
        reader=failure.reader, time=failure.time,
    )  # fmt: skip


def _of_problem(entry: Entry, problem: Problem) -> Trouble:
    return Trouble(step=problem.step, reason=problem.message, document=entry.id, path=entry.place)


def _write(found: Iterable[Trouble]) -> None:
    from msgspec import to_builtins

    from sayso.export.jsonl import encoded

    for each in found:
        sys.stdout.buffer.write(encoded(to_builtins(each)))
    sys.stdout.buffer.flush()


def _show(found: Iterable[Trouble]) -> None:
    groups: dict[tuple[bool, str, str], list[Trouble]] = {}
    for each in found:
        groups.setdefault((each.document is not None, each.step, _kind(each)), []).append(each)
    for in_part, title in ((False, "not read"), (True, "read in part")):
        here = sorted((group for key, group in groups.items() if key[0] is in_part), key=lambda group: -len(group))
        if here:
            print(f"{title}: {sum(map(len, here)):,}")
        for group in here:
            _show_group(group)
    if not groups:
        complain("everything was read")


def _show_group(group: Sequence[Trouble]) -> None:
    from sayso.export.terminal import shown

    print(f"{len(group):>7,}  {shown(group[0].step)}: {shown(_without_place(group[0]))}")
    for each in group[:EXAMPLES]:
        print(f"         {shown(_place(each))}")
    if len(group) > EXAMPLES:
        print(f"         and {len(group) - EXAMPLES:,} more")


def _place(trouble: Trouble) -> str:
    return trouble.url or trouble.path or trouble.original or trouble.document or ""


def _without_place(trouble: Trouble) -> str:
    """The reason without the name of what it is of, which may be the end of its path."""
    name, parted, rest = trouble.reason.partition(": ")
    return rest if parted and rest and _place(trouble).endswith(name.removeprefix("./")) else trouble.reason


def _kind(trouble: Trouble) -> str:
    """What reasons have in common that differ in numbers."""
    return _NUMBER.sub("0", _without_place(trouble))
