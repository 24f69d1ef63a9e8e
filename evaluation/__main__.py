"""Run every measure and write evaluation/RESULTS.md.

python -m evaluation [--shared ../shared] [--only NAME …]
"""

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evaluation import (
    acts,
    attributions,
    backups,
    by_ray,
    chains,
    claims,
    comparing,
    databases,
    dates,
    echoes,
    events,
    exporting,
    extraction,
    fetching,
    figures,
    formats,
    fuzzing,
    growth,
    kills,
    ledger_speed,
    load,
    muc,
    names,
    nested,
    offsets,
    pace,
    page_text,
    places,
    plover,
    register,
    report,
    same_events,
    speakers,
    speed,
    spreadsheets,
    stories,
    story_pages,
    syntax,
    systems,
    tampering,
    throughput,
    web_speed,
)

HERE = Path(__file__).parent
ROOT = HERE.parent


def measures(shared: Path) -> dict[str, Callable[[], Any]]:
    """The measures by name, in the order in which they are reported."""
    return {
        "attributions": lambda: attributions.measure(shared),
        "nested": lambda: nested.measure(shared),
        "names": lambda: names.measure(shared),
        "coreference": lambda: chains.measure(shared),
        "speakers": lambda: speakers.measure(shared),
        "acts": lambda: acts.measure(shared),
        "plover": lambda: plover.measure(shared),
        "events": lambda: events.measure(shared),
        "muc": lambda: muc.measure(shared),
        "figures": lambda: figures.measure(shared),
        "places": lambda: places.measure(shared),
        "dates": lambda: dates.measure(shared),
        "systems": lambda: systems.measure(shared),
        "register": lambda: register.measure(shared),
        "syntax": lambda: syntax.measure(shared),
        "page text": lambda: page_text.measure(shared),
        "speed": lambda: speed.measure(shared),
        "pace": lambda: pace.measure(shared),
        "ledger": ledger_speed.measure,
        "web": web_speed.measure,
        "load": load.measure,
        "throughput": lambda: throughput.measure(shared),
        "growth": lambda: growth.measure(shared),
        "kills": kills.measure,
        "ray": by_ray.measure,
        "fuzzing": fuzzing.measure,
        "fetching": fetching.measure,
        "extraction": lambda: extraction.measure(shared),
        "stories": lambda: stories.measure(shared),
        "story pages": story_pages.measure,
        "claims": lambda: claims.measure(shared, "dev"),
        "claims, test half": lambda: claims.measure(shared, "test"),
        "same events": lambda: same_events.measure(shared),
        "echoes": lambda: echoes.measure(shared),
        "comparing": comparing.growth,
        "formats": lambda: formats.measure(shared),
        "exporting": lambda: exporting.measure(shared),
        "spreadsheets": lambda: spreadsheets.measure(shared),
        "tampering": tampering.measure,
        "backups": lambda: backups.measure(shared),
        "databases": databases.measure,
        "offsets": lambda: {
            "shared pages": offsets.measure(shared / "pages"),
            "samples": offsets.measure(ROOT / "samples"),
        },
    }


def machine() -> str:
    """Processor, cores and Python, without a host's name."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = f"{names[0]}, {len(names)} cores" if names else model
    return f"{model}; Python {platform.python_version()}"


def commit() -> str:
    """The commit that is measured, with a word if the tree has changes."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(ROOT), *words], capture_output=True, encoding="utf8", check=False
        ).stdout.strip()

    changed = git("status", "--porcelain", "--", "src", "evaluation/*.py")
    return git("rev-parse", "--short=10", "HEAD") + (" with uncommitted changes" if changed else "")


def main() -> int:
    """Measures, prints the report and writes it; figures of measures that are left out are kept from the run before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", nargs="*", default=None)
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"{args.shared}: the folder with the data is not there, so nothing can be measured", file=sys.stderr)
        return 1
    kept = HERE / "results.json"
    results: dict[str, Any] = json.loads(kept.read_text()) if kept.exists() else {}
    for name, measure in measures(args.shared).items():
        if args.only is None or name in args.only:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
            results[name] = {"when": when, "machine": machine(), "commit": commit(), "figures": measure()}
    kept.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    text = report.markdown(results)
    (HERE / "RESULTS.md").write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
