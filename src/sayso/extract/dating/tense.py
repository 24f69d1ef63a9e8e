"""Whether the verb that a date hangs on tells of what is to come."""

from typing import Final

from sayso.extract.dating.terms import words
from sayso.extract.dating.tokens import Tokens

_WILL: Final = words("will 'll shall wo won't would 'd may might could should must can")
_PLANNED: Final = words(
    "scheduled due expected planned set slated plan plans expect expects going hopes hope aims aim intends intend wants"
    " want vows vow promises pledges upcoming forthcoming forecast predicted anticipated projected"
)
# Verbs that tell a timetable in the present.
_TIMETABLE: Final = words(
    "begin begins start starts open opens meet meets vote votes go goes head heads expire expires end ends"
    " arrive arrives host hosts hold holds come comes run runs play plays take takes face faces convene"
    " convenes resume resumes close closes fall falls kick kicks leave leaves travel travels return returns"
)
_BEFORE_TO: Final = words("is are was were 's 're be due set expected scheduled going about yet planned")
_AUXILIARY: Final = frozenset({"aux", "mark", "cop"})
_MODIFYING: Final = frozenset({"compound", "nummod", "amod", "flat"})
_LOOK_BACK: Final = 7


def future(t: Tokens, i: int, end: int) -> bool | None:
    """Whether words i up to end are told as a time to come, by the verb above them; None where there is none.

    Where the relations say nothing, the words just before are asked.
    """
    verbs = _above(t, i, end)
    for k in verbs:
        if _to_come(t, k):
            return True
        if t.pos(k) == "VERB":
            return False
    near = t.low[max(0, i - _LOOK_BACK) : i]
    return True if any(word in _WILL or word in _PLANNED for word in near) else None


def _above(t: Tokens, i: int, end: int) -> list[int]:
    """The words above a date, from near to far, as far as the first verb, or the verb that this one completes."""
    at = next((k for k in range(i, end) if not _inside(t, k, i, end)), i)
    out: list[int] = []
    seen = {at}
    while (head := t.words[at].head) is not None and (k := head - t.first) not in seen and 0 <= k < len(t):
        seen.add(k)
        out.append(k)
        if t.pos(k) == "VERB" and t.words[k].relation not in ("xcomp", "conj"):
            break
        at = k
    return out


def _inside(t: Tokens, k: int, i: int, end: int) -> bool:
    head = t.words[k].head
    return head is not None and i <= head - t.first < end


def _to_come(t: Tokens, k: int) -> bool:
    if t.low[k] in _PLANNED and t.pos(k) in ("VERB", "ADJ"):
        return True
    hung = [j for j in range(max(0, k - 5), k) if t.words[j].head == t.first + k and t.words[j].relation in _AUXILIARY]
    if any(t.low[j] in _WILL for j in hung):
        return not any(t.low[j] == "have" for j in hung)
    if not hung:
        return t.low[k] in _TIMETABLE and t.pos(k) == "VERB"
    to = next((j for j in hung if t.low[j] == "to"), None)
    return to is not None and (t.at(to - 1) in _BEFORE_TO or t.words[k].relation == "acl")


def modifies(t: Tokens, i: int, end: int) -> bool:
    """Whether words i up to end only tell which thing is meant: *the July 2006 war*."""
    top = next((k for k in range(i, end) if not _inside(t, k, i, end)), i)
    held = t.at(i - 1) in ("the", "'s") and t.pos(end + (t.at(end) == ",")) in ("NOUN", "PROPN")
    return held or t.words[top].relation in _MODIFYING or t.at(end) == "'s"


def aside(t: Tokens, i: int, end: int) -> bool:
    """Whether they are told beside the matter: *the July 2006 war*, *a group founded in 1982*."""
    above = _above(t, i, end)
    return modifies(t, i, end) or any(t.words[k].relation in ("acl", "nmod", "appos") for k in above)
