"""Train the tagger of names further, on a trained encoder that stays as it is: minutes instead of hours.

    python -m training.names --shared ../shared --work training/work --weights average.pt

The word vectors of EWT are computed once for several cuts into windows; the tagger reads several layers of the
backbone, for the last one has been taught what attributions need. GUM's names are left out here: it has states as
organisations where they act.
"""

import copy
import random
from collections.abc import Sequence

import torch
from msgspec import Struct
from tokenizers import Tokenizer
from torch import Tensor

from training.conllu import Text, ewt
from training.further import UNKNOWN, further_batches, ready
from training.loading import arguments, trained, wordpieces
from training.measure_further import stretches
from training.model import Model

CUTS = 3
RATE = 1e-3


class Rows(Struct, frozen=True):
    """Windows: vectors [rows, words, deep] (half precision), sentences and labels [rows, words]."""

    deep: Tensor
    sentence: Tensor
    names: Tensor


@torch.no_grad()
def collected(model: Model, tokenizer: Tokenizer, texts: Sequence[Text], cuts: int) -> list[Rows]:
    """The windows of all texts, once for every cut."""
    out = []
    for cut in range(cuts):
        rng = random.Random(cut)
        for b in further_batches([ready(tokenizer, text, rng) for text in texts], 4600, rng, 384):
            _, deep = model.words_and_layers(b.pieces, b.shape, b.quote, b.place, b.mask, b.pool)
            out.append(Rows(deep.half(), b.sentence, b.names))
    return out


@torch.no_grad()
def f1(model: Model, rows: Sequence[Rows]) -> float:
    """Strict F1 of names, in percent."""
    model.heads.eval()
    hit = said = true = 0
    for one in rows:
        found = model.heads.tagger(one.deep.float(), one.sentence).argmax(-1)
        for ours, gold in zip(found.tolist(), one.names.tolist(), strict=True):
            mine = stretches([x if y != UNKNOWN else 0 for x, y in zip(ours, gold, strict=True)])
            theirs = stretches(gold)
            hit, said, true = hit + len(mine & theirs), said + len(mine), true + len(theirs)
    return round(200 * hit / max(said + true, 1), 1)


def fit(model: Model, rows: list[Rows], kept: Sequence[Rows], epochs: int) -> None:
    """Fits the tagger; the best epoch on `kept` stays."""
    tagger = model.heads.tagger
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=RATE, weight_decay=0.05)
    best, state = 0.0, copy.deepcopy(tagger.state_dict())
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        model.heads.train()
        random.Random(epoch).shuffle(rows)
        for one in rows:
            logits = tagger(one.deep.float(), one.sentence)
            loss = torch.nn.functional.cross_entropy(
                logits.flatten(0, 1), one.names.flatten(), ignore_index=UNKNOWN, label_smoothing=0.02
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
        found = f1(model, kept)
        print(epoch, found, flush=True)
        if found > best:
            best, state = found, copy.deepcopy(tagger.state_dict())
    tagger.load_state_dict(state)


def main() -> None:
    parser = arguments(__doc__, "with_names.pt")
    parser.add_argument("--epochs", type=int, default=7)
    args = parser.parse_args()
    model, tokenizer = trained(args), wordpieces()
    data = args.shared / "data"
    texts = ewt(data / "syntax/ewt-train.conllu.gz", data / "names/uner-ewt-train.iob2.gz")
    random.Random(1).shuffle(texts)
    cut = len(texts) // 12  # kept apart, to choose the epoch
    rows, kept = collected(model, tokenizer, texts[cut:], CUTS), collected(model, tokenizer, texts[:cut], 1)
    fit(model, rows, kept, args.epochs)
    dev = ewt(data / "syntax/ewt-dev.conllu.gz", data / "names/uner-ewt-dev.iob2.gz")
    print("UNER EWT dev", f1(model, collected(model, tokenizer, dev, 1)), flush=True)
    torch.save(model.state_dict(), args.work / args.into)


if __name__ == "__main__":
    main()
