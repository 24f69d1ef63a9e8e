"""What the order of English words amends in what the encoder saw: numbers do not speak, and contents before an inserted
*…, the army said* go back to where the sentence begins.

The encoder weighs words one by one, so of a sentence of several clauses it may keep only the one beside the speaker.
What stands before a speaker and cue that are set off by commas is all said by him.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import structs

from sayso.extract.speaking.ground import listed
from sayso.lexicon.lemmas import candidates
from sayso.parse.syntax import Syntax
from sayso.records import Candidate, Span, Spans

# Verbs that take what stands around them as said; *heard* and *knew* may be told of in passing.
_SAYS: Final = listed(
    "say tell announce report add state note declare claim insist stress maintain confirm reveal explain write observe"
    " warn argue assert contend allege acknowledge admit concede recall remark reply respond estimate see"
)
_ACCORDING: Final = "according"
# Words that open a clause about the saying itself: *Asked about it, he said …*; *As he left, she said …*.
_AROUND: Final = listed(
    "when asked if after as while since before until speaking although though because once whether unless"
)
# Words that hang a clause on the one before.
_BELOW: Final = listed("when after as while because before since until although")
_QUOTES: Final = frozenset('"“”«»„‘’')
_TIME: Final = 6  # words that may stand between the cue and the comma behind it: *said late on Sunday night,*
# A place in capitals or a name of an agency in brackets, before a dash: *KYIV, May 3 (Agency) –*.
_DATELINE: Final = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.\- /]{2,}(?:,[^–—\n.]{1,60}?)?(?:\s*\([^)\n]{2,30}\))?"
    r"|[A-ZÀ-Þ][^–—\n(.]{2,60}\([^)\n]{2,30}\))"
    r"\s*(?:[–—]|--?)\s*(?=\S)"
)


def dateline(text: str, start: int) -> int:
    """Where a text begins behind a dateline at a position; the position where there is none."""
    found = _DATELINE.match(text, start)
    return found.end() if found else start


def amended(s: Syntax, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates: of those inserted into what is said the contents with all that stands before in the sentence."""
    found = [_turned(s, one) for one in found]
    return [structs.replace(one, content=_content(s, one, found)) if _may_reach(one) else one for one in found]


def _turned(s: Syntax, one: Candidate) -> Candidate:
    """Of *Sixty-one, says the woman who kept the list* the speaker, where what she says was taken for it: what a comma
    parts from the cue is said, unless another comma sets off something of the speaker's before."""
    if not _may_reach(one) or len(one.content) != 1:
        return one
    source, cue, content = (s.within(spans[0]) for spans in (one.source, one.cue, one.content))
    if not (source and cue and content) or not _says(s, cue) or any(s.word(i) == "," for i in source):
        return one
    last = source[-1]
    while last + 2 < cue[0] and s.words[last].span[1] == s.words[last + 1].span[0]:
        last += 1  # *Twenty*-seven
    parted = s.word(cue[0] - 1) == "," and cue[0] - 2 == last and cue[-1] + 1 == content[0]
    noun = s.head(one.content[0])
    named = noun is not None and s.words[noun].pos in ("NOUN", "PROPN") and s.lower(content[0]) != "that"
    named = named and not _is_clause(s, range(content[0], noun + 1 if noun is not None else content[0]))
    said = (s.words[source[0]].span[0], s.words[last].span[1])
    return structs.replace(one, source=one.content, content=(said,)) if parted and named else one


def _may_reach(one: Candidate) -> bool:
    return not one.level and len(one.source) == 1 and len(one.cue) == 1


def _content(s: Syntax, one: Candidate, found: Sequence[Candidate]) -> Spans:
    clause = _clause(s, one)
    front = _front(s, clause, one, found) if clause else None
    if front is None or not one.content or not (_begun(s, one, front) or _goes_on(s, one, clause)):
        return one.content
    kept = (span for span in one.content if span[1] <= front[0] or span[0] >= front[1])
    return tuple(sorted((front, *kept)))


def _clause(s: Syntax, one: Candidate) -> range:
    """The words of speaker and cue, where they stand side by side behind a comma and the cue is a verb of saying."""
    source, cue = s.within(one.source[0]), s.within(one.cue[0])
    if not source or not cue or not _says(s, cue):
        return range(0)
    first, last = min(source[0], cue[0]), max(source[-1], cue[-1])
    near = max(source[0], cue[0]) - min(source[-1], cue[-1]) <= 2  # a comma may close the speaker's apposition
    before = first - 1
    set_off = before > s.sentence(first)[0] and s.word(before) == ","
    return range(first, last + 1) if near and set_off and before not in source else range(0)


def _says(s: Syntax, cue: range) -> bool:
    words = [lemma for i in cue for lemma in candidates(s.lower(i))]
    return s.lower(cue[0]) == _ACCORDING or not _SAYS.isdisjoint(words)


def _front(s: Syntax, clause: range, one: Candidate, found: Sequence[Candidate]) -> Span | None:
    """From where the sentence begins to the comma before the clause, if that is a clause of its own of which nothing is
    quoted or told by another."""
    first = s.sentence(clause[0])[0]
    begins = dateline(s.text, s.words[first].span[0])
    span = (begins, s.words[clause[0] - 2].span[1])
    words = s.within(span)
    if not words or s.lower(words[0]) in _AROUND or any(_opens(s, i) for i in words):
        return None
    others = (other for other in found if other is not one and not other.level)
    if any(span[0] <= at < span[1] for other in others for at, _ in other.cue) or not _is_clause(s, words):
        return None
    return None if any(s.word(i) in ";:" for i in words) else span


def _opens(s: Syntax, i: int) -> bool:
    """Whether a quotation begins with a word; an apostrophe stands close behind one."""
    start = s.words[i].span[0]
    return s.word(i)[0] in _QUOTES and not s.text[max(0, start - 1) : start].strip()


def _is_clause(s: Syntax, words: range) -> bool:
    """Whether a verb with a subject stands among the words, or what is said to be something."""
    heads = {s.words[i].head for i in words if s.words[i].relation.startswith("nsubj")}
    return any(h is not None and h in words and (s.words[h].pos == "VERB" or s.dependents(h, "cop")) for h in heads)


def _begun(s: Syntax, one: Candidate, front: Span) -> bool:
    """Whether the content is the end of what stands before, and cannot stand alone: no clause of its own (*…, seven of
    them children, the ministry said*), one that an *and* joins to what is left out, or one that hangs on it (*… when
    rebels stormed it*)."""
    before = [span for span in one.content if span[0] < front[1]]
    if len(before) != 1 or before[0][0] <= front[0] or before[0][1] < front[1] - 1:
        return False
    words = s.within(before[0])
    if not words or s.lower(words[0]) in ("and", "or") or not _is_clause(s, words):
        return bool(words)
    return words[0] > 0 and s.lower(words[0] - 1) in _BELOW


def _goes_on(s: Syntax, one: Candidate, clause: range) -> bool:
    """Whether all the content is a fragment behind a comma that closes the clause (*…, the rebels said last night, five
    more than …*)."""
    if any(start < s.words[clause[-1]].span[1] for start, _ in one.content):
        return False
    opening = s.within(one.content[0])
    words = range(clause[-1] + 1, opening[0]) if opening else range(0)
    if not words or s.word(words[-1]) != "," or len(words) > _TIME + 1:
        return False
    fragment = all(s.words[i].pos not in ("VERB", "AUX") for i in s.heads(one.content))
    return fragment and s.lower(opening[0]) != "that" and _QUOTES.isdisjoint(s.word(opening[0])[:1])
