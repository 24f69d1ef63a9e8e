"""What stands where in a text: everything that is to be marked, laid over the text and cut into segments.

Parts of different attributions overlap freely, HTML elements do not; so the text is cut wherever something begins or
ends, and every segment carries all that covers it. Offsets count code points of the document's text, end excluded.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from sayso.records import Attribution, Document, Event, Problem, Reading, Span

Role = Literal[
    "source", "cue", "content", "link", "problem", "event", "place", "date", "figure", "wording", "actors", "targets",
    "object", "pointed", "echo",
]  # fmt: skip
PARTS: tuple[Role, ...] = ("source", "cue", "content")
LAYERS: tuple[Role, ...] = ("event", "place", "date", "figure", "wording")  # marked where the layer is shown
SIDES: tuple[Role, ...] = ("actors", "targets", "object")  # of events: marked while their event is pointed at


class Piece(Struct, frozen=True):
    """A stretch of text and what it is there for: `of` is an id (of a side of an event the event's, of an echo the
    other page's), a link's address, a problem's number."""

    role: Role
    of: str
    span: Span


class Segment(Struct, frozen=True):
    """Text without a seam, and every piece that covers it, the longest first."""

    span: Span
    text: str
    pieces: tuple[Piece, ...] = ()

    def of(self, *roles: Role) -> tuple[Piece, ...]:
        """The pieces that play one of these roles here."""
        return tuple(piece for piece in self.pieces if piece.role in roles)


def parts(attribution: Attribution) -> tuple[Piece, ...]:
    """The source, cue and content of an attribution as pieces."""
    named = zip(PARTS, (attribution.source, attribution.cue, attribution.content), strict=True)
    return tuple(Piece(role, attribution.id, span) for role, spans in named for span in spans)


def laid(reading: Reading) -> tuple[Piece, ...]:
    """All that is to be marked in the text of a reading."""
    links = (Piece("link", link.url, link.span) for link in reading.document.links)
    return (
        *links,
        *places(reading.problems),
        *(piece for attribution in reading.attributions for piece in parts(attribution)),
        *(piece for event in reading.events for piece in event_parts(event)),
        *(Piece("place", place.id, place.span) for place in reading.places),
        *(Piece("date", date.id, date.span) for date in reading.dates),
        *(Piece("figure", figure.id, figure.span) for figure in reading.figures),
        *(Piece("wording", wording.id, wording.span) for wording in reading.wordings),
    )


def event_parts(event: Event) -> Iterable[Piece]:
    """The trigger, parties and object of an event as pieces."""
    yield from (Piece("event", event.id, span) for span in event.trigger)
    yield from (Piece("actors", event.id, party.span) for party in event.actors)
    yield from (Piece("targets", event.id, party.span) for party in event.targets)
    yield from (Piece("object", event.id, span) for span in event.object)


def places(problems: Sequence[Problem]) -> Iterable[Piece]:
    """Where the problems stand that stand somewhere; a problem is named by its number, from 1."""
    return (Piece("problem", str(n), problem.span) for n, problem in enumerate(problems, 1) if problem.span)


def segments(document: Document, pieces: Iterable[Piece]) -> tuple[Segment, ...]:
    """The whole text in segments, in order and without a gap; none crosses the edge of a block."""
    length = len(document.text)
    kept = sorted((p for p in pieces if 0 <= p.span[0] < p.span[1] <= length), key=_longest_first)
    edges = {0, length, *(edge for piece in kept for edge in piece.span)}
    edges.update(edge for block in document.blocks for edge in block.span if edge <= length)
    opening: dict[int, list[Piece]] = defaultdict(list)
    for piece in kept:
        opening[piece.span[0]].append(piece)
    return tuple(_swept(document.text, sorted(edges), opening))


def _longest_first(piece: Piece) -> tuple[int, int]:
    return piece.span[0], -piece.span[1]


def _swept(text: str, edges: list[int], opening: dict[int, list[Piece]]) -> Iterable[Segment]:
    active: list[Piece] = []
    for start, end in pairwise(edges):
        active = [piece for piece in active if piece.span[1] > start] + opening.get(start, [])
        yield Segment((start, end), text[start:end], tuple(active))


def pointed_at(segment: Segment) -> str | None:
    """The attribution that pointing at this segment means: of those whose source or cue it is, else content, the
    innermost.
    """
    pieces = segment.of("source", "cue") or segment.of("content")
    return min(pieces, key=lambda piece: piece.span[1] - piece.span[0]).of if pieces else None


def depth(segment: Segment) -> int:
    """In how many attributions' content the segment stands."""
    return len({piece.of for piece in segment.of("content")})
