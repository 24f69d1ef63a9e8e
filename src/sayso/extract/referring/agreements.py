"""Agreements and laws that a page names: *the Minsk agreements*, *Resolution 2254*, *the Geneva Conventions*."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sayso.extract.speaking.ground import Ground, actor_at, is_hyphen
from sayso.ids import thing_id
from sayso.lexicon.outlets import AGREEMENTS, LAWS, NAMED_ONLY, NUMBERED, OF_DEALS
from sayso.records import Actor, Reference, ReferenceKind, Span

_OF: Final = frozenset({"of", "on", "for", "against", "to"})
_SMALL: Final = frozenset({"of", "the", "and", "on", "for", "in", "against", "de", "to", "or"})
_DEFINITE: Final = frozenset({"the", "its", "their", "this", "that", "these", "both"})
_PARTIES: Final = frozenset({"national", "republican", "democratic", "party"})  # conventions that are meetings
_MOST: Final = 8


def agreements(g: Ground, document: str) -> Iterator[Reference]:
    """The agreements and laws of a page, each where it is named first."""
    seen: set[str] = set()
    for span, kind, issuer in (*_by_noun(g), *_by_actor(g)):
        title = " ".join(g.syntax.text[slice(*span)].split())
        if title.casefold() not in seen:
            seen.add(title.casefold())
            yield Reference(
                id=thing_id(document, "reference", (span,)), span=span, kind=kind, title=title, issuer=issuer
            )


def _by_noun(g: Ground) -> Iterator[tuple[Span, ReferenceKind, str | None]]:
    for i in range(len(g.syntax.words)):
        kind = _kind(g.syntax.lower(i))
        if kind is None:
            continue
        span = _numbered(g, i) or _named(g, i)
        if span is not None:
            yield span, kind, _issuer(g, span) if kind == "law" else None


@lru_cache(maxsize=1 << 15)
def _kind(word: str) -> ReferenceKind | None:
    if not AGREEMENTS.isdisjoint(_singular(word)):
        return "agreement"
    return None if LAWS.isdisjoint(_singular(word)) else "law"


def _singular(word: str) -> tuple[str, ...]:
    """A noun and what it may be the plural of. Other forms of other words (*according*) are none of it."""
    return (word, word[:-1], word[:-3] + "y") if word.endswith("s") else (word,)


def _numbered(g: Ground, i: int) -> Span | None:
    """*Resolution 2254*, *Security Council Resolution 1701*, *resolution 242*."""
    s, k = g.syntax, i + 1
    if NUMBERED.isdisjoint(_singular(s.lower(i))) or not _in_sentence(g, k, i):
        return None
    k += s.lower(k) in ("no", "no.", "number") and _in_sentence(g, k + 1, i)
    number = s.word(k)
    if not number[0].isdigit():
        return None
    while is_hyphen(g, k + 1) and _in_sentence(g, k + 2, i):
        k += 2
    first = i
    while first > 0 and _in_sentence(g, first - 1, i) and _is_name(g, first - 1):
        first -= 1
    return s.words[first].span[0], s.words[k].span[1]


def _named(g: Ground, i: int) -> Span | None:
    """A name that ends in a noun for an agreement or a law, or goes on behind it: the *Treaty of* Versailles."""
    s = g.syntax
    capital = s.word(i)[0].isupper() and not _begins(g, i)
    last, first = _further(g, i) if s.word(i)[0].isupper() else i, i
    if last == i and s.word(i)[0].isupper() and _is_name(g, i + 1) and _in_sentence(g, i + 1, i):
        return None  # *Law School*, *Bill Haddad*
    names = 0
    while i - first < _MOST and _in_sentence(g, first - 1, i):
        before = first - 1
        if _is_name(g, before) and not _is_person(g, before):
            names += 1
        elif not (is_hyphen(g, before) or is_hyphen(g, first) or s.lower(before) in OF_DEALS or _is_year(g, before)):
            break
        first = before
    plural = s.lower(i).endswith("s")
    if not _suffices(g, i, first, last, names, capital) or (s.lower(first) in _PARTIES and s.lower(i) == "convention"):
        return None
    if s.lower(i - 1) in _PARTIES and s.lower(i).startswith("convention") and not plural:
        return None
    return s.words[first].span[0], s.words[last].span[1]


def _suffices(g: Ground, i: int, first: int, last: int, names: int, capital: bool) -> bool:
    """Whether what stands around the noun makes it the name of one document rather than a description."""
    s = g.syntax
    definite = first > 0 and _in_sentence(g, first - 1, i) and s.lower(first - 1) in _DEFINITE
    if not NAMED_ONLY.isdisjoint(_singular(s.lower(i))) and not s.word(i)[0].isupper():
        return s.lower(i) in ("conventions", "protocols", "memorandum", "charter", "convention") and names > 0
    if last > i:
        return True
    if capital and (names or (definite and s.lower(i) in ("constitution", "charter"))):
        return True
    law = not LAWS.isdisjoint(_singular(s.lower(i)))
    if law or not names:  # *the deconfliction agreement*
        return not law and definite and first < i
    adjective = names == 1 and all(s.words[k].pos == "ADJ" or s.lower(k) in OF_DEALS for k in range(first, i))
    return definite or (s.lower(i).endswith("s") and not adjective)


def _further(g: Ground, i: int) -> int:
    """The last word of *Treaty on the Prohibition of Nuclear Weapons*, *Charter of the United Nations*."""
    s, last, k = g.syntax, i, i + 1
    if not _in_sentence(g, k, i) or s.lower(k) not in _OF:
        return i
    while _in_sentence(g, k, i) and (s.lower(k) in _SMALL or _is_name(g, k) or is_hyphen(g, k)):
        if _is_name(g, k):
            last = k
        k += 1
    return last


def _is_name(g: Ground, i: int) -> bool:
    if not 0 <= i < len(g.syntax.words):
        return False
    word = g.syntax.word(i)
    return word[0].isupper() and g.syntax.lower(i) not in _DEFINITE and not _begins_plainly(g, i)


def _begins(g: Ground, i: int) -> bool:
    return i == 0 or g.syntax.words[i - 1].sentence != g.syntax.words[i].sentence


def _begins_plainly(g: Ground, i: int) -> bool:
    """A word that is written with a capital because a sentence begins with it."""
    return _begins(g, i) and i not in g.covering and g.syntax.words[i].pos not in ("PROPN", "ADJ", "NOUN")


def _is_person(g: Ground, i: int) -> bool:
    mention = g.covering.get(i)
    return mention is not None and mention.kind == "person"


def _is_year(g: Ground, i: int) -> bool:
    word = g.syntax.word(i)
    return len(word) == 4 and word.isdigit()


def _in_sentence(g: Ground, k: int, i: int) -> bool:
    return 0 <= k < len(g.syntax.words) and g.syntax.words[k].sentence == g.syntax.words[i].sentence


def _issuer(g: Ground, span: Span) -> str | None:
    """Whose law it is: the actor within its name, or before it (*UN Security Council* Resolution 2254)."""
    words = g.syntax.within(span)
    near = (*words, *range(max(0, words[0] - 3), words[0]))
    return next((actor for k in near if k in g.headed and (actor := actor_at(g, k))), None)


def _by_actor(g: Ground) -> Iterator[tuple[Span, ReferenceKind, str | None]]:
    """Agreements that are actors of the page under a name without such a noun: *the JCPOA*."""
    for actor in g.actors.values():
        if actor.kind == "process" and _is_agreement(actor):
            spans = sorted(alias.span for alias in actor.aliases if alias.span is not None)
            if spans and not any(_kind(g.syntax.lower(k)) for k in g.syntax.within(spans[0])):
                yield spans[0], "agreement", None


def _is_agreement(actor: Actor) -> bool:
    return any(_kind(word.lower()) == "agreement" for word in actor.name.split()) or "Plan of Action" in actor.name
