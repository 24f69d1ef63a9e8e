"""Choose the decoder's weights and the threshold on PolNeAR dev, with the exported model.

    python -m training.tune --shared ../shared

Prints the best of a coordinate search; the chosen values stand in `sayso.parse.decode.Weights` and `Thresholds`.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct, structs

from evaluation.reading import scorer
from sayso.extract.attributions import attributions
from sayso.parse.blocks import document
from sayso.parse.decode import Floats, Weights, roles
from sayso.parse.encoder import Encoder, Thresholds, placed
from sayso.parse.windows import plans
from sayso.parse.words import core_of
from sayso.records import Candidate, Document, Page, Parse, Span
from training.data import polnear
from training.measure import gold_rows

LEAST = 0.15
ROWS = ("cue", "source exact", "content exact", "usable", "clean")
STEPS: dict[str, tuple[float, ...]] = {
    "source_edge": (0.0, 0.3, 0.6, 1.0, 1.5, 2.0),
    "content_edge": (0.0, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0),
    "source_least": (-12.0, -8.0, -5.0, -3.0, -1.0, 0.0, 2.0, 4.0),
    "content_least": (-15.0, -8.0, -4.0, 0.0, 4.0),
    "further_least": (-4.0, 0.0, 2.0, 4.0, 7.0, 10.0, 14.0, 20.0),
    "threshold": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7),
}


class Window(Struct, frozen=True):
    """One run of the encoder: the spans of its words, where blocks start, the cues of its core with their logits."""

    spans: list[Span]
    starts: list[int]
    cues: list[tuple[int, float, Floats]]


def seen(encoder: Encoder, found: Document) -> list[Window]:
    """The windows of a document with all cues above a low probability."""
    blocks = encoder.read_of(found)
    out = []
    for plan in plans([b.length() for b in blocks]):
        window = blocks[plan.first : plan.last]
        core = core_of(blocks, plan)
        spans = [span for b in window for span in b.spans]
        given = encoder.run(window, core, spans, (), level=1)
        probabilities = 1 / (1 + np.exp(-given["cues"]))
        starts = [0, *accumulate(len(b.spans) for b in window)]
        anchors = given["anchors"].tolist()
        cues = [(a, float(probabilities[a]), given["roles"][i]) for i, a in enumerate(anchors)]
        out.append(Window(spans, starts, cues))
    return out


def decoded(windows: Sequence[Window], weights: Weights, threshold: float) -> Iterator[Candidate]:
    """Candidates at given weights."""
    for window in windows:
        for anchor, probability, logits in window.cues:
            if probability >= threshold:
                picked = roles(logits, anchor, weights)
                parts = (
                    placed(part, window.spans, window.starts) for part in (picked.source, picked.cue, picked.content)
                )
                source, cue, content = parts
                yield Candidate(source=source, cue=cue, content=content, score=probability)


def main() -> None:
    """Search and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    args = parser.parse_args()
    encoder = Encoder(Thresholds(inner=LEAST))
    score = scorer(args.shared)
    articles = polnear(args.shared / "data" / "attributions" / "polnear-dev.jsonl.gz")
    pages = [Page(data=a.text.encode(), media_type="text/plain", fetched="") for a in articles]
    documents = [document(page)[0] for page in pages]
    windows = [seen(encoder, found) for found in documents]
    golds = [gold_rows(a) for a in articles]

    def figures(values: dict[str, float]) -> dict[str, float]:
        weights = structs.replace(Weights(), **{k: v for k, v in values.items() if k != "threshold"})
        rows = []
        for found, views, gold in zip(documents, windows, golds, strict=True):
            parse = Parse(document=found, candidates=tuple(decoded(views, weights, values["threshold"])))
            predicted: list[dict[str, Any]] = [
                {"source": a.source, "cue": a.cue, "content": a.content} for a in attributions(parse) if not a.outer
            ]
            rows.append((found.text, gold, predicted))
        return {name: row["f1"] for name, row in score.score(rows).items()}

    best = {k: v for k, v in structs.asdict(Weights()).items() if k in STEPS} | {"threshold": 0.5}
    top = figures(best)
    print(best, top, flush=True)
    for _ in range(2):
        for name, steps in STEPS.items():
            for value in steps:
                tried = figures(best | {name: value})
                if sum(tried[row] for row in ROWS) > sum(top[row] for row in ROWS) + 0.05:
                    best, top = best | {name: value}, tried
            print(name, best[name], top, flush=True)
    print(best)


if __name__ == "__main__":
    main()
