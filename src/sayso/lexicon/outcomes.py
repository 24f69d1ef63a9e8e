"""What became of the things that a number counts: `outcomes.yaml`, whose header says what each field means."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.rows import read_entries
from sayso.records import Outcome

Pos = Literal["verb", "noun", "adjective"]
Role = Literal["subject", "object"]
Counted = Literal["person", "troop", "craft", "place", "thing"]

PACKAGED: Final = Path(__file__).with_name("outcomes.yaml")


class Fate(Struct, frozen=True, kw_only=True):
    """What a word says became of what it is said of. `after`: one of these must stand soon after a verb; `of` is
    empty where it holds for all things."""

    outcome: Outcome
    role: Role = "object"
    after: tuple[str, ...] = ()
    of: tuple[Counted, ...] = ()


class _Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"after": "with"}):
    words: str
    pos: Pos
    outcome: Outcome
    role: Role = "object"
    after: tuple[str, ...] = ()
    of: tuple[Counted, ...] = ()


Fates = Mapping[str, Mapping[str, tuple[Fate, ...]]]


def fates(word: str, pos: Pos) -> Iterator[Fate]:
    """What a word may say, in any form and in lower case; the entries to be tried first go first."""
    known = _packaged()[pos]
    for lemma in candidates(word):
        yield from known.get(lemma, ())


def fits(fate: Fate, counted: Sequence[Counted], role: Role, after: Sequence[str]) -> bool:
    """Whether a fate holds for things of some kinds, in a role, with the words that stand after the verb."""
    if fate.role != role or (fate.after and not set(fate.after) & set(after)):
        return False
    return not fate.of or any(kind in fate.of for kind in counted)


def read_outcomes(path: Path) -> Fates:
    """The fates of a file by part of speech and lemma. Raises InputError, naming file, line and reason."""
    found: dict[str, dict[str, tuple[Fate, ...]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for where, entry in read_entries(path, _Entry):
        fate = Fate(outcome=entry.outcome, role=entry.role, after=entry.after, of=entry.of)
        for word in entry.words.split():
            before = found[entry.pos].get(word, ())
            if any((fate.role, fate.after, fate.of) == (f.role, f.after, f.of) for f in before):
                raise InputError(f"{where}: {word!r} has a fate under the same conditions already")
            found[entry.pos][word] = tuple(sorted((*before, fate), key=lambda f: (not f.after, not f.of)))
    return found


@cache
def _packaged() -> Fates:
    return stored(PACKAGED, dict[str, dict[str, tuple[Fate, ...]]]) or read_outcomes(PACKAGED)
