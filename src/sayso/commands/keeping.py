"""`sayso backup`, `sayso restore`, `sayso migrate` and `sayso compact`: a ledger kept over the years."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.edge import LedgerFolder, complain
from sayso.commands.edge import settings as told

if TYPE_CHECKING:
    from sayso.ledger.compacting import Compacted
    from sayso.ledger.manifest import Manifest


def backup(
    target: Annotated[
        Path, typer.Argument(metavar="DEST", help="A folder, or a .tar or .tar.gz file, that is not there yet.")
    ],
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="EARLIER", help="The folder of an earlier backup, of which originals are linked, not copied."
        ),
    ] = None,
    with_key: Annotated[
        bool, typer.Option("--with-key", help="Back up the secret key too; whoever has it can sign heads of the log.")
    ] = False,
    ledger: LedgerFolder = None,
) -> None:
    """Back up the ledger while others use it.

    The backup is of one moment, and is either whole or not there. sayso restore makes it a ledger
    again; sha256sum -c SHA256SUMS checks it without sayso.
    """
    from sayso.ledger.backing_up import back_up

    folder = told(ledger).ledger
    manifest = back_up(folder, target, since, secret=with_key)
    _say(f"ledger {folder} is backed up to {target}: {_holding(manifest)}")
    _tell_missing(manifest)


def restore(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="What sayso backup made.")],
    ledger: LedgerFolder = None,
) -> None:
    """Make a backup a ledger again.

    Every file is held against the backup's list first. The ledger's folder must not be there yet,
    or be empty: nothing is overwritten.
    """
    from sayso.ledger.restoring import restore

    folder = told(ledger).ledger
    manifest = restore(backup, folder)
    _say(f"backup {backup} of {manifest.made} is ledger {folder} now: {_holding(manifest)}")
    _tell_missing(manifest)


def migrate(
    check: Annotated[bool, typer.Option("--check", help="Tell the versions, and change nothing.")] = False,
    no_backup: Annotated[
        bool, typer.Option("--no-backup", help="Do not keep the database as it was beside the new one.")
    ] = False,
    ledger: LedgerFolder = None,
) -> None:
    """Bring the ledger up to the version of this program.

    Its database as it was is kept beside it. Whatever else opens an older ledger brings it up too,
    without keeping what was.
    """
    from sayso.ledger.migrating import migrate, version_of
    from sayso.ledger.schema import VERSION

    folder = told(ledger).ledger
    if check:
        version = version_of(folder)
        needed = "nothing is to be done" if version == VERSION else f"it would be brought up to version {VERSION}"
        _say(f"ledger {folder} has format version {version}; {needed}")
        return
    done = migrate(folder, backup=not no_backup)
    if done.before == done.after:
        _say(f"ledger {folder} has format version {done.after}; nothing is to be done")
        return
    _say(f"ledger {folder} was brought up from format version {done.before} to {done.after}")
    if done.kept is not None:
        _say(f"its database as it was: {done.kept}")


def compact(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be gained, and change nothing.")] = False,
    ledger: LedgerFolder = None,
) -> None:
    """Make the ledger smaller.

    Its database is written anew without gaps; originals that nothing names and what killed runs
    left more than a day ago are removed. Others may look on; who writes waits.
    """
    from sayso.ledger.compacting import compact, would_compact

    folder = told(ledger).ledger
    done = would_compact(folder) if dry_run else compact(folder)
    _say(f"ledger {folder}: {_gain(done, dry_run)}")
    if done.in_use:
        complain(
            "originals that nothing names are removed when nobody else has the ledger open; somebody has: nothing of"
            " them was removed"
        )
    if done.looked_on:
        complain("somebody is reading the ledger: compact it again later, so that it becomes as small as it can be")


def _gain(done: "Compacted", dry_run: bool) -> str:
    removed = [
        f"{count:,} {name}"
        for count, name in (
            (done.originals, "originals that nothing names"),
            (done.temporary, "temporary files"),
        )
        if count
    ]
    would = "would be " if dry_run else ""
    sizes = f"{done.before:,} bytes before, {done.after:,} {'or fewer ' if dry_run else ''}after"
    return f"{sizes}; {would}removed: {' and '.join(removed)}" if removed else sizes


def _holding(manifest: "Manifest") -> str:
    counted = [f"{count:,} {name}" for name, count in manifest.counts.items()]
    return f"{', '.join(counted)}, {manifest.originals:,} originals"


def _tell_missing(manifest: "Manifest") -> None:
    for sha256 in manifest.missing:
        complain(f"original {sha256}: the ledger had it not, or with other bytes, when it was backed up")
    if manifest.missing:
        raise typer.Exit(1)


def _say(line: str) -> None:
    from sayso.export.terminal import shown

    print(shown(line))
