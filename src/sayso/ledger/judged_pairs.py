"""What persons judged to be the same or not: documents of one story, attributions of one claim, events that are one.

Of several judgements on one pair the last counts. What is judged apart stays apart: where several judgements *the same*
together would join a pair that is apart, the later of them hold and the earliest give way. Time is that of judging, so
that the same follows in whatever order judgements came into a ledger.
"""

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from sayso.ledger.anchoring import start_of, unmoved
from sayso.ledger.connection import Connection
from sayso.ledger.judgements import anchor, document_row, in_force, judgements_of, judgements_of_kinds
from sayso.ledger.pairs import CLAIMS, EVENTS, PAIRS, ROLE, SAME, STORIES, event_anchor
from sayso.ledger.precedence import in_order
from sayso.ledger.unions import Unions
from sayso.records import Judgement, JudgementKind, Part, PartRole, Reading, Span

Thing = tuple[str, str]  # the id of a document, and that of an attribution or event of its newest reading
Told = tuple[tuple[Thing, Thing], Judgement]

_STRETCHES: Final = {
    "cue": "SELECT a.key, min(s.start), max(s.stop) FROM attributions a JOIN attribution_spans s"
    " ON s.attribution = a.id WHERE a.reading = ? AND s.role = 'cue' GROUP BY a.id",
    "trigger": "SELECT e.key, min(s.start), max(s.stop) FROM events e JOIN event_spans s"
    " ON s.event = e.id WHERE e.reading = ? AND s.role = 'trigger' GROUP BY e.id",
}


class JudgedPairs(Struct, frozen=True):
    """Pairs that are judged, the smaller one first; no pair is both the same and apart, nor are two that are apart
    joined by a chain of pairs that are the same.

    Documents by their ids; claims and events by their document and the id that they have in its newest reading, those
    left out that stand nowhere in it. `overruled` are the numbers of the judgements in force that gave way to others.
    """

    stories_same: frozenset[tuple[str, str]] = frozenset()
    stories_apart: frozenset[tuple[str, str]] = frozenset()
    claims_same: frozenset[tuple[Thing, Thing]] = frozenset()
    claims_apart: frozenset[tuple[Thing, Thing]] = frozenset()
    events_same: frozenset[tuple[Thing, Thing]] = frozenset()
    events_apart: frozenset[tuple[Thing, Thing]] = frozenset()
    overruled: frozenset[int] = frozenset()


class Held(Struct, frozen=True):
    """Pairs of one kind that hold, and the numbers of the judgements that gave way."""

    same: frozenset[tuple[Thing, Thing]]
    apart: frozenset[tuple[Thing, Thing]]
    overruled: frozenset[int]


def judged_pairs(db: Connection, kinds: Iterable[JudgementKind] = PAIRS) -> JudgedPairs:
    """The pairs that the judgements in force make, all or those of some kinds, as they stand in the newest readings."""
    told = in_force(judgements_of_kinds(db, kinds))
    if not told:
        return JudgedPairs()
    places = Places(db)
    stories, claims, events = (
        held([(pair, each) for each in told if each.kind in of and (pair := places.pair(each)) is not None])
        for of in (STORIES, CLAIMS, EVENTS)
    )
    return JudgedPairs(
        frozenset((one, other) for (one, _), (other, _) in stories.same),
        frozenset((one, other) for (one, _), (other, _) in stories.apart),
        claims.same,
        claims.apart,
        events.same,
        events.apart,
        stories.overruled | claims.overruled | events.overruled,
    )


def held(told: Iterable[Told]) -> Held:
    """What holds of judgements of one kind of thing, told oldest first."""
    last: dict[tuple[Thing, Thing], Judgement] = {}
    every = [((min(pair), max(pair)), judgement) for pair, judgement in told]
    for pair, judgement in every:
        last.pop(pair, None)
        last[pair] = judgement
    apart = frozenset(pair for pair, judgement in last.items() if judgement.kind not in SAME)
    unions = Unions(apart)
    newest_first = reversed([pair for pair in last if pair not in apart])
    same = frozenset(pair for pair in newest_first if unions.join(*pair))
    gave_way = (each.id for pair, each in every if pair not in (same if each.kind in SAME else apart))
    return Held(same, apart, frozenset(gave_way))


class Places:
    """Where what was judged stands in newest readings; what is looked up of a document is kept."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._newest: dict[str, tuple[int, str] | None] = {}
        self._stretches: dict[tuple[int, str], dict[Span, list[str]]] = {}

    def pair(self, judgement: Judgement) -> tuple[Thing, Thing] | None:
        """The two that a judgement is about; None where one of them stands nowhere."""
        one, other = self._one(judgement), self._other(judgement)
        return (one, other) if one is not None and other is not None else None

    def _one(self, judgement: Judgement) -> Thing | None:
        if judgement.words is None:
            return self._document(judgement.document)
        (old,) = self._db.execute(
            "SELECT r.text FROM judgements j LEFT JOIN readings r ON r.id = j.reading WHERE j.id = ?", (judgement.id,)
        ).fetchone() or (None,)
        return self._thing(judgement.document, (ROLE[judgement.kind], judgement.words, judgement.occurrence or 0), old)

    def _other(self, judgement: Judgement) -> Thing | None:
        if not judgement.parts:
            return self._document(judgement.value)
        (old,) = self._db.execute(
            "SELECT r.text FROM readings r JOIN documents d ON d.id = r.document WHERE d.sha256 = ? AND r.reader = ?",
            (judgement.value, judgement.other),
        ).fetchone() or (None,)
        return self._thing(judgement.value, judgement.parts[0], old)

    def _document(self, sha256: str | None) -> Thing | None:
        return (sha256, "") if sha256 is not None and self._reading(sha256) is not None else None

    def _thing(self, sha256: str | None, part: Part, old: str | None) -> Thing | None:
        """The one thing whose words stand there, among the same words as in the text that was judged."""
        role, words, occurrence = part
        if sha256 is None or (found := self._reading(sha256)) is None:
            return None
        key, text = found
        start = start_of(text, words, occurrence)
        if start is None or not unmoved(text if old is None else old, text, [(words, occurrence)]):
            return None
        ids = self._at(key, role).get((start, start + len(words)), [])
        return (sha256, ids[0]) if len(ids) == 1 else None

    def _reading(self, sha256: str) -> tuple[int, str] | None:
        """The row and the text of a document's newest reading."""
        if sha256 not in self._newest:
            self._newest[sha256] = self._db.execute(
                "SELECT r.id, r.text FROM documents d JOIN latest l ON l.document = d.id"
                " JOIN readings r ON r.id = l.reading WHERE d.sha256 = ?",
                (sha256,),
            ).fetchone()
        return self._newest[sha256]

    def _at(self, reading: int, role: PartRole) -> dict[Span, list[str]]:
        """The ids of what a reading has at each stretch, from first piece to last."""
        if (reading, role) not in self._stretches:
            found = self._stretches[reading, role] = {}
            for key, start, end in self._db.execute(_STRETCHES[role], (reading,)):
                found.setdefault((start, end), []).append(key)
        return self._stretches[reading, role]


def judgements_with(db: Connection, document: str) -> tuple[Judgement, ...]:
    """The judgements of a document by its id, those of it against another one among them, and their retractions."""
    both = (*judgements_of(db, document_row(db, document)), *judgements_of_kinds(db, PAIRS, document))
    return in_order({each.id: each for each in both}.values())


def about_two(kind: JudgementKind, one: tuple[Reading, str], other: tuple[Reading, str]) -> dict[str, Any]:
    """The fields of a judgement of two attributions, or two events, by their readings and ids; of two documents as a
    whole, whatever ids are told. NotFoundError for an id that is not there, InputError for what cannot be judged so."""
    documents = {"document": one[0].document.id, "value": other[0].document.id}
    if kind in STORIES:
        return documents
    anchored = anchor if kind in CLAIMS else event_anchor
    words, occurrence = anchored(*one)
    return documents | {"words": words, "occurrence": occurrence, "parts": ((ROLE[kind], *anchored(*other)),)}
