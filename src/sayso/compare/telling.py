"""A described system as sections of rows that a person reads: who, in which words, on whose say-so."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.describing.told import Basis, Difference, Line, System, Tension, Tie, Topic

_CLAUSE: Final = re.compile(r",? (?:who|which|that)\b.*", re.DOTALL)  # what may follow the name of somebody unnamed
_SIGNS: Final = {1: "with", -1: "against", 0: "denies it"}
NOBODY: Final = "(not said who)"


class Part(Struct, frozen=True):
    """A piece of a row: the name of an actor (`actor` is its id), or words between."""

    text: str
    actor: str | None = None


class Row(Struct, frozen=True):
    """One line of a section. `bases` are in the order in which they are best quoted, `words` what is to be quoted
    instead of theirs where it is not empty."""

    parts: tuple[Part, ...]
    bases: tuple[Basis, ...]
    words: tuple[str, ...] = ()
    hedged: bool = False

    @property
    def text(self) -> str:
        """The row in one line."""
        return "".join(part.text for part in self.parts)

    @property
    def quotes(self) -> tuple[str, ...]:
        """What may be quoted, each once."""
        return self.words or tuple(dict.fromkeys(" ".join(basis.words.split()) for basis in self.bases))


class Section(Struct, frozen=True):
    """Rows of one kind, those that most tell first."""

    name: str
    rows: tuple[Row, ...]


def names(system: System) -> dict[str, str]:
    """What each actor is called in a row, without clauses that follow the name of somebody unnamed."""
    return {actor.id: _CLAUSE.sub("", actor.name) for actor in system.actors}


def sections(system: System) -> Iterator[Section]:
    """All that a system holds, section by section; those without a row are left out."""
    teller = _Teller(system)
    for section in teller.sections():
        if section.rows:
            yield section


def rows_of_ties(system: System) -> dict[tuple[str, str], Row]:
    """The row of each tie, by its two actors."""
    teller = _Teller(system)
    return {(tie.one, tie.other): teller.tie(tie) for tie in system.ties}


class _Teller:
    def __init__(self, system: System) -> None:
        self._system = system
        self._names: Mapping[str, str] = names(system)

    def sections(self) -> Iterator[Section]:
        ties = self._system.ties
        yield Section("blocs", tuple(self._blocs()))
        yield Section("stand against each other", tuple(self.tie(tie) for tie in ties if tie.sign < 0))
        yield Section("stand together", tuple(self.tie(tie) for tie in ties if tie.sign > 0))
        yield Section("tensions", tuple(map(self._tension, self._system.tensions)))
        for name, topic, key in _TOPICS:
            yield Section(name, self._grouped(topic, key))
        contrary = [one for one in self._system.differences if one.contrary]
        alone = [one for one in self._system.differences if not one.contrary]
        yield Section("where voices differ", tuple(row for one in contrary for row in self._sides(one)))
        yield Section("told by quoted speakers alone", tuple(row for one in alone for row in self._sides(one)))

    def tie(self, tie: Tie) -> Row:
        told = sorted((c for c in tie.claims if c.sign == tie.sign and c.weight), key=lambda claim: -claim.weight)
        contrary = sum(claim.sign != tie.sign and bool(claim.weight) for claim in tie.claims)
        otherwise = (Part(f" (told otherwise {contrary}×)"),) if contrary else ()
        return Row((*self._pair(tie.one, tie.other), *otherwise), tuple(claim.basis for claim in told))

    def _blocs(self) -> Iterator[Row]:
        for number, bloc in enumerate(self._system.blocs, 1):
            yield Row((Part(f"{number}. "), *self._by_side(bloc.members)), bloc.bases)

    def _by_side(self, members: Sequence[str]) -> Iterator[Part]:
        """The names of members, those that are counted for one of them with it."""
        for i, (first, *others) in enumerate(grouped_by_side(self._system, members)):
            yield from (Part(", "),) if i else ()
            yield self._name(first)
            if others:
                yield from (Part(" (with "), *_parted(map(self._name, others), ", "), Part(")"))

    def _tension(self, tension: Tension) -> Row:
        how = "against each other within a bloc" if tension.within else "together across blocs"
        return Row((*self._pair(tension.one, tension.other), Part(f": {how}")), tension.bases)

    def _pair(self, one: str, other: str) -> tuple[Part, ...]:
        return self._name(one), Part(" – "), self._name(other)

    def _name(self, actor: str) -> Part:
        return Part(self._names[actor], actor)

    def _all(self, actors: Iterable[str]) -> tuple[Part, ...]:
        return tuple(_parted((self._name(actor) for actor in dict.fromkeys(actors)), ", "))

    def _grouped(self, topic: Topic, key: Callable[[Line], Hashable]) -> tuple[Row, ...]:
        """The lines of a topic, those put together that have the same key; what is told more often first."""
        groups: defaultdict[Hashable, list[Line]] = defaultdict(list)
        for line in self._system.lines:
            if line.topic == topic:
                groups[key(line)].append(line)
        rows = [self._row(topic, lines) for lines in groups.values()]
        return tuple(sorted(rows, key=lambda row: (-len({basis.voice for basis in row.bases}), -len(row.bases))))

    def _row(self, topic: Topic, lines: Sequence[Line]) -> Row:
        bases = tuple(basis for line in lines for basis in line.bases)
        who = self._all(id for line in lines for id in line.who)
        toward = self._all(id for line in lines for id in line.toward)
        hedged = all(line.hedged for line in lines)
        what = lines[0].what
        if topic == "holds":
            return Row((*who, Part(f" holds {what}")), bases, hedged=hedged)
        if topic in ("means", "stake"):
            return Row((Part(what), *((Part(": "), *who) if who else ())), bases, hedged=hedged)
        nobody = who or (Part(NOBODY),)
        if topic in ("accuses", "leads", "part_of"):
            quoted = tuple(line.what for line in lines if line.what)
            return Row((*nobody, Part(" → "), *toward), bases, quoted, hedged)
        upon = (Part(", as to "), *toward) if toward else ()
        return Row((*nobody, *upon), bases, (what,), hedged)

    def _sides(self, difference: Difference) -> Iterator[Row]:
        pair = self._pair(difference.one, difference.other)
        for side in difference.sides:
            yield Row((*pair, Part(f": {_SIGNS[side.sign]}")), side.bases)


def grouped_by_side(system: System, members: Sequence[str]) -> list[list[str]]:
    """The members of a bloc, those that are counted for one of them behind it."""
    sides = {actor.id: actor.side for actor in system.actors}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id in members:
        group = groups[sides[id] or id]
        group.insert(0 if sides[id] is None else len(group), id)
    return list(groups.values())


def _parted(parts: Iterable[Part], between: str) -> Iterator[Part]:
    for i, part in enumerate(parts):
        if i:
            yield Part(between)
        yield part


_TOPICS: Final[Sequence[tuple[str, Topic, Callable[[Line], Hashable]]]] = (
    ("who leads whom", "leads", lambda line: (line.who, line.toward)),
    ("who belongs to whom", "part_of", lambda line: (line.who, line.toward)),
    ("accusations", "accuses", lambda line: (line.who, line.toward)),
    ("denials", "denies", lambda line: (line.who, line.what)),
    ("aims", "aim", lambda line: (line.who, line.what)),
    ("means", "means", lambda line: line.what),
    ("who holds what", "holds", lambda line: (line.who, line.what)),
    ("places and things at stake", "stake", lambda line: line.what.casefold()),
    ("agreements", "agrees", lambda line: (line.who, line.toward)),
    ("alleged breaches", "breaches", lambda line: (line.who, line.what)),
    ("said to have led to", "leads_to", lambda line: (line.who, line.what)),
)
