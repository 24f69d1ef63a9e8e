"""How far the words of one claim stand in another, and whether there they say the same or the opposite."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.compare.claiming.told import Claim, Term
from sayso.lexicon.opposites import Pole, one_sided

_BY_POLE: Final = 0.7  # a word of like or opposite meaning, beside the word itself


class Met(Struct, frozen=True):
    """Two terms that meet: `worth` is the weight that they share, `agree` 1 where both say the same of it, -1 where one
    says the opposite, 0 for what is only named."""

    one: Term
    other: Term
    worth: float
    agree: int
    pole: Pole | None = None


class Overlap(Struct, frozen=True):
    """What two claims share, seen from the one of which more stands in the other. `share` is that part of its weight,
    `agree`, `oppose` and `named` the weights that meet; `run` is the longest row of words that both have."""

    met: tuple[Met, ...]
    share: float
    total: float
    agree: float
    oppose: float
    named: float
    run: int


def overlap(one: Claim, other: Claim) -> Overlap:
    """The overlap of two claims. Of claims of one weight the first is taken for the shorter."""
    there, back = _seen(one.terms, other.terms), _seen(other.terms, one.terms)
    least = min(there, back, key=lambda side: (_weight(side[1]), [term.words for term in side[1]]))
    met, terms = least
    total = _weight(terms)
    return Overlap(
        met=met,
        share=sum(each.worth for each in met) / total if total else 0.0,
        total=total,
        agree=sum(each.worth for each in met if each.agree > 0),
        oppose=sum(each.worth for each in met if each.agree < 0),
        named=sum(each.worth for each in met if each.agree == 0),
        run=longest_run(one.run, other.run),
    )


def _seen(terms: Sequence[Term], others: Sequence[Term]) -> tuple[tuple[Met, ...], tuple[Term, ...]]:
    """The terms of one side that meet one of the other, each but once, and all terms of the side."""
    distinct = _distinct(terms)
    found = [each for term in distinct if (each := _best(term, others)) is not None]
    if any(_both_deny(each) for each in found):
        found = [replace(each, agree=0) if each.agree < 0 and each.pole is None else each for each in found]
    return tuple(found), distinct


def _both_deny(met: Met) -> bool:
    """Whether both claims negate what is said. How far a negation reaches is only guessed: of two that deny the same,
    *the raid killed nobody* and *nobody was killed in the raid*, the raid is no matter of dispute."""
    return met.agree > 0 and met.one.says and met.one.sign < 0 and met.other.sign < 0


def _distinct(terms: Sequence[Term]) -> tuple[Term, ...]:
    kept: dict[tuple[frozenset[str], tuple[Pole, ...]], Term] = {}
    for term in terms:
        kept.setdefault((term.keys, term.poles), term)
    return tuple(kept.values())


def _weight(terms: Iterable[Term]) -> float:
    return sum(term.weight for term in terms)


def _best(term: Term, others: Sequence[Term]) -> Met | None:
    """The term of the other side that is worth most; of equals one that agrees, so that a word said twice, with and
    without *not*, makes no quarrel."""
    found = [met for other in others if (met := _meet(term, other)) is not None]
    return max(found, key=lambda met: (met.worth, met.agree)) if found else None


def _meet(one: Term, other: Term) -> Met | None:
    weight = min(one.weight, other.weight)
    if not one.keys.isdisjoint(other.keys):
        agree = 0 if one.actor or other.actor or one.words[0].isdigit() else one.sign * other.sign
        return Met(one, other, weight, agree)
    for pole in one.poles:
        for against in other.poles:
            if pole.matter == against.matter:
                sides = pole.side * against.side * one.sign * other.sign
                sides = max(sides, 0) if pole.matter in one_sided() else sides
                return Met(one, other, weight * _BY_POLE, sides, pole)
    return None


def longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words in a row both have."""
    best = 0
    before: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for j, word in enumerate(other):
        places.setdefault(word, []).append(j)
    for word in one:
        now = {j: before.get(j - 1, 0) + 1 for j in places.get(word, ())}
        best = max(best, *now.values()) if now else best
        before = now
    return best
