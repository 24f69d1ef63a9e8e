"""Train the head that tells a cue's act, on a trained encoder that stays as it is.

    python -m training.acts --shared ../shared --work training/work --weights average.pt

PolNeAR has no acts. What the list of cues allows in each cue's setting is taken for true, where it allows several any
of them: the head learns from known cues what unknown and ambiguous ones may say. A part of the cues is hidden, so that
their surroundings count as well as themselves.
"""

import random
from collections.abc import Iterator

import numpy as np
import torch
from msgspec.structs import replace
from torch import Tensor

from sayso.extract.acts import open_acts
from sayso.parse.labels import ACTS
from sayso.records import Attribution, Block, Document, Parse
from training.batches import batches
from training.data import Article, Prepared, Window, polnear, prepared, windows
from training.loading import arguments, trained, wordpieces
from training.model import Model

HIDDEN = 0.35  # share of the cues that are hidden
MASK = 103


def allowed(article: Article) -> dict[int, tuple[int, ...]]:
    """For the first character of each cue the acts that the list leaves open, as indices."""
    blocks = tuple(Block("paragraph", span) for span in article.blocks)
    parse = Parse(document=Document(id=article.name, media_type="text/plain", text=article.text, blocks=blocks))
    out = {}
    for i, gold in enumerate(article.attributions):
        one = Attribution(id=str(i), source=gold.source, cue=gold.cue, content=gold.content, score=1.0)
        if found := open_acts(parse, one):
            out[gold.cue[0][0]] = tuple(ACTS.index(act) for act in found)
    return out


def hidden(article: Prepared, rng: random.Random) -> Prepared:
    """The article with the words of some cues hidden."""
    chosen = [gold[2] for gold in article.golds if rng.random() < HIDDEN]
    at = {i for cue in chosen for first, last in cue for i in range(first, last)}
    blocks, offset = [], 0
    for block in article.blocks:
        pieces = tuple((MASK,) if offset + i in at else one for i, one in enumerate(block.pieces))
        blocks.append(replace(block, pieces=pieces))
        offset += len(block.spans)
    return replace(article, blocks=tuple(blocks))


@torch.no_grad()
def vectors(model: Model, found: list[Window]) -> Iterator[Tensor]:
    """The word vectors of the cues' first words, window by window in the order of `found`."""
    for window in found:
        b = next(batches([window], 10**6, random.Random(0)))
        words = model.words(b.pieces, b.shape, b.quote, b.place, b.mask, b.pool)
        yield words[0, b.anchor]


def collected(
    model: Model, articles: list[tuple[Prepared, dict[int, tuple[int, ...]]]], rng: random.Random
) -> tuple[Tensor, Tensor]:
    """Vectors [cues, width] and allowed acts [cues, ACTS] of all cues that the list knows."""
    xs: list[Tensor] = []
    ys: list[Tensor] = []
    for article, known in articles:
        found = list(windows(article, rng, 384))
        for window, x in zip(found, vectors(model, found), strict=True):
            starts = [span[0] for block in window.words for span in block.spans]
            for row, anchor in zip(x, window.anchors.tolist(), strict=True):
                if acts := known.get(starts[anchor]):
                    y = torch.zeros(len(ACTS))
                    y[list(acts)] = 1
                    xs.append(row)
                    ys.append(y)
    return torch.stack(xs), torch.stack(ys)


def fit(model: Model, x: Tensor, y: Tensor, epochs: int = 12) -> None:
    """Trains the head; rare acts weigh more."""
    share = (y / y.sum(1, keepdim=True)).sum(0)
    weight = (share.sum() / (share + 1)).sqrt()
    head = model.heads.acts
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.01)
    head.train()
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = 1e-3 * (1 - epoch / epochs)
        for rows in torch.split(torch.randperm(len(x)), 256):
            logits = head(x[rows])
            right = torch.logsumexp(logits.masked_fill(y[rows] == 0, -1e4), 1)
            loss = torch.logsumexp(logits, 1) - right
            scale = (y[rows] * weight).sum(1) / y[rows].sum(1)
            optimizer.zero_grad()
            (loss * scale).mean().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    head.eval()


def main() -> None:
    parser = arguments(__doc__, "with_acts.pt")
    args = parser.parse_args()
    model, tokenizer = trained(args), wordpieces()
    rng = random.Random(1)
    articles = polnear(args.shared / "data" / "attributions" / "polnear-train.jsonl.gz")
    ready = [(prepared(tokenizer, article), allowed(article)) for article in articles]
    cut = len(ready) // 10  # held out, to see what is learnt
    masked = [(hidden(article, rng), known) for article, known in ready]
    x, y = collected(model, ready[cut:] + masked[cut:], rng)
    fit(model, x, y)
    for name, rows in (("as they are", ready[:cut]), ("some hidden", masked[:cut])):
        x, y = collected(model, rows, rng)
        chosen = model.heads.acts(x).argmax(1)
        right = y[torch.arange(len(y)), chosen].numpy()
        print(f"{name}: {100 * np.mean(right):.1f} % of {len(y)} within what the list allows", flush=True)
    torch.save(model.state_dict(), args.work / args.into)


if __name__ == "__main__":
    main()
