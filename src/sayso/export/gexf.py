"""A selection as GEXF 1.3, for Gephi and its like: actors, and what one is told to say of or do to another."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import starmap

from sayso.export.graph import EDGE, NODE, Edge, Graph, Node, Weight, about, graph, id_of, merged, of_edge, of_node
from sayso.export.markup import KNOWN, attribute, content, encoded
from sayso.export.meta import Meta
from sayso.records import Chosen


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The graph of what is chosen, in UTF-8. Edges bear days as `start` and `end` where such are told."""
    return encoded(_lines(graph(chosen, meta), meta))


def whole(pieces: Iterable[bytes], meta: Meta) -> Iterator[bytes]:
    """The same of packed graphs of some documents."""
    return encoded(_lines(merged(pieces), meta))


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
    return f"<node id={id_of(node.id)} label={attribute(node.name)}>{_values(of_node(node))}</node>"


def _edge(number: int, edge: Edge, weight: Weight) -> str:
    days = "".join(f' {name}="{day}"' for name, day in (("start", weight.start), ("end", weight.end)) if day)
    told = f'source={id_of(edge.source)} target={id_of(edge.target)} type="directed"'
    kind = f" kind={attribute(_kind(edge))} label={attribute(edge.type or '')}"
    return f'<edge id="{number}" {told} weight="{weight.count}"{kind}{days}>{_values(of_edge(edge, weight))}</edge>'


def _kind(edge: Edge) -> str:
    return f"{edge.relation} {edge.type}" if edge.type else edge.relation


def _values(values: Iterable[tuple[str, str]]) -> str:
    return f"<attvalues>{''.join(starmap(_value, values))}</attvalues>"


@lru_cache(KNOWN)
def _value(name: str, value: str) -> str:
    return f'<attvalue for="{name}" value={attribute(value)}/>'
