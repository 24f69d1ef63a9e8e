"""Names the model by all its files, so that no reading bears the name of another model than that which made it.

python -m training.sealing src/sayso/model
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Final

FILES: Final = ("encoder.onnx", "pairs.json", "tokenizer.json", "vectors.npy")


def digest(folder: Path) -> str:
    """The SHA-256 of the model's files, one after the other; one that is not made yet is passed over."""
    found = hashlib.sha256()
    for path in (folder / name for name in FILES):
        if path.exists():
            found.update(path.read_bytes())
    return found.hexdigest()


def seal(folder: Path) -> str:
    """Writes the name of the model in a folder beside it, and gives it: the first eight hex digits of its digest."""
    whole = digest(folder)
    (folder / "model.json").write_text(json.dumps({"version": whole[:8], "sha256": whole}) + "\n", encoding="utf8")
    return whole[:8]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    print(seal(parser.parse_args().folder))


if __name__ == "__main__":
    main()
