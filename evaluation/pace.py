"""Whether reading is as quick as it was: this tree against an older commit, turn by turn in one run, on one core.

The older tree is checked out beside this one and read with its own model; both read the same texts.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from evaluation.attributions import gold

ROOT = Path(__file__).parent.parent
BEFORE = "14c42e2"  # the last commit before speakers, mentions and actors
ROUNDS = 4
TEXTS = 30
CODE = """
import sys, time
from pathlib import Path
from sayso.pipeline import Reader
from sayso.sources import files
pages = [files.load(path, 10**7) for path in sorted(Path(sys.argv[1]).iterdir())]
reader = Reader()
for page in pages[:3]:
    reader.read(page)
began = time.process_time()
for page in pages:
    reader.read(page)
print(time.process_time() - began)
"""


def seconds(source: Path, pages: Path) -> float:
    """Processor seconds in which the tree at `source` reads the pages, the first three read before the clock starts."""
    environment = os.environ | {"PYTHONPATH": str(source / "src"), "OMP_NUM_THREADS": "1"}
    line = [sys.executable, "-c", CODE, str(pages)]
    return float(subprocess.run(line, check=True, capture_output=True, encoding="utf8", env=environment).stdout)


def measure(shared: Path) -> dict[str, float]:
    """Seconds of both trees (best of four, taken in turn) and the speed of this one as a share of the older's."""
    with tempfile.TemporaryDirectory() as name:
        old, pages = Path(name) / "before", Path(name) / "pages"
        subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "--detach", "-q", str(old), BEFORE], check=True)
        try:
            pages.mkdir()
            for i, item in enumerate(gold(shared)[:TEXTS]):
                (pages / f"{i:03d}.txt").write_text(item["text"], encoding="utf8")
            rounds = [(seconds(old, pages), seconds(ROOT, pages)) for _ in range(ROUNDS)]
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(old)], check=True)
    before, now = min(a for a, _ in rounds), min(b for _, b in rounds)
    return {"before, s": round(before, 2), "now, s": round(now, 2), "speed, share of before": round(before / now, 2)}
