"""In whose words a page is written, word by word: its own, those that it quotes, those that it reports."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

from sayso.compare.describing.told import Voice
from sayso.compare.hearing.sayers import Sayers, told_of
from sayso.parse.quotation import quotations
from sayso.parse.voices import Voices
from sayso.records import Attribution, Reading, Span

# Own: said by the page. Quoted: said in the very words of somebody else. Reported: said by somebody else, in words that
# may be his or the page's.
Mode = Literal["own", "quoted", "reported"]

MODES: Final[tuple[Mode, ...]] = ("own", "reported", "quoted")
_WORD: Final = re.compile(r"\w+(?:[’'.,-]\w+)*")


class Words:
    """The words of one page."""

    def __init__(self, reading: Reading, sayers: Sayers) -> None:
        self._reading, self._sayers = reading, sayers
        self._said = {each.id: each for each in reading.attributions}
        self._voices = Voices(reading.attributions)
        blocks = [block.span for block in reading.document.blocks if block.kind != "furniture"]
        self._blocks = blocks or [(0, len(reading.document.text))]
        self._quoted = [found.inner for block in self._blocks for found in quotations(reading.document.text, block)]
        self._starts = [start for start, _ in self._quoted]
        self._chains: dict[str | None, tuple[Voice, ...]] = {}

    def voice(self, span: Span) -> tuple[Voice, Mode]:
        """Whose words stand at a span."""
        said = self._around(span)
        chain = self._chain(None if said is None else said.id)
        if said is None or chain[0].page:
            return chain[-1], "own"
        return chain[0], "quoted" if said.manner == "direct" or self._in_marks(span) else "reported"

    def count(self) -> Counter[Mode]:
        """How many words of the page, without furniture, are whose."""
        times: Counter[Mode] = Counter()
        for span in self._each():
            times[self.voice(span)[1]] += 1
        return times

    def _each(self) -> Iterator[Span]:
        for start, end in self._blocks:
            yield from (word.span() for word in _WORD.finditer(self._reading.document.text, start, end))

    def _chain(self, said: str | None) -> tuple[Voice, ...]:
        if said not in self._chains:
            self._chains[said] = self._sayers.chain(self._reading.document.id, said, of_words=True)
        return self._chains[said]

    def _around(self, span: Span) -> Attribution | None:
        """The innermost attribution in whose content a span stands and that gives somebody's words."""
        said = self._said.get(self._voices.of(span) or "")
        while said is not None and said.outer is not None and told_of(said):
            said = self._said[said.outer]
        return said

    def _in_marks(self, span: Span) -> bool:
        at = bisect_right(self._starts, span[0]) - 1
        return at >= 0 and span[1] <= self._quoted[at][1]
