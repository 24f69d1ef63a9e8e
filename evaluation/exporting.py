"""How many seconds 100,000 attributions take to each format, and whether memory stays flat.

python -m evaluation.exporting
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from evaluation import made_ledger
from sayso.export.formats import FORMATS
from sayso.export.tables import TABLES

ATTRIBUTIONS: Final = 100_000
FEWER: Final = 10_000
# A process of its own for each, since what it took at most is known of a process alone: of it and of those it started.
RUN: Final = """
import json, resource, sys, time
from sayso.cli import main
began = time.perf_counter()
try:
    main(sys.argv[1:])
finally:
    most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([time.perf_counter() - began, *most]), file=sys.stderr)
"""
# A process begins with what the one that starts it had at most: so a small one stands between it and this one.
BETWEEN: Final = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)"


def measure(shared: Path) -> dict[str, Any]:
    """Seconds of `sayso export` to each format and table of a made ledger of 100,000 attributions, the start of the
    program left out, and the most memory it took there and of a tenth of that, in MB: of one process, the largest."""
    told: dict[str, Any] = {}
    with TemporaryDirectory() as folder:
        large, small = Path(folder) / "large", Path(folder) / "small"
        made_ledger.make(large, ATTRIBUTIONS)
        made_ledger.make(small, FEWER)
        export(large, ["--format", "csv"], Path(folder) / "first")  # the ledger's pages are at hand from now on
        for name, arguments in every().items():
            out = Path(folder) / "out"
            seconds, most = export(large, arguments, out)
            told[name] = {
                "seconds": round(seconds, 2),
                "MB written": round(out.stat().st_size / 1e6, 1) if out.exists() else "",
                "MB of memory": round(most),
                f"MB of memory for {FEWER:,}": round(export(small, arguments, out)[1]),
            }
    return told


def every() -> dict[str, list[str]]:
    """What is measured, with the arguments that ask for it."""
    plain = {name: ["--format", name] for name, each in FORMATS.items() if not each.tables}
    tables = {
        f"{name}, {table}": ["--format", name, "--table", table]
        for name, each in FORMATS.items()
        if each.tables
        for table in TABLES
    }
    return plain | tables


def export(ledger: Path, arguments: list[str], out: Path) -> tuple[float, float]:
    """Seconds, and MB of memory that the largest process took."""
    start = [sys.executable, "-c", BETWEEN, sys.executable, "-c", RUN]
    line = [*start, "export", "--ledger", str(ledger), "--out", str(out), *arguments]
    told = subprocess.run(line, check=False, capture_output=True, text=True).stderr.splitlines()[-1]
    seconds, *most = json.loads(told)
    return seconds, max(most)


if __name__ == "__main__":
    started = time.perf_counter()
    for name, figure in measure(Path()).items():
        print(f"{name}: {figure}", flush=True)
    print(f"in {time.perf_counter() - started:.0f} s")
