"""Ledgers of every earlier version, as the programs of their time left them: `versions/N.sql`, or `.sql.gz`.

All were filled with what `versions/holding.json` tells: pages with their readings, a page that was no text, and
judgements, each with the first version that could hold it. When the version of the ledger is raised, one of the version
before is made with the program as it was until then:

    python -m tests.ledger.earlier > tests/ledger/versions/N.sql
"""

import gzip
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from sayso.ledger import Ledger
from sayso.ledger.originals import FOLDER, FiledOriginals
from sayso.ledger.schema import APPLICATION, DATABASE
from sayso.records import Judgement, Page, Reading

HERE: Final = Path(__file__).parent / "versions"
VERSIONS: Final = tuple(sorted(int(path.name.split(".")[0]) for path in HERE.glob("*.sql*")))


@cache
def holding() -> dict[str, Any]:
    """What all of them hold: `pages`, `failed` and `judgements`, in the order in which they were entered."""
    found: dict[str, Any] = json.loads((HERE / "holding.json").read_text(encoding="utf-8"))
    return found


def judged(version: int) -> list[dict[str, Any]]:
    """The judgements that a ledger of this version holds."""
    return [each["judgement"] for each in holding()["judgements"] if each["since"] <= version]


def lay_out(folder: Path, version: int) -> Path:
    """Make the ledger of an earlier version in a folder that is not there yet."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        db.executescript(_script(version))
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {version}")
        db.execute("PRAGMA journal_mode = WAL")
    originals = FiledOriginals(folder / FOLDER)
    for page in (*(each["page"] for each in holding()["pages"]), holding()["failed"]):
        originals.keep(page["text"].encode())
    return folder


def fill(folder: Path) -> None:
    """Enter all of it with the program as it is."""
    with Ledger(folder) as ledger:
        for each in holding()["pages"]:
            ledger.add(_page(each["page"]), msgspec.convert(each["reading"], Reading))
        ledger.fail("read", "binary", page=_page(holding()["failed"]))
        ledger.fail("read", "gone", path="p/gone.txt")
        for each in holding()["judgements"]:
            ledger.judge(msgspec.convert(each["judgement"], Judgement))


def dump(folder: Path) -> Iterator[str]:
    """A database as statements that make it anew: its tables with their rows, then all that watches over them. What
    belongs to an index for search is made by SQLite itself."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        shadows = {name for (name,) in db.execute("SELECT name FROM pragma_table_list WHERE type = 'shadow'")}
        made = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        kept = [row for row in made if row[1] not in shadows and not row[1].startswith("sqlite_")]
        for kind, name, sql in kept:
            if kind == "table":
                yield f"{sql};\n"
                yield from _rows(db, name, virtual="VIRTUAL" in sql)
        yield from (f"{sql};\n" for kind, _, sql in kept if kind != "table")


def _rows(db: sqlite3.Connection, table: str, *, virtual: bool) -> Iterator[str]:
    columns = [row[0] for row in db.execute(f"SELECT name FROM pragma_table_info('{table}')")]
    names = ", ".join(["rowid", *columns] if virtual else columns)
    quoted = " || ', ' || ".join(f"quote({name})" for name in names.split(", "))
    for (values,) in db.execute(f"SELECT {quoted} FROM {table}"):
        yield f"INSERT INTO {table} ({names}) VALUES ({values});\n"


def _script(version: int) -> str:
    plain = HERE / f"{version}.sql"
    if plain.exists():
        return plain.read_text(encoding="utf-8")
    with gzip.open(HERE / f"{version}.sql.gz", "rt", encoding="utf-8") as file:
        return file.read()


def _page(told: dict[str, Any]) -> Page:
    fields = {name: told[name] for name in ("path", "url", "media_type", "fetched")}
    return Page(data=told["text"].encode(), **fields)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name) / "ledger")
        sys.stdout.writelines(dump(Path(name) / "ledger"))
