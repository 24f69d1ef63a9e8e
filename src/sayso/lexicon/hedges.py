"""Hedges: words that weaken a saying or make it second-hand, read from `hedges.yaml`."""

from functools import cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.entries import read_entries

HedgeKind = Literal["hearsay", "appearance", "possibility", "distancing"]
HedgePattern = Literal[
    "verb lemma + to", "verb lemma + words", "be + participle", "modal", "adjective", "adverb", "phrase"
]
PACKAGED: Final = Path(__file__).with_name("hedges.yaml")


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
    return read_hedges(PACKAGED)


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
