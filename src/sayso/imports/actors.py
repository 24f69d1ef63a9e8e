"""Actors from a CSV table, into a register file of the user's own: what `--actors` reads."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from msgspec import Struct

from sayso.errors import InputError
from sayso.imports.own_files import as_yaml, head, replaced
from sayso.imports.told import Fault
from sayso.lexicon import written
from sayso.lexicon.forms import Form, Kind, Use
from sayso.lexicon.register import Register, load

Entry = dict[str, Any]

# The columns that are fields of an entry, and those whose cells hold names of one use, parted by semicolons.
FIELDS: Final = ("id", "name", "kind", "country", "part_of", "owner", "since", "until")
USES: Final[Mapping[str, Use]] = {
    "aliases": "name", "abbreviations": "abbreviation", "demonyms": "demonym", "seats": "seat",
    "spellings": "spelling", "former": "former", "rival": "rival", "short": "short",
}  # fmt: skip
_DELIMITERS: Final = ",;\t|"
_UNSURE: Final = "?"  # ends a name that may mean something else as well
_HEAD: Final = "# Actors of one's own. What each field means is told in the first lines of sayso's own register.\n\n"


class Row(Struct, frozen=True):
    """An entry as a row tells it, and where that stands."""

    where: str
    entry: Entry


class Changed(Struct, frozen=True):
    """The ids of the entries that an import added to a file, and of those that it added to."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    faults: tuple[Fault, ...]


def bring(table: Path, into: Path) -> Changed:
    """Enter the actors of a table in a register file, which is made where there is none; what is there already changes
    nothing. InputError for a table or a file that cannot be read."""
    before = _before(into)
    register = load(into if into.exists() else None)
    found = list(rows_of(table, register))
    faults = [each for each in found if isinstance(each, Fault)]
    kept = [each for each in found if isinstance(each, Row)]
    while True:
        entries, added, changed = merged(before.get("actors") or [], kept)
        if not added and not changed:
            return Changed((), (), tuple(faults))
        text = (head(into) or _HEAD) + as_yaml({**before, "actors": entries})
        try:
            replaced(into, text, load)
        except InputError as error:
            refused = dict(_refused(str(error), kept))
            if not refused:
                raise
            faults += [Fault(each.where, refused[each.entry["id"]]) for each in kept if each.entry["id"] in refused]
            kept = [each for each in kept if each.entry["id"] not in refused]
        else:
            return Changed(tuple(added), tuple(changed), tuple(faults))


def rows_of(table: Path, register: Register) -> Iterator[Row | Fault]:
    """The entries of a table, each with an id of its own: that of its column, else that of the one entry in the
    register whose own name it has, else one made from its name."""
    try:
        text = table.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{table}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{table}: not UTF-8: {error.reason}") from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count))
    names = [each.strip().casefold().replace(" ", "_") for each in next(reader, [])]
    if "name" not in names and "id" not in names:
        raise InputError(f"{table}: no column `name`; columns are {', '.join((*FIELDS, *USES))}")
    for name in names:
        if name not in FIELDS and name not in USES:
            yield Fault(f"{table.name}, line 1", f"the column {name!r} is not known: passed over")
    line = reader.line_num
    for cells in reader:
        where, line = f"{table.name}, line {line + 1}", reader.line_num
        if any(map(str.strip, cells)):
            yield _row(where, dict(zip(names, map(str.strip, cells), strict=False)), register)


def merged(before: Iterable[Entry], rows: Iterable[Row]) -> tuple[list[Entry], list[str], list[str]]:
    """Entries with what rows add to them, and the ids of those that are new and of those that changed."""
    entries = {str(each.get("id")): each for each in before}
    old = dict(entries)
    for row in rows:
        id = row.entry["id"]
        entries[id] = _with(entries.get(id, {}), row.entry)
    added = [id for id in entries if id not in old]
    return list(entries.values()), added, [id for id in old if entries[id] != old[id]]


def made_id(name: str) -> str:
    """An id from a name: small letters and digits, hyphens between; empty where it has none in Latin."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall("[a-z0-9]+", plain.replace("'", "")))


def _before(into: Path) -> Entry:
    if not into.exists():
        return {}
    load(into)  # which says what is wrong with it
    found = written.value(into.read_bytes())
    return dict(found) if isinstance(found, dict) else {}


def _row(where: str, cells: Mapping[str, str], register: Register) -> Row | Fault:
    entry: Entry = {name: cells[name] for name in FIELDS if cells.get(name)}
    entry |= {"id": entry["id"]} if "id" in entry else {"id": _id(entry.get("name", ""), register)}
    aliases = [_alias(text, use) for column, use in USES.items() for text in _several(cells.get(column, ""))]
    entry |= {"aliases": aliases} if aliases else {}
    known = entry["id"] in register.entries
    lacking = [] if known else [name for name in ("name", "kind") if name not in entry]
    if not entry["id"] or lacking:
        return Fault(where, f"it has no {' and no '.join(lacking or ['id, and its name makes none'])}")
    try:
        msgspec.convert(entry, Form)
    except msgspec.ValidationError as error:
        return Fault(where, _reason(str(error), entry))
    ordered: Entry = {name: entry[name] for name in (*FIELDS, "aliases") if name in entry}
    return Row(where, ordered)


def _reason(message: str, entry: Entry) -> str:
    """What is wrong with the cells of a row, in words for who wrote them."""
    name = message.rpartition("`$.")[2].strip("`").partition("[")[0]
    wanted = {"kind": f"one of {', '.join(get_args(Kind))}", "country": "two capital letters"}
    return f"{name} {entry.get(name)!r}: must be {wanted[name]}" if name in wanted else message


def _id(name: str, register: Register) -> str:
    own = [each.id for each in register.named(name) if each.name.casefold() == name.casefold()] if name else []
    return own[0] if len(own) == 1 else made_id(name)


def _several(cell: str) -> list[str]:
    return [each.strip() for each in cell.split(";") if each.strip()]


def _alias(text: str, use: Use) -> str | Entry:
    name = text.removesuffix(_UNSURE).strip()
    if name != text:
        return {"text": name, "use": use, "ambiguous": True}
    return name if use == "name" else {"text": name, "use": use}


def _with(entry: Entry, given: Entry) -> Entry:
    """An entry with what a row says: its fields in place of those there, its names besides."""
    aliases = [*(entry.get("aliases") or [])]
    known = {_named(each) for each in aliases}
    aliases += [each for each in given.get("aliases", []) if _named(each) not in known]
    new = {**entry, **given}
    return {**new, "aliases": aliases} if aliases else new


def _named(alias: str | Entry) -> tuple[str, str]:
    return (alias, "name") if isinstance(alias, str) else (str(alias.get("text")), str(alias.get("use", "name")))


def _refused(message: str, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """The ids of rows of which a register file's faults are told, with the fault."""
    ids = {row.entry["id"] for row in rows}
    for line in message.split("\n"):
        for part in line.split(": "):
            if part in ids:
                yield part, line.partition(f"{part}: ")[2]
