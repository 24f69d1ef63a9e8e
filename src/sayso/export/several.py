"""A large selection written by several processes, each of which writes the pages that it is given; what comes out is
what one alone would write."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.export.formats import Format, format_of, written
from sayso.export.meta import Meta
from sayso.export.tables import USUAL, packed, parquet_of
from sayso.ledger import View
from sayso.ledger.chosen import READ, Chunk
from sayso.records import Chosen

LEAST: Final = 20  # chunks from which on others are asked to help: to start them takes half a second
MOST: Final = 4  # processes
AHEAD: Final = 3  # chunks that wait for each of them


class Wanted(Struct, frozen=True):
    """What is to be written: the name of a format, and for tables which one and its columns."""

    name: str
    table: str | None = None
    columns: tuple[str, ...] = ()

    @property
    def format(self) -> Format:
        return format_of(self.name, self.table, self.columns)

    @property
    def packs(self) -> bool:
        """Whether it goes out as Parquet: helpers pack the rows of pages, and one writes them."""
        return self.name == "parquet"


Answer = tuple[tuple[int, ...], bytes]  # the state of the ledger as a process sees it, and what it wrote


def written_by_several(view: View, wanted: Wanted, meta: Meta, processes: int | None = None) -> Iterator[bytes]:
    """What a selection of a ledger is in a format, in pieces, as `written` gives it; so many processes help, or as many
    as there are processors."""
    count = min(MOST, len(os.sched_getaffinity(0))) if processes is None else processes
    if not (wanted.packs or wanted.format.by_page) or count < 2:
        yield from written(view, meta.selection, wanted.format, meta)
        return
    with view.still() as still, ExitStack() as stack:
        chunks = still.chunks(meta.selection)
        first = list(islice(chunks, LEAST))
        write = _writer(still, wanted, meta)
        if len(first) < LEAST:
            yield from _together(map(write, first), wanted, meta)
            return
        pool = stack.enter_context(
            ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin, initargs=(view.folder, wanted, meta))
        )
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        pieces = _in_turn(pool, chain(first, chunks), count * AHEAD, still.state(), write)
        yield from _together(pieces, wanted, meta)


def _together(pieces: Iterator[bytes], wanted: Wanted, meta: Meta) -> Iterator[bytes]:
    """The whole of what was written of each chunk."""
    if wanted.packs:
        yield from parquet_of(pieces, wanted.table or USUAL, wanted.columns, meta)
        return
    yield b"".join(wanted.format.write((), meta))
    yield from pieces


def _in_turn(
    pool: ProcessPoolExecutor,
    chunks: Iterator[Chunk],
    ahead: int,
    state: tuple[int, ...],
    write: Callable[[Chunk], bytes],
) -> Iterator[bytes]:
    """The pieces in the order of the chunks. One that was written of a later state of the ledger is written anew."""
    waiting: deque[tuple[Chunk, Future[Answer]]] = deque()
    for chunk in chain(chunks, (None,) * ahead):
        if chunk is not None:
            waiting.append((chunk, pool.submit(_written, chunk)))
        if waiting and (chunk is None or len(waiting) >= ahead):
            asked, answer = waiting.popleft()
            seen, piece = answer.result()
            yield piece if seen == state else write(asked)


def _writer(still: View, wanted: Wanted, meta: Meta) -> Callable[[Chunk], bytes]:
    """What writes the pages of a chunk, without what stands before the first one."""
    format = wanted.format
    parts = READ if format.parts is None else format.parts

    def pages(chunk: Chunk) -> Iterator[Chosen]:
        return still.in_chunk(chunk, parts, as_read=format.as_read)

    if wanted.packs:
        return lambda chunk: packed(pages(chunk), wanted.table or USUAL, wanted.columns, meta)
    before = len(b"".join(format.write((), meta)))
    return lambda chunk: b"".join(format.write(pages(chunk), meta))[before:]


# Of a process that helps, set when it begins: what is open while it lives, the state it sees, and what writes.
_OURS: list[tuple[ExitStack, tuple[int, ...], Callable[[Chunk], bytes]]] = []


def _begin(folder: Path, wanted: Wanted, meta: Meta) -> None:
    gc.disable()  # nothing here refers to itself
    stack = ExitStack()
    still = stack.enter_context(stack.enter_context(View(folder)).still())
    _OURS.append((stack, still.state(), _writer(still, wanted, meta)))


def _written(chunk: Chunk) -> Answer:
    ((_, state, write),) = _OURS
    return state, write(chunk)
