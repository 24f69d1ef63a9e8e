"""Whether spans say what they said: in the JSONL, and in the ledger, over all pages at hand."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.reading import command


def spans(item: Any) -> Iterator[list[int]]:
    """Every span of a reading in the ledger format."""
    yield from item["sentences"]
    for block in item["document"]["blocks"]:
        yield block["span"]
    for kind in ("mentions", "references"):
        yield from (one["span"] for one in item[kind])
    yield from (alias["span"] for actor in item["actors"] for alias in actor["aliases"] if alias["span"])
    yield from (span for stance in item["stances"] for role in ("content", "hedges") for span in stance[role])
    for attribution in item["attributions"]:
        for role in ("source", "cue", "content", "hedges"):
            yield from attribution[role]


def measure(folder: Path) -> dict[str, int]:
    """`pages`, `spans`, `wrong` (outside the text, empty, or with white space at an edge), and the exit status of
    `sayso verify` over the ledger that was written (0: every stored word is what its span says)."""
    with tempfile.TemporaryDirectory() as ledger:
        read = [command(), "read", "--ledger", ledger, "--format", "jsonl", str(folder)]
        lines = subprocess.run(read, capture_output=True, encoding="utf8", check=False).stdout.splitlines()
        verified = subprocess.run(
            [command(), "verify", "--ledger", ledger], capture_output=True, check=False
        ).returncode
    total = wrong = 0
    for line in lines:
        item = json.loads(line)
        text = item["document"]["text"]
        for start, end in spans(item):
            total += 1
            words = text[start:end]
            wrong += not (0 <= start < end <= len(text)) or words != words.strip()
    return {"pages": len(lines), "spans": total, "wrong": wrong, "verify": verified}
