"""Numbers that count nothing: money, dates, years, ages, times, distances, names with numbers, scores, changes."""

import re
from typing import Final

from sayso.extract.figuring.counted import Counted
from sayso.extract.figuring.quantities import Quantity, joined, lower
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.measures import (
    CHANGES,
    CURRENCY,
    DISTANT,
    IN_YEAR,
    LENGTH,
    MEASURES,
    MONTHS,
    NO_THINGS,
    NUMBERED,
    RATES,
    SCORED,
    SCORING,
    SIGNS,
    STREETS,
    TIME,
    WEALTH,
)
from sayso.lexicon.numbers import ORDINALS, UNITS
from sayso.parse.syntax import Syntax

_EVERY: Final = frozenset({"per", "every", "each"})
_YEARS: Final = range(1000, 2101)
_LONGEST: Final = 1e12
_STEP: Final = 6  # words before *by seven* among which the change is told


def excluded(s: Syntax, q: Quantity, found: Counted) -> bool:
    """Whether a number counts no things."""
    return (
        _is_money(s, q, found)
        or _is_name(s, q, found)
        or _is_when(s, q, found)
        or _is_measure(s, q, found)
        or _is_change(s, q, found)
        or _is_aside(s, q)
        or _is_score(s, q, found)
        or _is_pronoun(s, q)
        or (q.low or q.high or 0.0) > _LONGEST
    )


def unit_of(s: Syntax, q: Quantity) -> tuple[str, int] | None:
    """The measure behind a number and its last word: 40 *tons* of flour, 300 *square kilometers*."""
    n = s.words[q.first].sentence
    k = q.last + 1
    if not MEASURES.intersection(candidates(lower(s, k, n) or "-")):
        return None
    last = k
    if lower(s, k, n) in ("square", "cubic", "metric", "sq"):
        if not MEASURES.union(LENGTH).intersection(candidates(lower(s, k + 1, n) or "-")):
            return None
        last = k + 1
    return s.text[s.words[k].span[0] : s.words[last].span[1]], last


def _around(s: Syntax, q: Quantity) -> tuple[str, str, int]:
    """The words right before and after a number, in lower case, and the sentence."""
    n = s.words[q.first].sentence
    return lower(s, q.bare - 1, n), lower(s, q.last + 1, n), n


def _lemma(word: str, known: frozenset[str]) -> bool:
    return bool(word) and not known.isdisjoint(candidates(word))


def _is_money(s: Syntax, q: Quantity, found: Counted) -> bool:
    before, after, n = _around(s, q)
    priced = before in ("worth", "cost", "costs", "costing") and not found.named
    if priced or before in SIGNS or after in ("$", "€", "£"):
        return True
    behind = (after, lower(s, q.last + 2, n) if joined(s, q.last + 1) else "", lower(s, q.last + 2, n))
    nationality = behind[2] if s.words[min(q.last + 1, len(s.words) - 1)].pos in ("ADJ", "PROPN") else ""
    own = [s.lower(i) for i in s.within(found.what)] if found.what else []
    if (q.share and any(_lemma(word, WEALTH) for word in own)) or any(_lemma(word, CURRENCY) for word in own[-1:]):
        return True
    return any(_lemma(word, CURRENCY) for word in (behind[0], behind[1], nationality))


def _is_name(s: Syntax, q: Quantity, found: Counted) -> bool:
    """T-72, Resolution 2254, Group of Seven, 20-25 of a file's number; the numbered ones of a list."""
    before, _, n = _around(s, q)
    if joined(s, q.bare - 1) or (before in ("/", ":", ".") and _touches(s, q.bare - 1)) or _goes_on(s, q):
        return True
    if before == "of" and lower(s, q.bare - 2, n) in ("group", "big", "gang"):
        return True
    if found.named and s.lower(found.head) in STREETS and s.word(found.head)[0].isupper():
        return True
    if (
        q.first == q.bare
        and before
        and _lemma(before, NUMBERED)
        and (before.startswith("age") or not _is_verb(s, q.bare - 1))
    ):
        return not (found.named and s.words[q.bare - 1].pos in ("PROPN", "NOUN") and _own_noun(s, q, found))
    capital = s.word(q.bare)[0].isupper() and before and s.word(q.bare).isalpha()
    led = s.word(q.bare - 1).islower() or before in ("the", ",")
    if capital and _is_capital(s, q.last + 1, n) and led:
        return True  # *in Two Rivers*, also *below Two Rivers*, where the preposition is no bound
    if not before and _is_place_elsewhere(s, q):
        return True
    if q.first != q.bare or not before or s.words[q.bare - 1].pos != "PROPN" or not s.word(q.bare)[0].isdigit():
        return False
    hangs = s.words[q.end].head == q.bare - 1 or s.words[q.end].relation == "flat"
    return (hangs or not found.named) and not _own_noun(s, q, found) and not _fated(s, q)


def _is_place_elsewhere(s: Syntax, q: Quantity) -> bool:
    """Whether the number with which a sentence begins is part of a name that stands with capitals within another:
    *Two Rivers fell.* … *in Two Rivers*."""
    k = q.last + 1
    if q.bare != q.last or not s.word(q.bare).isalpha() or not _is_capital(s, k, n_of(s, q)):
        return False
    return re.search(rf"[a-z] {s.word(q.bare)} {re.escape(s.word(k))}\b", s.text) is not None


def _own_noun(s: Syntax, q: Quantity, found: Counted) -> bool:
    """Whether a number stands before a plural of its own, and hangs on it."""
    return found.named and s.words[q.end].head == found.head and s.words[q.end].relation == "nummod"


def _fated(s: Syntax, q: Quantity) -> bool:
    """Whether a fate follows at once, as in a headline: Hama blast: *40 dead*."""
    n = s.words[q.first].sentence
    return (
        q.last + 1 < len(s.words) and s.words[q.last + 1].sentence == n and s.words[q.last + 1].pos in ("ADJ", "VERB")
    )


def _is_verb(s: Syntax, i: int) -> bool:
    return s.words[i].pos in ("VERB", "AUX")


def _is_capital(s: Syntax, i: int, n: int) -> bool:
    return bool(lower(s, i, n)) and s.word(i)[0].isupper()


def _touches(s: Syntax, i: int) -> bool:
    return s.words[i].span[1] == s.words[i + 1].span[0] and i > 0 and s.words[i - 1].span[1] == s.words[i].span[0]


def _goes_on(s: Syntax, q: Quantity) -> bool:
    """Whether a number goes on behind: 9*/11*, 10*:30*, 12*-year-old*, 3*-1*, the list's 4*.* and 4*)*."""
    k, n = q.last + 1, s.words[q.first].sentence
    if k >= len(s.words) or s.words[k].sentence != n:
        return False
    if k + 1 < len(s.words) and s.word(k) in ("/", ":") and _touches(s, k) and s.word(k + 1)[0].isdigit():
        return True
    if joined(s, k):
        return s.lower(k + 1) not in ("strong", "odd", "plus")
    begins = q.first == 0 or s.words[q.first - 1].sentence != n
    return begins and s.word(k) in (".", ")") and s.words[k].span[0] == s.words[q.last].span[1]


def _is_when(s: Syntax, q: Quantity, found: Counted) -> bool:
    before, after, n = _around(s, q)
    if any(_lemma(word, TIME) for word in (after, lower(s, q.last + 2, n) if joined(s, q.last + 1) else "")):
        return True
    if after in ("more", "other", "long", "full", "straight", "consecutive") and _lemma(lower(s, q.last + 2, n), TIME):
        return True
    if found.what and lower(s, s.within(found.what)[-1] + 1, n) == "ago":
        return True
    if found.what and any(_lemma(s.lower(i), TIME) for i in s.within(found.what)[:2]):
        return True
    return _is_date(s, q, n) or _is_year(s, q, before, found) or _is_clock(s, q, before, found)


def _is_date(s: Syntax, q: Quantity, n: int) -> bool:
    near = (q.bare - 1, q.last + 1, *((q.last + 3,) if lower(s, q.last + 1, n) in ("and", ",", "-", "–", "to") else ()))
    if any(lower(s, i, n) and s.word(i) in MONTHS for i in near):
        return not (q.share or q.vague)
    of = lower(s, q.last + 1, n) == "of" and lower(s, q.last + 2, n) and s.word(q.last + 2) in MONTHS
    back = lower(s, q.bare - 1, n) in (",", "and", "-", "–") and any(
        lower(s, q.bare - d, n) and s.word(q.bare - d) in MONTHS for d in (2, 3)
    )
    return bool(of or (back and q.plain and not found_noun(s, q)))


def found_noun(s: Syntax, q: Quantity) -> bool:
    """Whether a noun hangs a number on itself, right behind it."""
    head = s.words[q.end].head
    return s.words[q.end].relation == "nummod" and head is not None and q.end < head <= q.end + 4


def _is_year(s: Syntax, q: Quantity, before: str, found: Counted) -> bool:
    if not (q.plain and q.value == int(q.value) and int(q.value) in _YEARS and len(s.word(q.bare)) == 4):
        return False
    likely = 1800 <= q.value <= 2100
    if q.bare > q.first and any(
        s.lower(i) in ("than", "least", "to", "some", "nearly") for i in range(q.first, q.bare)
    ):
        return not found.named and likely
    return (likely and (before in IN_YEAR or not found_noun(s, q))) or (not found.named and not _fated(s, q))


def _is_clock(s: Syntax, q: Quantity, before: str, found: Counted) -> bool:
    """*at 10*, *in his 30s*, *from 9 to 5*: a bare small number behind *at* is an hour."""
    bare = not found.named and not q.share
    return bare and before in ("at", "until", "past", "by") and q.plain and q.value <= 24 and q.first == q.bare


def _is_measure(s: Syntax, q: Quantity, found: Counted) -> bool:
    _, after, n = _around(s, q)
    behind = lower(s, q.last + 2, n) if joined(s, q.last + 1) else ""
    if any(_lemma(word, LENGTH) or _lemma(word, NO_THINGS) for word in (after, behind)):
        return True
    if q.suffix and (after in DISTANT or not (found.named or q.share)):
        return True
    return q.value != int(q.value) and not (q.share or unit_of(s, q)) and q.plain is False and not _scaled(s, q)


def _scaled(s: Syntax, q: Quantity) -> bool:
    return q.end > q.bare or bool(q.suffix) or q.value >= UNITS["ten"] * 100


def _is_change(s: Syntax, q: Quantity, found: Counted) -> bool:
    """A percentage that things rose or fell by, or one that is a rate."""
    if not q.share:
        return _is_step(s, q, found)
    before, after, n = lower(s, q.first - 1, n_of(s, q)), lower(s, q.last + 1, n_of(s, q)), n_of(s, q)
    own = [s.lower(i) for i in s.within(found.what)] if found.what and lower(s, q.last + 1, n) != "of" else []
    if any(_lemma(word, RATES) for word in own):
        return True
    if _lemma(after, RATES) or _lemma(lower(s, q.last + 2, n), RATES):
        return True
    if after in ("point", "points") or after == "per":
        return True
    back = [lower(s, q.first - d, n) for d in (1, 2, 3)]
    changed = any(_lemma(word, CHANGES) for word in back if word)
    of = after == "of" and before not in ("by",)
    return (before == "by" and not of) or (changed and not of and before not in ("to",))


def _is_step(s: Syntax, q: Quantity, found: Counted) -> bool:
    """*lowered its count by seven*: by how much a number was changed, rather than the number."""
    n = n_of(s, q)
    if found.named or lower(s, q.first - 1, n) != "by":
        return False
    verbs = (k for k in range(max(0, q.first - _STEP), q.first) if s.words[k].sentence == n and _is_verb(s, k))
    return any(_lemma(s.lower(k), CHANGES) for k in verbs)


def n_of(s: Syntax, q: Quantity) -> int:
    """The sentence of a number."""
    return s.words[q.first].sentence


def _is_aside(s: Syntax, q: Quantity) -> bool:
    """Set off by marks alone: an age (*Ana Ruiz, 34,*), a footnote, a number in brackets."""
    n = n_of(s, q)
    before, after = lower(s, q.first - 1, n), lower(s, q.last + 1, n)
    if before in ("(", "[") and after in (")", "]"):
        return True
    last = q.last + 1 >= len(s.words) or s.words[q.last + 1].sentence != n
    name = q.first > 1 and s.words[q.first - 2].pos in ("PROPN", "NOUN") and s.words[q.first - 2].sentence == n
    return before == "," and name and (after in (",", ".", "and", ";", ")", "") or last) and q.value < 120 and q.plain


def _is_score(s: Syntax, q: Quantity, found: Counted) -> bool:
    """3-1, a 45-32 vote, voted 12 to 3; per 100,000; one of two ordinals."""
    before, after, n = _around(s, q)
    if before in _EVERY or after in ORDINALS:
        return True
    span = q.end > q.bare and q.low != q.high
    if span and (_lemma(after, SCORED) or _lemma(lower(s, q.first - 1, n), SCORING)):
        return True
    pair = after in ("-", "–", "to") and q.last + 2 < len(s.words) and s.word(q.last + 2)[0].isdigit()
    return pair and s.words[q.last + 2].sentence == n and not found.named and q.plain


def _is_pronoun(s: Syntax, q: Quantity) -> bool:
    """*one* of them, *no one*, *the one*, *one another*; *the two* met."""
    if s.lower(q.bare) != "one" or q.end > q.bare or q.first < q.bare or q.share:
        return False
    before, after, n = _around(s, q)
    if after == "or" and lower(s, q.last + 2, n) == "more":
        return False
    if before == "only":
        return not s.words[q.last + 1 : q.last + 2] or s.words[q.last + 1].pos not in ("NOUN", "ADJ", "PROPN")
    return after in ("of", "another", "’s", "'s", "or", "day", "thing", "who", "that") or before in (
        "no", "the", "this", "that", "any", "every", "each", "which", "another", "some", "last", "first", "a",
    )  # fmt: skip
