"""Figures on whole documents with the project's scorer, from the torch model; the installed reader has another."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from msgspec import Struct, structs
from numpy.typing import NDArray
from tokenizers import Tokenizer

from evaluation.reading import scorer
from sayso.parse.decode import Weights, roles
from sayso.parse.windows import plans
from sayso.parse.words import core_of
from sayso.records import Spans
from training.batches import batch
from training.data import Article, Prepared, prepared, window
from training.model import Model

LEAST = 0.1


class Scored(Struct, frozen=True):
    """One cue that the model sees: probability, character spans of the words around it, role logits, its first word."""

    probability: float
    spans: tuple[tuple[int, int], ...]
    logits: NDArray[np.float32]
    anchor: int


@torch.no_grad()
def scored(model: Model, article: Prepared) -> list[Scored]:
    """All cues above a low probability, with their logits, window by window."""
    out = []
    for plan in plans([b.length() for b in article.blocks]):
        view = window(article, plan.first, plan.last)
        b = batch([view])
        words = model.words(b.pieces, b.shape, b.quote, b.place, b.mask, b.pool)
        probability = model.cues(words)[0, :, 0].sigmoid()
        core = core_of(article.blocks, plan)
        anchors = torch.nonzero(probability[core.start : core.stop] > LEAST)[:, 0] + core.start
        if not len(anchors):
            continue
        logits = model.scored(words, b.words, torch.zeros_like(anchors), anchors).numpy()
        spans = tuple(span for block in view.words for span in block.spans)
        out += [Scored(float(probability[a]), spans, logits[k], int(a)) for k, a in enumerate(anchors)]
    return out


def predicted(cues: Sequence[Scored], weights: Weights, threshold: float) -> list[dict[str, list[list[int]]]]:
    """Attributions as the scorer reads them."""
    out = []
    for cue in cues:
        if cue.probability < threshold:
            continue
        found = roles(cue.logits, cue.anchor, weights)
        if not found.content:
            continue
        row = {}
        for role in ("source", "cue", "content"):
            row[role] = [[cue.spans[a][0], cue.spans[b - 1][1]] for a, b in getattr(found, role)]
        out.append(row)
    return out


def gold_rows(article: Article) -> list[dict[str, Spans]]:
    """The gold attributions as the scorer reads them."""
    return [structs.asdict(gold) for gold in article.attributions]


def figures(model: Model, tokenizer: Tokenizer, dev: Sequence[Article], shared: Path) -> dict[str, float]:
    """F1 of each row at the standard decoder, cues above one half."""
    model.eval()
    score = scorer(shared)
    rows = []
    for article in dev:
        cues = scored(model, prepared(tokenizer, article))
        rows.append((article.text, gold_rows(article), predicted(cues, Weights(), 0.5)))
    return {name: row["f1"] for name, row in score.score(rows).items()}
