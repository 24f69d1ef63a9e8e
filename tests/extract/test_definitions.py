"""Names that a page gives to an actor itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.extract.definitions import definitions
from sayso.extract.names import with_defined
from sayso.records import MentionKind, Naming, Span
from tests.extract.builders import built

KINDS: dict[str, MentionKind | None] = {
    "p": "person", "o": "organization", "g": "government", "a": "armed_group", "s": "state", "l": "place", "m": "media",
    "y": "party", "x": None,
}  # fmt: skip


def marked_names(marked: str) -> tuple[str, tuple[Naming, ...]]:
    """A text and its marked names: the letter is the kind, `d` an organisation's and a demonym."""
    page = built(marked)
    named = ((m.span, m.actor or "x") for m in page.mentions)
    return page.parse.document.text, tuple(
        Naming(span=span, kind=KINDS.get(letter, "organization"), score=0.9, use="demonym" if letter == "d" else None)
        for span, letter in named
    )


def row(marked: str, expected: str, reason: str) -> object:
    """A page with its names marked, and what it defines: `name = alias`, parted by `; `."""
    return pytest.param(marked, [tuple(one.split(" = ")) for one in expected.split("; ") if one], id=reason)


SAID = [
    row("the {o Hill Watch}, also known as {o Tora Bel}, left", "Hill Watch = Tora Bel", "also known as"),
    row("the {o Hill Watch} (also known as Tora Bel) left", "Hill Watch = Tora Bel", "of what is no name yet"),
    row("the {o Hill Watch} – formerly Tora Bel – left", "Hill Watch = Tora Bel", "formerly"),
    row("the {o Hill Watch} formerly known as Tora Bel left", "Hill Watch = Tora Bel", "formerly known as"),
    row("the {o Hill Watch}, hereafter the Watch, left", "Hill Watch = Watch", "hereafter"),
    row("the {o Hill Watch} (hereinafter referred to as the Watch) left", "Hill Watch = Watch", "referred to as"),
    row("the {o Hill Watch}, better known by its acronym HW, left", "Hill Watch = HW", "better known by its acronym"),
    row("the {o Hill Watch}, better known as HW, left", "Hill Watch = HW", "better known as"),
    row("the {o Hill Watch}, a.k.a. Tora Bel, left", "Hill Watch = Tora Bel", "a.k.a."),
    row("the {o Hill Watch}, AKA Tora Bel, left", "Hill Watch = Tora Bel", "a.k.a. in capitals"),
    row("{p Igor Petrov}, known as “Grom”, left", "Igor Petrov = Grom", "a person's, in quotation marks"),
    row("{p Igor Petrov}, better known as Abu Grom al-Tori, left", "Igor Petrov = Abu Grom al-Tori", "small words"),
    row("{p Ana Ruizar}, formerly Defence Minister, left", "", "what somebody was is no name"),
    row("{p Ana Ruizar}, formerly Ana Sorin, left", "Ana Ruizar = Ana Sorin", "a name that somebody bore"),
    row("{p Ana Ruizar}, formerly of the {o Hill Watch}, left", "", "where somebody was is no name"),
    row("the {o Hill Watch Group} or HWG left", "Hill Watch Group = HWG", "or, and initials"),
    row("the {o Hill Watch} or {o Tora Bel} left", "", "or, and another"),
    row("the {o Hill Watch}, also known as {o the Tora Bel}", "Hill Watch = the Tora Bel", "a name with its article"),
    row("the {d Hillish}, also known as Tora", "", "a demonym is not what is defined"),
    row("the {o Hill Watch} is also known as Tora", "", "a sentence of its own"),
]
SET = [
    row("the {o Hill Watch Group}, HWG, left", "Hill Watch Group = HWG", "initials after a comma"),
    row("the {o Hill Watch Group}, HWG's arm", "Hill Watch Group = HWG", "initials and a possessive"),
    row("the {o Hill Watch Group} (HWG) left", "Hill Watch Group = HWG", "initials in brackets"),
    row("the {o Hill Watch Group} (the HWG; a party) left", "Hill Watch Group = HWG", "an article in brackets"),
    row("the {o Group for the Defence of Hills} (GDH)", "Group for the Defence of Hills = GDH", "small words left out"),
    row("the {g Ministry of Defence} (MoD) left", "Ministry of Defence = MoD", "a small word's small letter"),
    row("the {o Hill Watch Group} (HWGX) left", "Hill Watch Group = HWGX", "one letter more"),
    row("the {o Hill Watch Group} (TBX) left", "", "other letters"),
    row("the {o Hill Watch} (Hills) left", "", "an ordinary word in brackets"),
    row("the {o Hill Watch Group}, {o WTO} and {o TBX}", "", "a list of abbreviations"),
    row("the {o Hill Watch Group}, WTG and others", "", "a list, and an abbreviation that is nearly its own"),
    row("the {o Hill Watch}, {o Tora Bel} and others", "", "a list of names"),
    row("the {a Hill Watch} ({a Tora Bel}) left", "Hill Watch = Tora Bel", "a group's other name"),
    row("the {a Hill Watch} ‘{a Tora Bel}’ left", "Hill Watch = Tora Bel", "a group's other name in quotation marks"),
    row("the {a Hill Watch} ({s Norland}) left", "", "where a group is"),
    row("the {a Hill Watch} ({m Ravel Wire}) left", "", "who reports"),
    row("the {a Hill Watch} ({p Igor Petrov}) left", "", "who leads it"),
    row("{p Ana Ruizar} ({y D}) left", "", "a politician's party"),
    row("{p Ana Ruizar} (D-TX) left", "", "a politician's party and state"),
    row("{p Ana Ruizar} ({y Hill Party}) left", "", "a politician's party by name"),
    row("{p Ana Ruizar} (AR) left", "Ana Ruizar = AR", "a person's initials"),
    row("{l Marsh} ({s Norland}) fell", "", "a country after a town"),
    row("{l Marsh}, {s Norland}, fell", "", "a country after a town and a comma"),
    row("{l Marsh Hill}, NR, fell", "", "a region after a town"),
    row("the {s United Hills} (UH) left", "United Hills = UH", "a state's initials"),
    row("the {x Hill Watch Group} (HWG)", "Hill Watch Group = HWG", "initials of what may be anything"),
]
CHAINED = [
    row(
        "the {o Hill Watch Group}, HWG (also known as Tora Bel), left",
        "Hill Watch Group = HWG; HWG = Tora Bel",
        "an alias of an alias",
    ),
    row(
        "{o Hill Watch Group} (HWG) and {o Tora Bel Group} (TBG)", "Hill Watch Group = HWG; Tora Bel Group = TBG", "two"
    ),
]


def defined(marked: str, says: bool) -> list[tuple[str, str]]:
    """The names and aliases of a page; all of them by words, or all by their setting."""
    text, names = marked_names(marked)
    found = definitions(text, names)
    assert all(one.says == says for one in found)
    return [(text[slice(*one.name)], text[slice(*one.alias)]) for one in found]


@pytest.mark.parametrize(("marked", "expected"), SAID)
def test_said(marked: str, expected: list[tuple[str, str]]) -> None:
    assert defined(marked, says=True) == expected


@pytest.mark.parametrize(("marked", "expected"), SET)
def test_set(marked: str, expected: list[tuple[str, str]]) -> None:
    assert defined(marked, says=False) == expected


@pytest.mark.parametrize(("marked", "expected"), CHAINED)
def test_chained(marked: str, expected: list[tuple[str, str]]) -> None:
    text, names = marked_names(marked)
    assert [(text[slice(*one.name)], text[slice(*one.alias)]) for one in definitions(text, names)] == expected


def test_with_defined() -> None:
    """An alias that was no name becomes one, of the kind of what it is defined for."""
    text, names = marked_names("the {a Hill Watch Group} (HWG) and {p Igor Petrov}")
    found = with_defined(names, definitions(text, names))
    assert [(text[slice(*name.span)], name.kind) for name in found] == [
        ("Hill Watch Group", "armed_group"),
        ("HWG", "armed_group"),
        ("Igor Petrov", "person"),
    ]


_PIECES = (
    "Hill |Watch |Group |HWG|Tora|, |(|) |also known as |formerly |‘|’ |or |hereafter the |a.k.a. |D-TX |. |\n|Ü|😀"
)
PIECES = st.sampled_from(_PIECES.split("|"))


@given(st.lists(PIECES, max_size=12), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4))
def test_any_text(pieces: list[str], reaches: list[tuple[int, int]]) -> None:
    """Whatever stands on a page: an alias stands after its name and within the text, and there is an end to it."""
    text = "".join(pieces)
    spans: list[Span] = []
    for start, length in sorted(reaches):
        if start + length <= len(text) and (not spans or spans[-1][1] <= start):
            spans.append((start, start + length))
    names = tuple(Naming(span=span, kind="organization", score=0.9) for span in spans)
    found = definitions(text, names)
    assert all(d.name[0] < d.name[1] <= d.alias[0] < d.alias[1] <= len(text) for d in found)
    assert len(set(found)) == len(found)
    again = tuple(structs.replace(name, score=0.5) for name in names)
    assert definitions(text, again) == found
