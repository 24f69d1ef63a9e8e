"""Other media and documents that a page cites: articles, agency reports, posts, letters, agreements, laws, links."""

from collections.abc import Container, Iterable, Mapping
from typing import Final

from sayso.extract.referring.agreements import agreements
from sayso.extract.referring.documents import cited, quotations_of
from sayso.extract.referring.links import with_links
from sayso.extract.referring.names import grounded
from sayso.extract.referring.outlets import outlets, posts, unknown
from sayso.records import Actor, Attribution, Parse, Reference

_NEAR: Final = 40  # code points between a post and the name of its platform
_UNREAD: Final = frozenset({"furniture", "title", "byline"})


def references(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    actors: Mapping[str, Actor],
    held: tuple[Reference, ...],
) -> tuple[Reference, ...]:
    """What a page cites, in text order, no two on the same words. `held` are the documents that speak on it; they keep
    their ids and get what else the page tells of them."""
    g, document = grounded(parse, actors), parse.document
    blocks = [block.span for block in document.blocks if block.kind not in _UNREAD]
    quoted = quotations_of(document.text, blocks)
    found = [
        *cited(g, document.id, held, quoted),
        *agreements(g, document.id),
        *posts(g, document.id, attributions),
        *outlets(g, document, attributions),
        *unknown(g, document),
    ]
    speaking = frozenset(reference.id for reference in held)
    kept = _once(found, speaking)
    return tuple(sorted(_once(with_links(document, kept), speaking), key=lambda reference: reference.span))


def _once(found: Iterable[Reference], speaking: Container[str]) -> list[Reference]:
    """No two on the same words, nor within each other's; and an outlet that published a document already told of is
    not told of again. Those that speak (ids) all stay: attributions name them."""
    kept: list[Reference] = []
    for reference in found:
        over = [one for one in kept if _overlap(one, reference)]
        same = reference.kind in ("article", "broadcast", "agency_report") and _is_outlet(reference)
        posted = reference.kind == "post" and any(_is_post(one, reference) for one in kept)
        if any(one.id == reference.id for one in kept):
            continue
        if reference.id in speaking:
            kept.append(reference)
            continue
        if over or posted or (same and any(_is_of(one, reference) for one in kept)):
            continue
        kept.append(reference)
    return kept


def _overlap(one: Reference, other: Reference) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _is_post(one: Reference, other: Reference) -> bool:
    """Whether a post on a platform is told of already: *a post* on *Telegram*."""
    return one.kind == "post" and one.publisher == other.publisher and 0 <= other.span[0] - one.span[1] < _NEAR


def _is_outlet(reference: Reference) -> bool:
    return reference.publisher is not None and reference.title is None and reference.url is None


def _is_of(one: Reference, outlet: Reference) -> bool:
    return one.publisher == outlet.publisher and one.kind in ("article", "broadcast", "agency_report")
