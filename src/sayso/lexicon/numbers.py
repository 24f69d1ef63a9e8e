"""Numbers as English writes them: number words, scales, vague numbers, fractions, and the words that bound them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

Bound = Literal["low", "high", "about"]

_UNITS: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS: Final[Mapping[str, float]] = {
    word: float(value) for value, word in enumerate(f"{_UNITS} seventeen eighteen nineteen".split())
}
TENS: Final[Mapping[str, float]] = {word: 20.0 + 10 * i for i, word in enumerate(_TENS.split())}
SCALES: Final[Mapping[str, float]] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
}
# A plural scale is at least two of it: *dozens* begin at 24, *hundreds* at 200. A score is 20.
PLURALS: Final[Mapping[str, float]] = {
    "tens": 10.0,
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
}
LEAST: Final = 2.0  # how many of a scale its plural, or *several* of it, are at least
SOME_OF: Final = frozenset({"several", "few", "many"})  # *several hundred*, *a few dozen*
SUFFIXES: Final[Mapping[str, float]] = {
    "": 1.0,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "tn": 1e12,
}
PARTS: Final[Mapping[str, float]] = {
    "half": 2.0,
    "halves": 2.0,
    "third": 3.0,
    "thirds": 3.0,
    "quarter": 4.0,
    "quarters": 4.0,
    "fifth": 5.0,
    "fifths": 5.0,
    "sixth": 6.0,
    "sixths": 6.0,
    "eighth": 8.0,
    "eighths": 8.0,
    "tenth": 10.0,
    "tenths": 10.0,
}
ORDINALS: Final = frozenset(
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "twentieth",
        "thirtieth",
    ]
)
PERCENT: Final = frozenset({"%", "percent", "pct"})

_DIGITS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|[1-9]\d*|0)(\.\d+)?(k|m|mn|mln|b|bn|tn)?", re.IGNORECASE)
_LOW: Final = (
    "at least; no less than; not less than; no fewer than; not fewer than; more than; over; above; upwards of;"
    " upward of; in excess of; exceeding; greater than; north of; a minimum of; minimum of; well over; far more than;"
    " much more than; well above; just over; a little over; slightly over; slightly more than; a little more than;"
    " just above; easily; >; not fewer; well more than"
)
_HIGH: Final = (
    "up to; as many as; as much as; at most; no more than; not more than; a maximum of; maximum of; fewer than;"
    " less than; under; below; well under; far fewer than; far less than; well below; at the most; <"
)
_ABOUT: Final = (
    "about; around; some; approximately; approx; approx.; roughly; nearly; almost; close to; circa; ca; ca.; perhaps;"
    " maybe; probably; possibly; an estimated; estimated; the estimated; in the region of; somewhere around;"
    " in the neighborhood of; just under; a little under; slightly less than; slightly fewer than; slightly under;"
    " just shy of; just short of; shy of; nearing; approaching; virtually; practically; something like;"
    " in the order of; on the order of; as few as; as little as; an average of; ~; ≈; well-nigh"
)
_AFTER: Final = (
    "or more=low; or so=about; or fewer=high; or less=high; at least=low; at most=high; or thereabouts=about;"
    " - odd=about; - plus=low; +=low; plus=low; and counting=low"
)


class Digits(Struct, frozen=True):
    """A number in digits: its value, and whether nothing but digits wrote it (*1917*, not *1,917* or *2m*)."""

    value: float
    plain: bool
    suffix: str


def digits(word: str) -> Digits | None:
    """What a word in digits says: *1,250*, *2.5*, *1.5m*; None for what is none (*007*, *5.6.1*, *10km*)."""
    if not word[:1].isdigit() or (found := _DIGITS.fullmatch(word)) is None:
        return None
    suffix = (found[3] or "").lower()
    value = float(found[1].replace(",", "") + (found[2] or "")) * SUFFIXES[suffix]
    return Digits(value, found[1].isdigit() and not found[2] and not suffix, suffix)


def bound_before(words: Sequence[str]) -> tuple[int, Bound] | None:
    """The longest bounding phrase that the words (lower case, at most five count) end in: its length and its sense."""
    return _longest(BEFORE, [tuple(words[-size:]) for size in range(min(5, len(words)), 0, -1)])


def bound_after(words: Sequence[str]) -> tuple[int, Bound] | None:
    """The longest bounding phrase that the words begin with."""
    return _longest(AFTER, [tuple(words[:size]) for size in range(min(3, len(words)), 0, -1)])


def _longest(known: Mapping[tuple[str, ...], Bound], phrases: Sequence[tuple[str, ...]]) -> tuple[int, Bound] | None:
    return next(((len(phrase), known[phrase]) for phrase in phrases if phrase in known), None)


def _phrases(text: str, bound: Bound) -> dict[tuple[str, ...], Bound]:
    return {tuple(phrase.split()): bound for phrase in text.split(";")}


def _after(text: str) -> dict[tuple[str, ...], Bound]:
    found: dict[tuple[str, ...], Bound] = {}
    for entry in text.split(";"):
        phrase, _, bound = entry.partition("=")
        found[tuple(phrase.split())] = "low" if bound == "low" else "high" if bound == "high" else "about"
    return found


BEFORE: Final = _phrases(_LOW, "low") | _phrases(_HIGH, "high") | _phrases(_ABOUT, "about")
AFTER: Final = _after(_AFTER)
