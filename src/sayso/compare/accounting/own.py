"""What a page says in its own voice, sentence by sentence, as attributions to the page itself: where others quote
somebody for a claim, a page may simply say it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from sayso.ids import thing_id
from sayso.records import Attribution, BlockKind, Reading, Span

_TOLD: Final[frozenset[BlockKind]] = frozenset({"paragraph", "list_item", "caption"})
_LEAST: Final = 4  # words of a sentence that says something


def with_own(reading: Reading) -> Reading:
    """The reading with an attribution for each sentence of its text in which nobody is said to speak. It has neither
    source nor cue, and an id of its own kind; the others stay as they are."""
    return replace(reading, attributions=(*reading.attributions, *_own(reading)))


def is_own(said: Attribution) -> bool:
    """Whether it is one of these."""
    return not said.cue


def _own(reading: Reading) -> Iterator[Attribution]:
    document = reading.document
    spoken = _merged(
        span for said in reading.attributions for part in (said.source, said.cue, said.content) for span in part
    )
    blocks = [block.span for block in document.blocks if block.kind in _TOLD] or [(0, len(document.text))]
    blocks = _merged(blocks)
    for span in reading.sentences:
        plain = not _meets(spoken, span) and _meets(blocks, span)
        if plain and len(document.text[slice(*span)].split()) >= _LEAST:
            id = thing_id(document.id, "own", (span,))
            yield Attribution(id=id, source=(), cue=(), content=(span,), speaker_kind="page", score=1.0)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _meets(merged: list[Span], span: Span) -> bool:
    at = bisect_right(merged, (span[1] - 1, span[1])) - 1
    near = merged[max(0, at) : at + 2]
    return any(start < span[1] and span[0] < end for start, end in near)
