"""Attributions on PolNeAR dev, whole documents, through the installed reader."""

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evaluation.reading import readings, scorer

ROLES = ("cue", "source", "content")


def gold(shared: Path, part: str = "dev") -> list[dict[str, Any]]:
    """The articles of PolNeAR: `id`, `text`, `attributions`."""
    with gzip.open(shared / "data" / "attributions" / f"polnear-{part}.jsonl.gz", "rt", encoding="utf8") as file:
        return [json.loads(line) for line in file]


def outermost(attributions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that stand in nobody's content; PolNeAR marks no others."""
    return [a for a in attributions if not a["outer"]]


def by_span(documents: Sequence[tuple[str, Any, Any]], trimmed: Any) -> dict[str, float]:
    """F1 of exact spans by role, whether or not the parts of an attribution belong together (as CofeNet counts), after
    the same trimming as the scorer's."""
    out = {}
    for role in ROLES:
        hit = said = true = 0
        for text, wanted, found in documents:
            g, p = ({span for a in items for span in trimmed(a[role], text)} for items in (wanted, found))
            hit, said, true = hit + len(g & p), said + len(p), true + len(g)
        out[role] = round(200 * hit / max(said + true, 1), 1)
    return out


def measure(shared: Path) -> dict[str, Any]:
    """`linked`: the scorer's rows (f1, precision, recall); `by_span`: F1 by role."""
    score = scorer(shared)
    articles = gold(shared)
    found = readings({item["id"]: item["text"] for item in articles})
    for item in articles:
        if found[item["id"]]["document"]["text"] != item["text"]:
            raise ValueError(f"{item['id']}: the reader's text is not the text that was given")
    documents = [(a["text"], a["attributions"], outermost(found[a["id"]]["attributions"])) for a in articles]
    return {"linked": score.score(documents), "by_span": by_span(documents, score.trimmed)}
