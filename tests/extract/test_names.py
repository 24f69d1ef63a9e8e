"""The names of a page, from what the encoder and the register see."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.extract.names import names, read_of, spread
from sayso.records import Block, Named, Naming, Parse, Span
from tests.extract.builders import built
from tests.extract.casts import Mark, register, seen
from tests.factories import document


def parsed(marked: str) -> Parse:
    """A page with the names that the encoder sees: `{p …}` a person, `{o …}` an organisation, `{l …}` a place."""
    page = built(marked)
    marks = [Mark(m.span, "", f"{m.actor}n") for m in page.mentions]
    return seen(page.parse, marks)


def shown(parse: Parse, name: Naming) -> str:
    return " ".join([parse.document.text[slice(*name.span)] + ":", name.kind or "-", *name.keys])


def row(marked: str, expected: str, reason: str) -> object:
    """A page, and its names as `words: kind keys`, parted by `; `."""
    return pytest.param(marked, [one for one in expected.split("; ") if one], id=reason)


TOLD = [
    row("{p Igor Petrov} left", "Igor Petrov: person", "a name that the register does not have"),
    row("{o Hill Watch} left", "Hill Watch: organization", "an organisation"),
    row("{l Marsh} fell", "Marsh: place", "a place"),
    row("Norland fell", "Norland: state norland", "a name that the encoder misses"),
    row("{l Norland} fell", "Norland: state norland", "a place that is a state"),
    row("{o Norland} fell", "Norland: state norland", "a unique name, whatever the encoder says"),
    row("{o VFX} fell", "VFX: armed_group valley-front", "an abbreviation"),
    row("the Nordish move", "Nordish: state norland", "a demonym"),
    row("{l Port Ravel} denied it", "Port Ravel: state norland", "a seat that is unique"),
    row("Marden denied it", "", "an ambiguous seat that the encoder does not see"),
    row("{l Marden} denied it", "Marden: state norland", "an ambiguous seat that it sees"),
    row("Ivel fell", "", "an ambiguous state that the encoder does not see"),
    row("{l Ivel} fell", "Ivel: state ivel", "an ambiguous state as a place"),
    row("{p Ivel} fell", "Ivel: person", "an ambiguous state as a person"),
    row("{o Ivel} fell", "Ivel: organization", "an ambiguous state as an organisation"),
    row("{p Ivel Sorin} fell", "Ivel Sorin: person", "a state's name in a person's"),
    row("{o Bank of Norland} fell", "Bank of Norland: organization", "a state's name in an organisation's"),
    row("{o Valley} Front fell", "Valley Front: armed_group valley-front", "the encoder sees a part"),
    row("{o the Valley Front} fell", "the Valley Front: armed_group valley-front", "an article before it"),
    row("{o Valley Front's} men fell", "Valley Front's: armed_group valley-front", "a possessive after it"),
    row("{p Ruizar} left", "Ruizar: person ana-ruiz-norland", "a surname of the register"),
    row("{p President Ruizar} left", "President Ruizar: person ana-ruiz-norland", "with a title"),
    row(
        "{p the President Ruizar} left", "the President Ruizar: person ana-ruiz-norland", "with an article and a title"
    ),
    row("{p Igor Ruizar} left", "Igor Ruizar: person", "a surname of the register after another given name"),
    row("Ruizar left", "", "a surname that the encoder does not see"),
    row("{l Ruizar} fell", "Ruizar: place", "a surname of the register as a place"),
    row("{p Kellerin} left", "Kellerin: person tom-keller eva-keller", "a surname of two"),
    row("{p Ana Ruizar} left", "Ana Ruizar: person ana-ruiz-norland", "a full name"),
    row("Ana Ruizar left", "Ana Ruizar: person ana-ruiz-norland", "a full name that the encoder misses"),
    row("{o Ravel Wire} wrote", "Ravel Wire: media ravel-wire", "a medium"),
    row("Norland and Quellia", "Norland: state norland; Quellia: state quellia", "in text order"),
    row("norland fell", "", "small letters"),
    row("{p DUR HAL}, April 3 (Wire) – Shells fell", "DUR HAL: place", "where a page is written from"),
    row("{p DUR HAL} (Wire) – {p Dur Hal} fell", "DUR HAL: place; Dur Hal: place", "a dateline's name further down"),
    row("{p DUR HAL} – Shells fell", "DUR HAL: person", "capitals and a dash alone may be who speaks"),
    row("{p RUIZAR}, April 3 – It fell", "RUIZAR: person ana-ruiz-norland", "whom the register knows is no place"),
]
REAL = [
    row("{l Russia} denied it", "Russia: state russia", "a state"),
    row("The {o Kremlin} denied it", "The Kremlin: government russia-presidency", "a seat with its article"),
    row("{p President Biden} left", "President Biden: person joe-biden", "a president"),
    row("{p Georgia Meloni} left", "Georgia Meloni: person", "a state's name as a given name"),
    row("{o NATO} denied it", "NATO: alliance nato", "an alliance"),
    row("{o UN Security Council} met", "UN Security Council: organization un-security-council", "the longer name"),
]


@pytest.mark.parametrize(("marked", "expected"), TOLD + REAL)
def test_names(marked: str, expected: list[str]) -> None:
    parse = parsed(marked)
    assert [shown(parse, name) for name in names(parse, register())] == expected


SPREAD = [
    row("{o Hill Watch} and Hill Watch", "Hill Watch: organization; Hill Watch: organization", "several words"),
    row("{o HWG} and HWG", "HWG: organization; HWG: organization", "an abbreviation"),
    row("{o Watch} and Watch", "Watch: organization", "one word may be another"),
    row("{o Hill Watch} and Hill Watchers", "Hill Watch: organization", "a word that goes on"),
    row("{o Hill Watch} and anti-Hill Watch", "Hill Watch: organization", "after a hyphen"),
    row("{o HWG} and HWGs", "HWG: organization", "a plural"),
    row("{o HWG} and HWG's", "HWG: organization; HWG: organization", "a possessive"),
    row("{o Hill Watch} and Hill Watch Group", "Hill Watch: organization; Hill Watch: organization", "a longer one"),
    row(
        "{o Hill Watch} and {o Hill Watch Group}",
        "Hill Watch: organization; Hill Watch Group: organization",
        "within a longer name",
    ),
    row("{l Marden} and Marden", "Marden: state norland", "one word of the register that may be another"),
]


@pytest.mark.parametrize(("marked", "expected"), SPREAD)
def test_spread(marked: str, expected: list[str]) -> None:
    parse = parsed(marked)
    assert [shown(parse, name) for name in spread(parse, names(parse, register()))] == expected


def test_unsure_names_are_not_spread() -> None:
    parse = parsed("{o Hill Watch} and Hill Watch")
    doubtful = [structs.replace(name, score=0.5) for name in names(parse, register())]
    assert len(spread(parse, doubtful)) == 1


def test_furniture() -> None:
    """Furniture is not read: its names are none."""
    text = "Norland\nNorland fell"
    page = document(text, blocks=(Block("furniture", (0, 7)), Block("paragraph", (8, 20))))
    parse = Parse(document=page)
    assert read_of(parse) == [(8, 20)]
    assert [name.span for name in names(parse, register())] == [(8, 15)]
    assert [name.span for name in spread(parse, names(parse, register()))] == [(8, 15)]


TEXT = "The Nordish army of Port Ravel and President Ruizar, VFX, Valley Front’s men, Ivel's Tom Kellerin left Norland."


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 25), st.sampled_from(("PER", "ORG", "LOC"))), max_size=8
    )
)
def test_any_names(reaches: list[tuple[int, int, str]]) -> None:
    """Whatever the encoder sees: the names are within the text, in order, and none overlaps another."""
    spans: list[tuple[Span, str]] = []
    for start, length, kind in sorted(reaches):
        if start + length <= len(TEXT) and (not spans or spans[-1][0][1] <= start):
            spans.append(((start, start + length), kind))
    named = tuple(Named(span=span, kind=kind, score=0.9) for span, kind in spans)  # type: ignore[arg-type]
    parse = Parse(document=document(TEXT), named=named)
    found = names(parse, register())
    for some in (found, spread(parse, found)):
        assert all(one.span[1] <= other.span[0] for one, other in pairwise(some))
        assert all(0 <= name.span[0] < name.span[1] <= len(TEXT) for name in some)
        assert all(key in register().entries for name in some for key in name.keys)
    assert names(parse, register()) == found
