"""The words of a page with what depends on what, to be asked by position."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from sayso.records import Parse, Span, Spans, Word

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Syntax:
    """The words of a parse, in text order; indices are those of the words. No word is asked for beyond the text."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text, self.words = text, words
        self._starts = [word.span[0] for word in words]
        self._relations = [word.relation for word in words]
        self._within: dict[Span, range] = {}
        shown = tuple([text[start:end] for start, end in (word.span for word in words)])
        # Asked more often than all else: the words as they stand on the page, and in lower case, by their indices.
        self.word: Callable[[int], str] = shown.__getitem__
        self.lower: Callable[[int], str] = tuple([word.lower() for word in shown]).__getitem__

    @cached_property
    def _dependents(self) -> dict[int, tuple[int, ...]]:
        out: dict[int, list[int]] = {}
        for i, word in enumerate(self.words):
            if word.head is not None:
                out.setdefault(word.head, []).append(i)
        return {head: tuple(rows) for head, rows in out.items()}

    def within(self, span: Span) -> range:
        """The indices of the words that begin in the span."""
        found = self._within.get(span)
        if found is None:
            first = bisect_left(self._starts, span[0])
            found = range(first, bisect_left(self._starts, span[1], first) if span[1] > span[0] else first)
            self._within[span] = found
        return found

    @cached_property
    def _sentences(self) -> tuple[range, ...]:
        out: list[range] = []
        for _, group in groupby(self.words, key=lambda word: word.sentence):
            count = sum(1 for _ in group)
            out += [range(len(out), len(out) + count)] * count
        return tuple(out)

    def sentence(self, i: int) -> range:
        """The words of the sentence of word i."""
        return self._sentences[i]

    def at(self, position: int) -> int | None:
        """The word that holds a position."""
        i = bisect_right(self._starts, position) - 1
        return i if i >= 0 and position < self.words[i].span[1] else None

    def dependents(self, i: int, *relations: str) -> tuple[int, ...]:
        """The words that depend on word i, by any of the relations (none given: by all)."""
        found = self._dependents.get(i, ())
        if not found or not relations:
            return found
        own = self._relations
        return tuple([k for k in found if own[k] in relations])

    def heads(self, spans: Spans) -> tuple[int, ...]:
        """The words of the spans whose own head stands outside them."""
        inside = [i for span in spans for i in self.within(span)]
        known = frozenset(inside)
        return tuple(i for i in inside if self.words[i].head not in known)

    def head(self, span: Span) -> int | None:
        """The word that a span hangs on: of several a nominal one rather than another, the first. Where its words hang
        on each other in a circle, or on a mark, any of them may be the one; None where there are but marks."""
        inside = self.within(span)
        words = [i for i in inside if self.words[i].pos != "PUNCT"]
        tops = [i for i in words if self.words[i].head not in inside] or words
        nominal = [i for i in tops if self.words[i].pos in NOMINAL]
        return next(iter(nominal or tops), None)

    def below(self, i: int) -> Iterator[int]:
        """Word i and all that depends on it, itself or through others; no circle is gone through twice."""
        seen, rest = {i}, [i]
        while rest:
            one = rest.pop()
            yield one
            for other in self.dependents(one):
                if other not in seen:
                    seen.add(other)
                    rest.append(other)

    def span_of(self, i: int) -> Span:
        """From the first to the last word of what depends on word i, itself among them."""
        reach = list(self.below(i))
        return self.words[min(reach)].span[0], self.words[max(reach)].span[1]

    def above(self, i: int) -> Iterator[int]:
        """What word i depends on, upwards, without i."""
        seen = {i}
        head = self.words[i].head
        while head is not None and head not in seen:
            yield head
            seen.add(head)
            head = self.words[head].head


_last: list[tuple[Parse, Syntax]] = []


def syntax_of(parse: Parse) -> Syntax:
    """The syntax of a page. Many extractors ask for that of the page at hand: the last one is kept."""
    for known, found in _last:
        if known is parse:
            return found
    found = Syntax(parse.document.text, parse.words)
    _last[:] = [(parse, found)]
    return found
