"""Speed and memory of the read path, on one core, each against the bare encoder in the same run.

Wordpieces of what is read are counted once, however often overlapping windows or a second reading see them; the bare
encoder runs the same windows, their inputs ready-made.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.attributions import gold
from evaluation.reading import command
from sayso.parse.blocks import document
from sayso.parse.encoder import OUTPUTS, Encoder, inputs
from sayso.parse.windows import plans
from sayso.parse.words import core_of
from sayso.pipeline import Reader
from sayso.records import Page

ROUNDS = 3
NOW = "2000-01-01T00:00:00+00:00"


def _pages(shared: Path, kind: str) -> list[Page]:
    if kind == "html":
        paths = sorted((shared / "pages" / "html").glob("*.html"))
        return [Page(data=path.read_bytes(), path=path.name, media_type="text/html", fetched=NOW) for path in paths]
    texts = [item["text"] for item in gold(shared)][:40]
    return [Page(data=t.encode(), path=f"{i}.txt", media_type="text/plain", fetched=NOW) for i, t in enumerate(texts)]


def bare(encoder: Encoder, pages: Sequence[Page]) -> tuple[float, int]:
    """Seconds of the encoder alone on the windows of the pages, and the wordpieces that are read."""
    feeds, pieces = [], 0
    for page in pages:
        found, _ = document(page)
        if found.language not in (None, "en"):
            continue
        blocks = encoder.read_of(found)
        lengths = [block.length() for block in blocks]
        pieces += sum(lengths)
        for plan in plans(lengths):
            feed = inputs(blocks[plan.first : plan.last], encoder.thresholds.cue)
            core = core_of(blocks, plan)
            feed |= {"core": np.array([core.start, core.stop], np.int64)}
            feeds.append(feed | {"sentence": np.zeros(len(feed["lengths"]), np.int64)})
    began = time.perf_counter()
    for feed in feeds:
        encoder.session.run(OUTPUTS, feed)
    return time.perf_counter() - began, pieces


def whole(reader: Reader, pages: Sequence[Page]) -> float:
    """Seconds of reading the pages, from bytes to attributions."""
    began = time.perf_counter()
    for page in pages:
        reader.read(page)
    return time.perf_counter() - began


def ratios(shared: Path) -> dict[str, float]:
    """For plain text and HTML: wordpieces a second of the bare encoder and of the whole path, and their ratio (best of
    three rounds each)."""
    reader, encoder = Reader(), Encoder()
    out: dict[str, float] = {}
    for kind in ("text", "html"):
        pages = _pages(shared, kind)
        whole(reader, pages[:3])
        rounds = [(bare(encoder, pages), whole(reader, pages)) for _ in range(ROUNDS)]
        pieces = rounds[0][0][1]
        alone, path = min(b for (b, _), _ in rounds), min(w for _, w in rounds)
        out[f"{kind} bare"] = round(pieces / alone)
        out[f"{kind} whole"] = round(pieces / path)
        out[f"{kind} ratio"] = round(alone / path, 2)
    return out


def start(shared: Path) -> dict[str, float]:
    """Seconds to the end of a first page in a fresh process, and of `--help` (best of five)."""
    page = str(shared / "pages" / "crawled-article.txt")
    out = {}
    for name, line in (("first page", ["read", "--no-ledger", page]), ("help", ["--help"])):
        times = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run([command(), *line], check=True, capture_output=True)
            times.append(time.perf_counter() - began)
        out[name] = round(min(times), 2)
    return out


def peak_memory(shared: Path) -> float:
    """MB (10⁶ bytes) at most in use by a process that reads all the pages of the shared folder into a ledger."""
    with tempfile.TemporaryDirectory() as ledger:
        code = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        line = [command(), "read", "--ledger", ledger, str(shared / "pages")]
        done = subprocess.run([sys.executable, "-c", code, *line], check=True, capture_output=True, encoding="utf8")
    return round(int(done.stdout) * 1024 / 1e6)


def measure(shared: Path) -> dict[str, float]:
    """All of the above, on one core where the system can bind a process to one."""
    if hasattr(os, "sched_setaffinity"):
        kept = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(kept)})
        try:
            return ratios(shared) | start(shared) | {"peak memory": peak_memory(shared)}
        finally:
            os.sched_setaffinity(0, kept)
    return ratios(shared) | start(shared) | {"peak memory": peak_memory(shared)}
