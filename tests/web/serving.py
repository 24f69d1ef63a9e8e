"""Ledgers made for the web's tests, and a real server over them."""

import atexit
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import uvicorn
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.records import Block, BlockKind, Link, Page, Problem, Reading
from sayso.settings import Settings
from sayso.web.app import create_app
from tests import factories

PageRead = tuple[Page, Reading]

MARKED: Final = """Home
World
Market hit: [S1 ministry] [C1 denies] [T1 it]
[S2 The ministry] [C2 announced] [T2 that [S3/2 its commanders] [C3/2 told] them [T3/2 that attacks “put at risk” all]].
“[T4 We left],” [S4 General Dask] [C4 stressed], “[T4 all of us].” See the bridge.
[C5 Reportedly], [T5 forty were hurt].
• [S6 Ostra] [C6 accusing] [T6 Verania of lying]
• [S7 The Coalition] [C7 said] [T7 [S8/7 a source] [C8/7 claimed] [T8/7 [S9/8 Kerr] [C9/8 knew] [T9/8 nothing]]]
Nobody said anything here.
"""
KINDS: Final[tuple[BlockKind, ...]] = (
    "furniture", "furniture", "title", "paragraph", "quote", "paragraph", "list_item", "list_item", "caption",
)  # fmt: skip


def article(marked: str = MARKED, kinds: Iterable[BlockKind] = KINDS, **fields: object) -> PageRead:
    """A page with blocks of many kinds and a link, with attributions that are nested, in pieces, without a source."""
    page, reading = factories.read(marked, **fields)  # type: ignore[arg-type]
    text = reading.document.text
    blocks = tuple(Block(kind, span) for kind, span in zip(kinds, factories.lines(text), strict=True))
    at = text.find("the bridge")
    links = () if at < 0 else (Link((at, at + len("the bridge")), "https://example.org/bridge"),)
    return page, replace(reading, document=replace(reading.document, blocks=blocks, links=links))


def foreign() -> PageRead:
    problem = Problem("language", "the page is in German; only English is read")
    return factories.read("Das Haus.", path="de.html", title="Haus", language="de", problems=(problem,))


def filled(folder: Path, pages: Iterable[PageRead]) -> Path:
    """A ledger that holds these pages: a copy of one that is made once, unless there is one already."""
    given = tuple(pages)
    if folder.exists() and any(folder.iterdir()):
        return _filled(folder, given)
    return Path(shutil.copytree(_made(given), folder, dirs_exist_ok=True))


@cache
def _made(pages: tuple[PageRead, ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sayso-made-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _filled(folder, pages)


def _filled(folder: Path, pages: Iterable[PageRead]) -> Path:
    with Ledger(folder) as ledger:
        for page, reading in pages:
            ledger.add(page, reading)
    return folder


@contextmanager
def served(folder: Path, token: str | None = None) -> Iterator[str]:
    """The address of a server over a ledger, on a port of its own for as long as the block lasts."""
    app = create_app(Settings(ledger=folder), token)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", ws="none", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
