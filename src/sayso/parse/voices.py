"""In whose words a thing of the page stands."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from sayso.lexicon.cues import of_lemma, packaged_cues
from sayso.lexicon.lemmas import candidates
from sayso.parse.syntax import NOMINAL, Syntax
from sayso.records import Attribution, Span

WISHING: Final = frozenset({"demand", "request", "propose"})
# What somebody wants done; that anything happens is not said by it.
_DIRECTING: Final = frozenset({*WISHING, "intend", "order", "promise"})
_MAKING_WAY: Final = frozenset({"allow", "permit", "enable", "let", "amend"})  # what laws and circumstances do
_FEELING: Final = frozenset({"believe", "praise"})
# What is put as a question is there for who tells of it: *asked about the raid*, *will investigate the killing*.
_LEAVING: Final = frozenset({*_FEELING, "ask"})
# Verbs that name a matter without a word of what is so, and those of what is met with: *discovered a plot*.
_TOUCHING: Final = frozenset(
    {"address", "debate", "discuss", "handle", "tackle", "examine", "investigate", "probe", "review"}
    | {"discover", "uncover", "unearth"}
)
_GUILT: Final = frozenset({"guilty", "innocent"})  # said of somebody, not by him
_OPENING: Final = frozenset("\"“‘«„'`")
_LEAST: Final = 0.5  # below it an attribution within another is likelier none


def tells(said: Attribution, syntax: Syntax) -> bool:
    """Whether an attribution says that what stands in its content is so, asks for it or threatens with it: then it is
    the speaker's word. Intentions (*plans to*), feelings toward a thing (*skeptical of the talks*), what is allowed or
    wanted by nobody in particular, a matter that is only met or named (*discovered a plot*, *addresses the raid*), and
    a thing that is not spoken of (*did not respond to the call*) leave it to whoever tells of them."""
    if in_own_words(said, syntax) or said.act is None:
        return True
    if said.outer is not None and said.score < _LEAST:
        return False
    if said.act == "intend" or (said.act in _DIRECTING and not said.source):
        return False
    cue = [i for span in said.cue for i in syntax.within(span)]
    guilty = said.act != "admit" and any(syntax.lower(i) in _GUILT for i in cue)
    if guilty or _is_of(cue, _MAKING_WAY, syntax):
        return False
    heads = syntax.heads(said.content)
    if said.act == "predict" and said.source and _begins_with_to(said, syntax):
        return False  # *is set to attack*: what the source does itself
    if not is_thing(said, syntax):
        return True
    if said.act in _LEAVING or _is_of(cue, _TOUCHING, syntax) or (len(cue) > 1 and syntax.lower(cue[-1]) == "by"):
        return False
    if said.act == "deny" and any(_is_wish(i, syntax) for i in heads):
        return False
    return not (said.negated and said.act == "state")


def in_own_words(said: Attribution, syntax: Syntax) -> bool:
    """Whether a content is quoted from its own source. What somebody quoted says of others' words (*“they announced a
    raid,” he said*) stands in quotation marks too, but in those of whoever is quoted."""
    if said.manner != "direct":
        return False
    text = syntax.text
    return said.outer is None or any(not _OPENING.isdisjoint(text[max(0, a - 1) : a + 1]) for a, _ in said.content)


def is_thing(said: Attribution, syntax: Syntax) -> bool:
    """Whether a content only names something (*denied the raid*) and is no clause."""
    return not any(_is_clause(syntax, i) for i in syntax.heads(said.content))


def _is_of(cue: Sequence[int], lemmas: frozenset[str], syntax: Syntax) -> bool:
    return any(lemma in lemmas for i in cue for lemma in candidates(syntax.lower(i)))


def _is_wish(i: int, syntax: Syntax) -> bool:
    """Whether a noun is what somebody else asks for or offers, which is refused: *his request*, *the demand*."""
    if syntax.words[i].pos != "NOUN":
        return False
    cues = (cue for lemma in candidates(syntax.lower(i)) for cue in of_lemma(packaged_cues(), lemma, "noun"))
    return any(not WISHING.isdisjoint(cue.acts) for cue in cues)


def _is_clause(syntax: Syntax, i: int) -> bool:
    """Whether a word heads a clause: a verb, or what is said to be (*that it was the work of rebels*)."""
    bare = syntax.words[i].pos in (*NOMINAL, "ADJ", "DET", "PUNCT", "ADP")
    return not bare or bool(syntax.dependents(i, "cop", "nsubj", "mark"))


def _begins_with_to(said: Attribution, syntax: Syntax) -> bool:
    words = syntax.within(said.content[0]) if said.content else range(0)
    return len(words) > 1 and syntax.lower(words[0]) == "to" and syntax.words[words[1]].pos in ("VERB", "AUX")


_Part = tuple[int, str, Span]
_Stretches = tuple[list[int], list[list[_Part]]]

_last: list[tuple[Sequence[Attribution], Syntax | None, _Stretches]] = []


def _stretches(attributions: Sequence[Attribution], syntax: Syntax | None) -> _Stretches:
    """Where the contents' ends part a text, and which of them hold each stretch, the shortest first. Several extractors
    ask for those of the page at hand: its last two are kept."""
    for known, with_syntax, found in _last:
        if known is attributions and with_syntax is syntax:
            return found
    found = _parted([a for a in attributions if syntax is None or tells(a, syntax)])
    _last[:] = [*_last[-1:], (attributions, syntax, found)]
    return found


def _parted(telling: Sequence[Attribution]) -> _Stretches:
    sizes = [sum(end - start for start, end in a.content) for a in telling]
    parts = [(size, a.id, span) for size, a in zip(sizes, telling, strict=True) for span in a.content]
    edges = sorted({edge for _, _, span in parts for edge in span})
    held: list[list[_Part]] = [[] for _ in edges]
    at = {edge: i for i, edge in enumerate(edges)}
    for part in sorted(parts):
        for i in range(at[part[2][0]], at[part[2][1]]):
            held[i].append(part)
    return edges, held


class Voices:
    """The contents of a page's attributions, asked many times who speaks at a place.

    The ends of all contents part the text into stretches in which the answer is the same for whatever lies within one.
    With the page's syntax only those count that tell something.
    """

    def __init__(self, attributions: Sequence[Attribution], syntax: Syntax | None = None) -> None:
        self._edges, self._held = _stretches(attributions, syntax)

    def of(self, span: Span) -> str | None:
        """The id of the innermost attribution in whose content a span stands; None for the page's own voice."""
        i = bisect_right(self._edges, span[0]) - 1
        held = self._held[i] if i >= 0 else []
        return next((key for _, key, (start, end) in held if start <= span[0] and span[1] <= end), None)
