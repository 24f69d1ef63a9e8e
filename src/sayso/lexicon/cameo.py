"""PLOVER's types as root codes of CAMEO, for users of older data, and CAMEO's codes as PLOVER's types: `cameo.yaml`."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, get_args

import msgspec
from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.deeds import MODES
from sayso.records import EventType

PACKAGED: Final = Path(__file__).with_name("cameo.yaml")
ROOTS: Final = tuple(f"{number:02}" for number in range(1, 21))


class Root(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root code of a type, or of a type with a mode."""

    type: EventType
    mode: str | None = None
    root: str


class Meaning(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a CAMEO code is in PLOVER's terms."""

    type: EventType
    modes: tuple[str, ...] = ()


class Cameo(Struct, frozen=True):
    """Both tables: the roots of each type in their order, the one without a mode last; the meanings of each code."""

    roots: Mapping[str, tuple[Root, ...]]
    meanings: Mapping[str, tuple[Meaning, ...]]


class _Code(Struct, frozen=True, forbid_unknown_fields=True, rename={"meanings": "as"}):
    code: str
    meanings: tuple[Meaning, ...]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    to_cameo: tuple[Root, ...]
    to_plover: tuple[_Code, ...]


def cameo_root(type: EventType, modes: Sequence[str] = ()) -> str:
    """The root code, `01` to `20`, of an event of this type with these modes."""
    return next(one.root for one in packaged_cameo().roots[type] if one.mode is None or one.mode in modes)


def plover_of(code: str) -> tuple[Meaning, ...]:
    """What a CAMEO code of two to four digits is in PLOVER's terms: one, two for 08 without more, none for 01 and 02.

    Raises InputError for what is no code of CAMEO.
    """
    meanings = packaged_cameo().meanings
    found = next((code[:length] for length in range(len(code), 1, -1) if code[:length] in meanings), None)
    if found is None or not code.isdigit() or len(code) > 4:
        raise InputError(f"{code!r} is no code of CAMEO")
    return meanings[found]


@cache
def packaged_cameo() -> Cameo:
    """The tables that come with the program, read once."""
    return stored(PACKAGED, Cameo) or read_cameo(PACKAGED)


def read_cameo(path: Path) -> Cameo:
    """The tables of a file of the format that the head of `cameo.yaml` describes.

    Raises InputError, naming file and reason: an unknown type or mode, a type or a root that is left out, a line that
    never counts.
    """
    from sayso.lexicon.written import YAMLError, value  # not needed where the compiled file counts

    try:
        file = msgspec.convert(value(path.read_bytes()), _File)
    except (OSError, UnicodeError, YAMLError, msgspec.ValidationError) as error:
        raise InputError(f"{path.name}: it cannot be read: {' '.join(str(error).split())}") from None
    if fault := _fault(file):
        raise InputError(f"{path.name}: {fault}")
    return Cameo(
        roots={event: tuple(one for one in file.to_cameo if one.type == event) for event in get_args(EventType)},
        meanings={one.code: one.meanings for one in file.to_plover},
    )


def _fault(file: _File) -> str | None:
    """What is wrong with tables whose fields are of the right type."""
    codes = [one.code for one in file.to_plover]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        return f"the code {twice[0]} stands twice"
    if missing := sorted(set(ROOTS) - set(codes)):
        return f"the root {missing[0]} is left out"
    meanings = [(one.type, mode) for code in file.to_plover for one in code.meanings for mode in one.modes]
    return next(filter(None, (_mode_fault(*one) for one in meanings)), None) or next(
        filter(None, (_type_fault(event, [one for one in file.to_cameo if one.type == event]) for event in MODES)), None
    )


def _type_fault(event: EventType, lines: Sequence[Root]) -> str | None:
    modes = [one.mode for one in lines]
    if modes.count(None) != 1 or modes[-1] is not None:
        return f"{event} needs one line without a mode, as its last"
    if wrong := [one.root for one in lines if one.root not in ROOTS]:
        return f"{event}: {wrong[0]!r} is no root"
    return next(filter(None, (_mode_fault(event, mode) for mode in modes[:-1] if mode)), None)


def _mode_fault(event: EventType, mode: str) -> str | None:
    return None if mode in MODES[event] else f"{mode!r} is no mode of {event}"
