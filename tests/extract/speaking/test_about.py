"""Whom an attribution is about."""

import pytest

from sayso.extract.speakers import speakers
from tests.extract.builders import built

CAST = {
    "us": "state",
    "russia": "state",
    "turkey": "state",
    "hsd": "armed_group",
    "ministry": "government",
    "volkov": "person",
    "haddad": "person",
    "cnn": "media",
} | {f"p{i}": "person" for i in range(9)}


def row(marked: str, arcs: str, expected: str, reason: str) -> object:
    return pytest.param(marked, arcs, tuple(expected.split()), id=reason)


ABOUT = [
    row(
        "[S {us The US}] [C accused] {russia Russia} of [T bombing {hsd the HSD}].",
        "US>accused:nsubj Russia>accused:obj bombing>accused:advcl HSD>bombing:obj",
        "russia hsd",
        "the accused first, then who is named",
    ),
    row(
        "[S {us The US}] [C accused] [T {russia Russia} of bombing {hsd the HSD}].",
        "US>accused:nsubj Russia>accused:obj bombing>accused:advcl HSD>bombing:obj",
        "russia hsd",
        "the accused within the content",
    ),
    row(
        "[S {us The US}] [C accused] {russia Russia} of [T bombing].",
        "US>accused:nsubj Russia>bombing:dep bombing>accused:advcl",
        "russia",
        "the accused right after the verb, which the relations miss",
    ),
    row(
        "{russia Russia} was [C accused] of [T bombing {hsd the HSD}].",
        "Russia>accused:nsubj was>accused:aux HSD>bombing:obj",
        "russia hsd",
        "the accused in the passive",
    ),
    row(
        "[S {us US}] [C criticism] of {russia Russia}: [T it bombed].",
        "US>criticism:compound Russia>criticism:nmod bombed>criticism:parataxis",
        "russia",
        "criticism of somebody",
    ),
    row(
        "[S {us The US}] [C complained] about {russia Russia} [T that {turkey Turkey} fled].",
        "US>complained:nsubj Russia>complained:obl Turkey>fled:nsubj fled>complained:ccomp",
        "russia turkey",
        "spoken about, then the subject",
    ),
    row(
        "[S {us The US}] [C lashed out] at {russia Russia} [T over it].",
        "US>lashed:nsubj out>lashed:compound Russia>lashed:obl",
        "russia",
        "lashed out at",
    ),
    row(
        "[S {us The US}] [C said] [T with {turkey Turkey} gone, {russia Russia} bombed {hsd the HSD}].",
        "US>said:nsubj Turkey>bombed:obl Russia>bombed:nsubj bombed>said:ccomp HSD>bombed:obj",
        "russia turkey hsd",
        "the subject before who is named earlier",
    ),
    row(
        "[S {us The US}] [C said] [T {us it} bombed {hsd the HSD}].",
        "US>said:nsubj it>bombed:nsubj bombed>said:ccomp HSD>bombed:obj",
        "us hsd",
        "the speaker as the subject",
    ),
    row(
        "[S {us The US}] [C said] [T {russia Russia} bombed {us it}].",
        "US>said:nsubj Russia>bombed:nsubj bombed>said:ccomp it>bombed:obj",
        "russia",
        "the speaker as something else",
    ),
    row(
        "[C According to] [S {volkov Volkov}], [T {? it} was false].",
        "According>Volkov:case Volkov>false:nsubj it>false:nsubj was>false:cop",
        "",
        "a source that the relations make the subject",
    ),
    row(
        "[S {us The US}] [C said] [T {? he} bombed {hsd the HSD}].",
        "US>said:nsubj he>bombed:nsubj bombed>said:ccomp HSD>bombed:obj",
        "hsd",
        "a pronoun that stays open",
    ),
    row(
        "[S {us The US}] [C urged] {turkey Turkey} [T to stop {russia Russia}].",
        "US>urged:nsubj Turkey>urged:obj stop>urged:xcomp Russia>stop:obj",
        "turkey russia",
        "whom a demand is about",
    ),
    row(
        "[S {us The US}] [C told] {turkey Turkey} [T that {russia Russia} fled].",
        "US>told:nsubj Turkey>told:obj Russia>fled:nsubj fled>told:ccomp",
        "russia",
        "who is only told something",
    ),
    row(
        "[S {us The US}] [C said] [T {x {russia Russian} commanders} fled].",
        "US>said:nsubj commanders>fled:nsubj Russian>commanders:amod fled>said:ccomp",
        "x russia",
        "a description, then the state within it",
    ),
    row(
        "[S {us The US}] [C said] [T {ministry {russia Russian} Defense Ministry} lied].",
        "US>said:nsubj Ministry>lied:nsubj Russian>Ministry:amod lied>said:ccomp",
        "ministry",
        "a state's name within a name",
    ),
    row(
        "[S {us The US}] [C said] [T {x a report} accused {russia Russia}].",
        "US>said:nsubj report>accused:nsubj accused>said:ccomp Russia>accused:obj",
        "russia",
        "a document is nobody",
    ),
    row(
        "[S {us The US}] [C said] on {cnn CNN} [T {russia Russia} fled].",
        "US>said:nsubj CNN>said:obl Russia>fled:nsubj fled>said:ccomp",
        "russia",
        "a medium that only carries",
    ),
    row(
        "[S {volkov Volkov}] [C said] [T " + ", ".join(f"{{p{i} N{i}}}" for i in range(9)) + " fled].",
        "Volkov>said:nsubj",
        "p0 p1 p2 p3 p4 p5 p6 p7",
        "at most eight",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), ABOUT)
def test_about(marked: str, arcs: str, expected: tuple[str, ...]) -> None:
    page = built(marked, arcs, **CAST)
    (found,) = speakers(page.parse, page.attributions, page.mentions, page.actors).attributions
    assert found.about == expected


def test_a_state_named_as_a_place_only_tells_where() -> None:
    page = built(
        "[S {volkov Volkov}] [C said] [T {russia Russia} bombed it in {place Syria}].",
        "Volkov>said:nsubj Russia>bombed:nsubj bombed>said:ccomp Syria>bombed:obl",
        **CAST,
    )
    (found,) = speakers(page.parse, page.attributions, page.mentions, page.actors).attributions
    assert found.about == ("russia",)
