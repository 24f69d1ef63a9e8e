"""What the feeder process does: open files, folders, archives and addresses, and send the pages that are in them.

It alone may reach the network. One argument is opened after the other, so that after a death it is known how far it
had come.
"""

import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sayso.records import Address
from sayso.scale import limits
from sayso.scale.messages import Asked, Came, Known, Open, Over, encode
from sayso.scale.wire import receive, send
from sayso.sources import opening
from sayso.sources.yielded import Yielded


def main() -> None:
    """Open what is asked for through one pipe, send what comes through another, and end with the parent."""
    work, made, life = map(int, sys.argv[2:5])
    sys.argv[1:] = []
    limits.tie(life)
    with suppress(EOFError, BrokenPipeError):
        asked = msgspec.msgpack.decode(receive(work), type=Open)
        limits.limit(asked.memory)
        for came in _pages(asked, _Knowing(work, made)):
            send(made, encode(came))
        send(made, encode(Over()))


class _Knowing:
    """Asks the parent what the ledger knows of an address, and tells it what is opened."""

    def __init__(self, work: int, made: int) -> None:
        self._work, self._made = work, made

    def __call__(self, url: str) -> Address | None:
        send(self._made, encode(Asked(_storable(url))))
        return msgspec.msgpack.decode(receive(self._work), type=Known).address

    def tell(self, came: Came) -> None:
        send(self._made, encode(came))


def _pages(asked: Open, known: _Knowing) -> Iterator[Came]:
    options = msgspec.msgpack.decode(asked.options, type=opening.Options)
    arguments = [os.fsdecode(argument) for argument in asked.arguments]
    for number in range(asked.first, len(arguments)):
        yield Came(number)
        skipped, after = (asked.skipped, asked.after) if number == asked.first else (0, None)

        def begins(path: Path, number: int = number) -> bool:
            name = os.fsencode(path)
            known.tell(Came(number, file=name))
            return name not in asked.left_out

        for each in resumed(arguments[number : number + 1], options, known, begins, skipped, after):
            yield Came(number, _sendable(each))


def resumed(
    arguments: Sequence[str],
    options: opening.Options,
    known: opening.KnownAddress,
    begins: opening.Begins,
    skipped: int,
    after: str | None,
) -> Iterator[Yielded]:
    """The pages behind the first so many, the last of which was called `after`; all of them, where that is not so any
    more: better a page twice than one never."""
    found = opening.pages(arguments, options, known, begins)
    last = deque(islice(found, skipped), maxlen=1)
    if skipped and not (last and _storable(last[0].name) == after):
        return opening.pages(arguments, options, known, begins)
    return found


def _sendable(each: Yielded) -> Yielded:
    """The same with text that can be sent: the bytes of a file's name need not be any."""
    told = {field: _storable(value) for field in ("name", "reason", "path", "url") if (value := getattr(each, field))}
    return replace(each, **told)


def _storable(text: str) -> str:
    return text.encode(errors="backslashreplace").decode()
