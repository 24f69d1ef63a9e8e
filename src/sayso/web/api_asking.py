"""What may be asked of the API, as the parameters of an address: each one known, bounded, and named as on the pages."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from sayso.records import Act, EventType, JudgementKind, LaneKind, Manner, Order, Selection, SpeakerKind, Verdict
from sayso.web import selecting

MOST: Final = 200  # things in one answer
# The forms of what `web.selecting` reads, and refuses in plainer words than a pattern can.
DAY: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_DEGREES: Final = r"-?[0-9]{1,3}(\.[0-9]{1,9})?"
AREA: Final = f"^{_DEGREES}(,{_DEGREES}){{3}}$"

Text = Annotated[str, StringConstraints(min_length=1, max_length=selecting.LONGEST)]
Day = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": "string", "pattern": DAY})]
Area = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": "string", "pattern": AREA})]
DocumentId = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Cursor = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]+$", max_length=300)]
YesNo = Literal["yes", "no"]
Unsaid = SkipJsonSchema[None]  # what is not asked is left out of an address; it is not sent as null


class Nothing(BaseModel):
    """No parameter at all."""

    model_config = ConfigDict(extra="forbid")


class Asking(Nothing):
    """A selection of the ledger: all that is given has to hold."""

    words: Annotated[str, StringConstraints(max_length=selecting.LONGEST)] = Field(
        "",
        description="Words that stand in source or content, all of them. Words in double quotation marks are found as"
        " they stand; a star at a word's end stands for any ending. Nothing else has a meaning.",
    )
    speaker: Text | Unsaid = Field(None, description="Who says it: an actor's id, or words of one of its names.")
    about: Text | Unsaid = Field(None, description="Whom it is about: an actor's id, or words of one of its names.")
    actor: Text | Unsaid = Field(
        None, description="Who says it or whom it is about; of an event, a party to it: an id or words of a name."
    )
    act: Act | Unsaid = Field(None, description="What the cue does: state, deny, accuse and so on.")
    manner: Manner | Unsaid = Field(None, description="Whether the content is told in direct words, indirectly, mixed.")
    kind: SpeakerKind | Unsaid = Field(None, description="What kind of source it is.")
    publisher: Text | Unsaid = Field(None, description="The publisher of the document, in full.")
    type: EventType | Unsaid = Field(
        None, description="The PLOVER type of an event that stands in the content, or that the attribution is."
    )
    place: Text | Unsaid = Field(None, description="Where the event is: words of a place's name, or a country's code.")
    area: Area | Unsaid = Field(
        None,
        description="Where the event is: west, south, east, north in degrees, parted by commas. A west greater than the"
        " east crosses the date line.",
    )
    since: Day | Unsaid = Field(
        None,
        description="The first day, month or year (YYYY-MM-DD, YYYY-MM, YYYY) of publication; of an event its own.",
    )
    until: Day | Unsaid = Field(None, description="The last day, month or year, as in `since`.")
    hedged: YesNo | Unsaid = Field(None, description="Whether words such as *allegedly* weaken it.")
    nested: YesNo | Unsaid = Field(None, description="Whether it stands inside the content of another one.")
    verdict: Verdict | Unsaid = Field(None, description="What the last judgement of it as a whole says.")
    tag: Text | Unsaid = Field(None, description="A tag that a person put on it.")
    document: DocumentId | Unsaid = Field(None, description="The id of the document.")


class Paging(Nothing):
    """Which of many things an answer holds."""

    limit: int = Field(50, ge=1, le=MOST, description="How many things to answer with at most.")
    cursor: Cursor | Unsaid = Field(
        None,
        description="The `next` of the answer before, with the same parameters otherwise; `limit` alone may change.",
    )


class DocumentsAsked(Asking, Paging):
    """Documents with attributions or events of a selection."""


class AttributionsAsked(Asking, Paging):
    """Attributions of a selection, in an order."""

    order: Order = Field(
        "newest",
        description="newest and oldest go by the day of publication, surest by score, best by how well the words"
        " match. In the order best what is read in between two answers may move what is still to come.",
    )


class EventsAsked(Asking, Paging):
    """Events of a selection."""


class TimelineAsked(Asking):
    """A selection laid out in time."""

    what: Literal["events", "attributions"] = Field("events", description="What is laid out.")
    lanes: LaneKind = Field("type", description="By what the lanes are told apart.")


class ActorsAsked(Paging):
    """Actors, all or those of a name."""

    name: Text | Unsaid = Field(None, description="An actor's id, or words of one of its names, or their beginnings.")


class JudgementsAsked(Paging):
    """Judgements by persons."""

    document: DocumentId | Unsaid = Field(None, description="The id of the document whose reading is judged.")
    kind: JudgementKind | Unsaid = Field(None, description="What kind of judgement it is.")


class ReadingAsked(Nothing):
    """One of several readings of a document."""

    reader: Text | Unsaid = Field(None, description="The version of the reader that read it; the newest if left out.")


def selection(asked: Asking) -> Selection:
    """What of a ledger the parameters mean; InputError for a value that means nothing."""
    return selecting.selection({name: value for name in selecting.FIELDS if (value := getattr(asked, name))})
