"""How rare a word is in English reporting, by the counts in `rarity.yaml`, and what counts as one word.

What a word weighs depends on these counts alone, never on the pages of a ledger: a new page changes no other's weights.
"""

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.rows import read_entries

PACKAGED: Final = Path(__file__).with_name("rarity.yaml")
WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")  # U.S., O’Neill, 1,200
UNLISTED: Final = 2  # texts that a word is taken to stand in which the file does not list: it lists those in more
_POSSESSIVE: Final = re.compile(r"['’]s?$")


class Counts(Struct, frozen=True):
    """In how many of `documents` texts each word stands; those in `UNLISTED` or fewer are not there."""

    documents: int
    words: Mapping[str, int]


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    documents: int
    words: str


def words(text: str) -> Iterator[tuple[str, str]]:
    """Each word of a text as it stands, and folded."""
    return ((word, folded(word)) for word in WORD.findall(text))


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word in lower case without the marks of a possessive and of the plural, or the dots of an abbreviation:
    *Russia’s* → *russia*, *parties* → *party*, *U.S.* → *us*; a number without commas."""
    bare = _POSSESSIVE.sub("", word.casefold())
    if bare.endswith("."):
        return bare.replace(".", "")
    if bare[:1].isdigit():
        return bare.replace(",", "")
    bare = bare.replace("’", "'")
    if len(bare) < 5 or not bare.endswith("s") or bare.endswith(("ss", "us", "is")):
        return bare
    return bare[:-3] + "y" if bare.endswith("ies") else bare[:-1]


@lru_cache(maxsize=50_000)
def rarity(word: str) -> float:
    """How much a folded word tells: the logarithm of the texts counted by those that have it, 0 for one in all."""
    counts = packaged_counts()
    return math.log((counts.documents + 1) / (counts.words.get(word, UNLISTED) + 1))


@cache
def packaged_counts() -> Counts:
    """The counts that come with the program, read once."""
    return stored(PACKAGED, Counts) or read_counts(PACKAGED)


def read_counts(path: Path) -> Counts:
    """The counts of a file. Its first entry says how many texts there were, in words that are none. Raises InputError,
    naming file, line and reason."""
    total, found = 0, dict[str, int]()
    for where, entry in read_entries(path, _Entry):
        if not entry.words:
            total = entry.documents
        for word in entry.words.split():
            if word in found:
                raise InputError(f"{where}: {word} is listed twice")
            if folded(word) != word or not 0 < entry.documents <= total:
                raise InputError(f"{where}: {word}: a word is folded and stands in some of the texts")
            found[word] = entry.documents
    return Counts(total, found)
