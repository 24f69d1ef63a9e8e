"""Events made ready to be compared, of a reading or of a sentence's words."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from sayso.compare.claiming.making import Joined, keys
from sayso.compare.claiming.stems import stem, words_of
from sayso.compare.gathering.signs import Signs, signs
from sayso.compare.occurring.told import Happening, Weights
from sayso.lexicon.opposites import poles_at
from sayso.lexicon.plover import deeds
from sayso.lexicon.rarity import WORD, folded, rarity
from sayso.records import Event, EventType, Reading, Span

NEAR: Final = 5  # words before and after an event that count as near
_LEAST: Final = 1.0  # the rarity up to which a word around an event tells nothing
_MOST: Final = 6.0
# Words of a trigger that say nothing by themselves: *carried out by*.
_SMALL: Final = words_of(
    "in on up down off out into over to of for with at by from away back about it an a the up his her their its no"
    " be is was were are been"
)
BESIDE: Final = 3  # those that count as just before it or just behind it
# Words that say that somebody says something.
_TELLING: Final = frozenset(
    map(
        stem,
        words_of(
            "say tell announce report state claim accuse confirm add note explain deny warn admit describe call comment"
            " suggest statement announcement"
        ),
    )
)
_TOKEN: Final = re.compile(rf"{WORD.pattern}|[^\s\w]")


def happenings(reading: Reading, joined: Joined = str) -> tuple[Happening, ...]:
    """The events of a page, in order. `joined` gives the id that means an actor over pages."""
    page = signs(reading)
    parties = {actor.id: keys(actor, joined) for actor in reading.actors}
    found = (_happening(reading, page, parties, event) for event in reading.events)
    return tuple(each for each in found if each is not None)


def of_words(
    id: str,
    words: Sequence[str],
    at: Sequence[int],
    sentence: int,
    page: Signs,
    types: frozenset[EventType] = frozenset(),
) -> Happening:
    """An event from the words of its sentence and the positions of its own, ascending."""
    own = [words[i] for i in at]
    lower = [word.lower() for word in own]
    head = next((word for word in reversed(lower) if word not in _SMALL and word[:1].isalnum()), lower[0])
    return Happening(
        id=id,
        words=" ".join(own),
        head=folded(head),
        stem=stem(head),
        rare=rarity(folded(head)),
        stems=frozenset(stem(word) for word in lower if rarity(folded(word)) > _LEAST),
        poles=frozenset(pole for i in range(len(lower)) for pole, _ in poles_at(lower, i)),
        types=types or _types(head),
        around=_weights(words, at, len(words), len(words)),
        near=_weights(words, at, NEAR, NEAR),
        before=_weights(words, at, BESIDE, -1),
        behind=_weights(words, at, -1, BESIDE),
        telling=stem(head) in _TELLING,
        sentence=sentence,
        page=page,
    )


def _types(head: str) -> frozenset[EventType]:
    return frozenset(sense.type for pos in ("VERB", "NOUN") for sense in deeds(head, pos) if sense.type)


def _weights(words: Sequence[str], at: Sequence[int], before: int, behind: int) -> Weights:
    """The weights of so many words before an event and behind it, those of its own left out; -1 leaves its side and the
    words between its own out."""
    own = set(at)
    first = max(at) + 1 if before < 0 else max(0, min(at) - before)
    last = min(at) if behind < 0 else min(len(words), max(at) + behind + 1)
    raw = dict(_rare(words, (i for i in range(first, last) if i not in own)))
    length = math.sqrt(math.fsum(weight * weight for weight in raw.values()))
    return {key: weight / length for key, weight in sorted(raw.items())}


def _rare(words: Sequence[str], places: Iterator[int]) -> Iterator[tuple[str, float]]:
    for i in places:
        if words[i][:1].isalnum() and (rare := rarity(folded(words[i]))) > _LEAST:
            yield stem(words[i]), min(rare, _MOST)


def _happening(reading: Reading, page: Signs, parties: Mapping[str, frozenset[str]], event: Event) -> Happening | None:
    if not event.trigger:
        return None
    text = reading.document.text
    sentence, span = _sentence(reading, event.trigger[0][0])
    found = [(m[0], span[0] + m.start()) for m in _TOKEN.finditer(text[slice(*span)])]
    at = [i for i, (_, start) in enumerate(found) if any(s <= start < e for s, e in event.trigger)]
    if not at:
        return None
    made = of_words(event.id, [word for word, _ in found], at, sentence, page, frozenset({event.type}))
    return _told(made, reading, parties, event)


def _told(made: Happening, reading: Reading, parties: Mapping[str, frozenset[str]], event: Event) -> Happening:
    """The same with what the reading tells of the event beside its words."""
    numbers = {place.id: place.geonames for place in reading.places}
    dates = {date.id: (date.first, date.last) for date in reading.dates}
    first, last = dates.get(event.date or "", (None, None))
    return replace(
        made,
        actors=frozenset(key for party in event.actors for key in parties.get(party.actor or "", ())),
        targets=frozenset(key for party in event.targets for key in parties.get(party.actor or "", ())),
        places=frozenset(number for one in event.places if (number := numbers.get(one.place)) is not None),
        spoken=event.attribution is not None,
        days=(first, last) if first and last and not first.startswith("-") and not last.startswith("-") else None,
    )


def _sentence(reading: Reading, place: int) -> tuple[int, Span]:
    found = enumerate(reading.sentences)
    return next(((i, span) for i, span in found if span[0] <= place < span[1]), (0, (0, len(reading.document.text))))
