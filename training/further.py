"""Texts with syntax, names, mentions and coreference, as windows and batches for the further heads."""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from sayso.parse.encoder import inputs
from sayso.parse.features import OUTSIDE
from sayso.parse.labels import NAMES, POS, RELATIONS, SPOTTED
from sayso.parse.pairs import Item, band, pairs
from sayso.parse.words import Words, words_of
from sayso.records import Span
from training.batches import pooling
from training.conllu import ACTORS, Entity, Text, gold_names

Ints = NDArray[np.int64]
UNKNOWN = -100


class Mention(Struct, frozen=True):
    """A mention by its words: its head, first and last word of the text; what kind it is of, whether it is an actor's
    or a place's, and the cluster that it is in."""

    head: int
    first: int
    last: int
    kind: str
    item: Item
    cluster: str


class Ready(Struct, frozen=True):
    """A text in blocks of words, with one value a word: sentence, part of speech, head word (−1 root), relation, name
    label (UNKNOWN where not told); and its mentions, None where they are not told."""

    text: str
    blocks: tuple[Words, ...]
    sentence: Ints
    pos: Ints
    head: Ints
    relation: Ints
    names: Ints
    mentions: tuple[Mention, ...] | None


class Aligned(Struct, frozen=True):
    """Words of a text and, for every token of every sentence, the word that stands for it."""

    starts: Ints
    ends: Ints

    def word(self, span: Span) -> int:
        """The first word that holds any of the span."""
        return min(int(np.searchsorted(self.ends, span[0], "right")), len(self.ends) - 1)

    def stretch(self, span: Span) -> tuple[int, int]:
        """The words that hold any of the span: first and last."""
        first = self.word(span)
        return first, max(first, int(np.searchsorted(self.starts, span[1], "left")) - 1)


def merged(text: Text, rng: random.Random | None) -> list[Span]:
    """The blocks of a text; of one without paragraphs runs of some sentences, drawn at random."""
    if rng is None or text.entities is not None:
        return list(text.blocks)
    out: list[Span] = []
    room = 0
    for sentence in text.sentences:
        if room:
            out[-1] = (out[-1][0], sentence.span[1])
            room -= 1
        else:
            out.append(sentence.span)
            room = rng.choice((0, 0, 0, 1, 2, 3))
    return out


def ready(tokenizer: Tokenizer, text: Text, rng: random.Random | None = None) -> Ready:
    """A text as words with what is told of each."""
    blocks = tuple(words for span in merged(text, rng) if (words := words_of(tokenizer, text.text, span)).spans)
    spans = [span for block in blocks for span in block.spans]
    at = Aligned(np.array([s for s, _ in spans], np.int64), np.array([e for _, e in spans], np.int64))
    size = len(spans)
    sentence, pos, head, relation = (np.full(size, UNKNOWN, np.int64) for _ in range(4))
    for number, found in enumerate(text.sentences):
        first, last = at.stretch(found.span)
        sentence[first : last + 1] = number
        of = [at.word(token.span) for token in found.tokens]
        for i, token in enumerate(found.tokens):
            own, above = of[i], -1 if token.head < 0 else of[token.head]
            begin, end = at.stretch(token.span)
            if own != above and (pos[own] == UNKNOWN or above < 0):  # the topmost token of a word stands for it
                pos[own] = POS.index(token.upos) if token.upos in POS else UNKNOWN
                head[own], relation[own] = above, RELATIONS.index(token.deprel) if token.deprel in RELATIONS else 0
            for other in range(begin + 1, end + 1):
                if pos[other] == UNKNOWN:
                    pos[other], head[other], relation[other] = pos[own], own, RELATIONS.index("flat")
    names = np.full(size, UNKNOWN, np.int64)
    if text.names is not None or text.entities is not None:
        names[:] = 0
        for span, kind in sorted(gold_names(text)):
            first, last = at.stretch(span)
            names[first] = NAMES.index(f"B-{kind}")
            names[first + 1 : last + 1] = NAMES.index(f"I-{kind}")
    quotes = [state for block in blocks for state in block.quotes]
    mentions = None
    if text.entities is not None:
        subject = {i for i, r in enumerate(relation) if r >= 0 and RELATIONS[r] == "nsubj"}
        mentions = tuple(
            mention(entity, at, spans, sentence, subject, quotes)
            for entity in sorted(text.entities, key=lambda e: (e.span, e.head))
        )
    return Ready(text.text, blocks, sentence, pos, head, relation, names, mentions)


def unnamed(text: Ready) -> Ready:
    """The same text without what is told of its names."""
    return replace(text, names=np.full_like(text.names, UNKNOWN))


def mention(
    entity: Entity, at: Aligned, spans: Sequence[Span], sentence: Ints, subject: set[int], quotes: Sequence[int]
) -> Mention:
    """An entity of the data as a mention by its words."""
    head = at.word(entity.head)
    first, last = at.stretch(entity.span)
    kind = entity.kind if entity.kind in ACTORS else "other"
    item = Item(
        span=(spans[first][0], spans[last][1]), head=spans[head], kind=kind, form=entity.form,
        sentence=int(sentence[head]), subject=head in subject, quoted=quotes[head] != OUTSIDE,
    )  # fmt: skip
    return Mention(head, first, last, kind, item, entity.cluster)


class Part(Struct, frozen=True):
    """Blocks `first` to `last` (excluded) of a text as one row of a batch."""

    ready: Ready
    first: int
    last: int

    def length(self) -> int:
        return sum(block.length() for block in self.ready.blocks[self.first : self.last]) + 2


def parts(text: Ready, rng: random.Random, most: int) -> Iterator[Part]:
    """A text in windows of whole blocks of at most `most` wordpieces, the first cut drawn at random; a block that is
    too long is left out."""
    first, total, room = 0, 2, rng.randint(min(60, most), most)
    for i, block in enumerate(text.blocks):
        if total + block.length() > room and i > first:
            yield Part(text, first, i)
            first, total, room = i, 2, most
        if block.length() + 2 > most:
            first, total = i + 1, 2
            continue
        total += block.length()
    if first < len(text.blocks):
        yield Part(text, first, len(text.blocks))


class Links(NamedTuple):
    """The mentions of one text that the batch holds: row and word of each head [mentions], pair features, which come
    before, and which of these (first column: none) are right answers [mentions, 1 + BAND]."""

    row: Tensor
    word: Tensor
    features: Tensor
    at: Tensor
    there: Tensor
    right: Tensor


class Further(NamedTuple):
    """A batch: inputs [rows, pieces], and per word [rows, words] the targets (UNKNOWN where not told); `heads` count
    the root as 0; `edges` [rows, 2, words] first and last word of the mention of which a word is the head."""

    pieces: Tensor
    shape: Tensor
    quote: Tensor
    place: Tensor
    mask: Tensor
    pool: Tensor
    sentence: Tensor
    pos: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor
    spotted: Tensor
    edges: Tensor
    links: tuple[Links, ...]


def further(group: Sequence[Part]) -> Further:
    """Windows padded to the longest; those of one text are linked if they follow each other in the group."""
    rows = [inputs(p.ready.blocks[p.first : p.last], 0.0) for p in group]
    length, most = max(len(r["pieces"]) for r in rows), max(len(r["lengths"]) for r in rows)
    features = torch.zeros(4, len(rows), length, dtype=torch.long)
    mask, pool = torch.zeros(len(rows), length), torch.zeros(len(rows), most, length)
    told = torch.full((6, len(rows), most), UNKNOWN, dtype=torch.long)
    told[0] = -1  # no sentence
    edges = torch.full((len(rows), 2, most), UNKNOWN, dtype=torch.long)
    links: dict[int, list[tuple[int, int, Mention]]] = {}
    texts: dict[int, Ready] = {}
    for i, (row, part) in enumerate(zip(rows, group, strict=True)):
        size, count = len(row["pieces"]), len(row["lengths"])
        for k, name in enumerate(("pieces", "shape", "quote", "place")):
            features[k, i, :size] = torch.from_numpy(row[name])
        mask[i, :size] = 1
        pool[i, :count, :size] = torch.from_numpy(pooling(row))
        text = part.ready
        offset = sum(len(block.spans) for block in text.blocks[: part.first])
        here = slice(offset, offset + count)
        for k, values in enumerate((text.sentence, text.pos, text.relation, text.names)):
            told[k, i, :count] = torch.from_numpy(values[here])
        head = text.head[here] - offset + 1
        head = np.where(text.head[here] == -1, 0, head)
        beyond = (text.head[here] >= 0) & (text.head[here] < offset)
        cut = (text.head[here] == UNKNOWN) | beyond | (head < 0) | (head > count)
        told[4, i, :count] = torch.from_numpy(np.where(cut, UNKNOWN, head))
        if text.mentions is None:
            continue
        told[5, i, :count] = 0
        for found in text.mentions:
            at, first, last = (x - offset for x in (found.head, found.first, found.last))
            if not 0 <= at < count:
                continue
            told[5, i, at] = SPOTTED.index(found.kind)
            whole = first >= 0 and last < count and told[0, i, first] == told[0, i, at] == told[0, i, last]
            # Of two mentions with one head (*the minister*, *the minister of …*) the longer one is taught.
            if whole and (edges[i, 0, at] == UNKNOWN or last - first > edges[i, 1, at] - edges[i, 0, at]):
                edges[i, 0, at], edges[i, 1, at] = first, last
            links.setdefault(id(text), []).append((i, at, found))
            texts[id(text)] = text
    return Further(
        features[0], features[1], features[2], features[3], mask, pool, told[0], told[1], told[4], told[2], told[3],
        told[5], edges, tuple(linked(texts[key], found) for key, found in links.items()),
    )  # fmt: skip


def linked(text: Ready, found: Sequence[tuple[int, int, Mention]]) -> Links:
    """The links among mentions of a text, in text order."""
    found = sorted(found, key=lambda f: (f[2].item.span, f[2].item.head))
    items = [mention.item for _, _, mention in found]
    at, there = band(len(items))
    clusters = np.array([hash(mention.cluster) for _, _, mention in found])
    same = (clusters[at] == clusters[:, None]) & there
    right = np.concatenate((~same.any(1, keepdims=True), same), 1)
    return Links(
        torch.tensor([row for row, _, _ in found]),
        torch.tensor([word for _, word, _ in found]),
        torch.from_numpy(pairs(items, text.text)),
        torch.from_numpy(at),
        torch.from_numpy(there),
        torch.from_numpy(right),
    )


def further_batches(texts: Sequence[Ready], budget: int, rng: random.Random, most: int) -> Iterator[Further]:
    """Batches of at most `budget` wordpieces: texts with mentions whole and one after the other, the others by like
    length; in random order."""
    groups: list[list[Part]] = [[]]

    def add(part: Part) -> None:
        longest = max((p.length() for p in groups[-1]), default=0)
        if groups[-1] and max(longest, part.length()) * (len(groups[-1]) + 1) > budget:
            groups.append([])
        groups[-1].append(part)

    linked_texts = [text for text in texts if text.mentions is not None]
    for text in rng.sample(linked_texts, len(linked_texts)):
        for part in parts(text, rng, most):
            add(part)
    plain = [part for text in texts if text.mentions is None for part in parts(text, rng, most)]
    for part in sorted(plain, key=lambda p: p.length() + rng.random() * 48):
        add(part)
    rng.shuffle(groups)
    for group in groups:
        if group:
            yield further(group)
