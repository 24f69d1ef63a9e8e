"""Which words stand under a negation: a clause's words behind *not*, *no*, *deny that*, *fail to*.

A reading keeps no syntax, so the reach is counted in words: to the end of the clause, and not far.
"""

from collections.abc import Sequence
from typing import Final

from sayso.compare.claiming.stems import words_of
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.small import AFTER_NOT, NEGATOR, NO_DENIAL

REACH: Final = 8  # words behind a negation that it may turn
_ENDS: Final = frozenset('.,;:!?()—–“”"') | {"but", "because", "although", "though", "while", "whereas", "rather"}
# What says of the words behind it that they are not so, or that nothing came of them.
_TURNS: Final = words_of(
    "deny denial refute rebut disprove dispute debunk reject repudiate false untrue myth hoax fail failure lack refuse"
    " refusal unable inability unwilling avoid prevent stop impossible nowhere neither ban bar forbid prohibit block"
    " oppose opposition against end rule"
)
_BY_NOT: Final = ("n't", "n’t")


def signs(words: Sequence[str]) -> tuple[int, ...]:
    """For each of running words in lower case, marks among them, -1 where an odd number of negations reaches it."""
    turned = [1] * len(words)
    for at in range(len(words)):
        if _negates(words, at):
            for i in _reached(words, at):
                turned[i] = -turned[i]
    return tuple(turned)


def _negates(words: Sequence[str], at: int) -> bool:
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in NEGATOR or word == "nobody" or word.endswith(_BY_NOT):
        return after not in AFTER_NOT and after not in NO_DENIAL
    turns = any(lemma in _TURNS for lemma in candidates(word))
    # *rule out*, *end to*; a word that only turns what hangs on it by a preposition or a clause
    return turns and (word not in ("rule", "ruled", "rules") or after == "out")


def _reached(words: Sequence[str], at: int) -> range:
    last = at
    for i in range(at + 1, min(at + 1 + REACH, len(words))):
        if words[i] in _ENDS:
            break
        last = i
    return range(at + 1, last + 1)
