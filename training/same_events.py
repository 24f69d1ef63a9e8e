"""Fits the weights of same events on ECB+ train and prints them for `compare/occurring/weighing.py`:
python -m training.same_events --shared ../shared

Every pair of marked events of one subtopic is a case: one event or two. Logistic regression by Newton's method, the
weights held small.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.compare.occurring.weighing import ALIKE, alike
from training.ecb import Marked, load

HELD: Final = 1.0  # how strongly weights are held small
STEPS: Final = 30

Numbers = NDArray[np.float64]


def pairs(events: Iterable[Marked]) -> Iterator[tuple[Marked, Marked]]:
    """The pairs of events of each subtopic."""
    parts: defaultdict[str, list[Marked]] = defaultdict(list)
    for each in events:
        parts[each.subtopic].append(each)
    for part in parts.values():
        yield from combinations(part, 2)


def fitted(figures: Numbers, one: Numbers, worth: Numbers | None = None) -> Numbers:
    """The weights, the bias last: `figures` is cases by what is alike, `one` 1 where the two are one event, else 0;
    `worth` is what each case counts, 1 where it is not given."""
    worth = np.ones(len(one)) if worth is None else worth
    cases = np.hstack([figures, np.ones((len(figures), 1))])
    held = np.diag([HELD] * figures.shape[1] + [0.0])
    weights = np.zeros(cases.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(cases @ weights)))
        slope = cases.T @ (worth * (chance - one)) + held @ weights
        bend = (cases * (worth * chance * (1 - chance))[:, None]).T @ cases + held
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Prints the weights, rounded as they ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    cases = list(pairs(load(parser.parse_args().shared, "train")))
    figures = np.array([alike(one.event, other.event) for one, other in cases])
    weights = fitted(figures, np.array([float(one.chain == other.chain) for one, other in cases]))
    for name, weight in zip((*ALIKE, "BIAS"), weights, strict=True):
        print(f"    {weight:.2f},  # {name}")


if __name__ == "__main__":
    main()
