"""What a form changes: a judgement is appended, and the page from which it came is shown again."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

from fastapi import Path, Request, Response

from sayso.ledger import View, Writer
from sayso.records import Judgement
from sayso.web import judging, missing
from sayso.web.added import key
from sayso.web.answers import LAST, Forms, Viewed, back_to, page
from sayso.web.forms import Posted
from sayso.web.wire import address

LIST = "/judgements"


def judge_attribution(request: Request, view: Viewed, fields: Posted, name: str, attribution: str) -> Response:
    """Append what a form says of an attribution."""
    reading = view.reading(name)
    _append(request, judging.of_attribution(view, reading, attribution, fields, request.app.state.register))
    return back_to(place(reading.document.id, attribution))


def judge_document(request: Request, view: Viewed, fields: Posted, name: str) -> Response:
    """Append what a form says of a document as a whole."""
    reading = view.reading(name)
    _append(request, judging.of_document(reading, fields))
    return back_to(f"{place(reading.document.id, None)}#judged")


def add_missed(request: Request, view: Viewed, forms: Forms, fields: Posted, name: str) -> Response:
    """Append an attribution that was missed; where its words are not found once, ask again."""
    reading = view.reading(name)
    told = missing.asked(reading, fields)
    if not told.done:
        shown = {"missing": told, "document": reading.document, "judging": forms, "fields": fields}
        return page("missed.html", 400 if told.wrong else 200, **shown)
    (new,) = _append(request, [missing.judgement(reading, told, fields)])
    return back_to(place(reading.document.id, view.placed(new) or key(new)))


def judge_actor(request: Request, view: Viewed, fields: Posted, actor: str) -> Response:
    """Append what a form says of two actors."""
    _append(request, [judging.of_actor(view, actor, fields)])
    return back_to(f"{address(actor)}#joined")


def take_back(
    request: Request, view: Viewed, fields: Posted, judgement: Annotated[int, Path(ge=1, le=LAST)]
) -> Response:
    """Append that a judgement is taken back."""
    _append(request, [judging.taken_back(judgement, fields)])
    if fields.get("back") == "list":
        return back_to(f"{LIST}#j-{judgement}")
    return back_to(_subject(view, next(each for each in view.judgements() if each.id == judgement)))


def place(document: str, attribution: str | None) -> str:
    """Where an attribution is shown; its document, where there is none."""
    where = f"/documents/{document}"
    return where if attribution is None else f"{where}/attributions/{attribution}#a-{attribution}"


def _subject(view: View, judgement: Judgement) -> str:
    """The page of what a judgement is about."""
    if judgement.document is not None:
        return place(judgement.document, view.placed(judgement))
    return f"{address(judgement.value or '')}#joined"


def _append(request: Request, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    with Writer(request.app.state.ledger) as writer:
        return tuple(writer.judge(judgement) for judgement in judgements)


CHANGES: Mapping[str, Callable[..., Response]] = {
    "/documents/{name}/attributions/{attribution}/judgements": judge_attribution,
    "/documents/{name}/judgements": judge_document,
    "/documents/{name}/missed": add_missed,
    "/actors/{actor:path}/judgements": judge_actor,
    "/judgements/{judgement}/retract": take_back,
}
