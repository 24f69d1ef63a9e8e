"""Figures of the further heads on dev, from the torch model, gold mentions given to the links."""

import random
from collections import Counter
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer

from sayso.parse.labels import NAMES
from training.conllu import Text
from training.further import UNKNOWN, Further, further_batches, ready
from training.model import Model


def stretches(labels: Sequence[int]) -> set[tuple[int, int, str]]:
    """First and last word (excluded) and kind of every name in a row of labels."""
    out, first, kind = set(), 0, ""
    for i, label in enumerate([*labels, 0]):
        name = NAMES[max(label, 0)]
        if kind and name != f"I-{kind}":
            out.add((first, i, kind))
            kind = ""
        if name[0] == "B" or (name[0] == "I" and not kind):
            first, kind = i, name[2:]
    return out


def _count(found: Counter[str], name: str, right: torch.Tensor, known: torch.Tensor) -> None:
    found[f"{name} right"] += int((right & known).sum())
    found[f"{name} all"] += int(known.sum())


def _one(model: Model, b: Further, found: Counter[str]) -> None:
    words, deep = model.words_and_layers(b.pieces, b.shape, b.quote, b.place, b.mask, b.pool)
    names, pos, spotted, arcs, edges = (x.float() for x in model.heads.scores(words, deep, b.sentence))
    heads = arcs.argmax(-1)
    related = model.heads.related(words, heads).argmax(-1)
    attached = heads == b.heads
    _count(found, "pos", pos.argmax(-1) == b.pos, b.pos != UNKNOWN)
    _count(found, "uas", attached, b.heads != UNKNOWN)
    _count(found, "las", attached & (related == b.relations), b.heads != UNKNOWN)
    told = b.edges[:, 0] != UNKNOWN
    _count(found, "edges", (edges.argmax(-1) == b.edges).all(1), told)
    for row, gold in zip(names.argmax(-1).tolist(), b.names.tolist(), strict=True):
        if gold[0] == UNKNOWN:
            continue
        ours, theirs = stretches([x if y != UNKNOWN else 0 for x, y in zip(row, gold, strict=True)]), stretches(gold)
        found["names right"] += 2 * len(ours & theirs)
        found["names all"] += len(ours) + len(theirs)
    known = b.spotted != UNKNOWN
    kinds = spotted.argmax(-1)
    found["spotted right"] += 2 * int(((kinds == b.spotted) & (kinds > 0) & known).sum())
    found["spotted all"] += int(((kinds > 0) & known).sum() + ((b.spotted > 0) & known).sum())
    for link in b.links:
        scores = model.heads.linked(words[link.row, link.word], link.features, link.at, link.there)
        right = torch.gather(link.right, 1, scores.argmax(1, keepdim=True))[:, 0]
        _count(found, "links", right, torch.ones_like(right))
        _count(found, "old links", right, ~link.right[:, 0])


@torch.no_grad()
def further_figures(model: Model, tokenizer: Tokenizer, texts: Sequence[Text]) -> dict[str, float]:
    """Accuracy, or F1 of names and mention heads, in percent."""
    model.eval()
    found: Counter[str] = Counter()
    for b in further_batches([ready(tokenizer, text) for text in texts], 4600, random.Random(1), 384):
        _one(model, b, found)
    names = [key.removesuffix(" all") for key in found if key.endswith(" all")]
    return {name: round(100 * found[f"{name} right"] / max(found[f"{name} all"], 1), 1) for name in names}
