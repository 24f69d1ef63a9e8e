"""The graph as GraphML, read back by networkx."""

import io
import re
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from sayso.export import gexf
from sayso.export.graphml import write
from sayso.export.markup import fit
from sayso.records import Chosen
from tests.export.choosing import META, UGLY, called, chosen
from tests.ledger import telling


def data(*found: Chosen) -> bytes:
    return b"".join(write(found, META))


def read(*found: Chosen) -> Any:
    return nx.read_graphml(io.BytesIO(data(*found)), force_multigraph=True)


def told(graph: Any) -> list[tuple[Any, ...]]:
    edges = (
        (one, other, *sorted((name, str(value)) for name, value in about.items() if name not in ("id", "label")))
        for one, other, about in graph.edges(data=True)
    )
    return sorted(edges, key=str)


def test_it_holds_what_gexf_holds() -> None:
    found = chosen(telling.told()[1])
    ours, other = read(found), nx.read_gexf(io.BytesIO(b"".join(gexf.write([found], META))), version="1.3")
    assert dict(ours.nodes(data=True)) == dict(other.nodes(data=True))
    assert told(ours) == told(other)
    assert len(told(ours)) == 3


def test_parallel_edges_stay_apart() -> None:
    graph = read(chosen(telling.told()[1]))
    assert {about["type"] for about in graph.get_edge_data("ostra", "free-hills").values()} == {"ASSAULT", "ACCUSE"}


@pytest.mark.parametrize("name", UGLY.values(), ids=UGLY)
def test_ugly_names_come_back(name: str) -> None:
    graph = read(chosen(called(telling.told()[1], name)))
    expected = fit(" ".join(name.split()))
    assert {about["label"] for _, about in graph.nodes(data=True)} == ({expected} if expected else set(graph))


def test_ids_of_nodes_are_name_tokens_which_the_schema_asks_for() -> None:
    found = chosen(telling.told()[1], joined={"ostra": "the state <of> Ostra"})
    ids = [node.get("id") or "" for node in ElementTree.fromstring(data(found)).iter() if node.tag.endswith("}node")]
    assert len(ids) == 4
    assert all(re.fullmatch(r"[\w.:\-]+", id) for id in ids)
    assert "the state <of> Ostra" in {about["actor"] for _, about in read(found).nodes(data=True)}
