"""The quotations of a block, by its marks."""

import re
from typing import Final

from msgspec import Struct

from sayso.parse.features import CLOSES, OPENS, OUTSIDE, quotes
from sayso.parse.segment import spaced, tokens
from sayso.records import Span

# What can open a quotation; an apostrophe within a word cannot.
_OPENING: Final = re.compile(r"[“”„«»\"＂‘‹‚`]|’’|(?<!\w)'|'(?!\w)")


class Quotation(Struct, frozen=True):
    """`span` with the marks, `inner` without them. One that is not closed runs to the block's end."""

    span: Span
    inner: Span
    closed: bool


_last: list[tuple[str, dict[Span, tuple[Quotation, ...]]]] = []


def quotations(text: str, block: Span) -> tuple[Quotation, ...]:
    """The quotations in a block, in order; of one inside another only the outer is given.

    Several extractors ask for those of the text at hand: they are kept until another text is asked about.
    """
    found = next((found for known, found in _last if known is text), None)
    if found is None:
        found = {}
        _last[:] = [(text, found)]
    if block not in found:
        found[block] = _quotations(text, block)
    return found[block]


def _quotations(text: str, block: Span) -> tuple[Quotation, ...]:
    if not _OPENING.search(text[slice(*block)]):
        return ()
    spans = tokens(text, block)
    words = [text[start:end] for start, end in spans]
    out: list[Quotation] = []
    opened: list[Span] = []
    last = (0, OUTSIDE, "")
    for (start, end), state in zip(spans, quotes(words, spaced(spans)), strict=True):
        second = last == (start, state, text[start])  # of two single marks that stand for a double one
        last = (end, state, text[start])
        if second and state == OPENS:
            opened[-1] = (opened[-1][0], end)
        elif second and state == CLOSES and out and not opened:
            out[-1] = Quotation((out[-1].span[0], end), out[-1].inner, True)
        elif state == OPENS:
            opened.append((start, end))
        elif state == CLOSES and opened:
            mark = opened.pop()
            if not opened:
                out.append(Quotation((mark[0], end), (mark[1], start), True))
    if opened:
        out.append(Quotation((opened[0][0], block[1]), (opened[0][1], block[1]), False))
    return tuple(out)
