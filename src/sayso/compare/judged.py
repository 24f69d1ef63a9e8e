"""What persons judged to be the same or not, as a comparison takes it."""

from msgspec import Struct

from sayso.compare.claims import USUAL, Joined, Limits
from sayso.compare.events import SAME
from sayso.compare.learning import Of, learned
from sayso.ledger import View
from sayso.ledger.judged_pairs import JudgedPairs

Pairs = frozenset[tuple[str, str]]


class Judged(Struct, frozen=True):
    """Pairs of claims (ids of their attributions) and of events (their ids), the smaller id first, that were judged to
    be the same, or to be apart. No pair is in both. `claims` and `event` are the limits that follow from such pairs for
    all others (`learning.py`)."""

    same: Pairs = frozenset()
    apart: Pairs = frozenset()
    claims: Limits = USUAL
    event: float = SAME


def judged(pairs: JudgedPairs, reading: Of, joined: Joined = str) -> Judged:
    """The pairs of claims and of events that a ledger holds as judged, by the ids of their newest readings, and what is
    learned from them. `reading` gives the newest reading of a document by its id, `joined` the id that means an actor
    over pages."""
    same, apart = (pairs.claims_same | pairs.events_same, pairs.claims_apart | pairs.events_apart)
    limits = learned(pairs, reading, joined)
    return Judged(_ids(same), _ids(apart), limits.claims, limits.event)


def judged_in(view: View) -> Judged:
    """The same for the ledger of a view."""
    same = view.joined()
    return judged(view.judged_pairs(), view.reading, lambda actor: same.get(actor, actor))


def _ids(pairs: frozenset[tuple[tuple[str, str], tuple[str, str]]]) -> Pairs:
    """Pairs by ids alone: an id is made from its document, so that no two documents share one."""
    return frozenset((min(one, other), max(one, other)) for (_, one), (_, other) in pairs)
