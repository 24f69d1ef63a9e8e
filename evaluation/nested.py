"""Nested attributions: the hand-marked ones of conflict pages, and GUM's."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evaluation import gum
from evaluation.nested_texts import text_of
from evaluation.reading import readings, scorer

GOLD = Path(__file__).parent / "gold" / "nested.jsonl"


def f1(hit: int, said: int, true: int) -> dict[str, float]:
    """F1, precision and recall in percent."""
    precision, recall = hit / max(said, 1), hit / max(true, 1)
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    return {name: round(100 * value, 1) for name, value in (("f1", both), ("precision", precision), ("recall", recall))}


def inner(attributions: Iterable[dict[str, Any]], passages: Sequence[Sequence[int]]) -> list[dict[str, Any]]:
    """The nested attributions whose cue begins in a marked passage."""

    def marked(position: int) -> bool:
        return any(start <= position < end for start, end in passages)

    return [a for a in attributions if a["outer"] is not None and marked(a["cue"][0][0])]


def marked_pages(shared: Path) -> dict[str, dict[str, float]]:
    """The hand-marked passages. `cue`: the cues overlap; `found`: and half of the contents is shared; `usable`: and the
    sources overlap or both have none."""
    score = scorer(shared)
    items = [json.loads(line) for line in GOLD.read_text(encoding="utf8").splitlines()]
    texts = {item["source"]: text_of(item["source"], shared) for item in items}
    found = readings(texts)
    count: Counter[str] = Counter()
    for item in items:
        text = texts[item["source"]]
        if hashlib.sha256(text.encode()).hexdigest() != item["sha256"]:
            raise ValueError(f"{item['source']}: not the text that was marked")
        wanted = score.read(inner(item["attributions"], item["passages"]), text)
        predicted = score.read(inner(found[item["source"]]["attributions"], item["passages"]), text)
        count["true"] += len(wanted)
        count["said"] += len(predicted)
        for (_, g), (_, p) in score.pair(wanted, predicted):
            cue, content = bool(g["cue"] & p["cue"]), score.share(g["content"], p["content"]) >= 0.5
            source = bool(g["source"] & p["source"]) or not (g["source"] or p["source"])
            count["cue"] += cue
            count["found"] += cue and content
            count["usable"] += source and content
    return {row: f1(count[row], count["said"], count["true"]) for row in ("cue", "found", "usable")}


def gum_trees(shared: Path) -> dict[str, dict[str, float]]:
    """GUM's trees, all of them: `strict` counts every nested prediction, `judged` those of which GUM has an opinion."""
    documents = [document for part in gum.PARTS for document in gum.documents(shared, part)]
    found = readings({document.id: document.text for document in documents})
    strict, judged = [0, 0, 0], [0, 0, 0]
    for document in documents:
        predicted = found[document.id]["attributions"]
        for total, kept in ((strict, predicted), (judged, gum.judged(document, predicted))):
            for i, value in enumerate(gum.match(document, kept)):
                total[i] += value
    return {"strict": f1(strict[0], strict[2], strict[1]), "judged": f1(judged[0], judged[2], judged[1])}


def measure(shared: Path) -> dict[str, Any]:
    """Both sets, F1 with precision and recall in percent."""
    return {"pages": marked_pages(shared), "gum": gum_trees(shared)}
