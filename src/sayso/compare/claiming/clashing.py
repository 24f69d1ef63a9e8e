"""What of two claims cannot be held together: opposite words, a denial, another number, another doer."""

from collections.abc import Iterator

from msgspec import Struct

from sayso.compare.claiming.told import Claim, Counted, Deed
from sayso.compare.claiming.weighing import Met, Overlap

_FIGURE, _DOER, _DENIED = 8.0, 8.0, 8.0  # what another number, another doer, a deed denied weigh
_OPPOSITE, _NOUN = 3.0, 0.3  # times what opposite words weigh, and a word that is neither verb nor at a pole
_DOUBT = 1.0  # what always speaks against a contradiction, so that one of little weight is no whole one
_OTHERWISE = 1.15  # numbers within this ratio are one rounded
_HARM = frozenset({"ASSAULT", "COERCE"})  # of these it matters who did it


class Clash(Struct, frozen=True):
    """What contradicts: its weight, its part of all that meets, and the reasons; whether numbers do (`counted`), and
    what is said to have been done, and by whom (`done`)."""

    weight: float
    part: float
    reasons: tuple[str, ...]
    counted: bool = False
    done: bool = False


def clashes(one: Claim, other: Claim, shared: Overlap) -> Clash:
    """What of two claims contradicts."""
    counted, done = list(_figures(one, other)), list(_deeds(one, other))
    found = [*counted, *done]
    weight = sum(each for each, _ in found) + sum(_worth(met) for met in shared.met if met.agree < 0)
    whole = weight + sum(_worth(met) for met in shared.met if met.agree > 0)
    reasons = (*(reason for _, reason in found), *_words(one, other, shared))
    return Clash(weight, weight / (whole + _DOUBT), tuple(dict.fromkeys(reasons)), bool(counted), bool(done))


def _worth(met: Met) -> float:
    """What words that meet say for or against: what is said of something says much, what it is said of little, and
    opposite words more than a *not* whose reach is only guessed."""
    if met.agree < 0 and met.pole is not None:
        return _OPPOSITE * met.worth
    return met.worth if met.one.says or met.other.says else _NOUN * met.worth


def _words(one: Claim, other: Claim, shared: Overlap) -> Iterator[str]:
    if one.sign != other.sign:
        yield "one denies what the other says"
    for met in sorted(shared.met, key=lambda met: (-met.worth, met.one.words)):
        if met.agree < 0:
            yield _opposed(met)


def _opposed(met: Met) -> str:
    words = sorted((met.one.words, met.other.words), key=str.lower)
    if met.pole is None:
        return f"only one of them negates {words[0]}"
    turned = " under a negation" if met.one.sign * met.other.sign < 0 else ""
    return f"{words[0]} against {words[1]}{turned} ({met.pole.matter})"


def _figures(one: Claim, other: Claim) -> Iterator[tuple[float, str]]:
    for ours in one.counted:
        same = [theirs for theirs in other.counted if ours.of & theirs.of]
        if same and not any(_agree(ours, theirs) for theirs in same):
            words = sorted((ours.words, same[0].words))
            yield _FIGURE, f"{words[0]} against {words[1]} ({', '.join(sorted(ours.of & same[0].of))})"


def _agree(ours: Counted, theirs: Counted) -> bool:
    low, high = max(ours.low, theirs.low), min(_high(ours), _high(theirs))
    return low <= high * _OTHERWISE


def _high(counted: Counted) -> float:
    return float("inf") if counted.high is None else counted.high


def _deeds(one: Claim, other: Claim) -> Iterator[tuple[float, str]]:
    for ours in one.deeds:
        for theirs in other.deeds:
            if ours.type == theirs.type and _of_one(ours, theirs):
                words = " and ".join(sorted({ours.words, theirs.words}))
                if (ours.denied != (one.sign < 0)) != (theirs.denied != (other.sign < 0)):
                    yield _DENIED, f"only one of them says that it came to {words}"
                elif ours.type in _HARM and ours.actors and theirs.actors and ours.actors.isdisjoint(theirs.actors):
                    yield _DOER, f"another is said to have done it: {words}"


def _of_one(ours: Deed, theirs: Deed) -> bool:
    """Whether two deeds of one type are done to the same or at the same place, as far as both tell."""
    return not (ours.targets.isdisjoint(theirs.targets) and ours.where.isdisjoint(theirs.where))
