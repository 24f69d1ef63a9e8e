"""The commands by which a ledger can be trusted later: init, head, verify, prove, redact."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.commands.edge import LedgerFolder, complain, place_of, settings
from sayso.errors import InputError
from sayso.homes import keys_of

KeptHead = Annotated[
    Path | None,
    typer.Option("--against", metavar="FILE", help="A head that sayso head printed, kept where nobody else writes."),
]


def init(ledger: LedgerFolder = None) -> None:
    """Make a ledger, and the key that signs its heads.

    The key is kept beside the ledger, in key.pem, its public half in key.pub; that of a ledger in
    PostgreSQL in the folder that SAYSO_KEYS names, else in sayso-keys. A key that is there is not
    overwritten.
    """
    from sayso.ledger import Writer
    from sayso.ledger.keys import PUBLIC, check_no_key, make_key

    home = settings(ledger).ledger
    folder = keys_of(home)
    check_no_key(folder)
    with Writer(home):
        pass
    key = make_key(folder)
    print(f"ledger {home} has the key {key}; give {folder / PUBLIC} to those who are to check what it signs")


def head(
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="An earlier head; tell too that this one only adds to its log."),
    ] = None,
    ledger: LedgerFolder = None,
) -> None:
    """Print the signed head of the ledger's log.

    One line of JSON. Kept by somebody else, or anywhere out of reach, it is what a later change of
    the ledger is found by.
    """
    from sayso.ledger import View
    from sayso.ledger.audit import read_head

    before = None if since is None else read_head(since)
    with View(settings(ledger).ledger) as view:
        _write(view.head() if before is None else view.grown(before))


def verify(
    against: KeptHead = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="The public key of that head; key.pub of the ledger unless told."),
    ] = None,
    ledger: LedgerFolder = None,
) -> None:
    """Check that the ledger holds what was entered.

    Originals hash to their names, every span still says what it said, the log is that of what is
    there. Only against a head that was kept elsewhere does this find what its owner rewrote.
    """
    from sayso.ledger.audit import read_head
    from sayso.ledger.verify import faults, remarks

    if key is not None and against is None:
        raise InputError("a key is that of a head: --key needs --against")
    kept = None if against is None else read_head(against)
    folder = settings(ledger).ledger
    found = 0
    for fault in faults(folder, kept, key=key, jobs=os.cpu_count() or 1):
        found += 1
        complain(fault)
    if found:
        raise typer.Exit(1)
    for remark in remarks(folder):
        _say(remark)
    covered = "" if kept is None else f", and all that the head of {kept.time} covers: {kept.size} leaves of its log"
    _say(f"ledger {folder} holds what it says it holds{covered}")


def prove(
    name: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="An attribution, event or document: its id or the first digits of it."),
    ] = None,
    judgement: Annotated[
        int | None, typer.Option("--judgement", metavar="NUMBER", help="A judgement instead, by its number.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there.")] = None,
    ledger: LedgerFolder = None,
) -> None:
    """Prove that something stands in the ledger.

    One line of JSON for each leaf of it, the newest reading first; docs/trust.md has the code by
    which a stranger checks it.
    """
    from sayso.ledger import View

    if (name is None) == (judgement is None):
        raise InputError("prove one thing: an ID, or --judgement NUMBER")
    with View(settings(ledger).ledger) as view:
        proofs = view.prove(name if judgement is None else judgement)  # type: ignore[arg-type]
    _write(*proofs, out=out)


def redact(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its id, the first digits of it, or where it was found.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; this stays in the ledger.")],
    ledger: LedgerFolder = None,
) -> None:
    """Delete a document for good, leaving a marked gap.

    Its original, all readings of it and all judgements on it are taken off the disk. What stays are
    hashes, the reason and the time; sayso verify accepts the gap and tells it.
    """
    from sayso.commands.bringing import bring_up
    from sayso.ledger import View, Writer

    home = settings(ledger).ledger
    with View(home) as view:
        before = {gap.document for gap in view.redactions()}
        found = document if document in before else view.find(place_of(document))
    with Writer(home) as writer:
        new = writer.redact(found, reason)
    _say(f"document {found}: {'redacted' if new else 'was redacted before; nothing of it is left on the disk'}")
    for copy in sorted(home.glob("ledger-version-*.sqlite")) if isinstance(home, Path) else ():
        complain(f"{copy}: this copy of the database may still hold it")
    bring_up(home)


def _write(*records: object, out: Path | None = None) -> None:
    from msgspec import to_builtins

    from sayso.export.jsonl import encoded

    lines = b"".join(encoded(to_builtins(each)) for each in records)
    if out is None:
        sys.stdout.buffer.write(lines)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(lines)
    except OSError as error:
        raise InputError(f"{out}: {(error.strerror or str(error)).lower()}") from error


def _say(line: str) -> None:
    from sayso.export.terminal import shown

    print(shown(line))
