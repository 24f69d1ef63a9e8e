"""The pages of one document: the reader, its versions and what changed between them, the original bytes."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from sayso.compare.changes import between, pair, shared_address
from sayso.ledger import View
from sayso.web.added import added
from sayso.web.answers import Forms, Viewed, page
from sayso.web.echoed import echoes
from sayso.web.pages import Shown, shown
from sayso.web.showing import Layered, Layers, Pointed, Pointing
from sayso.web.verdicts import judged, standing
from sayso.web.wire import HEADERS

# What an original is called where it is downloaded; a browser is told of none of these what it is.
ENDINGS: Final[Mapping[str, str]] = {
    "text/html": "html", "application/xhtml+xml": "xhtml", "text/plain": "txt", "application/pdf": "pdf",
    "application/json": "json", "text/xml": "xml", "application/xml": "xml", "multipart/related": "mht",
}  # fmt: skip
NOWHERE: Final = Pointing()
INERT: Final = {"content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff"}


def show_document(request: Request, view: Viewed, forms: Forms, layers: Layers, at: Pointed, name: str) -> Response:
    """A document and its attributions. Any name the ledger knows it by leads to its id."""
    found = view.find(name)
    if found != name:
        return RedirectResponse(f"/documents/{found}{_query(request)}", headers=HEADERS)
    return page("document.html", section="documents", shown=_shown(view, found, layers, pointed=at), judging=forms)


def show_attribution(view: Viewed, forms: Forms, layers: Layers, name: str, attribution: str) -> Response:
    """A document at the words of one attribution."""
    return page("document.html", section="documents", shown=_shown(view, name, layers, attribution), judging=forms)


def show_versions(request: Request, view: Viewed, name: str) -> Response:
    """The documents that were seen at one address, and what changed from one to another: the one before, or `with`."""
    found = view.find(name)
    if found != name:
        return RedirectResponse(f"/documents/{found}/versions{_query(request)}", headers=HEADERS)
    versions = view.versions(found)
    two = pair(versions, found, request.query_params.get("with"))
    read = None if two is None else (view.reading(two[0].id), view.reading(two[1].id))
    return page(
        "versions.html",
        section="documents",
        document=next(each for each in versions if each.id == found),
        versions=versions,
        two=two,
        told=read and between(*read),
        address=read and shared_address(*read),
    )


def original(view: Viewed, name: str) -> Response:
    """The bytes of a document as they were stored, to be kept: no browser runs or shows them."""
    found = view.find(name)
    data, media_type = view.original(found)
    ending = ENDINGS.get(media_type.partition(";")[0].strip().lower(), "bin")
    headers = {**HEADERS, **INERT, "content-disposition": f'attachment; filename="sayso-{found[:16]}.{ending}"'}
    return Response(data, headers=headers, media_type="application/octet-stream")


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


def _shown(view: View, name: str, layers: Layered, chosen: str | None = None, pointed: Pointing = NOWHERE) -> Shown:
    reading = view.reading(name)
    at = pointed.found(reading.document.text)
    document = reading.document.id
    judgements = standing(view.judgements(document))
    versions, elsewhere = len(view.versions(document)), echoes(view, reading)
    if not judgements:
        return shown(reading, chosen, layered=layers, versions=versions, at=at, echoes=elsewhere)
    as_judged = view.judged(document)
    known = {actor.id: actor.name for actor in as_judged.actors}
    told = judged(view, judgements, known)
    return shown(reading, chosen, as_judged, told, added(view, reading, judgements), layers, versions, at, elsewhere)


ROUTES: Mapping[str, Callable[..., Response]] = {
    "/documents/{name}": show_document,
    "/documents/{name}/versions": show_versions,
    "/documents/{name}/original": original,
    "/documents/{name}/attributions/{attribution}": show_attribution,
}
