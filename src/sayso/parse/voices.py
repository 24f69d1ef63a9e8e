"""In whose words a thing of the page stands."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from sayso.lexicon.lemmas import candidates
from sayso.parse.syntax import NOMINAL, Syntax
from sayso.records import Attribution, Span

# What somebody wants done; that anything happens is not said by it.
_DIRECTING: Final = frozenset({"intend", "order", "request", "demand", "propose", "promise"})
_MAKING_WAY: Final = frozenset({"allow", "permit", "enable", "let", "amend"})  # what laws and circumstances do
_FEELING: Final = frozenset({"believe", "praise"})


def tells(said: Attribution, syntax: Syntax) -> bool:
    """Whether an attribution says that what stands in its content is so, asks for it or threatens with it: then it is
    the speaker's word. Intentions (*plans to*), feelings toward a thing (*skeptical of the talks*), what is allowed or
    wanted by nobody in particular, and a thing that is not spoken of (*did not respond to the call*) leave it to
    whoever tells of them."""
    if said.manner == "direct" or said.act is None:
        return True
    if said.act == "intend" or (said.act in _DIRECTING and not said.source):
        return False
    cue = [i for span in said.cue for i in syntax.within(span)]
    if any(lemma in _MAKING_WAY for i in cue for lemma in candidates(syntax.lower(i))):
        return False
    heads = syntax.heads(said.content)
    if said.act == "predict" and said.source and _begins_with_to(said, syntax):
        return False  # *is set to attack*: what the source does itself
    if any(_is_clause(syntax, i) for i in heads):
        return True
    felt = said.act in _FEELING or (len(cue) > 1 and syntax.lower(cue[-1]) == "by")
    return not felt and not (said.negated and said.act == "state")


def _is_clause(syntax: Syntax, i: int) -> bool:
    """Whether a word heads a clause: a verb, or what is said to be (*that it was the work of rebels*)."""
    bare = syntax.words[i].pos in (*NOMINAL, "ADJ", "DET", "PUNCT", "ADP")
    return not bare or bool(syntax.dependents(i, "cop", "nsubj", "mark"))


def _begins_with_to(said: Attribution, syntax: Syntax) -> bool:
    words = syntax.within(said.content[0]) if said.content else range(0)
    return len(words) > 1 and syntax.lower(words[0]) == "to" and syntax.words[words[1]].pos in ("VERB", "AUX")


class Voices:
    """The contents of a page's attributions, asked many times who speaks at a place.

    The ends of all contents part the text into stretches in which the answer is the same for whatever lies within one.
    With the page's syntax only those count that tell something.
    """

    def __init__(self, attributions: Sequence[Attribution], syntax: Syntax | None = None) -> None:
        telling = [a for a in attributions if syntax is None or tells(a, syntax)]
        sizes = [sum(end - start for start, end in a.content) for a in telling]
        parts = [(size, a.id, span) for size, a in zip(sizes, telling, strict=True) for span in a.content]
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
        return next((key for _, key, (start, end) in held if start <= span[0] and span[1] <= end), None)
