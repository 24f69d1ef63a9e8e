"""Fits what makes a conflict of two claims likely and prints the weights for `compare/claiming/sureness.py`:
python -m training.claims --shared ../shared

The cases are pairs of sentences of ECB+ train and made pairs. Two sentences of different pages that tell of the same
events are the same; a copy of one of them turned into its contrary (denied, negated, with an opposite word or another
number) conflicts with the other. Sentences of one topic that tell of other events are neither, turned or not.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.compare.claiming.clashing import clashes
from sayso.compare.claiming.making import Page, claim, page
from sayso.compare.claiming.stems import words_of
from sayso.compare.claiming.sureness import SIGNS, speaking
from sayso.compare.claiming.told import Claim
from sayso.compare.claiming.weighing import overlap
from sayso.compare.claims import relation
from sayso.parse.encoder import Encoder
from sayso.parse.vectors import vectors
from sayso.pipeline import read
from sayso.records import Attribution, Parse, Span
from training.claims_said import Made, made_pairs
from training.claims_turned import negated, opposed, recounted
from training.ecb import mentions
from training.ecb_texts import Told, texts
from training.same_events import fitted

Key = tuple[str, int]  # a document and a sentence of it
Kind = str  # same, apart

MADE: Final = 160  # made pairs
# What a pair counts: those apart that are not turned are what is usual.
WORTH: Final = {"same": 0.5, "apart": 3.0, "turned": 0.7, "conflicts": 1.0, "made": 0.4}
MOST: Final = {"same": 16, "apart": 24}  # pairs of a topic; so many again are turned
TELLING: Final = words_of("said says told say reported saying announced according")


class Case(Struct, frozen=True):
    """Two claims, whether they conflict, and what the pair counts."""

    one: Claim
    other: Claim
    conflicts: bool
    worth: float


class Claims:
    """Claims of texts, with their vectors."""

    def __init__(self) -> None:
        self._encoder = Encoder()
        self._parsed = cache(self._read)

    def _read(self, text: str) -> tuple[Page, Parse]:
        reading = read(text=text)
        return page(reading), self._encoder.parse(reading.document, reading.sentences)

    def of(self, text: str, span: Span, *, denied: bool = False) -> Claim:
        """The claim that a span of a text makes, or denies; what stands in it is what the reader reads there."""
        known, parse = self._parsed(text)
        said = Attribution(
            id=f"{parse.document.id} {span[0]} {denied}",
            source=(),
            cue=((0, 1),),
            content=(span,),
            act="deny" if denied else "state",
            score=1.0,
        )
        return claim(known, said, vectors(parse, [said]).attributions[0])


def paired(shared: Path) -> dict[tuple[Kind, str], list[tuple[Key, Key]]]:
    """The pairs of sentences of ECB+ train, by whether they tell the same and by topic: the same where they share two
    events and two thirds of those of either, apart where they share none, or one of many."""
    marked: defaultdict[Key, set[str]] = defaultdict(set)
    for row in mentions(shared, "train"):
        if row["tokens_str"].lower() not in TELLING:
            marked[row["doc_id"], row["sent_id"]].add(row["coref_chain"])
    found: defaultdict[tuple[Kind, str], list[tuple[Key, Key]]] = defaultdict(list)
    for one, other in combinations(sorted(marked), 2):
        topic = one[0].partition("_")[0]
        if topic == other[0].partition("_")[0] and one[0] != other[0]:
            both, least = len(marked[one] & marked[other]), min(len(marked[one]), len(marked[other]))
            if both >= 2 and both * 3 >= least * 2:
                found["same", topic].append((one, other))
            elif (not both and least >= 2) or (both == 1 and least >= 4):
                found["apart", topic].append((one, other))
    return found


def cases(shared: Path, made: Claims, chance: Random) -> Iterator[Case]:
    """All cases."""
    told = {each.name: each for each in texts(shared, "train")}
    for (kind, _), pairs in sorted(paired(shared).items()):
        chance.shuffle(pairs)
        for one, other in pairs[: MOST[kind]]:
            yield Case(_as_it_is(made, told, one), _as_it_is(made, told, other), False, WORTH[kind])
        for i, (one, other) in enumerate(pairs[-MOST[kind] :]):
            turned = _turned(made, told, other, i, chance)
            if turned is not None:
                conflicts = kind == "same"
                worth = WORTH["conflicts" if conflicts else "turned"]
                yield Case(_as_it_is(made, told, one), turned, conflicts, worth)
    for pair in made_pairs(MADE, chance):
        yield Case(_made(made, pair.one), _made(made, pair.other), pair.mark == "conflicting", WORTH["made"])


def _as_it_is(made: Claims, told: Mapping[str, Told], key: Key) -> Claim:
    return made.of(told[key[0]].text, told[key[0]].sentences[key[1]])


def _turned(made: Claims, told: Mapping[str, Told], key: Key, way: int, chance: Random) -> Claim | None:
    """The contrary of a sentence, in one of four ways by turns; None where that is not to be had."""
    text, (start, end) = told[key[0]].text, told[key[0]].sentences[key[1]]
    ways: tuple[Callable[[str], str | None], ...] = (
        negated,
        lambda words: opposed(words, chance),
        lambda words: recounted(words, chance),
    )
    if way % 4 == 3:
        return made.of(text, (start, end), denied=True)
    words = ways[way % 4](text[start:end])
    return None if words is None else made.of(text[:start] + words + text[end:], (start, start + len(words)))


def _made(made: Claims, said: Made) -> Claim:
    return made.of(said.text, (said.start, len(said.text) - 1), denied=said.denied)


def clashing(found: Iterator[Case]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """What speaks for a conflict in the cases that are told to be one, whether they are, and what each counts."""
    rows = []
    for case in found:
        shared = overlap(case.one, case.other)
        clash = clashes(case.one, case.other, shared)
        if clash.weight > 0 and relation(case.one, case.other).kind in ("conflicts", "unsure"):
            rows.append((speaking(case.one, case.other, shared, clash), case.conflicts, case.worth))
    figures, conflicts, worth = zip(*rows, strict=True)
    return np.array(figures), np.array(conflicts, float), np.array(worth)


def main() -> None:
    """Prints the weights, with the nearness in meaning and without, rounded as they ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    figures, conflicts, worth = clashing(cases(parser.parse_args().shared, Claims(), Random(7)))
    near = fitted(figures, conflicts, worth)
    without = fitted(figures * ([0.0] + [1.0] * (len(SIGNS) - 1)), conflicts, worth)
    for name, *weights in zip((*SIGNS, "BIAS"), near, without, strict=True):
        print(f"    {weights[0]:.2f}, {weights[1]:.2f},  # {name}")


if __name__ == "__main__":
    main()
