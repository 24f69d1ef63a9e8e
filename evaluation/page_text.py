"""How well the article of an HTML page is told from its furniture, beside trafilatura alone.

The truth names for each page passages that belong to the article and passages that do not. A passage is found where it
stands, white space and Unicode composition aside, in a block that is no furniture; for trafilatura, in its text.

    python evaluation/page_text.py [FOLDER]      the folder that holds `pages/`, by default ../shared
"""

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sayso.parse.blocks import document
from sayso.records import Page

Passages = list[str]
_SHARED: Final = Path(__file__).resolve().parents[2] / "shared"


def measure(shared: Path) -> dict[str, float]:
    """Precision, recall and F1 of the passages over all pages, ours and (`trafilatura_…`) trafilatura's own."""
    return {
        **_scores(shared, _ours),
        **{f"trafilatura_{key}": value for key, value in _scores(shared, _theirs).items()},
    }


def _scores(shared: Path, extract: Callable[[Path], Passages]) -> dict[str, float]:
    truth = json.loads((shared / "pages" / "html-truth.json").read_text(encoding="utf-8"))
    right = wrong = wanted = 0
    for name, passages in truth.items():
        parts = [_folded(part) for part in extract(shared / "pages" / "html" / name)]
        right += sum(_stands(passage, parts) for passage in passages["present"])
        wrong += sum(_stands(passage, parts) for passage in passages["absent"])
        wanted += len(passages["present"])
    precision, recall = right / max(1, right + wrong), right / max(1, wanted)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}


def _ours(path: Path) -> Passages:
    read, _ = document(Page(data=path.read_bytes(), path=str(path), fetched=""))
    return [read.text[slice(*block.span)] for block in read.blocks if block.kind != "furniture"]


def _theirs(path: Path) -> Passages:
    from trafilatura import extract

    return [extract(path.read_bytes(), include_comments=False) or ""]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _stands(passage: str, parts: Passages) -> bool:
    return any(_folded(passage) in part for part in parts)


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else _SHARED
    for name, value in measure(shared).items():
        print(f"{name:24} {value:.3f}")


if __name__ == "__main__":
    main()
