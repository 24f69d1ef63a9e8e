"""The names of a page: what the encoder and the register see, as one list, and the same names wherever they stand."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from msgspec.structs import replace

from sayso.extract.attributing.amended import dateline
from sayso.lexicon.nominals import bare_name
from sayso.lexicon.register import Match, Register
from sayso.lexicon.small import PARTY_SEAT
from sayso.records import Definition, MentionKind, Named, Naming, Parse, Span

SURE: Final = 0.6  # score of a name by the encoder alone that is looked for elsewhere on the page
_MOST_SPREAD: Final = 2_000  # names of a page that are looked for elsewhere on it, each at every place
_KINDS: Final[Mapping[str, MentionKind]] = {"PER": "person", "ORG": "organization", "LOC": "place"}


def names(parse: Parse, register: Register) -> tuple[Naming, ...]:
    """The names that the encoder or the register sees, in text order, none within another."""
    text, matches = parse.document.text, register.scan(parse.document.text, read_of(parse))
    out: list[Naming] = []
    used: set[int] = set()
    starts, ends = [m.span[0] for m in matches], [m.span[1] for m in matches]
    for one in parse.named:
        near = range(bisect_right(ends, one.span[0]), bisect_left(starts, one.span[1]))
        fit = [k for k in near if _fits(matches[k], _KINDS[one.kind], register)]
        used.update(k for k in near if _within(matches[k].span, one.span) or k in fit)
        out.append(_naming(one, text, [matches[k] for k in fit], register))
    for k, match in enumerate(matches):
        if k not in used and not match.ambiguous:
            out.append(_of_register(match, 1.0, _kind(match, register)))
    seats = [m.span() for m in PARTY_SEAT.finditer(text)]
    out = [name for name in out if not any(_within(name.span, seat) for seat in seats)]
    return _apart(_as_places(out, text, set(_datelined(parse, out))))


def _datelined(parse: Parse, found: Iterable[Naming]) -> Iterator[str]:
    """The names with which datelines begin, in small letters: *DUR HALEN, April 3 (Agency) –*."""
    text = parse.document.text
    ends = {name.span[0]: name.span[1] for name in found}
    for start, _ in read_of(parse):
        line = text[start : dateline(text, start)]
        # Without a day or an agency behind it, it may as well be who is speaking.
        if start in ends and start + len(line) > ends[start] and ("," in line or "(" in line):
            yield text[start : ends[start]].lower()


def _as_places(found: Iterable[Naming], text: str, places: Container[str]) -> Iterator[Naming]:
    """The names, of those that nobody else bears these as places whatever they look like."""
    for name in found:
        there = not name.keys and text[slice(*name.span)].lower() in places
        yield replace(name, kind="place") if there else name


def read_of(parse: Parse) -> list[Span]:
    """The blocks that are read."""
    return [block.span for block in parse.document.blocks if block.kind != "furniture"]


def with_defined(found: Sequence[Naming], definitions: Iterable[Definition]) -> tuple[Naming, ...]:
    """The names, and those that only a definition shows to be ones."""
    known = {name.span: name for name in found}
    added = [
        Naming(span=d.alias, kind=known[d.name].kind if d.name in known else None, score=1.0)
        for d in definitions
        if d.alias not in known
    ]
    return _apart([*added, *found])


def spread(parse: Parse, found: Sequence[Naming]) -> tuple[Naming, ...]:
    """The names, and the same words wherever else they stand on the page as a name can."""
    text = parse.document.text
    sure: dict[str, Naming] = {}
    for name in found:
        words = text[slice(*name.span)]
        if name.score >= SURE and _distinctive(words):
            sure.setdefault(_alike(words), name)
    if not sure:
        return tuple(found)
    longest = sorted(islice(sure, _MOST_SPREAD), key=len, reverse=True)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)
    more = []
    for span in read_of(parse):
        for m in pattern.finditer(text, *span):
            known = sure.get(_alike(m[0]))
            if known is not None and m[0][0].isupper():
                more.append(Naming(span=m.span(), kind=known.kind, score=0.5, keys=known.keys, use=known.use))
    return _apart([*found, *more])


def _alike(words: str) -> str:
    """What a name is found again by: one of several words in any case (*Al-sham*), an abbreviation as it stands."""
    return words.lower() if len(re.split(r"[\W_]+", words)) > 2 else words


def _distinctive(words: str) -> bool:
    """Whether words are a name wherever they stand: an abbreviation, or several words."""
    return sum(map(str.isupper, words)) >= 2 and len(words) >= 3


def _naming(one: Named, text: str, fit: Sequence[Match], register: Register) -> Naming:
    """A name of the encoder with what the register knows of it: a name there that is longer, the same, or the same but
    for an article or a person's titles."""
    kind = _KINDS[one.kind]
    if longer := next((m for m in fit if _within(one.span, m.span)), None):
        return _of_register(longer, one.score, _kind(longer, register) or kind)
    if same := next((m for m in fit if _but_titles(text, one, m.span)), None):
        return Naming(span=one.span, kind=_kind(same, register) or kind, score=one.score, keys=same.keys, use=same.use)
    return Naming(span=one.span, kind=kind, score=one.score)


def _of_register(match: Match, score: float, kind: MentionKind | None) -> Naming:
    return Naming(span=match.span, kind=kind, score=score, keys=match.keys, use=match.use)


def _apart(found: Iterable[Naming]) -> tuple[Naming, ...]:
    """The names without those that overlap a longer one."""
    kept: list[Naming] = []
    taken: set[int] = set()
    for name in sorted(found, key=lambda n: (n.span[0] - n.span[1], n.span, not n.keys, -n.score)):
        characters = range(*name.span)
        if taken.isdisjoint(characters):
            taken.update(characters)
            kept.append(name)
    return tuple(sorted(kept, key=lambda n: n.span))


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _but_titles(text: str, whole: Named, part: Span) -> bool:
    before = [word for word in text[whole.span[0] : part[0]].split() if word.lower() != "the"]
    titled = not before or (whole.kind == "PER" and bare_name((*before, "")) == ("",))
    return _within(part, whole.span) and titled and text[part[1] : whole.span[1]].strip() in ("", "'s", "’s")


def _kind(match: Match, register: Register) -> MentionKind | None:
    kinds = {register.entries[key].kind for key in match.keys}
    return next(iter(kinds)) if len(kinds) == 1 else None


def _fits(match: Match, kind: MentionKind, register: Register) -> bool:
    """Whether the encoder's kind and the register's go together, where a name may mean something else: a person is no
    state, a place no person, and an organisation no state (*Georgia*)."""
    if not match.ambiguous:
        return True
    kinds = {register.entries[key].kind for key in match.keys}
    if kind == "person":
        return "person" in kinds
    return kinds != {"person"} and not (kind == "organization" and kinds == {"state"})
