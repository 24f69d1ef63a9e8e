"""The things of a chosen reading by their ids, who is meant in it, and on whose say-so each of them rests."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct

from sayso.export.sides import Side, takes_side
from sayso.ledger.happened import stretches
from sayso.records import Actor, Attribution, Chosen, Event, Figure, Party, Spans, SpeakerKind
from sayso.soundness import collapsed, one_line, words

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Voice(Struct, frozen=True, kw_only=True):
    """On whose say-so something rests: `names` are those of the speakers, or the words of the source where no speaker
    is known, for the page's own voice its publisher; empty where neither is told. `ids` are those of the speakers,
    `cue` the words of the cue, `attribution` the one in whose content it stands, None for the page's own voice."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    kind: SpeakerKind | None = None
    cue: str = ""
    attribution: str | None = None


class Voiced:
    """One chosen reading."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.document = chosen.reading.document
        self.actors = {actor.id: actor for actor in chosen.reading.actors}
        self.attributions = {each.id: each for each in chosen.reading.attributions}
        self.places = {each.id: each for each in chosen.reading.places}
        self.dates = {each.id: each for each in chosen.reading.dates}
        self._voices: dict[str | None, tuple[Voice, ...]] = {}  # by attribution
        self._meant: dict[str, tuple[Actor, str, str, bool]] = {}  # what a side has of an actor, by id

    def said(self) -> Iterator[Attribution]:
        """The attributions that are chosen."""
        return (each for each in self.chosen.reading.attributions if each.id in self.chosen.attributions)

    def happened(self) -> Iterator[Event]:
        """The events that are chosen."""
        return (each for each in self.chosen.reading.events if each.id in self.chosen.events)

    def key(self, actor: str) -> str:
        """The id by which the ledger knows an actor."""
        return self.chosen.joined.get(actor, actor)

    def name(self, actor: str) -> str:
        """What an actor is called; its id where no name is known."""
        known = self.actors.get(actor)
        return (" ".join(known.name.split()) if known is not None else "") or actor

    def names(self, actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.name, actors))

    def keys(self, actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.key, actors))

    def who(self, attribution: Attribution) -> tuple[str, ...]:
        """The names of its speakers, or the words of its source; empty where it is left unsaid."""
        source = self.words(attribution.source)
        return self.names(attribution.speakers) or ((source,) if source else ())

    def words(self, spans: Spans) -> str:
        """Exact words, with an ellipsis between pieces."""
        return one_line(words(self.document, spans))

    def line(self, spans: Spans) -> str:
        """The same on one line."""
        return one_line(collapsed(self.document.text, span) for span in spans)

    def event_words(self, event: Event) -> str:
        """The exact words of an event, from its first part to its last within the sentence."""
        return self._stretches[event.id][1]

    def voice(self, attribution: str | None) -> Voice:
        """The voice of what stands in the content of an attribution; of None the page's own."""
        found = next(iter(self.voices(attribution)), None)
        return found or Voice(names=(self.document.publisher,) if self.document.publisher else (), kind="page")

    def voices(self, attribution: str | None) -> tuple[Voice, ...]:
        """The same with those around that one, the innermost first; none is the page's own."""
        known = self._voices.get(attribution)
        if known is None:
            self._voices[attribution] = known = tuple(self._heard(attribution))
        return known

    def sides(self, event: Event) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """Who does it, and those to whom it is done, each once."""
        return self._sides(event.actors), self._sides(event.targets)

    def figures(self, event: Event) -> Sequence[Figure]:
        """How many it is of what, as far as it is told."""
        return self._figures.get(event.id, ())

    def verdict(self, event: Event) -> str | None:
        """What a person judged of the attribution whose view an event is, else of the one in which it stands."""
        given = map(self.chosen.verdicts.get, filter(None, (event.attribution, event.voice)))
        return next(filter(None, given), None)

    def days(self, event: Event) -> tuple[str | None, str | None]:
        """The first and last day that are told for an event, each None where it is not told in full."""
        found = self.dates.get(event.date or "")
        return (None, None) if found is None else (full_day(found.first), full_day(found.last))

    @cached_property
    def published(self) -> str | None:
        return full_day(self.document.published)

    @cached_property
    def _stretches(self) -> dict[str, tuple[int | None, str]]:
        return stretches(self.chosen.reading)

    @cached_property
    def _figures(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for each in self.chosen.reading.figures:
            found.setdefault(each.event or "", []).append(each)
        return found

    @cached_property
    def _loaded(self) -> frozenset[str]:
        """The words of the page that take a side when they name somebody."""
        found = (each.span for each in self.chosen.reading.wordings if each.kind == "loaded_name")
        return frozenset(collapsed(self.document.text, span) for span in found)

    def _heard(self, attribution: str | None) -> Iterator[Voice]:
        """The voices of an attribution and of those around it."""
        while (found := self.attributions.get(attribution or "")) is not None:
            yield Voice(
                names=self.who(found), ids=self.keys(found.speakers), kind=found.speaker_kind,
                cue=self.words(found.cue), attribution=found.id,
            )  # fmt: skip
            attribution = found.outer

    def _sides(self, parties: Iterable[Party]) -> tuple[Side, ...]:
        found: dict[str, Side] = {}
        for side in map(self._side, parties):
            found.setdefault(side.key, side)
        return tuple(found.values())

    def _side(self, party: Party) -> Side:
        words = collapsed(self.document.text, party.span)
        if party.actor is None or party.actor not in self.actors:
            return Side(words, party.span)
        known = self._meant.get(party.actor)
        if known is None:
            self._meant[party.actor] = known = self._known(self.actors[party.actor])
        return Side(words, party.span, *known)

    def _known(self, actor: Actor) -> tuple[Actor, str, str, bool]:
        loaded = actor.name in self._loaded or takes_side(actor)
        return actor, self.key(actor.id), self.name(actor.id), loaded


@lru_cache(1 << 12)
def full_day(told: str | None) -> str | None:
    """An ISO date with its year, month and day; None for what is none."""
    if told is None or not _DAY.fullmatch(told):
        return None
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        return None
