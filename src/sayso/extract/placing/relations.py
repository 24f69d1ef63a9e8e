"""Words that shift a place: *north of Hama*, *20 km south of Raqqa*, *the eastern bank of the Euphrates*, *southern
Raqqa*, *Hama's northern countryside*, *on the outskirts of*, *between A and B*."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from sayso.extract.placing.toponyms import COMPASS, listed
from sayso.parse.syntax import Syntax
from sayso.records import PlacePrecision, Span

# Nouns for a part of a place or for what lies by it.
_PARTS: Final = listed(
    "outskirts outskirt suburbs suburb bank banks side sides shore shores coast edge edges fringe fringes countryside"
    " part parts tip entrance approaches corner end half vicinity direction section sector surroundings environs flank"
    " foothills hinterland periphery headwaters mouth delta upstream downstream district districts neighborhoods"
    " neighbourhoods area areas rural"
)
# Those that shift a place only with a point of the compass before them.
_FREE: Final = listed("area areas district districts neighborhoods neighbourhoods rural direction")
_NEAR: Final = listed("near outside around off beyond nearby")
_POINTS: Final = listed("north south east west northeast northwest southeast southwest")
_UNITS: Final = listed("km kms kilometer kilometers kilometre kilometres mile miles meters metres minutes hours")
_OF: Final = listed("of from to")
_SMALL: Final = listed("the a an city town village its")
_BETWEEN: Final = "between"
_WIDER: Final[Mapping[PlacePrecision, PlacePrecision]] = {
    "exact": "district",
    "town": "district",
    "district": "region",
    "region": "region",
    "country": "region",
    "water": "region",
}


class Relation(Struct, frozen=True):
    """Words that shift a place; `span` is theirs in the text."""

    span: Span


def wider(precision: PlacePrecision) -> PlacePrecision:
    """What is known of where a thing is that lies by a place, or in some part of it."""
    return _WIDER[precision]


def relation(syntax: Syntax, span: Span) -> Relation | None:
    """The words that shift the place named by a span: before it, else behind its possessive mark."""
    inside = syntax.within(span)
    if not inside:
        return None
    before = _before(syntax, inside[0])
    return before or _behind(syntax, inside[-1])


def _before(syntax: Syntax, first: int) -> Relation | None:
    end = first
    i = first - 1
    while i >= 0 and _near(syntax, i, first) and syntax.lower(i) in _SMALL:
        i -= 1
    if not _near(syntax, i, first):
        return None
    word = syntax.lower(i)
    if word in COMPASS:  # southern Raqqa
        return _made(syntax, _hyphened(syntax, i), i)
    if word in _NEAR:
        return _made(syntax, i, i)
    if word == "of" and _near(syntax, i - 1, first) and syntax.lower(i - 1) in ("city", "town", "village", "province"):
        return _before(syntax, i - 1)
    if word in _OF and (start := _shifting(syntax, i - 1, first)) is not None:
        return _made(syntax, start, i)
    if word == _BETWEEN or (word in ("and", "to") and _opened(syntax, i, end)):
        return _made(syntax, *(i, i) if word == _BETWEEN else (_between(syntax, i), _between(syntax, i)))
    return None


def _near(syntax: Syntax, i: int, first: int) -> bool:
    return i >= 0 and syntax.words[i].sentence == syntax.words[first].sentence


def _made(syntax: Syntax, first: int, last: int) -> Relation:
    return Relation((syntax.words[first].span[0], syntax.words[last].span[1]))


def _hyphened(syntax: Syntax, i: int) -> int:
    """The first word of a point in two words: *south-eastern*, *north and eastern*."""
    if i >= 2 and syntax.word(i - 1) in ("-", "‐", "–") and syntax.lower(i - 2) in COMPASS:
        return i - 2
    return i - 1 if i >= 1 and syntax.lower(i - 1) in COMPASS else i


def _shifting(syntax: Syntax, i: int, first: int) -> int | None:
    """Where the words begin that shift a place named behind *of*; word i stands before the *of*."""
    if not _near(syntax, i, first):
        return None
    word = syntax.lower(i)
    if word in COMPASS:
        return _measured(syntax, _hyphened(syntax, i), first)
    if word in _UNITS and syntax.lower(i + 1) in ("from", "of"):
        return _counted(syntax, i, first)
    if word in _PARTS and syntax.lower(i + 1) == "of":
        start = i
        while _near(syntax, start - 1, first) and (
            syntax.lower(start - 1) in COMPASS or syntax.word(start - 1) in ("-", "‐")
        ):
            start -= 1
        return start if start < i or word not in _FREE else None
    return None


def _measured(syntax: Syntax, i: int, first: int) -> int:
    """Where a distance before a point begins (*20 km* south), else the point: *the north*."""
    k = i - 1
    if _near(syntax, k, first) and syntax.lower(k) in ("the", "to"):
        k -= 1
    if _near(syntax, k, first) and syntax.lower(k) in ("the", "to", "away"):
        k -= 1
    if _near(syntax, k, first) and syntax.lower(k) in _UNITS:
        return _counted(syntax, k, first)
    return i


def _counted(syntax: Syntax, unit: int, first: int) -> int:
    """Where a number before a unit begins."""
    k = unit
    while _near(syntax, k - 1, first) and (
        syntax.words[k - 1].pos == "NUM" or syntax.word(k - 1).isdigit() or syntax.lower(k - 1) in (".", "-", "several")
    ):
        k -= 1
    while k < unit and syntax.word(k) in (".", "-"):
        k += 1
    return k


def _opened(syntax: Syntax, i: int, first: int) -> bool:
    return _between(syntax, i) >= 0


def _between(syntax: Syntax, i: int) -> int:
    """The *between* that the *and* before a place goes with, at most five words before; -1 for none."""
    for k in range(i - 1, max(i - 7, -1), -1):
        if syntax.words[k].sentence != syntax.words[i].sentence:
            return -1
        if syntax.lower(k) == _BETWEEN:
            return k if all(_may_stand(syntax, n) for n in range(k + 1, i)) else -1
    return -1


def _may_stand(syntax: Syntax, i: int) -> bool:
    return syntax.word(i)[0].isupper() or syntax.lower(i) in _SMALL or not syntax.word(i)[0].isalpha()


def _behind(syntax: Syntax, last: int) -> Relation | None:
    """*Hama's northern countryside*, *Raqqa's outskirts*."""
    words, k = syntax.words, last + 1
    if k >= len(words) or syntax.word(k) not in ("'s", "’s", "'", "’"):
        return None
    start = k + 1
    i = start
    while i < len(words) and (syntax.lower(i) in COMPASS or syntax.word(i) in ("-", "‐")) and _near(syntax, i, last):
        i += 1
    if i < len(words) and _near(syntax, i, last) and syntax.lower(i) in _PARTS:
        return _made(syntax, start, i) if i > start or syntax.lower(i) not in _FREE else None
    point = i == start + 1 and syntax.lower(start) in _POINTS
    return _made(syntax, start, start) if point else None
