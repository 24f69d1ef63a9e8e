"""Tables and the ledger format read back by programs of others: Python's csv and json modules, pyarrow."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyarrow.parquet

from sayso.export import jsonl, tables
from sayso.export.columns import Column, Page
from sayso.export.meta import Meta
from sayso.records import Chosen

META: Final = Meta(made="2024-03-02T08:00:00+00:00", version="0")
ROLES: Final = ("source", "cue", "content", "hedges")


def check(chosen: Sequence[Chosen]) -> list[str]:
    """What is wrong with these formats of what is chosen; nothing where all of it is there."""
    found = [*jsonl_faults(chosen), *word_faults(chosen)]
    for name in tables.TABLES:
        found += [*csv_faults(chosen, name), *parquet_faults(chosen, name)]
    return found


def jsonl_faults(chosen: Sequence[Chosen]) -> Iterator[str]:
    lines = b"".join(jsonl.write(chosen, META)).decode().splitlines()
    if len(lines) != len(chosen):
        yield f"jsonl: {len(lines)} lines of {len(chosen)} pages"
    for line, each in zip(lines, chosen, strict=False):
        told, reading = json.loads(line), each.reading
        if told["document"]["text"] != reading.document.text:
            yield f"jsonl: {reading.document.id}: the text is another"
        for name in ("attributions", "events", "mentions", "figures", "places", "dates", "stances", "references"):
            if [thing["id"] for thing in told[name]] != [thing.id for thing in getattr(reading, name)]:
                yield f"jsonl: {reading.document.id}: {name} are others"
        for thing, attribution in zip(told["attributions"], reading.attributions, strict=False):
            for role in ROLES:
                if tuple(map(tuple, thing[role])) != getattr(attribution, role):
                    yield f"jsonl: {attribution.id}: {role} is another"


def word_faults(chosen: Sequence[Chosen]) -> Iterator[str]:
    """Whether the words of each attribution are those at its spans, as CSV alone tells both."""
    texts = {each.reading.document.id: each.reading.document.text for each in chosen}
    for row in rows(chosen, "attributions"):
        text = texts[row["document"]]
        for role in ROLES:
            told = " … ".join(text[start:end] for start, end in spans(row[f"{role}_spans"]))
            if row[role] != told.replace("\0", "\ufffd"):
                yield f"csv: {row['attribution']}: {role} is not what stands at its spans"


def csv_faults(chosen: Sequence[Chosen], name: str) -> Iterator[str]:
    found, expected = rows(chosen, name), list(values(chosen, name))
    if len(found) != len(expected):
        yield f"csv: {len(found)} {name} of {len(expected)}"
    for row, told in zip(found, expected, strict=False):
        for column, value in told:
            if not _agrees(row[column.name], column, value):
                yield f"csv: {name}, {column.name}: {row[column.name]!r} of {value!r}"


def parquet_faults(chosen: Sequence[Chosen], name: str) -> Iterator[str]:
    told = b"".join(tables.as_parquet(name)(chosen, META))
    found = pyarrow.parquet.read_table(io.BytesIO(told)).to_pylist()
    expected = list(values(chosen, name))
    if len(found) != len(expected):
        yield f"parquet: {len(found)} {name} of {len(expected)}"
    for row, each in zip(found, expected, strict=False):
        for column, value in each:
            if _plain(row[column.name], column.kind) != _unknown(value, column.kind):
                yield f"parquet: {name}, {column.name}: {row[column.name]!r} of {value!r}"


def rows(chosen: Sequence[Chosen], name: str) -> list[dict[str, str]]:
    """The rows of a table of comma-separated values, without the apostrophes that it tells of."""
    told = b"".join(tables.as_csv(name)(chosen, META)).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(told, newline="")))
    for row in found:
        for flagged in row["flagged"].split():
            row[flagged] = row[flagged].removeprefix("'")
    return found


def values(chosen: Sequence[Chosen], name: str) -> Iterator[list[tuple[Column, Any]]]:
    """What each row of a table is to say."""
    columns = tables.columns(name)
    for page in map(Page, chosen):
        for thing in tables.table(name).rows(page):
            yield [(column, column.told(page, thing)) for column in columns]


def spans(cell: str) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in (each.split("-") for each in cell.split())]


def _agrees(cell: str, column: Column, value: Any) -> bool:
    match column.kind:
        case "text":
            return cell == (value or "").replace("\0", "\ufffd")
        case "texts":
            return cell == "; ".join(value).replace("\0", "\ufffd")
        case "ids":
            return cell.split() == list(value)
        case "spans":
            return spans(cell) == list(value)
        case "numbers":
            return [None if each == "?" else float(each) for each in cell.split()] == list(value)
        case "yes":
            return bool({"": None, "yes": True, "no": False}[cell] == value)
        case _:
            return bool((float(cell) if cell else None) == value)


def _plain(value: Any, kind: str) -> Any:
    return [(each["start"], each["end"]) for each in value] if kind == "spans" else value


def _unknown(value: Any, kind: str) -> Any:
    if kind == "ids":
        return [None if each == "?" else each for each in value]
    return list(value) if isinstance(value, tuple) else value
