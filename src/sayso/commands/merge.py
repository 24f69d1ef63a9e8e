"""`sayso merge`: ledgers made one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.bringing import bring_up
from sayso.commands.edge import complain, settings

if TYPE_CHECKING:
    from sayso.ledger.merging import Merged


def merge(
    ledgers: Annotated[
        list[Path], typer.Argument(metavar="LEDGER", help="The folders of ledgers; they stay as they are.")
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="LEDGER",
            help="The folder of the ledger that takes them in, made where there is none."
            "  [env: SAYSO_LEDGER; default: sayso-ledger]",
        ),
    ] = None,
) -> None:
    """Merge ledgers into one.

    Documents, readings, judgements, failures and what is known of addresses. The same comes out in
    any order; merging again takes only what is new, and goes on where it was stopped.
    """
    from sayso.export.terminal import shown
    from sayso.ledger import Writer
    from sayso.ledger.schema import check_alone

    target = settings(into).ledger
    for folder in ledgers:
        check_alone(folder)  # what is wrong with any of them is said before the target is made or changed
    complete = True
    with Writer(target) as writer:
        for folder in ledgers:
            merged = writer.merge(folder)
            for reason in merged.left_out:
                complain(f"ledger {folder}: {reason}")
            complete &= not merged.left_out
            print(shown(f"{folder} into {target}: {_told(merged)}"))
    bring_up(target)
    if not complete:
        raise typer.Exit(1)


def _told(merged: "Merged") -> str:
    counted = {
        "document": merged.documents,
        "reading": merged.readings,
        "judgement": merged.judgements,
        "failure": merged.failures,
        "address": merged.addresses,
    }
    new = [f"{count} {_plural(name) if count > 1 else name}" for name, count in counted.items() if count]
    return f"new are {', '.join(new)}" if new else "nothing new"


def _plural(name: str) -> str:
    return f"{name}es" if name.endswith("s") else f"{name}s"
