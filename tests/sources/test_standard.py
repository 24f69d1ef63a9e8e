"""One page from standard input."""

import gzip
import io

import pytest

from sayso.errors import InputError
from sayso.sources import standard


@pytest.mark.parametrize("data", [b"It is so.", gzip.compress(b"It is so.")], ids=["as it is", "packed"])
def test_a_page(data: bytes) -> None:
    page = standard.load(100, io.BytesIO(data))
    assert (page.data, page.path, page.media_type) == (b"It is so.", "-", None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x" * 101, "larger than 100 bytes"),
        (gzip.compress(b"x" * 101), "larger than 100 bytes"),
        (gzip.compress(bytes(10**6)), "larger than 100 bytes"),
        (gzip.compress(b"so")[:-3], "cut off"),
    ],
    ids=["large", "large unpacked", "a bomb", "cut off"],
)
def test_no_page(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        standard.load(100, io.BytesIO(data))
