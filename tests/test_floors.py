"""Imports go only downwards, and what stands on one floor does not import its neighbours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso

ROOT = Path(sayso.__file__).parent

# The house from the ground up. Modules of a name on the same floor do not import each other; a folder's own files may.
FLOORS = (
    {"records", "errors", "homes"},
    {"settings", "lexicon", "ids", "soundness", "vectors"},
    {"sources", "parse", "ledger"},
    {"extract", "compare", "export", "imports"},
    {"pipeline", "progress"},
    {"batch", "spacy"},
    {"scale"},
    {"web"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names}
FILES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def imported(path: Path) -> Iterator[str]:
    """The dotted names below sayso that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            assert not getattr(node, "level", 0), f"{path}: a relative import hides where it goes"
            continue
        yield from (name.removeprefix("sayso.") for name in names if name.startswith("sayso."))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    here = path.relative_to(ROOT).with_suffix("").parts
    assert here[0] in {*LEVEL, "model"}, f"{here[0]} stands on no floor: give it one"
    for name in imported(path):
        there = name.split(".")
        if there[0] == "__version__" or there[0] == here[0] != "extract":
            continue
        if there[0] == here[0] == "extract":
            part = (ROOT / "extract" / there[1]).is_dir()  # a folder of parts that an extractor is made of
            assert part or path.name == "__init__.py", f"an extractor imports another: {name}"
        else:
            assert LEVEL[there[0]] < LEVEL[here[0]], f"{'.'.join(here)} imports {name}, which does not stand below it"


def test_every_floor_is_seen() -> None:
    assert {"records", "ledger", "export", "cli"} <= {path.relative_to(ROOT).with_suffix("").parts[0] for path in FILES}
