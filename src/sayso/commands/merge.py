"""`sayso merge`: ledgers made one."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.bringing import bring_up
from sayso.commands.edge import complain, settings
from sayso.homes import home_of

if TYPE_CHECKING:
    from sayso.ledger.merging import Merged


def merge(
    ledgers: Annotated[
        list[str],
        typer.Argument(metavar="LEDGER", help="Folders of ledgers, or postgresql://…; they stay as they are."),
    ],
    into: Annotated[
        str | None,
        typer.Option(
            metavar="LEDGER",
            help="The ledger that takes them in, a folder or postgresql://…, made where there is none."
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
    homes = [home_of(each) for each in ledgers]
    for home in homes:
        check_alone(home)  # what is wrong with any of them is said before the target is made or changed
    complete = True
    with Writer(target) as writer:
        for home in homes:
            merged = writer.merge(home)
            for reason in merged.left_out:
                complain(f"ledger {home}: {reason}")
            complete &= not merged.left_out
            print(shown(f"{home} into {target}: {_told(merged)}"))
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
