"""A selection as GEXF 1.3, for Gephi and its like: actors, and what one is told to say of or do to another."""

from collections.abc import Iterable, Iterator

from sayso.export.graph import EDGE, NODE, Edge, Graph, Node, Weight, about, graph, key, of_edge, of_node
from sayso.export.markup import attribute, content
from sayso.export.meta import Meta
from sayso.records import Chosen


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The graph of what is chosen, in UTF-8. Edges bear days as `start` and `end` where such are told."""
    for line in _lines(graph(chosen, meta), meta):
        yield f"{line}\n".encode()


def _lines(made: Graph, meta: Meta) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield f"<meta lastmodifieddate={attribute(meta.made[:10])}>"
    yield f"<creator>{content(f'sayso {meta.version}')}</creator><description>{content(about(made))}</description>"
    yield "</meta>"
    yield '<graph mode="dynamic" timeformat="date" defaultedgetype="directed">'
    for name, fields in (("node", NODE), ("edge", EDGE)):
        yield f'<attributes class="{name}" mode="static">'
        for title, (kind, _) in fields.items():
            yield f'<attribute id="{title}" title="{title}" type="{kind}"/>'
        yield "</attributes>"
    yield f'<nodes count="{len(made.nodes)}">'
    yield from map(_node, made.nodes.values())
    yield "</nodes>"
    yield f'<edges count="{len(made.edges)}">'
    for number, (edge, weight) in enumerate(made.edges.items()):
        yield _edge(number, edge, weight)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _node(node: Node) -> str:
    return f"<node id={attribute(key(node.id))} label={attribute(node.name)}>{_values(of_node(node))}</node>"


def _edge(number: int, edge: Edge, weight: Weight) -> str:
    days = "".join(f' {name}="{day}"' for name, day in (("start", weight.start), ("end", weight.end)) if day)
    told = f'source={attribute(key(edge.source))} target={attribute(key(edge.target))} type="directed"'
    kind = f" kind={attribute(_kind(edge))} label={attribute(edge.type or '')}"
    return f'<edge id="{number}" {told} weight="{weight.count}"{kind}{days}>{_values(of_edge(edge, weight))}</edge>'


def _kind(edge: Edge) -> str:
    return f"{edge.relation} {edge.type}" if edge.type else edge.relation


def _values(values: Iterable[tuple[str, str]]) -> str:
    told = "".join(f'<attvalue for="{name}" value={attribute(value)}/>' for name, value in values)
    return f"<attvalues>{told}</attvalues>"
