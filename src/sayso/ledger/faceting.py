"""How many attributions of a selection have each value of a field."""

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from typing import Final

from sayso.ledger.columns import Ints, Kept, times
from sayso.ledger.joined import Classes
from sayso.ledger.search import Rows, Search, listed
from sayso.ledger.selecting import Selecting
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
    columns."""

    def __init__(self, rows: Rows, classes: Classes, kept: Kept) -> None:
        self._rows = rows
        self._classes = classes
        self._kept = kept

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
        asked = Selecting(self._rows, self._classes).happening(selection)
        meant = (
            "WITH keys AS MATERIALIZED (SELECT value FROM json_each(?)), meant AS MATERIALIZED (SELECT h.event, h.type,"
            f" h.voice AS whose FROM happened h WHERE {asked.holds} AND h.voice IN keys UNION SELECT h.event, h.type,"
            f" h.own FROM happened h WHERE {asked.holds} AND h.own IN keys)"
        )
        values = (listed(keys), *asked.values, *asked.values)
        types = self._rows(f"{meant} SELECT type, count(DISTINCT whose) FROM meant GROUP BY type", *values)
        places = self._rows(
            f"{meant} SELECT p.name, count(DISTINCT whose) FROM meant CROSS JOIN happened_places p"
            " ON p.event = meant.event GROUP BY p.name",
            *values,
        )
        return {"type": dict(types), "place": dict(places)}

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
