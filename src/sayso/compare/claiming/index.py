"""Which claims may have to do with one: those of other pages that share enough of what tells, found without looking at
all."""

from collections import defaultdict
from typing import Final

from sayso.compare.claiming.told import Claim

TELLS: Final = 1.9  # the least weight of a word that is looked up: one in about six texts has a commoner one
ENOUGH: Final = 3.8  # the weight that two claims must share
DENIES: Final = 1.9  # and where one of them denies something: what is denied may be a word


class Index:
    """Claims by their words and actors. What it finds for a claim follows from the claims in it, in whatever order they
    came."""

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}
        self._having: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def add(self, claim: Claim) -> None:
        """Takes a claim in; one that is there already changes nothing."""
        if claim.attribution not in self._claims:
            self._claims[claim.attribution] = claim
            for key, weight in _weights(claim).items():
                self._having[key][claim.attribution] = weight

    def near(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims of other pages that share enough with one, by their ids in order."""
        shared: defaultdict[str, float] = defaultdict(float)
        for key, weight in _weights(claim).items():
            for other, its in self._having.get(key, {}).items():
                shared[other] += min(weight, its)
        found = ((self._claims[id], weight) for id, weight in sorted(shared.items()))
        enough = (other for other, weight in found if weight >= least(claim, other))
        return tuple(other for other in enough if other.document != claim.document)


def least(one: Claim, other: Claim) -> float:
    """The least weight that two claims must share to be looked at."""
    return DENIES if one.denials or other.denials else ENOUGH


def _weights(claim: Claim) -> dict[str, float]:
    """The weights of a claim's words; of an actor, each name stands for all of it, and joined ids alone would miss what
    is not joined yet."""
    return {key: term.weight for term in claim.terms if term.weight >= TELLS for key in term.keys}
