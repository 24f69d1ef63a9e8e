"""To whom something is said, and who carried it."""

import pytest

from sayso.extract.speakers import speakers
from sayso.records import Attribution
from tests.extract.builders import built

CAST = {
    "turkey": "state",
    "russia": "state",
    "council": "organization",
    "volkov": "person",
    "haddad": "person",
    "cnn": "media",
    "tass": "media",
    "times": "media",
}


def attribution(marked: str, arcs: str) -> Attribution:
    page = built(marked, arcs, **CAST)
    return speakers(page.parse, page.attributions, page.mentions, page.actors).attributions[-1]


def row(marked: str, arcs: str, expected: str, reason: str) -> object:
    return pytest.param(marked, arcs, tuple(expected.split()), id=reason)


ADDRESSEES = [
    row(
        "[S {volkov Volkov}] [C told] {haddad Haddad} [T it fell].",
        "Volkov>told:nsubj Haddad>told:obj fell>told:ccomp",
        "haddad",
        "whom somebody tells",
    ),
    row(
        "[S {volkov Volkov}] [C told] {haddad Haddad} and {turkey Ankara} [T it fell].",
        "Volkov>told:nsubj Haddad>told:obj Ankara>Haddad:conj and>Ankara:cc fell>told:ccomp",
        "haddad turkey",
        "two who are told",
    ),
    row(
        "[S {volkov Volkov}] [C told] {haddad Haddad} [T it fell].",
        "Volkov>told:nsubj Haddad>fell:dep fell>told:ccomp",
        "haddad",
        "who stands right after the verb, which the relations miss",
    ),
    row(
        "[S {volkov Volkov}] [C told] {x reporters} [T it fell].",
        "Volkov>told:nsubj reporters>told:obj",
        "x",
        "people without a name",
    ),
    row(
        "[S {volkov Volkov}] [C told] {? them} [T it fell].",
        "Volkov>told:nsubj them>told:obj",
        "",
        "a pronoun that stays open",
    ),
    row(
        "[S {volkov Volkov}] [C warned] {turkey Ankara} [T that it would answer].",
        "Volkov>warned:nsubj Ankara>warned:obj answer>warned:ccomp",
        "turkey",
        "whom somebody warns",
    ),
    row(
        "[S {volkov Volkov}] [C urged] [T {turkey Ankara} to stop].",
        "Volkov>urged:nsubj Ankara>urged:obj stop>urged:xcomp",
        "turkey",
        "who is urged, though within the content",
    ),
    row(
        "[S {volkov Volkov}] [C called on] {turkey Ankara} [T to stop].",
        "Volkov>called:nsubj on>Ankara:case Ankara>called:obl stop>called:advcl",
        "turkey",
        "called on",
    ),
    row(
        "[S {volkov Volkov}] [C said] to {haddad Haddad} [T it fell].",
        "Volkov>said:nsubj Haddad>said:obl fell>said:ccomp",
        "haddad",
        "said to",
    ),
    row(
        "[S {volkov Volkov}] [C went] to {haddad Haddad} [T it fell].",
        "Volkov>went:nsubj Haddad>went:obl",
        "",
        "to whom one goes, one does not speak",
    ),
    row(
        "[S {volkov Volkov}] [C said] before {council the Council} [T it fell].",
        "Volkov>said:nsubj Council>said:obl fell>said:ccomp",
        "council",
        "before a body that hears speeches",
    ),
    row(
        "[S {volkov Volkov}] [C said] before {haddad Haddad} [T it fell].",
        "Volkov>said:nsubj Haddad>said:obl fell>said:ccomp",
        "",
        "before a person is a matter of time",
    ),
    row(
        "{haddad Haddad} was [C told] [T that it fell].",
        "Haddad>told:nsubj was>told:aux fell>told:ccomp",
        "haddad",
        "who is told, in the passive",
    ),
    row(
        "[S {volkov Volkov}] [C said] in a letter to {council the Council} [T it fell].",
        "Volkov>said:nsubj letter>said:obl Council>letter:nmod fell>said:ccomp",
        "council",
        "to whom the letter goes",
    ),
    row(
        "[S Two letters sent by {volkov Volkov} to {council the Council}] [C said] [T so].",
        "Two>letters:nummod letters>said:nsubj sent>letters:acl Volkov>sent:obl Council>sent:obl",
        "council",
        "to whom the letters are sent, within the source",
    ),
    row(
        "[S Two letters sent by {volkov Volkov} to {council the Council}] [C said] [T so].",
        "Two>letters:nummod letters>said:nsubj sent>letters:acl Volkov>sent:obl Council>Volkov:nmod",
        "council",
        "to whom the letters are sent, hung on the sender by the relations",
    ),
    row(
        "[S {volkov Volkov}] [C accused] {turkey Ankara} of [T shelling].",
        "Volkov>accused:nsubj Ankara>accused:obj",
        "",
        "who is accused is not spoken to",
    ),
    row(
        "[S {volkov Volkov}] [C told] {cnn CNN} [T it fell].",
        "Volkov>told:nsubj CNN>told:obj",
        "",
        "a medium carries and is no addressee",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), ADDRESSEES)
def test_addressees(marked: str, arcs: str, expected: tuple[str, ...]) -> None:
    assert attribution(marked, arcs).addressees == expected


MEDIA = [
    row(
        "[S {volkov Volkov}] [C told] {cnn CNN} [T it fell].",
        "Volkov>told:nsubj CNN>told:obj fell>told:ccomp",
        "cnn",
        "told to it",
    ),
    row(
        "[S {volkov Volkov}] [C told] {cnn CNN} [T it fell].",
        "Volkov>told:nsubj CNN>fell:nsubj fell>told:ccomp",
        "cnn",
        "told to it, which the relations miss",
    ),
    row(
        "[S {volkov Volkov}] [C told] {cnn CNN}'s {haddad Haddad} [T it fell].",
        "Volkov>told:nsubj Haddad>told:obj CNN>Haddad:nmod fell>told:ccomp",
        "cnn",
        "told to somebody who works there",
    ),
    row(
        "[S {volkov Volkov}] [C said] in an interview with {cnn CNN} [T it fell].",
        "Volkov>said:nsubj interview>said:obl CNN>interview:nmod fell>said:ccomp",
        "cnn",
        "in an interview with it",
    ),
    row(
        "[S {volkov Volkov}] [C said] on {cnn CNN} [T it fell].",
        "Volkov>said:nsubj CNN>said:obl fell>said:ccomp",
        "cnn",
        "on its air",
    ),
    row(
        "Speaking to {cnn CNN}, [S {volkov Volkov}] [C said] [T it fell].",
        "Speaking>said:advcl CNN>Speaking:obl Volkov>said:nsubj fell>said:ccomp",
        "cnn",
        "speaking to it",
    ),
    row(
        "[C According to] [S {volkov Volkov}], quoted by {tass TASS}, [T it fell].",
        "According>Volkov:case Volkov>fell:obl quoted>Volkov:acl TASS>quoted:obl",
        "tass",
        "quoted by it",
    ),
    row(
        "{tass TASS} [C quoted] [S {volkov Volkov}] [C as saying] [T it fell].",
        "TASS>quoted:nsubj Volkov>quoted:obj saying>quoted:advcl fell>saying:ccomp",
        "tass",
        "it quotes somebody as saying",
    ),
    row(
        "[S {volkov Volkov}] [C wrote] in a {times Times} op-ed [T it fell].",
        "Volkov>wrote:nsubj ed>wrote:obl Times>ed:compound fell>wrote:ccomp",
        "times",
        "in something that it printed",
    ),
    row(
        "[S {volkov Volkov} in {times the Times}] [C said] [T it fell].",
        "Volkov>said:nsubj Times>Volkov:nmod fell>said:ccomp",
        "times",
        "in which somebody says it",
    ),
    row(
        "[C According to] [S {volkov {cnn CNN} Watch}], [T it fell].",
        "According>Watch:case Watch>fell:obl CNN>Watch:compound it>fell:nsubj",
        "",
        "whose name is part of the source's",
    ),
    row(
        "[S {haddad Haddad}] [C told] {cnn CNN} [T that [S1/ {volkov Volkov}] [C1 said] [T1 it fell]].",
        "Haddad>told:nsubj CNN>said:obl said>told:ccomp Volkov>said:nsubj fell>said:ccomp",
        "",
        "that carried what the other says within which this is said",
    ),
    row(
        "[S {volkov Volkov}] [C said] [T that {cnn CNN} lied].",
        "Volkov>said:nsubj CNN>lied:nsubj lied>said:ccomp",
        "",
        "named in the content only",
    ),
    row(
        "[S {volkov Volkov}] [C complained] about {cnn CNN} [T that it lied].",
        "Volkov>complained:nsubj CNN>complained:obl lied>complained:ccomp",
        "",
        "spoken about",
    ),
    row(
        "[S {volkov Volkov} of {cnn CNN}] [C said] [T it fell].",
        "Volkov>said:nsubj CNN>Volkov:nmod fell>said:ccomp",
        "",
        "for whom the speaker works",
    ),
    row(
        "[S {cnn CNN}] [C said] [T it fell].",
        "CNN>said:nsubj fell>said:ccomp",
        "",
        "that speaks itself",
    ),
    row(
        "{cnn CNN} closed after [S {volkov Volkov}] [C said] [T it fell].",
        "CNN>closed:nsubj said>closed:advcl Volkov>said:nsubj fell>said:ccomp",
        "",
        "that does something else in the sentence",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), MEDIA)
def test_media(marked: str, arcs: str, expected: tuple[str, ...]) -> None:
    assert attribution(marked, arcs).media == expected
