"""Names that a page gives to an actor itself: *Syrian Democratic Forces, SDF*; *hereafter …*; *X, also known as Y*;
*X ‘Y’*; *X (Y)*."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.lexicon.nominals import nominal
from sayso.records import Definition, Naming, Span

_QUOTES: Final = "\"“”‘’'«»"
_CAPITAL: Final = r"(?:[^\W\d_a-z][\w’'.-]*)"
_PHRASE: Final = rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|al|el|of|the|for|and|de|du|ul|ud)(?=[ -]{_CAPITAL}|\W|$))*"
_SAYS: Final = (
    r"(?:hereafter|hereinafter|henceforth|(?:(?:also|otherwise|better|commonly|formerly|previously)\s+)?known\s+(?:as|by)"
    r"|also called|formerly called|formerly|a\.?k\.?a\.?|A\.?K\.?A\.?|also spelled|or)"
)
_AFTER_WORDS: Final = (
    r"(?:(?:referred to|called|known|named|as|by|simply|their|its|his|her|own|accurate|real|proper|full|former|new|old"
    r"|name|the|acronym|initials)\s+){0,8}"
)
# Each ends where the alias begins; the alias is the phrase that follows.
_BY_WORDS: Final = re.compile(
    rf"(?:\s*[,(\[–—-]\s*|\s+){_SAYS}\s+{_AFTER_WORDS}[{_QUOTES}]?(?P<alias>{_PHRASE})", re.UNICODE
)
_BY_SETTING: Final = (
    re.compile(rf"\s*\((?:the\s+|or\s+)?[{_QUOTES}]?(?P<alias>{_PHRASE})[{_QUOTES}]?\s*[),;]"),
    re.compile(rf"\s+[‘“\"'](?P<alias>{_PHRASE})[’”\"']"),
)
# After a comma alone stands the next of a list as well (*the European Union, NATO*): only initials tell an alias.
_BY_COMMA: Final = re.compile(r",\s+(?P<alias>[A-Z][A-Z&/-]{1,9})(?=[\s,;)(.:]|['’]s)")
_FORMERLY: Final = re.compile(r"\W*formerly\s")


class _Seen(Struct, frozen=True):
    """The names of a page in text order, where each begins, and each by its span."""

    names: Sequence[Naming]
    starts: Sequence[int]
    at: Mapping[Span, Naming]


def definitions(text: str, names: Sequence[Naming]) -> tuple[Definition, ...]:
    """Pairs of names of which the page says that they are one's, in text order. Two are tried on each name: what words
    say, and what the setting does; a chain (*X, Y (hereafter Z, W)*) is followed from name to name."""
    out: list[Definition] = []
    seen = _Seen(names, [name.span[0] for name in names], {name.span: name for name in names})
    ends = dict(seen.at)
    rest = list(names)
    while rest:
        name = rest.pop(0)
        for definition in _of(text, name, seen):
            out.append(definition)
            if definition.alias not in ends:
                new = Naming(span=definition.alias, kind=name.kind, score=1.0)
                ends[definition.alias] = new
                rest.append(new)
    return tuple(sorted(out, key=lambda d: (d.alias, d.name)))


def _of(text: str, name: Naming, seen: _Seen) -> Iterator[Definition]:
    if name.use == "demonym":
        return
    if match := _BY_WORDS.match(text, name.span[1]):
        alias = _whole(match.span("alias"), seen)
        if _says(text, name, match[0], alias):
            yield Definition(name.span, alias, says=True)
        return
    for pattern in _BY_SETTING:
        if match := pattern.match(text, name.span[1]):
            alias = _whole(match.span("alias"), seen)
            if _one_actor(text, name, alias, seen):
                yield Definition(name.span, alias, says=False)
            return
    if (match := _BY_COMMA.match(text, name.span[1])) and _initials(text, name.span, match.span("alias"), missed=0):
        yield Definition(name.span, _whole(match.span("alias"), seen), says=False)


def _says(text: str, name: Naming, words: str, alias: Span) -> bool:
    """Whether the words between two names say that they are one's: *or* only before initials, and *formerly* before
    what a person was says no name (*Ana Ruiz, formerly Defence Minister*)."""
    if words.lstrip().startswith("or "):
        return _initials(text, name.span, alias)
    last = nominal(text[slice(*alias)].split()[-1])
    return not (name.kind == "person" and _FORMERLY.match(words) and last is not None and last.person)


def _whole(alias: Span, seen: _Seen) -> Span:
    """The name that begins where the alias does, or with an article before it, if one does; else the phrase."""
    before = bisect_right(seen.starts, alias[0]) - 1
    name = seen.names[before] if before >= 0 else None
    return name.span if name is not None and alias[0] < name.span[1] and name.use != "demonym" else alias


def _one_actor(text: str, name: Naming, alias: Span, seen: _Seen) -> bool:
    """Whether a name in brackets or quotation marks after another is its alias: its initials, or an organisation's
    name after an organisation's; not a party and state after a politician, a country after a town."""
    if _initials(text, name.span, alias):
        return True
    if name.kind in ("person", "place", "state", None):
        return False
    other = seen.at.get(alias)
    return other is not None and other.kind not in ("person", "place", "state", "media", None)


def _initials(text: str, name: Span, alias: Span, missed: int = 1) -> bool:
    """Whether the alias is made of initials of the name, in order; small words and one letter may be left out. `missed`
    letters of one of three or more may be no initials; a small letter is one of a small word (*MoD*)."""
    letters = [c for c in text[slice(*alias)] if c.isalpha()]
    words = [w for w in re.split(r"[\W_]+", text[slice(*name)]) if w]
    if sum(map(str.isupper, letters)) < 2 or len(words) < 2:
        return False
    first, more = 0, 0
    for letter in letters:
        at = next((i for i in range(first, len(words)) if letter in (words[i][0], words[i][0].upper())), None)
        if at is None:
            more += 1
        else:
            first = at + 1
    return more <= (missed if len(letters) > 2 else 0)
