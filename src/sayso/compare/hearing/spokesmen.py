"""For which body a person speaks: by the register, or by the pages where they call him its spokesman."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sayso.lexicon.register import Register
from sayso.records import Reading
from sayso.soundness import collapsed

_SPEAKS: Final = re.compile(r"\b(?:spokes(?:man|woman|person)|press (?:secretary|officer|office))\b", re.IGNORECASE)


def speaks_for(
    readings: Iterable[Reading], same: Mapping[str, str] | None = None, register: Register | None = None
) -> dict[str, str]:
    """Spokesmen, each with the body for which he speaks; none of whom pages have him speak for several. `same` joins
    ids over pages."""
    known, told = same or {}, tuple(readings)
    people = {actor.id for reading in told for actor in reading.actors if actor.kind == "person"}
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for reading in told:
        for person, body in _on_page(reading):
            if person in people:
                bodies[known.get(person, person)].add(known.get(body, body))
    for person in people:
        for body in _registered(person, register):
            bodies[known.get(person, person)] = {known.get(body, body)}
    return {person: body for person, of in bodies.items() for body in of if len(of) == 1 and body != person}


def _on_page(reading: Reading) -> Iterator[tuple[str, str]]:
    """Who is told to belong to whom, in words that say that he speaks for it."""
    for stance in reading.stances:
        words = " ".join(collapsed(reading.document.text, span) for span in stance.content)
        if stance.kind == "part_of" and not stance.negated and len(stance.toward) == 1 and _SPEAKS.search(words):
            yield from ((holder, stance.toward[0]) for holder in stance.holders)


def _registered(person: str, register: Register | None) -> Iterator[str]:
    entry = register.entries.get(person) if register is not None else None
    for role in () if entry is None else entry.roles:
        if role.of is not None and _SPEAKS.search(role.role):
            yield role.of
