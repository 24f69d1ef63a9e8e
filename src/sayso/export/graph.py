"""The graph of a selection: actors, who speaks of whom, and who is said to do what to whom, on whose say-so.

It is put together in memory, which grows with the actors and with the ways in which one is told to stand to another,
not with pages. What a person judged to be said by nobody is in it only where it is asked for.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import product
from sys import intern
from typing import Final, Literal

from msgspec import Struct, field, msgpack

from sayso.export.markup import KNOWN, attribute, unfit
from sayso.export.meta import Meta
from sayso.export.voiced import Voiced
from sayso.records import Attribution, Chosen, Event

Kind = Literal["string", "integer", "boolean"]
Value = str | None
Relation = Literal["speaks_of", "acts_on"]

_PLAIN: Final = re.compile(r"[^A-Za-z0-9._\-]")


class Node(Struct, array_like=True, gc=False):
    """An actor, and in how much of the selection it is what. `own` tells that the name is that of the actor itself,
    not of one joined with it."""

    id: str
    name: str
    kind: str | None = None
    country: str | None = None
    own: bool = False
    says: int = 0
    spoken_of: int = 0
    acts: int = 0
    acted_on: int = 0


class Edge(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A way in which one actor is told to stand to another (ids): `type` is an act, or a type of event."""

    source: str
    target: str
    relation: Relation
    type: str | None
    status: str | None = None
    negated: bool = False
    hedged: bool = False
    voice: tuple[str, ...] = ()
    voice_ids: tuple[str, ...] = ()
    voice_kind: str | None = None


class Weight(Struct, array_like=True, gc=False):
    """How often, when, and where it is told: days of what is told, and those of publication."""

    count: int = 0
    first: str | None = None
    last: str | None = None
    starts: bool = False
    ends: bool = False
    published_first: str | None = None
    published_last: str | None = None
    publishers: tuple[str, ...] = ()

    @property
    def start(self) -> str | None:
        """The first day that is told, where any first day is."""
        return self.first if self.starts else None

    @property
    def end(self) -> str | None:
        return self.last if self.ends else None


class Graph(Struct, array_like=True):
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[Edge, Weight] = field(default_factory=dict)


def _yes(value: bool) -> str:
    return "true" if value else "false"


# What a node and an edge carry: name, type, where it comes from. What is not known is left out.
NODE: Final[Mapping[str, tuple[Kind, Callable[[Node], Value]]]] = {
    "actor": ("string", lambda node: node.id),
    "kind": ("string", lambda node: node.kind),
    "country": ("string", lambda node: node.country),
    "says": ("integer", lambda node: str(node.says)),
    "spoken_of": ("integer", lambda node: str(node.spoken_of)),
    "acts": ("integer", lambda node: str(node.acts)),
    "acted_on": ("integer", lambda node: str(node.acted_on)),
}
EDGE: Final[Mapping[str, tuple[Kind, Callable[[Edge, Weight], Value]]]] = {
    "relation": ("string", lambda edge, _: edge.relation),
    "type": ("string", lambda edge, _: edge.type),
    "status": ("string", lambda edge, _: edge.status),
    "negated": ("boolean", lambda edge, _: _yes(edge.negated)),
    "hedged": ("boolean", lambda edge, _: _yes(edge.hedged)),
    "voice": ("string", lambda edge, _: "; ".join(edge.voice)),
    "voice_ids": ("string", lambda edge, _: " ".join(edge.voice_ids)),
    "voice_kind": ("string", lambda edge, _: edge.voice_kind),
    "publishers": ("string", lambda _, weight: "; ".join(weight.publishers)),
    "published_first": ("string", lambda _, weight: weight.published_first),
    "published_last": ("string", lambda _, weight: weight.published_last),
}


def graph(chosen: Iterable[Chosen], meta: Meta) -> Graph:
    """All that is chosen, as one graph."""
    made, wrong = Graph(), meta.selection.verdict == "wrong"
    for each in chosen:
        page = Voiced(each)
        left_out = frozenset() if wrong else {id for id, verdict in each.verdicts.items() if verdict == "wrong"}
        for attribution in page.said():
            if attribution.id not in left_out:
                _speaks(made, page, attribution)
        for event in page.happened():
            if not left_out & {event.voice, event.attribution}:
                _acts(made, page, event)
    return made


def piece(chosen: Iterable[Chosen], meta: Meta) -> bytes:
    """The graph of some documents, packed."""
    return msgpack.encode(graph(chosen, meta))


def merged(pieces: Iterable[bytes]) -> Graph:
    """The graph of all documents, of the graphs of some of them in their order."""
    made, decoder = Graph(), msgpack.Decoder(Graph)
    for other in map(decoder.decode, pieces):
        for id, node in other.nodes.items():
            if (same := made.nodes.setdefault(id, node)) is not node:
                _join(same, node)
        for edge, weight in other.edges.items():
            if (known := made.edges.get(edge)) is None:
                made.edges[edge] = _shared(weight)
            else:
                _more(known, weight)
    return made


def key(actor: str) -> str:
    """An actor's id as one that every format takes: what is neither letter, digit, dot, hyphen nor underscore is
    written as its number between colons."""
    return _PLAIN.sub(lambda found: f":{ord(found[0]):x}:", actor)


@lru_cache(KNOWN)
def id_of(actor: str) -> str:
    """The same as the value of an attribute."""
    return attribute(key(actor))


def of_node(node: Node) -> list[tuple[str, str]]:
    """What is known of a node, as it is written."""
    return [(name, told) for name, (_, value) in NODE.items() if (told := value(node))]


def of_edge(edge: Edge, weight: Weight) -> list[tuple[str, str]]:
    return [(name, told) for name, (_, value) in EDGE.items() if (told := value(edge, weight))]


def about(made: Graph) -> str:
    """What is said of the graph as a whole."""
    said = (
        "Who speaks of whom, and who is said to do what to whom. Every edge is somebody's word: its voice says whose."
    )
    replaced = sum(unfit(node.name) + unfit(node.id) for node in made.nodes.values())
    replaced += sum(
        unfit(words)
        for edge, weight in made.edges.items()
        for words in (*edge.voice, *edge.voice_ids, *weight.publishers)
    )
    return said + (f" {replaced} characters that XML cannot hold are replaced by U+FFFD." if replaced else "")


def _speaks(made: Graph, page: Voiced, attribution: Attribution) -> None:
    voice = page.voice(attribution.outer)
    speakers, about = _once(page, attribution.speakers), _once(page, attribution.about)
    for speaker in speakers:
        _node(made, page, speaker).says += 1
    for other in about:
        _node(made, page, other).spoken_of += 1
    for speaker, other in product(speakers, about):
        edge = Edge(
            source=page.key(speaker), target=page.key(other), relation="speaks_of", type=attribution.act,
            negated=bool(attribution.negated), hedged=bool(attribution.hedges), voice=voice.names,
            voice_ids=voice.ids, voice_kind=voice.kind,
        )  # fmt: skip
        _weigh(made, page, edge, page.published, page.published)


def _acts(made: Graph, page: Voiced, event: Event) -> None:
    voice, days = page.voice(event.voice), page.days(event)
    actors, targets = (
        _once(page, (party.actor for party in side if party.actor is not None))
        for side in (event.actors, event.targets)
    )
    for actor in actors:
        _node(made, page, actor).acts += 1
    for target in targets:
        _node(made, page, target).acted_on += 1
    for actor, target in product(actors, targets):
        edge = Edge(
            source=page.key(actor), target=page.key(target), relation="acts_on", type=event.type, status=event.status,
            negated=event.negated, hedged=bool(event.hedges), voice=voice.names,
            voice_ids=voice.ids, voice_kind=voice.kind,
        )  # fmt: skip
        _weigh(made, page, edge, *days)


def _once(page: Voiced, actors: Iterable[str]) -> tuple[str, ...]:
    """Actors without those that are the same as one before."""
    found: dict[str, str] = {}
    for actor in actors:
        found.setdefault(page.key(actor), actor)
    return tuple(found.values())


def _node(made: Graph, page: Voiced, actor: str) -> Node:
    id = page.key(actor)
    node = made.nodes.setdefault(id, Node(id, page.name(actor)))
    known = page.actors.get(actor)
    if known is not None:
        if id == actor and not node.own and known.name.strip():
            node.name, node.own = page.name(actor), True
        node.kind, node.country = node.kind or known.kind, node.country or known.country
    return node


def _join(node: Node, other: Node) -> None:
    """What is known of an actor from both, in the first."""
    if other.own and not node.own:
        node.name, node.own = other.name, True
    node.kind, node.country = node.kind or other.kind, node.country or other.country
    node.says, node.spoken_of = node.says + other.says, node.spoken_of + other.spoken_of
    node.acts, node.acted_on = node.acts + other.acts, node.acted_on + other.acted_on


def _weigh(made: Graph, page: Voiced, edge: Edge, first: str | None, last: str | None) -> None:
    days, published, publisher = _bounds(first, last), page.published, page.document.publisher
    publishers = (publisher,) if publisher else ()
    weight = Weight(1, *days, first is not None, last is not None, published, published, publishers)
    if (known := made.edges.setdefault(edge, weight)) is not weight:
        _more(known, weight)


def _more(weight: Weight, other: Weight) -> None:
    """What both have, in the first."""
    weight.count += other.count
    weight.first, weight.last = _bounds(weight.first, weight.last, other.first, other.last)
    weight.starts, weight.ends = weight.starts or other.starts, weight.ends or other.ends
    weight.published_first, weight.published_last = _bounds(
        weight.published_first, weight.published_last, other.published_first, other.published_last
    )
    if not set(other.publishers).issubset(weight.publishers):
        weight.publishers = tuple(dict.fromkeys((*weight.publishers, *other.publishers)))


def _shared(weight: Weight) -> Weight:
    """The same, of words that are in memory once: days and publishers, of which there are few."""
    return Weight(
        weight.count,
        _once_kept(weight.first),
        _once_kept(weight.last),
        weight.starts,
        weight.ends,
        _once_kept(weight.published_first),
        _once_kept(weight.published_last),
        tuple(map(intern, weight.publishers)),
    )


def _once_kept(words: str | None) -> str | None:
    return None if words is None else intern(words)


def _bounds(*days: str | None) -> tuple[str | None, str | None]:
    """The first and the last of days that are told."""
    told = [day for day in days if day]
    return min(told, default=None), max(told, default=None)
