"""A described system as GraphML, for programs that draw and measure graphs."""

from collections.abc import Iterable

from sayso.compare.describing.told import Claim, System

_NONE = ""  # GraphML has no empty value


def graphml(system: System) -> bytes:
    """Actors as nodes (name, kind, country, bloc: its number from 1, 0 for none), ties as edges (sign, weight,
    friendly, hostile, count, voices, words), in UTF-8."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for actor in system.actors:
        bloc = 0 if actor.bloc is None else actor.bloc + 1
        graph.add_node(
            actor.id, name=_text(actor.name), kind=actor.kind or _NONE, country=actor.country or _NONE, bloc=bloc
        )
    for tie in system.ties:
        graph.add_edge(
            tie.one,
            tie.other,
            sign=tie.sign,
            weight=tie.weight,
            friendly=tie.friendly,
            hostile=tie.hostile,
            count=len(tie.claims),
            voices=_joined(_voice(claim) for claim in tie.claims),
            words=_joined(" ".join(claim.basis.words.split()) for claim in tie.claims),
        )
    return "\n".join(nx.generate_graphml(graph)).encode() + b"\n"


def _voice(claim: Claim) -> str:
    voice = claim.basis.voice
    return f"{voice.name} (page)" if voice.page else voice.name


def _joined(words: Iterable[str]) -> str:
    return _text("; ".join(dict.fromkeys(words)))


def _text(words: str) -> str:
    """Without what XML cannot hold."""
    return "".join(
        each
        for each in words
        if each in "\t\n\r" or (each >= " " and not "\ud800" <= each <= "\udfff" and each not in "\ufffe\uffff")
    )
