"""The quotations of a block, by its marks."""

from msgspec import Struct

from sayso.parse.features import CLOSES, OPENS, quotes
from sayso.parse.segment import tokens
from sayso.records import Span


class Quotation(Struct, frozen=True):
    """`span` with the marks, `inner` without them. One that is not closed runs to the block's end."""

    span: Span
    inner: Span
    closed: bool


def quotations(text: str, block: Span) -> tuple[Quotation, ...]:
    """The quotations in a block, in order; of one inside another only the outer is given."""
    spans = tokens(text, block)
    words = [text[start:end] for start, end in spans]
    spaced = [i == 0 or spans[i - 1][1] < spans[i][0] for i in range(len(spans))]
    out: list[Quotation] = []
    opened: list[Span] = []
    for span, state in zip(spans, quotes(words, spaced), strict=True):
        if state == OPENS:
            opened.append(span)
        elif state == CLOSES and opened:
            mark = opened.pop()
            if not opened:
                out.append(Quotation((mark[0], span[1]), (mark[1], span[0]), True))
    if opened:
        out.append(Quotation((opened[0][0], block[1]), (opened[0][1], block[1]), False))
    return tuple(out)
