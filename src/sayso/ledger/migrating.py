"""A ledger of an earlier version brought up when somebody asks for it, with its database as it was kept beside it."""

from contextlib import closing
from pathlib import Path

from msgspec import Struct

from sayso.homes import Home, Server
from sayso.ledger.keeping import check_is_ledger, copy_database, put_in_place, telling, unfinished
from sayso.ledger.originals import sync
from sayso.ledger.schema import DATABASE, VERSION, connected_alone, open_existing


class Migration(Struct, frozen=True):
    """From which version to which; `kept` is the file of the database as it was, None where none was kept."""

    before: int
    after: int
    kept: Path | None = None


def version_of(home: Home) -> int:
    """The format version of a ledger; NotFoundError, InputError or LedgerError where there is none that this program
    reads."""
    if isinstance(home, Server):
        from sayso.ledger.postgres import opening

        return opening.version_of(home)
    check_is_ledger(home)
    with telling(f"ledger {home}"), connected_alone(home) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(home: Home, *, backup: bool = True) -> Migration:
    """Bring a ledger up to the version of this program: all of it, or, where that fails, nothing."""
    before = version_of(home)
    if before == VERSION:
        return Migration(before, VERSION)
    kept = _keep(home, before) if backup and isinstance(home, Path) else None
    with closing(open_existing(home)):
        return Migration(before, VERSION, kept)


def _keep(folder: Path, version: int) -> Path:
    """Keep the database as it is now, under a name that tells its version."""
    names = (f"ledger-version-{version}{number}.sqlite" for number in ("", *(f"-{each}" for each in range(2, 1000))))
    target = next(folder / name for name in names if not (folder / name).exists())
    with telling(f"ledger {folder}, kept as {target.name}"), unfinished(target) as work:
        with connected_alone(folder) as db:
            copy_database(db, work / DATABASE)
        sync(work / DATABASE)
        put_in_place(work / DATABASE, target)
    return target
