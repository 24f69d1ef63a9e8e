"""Values put into a statement that PostgreSQL is asked, each as it is to be where it stands."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from msgspec import json

from sayso.ledger.postgres.pieces import Piece, Slot, Use
from sayso.ledger.postgres.shape import shape
from sayso.ledger.postgres.words import Query, parsed, size, vector
from sayso.ledger.postgres.words import literal as quoted

Rank = Callable[[str, str], str]  # of an index of words and a query, what tells how well a row answers it

# PostgreSQL's texts hold no NUL. It is kept as two characters, of which the first means nothing in any text but stands
# doubled where one has it all the same.
MARK: Final = "\U0010fffd"
NUL: Final = f"{MARK}0"
LARGEST: Final = (1 << 63) - 1


def bound(piece: Piece, values: Sequence[Any], rank: Rank) -> str:
    """A piece of a statement with its values in it. OverflowError for a number that no column holds."""
    parts = [piece.texts[0]]
    for slot, text in zip(piece.slots, piece.texts[1:], strict=True):
        parts += (_told(slot, values, rank), text)
    return "".join(parts)


def literal(value: object) -> str:
    """A value as it stands in a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return quoted(hidden(value))
    if isinstance(value, int):
        if not -LARGEST - 1 <= value <= LARGEST:
            raise OverflowError("Python int too large for a column of the ledger")
        return str(int(value)) if value >= 0 else f"({int(value)})"
    if isinstance(value, float):
        return f"'{value + 0.0!r}'::float8"  # reckoned with in twos, not tens; nor has a column of SQLite -0.0
    if isinstance(value, bytes | bytearray | memoryview):
        return f"'\\x{bytes(value).hex()}'::bytea"
    raise TypeError(f"{type(value).__name__} is nothing that a column of the ledger holds")


@lru_cache(64)
def query_of(match: str, table: str) -> Query:
    """What an index of words is asked; one statement needs it to find rows, to rank them and to mark words in them."""
    return parsed(match, tuple(shape().tables[table].columns))


def hidden(text: str) -> str:
    """A text as PostgreSQL is to hold it."""
    if MARK in text:
        text = text.replace(MARK, MARK + MARK)
    return text.replace("\0", NUL) if "\0" in text else text


def shown(text: str) -> str:
    """The text that PostgreSQL holds as this."""
    if MARK not in text:
        return text
    return MARK.join(part.replace(NUL, "\0") for part in text.split(MARK + MARK))


def _told(slot: Slot, values: Sequence[Any], rank: Rank) -> str:
    own = [values[number] for number in slot.numbers]
    if slot.use == "value":
        return literal(own[0])
    if slot.use == "limit":
        return "ALL" if own[0] == -1 else literal(own[0])
    if slot.use == "words":
        return f"{quoted(query_of(own[0], slot.table).tsquery)}::tsquery"
    if slot.use == "rank":
        return rank(slot.table, own[0])
    if slot.use == "vector":
        return f"{quoted(vector(own))}::tsvector"
    if slot.use == "size":
        return literal(size(own))
    return _list(own[0], slot.use)


def _list(given: str, use: Use) -> str:
    """A list that came as JSON. An empty one is of what is done with it."""
    items = json.decode(given)
    first = next((item for item in items if item is not None), None)
    if isinstance(first, list) or (first is None and use == "lists"):
        return _array("jsonb", (_quoted(json.encode(_hidden(item)).decode()) for item in items))
    if isinstance(first, str) or (first is None and use == "texts"):
        return _array("text", ("NULL" if item is None else _quoted(hidden(item)) for item in items))
    kind = "float8" if isinstance(first, float) else "bigint"
    return _array(kind, ("NULL" if item is None else repr(item) for item in items))


def _array(kind: str, items: Iterable[str]) -> str:
    return f"{quoted('{' + ','.join(items) + '}')}::{kind}[]"


def _hidden(item: object) -> object:
    if isinstance(item, list):
        return [_hidden(each) for each in item]
    return hidden(item) if isinstance(item, str) else item


def _quoted(item: str) -> str:
    escaped = item.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
