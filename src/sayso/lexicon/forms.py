"""Register files as they are written: YAML read into forms, each field checked, faults told with their place."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from sayso.errors import InputError

Kind = Literal[
    "person", "state", "government", "military", "armed_group", "party", "organization", "alliance", "media", "people",
    "process",
]  # fmt: skip
Use = Literal["name", "abbreviation", "demonym", "seat", "spelling", "former", "rival", "short"]

_ID: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_TEXT: Final = r"\S"
_DATE: Final = r"^\d{4}(?:-\d\d(?:-\d\d)?)?$"
_COUNTRY: Final = r"^[A-Z]{2}$"
_MADE: Final = r"^(?:\{id\}|[a-z0-9])(?:-?(?:\{id\}|[a-z0-9]))*$"
_SHAPED: Final = r"\{(?:name|demonym)\}"
Id = Annotated[str, Meta(pattern=_ID)]
Text = Annotated[str, Meta(pattern=_TEXT)]
Date = Annotated[str, Meta(pattern=_DATE)]
Country = Annotated[str, Meta(pattern=_COUNTRY)]
Made = Annotated[str, Meta(pattern=_MADE)]
Shaped = Annotated[str, Meta(pattern=_SHAPED)]

MOST_FAULTS: Final = 10
_PLAINLY: Final = {
    _ID: "an id: small letters a to z and digits, hyphens between",
    _TEXT: "text that is not empty",
    _DATE: "a year, or a date as 2011-07 or 2011-07-29",
    _COUNTRY: "two capital letters",
    _SHAPED: "text with {name} or {demonym} in it",
    _MADE: "an id in which {id} stands for the state's",
}
_PLACE: Final = re.compile(r"^(?P<reason>.*?)(?: - at (?P<key>key in )?`\$?\.?(?P<field>[^`]*)`)?$", re.DOTALL)


class Name(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """One name of an actor. `since` and `until` are a year or an ISO date; `used_by` holds ids of actors, and is empty
    where the name is common or it is not known who uses it; `ambiguous`: it may mean something else as well."""

    text: Text
    use: Use = "name"
    since: Date | None = None
    until: Date | None = None
    used_by: tuple[Id, ...] = ()
    ambiguous: bool = False


class Role(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What a person was, of which actor (an id), and when."""

    role: Text
    of: Id | None = None
    since: Date | None = None
    until: Date | None = None


class Form(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry as written. What is not given is unset; an entry for an id that is there already may leave out all."""

    id: Id
    name: Text | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    country: Country | UnsetType | None = UNSET
    part_of: Id | UnsetType | None = UNSET
    owner: Id | UnsetType | None = UNSET
    since: Date | UnsetType | None = UNSET
    until: Date | UnsetType | None = UNSET
    successor_of: tuple[Id, ...] | UnsetType = UNSET
    roles: tuple[Role, ...] | UnsetType = UNSET
    adjectives: tuple[Text, ...] | UnsetType = UNSET
    contested: bool | UnsetType = UNSET
    aliases: tuple[Text | Name, ...] = ()


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """A name as a template makes it, {name} or {demonym} in its text; the rest as of a name."""

    text: Shaped
    use: Use = "name"
    since: Date | None = None
    until: Date | None = None
    used_by: tuple[Id, ...] = ()
    ambiguous: bool = False


class Template(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every state has under names made from its own: {id}, {name}, {demonym} stand for the state's.

    `bare`: names without a state, ambiguous; `without`: states that have no such thing; `entries`: by state, the entry
    that gets the names in place of one whose id is made.
    """

    id: Made
    name: Shaped
    kind: Kind
    part_of: Made | None = None
    aliases: tuple[Shaped | Shape, ...] = ()
    bare: tuple[Text, ...] = ()
    without: tuple[Id, ...] = ()
    entries: dict[Id, Id] = {}


class Sheet(Struct, frozen=True):
    """One register file."""

    path: Path
    forms: tuple[Form, ...] = ()
    templates: tuple[Template, ...] = ()


class Fault(Struct, frozen=True):
    """What is wrong with a file: the entry (its id, or `entry 3`; empty for the file as a whole) and why."""

    path: Path
    entry: str
    reason: str


def refuse(faults: list[Fault]) -> None:
    """Raises InputError if there are faults, with the first ten of them, a line each."""
    if not faults:
        return
    lines = [f"{fault.path}: {fault.entry}{': ' if fault.entry else ''}{fault.reason}" for fault in faults]
    more = len(lines) - MOST_FAULTS
    raise InputError("\n".join(lines[:MOST_FAULTS]) + (f"\nand {more} more" if more > 0 else ""))


def read(path: Path) -> Sheet:
    """The forms and templates of a file, each sound by itself. Raises InputError naming file, entry and reason."""
    given = _mapping(path)
    faults = [Fault(path, "", f"unknown field {key!r}") for key in given if key not in ("actors", "templates")]
    forms = tuple(_each(path, given.get("actors"), "actors", Form, faults))
    templates = tuple(_each(path, given.get("templates"), "templates", Template, faults))
    refuse(faults)
    return Sheet(path, forms, templates)


def _mapping(path: Path) -> dict[str, Any]:
    from sayso.lexicon import written  # which takes its time and is not wanted where the compiled file counts

    try:
        given = written.value(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    except (written.YAMLError, RecursionError) as error:
        raise InputError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(given, dict):
        raise InputError(f"{path}: a mapping with `actors` is wanted")
    return given


def _each(path: Path, items: Any, field: str, kind: type[Any], faults: list[Fault]) -> Iterator[Any]:
    """The items of a list that are sound; what is wrong with the others goes to `faults`."""
    if not isinstance(items, list):
        faults += [Fault(path, "", f"`{field}` is no list")] if items is not None else []
        return
    for number, item in enumerate(items, start=1):
        try:
            yield msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            own = item.get("id") if isinstance(item, dict) else None
            which = own if isinstance(own, str) and re.match(_ID, own) else f"{field} {number}"
            faults.append(Fault(path, which, _reason(str(error))))


def _reason(message: str) -> str:
    """What msgspec says, in words for who wrote the file."""
    found = _PLACE.match(message)
    reason, field = (found["reason"], found["field"]) if found else (message, "")
    for pattern, plainly in _PLAINLY.items():
        reason = reason.replace(f"Expected `str` matching regex {pattern!r}", f"must be {plainly}")
    if reason.startswith("Invalid enum value"):
        reason += f"; one of {', '.join(get_args(Kind if field == 'kind' else Use))}"
    reason = reason.replace("Object contains", "has an").replace("Object missing required", "lacks the")
    reason = reason.replace("`object`", "a mapping").replace("`array`", "a list")
    return f"{field}: {reason}" if field else reason
