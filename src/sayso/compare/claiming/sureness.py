"""How likely two claims that seem to contradict each other do: they must be about one matter.

Of two claims of one story drawn by chance, one in ten has a word that the other negates or whose opposite stands in the
other, and few of those conflict. The weights were fitted by `training/claims.py`, once with the likeness of the two
vectors and once without; they stand here in the order of `SIGNS`.
"""

import math
from operator import mul
from typing import Final

from sayso.compare.claiming.clashing import Clash
from sayso.compare.claiming.told import Claim
from sayso.compare.claiming.weighing import Overlap
from sayso.vectors import cosine

# What speaks for it, in words; a figure each, from 0 to 1.
SIGNS: Final = (
    "how near they are in meaning",
    "how many words of theirs meet",
    "a word that says something is negated in one of them",
    "opposite words",
    "one denies what the other says",
    "another number",
    "another doer, or a deed that did not come about",
    "words in a row",
)
NEAR: Final = 0.3  # the nearness that tells nothing yet
BIAS: Final = -3.20
WEIGHTS: Final = (2.27, 1.51, 1.48, 1.37, 2.81, -0.84, 0.17, 1.53)
BIAS_WITHOUT: Final = -2.90
WEIGHTS_WITHOUT: Final = (0.0, 1.87, 1.72, 1.58, 2.99, -0.69, 0.18, 1.75)
ASIDE: Final = 0.4  # what is left where two claims may reach past each other
_WILLED: Final = frozenset({"demand", "request", "propose", "intend", "promise", "order"})


def sureness(one: Claim, other: Claim, shared: Overlap, clash: Clash) -> float:
    """How likely two claims of one story that clash do conflict, from 0 to 1."""
    left = ASIDE if past_each_other(one, other) else 1.0
    known = bool(one.vector and other.vector)
    bias, weights = (BIAS, WEIGHTS) if known else (BIAS_WITHOUT, WEIGHTS_WITHOUT)
    return left / (1 + math.exp(-bias - math.fsum(map(mul, weights, speaking(one, other, shared, clash)))))


def past_each_other(one: Claim, other: Claim) -> bool:
    """Whether two claims whose cues turn one of them round need not contradict for all that: a demand and the refusal
    to comply (what ought to be, and what will be), or a *denied* before a thing of which nothing is said."""
    if one.sign == other.sign:
        return False
    turned = one if one.sign < 0 else other
    return (one.act in _WILLED) != (other.act in _WILLED) or not any(t.says and t.sentence >= 0 for t in turned.terms)


def is_guessed(one: Claim, other: Claim, shared: Overlap, clash: Clash) -> bool:
    """Whether only a guess has two claims contradict: a denial of something else than the other says, or more words
    under a negation whose reach is guessed than with opposites. Of such pairs of one story hardly one in ten does."""
    if one.sign != other.sign:
        return True
    against = [met for met in shared.met if met.agree < 0]
    opposed = sum(met.worth for met in against if met.pole is not None)
    return opposed <= sum(met.worth for met in against if met.pole is None) and not (clash.counted or clash.done)


def speaking(one: Claim, other: Claim, shared: Overlap, clash: Clash) -> tuple[float, ...]:
    """What speaks for a conflict, in the order of `SIGNS`."""
    total = shared.total or 1.0
    words = [met for met in shared.met if met.pole is None]
    common = sum(met.worth for met in words) / total
    turned = sum(met.worth for met in words if met.agree < 0 and (met.one.says or met.other.says))
    opposed = sum(met.worth for met in shared.met if met.agree < 0 and met.pole is not None)
    return (
        max(nearness(one, other) - NEAR, 0.0),
        min(sum(met.agree != 0 for met in words), 5) / 5,
        min(turned / 6, 1.0) * common,
        min(opposed / 4, 1.0) * common,
        common * (one.sign != other.sign),
        float(clash.counted),
        float(clash.done),
        min(shared.run, 12) / 12,
    )


def nearness(one: Claim, other: Claim) -> float:
    """How near two claims are in meaning, from -1 to 1; 0 where either has no vector."""
    return cosine(one.vector, other.vector) if one.vector and other.vector else 0.0
