"""What is asked of a ledger as a whole, and what it answers: a selection, facets, a time line, a map, an overview."""

from typing import Literal

from msgspec import Struct

from sayso.records.entry import Counts, Entry, Failure, Hit
from sayso.records.kind import Act, DatePrecision, EventType, Manner, PlacePrecision, SpeakerKind, Verdict

Order = Literal["best", "newest", "oldest", "surest"]
LaneKind = Literal["type", "actor", "publisher"]
Area = tuple[float, float, float, float]  # west, south, east, north, in degrees; west > east crosses the date line

COUNTED = 10_000  # hits up to which counts are exact; beyond they are told as "more than"


class Selection(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of a ledger is meant: all that is given has to hold.

    Of attributions: `words` stand in source or content; `speaker`, `about` and `actor` (either of both; of an event a
    party) are an actor's id or words of one of its names; `act`, `manner`, `kind` (of speaker), `hedged`, `nested`
    (stands in another one), `verdict` and `tag` are theirs. `publisher` is a document's, in full; `since` and `until`
    are days, months or years of its publication (of an event its own, where it has any); `document` an id. `type` and
    `place` (words of a name, or a country's code) and `area` are those of events that stand in the content or that the
    attribution is.

    An event is in a selection if all that can be asked of it holds, and if what can only be asked of an attribution
    (words, speaker, about, act, manner, kind, hedged, nested, verdict, tag) holds for the one on whose say-so it rests
    or whose view it is.
    """

    words: str = ""
    speaker: str | None = None
    about: str | None = None
    actor: str | None = None
    act: Act | None = None
    manner: Manner | None = None
    kind: SpeakerKind | None = None
    publisher: str | None = None
    type: EventType | None = None
    place: str | None = None
    area: Area | None = None
    since: str | None = None
    until: str | None = None
    hedged: bool | None = None
    nested: bool | None = None
    verdict: Verdict | None = None
    tag: str | None = None
    document: str | None = None


class Selected(Struct, frozen=True, kw_only=True):
    """One page of the attributions of a selection. `total` is exact up to `COUNTED`; `more` tells that it is beyond."""

    hits: tuple[Hit, ...]
    total: int
    more: bool = False


class FacetValue(Struct, frozen=True):
    """One value of a facet: `value` as a selection takes it, `label` as a person reads it."""

    value: str
    label: str
    count: int


class Facet(Struct, frozen=True):
    """How many attributions of a selection have each value of a field of `Selection`, the most first. `more` tells that
    there are values beyond these."""

    name: str
    values: tuple[FacetValue, ...]
    more: bool = False


class Facets(Struct, frozen=True, kw_only=True):
    """The facets of a selection; where it has more than `COUNTED` attributions, they count the first of these."""

    total: int
    more: bool
    facets: tuple[Facet, ...]


class Lane(Struct, frozen=True):
    """A line of a time line: an event type, an actor, a publisher."""

    value: str
    label: str
    count: int


class Bar(Struct, frozen=True):
    """How many things of a lane are told to lie in the same days: from `first` to `last` (ISO), as precise as that."""

    lane: str
    first: str
    last: str
    precision: DatePrecision
    count: int


class Timeline(Struct, frozen=True, kw_only=True):
    """Events, or attributions by the day of publication, in time. Lanes have most things first; `undated` are in none.

    `more` tells that only the first `COUNTED` things were laid out.
    """

    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    undated: int = 0
    total: int = 0
    more: bool = False


class Spot(Struct, frozen=True, kw_only=True):
    """A place on the map, with how many events are told to be there, by type; `precision` is how wide it is meant."""

    name: str
    latitude: float
    longitude: float
    country: str | None
    precision: PlacePrecision | None
    events: int
    types: tuple[tuple[EventType, int], ...] = ()


class Chart(Struct, frozen=True, kw_only=True):
    """The places of the events of a selection, those with most events first; `nowhere` are names without coordinates,
    with their events."""

    spots: tuple[Spot, ...]
    nowhere: tuple[tuple[str, int], ...] = ()
    total: int = 0
    more: bool = False


class Ranked(Struct, frozen=True):
    """An actor (or publisher) and how often."""

    id: str
    name: str
    count: int


class Accusing(Struct, frozen=True, kw_only=True):
    """Who is accused by whom, and how often."""

    accuser: str
    accuser_name: str
    accused: str
    accused_name: str
    count: int


class Overview(Struct, frozen=True, kw_only=True):
    """A ledger at a glance. `first` and `last` are the days of publication; `days` those with the most events."""

    counts: Counts
    events: int
    actors: int
    publishers: tuple[Ranked, ...]
    first: str | None
    last: str | None
    recent: tuple[Entry, ...]
    speakers: tuple[Ranked, ...]
    accused: tuple[Ranked, ...]
    accusing: tuple[Accusing, ...]
    days: tuple[tuple[str, int], ...]
    failures: tuple[Failure, ...]


class ActorTie(Struct, frozen=True, kw_only=True):
    """How one actor is told to stand to another: `kind` is a kind of stance or a type of event, `outward` whether it
    goes from the actor asked for. `page` counts those in the pages' own voice, `by` names speakers who tell it, the
    most first; `document` and `words` are where the newest one stands (`attribution`: in whose content, if any)."""

    kind: str
    outward: bool
    other: str
    other_name: str
    count: int
    page: int
    by: tuple[str, ...] = ()
    document: str
    words: str
    attribution: str | None = None


class ActorLife(Struct, frozen=True, kw_only=True):
    """What a ledger tells of an actor beside its words: ties, places of its events, and months with how often it says
    something, is spoken about and takes part in an event."""

    ties: tuple[ActorTie, ...]
    places: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int, int, int], ...]
