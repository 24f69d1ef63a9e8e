"""A selection as GraphML, for programs that draw and measure graphs: the graph that GEXF holds too."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from sayso.export.graph import (
    EDGE,
    NODE,
    Edge,
    Graph,
    Kind,
    Node,
    Weight,
    about,
    graph,
    id_of,
    merged,
    of_edge,
    of_node,
)
from sayso.export.markup import KNOWN, content, encoded
from sayso.export.meta import Meta
from sayso.records import Chosen

_HEAD: Final = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)
_TYPES: Final[dict[Kind, str]] = {"string": "string", "integer": "int", "boolean": "boolean"}
_MORE: Final = {"weight": "double", "start": "string", "end": "string"}  # of edges, which GEXF has places for


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The graph of what is chosen, in UTF-8."""
    return encoded(_lines(graph(chosen, meta)))


def whole(pieces: Iterable[bytes], meta: Meta) -> Iterator[bytes]:
    """The same of packed graphs of some documents."""
    return encoded(_lines(merged(pieces)))


def _lines(made: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _HEAD
    yield f"<desc>{content(about(made))}</desc>"
    yield '<key id="n_label" for="node" attr.name="label" attr.type="string"/>'
    for name, (kind, _) in NODE.items():
        yield f'<key id="n_{name}" for="node" attr.name="{name}" attr.type="{_TYPES[kind]}"/>'
    for name, told in {**_MORE, **{name: _TYPES[kind] for name, (kind, _) in EDGE.items()}}.items():
        yield f'<key id="e_{name}" for="edge" attr.name="{name}" attr.type="{told}"/>'
    yield '<graph id="selection" edgedefault="directed">'
    yield from map(_node, made.nodes.values())
    for number, (edge, weight) in enumerate(made.edges.items()):
        yield _edge(number, edge, weight)
    yield "</graph>"
    yield "</graphml>"


def _node(node: Node) -> str:
    values = (("label", node.name), *of_node(node))
    return f"<node id={id_of(node.id)}>{_data('n', values)}</node>"


def _edge(number: int, edge: Edge, weight: Weight) -> str:
    days = (("start", weight.start), ("end", weight.end))
    values = (("weight", str(weight.count)), *((name, day) for name, day in days if day), *of_edge(edge, weight))
    ends = f"source={id_of(edge.source)} target={id_of(edge.target)}"
    return f'<edge id="e{number}" {ends}>{_data("e", values)}</edge>'


def _data(of: str, values: Iterable[tuple[str, str]]) -> str:
    return "".join(_value(of, name, value) for name, value in values)


@lru_cache(KNOWN)
def _value(of: str, name: str, value: str) -> str:
    return f'<data key="{of}_{name}">{content(value)}</data>'
