"""What words say to have happened, in PLOVER's terms: `plover.yaml` looked up by word.

Five tables. *Deeds* are verbs and nouns, of one word or several, each with what it says (`Sense`). *Lights* are verbs
that carry an event's noun (*carry out an attack*) or turn it round (*lift sanctions*). *Governors* say how far what
hangs on them came about (*failed to*, *plan to*). *Companions* tell the modes and contexts of an event beside them.
The records and the place names that they use are those of `deeds.py`; what an attribution's act says is in `SPOKEN`.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, TypeVar

from msgspec.structs import replace

from sayso.lexicon.compiled import stored
from sayso.lexicon.deeds import (
    CONTEXTS,
    MODES,
    NEAR,
    PROMISED,
    SPOKEN,
    Companion,
    Condition,
    Governor,
    Light,
    Met,
    Plover,
    Sense,
    Setting,
    Turn,
    said_modes,
)
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.small import BE

__all__ = [
    "CONTEXTS", "MODES", "NEAR", "PACKAGED", "PROMISED", "REACH", "SPOKEN", "Companion", "Condition", "Governor",
    "Light", "Met", "Plover", "Sense", "Setting", "Turn", "companions", "deeds", "governor", "holds", "light", "met_at",
    "packaged_plover", "phrases", "said_modes",
]  # fmt: skip

PACKAGED: Final = Path(__file__).with_name("plover.yaml")
REACH: Final = 4  # how many words may stand between two words of a verb's phrase: *shot the two planes down*
T = TypeVar("T")
_NONE: Final[frozenset[str]] = frozenset()
_HISSING: Final = ("s", "x", "z", "ch", "sh", "o")
_PARTICLES: Final = frozenset({"to", "of", "for", "with", "at", "on", "from", "into", "against", "the", "a", "in"})
_APART: Final = frozenset(',;:.()[]"“”—–?!')  # no phrase goes on behind them


def deeds(word: str, pos: str) -> tuple[Sense, ...]:
    """What a single word may say, in lower case and any form, as a verb (`VERB`) or a noun (`NOUN`); () for a word that
    is not listed. First what holds only under conditions, then the rest, the likelier first: the first that `holds` is
    meant. Words of a phrase are not met by this, but by `met_at`."""
    return tuple(sense for sense in _headed(word, pos) if len(sense.words) == 1)


def phrases(word: str, pos: str) -> tuple[Sense, ...]:
    """What the phrases say whose head is a form of this word, those of more words first."""
    return tuple(sense for sense in _headed(word, pos) if len(sense.words) > 1)


def met_at(words: Sequence[str], at: int, pos: str) -> tuple[Met, ...]:
    """The deeds whose head stands at a position of a sentence's words (lower case), as VERB or NOUN; phrases of more
    words first, of those of one length the closer together, each at its nearest words.

    Of a verb's phrase each word stands at most REACH words after the one before, with no comma or the like between,
    or, where it is one noun or particle and the verb a passive, before its form of *be* (*fire was opened*). The words
    of a noun's phrase stand together.
    """
    found = (Met(sense, place) for sense in _headed(words[at], pos) if (place := _positions(sense, words, at)))
    return tuple(sorted(found, key=lambda met: (-len(met.at), met.at[-1] - met.at[0])))


def light(word: str) -> tuple[Light, ...]:
    """How a verb in any form carries an event's noun; those of more words (*carry out*) first."""
    return _under(packaged_plover().lights, word)


def governor(word: str, pos: str) -> tuple[Governor, ...]:
    """How a word in any form (`VERB`, `NOUN`, `ADJ`) governs the status of what hangs on it; longer ones first."""
    table = packaged_plover().governors
    found = (tuple(one for one in table.get(lemma, ()) if one.pos == pos) for lemma in candidates(word))
    return next(filter(None, found), ())


def companions(word: str) -> tuple[Companion, ...]:
    """What a word in any form tells of an event beside it; those of more words first."""
    return _under(packaged_plover().companions, word)


def holds(sense: Sense, setting: Setting) -> bool | None:
    """Whether a sense is meant in its setting: False where something bars it, True where something that it needs is
    there or it needs nothing and is not doubtful; None where nothing tells (a classifier may)."""
    if any(_met(one, setting) for one in sense.bars):
        return False
    if any(_met(one, setting) for one in sense.needs):
        return True
    return None if sense.doubtful or sense.needs else True


@cache
def packaged_plover() -> Plover:
    """The tables that come with the program, read once."""
    if ready := stored(PACKAGED, Plover):
        return ready
    from sayso.lexicon.plover_file import read_plover  # not needed where the compiled file counts

    return read_plover(PACKAGED)


@lru_cache(maxsize=1 << 15)
def _headed(word: str, pos: str) -> tuple[Sense, ...]:
    """What is listed under a word as its head, each sense with its words."""
    tables = packaged_plover()
    table = tables.verbs if pos == "VERB" else tables.nouns if pos == "NOUN" else {}
    found = next((table[lemma] for lemma in _lemmas(word, pos) if lemma in table), ())
    return tuple(replace(tables.meanings[one.meaning], words=one.words, head=one.head) for one in found)


def _lemmas(word: str, pos: str) -> tuple[str, ...]:
    """What a form may be listed under. A noun in *-ing* is none of a verb: the *bombing* is no *bomb*; nor are the
    *routes* a *rout*."""
    form = word.lower()
    found = tuple(one for one in candidates(form) if f"{one}es" != form or one.endswith(_HISSING))
    if pos != "VERB":
        found = tuple(one for one in (form, *found) if not form.endswith(("ing", "ed")) or one == form)
    joined = (one.replace("-", "") for one in found if "-" in one)
    spelt = (one[:-3] + "ize" for one in found if one.endswith("ise"))
    return tuple(dict.fromkeys((*found, *joined, *spelt)))


def _under(table: Mapping[str, tuple[T, ...]], word: str) -> tuple[T, ...]:
    return next((table[lemma] for lemma in candidates(word) if lemma in table), ())


def _met(condition: Condition, setting: Setting) -> bool:
    words, kinds = setting.words.get(condition.at, _NONE), setting.kinds.get(condition.at, _NONE)
    if not condition.words and not condition.kinds:
        return bool(words or kinds)
    return not words.isdisjoint(condition.words) or not kinds.isdisjoint(condition.kinds)


def _positions(sense: Sense, words: Sequence[str], at: int) -> tuple[int, ...] | None:
    if len(sense.words) == 1:
        return (at,)
    if sense.pos == "NOUN":
        start = at - sense.head
        near = range(start, start + len(sense.words))
        fits = start >= 0 and near.stop <= len(words) and all(map(_is, sense.words, words[start : near.stop]))
        return tuple(near) if fits else None
    return _after(sense.words[1:], words, at) or _before(sense.words[1:], words, at)


def _after(parts: Sequence[str], words: Sequence[str], at: int) -> tuple[int, ...] | None:
    positions = [at]
    for part in parts:
        found = _next(part, words, positions[-1] + 1)
        if found is None:
            return None
        positions.append(found)
    return tuple(positions)


def _next(lemma: str, words: Sequence[str], start: int) -> int | None:
    for i in range(start, min(start + REACH + 1, len(words))):
        if words[i] in _APART:
            return None
        if _is(lemma, words[i]):
            return i
    return None


def _before(parts: Sequence[str], words: Sequence[str], at: int) -> tuple[int, ...] | None:
    """Where the nouns of a verb's phrase stand, side by side, before a passive: *fire was opened*."""
    if any(part in _PARTICLES for part in parts) or not any(word in BE for word in words[max(0, at - 2) : at]):
        return None
    for last in range(at - 1, max(-1, at - 2 - REACH), -1):
        first = last + 1 - len(parts)
        if first >= 0 and all(map(_is, parts, words[first : last + 1])):
            return (*range(first, last + 1), at)
    return None


def _is(lemma: str, word: str) -> bool:
    return lemma == word or lemma in candidates(word)
