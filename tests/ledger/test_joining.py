"""Which ids mean one actor."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.joining import Classes, Known, classes
from sayso.records import Judgement

A, B, C, D = (digit * 16 for digit in "abcd")  # ids made from documents
Same = tuple[str, str, str]


def judged(pairs: list[Same]) -> list[Judgement]:
    return [
        Judgement(id=turn, kind=kind, value=value, other=other, judge="Kim", time="2024-01-01", turn=turn)  # type: ignore[arg-type]
        for turn, (kind, value, other) in enumerate(pairs)
    ]


def told(found: Classes) -> set[tuple[str, ...]]:
    """Each class, its canonical id first."""
    return {(name, *(key for key in ids if key != name)) for name, ids in found.members.items()}


BY_NAME = (
    pytest.param([Known("ann lee", A), Known("ann lee", B)], {(A, B)}, id="one name"),
    pytest.param([Known("ann lee", A), Known("ann leo", B)], set(), id="two names"),
    pytest.param([Known("ann lee", A, "FR"), Known("ann lee", B)], {(A, B)}, id="one country not known"),
    pytest.param([Known("ann lee", A, "FR"), Known("ann lee", B, "US")], set(), id="two countries"),
    pytest.param(
        [Known("ann lee", A, "FR"), Known("ann lee", B, "US"), Known("ann lee", C, "FR"), Known("ann lee", D)],
        {(A, C)},
        id="two countries: who has none may be either",
    ),
    pytest.param([Known("ann lee", A, None, "military"), Known("ann lee", B, None, "clergy")], set(), id="two roles"),
    pytest.param(
        [Known("ann lee", A, "FR", "military"), Known("ann lee", B, "FR", "clergy"), Known("ann lee", C, "FR")],
        set(),
        id="two roles in one country",
    ),
    pytest.param([Known("ann lee", A), Known("ann lee", "lee")], {("lee", A)}, id="a key of the register comes first"),
    pytest.param([Known("ann lee", A), Known("ann lee", "x"), Known("ann lee", "y")], set(), id="two keys: which?"),
    pytest.param([Known("ann lee", A), Known("bo lee", A), Known("bo lee", B)], {(A, B)}, id="two names of one id"),
)


@pytest.mark.parametrize(("known", "joined"), BY_NAME)
def test_joined_by_name(known: list[Known], joined: set[tuple[str, ...]]) -> None:
    for order in permutations(known):
        assert told(classes(order, ())) == joined, "whatever order they come in"


LEE = [Known("ann lee", A), Known("ann lee", B), Known("ann lee", C)]


@pytest.mark.parametrize(
    ("known", "pairs", "joined"),
    [
        pytest.param([], [("same", "y", "x")], {("y", "x")}, id="the value's id stands for both"),
        pytest.param(
            [], [("same", "y", "x"), ("same", "b", "y"), ("same", "q", "y")], {("b", "q", "x", "y")},
            id="of a chain the smallest value",
        ),
        pytest.param([], [("same", "y", "x"), ("same", "b", "q")], {("y", "x"), ("b", "q")}, id="two classes"),
        pytest.param(LEE, [("same", "lee", B)], {("lee", A, B, C)}, id="by name and by judgement"),
        pytest.param(LEE, [("not_same", A, B)], {(A, C)}, id="parted from one, and from who is joined with it"),
        pytest.param(LEE, [("not_same", A, B), ("not_same", A, C), ("not_same", B, C)], set(), id="all parted"),
        pytest.param([], [("same", "x", "y"), ("not_same", "y", "x")], set(), id="the last on a pair counts"),
        pytest.param([], [("not_same", "y", "x"), ("same", "x", "y")], {("x", "y")}, id="whichever it is"),
        pytest.param(
            [], [("same", "x", "y"), ("same", "y", "z"), ("not_same", "x", "z")], {("x", "y")},
            id="parted, not joined by way of a third either",
        ),
        pytest.param([], [], set(), id="nothing"),
    ],
)  # fmt: skip
def test_joined_by_judgement(known: list[Known], pairs: list[Same], joined: set[tuple[str, ...]]) -> None:
    assert told(classes(known, judged(pairs))) == joined


IDS = st.sampled_from([A, B, C, D, "x", "y", "z"])
PAIRS = st.tuples(st.sampled_from(["same", "not_same"]), IDS, IDS).filter(lambda pair: pair[1] != pair[2])


@given(
    known=st.lists(st.builds(Known, st.sampled_from(["ann lee", "bo lee"]), IDS, st.sampled_from([None, "FR", "US"]))),
    pairs=st.lists(PAIRS, max_size=8),
)
def test_whatever_is_judged_apart_stays_apart(known: list[Known], pairs: list[Same]) -> None:
    found = classes(known, judged(pairs))
    last = {frozenset(pair[1:]): pair[0] for pair in pairs}
    for left, right in (tuple(pair) for pair, kind in last.items() if kind == "not_same"):
        assert found.of(left) != found.of(right)
    ids = [key for members in found.members.values() for key in members]
    assert len(ids) == len(set(ids)), "the classes are disjoint"
    assert all(found.of(name) == name and len(members) > 1 for name, members in found.members.items())
    assert all(key in found.ids(key) for key in ids)
