"""Whether the formats of the web say what was chosen, read back by programs of others: rdflib and pyld read the linked
data, FollowTheMoney's own model its entities.

The contexts of the vocabularies are not fetched: of each, the terms that sayso writes stand here with what the
published context makes of them.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final
from unicodedata import category, normalize
from warnings import catch_warnings, simplefilter

from sayso.export import annotations, claims, ftm
from sayso.export.addressing import Addresses
from sayso.export.meta import Meta
from sayso.records import Chosen

META: Final = Meta(made="2024-05-01T10:00:00+00:00", version="0", base="https://ledger.example")
_UNSEEN: Final = ("Cc", "Cf", "Zl", "Zp")
OA: Final = "http://www.w3.org/ns/oa#"
SCHEMA: Final = "http://schema.org/"
_AS: Final = "http://www.w3.org/ns/activitystreams#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def _ids(prefix: str, *names: str) -> dict[str, Any]:
    return {name: {"@id": f"{prefix}{name}", "@type": "@id"} for name in names}


def _plain(prefix: str, *names: str) -> dict[str, Any]:
    return {name: f"{prefix}{name}" for name in names}


ANNO_CONTEXT: Final[dict[str, Any]] = {
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    **_plain(OA, "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector"),
    **_plain(OA, "TimeState", "exact", "prefix", "suffix"),
    **_plain(OA, "assessing", "classifying", "describing", "highlighting", "identifying", "linking", "tagging"),
    **_plain(_FOAF, "Person", "Organization", "name"),
    "AnnotationCollection": f"{_AS}OrderedCollection",
    "AnnotationPage": f"{_AS}OrderedCollectionPage",
    "Software": f"{_AS}Application",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "state": {"@id": f"{OA}hasState", "@type": "@id"},
    "cached": {"@id": f"{OA}cachedSource", "@type": "@id"},
    "sourceDate": {"@id": f"{OA}sourceDate", "@type": f"{_XSD}dateTime"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "start": {"@id": f"{OA}start", "@type": f"{_XSD}nonNegativeInteger"},
    "end": {"@id": f"{OA}end", "@type": f"{_XSD}nonNegativeInteger"},
    "value": f"{_RDF}value",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "items": {"@id": f"{_AS}items", "@type": "@id", "@container": "@list"},
    "first": {"@id": f"{_AS}first", "@type": "@id"},
    "partOf": {"@id": f"{_AS}partOf", "@type": "@id"},
    "startIndex": {"@id": f"{_AS}startIndex", "@type": f"{_XSD}nonNegativeInteger"},
    "total": {"@id": f"{_AS}totalItems", "@type": f"{_XSD}nonNegativeInteger"},
    "generator": {"@id": f"{_AS}generator", "@type": "@id"},
    "generated": {"@id": f"{_DCTERMS}issued", "@type": f"{_XSD}dateTime"},
}
CLAIM_CONTEXT: Final[dict[str, Any]] = {
    "@vocab": SCHEMA,
    **_ids(SCHEMA, "url"),
    "datePublished": {"@id": f"{SCHEMA}datePublished", "@type": f"{SCHEMA}Date"},
}


def check(chosen: Sequence[Chosen]) -> list[str]:
    """What the formats do not say as it was chosen; nothing where all is there."""
    with catch_warnings():
        simplefilter("ignore")  # the libraries' own, of parts of theirs that they will replace
        return [*_annotations(chosen), *_claims(chosen), *_entities(chosen)]


def expanded(data: bytes, context: dict[str, Any]) -> list[Any]:
    """A JSON-LD document as pyld understands it, with this context in place of the one that it names."""
    from pyld import jsonld  # type: ignore[import-untyped, unused-ignore]

    found: list[Any] = jsonld.expand({**json.loads(data), "@context": context})
    return found


def _annotations(chosen: Sequence[Chosen]) -> Iterator[str]:
    from rdflib import Graph, URIRef
    from rdflib.namespace import RDF

    told = json.loads(data := b"".join(annotations.write(chosen, META)))
    items = told["first"]["items"]
    if told["total"] != len(items) or len({each["id"] for each in items}) != len(items):
        yield f"annotations: {told['total']} are told, {len(items)} are there"
    graph = Graph().parse(data=json.dumps({**told, "@context": ANNO_CONTEXT}), format="json-ld")
    made = set(graph.subjects(RDF.type, URIRef(f"{OA}Annotation")))
    if len(made) != len(items):
        yield f"annotations: rdflib sees {len(made)} of {len(items)}"
    by_id = {str(node["@id"]): node for node in _nodes(expanded(data, ANNO_CONTEXT))}
    places = Addresses(META.base)
    for one in chosen:
        text = one.reading.document.text
        for each in one.reading.attributions:
            if each.id in one.attributions:
                here = places.attribution(one.reading.document.id, each.id)
                for role in ("source", "cue", "content"):
                    wanted = [(start, end, text[start:end]) for start, end in getattr(each, role)]
                    if (found := sorted(_selected(by_id.get(f"{here}#{role}")))) != wanted:
                        yield f"annotations: {role} of {each.id} is {found}, not {wanted}"
        for event in one.reading.events:
            if event.id in one.events:
                here = places.event(one.reading.document.id, event.id)
                wanted = [(start, end, text[start:end]) for start, end in event.trigger]
                if (found := sorted(_selected(by_id.get(f"{here}#trigger")))) != wanted:
                    yield f"annotations: trigger of {event.id} is {found}, not {wanted}"


def _visible(*values: str) -> set[str]:
    """What the model keeps of values: it drops what is not seen, and composes letters and their accents."""
    kept = ("".join(each for each in value if category(each) not in _UNSEEN) for value in values)
    return {"".join(normalize("NFC", each).split()) for each in kept} - {""}


def _nodes(value: Any) -> Iterator[Any]:
    """The annotations in an expanded document."""
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)
    elif isinstance(value, dict):
        if f"{OA}Annotation" in value.get("@type", []):
            yield value
        else:
            for each in value.values():
                yield from _nodes(each)


def _selected(node: Any) -> Iterator[tuple[int, int, str]]:
    """Start, end and exact words of each target of an expanded annotation."""
    for target in (node or {}).get(f"{OA}hasTarget", []):
        both = {each["@type"][0]: each for each in target.get(f"{OA}hasSelector", [])}
        if len(both) == 2:
            position, quote = both[f"{OA}TextPositionSelector"], both[f"{OA}TextQuoteSelector"]
            start, end = (int(position[f"{OA}{name}"][0]["@value"]) for name in ("start", "end"))
            yield start, end, quote[f"{OA}exact"][0]["@value"]


def _claims(chosen: Sequence[Chosen]) -> Iterator[str]:
    data = b"".join(claims.write(chosen, META))
    if b"ClaimReview" in data or b"Rating" in data:
        yield "claims: a rating"
    found = {node["@id"]: node for node in expanded(data, CLAIM_CONTEXT) if f"{SCHEMA}Claim" in node.get("@type", [])}
    wanted = 0
    for one in chosen:
        document = one.reading.document
        names = {actor.id: " ".join(actor.name.split()) or actor.id for actor in one.reading.actors}
        for each in one.reading.attributions:
            if each.id not in one.attributions or each.negated:
                continue
            wanted += 1
            node = found.get(Addresses(META.base).attribution(document.id, each.id), {})
            words = node.get(f"{SCHEMA}text", [{}])[0].get("@value", "")
            if not all(" ".join(document.text[a:b].split()) in words for a, b in each.content):
                yield f"claims: {each.id} has the text {words!r}"
            authors = sorted(author[f"{SCHEMA}name"][0]["@value"] for author in node.get(f"{SCHEMA}author", []))
            if authors != sorted(names[key] for key in each.speakers):
                yield f"claims: {each.id} has the authors {authors}"
    if len(found) != wanted:
        yield f"claims: {len(found)} of {wanted}"


def _entities(chosen: Sequence[Chosen]) -> Iterator[str]:
    from followthemoney import model

    entities: dict[str, Any] = {}
    for line in b"".join(ftm.write(chosen, META)).splitlines():
        given = json.loads(line)
        entity = model.get_proxy(given, cleaned=False)
        entity.schema.validate({**entity.to_dict()})  # type: ignore[typeddict-item, unused-ignore]
        for name, values in given["properties"].items():
            if _visible(*entity.get(name)) != _visible(*values):
                yield f"ftm: {given['id']}: the model makes {entity.get(name)} of {name} {values}"
        if given["id"] in entities:
            yield f"ftm: {given['id']} comes twice"
        entities[given["id"]] = entity
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                there = entities.get(value)
                if there is None or not there.schema.is_a(prop.range):
                    yield f"ftm: {entity.id}: {prop.name} is {value}, which is no {prop.range.name} here"
    for one in chosen:
        wanted = {f"attribution-{id}" for id in one.attributions} | {f"event-{id}" for id in one.events}
        if lacking := wanted - entities.keys():
            yield f"ftm: {', '.join(sorted(lacking))} are not there"
