"""How actors are said to stand toward each other, what is said to have led to what, and the aims that are imputed.

A stance is kept as told, never as fact: `voice` is in whose words it stands. What somebody denies (the act of the
attribution whose words it is) is negated. Of motives, causes and violations `content` holds the aim, the effect, the
agreement or law; of all others the words that the stance rests on, from its first to its last.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from sayso.extract.standing.aims import aims, purposes
from sayso.extract.standing.effects import breaches, effects
from sayso.extract.standing.found import Stood, parted
from sayso.extract.standing.offices import may_tell, offices
from sayso.extract.standing.relations import relations
from sayso.extract.standing.scene import Scene, scene
from sayso.ids import thing_id
from sayso.lexicon.stances import Met, lemmas, met_at, packaged_signs
from sayso.records import Actor, Attribution, Event, EventType, Mention, Parse, Place, Spans, Stance

HOSTILE: Final[frozenset[EventType]] = frozenset({"ASSAULT", "THREATEN"})


def stances(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    actors: Mapping[str, Actor],
    events: tuple[Event, ...],
    places: tuple[Place, ...],
) -> tuple[Stance, ...]:
    """The stances of a page in text order, each once a sentence; those of sameness are made with the actors."""
    s = scene(parse, attributions, mentions, actors, events, places)
    found = {stance.id: stance for stance in (*_said(s), *_done(s, events))}
    return tuple(sorted(found.values(), key=lambda stance: (stance.content, stance.kind, stance.id)))


def _said(s: Scene) -> Iterator[Stance]:
    """What the signs of the lexicon say; of one thing said twice in a sentence the first."""
    seen: set[object] = set()
    for i, word in enumerate(s.words):
        found = tuple(_at(s, i)) if begins_sign(word) or i in s.deeds else ()
        if not any(one.kind == "commands" for one in found):
            yield from _offices(s, i, seen)
        for one in found:
            plain = one.kind not in ("motive", "causes", "violates")
            key = (one.kind, one.holders, one.toward, one.place, plain or one.content, s.parse.words[i].sentence)
            if key not in seen:
                seen.add(key)
                yield _stance(s, one)


@lru_cache(maxsize=1 << 15)
def begins_sign(word: str) -> bool:
    """Whether a word may begin a sign of the lexicon; most begin none."""
    return not packaged_signs().keys().isdisjoint(lemmas(word))


def _offices(s: Scene, i: int, seen: set[object]) -> Iterator[Stance]:
    """Who belongs where by his office; once a page, however often he is called by it."""
    for one in offices(s, i) if may_tell(s, i) else ():
        key = (one.holders, one.toward)
        if key not in seen:
            seen.add(key)
            yield _stance(s, one)


def _at(s: Scene, i: int) -> Iterator[Stood]:
    for met in _signs(s, i):
        yield from _of_sign(s, met)
    if i in s.deeds:
        yield from purposes(s, i)


def _signs(s: Scene, i: int) -> list[Met]:
    """The signs that begin at a word, in its sentence; one that another of its kind goes on from does not count."""
    begun = met_at(s.words, i)
    found = [met for met in begun if s.parse.words[met.at[-1]].sentence == s.parse.words[i].sentence] if begun else []
    return [
        met
        for met in found
        if not any(len(other.at) > len(met.at) and other.sign.pos == met.sign.pos == "verb" for other in found)
    ]


def _of_sign(s: Scene, met: Met) -> Iterator[Stood]:
    if met.sign.kind == "motive":
        return aims(s, met)
    if met.sign.kind == "causes":
        return effects(s, met)
    return breaches(s, met) if met.sign.kind == "violates" else relations(s, met)


def _done(s: Scene, events: tuple[Event, ...]) -> Iterator[Stance]:
    """Who attacks or threatens somebody is hostile to him, by that event."""
    for event in events:
        if event.type not in HOSTILE or event.negated or event.status not in ("happened", "ongoing"):
            continue
        doers = tuple(dict.fromkeys(p.actor for p in event.actors if p.actor is not None))
        holders, toward = parted("hostile", doers, tuple(dict.fromkeys(p.actor for p in event.targets if p.actor)))
        if holders and toward and event.trigger:
            yield Stance(
                id=_id(s, "hostile", holders, toward, event.id, event.trigger),
                kind="hostile",
                holders=holders,
                toward=toward,
                event=event.id,
                content=event.trigger,
                hedges=event.hedges,
                voice=event.voice,
            )


def _stance(s: Scene, one: Stood) -> Stance:
    return Stance(
        id=_id(s, one.kind, one.holders, one.toward, one.place or "", (one.sign, *one.content)),
        kind=one.kind,
        holders=one.holders,
        toward=one.toward,
        event=one.event,
        place=one.place,
        content=one.content,
        negated=one.mood.negated,
        hedges=one.mood.hedges,
        voice=s.voices.of(one.sign),
    )


def _id(s: Scene, kind: str, holders: tuple[str, ...], toward: tuple[str, ...], other: str, spans: Spans) -> str:
    """Two stances may rest on the same words: kind and sides tell them apart."""
    return thing_id(s.parse.document.id, f"stance {kind} {' '.join(holders)} > {' '.join(toward)} {other}", spans)
