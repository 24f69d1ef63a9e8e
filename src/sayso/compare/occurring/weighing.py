"""How likely two events are one: what is alike of them, weighed.

The weights were fitted on ECB+ train by `training/same_events.py`, with what is alike of pairs of marked events there;
they stand here in the order of `ALIKE`.
"""

import math
from collections.abc import Mapping
from typing import Final

from sayso.compare.gathering.alike import likeness
from sayso.compare.occurring.told import Happening
from sayso.lexicon.kin import kinship

# What is alike, in words; a figure each, mostly from 0 to 1.
ALIKE: Final = (
    "the same word",
    "the same word, and how rare",
    "the same word, in like sentences",
    "the same word, with like words near",
    "the same word, on like pages",
    "the same word, on one page",
    "words that begin alike",
    "words of one meaning",
    "words of one type of event",
    "kindred words",
    "kindred words, in like sentences",
    "kindred words, on like pages",
    "another word of them is the same",
    "like sentences",
    "like words near",
    "on like pages",
    "on one page",
    "in one sentence",
    "both tell that something is said",
    "both tell that something is said, with like words beside",
    "the same word, and how rare, on like pages",
    "the same word, and how rare, in like sentences",
    "rare words",
)
WEIGHTS: Final = (
    4.98, -0.08, 1.39, -0.97, 0.97, -0.59, 4.75, 2.65, 0.70, 4.79, -0.21, 4.16, 2.29, -0.48, 2.62, -0.34, 0.27, -1.45,
    -2.61, 2.78, 1.79, -0.39, 1.55,
)  # fmt: skip
BIAS: Final = -4.37
_TELLS: Final = 0.15  # what a reason must weigh to be told
_NEAREST: Final = 4  # letters at the beginning from which words begin alike


def alike(one: Happening, other: Happening) -> tuple[float, ...]:
    """What is alike of two events, in the order of `ALIKE`."""
    same = float(one.stem == other.stem)
    apart = 1.0 - same
    on_page = one.page.document == other.page.document
    in_sentence = float(on_page and one.sentence == other.sentence)
    around = 0.0 if in_sentence else cosine(one.around, other.around)
    near = 0.0 if in_sentence else cosine(one.near, other.near)
    pages = 1.0 if on_page else likeness(one.page, other.page)
    kin = apart * max(kinship(one.head, other.head) - 0.4, 0.0)
    rare = min(one.rare, 6.0) / 6.0
    telling = same * (one.telling and other.telling)
    return (
        same,
        same * rare,
        same * around,
        same * near,
        same * pages,
        same * on_page,
        apart * max(_begin(one.stem, other.stem) - _NEAREST + 1, 0) / 5.0,
        apart * bool(one.poles & other.poles),
        apart * bool(one.types & other.types),
        kin,
        kin * around,
        kin * pages,
        apart * bool(one.stems & other.stems),
        apart * around,
        apart * near,
        apart * pages,
        apart * on_page,
        in_sentence,
        telling,
        telling * _beside(one, other) * (1.0 - in_sentence),
        same * rare * pages,
        same * rare * around,
        apart * min(one.rare, other.rare) / 6.0,
    )


def _beside(one: Happening, other: Happening) -> float:
    """How like the words just before two events are, or those just behind: who says it stands there."""
    return max(cosine(one.before, other.before), cosine(one.behind, other.behind))


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Of two sets of weights of length 1."""
    small, large = sorted((one, other), key=len)
    return math.fsum(weight * large[key] for key, weight in small.items() if key in large)


def _begin(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def chance(one: Happening, other: Happening) -> float:
    """How likely two events are one, from 0 to 1, by what is alike of them."""
    figures = alike(one, other)
    return 1 / (
        1 + math.exp(-(math.fsum(weight * figure for weight, figure in zip(WEIGHTS, figures, strict=True)) + BIAS))
    )


def reasons(one: Happening, other: Happening) -> tuple[str, ...]:
    """What of two events speaks for their being one, what says most first."""
    figures = zip(ALIKE, WEIGHTS, alike(one, other), strict=True)
    told = sorted(
        ((weight * figure, name) for name, weight, figure in figures if weight * figure >= _TELLS), reverse=True
    )
    return tuple(name for _, name in told)
