"""How actors are said to stand toward each other: in whose words, by which deeds, each once."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.parse.labels import POS, RELATIONS
from sayso.records import Act, Block, Event, EventStatus, EventType, Party, Stance
from tests.extract.builders import Built, built
from tests.extract.standing.stood import KINDS, said, told


@pytest.mark.parametrize(
    ("marked", "arcs", "voiced", "negated"),
    [
        pytest.param(
            "[S {russia Russia}] [C accused] [T {us the US} of arming {isis ISIS}].",
            "Russia>accused:nsubj US>accused:obj arming>accused:advcl of>arming:mark ISIS>arming:obj",
            True,
            False,
            id="in the words of who accuses",
        ),
        pytest.param(
            "[S {us The US}] [C denied] [T arming {isis ISIS}].",
            "US>denied:nsubj arming>denied:xcomp ISIS>arming:obj",
            True,
            True,
            id="what is denied is negated in those words",
        ),
        pytest.param(
            "{us The US} arms {isis ISIS}.",
            "US>arms:nsubj ISIS>arms:obj",
            False,
            False,
            id="the page's own voice",
        ),
    ],
)
def test_voices(marked: str, arcs: str, voiced: bool, negated: bool) -> None:
    page = built(marked, arcs, **KINDS)
    acts: dict[bool, Act] = {True: "deny", False: "accuse"}
    spoken = tuple(structs.replace(a, act=acts[negated], negated=False) for a in page.attributions)
    (stance,) = said(structs.replace(page, attributions=spoken))
    assert (stance.holders, stance.toward, stance.negated) == (("us",), ("isis",), negated)
    assert stance.voice == (spoken[0].id if voiced else None)


def test_what_is_asked_for_is_no_stance() -> None:
    marked = "[S {turkey Turkey}] [C demanded] that [T {us the US} back {ypg the YPG}]."
    page = built(marked, "Turkey>demanded:nsubj US>back:nsubj back>demanded:ccomp YPG>back:obj", **KINDS)
    demands = tuple(structs.replace(a, act="demand", negated=False) for a in page.attributions)
    assert said(structs.replace(page, attributions=demands)) == ()


def event(page: Built, word: str, kind: EventType, doers: str, targets: str, status: EventStatus = "happened") -> Event:
    start = page.parse.document.text.index(word)
    span = (start, start + len(word))
    return Event(
        id=word,
        type=kind,
        trigger=(span,),
        actors=tuple(Party(actor, span) for actor in doers.split()),
        targets=tuple(Party(actor, span) for actor in targets.split()),
        status=status,
        score=1,
    )


@pytest.mark.parametrize(
    ("kind", "doers", "targets", "status", "expected"),
    [
        pytest.param("ASSAULT", "israel", "hamas", "happened", ["hostile israel > hamas"], id="an attack"),
        pytest.param("THREATEN", "israel", "hamas", "ongoing", ["hostile israel > hamas"], id="a threat"),
        pytest.param("ASSAULT", "israel us", "hamas", "happened", ["hostile israel us > hamas"], id="several doers"),
        pytest.param("ASSAULT", "israel", "hamas", "hypothetical", [], id="what did not happen"),
        pytest.param("ASSAULT", "israel", "hamas", "planned", [], id="what is to come"),
        pytest.param("ASSAULT", "israel", "", "happened", [], id="nobody it is done to"),
        pytest.param("ASSAULT", "israel", "israel", "happened", [], id="nobody is hostile to himself"),
        pytest.param("AID", "israel", "hamas", "happened", [], id="another type"),
    ],
)
def test_deeds(kind: EventType, doers: str, targets: str, status: EventStatus, expected: list[str]) -> None:
    page = built("{israel Israel} shelled {hamas Hamas}.", "Israel>shelled:nsubj Hamas>shelled:obj", **KINDS)
    found = said(page, (event(page, "shelled", kind, doers, targets, status),))
    assert [told(one) for one in found] == expected
    assert all(one.event == "shelled" for one in found)


def test_an_aim_names_the_deed_that_has_it() -> None:
    page = built(
        "{israel Israel} struck in order to weaken {hamas Hamas}.",
        "Israel>struck:nsubj weaken>struck:advcl in>weaken:mark order>in:fixed Hamas>weaken:obj",
        **KINDS,
    )
    (stance,) = said(page, (event(page, "struck", "ASSAULT", "israel", ""),))
    assert (stance.kind, stance.event, stance.toward) == ("motive", "struck", ("hamas",))
    assert words(page, stance) == ["weaken Hamas"]


def test_a_bare_to_tells_the_aim_of_a_deed_alone() -> None:
    marked = "{israel Israel} invaded Gaza to crush {hamas Hamas}."
    page = built(
        marked, "Israel>invaded:nsubj Gaza>invaded:obj crush>invaded:advcl to>crush:mark Hamas>crush:obj", **KINDS
    )
    assert said(page) == ()
    (stance,) = said(page, (event(page, "invaded", "ASSAULT", "israel", ""),))
    assert (told(stance), words(page, stance)) == ("motive israel > hamas", ["crush Hamas"])


def test_the_cause_is_the_deed_not_what_it_is_done_to() -> None:
    marked = "the {us US} bombing of {army the army} which allowed {isis ISIS} to advance"
    arcs = (
        "US>bombing:compound army>bombing:nmod which>allowed:nsubj allowed>army:acl ISIS>allowed:obj"
        " advance>allowed:xcomp"
    )
    page = built(marked, arcs, **KINDS)
    (stance,) = said(page, (event(page, "bombing", "ASSAULT", "us", ""),))
    assert (told(stance), stance.event) == ("causes us > isis", "bombing")
    assert words(page, stance) == ["ISIS to advance"]


def words(page: Built, stance: Stance) -> list[str]:
    return [page.parse.document.text[slice(*span)] for span in stance.content]


LIST = "{us The US} strikes were designed to:\n• Weaken {hamas Hamas}\n• Divide {syria Syria}\nThen it rained."


def test_each_item_of_a_list_is_an_aim() -> None:
    page = built(
        LIST, "US>strikes:compound strikes>designed:nsubj were>designed:aux Hamas>Weaken:obj Syria>Divide:obj", **KINDS
    )
    kinds = {"•": "list_item"}
    blocks = tuple(
        Block("list_item" if page.parse.document.text[b.span[0]] in kinds else "paragraph", b.span)
        for b in page.parse.document.blocks
    )
    document = structs.replace(page.parse.document, blocks=blocks)
    page = structs.replace(page, parse=structs.replace(page.parse, document=document))
    assert [words(page, one) for one in said(page)] == [["Weaken Hamas"], ["Divide Syria"]]


def test_the_same_is_said_once_a_sentence_and_of_each_sentence() -> None:
    one = "{turkey Turkey} backs and arms {rebels the rebels}."
    arcs = "Turkey>backs:nsubj arms>backs:conj rebels>backs:obj"
    assert len(said(built(one, arcs, **KINDS))) == 1
    both = built(
        "{turkey Turkey} backs {rebels them}.\n{turkey It} backs {rebels them}.",
        "Turkey>backs:nsubj them>backs:obj It>backs#2:nsubj them#2>backs#2:obj",
        **KINDS,
    )
    assert len({stance.id for stance in said(both)}) == 2


TANGLED: Final = (
    (
        "{turkey Turkey} and {qatar Qatar} back {rebels the rebels} in order to weaken {syria Syria}.",
        "Qatar>Turkey:conj",
    ),
    ("{us The US}-led forces hold {place Raqqa}, a town under the control of {isis ISIS}.", "forces>hold:nsubj"),
    (
        "[S {russia Moscow}] [C said] [T {us the US} and its ally {israel Israel} violated the truce].",
        "US>violated:nsubj",
    ),
    (
        "{us The US} strike, which allowed {isis ISIS} to advance, aimed at talks between {iran Iran} and {iraq Iraq}.",
        "",
    ),
)


@given(st.sampled_from(TANGLED), st.data())
def test_whatever_the_relations_are_stances_are_sound(case: tuple[str, str], data: st.DataObject) -> None:
    page = built(*case, **KINDS)
    count = len(page.parse.words)
    heads = st.integers(0, count - 1) | st.none()
    tangled = tuple(
        structs.replace(
            word,
            head=data.draw(heads),
            relation=data.draw(st.sampled_from(RELATIONS)),
            pos=data.draw(st.sampled_from(POS)),
        )
        for word in page.parse.words
    )
    page = structs.replace(page, parse=structs.replace(page.parse, words=tangled))
    found = said(page)
    assert len({stance.id for stance in found}) == len(found)
    for stance in found:
        assert {*stance.holders, *stance.toward} <= set(page.actors)
        assert stance.holders or stance.toward
        assert not set(stance.holders) & set(stance.toward)
        for spans in (stance.content, stance.hedges):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(page.parse.document.text) for start, end in spans)
    assert said(page) == found
