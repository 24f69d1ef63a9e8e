"""How many pages a second `sayso read --jobs N` reads into a ledger, and what each of its processes needs of memory.

The pages are the texts of BASIL and the shared HTML pages, each with some of its words put in the place of others, so
that no two are the same. Wordpieces are counted once, as in `speed`; the bare encoder runs on one core in this process.

SAYSO_PAGES is the number of pages (200; the measure is of 2,000), SAYSO_JOBS the numbers of jobs (1,2,4).

    python -m evaluation.throughput [FOLDER]      the folder with the data, by default ../shared
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import psutil

from evaluation.reading import command
from evaluation.register import articles
from evaluation.speed import bare
from sayso.parse.blocks import document
from sayso.parse.encoder import Encoder
from sayso.records import Page

PAGES: Final = 200
JOBS: Final = "1,2,4"
SAMPLE: Final = 40  # pages of which the bare encoder's rate is taken
CHANGED: Final = 0.1  # share of words that are put in the place of others
LONG: Final = 1_000_000  # bytes of the long page
TIMEOUT: Final = 3600  # seconds for a page
NOW: Final = "2000-01-01T00:00:00+00:00"
_WORD: Final = re.compile(rb"\b[a-z]{4,}\b")
_NO_TEXT: Final = re.compile(rb"(<(script|style|noscript)\b.*?</\2>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_SHARED: Final = Path(__file__).resolve().parents[2] / "shared"


def texts(shared: Path) -> list[bytes]:
    """The articles of BASIL."""
    return [text.encode() for text in articles(shared)]


def html(shared: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((shared / "pages" / "html").glob("*.html"))]


def differing(originals: list[bytes], tags: bool) -> Iterator[bytes]:
    """The originals over and over, with other words each time; the same for the same originals. With `tags`, only what
    stands between them is changed."""
    words = sorted({word for data in originals for word in _WORD.findall(_NO_TEXT.sub(b" ", data) if tags else data)})
    by_length: dict[int, list[bytes]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    number = 0
    while True:
        for data in originals:
            yield _changed(data, random.Random(number), by_length, tags)
            number += 1


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """For text and HTML at each number of jobs, and for one page of a million bytes."""
    count = int(os.environ.get("SAYSO_PAGES", PAGES)) // 2
    out: dict[str, dict[str, float]] = {}
    for kind, originals in (("text", texts(shared)), ("html", html(shared))):
        pages = list(islice(differing(originals, kind == "html"), count))
        pieces, rate = _encoder_alone(pages, kind)
        alone = 0.0
        for jobs in map(int, os.environ.get("SAYSO_JOBS", JOBS).split(",")):
            seconds, memory = read(pages, kind, jobs)
            alone = alone or seconds * jobs  # of the first number of jobs, by rights 1
            out[f"{kind}, {jobs} jobs"] = {
                "pages/s": round(count / seconds, 2),
                "wordpieces/s": round(pieces / seconds),
                "share of linear": round(alone / (seconds * jobs), 2),
                "share of the bare encoder": round(pieces / seconds / (rate * jobs), 2),
                "MB a process": round(memory),
            }
    long = b"\n\n".join(islice(differing(texts(shared), False), 400))[:LONG]
    seconds, memory = read([long], "text", 1)
    out["a page of 1 MB"] = {"seconds": round(seconds, 1), "MB a process": round(memory)}
    return out


def read(pages: list[bytes], kind: str, jobs: int, ledger: Path | None = None) -> tuple[float, float]:
    """Seconds in which the installed program reads the pages into a ledger (a new one unless told) with so many jobs,
    from its start to its end, and the most that one of its processes had in memory, in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        for number, data in enumerate(pages):
            (folder / "pages" / f"{number:05d}.{'html' if kind == 'html' else 'txt'}").write_bytes(data)
        line = [command(), "read", "--jobs", str(jobs), "--timeout", str(TIMEOUT), "--format", "jsonl"]
        line += ["--ledger", str(ledger or folder / "ledger"), str(folder / "pages")]
        began = time.perf_counter()
        with (
            (folder / "out").open("wb") as out,
            (folder / "err").open("wb") as err,
            subprocess.Popen(line, stdout=out, stderr=err) as process,
        ):
            memory = _watched(process)
        seconds = time.perf_counter() - began
        told = (folder / "out").read_bytes().count(b"\n")
        if process.returncode or told != len(pages):
            raise RuntimeError(f"{told} of {len(pages)} pages read: {(folder / 'err').read_text()[-2000:]}")
    return seconds, memory


def _watched(process: "subprocess.Popen[bytes]") -> float:
    """The most memory (resident, MB) of any one process of the tree until it ends."""
    most, root = 0.0, psutil.Process(process.pid)
    while process.poll() is None:
        most = max([most, *map(_peak, _tree(root))])
        time.sleep(0.2)
    return most


def _tree(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _peak(process: psutil.Process) -> float:
    """The system keeps the high-water mark itself (VmHWM, kB), so that looking seldom misses but the very end."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def _encoder_alone(pages: list[bytes], kind: str) -> tuple[int, float]:
    """The wordpieces of the pages, and how many of them a second the bare encoder does."""
    encoder = Encoder()
    media_type = "text/html" if kind == "html" else "text/plain"
    made = [Page(data=data, media_type=media_type, fetched=NOW) for data in pages]
    bare(encoder, made[:2])
    seconds, sampled = min((bare(encoder, made[:SAMPLE]) for _ in range(3)), key=lambda each: each[0])
    pieces = sampled + sum(_pieces(encoder, page) for page in made[SAMPLE:])
    return pieces, sampled / seconds


def _pieces(encoder: Encoder, page: Page) -> int:
    found, _ = document(page)
    if found.language not in (None, "en"):
        return 0
    return sum(block.length() for block in encoder.read_of(found))


def _changed(data: bytes, dice: random.Random, words: dict[int, list[bytes]], tags: bool) -> bytes:
    def other(found: "re.Match[bytes]") -> bytes:
        return dice.choice(words[len(found[0])]) if dice.random() < CHANGED and len(found[0]) in words else found[0]

    change: Callable[[bytes], bytes] = lambda text: _WORD.sub(other, text)  # noqa: E731
    if not tags:
        return change(data)
    pieces, last = [], 0
    for tag in _NO_TEXT.finditer(data):
        pieces += [change(data[last : tag.start()]), tag[0]]
        last = tag.end()
    return b"".join([*pieces, change(data[last:])])


if __name__ == "__main__":
    for row, figures in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else _SHARED).items():
        print(f"{row:18}", "  ".join(f"{name} {value}" for name, value in figures.items()))
