"""Whether passages stand in a long text: many of them asked for, mostly in the order in which they stand there.

Searching the whole text for each takes time that grows with the square of a page's length; monsters of pages are many.
"""

from typing import Final

SHORTEST: Final = 25  # characters of a passage that is looked for
_STRIDE: Final = 10
_GRAM: Final = SHORTEST - _STRIDE + 1  # so long that every passage, wherever it stands, covers one that is kept


class Within:
    """A text that is asked for passages of at least `SHORTEST` characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._grams = {text[at : at + _GRAM] for at in range(0, len(text), _STRIDE)}
        self._behind = 0  # the last passage found

    def holds(self, passage: str) -> bool:
        if not self._may_hold(passage):
            return False
        at = self._text.find(passage, self._behind)
        if at < 0:
            at = self._text.find(passage)
        if at < 0:
            return False
        self._behind = at + len(passage)
        return True

    def _may_hold(self, passage: str) -> bool:
        """Whether all pieces of the passage that would stand at a multiple of the stride do."""
        last = len(passage) - _GRAM + 1
        return any(
            all(passage[at : at + _GRAM] in self._grams for at in range(first, last, _STRIDE))
            for first in range(_STRIDE)
        )
