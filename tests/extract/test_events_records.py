"""The other fields of events: places, dates, objects, modes; and that spans and ids are sound whatever the parse."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.acts import acts
from sayso.extract.eventing.scene import Types
from sayso.extract.events import events
from sayso.extract.speakers import speakers
from sayso.extract.speaking.ground import listed
from sayso.ids import thing_id
from sayso.lexicon.plover import CONTEXTS, MODES
from sayso.parse.labels import POS, RELATIONS
from sayso.records import Date, Event, Parse, Place, Span, Word
from tests.extract.builders import Built, built
from tests.extract.test_events import CAST, read, words


def span_of(page: Built, text: str) -> Span:
    start = page.parse.document.text.index(text)
    return start, start + len(text)


def placed(page: Built, names: Sequence[str], dated: Sequence[str] = ()) -> tuple[Event, ...]:
    """The events of a page with some of its words as places and dates, whose ids are those words."""
    places = [Place(id=name, span=span_of(page, name), name=name, precision="town", score=0.9) for name in names]
    dates = [Date(id=text, span=span_of(page, text), precision="day", rule="test") for text in dated]
    return events(page.parse, page.attributions, page.mentions, page.actors, places, dates)


PLACES = [
    (
        "{turkey Turkey} bombed {x:person men} in {place Hama}.",
        "Turkey>bombed:nsubj men>bombed:obj Hama>bombed:obl",
        "Hama at",
        "in a town",
    ),
    ("{turkey Turkey} bombed {place Hama}.", "Turkey>bombed:nsubj Hama>bombed:obj", "Hama at", "a town bombed"),
    (
        "{israel Israel}'s bombing of {place Hama} from {place Beirut} went on.",
        "Israel>bombing:nmod bombing>went:nsubj Hama>bombing:nmod Beirut>bombing:nmod",
        "Hama at, Beirut from",
        "of one from another",
    ),
    (
        "{turkey Turkey} attacked {rebels rebels} near {place Hama}.",
        "Turkey>attacked:nsubj rebels>attacked:obj near>Hama:case Hama>rebels:nmod",
        "Hama at",
        "near a town, through the target",
    ),
    (
        "The {place Hama} attack killed {x:person ten men}.",
        "Hama>attack:compound attack>killed:nsubj men>killed:obj ten>men:nummod",
        "Hama at",
        "a town before the noun",
    ),
    (
        "{army The army} withdrew from {place Hama} to {place Homs}.",
        "army>withdrew:nsubj Hama>withdrew:obl Homs>withdrew:obl",
        "Hama from, Homs to",
        "from one to another",
    ),
    (
        "{army The army} launched attacks in {place Hama}.",
        "army>launched:nsubj attacks>launched:obj Hama>launched:obl",
        "Hama at",
        "at the light verb",
    ),
    (
        "{x:army The governor of {place Hama}} attacked {rebels rebels}.",
        "governor>attacked:nsubj Hama>governor:nmod rebels>attacked:obj",
        "",
        "a place that tells who the actor is",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "reason"), PLACES, ids=[case[-1] for case in PLACES])
def test_places(marked: str, arcs: str, expected: str, reason: str) -> None:
    page = built(marked, arcs, **CAST)
    names = [name for name in ("Hama", "Beirut", "Homs") if name in page.parse.document.text]
    first = placed(page, names)[0]
    assert ", ".join(f"{one.place} {one.role}" for one in first.places) == expected, reason


DATES = [
    (
        "{turkey Turkey} bombed {place Hama} on Sunday.",
        "Turkey>bombed:nsubj Hama>bombed:obj Sunday>bombed:obl",
        ["Sunday"],
        "at the verb",
    ),
    (
        "Sunday's attack on {rebels rebels} went on.",
        "Sunday>attack:nmod attack>went:nsubj rebels>attack:nmod",
        ["Sunday"],
        "before the noun",
    ),
    (
        "{turkey Turkey} attacked {place Hama} on Sunday, killing {x:person ten men}.",
        "Turkey>attacked:nsubj Hama>attacked:obj Sunday>attacked:obl killing>attacked:advcl men>killing:obj"
        " ten>men:nummod",
        ["Sunday", "Sunday"],
        "of the clause above",
    ),
    (
        "{us Washington} said on Sunday {turkey Turkey} bombed {place Hama}.",
        "Washington>said:nsubj Sunday>said:obl bombed>said:ccomp Turkey>bombed:nsubj Hama>bombed:obj",
        [None],
        "when it is said is not when it was done",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "reason"), DATES, ids=[case[-1] for case in DATES])
def test_dates(marked: str, arcs: str, expected: list[str | None], reason: str) -> None:
    page = built(marked, arcs, **CAST)
    assert [event.date for event in placed(page, (), ("Sunday",))] == expected, reason


OBJECTS = [
    (
        "{militia The militia} fired rockets at {place Haifa}.",
        "militia>fired:nsubj rockets>fired:obj Haifa>fired:obl at>Haifa:case",
        "rockets",
        "heavy-weapons",
        "what is fired is the object",
    ),
    (
        "A bomb killed {x:person ten men}.",
        "bomb>killed:nsubj men>killed:obj ten>men:nummod",
        "A bomb",
        "explosives",
        "a weapon that kills is the object, and tells the mode",
    ),
    (
        "{army The army} attacked {place Hama} with drones.",
        "army>attacked:nsubj Hama>attacked:obj drones>attacked:obl",
        "drones",
        "drone",
        "with a weapon",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "mode", "reason"), OBJECTS, ids=[case[-1] for case in OBJECTS])
def test_objects(marked: str, arcs: str, expected: str, mode: str, reason: str) -> None:
    page = built(marked, arcs, **CAST)
    (event,) = read(page)
    assert words(page, event.object) == expected, reason
    assert mode in event.modes


def test_a_classifier_decides_what_stays_open() -> None:
    page = built("The battle lasted.", "battle>lasted:nsubj", **CAST)
    types: list[Types] = [
        [("ASSAULT", 0.9)] if page.parse.document.text[slice(*w.span)] == "battle" else [] for w in page.parse.words
    ]
    found = events(page.parse, page.attributions, page.mentions, page.actors, (), (), types)
    assert [event.type for event in found] == ["ASSAULT"]


def test_ids_are_of_the_trigger() -> None:
    page = built("{turkey Turkey} bombed {place Hama}.", "Turkey>bombed:nsubj Hama>bombed:obj", **CAST)
    (event,) = read(page)
    assert event.id == thing_id(page.parse.document.id, "event", event.trigger)


_FORMS = sorted(
    listed(
        "russian they which rockets men the by of on with and if not attacked bombing bombed attack attacks killed will"
        " would have been was carried out launched agreed threatened denied to from , . reportedly sanctions talks"
        " meeting withdrew condemned fire"
    )
)


@st.composite
def pages(draw: st.DrawFn) -> Built:
    """A page of words of events with relations as they come, circles among them."""
    chosen = " ".join(draw(st.lists(st.sampled_from(_FORMS), max_size=9)))
    text = (
        "{russia Russia} "
        + " ".join(chosen)
        + " {? rockets} [S {us Washington}] [C said] [T "
        + " ".join(chosen)
        + "]."
    )
    page = built(text, **CAST)
    count = len(page.parse.words)
    heads = draw(st.lists(st.none() | st.integers(0, count - 1), min_size=count, max_size=count))
    relations = draw(st.lists(st.sampled_from(RELATIONS), min_size=count, max_size=count))
    tags = draw(st.lists(st.sampled_from(POS), min_size=count, max_size=count))
    arranged = tuple(
        Word(span=w.span, pos=tag, head=None if head == i else head, relation=relation, sentence=w.sentence)
        for i, (w, head, relation, tag) in enumerate(zip(page.parse.words, heads, relations, tags, strict=True))
    )
    parse = Parse(document=page.parse.document, sentences=page.parse.sentences, words=arranged)
    return Built(parse, page.attributions, page.mentions, page.actors)


def spans(event: Event) -> Iterator[Span]:
    yield from (*event.trigger, *event.object, *event.hedges)
    yield from (one.span for one in (*event.actors, *event.targets))


@given(pages())
def test_events_are_sound_whatever_the_parse(page: Built) -> None:
    said = speakers(page.parse, acts(page.parse, page.attributions), page.mentions, page.actors).attributions
    found = events(page.parse, said, page.mentions, page.actors, (), ())
    size, ids = len(page.parse.document.text), [event.id for event in found]
    assert len(set(ids)) == len(ids)
    assert [event.trigger for event in found] == sorted({event.trigger for event in found})
    for event in found:
        assert all(0 <= start < end <= size for start, end in spans(event))
        for pieces in (event.trigger, event.object, event.hedges):
            assert all(one[1] <= other[0] for one, other in pairwise(pieces))
        assert {one.actor for one in (*event.actors, *event.targets)} <= {*page.actors, None}
        assert {event.voice, event.attribution} <= {*(a.id for a in said), None}
        assert set(event.modes) <= MODES[event.type]
        assert set(event.contexts) <= CONTEXTS
        assert event.score == round(event.score, 2)
        assert 0 <= event.score <= 1
    assert found == events(page.parse, said, page.mentions, page.actors, (), ())
