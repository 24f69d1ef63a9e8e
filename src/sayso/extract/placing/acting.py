"""Whether the name of a state, or of the seat that stands for one, is said as a place.

*Russia said*, *a deal with Russia*, *Moscow's envoy*: the state acts or is dealt with, and no place is meant. It is one
where something is: behind a preposition of place (*in Russia*, *from Moscow*), in *Kursk, Russia*, where it is shifted
(*northern Syria*), and where a part of it is named (*Syria's border*, *the coast of Libya*). Other names of places are
always places.
"""

from typing import Final

from sayso.extract.placing.toponyms import listed
from sayso.parse.syntax import Syntax
from sayso.records import Span

_WHERE: Final = listed(
    "in inside into at near around across throughout within outside toward towards through over from"
    " onto via along beyond behind"
)
# What *of*, *to* and the possessive make a place: something that lies in it, or goes there.
_LAND: Final = listed(
    "territory border borders soil coast north south east west northeast northwest southeast southwest capital city"
    " cities town towns village villages airspace region regions province provinces part parts area areas side"
    " countryside interior waters shore shores map land lands streets airport port ports oilfields island islands"
    " desert river valley mountains invasion occupation bombing shelling outskirts suburbs rest bank center centre"
    " west-bank districts district half parts swathes swaths corner most much all"
)
_GOING: Final = listed(
    "go goes went gone going come came coming travel travels traveled travelled traveling travelling return returns"
    " returned returning fly flies flew flown flying flee flees fled fleeing move moves moved moving send sends sent"
    " sending deploy deployed deploying visit visits visited visiting trip trips journey flight flights way road route"
    " deport deported deporting deportation extradite extradited extradition export exports exported withdraw withdrew"
    " withdrawn close closer next smuggled smuggle smuggling shipped ship shipping transferred transfer return"
    " leave leaves left leaving enter enters entered entering invade invades invaded invading cross crossed crossing"
    " reach reached reaching bomb bombed bombing shell shelled tour toured occupy occupied"
)
_TIMES: Final = listed(
    "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march"
    " april may june july august september october november december this last next"
)
_PASSED: Final = listed("neighboring neighbouring mainland nearby")
_POSSESSIVE: Final = listed("'s ’s ' ’")


def is_place(syntax: Syntax, span: Span) -> bool:
    """Whether the words around a state's name make it a place."""
    inside = syntax.within(span)
    if not inside:
        return True
    first, last = inside[0], inside[-1]
    words = syntax.words
    k = first - 1
    while k >= 0 and (
        words[k].pos == "DET" or syntax.lower(k) in ("neighboring", "neighbouring", "mainland", "nearby")
    ):
        k -= 1
    before = syntax.lower(k) if k >= 0 and words[k].sentence == words[first].sentence else ""
    if _modifies(syntax, last):
        return False
    if before in _WHERE:
        return True
    if before in ("of", "to"):
        return _any(syntax, k - 3, k, _LAND | _GOING)
    if before in ("and", ",", "or"):
        return _joined(syntax, k)
    after = last + 1
    if after < len(words) and syntax.word(after) in _POSSESSIVE:
        return _any(syntax, after + 1, after + 4, _LAND)
    head = words[last].head
    return words[last].relation == "obj" and head is not None and syntax.lower(head) in _GOING


def _modifies(syntax: Syntax, last: int) -> bool:
    """Whether a noun right behind the name is what the name only tells more of: *in the US coalition*."""
    words, k = syntax.words, last + 1
    if k >= len(words) or words[k].sentence != words[last].sentence or words[k].pos not in ("NOUN", "PROPN"):
        return False
    return syntax.lower(k) not in _LAND | _TIMES and not syntax.word(k)[0].isdigit()


def _any(syntax: Syntax, first: int, end: int, wanted: frozenset[str]) -> bool:
    return any(syntax.lower(i) in wanted for i in range(max(first, 0), min(end, len(syntax.words))))


def _joined(syntax: Syntax, i: int) -> bool:
    """Whether the name before *and* stands behind a preposition of place: *in Syria and Iraq*."""
    for k in range(i - 1, max(i - 9, -1), -1):
        if syntax.words[k].sentence != syntax.words[i].sentence:
            return False
        if syntax.words[k].pos == "ADP":
            return syntax.lower(k) in _WHERE
        if not (syntax.word(k)[0].isupper() or syntax.lower(k) in ("the", ",", "and", "or")):
            return False
    return False
