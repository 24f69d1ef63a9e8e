"""How well and how quickly the text of an HTML page is found, beside other extractors in the same run.

Quality is that of `page_text`: passages of the article that are found, passages of the furniture that are kept. Each
extractor gets the bytes of the file and gives text; ours gives blocks with their kinds, links, dates and authors too,
so that trafilatura is timed with metadata as well.

    python -m evaluation.extraction [FOLDER]      the folder that holds `pages/`, by default ../shared
"""

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Final

from evaluation import page_text

ROUNDS: Final = 3
_SHARED: Final = Path(__file__).resolve().parents[2] / "shared"

Extract = Callable[[Path], list[str]]


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """For each extractor: precision, recall and F1 of the passages, and pages a processor second (best of three rounds,
    in turn)."""
    pages = sorted((shared / "pages" / "html").glob("*.html"))
    extractors = {
        "sayso": page_text._ours,
        "trafilatura": page_text._theirs,
        "trafilatura with metadata": _trafilatura_with_metadata,
        "readability-lxml": _readability,
        "resiliparse": _resiliparse,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the others' own
        out = {name: dict(page_text._scores(shared, extract)) for name, extract in extractors.items()}
        seconds = {name: float("inf") for name in extractors}
        for _ in range(ROUNDS):
            for name, extract in extractors.items():
                seconds[name] = min(seconds[name], _seconds(extract, pages))
    for name, row in out.items():
        row["pages/s"] = len(pages) / seconds[name]
    return {
        name: {key: round(value, 3 if value < 10 else 1) for key, value in row.items()} for name, row in out.items()
    }


def _seconds(extract: Extract, pages: list[Path]) -> float:
    began = time.process_time()
    for path in pages:
        extract(path)
    return time.process_time() - began


def _trafilatura_with_metadata(path: Path) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(path.read_bytes(), include_comments=False, with_metadata=True, include_links=True)
    return [] if found is None else [str(getattr(found, "text", None) or "")]


def _readability(path: Path) -> list[str]:
    from lxml.html import fromstring
    from readability import Document

    article = fromstring(Document(path.read_bytes()).summary(html_partial=True))
    return [" ".join(map(str, article.itertext()))]


def _resiliparse(path: Path) -> list[str]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    data = path.read_bytes()
    tree = HTMLTree.parse_from_bytes(data, detect_encoding(data) or "utf-8")
    return [extract_plain_text(tree, main_content=True)]


if __name__ == "__main__":
    for name, figures in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else _SHARED).items():
        print(f"{name:26}", "  ".join(f"{key} {value}" for key, value in figures.items()))
