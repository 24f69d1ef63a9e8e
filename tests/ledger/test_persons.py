"""A full name joins pages, so it is better overlooked than seen where there is none."""

import pytest

from sayso.ledger.persons import full_name, person, role
from sayso.records import Actor, Mention, Reading
from tests import factories

NAMES = (
    pytest.param("Igor Melnik", "igor melnik", id="two words"),
    pytest.param("  IGOR\nMelnik, ", "igor melnik", id="case, line ends and marks do not count"),
    pytest.param("Major General Igor Melnik", "igor melnik", id="a rank before it"),
    pytest.param("Maj.-Gen. Igor Melnik", "igor melnik", id="a short rank with a hyphen"),
    pytest.param("U.S. Secretary of State Ann Lee Park", None, id="a word written small that no name has"),
    pytest.param("Abu Omar al-Tal", "abu omar al-tal", id="particles written small"),
    pytest.param("Ann d’Arcy", "ann d’arcy", id="an elided particle"),
    pytest.param("J. R. Smith", None, id="initials tell too little"),
    pytest.param("Melnik", None, id="one word"),
    pytest.param("General Melnik", None, id="a rank and one word"),
    pytest.param("John Major", None, id="a name that is a title too tells too little"),
    pytest.param("Abu Omar", None, id="a particle is no name of its own"),
    pytest.param("Prime Minister", None, id="titles alone"),
    pytest.param("the Syrian doctor", None, id="a description"),
    pytest.param("Syrian doctor", None, id="a description without an article"),
    pytest.param("The Northern Governor", None, id="a description in capitals"),
    pytest.param("Northern Democratic Forces", None, id="a noun for several"),
    pytest.param("Velm Ministry", None, id="a noun for no person"),
    pytest.param("Velm Commanders", None, id="persons, but several"),
    pytest.param("People’s Front", None, id="a possessive of a noun for several"),
    pytest.param("Bill Velm", "bill velm", id="a given name that is a noun too"),
    pytest.param("", None, id="nothing"),
    pytest.param("سالم حداد", "سالم حداد", id="a script without capitals"),
)


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_full_names(text: str, name: str | None) -> None:
    assert full_name(text) == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("Gen. Igor Melnik", "military", id="a rank"),
        pytest.param("Bishop Igor Melnik", "clergy", id="an office of a church"),
        pytest.param("Secretary General Ann Park", None, id="a general who is none"),
        pytest.param("Dr Igor Melnik", None, id="a title that goes with anything"),
    ],
)
def test_roles(text: str, told: str | None) -> None:
    assert role(text) == told


@pytest.mark.parametrize(
    ("form", "kind", "name", "found"),
    [
        pytest.param("name", "person", "Igor Melnik", ("igor melnik", "military"), id="named by the page"),
        pytest.param("nominal", "person", "Igor Melnik", (None, None), id="only described by the page"),
        pytest.param("name", "organization", "Igor Melnik", (None, None), id="no person"),
        pytest.param("name", "person", "Ivan Melnik", (None, None), id="named otherwise by the page"),
    ],
)
def test_persons_are_called_so_by_the_page(
    form: str, kind: str, name: str, found: tuple[str | None, str | None]
) -> None:
    document = factories.document("General Igor Melnik left.")
    mention = Mention(id="1", span=(0, 19), form=form, actor="a", score=1.0)  # type: ignore[arg-type]
    actor = Actor(id="a", name=name, kind=kind)  # type: ignore[arg-type]
    assert person(actor, Reading(reader="test", document=document, actors=(actor,), mentions=(mention,))) == found


def test_whom_the_page_calls_a_group_too_is_no_person() -> None:
    document = factories.document("Igor Melnik left. The Melnik Troops stayed.")
    actor = Actor(id="a", name="Igor Melnik", kind="person")
    named, group = (Mention(id=str(span), span=span, form="name", actor="a", score=1.0) for span in ((0, 11), (18, 35)))
    for mentions, found in (((named,), ("igor melnik", None)), ((named, group), (None, None))):
        reading = Reading(reader="test", document=document, actors=(actor,), mentions=mentions)
        assert person(actor, reading) == found
