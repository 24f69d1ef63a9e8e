"""The digests that web archives tell of their records: `sha1:` and base 32 in most, other ways in some."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final

_SUMS: Final = {"sha1": "sha1", "sha256": "sha256", "sha512": "sha512", "md5": "md5"}


def agrees(told: str | None, possible: Iterable[bytes]) -> bool | None:
    """Whether the digest is that of one of the possible bytes; None where none is told, or in a way not known."""
    label, colon, value = (told or "").strip().partition(":")
    name = _SUMS.get(label.strip().lower().replace("-", ""))
    if not colon or name is None:
        return None
    return any(value.strip().rstrip("=").lower() in _spelled(name, data) for data in possible)


def _spelled(name: str, data: bytes) -> tuple[str, str]:
    """A digest in base 32 and in hexadecimal digits, both in lower case and without padding."""
    found = hashlib.new(name, data, usedforsecurity=False).digest()
    return base64.b32encode(found).decode("ascii").rstrip("=").lower(), found.hex()
