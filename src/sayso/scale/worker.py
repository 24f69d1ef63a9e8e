"""What a worker process does: read pages, one after the other, and send each reading as soon as it is there."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from sayso.errors import SaysoError
from sayso.records import Page, Reading
from sayso.scale import limits
from sayso.scale.messages import Done, Hello, Ready, Start, Task, encode, path_in
from sayso.scale.wire import receive, send
from sayso.soundness import check

Read = Callable[[Page], Reading]

RETIRES: Final = 600_000_000  # bytes of memory in use between two pages with which a worker makes way for a fresh one

_FIRST: Final = Page(
    data=b"The minister said on Monday that it had rained.",
    media_type="text/plain",
    fetched="2000-01-01T00:00:00+00:00",
)


def main(made_with: Callable[[Start], tuple[str, Read]] | None = None) -> None:
    """Read what comes through one pipe, send what is made of it through another, and end with the parent.

    `made_with` gives the version of a reader and how it reads: that of sayso, unless told.
    """
    work, made, life = map(int, sys.argv[2:5])
    sys.argv[1:] = []
    limits.tie(life)
    with suppress(EOFError, BrokenPipeError):
        start = msgspec.msgpack.decode(receive(work), type=Start)
        limits.limit(start.memory)
        try:
            version, read = (made_with or _reader)(start)
        except SaysoError as error:
            send(made, encode(Hello(reason=str(error))))
            return
        send(made, encode(Hello(version)))
        limits.cut_off()
        read(_FIRST)  # loads what is loaded late
        send(made, encode(Ready()))
        _serve(work, made, read, start.memory)


def answer(task: Task, read: Read, memory: int) -> Done:
    """What becomes of a page."""
    step = "read"
    try:
        reading = read(task.page)
        step = "ledger"
        check(reading)
        return Done(task.number, reading=encode(reading))
    except SaysoError as error:
        return Done(task.number, step=step, reason=str(error))
    except Exception as error:  # one page's fault must not end the run; the reason says that it is the program's
        if _wants_memory(error):
            return Done(task.number, reason=f"needs more than {memory // 1_000_000:,} MB of memory", memory=True)
        return Done(task.number, step="read", reason=f"sayso failed on it: {type(error).__name__}: {error}")


def _reader(start: Start) -> tuple[str, Read]:
    from sayso.pipeline import Reader

    reader = Reader(threshold=start.threshold, actors=path_in(start.actors), places=path_in(start.places))
    return reader.version, reader.read


def _serve(work: int, made: int, read: Read, memory: int) -> None:
    while True:
        done = answer(msgspec.msgpack.decode(receive(work), type=Task), read, memory)
        if done.memory or _in_use() > RETIRES:
            done = msgspec.structs.replace(done, last=True)
        send(made, encode(done))
        if done.last:
            return


def _wants_memory(error: BaseException | None) -> bool:
    """Whether memory was what was wanting: Python says so by a kind of its own, libraries in words."""
    while error is not None:
        if isinstance(error, MemoryError) or "bad_alloc" in str(error) or "Failed to allocate memory" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _in_use() -> int:
    """Bytes of memory, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
