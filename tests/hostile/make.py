"""Makes the hostile files: `python -m tests.hostile.make FOLDER` writes them all, the same bytes each time.

Nothing big is kept anywhere: files of many megabytes come from a line of code each.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import encodings, feeds, markup, packed, papers, saved, tables, texts
from tests.hostile.case import SECRET, Case

FAMILIES = {
    "markup": markup.cases,
    "encodings": encodings.cases,
    "texts": texts.cases,
    "packed": packed.cases,
    "tables": tables.cases,
    "papers": papers.cases,
    "saved": saved.cases,
    "feeds": feeds.cases,
}


def cases() -> Iterator[tuple[str, Case]]:
    """Every case with its family; no two have one name."""
    return ((family, case) for family, found in FAMILIES.items() for case in found())


def write(case: Case, folder: Path) -> Path:
    """The file of a case; beside it lies one with words that no page may get hold of."""
    (folder / "secret.txt").write_text(SECRET)
    path = folder / case.name
    path.write_bytes(case.make())
    return path


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for family, case in cases():
        size = write(case, folder).stat().st_size
        told = f" ({case.words})" if case.words else ""
        print(f"{family:10} {case.name:44} {size:>12,}  {case.expected}{told}: {case.why}")
