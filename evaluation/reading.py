"""The installed reader, run as a user runs it, on texts written to a folder."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def command() -> str:
    """The installed `sayso` beside this Python."""
    return str(Path(sys.executable).with_name("sayso"))


def readings(texts: Mapping[str, str | bytes], suffix: str = ".txt") -> dict[str, dict[str, Any]]:
    """What `sayso read --format jsonl --no-ledger` says of each text, by its name. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = {f"{number:05d}{suffix}": key for number, key in enumerate(texts)}
        for file, key in names.items():
            content = texts[key]
            (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
        run = [command(), "read", "--no-ledger", "--format", "jsonl", str(folder)]
        lines = subprocess.run(run, check=True, capture_output=True, encoding="utf8").stdout.splitlines()
        items = [json.loads(line) for line in lines]
    out = {}
    for item in items:
        for sighting in item["document"]["sightings"]:
            out[names[Path(sighting["path"]).name]] = item
    return out


def scorer(shared: Path) -> Any:
    """The project's scorer of attributions, as a module."""
    spec = importlib.util.spec_from_file_location("attributions_score", shared / "score" / "attributions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
