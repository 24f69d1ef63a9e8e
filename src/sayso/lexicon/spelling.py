"""Spellings of place names made to meet: by what a name is stored, and by what it is looked up.

The *key* keeps the letters: case, accents, apostrophes, hyphens and points do not count, and *St.* is *Saint*. The
*loose key* lets go of what transcriptions differ in: the article (*al-*, *el-*, *ad-*), doubled letters, *ou* and *oo*,
the ending *-ah*, *-eh* (*Deir ez-Zor*, *Dayr az Zawr* and *Deir al-Zour* still need to be listed: their vowels differ).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ə": "e",
        "ŋ": "ng",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "&": " and ",
    }
)
_DROPPED: Final = re.compile(r"['’‘ʼʻʿʾ`´ʹ′.]")
_PARTING: Final = re.compile(r"[\W_]+")
_SHORT: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES: Final = "al el ad ar as at az an ash ath adh ul ur ud ez es et er ed ech esh il"
_ARTICLE: Final = frozenset(_ARTICLES.split())
_VOWELS: Final = ((re.compile("ou|oo|ow|uw"), "u"), (re.compile("ee|iy|ii|ij"), "i"), (re.compile("ei|ay|ai|ey"), "e"))
_DOUBLE: Final = re.compile(r"(\w)\1")
_ENDING: Final = re.compile(r"(?<=\w\w)(?:iyya|iya|iye|ia|ah|eh|a|e)$")


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """A name's letters in words parted by single blanks: *Sa'dah* is *sadah*, *Al-Bukamal* is *al bukamal*."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _DROPPED.sub("", name)).casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    plain = _DROPPED.sub("", bare.translate(_LETTERS))
    return " ".join(_SHORT.get(word, word) for word in _PARTING.split(plain) if word)


@lru_cache(maxsize=1 << 14)
def loose(name: str) -> str:
    """What is left of a key where transcriptions of one name agree; at least one word of it always stays."""
    words = key(name).split()
    bare = [word for word in words[:-1] if word not in _ARTICLE] + words[-1:]
    return " ".join(_loosened(word) for word in bare)


def _loosened(word: str) -> str:
    for pattern, letter in _VOWELS:
        word = pattern.sub(letter, word)
    return _ENDING.sub("a", _DOUBLE.sub(r"\1", word))
