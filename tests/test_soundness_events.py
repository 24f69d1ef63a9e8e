"""Events, figures, places, dates and wordings that say what the page does not say, or name what is not there."""

from typing import Any

import pytest
from msgspec.structs import replace

from sayso.errors import InputError, SpanError
from sayso.records import Actor, Date, Event, EventPlace, Figure, Party, Place, Stance, Wording
from sayso.soundness import check
from tests import factories

PLAIN = factories.reading("[S The Free Army] [C said] that [T [H perhaps] it left].")
SAID = PLAIN.attributions[0].id
EVENT = Event(
    id="e", type="RETREAT", trigger=((0, 3), (4, 8)), actors=(Party("army", (4, 8)), Party(None, (0, 3))),
    targets=(Party("army", (9, 13)),), object=((4, 8),), places=(EventPlace("p", "from"),), date="d",
    hedges=((0, 3),), attribution=SAID, voice=SAID, score=0.5,
)  # fmt: skip
FIGURE = Figure(id="f", span=(0, 3), low=1, high=None, event="e", voice=SAID)
PLACE = Place(id="p", span=(0, 3), name="The", latitude=0.0, longitude=180.0, score=0.5)
DATE = Date(id="d", span=(0, 3), precision="vague", rule="r")
STANCE = Stance(id="s", kind="controls", event="e", place="p")
WORDING = Wording(id="w", span=(0, 3), kind="distancing", of="army", voice=SAID)
SOUND = replace(
    PLAIN, actors=(Actor(id="army", name="Free Army"),), events=(EVENT,), figures=(FIGURE,), places=(PLACE,),
    dates=(DATE,), stances=(STANCE,), wordings=(WORDING,),
)  # fmt: skip


def test_a_sound_reading() -> None:
    check(SOUND)
    unsure = replace(EVENT, id="e2", actors=(), places=(), date=None, attribution=None, voice=None)
    check(replace(SOUND, events=(EVENT, unsure)))


def changed(things: str, **fields: Any) -> dict[str, Any]:
    return {things: (replace(getattr(SOUND, things)[0], **fields),)}


SPANS = (
    *(
        pytest.param(changed("events", **{role: ((4, 8), (0, 3))}), f"{role} of event e: .* before the end", id=role)
        for role in ("trigger", "object", "hedges")
    ),
    pytest.param(changed("events", trigger=((0, 999),)), "trigger of event e: span 0–999", id="a trigger beyond"),
    pytest.param(changed("events", actors=(Party(None, (3, 3)),)), "actors of event e", id="an actor of no words"),
    pytest.param(changed("events", targets=(Party(None, (-1, 3)),)), "targets of event e", id="a target before"),
    pytest.param(changed("figures", span=(5, 2)), "figure f: span 5–2", id="a figure backwards"),
    pytest.param(changed("places", span=(0, 999)), "place p", id="a place beyond"),
    pytest.param(changed("dates", span=(2, 2)), "date d", id="an empty date"),
    pytest.param(changed("wordings", span=(0, 999)), "wording w", id="a wording beyond"),
)
NAMED = (
    *(
        pytest.param(changed("events", **{role: (Party("x", (0, 3)),)}), f"{role} of event e: actor x", id=role)
        for role in ("actors", "targets")
    ),
    pytest.param(changed("events", places=(EventPlace("x", "at"),)), "event e: place x is not", id="no such place"),
    pytest.param(changed("events", date="x"), "event e: date x is not", id="no such date"),
    pytest.param(changed("events", attribution="x"), "event e: attribution x is not", id="no such saying"),
    pytest.param(changed("events", voice="x"), "voice of event e: attribution x", id="an event's voice"),
    pytest.param(changed("figures", event="x"), "figure f: event x is not", id="no such event"),
    pytest.param(changed("figures", voice="x"), "voice of figure f: attribution x", id="a figure's voice"),
    pytest.param(changed("stances", event="x"), "stance s: event x is not", id="a stance on no event"),
    pytest.param(changed("stances", place="x"), "stance s: place x is not", id="a stance on no place"),
    pytest.param(changed("wordings", of="x"), "wording w: actor x is not", id="words of nobody"),
    pytest.param(changed("wordings", voice="x"), "voice of wording w: attribution x", id="a wording's voice"),
    *(
        pytest.param({things: getattr(SOUND, things) * 2}, f"two {things} of one reading have the same id", id=things)
        for things in ("events", "figures", "places", "dates", "wordings")
    ),
    pytest.param(changed("figures", low=float("nan")), "low of figure f is nan, which is no number", id="no number"),
    pytest.param(changed("figures", high=float("inf")), "high of figure f is inf", id="a number without end"),
    pytest.param(changed("places", latitude=float("-inf")), "latitude of place p", id="no place on earth"),
    pytest.param(changed("wordings", id="\ud800"), "surrogate", id="an id that is no text"),
)


@pytest.mark.parametrize(("change", "reason"), SPANS)
def test_unsound_spans(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(SpanError, match=reason):
        check(replace(SOUND, **change))


@pytest.mark.parametrize(("change", "reason"), NAMED)
def test_unsound_names_and_numbers(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        check(replace(SOUND, **change))
