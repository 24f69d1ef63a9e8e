"""Attributions as a table of comma-separated values, safe to open with a spreadsheet.

A cell that a spreadsheet could take for a formula begins with an apostrophe, and `flagged` names its column: who reads
the table with a program takes that one apostrophe away.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Final, Literal

from sayso.records import Hit
from sayso.soundness import one_line

BOM: Final = "\ufeff"  # by which a spreadsheet knows UTF-8
SEVERAL: Final = "; "  # between the names in one cell
FLAGGED: Final = "flagged"  # the column that names those whose cells were made harmless
# What begins a formula, in half and in full width, behind whatever a spreadsheet may drop before it.
_DROPPED: Final = r"\s\x00-\x20\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'\""
_FORMULA: Final = re.compile(rf"[{_DROPPED}]*[=+\-@＝＋－＠−﹢﹣﹦﹫]|[\t\r\n]")
_UNSENDABLE: Final = re.compile("[\x00\ud800-\udfff]")

COLUMNS: Final[dict[str, Callable[[Hit], str]]] = {
    "document": lambda hit: hit.document.id,
    "attribution": lambda hit: hit.attribution,
    "publisher": lambda hit: hit.document.publisher or "",
    "published": lambda hit: hit.document.published or "",
    "title": lambda hit: hit.document.title or "",
    "place": lambda hit: hit.document.place or "",
    "speakers": lambda hit: SEVERAL.join(hit.speakers),
    "speaker_ids": lambda hit: " ".join(hit.speaker_ids),
    "source": lambda hit: one_line(hit.source),
    "cue": lambda hit: one_line(hit.cue),
    "content": lambda hit: one_line(hit.content),
    "about": lambda hit: SEVERAL.join(hit.about),
    "about_ids": lambda hit: " ".join(hit.about_ids),
    "act": lambda hit: hit.act or "",
    "manner": lambda hit: hit.manner or "",
    "kind": lambda hit: hit.speaker_kind or "",
    "hedged": lambda hit: _yes(hit.hedged),
    "negated": lambda hit: _yes(hit.negated),
    "nested": lambda hit: _yes(hit.nested),
    "score": lambda hit: f"{hit.score:.2f}",
    "verdict": lambda hit: hit.verdict or "",
}


def lines(hits: Iterable[Hit]) -> Iterator[bytes]:
    """The table line by line, in UTF-8: the names of the columns, then a line for each attribution."""
    yield BOM.encode() + line([*COLUMNS, FLAGGED])
    for hit in hits:
        yield line(row(hit))


def row(hit: Hit) -> list[str]:
    """The cells of an attribution; the last one names the columns whose cells were made harmless."""
    told = {name: tell(hit) for name, tell in COLUMNS.items()}
    safe = {name: harmless(cell) for name, cell in told.items()}
    return [*safe.values(), " ".join(name for name, cell in safe.items() if len(cell) > len(told[name]))]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that it could take for one has an apostrophe before it."""
    sent = _UNSENDABLE.sub("\ufffd", cell)
    return f"'{sent}" if formula(sent) else sent


def formula(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula."""
    return _FORMULA.match(cell) is not None


def line(cells: Iterable[str], between: str = ",", end: str = "\r\n") -> bytes:
    """Cells as a line. Those of a comma-separated one all stand in quotation marks, of others where they need them."""
    written = StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if between == "," else csv.QUOTE_MINIMAL
    csv.writer(written, delimiter=between, lineterminator=end, quoting=quoting).writerow(cells)
    return written.getvalue().encode()


def _yes(value: bool) -> str:
    return "yes" if value else "no"
