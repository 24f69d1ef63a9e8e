"""`sayso case`: a selection of the ledger as a folder, or a file, that stands by itself."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sayso import __version__
from sayso.commands.edge import LedgerFolder, settings
from sayso.commands.narrowing import NOTHING, Given, Words, all_given, narrowed


@narrowed
def case(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that is not there yet; or a file, OUT.wacz.")],
    words: Words = None,
    given: Given = NOTHING,
    ledger: LedgerFolder = None,
) -> None:
    """Put a selection into a folder that stands by itself.

    In it are the pages as they came, all that was read from them, the judgements about it, the
    proofs that the ledger holds it, and a report to read or print. OUT.wacz is the same as one file
    for players of web archives. It is put there when it is whole.
    """
    from sayso.commands.selecting import selection
    from sayso.export.case import write
    from sayso.export.meta import Meta
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view:
        asked = selection(view, all_given(words, given))
        made = datetime.now(UTC).isoformat(timespec="seconds")
        sums = write(view, Meta(made=made, version=__version__, selection=asked), out)
    print(f"{_count(sums.documents, 'page')}, {_count(sums.attributions, 'attribution')}: {out}")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
