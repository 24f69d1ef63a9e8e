"""A ledger at a glance: how much it holds, what came last, who speaks and is accused most, and by whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import nsmallest
from typing import Final

from sayso.ledger.columns import Kept, combined, times
from sayso.ledger.joined import Classes
from sayso.ledger.search import ENTRY, Rows, Search, entry
from sayso.records import Accusing, Counts, Entry, Failure, Overview, Ranked

RECENT: Final = 10
FOREMOST: Final = 10
FAILURES: Final = 10


class Overviews:
    """The overview of a ledger whose rows `rows` gives and whose actors are joined in `classes`; `told` and `happened`
    are the columns of attributions and events."""

    def __init__(self, rows: Rows, classes: Classes, told: Kept, happened: Kept) -> None:
        self._told = told
        self._happened = happened
        self._rows = rows
        self._classes = classes
        self._search = Search(rows, classes)

    def overview(self, counts: Counts, failures: Iterable[Failure]) -> Overview:
        """All of it; `failures` are told with it."""
        ((events, first, last),) = self._rows(
            "SELECT (SELECT count(*) FROM happened), (SELECT min(day) FROM told WHERE day > ''),"
            " (SELECT max(day) FROM told WHERE day > '')"
        )
        speakers = self._rows(
            "SELECT class, speaking FROM standing WHERE speaking > 0 ORDER BY speaking DESC, class LIMIT ?", FOREMOST
        )
        pairs, accused = self._accusing()
        return Overview(
            counts=counts,
            events=events,
            actors=self._actors(),
            publishers=publishers(self._rows)[:FOREMOST],
            first=first,
            last=last,
            recent=self._recent(),
            speakers=self._ranked(Counter(dict(speakers))),
            accused=self._ranked(accused),
            accusing=self._foremost(pairs),
            days=self._days(),
            failures=tuple(failures),
        )

    def _actors(self) -> int:
        return int(self._rows("SELECT count(*) FROM standing")[0][0])

    def _recent(self) -> tuple[Entry, ...]:
        rows = self._rows(
            f"SELECT {ENTRY} FROM (SELECT * FROM latest ORDER BY document DESC LIMIT ?) l JOIN documents d"
            " ON d.id = l.document JOIN readings r ON r.id = l.reading ORDER BY l.document DESC",
            RECENT,
        )
        return tuple(entry(row) for row in rows)

    def _days(self) -> tuple[tuple[str, int], ...]:
        """The days with most events that began and ended there."""
        kept = self._happened
        firsts, lasts = kept.values("first"), kept.values("last")
        pairs = combined(*(kept.numbers(name, kept.all()) for name in ("first", "last")))
        days = ((firsts[first], times) for (first, last), times in pairs.items() if firsts[first] == lasts[last])
        return tuple(nsmallest(FOREMOST, days, key=lambda item: (-item[1], item[0])))

    def _accusing(self) -> tuple[Counter[tuple[str, str]], Counter[str]]:
        """Who accuses whom, and who is accused, each in how many attributions."""
        kept = self._told
        act = kept.columns["act"].values.known("accuse")
        everywhere = kept.all()
        here = everywhere[kept.numbers("act", everywhere) == (-1 if act is None else act)]
        speakers, said, who = kept.meant("speakers", here, self._classes)
        actors, told, whom = kept.meant("about", here, self._classes)
        accusers: defaultdict[int, list[str]] = defaultdict(list)
        for position, number in zip(who.tolist(), said.tolist(), strict=True):
            accusers[position].append(speakers[number])
        found = Counter(
            (accuser, actors[number])
            for position, number in zip(whom.tolist(), told.tolist(), strict=True)
            for accuser in accusers[position]
        )
        return found, Counter(times(actors, told))

    def _ranked(self, counted: Counter[str]) -> tuple[Ranked, ...]:
        most = nsmallest(FOREMOST, counted.items(), key=lambda item: (-item[1], item[0]))
        names = self._search.names(actor for actor, _ in most)
        return tuple(Ranked(actor, names[actor], times) for actor, times in most)

    def _foremost(self, pairs: Counter[tuple[str, str]]) -> tuple[Accusing, ...]:
        most = nsmallest(FOREMOST, pairs.items(), key=lambda item: (-item[1], item[0]))
        names = self._search.names(actor for pair, _ in most for actor in pair)
        return tuple(
            Accusing(accuser=who, accuser_name=names[who], accused=whom, accused_name=names[whom], count=times)
            for (who, whom), times in most
        )


def publishers(rows: Rows) -> tuple[Ranked, ...]:
    """Every publisher with the number of its documents, the most first."""
    found = rows(
        "SELECT publisher, count(*) AS n FROM latest WHERE publisher > '' GROUP BY publisher ORDER BY n DESC, publisher"
    )
    return tuple(Ranked(name, name, number) for name, number in found)
