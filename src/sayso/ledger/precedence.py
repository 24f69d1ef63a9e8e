"""Which judgement came before which, whatever their numbers: merged ledgers number the same ones differently."""

from collections.abc import Iterable
from typing import Any

from sayso.records import Judgement

Precedence = tuple[Any, ...]


def in_order(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Judgements as they were made, one after the other."""
    every = tuple(judgements)
    by_id = {each.id: each for each in every}

    def place(each: Judgement) -> tuple[Precedence, Precedence, int]:
        back = None if each.retracts is None else by_id.get(each.retracts)
        return precedence(each), () if back is None else precedence(back), each.id

    return tuple(sorted(every, key=place))


def precedence(judgement: Judgement) -> Precedence:
    """The place of a judgement among all: its time, its turn among those of a ledger at that time, and then its words,
    so that several ledgers agree. Nothing in it is a number of one ledger alone."""
    told = (judgement.document, judgement.words, judgement.value, judgement.other, judgement.note, judgement.judge)
    return (
        judgement.time,
        judgement.turn,
        judgement.kind,
        *(each or "" for each in told),
        -1 if judgement.occurrence is None else judgement.occurrence,
        judgement.names,
        judgement.parts,
    )
