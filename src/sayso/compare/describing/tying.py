"""Claims put together: how each two actors are told to stand, and where voices differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sayso.compare.describing.told import Basis, Claim, Difference, Side, Tie, Voice
from sayso.compare.describing.weighing import ACTS, together
from sayso.records import Span

LEAST: Final = 0.2  # what weighs less says nothing of two actors
SPOKEN: Final = frozenset({"ACCUSE", "THREATEN", "REJECT", *ACTS})  # by what is said, not done
Pair = tuple[str, str]


def by_pair(claims: Iterable[Claim]) -> dict[Pair, tuple[Claim, ...]]:
    """Claims by the two whom they tell of, in the order of their ids; what one voice tells in the same words, or in
    words that overlap, once."""
    found: defaultdict[Pair, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[min(claim.one, claim.other), max(claim.one, claim.other)].append(claim)
    return {pair: _once(found[pair]) for pair in sorted(found)}


def _once(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    kept: list[Claim] = []
    words: set[object] = set()
    spans: defaultdict[object, list[Span]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (-claim.weight, claim.basis.document, claim.basis.span)):
        way = (claim.sign, claim.denied, claim.basis.voice)
        said, near = (*way, claim.basis.words.casefold()), spans[(*way, claim.basis.document)]
        start, end = claim.basis.span
        if said not in words and not any(start < other[1] and other[0] < end for other in near):
            kept.append(claim)
            words.add(said)
            near.append(claim.basis.span)
    return tuple(sorted(kept, key=lambda claim: (claim.basis.document, claim.basis.span)))


def ties(pairs: Mapping[Pair, Sequence[Claim]]) -> tuple[Tie, ...]:
    """The ties of pairs that are told friendly or hostile with some weight, the heaviest first."""
    found = (_tie(pair, tuple(claims)) for pair, claims in pairs.items())
    return tuple(
        sorted((tie for tie in found if tie.weight >= LEAST), key=lambda tie: (-tie.weight, tie.one, tie.other))
    )


def _tie(pair: Pair, claims: tuple[Claim, ...]) -> Tie:
    friendly, hostile = _weight(claims, 1), _weight(claims, -1)
    own = [claim for claim in claims if claim.basis.voice.page]
    net = _weight(own, 1) - _weight(own, -1) or friendly - hostile
    return Tie(*pair, 1 if net > 0 else -1, round(abs(net), 2), round(friendly, 2), round(hostile, 2), claims)


def _weight(claims: Iterable[Claim], sign: int) -> float:
    weights: defaultdict[Voice, list[float]] = defaultdict(list)
    for claim in claims:
        if claim.sign == sign:
            weights[claim.basis.voice].append(claim.weight)
    return sum(map(together, weights.values()))


def differences(pairs: Mapping[Pair, Sequence[Claim]]) -> tuple[Difference, ...]:
    """Where voices tell differently of two actors: first where they contradict each other, then what speakers alone
    tell; of both first what more voices tell."""
    found = [one for pair, claims in pairs.items() if (one := _difference(pair, claims)) is not None]
    return tuple(sorted(found, key=lambda one: (not one.contrary, -sum(side.count for side in one.sides))))


def _difference(pair: Pair, claims: Sequence[Claim]) -> Difference | None:
    sides = tuple(_sides(claims))
    signs = {side.sign for side in sides}
    if all(side.voice.page for side in sides) or not signs - {0}:
        return None
    if len(signs) > 1:
        return Difference(*pair, True, sides)
    alone = tuple(_sides([claim for claim in claims if _alone(claim, claims)]))
    return Difference(*pair, False, alone) if alone else None


def _alone(claim: Claim, claims: Iterable[Claim]) -> bool:
    """Whether a speaker tells what the page does not tell in its own voice: that somebody accuses another of a deed
    does not tell the deed."""
    return not claim.basis.voice.page and not any(
        other.basis.voice.page
        and (other.one, other.sign) == (claim.one, claim.sign)
        and (other.basis.said in SPOKEN) <= (claim.basis.said in SPOKEN)
        for other in claims
    )


def _sides(claims: Sequence[Claim]) -> Iterator[Side]:
    """The side of each voice, the page's first: what it mostly tells, or that it denies it."""
    voices: defaultdict[Voice, list[Claim]] = defaultdict(list)
    for claim in claims:
        voices[claim.basis.voice].append(claim)
    for voice in sorted(voices, key=lambda voice: (not voice.page, voice.name)):
        net = _weight(voices[voice], 1) - _weight(voices[voice], -1)
        told = [claim for claim in voices[voice] if (claim.sign * net > 0 if net else claim.denied)]
        if told:
            yield Side(voice, (net > 0) - (net < 0), len(told), bases(told))


def bases(claims: Iterable[Claim]) -> tuple[Basis, ...]:
    """What claims rest on, each once, in the order of the pages."""
    return tuple(sorted({claim.basis for claim in claims}, key=lambda basis: (basis.document, basis.span, basis.said)))
