"""To which body somebody belongs by his office, by his name's surroundings, by his seat."""

from typing import Final

import pytest
from msgspec import structs

from sayso.extract.standing.departments import departments
from sayso.extract.standing.scene import scene
from tests.extract.builders import Built, built
from tests.extract.standing.stood import KINDS, said, told

_MORE: Final = {
    "lee": "person", "roe": "person", "ministry": "government", "house": "government", "clinic": "organization",
    "daily": "media", "unions": "party", "republican-party-us": "party", "critics": "unnamed",
}  # fmt: skip


def page_of(marked: str, arcs: str, tags: str) -> Built:
    page = built(marked, arcs, **{**KINDS, **_MORE})
    text, words = page.parse.document.text, list(page.parse.words)
    given = dict(tag.rpartition("/")[::2] for tag in tags.split())
    words = [structs.replace(w, pos=given.get(text[slice(*w.span)], w.pos)) for w in words]
    return structs.replace(page, parse=structs.replace(page.parse, words=tuple(words)))


@pytest.mark.parametrize(
    ("marked", "arcs", "tags", "expected"),
    [
        pytest.param(
            "{ministry The ministry}'s spokesman {lee:person Ann Lee} left.",
            "ministry>spokesman:nmod 's>ministry:case spokesman>Lee:appos Ann>Lee:flat Lee>left:nsubj",
            "ministry/NOUN spokesman/NOUN Ann/PROPN Lee/PROPN",
            ["part_of lee > ministry"],
            id="an office before a name, whose it is before it",
        ),
        pytest.param(
            "{lee:person Lee}, director of {clinic the Fara Clinic}, left.",
            "Lee>left:nsubj director>Lee:appos Clinic>director:nmod Fara>Clinic:compound",
            "director/NOUN Lee/PROPN Fara/PROPN Clinic/PROPN",
            ["part_of lee > clinic"],
            id="an office behind a name",
        ),
        pytest.param(
            "{lee:person Lee}, a surgeon at {clinic the Fara Clinic}, left.",
            "Lee>left:nsubj surgeon>Lee:appos Clinic>surgeon:nmod Fara>Clinic:compound",
            "surgeon/NOUN Lee/PROPN Fara/PROPN Clinic/PROPN",
            ["part_of lee > clinic"],
            id="a calling at a body",
        ),
        pytest.param(
            "{lee:person Lee}, {lee:person a poet} and columnist at {daily the Daily}, left.",
            "Lee>left:nsubj poet>Lee:appos columnist>poet:conj Daily>columnist:nmod",
            "poet/NOUN columnist/NOUN Lee/PROPN Daily/PROPN",
            ["part_of lee > daily"],
            id="the second of two callings",
        ),
        pytest.param(
            "{lee:person Lee}, editor of {daily the Daily}, left.",
            "Lee>left:nsubj editor>Lee:appos Daily>editor:nmod",
            "editor/NOUN Lee/PROPN Daily/PROPN",
            ["part_of lee > daily"],
            id="of a paper",
        ),
        pytest.param(
            "{lee:person Lee}, former director of {clinic the Fara Clinic}, left.",
            "Lee>left:nsubj director>Lee:appos former>director:amod Clinic>director:nmod Fara>Clinic:compound",
            "director/NOUN former/ADJ Lee/PROPN Fara/PROPN Clinic/PROPN",
            [],
            id="who was once is none",
        ),
        pytest.param(
            "{france French} surgeon {lee:person Lee} left.",
            "French>surgeon:amod surgeon>Lee:appos Lee>left:nsubj",
            "surgeon/NOUN Lee/PROPN French/ADJ",
            [],
            id="a state's surgeon is only from there",
        ),
        pytest.param(
            "{france French} envoy {lee:person Lee} left.",
            "French>envoy:amod envoy>Lee:appos Lee>left:nsubj",
            "envoy/NOUN Lee/PROPN French/ADJ",
            ["part_of lee > france"],
            id="its envoy is its man",
        ),
        pytest.param(
            "{house House} minority leader {lee:person Lee} left.",
            "House>leader:compound minority>leader:compound leader>Lee:appos Lee>left:nsubj",
            "House/PROPN minority/NOUN leader/NOUN Lee/PROPN",
            [],
            id="who leads a minority does not lead the house",
        ),
        pytest.param(
            "{lee:person Lee}, a candidate for {house the House}, left.",
            "Lee>left:nsubj candidate>Lee:appos House>candidate:nmod",
            "candidate/NOUN Lee/PROPN House/PROPN",
            [],
            id="who stands for a seat is not in the house yet",
        ),
        pytest.param(
            "Republican presidential candidate {lee:person Lee} left {republican-party-us the GOP}.",
            "Republican>Lee:amod presidential>Lee:amod candidate>Lee:compound Lee>left:nsubj GOP>left:obj",
            "Republican/ADJ candidate/NOUN presidential/ADJ Lee/PROPN GOP/PROPN",
            ["part_of lee > republican-party-us"],
            id="the seat that he stands for stands between",
        ),
        pytest.param(
            "{lee:person Republican Ann Lee} left {republican-party-us the GOP}.",
            "Republican>Lee:compound Ann>Lee:compound Lee>left:nsubj GOP>left:obj",
            "Republican/PROPN Ann/PROPN Lee/PROPN GOP/PROPN",
            ["part_of lee > republican-party-us"],
            id="a name with the party in it",
        ),
        pytest.param(
            "{lee:person Republican of Iowa} left {republican-party-us the GOP}.",
            "of>Iowa:case Iowa>Republican:nmod Republican>left:nsubj GOP>left:obj",
            "Republican/PROPN of/ADP Iowa/PROPN GOP/PROPN",
            [],
            id="who is only called by his party has no name behind it",
        ),
        pytest.param(
            "{roe:person Roe}'s aide {lee:person Lee} left.",
            "Roe>aide:nmod 's>Roe:case aide>Lee:appos Lee>left:nsubj",
            "Roe/PROPN aide/NOUN Lee/PROPN",
            ["part_of lee > roe"],
            id="an aide is his whose aide he is",
        ),
        pytest.param(
            "{roe:person Roe}'s adviser {lee:person Lee} left.",
            "Roe>adviser:nmod 's>Roe:case adviser>Lee:appos Lee>left:nsubj",
            "Roe/PROPN adviser/NOUN Lee/PROPN",
            ["part_of lee > roe"],
            id="who serves a person",
        ),
        pytest.param(
            "{lee:person Lee} of {clinic the Fara Clinic} left.",
            "Lee>left:nsubj Clinic>Lee:nmod Fara>Clinic:compound",
            "Lee/PROPN Fara/PROPN Clinic/PROPN",
            ["part_of lee > clinic"],
            id="of a body, right behind a name",
        ),
        pytest.param(
            "{republican-party-us Republicans} met Sen. {lee:person Lee}, R-Texas, today.",
            "Republicans>met:nsubj Lee>met:obj",
            "Republicans/PROPN met/VERB Lee/PROPN",
            ["part_of lee > republican-party-us"],
            id="a seat",
        ),
        pytest.param(
            "{rebels Rebels} met Sen. {lee:person Lee}, R-Texas, today.",
            "Rebels>met:nsubj Lee>met:obj",
            "Rebels/NOUN met/VERB Lee/PROPN",
            [],
            id="a seat of a party of which the page does not speak",
        ),
        pytest.param(
            "{republican-party-us Republicans} saw {lee:person Lee}, a Republican.",
            "Republicans>saw:nsubj Lee>saw:obj Republican>Lee:appos",
            "Republicans/PROPN saw/VERB Lee/PROPN Republican/PROPN",
            ["part_of lee > republican-party-us"],
            id="who is called by a party's name",
        ),
        pytest.param(
            "{critics Critics} left.", "Critics>left:nsubj", "Critics/NOUN", [], id="nobody named holds no office"
        ),
    ],
)
def test_offices(marked: str, arcs: str, tags: str, expected: list[str]) -> None:
    found = [told(one) for one in said(page_of(marked, arcs, tags))]
    assert [one for one in found if one.startswith("part_of")] == expected


def test_an_office_is_told_once_a_page() -> None:
    marked = "{france French} envoy {lee:person Lee} left. {france French} envoy {lee:person Lee} wept."
    assert [told(one) for one in said(page_of(marked, "", "French/ADJ envoy/NOUN Lee/PROPN"))] == [
        "part_of lee > france"
    ]


@pytest.mark.parametrize(
    ("office", "body", "country", "expected"),
    [
        pytest.param(
            "Foreign minister", "Ministry of Foreign Affairs", "FR", ["ministry"], id="the ministry of his field"
        ),
        pytest.param("Trade minister", "Ministry of Foreign Affairs", "FR", [], id="not of another's"),
        pytest.param("Foreign minister", "Ministry of Foreign Affairs", "DE", [], id="nor of another country's"),
        pytest.param("President", "Government of France", "FR", ["ministry"], id="a president and his government"),
        pytest.param("President", "Government of Germany", "DE", [], id="not another country's"),
        pytest.param("Trade secretary", "White House", "US", [], id="a cabinet's titles are those of its country"),
    ],
)
def test_departments(office: str, body: str, country: str, expected: list[str]) -> None:
    page = page_of(f"{office} {{lee:person Lee}} saw {{ministry {body}}}.", "", "Foreign/ADJ Trade/NOUN Lee/PROPN")
    actors = {
        "lee": structs.replace(page.actors["lee"], country="FR"),
        "ministry": structs.replace(page.actors["ministry"], country=country),
    }
    s = scene(page.parse, page.attributions, page.mentions, actors, (), ())
    assert list(departments(s, len(office.split()) - 1, "lee")) == expected
