"""Which layers of marks a document's page shows (all, unless its address names some), and to which words it leads."""

import re
from collections.abc import Iterable
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Query
from msgspec import Struct

from sayso.errors import InputError
from sayso.records import Span

NAMES: Final = {
    "attribution": "Attributions", "event": "Events", "place": "Places", "date": "Dates", "figure": "Figures",
    "wording": "Wordings",
}  # fmt: skip

_STRETCH: Final = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


class Layer(Struct, frozen=True):
    """A layer of marks: how many there are of its kind on the page, and whether it is shown."""

    role: str
    name: str
    number: int
    on: bool


class Layered(Struct, frozen=True):
    """The layers that an address names, in their order; None for one that names none and leaves it to the reader."""

    named: tuple[str, ...] | None = None

    @property
    def query(self) -> str:
        """What is put behind the addresses of the page's own links, so that they lead to the same layers."""
        return "" if self.named is None else "?" + urlencode({"layers": ",".join(self.named)}, safe=",")

    def of(self, numbers: Iterable[tuple[str, int]]) -> tuple[Layer, ...]:
        """The layers of a page that has so many things of each role."""
        return tuple(
            Layer(role, NAMES[role], number, self.named is None or role in self.named)
            for role, number in numbers
            if number
        )


EVERY: Final = Layered()


def _layered(layers: Annotated[list[str] | None, Query()] = None) -> Layered:
    """Several layers stand in one parameter parted by commas, or in one each, as a form sends them."""
    if layers is None:
        return EVERY
    named = {name for each in layers for name in each.split(",")}
    return Layered(tuple(name for name in NAMES if name in named))


Layers = Annotated[Layered, Depends(_layered)]


class Pointing(Struct, frozen=True):
    """The words to which an address leads: a stretch of the text (`at`), or words where they first stand."""

    at: Span | None = None
    words: str = ""

    def found(self, text: str) -> Span | None:
        """Where the words are, however their blanks and line ends are; None where they do not stand in the text."""
        if self.at is not None:
            return self.at if self.at[1] <= len(text) else None
        first = next((part for part in self.words.split("…") if part.strip()), "")
        pattern = r"\s+".join(map(re.escape, first.split()))
        found = re.search(pattern, text) if pattern else None
        return found.span() if found else None


def _pointed(at: str = "", find: Annotated[str, Query(max_length=2000)] = "") -> Pointing:
    """What leads to words: `at`, a stretch as `start-end` in code points, or `find`, the words themselves."""
    if not at:
        return Pointing(words=find)
    found = _STRETCH.fullmatch(at)
    if found is None or int(found[1]) >= int(found[2]):
        raise InputError(f"“at” is where words begin and end in the text, as in 120-145; not “{at[:40]}”.")
    return Pointing(at=(int(found[1]), int(found[2])))


Pointed = Annotated[Pointing, Depends(_pointed)]
