"""What a number counts, told alike over pages, and whether it is said or only said to have been said."""

import re
from typing import Final, Literal

from msgspec import Struct

from sayso.compare.hearing.sayers import denies
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.nominals import nominal
from sayso.lexicon.things import PERSONS
from sayso.records import Act, Attribution, Event, EventStatus, Figure, Outcome, Span

# Before: told as what was said before. Open: asked, neither confirmed nor denied, or said before by nobody knows whom.
Standing = Literal["said", "before", "denied", "open"]

PEOPLE: Final = "people"
# Nouns for whoever it may be.
_ANYBODY: Final = frozenset(
    {
        "adult", "bodies", "body", "casualty", "citizen", "corpse", "dead", "death", "fatality", "individual",
        "inhabitant", "injured", "injury", "life", "local", "national", "other", "others", "people", "person",
        "resident", "soul", "victim", "villager", "wounded",
    }
)  # fmt: skip
# What became of persons makes them one matter, whatever they are called: 31 *citizens*, 31 *terrorists*.
_FATES: Final[frozenset[Outcome | None]] = frozenset(
    {"killed", "injured", "captured", "detained", "missing", "displaced"}
)
_SOME: Final = re.compile(
    r"\s*(?:or more )?of (?:them|whom|these|those|the (?:dead|killed|wounded|injured|missing|victims))\b", re.IGNORECASE
)
_AMONG: Final = re.compile(r"\b(?:including|among (?:them|whom)|counting|with)\W+(?:[\w’'-]+ ){0,2}$", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:not|rather than|instead of|no longer)\s+(?:the )?$", re.IGNORECASE)
_AS_SAID: Final = re.compile(
    r"[^.;:]{0,20},? (?:as|which|that) [\w’' ]{1,30}\b(?:said|told|claimed|put|reported|spoken)"
)
_FORMERLY: Final = re.compile(
    r"\b(?:(?:up|down|lowered|raised|revised|increased|reduced) from|compared (?:with|to)|against)\s+"
    r"(?:an? |the )?(?:(?:earlier|previous|first|initial|former) )?(?:\w+ of )?$"
    r"|\b(?:at first(?! light| sight| glance)|initially|previously|originally|(?:earlier|previous|former|initial) "
    r"(?:toll|count|figure|number|estimate|report|said|put|spoke))\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_UNREAL: Final[frozenset[EventStatus]] = frozenset({"planned", "threatened", "possible", "hypothetical"})
_AHEAD: Final[frozenset[Act | None]] = frozenset(
    {"threaten", "promise", "predict", "intend", "propose", "demand", "request", "order"}
)
_NEAR: Final = 60  # characters on either side of a number in which words tell how it is meant


class Counted(Struct, frozen=True, order=True):
    """What is counted: what became of it, in which unit, and which thing: a lemma, or *people*. `part` tells that it is
    some of a number that is told beside it, `coming` that it is told as what may be or is to be."""

    outcome: str
    unit: str
    thing: str
    part: bool = False
    coming: bool = False


def counted(text: str, figure: Figure, said: Attribution | None = None, event: Event | None = None) -> Counted:
    """What a figure counts that stands in the content of `said` and is told of `event`."""
    head = head_of(figure)
    part = _is_part(text, figure.span)
    lumped = figure.outcome in _FATES and is_person(head) and (head in _ANYBODY or not part)
    thing = PEOPLE if lumped else head
    coming = event.status in _UNREAL if event is not None else said is not None and said.act in _AHEAD
    return Counted(figure.outcome or "", figure.unit or "", thing or PEOPLE, part, coming)


def as_part(figure: Figure, whole: Counted) -> Counted:
    """The same as some of what is counted beside it."""
    return Counted(whole.outcome, whole.unit, head_of(figure) or PEOPLE, True, whole.coming)


def head_of(figure: Figure) -> str:
    """The lemma of what a figure says is counted; empty where it does not say."""
    words = re.findall(r"[\w’'-]+", re.split(r"\b(?:of|in|from|who|that|and|with)\b", figure.what or "", maxsplit=1)[0])
    return _lemma(words[-1]) if words else ""


def names_anybody(figure: Figure) -> bool:
    """Whether it is left open who is counted."""
    head = head_of(figure)
    return not head or head in _ANYBODY


def is_person(head: str) -> bool:
    """Whether a noun means persons; no noun does, where something became of them."""
    known = nominal(head)
    return not head or head in _ANYBODY or head in PERSONS or (known is not None and known.person)


def standing(text: str, figure: Figure, said: Attribution | None = None, event: Event | None = None) -> Standing:
    """Whether a number that stands in the content of `said` and is told of `event` is said to be so, or how else."""
    before, after = _beside(text, figure.span)
    if _NOT.search(before):
        return "before" if _AS_SAID.match(after) else "denied"
    if said is not None and denies(said):
        return "denied"
    if said is not None and (said.negated or said.act == "ask"):
        return "open"
    if event is not None and (event.negated or event.status == "denied"):
        return "denied"
    cue = text[slice(*said.cue[0])] if said is not None and said.cue else ""
    return "before" if re.match(r"had\b", cue) or _FORMERLY.search(before) else "said"


def _is_part(text: str, span: Span) -> bool:
    before, after = _beside(text, span)
    return _SOME.match(after) is not None or _AMONG.search(before) is not None


def _beside(text: str, span: Span) -> tuple[str, str]:
    """The words before and behind a span, of its paragraph alone."""
    before = text[max(0, span[0] - _NEAR) : span[0]].rpartition("\n")[2]
    return before, text[span[1] : span[1] + _NEAR].partition("\n")[0]


def _lemma(word: str) -> str:
    forms = candidates(word)
    return next((form for form in forms if form in _ANYBODY or form in PERSONS or nominal(form)), forms[0])
