"""Sentences turned into their contrary: negated, with an opposite word, with another number."""

import re
from random import Random
from typing import Final

from sayso.compare.claiming.stems import words_of
from sayso.lexicon.lemmas import IRREGULAR, candidates

_AUXILIARY: Final = words_of("is are was were has have had will would can could should may might must did does do")
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_PAST: Final = re.compile(r"^[a-z]{3,}ed$")
_NUMBER: Final = re.compile(r"\b\d+(?:[.,]\d+)*\b")
_SPELLED: Final = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "dozens",
    "hundreds",
)
# Opposites that any reader knows; both directions count.
_OPPOSITES: Final = (
    ("before", "after"), ("arrested", "released"), ("first", "last"), ("new", "old"), ("more", "fewer"),
    ("won", "lost"), ("win", "lose"), ("beat", "lost to"), ("up", "down"), ("opened", "closed"),
    ("guilty", "innocent"), ("alive", "dead"), ("died", "survived"), ("killed", "spared"), ("strong", "weak"),
    ("high", "low"), ("big", "small"), ("large", "tiny"), ("major", "minor"), ("start", "end"), ("began", "ended"),
    ("accepted", "refused"), ("confirmed", "denied"), ("approved", "rejected"), ("increased", "decreased"),
    ("rose", "fell"), ("bought", "sold"), ("buy", "sell"), ("hired", "fired"), ("joined", "left"),
    ("entered", "left"), ("safe", "dangerous"), ("injured", "unhurt"), ("destroyed", "rebuilt"), ("lost", "found"),
    ("free", "captive"), ("true", "false"), ("private", "public"), ("early", "late"), ("best", "worst"),
    ("good", "bad"), ("success", "failure"), ("allowed", "banned"), ("supported", "opposed"),
    ("escaped", "was caught"), ("cut", "restored"), ("north", "south"), ("expected", "unexpected"),
    ("likely", "unlikely"), ("possible", "impossible"), ("announced", "concealed"), ("caused", "prevented"),
    ("stopped", "went on"), ("right", "wrong"), ("happy", "sad"), ("rich", "poor"),
)  # fmt: skip
_OTHER: Final = dict(_OPPOSITES) | {b: a for a, b in _OPPOSITES}


def negated(text: str) -> str | None:
    """A sentence with a *not*; None where no verb is found for it."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in _AUXILIARY and match.start():
            return f"{text[: match.end()]} not{text[match.end() :]}"
        if match.start() and (_PAST.match(match[0]) or word in IRREGULAR) and _is_past(word):
            return f"{text[: match.start()]}did not {candidates(word)[0]}{text[match.end() :]}"
    return None


def _is_past(word: str) -> bool:
    lemmas = candidates(word)
    return bool(lemmas) and lemmas[0] != word


def opposed(text: str, chance: Random) -> str | None:
    """A sentence with the opposite of one of its words; None where none is known."""
    found = [match for match in _WORD.finditer(text) if match[0].lower() in _OTHER]
    if not found:
        return None
    match = chance.choice(found)
    return f"{text[: match.start()]}{_OTHER[match[0].lower()]}{text[match.end() :]}"


def recounted(text: str, chance: Random) -> str | None:
    """A sentence with another number; None where it has none, or a year or a time of day alone."""
    found = [match for match in _WORD.finditer(text) if match[0].lower() in _SPELLED or _counts(match[0])]
    if not found:
        return None
    match = chance.choice(found)
    other = chance.choice([word for word in _SPELLED if word != match[0].lower()])
    if match[0][0].isdigit():
        other = f"{round(float(match[0].replace(',', '')) * chance.choice((2, 3, 5, 0.4)) + 2):,}"
    return f"{text[: match.start()]}{other}{text[match.end() :]}"


def _counts(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word)) and word.count(",") < 2 and not (len(word) == 4 and word[0] in "12")
