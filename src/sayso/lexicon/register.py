"""The register of actors: who is known under which names, and where in a text those names stand."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.errors import NotFoundError
from sayso.lexicon.entries import Actors, Entry, entries
from sayso.lexicon.forms import Name, Role, Sheet, read
from sayso.lexicon.scan import Scanner
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
        return tuple(self.entries[id] for id in dict.fromkeys(id for id, _ in self._scanner.exact(words)))

    def scan(self, text: str, spans: Sequence[Span]) -> list[Match]:
        """The names that stand in these spans of a text, none reaching over an end, in the order of the spans; of names
        that overlap, the first and longest."""
        return [
            Match(span, tuple(dict.fromkeys(id for id, _ in found)), found[0][1].use, _unsure(found))
            for span, found in self._scanner.find(text, spans)
        ]

    @cached_property
    def _scanner(self) -> Scanner[tuple[str, Name]]:
        return Scanner(self._actors.written(), self._actors.made())


def load(extra: Path | None = None) -> Register:
    """The register, with what the user's own file adds: new entries, and for ids that are there already further aliases
    and fields in place of theirs. A process reads the same files once.

    Raises InputError naming the file, the entry and the reason, for up to ten faults at once.
    """
    if extra is None:
        return _loaded(None, ())
    try:
        stamp = extra.stat()
    except OSError:
        return _loaded(extra, ())  # which says why it cannot be read
    return _loaded(extra, (stamp.st_mtime_ns, stamp.st_size, stamp.st_ino))


@cache
def _loaded(extra: Path | None, _stamp: tuple[int, ...]) -> Register:
    own = () if extra is None else (read(extra),)
    return Register(entries((_package(), *own)))


@cache
def _package() -> Sheet:
    return read(ACTORS)


def _unsure(found: Sequence[tuple[str, Name]]) -> bool:
    return any(name.ambiguous for _, name in found) or len({id for id, _ in found}) > 1
