"""Train the head that sees loaded words, on a trained encoder that stays as it is: a minute or two.

    python -m training.loaded --shared ../shared --work training/work --weights average.pt

BABE names the words by which its annotators saw a sentence take a side. They saw few of them: what they did not name
counts less than what they named, and the threshold is chosen on a tenth that is kept apart.
"""

import ast
import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from msgspec import Struct
from torch import Tensor, nn

from sayso.parse.words import Words, words_of
from training.heads import WordHead
from training.loading import arguments, trained, wordpieces
from training.typed import by_model

KEPT = 10  # one in so many sentences is kept apart
NAMED = 2.0  # how much more a named word weighs


class Sentence(Struct, frozen=True):
    """A sentence's words and which of them are named as biased."""

    words: Words
    named: tuple[bool, ...]


def babe(path: Path) -> list[Sentence]:
    """The sentences of BABE with their biased words."""
    tokenizer = wordpieces()
    out = []
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        item = json.loads(line)
        text = item["\ufefftext"]
        biased = {part for words in ast.literal_eval(item["biased_words"]) for part in words.lower().split()}
        words = words_of(tokenizer, text, (0, len(text)))
        if words.spans:
            out.append(Sentence(words, tuple(text[a:b].lower() in biased for a, b in words.spans)))
    return out


def fit(x: Tensor, y: Tensor, epochs: int = 4) -> WordHead:
    """A head fitted to words [words, deep]."""
    head = WordHead(x.shape[1], 1)
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.02)
    weight = torch.tensor([NAMED])
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = 1e-3 * (1 - epoch / epochs)
        for at in torch.split(torch.randperm(len(x)), 256):
            loss = nn.functional.binary_cross_entropy_with_logits(head(x[at])[:, 0], y[at], pos_weight=weight)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return head.eval()


def scores(told: Tensor, true: Tensor) -> tuple[float, float, float]:
    """F1, precision and recall of words, in percent."""
    hit = float((told & (true > 0)).sum())
    precision, recall = hit / max(float(told.sum()), 1), hit / max(float(true.sum()), 1)
    return 200 * precision * recall / max(precision + recall, 1e-9), 100 * precision, 100 * recall


def main() -> None:
    args = arguments(__doc__, "with_loaded.pt").parse_args()
    model = trained(args)
    vectors = by_model(model)
    sentences = babe(args.shared / "data" / "framing" / "babe-train.jsonl.gz")
    random.Random(1).shuffle(sentences)
    cut = len(sentences) // KEPT

    def collected(some: Sequence[Sentence]) -> tuple[Tensor, Tensor]:
        named = torch.tensor([float(word) for one in some for word in one.named])
        return torch.cat([vectors(one.words) for one in some]), named

    x, y = collected(sentences[cut:])
    head = fit(x, y)
    kept, true = collected(sentences[:cut])
    with torch.no_grad():
        probability = head(kept)[:, 0].sigmoid()
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        found = ", ".join(f"{score:.1f}" for score in scores(probability > least, true))
        print(f"above {least}: F1, precision, recall {found}", flush=True)
    model.heads.loaded.load_state_dict(head.state_dict())
    torch.save(model.state_dict(), args.work / args.into)


if __name__ == "__main__":
    main()
