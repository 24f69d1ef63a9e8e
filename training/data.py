"""Articles with attributions, read from PolNeAR and from the made examples, cut into windows of words."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.parse.decode import CONTENT, CUE, SOURCE
from sayso.parse.features import CLOSES, INSIDE, OPENS
from sayso.parse.segment import spaced, tokens
from sayso.parse.words import Words, described
from sayso.records import Span, Spans

Ints = NDArray[np.int64]


class Gold(Struct, frozen=True):
    """One attribution as spans of a text."""

    source: Spans
    cue: Spans
    content: Spans


class Article(Struct, frozen=True):
    """A text, its gold attributions, and the paragraphs it is read in. `inner` are those inside a content, None where
    the data does not tell."""

    name: str
    text: str
    blocks: tuple[Span, ...]
    attributions: tuple[Gold, ...]
    inner: tuple[Gold, ...] | None = None


class Window(Struct, frozen=True):
    """Consecutive blocks as one row of words. `anchors` are the first words of cues; `roles[k, t]` the role of word t
    for cue k, `edges[k, t, 4]` whether it begins or ends a source, begins or ends a content; `inner` are the first
    words of cues inside contents, None where they are not known."""

    words: tuple[Words, ...]
    anchors: Ints
    roles: Ints
    edges: NDArray[np.float32]
    inner: tuple[int, ...] | None = None

    def length(self) -> int:
        return sum(block.length() for block in self.words) + 2


def lines(text: str) -> tuple[Span, ...]:
    """The lines of a text that are not blank."""
    found = re.finditer(r"[^\r\n]+", text)
    return tuple(m.span() for m in found if m.group().strip())


def polnear(path: Path) -> list[Article]:
    """The articles of one PolNeAR file (JSON Lines, gzip)."""
    out = []
    with gzip.open(path, "rt", encoding="utf8") as file:
        for line in file:
            item = json.loads(line)
            gold = [
                Gold(*(tuple((s, e) for s, e in sorted(a[key])) for key in ("source", "cue", "content")))
                for a in item["attributions"]
            ]
            out.append(Article(item["id"], item["text"], lines(item["text"]), tuple(a for a in gold if a.cue)))
    return out


def _unmarked(block: str) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """The plain text of a marked-up example, and for each number its pieces."""
    text = ""
    stack: list[tuple[str, int, int]] = []
    found: dict[int, dict[str, list[Span]]] = {}
    position = 0
    for m in re.finditer(r"⟦([SCT])(\d+) |⟧", block):
        text += block[position : m.start()]
        position = m.end()
        if m.group(1):
            stack.append((m.group(1), int(m.group(2)), len(text)))
        else:
            role, number, start = stack.pop()
            found.setdefault(number, {}).setdefault(role, []).append((start, len(text)))
    if stack:
        raise ValueError("a bracket is not closed")
    return text + block[position:], found


def _inside(inner: Gold, outer: Gold) -> bool:
    start = inner.cue[0][0]
    return inner is not outer and any(s <= start < e for s, e in outer.content)


def _clipped(gold: Gold, part: Span) -> Gold:
    def cut(spans: Spans) -> Spans:
        return tuple(
            (max(s, part[0]) - part[0], min(e, part[1]) - part[0]) for s, e in spans if s < part[1] and e > part[0]
        )

    return Gold(cut(gold.source), cut(gold.cue), cut(gold.content))


def _flat(name: str, text: str, gold: Sequence[Gold]) -> Iterator[Article]:
    """The example with its outermost attributions; then every content that holds others, as a text of its own."""
    outermost = tuple(g for g in gold if not any(_inside(g, o) for o in gold))
    yield Article(name, text, lines(text), outermost, tuple(g for g in gold if g not in outermost))
    for outer in outermost:
        start, end = outer.content[0][0], outer.content[-1][1]
        inner = [_clipped(g, (start, end)) for g in gold if _inside(g, outer)]
        if end - start > 30:
            yield from _flat(name + "/inner", text[start:end], inner)


def made(folder: Path) -> list[Article]:
    """The made examples of a folder; one that does not parse is named and left out."""
    out: list[Article] = []
    for path in sorted(folder.glob("*.txt")):
        for number, block in enumerate(re.split(r"(?m)^====\s*$", path.read_text(encoding="utf8"))):
            name = f"{path.stem}/{number}"
            try:
                text, found = _unmarked(block.strip("\n"))
                gold = [
                    Gold(tuple(sorted(p.get("S", ()))), tuple(sorted(p["C"])), tuple(sorted(p["T"])))
                    for p in found.values()
                ]
            except (ValueError, KeyError, IndexError) as error:
                print(f"made example {name} left out: {error!r}", flush=True)
                continue
            if text.strip():
                out.extend(_flat(name, text, gold))
    return out


_STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("'", "'"))


class Prepared(Struct, frozen=True):
    """An article as words of blocks, and each attribution as word indices (over all blocks) by role."""

    name: str
    blocks: tuple[Words, ...]
    texts: tuple[tuple[tuple[str, ...], tuple[bool, ...]], ...]
    golds: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]
    inner: tuple[int, ...] | None = None


def _word_spans(spans: Spans, starts: Ints, ends: Ints) -> tuple[tuple[int, int], ...]:
    """Spans of characters as spans of words; a word belongs to a span that holds any of it; touching ones are one."""
    out: list[tuple[int, int]] = []
    for s, e in spans:
        first, last = int(np.searchsorted(ends, s, "right")), int(np.searchsorted(starts, e, "left"))
        if first >= last:
            continue
        if out and out[-1][1] >= first:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def prepared(tokenizer: Tokenizer, article: Article) -> Prepared:
    """An article with words and features computed once."""
    blocks, texts = [], []
    for block in article.blocks:
        spans = tokens(article.text, block)
        words = tuple(article.text[s:e] for s, e in spans)
        gaps = tuple(spaced(spans))
        blocks.append(described(tokenizer, words, gaps, spans))
        texts.append((words, gaps))
    flat = [span for block in blocks for span in block.spans]
    starts = np.array([s for s, _ in flat], dtype=np.int64)
    ends = np.array([e for _, e in flat], dtype=np.int64)
    golds = []
    for gold in article.attributions:
        row = tuple(_word_spans(spans, starts, ends) for spans in (gold.source, gold.content, gold.cue))
        if row[2]:
            golds.append(row)
    inner = None
    if article.inner is not None:
        found = (_word_spans(gold.cue, starts, ends) for gold in article.inner)
        inner = tuple(spans[0][0] for spans in found if spans)
    return Prepared(article.name, tuple(blocks), tuple(texts), tuple(golds), inner)


def restyled(tokenizer: Tokenizer, article: Prepared, rng: random.Random) -> Prepared:
    """The same article with its double quotation marks in another style."""
    opening, closing = rng.choice(_STYLES)
    blocks = []
    for block, (words, gaps) in zip(article.blocks, article.texts, strict=True):
        other = [
            (opening if state == OPENS else closing) if word in '“”"' and state in (OPENS, CLOSES) else word
            for word, state in zip(words, block.quotes, strict=True)
        ]
        blocks.append(described(tokenizer, other, gaps, block.spans))
    return Prepared(article.name, tuple(blocks), article.texts, article.golds, article.inner)


def reparagraphed(tokenizer: Tokenizer, article: Prepared, rng: random.Random) -> Prepared:
    """The same article with some quotations set as paragraphs of their own after a colon, and some parted into several
    paragraphs, each opening with a mark: what pages do and PolNeAR's hardly ever."""
    blocks: list[Words] = []
    texts: list[tuple[tuple[str, ...], tuple[bool, ...]]] = []
    added: list[int] = []  # the places, in words of the article, before which a mark is put
    offset = 0
    for block, (words, gaps) in zip(article.blocks, article.texts, strict=True):
        first, parts, mark = 0, [], ""
        for i in range(2, len(words) - 3):
            if block.quotes[i] == OPENS and words[i - 1] in ",:" and CLOSES in block.quotes[-2:] and rng.random() < 0.3:
                parts.append((first, i, mark, True))
                first, mark = i, ""
            elif block.quotes[i] == INSIDE and words[i - 1] in ".!?" and gaps[i] and rng.random() < 0.25:
                opened = max((k for k in range(i) if block.quotes[k] == OPENS), default=None)
                if opened is not None and CLOSES in block.quotes[i:]:
                    parts.append((first, i, mark, False))
                    first, mark = i, words[opened]
                    added.append(offset + i)
        parts.append((first, len(words), mark, False))
        for start, end, opening, colon in parts:
            row, before = list(words[start:end]), list(gaps[start:end])
            if colon:
                row[-1] = ":"
            if opening:
                row, before = [opening, *row], [True, False, *before[1:]]
            blocks.append(described(tokenizer, row, before, [(0, 0)] * len(row)))
            texts.append((tuple(row), tuple(before)))
        offset += len(words)

    def moved(place: int) -> int:
        return place + sum(a < place for a in added)

    golds = tuple(
        tuple(tuple((moved(s) + (s in added), moved(e)) for s, e in spans) for spans in gold) for gold in article.golds
    )
    return Prepared(article.name, tuple(blocks), tuple(texts), golds, None)


def joined(articles: Sequence[Prepared]) -> Prepared:
    """Several short texts as the blocks of one, as contents are read at run time."""
    golds: list[tuple[tuple[tuple[int, int], ...], ...]] = []
    inner: list[int] | None = []
    offset = 0
    for article in articles:
        golds += [tuple(tuple((s + offset, e + offset) for s, e in role) for role in g) for g in article.golds]
        inner = None if inner is None or article.inner is None else [*inner, *(i + offset for i in article.inner)]
        offset += sum(len(block.spans) for block in article.blocks)
    return Prepared(
        articles[0].name,
        tuple(block for article in articles for block in article.blocks),
        tuple(text for article in articles for text in article.texts),
        tuple(golds),
        None if inner is None else tuple(inner),
    )


def bundles(articles: Sequence[Prepared], rng: random.Random, most: int) -> Iterator[Window]:
    """Short texts in windows, half of them alone, the others some together."""
    rest = list(articles)
    while rest:
        count = 1 if rng.random() < 0.3 else rng.randint(2, 10)
        while count > 1 and sum(b.length() for a in rest[:count] for b in a.blocks) + 2 > most:
            count -= 1
        whole = joined(rest[:count])
        rest = rest[count:]
        if sum(b.length() for b in whole.blocks) + 2 <= most:
            yield window(whole, 0, len(whole.blocks))


def fragments(tokenizer: Tokenizer, article: Prepared, rng: random.Random, share: float) -> Iterator[Prepared]:
    """Some attributions alone, from their first word to their last, as a text of their own: so does a clause look that
    stands in another's content."""
    words = [word for block, _ in article.texts for word in block]
    gaps = [gap for _, block in article.texts for gap in block]
    block_of = [i for i, (block, _) in enumerate(article.texts) for _ in block]
    for gold in article.golds:
        if rng.random() > share:
            continue
        spans = [span for role in gold for span in role]
        first, last = min(s for s, _ in spans), max(e for _, e in spans)
        if block_of[first] != block_of[last - 1] or last - first > 120:
            continue
        while first > 0 and block_of[first - 1] == block_of[first] and rng.random() < 0.4:
            first -= 1
        while last < len(words) and block_of[last] == block_of[last - 1] and rng.random() < 0.4:
            last += 1
        lead = rng.choice(((), (), ("that",), ("the", "fact", "that"), ("to",)))
        row, before = [*lead, *words[first:last]], [*(True for _ in lead), *gaps[first:last]]
        moved = len(lead) - first
        golds = tuple(
            tuple(tuple((s + moved, e + moved) for s, e in role) for role in other)
            for other in article.golds
            if all(first <= s and e <= last for role in other for s, e in role)
        )
        cut = any(
            first <= s < last and not all(first <= a and b <= last for role in other for a, b in role)
            for other in article.golds
            for s, _ in other[2]
        )
        if not cut:
            block = described(tokenizer, row, before, [(0, 0)] * len(row))
            yield Prepared(article.name, (block,), ((tuple(row), tuple(before)),), golds)


def window(article: Prepared, first: int, last: int) -> Window:
    """Blocks first to last (excluded) of an article as one window; parts of attributions outside it are left out."""
    offset = sum(len(b.spans) for b in article.blocks[:first])
    size = sum(len(b.spans) for b in article.blocks[first:last])
    anchors, roles, edges = [], [], []
    taken = set()
    for source, content, cue in article.golds:
        anchor = cue[0][0] - offset
        if not 0 <= anchor < size or anchor in taken:
            continue
        taken.add(anchor)
        role, edge = np.zeros(size, np.int64), np.zeros((size, 4), np.float32)
        for spans, value, column in ((content, CONTENT, 2), (source, SOURCE, 0), (cue, CUE, -1)):
            for s, e in spans:
                s, e = s - offset, e - offset
                role[max(s, 0) : max(min(e, size), 0)] = value
                if column >= 0 and 0 <= s < size:
                    edge[s, column] = 1
                if column >= 0 and 0 < e <= size:
                    edge[e - 1, column + 1] = 1
        anchors.append(anchor)
        roles.append(role)
        edges.append(edge)
    return Window(
        article.blocks[first:last],
        np.array(anchors, np.int64),
        np.array(roles, np.int64).reshape(-1, size),
        np.array(edges, np.float32).reshape(-1, size, 4),
        None if article.inner is None else tuple(i - offset for i in article.inner if 0 <= i - offset < size),
    )


def windows(article: Prepared, rng: random.Random, most: int) -> Iterator[Window]:
    """The article cut into windows of whole blocks of at most `most` wordpieces (a longer block is left out), the
    place of the first cut drawn at random."""
    lengths = [block.length() for block in article.blocks]
    first, budget = 0, rng.randint(min(80, most), most)
    total = 2
    for i, length in enumerate(lengths):
        if total + length > budget and i > first:
            yield window(article, first, i)
            first, total, budget = i, 2, most
        if length + 2 > most:
            first, total = i + 1, 2
            continue
        total += length
    if first < len(lengths):
        yield window(article, first, len(lengths))
