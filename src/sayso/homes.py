"""Where a ledger is: in a folder, or in a database of a PostgreSQL server."""

import os
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

SCHEMES: Final = ("postgresql://", "postgres://")
KEYS: Final = "SAYSO_KEYS"  # names the folder of the key that signs heads of a ledger that is in no folder
KEYS_HERE: Final = Path("sayso-keys")
_PASSWORD: Final = re.compile(r"(://[^/?#@:]*:)[^/?#]*(?=@)|([?&]password=)[^&#]*")  # as the user's, or as an option


class Server(Struct, frozen=True):
    """A ledger in PostgreSQL. `url` is as libpq takes it; what is told of it keeps the password back."""

    url: str

    def __str__(self) -> str:
        return _PASSWORD.sub(lambda found: f"{found[1] or found[2]}***", self.url)

    def __repr__(self) -> str:
        return f"Server({str(self)!r})"


Home = Path | Server


def home_of(told: Home | str) -> Home:
    """Where the ledger is that is told of: an address of PostgreSQL, or a folder."""
    if isinstance(told, str):
        return Server(told) if told.startswith(SCHEMES) else Path(told)
    return told


def is_same(one: Home, other: Home) -> bool:
    """Whether two ledgers are one."""
    if isinstance(one, Server) or isinstance(other, Server):
        return one == other
    return one.resolve() == other.resolve()


def address_of(home: Home) -> str:
    """What tells another process where a ledger is; with its password, if it has one: not to be shown."""
    return home.url if isinstance(home, Server) else str(home)


def keys_of(home: Home) -> Path:
    """The folder of the key that signs the heads of a ledger's log. Of a ledger in PostgreSQL it stays with whoever
    signs: who may write to the server is not to have it."""
    if isinstance(home, Server):
        return Path(os.environ.get(KEYS) or KEYS_HERE)
    return home
