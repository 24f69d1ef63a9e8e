"""Words that take a side or keep a distance, read from `loaded.yaml`, whose header says what each field means."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.rows import read_entries
from sayso.records import WordingKind

LoadedPos = Literal["noun", "verb", "adjective", "adverb", "phrase"]
Loads = Mapping[str, tuple["Loaded", ...]]

PACKAGED: Final = Path(__file__).with_name("loaded.yaml")
_PARTS: Final = re.compile(r"[^\s-]+|-")  # as tokens part them: *so-called* is three words


class Loaded(Struct, frozen=True, kw_only=True):
    """A word that takes a side. `words` are its parts in lower case, hyphens among them; the other fields are those of
    the file."""

    words: tuple[str, ...]
    kind: WordingKind
    pos: LoadedPos
    object: Literal["place", "actor"] | None = None
    before: Literal["actor"] | None = None
    needs: Literal["actor"] | None = None
    unless: tuple[str, ...] = ()


class _Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    word: str
    kind: WordingKind
    pos: LoadedPos
    object: Literal["place", "actor"] | None = None
    before: Literal["actor"] | None = None
    needs: Literal["actor"] | None = None
    unless: tuple[str, ...] = ()


def loaded_at(words: Sequence[str], at: int) -> list[tuple[Loaded, int]]:
    """The words of the program's own list that begin at a position of running words in lower case, each with the
    position behind its last part, the longer ones first."""
    found = [(load, at + len(load.words)) for load in _begun(words[at]) if _goes_on(load, words, at)]
    return sorted(found, key=lambda one: -one[1]) if len(found) > 1 else found


@lru_cache(maxsize=50_000)
def _begun(word: str) -> tuple[Loaded, ...]:
    """The entries of the program's own list that a word may begin."""
    loads = packaged_loads()
    return tuple(load for lemma in candidates(word) for load in loads.get(lemma, ()))


@cache
def packaged_loads() -> Loads:
    """The words that come with the program, by their first parts, read once."""
    return stored(PACKAGED, dict[str, tuple[Loaded, ...]]) or read_loads(PACKAGED)


def read_loads(path: Path) -> Loads:
    """The words of a file by their first parts. Raises InputError, naming file, line and reason."""
    found: dict[str, list[Loaded]] = {}
    seen: set[tuple[str, str, str | None]] = set()
    for where, entry in read_entries(path, _Entry):
        if not entry.word.strip() or entry.word != entry.word.lower():
            raise InputError(f"{where}: {entry.word!r}: a word is written in lower case")
        if (key := (entry.word, entry.pos, entry.object)) in seen:
            raise InputError(f"{where}: {entry.word} is listed twice")
        if entry.kind == "scare_quotes":
            raise InputError(f"{where}: {entry.word}: scare quotes are no words")
        seen.add(key)
        load = Loaded(
            words=tuple(_PARTS.findall(entry.word)),
            kind=entry.kind,
            pos=entry.pos,
            object=entry.object,
            before=entry.before,
            needs=entry.needs,
            unless=entry.unless,
        )
        found.setdefault(load.words[0], []).append(load)
    return {first: tuple(same) for first, same in found.items()}


def _goes_on(load: Loaded, words: Sequence[str], at: int) -> bool:
    """Whether the parts after the first stand side by side; the last may be in any form (*rogue states*)."""
    rest = load.words[1:]
    if not rest:
        return True
    stand = words[at + 1 : at + 1 + len(rest)]
    if len(stand) < len(rest) or (words[at] != load.words[0] and load.kind == "loaded_name"):
        return False
    same = all(one == part for one, part in zip(stand[:-1], rest[:-1], strict=True))
    return same and (stand[-1] == rest[-1] or rest[-1] in candidates(stand[-1]))
