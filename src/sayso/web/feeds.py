"""A saved search as a feed: the newest attributions of a selection, for readers of RSS and of Atom."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from fastapi import Request, Response

from sayso import __version__
from sayso.export.feeds import MOST, Item, atom_of, of_hit, rss_of
from sayso.export.meta import Meta
from sayso.ledger import View
from sayso.records import Document, Selection
from sayso.web.answers import Viewed
from sayso.web.selecting import Asked
from sayso.web.wire import HEADERS

Written = Callable[[Iterator[Item], Meta], Iterator[bytes]]


def show_rss(request: Request, view: Viewed, asked: Asked) -> Response:
    """The newest attributions of a selection as RSS 2.0."""
    return _feed(request, view, asked, rss_of, "application/rss+xml")


def show_atom(request: Request, view: Viewed, asked: Asked) -> Response:
    """The newest attributions of a selection as Atom 1.0."""
    return _feed(request, view, asked, atom_of, "application/atom+xml")


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {"/feeds/rss": show_rss, "/feeds/atom": show_atom}


def _feed(request: Request, view: View, asked: Selection, write: Written, media_type: str) -> Response:
    """A feed, or 304 where the ledger is as it was when the asking program got it last."""
    base = str(request.base_url).rstrip("/")
    state = sha256(repr((base, asked, view.state(), __version__)).encode()).hexdigest()[:32]
    headers = {**HEADERS, "etag": f'"{state}"'}
    if state in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    meta = Meta(made=datetime.now(UTC).isoformat(timespec="seconds"), version=__version__, base=base, selection=asked)
    return Response(b"".join(write(_items(view, asked), meta)), 200, headers, media_type)


def _items(view: View, asked: Selection) -> Iterator[Item]:
    documents: dict[str, Document] = {}
    for hit in view.selected(asked, "newest", 2 * MOST).hits:  # some of which may be judged wrong
        if hit.verdict != "wrong" or asked.verdict == "wrong":
            id = hit.document.id
            documents[id] = documents.get(id) or view.reading(id).document
            yield of_hit(hit, documents[id])
