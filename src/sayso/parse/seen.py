"""What the further heads saw, window by window, as words, names and mentions of the whole page."""

from bisect import bisect_right
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, Literal, get_args

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sayso.parse.features import OUTSIDE
from sayso.parse.labels import NAMES, POS, RELATIONS, SPOTTED, TYPES
from sayso.parse.pairs import BAND, Item, band, pairs
from sayso.records import EventType, MentionForm, Named, Span, Spans, Spotted, Word

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LEAST_MENTION: Final = 0.5  # probability of a word that it is the head of a mention
MOST_ANTECEDENTS: Final = 4  # kept of each mention
LEAST_LINK: Final = 0.05  # probability of an antecedent that is kept
AT_ONCE: Final = 1000  # mentions that are linked together: every mention with every other would not fit into memory
_REFERRING: Final = "he him his himself she her hers herself it its itself they them their theirs themselves"
REFERRING: Final = frozenset(_REFERRING.split())
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both", "his", "her", "its", "their"})
_INDEFINITE: Final = "a an some any no another several many most few every"
INDEFINITE: Final = frozenset(_INDEFINITE.split())
_PRONOUNS: Final = frozenset({"PRON", "DET"})
MOST_TYPES: Final = 5  # kept of each word
LEAST_TYPE: Final = 0.02  # probability of an event type that is kept
_DEEDS: Final = [POS.index(pos) for pos in ("VERB", "NOUN", "PROPN", "ADJ")]
_YIELDED: Final[tuple[EventType, ...]] = ("CONCEDE", "RETREAT")
_KINDS: Final = [
    _YIELDED if name == "YIELD" else tuple(kind for kind in get_args(EventType) if kind == name) for name in TYPES
]
# What a type told with so many hundredths gives: made once, since every second word has some.
_TOLD: Final = [[[(kind, part / 100) for kind in kinds] for part in range(101)] for kinds in _KINDS]
_NAME_KINDS: Final[dict[str, Literal["PER", "ORG", "LOC"]]] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
_MENTION_KINDS: Final[tuple[Literal["person", "organization", "place", "other"], ...]] = (
    "other", "person", "organization", "place", "other",
)  # fmt: skip
_FOLLOWS: Final = np.array(
    [
        [label[0] != "I" or (before != "O" and before[2:] == label[2:]) for label in NAMES]  # I-PER after B-PER, I-PER
        for before in NAMES
    ]
)


class Seen(Struct, frozen=True):
    """What one window gives for the words of its core, or many windows for the words of a page. Every array has one row
    a word; `heads` are indices of words (−1 root), `edges` [2, words] the first and last word of the mention of which a
    word is the head; `blocks` says in which block each word stands, `quoted` whether in quotation marks, `meant` its
    vector. `linking`: the only words, ascending, of which `anaphors` and `antecedents` have rows."""

    spans: tuple[Span, ...]
    blocks: Ints
    sentence: Ints
    quoted: NDArray[np.bool_]
    names: Floats
    pos: Ints
    heads: Ints
    relations: Ints
    spotted: Floats
    edges: Ints
    anaphors: Floats
    antecedents: Floats
    new: Floats
    types: Floats
    loaded: Floats
    meant: NDArray[np.float16]
    linking: Ints | None = None


class Pairing(Struct, frozen=True):
    """The weights that score a pair of mentions."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats


def pairing() -> Pairing:
    """The weights that the model was exported with."""
    data: dict[str, Any] = msgspec.json.decode(files("sayso.model").joinpath("pairs.json").read_bytes())
    return Pairing(**{name: np.array(values, np.float32) for name, values in data.items()})


def sentence_numbers(spans: Sequence[Span], sentences: Spans) -> Ints:
    """The number of the sentence in which each word stands."""
    starts = [start for start, _ in sentences]
    return np.array([bisect_right(starts, start) - 1 for start, _ in spans], np.int64)


def core_seen(
    core: range, spans: Sequence[Span], blocks: Ints, sentence: Ints, quotes: Sequence[int], out: dict[str, Any]
) -> Seen:
    """What a window gives for its core. A head that would lie outside it, or be the word itself, is that of a root; an
    edge outside it the word itself."""
    cut = slice(core.start, core.stop)
    own = np.arange(core.start, core.stop)
    heads = out["heads"][cut] - 1
    heads = np.where((heads >= core.start) & (heads < core.stop) & (heads != own), heads, -1)
    edges = np.where(
        (out["edges"][:, cut] >= core.start) & (out["edges"][:, cut] < core.stop), out["edges"][:, cut], own
    )
    return Seen(
        spans=tuple(spans[cut]),
        blocks=blocks[cut],
        sentence=sentence[cut],
        quoted=np.array(quotes[cut]) != OUTSIDE,
        names=out["names"][cut],
        pos=out["pos"][cut],
        heads=np.where(heads < 0, -1, heads - core.start),
        relations=out["relations"][cut],
        spotted=out["spotted"][cut],
        edges=edges - core.start,
        anaphors=out["anaphors"][cut],
        antecedents=out["antecedents"][cut],
        new=out["new"][cut],
        types=out["types"][cut],
        loaded=out["loaded"][cut],
        meant=out["meant"][cut],
    )


def slim(seen: Seen) -> Seen:
    """The same with what links mentions of those words only that may be the head of one: of all words of a long page
    it would be most of the memory that reading needs."""
    rows = np.flatnonzero(1 - softmax(seen.spotted)[:, 0] >= LEAST_MENTION - 0.01)
    return replace(seen, linking=rows, anaphors=seen.anaphors[rows], antecedents=seen.antecedents[rows])


def joined(parts: Sequence[Seen]) -> Seen:
    """The cores of all windows as one."""
    offsets = np.cumsum([0, *(len(part.spans) for part in parts)])[:-1]

    def column(name: str, axis: int = 0) -> Any:
        return np.concatenate([getattr(part, name) for part in parts], axis)

    linking = [part.linking + at for part, at in zip(parts, offsets, strict=True) if part.linking is not None]
    moved = [np.where(part.heads < 0, -1, part.heads + at) for part, at in zip(parts, offsets, strict=True)]
    return Seen(
        spans=tuple(span for part in parts for span in part.spans),
        blocks=column("blocks"),
        sentence=column("sentence"),
        quoted=column("quoted"),
        names=column("names"),
        pos=column("pos"),
        heads=np.concatenate(moved),
        relations=column("relations"),
        spotted=column("spotted"),
        edges=np.concatenate([part.edges + at for part, at in zip(parts, offsets, strict=True)], 1),
        anaphors=column("anaphors"),
        antecedents=column("antecedents"),
        new=column("new"),
        types=column("types"),
        loaded=column("loaded"),
        meant=column("meant"),
        linking=np.concatenate(linking) if linking else None,
    )


def without_circles(heads: Sequence[int]) -> list[int]:
    """The heads of words (−1 root), with one word of every circle made a root: each word's head is predicted by itself,
    so that they may lead round."""
    out, done = list(heads), [False] * len(heads)
    for i in range(len(out)):
        way: list[int] = []
        at, on_way = i, set[int]()
        while at >= 0 and not done[at]:
            if at in on_way:
                out[min(way[way.index(at) :])] = -1
                break
            way.append(at)
            on_way.add(at)
            at = out[at]
        for k in way:
            done[k] = True
    return out


def words(seen: Seen) -> tuple[Word, ...]:
    """The words of a page with their syntax."""
    root = RELATIONS.index("root")
    return tuple(
        Word(
            span=span,
            pos=POS[pos],
            head=None if head < 0 else head,
            relation=RELATIONS[root if head < 0 else relation],
            sentence=sentence,
        )
        for span, pos, head, relation, sentence in zip(
            seen.spans,
            seen.pos.tolist(),
            without_circles(seen.heads.tolist()),
            seen.relations.tolist(),
            seen.sentence.tolist(),
            strict=True,
        )
    )


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    scaled = np.exp(logits - logits.max(-1, keepdims=True))
    out: Floats = scaled / scaled.sum(-1, keepdims=True)
    return out


def hundredths(values: Floats) -> NDArray[np.float64]:
    """Numbers with two decimals, as `round` gives them: in float64 a hundred times a float32 is exact."""
    out: NDArray[np.float64] = np.rint(values.astype(np.float64) * 100) / 100
    return out


def typed(seen: Seen) -> tuple[tuple[tuple[EventType, float], ...], ...]:
    """The event types of each word, the likeliest first; none of words that name no deed."""
    out: list[tuple[tuple[EventType, float], ...]] = [()] * len(seen.spans)
    rows = np.flatnonzero(np.isin(seen.pos, _DEEDS))
    ours = softmax(seen.types[rows])
    order = np.argsort(-ours, axis=1, kind="stable")[:, :MOST_TYPES]
    best = np.take_along_axis(ours, order, 1)
    likely = (best >= LEAST_TYPE).sum(1).tolist()
    parts = np.rint(best.astype(np.float64) * 100).astype(np.int64).tolist()
    for i, row, kinds, count in zip(rows.tolist(), parts, order.tolist(), likely, strict=True):
        out[i] = tuple([one for k, part in zip(kinds[:count], row, strict=False) for one in _TOLD[k][part]])
    return tuple(out)


def charged(seen: Seen) -> tuple[float, ...]:
    """The probability of each word that it is a loaded one."""
    return tuple(np.round(1 / (1 + np.exp(-seen.loaded)), 2).tolist())


def best_path(logits: Floats) -> list[int]:
    """The likeliest labels of words in a row among those that may follow each other."""
    likeliest = logits.argmax(1)
    if NAMES[likeliest[0]][0] != "I" and _FOLLOWS[likeliest[:-1], likeliest[1:]].all():
        best: list[int] = likeliest.tolist()
        return best  # nothing bars the likeliest of each word
    barred = np.where(_FOLLOWS, 0.0, -1e4)
    score = np.where([name[0] == "I" for name in NAMES], -1e4, logits[0])
    back = []
    for row in logits[1:]:
        ways = score[:, None] + barred
        back.append(ways.argmax(0))
        score = ways.max(0) + row
    path = [int(score.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def named(seen: Seen) -> tuple[Named, ...]:
    """The names of a page. `score` is the mean probability of the labels of its words."""
    out: list[Named] = []
    if not seen.spans:
        return ()
    probabilities = softmax(seen.names)
    outside = seen.names.argmax(1) == 0
    edges = np.flatnonzero(np.diff(seen.blocks, prepend=-1, append=-1))
    for first, last in pairwise(edges.tolist()):
        rows = seen.names[first:last]
        if outside[first:last].all():
            continue  # O is the likeliest everywhere, and any O may follow
        labels = [NAMES[i] for i in best_path(rows)]
        begun: int | None = None
        for i, label in enumerate([*labels, "O"]):
            if begun is not None and label[0] != "I":
                kind = _NAME_KINDS[labels[begun][2:]]
                score = np.mean([probabilities[first + k, NAMES.index(labels[k])] for k in range(begun, i)])
                span = (seen.spans[first + begun][0], seen.spans[first + i - 1][1])
                out.append(Named(span=span, kind=kind, score=round(float(score), 2)))
                begun = None
            if label[0] == "B":
                begun = i
    return tuple(out)


def spotted(seen: Seen, text: str, weights: Pairing, every: bool = False) -> tuple[Spotted, ...]:
    """The mentions of a page in text order, with what each may name again: of all (`every`), or of those whose
    reference is a question."""
    if not seen.spans:
        return ()
    kinds = softmax(seen.spotted)
    heads = np.flatnonzero(1 - kinds[:, 0] >= LEAST_MENTION).tolist()
    rows = sorted((span_at(seen, i), i) for i in heads)
    heads = [i for _, i in rows]
    likely = (1 + kinds[heads, 1:].argmax(1)).tolist()
    forms = [form_of(POS[pos]) for pos in seen.pos[heads].tolist()]
    columns = (seen.sentence, seen.relations == RELATIONS.index("nsubj"), seen.quoted)
    told = zip(rows, likely, forms, *(column[heads].tolist() for column in columns), strict=True)
    items = [
        Item(span, seen.spans[i], SPOTTED[kind], form, sentence, subject, quoted)
        for (span, i), kind, form, sentence, subject, quoted in told
    ]
    links = linked(seen, heads, items, text, weights, every) if items else []
    return tuple(
        Spotted(
            span=item.span,
            head=item.head,
            kind=_MENTION_KINDS[kind],
            form=form,
            score=score,
            antecedents=found,
        )
        for item, kind, form, score, found in zip(
            items, likely, forms, hundredths(1 - kinds[heads, 0]).tolist(), links, strict=True
        )
    )


def form_of(pos: str) -> MentionForm:
    """The form of a mention from the part of speech of its head."""
    return "name" if pos == "PROPN" else "pronoun" if pos in _PRONOUNS else "nominal"


def span_at(seen: Seen, i: int) -> Span:
    """The span of the mention of which word i is the head: from edge to edge, itself within, in its block."""
    first, last = min(int(seen.edges[0, i]), i), max(int(seen.edges[1, i]), i)
    if seen.blocks[first] != seen.blocks[last]:
        first = last = i
    return seen.spans[first][0], seen.spans[last][1]


def linked(
    seen: Seen, heads: Sequence[int], items: Sequence[Item], text: str, weights: Pairing, every: bool
) -> list[tuple[tuple[int, float], ...]]:
    """For each mention those before it that it may name again, with probabilities, the likeliest first."""
    out: list[tuple[tuple[int, float], ...]] = [()] * len(items)
    for first in range(0, len(items), AT_ONCE):
        start, stop = max(0, first - BAND), min(first + AT_ONCE, len(items))
        rows = np.array([i - start for i in range(first, stop) if every or asks(items[i], text)], np.int64)
        if not len(rows):
            continue
        ours = link_probabilities(seen, heads[start:stop], items[start:stop], text, weights, rows)
        order = np.argsort(-ours, axis=1, kind="stable")[:, :MOST_ANTECEDENTS]
        best = np.take_along_axis(ours, order, 1)
        likely = (best >= LEAST_LINK).sum(1).tolist()
        found = zip((rows + start).tolist(), order.tolist(), hundredths(best).tolist(), likely, strict=True)
        for i, behind, scores, count in found:
            out[i] = tuple([(i - 1 - k, p) for k, p in zip(behind[:count], scores, strict=False)])
    return out


def asks(item: Item | Spotted, text: str) -> bool:
    """Whether it is a question whom a mention refers to: a pronoun, a nominal with a definite article, or one of
    persons or groups that does not say that it names somebody new (*researchers say*)."""
    if item.form == "name" or item.kind == "other":
        return False
    first = text[item.span[0] : item.span[1]].split(maxsplit=1)[0].lower()
    if item.form == "pronoun":
        return first in REFERRING
    return first in DEFINITE or (item.kind != "place" and first not in INDEFINITE)


def link_probabilities(
    seen: Seen, heads: Sequence[int], items: Sequence[Item], text: str, weights: Pairing, rows: Ints
) -> Floats:
    """For the mentions of some rows the probabilities [rows, BAND] that each names the same as those before it, the
    nearest first; what they lack to 1 is that it names something new."""
    at, there = (table[rows] for table in band(len(items)))
    own = np.array(heads) if seen.linking is None else np.searchsorted(seen.linking, heads)
    left, right = seen.anaphors[own[rows]], seen.antecedents[own]
    dots = (left @ right.T)[np.arange(len(rows))[:, None], at] / np.float32(left.shape[1] ** 0.5)
    features = np.concatenate((dots[..., None], pairs(items, text, rows)), 2)
    inner = gelu(features @ weights.inner.T + weights.inner_bias)
    scores = inner @ weights.outer + weights.outer_bias + np.where(there, 0, -1e4)
    new = seen.new[np.array(heads)[rows]][:, None]
    return softmax(np.concatenate((new, scores.reshape(len(rows), BAND)), 1))[:, 1:]


def gelu(x: Floats) -> Floats:
    """Gaussian error linear units, by the usual polynomial of the error function (off by 1.5e-7 at most)."""
    z = np.abs(x) * np.float32(0.5**0.5)
    t: Floats = np.float32(1) / (1 + np.float32(0.3275911) * z)
    powers: Floats = t * np.float32(1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):  # in place: there are millions of numbers
        powers += np.float32(factor)
        powers *= t
    z *= z
    powers *= np.exp(np.negative(z, out=z), out=z)
    erf = np.subtract(1, powers, out=powers)
    erf *= np.sign(x)
    erf += 1
    erf *= np.float32(0.5) * x
    return erf
