"""One reading, with all that is asked of it: who takes part in its events, in whose words, and what words say so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.describing.casting import Cast
from sayso.compare.describing.reciting import Words
from sayso.compare.describing.voicing import Voices
from sayso.records import Attribution, Event, EventType, Party, Reading

_PRONOUNS: Final = frozenset({"i", "we", "us", "it", "they", "them", "he", "him", "she"})
_STRUCK: Final[frozenset[EventType]] = frozenset({"ASSAULT", "COERCE", "THREATEN"})
_NEAR: Final = 8  # characters between what is struck and the place where it is: *an oil facility in Saudi Arabia*
OF_PLACE: Final = 0.5  # how sure it is that who strikes a place strikes him whose it is


class Sides(Struct, frozen=True):
    """Who does something, and to whom; `sure` from 0 to 1."""

    doers: tuple[str, ...]
    targets: tuple[str, ...]
    sure: float = 1.0


class Page:
    """One reading."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast = reading, cast
        self.words = Words(reading, cast.ids)
        self.voices = Voices(reading, cast)
        self.attributions = {attribution.id: attribution for attribution in reading.attributions}
        self.places = {place.id: place for place in reading.places}
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        for stance in reading.stances:
            if stance.kind == "controls" and stance.place in self.places and not stance.negated:
                self._holders[self.places[stance.place].name].update(cast.parties(stance.holders))

    def sides(self, event: Event) -> Sides:
        """Those who take part in an event as parties. Where no target is one, who holds the place that is struck, or
        the state whose it is, where the other is of another state."""
        doers, targets = self._meant(event, event.actors), self._meant(event, event.targets)
        if targets or not doers or event.type not in _STRUCK:
            return Sides(doers, targets)
        owners = dict.fromkeys(self._owners(event, doers))
        return Sides(doers, tuple(owner for owner in owners if owner not in doers), OF_PLACE)

    def accused(self, said: Attribution) -> tuple[str, ...]:
        """Whom an attribution turns on: of those whom it is about the first who is no speaker of it."""
        about = set(self.cast.parties(said.about)) - set(self.cast.parties(said.speakers))
        for mention in self.reading.mentions:
            inside = any(start <= mention.span[0] and mention.span[1] <= end for start, end in said.content)
            if inside and (found := about.intersection(self.cast.parties((mention.actor,)))):
                return tuple(found)
        return ()

    def _meant(self, event: Event, parties: Iterable[Party]) -> tuple[str, ...]:
        """The actors of parties; a pronoun of which it stays open who is meant is the speaker in whose words it is."""
        said = self.attributions.get(event.voice or "")
        speakers = self.cast.parties(said.speakers) if said is not None and len(said.speakers) == 1 else ()
        found: dict[str, None] = {}
        for party in parties:
            own = party.actor is None and self.words.told(party.span).casefold() in _PRONOUNS
            found |= dict.fromkeys(speakers if own else self.cast.parties((party.actor,)))
        return tuple(found)

    def _owners(self, event: Event, doers: Sequence[str]) -> Iterator[str]:
        """Who is told to hold the place that is struck, or else its state, where the doers are of none or another."""
        for at in event.places:
            place = self.places[at.place]
            struck = any(
                party.span[0] <= place.span[0] <= party.span[1] + _NEAR for party in event.targets if not party.actor
            )
            if not struck and at.role != "toward":
                continue
            state = self.cast.states.get(place.country or "")
            abroad = all(self.cast.players[one].country != place.country for one in doers)
            yield from sorted(self._holders.get(place.name, ())) or ([state] if state and abroad else [])
