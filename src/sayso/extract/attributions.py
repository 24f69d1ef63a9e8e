"""Attributions from what the encoder saw: where their contents go on, how they are worded, which are nested.

The encoder decides within a window of words; what the typography of a page says about quotations that run over
paragraphs or stand in a block of their own is decided here, by rule.
"""

import re
from bisect import bisect_right

from msgspec import Struct, structs

from sayso.extract.attributing.amended import amended
from sayso.ids import thing_id
from sayso.parse.nesting import distinct, outers
from sayso.parse.quotation import Quotation, quotations
from sayso.parse.syntax import syntax_of
from sayso.records import Attribution, Block, Candidate, Manner, Parse, Span, Spans

GOES_ON = frozenset({"paragraph", "quote", "list_item"})
SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s")
LEAST = 0.05  # share of a content in quotation marks below which it is indirect


class Place(Struct, frozen=True):
    """The blocks that are read, with the quotations in each."""

    text: str
    blocks: tuple[Block, ...]
    quotations: tuple[tuple[Quotation, ...], ...]
    starts: tuple[int, ...]

    def block_at(self, position: int) -> int:
        """The index of the block in which (or after which) a position stands."""
        return max(bisect_right(self.starts, position) - 1, 0)

    def opening(self, index: int) -> Quotation | None:
        """The quotation that a block begins with."""
        first = next(iter(self.quotations[index]), None)
        return first if first and first.span[0] == self.starts[index] else None


def attributions(parse: Parse) -> tuple[Attribution, ...]:
    """The attributions of a page in text order; `outer` names the one in whose content another stands."""
    place = _place(parse)
    seen = amended(syntax_of(parse), distinct(parse.candidates))
    cues = frozenset(place.block_at(c.cue[0][0]) for c in seen if not c.level)
    whole = (structs.replace(c, content=_whole(place, c, cues)) for c in seen)
    candidates = [c for c in whole if c.content]
    ids = [thing_id(parse.document.id, "attribution", c.source, c.cue, c.content) for c in candidates]
    return tuple(
        Attribution(
            id=ids[i],
            source=candidate.source,
            cue=candidate.cue,
            content=candidate.content,
            manner=manner(place, candidate.content),
            outer=None if outer is None else ids[outer],
            score=round(candidate.score, 2),
        )
        for i, (candidate, outer) in enumerate(zip(candidates, outers(candidates), strict=True))
    )


def _place(parse: Parse) -> Place:
    blocks = tuple(b for b in parse.document.blocks if b.kind != "furniture")
    text = parse.document.text
    return Place(text, blocks, tuple(quotations(text, b.span) for b in blocks), tuple(b.span[0] for b in blocks))


def manner(place: Place, content: Spans) -> Manner:
    """Direct where all words stand in quotation marks, mixed where some do."""
    quoted = total = 0
    for start, end in content:
        inside = place.quotations[place.block_at(start)]
        total += _letters(place.text[start:end])
        parts = ((max(start, q.span[0]), min(end, q.span[1])) for q in inside)
        quoted += sum(_letters(place.text[low:high]) for low, high in parts if low < high)
    if quoted <= LEAST * total:
        return "indirect"
    return "direct" if quoted >= 0.95 * total else "mixed"


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def _whole(place: Place, candidate: Candidate, cues: frozenset[int]) -> Spans:
    """The content with its quotation marks, and with the blocks in which it goes on. `cues` are the blocks that have a
    cue of their own."""
    content = tuple(_marked(place, span) for span in candidate.content)
    if candidate.level or not place.blocks:
        return _merged(content)
    content = _merged((*content, *_introduced(place, candidate, content, cues)))
    return _merged((*content, *_continued(place, content, cues))) if content else ()


def _marked(place: Place, span: Span) -> Span:
    """The span with the marks of a quotation that it holds but for its marks."""
    start, end = span
    for quotation in place.quotations[place.block_at(start)]:
        if quotation.inner == (start, end) or (quotation.inner[0] == start and quotation.span[1] <= end):
            start = quotation.span[0]
        if quotation.closed and quotation.inner[1] == end and quotation.span[0] >= start:
            end = quotation.span[1]
    return start, end


def _introduced(place: Place, candidate: Candidate, content: Spans, cues: frozenset[int]) -> Spans:
    """What a block that holds the cue and ends with a colon introduces (*The statement concluded with:*): a quotation,
    a list, or the next block as a whole, where it is set as a quotation, the encoder put it into the content, or
    nothing else follows the cue."""
    index = place.block_at(candidate.cue[-1][0])
    following = index + 1
    rest = place.text[candidate.cue[-1][0] : place.blocks[index].span[1]].rstrip('"”’ \t')
    if following >= len(place.blocks) or not rest.endswith(":") or SENTENCE_END.search(rest):
        return ()
    block = place.blocks[following]
    if block.kind == "list_item":
        return _list(place, following, cues)
    if first := place.opening(following):
        return () if following in cues else (first.span,)
    begun = any(start <= block.span[0] < end for start, end in content)
    bare = all(end <= candidate.cue[0][0] for _, end in content)
    return (block.span,) if begun or bare or block.kind == "quote" else ()


def _list(place: Place, first: int, cues: frozenset[int]) -> Spans:
    """The list items from a block on, as far as none has a cue of its own."""
    last = first
    while last < len(place.blocks) and place.blocks[last].kind == "list_item" and last not in cues:
        last += 1
    return tuple(block.span for block in place.blocks[first:last])


def _continued(place: Place, content: Spans, cues: frozenset[int]) -> Spans:
    """The following blocks that open with a quotation mark, while the mark before has not been closed."""
    out: list[Span] = []
    index, end = place.block_at(content[-1][0]), content[-1][1]
    while index + 1 < len(place.blocks) and _unclosed(place, index, end):
        index += 1
        first = place.opening(index)
        if first is None or index in cues or place.blocks[index].kind not in GOES_ON:
            break
        out.append(first.span)
        end = first.span[1]
    return tuple(out)


def _unclosed(place: Place, index: int, end: int) -> bool:
    """Whether the block's last quotation is not closed and the content runs to its end."""
    last = next(iter(reversed(place.quotations[index])), None)
    return last is not None and not last.closed and not place.text[end : place.blocks[index].span[1]].strip(' .,"”')


def _merged(spans: Spans) -> Spans:
    """The spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
