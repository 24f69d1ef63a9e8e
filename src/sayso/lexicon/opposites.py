"""Words of the same and of opposite meaning, read from `opposites.yaml`, whose header says what each field means."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.rows import read_entries

Side = Literal[1, -1]

PACKAGED: Final = Path(__file__).with_name("opposites.yaml")


class Pole(Struct, frozen=True):
    """A side of a matter: words on one side mean much the same, those on the other side the opposite."""

    matter: str
    side: Side


class Meaning(Struct, frozen=True):
    """Words that lie at a pole; lemmas in lower case."""

    words: tuple[str, ...]
    pole: Pole


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    matter: str
    one: list[str]
    other: list[str] = []


def poles_at(words: Sequence[str], at: int) -> tuple[tuple[Pole, int], ...]:
    """The poles at which words lie that begin at a position of running words in lower case, with how many words."""
    begun = _begun(words[at])
    return tuple(
        (meaning.pole, len(meaning.words))
        for meaning in begun
        if len(meaning.words) == 1 or _follow(meaning.words[1:], words[at + 1 : at + len(meaning.words)])
    )


def _follow(parts: Sequence[str], words: Sequence[str]) -> bool:
    return len(parts) == len(words) and all(part in candidates(word) for part, word in zip(parts, words, strict=True))


@lru_cache(maxsize=50_000)
def _begun(word: str) -> tuple[Meaning, ...]:
    """What a word may begin; a form that is itself listed is no form of another: *found* is not *founded*."""
    known = packaged_meanings()
    if word in known:
        return known[word]
    return next((known[lemma] for lemma in candidates(word) if lemma in known), ())


@cache
def packaged_meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """The words that come with the program, by the first of each entry, read once."""
    return stored(PACKAGED, dict[str, tuple[Meaning, ...]]) or read_meanings(PACKAGED)


@cache
def one_sided() -> frozenset[str]:
    """The matters without an opposite: two words of one of them are too far from each other for a *not* before the one
    to contradict the other."""
    poles = {meaning.pole for same in packaged_meanings().values() for meaning in same}
    return frozenset(pole.matter for pole in poles) - frozenset(pole.matter for pole in poles if pole.side < 0)


def read_meanings(path: Path) -> dict[str, tuple[Meaning, ...]]:
    """The words of a file by their first. Raises InputError, naming file, line and reason."""
    found: dict[str, list[Meaning]] = {}
    matters: set[str] = set()
    for where, entry in read_entries(path, _Entry):
        if entry.matter in matters:
            raise InputError(f"{where}: {entry.matter} is listed twice")
        matters.add(entry.matter)
        for meaning in _meanings(where, entry):
            found.setdefault(meaning.words[0], []).append(meaning)
    return {first: tuple(sorted(same, key=lambda one: -len(one.words))) for first, same in found.items()}


def _meanings(where: str, entry: _Entry) -> list[Meaning]:
    """Raises InputError for what the record's types do not forbid."""
    given = [*entry.one, *entry.other]
    for words in given:
        if not words.strip() or words != words.lower():
            raise InputError(f"{where}: {words!r} is written in lower case and has at least one word")
        if given.count(words) > 1:
            raise InputError(f"{where}: {words} stands twice under {entry.matter}")
    sides: tuple[tuple[Side, list[str]], ...] = ((1, entry.one), (-1, entry.other))
    return [Meaning(tuple(words.split()), Pole(entry.matter, side)) for side, listed in sides for words in listed]
