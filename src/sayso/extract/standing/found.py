"""A stance before it has its id: what the extractors of stances hand on."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.extract.standing.mood import Mood
from sayso.extract.standing.scene import Scene, cover
from sayso.records import Span, Spans, StanceKind


class Stood(Struct, frozen=True, kw_only=True):
    """A stance and the words of the sign that says it."""

    kind: StanceKind
    holders: tuple[str, ...]
    toward: tuple[str, ...] = ()
    event: str | None = None
    place: str | None = None
    content: Spans = ()
    mood: Mood = Mood()
    sign: Span


def parted(kind: StanceKind, holders: Sequence[str], toward: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides without those that stand on both: what is said of the sides is said of what tells them apart."""
    both = set(holders) & set(toward)
    return tuple(a for a in holders if a not in both), tuple(a for a in toward if a not in both)


def words_of(s: Scene, sign: Sequence[int], heads: Iterable[int]) -> Span:
    """From the first to the last of the words of a sign and of the mentions of its sides that stand in its sentence."""
    number = s.parse.words[sign[0]].sentence
    spans = [cover(s, sign)]
    for i in heads:
        if s.parse.words[i].sentence == number:
            mention = s.ground.headed.get(i) or s.ground.covering.get(i)
            spans.append(mention.span if mention else s.parse.words[i].span)
    return min(start for start, _ in spans), max(end for _, end in spans)
