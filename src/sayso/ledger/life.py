"""What a ledger tells of an actor beside its words: ties, places of its events, and how much in which month."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import Final

import numpy as np
from msgspec import Struct

from sayso.ledger.chart import name_of
from sayso.ledger.columns import Ints, Kept, Values, distinct_times, times
from sayso.ledger.joined import Classes
from sayso.ledger.search import Rows, Search, listed
from sayso.records import ActorLife, ActorTie

TIES: Final = 60
PLACES: Final = 30
SPEAKERS: Final = 3  # of those who tell of a tie

_WITHIN: Final = 1_000_000  # stances of a document: what tells its row and theirs in one number
# Where an actor stands and where the other, and whether the tie goes from the actor.
_STANDING: Final = (("one", "other", True), ("other", "one", False))
_DOING: Final = (("actors", "targets", True), ("targets", "actors", False))
# What asks for where a tie stands.
_STANCE: Final = (
    "SELECT d.sha256, l.words, a.key FROM tied l JOIN documents d ON d.id = l.document LEFT JOIN attributions a"
    f" ON a.id = l.voice WHERE l.document = ?1 / {_WITHIN} AND l.position = ?1 % {_WITHIN}"
)
_HAPPENING: Final = (
    "SELECT d.sha256, h.words, a.key FROM happened h JOIN documents d ON d.id = h.document LEFT JOIN attributions a"
    " ON a.id = h.voice WHERE h.event = ?"
)


class Lives:
    """Lives in a ledger whose rows `rows` gives and whose actors are joined in `classes`; `told` and `happened` are the
    columns of attributions and events."""

    def __init__(self, rows: Rows, classes: Classes, told: Kept, happened: Kept) -> None:
        self._rows = rows
        self._classes = classes
        self._told = told
        self._happened = happened
        self._search = Search(rows, classes)

    def life(self, actor: str) -> ActorLife:
        """That of the actor that this id means."""
        ids = self._classes.ids(actor)
        events = self._happened.having("parties", ids)
        return ActorLife(
            ties=self._ties(self._classes.of(actor), ids), places=self._places(events), months=self._months(ids, events)
        )

    def _places(self, events: Ints) -> tuple[tuple[str, int], ...]:
        items, whose = self._happened.listed("places", events)
        values, names = self._happened.values("places"), Values()
        distinct, inverse = np.unique(items, return_inverse=True)
        named = np.array([names.number(name_of(values[number])) for number in distinct.tolist()], np.int32)[inverse]
        counted = distinct_times(names.values, named, whose)
        return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:PLACES])

    def _months(self, ids: Sequence[str], events: Ints) -> tuple[tuple[str, int, int, int], ...]:
        said, about = (self._told.having(role, ids) for role in ("speakers", "about"))
        days = (
            self._told.counted("day", said), self._told.counted("day", about), self._happened.counted("first", events)
        )  # fmt: skip
        months: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for column, counted in enumerate(days):
            for day, number in counted.items():
                if day[:1].isdigit():
                    months[day[:7]][column] += number
        return tuple((month, said, about, events) for month, (said, about, events) in sorted(months.items()))

    def _ties(self, actor: str, ids: Sequence[str]) -> tuple[ActorTie, ...]:
        """The ties to others, the most frequent first."""
        told = [
            *(self._stances(mine, other, outward, ids) for mine, other, outward in _STANDING),
            *(self._deeds(mine, other, outward, ids) for mine, other, outward in _DOING),
        ]
        counts = Counter[Tie]()
        for each in told:
            counts.update(each.counts(actor))
        most = nsmallest(TIES, counts.items(), key=lambda item: (-item[1], item[0]))
        bundles = {tie: bundle for tie, _ in most for each in told if (bundle := each.bundle(tie)) is not None}
        by = {tie: self._speakers(bundle) for tie, bundle in bundles.items()}
        names = self._search.names({other for _, _, other in bundles}.union(*by.values()))
        return tuple(self._tie(tie, times, bundles[tie], names, by[tie]) for tie, times in most)

    def _stances(self, mine: str, other: str, outward: bool, ids: Sequence[str]) -> "_Told":
        rows = self._rows(
            f"SELECT l.kind, l.{other}, t.speakers, l.document * {_WITHIN} + l.position FROM tied l"
            f" LEFT JOIN told t ON t.attribution = l.voice WHERE l.{mine} IN (SELECT value FROM json_each(?))",
            listed(ids),
        )
        kinds, names, by = Values(), Values(), Values()
        numbers = [
            (kinds.number(kind), names.number(self._classes.of(name)), by.number(told), key)
            for kind, name, told, key in rows
        ]
        columns = np.array(numbers, np.int64).reshape(-1, 4).T
        return _Told(_STANCE, outward, kinds, names, by, *columns)

    def _deeds(self, mine: str, other: str, outward: bool, ids: Sequence[str]) -> "_Told":
        kept = self._happened
        here = kept.having(mine, ids)
        negated = np.array([bool(value) for value in kept.values("negated")] or [False])
        here = here[~negated[kept.numbers("negated", here)]]
        actors, items, whose = kept.meant(other, here, self._classes)
        names = Values(actors)
        kinds, by = (kept.columns[name].values for name in ("type", "by"))
        there = here[whose]
        return _Told(
            _HAPPENING, outward, kinds, names, by, kept.numbers("type", there), items, kept.numbers("by", there),
            kept.keys[there],
        )  # fmt: skip

    def _tie(self, tie: "Tie", count: int, bundle: "_Bundle", names: Mapping[str, str], by: Iterable[str]) -> ActorTie:
        kind, outward, other = tie
        ((document, words, attribution),) = self._rows(bundle.where, bundle.last)
        return ActorTie(
            kind=kind,
            outward=outward,
            other=other,
            other_name=names[other],
            count=count,
            page=bundle.told.get(None, 0),
            by=tuple(names[each] for each in by),
            document=document,
            words=words,
            attribution=attribution,
        )

    def _speakers(self, bundle: "_Bundle") -> tuple[str, ...]:
        found: Counter[str] = Counter()
        for told, number in bundle.told.items():
            for speaker in {self._classes.of(each) for each in (told or "").split("\n") if each}:
                found[speaker] += number
        return tuple(each for each, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])))[:SPEAKERS]


Tie = tuple[str, bool, str]  # what kind it is, whether it goes from the actor asked for, the other one


class _Bundle(Struct, frozen=True):
    """What is told of one tie: by whom how often (None: the page), and what asks for where the last one stands."""

    told: Mapping[str | None, int]
    where: str
    last: int


class _Told(Struct, frozen=True):
    """Ties that one source tells: kinds, other sides and speakers, and columns of their numbers, and of the rows where
    they stand."""

    where: str
    outward: bool
    kinds: Values
    names: Values
    by: Values
    kind: Ints
    name: Ints
    speakers: Ints
    row: Ints

    def counts(self, actor: str) -> dict[Tie, int]:
        """How often each tie to others than this actor is told, of those that may be among the `TIES` most frequent.
        No other source tells the same tie: stances and events are of different kinds."""
        kinds, names = self.kinds.values, self.names.values
        others = self.name != self.names.known(actor) if self.names.known(actor) is not None else slice(None)
        flat = self.kind[others].astype(np.int64) * (len(names) + 1) + self.name[others]
        ties, counts = np.unique(flat, return_counts=True)
        if len(counts) > TIES:
            most = counts >= np.partition(counts, -TIES)[-TIES]
            ties, counts = ties[most], counts[most]
        parted = (divmod(tie, len(names) + 1) for tie in ties.tolist())
        return {
            (kinds[kind], self.outward, names[name]): times
            for (kind, name), times in zip(parted, counts.tolist(), strict=True)
        }

    def bundle(self, tie: Tie) -> _Bundle | None:
        """All that is told of a tie, if anything is."""
        kind, name = self.kinds.known(tie[0]), self.names.known(tie[2])
        if tie[1] != self.outward or kind is None or name is None:
            return None
        here = (self.kind == kind) & (self.name == name)
        if not here.any():
            return None
        return _Bundle(times(self.by.values, self.speakers[here]), self.where, int(self.row[here].max()))
