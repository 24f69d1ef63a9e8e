"""Who speaks, and how well the speaker is named."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.extract.speakers import Spoken, speakers
from sayso.parse.labels import POS, RELATIONS
from sayso.records import Attribution
from tests.extract.builders import Built, built

CAST = {
    "russia": "state",
    "syria": "state",
    "turkey": "state",
    "pentagon": "military",
    "ministry": "government",
    "who": "organization",
    "general": "person",
    "volkov": "person",
    "haddad": "person",
    "writer": "person",
    "democrats": "party",
    "syrians": "people",
    "crowd": "organization",
    "x": "armed_group",
    "ap": "media",
    "tass": "media",
}


def spoken(page: Built, author: str | None = None) -> Spoken:
    return speakers(page.parse, page.attributions, page.mentions, page.actors, author=author)


def row(marked: str, arcs: str, expected: str, kind: str | None, reason: str) -> object:
    """A page with one attribution (or several: the last counts), its speakers and their kind."""
    return pytest.param(marked, arcs, expected.split(), kind, id=reason)


SOURCES = [
    row(
        "[S {volkov Volkov}] [C said] [T it fell].",
        "Volkov>said:nsubj fell>said:ccomp",
        "volkov",
        "named",
        "a name",
    ),
    row(
        "[S {russia Russia} and {syria Syria}] [C accused] {turkey Ankara} of [T shelling].",
        "Russia>accused:nsubj Syria>Russia:conj and>Syria:cc Ankara>accused:obj",
        "russia syria",
        "named",
        "two joined by and",
    ),
    row(
        "[S {russia Russia}, {syria Syria} and {turkey Turkey}] [C said] [T so].",
        "Russia>said:nsubj Syria>Russia:conj Turkey>Russia:conj and>Turkey:cc",
        "russia syria turkey",
        "named",
        "three in a list",
    ),
    row(
        "[S {russia Russia} and {syria Syria}] [C said] [T so].",
        "Russia>said:nsubj Syria>said:dep",
        "russia syria",
        "named",
        "two joined by and, which the relations miss",
    ),
    row(
        "[S {spokesman a spokesman for {pentagon the Pentagon}}] [C said] [T so].",
        "spokesman>said:nsubj Pentagon>spokesman:nmod",
        "spokesman",
        "official",
        "a role without a name: not the institution within it",
    ),
    row(
        "[S a spokesman for {pentagon the Pentagon}] [C said] [T so].",
        "spokesman>said:nsubj Pentagon>spokesman:nmod",
        "pentagon",
        "official",
        "a role that is no actor: its institution",
    ),
    row(
        "[S {ministry Defense Ministry}'s spokesman] [C said] [T so].",
        "spokesman>said:nsubj Ministry>spokesman:nmod",
        "ministry",
        "official",
        "a role that is no actor, its institution before it",
    ),
    row(
        "[S {spokesman the spokesman}, {volkov Igor Volkov}], [C said] [T so].",
        "spokesman>said:nsubj Volkov>Igor:flat Igor>spokesman:appos",
        "volkov",
        "named",
        "a name set beside a role",
    ),
    row(
        "[S {spokesman the spokesman}, {volkov Igor Volkov}], [C said] [T so].",
        "spokesman>said:nsubj Igor>said:obl Volkov>Igor:flat",
        "volkov",
        "named",
        "a name set beside a role, between commas, which the relations miss",
    ),
    row(
        "[S {spokesman the spokesman}, {volkov Igor Volkov} and {x two men}] [C said] [T so].",
        "spokesman>said:nsubj Igor>spokesman:conj Volkov>Igor:flat men>spokesman:conj and>men:cc two>men:nummod",
        "spokesman volkov x",
        "official",
        "a list that begins with a role",
    ),
    row(
        "[S {spokesman spokesman} {volkov Igor Volkov}] [C said] [T so].",
        "spokesman>said:nsubj Igor>said:dep Volkov>Igor:flat",
        "volkov",
        "named",
        "a title right before the name, which the relations miss",
    ),
    row(
        "[S {general General} {volkov Igor Volkov}] [C said] [T so].",
        "General>said:nsubj Igor>General:flat Volkov>General:flat",
        "volkov",
        "named",
        "a title that is taken for a name by itself",
    ),
    row(
        "[S {general US Ambassador} to {who the UN} {volkov Igor Volkov}] [C said] [T so].",
        "US>Ambassador:compound Ambassador>said:nsubj UN>Ambassador:nmod Igor>Ambassador:nmod Volkov>Igor:flat",
        "volkov",
        "named",
        "an office taken for a name, the name further on",
    ),
    row(
        "{volkov Igor Volkov}, [S {x the leader of {syria Syria}}], [C said] [T so].",
        "Igor>said:nsubj Volkov>Igor:flat leader>said:nsubj Syria>leader:nmod",
        "volkov",
        "named",
        "a role set beside a name that was left out of the source",
    ),
    row(
        "Asked about {volkov Igor Volkov}, [S {x the leader of {syria Syria}}] [C said] [T so].",
        "Asked>said:advcl Igor>Asked:obl Volkov>Igor:flat leader>said:nsubj Syria>leader:nmod",
        "x",
        "official",
        "a name before the comma that does something else",
    ),
    row(
        "[S {x a {ministry security forces} source}] [C said] [T so].",
        "security>forces:compound forces>said:nsubj source>said:nsubj",
        "x",
        "anonymous",
        "nouns in a row that the relations part",
    ),
    row(
        "[S {x the Ministry}] [C said] [T so].",
        "Ministry>said:nsubj",
        "x",
        "named",
        "an institution written as a name is",
    ),
    row(
        "[S {volkov Igor Volkov}, {spokesman a spokesman for {pentagon the Pentagon}}], [C said] [T so].",
        "Igor>said:nsubj Volkov>Igor:flat spokesman>Igor:appos Pentagon>spokesman:nmod",
        "volkov",
        "named",
        "a role set beside a name",
    ),
    row(
        "{volkov Volkov} came. [S {volkov The commander}] [C said] [T so].",
        "Volkov>came:nsubj commander>said:nsubj",
        "volkov",
        "named",
        "a noun that is resolved to somebody with a name",
    ),
    row(
        "{volkov Volkov} came. [S {volkov He}] [C said] [T so].",
        "Volkov>came:nsubj He>said:nsubj",
        "volkov",
        "named",
        "a pronoun that is resolved",
    ),
    row(
        "[S {x the militia}] [C said] [T so].",
        "militia>said:nsubj",
        "x",
        "collective",
        "a group of a known kind, but without a name",
    ),
    row("[S {? He}] [C said] [T so].", "He>said:nsubj", "", None, "a pronoun that stays open"),
    row(
        "It was {volkov Volkov}, [S {? who}] [C said] [T so].",
        "Volkov>was:nsubj who>said:nsubj said>Volkov:acl",
        "volkov",
        "named",
        "who takes up the name before",
    ),
    row(
        "{source A security source} came. [S {source It}] [C said] [T so].",
        "source>came:nsubj It>said:nsubj",
        "source",
        "anonymous",
        "a pronoun for somebody hidden",
    ),
    row("[S {source a security source}] [C said] [T so].", "source>said:nsubj", "source", "anonymous", "a source"),
    row("[S {x sheriffs}] [C complained] [T so].", "sheriffs>complained:nsubj", "x", "collective", "a group's view"),
    row("[S {x sources}] [C fear] [T so].", "sources>fear:nsubj", "x", "anonymous", "sources are always hidden"),
    row(
        "[S {x 55 percent of {democrats Democrats}}] [C say] [T so].",
        "percent>say:nsubj Democrats>percent:nmod",
        "x",
        "collective",
        "a share of a group",
    ),
    row(
        "It has donors, [S {? who}] [C fear] [T so].",
        "It>has:nsubj donors>has:obj who>fear:nsubj fear>donors:acl",
        "",
        "collective",
        "who, for a noun that is no actor",
    ),
    row("[S {x officials}] [C said] [T so].", "officials>said:nsubj", "x", "anonymous", "officials"),
    row("[S {x two commanders}] [C said] [T so].", "commanders>said:nsubj", "x", "anonymous", "several of a role"),
    row(
        "[S {x people familiar with the talks}] [C said] [T so].",
        "people>said:nsubj familiar>people:amod talks>familiar:obl",
        "x",
        "anonymous",
        "people who are hidden by description",
    ),
    row(
        "[S {x a diplomat who spoke on condition of anonymity}] [C said] [T so].",
        "diplomat>said:nsubj spoke>diplomat:acl",
        "x",
        "anonymous",
        "a role, but asked not to be named",
    ),
    row("[S {x the commander}] [C said] [T so].", "commander>said:nsubj", "x", "official", "a single role"),
    row(
        "[S {crowd Critics}] [C said] [T so].",
        "Critics>said:nsubj",
        "crowd",
        "collective",
        "a noun that is taken for a name because a sentence begins with it",
    ),
    row("[S {x critics}] [C said] [T so].", "critics>said:nsubj", "x", "collective", "critics"),
    row("[S {x residents}] [C said] [T so].", "residents>said:nsubj", "x", "collective", "residents"),
    row("[S {x many}] [C said] [T so].", "many>said:nsubj", "x", "collective", "many"),
    row("[S {x rebels}] [C said] [T so].", "rebels>said:nsubj", "x", "collective", "fighters of no name"),
    row(
        "[S {democrats Democrats}] [C said] [T so].",
        "Democrats>said:nsubj",
        "democrats",
        "collective",
        "the members of a party",
    ),
    row("[S {syrians Syrians}] [C said] [T so].", "Syrians>said:nsubj", "syrians", "collective", "a people"),
    row("[S {russia Moscow}] [C said] [T so].", "Moscow>said:nsubj", "russia", "named", "a capital for the state"),
    row(
        "[S {x {russia Russian} commanders}] [C said] [T so].",
        "commanders>said:nsubj Russian>commanders:amod",
        "x",
        "anonymous",
        "the state within a description does not speak",
    ),
    row(
        "[S {volkov Volkov}] [C said] [T it fell] and [C1 added] [T1 it burnt].",
        "Volkov>said:nsubj fell>said:ccomp added>said:conj burnt>added:ccomp",
        "volkov",
        "named",
        "a second verb of the same subject",
    ),
    row(
        "[S {volkov Volkov}] [C said] [T it fell] and [C1 added] [T1 it burnt].",
        "Volkov>said:nsubj fell>said:ccomp added>fell:conj burnt>added:ccomp",
        "volkov",
        "named",
        "a second verb, joined to the wrong one by the relations",
    ),
    row(
        "[T “It fell”], [S {volkov Volkov}] [C said], [C1 adding] [T1 it burnt].",
        "Volkov>said:nsubj fell>said:ccomp adding>said:advcl burnt>adding:ccomp",
        "volkov",
        "named",
        "a participle of the same subject",
    ),
    row(
        "[S {volkov Volkov}] [C said] [T it fell] and was [C1 accused] of [T1 lying].",
        "Volkov>said:nsubj fell>said:ccomp accused>said:conj was#1>accused:aux lying>accused:advcl",
        "",
        "unstated",
        "a passive has another subject than its speaker",
    ),
    row("It was [C reportedly] [T taken].", "taken>was:ccomp", "", "unstated", "an adverb"),
    row(
        "{turkey Turkey} was [C accused] of [T shelling].",
        "Turkey>accused:nsubj was>accused:aux",
        "",
        "unstated",
        "a passive alone",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "kind"), SOURCES)
def test_speakers_and_their_kind(marked: str, arcs: str, expected: Sequence[str], kind: str | None) -> None:
    last = spoken(built(marked, arcs, **CAST)).attributions[-1]
    assert (list(last.speakers), last.speaker_kind) == (expected, kind)


VOICES = [
    row("[S {? I}] [C think] [T it fell].", "I>think:nsubj", "writer", "page", "outside of quotations"),
    row("[S {? We}] [C must remember] [T it fell].", "We>remember:nsubj", "writer", "page", "we, outside of them"),
    row("[S {writer I}] [C think] [T it fell].", "I>think:nsubj", "writer", "page", "resolved to the author already"),
    row(
        "[S this newspaper] [C believes] [T it fell].",
        "newspaper>believes:nsubj",
        "writer",
        "page",
        "a name for itself",
    ),
    row(
        "[T “[S1/ {? I}] [C1 think] [T1 it fell],”] [S {volkov Volkov}] [C said].",
        "I>think:nsubj think>said:ccomp Volkov>said:nsubj",
        "volkov",
        "named",
        "in a quotation, who is quoted",
    ),
    row(
        "[T [S1/ {? We}] [C1 think] [T1 it fell]], [S {x a source}] [C said].",
        "We>think:nsubj think>said:ccomp source>said:nsubj",
        "writer",
        "page",
        "in another's words, but not quoted",
    ),
    row("Let[S 's] [C assume] [T it fell].", "'s>Let:obj assume>Let:ccomp", "writer", "page", "let us"),
    row("“[S {? I}] [C think] [T it fell].”", "I>think:nsubj", "", None, "in a quotation of nobody knows whom"),
    row(
        "{haddad Haddad} came. [S {volkov Volkov}] [C said]: [T “[S1/ {haddad I}] [C1 think] [T1 it fell]”].",
        "Haddad>came:nsubj I>think:nsubj think>said:ccomp Volkov>said:nsubj",
        "haddad",
        "named",
        "resolved already, to another",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "kind"), VOICES)
def test_the_first_person(marked: str, arcs: str, expected: Sequence[str], kind: str | None) -> None:
    page = built(marked, arcs, **CAST)
    last = spoken(page, "writer").attributions[-1]
    assert (list(last.speakers), last.speaker_kind) == (expected, kind)


def test_an_unknown_author_leaves_the_page_without_speaker() -> None:
    (found,) = spoken(built("[S {? I}] [C think] [T it fell].", "I>think:nsubj")).attributions
    assert (found.speakers, found.speaker_kind) == ((), "page")


def test_who_reports_a_saying_speaks_himself_and_carries_nothing() -> None:
    page = built(
        "[S {ap AP}] [C reported] [T that [S1/ {volkov Volkov}] [C1 said] [T1 it fell]].",
        "AP>reported:nsubj said>reported:ccomp Volkov>said:nsubj fell>said:ccomp",
        **CAST,
    )
    outer, inner = spoken(page).attributions
    assert (outer.speakers, outer.media) == (("ap",), ())
    assert (inner.speakers, inner.media) == (("volkov",), ())


def test_attributions_keep_their_order_ids_and_spans() -> None:
    page = built(
        "[T “[S1/ {? I}] [C1 think] [T1 it fell],”] [S {volkov Volkov}] [C said].",
        "I>think:nsubj think>said:ccomp Volkov>said:nsubj",
        **CAST,
    )
    reversed_page = structs.replace(page, attributions=page.attributions[::-1])
    for one in (page, reversed_page):
        assert [_bare(a) for a in spoken(one).attributions] == list(one.attributions)


def _bare(attribution: Attribution) -> Attribution:
    return structs.replace(
        attribution, speakers=(), speaker_kind=None, document=None, media=(), addressees=(), about=()
    )


def test_a_page_without_words_is_unstated_or_open() -> None:
    page = built("[S {volkov Volkov}] [C said] [T it fell].", **CAST)
    bare = structs.replace(page, parse=structs.replace(page.parse, words=()))
    (found,) = spoken(bare).attributions
    assert (found.speakers, found.speaker_kind) == ((), None)


PAGES = [
    built(marked, arcs, **CAST)
    for marked, arcs in (
        (
            "{tass TASS} [C quoted] [S {volkov Igor Volkov}, {x a spokesman for {russia Russia} and {syria Syria}}] as"
            " [C saying] in a {tass TASS} report to {turkey Ankara} that [T [S1/ {? it}] [C1 told] {ap AP} [T1 so]].",
            "",
        ),
        (
            "[S Two letters sent by {syria Syria} to {who the UN}] [C said] [T so] and [C1 added] [T1 more].\n"
            "[S2 The letters] [C2 accused] {turkey Turkey}'s army of [T2 lying, {x {turkey Turkish} commanders} said].",
            "",
        ),
    )
]


@given(st.data())
def test_whatever_the_relations_say_only_actors_of_the_page_are_found(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(PAGES))
    count = len(page.parse.words)
    words = tuple(
        structs.replace(
            word,
            head=data.draw(st.none() | st.integers(0, count - 1)),
            relation=data.draw(st.sampled_from(RELATIONS)),
            pos=data.draw(st.sampled_from((word.pos, *POS))),
        )
        for word in page.parse.words
    )
    found = spoken(structs.replace(page, parse=structs.replace(page.parse, words=words)))
    assert [a.id for a in found.attributions] == [a.id for a in page.attributions]
    references = {reference.id for reference in found.references}
    for one in found.attributions:
        everybody = (*one.speakers, *one.media, *one.addressees, *one.about)
        assert set(everybody) <= page.actors.keys()
        assert one.document is None or one.document in references
        assert all(len(set(ids)) == len(ids) for ids in (one.speakers, one.media, one.addressees, one.about))
        assert all(page.actors[medium].kind == "media" for medium in one.media)
        assert len(one.about) <= 8
