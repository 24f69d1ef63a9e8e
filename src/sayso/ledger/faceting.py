"""How many attributions of a selection have each value of a field."""

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from typing import Final

import numpy as np

from sayso.ledger.chart import name_of
from sayso.ledger.columns import Ints, Kept, Values, distinct_times, times
from sayso.ledger.joined import Classes
from sayso.ledger.search import Rows, Search, listed
from sayso.ledger.sifting import Sifting
from sayso.records import COUNTED, Facet, Facets, FacetValue, Selection

VALUES: Final = 12
MONTHS: Final = 36  # that a list of months may hold; beyond, years are told

_OF_EVENTS: Final = {"type": "types", "place": "places"}

NAMES: Final = (
    "speaker", "about", "act", "manner", "kind", "publisher", "day", "place", "type", "hedged", "nested", "verdict",
    "tag",
)  # fmt: skip

Counts = Mapping[str, int]


class Faceting:
    """The facets of a ledger whose rows `rows` gives, whose actors are joined in `classes`, of which `kept` are the
    columns of attributions, `sifting` what finds selections."""

    def __init__(self, rows: Rows, classes: Classes, kept: Kept, sifting: Sifting) -> None:
        self._rows = rows
        self._classes = classes
        self._kept = kept
        self._sifting = sifting

    def facets(self, selection: Selection, keys: Sequence[int]) -> Facets:
        """Those of the attributions in these rows, the first `COUNTED` of which count."""
        kept, here = self._kept, self._kept.here(keys[:COUNTED])
        found: dict[str, Counts] = {
            "speaker": self._by_actor("speakers", here),
            "about": self._by_actor("about", here),
            "kind": kept.counted("speaker_kind", here),
            "day": _periods(kept.counted("day", here)),
            "tag": self._tags(keys),
        }
        found |= {name: kept.counted(name, here) for name in ("act", "manner", "publisher", "verdict")}
        found |= {name: _truths(kept.counted(name, here)) for name in ("hedged", "nested")}
        if selection.type or selection.place or selection.area:
            found |= self._of_events(selection, keys[:COUNTED])
        else:
            found |= {name: times(kept.values(of), kept.listed(of, here)[0]) for name, of in _OF_EVENTS.items()}
        actors = (actor for name in ("speaker", "about") for actor, _ in _most(found[name]))
        names = Search(self._rows, self._classes).names(actors)
        facets = tuple(_facet(name, found[name], names) for name in NAMES)
        return Facets(total=min(len(keys), COUNTED), more=len(keys) > COUNTED, facets=facets)

    def _of_events(self, selection: Selection, keys: Sequence[int]) -> dict[str, Counts]:
        """Types and places of those events alone for which holds what is asked of events."""
        told, kept = self._sifting.told(selection), self._sifting.happened
        meant = np.isin(told.attributions, keys)
        events, whose = told.events[meant], told.attributions[meant]
        items, which = kept.listed("places", events)
        names = Values()
        distinct, inverse = np.unique(items, return_inverse=True)
        named = np.array([names.number(name_of(kept.values("places")[item])) for item in distinct.tolist()], np.int32)
        return {
            "type": distinct_times(kept.values("type"), kept.numbers("type", events), whose),
            "place": distinct_times(names.values, named[inverse], whose[which]),
        }

    def _by_actor(self, name: str, here: Ints) -> Counts:
        actors, numbers, _ = self._kept.meant(name, here, self._classes)
        return times(actors, numbers)

    def _tags(self, keys: Sequence[int]) -> Counts:
        if not self._rows("SELECT 1 FROM tagged LIMIT 1"):
            return {}
        counted = "FROM json_each(?) CROSS JOIN tagged ON attribution = value GROUP BY tag"
        return dict(self._rows(f"SELECT tag, count(*) {counted}", listed(keys[:COUNTED])))


def _facet(name: str, found: Counts, names: Mapping[str, str]) -> Facet:
    """A place is asked for in full, between quotation marks, and an actor by its id."""
    most = _most(found)
    if name == "place":
        values = tuple(FacetValue(f'"{value}"', value, count) for value, count in most)
    else:
        values = tuple(FacetValue(value, names.get(value, value), count) for value, count in most)
    return Facet(name, values, sum(1 for value in found if value) > VALUES)


def _most(found: Counts) -> list[tuple[str, int]]:
    """The values with the most; no value is none."""
    told = ((value, number) for value, number in found.items() if value)
    return nsmallest(VALUES, told, key=lambda item: (-item[1], item[0]))


def _truths(counted: Mapping[int, int]) -> Counts:
    return {"yes" if value else "no": number for value, number in counted.items()}


def _periods(counted: Counts) -> Counts:
    """Days where all lie in one month, else months, or years where there are many of these."""
    days = {day: number for day, number in counted.items() if day}
    months = {day[:7] for day in days}
    size = 10 if len(months) == 1 else 7 if len(months) <= MONTHS else 4
    found = Counter[str]()
    for day, number in days.items():
        found[day[:size]] += number
    return found
