"""The words around a cue: which of them are its own, the source's and the content's."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from operator import itemgetter
from typing import Final

from sayso.parse.segment import tokens
from sayso.records import Attribution, Parse, Span, Spans, Word

REACH: Final = 600  # characters before and behind a cue that are looked at; none beyond its line
ENDS: Final = frozenset({".", "!", "?", "…"})
CLOSING: Final = frozenset("\"'”’»›)]}“‘")

_START: Final = itemgetter(0)
_END: Final = itemgetter(1)


def _begins(word: Word) -> int:
    return word.span[0]


class Around:
    """Words around the cue of an attribution, in lower case with straight apostrophes; a word with hyphens is one.

    `cue`, `source` and `content` are positions among `words`, ascending; `spans` are of the document's text; `tags` are
    the parts of speech as the encoder sees them, None where it read nothing.
    """

    def __init__(self, text: str, attribution: Attribution, read: Sequence[Word]) -> None:
        self.text = text
        stretch = _stretch(text, attribution.cue)
        first, last = (bisect_left(read, edge, key=_begins) for edge in stretch)
        tagged = [(word.span, word.pos) for word in read[first:last]]
        known = _touching([span for span, _ in tagged], attribution.cue)
        parts = tagged if known else [(span, None) for span in tokens(text, stretch)]
        parted = [
            a for role in (attribution.source, attribution.cue, attribution.content) for span in role for a in span
        ]
        joined = _joined(text, parts, frozenset(parted))
        self.spans: tuple[Span, ...] = tuple([span for span, _ in joined])
        self.tags: tuple[str | None, ...] = tuple([tag for _, tag in joined])
        self.words = tuple([plain(text[start:end]) for start, end in self.spans])
        self.cue = _touching(self.spans, attribution.cue)
        own = frozenset(self.cue)
        self.source = frozenset(_touching(self.spans, attribution.source)) - own
        self.content = frozenset(_touching(self.spans, attribution.content)) - own - self.source

    @cached_property
    def opening(self) -> int:
        """The position of the first word of the sentence in which the cue begins."""
        first = self.cue[0]
        while first > 0 and self.words[first - 1] not in ENDS:
            first -= 1
        while first < self.cue[0] and self.words[first] in CLOSING:
            first += 1
        return first

    @cached_property
    def close(self) -> int:
        """The position behind the last word of the sentence in which the cue ends."""
        last = self.cue[-1] + 1
        while last < len(self.words) and self.words[last] not in ENDS:
            last += 1
        return last

    def is_word(self, i: int) -> bool:
        return self.words[i].isalpha() or any(map(str.isalpha, self.words[i]))


def around(parse: Parse, attribution: Attribution, words: Sequence[Word]) -> Around | None:
    """The words around an attribution's cue, None where it has none. `words` are some of the parse's that hold all of
    the cue's line; without them the text is taken apart anew."""
    found = Around(parse.document.text, attribution, words) if attribution.cue else None
    return found if found and found.cue else None


def near(parse: Parse, attribution: Attribution, starts: Sequence[int]) -> Sequence[Word]:
    """The words of the parse that may stand around a cue; `starts` are where its words begin."""
    if not attribution.cue:
        return ()
    first = bisect_left(starts, attribution.cue[0][0] - REACH)
    return parse.words[first : bisect_left(starts, attribution.cue[-1][1] + REACH)]


def plain(word: str) -> str:
    """A word in lower case with straight apostrophes."""
    return word.lower().replace("’", "'")


def _stretch(text: str, cue: Spans) -> Span:
    """The cue's line, or as much of it as is looked at, without a word that is cut in two."""
    start, end = max(0, cue[0][0] - REACH), min(len(text), cue[-1][1] + REACH)
    start = max(start, text.rfind("\n", start, cue[0][0]) + 1)
    stop = text.find("\n", cue[-1][1], end)
    if start and not text[start - 1].isspace():
        start = next((i for i in range(start, cue[0][0]) if text[i].isspace()), start)
    return start, end if stop < 0 else stop


def _touching(spans: Sequence[Span], wanted: Spans) -> tuple[int, ...]:
    """The spans, in text order and apart from each other, that one of the wanted ones overlaps."""
    reach = ((bisect_right(spans, a, key=_END), bisect_left(spans, b, key=_START)) for a, b in wanted)
    return tuple(sorted({i for first, last in reach for i in range(first, last)}))


def _joined(
    text: str, parts: Sequence[tuple[Span, str | None]], edges: AbstractSet[int]
) -> list[tuple[Span, str | None]]:
    """The same words, those that only hyphens part made one, with the last one's part of speech; none is joined over
    an edge of the attribution's parts (*Sanders*-*endorsed*)."""
    out: list[tuple[Span, str | None]] = []
    for (start, end), tag in parts:
        touches = bool(out) and out[-1][0][1] == start and start not in edges
        if touches and (text[start:end] == "-" or text[start - 1] == "-") and text[out[-1][0][0]].isalnum():
            out[-1] = ((out[-1][0][0], end), tag)
        else:
            out.append(((start, end), tag))
    return out
