"""Train the head that tells a word's PLOVER type, on a trained encoder that stays as it is: a minute or two.

    python -m training.typed --shared ../shared --work training/work --weights average.pt

plover-train says of a sentence with its source and target marked which type it is, not which word says so. Each word
gives a type of its own, and an attention that knows where source and target stand weighs them; at run time the words
alone are asked. The sentences that are marked for the measure of events are held out of what is shipped; for the
measure of types five parts are held out in turn (`folds`), with the installed encoder's vectors.
"""

import gzip
import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.parse.encoder import inputs
from sayso.parse.labels import TYPES
from sayso.parse.words import Words, words_of
from training.batches import pooling
from training.heads import WordHead
from training.loading import arguments, trained, wordpieces
from training.model import DEPTHS, Model

MARKS: Final = re.compile(r"</?[st]>")
PLACES: Final = 8  # what is told of a word's place to source and target
BATCH: Final = 32


class Marked(Struct, frozen=True):
    """A sentence: its words, which of them are the source (1) and the target (2), and its type as an index of TYPES."""

    words: Words
    marks: NDArray[np.int64]
    type: int


class Rows(Struct, frozen=True):
    """Sentences as tensors: vectors [sentences, words, deep], places [sentences, words, PLACES] and types."""

    deep: Tensor
    places: Tensor
    types: Tensor

    def some(self, at: Tensor) -> "Rows":
        return Rows(self.deep[at], self.places[at], self.types[at])


class Typed(nn.Module):
    """The type of a sentence: that of its words, weighed by an attention that knows source and target."""

    def __init__(self, head: WordHead) -> None:
        super().__init__()
        self.head = head
        self.look = nn.Sequential(nn.Linear(head.width + PLACES, 64), nn.Tanh(), nn.Linear(64, 1))

    def forward(self, rows: Rows) -> Tensor:
        hidden = self.head.hidden(rows.deep)
        weight = self.look(torch.cat((hidden, rows.places), -1))[..., 0]
        weight = weight.masked_fill(rows.places[..., -1] == 0, -1e4).softmax(-1)
        return (weight[..., None] * self.head.labels(hidden)).sum(1)


def marked(path: Path) -> list[Marked]:
    """The sentences of plover-train, in the order of the file."""
    tokenizer = wordpieces()
    out = []
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        item = json.loads(line)
        text, spans, begun = "", {}, 0
        last = 0
        for mark in MARKS.finditer(item["marked_sentence"]):
            text += item["marked_sentence"][last : mark.start()]
            last = mark.end()
            if mark[0][1] == "/":
                spans["st".index(mark[0][2]) + 1] = (begun, len(text))
            else:
                begun = len(text)
        text += item["marked_sentence"][last:]
        words = words_of(tokenizer, text, (0, len(text)))
        marks = np.zeros(len(words.spans), np.int64)
        for number, (start, end) in spans.items():
            marks[[i for i, (a, b) in enumerate(words.spans) if a < end and start < b]] = number
        out.append(Marked(words, marks, TYPES.index(item["gold_root"])))
    return out


def places(marks: NDArray[np.int64]) -> NDArray[np.float32]:
    """[words, PLACES]: in source, behind it, near it; the same before and near the target; between both; is a word."""
    at = np.arange(len(marks))
    out = np.zeros((len(marks), PLACES), np.float32)
    out[:, 7] = 1
    of = [np.flatnonzero(marks == number) for number in (1, 2)]
    for k, found in enumerate(of):
        out[:, k] = marks == k + 1
        if len(found):
            out[:, 2 + 2 * k] = at > found[-1] if k == 0 else at < found[0]
            out[:, 3 + 2 * k] = np.exp(-np.abs(at[:, None] - found).min(1) / 4)
    if len(of[0]) and len(of[1]):
        first, second = sorted(of, key=lambda x: x[0])
        out[:, 6] = (at > first[-1]) & (at < second[0])
    return out


def by_model(model: Model) -> Callable[[Words], Tensor]:
    """What gives the vectors [words, deep] of a sentence."""

    def vectors(words: Words) -> Tensor:
        row = inputs([words], 0.0)
        pieces, shape, quote, place = (
            torch.from_numpy(row[name])[None] for name in ("pieces", "shape", "quote", "place")
        )
        with torch.no_grad():
            layers = model.backbone.deep(pieces, shape, quote, place, None)
            pool = torch.from_numpy(pooling(row))
            return torch.cat([pool @ layers[depth][0] for depth in DEPTHS], -1)

    return vectors


def collected(sentences: Sequence[Marked], vectors: Callable[[Words], Tensor]) -> Rows:
    """The sentences as tensors, filled up to the longest."""
    most = max(len(one.marks) for one in sentences)

    def filled(rows: Tensor) -> Tensor:
        return nn.functional.pad(rows, (0, 0, 0, most - len(rows)))

    return Rows(
        torch.stack([filled(vectors(one.words)) for one in sentences]),
        torch.stack([filled(torch.from_numpy(places(one.marks))) for one in sentences]),
        torch.tensor([one.type for one in sentences]),
    )


def fit(rows: Rows, epochs: int = 20, rate: float = 1e-3, seed: int = 1) -> Typed:
    """A head fitted to the sentences; rare types weigh more."""
    torch.manual_seed(seed)
    model = Typed(WordHead(rows.deep.shape[-1], len(TYPES)))
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.02)
    counts = torch.bincount(rows.types, minlength=len(TYPES)).float().clamp(min=1)
    weight = (counts.mean() / counts).sqrt()
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for at in torch.split(torch.randperm(len(rows.types)), BATCH):
            some = rows.some(at)
            loss = nn.functional.cross_entropy(model(some), some.types, weight=weight, label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return model.eval()


def folds(types: Tensor, parts: int = 5, seed: int = 1) -> Tensor:
    """The part of each sentence; each type is spread evenly over the parts."""
    rng, out = random.Random(seed), torch.zeros(len(types), dtype=torch.long)
    for kind in range(len(TYPES)):
        at = torch.nonzero(types == kind)[:, 0].tolist()
        rng.shuffle(at)
        for k, i in enumerate(at):
            out[i] = k % parts
    return out


def crossed(rows: Rows, parts: int = 5) -> tuple[Tensor, Tensor]:
    """The type told of each sentence by a head that has not seen its part, and the parts."""
    part = folds(rows.types, parts)
    told = torch.zeros(len(rows.types), dtype=torch.long)
    for k in range(parts):
        model = fit(rows.some(torch.nonzero(part != k)[:, 0]))
        at = torch.nonzero(part == k)[:, 0]
        with torch.no_grad():
            told[at] = model(rows.some(at)).argmax(-1)
    return told, part


def macro(told: Tensor, true: Tensor) -> float:
    """Macro-F1 over all types, in percent."""
    scores = []
    for kind in range(len(TYPES)):
        hit = int(((told == kind) & (true == kind)).sum())
        scores.append(2 * hit / max(int((told == kind).sum() + (true == kind).sum()), 1))
    return 100 * float(np.mean(scores))


def main() -> None:
    parser = arguments(__doc__, "with_types.pt")
    parser.add_argument("--held-out", type=Path, default=Path("evaluation/gold/events-held-out.json"))
    args = parser.parse_args()
    model = trained(args)
    sentences = marked(args.shared / "data" / "events" / "plover-train.jsonl.gz")
    rows = collected(sentences, by_model(model))
    told, part = crossed(rows)
    each = [macro(told[part == k], rows.types[part == k]) for k in range(5)]
    print(f"macro-F1 {macro(told, rows.types):.1f}, over parts {np.mean(each):.1f} ± {np.std(each):.1f}", flush=True)
    out = set(json.loads(args.held_out.read_text(encoding="utf8")))
    kept = torch.tensor([i for i in range(len(sentences)) if i not in out])
    model.heads.types.load_state_dict(fit(rows.some(kept)).head.state_dict())
    torch.save(model.state_dict(), args.work / args.into)


if __name__ == "__main__":
    main()
