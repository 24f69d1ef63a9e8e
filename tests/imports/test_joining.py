"""Which parts make one attribution."""

import pytest

from sayso.imports.joining import joined
from sayso.records import PartRole

ROLES: dict[str, PartRole] = {"s": "source", "c": "cue", "t": "content", "c2": "cue", "t2": "content"}


@pytest.mark.parametrize(
    ("ids", "links", "groups"),
    [
        pytest.param("s c t", ["s c", "c t"], ["s c t"], id="source to cue to content"),
        pytest.param("s c t", ["c s", "t c"], ["s c t"], id="either way round"),
        pytest.param("s c t", ["s t", "c t"], ["s c t"], id="both to the content"),
        pytest.param("s c t", ["s t", "s c"], ["s c t"], id="both to the source"),
        pytest.param("s t", ["s t"], ["s t"], id="no cue"),
        pytest.param("c t", ["c t"], ["c t"], id="nobody is named"),
        pytest.param("c t t2", ["c t", "c t2"], ["c t t2"], id="a content in two pieces"),
        pytest.param("s c t c2 t2", ["s c", "c t", "s c2", "c2 t2"], ["s c t", "s c2 t2"], id="one source says two"),
        pytest.param("s c t", [], ["s", "c", "t"], id="nothing is joined"),
        pytest.param("s c", ["s c", "c x", "c c"], ["s c"], id="links with what is not there, and with itself"),
    ],
)
def test_joined(ids: str, links: list[str], groups: list[str]) -> None:
    pairs = [(one, other) for one, other in map(str.split, links)]
    assert joined({id: ROLES[id] for id in ids.split()}, pairs) == [tuple(group.split()) for group in groups]
