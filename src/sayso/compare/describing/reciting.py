"""The words on which things rest: spans that say enough to be read by themselves."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import Final

from sayso.compare.describing.told import Basis, Voice
from sayso.records import Event, Mention, MentionForm, Reading, Span, Spans
from sayso.soundness import collapsed

# How sure it is who is meant, by how he is called in the words: one named is, *its* may be somebody else's.
_SURE: Final[Mapping[MentionForm, float]] = {"name": 1.0, "nominal": 0.8, "pronoun": 0.6}
_UNSEEN: Final = 0.8


class Words:
    """The words of one page. `ids` has the id under which each actor goes."""

    def __init__(self, reading: Reading, ids: Mapping[str, str]) -> None:
        self._mentions = [mention for mention in reading.mentions if mention.actor is not None]
        self._begins = [mention.span[0] for mention in self._mentions]
        self._ids = ids
        self._document = reading.document
        self._sentences = reading.sentences
        self._starts = [start for start, _ in reading.sentences]

    def basis(self, span: Span, voice: Voice, said: str, *, hedged: bool = False) -> Basis:
        return Basis(self._document.id, span, self._document.text[slice(*span)], voice, said, hedged)

    def told(self, span: Span) -> str:
        """What stands there, on one line."""
        return collapsed(self._document.text, span)

    def cover(self, first: Span, others: Iterable[Span]) -> Span:
        """From the first to the last of some words, of the others those that stand in the sentence of the first."""
        begin, end = self._sentence(first)
        near = [first, *(span for span in others if begin <= span[0] and span[1] <= end)]
        return min(start for start, _ in near), max(end for _, end in near)

    def of_event(self, event: Event) -> Span:
        """An event's trigger with its parties and its object."""
        parties = (party.span for party in (*event.actors, *event.targets))
        return self.cover(event.trigger[0], (*event.trigger[1:], *event.object, *parties))

    def sure(self, actor: str, span: Span) -> float:
        """How sure it is that an actor is meant by some words, from 0 to 1: by what he is called in them, or else in
        their sentence."""
        forms = self._forms(actor, span) or self._forms(actor, self._sentence(span))
        return max((_SURE[form] for form in forms), default=_UNSEEN)

    def _forms(self, actor: str, span: Span) -> list[MentionForm]:
        return [
            mention.form
            for mention in self.mentions(span)
            if self._ids.get(mention.actor or "", mention.actor) == actor
        ]

    def mentions(self, span: Span) -> list[Mention]:
        """The mentions of actors that begin within a span."""
        return self._mentions[bisect_left(self._begins, span[0]) : bisect_left(self._begins, span[1])]

    def end(self, span: Span) -> int:
        """Where the sentence of some words ends."""
        return self._sentence(span)[1]

    def after(self, span: Span) -> str:
        """What stands behind some words in their sentence, on one line."""
        return self.told((span[1], max(span[1], self._sentence(span)[1])))

    def _sentence(self, span: Span) -> Span:
        i = bisect_right(self._starts, span[0]) - 1
        return self._sentences[i] if i >= 0 and span[1] <= self._sentences[i][1] else span


def whole(spans: Spans) -> Span:
    """From the start of the first to the end of the last span."""
    return spans[0][0], spans[-1][1]
