"""`sayso export`: a selection of the ledger in a format that other tools read."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import IO, Annotated, Final

import typer

from sayso import __version__
from sayso.commands.edge import LedgerFolder, settings
from sayso.commands.narrowing import NOTHING, Given, Words, all_given, narrowed
from sayso.errors import InputError

NAMES: Final = (
    "jsonl", "csv", "parquet", "acled", "ucdp", "polecat", "plover", "gdelt", "gdelt-mentions", "annotations",
    "claims", "ftm", "geojson", "gexf", "graphml", "rss", "atom",
)  # fmt: skip


@narrowed
def export(
    words: Words = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help=f"{', '.join(NAMES)}.")] = "jsonl",
    table: Annotated[
        str | None,
        typer.Option(metavar="TABLE", help="Of csv and parquet: attributions, events, actors, mentions, documents."),
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="A,B,…", help="Of csv and parquet: which columns, in this order.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to; to standard output unless told.")] = None,
    given: Given = NOTHING,
    ledger: LedgerFolder = None,
) -> None:
    """Write what the ledger holds, or a selection, in a format.

    All that is told has to hold. Each page of which something is meant goes out once, its newest
    reading as persons judged it; jsonl has all that was read there, as it was read.
    """
    from sayso.commands.selecting import selection
    from sayso.export.meta import Meta
    from sayso.export.several import Wanted, written_by_several
    from sayso.ledger import View

    wanted = Wanted(format, table, _listed(columns))
    if wanted.format.binary and out is None and sys.stdout.isatty():
        raise InputError(f"{format} is nothing for a terminal: --out FILE says where it goes")
    with View(settings(ledger).ledger) as view, _uncollected():
        asked = selection(view, all_given(words, given))
        meta = Meta(made=datetime.now(UTC).isoformat(timespec="seconds"), version=__version__, selection=asked)
        with _target(out) as file:
            for piece in written_by_several(view, wanted, meta):
                file.write(piece)


def _listed(columns: str | None) -> tuple[str, ...]:
    return () if columns is None else tuple(each.strip() for each in columns.split(","))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nobody looks for records that refer to each other in a circle: none does, and among so many it takes a third of
    the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _target(out: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that has its name only when it is whole."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if out.is_dir():
        raise InputError(f"{out}: there is a folder of this name")
    if out.exists() and not out.is_file():  # a pipe or a device is written to, and keeps its place
        with out.open("wb") as file:
            yield file
        return
    partial = out.with_name(f".{out.name}.{token_hex(4)}")
    try:
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(out)
    except OSError as error:
        raise InputError(f"{out}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
