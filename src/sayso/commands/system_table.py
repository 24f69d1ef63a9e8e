"""A described system as tables that a person can read in a minute."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import IO, Final

from msgspec import Struct
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.compare.system import Basis, Difference, Line, System, Tension, Tie, Topic
from sayso.export.terminal import shown

_WIDTH: Final = 160  # of what is written elsewhere than to a terminal
_QUOTED: Final = 2  # how many places a row quotes
_COUNT: Final = 5  # the width of the count
_LONG: Final = 70  # characters of a quotation
_CLAUSE: Final = re.compile(r",? (?:who|which|that)\b.*", re.DOTALL)  # what may follow the name of somebody unnamed
_SIGNS: Final = {1: "with", -1: "against", 0: "denies it"}


class Row(Struct, frozen=True):
    """One line of a table. `bases` are in the order in which they are best quoted."""

    who: str
    bases: Sequence[Basis]
    words: Sequence[str] = ()
    hedged: bool = False


def show(system: System, stream: IO[str], limit: int) -> None:
    """Write a system, each section with at most `limit` lines."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(file=stream, highlight=False, markup=False, emoji=False, width=_WIDTH)
    _Screen(console, system, limit).show()


class _Screen:
    def __init__(self, console: Console, system: System, limit: int) -> None:
        self._console, self._system, self._limit = console, system, limit
        self._names = {actor.id: shown(_CLAUSE.sub("", actor.name)) for actor in system.actors}
        self._many = len(system.sources) > 1

    def show(self) -> None:
        self._header()
        self._blocs()
        system = self._system
        self._table("stand against each other", [self._tie(tie) for tie in system.ties if tie.sign < 0])
        self._table("stand together", [self._tie(tie) for tie in system.ties if tie.sign > 0])
        self._table("tensions", [self._tension(tension) for tension in system.tensions])
        self._table("who leads whom", self._grouped("leads", lambda line: (line.who, line.toward)))
        self._table("who belongs to whom", self._grouped("part_of", lambda line: (line.who, line.toward)))
        self._table("accusations", self._grouped("accuses", lambda line: (line.who, line.toward)))
        self._table("denials", self._grouped("denies", lambda line: (line.who, line.what)))
        self._table("aims", self._grouped("aim", lambda line: (line.who, line.what)))
        self._table("means", self._grouped("means", lambda line: line.what))
        self._table("who holds what", self._grouped("holds", lambda line: (line.who, line.what)))
        self._table("places and things at stake", self._grouped("stake", lambda line: line.what.casefold()))
        self._table("agreements", self._grouped("agrees", lambda line: (line.who, line.toward)))
        self._table("alleged breaches", self._grouped("breaches", lambda line: (line.who, line.what)))
        self._table("said to have led to", self._grouped("leads_to", lambda line: (line.who, line.what)))
        self._differences()

    def _header(self) -> None:
        sources = self._system.sources
        title = shown(sources[0].title or "(no title)") if len(sources) == 1 else f"{len(sources)} documents"
        self._console.print(Text(title, "bold underline"), soft_wrap=True)
        self._console.print(Text("as told there, not as known: each line with how often and by whom", "dim"))

    def _blocs(self) -> None:
        blocs = self._system.blocs
        if not blocs:
            self._heading("blocs")
            self._console.print("  none: nobody is told to stand with another")
        rows = [Row(f"{i}. {', '.join(self._by_side(bloc.members))}", bloc.bases) for i, bloc in enumerate(blocs, 1)]
        self._table("blocs", rows)

    def _by_side(self, members: Sequence[str]) -> list[str]:
        """The names of members, those that are counted for one of them with it."""
        sides = {actor.id: actor.side for actor in self._system.actors}
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for id in members:
            names = groups[sides[id] or id]
            names.insert(0 if sides[id] is None else len(names), self._names[id])
        return [f"{names[0]} (with {', '.join(names[1:])})" if names[1:] else names[0] for names in groups.values()]

    def _heading(self, name: str) -> None:
        self._console.print()
        self._console.print(Text(name, "bold"))

    def _table(self, name: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self._heading(name)
        who, voices, quoted = _widths(self._console.width)
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(justify="right", style="cyan", no_wrap=True, width=_COUNT)
        table.add_column(width=who, overflow="fold")
        table.add_column(width=voices, style="magenta", overflow="ellipsis", no_wrap=True)
        table.add_column(width=quoted, style="dim", overflow="ellipsis", no_wrap=True)
        for row in rows[: self._limit]:
            words = "; ".join(f"“{_cut(each)}”" for each in (row.words or _words(row.bases))[:_QUOTED])
            table.add_row(f"{len(row.bases)}×", row.who + " (hedged)" * row.hedged, self._voices(row.bases), words)
        self._print(table)
        if len(rows) > self._limit:
            self._console.print(Text(f"       {len(rows) - self._limit} more", "dim"))

    def _print(self, table: Table) -> None:
        """A table; in a file without the blanks that fill its lines."""
        if self._console.is_terminal:
            self._console.print(table)
            return
        with self._console.capture() as written:
            self._console.print(table)
        for line in written.get().splitlines():
            self._console.print(Text(line.rstrip()), soft_wrap=True)

    def _tie(self, tie: Tie) -> Row:
        told = sorted((c for c in tie.claims if c.sign == tie.sign and c.weight), key=lambda claim: -claim.weight)
        contrary = sum(claim.sign != tie.sign and bool(claim.weight) for claim in tie.claims)
        otherwise = f" (told otherwise {contrary}×)" if contrary else ""
        return Row(f"{self._pair(tie.one, tie.other)}{otherwise}", [claim.basis for claim in told])

    def _tension(self, tension: Tension) -> Row:
        how = "against each other within a bloc" if tension.within else "together across blocs"
        return Row(f"{self._pair(tension.one, tension.other)}: {how}", tension.bases)

    def _pair(self, one: str, other: str) -> str:
        return f"{self._names[one]} – {self._names[other]}"

    def _grouped(self, topic: Topic, key: Callable[[Line], Hashable]) -> list[Row]:
        """The lines of a topic, those put together that have the same key; what is told more often first."""
        groups: defaultdict[Hashable, list[Line]] = defaultdict(list)
        for line in self._system.lines:
            if line.topic == topic:
                groups[key(line)].append(line)
        rows = [self._row(topic, lines) for lines in groups.values()]
        return sorted(rows, key=lambda row: (-len({basis.voice for basis in row.bases}), -len(row.bases)))

    def _row(self, topic: Topic, lines: Sequence[Line]) -> Row:
        bases = [basis for line in lines for basis in line.bases]
        who = ", ".join(dict.fromkeys(self._names[id] for line in lines for id in line.who))
        toward = ", ".join(dict.fromkeys(self._names[id] for line in lines for id in line.toward))
        hedged = all(line.hedged for line in lines)
        if topic in ("means", "stake", "holds"):
            told = lines[0].what if topic != "holds" else f"{who} holds {lines[0].what}"
            return Row(shown(told if topic == "holds" or not who else f"{told}: {who}"), bases, (), hedged)
        if topic in ("accuses", "leads", "part_of"):
            pair = f"{who or '(not said who)'} → {toward}"
            return Row(pair, bases, [line.what for line in lines if line.what], hedged)
        upon = f", as to {toward}" if toward else ""
        return Row(f"{who or '(not said who)'}{upon}", bases, [lines[0].what], hedged)

    def _differences(self) -> None:
        contrary = [self._sides(one) for one in self._system.differences if one.contrary]
        alone = [self._sides(one) for one in self._system.differences if not one.contrary]
        self._table("where voices differ", [row for rows in contrary for row in rows])
        self._table("told by quoted speakers alone", [row for rows in alone for row in rows])

    def _sides(self, difference: Difference) -> list[Row]:
        pair = self._pair(difference.one, difference.other)
        return [Row(f"{pair}: {_SIGNS[side.sign]}", side.bases) for side in difference.sides]

    def _voices(self, bases: Iterable[Basis]) -> str:
        names = {b.voice: (b.voice.name if self._many else "the page") if b.voice.page else b.voice.name for b in bases}
        return ", ".join(shown(names[voice]) for voice in sorted(names, key=lambda voice: (not voice.page, voice.name)))


def _widths(width: int) -> tuple[int, int, int]:
    """Of who it is, of the voices and of the words, for a screen of a width."""
    rest = max(30, width - _COUNT - 3 * 2)
    return rest * 8 // 20, rest * 4 // 20, rest - rest * 8 // 20 - rest * 4 // 20


def _words(bases: Iterable[Basis]) -> list[str]:
    return list(dict.fromkeys(" ".join(basis.words.split()) for basis in bases))


def _cut(words: str) -> str:
    told = shown(words)
    return told if len(told) <= _LONG else f"{told[: _LONG - 1].rstrip()}…"
