"""Lexicons made ready when the package is built: each YAML file read, checked and turned into what is looked up in it.

A compiled file stands beside its YAML file, in MessagePack, behind the SHA-256 of what it was made from: the YAML file
and the code of this folder. It counts only while that holds; an edited file is read as it is written.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Raw

T = TypeVar("T")

SUFFIX: Final = ".msgpack"
_STAMP: Final = hashlib.sha256().digest_size


class Late(Mapping[str, T]):
    """Values by key, each decoded when it is first asked for."""

    def __init__(self, raw: Mapping[str, Raw], decode: Callable[[Raw], T]) -> None:
        self._raw, self._decode = raw, decode
        self._known: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._known:
            self._known[key] = self._decode(self._raw[key])
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def stored(path: Path, kind: type[T]) -> T | None:
    """What was compiled of a YAML file; None where nothing was, or of another text or by other code."""
    try:
        data = path.with_suffix(SUFFIX).read_bytes()
        if data[:_STAMP] != _stamp(path):
            return None
        return msgspec.msgpack.decode(memoryview(data)[_STAMP:], type=kind)
    except (OSError, msgspec.DecodeError):
        return None  # the YAML file says what there is to say


def store(path: Path, value: Any) -> Path:
    """Writes beside a YAML file what was made of it, and says where. The same value gives the same bytes."""
    target = path.with_suffix(SUFFIX)
    partial = target.with_name(f"{target.name}.partial")
    partial.write_bytes(_stamp(path) + msgspec.msgpack.encode(value))
    return partial.replace(target)


def _stamp(path: Path) -> bytes:
    return hashlib.sha256(_code() + path.read_bytes()).digest()


@cache
def _code() -> bytes:
    """The hash of the code that reads lexicons, all of it: what one file makes of a text depends on others."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).digest()
