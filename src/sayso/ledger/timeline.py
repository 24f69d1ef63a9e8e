"""Events, and attributions by the day of publication, in time."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from msgspec import Struct

from sayso.ledger.columns import Ints, Kept, combined, times
from sayso.ledger.happened import LATEST
from sayso.ledger.joined import Classes
from sayso.ledger.search import Rows, Search
from sayso.records import COUNTED, Bar, DatePrecision, Lane, LaneKind, Timeline

What = Literal["events", "attributions"]
Days = tuple[str, str, DatePrecision]  # the first and the last day of a thing, and how precisely they are told

LANES: Final = 12

# The column of each kind of lane, of what has one of that kind and of what has a list; those of the days.
_ONE: Final = {
    ("events", "type"): "type",
    ("events", "publisher"): "publisher",
    ("attributions", "publisher"): "publisher",
}
_LIST: Final = {
    ("events", "actor"): "parties",
    ("attributions", "actor"): "speakers",
    ("attributions", "type"): "types",
}
_DAYS: Final = {"events": ("first", "last", "precision"), "attributions": ("day",)}


class Laid(Struct, frozen=True):
    """Things in lanes: the lanes' names, which of them things are in (`items`), which things these are (`whose`), and
    of each thing the number of its days."""

    names: Sequence[str]
    items: Ints
    whose: Ints
    days: Ints


class Timelines:
    """Time lines of a ledger whose rows `rows` gives and whose actors are joined in `classes`; `kept` are the columns
    of what is laid out."""

    def __init__(self, rows: Rows, classes: Classes, kept: Kept) -> None:
        self._rows = rows
        self._classes = classes
        self._kept = kept

    def laid_out(self, keys: Sequence[int], what: What, lanes: LaneKind) -> Timeline:
        """The events or the attributions in these rows, the first `COUNTED` of them."""
        here = self._kept.here(keys[:COUNTED])
        days, numbers = self._days(what, here)
        dated = numbers >= 0
        laid = self._laid(what, lanes, here[dated], numbers[dated])
        found = {name: number for name, number in times(laid.names, laid.items).items() if name}
        names, bars, rest = _bars(laid, found, days)
        labels = Search(self._rows, self._classes).names(names) if lanes == "actor" else {}
        shown = [Lane(name, labels.get(name, name), found[name]) for name in names]
        return Timeline(
            lanes=(*shown, *((Lane("", "others", rest),) if rest else ())),
            bars=bars,
            undated=int((~dated).sum()),
            total=min(len(keys), COUNTED),
            more=len(keys) > COUNTED,
        )

    def _days(self, what: What, here: Ints) -> tuple[list[Days], Ints]:
        """The days that things have, and for each thing the number of its own, -1 where it has none."""
        kept, columns = self._kept, _DAYS[what]
        numbers = np.full(len(here), -1, np.int32)
        told = np.stack([kept.numbers(name, here) for name in columns], axis=1)
        distinct, inverse = np.unique(told, axis=0, return_inverse=True)
        found: dict[Days, int] = {}
        of_distinct = np.full(len(distinct), -1, np.int32)
        for position, row in enumerate(distinct.tolist()):
            values = [kept.values(name)[number] for name, number in zip(columns, row, strict=True)]
            days = _told(*values) if what == "events" else _told(values[0], values[0], "day")
            if days is not None:
                of_distinct[position] = found.setdefault(days, len(found))
        numbers[:] = of_distinct[inverse.reshape(-1)]
        return list(found), numbers

    def _laid(self, what: What, lanes: LaneKind, here: Ints, days: Ints) -> Laid:
        kept = self._kept
        if (what, lanes) in _ONE:
            column = _ONE[what, lanes]
            return Laid(kept.values(column), kept.numbers(column, here), np.arange(len(here), dtype=np.int32), days)
        column = _LIST[what, lanes]
        if lanes == "actor":
            return Laid(*kept.meant(column, here, self._classes), days)
        return Laid(kept.values(column), *kept.listed(column, here), days)


def _told(first: str, last: str, precision: DatePrecision | None) -> Days | None:
    """The days of an event; of an interval with one end alone that end, vaguely. None for what has no date."""
    if first in ("", LATEST):
        return None if first == LATEST or last in ("", LATEST) else (last, last, "vague")
    if last == LATEST:
        return first, first, "vague"
    return first, last, precision or "day"


def _bars(laid: Laid, found: dict[str, int], days: Sequence[Days]) -> tuple[list[str], tuple[Bar, ...], int]:
    """The names of the lanes with most things, the bars, and how many things are in other lanes."""
    count = len(laid.days)
    named = np.array([bool(name) for name in laid.names] or [False])[laid.items] if len(laid.items) else laid.items > 0
    alone = count - len(np.unique(laid.whose[named]))
    ordered = [name for name, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))]
    names = ordered[: LANES - 1] if alone or len(ordered) > LANES else ordered
    shown = {name: number for number, name in enumerate(names)}
    lane = np.array([shown.get(name, -1) for name in laid.names] or [-1], np.int32)[laid.items]
    other = np.bincount(laid.whose[lane < 0], minlength=count) > 0
    other |= np.bincount(laid.whose, minlength=count) == 0
    kept, rest = lane >= 0, int(other.sum())
    lanes = np.concatenate([lane[kept], np.full(rest, len(names), np.int32)])
    placed = np.concatenate([laid.days[laid.whose[kept]], laid.days[other]])
    bars = (Bar((*names, "")[number], *days[day], times) for (number, day), times in combined(lanes, placed).items())
    return names, tuple(sorted(bars, key=lambda bar: (bar.first, bar.last, bar.lane, bar.precision))), rest
