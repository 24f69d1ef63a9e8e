"""How much words of a kind say about who stands with whom: an armed attack more than a criticism."""

from collections.abc import Iterable, Mapping
from typing import Final

from sayso.records import Act, Event, EventStatus, EventType, StanceKind

Sign = tuple[int, float]  # 1 or -1, and the weight from 0 to 1

STANCES: Final[Mapping[StanceKind, Sign]] = {
    "ally": (1, 1.0),
    "same_as": (1, 1.0),
    "part_of": (1, 1.0),
    "commands": (1, 1.0),
    "supports": (1, 0.9),
    "negotiates": (1, 0.15),
    "hostile": (-1, 1.0),
    "opposes": (-1, 0.7),
    "violates": (-1, 0.5),
}
EVENTS: Final[Mapping[EventType, Sign]] = {
    "AID": (1, 0.8),
    "COOPERATE": (1, 0.7),
    "SUPPORT": (1, 0.6),
    "AGREE": (1, 0.4),
    "ASSAULT": (-1, 1.0),
    "COERCE": (-1, 0.8),
    "THREATEN": (-1, 0.7),
    "SANCTION": (-1, 0.6),
    "ACCUSE": (-1, 0.5),
    "PROTEST": (-1, 0.5),
    "REJECT": (-1, 0.4),
}
ACTS: Final[Mapping[Act, Sign]] = {
    "praise": (1, 0.5),
    "threaten": (-1, 0.7),
    "accuse": (-1, 0.5),
    "condemn": (-1, 0.5),
}
TOGETHER: Final = 0.4  # what it weighs of two that they do something to a third together
TOLD_OF: Final = 0.4  # what it weighs against somebody that a party tells of his attacks
IN_SERVICE: Final = 0.6  # what an attack on somebody weighs for those in whose service he is
WRONGED: Final[Sign] = (1, 0.5)  # who condemns what wrongs another is for him
TO_GO: Final[Sign] = (-1, 0.5)  # who demands of another that he goes
WANTED: Final = 0.7  # what a deed weighs that is only asked for, of what it does where it is done
NAMED: Final = 0.5  # what praise weighs that is told by a verb of naming (*called it …*)
MUTUAL: Final = frozenset({"COOPERATE", "AGREE"})  # those who do it together do it with each other
STATUSES: Final[Mapping[EventStatus, float]] = {
    "happened": 1.0,
    "ongoing": 1.0,
    "planned": 0.6,
    "threatened": 0.6,
    "possible": 0.4,
    "hypothetical": 0.1,
    "denied": 0.0,
}
HEDGED: Final = 0.7
TURNED: Final = 0.6  # what it weighs not to praise, or not to condemn, of what the contrary does
ASKED: Final = 0.1  # what a question tells: by itself too little for a tie
_AGAIN: Final = 0.5  # what each further thing of one voice counts, of what the one before did


def of_event(event: Event) -> float:
    """How much an event counts of what its type weighs: what has not happened, or is read less surely, counts less."""
    refused = event.type == "REJECT" and event.attribution is not None  # to deny is what is told there
    status = "happened" if refused and event.status == "denied" else event.status
    return (0.0 if event.negated else STATUSES[status]) * (1 + event.score) / 2


def together(weights: Iterable[float]) -> float:
    """The weight of all that one voice tells: the heaviest in full, each further one by half as much as the one before,
    so that saying a thing often wins over saying it once, but never over two who say it."""
    return sum(weight * _AGAIN**i for i, weight in enumerate(sorted(weights, reverse=True)))
