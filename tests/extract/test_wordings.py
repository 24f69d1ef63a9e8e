"""Words that take a side or keep a distance, in whose voice and of whom."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.extract.wordings import wordings
from sayso.parse.labels import POS, RELATIONS
from sayso.records import Wording
from tests.extract.builders import Built, built
from tests.extract.standing.stood import KINDS, page_of


def found(page: Built, *probabilities: float) -> tuple[Wording, ...]:
    return wordings(page.parse, page.attributions, page.mentions, page.actors, probabilities)


def told(page: Built, one: Wording) -> str:
    """A wording in short: *loaded_name regime of syria*."""
    words = page.parse.document.text[slice(*one.span)]
    return f"{one.kind} {words}" + (f" of {one.of}" if one.of else "")


def row(marked: str, arcs: str, expected: str, reason: str, tags: str = "") -> object:
    """A page and all its wordings, parted by semicolons. `tags` as in tests/extract/standing/stood.py."""
    return pytest.param(marked, arcs, tags, list(filter(None, expected.split("; "))), id=reason)


NAMES = [
    row(
        "{syria The regime} fell.", "regime>fell:nsubj", "loaded_name regime of syria", "the actor that the page means"
    ),
    row(
        "{assad Assad}'s regime fell.",
        "Assad>regime:nmod regime>fell:nsubj",
        "loaded_name regime of assad",
        "whose it is",
    ),
    row("The tax regime fell.", "tax>regime:compound regime>fell:nsubj", "", "a regime of taxes"),
    row(
        "A regime of sanctions fell.",
        "regime>fell:nsubj sanctions>regime:nmod",
        "loaded_name regime",
        "nobody's regime",
    ),
    row(
        "{isis ISIS} terrorists fled.",
        "ISIS>terrorists:compound terrorists>fled:nsubj",
        "loaded_name terrorists of isis",
        "the name before it",
    ),
    row(
        "The terrorist group {hezbollah Hezbollah} fled.",
        "terrorist>group:compound group>fled:nsubj Hezbollah>group:appos",
        "loaded_name terrorist group of hezbollah",
        "the name after it, the longer words first",
    ),
    row(
        "{hamas Hamas} is a terrorist organisation.",
        "Hamas>organisation:nsubj is>organisation:cop terrorist>organisation:amod",
        "loaded_name terrorist organisation of hamas",
        "what the subject is said to be",
        "organisation/NOUN",
    ),
    row(
        "{volkov Volkov} called {ypg the YPG} traitors.",
        "Volkov>called:nsubj YPG>called:obj traitors>called:xcomp",
        "loaded_name traitors of ypg",
        "what somebody calls another",
        "traitors/NOUN",
    ),
    row(
        "{iran Iran}'s puppets fled.",
        "Iran>puppets:nmod puppets>fled:nsubj",
        "loaded_name puppets",
        "whose puppets they are does not say who they are",
    ),
    row("The puppet show opened.", "puppet>show:compound show>opened:nsubj", "", "a show of puppets"),
    row("{brigade Martyrs Brigade} fled.", "Martyrs>Brigade:compound Brigade>fled:nsubj", "", "part of a name"),
    row("{brigade Hayat Al-sham} fled.", "Hayat>fled:nsubj", "", "part of a name behind a hyphen"),
    row(
        "{rebels freedom fighters} fled.",
        "freedom>fighters:compound fighters>fled:nsubj",
        "loaded_name freedom fighters of rebels",
        "two words",
    ),
    row("{rebels The rebels} fled.", "rebels>fled:nsubj", "", "a word of plain report"),
    row("Militants fled.", "Militants>fled:nsubj", "", "another word of plain report"),
    row("The animal fled.", "animal>fled:nsubj", "", "a beast that is one"),
    row(
        "{volkov Volkov} is an animal.",
        "Volkov>animal:nsubj is>animal:cop an>animal:det",
        "loaded_name animal of volkov",
        "a name only where it is given to somebody",
        "animal/NOUN",
    ),
    row(
        "{x A rogue state} fell.",
        "rogue>state:amod state>fell:nsubj",
        "loaded_name rogue state of x",
        "an adjective with its noun",
    ),
    row(
        "Rogue states fell.",
        "Rogue>states:amod states>fell:nsubj",
        "loaded_name Rogue states",
        "the last word in any form",
    ),
]

WORDS = [
    row(
        "{syria The army} slaughtered {x:person civilians}.",
        "army>slaughtered:nsubj civilians>slaughtered:obj",
        "loaded_word slaughtered of syria",
        "a verb that judges, of who does it",
    ),
    row(
        "{x The butcher} slaughtered a pig.",
        "butcher>slaughtered:nsubj pig>slaughtered:obj",
        "loaded_name butcher of x",
        "a pig is nobody",
    ),
    row(
        "{x:person Civilians} were slaughtered by {isis ISIS}.",
        "Civilians>slaughtered:nsubj were>slaughtered:aux ISIS>slaughtered:obl",
        "loaded_word slaughtered of isis",
        "in the passive",
    ),
    row(
        "{syria The army} liberated {place Homs}.",
        "army>liberated:nsubj Homs>liberated:obj",
        "loaded_word liberated of syria",
        "of places",
    ),
    row("{syria The army} liberated energy.", "army>liberated:nsubj energy>liberated:obj", "", "energy is no place"),
    row(
        "{israel Israel}'s brutal attack failed.",
        "Israel>attack:nmod brutal>attack:amod attack>failed:nsubj",
        "loaded_word brutal of israel",
        "an adjective, of whose deed it is",
    ),
    row(
        "The attack by {isis ISIS} was brutal.",
        "attack>brutal:nsubj ISIS>attack:nmod was>brutal:cop",
        "loaded_word brutal of isis",
        "an adjective said of a deed",
        "brutal/ADJ",
    ),
    row(
        "{syria The army} bravely fought.",
        "army>fought:nsubj bravely>fought:advmod",
        "loaded_word bravely of syria",
        "an adverb",
    ),
    row(
        "The heroic {army soldiers} won.",
        "heroic>soldiers:amod soldiers>won:nsubj",
        "loaded_word heroic of army",
        "praise of somebody",
    ),
    row("The heroic melody won.", "heroic>melody:amod melody>won:nsubj", "", "praise of a thing"),
    row(
        "{us US} aggression grew.",
        "US>aggression:compound aggression>grew:nsubj",
        "loaded_word aggression of us",
        "a noun for a deed",
    ),
    row(
        "A war crime happened.",
        "war>crime:compound crime>happened:nsubj",
        "loaded_word war crime",
        "two words, nobody's",
    ),
    row("Toxic waste leaked.", "Toxic>waste:amod waste>leaked:nsubj", "", "a word that takes the side away"),
    row("{syria The army} killed ten men.", "army>killed:nsubj men>killed:obj", "", "a verb of plain report"),
]

DISTANCES = [
    row(
        "The so-called {sdf SDF} fled.",
        "so>called:advmod called>SDF:amod SDF>fled:nsubj",
        "distancing so-called of sdf",
        "a word in three parts",
    ),
    row(
        "The alleged attack failed.",
        "alleged>attack:amod attack>failed:nsubj",
        "distancing alleged",
        "before a noun",
    ),
    row("{x He} alleged fraud.", "He>alleged:nsubj fraud>alleged:obj", "", "a verb"),
    row("{x He} claimed victory.", "He>claimed:nsubj victory>claimed:obj", "", "another verb"),
    row(
        "The claimed victory failed.",
        "claimed>victory:amod victory>failed:nsubj",
        "distancing claimed",
        "before a noun, a participle",
    ),
    row(
        "{x The rebels} allegedly fled.",
        "rebels>fled:nsubj allegedly>fled:advmod",
        "distancing allegedly of x",
        "an adverb",
    ),
    row(
        "{isis The self-styled caliphate} fell.",
        "self>styled:compound styled>caliphate:amod caliphate>fell:nsubj",
        "distancing self-styled of isis",
        "self-styled",
    ),
]

MARKS = [
    row(
        "A “referendum” took place.",
        "referendum>took:nsubj place>took:obj",
        "scare_quotes referendum",
        "one word between marks",
    ),
    row(
        'A "referendum" took place.',
        "referendum>took:nsubj place>took:obj",
        "scare_quotes referendum",
        "straight marks",
    ),
    row(
        "A “so very free vote” took place.",
        "vote>took:nsubj place>took:obj",
        "scare_quotes so very free vote",
        "four words",
    ),
    row(
        "A “so very free and fair vote” took place.", "vote>took:nsubj place>took:obj", "", "six words are a quotation"
    ),
    row("The film “Apocalypse Now” won.", "film>won:nsubj", "", "a title"),
    row("Operation “Peace Spring” began.", "Operation>began:nsubj", "", "the name of an operation"),
    row("The word “war” is out.", "word>out:nsubj is>out:cop", "", "a word as such"),
    row("“No way!” rang out.", "way>rang:nsubj", "", "what closes like a sentence is speech"),
    row(
        "The “vote,” it seems, took place.",
        "vote>took:nsubj seems>took:parataxis",
        "scare_quotes vote",
        "without the comma",
    ),
    row(
        "[S {x He}] [C said] that [T the “vote” took place].",
        "He>said:nsubj took>said:ccomp vote>took:nsubj",
        "",
        "retold words in marks are his",
    ),
    row("[S {x He}] [C praised] [T “free votes”].", "He>praised:nsubj votes>praised:obj", "", "the edge of a content"),
    row("A “vote took place.", "vote>took:nsubj place>took:obj", "", "marks that are not closed"),
]


@pytest.mark.parametrize(("marked", "arcs", "tags", "expected"), [*NAMES, *WORDS, *DISTANCES, *MARKS])
def test_wordings(marked: str, arcs: str, tags: str, expected: list[str]) -> None:
    page = page_of(marked, arcs, tags)
    assert [told(page, one) for one in found(page)] == expected


def test_a_wording_stands_in_the_voice_of_whose_words_it_is() -> None:
    marked = "[S {russia Moscow}] [C said] [T the regime fell]. The regime fell."
    page = built(marked, "Moscow>said:nsubj fell>said:ccomp regime>fell:nsubj regime#2>fell#2:nsubj", **KINDS)
    assert [one.voice for one in found(page)] == [page.attributions[0].id, None]


def test_marks_within_somebodys_own_words_are_scare_quotes_of_his() -> None:
    marked = "[S {russia Moscow}] [C said]: “[T Nobody believes in this so ‘peaceful’ act of theirs today].”"
    page = built(marked, "Moscow>said:nsubj believes>said:ccomp", **KINDS)
    own = tuple(structs.replace(a, manner="direct") for a in page.attributions)
    page = structs.replace(page, attributions=own)
    (one,) = found(page)
    assert (told(page, one), one.voice) == ("scare_quotes peaceful", own[0].id)


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        pytest.param(0.95, ["loaded_word grudging"], id="a word that is surely loaded"),
        pytest.param(0.5, [], id="a word that may be loaded"),
    ],
)
def test_probabilities_add_words_that_the_list_does_not_have(probability: float, expected: list[str]) -> None:
    page = built("{x The grudging army} fled.", "grudging>army:amod army>fled:nsubj", **KINDS)
    every = [probability if word.pos == "ADJ" else 0.0 for word in page.parse.words]
    assert [told(page, one).removesuffix(" of x") for one in found(page, *every)] == expected


TANGLED: Final = (
    "{syria The regime}'s so-called heroic army slaughtered {x:person “peaceful” rebels} and liberated {place Homs}.",
    "[S {russia Moscow}] [C said] [T {us the rogue state} brutally invaded “free” {place Iraq}].",
)


@given(st.sampled_from(TANGLED), st.data())
def test_whatever_the_relations_are_wordings_are_sound(marked: str, data: st.DataObject) -> None:
    page = built(marked, **KINDS)
    heads = st.integers(0, len(page.parse.words) - 1) | st.none()
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
    once = found(page)
    assert once == found(page)
    assert len({one.id for one in once}) == len(once)
    assert list(once) == sorted(once, key=lambda one: (one.span, one.kind))
    for one in once:
        assert 0 <= one.span[0] < one.span[1] <= len(page.parse.document.text)
        assert one.of is None or one.of in page.actors
