"""Graphs, maps and feeds of a selection, read back by programs of others: networkx, geojson, feedparser."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, Final
from xml.etree import ElementTree

import feedparser
import geojson
import networkx as nx

from sayso.export import feeds, gexf, graphml
from sayso.export import geojson as places
from sayso.export.graph import key
from sayso.export.markup import fit
from sayso.export.meta import Meta
from sayso.records import Chosen

META: Final = Meta(made="2024-03-02T08:00:00+00:00", version="0", base="http://127.0.0.1:8321")


def check(chosen: Sequence[Chosen]) -> list[str]:
    """What is wrong with these formats of what is chosen; nothing where all of it is there."""
    return [fault for found in (geojson_faults, graph_faults, feed_faults) for fault in found(chosen)]


def geojson_faults(chosen: Sequence[Chosen]) -> Iterator[str]:
    told = geojson.loads(b"".join(places.write(chosen, META)).decode())
    if not told.is_valid:
        yield f"geojson: {told.errors()}"
    expected = Counter(_points(chosen))
    found: Counter[tuple[str, float, float]] = Counter()
    texts = {each.reading.document.id: each.reading.document.text for each in chosen}
    for feature in told["features"]:
        about = feature["properties"]
        longitude, latitude = feature["geometry"]["coordinates"]
        found[about["event"], longitude, latitude] += 1
        if abs(longitude) > 180 or abs(latitude) > 90:
            yield f"geojson: {feature['id']} lies nowhere on the Earth"
        if about["words"] not in texts[about["document"]]:
            yield f"geojson: {feature['id']} has words that its page has not"
    if _rounded(found) != _rounded(expected):
        yield f"geojson: {(found - expected) + (expected - found)} are in one alone"


def graph_faults(chosen: Sequence[Chosen]) -> Iterator[str]:
    names, bonds = _names(chosen), _bonds(chosen)
    read = {
        "gexf": nx.read_gexf(io.BytesIO(b"".join(gexf.write(chosen, META))), version="1.3"),
        "graphml": nx.read_graphml(io.BytesIO(b"".join(graphml.write(chosen, META))), force_multigraph=True),
    }
    for format, graph in read.items():
        if set(graph) != set(names):
            yield f"{format}: {set(graph) ^ set(names)} are in one alone"
            continue
        yield from (
            f"{format}: {node} is called {about['label']!r}, which is none of {names[node]}"
            for node, about in graph.nodes(data=True)
            if about["label"] not in names[node]
        )
        found: Counter[tuple[Any, ...]] = Counter()
        for one, other, about in graph.edges(data=True):
            about.pop("id", None)
            found[one, other, about["relation"], about.get("type"), about.get("voice", "")] += int(about["weight"])
        if found != bonds:
            yield f"{format}: {(found - bonds) + (bonds - found)} are in one alone"
    if _edges(read["gexf"]) != _edges(read["graphml"]):
        yield "gexf and graphml: their edges are not the same"


def feed_faults(chosen: Sequence[Chosen]) -> Iterator[str]:
    expected = {f"urn:sayso:attribution:{item.attribution}": item for item in feeds.items(chosen, META)}
    for format, write in (("rss", feeds.rss), ("atom", feeds.atom)):
        data = b"".join(write(chosen, META))
        ElementTree.fromstring(data)  # whole XML, which a reader of feeds would put up without
        told = feedparser.parse(data)
        if told.bozo or told.version != {"rss": "rss20", "atom": "atom10"}[format]:
            yield f"{format}: {told.version} {told.get('bozo_exception')}"
        if len(told.entries) != min(feeds.MOST, len(expected)):
            yield f"{format}: {len(told.entries)} entries of {len(expected)}"
        if not told.entries:
            continue
        order = [entry["updated_parsed" if format == "atom" else "published_parsed"] for entry in told.entries]
        if order != sorted(order, reverse=True):
            yield f"{format}: its entries are not the newest first"
        yield from _entry_faults(format, told, expected)


def _entry_faults(format: str, told: Any, expected: dict[str, feeds.Item]) -> Iterator[str]:
    for entry in told.entries:
        item = expected.get(entry["id"])
        if item is None:
            yield f"{format}: there is no {entry['id']}"
            continue
        text = entry["content"][0]["value"] if format == "atom" else _plain(entry["summary"])
        if _flat(text) != _flat(fit(feeds.told(item))):
            yield f"{format}: {entry['id']} says {text!r} for {feeds.told(item)!r}"
        # RSS does not say whether a title is HTML: who reads it may take *&amp;* for *&*, or not.
        titles = {_flat(entry["title"]), *([_flat(_plain(entry["title"]))] if format == "rss" else [])}
        if _flat(fit(feeds.title(item))) not in titles:
            yield f"{format}: {entry['id']} is called {entry['title']!r} for {feeds.title(item)!r}"


def _points(chosen: Sequence[Chosen]) -> Iterator[tuple[str, float, float]]:
    for each in chosen:
        known = {place.id: place for place in each.reading.places}
        for event in each.reading.events:
            for at in event.places if event.id in each.events else ():
                place = known[at.place]
                if place.latitude is not None and place.longitude is not None:
                    yield event.id, place.longitude, place.latitude


def _rounded(points: Counter[Any]) -> Counter[Any]:
    return Counter({(event, round(x, 6), round(y, 6)): times for (event, x, y), times in points.items()})


def _names(chosen: Sequence[Chosen]) -> dict[str, set[str]]:
    """The nodes there are to be, each with the names that it may have."""
    found: dict[str, set[str]] = {}
    for each in chosen:
        names = {actor.id: fit(" ".join(actor.name.split())) or actor.id for actor in each.reading.actors}
        for one, other, *_ in _told(each, alone=True):
            for actor in filter(None, (one, other)):
                found.setdefault(key(each.joined.get(actor, actor)), set()).add(names[actor])
    return found


def _bonds(chosen: Sequence[Chosen]) -> Counter[Any]:
    """How often there is to be an edge, by its ends, kind, type and voice."""
    found: Counter[Any] = Counter()
    for each in chosen:
        for one, other, *told in _told(each):
            found[key(each.joined.get(one, one)), key(each.joined.get(other, other)), *told] += 1
    return found


def _told(chosen: Chosen, alone: bool = False) -> Iterator[tuple[Any, ...]]:
    """Pairs of actors as a reading has them, but for what is judged wrong; with `alone` those in no pair too."""
    wrong = {id for id, verdict in chosen.verdicts.items() if verdict == "wrong"}
    reading, text = chosen.reading, chosen.reading.document.text
    names = {actor.id: " ".join(actor.name.split()) or actor.id for actor in reading.actors}
    voices: dict[str | None, str] = {None: reading.document.publisher or ""}
    for said in reading.attributions:
        words = " … ".join(text[slice(*span)] for span in said.source)
        voices[said.id] = "; ".join(names[actor] for actor in said.speakers) or words
    things = [
        (said.speakers, said.about, "speaks_of", said.act, said.outer)
        for said in reading.attributions
        if said.id in chosen.attributions - wrong
    ] + [
        (_actors(event.actors), _actors(event.targets), "acts_on", event.type, event.voice)
        for event in reading.events
        if event.id in chosen.events and not {event.voice, event.attribution} & wrong
    ]
    for ones, others, relation, type, voice in things:
        if alone:
            yield from ((one, None) for one in (*ones, *others))
        for one in ones:
            yield from ((one, other, relation, type, fit(voices[voice])) for other in others)


def _actors(parties: Sequence[Any]) -> tuple[str, ...]:
    return tuple(party.actor for party in parties if party.actor is not None)


def _edges(graph: Any) -> Counter[Any]:
    """What the edges of a graph carry."""
    left_out = ("id", "label")
    return Counter(
        (one, other, tuple(sorted((name, str(value)) for name, value in about.items() if name not in left_out)))
        for one, other, about in graph.edges(data=True)
    )


def _plain(html: str) -> str:
    """What a browser would show of a text without tags."""
    return unescape(html)


def _flat(text: str) -> str:
    return " ".join(text.split())
