"""One page with one event as each test wants it, chosen as a selection does, and read back."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec.structs import replace

from sayso.export.meta import Meta
from sayso.records import Actor, Chosen, Reading
from tests.factories import read
from tests.factories_events import Telling

META: Final = Meta(made="2024-03-09T10:00:00+00:00", version="0.9", base="")
CLASH: Final = (
    "[S1 The envoy] [C1 said] that [T1 [S2/1 a guard] [C2/1 told] him that [T2/1 the army shelled civilians and the"
    " Front in Dren on 3 March, killing at least 12 people, or 15 people]].\n"
    "The army denied it. [S3 Medics] [C3 count] [T3 40 dead]. The army bombed Lohm. The Front may march."
)
ARMY: Final = Actor(id="army", name="Army of Yemen", kind="military", country="YE")
FRONT: Final = Actor(id="front", name="Free Hills Front", kind="armed_group")

Write = Callable[[Iterable[Chosen], Meta], Iterator[bytes]]


def stage(marked: str = CLASH, **document: Any) -> Telling:
    """A page on which two sides are known."""
    page, reading = read(marked, **{"url": "https://herald.example/a"} | document)
    return Telling((page, replace(reading, actors=(ARMY, FRONT))))


def chosen(tell: Telling, *events: str, **fields: Any) -> Chosen:
    """All events of a page, or those of these ids."""
    reading: Reading = tell.done[1]
    ids = frozenset(events or (event.id for event in reading.events))
    return Chosen(reading=reading, attributions=frozenset(), events=ids, **fields)


def table(
    write: Write, told: Iterable[Chosen], separator: str = ",", names: Sequence[str] | None = None
) -> list[dict[str, str]]:
    """The rows of a table that parts its cells so, by the names of its columns: those of its header unless given."""
    text = b"".join(write(told, META)).decode("utf-8-sig")
    lines = csv.DictReader(io.StringIO(text, newline=""), names, delimiter=separator, strict=True)
    return [dict(line) for line in lines]


def known(row: dict[str, str]) -> dict[str, str]:
    """The cells that are not empty."""
    return {name: cell for name, cell in row.items() if cell}


def listed(names: str, between: str | None = None) -> list[str]:
    """Names of columns, written one behind the other."""
    return names.split(between)
