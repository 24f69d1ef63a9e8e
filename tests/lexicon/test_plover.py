"""What words say to have happened: deeds, the verbs that carry or turn them, what governs their status, companions."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.lexicon.compiled import store, stored
from sayso.lexicon.deeds import CONTEXTS, MODES, PROMISED, SPOKEN, Condition, Plover, Sense, Setting, said_modes
from sayso.lexicon.plover import (
    PACKAGED,
    companions,
    deeds,
    governor,
    holds,
    light,
    met_at,
    packaged_plover,
    phrases,
)
from sayso.lexicon.plover_file import read_plover
from sayso.records import Act, EventType

PLACES = {
    "subject",
    "direct",
    "indirect",
    "possessive",
    "adjective",
    "compound",
    "clause",
    "infinitive",
    "near",
    "party",
}
PREPOSITION = re.compile(r"[a-z]{2,10}")


def first(word: str, pos: str) -> Sense:
    return deeds(word, pos)[0]


def meant(word: str, pos: str, words: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> str | None:
    """The type of the first sense of a word that holds where these lemmas and kinds stand."""
    here = Setting(
        words={place: frozenset(said.split()) for place, said in words.items()},
        kinds={place: frozenset(said.split()) for place, said in (kinds or {}).items()},
    )
    return next((sense.type for sense in deeds(word, pos) if holds(sense, here)), None)


@pytest.mark.parametrize(
    ("word", "pos", "event", "mode"),
    [
        pytest.param("shelled", "VERB", "ASSAULT", "heavy-weapons", id="a past form"),
        pytest.param("bombings", "NOUN", "ASSAULT", "explosives", id="a plural of a noun in -ing"),
        pytest.param("air-strikes", "NOUN", "ASSAULT", "aerial", id="a hyphen is met by the word written as one"),
        pytest.param("Offensive", "NOUN", "ASSAULT", None, id="case does not matter"),
        pytest.param("recapture", "NOUN", "ASSAULT", None, id="taking ground is fighting"),
        pytest.param("fought", "VERB", "ASSAULT", None, id="an irregular form"),
        pytest.param("kidnapped", "VERB", "ASSAULT", "abduct", id="a mode told by the verb"),
        pytest.param("torturing", "VERB", "ASSAULT", "torture", id="a gerund of a verb in -e"),
        pytest.param("mobilised", "VERB", "MOBILIZE", "troops", id="the British spelling"),
        pytest.param("jailed", "VERB", "COERCE", "arrest", id="prison"),
        pytest.param("curfews", "NOUN", "COERCE", "curfew", id="a curfew"),
        pytest.param("censorship", "NOUN", "COERCE", "censor", id="censoring"),
        pytest.param("rioting", "NOUN", "PROTEST", "riot", id="a riot"),
        pytest.param("sanctions", "NOUN", "SANCTION", "discontinue", id="sanctions"),
        pytest.param("convicted", "VERB", "SANCTION", "convict", id="a conviction"),
        pytest.param("ceasefire", "NOUN", "RETREAT", "ceasefire", id="a ceasefire"),
        pytest.param("resigned", "VERB", "RETREAT", "resign", id="a resignation"),
        pytest.param("talks", "NOUN", "CONSULT", None, id="listed as the plural it is"),
        pytest.param("airlift", "NOUN", "AID", None, id="aid"),
        pytest.param("cooperate", "VERB", "COOPERATE", None, id="cooperation"),
        pytest.param("apologised", "VERB", "CONCEDE", None, id="an apology"),
        pytest.param("praised", "VERB", "SUPPORT", None, id="praise"),
        pytest.param("vetoes", "VERB", "REJECT", None, id="a veto"),
        pytest.param("accuses", "VERB", "ACCUSE", "allege", id="an accusation"),
        pytest.param("ultimatum", "NOUN", "THREATEN", None, id="a threat"),
        pytest.param("urged", "VERB", "REQUEST", None, id="a request"),
        pytest.param("agreement", "NOUN", "AGREE", None, id="an agreement"),
    ],
)
def test_what_a_word_says(word: str, pos: str, event: EventType, mode: str | None) -> None:
    found = deeds(word, pos)
    assert [one.type for one in found][:1] == [event]
    assert found[0].modes[:1] == (() if mode is None else (mode,))


@pytest.mark.parametrize(
    ("word", "pos"),
    [
        pytest.param("table", "NOUN", id="no deed"),
        pytest.param("routes", "NOUN", id="no plural of rout"),
        pytest.param("bomb", "NOUN", id="a weapon is no bombing"),
        pytest.param("bombing", "ADJ", id="neither verb nor noun"),
        pytest.param("", "VERB", id="no word"),
    ],
)
def test_what_is_no_deed(word: str, pos: str) -> None:
    assert deeds(word, pos) == ()


@pytest.mark.parametrize(
    ("words", "at", "pos", "event", "places"),
    [
        pytest.param("they shot the two planes down", 1, "VERB", "ASSAULT", (1, 5), id="a particle behind the object"),
        pytest.param("the suicide bombings", 2, "NOUN", "ASSAULT", (1, 2), id="a noun with what stands before it"),
        pytest.param("a show of force", 1, "NOUN", "MOBILIZE", (1, 2, 3), id="the head stands before the preposition"),
        pytest.param("troops opened heavy fire on us", 1, "VERB", "ASSAULT", (1, 3), id="a verb with its noun"),
        pytest.param("fire was opened on the crowd", 2, "VERB", "ASSAULT", (0, 2), id="its passive"),
        pytest.param(
            "chemical weapons were used here", 3, "VERB", "ASSAULT", (0, 1, 3), id="two words before a passive"
        ),
        pytest.param("he violated the truce", 1, "VERB", "ASSAULT", (1, 3), id="a truce broken"),
        pytest.param("they called on Friday for calm", 1, "VERB", "REQUEST", (1, 2), id="the nearest of its phrases"),
        pytest.param("they pulled out of the accord", 1, "VERB", "SANCTION", (1, 2, 3), id="the longest goes first"),
        pytest.param("a hunger strike", 2, "NOUN", "PROTEST", (1, 2), id="a phrase goes before its noun alone"),
    ],
)
def test_phrases_are_met(words: str, at: int, pos: str, event: EventType, places: tuple[int, ...]) -> None:
    found = met_at(words.split(), at, pos)[0]
    assert (found.sense.type, found.at) == (event, places)


@pytest.mark.parametrize(
    ("words", "at", "pos", "phrase"),
    [
        pytest.param("they opened , as usual , fire", 1, "VERB", "open fire", id="a comma between"),
        pytest.param("they opened the doors and then some more fire", 1, "VERB", "open fire", id="too far"),
        pytest.param("a suicide car bombing", 3, "NOUN", "suicide bombing", id="a word between those of a noun"),
        pytest.param("bombing suicide", 0, "NOUN", "suicide bombing", id="the other way round"),
        pytest.param("fire , he opened", 3, "VERB", "open fire", id="the noun before, but no passive"),
    ],
)
def test_phrases_are_not_met(words: str, at: int, pos: str, phrase: str) -> None:
    assert phrase not in [" ".join(one.sense.words) for one in met_at(words.split(), at, pos)]


def test_phrases_of_a_word_are_those_of_more_words_than_one() -> None:
    found = phrases("shooting", "VERB")
    assert ("shoot", "down") in [one.words for one in found]
    assert all(len(one.words) > 1 for one in found)
    assert [len(one.words) for one in found] == sorted((len(one.words) for one in found), reverse=True)


@pytest.mark.parametrize(
    ("word", "pos", "actor", "target", "other"),
    [
        pytest.param("bomb", "VERB", "subject", "direct", "with", id="subject does it to the object"),
        pytest.param("fire", "VERB", "subject", "at", "direct", id="the object is the weapon"),
        pytest.param("deploy", "VERB", "subject", "against", "direct", id="the object is what is sent"),
        pytest.param("supply", "VERB", "subject", "direct", "with", id="the goods stand behind with"),
        pytest.param("donate", "VERB", "subject", "to", "direct", id="… or are the object"),
        pytest.param("confiscate", "VERB", "subject", "from", "direct", id="what is taken is no target"),
        pytest.param("explode", "VERB", None, "in", "subject", id="the subject is the weapon"),
        pytest.param("offensive", "NOUN", "by", "against", "with", id="a noun's parties"),
        pytest.param("assassination", "NOUN", "by", "of", "with", id="of brings the target"),
        pytest.param("resignation", "NOUN", "of", None, None, id="of brings the actor"),
        pytest.param("accusation", "NOUN", "by", "against", "of", id="of brings the matter"),
    ],
)
def test_where_the_parties_stand(word: str, pos: str, actor: str | None, target: str | None, other: str | None) -> None:
    sense = first(word, pos)
    for place, listed in ((actor, sense.actor), (target, sense.target), (other, sense.object)):
        assert place in listed if place else not listed


@pytest.mark.parametrize(
    ("phrase", "target"),
    [
        pytest.param("come under attack", "subject", id="coming under it is undergoing it"),
        pytest.param("fall victim to", "subject", id="so is falling victim"),
    ],
)
def test_subjects_that_undergo(phrase: str, target: str) -> None:
    words = phrase.split()
    sense = met_at(words, 0, "VERB")[0].sense
    assert " ".join(sense.words) == phrase
    assert target in sense.target
    assert target not in sense.actor


@pytest.mark.parametrize(
    ("word", "pos", "mutual"),
    [
        pytest.param("clashed", "VERB", True, id="both do it"),
        pytest.param("negotiated", "VERB", True, id="both talk"),
        pytest.param("clashes", "NOUN", True, id="between them"),
        pytest.param("talks", "NOUN", True, id="with each other"),
        pytest.param("bombed", "VERB", False, id="one does it to the other"),
        pytest.param("ambush", "NOUN", False, id="one does it to the other, as a noun"),
    ],
)
def test_who_does_it_to_each_other(word: str, pos: str, mutual: bool) -> None:
    assert first(word, pos).mutual is mutual


@pytest.mark.parametrize(
    ("word", "role", "place"),
    [
        pytest.param("withdrew", "from", "from", id="where one leaves"),
        pytest.param("deployed", "to", "to", id="where one goes"),
        pytest.param("deport", "to", "to", id="where one is brought"),
        pytest.param("recaptured", "at", "direct", id="the place taken is the object"),
    ],
)
def test_where_the_places_stand(word: str, role: str, place: str) -> None:
    assert any((role, place) in sense.places for sense in deeds(word, "VERB"))


@pytest.mark.parametrize(
    ("word", "pos", "words", "kinds", "event"),
    [
        pytest.param("strike", "NOUN", {"near": "warplane kill"}, {"on": "place"}, "ASSAULT", id="a strike of arms"),
        pytest.param("strike", "NOUN", {"near": "union wage"}, {}, "PROTEST", id="a strike of labour"),
        pytest.param("strike", "NOUN", {}, {}, None, id="a strike that nothing tells of"),
        pytest.param("struck", "VERB", {"direct": "base"}, {}, "ASSAULT", id="a base is struck"),
        pytest.param("struck", "VERB", {"direct": "deal", "subject": "army"}, {}, None, id="a deal is struck"),
        pytest.param("fired", "VERB", {"direct": "rocket"}, {}, "ASSAULT", id="rockets are fired"),
        pytest.param("fired", "VERB", {"direct": "minister"}, {}, "SANCTION", id="ministers are fired"),
        pytest.param("fired", "VERB", {"direct": "imagination"}, {}, None, id="the imagination is fired"),
        pytest.param("attacked", "VERB", {"direct": "convoy"}, {}, "ASSAULT", id="attacked"),
        pytest.param("attacked", "VERB", {"direct": "plan"}, {}, "ACCUSE", id="attacked in words"),
        pytest.param("attacked", "VERB", {"direct": "he", "for": "failure"}, {}, "ACCUSE", id="… for something"),
        pytest.param("attack", "NOUN", {"adjective": "verbal"}, {}, "ACCUSE", id="a verbal attack"),
        pytest.param("attack", "NOUN", {"compound": "heart"}, {}, None, id="a heart attack"),
        pytest.param("offensive", "NOUN", {"compound": "charm"}, {}, None, id="a charm offensive"),
        pytest.param("fight", "NOUN", {"against": "cancer"}, {}, None, id="a fight against illness"),
        pytest.param("fight", "NOUN", {}, {"with": "armed_group"}, "ASSAULT", id="a fight with a force"),
        pytest.param("fighting", "VERB", {"direct": "inflation"}, {"subject": "state"}, None, id="a metaphor"),
        pytest.param("raided", "VERB", {"subject": "police", "direct": "office"}, {}, "COERCE", id="a search"),
        pytest.param("raided", "VERB", {"subject": "gunman", "direct": "village"}, {}, "ASSAULT", id="an attack"),
        pytest.param("killed", "VERB", {"subject": "earthquake"}, {}, None, id="nobody's deed"),
        pytest.param("killed", "VERB", {"direct": "bill"}, {}, None, id="a bill is killed"),
        pytest.param("seized", "VERB", {"direct": "town"}, {}, "ASSAULT", id="ground"),
        pytest.param("seized", "VERB", {"direct": "document"}, {}, "COERCE", id="goods"),
        pytest.param("seized", "VERB", {"direct": "opportunity"}, {}, None, id="a chance"),
        pytest.param("withdraw", "VERB", {"direct": "troop"}, {}, "RETREAT", id="troops"),
        pytest.param("withdraw", "VERB", {"direct": "ambassador"}, {}, "SANCTION", id="an ambassador"),
        pytest.param("withdraw", "VERB", {"direct": "cash"}, {}, None, id="money"),
        pytest.param("released", "VERB", {"direct": "hostage"}, {}, "RETREAT", id="hostages"),
        pytest.param("released", "VERB", {"direct": "statement"}, {}, None, id="a statement"),
        pytest.param("campaign", "NOUN", {"near": "election voter"}, {}, None, id="an electoral campaign"),
        pytest.param("campaign", "NOUN", {"compound": "air"}, {}, "ASSAULT", id="an air campaign"),
        pytest.param("demonstrated", "VERB", {"direct": "skill"}, {}, None, id="to show is not to march"),
        pytest.param("stormed", "VERB", {"subject": "protester"}, {}, "PROTEST", id="by the crowd"),
        pytest.param("stormed", "VERB", {"subject": "commando"}, {}, "ASSAULT", id="by a force"),
        pytest.param("sent", "VERB", {"direct": "warship"}, {}, "MOBILIZE", id="forces"),
        pytest.param("sent", "VERB", {"direct": "medicine"}, {}, "AID", id="goods in need"),
        pytest.param("sent", "VERB", {"direct": "letter"}, {}, None, id="a letter"),
        pytest.param("lifted", "VERB", {"direct": "embargo"}, {}, "CONCEDE", id="what bound is lifted"),
        pytest.param("charged", "VERB", {"with": "murder", "direct": "he"}, {}, "ACCUSE", id="with a crime"),
        pytest.param("charged", "VERB", {"direct": "fee"}, {}, None, id="a fee"),
        pytest.param("attacked", "VERB", {"subject": "candidate"}, {}, "ACCUSE", id="candidates attack in words"),
        pytest.param(
            "attacked", "VERB", {"subject": "candidate", "with": "knife"}, {}, "ASSAULT", id="… or with a knife"
        ),
        pytest.param("attacks", "NOUN", {"possessive": "critic"}, {}, "ACCUSE", id="so do critics"),
        pytest.param("captured", "VERB", {"direct": "policeman"}, {}, "ASSAULT", id="a policeman captured"),
        pytest.param("seized", "VERB", {"direct": "power"}, {"subject": "military"}, None, id="power is no ground"),
        pytest.param("held", "VERB", {"near": "hostage"}, {}, "ASSAULT", id="held hostage"),
        pytest.param("held", "VERB", {"near": "hostage", "direct": "talks"}, {}, None, id="talks on hostages"),
        pytest.param("held", "VERB", {"since": "march"}, {}, "COERCE", id="held since"),
        pytest.param("held", "VERB", {"since": "march", "direct": "office"}, {}, None, id="an office held since"),
        pytest.param("forced", "VERB", {"infinitive": "leave"}, {}, "COERCE", id="forced to"),
        pytest.param("forced", "VERB", {"infinitive": "close", "subject": "storm"}, {}, None, id="… by the weather"),
        pytest.param("ban", "NOUN", {"on": "party"}, {}, "COERCE", id="a party banned"),
        pytest.param("ban", "NOUN", {"on": "export"}, {}, "SANCTION", id="exports banned"),
        pytest.param("ban", "NOUN", {"on": "smoking"}, {}, None, id="smoking banned"),
        pytest.param("accept", "VERB", {"direct": "refugee"}, {}, "AID", id="refugees accepted"),
        pytest.param("aimed", "VERB", {"direct": "rifle"}, {}, "THREATEN", id="a rifle aimed"),
        pytest.param("aimed", "VERB", {"direct": "goal"}, {}, None, id="a goal aimed at"),
        pytest.param("evacuated", "VERB", {"direct": "civilian"}, {}, "AID", id="civilians evacuated"),
        pytest.param("evacuated", "VERB", {"direct": "garrison"}, {}, "RETREAT", id="a garrison evacuated"),
        pytest.param("returned", "VERB", {"direct": "hostage"}, {}, "RETREAT", id="hostages returned"),
        pytest.param("freed", "VERB", {}, {"direct": "person"}, "RETREAT", id="a person freed"),
        pytest.param("removed", "VERB", {"from": "list"}, {}, "CONCEDE", id="off a list"),
        pytest.param("assist", "VERB", {"direct": "police", "with": "investigation"}, {}, None, id="with an inquiry"),
        pytest.param("charge", "VERB", {"at": "crowd"}, {"direct": "person"}, None, id="charging at is no charge"),
        pytest.param("declined", "VERB", {}, {}, None, id="what only becomes less"),
        pytest.param("declined", "VERB", {"direct": "offer"}, {}, "REJECT", id="an offer declined"),
        pytest.param("coup", "NOUN", {"compound": "propaganda"}, {}, None, id="a coup for show"),
        pytest.param("demonstration", "NOUN", {"of": "missile"}, {}, None, id="a missile shown"),
        pytest.param("audience", "NOUN", {}, {"with": "person"}, "CONSULT", id="an audience with somebody"),
        pytest.param("audience", "NOUN", {"of": "minister"}, {}, None, id="who listens"),
        pytest.param("casualties", "NOUN", {"near": "attack"}, {}, None, id="casualties of nobody armed"),
        pytest.param("casualties", "NOUN", {}, {"party": "military"}, "ASSAULT", id="an army's casualties"),
        pytest.param("lost", "VERB", {"direct": "seat"}, {}, None, id="a seat lost"),
        pytest.param("rammed", "VERB", {"direct": "boat"}, {}, "ASSAULT", id="a boat rammed"),
        pytest.param("told", "VERB", {"clause": "be"}, {}, None, id="told that"),
        pytest.param("told", "VERB", {"infinitive": "leave"}, {}, "REQUEST", id="told to"),
    ],
)
def test_which_sense_holds(
    word: str, pos: str, words: dict[str, str], kinds: dict[str, str], event: EventType | None
) -> None:
    assert meant(word, pos, words, kinds) == event


@pytest.mark.parametrize(
    ("needs", "bars", "doubtful", "there", "expected"),
    [
        pytest.param((), (), False, {}, True, id="needs nothing"),
        pytest.param((), (), True, {}, None, id="doubtful and nothing tells"),
        pytest.param(("direct",), (), False, {}, None, id="what it needs is not there"),
        pytest.param(("direct",), (), True, {"direct"}, True, id="what it needs is there"),
        pytest.param((), ("near",), False, {"near"}, False, id="what breaks it is there"),
        pytest.param(("direct",), ("near",), True, {"direct", "near"}, False, id="what breaks it weighs more"),
        pytest.param(("direct", "near"), (), True, {"near"}, True, id="one of several is enough"),
    ],
)
def test_how_conditions_are_weighed(
    needs: tuple[str, ...], bars: tuple[str, ...], doubtful: bool, there: set[str], expected: bool | None
) -> None:
    sense = Sense(
        pos="VERB",
        type="ASSAULT",
        doubtful=doubtful,
        needs=tuple(Condition(at=place) for place in needs),
        bars=tuple(Condition(at=place) for place in bars),
    )
    assert holds(sense, Setting(words={place: frozenset({"thing"}) for place in there})) is expected


@pytest.mark.parametrize(
    ("verb", "words", "subject"),
    [
        pytest.param("carried", "carry out", "actor", id="does it"),
        pytest.param("waging", "wage", "actor", id="wages it"),
        pytest.param("suffered", "suffer", "target", id="undergoes it"),
        pytest.param("came", "come under", "target", id="comes under it"),
        pytest.param("repelled", "repel", "target", id="who repels it is its target"),
        pytest.param("triggered", "trigger", "none", id="neither does nor undergoes it"),
    ],
)
def test_whose_a_carried_event_is(verb: str, words: str, subject: str) -> None:
    assert [one.subject for one in light(verb) if " ".join(one.words) == words] == [subject]


@pytest.mark.parametrize(
    ("verb", "of", "modes", "becomes"),
    [
        pytest.param("lifted", "SANCTION", (), "CONCEDE", id="sanctions lifted are a concession"),
        pytest.param("lifted", "COERCE", ("curfew",), "CONCEDE", id="so is a curfew"),
        pytest.param("halted", "ASSAULT", (), "RETREAT", id="an offensive halted is a truce"),
        pytest.param("suspended", "AID", (), "SANCTION", id="aid suspended is a sanction"),
        pytest.param("cancelled", "CONSULT", (), "REJECT", id="a meeting cancelled is a rejection"),
        pytest.param("signed", "AGREE", (), "SUPPORT", id="an agreement signed"),
        pytest.param("reached", "RETREAT", ("ceasefire",), "AGREE", id="a truce reached is agreed to"),
        pytest.param("announced", "RETREAT", ("withdraw",), "CONCEDE", id="a retreat announced is a concession"),
        pytest.param("broke", "RETREAT", ("ceasefire",), None, id="a truce broken is none"),
        pytest.param("carried", "ASSAULT", (), "ASSAULT", id="what is only carried stays what it is"),
    ],
)
def test_what_an_event_turns_into(verb: str, of: EventType, modes: tuple[str, ...], becomes: EventType | None) -> None:
    one = next(one for one in light(verb) if len(one.words) == 1 or one.words == ("carry", "out"))
    fitting = [turn.type for turn in one.turns if turn.of == of and (not turn.of_modes or {*modes} & {*turn.of_modes})]
    assert (fitting or [of])[0] == becomes


@pytest.mark.parametrize(
    ("word", "pos", "by", "status", "negated", "actor"),
    [
        pytest.param("managed", "VERB", "to", None, False, "subject", id="it came about"),
        pytest.param("failed", "VERB", "to", None, True, "subject", id="it did not"),
        pytest.param("prevented", "VERB", "from", None, True, "object", id="somebody else did not"),
        pytest.param("denied", "VERB", "ing", "denied", False, "subject", id="it is denied"),
        pytest.param("plans", "VERB", "to", "planned", False, "subject", id="it is to come"),
        pytest.param("threatened", "VERB", "to", "threatened", False, "subject", id="it is threatened"),
        pytest.param("tried", "VERB", "to", "possible", False, "subject", id="it was tried"),
        pytest.param("asked", "VERB", "to", "possible", False, "object", id="the object is to do it"),
        pytest.param("ordered", "VERB", "to", "planned", False, "object", id="the object was ordered to"),
        pytest.param("accused", "VERB", "of", None, False, "object", id="the object is said to have done it"),
        pytest.param("began", "VERB", "to", "ongoing", False, "subject", id="it goes on"),
        pytest.param("stopped", "VERB", "ing", None, True, "subject", id="it no longer goes on"),
        pytest.param("attempt", "NOUN", "to", "possible", False, "subject", id="an attempt"),
        pytest.param("plans", "NOUN", "to", "planned", False, "subject", id="a plan"),
        pytest.param("refusal", "NOUN", "to", None, True, "subject", id="a refusal"),
        pytest.param("believed", "ADJ", "to", "possible", False, "subject", id="an adjective that looks like a verb"),
        pytest.param("unable", "ADJ", "to", None, True, "subject", id="an inability"),
    ],
)
def test_what_governs_a_complement(word: str, pos: str, by: str, status: str | None, negated: bool, actor: str) -> None:
    one = next(one for one in governor(word, pos) if by in one.by and len(one.words) == 1)
    assert (one.status, one.negated, one.actor) == (status, negated, actor)


@pytest.mark.parametrize(
    ("word", "event", "mode", "weapon"),
    [
        pytest.param("drones", "ASSAULT", "drone", True, id="a drone"),
        pytest.param("warplanes", "ASSAULT", "aerial", True, id="aircraft"),
        pytest.param("artillery", "ASSAULT", "heavy-weapons", True, id="artillery"),
        pytest.param("machetes", "ASSAULT", "primitive", True, id="blades"),
        pytest.param("sarin", "ASSAULT", "unconventional", True, id="gas"),
        pytest.param("hostages", "ASSAULT", "abduct", False, id="captives are no weapon"),
        pytest.param("union", "PROTEST", "strike", False, id="who strikes"),
        pytest.param("telephone", "CONSULT", "phone", False, id="how they talk"),
    ],
)
def test_what_companions_tell(word: str, event: EventType, mode: str, weapon: bool) -> None:
    found = [one for one in companions(word) if event in one.types and len(one.words) == 1]
    assert [(mode in one.modes, one.weapon) for one in found] == [(True, weapon)]


def test_every_context_is_told_by_some_word() -> None:
    assert {name for found in packaged_plover().companions.values() for one in found for name in one.contexts} == {
        *CONTEXTS
    }


@pytest.mark.parametrize("event", get_args(EventType))
def test_every_mode_is_told_by_some_word(event: EventType) -> None:
    """Those of requests, rejections and threats are told by what is asked, refused or threatened."""
    tables = packaged_plover()
    told = {mode for sense in tables.meanings if sense.type == event for mode in sense.modes}
    told |= {mode for found in tables.companions.values() for one in found if event in one.types for mode in one.modes}
    told |= {mode for of in get_args(EventType) for name in (*MODES[of], "") for mode in said_modes(event, of, (name,))}
    assert told == MODES[event]


@pytest.mark.parametrize(
    ("said", "of", "modes", "expected"),
    [
        pytest.param("REQUEST", "RETREAT", ("withdraw",), ("yield",), id="to yield"),
        pytest.param("REQUEST", "AID", (), ("assist",), id="to help"),
        pytest.param("REJECT", "CONSULT", (), ("meet",), id="to meet"),
        pytest.param("REQUEST", "SANCTION", ("expel",), ("change",), id="to change something"),
        pytest.param("THREATEN", "ASSAULT", ("aerial",), ("violence",), id="with force"),
        pytest.param("THREATEN", "COERCE", ("arrest",), ("arrest",), id="with arrest"),
        pytest.param("THREATEN", "SANCTION", ("expel",), ("expel",), id="with expulsion"),
        pytest.param("THREATEN", "SANCTION", (), ("relations",), id="with breaking off"),
        pytest.param("THREATEN", "AID", (), (), id="with what is no threat"),
        pytest.param("ACCUSE", "ASSAULT", (), (), id="an accusation has no mode of its content"),
    ],
)
def test_mode_of_what_is_said(
    said: EventType, of: EventType, modes: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert said_modes(said, of, modes) == expected
    assert MODES[said].issuperset(expected)


def test_every_act_has_its_say() -> None:
    assert set(SPOKEN) == set(get_args(Act))
    assert all(MODES[event].issuperset(modes) for event, modes in filter(None, SPOKEN.values()))
    assert SPOKEN["condemn"] == ("ACCUSE", ("disapprove",))
    assert set(PROMISED.values()) == {"AGREE", "CONCEDE"}


def test_the_list_is_as_long_as_it_must_be() -> None:
    tables = packaged_plover()
    words = {(one.words, pos) for pos in ("verbs", "nouns") for found in getattr(tables, pos).values() for one in found}
    assert len([words for words, _ in words if len(words) == 1]) >= 900
    assert {sense.type for sense in tables.meanings} == set(get_args(EventType))


@pytest.mark.parametrize("pos", ["VERB", "NOUN"])
def test_every_listed_word_is_met_as_it_stands(pos: str) -> None:
    """With all its words and its own meaning, however many other readings it has."""
    tables = packaged_plover()
    table = tables.verbs if pos == "VERB" else tables.nouns
    for one in (one for found in table.values() for one in found):
        wanted = tables.meanings[one.meaning]
        met = [(found.at, found.sense.type, found.sense.modes) for found in met_at(one.words, one.head, pos)]
        assert (tuple(range(len(one.words))), wanted.type, wanted.modes) in met, one.words


def test_a_strict_sense_has_what_it_may_need() -> None:
    """Else it would never be meant."""
    assert all(sense.needs and sense.doubtful for sense in packaged_plover().meanings if sense.strict)


def test_places_are_places() -> None:
    """A misspelt place would never be filled."""
    for sense in packaged_plover().meanings:
        tested = {one.at for one in (*sense.needs, *sense.bars)}
        for place in {*sense.actor, *sense.target, *sense.object, *(name for _, name in sense.places), *tested}:
            assert place in PLACES or PREPOSITION.fullmatch(place), place
        assert sense.actor or sense.target or sense.object


def test_a_plain_sense_never_stands_before_one_with_conditions() -> None:
    """It would hold everywhere, and the other nowhere."""
    tables = packaged_plover()
    for found in (*tables.verbs.values(), *tables.nouns.values()):
        for length in {len(one.words) for one in found}:
            needy = [bool(tables.meanings[one.meaning].needs) for one in found if len(one.words) == length]
            assert needy == sorted(needy, reverse=True)


def test_every_set_and_frame_is_used() -> None:
    text = PACKAGED.read_text(encoding="utf-8")
    sets, rest = text.split("\nframes:\n")
    frames, rest = rest.split("\ndeeds:\n")
    named = re.findall(r"^  ([\w-]+): \[", sets, re.MULTILINE)
    assert [name for name in named if not re.search(rf"\${name}\b", rest)] == []
    assert [
        name for name in re.findall(r"\{frame: ([\w-]+),", frames) if not re.search(rf"frame: {name}[,}}]", rest)
    ] == []


WORDS = ("the", "open", "opened", "fire", "was", "shot", "down", ",", "troops", "on", "strike", "hunger", "of")


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_positions_are_of_the_words_met(words: list[str]) -> None:
    for at in range(len(words)):
        for pos in ("VERB", "NOUN"):
            for met in met_at(words, at, pos):
                assert list(met.at) == sorted(set(met.at))
                assert at in met.at
                assert len(met.at) == len(met.sense.words)
                assert met.at[-1] < len(words)


@given(st.text(max_size=20), st.sampled_from(["VERB", "NOUN", "ADJ", "X"]))
def test_any_word_may_be_looked_up(word: str, pos: str) -> None:
    assert all(one.pos == pos for one in deeds(word, pos))
    assert all(one.pos == pos for one in governor(word, pos))
    assert all(one.words for one in light(word))
    assert all(one.words for one in companions(word))


SMALL = """
sets:
  arms: [bomb, shell]
frames:
- {frame: does, actor: subject, target: direct}
deeds:
- {deed: [bomb, blow up], pos: verb, type: ASSAULT, frame: does, modes: aerial, needs: {direct: [$arms, ~place]}}
lights:
- {light: carry out, subject: actor}
governors:
- {governor: fail, pos: verb, by: to, negated: true}
companions:
- {companion: drone, types: ASSAULT, modes: drone}
"""


def small(tmp_path: Path, old: str = "", new: str = "") -> Path:
    assert old in SMALL
    path = tmp_path / "own.yaml"
    path.write_text(SMALL.replace(old, new, 1) if old else SMALL, encoding="utf-8")
    return path


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    tables = read_plover(small(tmp_path))
    assert tables.meanings == (
        Sense(
            pos="VERB",
            type="ASSAULT",
            modes=("aerial",),
            actor=("subject",),
            target=("direct",),
            needs=(Condition(at="direct", words=("bomb", "shell"), kinds=("place",)),),
        ),
    )
    assert {head: [one.words for one in found] for head, found in tables.verbs.items()} == {
        "bomb": [("bomb",)],
        "blow": [("blow", "up")],
    }


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        pytest.param("type: ASSAULT, frame", "type: ASSAIL, frame", r"deeds, entry 1 \(bomb\).*ASSAIL", id="type"),
        pytest.param("modes: aerial", "modes: riot", "'riot' is no mode of ASSAULT", id="a mode of another type"),
        pytest.param("modes: aerial", "contexts: weather", "'weather' is no context", id="context"),
        pytest.param("frame: does, modes", "frame: doing, modes", "no frame is called 'doing'", id="frame"),
        pytest.param("$arms", "$legs", r"no set is called '\$legs'", id="set"),
        pytest.param("~place", "~planet", "'planet' is no kind of mention", id="kind of mention"),
        pytest.param("[bomb, blow up]", "[Bomb]", "lower case", id="capitals"),
        pytest.param("[bomb, blow up]", "['']", "at least one", id="no word"),
        pytest.param("[bomb, blow up]", "[bomb, bomb]", "bomb stands already", id="twice"),
        pytest.param("pos: verb, type", "pos: adverb, type", "adverb", id="part of speech"),
        pytest.param("subject: actor}", "subject: agent}", r"lights, entry 1 \(carry out\).*agent", id="subject"),
        pytest.param("by: to, negated", "by: to, stat: denied, negated", "stat", id="unknown field"),
        pytest.param("modes: drone}", "modes: riot}", "'riot' is no mode", id="a companion's mode"),
        pytest.param("companions:", "comrades:", "comrades", id="unknown section"),
        pytest.param("sets:", "sets: [", "cannot be read", id="no YAML"),
    ],
)
def test_wrong_entries_are_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(InputError, match=rf"own\.yaml.*{reason}"):
        read_plover(small(tmp_path, old, new))


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml: it cannot be read"):
        read_plover(tmp_path / "none.yaml")


def test_what_is_stored_is_what_is_written(tmp_path: Path) -> None:
    copy = Path(shutil.copy(PACKAGED, tmp_path))
    store(copy, read_plover(copy))
    assert stored(copy, Plover) == packaged_plover()
