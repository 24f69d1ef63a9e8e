"""What a backup says of itself: `SHA256SUMS`, which `sha256sum -c` reads too, and `manifest.json`, which holds the hash
of that list, and how much there is."""

import re
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from msgspec import DecodeError, Struct, json

from sayso import __version__
from sayso.errors import LedgerError
from sayso.ids import document_id
from sayso.ledger.keys import PUBLIC, SECRET
from sayso.ledger.originals import FOLDER
from sayso.ledger.schema import DATABASE

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
COUNTED: Final = ("documents", "readings", "attributions", "judgements", "failures")

KEYS: Final = (PUBLIC, SECRET)

_NAMES: Final = "|".join((*map(re.escape, (DATABASE, *KEYS)), rf"{FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{62}}"))
_NAME: Final = re.compile(_NAMES)
_SUM: Final = re.compile(rf"([0-9a-f]{{64}})  ({_NAMES})")


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`made` is the moment of which the backup is, an ISO time; `counts` are rows of tables; `size` is in bytes;
    `missing` are originals that the ledger names and had not; `sums` the SHA-256 of the list of files."""

    sayso_backup: int = FORMAT
    made: str
    sayso: str
    ledger_version: int
    counts: dict[str, int]
    originals: int
    size: int
    missing: tuple[str, ...] = ()
    sums: str


def manifest_of(
    db: sqlite3.Connection, made: datetime, sums: Mapping[str, str], size: int, missing: tuple[str, ...]
) -> Manifest:
    """That of a backup with this database and these files, by name with their SHA-256."""
    return Manifest(
        made=made.astimezone(UTC).isoformat(timespec="seconds"),
        sayso=__version__,
        ledger_version=int(db.execute("PRAGMA user_version").fetchone()[0]),
        counts=counts(db),
        originals=sum(name.startswith(FOLDER) for name in sums),
        size=size,
        missing=missing,
        sums=document_id(encoded_sums(sums)),
    )


def original_name(sha256: str) -> str:
    """Where in a backup an original stands."""
    return f"{FOLDER}/{sha256[:2]}/{sha256[2:]}"


def may_hold(name: str) -> bool:
    """Whether a backup may hold a file of this name, beside what it says of itself."""
    return _NAME.fullmatch(name) is not None


def mode_of(name: str) -> int:
    """Who may read a file of this name: a secret is for its owner alone."""
    return 0o600 if name == SECRET else 0o666


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How much a database holds, of what one of its version can hold."""
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED if table in there
    }


def encoded(manifest: Manifest) -> bytes:
    return json.format(json.encode(manifest), indent=1) + b"\n"


def decoded(data: bytes) -> Manifest:
    """The manifest that these bytes are; LedgerError where they are none."""
    try:
        found = json.decode(data, type=Manifest)
    except (DecodeError, UnicodeDecodeError) as error:
        raise LedgerError(f"its {MANIFEST} cannot be read: {error}") from error
    if found.sayso_backup != FORMAT:
        raise LedgerError(f"its {MANIFEST} has format {found.sayso_backup}, and this sayso reads {FORMAT}")
    return found


def encoded_sums(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items())).encode("ascii")


def decoded_sums(data: bytes) -> dict[str, str]:
    """The files by name, with their SHA-256; LedgerError where a line names what no backup holds."""
    sums: dict[str, str] = {}
    for number, line in enumerate(data.decode("ascii", errors="replace").splitlines(), 1):
        found = _SUM.fullmatch(line)
        if found is None:
            raise LedgerError(f"its {SUMS}, line {number}, is not a SHA-256 and a file of a backup")
        sums[found[2]] = found[1]
    return sums
