"""What a translated statement is made of: its parts, and where values come in."""

from typing import Final, Literal

from msgspec import Struct

Use = Literal["value", "numbers", "texts", "lists", "limit", "words", "rank", "vector", "size"]

VECTOR: Final = "vector"  # the columns that an index of words has beside those that are searched
SIZE: Final = "size"


class Slot(Struct, frozen=True):
    """Where values come in: their numbers, from 0, and what for; of words, in which table."""

    numbers: tuple[int, ...]
    use: Use = "value"
    table: str = ""


class Piece(Struct, frozen=True):
    """A part of a statement: its text between the slots, one more than there are of these."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...] = ()


class Marking(Struct, frozen=True):
    """A column of a result in which words are to be marked: its place, the column of which table it is, and the numbers
    of the values that go before and behind them and of the query that finds them."""

    place: int
    table: str
    column: int
    before: int
    behind: int
    query: int


class Translated(Struct, frozen=True):
    """A statement. `row` is there where it adds rows that come as values: it stands once for each. `numbered` tells
    that what comes back is the number of the new row; `markings` what is to be done to what comes back."""

    head: Piece
    row: Piece | None = None
    tail: Piece | None = None
    numbered: bool = False
    markings: tuple[Marking, ...] = ()
