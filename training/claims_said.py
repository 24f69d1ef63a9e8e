"""Claims made of words of our own: of a thing, something is said, in several wordings, and its contrary.

Two wordings of one side are the same; two of opposite sides conflict; the same thing with another matter, or the same
matter of another thing, is neither. The words are kept general, so that what is learned of them is what likeness and
contradiction look like and not what a page says.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from msgspec import Struct

from training.claims_words import MATTERS, SAYERS, THINGS

Names = Sequence[str]  # what a thing is called

_DENIALS: Final = ("denied", "rejected the claim", "dismissed reports", "disputed")


class Made(Struct, frozen=True):
    """A claim as it is put to the reader: `text` with the content from `start` on, and whether the cue denies it."""

    text: str
    start: int
    denied: bool = False


class MadePair(Struct, frozen=True):
    """Two claims, and what they are to each other."""

    one: Made
    other: Made
    mark: str


def made_pairs(count: int, chance: Random) -> Iterator[MadePair]:
    """So many pairs: of ten, four the same, two conflicting, four neither."""
    for i in range(count):
        kind = ("same", "neither", "conflicting", "same", "neither")[i % 5]
        yield {"same": _same, "conflicting": _conflicting, "neither": _neither}[kind](chance)


def _same(chance: Random) -> MadePair:
    matter, thing = chance.choice(MATTERS), chance.choice(THINGS)
    side = chance.random() < 0.5
    first, second = _two(chance, matter.sides(side))
    if chance.random() < 0.15:  # to deny the contrary
        return _pair(chance, thing, first, thing, chance.choice(matter.sides(not side)), "same", denied=True)
    return _pair(chance, thing, first, thing, second, "same")


def _conflicting(chance: Random) -> MadePair:
    matter, thing = chance.choice(MATTERS), chance.choice(THINGS)
    side = chance.random() < 0.5
    if chance.random() < 0.3:
        first, second = _two(chance, matter.sides(side))
        return _pair(chance, thing, first, thing, second, "conflicting", denied=True)
    words = chance.choice(matter.sides(side)), chance.choice(matter.sides(not side))
    return _pair(chance, thing, words[0], thing, words[1], "conflicting")


def _neither(chance: Random) -> MadePair:
    one, other = chance.sample(MATTERS, 2)
    first, second = chance.sample(THINGS, 2)
    side = chance.random() < 0.5
    denied = chance.random() < 0.15
    if chance.random() < 0.65:
        theirs = chance.choice(other.sides(chance.random() < 0.5))
        return _pair(chance, first, chance.choice(one.sides(side)), first, theirs, "neither", denied=denied)
    theirs = chance.choice(one.sides(chance.random() < 0.5))
    return _pair(chance, first, chance.choice(one.sides(side)), second, theirs, "neither", denied=denied)


def _two(chance: Random, ways: Sequence[str]) -> tuple[str, str]:
    first, second = chance.sample(list(ways), 2)
    return first, second


def _pair(
    chance: Random, one: Names, first: str, other: Names, second: str, mark: str, *, denied: bool = False
) -> MadePair:
    """Each thing is called as it is called by one or another."""
    ours, theirs = first.format(chance.choice(one)), second.format(chance.choice(other))
    return MadePair(_made(chance, ours), _made(chance, theirs, denied=denied), mark)


def _made(chance: Random, content: str, *, denied: bool = False) -> Made:
    who = chance.choice(SAYERS)
    cue = chance.choice(_DENIALS) if denied else "said"
    head = f"{who} {cue} that "
    tail = chance.choice(("", "", " in the end", ", and that this was known", " for everyone concerned", " this year"))
    return Made(f"{head}{content}{tail}.", len(head), denied)
