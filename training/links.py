"""Train what links mentions further, on a trained encoder that stays as it is: minutes instead of hours.

    python -m training.links --shared ../shared --work training/work --weights average.pt

GUM's texts are few; their word vectors are computed once for several cuts into windows, and the two projections and the
scorer of pairs are fitted on them, the epoch that is best on a tenth of the train texts kept.
"""

import copy
import random
from collections.abc import Sequence

import torch
from msgspec import Struct
from tokenizers import Tokenizer
from torch import Tensor

from training.conllu import Text, gum
from training.further import Links, further, parts, ready
from training.loading import arguments, trained, wordpieces
from training.model import Model

CUTS = 4  # ways in which each text is cut into windows
RATE = 2e-4
PARTS = ("anaphor", "antecedent", "pair", "new")


class Held(Struct, frozen=True):
    """The mentions of a text: their vectors [mentions, width], and what is told of their links."""

    vectors: Tensor
    links: Links


@torch.no_grad()
def held(model: Model, tokenizer: Tokenizer, texts: Sequence[Text], cuts: int) -> list[Held]:
    """The mentions of each text, once for every cut."""
    out = []
    for cut in range(cuts):
        for text in texts:
            b = further(list(parts(ready(tokenizer, text), random.Random(cut), 384)))
            words = model.words(b.pieces, b.shape, b.quote, b.place, b.mask, b.pool)
            out += [Held(words[link.row, link.word], link) for link in b.links]
    return out


def loss_of(model: Model, one: Held) -> Tensor:
    """The mean loss of a text's mentions."""
    link = one.links
    scores = model.heads.linked(one.vectors, link.features, link.at, link.there)
    right = torch.logsumexp(scores.masked_fill(~link.right, -1e4), 1)
    return (torch.logsumexp(scores, 1) - right).mean()


@torch.no_grad()
def figures(model: Model, rows: Sequence[Held]) -> dict[str, float]:
    """Loss, and in percent: mentions whose likeliest answer is right, those among them that name something again, and
    of the links that are drawn the right ones."""
    model.heads.eval()
    total = hit = old = old_hit = drawn = drawn_hit = 0
    loss = 0.0
    for one in rows:
        scores = model.heads.linked(one.vectors, one.links.features, one.links.at, one.links.there)
        best = scores.argmax(1)
        good = one.links.right[torch.arange(len(best)), best]
        again = ~one.links.right[:, 0]
        total, hit = total + len(best), hit + int(good.sum())
        old, old_hit = old + int(again.sum()), old_hit + int((good & again).sum())
        drawn, drawn_hit = drawn + int((best > 0).sum()), drawn_hit + int((good & (best > 0)).sum())
        loss += float(loss_of(model, one))
    shares = {"links": hit / total, "old links": old_hit / max(old, 1), "drawn": drawn_hit / max(drawn, 1)}
    return {"loss": round(loss / len(rows), 3)} | {name: round(100 * share, 1) for name, share in shares.items()}


def fit(model: Model, rows: list[Held], kept: Sequence[Held], epochs: int) -> None:
    """Fits the linking parts; the best epoch on `kept` stays."""
    trained = [p for name in PARTS for p in getattr(model.heads, name).parameters()]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.05)
    best, state = figures(model, kept)["loss"], copy.deepcopy(model.heads.state_dict())
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        model.heads.train()
        random.Random(epoch).shuffle(rows)
        for one in rows:
            optimizer.zero_grad()
            loss_of(model, one).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
        found = figures(model, kept)
        print(epoch, found, flush=True)
        if found["loss"] < best:
            best, state = found["loss"], copy.deepcopy(model.heads.state_dict())
    model.heads.load_state_dict(state)


def main() -> None:
    parser = arguments(__doc__, "with_links.pt")
    parser.add_argument("--epochs", type=int, default=4)
    args = parser.parse_args()
    model, tokenizer = trained(args), wordpieces()
    syntax = args.shared / "data" / "syntax"
    texts = gum(syntax / "gum-train.conllu.gz")
    random.Random(1).shuffle(texts)
    cut = len(texts) // 10
    fit(model, held(model, tokenizer, texts[cut:], CUTS), held(model, tokenizer, texts[:cut], 1), args.epochs)
    print("GUM dev", figures(model, held(model, tokenizer, gum(syntax / "gum-dev.conllu.gz"), 1)), flush=True)
    torch.save(model.state_dict(), args.work / args.into)


if __name__ == "__main__":
    main()
