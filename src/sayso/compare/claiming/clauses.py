"""The clauses of a text, and which of them say as a whole that something is not so: *there is no mine in the river*,
*nobody has died*, *the army did not fire*, *…, not with a shell*.

A reading keeps no syntax. A clause ends at a mark, at a conjunction that brings another clause, and before *and not*.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.claiming.stems import words_of
from sayso.lexicon.lemmas import IRREGULAR, candidates
from sayso.lexicon.small import AFTER_NOT, AUXILIARY, FUNCTION, NEGATOR, NO_DENIAL, SMALL, SUBJECT

_MARKS: Final = frozenset('.;:!?()—–“”"')
_BRINGS: Final = words_of(
    "but because although though while whereas since unless if whether when until before after who which whom whose"
    " where as"
)
_OPENING: Final = words_of("and that so then now but or today also still he she it they we i you this these those")
_NOBODY: Final = frozenset({"nobody", "none", "neither", "nothing"})
_NO: Final = frozenset({"not", "never", "no"})
_TURNS: Final = _NO | {"n't"}
# What ought to be, might be or will be is another matter than what is.
_OTHERWISE: Final = words_of(
    "should could might may must can would ought will shall cannot 'd 'll need let going shouldn't couldn't mightn't"
    " mustn't can't wouldn't won't needn't"
)
_ASIDE: Final = words_of("if whether unless until where who whom whose")  # supposes, asks, or tells who is meant
_PARTLY: Final = frozenset({"only", "merely", "solely"})  # *not only*; of *only one* all but the number may be so
_ANY: Final = words_of("any anybody anyone anything ever")
_HAVE: Final = words_of("has have had")
# What somebody does not have or is not in is no matter of what was done: *not in a position*, *no business there*.
_NO_MORE: Final = AFTER_NOT | NO_DENIAL | FUNCTION - {"that"} | {"have"}
_NO_CLAUSE: Final = words_of("if whether unless until when before who which whom whose where")
_HOW: Final = words_of("with by from in at on")
# Of what somebody does not know or want, another may know it.
_THOUGHTS: Final = words_of(
    "know think believe sure certain aware remember recall want like care understand expect mean agree"
)
_TELL_NOTHING: Final = SMALL | NEGATOR | {"anyone", "anybody", "anything", "there", "n't", "true", "fact", "case"}
_CHARGES: Final = words_of(
    "involvement responsibility role part hand complicity guilt blame allegation accusation claim charge report"
)
_FEW: Final = 4  # words within which such a one stands
_FIRST: Final = 9  # words of a clause before its verb


class Turned(Struct, frozen=True):
    """A clause that says that something is not so: its number, the word it denies (*died*, *mine*), and whether it does
    so of all there is (*nobody*, *there is no*)."""

    number: int
    head: str
    whole: bool = False


def clauses(words: Sequence[str]) -> tuple[int, ...]:
    """The number of the clause, from 0, of each of running words in lower case, marks among them."""
    found, number = [], 0
    for at in range(len(words)):
        number += at > 0 and _begins(words, at)
        found.append(number)
    return tuple(found)


def is_number(words: Sequence[str], at: int) -> bool:
    """Whether a full stop belongs to a number: *No. 4*."""
    around = words[max(at - 1, 0) : at + 2]
    return len(around) == 3 and tuple(around[:2]) == ("no", ".") and around[2].isdigit()


def _begins(words: Sequence[str], at: int) -> bool:
    word, before = words[at], words[at - 1]
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in _MARKS or word in _BRINGS:
        return not is_number(words, at - 1)
    if before == "," or word in ("and", "or"):
        first = after if word in ("and", "or") else word
        return first in _NO or first in _NOBODY or first in SUBJECT or first in ("that", "there")
    return False


def denied(words: Sequence[str], numbers: Sequence[int]) -> tuple[Turned, ...]:
    """The clauses that say as a whole that something is not so."""
    found = (_denied(number, inside) for number, inside in _inside(words, numbers))
    return tuple(each for each in found if each.head)


def unreal(words: Sequence[str], numbers: Sequence[int]) -> frozenset[int]:
    """The clauses that tell what may be, ought to be or will be, suppose it, or only say who is meant."""
    told = _inside(words, numbers)
    return frozenset(number for number, its in told if its[0] in _ASIDE or not _OTHERWISE.isdisjoint(its))


def _inside(words: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    for number in dict.fromkeys(numbers):
        inside = [word for word, own in zip(words, numbers, strict=True) if own == number and word not in _MARKS]
        if inside:
            yield number, inside


def _denied(number: int, words: Sequence[str]) -> Turned:
    if words[0] in _NO_CLAUSE or not _PARTLY.isdisjoint(words):
        return Turned(number, "")
    if head := _of_none(words) or _contrast(words):
        return Turned(number, head, whole=True)
    return Turned(number, _turned(words), whole="there" in words[:3])


def _of_none(words: Sequence[str]) -> str:
    """What is said of none: *nobody has died*, *no detainee has died*, *none of them was armed*."""
    rest = list(_without_opening(words))
    opens = bool(rest) and (rest[0] in _NOBODY or rest[0] == "no")
    verb = next((at for at, word in enumerate(rest) if at and (word in AUXILIARY or word.endswith("ed"))), None)
    if not opens or verb is None or not _OTHERWISE.isdisjoint(rest[: verb + 1]):
        return ""
    return _head(rest[verb:])


def _contrast(words: Sequence[str]) -> str:
    """*And not with a shell*, of how, where or by whom it was done; *a part, not all* denies nothing that was said."""
    rest = [word for word in words if word not in (",", "and", "but")]
    contrasts = len(rest) > 1 and rest[0] == "not" and rest[1] in _HOW and len(rest) <= _FIRST
    return _head(rest[1:]) if contrasts else ""


def _turned(words: Sequence[str]) -> str:
    """*The army did not fire*, *there was no mine*, *they have never been there*."""
    at = next((at for at, word in enumerate(words) if word in AUXILIARY | _OTHERWISE or word == "never"), None)
    if at is None or at > _FIRST or words[at] in _OTHERWISE:
        return ""
    return _head(words[at + 1 :]) if words[at] == "never" or _is_not(words[at:]) else ""


def _is_not(words: Sequence[str]) -> bool:
    """Whether a verb, the first of some words, is turned by itself (*didn't*) or by what stands right behind it."""
    verb, after = words[0], words[1:]
    at = -1
    if not verb.endswith("n't"):
        at = next((at for at, word in enumerate(after) if word not in AUXILIARY), len(after))
        if at == len(after) or after[at] not in _TURNS or (verb in _HAVE and at == 0 and after[0] == "no"):
            return False
    return all(word not in _NO_MORE for word in after[at + 1 : at + 2])


def _head(words: Sequence[str]) -> str:
    """The first word that tells something: what is said to be done, or to be there."""
    telling = (word for word in words if word not in _TELL_NOTHING and not word.endswith("ly") and word.isalpha())
    head = next(telling, "")
    return "" if _THOUGHTS.intersection(candidates(head)) else head


def of_any(words: Sequence[str]) -> bool:
    """Whether a clause speaks of all there is: *that any detainee had died*."""
    return not _ANY.isdisjoint(words)


def done(words: Sequence[str]) -> str:
    """What a clause says to have been done, where it is one: *that the group had mined the river*, *mining the river*,
    *claims that they mined it*, *any part in the attack*; empty for a thing or a person."""
    if not _PARTLY.isdisjoint(words):
        return ""
    if head := _charged(words):
        return head
    verb = next((at for at, word in enumerate(words) if word in AUXILIARY), None)
    if verb is not None:
        return _head(words[verb + 1 :])
    rest = words[words.index("that") + 1 :] if "that" in words else ()
    found = next((word for word in rest if word.endswith("ed") or word in IRREGULAR), "")
    return found or next((word for word in words[:1] if word.endswith("ing")), "")


def _charged(words: Sequence[str]) -> str:
    """What somebody is said to have to do with: *any involvement in the bombing*, *accusations of torture*."""
    for at, word in enumerate(words[:_FEW]):
        if (
            not _CHARGES.isdisjoint(candidates(word))
            and words[at + 1 : at + 2]
            and words[at + 1] in ("in", "for", "of")
        ):
            return _head(words[at + 2 :])
    return ""


def _without_opening(words: Sequence[str]) -> Iterator[str]:
    begun = False
    for word in words:
        begun = begun or (word not in _OPENING and word != ",")
        if begun:
            yield word
