"""Files of the user's own that imports add to: written whole or not at all, the one before kept beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import InputError

KEPT = "~"  # behind the name of the file as it was before


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(value: Any) -> str:
    """A value as YAML, what is within its entries in one line each."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)


def head(path: Path) -> str:
    """The comments and empty lines with which a file begins; nothing where there is no file."""
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    size = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), len(lines))
    return "".join(lines[:size])


def replaced(path: Path, text: str, check: Callable[[Path], object]) -> None:
    """Write a file in place of the one before, which is kept under its name and `~`. It is checked before: where
    `check` raises, nothing is changed."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        check(partial)
        if path.exists():
            path.with_name(f"{path.name}{KEPT}").write_bytes(path.read_bytes())
        partial.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    finally:
        partial.unlink(missing_ok=True)
