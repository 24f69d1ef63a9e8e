"""Readings of which all or some is chosen, and what is told of an export, for the tests of formats."""

from collections.abc import Iterable
from typing import Any, Final

from msgspec.structs import replace

from sayso.export.meta import Meta
from sayso.records import Actor, Chosen, Reading

META: Final = Meta(made="2024-03-10T12:00:00+00:00", version="9.9")
# Names that a page may hold, by what is ugly about them.
UGLY: Final = {
    "markup": "<b>\"R&D\"</b> & 'Co' ]]> <![CDATA[",
    "control": "a\x00b\x0bc\x1f",
    "none of Unicode's": "a\ufffeb\uffff",
    "astral": "\U0001f600 𝒳 \U0010ffff",
    "right to left": "\u202eevil\u202c",
    "line ends": "one\r\ntwo\u2028three",
    "none": "",
    "blank": " \t ",
}


def chosen(
    reading: Reading, attributions: Iterable[str] | None = None, events: Iterable[str] | None = None, **told: Any
) -> Chosen:
    """All of a reading, or only what has these ids."""
    return Chosen(
        reading=reading,
        attributions=frozenset(each.id for each in reading.attributions)
        if attributions is None
        else frozenset(attributions),
        events=frozenset(each.id for each in reading.events) if events is None else frozenset(events),
        **told,
    )


def called(reading: Reading, name: str) -> Reading:
    """A reading of which every actor, its title and its publisher have this name."""
    actors = tuple(Actor(id=each.id, name=name, kind=each.kind, country=each.country) for each in reading.actors)
    return replace(reading, actors=actors, document=replace(reading.document, title=name, publisher=name))
