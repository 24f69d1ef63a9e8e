"""Hedges: words that weaken a saying or make it second-hand, read from `hedges.yaml`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.rows import read_entries

HedgeKind = Literal["hearsay", "appearance", "possibility", "distancing"]
HedgePattern = Literal[
    "verb lemma + to", "verb lemma + words", "be + participle", "modal", "adjective", "adverb", "phrase"
]
PACKAGED: Final = Path(__file__).with_name("hedges.yaml")
_VERBAL: Final = frozenset({"verb lemma + to", "verb lemma + words", "be + participle"})


class Hedge(Struct, frozen=True, kw_only=True):
    """A hedge: its words, the first a lemma where the pattern begins with a verb."""

    words: tuple[str, ...]
    kind: HedgeKind
    pattern: HedgePattern


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    hedge: str
    kind: HedgeKind
    pattern: HedgePattern


@cache
def packaged_hedges() -> tuple[Hedge, ...]:
    """The hedges that come with the program, read once, those of more words first."""
    return stored(PACKAGED, tuple[Hedge, ...]) or read_hedges(PACKAGED)


@lru_cache(maxsize=1 << 15)
def hedges_from(word: str) -> tuple[Hedge, ...]:
    """The hedges that a word in lower case, or a verb of which it is a form, may begin; those of more words first."""
    firsts = (word, *candidates(word))
    return tuple(hedge for hedge in packaged_hedges() if hedge.words[0] in firsts)


def read_hedges(path: Path) -> tuple[Hedge, ...]:
    """The hedges of a file, those of more words first. Raises InputError, naming file, line and reason."""
    placed: dict[tuple[str, ...], str] = {}
    read: list[Hedge] = []
    for where, entry in read_entries(path, _Entry):
        words = tuple(entry.hedge.split())
        if not words or words in placed:
            raise InputError(
                f"{where}: {entry.hedge!r} {'has no words' if not words else f'is at {placed[words]} too'}"
            )
        placed[words] = where
        read.append(Hedge(words=words, kind=entry.kind, pattern=entry.pattern))
    return tuple(sorted(read, key=lambda hedge: -len(hedge.words)))


def hedges_at(hedges: Iterable[Hedge], words: Sequence[str], at: int) -> Iterator[tuple[Hedge, tuple[int, ...]]]:
    """The hedges that begin at a position of running words in lower case, those of more words first, each with the
    positions of its own words. Between a form of *be* and its participle one adverb may stand."""
    # Most words begin no hedge: those of the program's own list are known beforehand.
    if hedges is packaged_hedges() and _packaged_firsts().isdisjoint((words[at], *candidates(words[at]))):
        return
    for hedge in hedges:
        if (positions := _positions(hedge, words, at)) is not None:
            yield hedge, positions


@cache
def _packaged_firsts() -> frozenset[str]:
    return frozenset(hedge.words[0] for hedge in packaged_hedges())


def _positions(hedge: Hedge, words: Sequence[str], at: int) -> tuple[int, ...] | None:
    first, *rest = hedge.words
    if first != words[at] and not (hedge.pattern in _VERBAL and first in candidates(words[at])):
        return None
    positions, place = [at], at + 1
    for part in rest:
        if hedge.pattern == "be + participle" and len(positions) == 1 and _skips(words, place, part):
            place += 1
        if place >= len(words) or words[place] != part:
            return None
        positions.append(place)
        place += 1
    return tuple(positions)


def _skips(words: Sequence[str], place: int, part: str) -> bool:
    return place + 1 < len(words) and words[place].endswith(("ly", "so")) and words[place + 1] == part
