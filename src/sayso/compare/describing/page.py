"""One reading, with all that is asked of it: who takes part in its events, in whose words, and what words say so."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.describing.casting import Cast
from sayso.compare.describing.reciting import Words
from sayso.compare.describing.voicing import Voices
from sayso.records import ActorKind, Attribution, Event, EventType, Party, Reading, Span

_PRONOUNS: Final = frozenset({"i", "we", "us", "it", "they", "them", "he", "him", "she"})
_OURS: Final = re.compile(r"(?:our|my)\b", re.IGNORECASE)
_HARMFUL: Final = re.compile(  # who calls something so is for him whom it wrongs
    r"\b(?:affront|insult|disservice|slap in the face|injustice|betrayal|disrespect) (?:to|of|against|for) "
    r"(?:the |president |\w+\. )*$",
    re.IGNORECASE,
)
_ARMED: Final[frozenset[ActorKind | None]] = frozenset({"state", "military", "armed_group"})
_STRUCK: Final[frozenset[EventType]] = frozenset({"ASSAULT", "COERCE", "THREATEN"})
_OFFER: Final = re.compile(  # what is turned down, up to the name of him whose it is or for whom it was
    r"\b(?:invitation|offer|request|demand|call|proposal|overture|plea|appeal)s?\b[^.;,]*\b(?:with|from|by|of) "
    r"(?:the |leading |senior |top )*$",
    re.IGNORECASE,
)
_BLAMED: Final = frozenset(  # with *for* right behind, in the passive
    ["blamed", "blasted", "censured", "condemned", "criticised", "criticized", "denounced", "faulted", "rebuked"]
)
_OFFERED: Final = 80  # characters
_NEAR: Final = 8  # characters between what is struck and the place where it is: *an oil facility in Saudi Arabia*
_JUDGING: Final[frozenset[EventType]] = frozenset({"ACCUSE", "SUPPORT"})
_TURNED_ON: Final[frozenset[EventType]] = frozenset({"REJECT", "THREATEN", "PROTEST"})
_DEEDS: Final[frozenset[EventType]] = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
# What stands before the name of him whose something is; who is somebody's friend or enemy is not he.
_WHOSE: Final = re.compile(
    r"(?:the |an? |its |several |some )?|.*\b(?:of|held by|belonging to) (?:the )?", re.IGNORECASE
)
_OTHERS: Final = frozenset(
    ["ally", "allies", "enemy", "enemies", "foes", "rivals", "opponents", "critics", "partners", "supporters"]
)
OF_PLACE: Final = 0.5  # how sure it is that who strikes a place strikes him whose it is
OF_DEED: Final = 0.6  # how sure it is whose deed *the attack* is


def _is_within(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


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
        self._serves: defaultdict[str, set[str]] = defaultdict(set)
        for stance in reading.stances:
            if stance.kind == "part_of" and not stance.negated:
                for one in cast.parties(stance.holders):
                    over = cast.parties(stance.toward)
                    self._serves[one].update(id for id in over if cast.players[id].kind in _ARMED)
            if stance.kind == "controls" and stance.place in self.places and not stance.negated:
                self._holders[self.places[stance.place].name].update(cast.parties(stance.holders))

    def sides(self, event: Event) -> Sides:
        """Those who take part in an event as parties. Where no target is one, who holds the place that is struck, or
        the state whose it is, where the other is of another state."""
        doers, targets = self._meant(event, event.actors), self._meant(event, event.targets)
        if event.type == "ACCUSE" and self._is_passive(event):
            return Sides((), doers)
        if doers and not targets and event.type in _JUDGING:
            judged = self._doers_of(event)
            return Sides(doers, tuple(one for one in judged if one not in doers), OF_DEED)
        if doers and not targets and event.type in _TURNED_ON:
            said = self.attributions.get(event.attribution or "")
            others = self._turned_on(said) if said else ()
            found = others or self._turned_down(event)
            return Sides(doers, tuple(one for one in found if one not in doers), OF_DEED if others else 1.0)
        if targets or not doers or event.type not in _STRUCK:
            return Sides(doers, targets)
        owners = tuple(one for one in dict.fromkeys(self._owners(event, doers)) if one not in doers)
        return Sides(doers, owners, OF_PLACE if owners else 1.0)

    def accused(self, said: Attribution) -> tuple[str, ...]:
        """Whom an attribution turns on: of those whom it is about the first who is no speaker of it."""
        speakers = set(self.cast.parties(said.speakers))
        about = set(self.cast.parties(said.about)) - speakers
        for mention in self.reading.mentions:
            inside = _is_within(mention.span, said.content)
            if inside and said.act == "praise" and speakers.intersection(self.cast.parties((mention.actor,))):
                return ()  # *defended his handling of …* praises himself
            if inside and (found := about.intersection(self.cast.parties((mention.actor,)))):
                return tuple(found)
        return ()

    def wronged(self, event: Event) -> tuple[str, ...]:
        """Whom that wrongs which is condemned there: *called it an insult to the dead soldiers' army*."""
        begin, end = self.words.cover(event.trigger[0], ())[1], self.words.end(event.trigger[0])
        for mention in self.words.mentions((begin, end)) if event.type == "ACCUSE" else ():
            if _HARMFUL.search(self.words.told((begin, mention.span[0])) + " "):
                return self.cast.parties((mention.actor,))
        return ()

    def served(self, event: Event, targets: Iterable[str]) -> tuple[str, ...]:
        """In whose service those are who are attacked: *killed a Norland general*."""
        served = {id for one in targets for id in sorted(self._serves[one])} if event.type == "ASSAULT" else set()
        return tuple(sorted(served.difference(targets)))

    def is_asked(self, voice: str | None) -> bool:
        """Whether what stands in an attribution is only asked, there or by whoever is quoted with it."""
        said = self.attributions.get(voice or "")
        while said is not None and said.act != "ask":
            said = self.attributions.get(said.outer or "")
        return said is not None

    def _is_passive(self, event: Event) -> bool:
        """Whether who stands before the verb is he on whom others turn: *Vale Criticized for Remarks*."""
        verb = self.words.told(event.trigger[-1]).casefold().split()[-1:]
        behind = self.words.after(event.trigger[-1]).split()[:1]
        before = all(party.span[1] <= event.trigger[0][0] for party in event.actors)
        return not _BLAMED.isdisjoint(verb) and behind == ["for"] and before and bool(event.actors)

    def _turned_on(self, said: Attribution) -> tuple[str, ...]:
        """Whose that is with which the content of a rejection begins: *rejected the minister's offer*."""
        for span in said.content:
            return self._whose(span)
        return ()

    def _turned_down(self, event: Event) -> tuple[str, ...]:
        """Whose offer it is, or with whom he will not meet, in the words that begin with what somebody turns down:
        *turned down an invitation to meet with the senators*, *declined a request from the ministry*."""
        if event.type != "REJECT":
            return ()
        end = max(end for _, end in event.trigger)
        for mention in self.words.mentions((end, end + _OFFERED)):
            told = self.words.told((event.trigger[0][0], mention.span[0])) + " "
            if _OFFER.search(told):
                return self.cast.parties((mention.actor,))
        return ()

    def _meant(self, event: Event, parties: Iterable[Party]) -> tuple[str, ...]:
        """The actors of parties; a pronoun of which it stays open who is meant is the speaker in whose words it is."""
        said = self.attributions.get(event.voice or "")
        speakers = self.cast.parties(said.speakers) if said is not None and len(said.speakers) == 1 else ()
        found: dict[str, None] = {}
        for party in parties:
            if said is not None and self._is_told(said, party):
                continue  # *told the voters that rebels stormed the camp*: it is the rebels who do
            if party.actor is not None:
                found |= dict.fromkeys(self.cast.parties((party.actor,)))
            elif (told := self.words.told(party.span)).casefold() in _PRONOUNS or _OURS.match(told):
                found |= dict.fromkeys(speakers)
            else:
                found |= dict.fromkeys(self._whose(party.span))
        return tuple(found)

    def _is_told(self, said: Attribution, party: Party) -> bool:
        """Whether a party is only those to whom the words are said, outside of them."""
        called = self.cast.parties((party.actor,)) or self._whose(party.span)
        heard = not set(self.cast.parties(said.addressees)).isdisjoint(called)
        return heard and not _is_within(party.span, said.content)

    def _whose(self, span: Span) -> tuple[str, ...]:
        """Whose something is, by a name at its head or behind *of*: *a convoy of the Malian army*."""
        if not _OTHERS.isdisjoint(self.words.told(span).casefold().split()):
            return ()
        for mention in self.words.mentions(span):
            if _WHOSE.fullmatch(self.words.told((span[0], mention.span[0])) + " " * (mention.span[0] > span[0])):
                return self.cast.parties((mention.actor,))
        return ()

    def _doers_of(self, event: Event) -> tuple[str, ...]:
        """Whose deed is condemned or welcomed: that of the deed told there; where it is only called *the attack*, that
        of those who most of the deeds told before are."""
        if event.attribution is None:
            return ()
        for deed in self.reading.events:
            if deed.voice == event.attribution and deed.type in _DEEDS:
                doers = self._meant(deed, deed.actors)
                before = self.words.told((max(0, deed.trigger[0][0] - 12), deed.trigger[0][0])).casefold().split()
                known = before[-1:] in (["the"], ["this"], ["that"], ["these"])
                return doers or (self._main_doers(deed) if known else ())
        return ()

    def _main_doers(self, deed: Event) -> tuple[str, ...]:
        before = [one for one in self.reading.events if one.type == deed.type and one.trigger[0] < deed.trigger[0]]
        told = Counter(doers for one in before if not one.negated and (doers := self._meant(one, one.actors)))
        return told.most_common(1)[0][0] if told else ()

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
