"""How a ledger in PostgreSQL is opened and made."""

from contextlib import closing

from sayso.errors import LedgerError, NotFoundError
from sayso.homes import Server
from sayso.ledger.postgres.connection import Connection
from sayso.ledger.postgres.making import make, version_in
from sayso.ledger.postgres.writers import hold
from sayso.ledger.schema import VERSION, as_ledger_errors


def create(server: Server) -> Connection:
    """Open a ledger for writing, making its tables where the database has none."""
    with as_ledger_errors(server):
        db = Connection(server, writing=True)
        try:
            if version_in(db, server) == 0:
                make(db, server, VERSION)
            _check(db, server)
            hold(db)
        except BaseException:
            db.close()
            raise
    return db


def open_existing(server: Server) -> Connection:
    """Open a ledger for reading only; NotFoundError where the database has no tables."""
    with as_ledger_errors(server):
        db = Connection(server, writing=False)
        try:
            _check(db, server)
        except BaseException:
            db.close()
            raise
    return db


def version_of(server: Server) -> int:
    """The format version of a ledger; NotFoundError where there is none."""
    with as_ledger_errors(server), closing(Connection(server, writing=False)) as db:
        return _version(db, server)


def _version(db: Connection, server: Server) -> int:
    version = version_in(db, server)
    if version == 0:
        raise NotFoundError(f"{server}: no ledger there; sayso read PATH makes one")
    return version


def _check(db: Connection, server: Server) -> None:
    version = _version(db, server)
    if version != VERSION:
        raise LedgerError(
            f"ledger {server} has format version {version}, and this sayso reads version {VERSION}: what the sayso that"
            " wrote it backs up can be restored"
        )
