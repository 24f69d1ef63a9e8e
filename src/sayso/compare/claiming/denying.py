"""Whether one claim denies in so many words what another says: a clause that says as a whole that something is not so,
and a sentence of the other that says just that.

That is another thing than words with opposites somewhere in two long claims: here what is denied must be said.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import mul
from typing import Final

from msgspec import Struct

from sayso.compare.claiming.stems import is_verb
from sayso.compare.claiming.sureness import nearness
from sayso.compare.claiming.told import Claim, Denied, Term
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.small import NEGATOR

_LIGHT: Final = 1.0  # words of less weight carry no denial: *had*, *been*, *said*
_LIKE: Final = 0.7  # a word of like meaning, beside the word itself
_NEAR: Final = 0.3  # the nearness in meaning that tells nothing yet
_ALIKE: Final = 0.5  # the nearness of two claims that are surely about one matter
_MOST: Final = 0.6  # the part of a clause that a head alone must be
_WILLED: Final = frozenset({"demand", "request", "propose", "intend", "promise", "order", "ask", "threaten", "predict"})
_NO_MATTER: Final = NEGATOR | {"nobody", "any", "anybody", "anyone", "anything", "ever"}
_MUCH: Final = 8.0  # the weight beyond which more tells no more
# How much of the clause is said, how much that is, that one speaks against himself, how near the two are in meaning.
# The weights are round ones, set by hand.
BIAS: Final = -2.5
WEIGHTS: Final = (2.5, 2.0, -1.5, 4.0)


class Denial(Struct, frozen=True):
    """What is denied, its words in order, and how sure it is that the other claim says it, from 0 to 1."""

    words: tuple[str, ...]
    score: float


class Meeting(Struct, frozen=True):
    """A term of a denied clause and one of the other claim that says the same, and what that is worth."""

    ours: Term
    theirs: Term
    worth: float


def denial(one: Claim, other: Claim) -> Denial | None:
    """The surest denial of either by the other; None where neither denies what the other says."""
    found = [*_denials(one, other), *_denials(other, one)]
    return max(found, key=lambda each: (each.score, each.words), default=None)


def _denials(one: Claim, other: Claim) -> Iterator[Denial]:
    """What of the second claim the first one denies."""
    if not one.denials or not _tells(one) or not _tells(other) or other.sign < 0:
        return
    near, same = nearness(one, other), not one.speakers.isdisjoint(other.speakers)
    sentences = _sentences(other)
    for each in one.denials:
        ours = _distinct(term for term in one.terms if term.clause == each.clause and _carries(term))
        whole = sum(term.weight for term in ours)
        for theirs in () if _denies_too(other, ours) else sentences:
            met = _met(ours, theirs)
            share = sum(pair.worth for pair in met) / whole if met else 0.0
            if _is_said(each, met, share, near):
                words = tuple(dict.fromkeys(pair.ours.words for pair in met))
                yield Denial(words, _score(share, share * whole, same, near))


def _score(share: float, worth: float, same: bool, near: float) -> float:
    signs = (share, min(worth / _MUCH, 1.0), float(same), max(near - _NEAR, 0.0))
    return 1 / (1 + math.exp(-BIAS - math.fsum(map(mul, WEIGHTS, signs))))


def _carries(term: Term) -> bool:
    """Whether a word of a denied clause belongs to what is denied."""
    return term.sentence >= 0 and term.weight >= _LIGHT and term.words.lower() not in _NO_MATTER


def _tells(claim: Claim) -> bool:
    """Whether a claim tells what is, rather than what ought to be or is asked."""
    return not claim.silent and not claim.asks and claim.act not in _WILLED


def _sentences(claim: Claim) -> list[tuple[Term, ...]]:
    """The terms of each sentence that tell what is, of those sentences that say that something was done."""
    aside = {*claim.unreal, *(each.clause for each in claim.denials)}
    found: defaultdict[int, list[Term]] = defaultdict(list)
    for term in claim.terms:
        if term.sentence >= 0 and term.clause not in aside:
            found[term.sentence].append(term)
    return [_distinct(terms) for terms in found.values() if any(term.says for term in terms)]


def _distinct(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms, each but once."""
    kept: dict[frozenset[str], Term] = {}
    for term in terms:
        kept.setdefault(term.keys, term)
    return tuple(kept.values())


def _met(ours: Iterable[Term], theirs: Iterable[Term]) -> list[Meeting]:
    """Terms with those that say the same, each of these but once."""
    found, left = [], list(theirs)
    for term in ours:
        best = max(left, key=lambda other: _worth(term, other), default=None)
        if best is not None and (worth := _worth(term, best)) > 0:
            left.remove(best)
            found.append(Meeting(term, best, worth))
    return found


def _worth(one: Term, other: Term) -> float:
    weight = min(one.weight, other.weight)
    if not one.keys.isdisjoint(other.keys):
        return weight
    like = any(pole in other.poles for pole in one.poles)
    return _LIKE * weight if like else 0.0


def _denies_too(other: Claim, ours: tuple[Term, ...]) -> bool:
    """Whether a claim itself says of what is denied that it is not so."""
    keys = {key for term in ours if term.sign < 0 and not term.actor for key in term.keys}
    return any(term.sign < 0 and not term.actor and not term.keys.isdisjoint(keys) for term in other.terms)


def _is_said(denied: Denied, met: Sequence[Meeting], share: float, near: float) -> bool:
    """Whether a sentence says just what a clause denies: its head and more beside it, and not only words that stand
    around it. Where all there is of it is denied, the head may suffice; where another word stands for it, more must be
    said beside it."""
    for pair in met:
        if pair.ours.sign < 0 < pair.theirs.sign and denied.head in pair.ours.keys:
            alone = denied.whole and (share >= _MOST or near >= _ALIKE)
            beside = sum(pair.ours.words.lower() not in each.ours.words.lower() for each in met)
            return beside >= (0 if alone else 1) if _alike(pair, denied) else beside >= 2
    return False


def _alike(pair: Meeting, denied: Denied) -> bool:
    """Whether one word is meant and both say what is done: *collects* is no *collection*."""
    ours, theirs = pair.ours.words.lower(), pair.theirs.words.lower()
    alike = denied.whole or is_verb(theirs) or not set(candidates(ours)).isdisjoint(candidates(theirs))
    return alike and not pair.ours.keys.isdisjoint(pair.theirs.keys)
