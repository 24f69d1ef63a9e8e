"""Words with their features and wordpieces: what goes into the encoder, made alike for training and for reading."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from tokenizers import Tokenizer

from sayso.parse import features
from sayso.parse.segment import spaced, tokens
from sayso.parse.windows import Plan
from sayso.records import Span

MOST_PIECES = 12  # of one word; what a longer one adds is noise
MOST_KNOWN = 20_000  # words whose pieces are remembered
LONGEST_KNOWN = 40  # characters of such a word


class Words(Struct, frozen=True):
    """The words of one block. Every list has one entry a word; `pieces` are vocabulary ids, at least one a word."""

    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    quotes: tuple[int, ...]
    places: tuple[int, ...]

    def length(self) -> int:
        """The number of wordpieces."""
        return sum(map(len, self.pieces))


def described(tokenizer: Tokenizer, words: Sequence[str], gaps: Sequence[bool], spans: Sequence[Span]) -> Words:
    """Words with their pieces and features. `gaps[i]` says that white space stands before word i."""
    states = features.quotes(words, gaps)
    return Words(
        spans=tuple(spans),
        pieces=_pieces(tokenizer, words),
        shapes=tuple(features.shapes(words, states)),
        quotes=tuple(states),
        places=tuple(features.places(words)),
    )


def _pieces(tokenizer: Tokenizer, words: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The pieces of each word, which do not depend on the words around it: those met before are not made again."""
    known = _known(tokenizer)
    if len(known) > MOST_KNOWN:
        known.clear()
    new = [word for word in dict.fromkeys(words) if word not in known]
    if not new:
        return tuple(known[word] for word in words)
    made = dict(zip(new, _made(tokenizer, new), strict=True))
    known.update((word, pieces) for word, pieces in made.items() if len(word) <= LONGEST_KNOWN)
    return tuple(made.get(word) or known[word] for word in words)


@lru_cache(maxsize=1)
def _known(_: Tokenizer) -> dict[str, tuple[int, ...]]:
    """The pieces of words that a tokenizer has met."""
    return {}


def _made(tokenizer: Tokenizer, words: list[str]) -> list[tuple[int, ...]]:
    encoding = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None and len(pieces[word]) < MOST_PIECES:
            pieces[word].append(piece)
    unknown = [tokenizer.token_to_id("[UNK]") or 0]
    return [tuple(p or unknown) for p in pieces]


def words_of(tokenizer: Tokenizer, text: str, span: Span) -> Words:
    """The words of one block of a text."""
    spans = tokens(text, span)
    words = [text[start:end] for start, end in spans]
    return described(tokenizer, words, spaced(spans), spans)


def core_of(blocks: Sequence[Words], plan: Plan) -> range:
    """The words of a window, counted from its first, whose cues are kept."""
    first = sum(len(block.spans) for block in blocks[plan.first : plan.core_first])
    return range(first, first + sum(len(block.spans) for block in blocks[plan.core_first : plan.core_last]))


def cut(words: Words, room: int) -> list[Words]:
    """The words of a block in parts of at most `room` wordpieces, so that each fits into a window."""
    if words.length() <= room:
        return [words]
    parts, first, size = [], 0, 0
    for i, pieces in enumerate(words.pieces):
        if size + len(pieces) > room:
            parts.append(_part(words, first, i))
            first, size = i, 0
        size += len(pieces)
    return [*parts, _part(words, first, len(words.pieces))]


def _part(words: Words, first: int, last: int) -> Words:
    return Words(*(getattr(words, field)[first:last] for field in words.__struct_fields__))
