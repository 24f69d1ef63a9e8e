"""Links within what is read of a page: other pages that it cites."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec import structs

from sayso.ids import thing_id
from sayso.lexicon.outlets import HOSTS
from sayso.records import Document, Link, Reference, ReferenceKind, Span

READ: Final = frozenset({"paragraph", "quote", "list_item", "caption", "heading"})
# Pages that list others or sell something are no documents cited.
_LISTING: Final = re.compile(
    r"/(tags?|categor(y|ies)|topics?|authors?|people|profiles?|search|by|users?|contributors?|hashtag|subscribe|newsletters?"
    r"|donate|login|account|about|contact)(/|$)",
    re.IGNORECASE,
)
_FILES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")


def linked(document: Document) -> tuple[Link, ...]:
    """The links that lead from what is read of a page to other documents, each address once."""
    starts = [block.span[0] for block in document.blocks]
    found: dict[str, Link] = {}
    own = _host(document.url or "")
    for link in document.links:
        i = bisect_right(starts, link.span[0]) - 1
        inside = i >= 0 and document.blocks[i].kind in READ and link.span[1] <= document.blocks[i].span[1]
        if inside and link.span[0] < link.span[1] and _is_document(link.url, own, document.url):
            found.setdefault(_address(link.url), link)
    return tuple(found.values())


def _is_document(url: str, own: str, page: str | None) -> bool:
    """Whether an address is that of a document, not of a site's front page, a list, or this page."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") and not (own and url.startswith("/") and not url.startswith("//")):
        return False
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return False
    here = _host(url) in (own, "")
    same = here and path == urlsplit(page or "").path.rstrip("/")
    return (
        not same
        and not path.lower().endswith(_FILES)
        and not (_LISTING.search(parts.path) and here)
        and not _profile(url)
    )


def _profile(url: str) -> bool:
    """A person's page on a platform, rather than a post of theirs: twitter.com/name."""
    return HOSTS.get(_host(url)) == "post" and len(urlsplit(url).path.strip("/").split("/")) < 2


def _host(url: str) -> str:
    host = urlsplit(url).netloc.lower().rpartition("@")[2].partition(":")[0]
    return host.removeprefix("www.").removeprefix("mobile.").removeprefix("m.").removeprefix("en.")


def _address(url: str) -> str:
    return url.partition("#")[0].rstrip("/")


def with_links(document: Document, references: Sequence[Reference]) -> Iterator[Reference]:
    """The references with the address of the link that each stands in or holds, then the links that are left."""
    links = linked(document)
    used: set[Link] = set()
    taken = {reference.url for reference in references if reference.url}
    for reference in references:
        link = next((one for one in links if one not in used and _touch(one.span, reference.span)), None)
        if link is None or reference.url:
            yield reference
            continue
        used.add(link)
        yield structs.replace(reference, url=link.url)
    spans = {reference.span for reference in references}
    for link in links:
        if link not in used and link.url not in taken and link.span not in spans:
            yield _reference(document, link)


def _touch(link: Span, reference: Span) -> bool:
    """Whether a link stands in the words of a reference or right behind them: the book *The Long War*."""
    return (link[0] < reference[1] and reference[0] < link[1]) or 0 <= link[0] - reference[1] <= 1


def _reference(document: Document, link: Link) -> Reference:
    host = _host(link.url) or _host(document.url or "")
    return Reference(
        id=thing_id(document.id, "reference", (link.span,)),
        span=link.span,
        kind=_kind(host, link.url),
        publisher=host or None,
        url=link.url,
    )


def _kind(host: str, url: str) -> ReferenceKind:
    known = next((kind for name, kind in HOSTS.items() if host == name or host.endswith("." + name)), None)
    return known or ("report" if urlsplit(url).path.lower().endswith(".pdf") else "article")
