"""Pages taken apart by hand with the stances that are on them: what the tests of stances share."""

from typing import Final

import pytest
from msgspec import structs

from sayso.extract.stances import stances
from sayso.records import Event, Place, Stance
from tests.extract.builders import Built, built

KINDS: Final = {
    "turkey": "state", "qatar": "state", "us": "state", "israel": "state", "iran": "state", "france": "state",
    "russia": "state", "syria": "state", "ukraine": "state", "ethiopia": "state", "saudi": "state", "belarus": "state",
    "egypt": "state", "uganda": "state", "iraq": "military", "army": "military", "eritrea": "military",
    "nato": "alliance", "eu": "alliance", "csto": "alliance", "coalition": "alliance", "rebels": "armed_group",
    "snap": "armed_group", "militia": "armed_group", "hezbollah": "armed_group", "isis": "armed_group",
    "hts": "armed_group", "ypg": "armed_group", "pkk": "armed_group", "wagner": "armed_group", "lra": "armed_group",
    "nusra": "armed_group", "qaeda": "armed_group", "brigade": "military", "houthis": "armed_group",
    "hamas": "armed_group", "taliban": "armed_group", "rsf": "armed_group", "m23": "armed_group", "sdf": "armed_group",
    "pmf": "armed_group", "anti": "armed_group", "forces": "armed_group", "party": "party", "chechens": "people",
    "volkov": "person", "prigozhin": "person", "kony": "person", "burhan": "person", "club": "organization",
}  # fmt: skip


def said(page: Built, events: tuple[Event, ...] = ()) -> tuple[Stance, ...]:
    """The stances of a page whose mentions of places are its places, by their words."""
    return stances(page.parse, page.attributions, page.mentions, page.actors, events, places(page))


def places(page: Built) -> tuple[Place, ...]:
    text = page.parse.document.text
    found = ((m.span, text[slice(*m.span)]) for m in page.mentions if m.kind == "place")
    return tuple(Place(id=name, span=span, name=name, score=1) for span, name in found if name[0].isupper())


def told(stance: Stance) -> str:
    """A stance in short: *supports not us > ypg*, a hedged one with a tilde, a place in place of whom it is toward."""
    marks = "not " * stance.negated + "~ " * bool(stance.hedges)
    return f"{stance.kind} {marks}{' '.join(stance.holders)} > {stance.place or ' '.join(stance.toward)}".rstrip()


def row(marked: str, arcs: str, expected: str, reason: str, tags: str = "") -> object:
    """A page and all stances on it, parted by semicolons. `tags` are the parts of speech that the notation guesses
    otherwise: `ally/NOUN`."""
    return pytest.param(marked, arcs, tags, sorted(filter(None, expected.split("; "))), id=reason)


def page_of(marked: str, arcs: str, tags: str) -> Built:
    page = built(marked, arcs, **KINDS)
    text, words = page.parse.document.text, list(page.parse.words)
    for tag in tags.split():
        word, _, pos = tag.rpartition("/")
        form, _, number = word.partition("#")
        at = [i for i, one in enumerate(words) if text[slice(*one.span)] == form][int(number or 1) - 1]
        words[at] = structs.replace(words[at], pos=pos)
    return structs.replace(page, parse=structs.replace(page.parse, words=tuple(words)))
