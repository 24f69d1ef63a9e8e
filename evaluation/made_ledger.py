"""A made ledger of any size, in the shape of real ones: few speak often and many seldom, on the pages of sixty
publishers over two years, with events, places, dates, parties, hedges and words within words.

Everything in it is made up. The same numbers give the same ledger.

python -m evaluation.made_ledger FOLDER ATTRIBUTIONS
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final, Generic, TypeVar, get_args

from msgspec import Struct

from sayso.ids import document_id, thing_id
from sayso.ledger import Writer
from sayso.records import (
    Act,
    Actor,
    ActorKind,
    Alias,
    Attribution,
    Block,
    Date,
    Document,
    Event,
    EventPlace,
    EventType,
    Manner,
    Mention,
    Page,
    Party,
    Place,
    Reading,
    Sighting,
    Span,
    SpeakerKind,
    Stance,
)

A_PAGE: Final = 10  # attributions
BATCH: Final = 200
ACTORS: Final = 3000
PERSONS: Final = 6000  # whom no register knows: each page makes an id for them, and their full names join them
PUBLISHERS: Final = 60
PLACES: Final = 800
WORDS: Final = 20_000
FIRST: Final = date(2022, 1, 1)
DAYS: Final = 730
FETCHED: Final = "2024-03-01T12:00:00+00:00"

Item = TypeVar("Item")


class Zipf(Generic[Item]):
    """Draws from items of which each is the less frequent the later it stands."""

    def __init__(self, items: Sequence[Item], exponent: float = 1.0) -> None:
        self._items = items
        self._weights = list(accumulate(1 / (rank**exponent) for rank in range(1, len(items) + 1)))

    def draw(self, dice: random.Random) -> Item:
        return dice.choices(self._items, cum_weights=self._weights)[0]

    def several(self, dice: random.Random, count: int) -> list[Item]:
        return dice.choices(self._items, cum_weights=self._weights, k=count)


class Somebody(Struct, frozen=True):
    """An actor by its key (none: of a page's own making) and name."""

    key: str | None
    name: str
    kind: ActorKind
    country: str | None


class Spot(Struct, frozen=True):
    """A place that there is not."""

    name: str
    latitude: float
    longitude: float
    country: str


class World(Struct, frozen=True):
    """All that pages are made of."""

    words: Zipf[str]
    actors: Zipf[Somebody]
    persons: Zipf[Somebody]
    publishers: Zipf[str]
    places: Zipf[Spot]
    acts: Zipf[Act]
    types: Zipf[EventType]


def make(folder: Path, attributions: int, seed: int = 1) -> None:
    """Make a ledger of this many attributions, ten a page, in a folder that is not there yet."""
    with Writer(folder) as writer:
        pages = range(-(-attributions // A_PAGE))
        for first in range(0, len(pages), BATCH):
            writer.add_many(page(number, seed) for number in pages[first : first + BATCH])


@cache
def world(seed: int) -> World:
    dice = random.Random(seed)
    words = list(dict.fromkeys(_word(dice) for _ in range(WORDS)))
    countries = sorted({_word(dice, 2)[:2].upper() for _ in range(60)})
    kinds = get_args(ActorKind)
    actors = [
        Somebody(f"made-{n}", _name(dice, 1 + n % 3), dice.choice(kinds), dice.choice(countries)) for n in range(ACTORS)
    ]
    persons = [Somebody(None, _name(dice, 2), "person", None) for _ in range(PERSONS)]
    places = [
        Spot(_name(dice, 1 + (n % 5 == 0)), dice.uniform(-55, 70), dice.uniform(-179, 179), dice.choice(countries))
        for n in range(PLACES)
    ]
    return World(
        words=Zipf(words),
        actors=Zipf(actors),
        persons=Zipf(persons, 0.8),
        publishers=Zipf([f"The {_name(dice, 1)} {n}" for n in range(PUBLISHERS)]),
        places=Zipf(places),
        acts=Zipf(get_args(Act)),
        types=Zipf(get_args(EventType), 0.7),
    )


def page(number: int, seed: int = 1) -> tuple[Page, Reading]:
    """The page of this number, and a reading of it."""
    made = _Made(random.Random(f"{seed} {number}"), world(seed))
    made.tell()
    data = f"<html><body>{made.text}</body></html><!-- {number} -->".encode()
    path = f"pages/{number}.html"
    url = f"https://{number % PUBLISHERS}.example/{number if number % 20 else number % 400}"
    page = Page(data=data, path=path, url=url, media_type="text/html", fetched=FETCHED)
    return page, made.reading(data, url)


class _Said(Struct):
    """An attribution in the making: spans, and actors by their place in the cast."""

    outer: int | None
    speaker: str = ""
    about: str | None = None
    source: Span = (0, 0)
    cue: Span = (0, 0)
    content: Span = (0, 0)
    hedge: Span | None = None


class _Deed(Struct):
    """An event in the making; `place` and `date` are positions."""

    voice: int | None
    actor: tuple[str, Span]
    trigger: Span
    target: tuple[str, Span]
    place: int | None = None
    date: int | None = None


class _Made:
    """A page in the making: things with their spans; ids come once the text, and so the document's, is there."""

    def __init__(self, dice: random.Random, made_of: World) -> None:
        self._dice = dice
        self._world = made_of
        self._pieces: list[str] = []
        self._size = 0
        self._cast: dict[str, tuple[Somebody, Span]] = {}
        self._mentions: list[tuple[Span, str]] = []
        self._sentences: list[Span] = []
        self._said: list[_Said] = []
        self._deeds: list[_Deed] = []
        self._places: list[tuple[Span, Spot]] = []
        self._dates: list[tuple[Span, date]] = []
        self._day = FIRST + timedelta(days=int(dice.triangular(0, DAYS, DAYS)))

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def tell(self) -> None:
        self._words(8)
        self._end()
        while len(self._said) < A_PAGE:
            self._say(None)
            self._end()
            if self._dice.random() < 0.3:
                self._happen(None)
                self._end()

    def reading(self, data: bytes, url: str) -> Reading:
        found = document_id(data)
        document = Document(
            id=found,
            url=url,
            media_type="text/html",
            title=self.text[slice(*self._sentences[0])],
            publisher=self._world.publishers.draw(self._dice),
            published=self._day.isoformat(),
            language="en",
            text=self.text,
            blocks=tuple(Block("paragraph", span) for span in self._sentences),
            sightings=(Sighting(url=url, fetched=FETCHED),),
        )
        ids = {key: who.key or thing_id(found, "actor", (span,)) for key, (who, span) in self._cast.items()}
        said = tuple(self._attribution(found, each, ids) for each in self._said)
        places = tuple(_place(found, span, spot) for span, spot in self._places)
        dates = tuple(_date(found, span, day) for span, day in self._dates)
        return Reading(
            reader="made",
            document=document,
            sentences=tuple(self._sentences),
            actors=tuple(_actor(ids[key], who, span) for key, (who, span) in self._cast.items()),
            mentions=tuple(
                Mention(id=thing_id(found, "mention", (span,)), span=span, form="name", actor=ids[key], score=1.0)
                for span, key in self._mentions
            ),
            attributions=said,
            events=tuple(self._event(found, each, ids, said, places, dates) for each in self._deeds),
            places=places,
            dates=dates,
            stances=tuple(self._stances(found, ids)),
        )

    def _add(self, text: str) -> Span:
        start = self._size
        self._pieces.append(text)
        self._size += len(text)
        return start, self._size

    def _end(self) -> None:
        start = self._sentences[-1][1] + 1 if self._sentences else 0
        self._add(".")
        self._sentences.append((start, self._size))
        self._add("\n")

    def _words(self, count: int) -> Span:
        return self._add(" ".join(self._world.words.several(self._dice, count)))

    def _somebody(self) -> tuple[str, Span]:
        known = self._world.persons if self._dice.random() < 0.25 else self._world.actors
        who = known.draw(self._dice)
        span = self._add(who.name)
        key = who.key or who.name
        self._cast.setdefault(key, (who, span))
        self._mentions.append((span, key))
        return key, span

    def _say(self, outer: int | None) -> None:
        dice, own, said = self._dice, len(self._said), _Said(outer)
        self._said.append(said)
        said.speaker, said.source = self._somebody()
        self._add(" ")
        said.cue = self._add(dice.choice(("said", "claimed", "warned", "told reporters")))
        self._add(" that ")
        start = self._size
        about, _ = self._somebody()
        said.about = about if dice.random() < 0.6 else None
        self._add(" ")
        if dice.random() < 0.15:
            said.hedge = self._add("perhaps")
            self._add(" ")
        self._words(dice.randint(5, 16))
        if dice.random() < 0.5:
            self._add(" ")
            self._happen(own)
        if outer is None and len(self._said) < A_PAGE and dice.random() < 0.15:
            self._add(" and ")
            self._say(own)
        said.content = (start, self._size)

    def _happen(self, voice: int | None) -> None:
        dice = self._dice
        actor = self._somebody()
        self._add(" ")
        trigger = self._words(1)
        self._add(" ")
        deed = _Deed(voice, actor, trigger, self._somebody())
        self._deeds.append(deed)
        if dice.random() < 0.7:
            self._add(" in ")
            deed.place, spot = len(self._places), self._world.places.draw(dice)
            self._places.append((self._add(spot.name), spot))
        if dice.random() < 0.5:
            self._add(" on ")
            deed.date, day = len(self._dates), self._day - timedelta(days=int(dice.expovariate(0.1)))
            self._dates.append((self._add(f"{day.day} {day:%B}"), day))

    def _attribution(self, document: str, said: _Said, ids: Mapping[str, str]) -> Attribution:
        outer = None if said.outer is None else _key(document, self._said[said.outer])
        return Attribution(
            id=_key(document, said),
            source=(said.source,),
            cue=(said.cue,),
            content=(said.content,),
            hedges=(said.hedge,) if said.hedge else (),
            speakers=(ids[said.speaker],),
            speaker_kind=self._dice.choice(get_args(SpeakerKind)),
            about=(ids[said.about],) if said.about else (),
            act=self._world.acts.draw(self._dice),
            manner=self._dice.choice(get_args(Manner)),
            outer=outer,
            score=round(self._dice.uniform(0.3, 1), 2),
        )

    def _event(
        self,
        document: str,
        deed: _Deed,
        ids: Mapping[str, str],
        said: Sequence[Attribution],
        places: Sequence[Place],
        dates: Sequence[Date],
    ) -> Event:
        return Event(
            id=thing_id(document, "event", (deed.trigger,)),
            type=self._world.types.draw(self._dice),
            trigger=(deed.trigger,),
            actors=(Party(ids[deed.actor[0]], deed.actor[1]),),
            targets=(Party(ids[deed.target[0]], deed.target[1]),),
            places=() if deed.place is None else (EventPlace(places[deed.place].id, "at"),),
            date=None if deed.date is None else dates[deed.date].id,
            voice=None if deed.voice is None else said[deed.voice].id,
            score=0.9,
        )

    def _stances(self, document: str, ids: Mapping[str, str]) -> Iterator[Stance]:
        for said in self._said[::3]:
            if said.about and ids[said.about] != ids[said.speaker]:
                yield Stance(
                    id=thing_id(document, "stance", (said.cue,)),
                    kind=self._dice.choice(("ally", "hostile", "supports", "opposes", "negotiates")),
                    holders=(ids[said.speaker],),
                    toward=(ids[said.about],),
                    voice=_key(document, said),
                )


def _key(document: str, said: _Said) -> str:
    return thing_id(document, "attribution", (said.source,), (said.cue,), (said.content,))


def _actor(key: str, who: Somebody, span: Span) -> Actor:
    alias = Alias(text=who.name, span=span)
    return Actor(id=key, name=who.name, kind=who.kind, country=who.country, aliases=(alias,))


def _place(document: str, span: Span, spot: Spot) -> Place:
    return Place(
        id=thing_id(document, "place", (span,)),
        span=span,
        name=spot.name,
        latitude=spot.latitude,
        longitude=spot.longitude,
        country=spot.country,
        precision="town",
        score=0.9,
    )


def _date(document: str, span: Span, day: date) -> Date:
    told = day.isoformat()
    return Date(id=thing_id(document, "date", (span,)), span=span, first=told, last=told, precision="day", rule="made")


def _word(dice: random.Random, syllables: int = 0) -> str:
    count = syllables or dice.randint(2, 4)
    return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(count))


def _name(dice: random.Random, words: int) -> str:
    return " ".join(_word(dice, 3).title() for _ in range(words))


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
