"""Signed graphs parted into blocs: friendly ties within, hostile ones between, as far as that can be."""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.Graph[str]

STRANGERS: Final = 0.01  # what two of a bloc who have no tie count against it, so that no weak tie joins large blocs
_RESTARTS: Final = 24
_SEED: Final = 20240229
Labels = dict[str, int]


def graph(edges: Iterable[tuple[str, str, float]]) -> "Graph":
    """The signed graph of pairs with weights; those of one pair are added up."""
    import networkx as nx

    out: Graph = nx.Graph()
    for one, other, weight in edges:
        if one != other:
            before = out.edges[one, other]["weight"] if out.has_edge(one, other) else 0.0
            out.add_edge(one, other, weight=before + weight)
    return out


def blocs(signed: "Graph") -> tuple[tuple[str, ...], ...]:
    """The nodes in blocs, the best of many local searches; the same for the same graph. Largest first, then by name.

    Best is the most weight within blocs (hostile ties count below nothing). Each part that hangs together by friendly
    ties is parted by itself: nothing else can bring two nodes together.
    """
    import networkx as nx

    friendly: Graph = nx.Graph([pair for pair in signed.edges if signed.edges[pair]["weight"] > 0])
    friendly.add_nodes_from(signed)
    found: list[tuple[str, ...]] = []
    for part in nx.connected_components(friendly):
        found += _parted(signed, sorted(part))
    return tuple(sorted(found, key=lambda members: (-len(members), members)))


def _parted(signed: "Graph", nodes: Sequence[str]) -> list[tuple[str, ...]]:
    ties = {node: {other: edge["weight"] for other, edge in signed.adj[node].items()} for node in nodes}
    inside = set(nodes)
    ties = {node: {other: w for other, w in near.items() if other in inside} for node, near in ties.items()}
    chance = random.Random(_SEED)
    tries = [_searched(ties, dict.fromkeys(nodes, 0), nodes)]
    for turn in range(_RESTARTS if len(nodes) > 2 else 1):
        order = chance.sample(nodes, len(nodes))
        # From each alone and from halves drawn by chance in turn: either start alone can miss the best.
        start = {node: chance.randrange(2) if turn % 2 else i for i, node in enumerate(nodes)}
        tries.append(_searched(ties, start, order))
    best = max(tries, key=lambda labels: round(_worth(ties, labels), 9))
    return [tuple(sorted(node for node in nodes if best[node] == label)) for label in sorted(set(best.values()))]


def _searched(ties: Mapping[str, Mapping[str, float]], labels: Labels, order: Sequence[str]) -> Labels:
    """Move single nodes, then whole blocs together, as long as that makes more of it."""
    while _moved(ties, labels, order) or _merged(ties, labels):
        pass
    return labels


def _moved(ties: Mapping[str, Mapping[str, float]], labels: Labels, order: Sequence[str]) -> bool:
    """Put each node where it is best, or by itself; whether any was moved."""
    sizes = _sizes(labels)
    moved = False
    for node in order:
        here = labels[node]
        gains = {here: 0.0}
        for other, weight in ties[node].items():
            gains[labels[other]] = gains.get(labels[other], 0.0) + weight + STRANGERS
        gains = {label: gain - STRANGERS * (sizes[label] - (label == here)) for label, gain in gains.items()}
        gains[max(sizes) + 1] = 0.0
        best = max(gains, key=lambda label: (round(gains[label], 9), label == here, -label))
        if best != here:
            labels[node], moved = best, True
            sizes = _sizes(labels)
    return moved


def _merged(ties: Mapping[str, Mapping[str, float]], labels: Labels) -> bool:
    """Join the two blocs that gain most by it; whether any were."""
    gains: dict[tuple[int, int], float] = {}
    for one, near in ties.items():
        for other, weight in near.items():
            if one < other and labels[one] != labels[other]:
                pair = (min(labels[one], labels[other]), max(labels[one], labels[other]))
                gains[pair] = gains.get(pair, 0.0) + weight + STRANGERS
    sizes = _sizes(labels)
    gains = {pair: gain - STRANGERS * sizes[pair[0]] * sizes[pair[1]] for pair, gain in gains.items()}
    best = max(gains, key=lambda pair: (round(gains[pair], 9), pair), default=None)
    if best is None or gains[best] <= 1e-9:
        return False
    labels.update({node: best[0] for node, label in labels.items() if label == best[1]})
    return True


def _sizes(labels: Labels) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for label in labels.values():
        sizes[label] = sizes.get(label, 0) + 1
    return sizes


def _worth(ties: Mapping[str, Mapping[str, float]], labels: Labels) -> float:
    """The weight within blocs, less what those in them cost who have no tie."""
    within = sum(
        weight + STRANGERS
        for one, near in ties.items()
        for other, weight in near.items()
        if one < other and labels[one] == labels[other]
    )
    return within - STRANGERS * sum(size * (size - 1) / 2 for size in _sizes(labels).values())
