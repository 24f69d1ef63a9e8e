"""A large selection written by several processes, each of which writes the pages that it is given; what comes out is
what one alone would write."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple, replace

from sayso.export.formats import Format, Pieces, Write, format_of, written
from sayso.export.meta import Meta
from sayso.export.starting import begin
from sayso.export.tables import USUAL, packed, parquet_of
from sayso.homes import Home
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
    def pieces(self) -> Pieces | None:
        """How several write it; None where one has to."""
        if self.name == "parquet":
            table = self.table or USUAL
            return Pieces(
                piece=lambda chosen, meta: packed(chosen, table, self.columns, meta),
                whole=lambda pieces, meta: parquet_of(pieces, table, self.columns, meta),
            )
        return _by_page(self.format.write) if self.format.by_page else self.format.pieces


def _by_page(write: Write) -> Pieces:
    """A piece is what pages add to what is written of none."""

    @lru_cache(1)
    def first(meta: Meta) -> bytes:
        return b"".join(write((), meta))

    def piece(chosen: Iterable[Chosen], meta: Meta) -> bytes:
        return b"".join(write(chosen, meta))[len(first(meta)) :]

    def whole(pieces: Iterable[bytes], meta: Meta) -> Iterator[bytes]:
        yield first(meta)
        yield from pieces

    return Pieces(piece=piece, whole=whole)


Answer = tuple[tuple[int, ...], bytes]  # the state of the ledger as a process sees it, and what it wrote


def written_by_several(view: View, wanted: Wanted, meta: Meta, processes: int | None = None) -> Iterator[bytes]:
    """What a selection of a ledger is in a format, in pieces, as `written` gives it; so many processes help, or as many
    as there are processors."""
    count = min(MOST, len(os.sched_getaffinity(0))) if processes is None else processes
    made = wanted.pieces
    if made is None or count < 2:
        yield from written(view, meta.selection, wanted.format, meta)
        return
    with view.still() as still, ExitStack() as stack:
        chunks = still.chunks(meta.selection)
        first = list(islice(chunks, LEAST))
        write = _writer(still, wanted.format, made, meta)
        if len(first) < LEAST:
            yield from made.whole(map(write, _parted(first, made.pages)), meta)
            return
        pool = stack.enter_context(
            ProcessPoolExecutor(
                count, get_context("spawn"), initializer=begin, initargs=(view.home, astuple(wanted), meta)
            )
        )
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        parts = _parted(chain(first, chunks), made.pages)
        yield from made.whole(_in_turn(pool, parts, count * AHEAD, still.state(), write), meta)


def _parted(chunks: Iterable[Chunk], pages: int) -> Iterator[Chunk]:
    """The same documents, so many at most in a chunk."""
    for chunk in chunks:
        for at in range(0, len(chunk.readings), pages):
            yield replace(chunk, readings=chunk.readings[at : at + pages])


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


def _writer(still: View, format: Format, made: Pieces, meta: Meta) -> Callable[[Chunk], bytes]:
    """What makes a piece of the pages of a chunk."""
    parts = READ if format.parts is None else format.parts
    return lambda chunk: made.piece(still.in_chunk(chunk, parts, as_read=format.as_read), meta)


# Of a process that helps, set when it begins: what is open while it lives, the state it sees, and what writes.
_OURS: list[tuple[ExitStack, tuple[int, ...], Callable[[Chunk], bytes]]] = []


def ready(home: Home, wanted: Wanted, meta: Meta) -> None:
    """Opens a ledger in a process that helps."""
    gc.disable()  # nothing here refers to itself
    stack = ExitStack()
    still = stack.enter_context(stack.enter_context(View(home)).still())
    if made := wanted.pieces:
        _OURS.append((stack, still.state(), _writer(still, wanted.format, made, meta)))


def _written(chunk: Chunk) -> Answer:
    ((_, state, write),) = _OURS
    return state, write(chunk)
