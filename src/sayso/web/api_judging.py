"""A judgement that comes as JSON: under the same rules as a form, from one of the server's own pages or with the
credential."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import Depends, Header, HTTPException, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from sayso.errors import InputError
from sayso.homes import Home
from sayso.ledger import View, Writer
from sayso.ledger.anchoring import check_parts, spans_of
from sayso.ledger.judged_pairs import about_two
from sayso.ledger.judgements import anchor, missed, normal_tag
from sayso.ledger.pairs import CLAIMS, EVENTS, PAIRS, STORIES
from sayso.records import Judgement, JudgementKind, Part, PartRole, Reading
from sayso.web.answers import LAST
from sayso.web.forms import BODY, LONGEST, OTHERS
from sayso.web.gate import check_origin, check_proof
from sayso.web.judging import asked, resolved

JSON: Final = "application/json"
BEARER: Final = HTTPBearer(
    auto_error=False,
    scheme_name="credential",
    description="The credential that the server was given in SAYSO_TOKEN. Only a page of this server's own does"
    " without, where the server has none and is reached from its own machine alone.",
)
PIECES: Final = 16  # of one attribution
# What a judgement of two does not name.
_UNASKED: Final = (
    dict.fromkeys(STORIES, ("attribution", "event", "other"))
    | dict.fromkeys(CLAIMS, ("event",))
    | dict.fromkeys(EVENTS, ("attribution",))
)

DocumentId = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
AttributionId = Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")]
EventId = AttributionId
Occurrence = Annotated[int, Field(ge=0, le=LAST)]
Line = Annotated[str, StringConstraints(max_length=OTHERS)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST["note"])]
Note = Annotated[str, StringConstraints(max_length=LONGEST["note"])]


class PartGiven(BaseModel):
    """A piece of an attribution that was missed, or the cue or trigger of the other one of two."""

    model_config = ConfigDict(extra="forbid")

    role: PartRole
    words: Words = Field(description="The exact words.")
    occurrence: Occurrence = Field(0, description="Which occurrence of the words in the text is meant, from 0.")


class JudgementGiven(BaseModel):
    """A judgement to append.

    One of an attribution names it by `attribution`, or says where its cue stands by `document`, `words` and
    `occurrence`. *speaker* has ids of actors parted by blanks as `value` (none: nobody knows who), *act* an act, *tag*
    a tag; *same* and *not_same* have two actors, `value` and `other`; *retract* has `retracts`; *missed* has `document`
    and `parts`. *checked*, *note* and *tag* are of an attribution, or of a document by `document` alone.

    *same_story* and *not_same_story* have two documents, `document` and `value`. *same_claim* and *not_same_claim* have
    two attributions, `attribution` and `other`, *same_event* and *not_same_event* two events, `event` and `other`; or
    they say where their cues or triggers stand, one by `document`, `words` and `occurrence`, the other one by its
    document as `value` and one of `parts`.
    """

    model_config = ConfigDict(extra="forbid")

    kind: JudgementKind
    judge: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST["judge"])] = Field(
        description="The name of whoever judges."
    )
    attribution: AttributionId | None = Field(None, description="The id of the attribution that is judged.")
    event: EventId | None = Field(None, description="The id of the event that is judged.")
    document: DocumentId | None = Field(None, description="The id of the document.")
    words: Words | None = Field(
        None, description="The exact words of the cue, or of an event's trigger, from first piece to last."
    )
    occurrence: Occurrence | None = Field(
        None, description="Which occurrence of the words in the text is meant, from 0."
    )
    value: Line | None = Field(None, description="What is judged so.")
    other: Line | None = Field(None, description="The id of the other actor, attribution or event.")
    retracts: Annotated[int, Field(ge=1, le=LAST)] | None = Field(
        None, description="The number of the judgement that is taken back."
    )
    parts: Annotated[list[PartGiven], Field(max_length=PIECES)] = Field(
        [], description="The pieces of an attribution that was missed, or the cue or trigger of the other one of two."
    )
    note: Note | None = None


def _schema() -> dict[str, Any]:
    """The schema of a judgement in one piece, for a reference within it would lead out of the API's."""
    schema = JudgementGiven.model_json_schema()
    schema["properties"]["parts"]["items"] = schema.pop("$defs")[PartGiven.__name__]
    return schema


TAKEN: Final[Mapping[str, Any]] = {"requestBody": {"required": True, "content": {JSON: {"schema": _schema()}}}}


async def _given(
    request: Request,
    credential: Annotated[object, Security(BEARER)],
    form: Annotated[
        str,
        Header(alias="sayso-form", max_length=500, description="The secret that the forms of this server carry."),
    ] = "",
) -> JudgementGiven:
    """What the body says; RefusedError, before it is read, for a change that may not be made."""
    keeper = request.app.state.keeper
    check_origin(keeper, request.headers)
    check_proof(keeper, request.headers, {"form": form})
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise HTTPException(415, f"A judgement is sent as {JSON}.")
    try:
        return JudgementGiven.model_validate_json(await _body(request))
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in error.errors()]) from None


Given = Annotated[JudgementGiven, Depends(_given)]


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY:
            raise HTTPException(413, f"The judgement is longer than {BODY:,} bytes.")
    return body


def appended(view: View, given: JudgementGiven, ledger: Home, register: Path | None) -> Judgement:
    """The judgement that is meant, appended to a ledger. InputError for what cannot be judged so."""
    with asked():
        judgement = _meant(view, given, register)
        with Writer(ledger) as writer:
            return writer.judge(judgement)


def _meant(view: View, given: JudgementGiven, register: Path | None) -> Judgement:
    fields: dict[str, Any] = given.model_dump(exclude={"attribution", "event"}) | {
        "parts": tuple((part.role, part.words, part.occurrence) for part in given.parts)
    }
    if given.kind in PAIRS:
        fields |= _of_two(view, given)
    elif given.event is not None:
        raise InputError("event: only two events are judged, to be the same or not")
    elif given.attribution is not None:
        fields |= _anchor(view, given)
    if given.kind == "speaker" and fields["document"] and given.value:
        named = resolved(view, view.reading(fields["document"]), given.value.split(), register)
        fields |= {"value": " ".join(named), "names": tuple(named.values())}
    if given.kind == "tag" and given.value is not None:
        fields["value"] = normal_tag(given.value)
    if given.kind == "missed" and given.document is not None and given.words is None:
        fields |= _missed(view.reading(given.document).document.text, fields["parts"])
    return Judgement(id=0, time=datetime.now(UTC).isoformat(timespec="seconds"), **fields)


def _of_two(view: View, given: JudgementGiven) -> dict[str, Any]:
    """Where the two stand that are told by their ids; nothing where they are told by their words."""
    for name in _UNASKED[given.kind]:
        if getattr(given, name) is not None:
            raise InputError(f"{name}: a judgement {given.kind!r} is about no {name}")
    name = "event" if given.kind in EVENTS else "attribution"
    one, other = getattr(given, name), given.other
    if one is None and other is None:
        return {}
    if one is None or other is None:
        raise InputError(f"{name}: two are judged, one is told as {name}, the other one as other")
    _check_alone(given, name, "document", "words", "occurrence", "value", "parts")
    return about_two(given.kind, _named(view, name, one), _named(view, name, other)) | {"other": None}


def _named(view: View, name: str, id: str) -> tuple[Reading, str]:
    """The reading in which an attribution or event of this id stands, and the id."""
    starting = view.events_starting if name == "event" else view.attributions_starting
    found = [(document, each) for document, each in starting(id) if each == id]
    if not found:
        raise InputError(f"{name}: the ledger has none with the id {id}")
    return view.reading(found[0][0]), id


def _anchor(view: View, given: JudgementGiven) -> dict[str, Any]:
    _check_alone(given, "attribution", "document", "words", "occurrence")
    reading, attribution = _named(view, "attribution", given.attribution or "")
    words, occurrence = anchor(reading, attribution)
    return {"document": reading.document.id, "words": words, "occurrence": occurrence}


def _check_alone(given: JudgementGiven, name: str, *others: str) -> None:
    if any(getattr(given, other) not in (None, []) for other in others):
        raise InputError(f"{name}: it says where the judgement stands; leave out {', '.join(others)}")


def _missed(text: str, parts: tuple[Part, ...]) -> dict[str, Any]:
    """Where an attribution that was missed stands: on its cue, or else on its content."""
    check_parts(parts)
    spans = spans_of(text, parts)
    if spans is None:
        raise InputError("parts: they do not stand in the document so many times, or not in their order")
    words, occurrence, _ = missed(text, spans)
    return {"words": words, "occurrence": occurrence}
