"""What a ledger knows of addresses on the network from the last time that they were asked for."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import astuple

from sayso.ledger.connection import Connection
from sayso.ledger.schema import Row
from sayso.ledger.search import Rows
from sayso.records import Address, AddressKind

FIELDS: Final = Address.__struct_fields__
SELECT: Final = f"SELECT {', '.join(FIELDS)} FROM addresses"


def enter_addresses(db: Connection, addresses: Iterable[Address]) -> None:
    """Put what is known of addresses in the place of what was, within a transaction."""
    marks = ", ".join("?" * len(FIELDS))
    db.executemany(
        f"INSERT OR REPLACE INTO addresses ({', '.join(FIELDS)}) VALUES ({marks})",
        (tuple(map(storable, astuple(each))) for each in addresses),
    )


def address_at(rows: Rows, url: str) -> Address | None:
    """What is known of one address."""
    return next(map(_address, rows(f"{SELECT} WHERE url = ?", storable(url))), None)


def all_addresses(db: Connection) -> Iterator[Address]:
    """Every address, one after the other, in the order of their spelling."""
    return map(_address, db.execute(f"{SELECT} ORDER BY url"))


def addresses_of(rows: Rows, kind: AddressKind | None, due: str | None, limit: int) -> tuple[Address, ...]:
    """Those of a kind, or all, in the order of their spelling; or those that are due by a time, the longest due first.

    -1 stands for no limit.
    """
    asked = {"kind = ?": kind, "ifnull(due, '') <= ?": due}
    told = {condition: value for condition, value in asked.items() if value is not None}
    where = f" WHERE {' AND '.join(told)}" if told else ""
    order = "url" if due is None else "ifnull(due, ''), url"
    return tuple(map(_address, rows(f"{SELECT}{where} ORDER BY {order} LIMIT ?", *told.values(), limit)))


def storable(value: str | int | None) -> str | int | None:
    """Text with its lone surrogates spelled out, which SQLite does not take; anything else as it is."""
    return value.encode(errors="backslashreplace").decode() if isinstance(value, str) else value


def _address(row: Row) -> Address:
    return Address(**dict(zip(FIELDS, row, strict=True)))
