"""The graph as GEXF, read back by networkx."""

import io
from typing import Any

import networkx as nx
import pytest

from sayso.export.gexf import write
from sayso.export.markup import fit
from sayso.records import Chosen
from tests.export.choosing import META, UGLY, called, chosen
from tests.ledger import telling

GEXF = "{http://gexf.net/1.3}"


def data(*found: Chosen) -> bytes:
    return b"".join(write(found, META))


def read(*found: Chosen) -> Any:
    return nx.read_gexf(io.BytesIO(data(*found)), version="1.3")


def test_networkx_reads_all_of_it() -> None:
    graph = read(chosen(telling.told()[1]))
    assert {node: about["label"] for node, about in graph.nodes(data=True)} == {
        "ostra": "Ostra", "free-hills": "Free Hills Front", "1" * 16: "Nina Kerr", "2" * 16: "a medic",
    }  # fmt: skip
    assert graph.nodes["ostra"] == {
        "label": "Ostra", "actor": "ostra", "kind": "state", "country": "OS", "says": 1, "spoken_of": 0, "acts": 2,
        "acted_on": 0,
    }  # fmt: skip
    bombed = next(e for _, _, e in graph.edges(data=True) if e.get("type") == "ASSAULT" and e["voice_kind"] == "page")
    assert {name: bombed[name] for name in ("weight", "start", "end", "voice", "status", "negated", "publishers")} == {
        "weight": 1.0, "start": "2024-03-03", "end": "2024-03-03", "voice": "The Herald", "status": "happened",
        "negated": False, "publishers": "The Herald",
    }  # fmt: skip
    assert bombed["published_first"] == bombed["published_last"] == "2024-03-05"


@pytest.mark.parametrize("name", UGLY.values(), ids=UGLY)
def test_ugly_names_come_back(name: str) -> None:
    graph = read(chosen(called(telling.told()[1], name)))
    expected = fit(" ".join(name.split()))
    assert {about["label"] for _, about in graph.nodes(data=True)} == ({expected} if expected else set(graph))


@pytest.mark.parametrize(
    ("name", "said"),
    [("a\x00b", True), ("\ufffea", True), ("a\ufffdb", False), ("\U0001f600 & <b>", False)],
    ids=["a control character", "no character", "a mark that stood there before", "what XML can hold"],
)
def test_what_is_replaced_is_said(name: str, said: bool) -> None:
    assert (b"are replaced by U+FFFD" in data(chosen(called(telling.told()[1], name)))) is said


def test_nothing_is_a_graph_of_nothing() -> None:
    assert len(read()) == 0
