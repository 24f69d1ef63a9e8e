"""How far what follows a sign reaches: a noun phrase, or a clause."""

from typing import Final

from sayso.extract.standing.scene import Scene, cover, sentence
from sayso.records import Span

_OF_NOUNS: Final = ("det", "amod", "compound", "nmod", "nummod", "flat", "case", "fixed", "appos")
_CLOSING: Final = frozenset(".!?;:,—–-…\"”“’'»)")
_BREAKS: Final = frozenset({";", ":", "—", "–"})
_TURNS: Final = frozenset({"but", "while", "although", "though", "because", "since", "whereas", "as", "when", "after"})


def noun_phrase(s: Scene, i: int) -> Span:
    """A noun with its articles, adjectives and the nouns that hang on it."""
    reach, rest = {i}, [i]
    while rest:
        one = rest.pop()
        below = {k for k in s.ground.syntax.dependents(one, *_OF_NOUNS) if k not in reach}
        if one == i:
            below = {k for k in below if not (k < i and s.parse.words[k].relation == "case")}
        reach |= below
        rest += below
    run = {i}  # only what stands side by side with it
    for k in range(i - 1, min(reach) - 1, -1):
        if k not in reach:
            break
        run.add(k)
    for k in range(i + 1, max(reach) + 1):
        if k not in reach and s.parse.words[k].pos == "VERB":
            break
        run.add(k)
    return cover(s, run)


def clause(s: Scene, first: int) -> Span | None:
    """What begins with a word, as far as its clause reaches within the sentence; None where nothing is left of it."""
    last_of_sentence = sentence(s, first)[-1]
    last = min(_reach(s, first), last_of_sentence)
    for k in range(first + 1, last + 1):
        if s.words[k] in _BREAKS or (s.words[k] in _TURNS and s.words[k - 1] == ","):
            last = k - 1
            break
    while last > first and s.words[last] in _CLOSING:
        last -= 1
    return None if last < first or (not s.words[last][-1].isalnum() and last == first) else cover(s, (first, last))


def _reach(s: Scene, first: int) -> int:
    """The last word that hangs on the head of what begins with a word; heads before it are not of it."""
    top = first
    for k in s.ground.syntax.above(first):
        if k < first:
            break
        top = k
    return max((first, *s.ground.syntax.below(top)))
