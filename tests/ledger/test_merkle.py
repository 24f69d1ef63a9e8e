"""The trees of RFC 6962, held against its definitions as they stand there, written down a second time."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.merkle import Tree, consistency, consistent, included, leaf_hash, root

SIZES = range(1, 65)
DATA = [bytes([number]) * number for number in SIZES]
LEAVES = [leaf_hash(data) for data in DATA]


def defined(data: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word by word."""
    if not data:
        return sha256(b"").digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    half = 1
    while half * 2 < len(data):
        half *= 2
    return sha256(b"\x01" + defined(data[:half]) + defined(data[half:])).digest()


# The inputs of the log that the tests of Certificate Transparency's authors use, and its roots as published there.
PUBLISHED = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = (
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
)


@pytest.mark.parametrize(("size", "published"), ROOTS)
def test_roots_that_others_have_published(size: int, published: str) -> None:
    assert root([leaf_hash(each) for each in PUBLISHED[:size]]).hex() == published == defined(PUBLISHED[:size]).hex()


@pytest.mark.parametrize("size", SIZES)
def test_a_root_is_as_defined(size: int) -> None:
    assert root(LEAVES[:size]) == defined(DATA[:size])


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_proved_included_and_no_other(size: int) -> None:
    leaves = LEAVES[:size]
    for position in range(size):
        path = Tree(leaves).inclusion(position)
        assert included(leaves[position], position, size, path) == root(leaves)
        assert included(leaf_hash(b"other"), position, size, path) != root(leaves), "another leaf"
        assert included(leaves[position], position, size, (*path, LEAVES[0])) is None, "a path too long"
        if path:
            assert included(leaves[position], position, size, path[:-1]) is None, "a path too short"
            assert included(leaves[position], position ^ 1, size, path) != root(leaves), "another place"


@pytest.mark.parametrize("size", SIZES)
def test_every_beginning_is_proved_and_no_other(size: int) -> None:
    leaves, after = LEAVES[:size], root(LEAVES[:size])
    for earlier in range(1, size + 1):
        path, before = consistency(leaves, earlier), root(leaves[:earlier])
        assert consistent(earlier, before, size, after, path)
        assert not consistent(earlier, leaf_hash(b"other"), size, after, path), "another beginning"
        assert not consistent(earlier, before, size, leaf_hash(b"other"), path), "another end"
        assert not consistent(earlier, before, size, after, (*path, LEAVES[0])), "a path too long"
        assert not path or not consistent(earlier, before, size, after, path[:-1]), "a path too short"


@given(st.lists(st.binary(max_size=40), min_size=2, max_size=200), st.data())
def test_any_change_gives_another_root(data: list[bytes], draw: st.DataObject) -> None:
    leaves = [leaf_hash(each) for each in data]
    position = draw.draw(st.integers(0, len(data) - 1))
    changed = [*leaves[:position], leaf_hash(data[position] + b"."), *leaves[position + 1 :]]
    assert root(changed) != root(leaves) == defined(data)
    assert root(leaves[:-1]) != root(leaves)
    path = Tree(leaves).inclusion(position)
    assert included(leaves[position], position, len(leaves), path) == root(leaves)


@pytest.mark.parametrize(("position", "size"), [(-1, 4), (4, 4), (0, 0)], ids=["before", "behind", "of none"])
def test_no_leaf_is_outside(position: int, size: int) -> None:
    assert included(LEAVES[0], position, size, ()) is None
    assert not consistent(size + 1, LEAVES[0], size, LEAVES[0], ())
