"""What is said to have been done: by whom, to whom, with what, where, when, how surely, and in whose words.

Deeds are verbs and nouns that the lexicon knows; attributions whose act is one in PLOVER's terms (an accusation, a
demand, a threat) are events too, told by their cue.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.hedging import apart, hedges
from sayso.extract.eventing.modes import coloured
from sayso.extract.eventing.parties import Roles, is_arm, roles
from sayso.extract.eventing.scene import Scene, Types
from sayso.extract.eventing.spoken import Spoken, idle, spoken
from sayso.extract.eventing.status import Standing, standing
from sayso.extract.eventing.triggers import deeds
from sayso.extract.eventing.wheres import dates as dates_of
from sayso.extract.eventing.wheres import places as places_of
from sayso.extract.eventing.words import SAID
from sayso.ids import thing_id
from sayso.lexicon.plover import PROMISED
from sayso.parse.voices import WISHING, in_own_words, is_thing
from sayso.records import (
    Actor,
    Attribution,
    Date,
    Event,
    EventPlace,
    EventType,
    Mention,
    Parse,
    Place,
    Spans,
)

DONE_TOGETHER: Final = frozenset({"CONSULT", "AGREE"})  # of the types of what is done by saying it


def events(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    actors: Mapping[str, Actor],
    places: Sequence[Place],
    dates: Sequence[Date],
    types: Sequence[Types] = (),
) -> tuple[Event, ...]:
    """The events of a page in the order of their triggers, one a trigger. `types` are a classifier's, word by word."""
    scene = Scene(parse, attributions, mentions, actors, places, dates, types)
    met = deeds(scene)
    cast = _cast(scene, met)
    by_word = {deed.at: deed for deed in met}
    said, none = tuple(spoken(scene, by_word, cast)), idle(scene, by_word)
    told = {i for one in said for span in one.attribution.cue for i in scene.g.syntax.within(span)}
    where, when = places_of(scene, met, cast), dates_of(scene, met)
    found = [_told(scene, one) for one in said]
    arms = _arms(scene, met, cast)
    for deed in met:
        if deed.at not in arms and told.isdisjoint(deed.words) and deed.at not in none:
            found.append(_done(scene, deed, cast[deed.at], where.get(deed.at, ()), when.get(deed.at)))
    once = {event.trigger: event for event in sorted(found, key=lambda event: event.score)}
    return tuple(sorted(once.values(), key=lambda event: event.trigger))


def _cast(scene: Scene, met: Sequence[Deed]) -> dict[int, Roles]:
    """Who takes part in each deed, by the word that it hangs on; where another deed stands there, whose that is."""
    alone = {deed.at: roles(scene, deed, {}) for deed in met if deed.is_noun}
    return {deed.at: _among(scene, deed, alone) for deed in met}


def _among(scene: Scene, deed: Deed, nouns: Mapping[int, Roles]) -> Roles:
    known = nouns.get(deed.at)
    beside = known is None or any(k in nouns for k in (*known.doers, *known.undergoers))
    return roles(scene, deed, nouns) if known is None or beside else known


def _arms(scene: Scene, met: Sequence[Deed], cast: Mapping[int, Roles]) -> frozenset[int]:
    """The deeds' nouns that are only what other deeds are done with: *a car bomb exploded*."""
    used = {k for deed in met if not deed.is_noun for k in _used(deed, cast[deed.at])}
    return frozenset(deed.at for deed in met if deed.is_noun and deed.at in used and is_arm(scene, deed.at))


def _used(deed: Deed, cast: Roles) -> Iterator[int]:
    yield from cast.doers
    yield from (k for name in deed.sense.object for k in deed.slots.get(name, ()))


def _voice(scene: Scene, at: int, kind: EventType, trigger: Spans) -> str | None:
    """Whose word a deed is, which hangs on the word `at`. That somebody makes or answers an accusation, a threat or a
    call (*reiterated his call for …*, *rejected these charges*) is told by whoever tells of him, and only what stands
    in it is his. Talks and the like that are asked for or promised (*demanded a meeting*) are his all the same."""
    voice = scene.voices.of((trigger[0][0], trigger[-1][1]))
    said = scene.by_id.get(voice or "")
    if said is None or kind not in SAID or scene.pos(at) != "NOUN" or not _is_made(scene, at, said):
        return voice
    if kind in DONE_TOGETHER and said.act in WISHING:
        return voice
    return scene.voices.of((said.cue[0][0], said.cue[-1][1]))


def _is_made(scene: Scene, at: int, said: Attribution) -> bool:
    """Whether a noun is all that an attribution's cue has beside it (*issued a threat*), in no quoted words; that it is
    *alleged* makes it no threat of the source's."""
    syntax = scene.g.syntax
    if in_own_words(said, syntax) or not is_thing(said, syntax) or at not in syntax.heads(said.content):
        return False
    return not any(scene.relation(i) == "amod" for span in said.cue for i in syntax.within(span))


def _done(scene: Scene, deed: Deed, cast: Roles, where: tuple[EventPlace, ...], when: str | None) -> Event:
    trigger = _trigger(scene, deed.words)
    voice = _voice(scene, deed.at, deed.type, trigger)
    within = scene.by_id.get(scene.contents.of((trigger[0][0], trigger[-1][1])) or "")
    stands = standing(scene, deed, within)
    kind = _promised(deed, stands)
    modes, contexts = coloured(scene, deed, cast)
    return Event(
        id=thing_id(scene.parse.document.id, "event", trigger),
        type=kind,
        modes=modes if kind == deed.type else (),
        contexts=contexts,
        trigger=trigger,
        actors=cast.actors,
        targets=cast.targets,
        object=cast.object,
        places=where,
        date=when,
        status=stands.status,
        negated=stands.negated,
        hedges=hedges(scene, deed, stands.path, cast.doers, within),
        attribution=_view(scene, deed),
        voice=voice,
        score=round(deed.sure, 2),
    )


def _promised(deed: Deed, stands: Standing) -> EventType:
    """What a deed still to come is in PLOVER's terms: cooperation planned is an agreement to it."""
    promised = stands.status == "planned" and not stands.negated and not stands.purpose
    return PROMISED.get(deed.type, deed.type) if promised else deed.type


def _view(scene: Scene, deed: Deed) -> str | None:
    """The attribution of which a verbal event is the view, where its trigger is a cue."""
    own = (*deed.words, deed.verb) if deed.carries and deed.verb is not None else deed.words
    said = next((scene.cues[i] for i in own if i in scene.cues), None)
    return said.id if said is not None and deed.type in SAID else None


def _told(scene: Scene, one: Spoken) -> Event:
    said = one.attribution
    voice = _voice(scene, one.at, one.type, said.cue)
    within = scene.by_id.get(scene.contents.of((said.cue[0][0], said.cue[-1][1])) or "")
    return Event(
        id=thing_id(scene.parse.document.id, "event", said.cue),
        type=one.type,
        modes=one.modes,
        trigger=said.cue,
        actors=one.actors,
        targets=one.targets,
        status=one.stands.status,
        negated=one.stands.negated,
        hedges=apart((*said.hedges, *(within.hedges if within else ()))),
        attribution=said.id,
        voice=voice,
        score=round(said.score, 2),
    )


def _trigger(scene: Scene, words: Sequence[int]) -> Spans:
    """Spans of words, those that stand side by side, or with an article between them, as one."""
    runs: list[list[int]] = []
    for i in sorted(words):
        if runs and (i == runs[-1][-1] + 1 or (i == runs[-1][-1] + 2 and scene.pos(i - 1) == "DET")):
            runs[-1].append(i)
        else:
            runs.append([i])
    return tuple(scene.span(run) for run in runs)
