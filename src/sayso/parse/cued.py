"""Which cue of the list the cue of an attribution is.

Word order leads and the predicted syntax is asked second: a wrong tag must not turn *claims* into another cue where an
article before it tells that it is a noun.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from sayso.lexicon.cues import Cue, Cues, Met, met_at, of_lemma
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.small import ARTICLE, DO_HAVE, FUNCTION, LIGHT, MODAL, NAMING, PASSED, SMALL, SUBJECT
from sayso.parse.around import Around

REACH: Final = 8  # words behind the cue among which more of its words may stand
PARTS: Final = {
    "NOUN": "noun", "PROPN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adjective", "ADV": "adverb",
    "ADP": "preposition", "SCONJ": "preposition",
}  # fmt: skip
FEIGNING: Final = frozenset({"seem", "look", "sound", "feel", "be", "act", "something", "nothing", "more", "much"})


class Head(Struct, frozen=True):
    """The cue of the list that an attribution's cue is; `at` are the positions of its words, None where none is."""

    cue: Cue | None
    at: tuple[int, ...]


def head_of(cues: Cues, view: Around) -> Head:
    """The cue that the words are: the first that says something by itself, else a light verb, else a small word where
    no other stands beside it."""
    weak: Head | None = None
    for i in view.cue:
        found = _best(cues, view, i) if view.is_word(i) else None
        if found is None or found.cue is None or (len(found.at) == 1 and _is_small(view, found.cue, i)):
            continue
        if not _is_weak(cues, view, found.cue, i):
            return found
        weak = weak or found
    if weak is None and not any(view.is_word(i) and view.words[i] not in SMALL for i in view.cue):
        weak = next((found for i in view.cue if (found := _best(cues, view, i))), None)
    return weak or Head(None, ())


def _is_small(view: Around, cue: Cue, i: int) -> bool:
    return view.words[i] in SMALL or cue.pos == "preposition"


def _is_weak(cues: Cues, view: Around, cue: Cue, i: int) -> bool:
    """Whether another word of the attribution's cue says more than this one of the list: after a light verb, an adverb,
    a noun that only describes the next, a participle before the verb (*speaking in Paris, called*)."""
    if i + 1 < len(view.words) and view.words[i + 1] == "," and cue.pos == "verb" and not view.words[i].endswith("ing"):
        return False
    if cue.pos == "verb" and cue.words[0] in LIGHT and cue.acts[0] == "state" and not cue.negates:
        return SMALL.issuperset(cue.words[1:])
    if len(cue.words) > 1 or cue.pos == "adverb" or (cue.pos == "verb" and cue.words[0] in LIGHT):
        return len(cue.words) == 1
    following = _best(cues, view, i + 1) if i + 1 in view.cue else None
    if following and following.cue and following.cue.pos == "noun" and _part(view, i + 1) in ("noun", None):
        return cue.pos == "noun" or (cue.pos == "adjective" and following.cue.acts[0] != "state")
    return view.words[i].endswith("ing") and i == view.cue[0] and any(view.words[k] == "," for k in view.cue)


def _best(cues: Cues, view: Around, i: int) -> Head | None:
    """The longest cue of the list whose head stands at a position, of several the one of the word's part of speech."""
    ahead = [k for k in range(i, min(view.cue[-1] + REACH, view.close)) if k == i or k not in view.source]
    words = [view.words[k] for k in ahead]
    met = [(one.cue, tuple(ahead[k] for k in one.at)) for one in _met(cues, words)]
    verbal = _is_verb(view, i)
    fitting = [(cue, at) for cue, at in met if _belongs(cues, view, cue, at) and not (verbal and cue.pos != "verb")]
    part = _part(view, i)
    order = sorted(fitting, key=lambda one: (-len(one[1]), one[0].pos != part))
    return Head(*order[0]) if order else None


def _met(cues: Cues, words: Sequence[str]) -> tuple[Met, ...]:
    """The cues that begin with the first of the words; of one with hyphens (*half-joking*) with its last part, if it is
    none itself."""
    if not words:
        return ()
    return met_at(cues, words) or met_at(cues, (words[0].rpartition("-")[2] or words[0], *words[1:]))


def _belongs(cues: Cues, view: Around, cue: Cue, at: Sequence[int]) -> bool:
    """Whether the words of a cue of the list may count though others stand between them or they are not the
    attribution's: those up to the content, and the small word that it begins with (*called* | *on Ankara to stop*)."""
    if cue.pos == "noun" and cue.words[0] in LIGHT and len(at) == 1 and _follows(view, at[0]) not in ARTICLE:
        return False
    if cue.words == ("like",) and at[0] and not FEIGNING.isdisjoint(candidates(view.words[at[0] - 1])):
        return False
    for before, k in pairwise(at):
        if k in view.cue:
            between = (n for n in range(before + 1, k) if view.words[k] in FUNCTION)
            if any(view.words[n] not in SMALL and _noun(cues, view.words[n]) for n in between):
                return False
            continue
        begins = k == min((n for n in view.content if n > view.cue[-1]), default=None) and view.words[k] in FUNCTION
        small = view.words[k] in FUNCTION or view.words[before] in FUNCTION
        adjoins = begins or (k == before + 1 and (small or before in view.content))
        names = cue.words[0] in NAMING and len(at) == 2
        if not (adjoins or names or (k not in view.content and view.words[k] in FUNCTION)):
            return False
    return True


def _follows(view: Around, i: int) -> str:
    """The word before one, adjectives and adverbs passed over by their tags."""
    k = i - 1
    while k >= 0 and (view.tags[k] == "ADJ" or _is_adverb(view.words[k])):
        k -= 1
    return view.words[k] if k >= 0 else ""


def _noun(cues: Cues, word: str) -> bool:
    """Whether a word is a noun that is a cue itself: *made no mention of* is none of *make … of*."""
    return any(cue.pos == "noun" for lemma in candidates(word) for cue in of_lemma(cues, lemma, "noun"))


def _is_verb(view: Around, i: int) -> bool:
    """Whether the word before tells that a word is a verb: *to*, a pronoun, an auxiliary."""
    before = next((view.words[k] for k in range(i - 1, max(-1, i - 4), -1) if not _is_adverb(view.words[k])), "")
    helps = before in MODAL or (before in DO_HAVE and before.startswith("d"))
    named = before in SUBJECT and (not view.tags[i] or view.tags[i] in ("VERB", "AUX"))
    return (helps or named or (before == "to" and _is_base(view, i))) and view.words[i] not in SMALL


def _is_base(view: Around, i: int) -> bool:
    return view.tags[i] in (None, "VERB") and i in view.cue and i - 1 in view.cue


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or (word in PASSED and word not in ("to", "him", "them", "as"))


def _part(view: Around, i: int) -> str | None:
    """The part of speech of a word, by the word before it and then by its tag."""
    word, before = view.words[i], view.words[i - 1] if i else ""
    if before == "to" or _is_verb(view, i):
        return "verb"
    if before in ARTICLE and view.tags[i] != "ADJ":
        return "noun"
    return PARTS.get(view.tags[i] or "") or ("adverb" if word.endswith("ly") else None)
