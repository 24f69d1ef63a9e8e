"""Names that a page gives to an actor itself: *Syrian Democratic Forces, SDF*; *hereafter …*; *X, also known as Y*;
*X ‘Y’*; *X (Y)*."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.records import Definition, Naming, Span

_QUOTES: Final = "\"“”‘’'«»"
_CAPITAL: Final = r"(?:[^\W\d_a-z][\w’'.-]*)"
_PHRASE: Final = rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|al|el|of|the|for|and|de|du|ul|ud)(?=[ -]{_CAPITAL}|\W|$))*"
_SAYS: Final = (
    r"(?:hereafter|hereinafter|henceforth|also known as|also called|otherwise known as|better known as"
    r"|commonly known as|known as|formerly known as|formerly called|formerly|previously known as|a\.?k\.?a\.?"
    r"|also spelled|or)"
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
    re.compile(r",\s+(?P<alias>[A-Z][A-Z&/-]{1,9})(?=[\s,;)(.:]|['’]s)"),
)


def definitions(text: str, names: Sequence[Naming]) -> tuple[Definition, ...]:
    """Pairs of names of which the page says that they are one's, in text order. Two are tried on each name: what words
    say, and what the setting does; a chain (*X, Y (hereafter Z, W)*) is followed from name to name."""
    out: list[Definition] = []
    ends = {name.span: name for name in names}
    rest = list(names)
    while rest:
        name = rest.pop(0)
        for definition in _of(text, name, names):
            out.append(definition)
            if definition.alias not in ends:
                new = Naming(span=definition.alias, kind=name.kind, score=1.0)
                ends[definition.alias] = new
                rest.append(new)
    return tuple(sorted(out, key=lambda d: (d.alias, d.name)))


def _of(text: str, name: Naming, names: Sequence[Naming]) -> Iterator[Definition]:
    if name.use == "demonym":
        return
    if match := _BY_WORDS.match(text, name.span[1]):
        alias = _whole(match.span("alias"), names)
        if not match[0].lstrip().startswith("or ") or _initials(text, name.span, alias):
            yield Definition(name.span, alias, says=True)
        return
    for pattern in _BY_SETTING:
        if match := pattern.match(text, name.span[1]):
            alias = _whole(match.span("alias"), names)
            if _one_actor(text, name, alias, names):
                yield Definition(name.span, alias, says=False)
            return


def _whole(alias: Span, names: Sequence[Naming]) -> Span:
    """The name that begins where the alias does, if one does; else the phrase."""
    return next((n.span for n in names if n.span[0] == alias[0] and n.use != "demonym"), alias)


def _one_actor(text: str, name: Naming, alias: Span, names: Sequence[Naming]) -> bool:
    """Whether a name in brackets or quotation marks after another is its alias: its initials, or an organisation's
    name after an organisation's; not a party and state after a politician, a country after a town."""
    if _initials(text, name.span, alias):
        return True
    if name.kind in ("person", "place", "state", None):
        return False
    other = next((n for n in names if n.span == alias), None)
    return other is not None and other.kind not in ("person", "place", "state", "media", None)


def _initials(text: str, name: Span, alias: Span) -> bool:
    """Whether the alias is made of initials of the name, in order; small words and one letter may be left out."""
    letters = [c for c in text[slice(*alias)] if c.isalpha()]
    words = [w for w in re.split(r"[\W_]+", text[slice(*name)]) if w]
    if len(letters) < 2 or any(map(str.islower, letters)) or len(words) < 2:
        return False
    first, missed = 0, 0
    for letter in letters:
        at = next((i for i in range(first, len(words)) if words[i][0].upper() == letter), None)
        if at is None:
            missed += 1
        else:
            first = at + 1
    return missed <= (1 if len(letters) > 2 else 0)
