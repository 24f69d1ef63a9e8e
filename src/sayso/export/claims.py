"""schema.org `Claim` in JSON-LD: what somebody claims, where it appeared, and when. Never a rating.

An attribution is a claim where somebody says something; where the cue is negated (*did not say*) nobody claims
anything. Where the content alone would be another claim than the speaker's (*denied that …*, *asked whether …*), `text`
has all the words of the attribution.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import json

from sayso.export.addressing import Addresses
from sayso.export.listing import lines, parted
from sayso.export.markup import address
from sayso.export.meta import Meta
from sayso.export.saying import in_full
from sayso.export.voiced import Voiced
from sayso.records import Act, Actor, ActorKind, Attribution, Chosen, Document, Reference, ReferenceKind

CONTEXT: Final = "https://schema.org"
# The acts of which the content is what the speaker holds to be so.
HELD: Final[frozenset[Act]] = frozenset({"state", "admit", "predict", "believe", "warn"})
_SORTS: Final[dict[ActorKind, str]] = {
    "person": "Person",
    "state": "GovernmentOrganization",
    "government": "GovernmentOrganization",
    "military": "Organization",
    "armed_group": "Organization",
    "party": "Organization",
    "organization": "Organization",
    "alliance": "Organization",
    "media": "Organization",
}
_WORKS: Final[dict[ReferenceKind, str]] = {
    "article": "Article",
    "post": "SocialMediaPosting",
    "report": "Report",
    "law": "Legislation",
}

Object = dict[str, Any]


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """One JSON-LD document: a graph of claims, one a line."""
    return whole((piece((one,), meta) for one in chosen), meta)


def piece(chosen: Iterable[Chosen], meta: Meta) -> bytes:
    """The claims of some documents."""
    places = Addresses(meta.base)
    return lines(claim for one in chosen for claim in claims(one, places))


def whole(pieces: Iterable[bytes], _: Meta) -> Iterator[bytes]:
    """The document of these pieces."""
    yield json.encode({"@context": CONTEXT})[:-1] + b',"@graph":['
    yield from parted(pieces, b"\n")
    yield b"\n]}\n"


def claims(chosen: Chosen, places: Addresses) -> Iterator[Object]:
    """The claims among the chosen attributions of one document, in text order."""
    page = Voiced(chosen)
    appearance = _appearance(page.document, places)
    yield from (_claim(page, each, places, appearance) for each in page.said() if is_claim(each))


def is_claim(attribution: Attribution) -> bool:
    """Whether somebody says something, and does not leave it unsaid."""
    return not attribution.negated


def _claim(page: Voiced, one: Attribution, places: Addresses, appearance: Object) -> Object:
    document = page.document
    held = one.act in HELD and bool(one.content)
    cited = next((each for each in page.chosen.reading.references if each.id == one.document), None)
    return _told(
        {
            "@type": "Claim",
            "@id": places.attribution(document.id, one.id),
            "text": page.line(one.content) if held else in_full(page, one),
            "author": [_who(page, key, places) for key in one.speakers],
            "creditText": page.line(one.source),
            "datePublished": document.published,
            "inLanguage": document.language,
            "about": [_who(page, key, places) for key in one.about],
            "appearance": appearance,
            "firstAppearance": _cited(cited) if cited else None,
        }
    )


def _appearance(document: Document, places: Addresses) -> Object:
    """The page on which a claim stands."""
    return _told(
        {
            "@type": "WebPage",
            "@id": places.document(document.id),
            "url": address(document.url),
            "name": document.title,
            "author": {"name": document.author} if document.author else None,
            "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
            "datePublished": document.published,
            "inLanguage": document.language,
        }
    )


def _cited(reference: Reference) -> Object:
    """What the page itself cites as that in which the claim was made; nothing where it tells no more of it."""
    told = _told(
        {
            "url": address(reference.url),
            "name": reference.title,
            "author": {"name": reference.author} if reference.author else None,
            "publisher": {"@type": "Organization", "name": reference.publisher} if reference.publisher else None,
        }
    )
    return {"@type": _WORKS.get(reference.kind, "CreativeWork"), **told} if told else {}


def _who(page: Voiced, key: str, places: Addresses) -> Object:
    return {**_sort(page.actors[key]), "@id": places.actor(page.key(key)), "name": page.name(key)}


def _sort(actor: Actor) -> Object:
    """The type of an actor; of a people, a process and somebody unnamed schema.org has none that would be true."""
    return {"@type": _SORTS[actor.kind]} if actor.kind in _SORTS else {}


def _told(fields: Object) -> Object:
    """What is known of them."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
