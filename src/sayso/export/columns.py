"""The columns of the tables in which a selection goes out: what each one is called, what stands in it, and of which
kind that is. Actors go by the ids under which the ledger knows them, and by the names that the page's reading has."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, Literal

from msgspec import Struct

from sayso.lexicon.cameo import cameo_root
from sayso.records import (
    Attribution,
    Chosen,
    Date,
    Event,
    EventPlace,
    Figure,
    Party,
    Place,
    Sighting,
    Spans,
)
from sayso.soundness import collapsed, one_line

Kind = Literal["text", "texts", "ids", "spans", "number", "numbers", "whole", "yes"]
UNKNOWN: Final = "?"  # stands in a list for what is not known, so that lists side by side are as long
PAGE: Final = "page"  # the voice of what the page says itself


class Column(Struct, frozen=True):
    """A column by its name: what it says of a thing of a page, and of which kind that is. One that is `spare` stands
    only where it is asked for."""

    name: str
    kind: Kind
    told: Callable[["Page", Any], Any]
    spare: bool = False


class Page:
    """A chosen document, with what its things refer to by their ids."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.reading = chosen.reading
        self.document = chosen.reading.document
        self.names = {actor.id: actor.name for actor in self.reading.actors}

    @cached_property
    def attributions(self) -> dict[str, Attribution]:
        return {each.id: each for each in self.reading.attributions}

    @cached_property
    def places(self) -> dict[str, Place]:
        return {each.id: each for each in self.reading.places}

    @cached_property
    def dates(self) -> dict[str, Date]:
        return {each.id: each for each in self.reading.dates}

    @cached_property
    def figures(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for each in self.reading.figures:
            if each.event is not None:
                found.setdefault(each.event, []).append(each)
        return found

    @cached_property
    def seen(self) -> Sighting | None:
        """Where and when it was found first."""
        return next(iter(self.document.sightings), None)

    @cached_property
    def place(self) -> str | None:
        return (self.seen and (self.seen.url or self.seen.path)) or self.document.url

    def said(self) -> Iterator[Attribution]:
        """The attributions that are selected."""
        return (each for each in self.reading.attributions if each.id in self.chosen.attributions)

    def happened(self) -> Iterator[Event]:
        """The events that are selected."""
        return (each for each in self.reading.events if each.id in self.chosen.events)

    def words(self, spans: Spans) -> str:
        text = self.document.text
        return one_line([text[start:end] for start, end in spans])

    def known(self, actor: str | None) -> str | None:
        """The id by which the ledger knows an actor."""
        return None if actor is None else self.chosen.joined.get(actor, actor)

    def ids(self, actors: Iterable[str]) -> tuple[str, ...]:
        joined = self.chosen.joined
        return tuple(joined.get(actor, actor) for actor in actors)

    def called(self, actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.names.get(actor, actor) for actor in actors)

    def telling(self, event: Event) -> Attribution | None:
        """The attribution on whose say-so an event rests."""
        return None if event.voice is None else self.attributions.get(event.voice)

    def party(self, party: Party) -> str:
        """What somebody in an event is called: by name, or else in the page's words."""
        if party.actor is None:
            return collapsed(self.document.text, party.span)
        return self.names.get(party.actor, party.actor)


def _of_page(name: str, kind: Kind, told: Callable[[Page], Any], spare: bool = False) -> Column:
    return Column(name, kind, lambda page, thing: told(page), spare)


def _spoken(role: str) -> tuple[Column, Column, Column]:
    """The words in a role of an attribution, where they stand, and the same in pieces."""
    return (
        Column(role, "text", lambda page, each: page.words(getattr(each, role))),
        Column(f"{role}_spans", "spans", lambda page, each: getattr(each, role)),
        Column(f"{role}_pieces", "texts", lambda page, each: _pieces(page, getattr(each, role)), spare=True),
    )


def _pieces(page: Page, spans: Spans) -> tuple[str, ...]:
    return tuple(page.document.text[start:end] for start, end in spans)


def _actors(role: str, ids: str) -> tuple[Column, Column]:
    return (
        Column(role, "texts", lambda page, each: page.called(getattr(each, role))),
        Column(ids, "ids", lambda page, each: page.ids(getattr(each, role))),
    )


def _parties(role: str, ids: str) -> tuple[Column, Column, Column]:
    """Those in a role of an event by name or in the page's words, by id (as many: empty for whom none is known), and
    where they stand."""
    return (
        Column(role, "texts", lambda page, event: tuple(map(page.party, getattr(event, role)))),
        Column(
            ids, "ids", lambda page, event: tuple(page.known(each.actor) or UNKNOWN for each in getattr(event, role))
        ),
        Column(f"{role}_spans", "spans", lambda page, event: tuple(each.span for each in getattr(event, role))),
    )


def _known(page: Page, party: Party) -> str:
    return page.known(party.actor) or UNKNOWN


def _there(page: Page, event: Event) -> Iterator[tuple[EventPlace, Place]]:
    return ((each, page.places[each.place]) for each in event.places if each.place in page.places)


def _of_places(page: Page, event: Event, told: Callable[[Place], Any]) -> tuple[Any, ...]:
    return tuple(told(place) for _, place in _there(page, event))


def _geonames(place: Place) -> str:
    return UNKNOWN if place.geonames is None else str(place.geonames)


def _of_date(page: Page, event: Event, field: str) -> Any:
    date = page.dates.get(event.date or "")
    return None if date is None else getattr(date, field)


def _voice(page: Page, event: Event, told: Callable[[Attribution], Any], none: Any) -> Any:
    found = page.telling(event)
    return none if found is None else told(found)


def counted(figure: Figure) -> str:
    """A figure as one item: what became of how many of what, as *killed 12–15 people*; `~` is about, `+` or more."""
    low, high = (None if each is None else f"{each:.15g}" for each in (figure.low, figure.high))
    number = low if low == high else f"{low or ''}–{high or ''}"
    parts = (figure.outcome, f"{'~' * figure.approximate}{number}{'+' * figure.open}", figure.unit, figure.what)
    return " ".join(" ".join(part.split()) for part in parts if part)


# What stands in every table of the page in which a thing stands.
WHERE: Final = (
    _of_page("publisher", "text", lambda page: page.document.publisher),
    _of_page("published", "text", lambda page: page.document.published),
    _of_page("title", "text", lambda page: page.document.title),
    _of_page("page", "text", lambda page: page.place),
    _of_page("reader", "text", lambda page: page.reading.reader, spare=True),
)
DOCUMENT: Final = _of_page("document", "text", lambda page: page.document.id)

ATTRIBUTIONS: Final = (
    DOCUMENT,
    Column("attribution", "text", lambda page, each: each.id),
    *_actors("speakers", "speaker_ids"),
    Column("speaker_kind", "text", lambda page, each: each.speaker_kind),
    *_spoken("source"),
    *_spoken("cue"),
    *_spoken("content"),
    *_actors("about", "about_ids"),
    *_actors("media", "media_ids"),
    *_actors("addressees", "addressee_ids"),
    Column("act", "text", lambda page, each: each.act),
    Column("manner", "text", lambda page, each: each.manner),
    Column("negated", "yes", lambda page, each: each.negated),
    *_spoken("hedges"),
    Column("outer", "text", lambda page, each: each.outer),
    Column("reference", "text", lambda page, each: each.document),
    Column("score", "number", lambda page, each: round(each.score, 2)),
    Column("verdict", "text", lambda page, each: page.chosen.verdicts.get(each.id)),
    *WHERE,
)
EVENTS: Final = (
    DOCUMENT,
    Column("event", "text", lambda page, event: event.id),
    Column("type", "text", lambda page, event: event.type),
    Column("modes", "texts", lambda page, event: event.modes),
    Column("contexts", "texts", lambda page, event: event.contexts),
    Column("cameo", "text", lambda page, event: cameo_root(event.type, event.modes)),
    *_spoken("trigger"),
    *_parties("actors", "actor_ids"),
    *_parties("targets", "target_ids"),
    *_spoken("object"),
    Column("places", "texts", lambda page, event: _of_places(page, event, lambda place: place.name)),
    Column("place_roles", "ids", lambda page, event: tuple(each.role for each, _ in _there(page, event))),
    Column("countries", "ids", lambda page, event: _of_places(page, event, lambda place: place.country or UNKNOWN)),
    Column("latitudes", "numbers", lambda page, event: _of_places(page, event, lambda place: place.latitude)),
    Column("longitudes", "numbers", lambda page, event: _of_places(page, event, lambda place: place.longitude)),
    Column(
        "geonames", "ids", lambda page, event: _of_places(page, event, lambda place: str(place.geonames or UNKNOWN))
    ),
    Column("first", "text", lambda page, event: _of_date(page, event, "first")),
    Column("last", "text", lambda page, event: _of_date(page, event, "last")),
    Column("date_precision", "text", lambda page, event: _of_date(page, event, "precision")),
    Column("status", "text", lambda page, event: event.status),
    Column("negated", "yes", lambda page, event: event.negated),
    *_spoken("hedges"),
    Column("figures", "texts", lambda page, event: tuple(map(counted, page.figures.get(event.id, ())))),
    Column("voice", "text", lambda page, event: event.voice or PAGE),
    Column("voice_speakers", "texts", lambda page, event: _voice(page, event, lambda by: page.called(by.speakers), ())),
    Column("voice_ids", "ids", lambda page, event: _voice(page, event, lambda by: page.ids(by.speakers), ())),
    Column("voice_kind", "text", lambda page, event: _voice(page, event, lambda by: by.speaker_kind, None)),
    Column("voice_source", "text", lambda page, event: _voice(page, event, lambda by: page.words(by.source), None)),
    Column("voice_content", "text", lambda page, event: _voice(page, event, lambda by: page.words(by.content), None)),
    Column("attribution", "text", lambda page, event: event.attribution),
    Column("score", "number", lambda page, event: round(event.score, 2)),
    *WHERE,
)
ACTORS: Final = (
    DOCUMENT,
    Column("actor", "text", lambda page, actor: page.known(actor.id)),
    Column("id_here", "text", lambda page, actor: actor.id),
    Column("name", "text", lambda page, actor: actor.name),
    Column("kind", "text", lambda page, actor: actor.kind),
    Column("country", "text", lambda page, actor: actor.country),
    Column("aliases", "texts", lambda page, actor: tuple(dict.fromkeys(each.text for each in actor.aliases))),
    Column("mentions", "whole", lambda page, actor: _mentioned(page).get(actor.id, 0)),
    Column("speaking", "whole", lambda page, actor: sum(actor.id in each.speakers for each in page.said())),
    Column("about", "whole", lambda page, actor: sum(actor.id in each.about for each in page.said())),
    *WHERE,
)
MENTIONS: Final = (
    DOCUMENT,
    Column("mention", "text", lambda page, each: each.id),
    Column("words", "text", lambda page, each: page.words((each.span,))),
    Column("start", "whole", lambda page, each: each.span[0]),
    Column("end", "whole", lambda page, each: each.span[1]),
    Column("kind", "text", lambda page, each: each.kind),
    Column("form", "text", lambda page, each: each.form),
    Column("actor", "text", lambda page, each: page.known(each.actor)),
    Column("name", "text", lambda page, each: page.names.get(each.actor)),
    Column("score", "number", lambda page, each: round(each.score, 2)),
    *WHERE,
)
DOCUMENTS: Final = (
    DOCUMENT,
    _of_page("publisher", "text", lambda page: page.document.publisher),
    _of_page("published", "text", lambda page: page.document.published),
    _of_page("title", "text", lambda page: page.document.title),
    _of_page("author", "text", lambda page: page.document.author),
    _of_page("language", "text", lambda page: page.document.language),
    _of_page("page", "text", lambda page: page.place),
    _of_page("url", "text", lambda page: page.document.url),
    _of_page("media_type", "text", lambda page: page.document.media_type),
    _of_page("fetched", "text", lambda page: page.seen and page.seen.fetched),
    _of_page("attributions", "whole", lambda page: len(page.chosen.attributions)),
    _of_page("events", "whole", lambda page: len(page.chosen.events)),
    _of_page("problems", "texts", lambda page: tuple(f"{each.step}: {each.message}" for each in page.reading.problems)),
    _of_page("reader", "text", lambda page: page.reading.reader),
    _of_page("text", "text", lambda page: page.document.text, spare=True),
)


def _mentioned(page: Page) -> Mapping[str | None, int]:
    counts: dict[str | None, int] = page.__dict__.setdefault("mentioned", {})
    if not counts:
        for each in page.reading.mentions:
            counts[each.actor] = counts.get(each.actor, 0) + 1
    return counts
