"""Those of whom it is said that there are none: *nobody has died*, *no civilians were hurt*."""

from collections.abc import Iterator
from typing import Final

from sayso.extract.figuring.counted import is_person
from sayso.extract.figuring.quantities import Quantity, lower
from sayso.extract.speaking.ground import listed
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.outcomes import fates
from sayso.parse.syntax import Syntax

_NOBODY: Final = frozenset({"nobody", "none"})
_LOST: Final = frozenset({"killed", "injured", "missing"})
# What may, should or will be is no count.
_OPEN: Final = listed("will would shall should must may might can could to if unless until whether ’ll 'll")
_HARMED: Final = "harm"  # of persons
_REACH: Final = 5  # words between those of whom it is said and what did not become of them


def none_of(s: Syntax) -> Iterator[Quantity]:
    """Where a page says outright that nobody was killed, hurt or lost, as the number 0."""
    for i in range(len(s.words)):
        last = _last(s, i)
        if last is not None and _lost(s, last):
            end = last if s.lower(i) == "no" and s.lower(last) == "one" else i
            yield Quantity(first=i, last=end, bare=i, end=end, value=0.0, low=0.0, high=0.0)


def _last(s: Syntax, i: int) -> int | None:
    """The last word of *nobody*, *no one*, *no soldiers*, that begins at word i."""
    n = s.words[i].sentence
    if s.lower(i) in _NOBODY:
        return i
    if s.lower(i) != "no":
        return None
    if lower(s, i + 1, n) == "one":
        return i + 1
    return next((k for k in (i + 1, i + 2) if is_person(lower(s, k, n) or "-")), None)


def _lost(s: Syntax, last: int) -> bool:
    """Whether a verb of death or injury in the past or the perfect stands right behind."""
    n, passive = s.words[last].sentence, False
    if last and s.words[last - 1].sentence == n and _OPEN & {s.lower(k) for k in range(s.sentence(last)[0], last)}:
        return False
    for k in range(last + 1, min(last + 1 + _REACH, len(s.words))):
        word = lower(s, k, n)
        if not word or word in _OPEN:
            return False
        passive = passive or word in ("was", "were", "been", "got", "is", "are", "being")
        if s.words[k].pos in ("VERB", "ADJ"):
            told = [fate for fate in fates(word, "verb") if fate.outcome in _LOST or _HARMED in candidates(word)]
            adjective = any(fate.outcome in _LOST for fate in fates(word, "adjective"))
            return any(passive or fate.role == "subject" for fate in told) or (passive and adjective)
        if s.words[k].pos not in ("AUX", "ADV") and word not in ("has", "have", "had", "been"):
            return False
    return False
