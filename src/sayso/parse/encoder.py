"""The encoder at run time: onnxruntime and tokenizers, one window a run, one thread. Numpy stops here.

A window is run by itself because int8 inputs are scaled by the whole of a run: so the same page gives the same reading
in any company.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import accumulate, chain, pairwise
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from msgspec import Struct
from tokenizers import Tokenizer

from sayso.parse.decode import Floats, Weights, roles
from sayso.parse.labels import ACTS
from sayso.parse.seen import (
    Seen,
    charged,
    core_seen,
    hundredths,
    joined,
    named,
    pairing,
    sentence_numbers,
    slim,
    softmax,
    spotted,
    typed,
    words,
)  # fmt: skip
from sayso.parse.vectors import packed, projected, projection
from sayso.parse.windows import CONTEXT, INNER_MOST, MOST, plans
from sayso.parse.words import Words, core_of, cut, words_of
from sayso.records import Act, Candidate, Document, Parse, Span, Spans

CLS, SEP = 101, 102
CUES = ("cues", "anchors", "roles", "acts")
OUTPUTS = (
    *CUES, "names", "pos", "heads", "relations", "spotted", "edges", "anaphors", "antecedents", "new",
    "types", "loaded", "deep",
)  # fmt: skip
DEEPEST = 2  # levels of contents within contents that are read
SHORTEST = 4  # words of a content that is worth reading


class ModelInfo(Struct, frozen=True):
    """`version` names the model in every reading: the first eight hex digits of `sha256`, that of all its files."""

    version: str
    sha256: str


def model_info() -> ModelInfo:
    """Which model this installation carries."""
    return msgspec.json.decode(files("sayso.model").joinpath("model.json").read_bytes(), type=ModelInfo)


def model_version() -> str:
    """The name of the model in every reading."""
    return model_info().version


class Thresholds(Struct, frozen=True, kw_only=True):
    """Least probabilities: of a cue, and of a cue found by the reading of a content."""

    cue: float = 0.5
    inner: float = 0.45


class Encoder:
    """The model, loaded once (some 100 MB of memory). Not to be shared between threads that read at once.

    `every_link` asks of every mention what it may name again, not only of those whose reference is a question.
    """

    def __init__(
        self, thresholds: Thresholds | None = None, weights: Weights | None = None, every_link: bool = False
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it keeps what the longest window once needed, and saves no time
        folder = files("sayso.model")
        model = folder.joinpath("encoder.onnx").read_bytes()
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.tokenizer: Tokenizer = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text(encoding="utf8"))
        self.path_only = onnxruntime.RunOptions()
        # Contents are asked for cues only: what the other heads would see in them is not computed.
        self.path_only.only_execute_path_to_fetches = True
        self.pairing, self.every_link = pairing(), every_link
        self.projection = projection()
        self.thresholds = thresholds or Thresholds()
        self.weights = weights or Weights()

    def parse(self, document: Document, sentences: Spans = ()) -> Parse:
        """The document with every cue that is seen in what is read of it (furniture is not), each with its source and
        content. The contents are then read again, each as a text of its own, for the cues inside them, and theirs in
        turn; a cue may so be there twice, seen by two readings."""
        text = document.text
        seen: list[Seen] = []
        cues = found = tuple(self.cues(self.read_of(document), level=0, sentences=sentences, seen=seen))
        for level in range(1, DEEPEST + 1):
            contents = [b for b in self.blocks(text, contents_of(text, found)) if len(b.spans) >= SHORTEST]
            found = tuple(self.cues(contents, level=level))
            cues += found
        if not seen:
            return Parse(document=document, sentences=sentences, candidates=cues)
        whole = joined(seen)
        seen.clear()
        return Parse(
            document=document,
            sentences=sentences,
            candidates=cues,
            words=words(whole),
            named=named(whole),
            spotted=spotted(whole, text, self.pairing, every=self.every_link),
            types=typed(whole),
            loaded=charged(whole),
            vectors=packed(whole.meant),
        )

    def read_of(self, document: Document) -> list[Words]:
        """The words of what is read of a document: all but the furniture."""
        return self.blocks(document.text, [b.span for b in document.blocks if b.kind != "furniture"])

    def blocks(self, text: str, spans: Sequence[Span]) -> list[Words]:
        """Words of each span, none longer than a window."""
        parts = (cut(words_of(self.tokenizer, text, span), MOST - 2) for span in spans)
        return [part for part in chain.from_iterable(parts) if part.spans]

    def cues(
        self, blocks: Sequence[Words], level: int, sentences: Spans = (), seen: list[Seen] | None = None
    ) -> Iterator[Candidate]:
        """The cues of the blocks, window by window. Above level 0 a block is a content, whose cues find their source
        and content within it. What the other heads see is put into `seen`."""
        # Contents stand next to each other by chance: none is another's context.
        most, context = (INNER_MOST, 0) if level else (MOST, CONTEXT)
        for plan in plans([block.length() for block in blocks], most, context):
            window, core = blocks[plan.first : plan.last], core_of(blocks, plan)
            spans = [span for block in window for span in block.spans]
            outputs = self.run(window, core, spans, sentences, level)
            yield from self._found(window, outputs, spans, level)
            if seen is not None:
                of_block = np.repeat(np.arange(plan.first, plan.last), [len(block.spans) for block in window])
                quotes = [state for block in window for state in block.quotes]
                seen.append(slim(core_seen(core, spans, of_block, outputs["sentence"], quotes, outputs)))

    def _found(
        self, blocks: Sequence[Words], outputs: dict[str, Any], spans: Sequence[Span], level: int
    ) -> Iterator[Candidate]:
        """The cues of one window."""
        probabilities = 1 / (1 + np.exp(-outputs["cues"]))
        starts = [0, *accumulate(len(block.spans) for block in blocks)]
        every = likeliest(outputs["acts"])
        for anchor, scores, acts in zip(outputs["anchors"].tolist(), outputs["roles"], every, strict=True):
            at = bisect_right(starts, anchor)
            first, last = (starts[at - 1], starts[at]) if level else (0, len(spans))
            picked = roles(scores[first:last], anchor - first, self.weights)
            yield Candidate(
                source=placed(picked.source, spans[first:last], starts, first),
                cue=placed(picked.cue, spans[first:last], starts, first),
                content=placed(picked.content, spans[first:last], starts, first),
                score=float(probabilities[anchor]),
                level=level,
                acts=acts,
            )

    def run(
        self, blocks: Sequence[Words], core: range, spans: Sequence[Span], sentences: Spans, level: int
    ) -> dict[str, Any]:
        """One window: what the graph gives by name (of a content only what cues need), its cues those that begin in the
        core; and the numbers of the words' sentences."""
        sentence = np.zeros(len(spans), np.int64) if level else sentence_numbers(spans, sentences)
        names = CUES if level else OUTPUTS
        least = self.thresholds.inner if level else self.thresholds.cue
        feeds = inputs(blocks, least) | {"sentence": sentence, "core": np.array([core.start, core.stop], np.int64)}
        found = self.session.run(names, feeds, self.path_only if level else None)
        outputs = dict(zip(names, found, strict=True)) | {"sentence": sentence}
        if not level:
            outputs["meant"] = projected(outputs.pop("deep"), self.projection)
        return outputs


def likeliest(logits: Floats, most: int = 4) -> list[tuple[tuple[Act, float], ...]]:
    """The likeliest acts of each cue with their probabilities."""
    ours = softmax(logits)
    order = np.argsort(-ours, axis=1, kind="stable")[:, :most]
    scores = hundredths(np.take_along_axis(ours, order, 1)).tolist()
    return [
        tuple([(ACTS[i], score) for i, score in zip(best, row, strict=True)])
        for best, row in zip(order.tolist(), scores, strict=True)
    ]


def inputs(blocks: Sequence[Words], least: float) -> dict[str, Any]:
    """The graph's inputs for a window: ids and features by wordpiece between two end marks, where each word's pieces
    start and how many they are."""
    flat = [pieces for block in blocks for pieces in block.pieces]
    lengths = np.array([len(pieces) for pieces in flat], np.int64)
    total = int(lengths.sum())
    pieces = np.empty(total + 2, np.int64)
    pieces[0], pieces[-1] = CLS, SEP
    pieces[1:-1] = np.fromiter(chain.from_iterable(flat), np.int64, total)
    feeds: dict[str, Any] = {"pieces": pieces, "starts": 1 + np.cumsum(lengths) - lengths, "lengths": lengths}
    feeds["least"] = np.array([least], np.float32)
    for name, field in (("shape", "shapes"), ("quote", "quotes"), ("place", "places")):
        values = np.fromiter(chain.from_iterable(getattr(block, field) for block in blocks), np.int64, len(flat))
        feeds[name] = np.concatenate(([0], np.repeat(values, lengths), [0]))
    return feeds


def placed(stretches: Sequence[Span], spans: Sequence[Span], starts: Sequence[int], first: int = 0) -> Spans:
    """Stretches of words as spans of the text, parted where a block ends. `starts` counts the words of the window, of
    which `spans` holds those from `first` on."""
    out = []
    for begin, end in stretches:
        parts = starts[bisect_right(starts, begin + first) : bisect_left(starts, end + first)]
        edges = [begin, *(i - first for i in parts), end]
        out += [(spans[a][0], spans[b - 1][1]) for a, b in pairwise(edges)]
    return tuple(out)


QUOTATION = "\"“”„«»‘’‚‹›'＂ \t\r\n"


def contents_of(text: str, candidates: Sequence[Candidate]) -> list[Span]:
    """The contents without the quotation marks around them, in text order; of two that overlap the longer."""
    out: list[Span] = []  # in text order
    for start, end in sorted((span for c in candidates for span in c.content), key=lambda s: (s[0] - s[1], s)):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip(QUOTATION))
        last = start + len(words.rstrip(QUOTATION))
        at = bisect_right(out, (first, last))
        free = (at == 0 or out[at - 1][1] <= first) and (at == len(out) or last <= out[at][0])
        if first < last and free:
            out.insert(at, (first, last))
    return out
