"""What a number counts: the noun phrase behind it, in the page's words, without the number."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.extract.figuring.quantities import Quantity, joined, lower
from sayso.extract.speaking.ground import listed
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.nominals import nominal
from sayso.lexicon.numbers import TENS, UNITS
from sayso.lexicon.outcomes import Counted as Kind
from sayso.lexicon.things import CRAFT, PERSONS, PLACES, TROOPS
from sayso.parse.syntax import Syntax
from sayso.records import Span

_MORE: Final = frozenset({"more", "other", "others", "additional", "further", "extra", "another"})
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_OPENING: Final = listed("the a an this that these those its their his her our my your all both some any")
_PRONOUNS: Final = listed("them whom which us you it those these who ours theirs yours")
# Nouns that only measure out what comes behind their *of*: 12 *members of* the council.
_EMPTY: Final = listed("member piece item bit set type kind sort round unit load box bag truckload batch pair")
_CAPTIVE: Final = frozenset({"prisoner", "hostage", "captive"})
_PARTICLES: Final = frozenset({"down", "up", "out", "off"})  # *shot two jets down*
_QUOTES: Final = frozenset("\"“‘'")
_MOST: Final = 9  # words between a number and its noun


class Counted(Struct, frozen=True):
    """What a number counts: the word that it hangs on (its noun, or the number's own last word where it has none) and
    the words of the noun phrase."""

    head: int
    what: Span | None
    named: bool  # whether the number has a noun of its own


def counted(s: Syntax, q: Quantity) -> Counted:
    """What a number counts. Of shares it is what they are of."""
    n, k = s.words[q.first].sentence, q.last + 1
    of = lower(s, k, n) == "of"
    if q.share and not of and lower(s, k, n) not in _OPENING:
        return _share(s, q)
    partitive = of
    k += of
    if joined(s, k) and lower(s, k + 1, n) == "strong":
        k += 2
    while lower(s, k, n) in _MORE and lower(s, k + 1, n):
        k += 1
        of = of or lower(s, k, n) == "of"
    if lower(s, k, n) == "of":
        k, partitive = k + 1, True
    if partitive and lower(s, k, n) in _PRONOUNS:
        k += 1  # *two of them children*
        if not (lower(s, k, n) and s.words[k].pos in ("NOUN", "ADJ") and lower(s, k - 1, n) != "who"):
            return Counted(q.end, None, False)
    if lower(s, k, n) == "hurt":
        return Counted(q.end, None, False)  # *60 hurt*, where it is taken for a noun
    owned = lower(s, k, n) in _OPENING and not (partitive or q.share)  # *Around 10 the shelling began*
    found = (None if owned else _phrase(s, k, n)) or _predicate(s, q)
    if found is None:
        others = lower(s, k - 1, n) == "others" and k - 1 > q.end
        return Counted(k - 1, s.words[k - 1].span, True) if others else Counted(q.end, None, False)
    first, head = found
    own = q.end if q.share or (partitive and _is_head(s, q)) else head
    return Counted(own, (s.words[first].span[0], s.words[_extended(s, head)].span[1]), True)


def kinds_of(s: Syntax, found: Counted) -> tuple[Kind, ...]:
    """Whether persons, places or things are counted, and whether armies deploy them; persons where nothing tells."""
    kinds, lemmas = [_kind(s, found)], _lemmas(s, found)
    if lemmas & (TROOPS | CRAFT) and found.what:
        kinds.append("troop")
    if lemmas & CRAFT or (found.what and _is_model(s, found.what)):
        kinds.append("craft")
    return tuple(kinds)


def _is_model(s: Syntax, what: Span) -> bool:
    """*MiG-29 fighters*, *F-16s*."""
    return any(map(str.isdigit, s.text[slice(*what)]))


def _lemmas(s: Syntax, found: Counted) -> set[str]:
    return {*candidates(s.lower(_last(s, found.what)))} if found.what else set()


def _kind(s: Syntax, found: Counted) -> Kind:
    if found.what is None:
        return "person"
    last, lemmas = _last(s, found.what), _lemmas(s, found)
    if _is_model(s, found.what):
        return "thing"
    word = s.lower(last)
    if lemmas & PERSONS or is_person(word):
        return "person"
    if lemmas & PLACES:
        return "place"
    return "person" if s.words[last].pos == "PROPN" and word.endswith(("ns", "is", "ese", "ans")) else "thing"


def is_person(word: str) -> bool:
    """Whether a noun is known to mean persons."""
    known = nominal(word)
    return known is not None and known.person


def _last(s: Syntax, span: Span) -> int:
    return s.within(span)[-1]


def _is_head(s: Syntax, q: Quantity) -> bool:
    """Whether the sentence hangs on the number rather than on the noun behind its *of*."""
    return s.words[q.end].pos in ("NUM", "NOUN") and s.words[q.end].relation != "nummod"


def _share(s: Syntax, q: Quantity) -> Counted:
    """A share with its whole told elsewhere or right behind it: one in five *children*; 20 percent *stake*."""
    found = _phrase(s, q.last + 1, s.words[q.first].sentence)
    if found is None:
        return Counted(q.end, None, False)
    first, head = found
    return Counted(head, (s.words[first].span[0], s.words[head].span[1]), True)


def _predicate(s: Syntax, q: Quantity) -> tuple[int, int] | None:
    """Of those killed, 12 were *women*."""
    head = s.words[q.end].head
    if head is None or s.words[q.end].relation != "nsubj" or head < q.last + 2:
        return None
    if s.words[head].pos != "NOUN" or not s.dependents(head, "cop") or s.dependents(head, "case"):
        return None
    return _phrase(s, s.dependents(head, "cop")[-1] + 1, s.words[head].sentence)


def _phrase(s: Syntax, k: int, n: int) -> tuple[int, int] | None:
    """The first word and the head noun of a noun phrase that begins at word k, without articles and owners."""
    first, head = k, -1
    for i in range(k, min(k + _MOST, len(s.words))):
        if s.words[i].sentence != n or not _goes_on(s, i, k):
            break
        if s.word(i) in _QUOTES and i == first:
            first = i + 1
        elif s.lower(i) in _POSSESSIVE or (head < 0 and s.lower(i) in _OPENING):
            first, head = i + 1, -1
        elif head < 0 and i == first and _is_number(s, i) and not joined(s, i + 1):
            first = i + 1  # *12 of the 40 hostages*
        elif s.words[i].pos in ("NOUN", "PROPN"):
            head = i
    while head >= 0 and joined(s, head + 1):
        head += 2  # *one Su-27*
    return (first, head) if head >= 0 else None


def _is_number(s: Syntax, i: int) -> bool:
    return s.words[i].pos == "NUM" or s.lower(i) in UNITS or s.lower(i) in TENS


def _goes_on(s: Syntax, i: int, k: int) -> bool:
    """Whether word i can stand in a noun phrase that began at word k before its head."""
    word, before = s.words[i], s.words[i - 1]
    if joined(s, i) or joined(s, i - 1) or s.lower(i) in _POSSESSIVE:
        return True
    if s.word(i) in _QUOTES:
        return i == k
    if not s.word(i)[0].isalnum():
        return False
    if s.lower(i) in _PARTICLES:
        return False
    if s.lower(i) in _OPENING:
        return i == k or s.lower(i - 1) in _OPENING
    if s.lower(i) in _CAPTIVE and before.pos == "NOUN" and s.lower(i - 1).endswith(("s", "n")):
        return False  # *took 20 soldiers prisoner*
    if word.pos in ("NOUN", "PROPN"):
        return not (_is_clause(s, i) and before.pos in ("NOUN", "PROPN") and i > k)
    if word.pos in ("ADJ", "NUM", "X", "SYM"):
        return _leads_on(s, i)
    if word.pos == "ADV":
        return _leads_on(s, i) and s.words[i + 1].pos in ("ADJ", "VERB", "ADV")
    if word.pos == "VERB":
        return word.relation in ("amod", "compound") and _leads_on(s, i)
    if word.pos == "CCONJ":  # *Russian and Syrian soldiers*
        return before.pos == "ADJ" and i > k and _leads_on(s, i) and s.words[i + 1].pos == "ADJ"
    return word.pos == "DET" and i == k


def _is_clause(s: Syntax, i: int) -> bool:
    """Whether a noun is no further part of the phrase but one of the clause: 40 soldiers *Monday*."""
    word = s.words[i]
    return word.relation in ("obl", "nsubj", "obj") and s.words[i - 1].head != i and word.pos == "PROPN"


def _leads_on(s: Syntax, i: int) -> bool:
    """Whether a noun, or a word on the way to one, comes next."""
    if i + 1 >= len(s.words) or s.words[i + 1].sentence != s.words[i].sentence:
        return False
    after = s.words[i + 1]
    if after.pos in ("NOUN", "PROPN", "ADJ", "NUM") or joined(s, i + 1):
        return True
    return after.pos == "VERB" and after.relation in ("amod", "compound")


def _extended(s: Syntax, head: int) -> int:
    """The last word of the phrase with what an empty noun measures out (*pieces of equipment*), or a noun joined to
    it without a number of its own (*women and children*)."""
    n = s.words[head].sentence
    nxt = lower(s, head + 1, n)
    if nxt == "of" and _EMPTY.intersection(candidates(s.lower(head))):
        found = _phrase(s, head + 2, n)
        return found[1] if found else head
    if nxt == "and" and s.lower(head).endswith(("s", "n")) and head + 2 < len(s.words):
        other = s.words[head + 2]
        if other.pos == "NOUN" and other.relation == "conj" and other.head == head and other.sentence == n:
            return head + 2 if not s.dependents(head + 2, "nummod", "det", "nmod") else head
    return head


def heads_of(s: Syntax, found: Counted, q: Quantity) -> Iterator[int]:
    """The words that the sentence may hang a counted thing on, the likeliest first."""
    seen: list[int] = []
    for i in (found.head, q.end, q.bare, *([_last(s, found.what)] if found.what else [])):
        if i not in seen:
            seen.append(i)
            yield i
