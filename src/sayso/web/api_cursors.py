"""Walking a long list in several answers: a cursor says after which thing the next one begins.

A ledger counts what it lists from the first; while pages are read in, what was given last moves. A cursor therefore
names that thing as well as its number, and the walk goes on behind it wherever it stands by then: what came in before
it is left out, nothing is given twice, nothing left out that was there. Where the thing is gone, for its page was read
anew, or more than `FAR` things came in before it, nobody could say what was given already, and the walk is at its end.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, Final, Generic, TypeVar

import msgspec
from fastapi import HTTPException
from msgspec import Struct

from sayso.errors import InputError
from sayso.web.answers import LAST
from sayso.web.api_asking import MOST

FAR: Final = 2_000  # how far from its old number a thing is looked for, in things

T = TypeVar("T")
Fetch = Callable[[int, int], Sequence[T]]  # at most so many things behind the first so many


class Cursor(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Of which list, behind how many things, and the key of the last of these."""

    of: str
    offset: int
    last: str


class Stretch(Struct, Generic[T], frozen=True):
    """Things of a list, and the cursor of those that follow, if any do."""

    things: Sequence[T]
    next: str | None


def listing(path: str, asked: Mapping[str, Any]) -> str:
    """What tells a list from another: its address and parameters, but for those that say where in it one is."""
    told = sorted((name, value) for name, value in asked.items() if name not in ("cursor", "limit"))
    return sha256(msgspec.json.encode([path, told])).hexdigest()[:12]


def encoded(cursor: Cursor) -> str:
    return urlsafe_b64encode(msgspec.msgpack.encode(cursor)).decode().rstrip("=")


def decoded(told: str, of: str) -> Cursor:
    """A cursor of this list; InputError for any other text."""
    try:
        cursor = msgspec.msgpack.decode(urlsafe_b64decode(told + "=" * (-len(told) % 4)), type=Cursor)
    except (ValueError, msgspec.MsgspecError):
        raise InputError("cursor: this is no cursor that an answer gave as its next") from None
    if cursor.of != of or not 0 < cursor.offset <= LAST:
        raise InputError("cursor: it belongs to another question; ask as before, or without it from the beginning")
    return cursor


def stretch(fetch: Fetch[T], key: Callable[[T], str], of: str, limit: int, cursor: str | None) -> Stretch[T]:
    """The things of a list that follow on a cursor, at most `limit`."""
    first, given = (0, fetch(limit + 1, 0)) if cursor is None else _behind(fetch, key, decoded(cursor, of), limit)
    things = given[:limit]
    more = len(given) > limit
    return Stretch(things, encoded(Cursor(of, first + limit, key(things[-1]))) if more else None)


def _behind(fetch: Fetch[T], key: Callable[[T], str], cursor: Cursor, limit: int) -> tuple[int, Sequence[T]]:
    """What stands behind the thing of a cursor, one more than `limit`, and how many things stand before that."""
    given = fetch(limit + 2, cursor.offset - 1)
    if given and key(given[0]) == cursor.last:
        return cursor.offset, given[1:]
    first = _found(fetch, key, cursor)
    return first, fetch(limit + 1, first)


def _found(fetch: Fetch[T], key: Callable[[T], str], cursor: Cursor) -> int:
    """How many things stand up to that of a cursor, which has moved."""
    for first in chain(range(cursor.offset, cursor.offset + FAR, MOST), _backward(cursor.offset)):
        keys = [key(thing) for thing in fetch(MOST, first)]
        if cursor.last in keys:
            return first + keys.index(cursor.last) + 1
    raise HTTPException(410, "cursor: what was given last is no longer there; begin again, without a cursor")


def _backward(offset: int) -> list[int]:
    return [max(0, first) for first in range(offset - MOST, max(-MOST, offset - FAR - MOST), -MOST)]
