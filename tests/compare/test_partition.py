"""Signed graphs parted into blocs, and blocs joined that turn on the same one."""

from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.describing import accusers, partition
from sayso.compare.system import described
from tests.compare.builders import blocs, page

NODES = st.sampled_from("abcdef")
EDGES = st.lists(st.tuples(NODES, NODES, st.sampled_from([-2.0, -1.0, -0.5, 0.3, 1.0, 1.5])), max_size=10)


def worth(signed: "nx.Graph[str]", parts: list[list[str]]) -> float:
    """The weight within parts, less what strangers in them cost."""
    inside = [(one, other) for part in parts for i, one in enumerate(part) for other in part[i + 1 :]]
    return sum(signed.edges[pair]["weight"] if signed.has_edge(*pair) else -partition.STRANGERS for pair in inside)


def partitions(nodes: list[str]) -> list[list[list[str]]]:
    if not nodes:
        return [[]]
    first, rest = nodes[0], partitions(nodes[1:])
    alone = [[[first], *parts] for parts in rest]
    return alone + [[*parts[:i], [first, *parts[i]], *parts[i + 1 :]] for parts in rest for i in range(len(parts))]


@given(EDGES)
def test_no_partition_is_better(edges: list[tuple[str, str, float]]) -> None:
    signed = partition.graph(edges)
    found = partition.blocs(signed)
    assert sorted(node for part in found for node in part) == sorted(signed)
    best = max(worth(signed, parts) for parts in partitions(sorted(signed)))
    assert worth(signed, [list(part) for part in found]) == pytest.approx(best)


@given(EDGES, st.randoms())
def test_the_order_of_ties_makes_no_difference(edges: list[tuple[str, str, float]], random: Random) -> None:
    shuffled = [(other, one, weight) for one, other, weight in random.sample(edges, len(edges))]
    assert partition.blocs(partition.graph(edges)) == partition.blocs(partition.graph(shuffled))


QUARREL = "{lee Lee} one {roe Roe} two {fox Fox} three {cole Cole} four {dane Dane} five"
PEOPLE: dict[str, Any] = dict.fromkeys(("lee", "roe", "fox", "cole", "dane"), "person")


@pytest.mark.parametrize(
    ("facts", "parted"),
    [
        pytest.param(("opposes lee > cole: one", "ACCUSE roe > cole: two"), {"lee roe"}, id="two critics of one"),
        pytest.param(("opposes lee > cole: one", "ACCUSE roe > dane: two", "ally cole > dane: three"),
                     {"cole dane", "lee roe"}, id="of two who stand together"),
        pytest.param(("opposes lee > cole: one", "ACCUSE roe > cole: two", "opposes roe > lee: three"), set(),
                     id="not two critics who are at odds themselves"),
        pytest.param(("opposes lee > cole: one", "opposes lee > roe: two"), set(),
                     id="whom one criticises have nothing in common by that"),
        pytest.param(("opposes lee > cole: one", "ASSAULT roe > cole: two"), set(),
                     id="a critic is not on the side of an attacker"),
        pytest.param(("ASSAULT lee > cole: one", "ASSAULT roe > cole: two"), set(), id="nor are two attackers on one"),
        pytest.param(("opposes lee > cole: one", "ACCUSE roe > cole: two | negated"), set(), id="what is denied"),
    ],
)  # fmt: skip
def test_who_turn_on_the_same_side(facts: tuple[str, ...], parted: set[str]) -> None:
    assert blocs(described([page(QUARREL, *facts, **PEOPLE)])) == parted


def test_a_bloc_of_critics_rests_on_what_they_say() -> None:
    (bloc,) = described([page(QUARREL, "opposes lee > cole: one", "ACCUSE roe > cole: two", **PEOPLE)]).blocs
    assert [basis.words for basis in bloc.bases] == ["one", "Roe two Fox three Cole"]


@given(EDGES)
def test_joining_only_joins(edges: list[tuple[str, str, float]]) -> None:
    signed = partition.graph(edges)
    parts = partition.blocs(signed)
    assert accusers.joined(parts, signed, ()) == parts
