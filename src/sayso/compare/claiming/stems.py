"""Stems: what *resign*, *resigned* and *resignation* share. They only serve to meet a word again."""

import re
from functools import lru_cache
from typing import Final

from sayso.lexicon.lemmas import IRREGULAR, candidates
from sayso.lexicon.opposites import packaged_meanings
from sayso.lexicon.rarity import folded, packaged_counts


def words_of(text: str) -> frozenset[str]:
    """Words listed in a text."""
    return frozenset(text.split())


_ENDINGS: Final = re.compile(
    r"(?:izations?|isations?|ations?|itions?|ions?|ments?|nesses|ness|ities|ity|ances?|ences?|ally|ively|ously|ly|ers?"
    r"|ors?|als?|ives?|ous|ists?|isms?|ates?|ize|ise|ful)$"
)
_LEAST: Final = 4  # letters that a stem keeps
# Words whose ending is none any more: a statement is no state, an officer no office.
_WHOLE: Final = words_of(
    "statement government governor department nation national international general station minister officer member"
    " number matter order letter paper center power former moment mission section position question million billion"
    " religion region version animal capital hospital federal journal actor factor doctor senator major minor mayor"
    " majority minority university community security city authority company party country county police policy"
    " apartment element document argument element parliament appointment interior interest rival arrival physical"
    " material official trial serial social special terror error mirror labor water winter summer weather manner"
    " banner river driver silver deliver consider remember december november september october"
)


_NOUNS: Final = words_of("child crisis man foot tooth woman person criterion medium phenomenon")
_VERBS: Final = frozenset(lemma for lemmas in IRREGULAR.values() for lemma in lemmas if lemma not in _NOUNS)


def is_verb(word: str) -> bool:
    """Whether a word in lower case may be a verb that says what is done; a reading keeps no parts of speech."""
    return word.endswith(("ed", "ing")) or any(lemma in _VERBS for lemma in candidates(word))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word; a shorter word, a number or an abbreviation is its own."""
    bare = folded(word)
    if not bare.isalpha() or bare in _WHOLE:
        return bare
    root = _lemma(bare)
    if root in _WHOLE:
        return root
    for _ in range(2):
        cut = _ENDINGS.search(root)
        root = root[: cut.start()] if cut and cut.start() >= _LEAST else root
    root = root[:-1] if len(root) > _LEAST and root[-1] == "e" else root
    return root[:-1] + "i" if len(root) > _LEAST and root[-1] == "y" else root


def _lemma(word: str) -> str:
    """The likeliest candidate that lies at a pole, else the likeliest that reporting knows."""
    found = candidates(word)
    known, counts = packaged_meanings(), packaged_counts().words
    return next((one for one in found if one in known), next((one for one in found if one in counts), found[0]))
