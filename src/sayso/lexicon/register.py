"""The register of actors: who is known under which names, and where in a text those names stand."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import astuple

from sayso.errors import NotFoundError
from sayso.lexicon.compiled import Late, stored
from sayso.lexicon.entries import Actors, Entry, Index, entries
from sayso.lexicon.forms import Form, Name, Role, Sheet, Use, read
from sayso.lexicon.own_files import stamp
from sayso.lexicon.scan import Meanings
from sayso.lexicon.templates import Made, Plan
from sayso.records import Span

__all__ = ["ACTORS", "Entry", "Match", "Name", "Register", "Role", "load"]

ACTORS: Final = Path(__file__).with_name("actors.yaml")


class Match(Struct, frozen=True):
    """A name that stands in a text: the ids of all entries that it may mean, in the order of the register, what sort
    of name it is of the first of them, and whether it may mean something else."""

    span: Span
    keys: tuple[str, ...]
    use: str
    ambiguous: bool


# As meanings are stored: a name's fields, checked when it was read, and the ids that have it, which may be hundreds.
Fields = tuple[str, Use, str | None, str | None, tuple[str, ...], bool]
Together = list[tuple[str, list[tuple[Fields, list[str]]]]]


class Ready(Struct, frozen=True):
    """A register file as it is compiled: its forms by id, what its templates make, what its names are found by."""

    forms: dict[str, Raw]
    plan: Plan
    names: dict[str, Raw]
    states: dict[str, tuple[int, ...]]


class Register:
    """Actors by id, and by the names they bear."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors

    @property
    def entries(self) -> Mapping[str, Entry]:
        """All entries by id; those that templates make are made when asked for."""
        return self._actors

    def entry(self, id: str) -> Entry:
        """The entry with this id. Raises NotFoundError if there is none."""
        if id not in self.entries:
            raise NotFoundError(f"no actor has the id {id!r}")
        return self.entries[id]

    def named(self, words: str) -> tuple[Entry, ...]:
        """The entries of which these words, all of them, are a name."""
        return tuple(self.entries[id] for id in dict.fromkeys(id for id, _ in self._actors.scanner.exact(words)))

    def scan(self, text: str, spans: Sequence[Span]) -> list[Match]:
        """The names that stand in these spans of a text, none reaching over an end, in the order of the spans; of names
        that overlap, the first and longest."""
        return [
            Match(span, tuple(dict.fromkeys(id for id, _ in found)), found[0][1].use, _unsure(found))
            for span, found in self._actors.scanner.find(text, spans)
        ]


def prepared(path: Path) -> Ready:
    """A register file as it is compiled. Raises InputError as `load` does."""
    sheet = read(path)
    actors = entries((sheet,))
    return Ready(
        forms={form.id: _raw(form) for form in sheet.forms},
        plan=actors.plan,
        names={key: _raw(_together(meanings)) for key, meanings in actors.index.names.items()},
        states=dict(actors.index.states),
    )


def opened(ready: Ready) -> Register:
    """The register that was compiled, each part of it read when it is asked for."""
    forms = Late(ready.forms, _form)
    index = Index(Late(ready.names, _meanings), ready.states)
    return Register(Actors(forms, Made(ready.plan, forms), {}, index))


def load(extra: Path | None = None) -> Register:
    """The register, with what the user's own file adds: new entries, and for ids that are there already further aliases
    and fields in place of theirs. A process reads the same files once.

    Raises InputError naming the file, the entry and the reason, for up to ten faults at once.
    """
    return _loaded(extra, stamp(extra))


@cache
def _loaded(extra: Path | None, _stamp: tuple[int, ...]) -> Register:
    if extra is not None:
        return Register(entries((_package(), read(extra))))
    ready = _ready()
    return opened(ready) if ready else Register(entries((_package(),)))


@cache
def _ready() -> Ready | None:
    return stored(ACTORS, Ready)


@cache
def _package() -> Sheet:
    ready = _ready()
    if ready is None:
        return read(ACTORS)
    return Sheet(ACTORS, tuple(map(_form, ready.forms.values())), ready.plan.templates)


def _form(raw: Raw) -> Form:
    return msgspec.msgpack.decode(raw, type=Form)


def _meanings(raw: Raw) -> Meanings[tuple[str, Name]]:
    together = msgspec.msgpack.decode(raw, type=Together)
    return [
        (form, [(id, name) for fields, ids in meant for name in [Name(*fields)] for id in ids])
        for form, meant in together
    ]


def _together(meanings: Meanings[tuple[str, Name]]) -> Together:
    return [
        (form, [(astuple(name), [id for id, _ in same]) for name, same in groupby(meant, key=itemgetter(1))])
        for form, meant in meanings
    ]


def _raw(value: Any) -> Raw:
    return Raw(msgspec.msgpack.encode(value))


def _unsure(found: Sequence[tuple[str, Name]]) -> bool:
    return any(name.ambiguous for _, name in found) or len({id for id, _ in found}) > 1
