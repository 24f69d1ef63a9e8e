"""Random readings through the formats of events and back by programs of others: nothing is lost, nothing breaks."""

import random
from typing import Any, Final, get_args

import pytest
from msgspec.structs import replace

import evaluation.format_checks.events as checking
from evaluation.format_checks.events import check
from sayso.export import acled
from sayso.ids import thing_id
from sayso.lexicon.deeds import MODES
from sayso.records import (
    Actor,
    ActorKind,
    Attribution,
    Chosen,
    Date,
    Event,
    EventPlace,
    EventStatus,
    Figure,
    Outcome,
    Party,
    Place,
    PlacePrecision,
    PlaceRole,
    Reading,
    Span,
)
from sayso.soundness import check as check_soundness
from tests.factories import reading

# What tables and lines break on, and words between them.
NASTY: Final = (
    "=1+1", "+cmd", "-2+3", "@SUM(A1)", "a\tb", 'the "so-called" guard', "l'armée", "; x", "a,b", "‘quoted’", "Ürün",
    "\u2028next", "x\u0085y", "٣", "𝔘𝔫", "’", "''", "الجيش", "\u200fright", "NULL", "nan", "0", "-1", "1e5", "'=1",
)  # fmt: skip
WORDS: Final = ("the", "army", "shelled", "Dren", "on", "Monday", "and", "killed", "twelve", "people", "near", "Lohm")


def page(chance: random.Random) -> Chosen:
    """A page of some ten sentences with everything that events refer to, and a part of them selected."""
    lines = (" ".join(chance.choices((*WORDS, *NASTY), k=12)) for _ in range(10))
    text = "\n".join(lines).replace("[", "(").replace("]", ")")
    url = _some(chance, "https://a.example/x?y=1&z=2", None)
    read = reading(text, publisher=_some(chance, *NASTY, None), url=url)
    ids = iter(range(1_000_000))
    actors = tuple(
        Actor(id=_some(chance, "army", "front", f"{n:016x}") + f"{n}", name=chance.choice((*WORDS, *NASTY)) + f" {n}",
              kind=_some(chance, *get_args(ActorKind), None), country=_some(chance, "YE", "US", "XX", None))
        for n in range(5)
    )  # fmt: skip
    read = replace(
        read,
        actors=actors,
        places=tuple(_place(chance, read, next(ids)) for _ in range(5)),
        dates=tuple(_date(chance, read, next(ids)) for _ in range(5)),
        attributions=_voices(chance, replace(read, actors=actors)),
    )
    read = replace(read, events=tuple(_event(chance, read, next(ids)) for _ in range(8)))
    read = replace(read, figures=tuple(_figure(chance, read, next(ids)) for _ in range(8)))
    check_soundness(read)
    chosen = frozenset(chance.sample([event.id for event in read.events], chance.randrange(9)))
    return Chosen(reading=read, attributions=frozenset(), events=chosen)


def _some(chance: random.Random, *of: Any) -> Any:
    return chance.choice(of)


def _span(chance: random.Random, read: Reading) -> Span:
    start, end = chance.choice(read.sentences)
    low = chance.randrange(start, end)
    return low, min(end, low + chance.randint(1, 30))


def _voices(chance: random.Random, read: Reading) -> tuple[Attribution, ...]:
    made: list[Attribution] = []
    for number in range(4):
        speakers = tuple(actor.id for actor in chance.sample(read.actors, chance.randrange(3)))
        made.append(
            Attribution(
                id=thing_id(read.document.id, f"attribution {number}", ()), source=(_span(chance, read),),
                cue=(_span(chance, read),), content=(_span(chance, read),), speakers=speakers, score=0.5,
                outer=_some(chance, None, *(each.id for each in made)),
                speaker_kind=_some(chance, "named", "anonymous", "collective", None),
            )
        )  # fmt: skip
    return tuple(made)


def _place(chance: random.Random, read: Reading, number: int) -> Place:
    known = chance.random() < 0.7
    return Place(
        id=thing_id(read.document.id, f"place {number}", ()), span=_span(chance, read), score=0.5,
        name=chance.choice((*WORDS, *NASTY)), country=_some(chance, "YE", "US", None),
        latitude=chance.uniform(-90, 90) if known else None, longitude=chance.uniform(-180, 180) if known else None,
        precision=_some(chance, *get_args(PlacePrecision), None), relation=_some(chance, None, "north of"),
    )  # fmt: skip


def _date(chance: random.Random, read: Reading, number: int) -> Date:
    first, last, precision = _some(
        chance, ("2024-03-03", "2024-03-03", "day"), ("2024-03-01", "2024-03-31", "month"), (None, None, "vague"),
        ("--09-17", "--09-17", "day"), ("0001-01-01", "9999-12-31", "vague"), ("2024-01-01", None, "vague"),
    )  # fmt: skip
    return Date(
        id=thing_id(read.document.id, f"date {number}", ()), span=_span(chance, read), first=first, last=last,
        precision=precision, rule="random",
    )  # fmt: skip


def _event(chance: random.Random, read: Reading, number: int) -> Event:
    type = chance.choice(list(MODES))
    modes = chance.sample(sorted(MODES[type]), min(len(MODES[type]), chance.randrange(3)))

    def sides() -> tuple[Party, ...]:
        return tuple(
            Party(_some(chance, None, *(actor.id for actor in read.actors)), _span(chance, read))
            for _ in range(chance.randrange(4))
        )

    return Event(
        id=thing_id(read.document.id, f"event {number}", ()), type=type, modes=tuple(modes),
        contexts=tuple(chance.sample(("military", "territory"), chance.randrange(3))),
        trigger=_some(chance, (), (_span(chance, read),)), actors=sides(), targets=sides(),
        places=tuple(
            EventPlace(place.id, chance.choice(get_args(PlaceRole)))
            for place in chance.sample(read.places, chance.randrange(4))
        ),
        date=_some(chance, None, *(date.id for date in read.dates)), status=chance.choice(get_args(EventStatus)),
        negated=chance.random() < 0.2, hedges=_some(chance, (), (_span(chance, read),)), score=chance.random(),
        voice=_some(chance, None, *(each.id for each in read.attributions)),
    )  # fmt: skip


def _figure(chance: random.Random, read: Reading, number: int) -> Figure:
    low = _some(chance, None, 0.0, 12.0, 2.5, 1e20)
    return Figure(
        id=thing_id(read.document.id, f"figure {number}", ()), span=_span(chance, read), low=low,
        high=_some(chance, None, low, 2e20), open=chance.random() < 0.2, approximate=chance.random() < 0.2,
        unit=_some(chance, None, "percent"), what=_some(chance, None, *WORDS),
        outcome=_some(chance, None, *get_args(Outcome)), event=_some(chance, *(event.id for event in read.events)),
        voice=_some(chance, None, *(each.id for each in read.attributions)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    assert check([page(chance) for _ in range(5)]) == []


def test_a_check_that_finds_what_is_amiss() -> None:
    chosen = next(each for each in map(page, map(random.Random, range(50))) if each.events)
    assert check([chosen]) == []
    text = chosen.reading.document
    broken = replace(chosen, reading=replace(chosen.reading, document=replace(text, publisher=f"{text.publisher}!")))
    events = {event.id: (broken, event) for event in chosen.reading.events if event.id in chosen.events}
    lines = checking._table(acled.write, [chosen])
    assert any("publisher" in fault for fault in checking._faults("acled", lines, events))
