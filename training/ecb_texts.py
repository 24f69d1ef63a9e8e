"""The documents of ECB+ as running text, with where each of their words stands.

ECB+ gives words; marks are put back to the words that they stand by, so that a page reads as pages do.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.records import Span
from training.ecb import documents

_TO_LEFT: Final = frozenset(".,;:!?%)]}'’") | {"''", "”", "...", "n't", "'s", "’s", "'re", "'ve", "'ll", "'d", "'m"}
_TO_RIGHT: Final = frozenset("([{$£€“‘") | {"``"}
_AS: Final[Mapping[str, str]] = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}


class Told(Struct, frozen=True):
    """A document: `places` the span of each word by sentence and number, `sentences` those of its sentences; code
    points of the text, end excluded."""

    name: str
    text: str
    places: Mapping[tuple[int, int], Span]
    sentences: Mapping[int, Span]


def texts(shared: Path, part: str) -> Iterator[Told]:
    """The documents of a part of ECB+ (train, dev), by their names; only sentences with marked events are there."""
    for name, sentences in sorted(documents(shared / f"data/same-story/ecbplus-{part}-corpus.txt.gz").items()):
        yield told(name, sentences)


def told(name: str, sentences: Mapping[int, Mapping[int, str]]) -> Told:
    """A document as running text, a paragraph a sentence."""
    text = ""
    places: dict[tuple[int, int], Span] = {}
    spans: dict[int, Span] = {}
    for sentence, words in sentences.items():
        first = len(text) + 2 * bool(text)
        text += "\n\n" * bool(text)
        shown = _shown(list(words.values()))
        for number, (before, word) in zip(words, shown, strict=True):
            text += before * (len(text) > first)
            places[sentence, number] = (len(text), len(text) + len(word))
            text += word
        spans[sentence] = (first, len(text))
    return Told(name, text, places, spans)


def _shown(words: Sequence[str]) -> list[tuple[str, str]]:
    """Each word as it is written, with the space before it or none."""
    out: list[tuple[str, str]] = []
    opened, bound = False, False
    for given in words:
        word = _AS.get(given, given)
        opens, closes = given in _TO_RIGHT, given in _TO_LEFT
        if word == '"':
            opens, closes = not opened, opened
            opened = opens
        out.append(("" if bound or closes else " ", word))
        bound = opens or word == "("
    return out
