"""Who wrote a page, from what it says of it: its head, its byline, its signature.

Such words hold more than names: dates, roles, places, the publisher. General evidence tells them apart.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from sayso.parse import limits
from sayso.parse.looks import DATE, DAY, is_name

_BY: Final = re.compile(r"^\W*(?:[a-z]+\s+)?(?:by|from)\s*:?\s+(?P<name>\S.{2,120})", re.IGNORECASE | re.DOTALL)
_BY_WITHIN: Final = re.compile(r"\bby\s+(?P<name>\S.{2,120})", re.DOTALL)
_DASHED: Final = re.compile(r"[—–―‒-]\s*(?P<name>[^—–―‒]+?)[.)\s]*$")
_NOBODY: Final = re.compile(
    r"(?:no author|unknown|(?:article|posted|written)? ?by|admin|administrator|author|editor|guest|none|null)", re.I
)
# From here on a byline is about other things: the hour, a bracket, another column of the line, the next sentence.
_END: Final = re.compile(
    rf"(?:\bon\s+)?(?:\b{DAY},?\s*)?\b{DATE}|\b\d{{1,2}}[:.]\d\d|[|•·(\[<]|(?<=[a-z]{{3}})\.\s", re.IGNORECASE
)
# What is left of a date whose numbers were cut off. Months that are names of people too are let stand.
_DAY_OR_MONTH: Final = re.compile(
    r"^(\S+\s+\S.*?)(?:\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|july|september|october"
    r"|november|december))+$",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"\s*[;/&|]\s*|\s*,\s+(?:and\s+)?|\s+and\s+")
_NO_NAME: Final = re.compile(r"https?:|www\.|@|^\W*$")
_ROLE: Final = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|writers?|columnists?|contributors?|journalists?|analysts?|professor"
    r"|lecturer|author|director|fellow|bureau|chief|officer|attorney|staff|desk|observer|special\s+to)\b",
    re.IGNORECASE,
)
_PARTICLE_WORDS: Final = "de da di do van von der den al bin ben el la le and the of for y"
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
_ONLY_LETTERS: Final = re.compile(r"[\W_]+")


def author(said: Iterable[str], publisher: str | None, text: str) -> str | None:
    """The first of the sayings, most trusted first, that names somebody; several names are parted by semicolons.

    The publisher stands for its authors only where nobody else is named. `text` is the page's own: what it speaks of
    as a place is no author.
    """
    found = [named for saying in islice(said, limits.SAYINGS) if (named := _names(saying, text))]
    for named in found:
        if others := [name for name in named if not _is_publisher(name, publisher)]:
            return "; ".join(others)
    return "; ".join(found[0]) if found else None


def of_byline(line: str) -> str:
    """What stands behind the *by* or *from* of a byline; empty where it has none."""
    match = _BY.match(line)
    return match["name"] if match else ""


def of_dateline(line: str) -> str:
    """What stands behind the *by* of a line that begins otherwise (*Posted on 3 May by X*); empty where it has none."""
    match = _BY_WITHIN.search(line)
    return match["name"] if match else ""


def of_signature(line: str) -> str:
    """The name behind a dash; empty for other lines."""
    match = _DASHED.search(line)
    return match["name"] if match and is_name(match["name"]) else ""


def _names(saying: str, text: str) -> list[str]:
    """The names in a saying, each once: the first piece, and what follows it and is a name as well."""
    line = " ".join(saying[: limits.SAYING].split())
    line = _DAY_OR_MONTH.sub(r"\1", _before_end(of_byline(line) or line)).strip(" ,;:-–—")
    pieces = _APART.split(line)
    if any(piece[:1].islower() for piece in pieces[1:]) and "," not in line:
        pieces = [line]  # *Staff and news service reports*
    named = [piece.removeprefix("the ").strip() for piece in pieces]
    kept = [name for i, name in enumerate(named) if _names_somebody(name) and (i == 0 or _is_another(name, text))]
    return list(dict.fromkeys(kept))


def _before_end(line: str) -> str:
    match = _END.search(line)
    return line[: match.start()] if match else line


def _names_somebody(name: str) -> bool:
    return len(name) <= 80 and not _NOBODY.fullmatch(name) and not _NO_NAME.search(name)


def _is_another(piece: str, text: str) -> bool:
    """Whether what follows a name is one more, not the first one's role or place."""
    words = piece.split()
    if _ROLE.search(piece) or not all(not word[0].islower() or word in _PARTICLES for word in words):
        return False
    return not re.search(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside)\s+{re.escape(piece)}\b", text)


def _is_publisher(name: str, publisher: str | None) -> bool:
    folded = _folded(name)
    return bool(folded) and folded in _folded(publisher or "")


def _folded(name: str) -> str:
    return _ONLY_LETTERS.sub("", name.casefold().removeprefix("the "))
