"""Whom a page credits for its text: in its byline, in brackets, in a line of its own, where it cites another medium."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec import Struct

from sayso.lexicon.outlets import AGENCIES, AGENCY_WORDS
from sayso.lexicon.register import load
from sayso.records import Block, Document, Reading, Span

CreditKind = Literal["byline", "line", "cited"]

_NAME: Final = r"[A-Z][\w&'’.-]*(?:\s+(?:(?:of|the|and|for|de)\s+)?[A-Z][\w&'’.-]*){0,4}"
# Brackets that close a paragraph, or stand in the dateline at its beginning: *KYIV, May 3 (Reuters) —*.
_BRACKETS: Final = re.compile(rf"(?:^(?P<place>[A-Z][^()]{{1,60}}?)\s*)?\((?P<to>{_NAME})\)\s*(?(place)[-–—]|[.\s]*$)")
_SAYS: Final = re.compile(
    rf"""(?:(?:first|originally)\s+(?:published|appeared|reported|run)\s+(?:by|in|on|at)
      | (?:(?i:reprinted|republished|syndicated|adapted|translated|taken)|(?i:courtesy))\s+(?:from|of|by)
      | (?i:material|information|reporting|text|report|copy)\s+(?:from|of|by)
      | ^(?i:source|via|from|by|with\s+(?:reporting|material)\s+(?:by|from))\s*:?
      )\s+(?:the\s+)?(?P<to>{_NAME})""",
    re.VERBOSE,
)
_CONTRIBUTES: Final = re.compile(rf"^\W*(?:The\s+)?(?P<to>{_NAME})\s+(?:contributed|reported\s+from)\b")
_ALONE: Final = re.compile(rf"^\W*(?:The\s+)?(?P<to>{_NAME})\W*$")
_LINE: Final = 160  # code points of a line that says nothing but whose the text is
_NO_CREDIT: Final = frozenset({"furniture", "title", "heading", "byline"})  # a byline's names are the author's
_MEDIA: Final = ("article", "broadcast", "agency_report")
_SMALL: Final = frozenset(
    {"the", "staff", "news", "agency", "agencies", "newsroom", "desk", "correspondent", "reporter"}
)


class Credit(Struct, frozen=True):
    """Somebody whom a page names for its text, as it is written there, and where; a byline may stand outside the text.
    `agency` says that it is a news agency: whoever prints it has the text from there."""

    to: str
    kind: CreditKind
    span: Span | None = None
    agency: bool = False


def credits(reading: Reading) -> tuple[Credit, ...]:
    """The credits of a page, those of its byline first, each name once in each manner."""
    document = reading.document
    found: dict[tuple[str, str], Credit] = {}
    for to, kind, span in (*_bylines(document), *_lines(document), *_cited(reading)):
        found.setdefault((key(to), kind), Credit(to, kind, span, is_agency(to)))
    return tuple(found.values())


def key(name: str) -> str:
    """A name by which outlets are compared: that of the register where it has one, else its words without those that
    many have (*the*, *staff*, *news*)."""
    entries = load().named(re.sub(r"^[Tt]he\s+", "", name))
    if len(entries) == 1:
        return entries[0].id
    words = re.findall(r"\w+", name.casefold())
    return " ".join(word for word in words if word not in _SMALL) or " ".join(words)


def is_agency(name: str) -> bool:
    return key(name) in AGENCIES or not AGENCY_WORDS.isdisjoint(re.findall(r"\w+", name.casefold()))


Found = tuple[str, CreditKind, Span | None]


def _bylines(document: Document) -> Iterator[Found]:
    yield from ((part.strip(), "byline", None) for part in (document.author or "").split(";") if part.strip())


def _lines(document: Document) -> Iterator[Found]:
    told = [block for block in document.blocks if block.kind not in _NO_CREDIT]
    for block in told:
        yield from _in_block(document.text, block)


def _in_block(text: str, block: Block) -> Iterator[Found]:
    start, end = block.span
    found = list(_BRACKETS.finditer(text[start:end]))
    if end - start <= _LINE:
        words = text[start:end]
        found += _SAYS.finditer(words)
        found += filter(None, (_CONTRIBUTES.match(words), _ALONE.match(words) if _only_agency(words) else None))
    yield from ((match["to"], "line", (start + match.start("to"), start + match.end("to"))) for match in found)


def _only_agency(line: str) -> bool:
    match = _ALONE.match(line)
    return match is not None and is_agency(match["to"])


def _cited(reading: Reading) -> Iterable[Found]:
    return (
        (each.publisher, "cited", each.span) for each in reading.references if each.kind in _MEDIA and each.publisher
    )
