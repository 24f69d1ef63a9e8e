"""The register of actors: how much it holds, whether every name is one actor's or marked, and what a scan costs."""

import gzip
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.lexicon.entries import Entry
from sayso.lexicon.register import Register, load
from sayso.lexicon.scan import folded
from sayso.pipeline import Reader
from sayso.records import Page, Span

ROUNDS = 3
READ = 20  # articles that are read; the scan is measured on all
NOW = "2000-01-01T00:00:00+00:00"
LOADING = (
    "import time, sayso.lexicon.register as r; began = time.perf_counter(); register = r.load(); "
    "register.scan('Nothing.', [(0, 8)]); print(time.perf_counter() - began)"
)


def measure(shared: Path) -> dict[str, Any]:
    """Counts, the names that are neither unique nor marked (none is wanted), and seconds: of loading, of the scan of a
    page set against its reading, on the same pages in the same run. 10⁶ characters are a million."""
    register = load()
    texts = list(articles(shared))
    scanned = scanning(register, texts)
    few = texts[:READ]
    read = reading(few)
    return counts(register) | {
        "shared names not marked": len(unmarked(register.entries.values())),
        "loading, s": round(loading(), 2),
        "scan, million characters/s": round(sum(map(len, texts)) / scanned / 1e6, 1),
        "names found": sum(len(register.scan(text, lines(text))) for text in texts),
        "scan, % of reading": round(100 * scanning(register, few) / read, 2),
    }


def counts(register: Register) -> dict[str, int]:
    """Entries by kind, those among them that stand in the file, all names, and those marked as ambiguous."""
    kinds = Counter(entry.kind for entry in register.entries.values())
    names = [name for entry in register.entries.values() for name in entry.names]
    found = {f"entries, {kind}": number for kind, number in kinds.most_common()}
    return (
        {"entries": len(register.entries)}
        | found
        | {
            "names": len(names),
            "different names": len({folded(name.text) for name in names}),
            "names marked ambiguous": sum(name.ambiguous for name in names),
            "different names marked ambiguous": len({folded(name.text) for name in names if name.ambiguous}),
        }
    )


def unmarked(entries: Iterable[Entry]) -> list[str]:
    """Names of several entries that one of them has without a mark."""
    owners: dict[str, set[str]] = defaultdict(set)
    plain: set[str] = set()
    for entry in entries:
        for name in entry.names:
            owners[folded(name.text)].add(entry.id)
            plain |= set() if name.ambiguous else {folded(name.text)}
    return sorted(name for name in plain if len(owners[name]) > 1)


def articles(shared: Path) -> Iterator[str]:
    """The BASIL articles, a paragraph a line."""
    with gzip.open(shared / "data" / "same-story" / "basil-2010-2016.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            paragraphs = json.loads(line)["article"]["body-paragraphs"]
            yield "\n\n".join(" ".join(sentences) for sentences in paragraphs)


def lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def scanning(register: Register, texts: Sequence[str]) -> float:
    """Seconds of a scan of these texts (best of three)."""
    register.scan("Nothing.", [(0, 8)])
    prepared = [(text, lines(text)) for text in texts]
    return min(_seconds(lambda: [register.scan(text, spans) for text, spans in prepared]) for _ in range(ROUNDS))


def reading(texts: Sequence[str]) -> float:
    """Seconds of reading these texts as pages (best of three)."""
    reader = Reader()
    pages = [
        Page(data=text.encode(), path="a.txt", media_type="text/plain; charset=utf-8", fetched=NOW) for text in texts
    ]
    reader.read(pages[0])
    return min(_seconds(lambda: [reader.read(page) for page in pages]) for _ in range(ROUNDS))


def loading() -> float:
    """Seconds until a fresh process has the register and its first scan (best of three)."""
    line = [sys.executable, "-c", LOADING]
    return min(float(subprocess.run(line, check=True, capture_output=True).stdout) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    for name, figure in measure(Path(__file__).parents[2] / "shared").items():
        print(f"{name}: {figure}")
