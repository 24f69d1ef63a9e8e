"""What follows for all pairs from those that persons judged: how much is asked for before two pages, claims or events
are taken for the same.

A limit is moved in steps, and never far: to where the fewest judged pairs come out otherwise than they were judged,
those judged the same and those judged apart counting alike however many there are of either. Each step must pay for
itself by one pair in twenty-five of either kind. With fewer than `ENOUGH` of either kind nothing is learned. A limit
follows from the pairs alone, whatever their order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sayso.compare.claims import USUAL, Claim, Joined, Limits, claims, relation
from sayso.compare.events import SAME, Happening, happenings, same_event
from sayso.compare.stories import STORY, Signs, likeness, signs
from sayso.ledger.judged_pairs import JudgedPairs
from sayso.records import Reading

ENOUGH: Final = 8  # judged pairs of either kind
STEPS: Final = 5  # by which a limit is moved at most, to either side
STORY_STEP: Final = 0.015
EVENT_STEP: Final = 0.04
CLAIM_STEP: Final = 0.2
_COST: Final = 25  # a step costs as much as one pair in so many of either kind that comes out wrong

T = TypeVar("T")
Pair = tuple[T, T]
Of = Callable[[str], Reading]


class Learned(Struct, frozen=True):
    """The limits that follow from judgements: how alike the pages of a story are on average, what counts for claims,
    the least chance of the events of a group."""

    story: float = STORY
    claims: Limits = USUAL
    event: float = SAME


def learned(pairs: JudgedPairs, reading: Of, joined: Joined = str) -> Learned:
    """What follows from judged pairs. `reading` gives the newest reading of a document by its id, `joined` the id that
    means an actor over pages; only readings of what is enough to learn from are asked for."""
    pages = _kept(lambda document: {"": signs(reading(document))})
    said = _kept(lambda document: {each.attribution: each for each in claims(reading(document), joined)})
    done = _kept(lambda document: {each.id: each for each in happenings(reading(document), joined)})
    stories = ((((one, ""), (other, "")) for one, other in told) for told in (pairs.stories_same, pairs.stories_apart))
    return Learned(
        learned_story(*(_found(told, pages) for told in _enough(*stories))),
        learned_claims(*(_found(told, said) for told in _enough(pairs.claims_same, pairs.claims_apart))),
        learned_event(*(_found(told, done) for told in _enough(pairs.events_same, pairs.events_apart))),
    )


def learned_story(same: Iterable[Pair[Signs]], apart: Iterable[Pair[Signs]]) -> float:
    """How alike the pages of a story are on average, by pairs of pages that were judged."""
    steps = moved(
        [likeness(*pair) for pair in same],
        [likeness(*pair) for pair in apart],
        lambda score, by: score >= STORY + by * STORY_STEP,
    )
    return round(STORY + steps * STORY_STEP, 4)


def learned_event(same: Iterable[Pair[Happening]], apart: Iterable[Pair[Happening]]) -> float:
    """The least chance of the events of a group, by pairs of events that were judged."""
    steps = moved(
        [same_event(*pair).score for pair in same],
        [same_event(*pair).score for pair in apart],
        lambda score, by: score >= SAME + by * EVENT_STEP,
    )
    return round(SAME + steps * EVENT_STEP, 4)


def learned_claims(same: Iterable[Pair[Claim]], apart: Iterable[Pair[Claim]]) -> Limits:
    """What counts for claims, by pairs of claims that were judged: more or less is asked for of *same*."""
    steps = moved(same, apart, lambda pair, by: relation(*pair, _asking(by)).kind == "same")
    return _asking(steps)


def _asking(steps: int) -> Limits:
    """Limits that ask for so many steps more before two claims are the same."""
    return replace(USUAL, same=USUAL.same - steps * CLAIM_STEP) if steps else USUAL


def moved(same: Iterable[T], apart: Iterable[T], says: Callable[[T, int], bool]) -> int:
    """By how many steps a limit is moved: `says` tells whether a pair counts as the same by a limit so many steps
    higher. Of limits that do as well, the one that is moved least, and of two of these the higher one."""
    same, apart = list(same), list(apart)
    if min(len(same), len(apart)) < ENOUGH:
        return 0

    def cost(steps: int) -> int:
        lost = sum(not says(each, steps) for each in same) * len(apart)
        mixed = sum(says(each, steps) for each in apart) * len(same)
        return _COST * (lost + mixed) + abs(steps) * len(same) * len(apart)

    return min(sorted(range(-STEPS, STEPS + 1), key=lambda steps: (abs(steps), -steps)), key=cost)


def _enough(same: Iterable[T], apart: Iterable[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Both, or nothing of either where one of them is too little to learn from."""
    both = tuple(same), tuple(apart)
    return both if min(map(len, both)) >= ENOUGH else ((), ())


def _found(
    pairs: Iterable[tuple[tuple[str, str], tuple[str, str]]], of: Callable[[str], Mapping[str, T]]
) -> Iterator[Pair[T]]:
    """The things that pairs of document and id mean, those left out that are not there."""
    for (document, one), (other_document, other) in sorted(pairs):
        there, here = of(document).get(one), of(other_document).get(other)
        if there is not None and here is not None:
            yield there, here


def _kept(of: Callable[[str], Mapping[str, T]]) -> Callable[[str], Mapping[str, T]]:
    """The same, each asked for but once."""
    known: dict[str, Mapping[str, T]] = {}

    def found(document: str) -> Mapping[str, T]:
        if document not in known:
            known[document] = of(document)
        return known[document]

    return found
