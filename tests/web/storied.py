"""A ledger of the sample pages that tell two of the stories, and of one that tells its own; read once."""

import shutil
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import html
from msgspec.structs import replace

from sayso.compare.keeping import bring
from sayso.ids import document_id
from sayso.records import Page, Reading
from sayso.sources import files
from tests.compare.stories import PAGES, TRUTH, read
from tests.web.serving import PageRead, filled

ALONE: Final = "ermanth-witness/gauge-keeper.txt"
NAMES: Final[tuple[str, ...]] = (*TRUTH["ferry"]["pages"], *TRUTH["exchange"]["pages"], ALONE)


def page(name: str) -> PageRead:
    """A sample page and its reading, found at its path below the samples."""
    loaded: Page = files.load(PAGES / name, 1_000_000)
    return replace(loaded, path=name), read(name)


def reading(name: str) -> Reading:
    return read(name)


@cache
def key(name: str) -> str:
    """The id of the document of a sample page, for which it need not be read."""
    return document_id((PAGES / name).read_bytes())


def address(name: str) -> str:
    """Where the document of a sample page is shown."""
    return f"/documents/{key(name)}"


def compared(folder: Path) -> Path:
    """The ledger, with its pages compared."""
    filled(folder, [page(name) for name in NAMES])
    bring(folder)
    return folder


def copied(ledger: Path, folder: Path) -> Path:
    """The same ledger again, to be changed."""
    shutil.copytree(ledger, folder)
    return folder


def elements(text: str) -> Any:
    """A page of the server as a tree of elements."""
    return html.fromstring(text)
