"""A deed met on a page, before it is told who did it to whom."""

from collections.abc import Mapping

from msgspec import Struct

from sayso.lexicon.plover import Light, Sense
from sayso.records import EventType

Slots = Mapping[str, tuple[int, ...]]


class Deed(Struct, frozen=True, kw_only=True):
    """A deed by its words. `at` is the word on which what belongs to it hangs: a verb, or a noun (*campaign* of a
    bombing campaign). `verb` is the light verb that carries a noun, `carried` how. `slots` are the head words at each
    place (see lexicon/plover.py). `sure` weighs the reading, from 0 to 1."""

    at: int
    words: tuple[int, ...]
    sense: Sense
    type: EventType
    modes: tuple[str, ...] = ()
    verb: int | None = None
    carried: Light | None = None
    carries: bool = False
    turned: bool = False
    slots: Slots = {}
    sure: float
    open: bool = False

    @property
    def is_noun(self) -> bool:
        return self.sense.pos == "NOUN"
