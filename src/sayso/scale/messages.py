"""What parent and children say to each other."""

import os
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Raw, Struct

from sayso.records import Address, Page
from sayso.sources.yielded import Yielded

encode: Final = msgspec.msgpack.Encoder().encode


class Start(Struct, frozen=True, kw_only=True):
    """To a worker, first: what its Reader is made with (`actors` and `places` are paths), and the bytes of memory that
    it may take."""

    threshold: float | None = None
    actors: bytes | None = None
    places: bytes | None = None
    memory: int


class Task(Struct, frozen=True):
    """To a worker: a page to read."""

    number: int
    page: Page


class Hello(Struct, frozen=True, tag=True):
    """From a worker, first: the version of its Reader; `reason` where there can be none."""

    version: str = ""
    reason: str | None = None


class Ready(Struct, frozen=True, tag=True):
    """From a worker: all that reading needs is loaded."""


class Done(Struct, frozen=True, tag=True):
    """From a worker: the reading of a page, encoded, or the step that gave up and the reason. `memory`: there was not
    enough of it for this page. `last`: the worker ends with this; another one may go on."""

    number: int
    reading: bytes | None = None
    step: str | None = None
    reason: str | None = None
    memory: bool = False
    last: bool = False


FromWorker = Hello | Ready | Done


class Open(Struct, frozen=True, kw_only=True):
    """To the feeder, first: what to open, from which argument on, how many pages of that to leave out (the last of
    which was called `after`), and which files of folders."""

    arguments: tuple[bytes, ...]
    options: Raw
    first: int = 0
    skipped: int = 0
    after: str | None = None
    left_out: frozenset[bytes] = frozenset()
    memory: int


class Known(Struct, frozen=True):
    """To the feeder: what is known of the address that it asked for."""

    address: Address | None = None


class Came(Struct, frozen=True, tag=True):
    """From the feeder: what came of the argument with this number; None as it begins with it, or with a `file` of a
    folder."""

    argument: int
    yielded: Yielded | None = None
    file: bytes | None = None


class Asked(Struct, frozen=True, tag=True):
    """From the feeder: what is known of an address?"""

    url: str


class Over(Struct, frozen=True, tag=True):
    """From the feeder: that was all; `reason` where it can go on with none."""

    reason: str | None = None


FromFeeder = Came | Asked | Over

from_worker: Final = msgspec.msgpack.Decoder(FromWorker)
from_feeder: Final = msgspec.msgpack.Decoder(FromFeeder)


def path_out(path: Path | None) -> bytes | None:
    """A path as a message can hold it, whatever its bytes are."""
    return None if path is None else os.fsencode(path)


def path_in(path: bytes | None) -> Path | None:
    return None if path is None else Path(os.fsdecode(path))
