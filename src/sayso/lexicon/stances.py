"""Signs of a stance: words that say how one actor stands toward another, read from `stances.yaml`, whose header says
what each field means."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.lemmas import IRREGULAR, candidates
from sayso.lexicon.rows import read_entries
from sayso.records import StanceKind

SignPos = Literal["verb", "noun", "adjective", "preposition", "prefix"]
What = Literal["actor", "place", "pact", "group"]
Signs = Mapping[str, tuple["Sign", ...]]

PACKAGED: Final = Path(__file__).with_name("stances.yaml")
ROLES: Final = frozenset({"subject", "object", "self", "owner", "governor", "bearer", "getter", "effect"})
PREPOSITIONS: Final = frozenset(
    [
        "about",
        "against",
        "alongside",
        "around",
        "at",
        "behind",
        "beside",
        "between",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "over",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "with",
        "within",
    ]
)
_ARTICLES: Final = frozenset({"an", "the", "its", "their", "his", "another"})
_PREFIXES: Final = ("re", "over", "under", "out")
_BY_DEFAULT: Final[Mapping[SignPos, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "verb": (("subject",), ("object",)),
    "noun": (("self",), ("owner",)),
    "adjective": (("self",), ()),
    "preposition": (("self",), ("object",)),
    "prefix": (("self",), ("object",)),
}


class Sign(Struct, frozen=True, kw_only=True):
    """A sign of a stance. `words` are lemmas in lower case; the other fields are those of the file."""

    words: tuple[str, ...]
    pos: SignPos
    kind: StanceKind
    holder: tuple[str, ...]
    toward: tuple[str, ...]
    case: tuple[str, ...] = ()
    what: What = "actor"
    done: bool = False
    ends: bool = False
    mutual: bool = False


class Met(Struct, frozen=True):
    """A sign and the positions of its words, in order."""

    sign: Sign
    at: tuple[int, ...]


class _Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    sign: str
    pos: SignPos
    kind: StanceKind
    holder: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    case: tuple[str, ...] = ()
    what: What = "actor"
    done: bool = False
    ends: bool = False
    mutual: bool = False


def met_at(words: Sequence[str], at: int) -> list[Met]:
    """The signs of the program's own list that begin at a position of running words in lower case, those of more words
    first. What part of speech the words have, the caller knows."""
    begun = _begun(words[at])
    found = [Met(sign, positions) for sign in begun if (positions := _positions(sign, words, at)) is not None]
    return sorted(found, key=lambda met: -len(met.at)) if len(found) > 1 else found


@lru_cache(maxsize=50_000)
def _begun(word: str) -> tuple[Sign, ...]:
    """The signs of the program's own list that a word may begin."""
    signs = packaged_signs()
    return tuple(sign for lemma in lemmas(word) for sign in signs.get(lemma, ()))


@cache
def packaged_signs() -> Signs:
    """The signs that come with the program, by their first words, read once."""
    return stored(PACKAGED, dict[str, tuple[Sign, ...]]) or read_signs(PACKAGED)


def read_signs(path: Path) -> Signs:
    """The signs of a file by their first words. Raises InputError, naming file, line and reason."""
    found: dict[str, list[Sign]] = {}
    for where, entry in read_entries(path, _Entry):
        sign = _sign(where, entry)
        same = found.setdefault(sign.words[0], [])
        if sign in same:
            raise InputError(f"{where}: {entry.sign} is listed twice")
        same.append(sign)
    return {first: tuple(same) for first, same in found.items()}


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> tuple[str, ...]:
    """What a word may be a form of, with the forms of *retake*, *overrun*, whose irregular stems have prefixes."""
    prefix = next((one for one in _PREFIXES if word.startswith(one) and len(word) > len(one) + 2), "")
    rest = candidates(word[len(prefix) :]) if prefix else ()
    irregular = [prefix + lemma for lemma in rest if rest[0] in IRREGULAR.get(word[len(prefix) :], ())]
    return tuple(dict.fromkeys((*irregular, *candidates(word))))


def _sign(where: str, entry: _Entry) -> Sign:
    """Raises InputError for what the record's types do not forbid."""
    if not entry.sign.strip() or entry.sign != entry.sign.lower():
        raise InputError(f"{where}: {entry.sign!r}: a sign is written in lower case and has at least one word")
    for role in (*entry.holder, *entry.toward, *entry.case):
        if role not in ROLES | PREPOSITIONS:
            raise InputError(f"{where}: {entry.sign}: {role} is no place in a sentence")
    holder, toward = _BY_DEFAULT[entry.pos]
    return Sign(
        words=tuple(entry.sign.split()),
        pos=entry.pos,
        kind=entry.kind,
        holder=entry.holder or holder,
        toward=entry.toward or toward,
        case=entry.case,
        what=entry.what,
        done=entry.done,
        ends=entry.ends,
        mutual=entry.mutual,
    )


def _positions(sign: Sign, words: Sequence[str], at: int) -> tuple[int, ...] | None:
    """Where the words of a sign stand, the first at the given position; None where one is out of reach."""
    positions = [at]
    for part in sign.words[1:]:
        near = range(positions[-1] + 1, min(positions[-1] + 2 + _gap(sign), len(words)))
        found = next((i for i in near if _is_part(words[i], part)), None)
        if found is None or (sign.kind == "motive" and not _free(sign, words[positions[-1] + 1 : found])):
            return None
        positions.append(found)
    return tuple(positions)


def _is_part(word: str, part: str) -> bool:
    """Whether a word is the sign's, or a form of it; its article stands for any."""
    return word == part or (word in _ARTICLES if part == "a" else part in candidates(word))


def _gap(sign: Sign) -> int:
    """How many words may stand between two of a sign's: *waged a bloody war*, *in an apparent attempt to*."""
    return 2 if sign.pos == "verb" and sign.kind != "motive" else 1


def _free(sign: Sign, between: Sequence[str]) -> bool:
    """Whether what stands inside a sign of an aim leaves it one: not *want it to*."""
    return sign.pos == "preposition" or all(word.endswith("ly") for word in between)
