"""Digests as archives write them."""

import hashlib

import pytest

from sayso.sources.digests import agrees
from tests.sources.archived import sha1

HEX = hashlib.sha1(b"so", usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (sha1(b"so"), True),
        (sha1(b"so").lower(), True),
        (f"sha1:{HEX}", True),
        (f"SHA-1: {HEX.upper()}", True),
        (f"sha256:{hashlib.sha256(b'so').hexdigest()}", True),
        (f"md5:{hashlib.md5(b'so', usedforsecurity=False).hexdigest()}", True),
        (sha1(b"not so"), False),
        ("sha1:", False),
        ("sha256:" + sha1(b"so").removeprefix("sha1:"), False),
        ("blake2:xyz", None),
        ("xyz", None),
        (None, None),
    ],
)
def test_digests(told: str | None, expected: bool | None) -> None:
    assert agrees(told, [b"other", b"so"]) is expected
