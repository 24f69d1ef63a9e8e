"""Ids say what a thing is and where it stands, and nothing else."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from sayso.ids import document_id, thing_id
from sayso.records import Spans

SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=4).map(tuple)
THING = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["attribution", "event"]), st.lists(SPANS, max_size=3))


def test_the_rule_is_that_of_the_format() -> None:
    assert document_id(b"x") == sha256(b"x").hexdigest()
    assert (
        thing_id("d", "attribution", ((0, 4),), ((5, 9), (12, 20)))
        == (sha256(b"d\nattribution\n0-4\n5-9|12-20").hexdigest()[:16])
    )


@given(THING, THING)
def test_different_things_have_different_ids(
    first: tuple[str, str, list[Spans]], second: tuple[str, str, list[Spans]]
) -> None:
    ids = [thing_id(document, kind, *spans) for document, kind, spans in (first, second)]
    assert (ids[0] == ids[1]) == (first == second)
    assert all(len(key) == 16 and int(key, 16) >= 0 for key in ids)
