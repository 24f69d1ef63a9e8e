"""An event as it is compared: its words, what stands around them, and what the page is about."""

from collections.abc import Mapping

from msgspec import Struct

from sayso.compare.gathering.signs import Signs
from sayso.lexicon.opposites import Pole
from sayso.records import EventType

Weights = Mapping[str, float]  # stems, by how rare they are; of length 1


class Happening(Struct, frozen=True, kw_only=True):
    """An event of a page. `head` is the word of its trigger that says most, `stem` its stem, `rare` that word's rarity,
    `stems` those of all its words.

    `around` are the other words of its sentence, `near` those within five words, `before` and `behind` those within
    three on either side; `sentence` counts the sentences. `telling` is one of words that say that somebody says
    something: pages are full of them, and the word alone tells little. Of
    what a reading tells beside: `type`, `actors` and `targets` by keys, `places` with geonames' numbers, the first and
    last day, and whether it is `spoken`: somebody's word alone (*accused*, *called for*).
    """

    id: str
    words: str
    head: str
    stem: str
    rare: float
    stems: frozenset[str] = frozenset()
    poles: frozenset[Pole] = frozenset()
    types: frozenset[EventType] = frozenset()
    around: Weights = {}
    near: Weights = {}
    before: Weights = {}
    behind: Weights = {}
    telling: bool = False
    sentence: int = 0
    page: Signs
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()
    days: tuple[str, str] | None = None
    spoken: bool = False
