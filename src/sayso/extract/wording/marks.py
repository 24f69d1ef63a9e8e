"""Scare quotes: a few words in quotation marks that nobody is quoted with."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.speaking.ground import listed
from sayso.extract.standing.scene import Scene
from sayso.parse.quotation import Quotation, quotations
from sayso.records import Attribution, Span

MOST: Final = 4  # words between scare quotes; more are a quotation
# After these the marks show a name, a title or a word as such.
NAMING: Final = listed(
    "codenamed dubbed entitled headlined letter meaning means named nicknamed operation phrase subtitled term"
    " titled word words"
)
_SMALL: Final = listed("a an and at by de for from in la le of on or the to with")
_READ: Final = frozenset({"paragraph", "list_item", "caption", "heading", "quote"})


def scare_quotes(s: Scene, attributions: Sequence[Attribution]) -> Iterator[Span]:
    """The spans between marks that hold words at a distance, without the marks, in text order."""
    edges = frozenset(edge for a in attributions for span in a.content for edge in span)
    for block in s.parse.document.blocks:
        if block.kind not in _READ or not _has_marks(s.parse.document.text, block.span):
            continue
        for one in quotations(s.parse.document.text, block.span):
            for quotation, inside in (one, False), *((deeper, True) for deeper in _within(s, one)):
                if _is_scare(s, quotation, edges, inside):
                    yield _bare(s.parse.document.text, quotation.inner)


def _has_marks(text: str, span: Span) -> bool:
    return any(text.find(mark, *span) >= 0 for mark in "\"“”„«'‘’")


def _within(s: Scene, one: Quotation) -> tuple[Quotation, ...]:
    """The quotations inside a longer one."""
    return quotations(s.parse.document.text, one.inner) if one.inner[1] - one.inner[0] > 40 else ()


def _is_scare(s: Scene, quotation: Quotation, edges: frozenset[int], inside: bool) -> bool:
    words = s.ground.syntax.within(quotation.inner)
    said = [i for i in words if s.parse.words[i].pos != "PUNCT"]
    if (
        not quotation.closed
        or not 0 < len(said) <= MOST
        or s.parse.words[said[0]].sentence != s.parse.words[said[-1]].sentence
    ):
        return False
    if not inside and (_is_quoted(s, quotation, edges)):
        return False
    before = s.words[words[0] - 2] if words[0] > 1 else ""
    return before not in NAMING and not _is_name(s, said) and not _is_sentence(s, quotation)


def _is_quoted(s: Scene, quotation: Quotation, edges: frozenset[int]) -> bool:
    """Whether somebody is quoted with the words: they stand at the edge of a content, or in one that only retells; in
    somebody's own words the marks are his."""
    around = {edge + step for edge in (*quotation.span, *quotation.inner) for step in (-1, 0, 1)}
    voice = s.voices.of(quotation.inner)
    return not edges.isdisjoint(around) or (voice is not None and s.said[voice].manner != "direct")


def _is_name(s: Scene, said: Sequence[int]) -> bool:
    """Whether the words are a name or a title, or no words: all but small ones begin with a capital or a digit."""
    kept = [s.ground.syntax.word(i) for i in said if s.words[i] not in _SMALL]
    return all(not word[0].islower() for word in kept)


def _is_sentence(s: Scene, quotation: Quotation) -> bool:
    """*“No way!”*: what closes like a sentence is somebody's speech."""
    return s.parse.document.text[quotation.inner[1] - 1] in "!?…"


def _bare(text: str, span: Span) -> Span:
    """A span without blanks and the stop or comma that stands before a closing mark."""
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:"):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
