"""What the API answers to which address. Records go out through the models of its schema."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Annotated, Any, Final, TypeVar

import msgspec
from fastapi import Path, Query, Request, Response
from msgspec.structs import asdict
from pydantic import BaseModel

from sayso.errors import NotFoundError
from sayso.export import jsonl
from sayso.ledger import EventHit, View
from sayso.records import ActorEntry, Hit, Judgement, Selection
from sayso.web import api_format, api_models
from sayso.web.answers import LAST, Viewed
from sayso.web.api_asking import (
    MOST,
    ActorsAsked,
    Asking,
    AttributionsAsked,
    DocumentsAsked,
    EventsAsked,
    JudgementsAsked,
    Nothing,
    Paging,
    ReadingAsked,
    TimelineAsked,
    selection,
)
from sayso.web.api_cursors import Stretch, listing, stretch
from sayso.web.api_judging import Given, appended

PREFIX: Final = "/api/v1"
T = TypeVar("T")
Told = Mapping[str, Any]
DocumentName = Annotated[
    str, Path(pattern="^[0-9a-f]{8,64}$", description="A document's id, or at least the first eight digits of it.")
]
AttributionId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="An attribution's id.")]
ActorId = Annotated[str, Path(min_length=1, max_length=500, description="An actor's id.")]
JudgementId = Annotated[int, Path(ge=1, le=LAST, description="A judgement's number.")]
NoQuery = Annotated[Nothing, Query()]


def list_documents(view: Viewed, asked: Annotated[DocumentsAsked, Query()]) -> Told:
    """Documents that have attributions or events of a selection, or all; the newest first."""
    chosen = selection(asked)
    found = walked("documents", asked, lambda limit, first: view.selected_documents(chosen, limit, first), _document)
    return {"documents": found.things, "next": found.next}


def one_document(view: Viewed, document: DocumentName, asked: NoQuery) -> Told:
    """A document: what its newest reading says, in numbers."""
    sha256 = view.find(document)
    return asdict(next(each for each in view.versions(sha256) if each.id == sha256))


def reading(view: Viewed, document: DocumentName, asked: Annotated[ReadingAsked, Query()]) -> Response:
    """What was read from a document, in the ledger format: its whole text, and all that stands in it as spans."""
    return Response(jsonl.line(view.reading(view.find(document), asked.reader)), media_type="application/json")


def versions(view: Viewed, document: DocumentName, asked: NoQuery) -> Told:
    """The documents that were found at the same address as this one, itself among them, the oldest first."""
    return {"versions": view.versions(view.find(document))}


def list_attributions(view: Viewed, asked: Annotated[AttributionsAsked, Query()]) -> Told:
    """Attributions of a selection."""
    chosen, totals = selection(asked), Totals()

    def fetch(limit: int, first: int) -> Sequence[Hit]:
        found = view.selected(chosen, asked.order, limit, first)
        totals.total, totals.more = found.total, found.more
        return found.hits

    found = walked("attributions", asked, fetch, lambda hit: hit.attribution)
    return {"attributions": found.things, "next": found.next, **asdict(totals)}


def one_attribution(view: Viewed, attribution: AttributionId, asked: NoQuery) -> Told:
    """An attribution, with what stands in it and what persons say of it."""
    found = view.attributions_starting(attribution)
    if not found:
        raise NotFoundError(f"attribution {attribution}: the ledger has none of this id")
    ((document, _), *_) = found
    read = view.reading(document)
    return {
        **asdict(_hit(view, document, attribution)),
        "as_read": next(each for each in read.attributions if each.id == attribution),
        "inner": [each.id for each in read.attributions if each.outer == attribution],
        "events": [each.id for each in read.events if attribution in (each.voice, each.attribution)],
        "judgements": view.verdicts(document).get(attribution, ()),
    }


def facets(view: Viewed, asked: Annotated[Asking, Query()]) -> object:
    """How many attributions of a selection have which speaker, subject, act, publisher, month and so on."""
    return view.facets(selection(asked))


def list_actors(view: Viewed, asked: Annotated[ActorsAsked, Query()]) -> Told:
    """Actors, all or those of a name: who is in most documents first."""

    def fetch(limit: int, first: int) -> Sequence[ActorEntry]:
        return view.actors(asked.name, limit, first)

    found = walked("actors", asked, fetch, lambda each: each.id)
    return {"actors": found.things, "next": found.next}


def life(view: Viewed, actor: ActorId, asked: NoQuery) -> object:
    """An actor's ties to others, the places of its events, and how much is told of it in which months."""
    return view.life(view.actor(actor, 0).actor.id)


def one_actor(view: Viewed, actor: ActorId, asked: NoQuery) -> object:
    """An actor and what it is called by whom. The id of one that is joined with it leads to it too."""
    return view.actor(actor, 0).actor


def list_events(view: Viewed, asked: Annotated[EventsAsked, Query()]) -> Told:
    """What is said to have happened, the earliest first, and on whose say-so."""
    chosen, totals = selection(asked), Totals()

    def fetch(limit: int, first: int) -> Sequence[EventHit]:
        hits, totals.total, totals.more = view.selected_events(chosen, limit, first)
        return hits

    found = walked("events", asked, fetch, lambda hit: hit.event.id)
    return {"events": [_event(hit) for hit in found.things], "next": found.next, **asdict(totals)}


def places(view: Viewed, asked: Annotated[Asking, Query()]) -> object:
    """Where the events of a selection are told to be."""
    return view.chart(selection(asked))


def timeline(view: Viewed, asked: Annotated[TimelineAsked, Query()]) -> object:
    """Events, or attributions by the day of publication, in time: as precise as they are told."""
    return view.timeline(selection(asked), asked.what, asked.lanes)


def overview(view: Viewed, asked: NoQuery) -> object:
    """The ledger at a glance: how much there is, what came in last, who speaks, who is accused by whom."""
    return view.overview()


def publishers(view: Viewed, asked: NoQuery) -> Told:
    """The publishers of the documents."""
    return {"publishers": view.publishers()}


def list_judgements(view: Viewed, asked: Annotated[JudgementsAsked, Query()]) -> Told:
    """What persons judged, in the order in which it came."""
    given = [each for each in view.judgements(asked.document) if asked.kind in (None, each.kind)]
    found = walked("judgements", asked, lambda limit, first: given[first : first + limit], lambda each: str(each.id))
    return {"judgements": found.things, "total": len(given), "next": found.next}


def one_judgement(view: Viewed, judgement: JudgementId, asked: NoQuery) -> Judgement:
    """A judgement by its number."""
    found = next((each for each in view.judgements() if each.id == judgement), None)
    if found is None:
        raise NotFoundError(f"judgement {judgement}: there is none of this number")
    return found


def judge(request: Request, response: Response, view: Viewed, given: Given, asked: NoQuery) -> Judgement:
    """Append a judgement. It needs the credential, or has to come from one of this server's own pages."""
    made = appended(view, given, request.app.state.ledger, request.app.state.register)
    response.headers["location"] = f"{PREFIX}/judgements/{made.id}"
    return made


class Totals(msgspec.Struct):
    """How many things a list has, and whether there are more than that."""

    total: int = 0
    more: bool = False


def walked(path: str, asked: Paging, fetch: Callable[[int, int], Sequence[T]], key: Callable[[T], str]) -> Stretch[T]:
    """The part of a list that is asked for."""
    told = listing(path, asked.model_dump(exclude_defaults=True))
    return stretch(fetch, key, told, asked.limit, asked.cursor)


def _document(entry: Any) -> str:
    return str(entry.id)


def _event(hit: EventHit) -> Told:
    return {**asdict(hit), "event": jsonl.event(hit.event)}


def _hit(view: View, document: str, attribution: str) -> Hit:
    """An attribution as lists show it."""
    for first in count(step=MOST):
        hits = view.selected(Selection(document=document), "newest", MOST, first).hits
        found = next((each for each in hits if each.attribution == attribution), None)
        if found is not None:
            return found
        if not hits:
            break
    raise NotFoundError(f"attribution {attribution}: the newest reading has none of this id")


# By path what answers it and what the answer is like. What is more special comes first.
ROUTES: Final[Mapping[str, tuple[Callable[..., object], type[BaseModel]]]] = {
    "/overview": (overview, api_models.Overview),
    "/documents": (list_documents, api_models.Documents),
    "/documents/{document}": (one_document, api_models.Entry),
    "/documents/{document}/reading": (reading, api_format.Reading),
    "/documents/{document}/versions": (versions, api_models.Versions),
    "/attributions": (list_attributions, api_models.Attributions),
    "/attributions/{attribution}": (one_attribution, api_models.AttributionTold),
    "/facets": (facets, api_models.Facets),
    "/actors": (list_actors, api_models.Actors),
    "/actors/{actor:path}/life": (life, api_models.Life),
    "/actors/{actor:path}": (one_actor, api_models.Actor),
    "/events": (list_events, api_models.Events),
    "/places": (places, api_models.Places),
    "/timeline": (timeline, api_models.Timeline),
    "/publishers": (publishers, api_models.Publishers),
    "/judgements": (list_judgements, api_models.Judgements),
    "/judgements/{judgement}": (one_judgement, api_models.Judgement),
}
