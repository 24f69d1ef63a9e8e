"""What persons judged to be the same or not, as a comparison takes it."""

from msgspec import Struct

from sayso.ledger.judged_pairs import JudgedPairs

Pairs = frozenset[tuple[str, str]]


class Judged(Struct, frozen=True):
    """Pairs of claims (ids of their attributions) and of events (their ids), the smaller id first, that were judged to
    be the same, or to be apart. No pair is in both."""

    same: Pairs = frozenset()
    apart: Pairs = frozenset()


def judged(pairs: JudgedPairs) -> Judged:
    """The pairs of claims and of events that a ledger holds as judged, by the ids of their newest readings."""
    same, apart = (pairs.claims_same | pairs.events_same, pairs.claims_apart | pairs.events_apart)
    return Judged(_ids(same), _ids(apart))


def _ids(pairs: frozenset[tuple[tuple[str, str], tuple[str, str]]]) -> Pairs:
    """Pairs by ids alone: an id is made from its document, so that no two documents share one."""
    return frozenset((min(one, other), max(one, other)) for (_, one), (_, other) in pairs)
