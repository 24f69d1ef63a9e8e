"""Pages of which it is known what they tell: marked text, and beside it stances and events in a small notation.

Text is marked as for `tests/extract/builders.py`: `{us Washington}` is a mention of the actor `us`, `[S …] [C …] [T …]`
an attribution; its speakers are the actors in its source. A fact is `kind holders > others: words`, the words as they
stand in the text (`bombed#2` the second time): `ASSAULT us,uk > isis: bombed`, `ally us > isis: sided with`. Whose
word it is follows from where its words stand; `?its_men` are words of a party that is no actor. After a bar come marks:
`hedged`, `negated`, a status (`possible`), the mode of an event (`aerial`), `at Homs in SY` for a place and country.
Actors are `id="kind COUNTRY name"`, kind and name as wanted.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast, get_args

from msgspec.structs import replace

from sayso.compare.system import System
from sayso.ids import thing_id
from sayso.parse.voices import Voices
from sayso.records import (
    Act,
    Actor,
    Alias,
    Attribution,
    Event,
    EventPlace,
    EventStatus,
    EventType,
    Mention,
    Party,
    Place,
    Reading,
    Span,
    Stance,
)
from tests.extract.builders import built

_FACT: Final = re.compile(r"(\S+) ?(\S*) ?> ?(\S*): ([^|]+?)(?: \| (.*))?")
_STATUSES: Final = frozenset(get_args(EventStatus))


def page(
    marked: str, *facts: str, acts: Mapping[str, Act] | None = None, title: str = "A page", **actors: str
) -> Reading:
    """A reading. `acts` are those of attributions by the number in their marks, in text order without numbers."""
    made = built(marked)
    fields = {
        "publisher": actors.pop("publisher", "The Herald"),
        "published": actors.pop("published", "2024-02-29") or None,
    }
    document = replace(made.parse.document, title=title, **fields)
    given = list((acts or {}).values())
    said = tuple(
        replace(_spoken(each, made.mentions), act=given[i] if i < len(given) else "state")
        for i, each in enumerate(made.attributions)
    )
    reading = Reading(
        reader="test",
        document=document,
        sentences=made.parse.sentences,
        actors=tuple(_actor(actor, actors.get(actor.id, ""), made.mentions) for actor in made.actors.values()),
        mentions=made.mentions,
        attributions=said,
    )
    for number, fact in enumerate(facts):
        reading = _with(reading, fact, number)
    return reading


def _spoken(said: Attribution, mentions: Iterable[Mention]) -> Attribution:
    speakers = [m.actor for m in mentions if any(_in(m.span, span) for span in said.source)]
    about = [m.actor for m in mentions if any(_in(m.span, span) for span in said.content)]
    return replace(
        said,
        speakers=tuple(dict.fromkeys(actor for actor in speakers if actor)),
        about=tuple(dict.fromkeys(actor for actor in about if actor)),
        speaker_kind="named" if any(speakers) else "unstated",
    )


def _actor(actor: Actor, given: str, mentions: Iterable[Mention]) -> Actor:
    kind, _, rest = given.partition(" ")
    country, _, name = rest.partition(" ") if rest[:2].isupper() and rest[2:3] in ("", " ") else ("", "", rest)
    return Actor(
        id=actor.id,
        name=name or actor.name,
        kind=cast(Any, kind or "armed_group"),
        country=country or None,
        aliases=(Alias(text=actor.name, span=next(m.span for m in mentions if m.actor == actor.id)),),
    )


def _with(reading: Reading, fact: str, number: int) -> Reading:
    """The reading with one more stance or event."""
    found = _FACT.fullmatch(fact)
    assert found, f"no fact: {fact}"
    kind, one, other, words = found[1], _ids(found[2]), _ids(found[3]), found[4]
    marks = (found[5] or "").split(", ") if found[5] else []
    span = _span(reading, words)
    id = thing_id(reading.document.id, f"fact {number}", (span,))
    town = next((mark.removeprefix("at ") for mark in marks if mark.startswith("at ")), None)
    if town is not None:
        words, _, country = town.partition(" in ")
        at = _span(reading, words)
        name = reading.document.text[slice(*at)]
        place = Place(id=f"{id[:12]}town", span=at, name=name, country=country or None, geonames=1, score=1.0)
        reading = replace(reading, places=(*reading.places, place))
    voice = Voices(reading.attributions).of(span)
    common: dict[str, Any] = {"id": id, "negated": "negated" in marks, "voice": voice}
    common["hedges"] = (span,) if "hedged" in marks else ()
    if kind.isupper():
        status = next((mark for mark in marks if mark in _STATUSES), "happened")
        event = Event(
            type=cast(EventType, kind),
            trigger=(span,),
            actors=tuple(_party(reading, actor, span) for actor in one),
            targets=tuple(_party(reading, actor, span) for actor in other),
            places=(EventPlace(f"{id[:12]}town", "at"),) if town else (),
            modes=tuple(mark for mark in marks if mark in ("aerial", "troops")),
            status=cast(EventStatus, status),
            attribution=next((a.id for a in reading.attributions if span in a.cue), None),
            score=1.0,
            **common,
        )
        return replace(reading, events=(*reading.events, event))
    stance = Stance(
        kind=cast(Any, kind),
        holders=one,
        toward=other,
        place=f"{id[:12]}town" if town else None,
        content=(span,),
        **common,
    )
    return replace(reading, stances=(*reading.stances, stance))


def _ids(written: str) -> tuple[str, ...]:
    return tuple(id for id in written.split(",") if id)


def _span(reading: Reading, words: str) -> Span:
    words, _, number = words.partition("#")
    found = [match.span() for match in re.finditer(re.escape(words), reading.document.text)]
    assert found, f"the text lacks {words!r}"
    return found[int(number or 1) - 1]


def _party(reading: Reading, actor: str, near: Span) -> Party:
    """An actor by its mention that is nearest to some words; after a question mark words that are none."""
    if actor.startswith("?"):
        return Party(None, _span(reading, actor[1:].replace("_", " ")))
    spans = [mention.span for mention in reading.mentions if mention.actor == actor]
    return Party(actor, min(spans, key=lambda span: abs(span[0] - near[0]), default=near))


def _in(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


# What a system is asked in the tests


def signs(system: System) -> dict[str, int]:
    """The sign of each tie, by the two ids in their order."""
    return {f"{tie.one} {tie.other}": tie.sign for tie in system.ties}


def blocs(system: System) -> set[str]:
    """The members of each bloc, in the order of their names."""
    return {" ".join(sorted(bloc.members)) for bloc in system.blocs}
