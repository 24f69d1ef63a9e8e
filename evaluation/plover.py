"""PLOVER types given marked actors: five-fold cross-validation over all of plover-train, with the installed encoder.

Of every part the types are told by a head that has not seen it (`training/typed.py`); the encoder itself was never
trained on plover-train. What is shipped is fitted to all of it but the sentences that the measure of events marks.
"""

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from sayso.parse.encoder import Encoder, inputs
from sayso.parse.labels import TYPES
from sayso.parse.words import Words


def measure(shared: Path) -> dict[str, Any]:
    """Macro-F1 in percent with its spread over the parts, accuracy, F1 by type, and what was told (columns) of each
    type (rows). Needs torch."""
    torch, typed = import_module("torch"), import_module("training.typed")
    torch.set_num_threads(1)
    session = Encoder().session

    def vectors(words: Words) -> Any:
        size = len(words.spans)
        feeds = inputs([words], 2.0) | {"sentence": np.zeros(size, np.int64), "core": np.array([0, size], np.int64)}
        return torch.from_numpy(session.run(["deep"], feeds)[0])

    rows = typed.collected(typed.marked(shared / "data" / "events" / "plover-train.jsonl.gz"), vectors)
    told, part = typed.crossed(rows)
    true = rows.types
    each = [typed.macro(told[part == k], true[part == k]) for k in range(int(part.max()) + 1)]
    table = Counter(zip(true.tolist(), told.tolist(), strict=True))
    counts, said = (torch.bincount(x, minlength=len(TYPES)).tolist() for x in (true, told))
    return {
        "sentences": len(true),
        "macro-F1": round(typed.macro(told, true), 1),
        "over parts": f"{np.mean(each):.1f} ± {np.std(each):.1f}",
        "accuracy": round(100 * float((told == true).float().mean()), 1),
        "F1": {name: round(200 * table[k, k] / max(counts[k] + said[k], 1), 1) for k, name in enumerate(TYPES)},
        "told": {
            name: {other: table[k, j] for j, other in enumerate(TYPES) if table[k, j]} for k, name in enumerate(TYPES)
        },
    }
