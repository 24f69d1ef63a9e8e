"""The described system: who stands with whom, as told by whom."""

from io import BytesIO
from typing import Any

import networkx as nx
import pytest

from sayso.compare.graphml import graphml
from sayso.compare.system import described
from sayso.records import Reading
from tests.compare.builders import blocs, page, signs

WAR = "{us The US} bombed {army the army}, {hsd the HSD} helped {us it}, {army the army} fought {isis ISIS}."


def row(id: str, marked: str, *facts: str, ties: dict[str, int], **actors: Any) -> object:
    return pytest.param(page(marked, *facts, **actors), ties, id=id)


@pytest.mark.parametrize(
    ("reading", "ties"),
    [
        row("an attack is hostile", WAR, "ASSAULT us > army: bombed", ties={"army us": -1}),
        row("help is friendly, told as stance or as event",
            WAR, "supports hsd > us: helped", "AID us > isis: helped", ties={"hsd us": 1, "isis us": 1}),
        row("who is led stands with who leads", "{us US}-led {hsd HSD}", "commands us > hsd: led", ties={"hsd us": 1}),
        row("what is denied ties nobody", WAR, "ASSAULT us > army: bombed | negated", ties={}),
        row("what was never done ties nobody", WAR, "ASSAULT us > army: bombed | hypothetical", ties={}),
        row("what may come counts", WAR, "ASSAULT us > army: bombed | possible", ties={"army us": -1}),
        row("an enmity by deed is told by the deed alone", WAR, "ASSAULT us > army: bombed | negated", ties={}),
        row("an attack weighs more than a word of support",
            WAR, "ASSAULT us > army: bombed", "SUPPORT us > army: it", ties={"army us": -1}),
        row("nobody stands against himself", WAR, "ASSAULT us > us: bombed", ties={}),
        row("those who do a thing together to a third stand together",
            WAR, "ASSAULT us,hsd > army: bombed", ties={"army us": -1, "army hsd": -1, "hsd us": 1}),
        row("those who clash do not", WAR, "ASSAULT us,hsd > : bombed", ties={}),
        row("those who cooperate need no target", WAR, "COOPERATE us,hsd > : helped", ties={"hsd us": 1}),
        row("but against each other", "{us US} and {hsd HSD} troops clashed.", "ASSAULT us,hsd > : clashed",
            ties={"hsd us": -1}),
        row("talks alone tie nobody", WAR, "negotiates us > army: bombed", ties={}),
        row("a speaker's *it* is he", "[S {us Washington}] [C said] [T it stood with {hsd the HSD}].",
            "SUPPORT ?it > hsd: stood", ties={"hsd us": 1}),
        row("who strikes a place strikes who holds it", "{hsd The HSD} holds Raqqa. {us US} bombed Raqqa.",
            "controls hsd > : holds | at Raqqa", "ASSAULT us > ?Raqqa#2: bombed | at Raqqa#2", ties={"hsd us": -1}),
        row("or else the state whose it is", "{us US} bombed Homs, {syria Syria}.",
            "ASSAULT us > ?Homs: bombed | at Homs in SY", ties={"syria us": -1}, syria="state SY", us="state US"),
        row("but nobody his own", "{syria Syria} bombed Homs.",
            "ASSAULT syria > ?Homs: bombed | at Homs in SY", ties={}, syria="state SY"),
        row("nor where it merely happens", "{us US} bombed tunnels yesterday, outside Homs, {syria Syria}.",
            "ASSAULT us > ?tunnels: bombed | at Homs in SY", ties={}, syria="state SY", us="state US"),
        row("who tells of a breach accuses", "[S {us Washington}] [C says] [T {ru Moscow} broke the truce].",
            "violates ru > : the truce", ties={"ru us": -1}),
        row("so does who tells of an attack on nobody known",
            "[S {us Washington}] [C says] [T {ru Moscow} shelled villages].", "ASSAULT ru > ?villages: shelled",
            ties={"ru us": -1}, us="state US"),
        row("but no witness does", "[S {us Ann Lee}] [C says] [T {ru Moscow} shelled villages].",
            "ASSAULT ru > ?villages: shelled", ties={}, us="person"),
        row("whose a convoy is, is struck with it", "{us US} jets hit a convoy of the {army Army}.",
            "ASSAULT us > ?a_convoy_of_the_Army: hit", ties={"army us": -1}),
        row("an army's friends are not the army", "{us US} jets hit allies of the {army Army}.",
            "ASSAULT us > ?allies_of_the_Army: hit", ties={}),
        row("who condemns a deed turns on its doer", "[S {ru Moscow}] [C condemned] [T the {us US} raid].",
            "ACCUSE ru > : condemned", "ASSAULT us > : raid", ties={"ru us": -1}),
        row("*the raid* is that of those of whom one was told", "{us US} hit. [S {ru Moscow}] [C hailed] [T the raid].",
            "ASSAULT us > : hit", "SUPPORT ru > : hailed", "ASSAULT > : raid", ties={"ru us": 1}),
        row("a raid need not be", "{us US} hit. [S {ru Moscow}] [C hailed] [T any raid].",
            "ASSAULT us > : hit", "SUPPORT ru > : hailed", "ASSAULT > : raid", ties={}),
        row("a breach that the page tells of is nobody's accusation",
            "{ru Moscow} broke the truce with {us Washington}.", "violates ru > : the truce", ties={}),
        row("a visit says nothing", WAR, "CONSULT us > army: bombed", ties={}),
        row("media are no party", WAR, "opposes us > isis: fought", ties={}, isis="media"),
        row("nor are talks", WAR, "opposes us > isis: fought", ties={}, isis="process"),
        row("but a paper has its editor", WAR, "part_of us > isis: fought", ties={"isis us": 1}, isis="media"),
        row("a question tells nearly nothing", "[S {ru Moscow}] [C asked] [T if {us the US} backs {isis ISIS}].",
            "supports us > isis: backs", ties={}, acts={"1": "ask"}),
        row("what is promised ties nobody", "[S {ru Moscow}] [C vowed] [T to stay in {syria Damascus}].",
            "AGREE ru > syria: vowed", ties={}, acts={"1": "promise"}),
        row("what is agreed does", "[S {ru Moscow}] [C agreed] [T with {syria Damascus}].",
            "AGREE ru > syria: agreed", ties={"ru syria": 1}),
        row("who calls for another to go is against him",
            "[S {ru Ann Roe}] [C called] [T for {us Lee}'s resignation].", "RETREAT us > : resignation",
            ties={"ru us": -1}, acts={"1": "demand"}),
        row("who only tells that he goes is not", "[S {ru Ann Roe}] [C told] [T of {us Lee}'s resignation].",
            "RETREAT us > : resignation", ties={}),
        row("who asks for aid to another is for him", "[S {ru Ann Roe}] [C urged] [T aid for {us the rebels}].",
            "AID > us: aid", ties={"ru us": 1}, acts={"1": "demand"}),
        row("who rejects what is another's turns on him", "[S {ru Moscow}] [C rejected] [T {us Lee}'s offer].",
            "REJECT ru > : rejected | denied", ties={"ru us": -1}, acts={"1": "deny"}),
        row("not on whom it is only about", "[S {ru Moscow}] [C rejected] [T an offer to {us Lee}].",
            "REJECT ru > : rejected | denied", ties={}, acts={"1": "deny"}),
        row("who calls something so need not praise it", "{ru Moscow} called {us Lee} late. {us Lee} left {ru Moscow}.",
            "SUPPORT ru > us: called", "REJECT us > ru: left", ties={}),
        row("an army's own state is where it fights", "{army The army} took towns in {syria Syria}.",
            "ASSAULT army > syria: took", ties={}, army="military SY", syria="state SY"),
        row("a government may be struck by its army", "{army The army} took on {syria the cabinet}.",
            "ASSAULT army > syria: took on", ties={"army syria": -1}, army="military SY", syria="government SY"),
        row("who sits in a house does not stand with it", "{us Lee} chairs {house the House}.",
            "part_of us > house: chairs", ties={}, house="government US House"),
        row("a committee is its chairman's", "{us Lee} chairs {house the House Committee}.",
            "part_of us > house: chairs", ties={"house us": 1}, house="government US House Committee"),
        row("whose officials they are, he acts by them", "{us Oz} and {off {us Oz} officials} hit {isis ISIS}.",
            "ASSAULT off > isis: hit", ties={"isis us": -1}, off="unnamed US Oz officials", us="state"),
        row("but not by his critics", "{us Norland} and {off {us Norland} critics} hit {isis ISIS}.",
            "ASSAULT off > isis: hit", ties={}, off="unnamed US Norland critics", us="state"),
        row("an alliance is his after whom it is named", "{us Norland} hit. {co Norland coalition} left {isis ISIS}.",
            ties={"co us": 1}, us="state NO Norland", co="alliance NO Norland coalition"),
        row("or theirs", "{us Norland} and {hsd Oz} hit. {co Norland/Oz coalition} left {isis ISIS}.",
            ties={"co us": 1, "co hsd": 1}, us="state NO Norland", hsd="state OZ Oz",
            co="alliance NO Norland/Oz coalition"),
        row("nor is a source without a name", WAR, "opposes us > isis: fought", ties={}, isis="unnamed"),
    ],
)  # fmt: skip
def test_ties(reading: Reading, ties: dict[str, int]) -> None:
    assert signs(described([reading])) == ties


@pytest.mark.parametrize(
    ("one", "other", "ties"),
    [
        pytest.param("Republicans", "Republican lawmakers", {"0000000000000001 isis": -1}, id="a party and its people"),
        pytest.param("Republicans", "lawmakers", {}, id="people of no party"),
        pytest.param("Republicans", "Republican critics", {}, id="critics are not its people"),
    ],
)
def test_who_bears_a_partys_name_is_of_it(one: str, other: str, ties: dict[str, int]) -> None:
    marked = f"{{0000000000000001 {one}}} and {{0000000000000002 {other}}} mocked {{isis ISIS}}."
    given: dict[str, Any] = {"0000000000000001": f"person US {one}", "0000000000000002": f"unnamed US {other}"}
    reading = page(marked, "opposes 0000000000000002 > isis: mocked", **given)
    assert signs(described([reading])) == ties


def test_a_person_with_his_titles_is_the_same_person() -> None:
    marked = "{0000000000000001 Envoy Ann Lee} left. {ann-lee Ann Lee} mocked {isis ISIS}."
    given: dict[str, Any] = {"0000000000000001": "person FR Envoy Ann Lee", "ann-lee": "person FR Ann Lee"}
    reading = page(marked, "opposes 0000000000000001 > isis: mocked", **given)
    assert signs(described([reading])) == {"ann-lee isis": -1}


@pytest.mark.parametrize(
    ("marked", "act", "ties"),
    [
        pytest.param("[S {ru Moscow}] [C accused] [T {us Washington} of arming {isis ISIS}].", "accuse", {"ru us": -1},
                     id="whom an accusation begins with is accused, not all it is about"),
        pytest.param("[S {ru Moscow}] [C hailed] [T {us Washington}].", "praise", {"ru us": 1}, id="praise"),
        pytest.param("[S {ru Moscow}] [C defended] [T {ru its} raid on {us Washington}].", "praise", {},
                     id="who praises what is his own praises nobody"),
        pytest.param("[S {ru Moscow}] [C said] [T {us Washington} armed {isis ISIS}].", "state", {},
                     id="to speak of somebody is neither"),
        pytest.param("[S {ru Moscow}] [C blamed] [T {ru itself}].", "accuse", {}, id="not himself"),
        pytest.param("[C Blamed] was [T {us Washington}].", "accuse", {}, id="nobody said by whom"),
    ],
)  # fmt: skip
def test_acts_tie_speakers_to_those_they_turn_on(marked: str, act: Any, ties: dict[str, int]) -> None:
    assert signs(described([page(marked, acts={"": act})])) == ties


def test_an_accusation_that_is_an_event_too_counts_once() -> None:
    marked = "[S {ru Moscow}] [C accused] [T {us Washington} of lies]."
    (tie,) = described([page(marked, "ACCUSE ru > us: accused", acts={"": "accuse"})]).ties
    assert (tie.sign, len(tie.claims)) == (-1, 1)


VOICES = """{us The US} backed {hsd the HSD}.
[S1 {ru Moscow}] [C1 said] [T1 {us Washington} attacked {hsd the HSD} and armed {isis ISIS}].
[S2 {tr Ankara}] [C2 said] [T2 {us Washington} attacked {hsd the HSD} again].
[C3 Reportedly] [T3 {isis ISIS} ambushed {hsd the HSD}].
[S4 {us Washington}] [C4 wants] [T4 to crush {isis ISIS}].
[S5 {us Washington}] [C5 denied] [T5 that it armed {isis ISIS}]."""
SAYING: dict[str, Any] = {"1": "state", "2": "state", "3": "state", "4": "intend", "5": "deny"}


def voiced(*facts: str) -> Reading:
    return page(VOICES, *facts, acts=SAYING, ru="state RU Russia", tr="state TR Turkey", us="state US US")


def test_the_page_decides_where_it_tells_and_both_are_kept() -> None:
    told = ("supports us > hsd: backed", "ASSAULT us > hsd: attacked", "ASSAULT us > hsd: attacked#2")
    (tie,) = described([voiced(*told)]).ties
    assert (tie.sign, tie.friendly, tie.hostile) == (1, 0.9, 2.0)
    assert {claim.basis.voice.name for claim in tie.claims} == {"The Herald", "Russia", "Turkey"}
    (tie,) = described([voiced(*told[1:], "supports us > hsd: armed")]).ties
    assert tie.sign == -1, "the page is silent, two voices are heavier than one"


@pytest.mark.parametrize(
    ("facts", "voice", "hedged"),
    [
        pytest.param("supports us > hsd: backed", (True, "The Herald", ()), False, id="the page's own"),
        pytest.param("ASSAULT us > hsd: attacked", (False, "Russia", ("ru",)), False, id="the speaker's"),
        pytest.param("ASSAULT isis > hsd: ambushed", (True, "The Herald", ()), True, id="hearsay is hedged"),
        pytest.param("ASSAULT us > isis: crush | planned", (True, "The Herald", ()), True,
                     id="what somebody is said to want is not his word"),
    ],
)  # fmt: skip
def test_voices(facts: str, voice: tuple[object, ...], hedged: bool) -> None:
    (tie,) = described([voiced(facts)]).ties
    (claim,) = tie.claims
    found = claim.basis.voice
    assert ((found.page, found.name, found.speakers), claim.basis.hedged) == (voice, hedged)


def test_saying_a_thing_often_wins_over_once_but_not_over_two_who_say_it() -> None:
    often = page(
        "{a A} hit {b B}.\nHe struck {b B}.\nHe shot {b B}.\n{b B} hailed {a A}.",
        "ASSAULT a > b: hit",
        "ASSAULT a > b: struck",
        "ASSAULT a > b: shot",
        "SUPPORT b > a: hailed",
    )

    (tie,) = described([often]).ties
    assert (tie.sign, len(tie.claims)) == (-1, 4)
    assert tie.hostile < 2
    same = page("{a A} hit {b B}.\n{a A} hit {b B}.", "ASSAULT a > b: hit", "ASSAULT a > b: hit#2")
    (tie,) = described([same]).ties
    assert len(tie.claims) == 1, "the same words again"


def test_a_pronoun_may_be_somebody_elses() -> None:
    named = described([page("{a A} and {b its} ally", "ally a > b: A and its ally")]).ties
    assert [tie.weight for tie in named] == [0.6]


@pytest.mark.parametrize(
    ("told", "contrary", "sides"),
    [
        pytest.param(("supports us > hsd: backed", "ASSAULT us > hsd: attacked"), True,
                     [("The Herald", 1), ("Russia", -1)], id="a speaker against the page"),
        pytest.param(("supports us > isis: armed", "supports us > isis: armed#2 | negated"), True,
                     [("Russia", 1), ("US", 0)], id="one says it, another denies it"),
        pytest.param(("ASSAULT us > hsd: attacked",), False, [("Russia", -1)], id="a speaker alone"),
        pytest.param(("supports us > hsd: backed",), None, [], id="the page alone"),
        pytest.param(("supports us > hsd: backed", "supports us > hsd: attacked"), None, [], id="they agree"),
        pytest.param(("supports us > isis: armed#2 | negated",), None, [], id="denied, but told by nobody"),
    ],
)  # fmt: skip
def test_differences(told: tuple[str, ...], contrary: bool | None, sides: list[tuple[str, int]]) -> None:
    found = described([voiced(*told)]).differences
    assert [one.contrary for one in found] == ([] if contrary is None else [contrary])
    assert [(side.voice.name, side.sign) for one in found for side in one.sides] == sides


BLOCS = (
    "{us US} {hsd HSD} {isis ISIS} {army the army} {syria Syria} {ru Russia} {iran Iran}: one two three four five six"
)


@pytest.mark.parametrize(
    ("facts", "parted"),
    [
        pytest.param(("ally us > hsd: one", "ally ru > iran: two", "ASSAULT us > ru: three"), {"hsd us", "iran ru"},
                     id="two sides"),
        pytest.param(("ASSAULT us > ru: one",), set(), id="enemies alone are no blocs"),
        pytest.param(("AGREE us,ru > : one",), set(), id="nor are those who agreed on something"),
        pytest.param(("ally us > hsd: one", "ally hsd > isis: two", "ASSAULT us > isis: three | possible"),
                     {"hsd isis us"}, id="a weak quarrel does not part"),
        pytest.param(("ally us > hsd: one", "AGREE hsd > isis: two", "ASSAULT us > isis: three"), {"hsd us"},
                     id="a strong one does"),
        pytest.param(("ASSAULT syria > isis: one", "AID ru > army: two"), {"army ru syria"},
                     id="an army stands with its state"),
        pytest.param(("ASSAULT syria > army: one", "AID ru > army: two"), {"army ru"}, id="but not a mutinous one"),
        pytest.param(("ASSAULT syria > us: one", "ASSAULT us > army: two"), set(),
                     id="a state and its army are none yet"),
        pytest.param(("ASSAULT us > isis: one", "ASSAULT ru > isis: two"), set(),
                     id="enemies of one enemy are not said to stand together"),
    ],
)  # fmt: skip
def test_blocs(facts: tuple[str, ...], parted: set[str]) -> None:
    reading = page(BLOCS, *facts, army="military SY", syria="state SY", us="state US", ru="state RU", iran="state IR")
    assert blocs(described([reading])) == parted


def test_an_alliance_stands_with_him_after_whom_it_is_named() -> None:
    reading = page("{c The US-led coalition} hit {isis ISIS}, {us US} and {uk UK} one",
                   "ASSAULT c > isis: hit", "ally us > uk: one", c="alliance", us="state", uk="state")  # fmt: skip
    assert blocs(described([reading])) == {"c uk us"}


def test_tensions_are_ties_that_the_blocs_do_not_hold() -> None:
    reading = page(BLOCS, "ally us > hsd: one", "ally hsd > isis: two", "ASSAULT us > isis: three | possible",
                   "ally ru > iran: four", "ASSAULT us > ru: five", "AGREE hsd > iran: six")  # fmt: skip
    found = described([reading]).tensions
    assert [(one.one, one.other, one.within, one.count) for one in found] == [
        ("isis", "us", True, 1), ("hsd", "iran", False, 1),
    ]  # fmt: skip


TOLD = """{us US}-led {hsd HSD} took Raqqa to starve {isis ISIS}, a unit of {army the army}.
[S1 {ru Moscow}] [C1 accused] [T1 {us Washington} of breaking the truce].
[S2 {us Washington}] [C2 plans] [T2 to stay].
[S3 {us Washington}] [C3 denied] [T3 that it lied].
Jets struck Homs. {us US} and {ru Russia} agreed on talks. It seized the oilfields and the general."""
STARVE, STRUCK = "motive hsd > isis: starve ISIS", "ASSAULT us > : struck | at Homs, aerial"


@pytest.mark.parametrize(
    ("fact", "topic", "who", "toward", "what", "voice"),
    [
        pytest.param("commands us > hsd: led", "leads", "us", "hsd", "", "The Herald", id="who leads"),
        pytest.param("part_of isis > army: unit of", "part_of", "isis", "army", "", "The Herald", id="who belongs"),
        pytest.param(STARVE, "aim", "hsd", "isis", "starve ISIS", "The Herald", id="an aim imputed"),
        pytest.param(STARVE, "aim", "us", "", "to stay", "The Herald", id="a plan"),
        pytest.param(STARVE, "denies", "us", "", "that it lied", "The Herald", id="a denial"),
        pytest.param("ACCUSE ru > us: accused", "accuses", "ru", "us", "Washington of breaking the truce", "The Herald",
                     id="an accusation"),
        pytest.param("violates us > : the truce", "breaches", "us", "", "the truce", "Moscow", id="a breach"),
        pytest.param("AGREE us,ru > : agreed", "agrees", "us ru", "", "US and Russia agreed", "The Herald",
                     id="an agreement"),
        pytest.param("controls hsd > : took | at Raqqa", "holds", "hsd", "", "Raqqa", "The Herald", id="a place held"),
        pytest.param(STRUCK, "stake", "us", "", "Homs", "The Herald", id="a place struck"),
        pytest.param(STRUCK, "means", "us", "", "aerial", "The Herald", id="means"),
        pytest.param("causes us > hsd: the general", "leads_to", "us", "hsd", "the general", "The Herald", id="effect"),
    ],
)  # fmt: skip
def test_lines(fact: str, topic: str, who: str, toward: str, what: str, voice: str) -> None:
    found = described([page(TOLD, fact, acts={"1": "accuse", "2": "intend", "3": "deny"})]).lines
    told = [
        (" ".join(one.who), " ".join(one.toward), one.what, one.voices[0].name) for one in found if one.topic == topic
    ]
    assert (who, toward, what, voice) in told
    assert all(one.count == len(one.bases) == 1 for one in found)


def test_every_basis_is_the_words_that_stand_there() -> None:
    reading = page(
        TOLD, "ASSAULT us > hsd: struck", "ally us > ru: agreed", acts={"1": "accuse", "2": "intend", "3": "deny"}
    )
    system = described([reading])
    bases = [claim.basis for tie in system.ties for claim in tie.claims] + [
        b for line in system.lines for b in line.bases
    ]
    assert len(bases) >= 4
    assert all(reading.document.text[slice(*basis.span)] == basis.words for basis in bases)


def test_pages_are_put_together_and_joined_actors_are_one() -> None:
    first = page("{us US} hit {a1 the Front}", "ASSAULT us > a1: hit", title="One")
    second = page("{a2 The Front} hit {us US}.", "ASSAULT a2 > us: hit", title="Two", publisher="The Times")
    system = described([first, second], same={"a2": "a1"})
    assert signs(system) == {"a1 us": -1}
    assert {claim.basis.voice.name for claim in system.ties[0].claims} == {"The Herald", "The Times"}
    assert [source.title for source in system.sources] == ["One", "Two"]
    assert len(described([first, second]).ties) == 2


def test_a_name_that_the_page_has_for_somebody_known_is_his() -> None:
    reading = page("{us Washington} hit {0123456789abcdef the Front}. {front The Front} hit {us it}.",
                   "ASSAULT us > 0123456789abcdef: hit", front="armed_group the Front")  # fmt: skip
    assert signs(described([reading])) == {"front us": -1}


def test_nothing_told_is_an_empty_system() -> None:
    system = described([page("{us US} met {uk UK}.")])
    assert (system.ties, system.blocs, system.lines, system.actors) == ((), (), (), ())
    assert described([]).sources == ()


def test_graphml_reads_back() -> None:
    reading = page(BLOCS, "ally us > hsd: one", "ASSAULT us > ru: three", us="state US The \x1bUS <&>")
    graph = nx.read_graphml(BytesIO(graphml(described([reading]))))
    assert graph.nodes["us"] == {"name": "The US <&>", "kind": "state", "country": "US", "bloc": 1}
    assert graph.nodes["ru"]["bloc"] == 0
    assert {tuple(sorted(edge)): graph.edges[edge]["sign"] for edge in graph.edges} == {
        ("hsd", "us"): 1,
        ("ru", "us"): -1,
    }
    assert graph.edges["us", "ru"]["voices"] == "The Herald (page)"
    assert graph.edges["us", "ru"]["words"].startswith("US HSD ISIS")
