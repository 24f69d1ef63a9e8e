"""Who takes part in an event, and how such a party is named without taking its side or another's."""

import re
from typing import Final

from msgspec import Struct

from sayso.lexicon.loaded import loaded_at
from sayso.records import Actor, Span

_MADE: Final = re.compile("[0-9a-f]{16}")  # an id made from a document and a mention
_PAIRS: Final = ("“”", '""', "„“", "«»", "»«")


class Side(Struct, frozen=True):
    """A party to an event: the words of the page, where they stand, and the actor if one is meant, with the id that the
    ledger has for it and what it is called; `loaded` tells that the page has no other name for it than one that takes a
    side."""

    words: str
    span: Span
    actor: Actor | None = None
    id: str = ""
    name: str = ""
    loaded: bool = False

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.id or self.words


def proper(side: Side) -> str:
    """The name of a party; empty for words of the page that are none, or that take a side."""
    plain = side.actor is not None and side.actor.kind != "unnamed" and not side.loaded
    return side.name if plain else ""


def named(side: Side) -> str:
    """The name of a party; the words of the page stand in quotation marks, for they are somebody's and no name."""
    return proper(side) or quoted(side.words if side.actor is None else side.name)


def quoted(words: str) -> str:
    """The words of a page in quotation marks, the same for all: in place of its own where a pair of such is around
    them."""
    opening, inside, closing = words[:1], words[1:-1], words[-1:]
    own = len(words) > 1 and any(opening + closing == pair and not set(pair) & set(inside) for pair in _PAIRS)
    return f"“{inside if own else words}”"


def takes_side(actor: Actor) -> bool:
    """Whether a name that a page gives to an actor, and no register, has a word in it that judges him."""
    if _MADE.fullmatch(actor.id) is None:
        return False
    words = actor.name.lower().split()
    return any(word.kind == "loaded_name" for at in range(len(words)) for word, _ in loaded_at(words, at))
