"""The tables of `plover.yaml` as written, checked and turned into what is looked up (`deeds.py`, `plover.py`)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_args

import msgspec
from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.deeds import CONTEXTS, MODES, Companion, Condition, Governor, Light, Listed, Plover, Sense, Turn
from sayso.lexicon.written import YAMLError, value
from sayso.records import ActorKind, EventStatus, EventType, MentionKind, PlaceRole

T = TypeVar("T")
_KINDS: Final[tuple[MentionKind, ...]] = (*get_args(ActorKind), "place")
_PREPOSITIONS: Final = ("of", "in", "on", "to", "for", "with", "from", "at", "by", "between", "against", "over", "into")
_Headed = TypeVar("_Headed", Light, Governor, Companion, Listed)
_Words = str | list[str]


class _Frame(Struct, frozen=True, forbid_unknown_fields=True):
    frame: str
    actor: _Words = []
    target: _Words = []
    object: _Words = []
    places: dict[PlaceRole, _Words] = {}
    mutual: bool = False


class _Deed(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    deed: _Words
    pos: Literal["verb", "noun"]
    type: EventType
    frame: str
    modes: _Words = []
    contexts: _Words = []
    actor: _Words | None = None
    target: _Words | None = None
    object: _Words | None = None
    places: dict[PlaceRole, _Words] | None = None
    doubtful: bool = False
    strict: bool = False
    needs: dict[str, _Words] = {}
    bars: dict[str, _Words] = {}


class _Light(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    light: _Words
    subject: Literal["actor", "target", "none"]
    target: _Words = []
    turns: list[Turn] = []
    status: EventStatus | None = None
    negated: bool = False


class _Governor(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    governor: _Words
    pos: Literal["verb", "noun", "adjective"]
    by: _Words
    status: EventStatus | None = None
    negated: bool = False
    actor: Literal["subject", "object", "for", "none"] = "subject"


class _Companion(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    companion: _Words
    types: list[EventType] | EventType = []
    modes: _Words = []
    contexts: _Words = []
    weapon: bool = False


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    """The sections of the file as written; their entries are checked one by one, so that each fault names its own."""

    sets: dict[str, list[str]]
    frames: list[Any]
    deeds: list[Any]
    lights: list[Any]
    governors: list[Any]
    companions: list[Any]


def read_plover(path: Path) -> Plover:
    """The tables of a file of the format that the head of `plover.yaml` describes.

    Raises InputError, naming file, section, entry and reason: an unknown type, mode, context, frame or set, an entry
    that stands twice.
    """
    try:
        file = msgspec.convert(value(path.read_bytes()), _File)
    except (OSError, UnicodeError, YAMLError, msgspec.ValidationError) as error:
        raise InputError(f"{path.name}: it cannot be read: {' '.join(str(error).split())}") from None
    frames = {frame.frame: frame for _, frame in _entries(path, "frames", file.frames, _Frame)}
    meant = tuple(
        (_sense(where, entry, frames, file.sets), tuple(_phrases(where, entry.deed)), where)
        for where, entry in _entries(path, "deeds", file.deeds, _Deed)
    )
    listed = _listings(meant)
    return Plover(
        meanings=tuple(sense for sense, _, _ in meant),
        verbs=_by_head(one for pos, one in listed if pos == "VERB"),
        nouns=_by_head(one for pos, one in listed if pos == "NOUN"),
        lights=_by_head(_all(path, "lights", file.lights, _Light, _lights)),
        governors=_by_head(_all(path, "governors", file.governors, _Governor, _governors)),
        companions=_by_head(_all(path, "companions", file.companions, _Companion, _companions)),
    )


def _listings(meant: Sequence[tuple[Sense, tuple[tuple[str, ...], ...], str]]) -> tuple[tuple[str, Listed], ...]:
    """Each word with its part of speech and the index of its meaning. Raises InputError for what stands twice."""
    seen: dict[tuple[Any, ...], str] = {}
    found = []
    for number, (sense, phrases, where) in enumerate(meant):
        for words in phrases:
            _refuse_twice(seen, (words, sense.pos, sense.type, sense.needs), where, words)
            found.append((sense.pos, Listed(words, _head(words) if sense.pos == "NOUN" else 0, number)))
    # What needs something stands before what needs nothing, which would hold everywhere.
    return tuple(sorted(found, key=lambda one: not meant[one[1].meaning][0].needs))


def _all(
    path: Path, section: str, items: Sequence[Any], kind: type[T], made: Callable[[str, T], Iterator[_Headed]]
) -> tuple[_Headed, ...]:
    """Raises InputError for what stands twice under the same conditions."""
    seen: dict[tuple[Any, ...], str] = {}
    found = []
    for where, entry in _entries(path, section, items, kind):
        for one in made(where, entry):
            _refuse_twice(seen, _key(one), where, one.words)
            found.append(one)
    return tuple(found)


def _refuse_twice(seen: dict[tuple[Any, ...], str], key: tuple[Any, ...], where: str, words: Sequence[str]) -> None:
    if key in seen:
        raise InputError(f"{where}: {' '.join(words)} stands already at {seen[key]}")
    seen[key] = where


def _key(one: Light | Governor | Companion | Listed) -> tuple[Any, ...]:
    if isinstance(one, Governor):
        return one.words, one.pos, one.by
    return one.words, one.types if isinstance(one, Companion) else ()


def _entries(path: Path, section: str, items: Sequence[Any], kind: type[T]) -> Iterator[tuple[str, T]]:
    """Each entry of a section with its place (*plover.yaml: deeds, entry 2 (raid)*)."""
    for number, item in enumerate(items, start=1):
        where = f"{path.name}: {section}, entry {number}{_label(item)}"
        try:
            yield where, msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            raise InputError(f"{where}: {error}") from None


def _label(item: Any) -> str:
    first = next(iter(item.values()), "") if isinstance(item, dict) else ""
    return f" ({first[0] if isinstance(first, list) and first else first})" if first else ""


def _sense(where: str, entry: _Deed, frames: Mapping[str, _Frame], sets: Mapping[str, list[str]]) -> Sense:
    """Raises InputError for what the record's types do not forbid."""
    if entry.frame not in frames:
        raise InputError(f"{where}: no frame is called {entry.frame!r}")
    frame = frames[entry.frame]
    places = frame.places if entry.places is None else entry.places
    return Sense(
        pos="NOUN" if entry.pos == "noun" else "VERB",
        type=entry.type,
        modes=_known(where, entry.modes, MODES[entry.type], f"mode of {entry.type}"),
        contexts=_known(where, entry.contexts, CONTEXTS, "context"),
        actor=_listed(frame.actor if entry.actor is None else entry.actor),
        target=_listed(frame.target if entry.target is None else entry.target),
        object=_listed(frame.object if entry.object is None else entry.object),
        places=tuple((role, place) for role, names in places.items() for place in _listed(names)),
        mutual=frame.mutual,
        doubtful=entry.doubtful,
        strict=entry.strict,
        needs=_conditions(where, entry.needs, sets),
        bars=_conditions(where, entry.bars, sets),
    )


def _lights(where: str, entry: _Light) -> Iterator[Light]:
    for words in _phrases(where, entry.light):
        yield Light(
            words=words,
            subject=entry.subject,
            target=_listed(entry.target),
            turns=tuple(entry.turns),
            status=entry.status,
            negated=entry.negated,
        )


def _governors(where: str, entry: _Governor) -> Iterator[Governor]:
    pos: Final[Mapping[str, Literal["VERB", "NOUN", "ADJ"]]] = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}
    for words in _phrases(where, entry.governor):
        yield Governor(
            words=words,
            pos=pos[entry.pos],
            by=_listed(entry.by),
            status=entry.status,
            negated=entry.negated,
            actor=entry.actor,
        )


def _companions(where: str, entry: _Companion) -> Iterator[Companion]:
    types = (entry.types,) if isinstance(entry.types, str) else tuple(entry.types)
    modes = frozenset[str]().union(*(MODES[event] for event in types or MODES))
    for words in _phrases(where, entry.companion):
        yield Companion(
            words=words,
            types=types,
            modes=_known(where, entry.modes, modes, "mode"),
            contexts=_known(where, entry.contexts, CONTEXTS, "context"),
            weapon=entry.weapon,
        )


def _conditions(where: str, tests: Mapping[str, _Words], sets: Mapping[str, list[str]]) -> tuple[Condition, ...]:
    """`$name` stands for a set of words, `~kind` for a kind of mention."""
    found = []
    for at, listed in tests.items():
        names = _listed(listed)
        unknown = [name for name in names if name.startswith("$") and name[1:] not in sets]
        if unknown:
            raise InputError(f"{where}: no set is called {unknown[0]!r}")
        words = [word for name in names for word in (sets[name[1:]] if name.startswith("$") else [name])]
        kinds = [word[1:] for word in words if word.startswith("~")]
        wrong = sorted(set(kinds) - set(_KINDS))
        if wrong:
            raise InputError(f"{where}: {wrong[0]!r} is no kind of mention")
        found.append(
            Condition(
                at=at,
                words=tuple(sorted({word for word in words if not word.startswith("~")})),
                kinds=tuple(kind for kind in _KINDS if kind in kinds),
            )
        )
    return tuple(found)


def _known(where: str, names: _Words, known: frozenset[str], what: str) -> tuple[str, ...]:
    found = _listed(names)
    wrong = [name for name in found if name not in known]
    if wrong:
        raise InputError(f"{where}: {wrong[0]!r} is no {what}")
    return found


def _phrases(where: str, listed: _Words) -> Iterator[tuple[str, ...]]:
    for phrase in _listed(listed):
        if not phrase.strip() or phrase != phrase.lower():
            raise InputError(f"{where}: {phrase!r}: words are written in lower case, and there is at least one")
        yield tuple(phrase.split())


def _listed(one_or_more: _Words) -> tuple[str, ...]:
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more)


def _head(words: Sequence[str]) -> int:
    """The head of a noun's phrase: the last word before a preposition."""
    return next((i - 1 for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words) - 1)


def _by_head(found: Iterable[_Headed]) -> dict[str, tuple[_Headed, ...]]:
    """Under the head's lemma, those of more words first, else in the order of the file."""
    heads: dict[str, list[_Headed]] = {}
    for one in found:
        heads.setdefault(one.words[one.head if isinstance(one, Listed) else 0], []).append(one)
    return {head: tuple(sorted(same, key=lambda one: -len(one.words))) for head, same in heads.items()}
