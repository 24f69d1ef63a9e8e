"""The entries of a lexicon: a YAML file that is one list, each entry with its place for messages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from sayso.errors import InputError

T = TypeVar("T")
_BARE: Final = "; a bare on, off, yes or no is true or false in YAML and needs quotation marks"


def read_entries(path: Path, kind: type[T]) -> Iterator[tuple[str, T]]:
    """Each entry of a file with its place (*own.yaml, line 2*). Raises InputError, naming file, line and reason."""
    for line, item in _items(path):
        where = f"{path.name}, line {line}"
        try:
            yield where, msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            raise InputError(f"{where}: {error}{_BARE if _has_truth(item) else ''}") from None


def _items(path: Path) -> list[tuple[int, Any]]:
    import yaml  # not needed where the compiled file counts

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            raise InputError(f"{path.name}: not a list of entries")
        return [(one.start_mark.line + 1, loader.construct_document(one)) for one in node.value]
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise InputError(f"{path.name}: it cannot be read: {' '.join(str(error).split())}") from None


def _has_truth(item: Any) -> bool:
    """Whether true or false stands where words belong."""
    if isinstance(item, dict):
        return any(_has_truth(value) for value in item.values()) or any(isinstance(key, bool) for key in item)
    return any(_has_truth(value) for value in item) if isinstance(item, list) else isinstance(item, bool)
