"""What is counted of attributions and events, in columns of numbers: thousands of them are summed in a moment.

Columns are kept for all views of a ledger and renewed by the documents that have changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, Final

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from sayso.ledger.joined import Classes, Rows
from sayso.ledger.search import listed

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]  # whether something holds of each place

SPARE: Final = 1.5  # how much larger than needed a column is made, so that it need not be made anew for each document
BATCH: Final = 50_000  # rows that are read at once
_ABSENT: Final = -1


class Source(Struct, frozen=True):
    """Where columns come from: of rows by `key`, those that have a value (`single`) and those that have a list, of one
    item a line (`lists`): names and what SQL says for them. `links` are rows of another source, -1 for none."""

    table: str
    key: str
    document: str
    single: Mapping[str, str]
    lists: Mapping[str, str]
    links: Mapping[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.single, *self.lists, *self.links)

    @property
    def sql(self) -> str:
        columns = ", ".join((*self.single.values(), *self.lists.values(), *self.links.values()))
        return f"SELECT {self.key}, {self.document}, {columns} FROM {self.table}"


def _own(table: str, *names: str) -> dict[str, str]:
    return {name: f"{table}.{name}" for name in names}


def _parties(role: str) -> str:
    return (
        "ifnull((SELECT group_concat(actor, char(10)) FROM happened_parties p WHERE p.event = h.event"
        f" AND p.role = '{role}' AND p.actor IS NOT NULL), '')"
    )


TOLD: Final = Source(
    "told t", "t.attribution", "t.document",
    _own("t", "act", "manner", "speaker_kind", "hedged", "nested", "verdict", "publisher", "day"),
    _own("t", "speakers", "about", "types", "places"),
)  # fmt: skip
HAPPENED: Final = Source(
    "happened h JOIN events e ON e.id = h.event LEFT JOIN told t ON t.attribution = h.voice", "h.event", "h.document",
    {**_own("h", "type", "publisher", "first", "last", "precision"), "negated": "e.negated", "by": "t.speakers"},
    {
        "parties": "h.parties",
        "actors": _parties("actors"),
        "targets": _parties("targets"),
        "places": (
            "ifnull((SELECT group_concat(json_array(p.name,"
            " iif(p.latitude IS NULL, NULL, format('%!.17g', p.latitude)),"
            " iif(p.longitude IS NULL, NULL, format('%!.17g', p.longitude)), p.country, p.precision), char(10))"
            " FROM happened_places p WHERE p.event = h.event), '')"
        ),
    },
    {"voice": "ifnull(h.voice, -1)", "own": "ifnull(h.own, -1)"},
)  # fmt: skip


class Values:
    """Values and their numbers, which count from 0 in the order in which they came."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.values = list(values)
        self._numbers = {value: number for number, value in enumerate(self.values)}

    def known(self, value: Any) -> int | None:
        return self._numbers.get(value)

    def number(self, value: Any) -> int:
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.values)
            self.values.append(value)
        return found


class Growing:
    """A column to which numbers are added behind. What was read of it stays as it was."""

    def __init__(self) -> None:
        self._numbers: Ints = np.empty(1024, np.int32)
        self._size = 0

    def add(self, new: Sequence[int]) -> None:
        size = self._size + len(new)
        if size > len(self._numbers):
            larger = np.empty(int(size * SPARE), np.int32)
            larger[: self._size] = self._numbers[: self._size]
            self._numbers = larger
        self._numbers[self._size : size] = new
        self._size = size

    @property
    def numbers(self) -> Ints:
        return self._numbers[: self._size]


class Column(Struct, frozen=True):
    """A column as it was at a time: the numbers of the values of each place; of a list all of them one behind the
    other, of which those of a place begin at `starts` and end where those of the next one do."""

    values: Values
    numbers: Ints
    starts: Ints | None = None


class Kept(Struct, frozen=True):
    """All columns as they were at a time, the key and the document of each place in them and the place of each key;
    `orders` are those of the places that were asked for so far."""

    change: int
    rebuilt: int
    keys: Ints
    documents: Ints
    places: Ints
    columns: dict[str, Column]
    orders: dict[str, Ints] = field(default_factory=dict)

    def here(self, keys: Sequence[int] | Ints) -> Ints:
        """The places of these keys, but for those that are not there."""
        rows = np.asarray(keys, np.int64)
        found = self.places[rows[rows < len(self.places)]]
        return np.asarray(found[found != _ABSENT], np.int32)

    def values(self, name: str) -> list[Any]:
        """The values of a column by their numbers."""
        return self.columns[name].values.values

    def numbers(self, name: str, here: Ints) -> Ints:
        """The numbers of the values of a column at these places."""
        return np.asarray(self.columns[name].numbers[here], np.int32)

    def counted(self, name: str, here: Ints) -> dict[Any, int]:
        """How often each value of a column stands at these places."""
        return times(self.values(name), self.numbers(name, here))

    def listed(self, name: str, here: Ints) -> tuple[Ints, Ints]:
        """Of a column of lists the numbers of all items at these places, and for each in which of these it stands."""
        column = self.columns[name]
        assert column.starts is not None
        first = column.starts[here]
        sizes = column.starts[here + 1] - first
        within = np.arange(sizes.sum(), dtype=np.int32) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        items = column.numbers[np.repeat(first, sizes) + within]
        return items, np.repeat(np.arange(len(here), dtype=np.int32), sizes)

    def meant(self, name: str, here: Ints, classes: Classes) -> tuple[list[str], Ints, Ints]:
        """The same of a column of actors: their canonical ids, the numbers of these, and where each stands: one that is
        named by several ids in one list stands there once."""
        items, whose = self.listed(name, here)
        distinct, inverse = np.unique(items, return_inverse=True)
        values = self.values(name)
        actors = classes.all_of([values[number] for number in distinct.tolist()])
        numbers = {actor: number for number, actor in enumerate(dict.fromkeys(actors))}
        if len(numbers) == len(actors):
            return actors, np.asarray(inverse, np.int32), whose
        size = len(numbers)
        meant = np.array([numbers[actor] for actor in actors], np.int64)[inverse]
        once = np.unique(whose.astype(np.int64) * size + meant)
        return list(numbers), (once % size).astype(np.int32), (once // size).astype(np.int32)

    def all(self) -> Ints:
        """Every place that is still that of its key."""
        return np.asarray(np.flatnonzero(self.alive()), np.int32)

    def alive(self) -> Mask:
        """Whether each place is still that of its key."""
        return np.asarray(self.places[self.keys] == np.arange(len(self.keys), dtype=np.int32))

    def at(self, here: Ints) -> Mask:
        """Whether each place is one of these."""
        found = np.zeros(len(self.keys), np.bool_)
        found[here] = True
        return found

    def equal(self, name: str, value: Any) -> Mask:
        """Whether each place has this value in a column."""
        column = self.columns[name]
        number = column.values.known(value)
        return np.asarray(column.numbers == (_ABSENT if number is None else number))

    def where(self, name: str, holds: Callable[[Any], bool]) -> Mask:
        """Whether for each place something holds of its value in a column."""
        column = self.columns[name]
        found = np.array([holds(value) for value in column.values.values], np.bool_)
        return found[column.numbers] if len(found) else np.zeros(len(self.keys), np.bool_)

    def ranks(self, name: str) -> Ints:
        """The rank among its like that the value of each place has in a column."""
        values = list(self.values(name))
        ranks = np.empty(len(values), np.int32)
        ranks[np.array(sorted(range(len(values)), key=values.__getitem__), np.int32)] = np.arange(len(values))
        return np.asarray(ranks[self.columns[name].numbers], np.int32)

    def having(self, name: str, values: Iterable[Any]) -> Ints:
        """The places, each once, in whose list one of these values stands, and that are still those of their key."""
        column = self.columns[name]
        assert column.starts is not None
        known = (column.values.known(value) for value in values)
        wanted = np.zeros(len(column.values.values) + 1, np.bool_)
        wanted[[number for number in known if number is not None]] = True
        return self.standing(name, wanted)

    def standing(self, name: str, wanted: Mask) -> Ints:
        """The same of the values whose numbers are wanted."""
        column = self.columns[name]
        assert column.starts is not None
        found = np.flatnonzero(wanted[column.numbers[: column.starts[-1]]])
        here = np.unique(np.searchsorted(column.starts, found, side="right") - 1)
        return np.asarray(here[self.places[self.keys[here]] == here], np.int32)


class Columns:
    """The columns of one source in a ledger, kept for all its views."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._values = {name: Values() for name in self._source.names}
        self._numbers = {name: Growing() for name in self._source.names}
        self._starts = {name: Growing() for name in self._source.lists}
        for starts in self._starts.values():
            starts.add((0,))
        self._keys, self._documents = Growing(), Growing()
        self._kept = Kept(-1, -1, self._keys.numbers, self._documents.numbers, np.empty(0, np.int32), {})

    def as_of(self, rows: Rows) -> Kept:
        """The columns of the ledger as it is now, of which `rows` gives rows."""
        ((number, rebuilt),) = rows("SELECT number, rebuilt FROM changes")
        sql, key = self._source.sql, self._source.key
        with self._lock:
            kept = self._kept
            if rebuilt != kept.rebuilt or len(kept.keys) > 2 * len(kept.places) + BATCH:
                self._forget()
                last = -1
                while told := rows(f"{sql} WHERE {key} > ? ORDER BY {key} LIMIT {BATCH}", last):
                    last = told[-1][0]
                    self._add(told, number, rebuilt)
                self._add((), number, rebuilt)
            elif number > kept.change:
                changed = [key for (key,) in rows("SELECT document FROM latest WHERE change > ?", kept.change)]
                here = f"{self._source.document} IN (SELECT value FROM json_each(?))"
                self._add(rows(f"{sql} WHERE {here} ORDER BY {key}", listed(changed)), number, rebuilt, changed)
            return self._kept

    def still(self, rows: Rows) -> Kept:
        """The columns of a ledger that stands still, whatever is written meanwhile: what is kept may be of later."""
        kept = self.as_of(rows)
        ((number,),) = rows("SELECT number FROM changes")
        return kept if kept.change == number else Columns(self._source).as_of(rows)

    def _add(self, told: Sequence[tuple[Any, ...]], number: int, rebuilt: int, changed: Sequence[int] = ()) -> None:
        """Add rows behind, in the place of those that were there of the documents that have changed."""
        keys, documents, *columns = list(zip(*told, strict=True)) or [()] * (2 + len(self._source.names))
        places = self._placed(keys, changed)
        self._documents.add(documents)
        for name, column in zip(self._source.names, columns, strict=True):
            if name in self._starts:
                self._add_lists(name, column)
            elif name in self._source.links:
                self._numbers[name].add(column)
            else:
                self._numbers[name].add(list(map(self._values[name].number, column)))
        self._kept = Kept(number, rebuilt, self._keys.numbers, self._documents.numbers, places, {
            name: Column(self._values[name], self._numbers[name].numbers,
                         self._starts[name].numbers if name in self._starts else None)
            for name in self._source.names
        })  # fmt: skip

    def _placed(self, keys: Sequence[int], changed: Sequence[int]) -> Ints:
        first, places = len(self._keys.numbers), self._kept.places
        gone = self._keys.numbers[np.isin(self._documents.numbers, changed)] if changed else ()
        larger = np.full(max(len(places), max(keys, default=-1) + 1), _ABSENT, np.int32)
        larger[: len(places)] = places
        larger[np.asarray(gone, np.int64)] = _ABSENT
        larger[np.asarray(keys, np.int64)] = np.arange(first, first + len(keys), dtype=np.int32)
        self._keys.add(keys)
        return larger

    def _add_lists(self, name: str, column: Iterable[str]) -> None:
        number, numbers, starts = self._values[name].number, list[int](), list[int]()
        first = len(self._numbers[name].numbers)
        for told in column:
            if told:
                numbers += map(number, told.split("\n"))
            starts.append(first + len(numbers))
        self._numbers[name].add(numbers)
        self._starts[name].add(starts)


def times(values: Sequence[Any], numbers: Ints) -> dict[Any, int]:
    """How often each value has its number among these."""
    counted = np.bincount(numbers, minlength=1)
    return {values[number]: int(counted[number]) for number in np.flatnonzero(counted).tolist()}


def distinct_times(values: Sequence[Any], numbers: Ints, whose: Ints) -> dict[Any, int]:
    """How many distinct ones of those whose they are have each value."""
    size = len(values) or 1
    once = np.unique(whose.astype(np.int64) * size + numbers)
    return times(values, (once % size).astype(np.int32))


def combined(*columns: Ints) -> dict[tuple[int, ...], int]:
    """How often each combination of numbers stands side by side in columns of one length."""
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    flat = np.zeros(len(columns[0]), np.int64)
    for column, size in zip(columns, sizes, strict=True):
        flat = flat * size + column
    distinct, counts = np.unique(flat, return_counts=True)
    parts: list[list[int]] = []
    for size in reversed(sizes):
        parts.insert(0, (distinct % size).tolist())
        distinct = distinct // size
    return dict(zip(zip(*parts, strict=True), counts.tolist(), strict=True))
