"""In whose words a thing of the page stands."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from sayso.records import Attribution, Span

_PAGE: Final = None  # the page's own voice


class Voices:
    """The contents of a page's attributions, asked many times who speaks at a place.

    The ends of all contents part the text into stretches in which the answer is the same for whatever lies within one.
    """

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        sizes = [sum(end - start for start, end in a.content) for a in attributions]
        parts = [(size, a.id, span) for size, a in zip(sizes, attributions, strict=True) for span in a.content]
        self._edges = sorted({edge for _, _, span in parts for edge in span})
        self._held: list[list[tuple[int, str, Span]]] = [[] for _ in self._edges]
        at = {edge: i for i, edge in enumerate(self._edges)}
        for part in sorted(parts):
            for i in range(at[part[2][0]], at[part[2][1]]):
                self._held[i].append(part)

    def of(self, span: Span) -> str | None:
        """The id of the innermost attribution in whose content a span stands; None for the page's own voice."""
        i = bisect_right(self._edges, span[0]) - 1
        held = self._held[i] if i >= 0 else []
        return next((key for _, key, (start, end) in held if start <= span[0] and span[1] <= end), _PAGE)
