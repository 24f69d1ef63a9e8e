"""What is said to have been done: by whom, to whom, where, when, how surely, in whose words."""

import pytest

from sayso.extract.acts import acts
from sayso.extract.events import events
from sayso.extract.speakers import speakers
from sayso.records import Attribution, Event, Spans
from tests.extract.builders import Built, built

CAST = {
    "russia": "state",
    "syria": "state",
    "turkey": "state",
    "israel": "state",
    "us": "state",
    "army": "military",
    "rebels": "armed_group",
    "militia": "armed_group",
    "police": "government",
    "ministry": "government",
    "court": "government",
    "volkov": "person",
    "haddad": "person",
    "crowd": "people",
    "who": "organization",
}


def said(page: Built) -> tuple[Attribution, ...]:
    """The attributions of a page with their acts and speakers."""
    return speakers(page.parse, acts(page.parse, page.attributions), page.mentions, page.actors).attributions


def read(page: Built) -> tuple[Event, ...]:
    return events(page.parse, said(page), page.mentions, page.actors, (), ())


def words(page: Built, spans: Spans) -> str:
    return " … ".join(page.parse.document.text[slice(*span)] for span in spans)


def parties(page: Built, event: Event, role: str) -> str:
    """Each party as its words, with its actor behind a colon if it has one."""
    told = getattr(event, role)
    return ", ".join(words(page, (one.span,)) + (f":{one.actor}" if one.actor else "") for one in told)


def shown(page: Built) -> list[str]:
    """Each event as *TYPE trigger | actors | targets*."""
    return [
        f"{e.type} {words(page, e.trigger)} | {parties(page, e, 'actors')} | {parties(page, e, 'targets')}"
        for e in read(page)
    ]


def row(marked: str, arcs: str, expected: str | list[str], reason: str) -> object:
    return pytest.param(marked, arcs, [expected] if isinstance(expected, str) else expected, id=reason)


PARTIES = [
    row(
        "{turkey Turkey} attacked {rebels the rebels}.",
        "Turkey>attacked:nsubj rebels>attacked:obj",
        "ASSAULT attacked | Turkey:turkey | the rebels:rebels",
        "subject and object",
    ),
    row(
        "{rebels The rebels} were attacked by {turkey Turkey}.",
        "rebels>attacked:nsubj were>attacked:aux Turkey>attacked:obl",
        "ASSAULT attacked | Turkey:turkey | The rebels:rebels",
        "a passive with its agent",
    ),
    row(
        "{rebels The rebels} were attacked on Sunday.",
        "rebels>attacked:nsubj were>attacked:aux Sunday>attacked:obl",
        "ASSAULT attacked |  | The rebels:rebels",
        "a passive without an agent: a day does nothing",
    ),
    row(
        "{x:person Civilians} killed by {turkey Turkey} were buried.",
        "Civilians>buried:nsubj killed>Civilians:acl Turkey>killed:obl were>buried:aux",
        "ASSAULT killed | Turkey:turkey | Civilians:x",
        "a participle after its noun",
    ),
    row(
        "{rebels The rebels} who attacked {army the army} slept.",
        "rebels>slept:nsubj who>attacked:nsubj attacked>rebels:acl army>attacked:obj",
        "ASSAULT attacked | The rebels:rebels | the army:army",
        "a relative clause: who does it is the noun it tells of",
    ),
    row(
        "{x:person People} whom {army the army} detained slept.",
        "People>slept:nsubj whom>detained:obj detained>People:acl army>detained:nsubj",
        "COERCE detained | the army:army | People:x",
        "a relative pronoun as object",
    ),
    row(
        "{x:person People} {army the army} detained slept.",
        "People>slept:nsubj detained>People:acl army>detained:nsubj",
        "COERCE detained | the army:army | People:x",
        "a relative clause without a pronoun",
    ),
    row(
        "{russia Russia} and {syria Syria} bombed {place Hama}.",
        "Russia>bombed:nsubj Syria>Russia:conj and>Syria:cc Hama>bombed:obj",
        "ASSAULT bombed | Russia:russia, Syria:syria | Hama",
        "compound actors are a list; a place is a target that is nobody",
    ),
    row(
        "{army The army} attacked {rebels rebels} and {militia a militia}.",
        "army>attacked:nsubj rebels>attacked:obj militia>rebels:conj and>militia:cc",
        "ASSAULT attacked | The army:army | rebels:rebels, a militia:militia",
        "compound targets are a list",
    ),
    row(
        "{turkey Turkey} shelled {place Afrin} and bombed {place Hama}.",
        "Turkey>shelled:nsubj Afrin>shelled:obj bombed>shelled:conj and>bombed:cc Hama>bombed:obj",
        ["ASSAULT shelled | Turkey:turkey | Afrin", "ASSAULT bombed | Turkey:turkey | Hama"],
        "joined verbs share their subject",
    ),
    row(
        "{turkey Turkey} shelled and bombed {place Hama}.",
        "Turkey>shelled:nsubj bombed>shelled:conj and>bombed:cc Hama>bombed:obj",
        ["ASSAULT shelled | Turkey:turkey | Hama", "ASSAULT bombed | Turkey:turkey | Hama"],
        "verbs joined right together share their object",
    ),
    row(
        "{x:person Men} were arrested and beaten by {police police}.",
        "Men>arrested:nsubj were>arrested:aux beaten>arrested:conj and>beaten:cc police>beaten:obl",
        ["COERCE arrested |  | Men:x", "ASSAULT beaten | police:police | Men:x"],
        "a verb joined to a passive is one",
    ),
    row(
        "{turkey Turkey} attacked {place Afrin}, killing {x:person civilians}.",
        "Turkey>attacked:nsubj Afrin>attacked:obj killing>attacked:advcl civilians>killing:obj",
        ["ASSAULT attacked | Turkey:turkey | Afrin", "ASSAULT killing | Turkey:turkey | civilians:x"],
        "a gerund has the subject of its clause",
    ),
    row(
        "{place Afrin} was attacked by {turkey Turkey}, killing {x:person civilians}.",
        "Afrin>attacked:nsubj was>attacked:aux Turkey>attacked:obl killing>attacked:advcl civilians>killing:obj",
        ["ASSAULT attacked | Turkey:turkey | Afrin", "ASSAULT killing | Turkey:turkey | civilians:x"],
        "a gerund behind a passive: its agent, not the town",
    ),
    row(
        "{us Washington} urged {militia the militia} to attack {army the army}.",
        "Washington>urged:nsubj militia>urged:obj to>attack:mark attack>urged:xcomp army>attack:obj",
        ["REQUEST urged | Washington:us | the militia:militia", "ASSAULT attack | the militia:militia | the army:army"],
        "control: whoever is asked would do it",
    ),
    row(
        "{militia The militia} was urged to attack {army the army}.",
        "militia>urged:nsubj was>urged:aux to>attack:mark attack>urged:xcomp army>attack:obj",
        ["REQUEST urged |  | The militia:militia", "ASSAULT attack | The militia:militia | the army:army"],
        "control in a passive",
    ),
    row(
        "{turkey Turkey} threatened to attack {militia the militia}.",
        "Turkey>threatened:nsubj to>attack:mark attack>threatened:xcomp militia>attack:obj",
        ["THREATEN threatened | Turkey:turkey | ", "ASSAULT attack | Turkey:turkey | the militia:militia"],
        "control by the subject",
    ),
    row(
        "{us Washington} accused {russia Moscow} of bombing {place Hama}.",
        "Washington>accused:nsubj Moscow>accused:obj of>bombing:mark bombing>accused:advcl Hama>bombing:obj",
        ["ACCUSE accused | Washington:us | Moscow:russia", "ASSAULT bombing | Moscow:russia | Hama"],
        "the accused is who did it",
    ),
    row(
        "{russia Moscow} was accused by {us Washington} of bombing {place Hama}.",
        "Moscow>accused:nsubj was>accused:aux Washington>accused:obl of>bombing:mark bombing>Washington:acl"
        " Hama>bombing:obj",
        ["ACCUSE accused | Washington:us | Moscow:russia", "ASSAULT bombing | Moscow:russia | Hama"],
        "the accused in a passive, though the relations give the deed to the accuser",
    ),
    row(
        "{haddad Haddad} was shot dead by {x:person two men} riding past.",
        "Haddad>shot:nsubj was>shot:aux dead>shot:amod men>riding:nsubj riding>men:acl two>men:nummod",
        "ASSAULT shot dead | two men:x | Haddad:haddad",
        "an agent right behind the verb that the relations miss",
    ),
    row(
        "{turkey Turkey} used {x:army jets} to bomb {place Hama}.",
        "Turkey>used:nsubj jets>used:obj to>bomb:mark bomb>used:advcl Hama>bomb:obj",
        "ASSAULT bomb | Turkey:turkey | Hama",
        "a purpose is the subject's",
    ),
    row(
        "{turkey Turkey}'s bombing of {place Hama} went on.",
        "Turkey>bombing:nmod bombing>went:nsubj Hama>bombing:nmod",
        "ASSAULT bombing | Turkey:turkey | Hama",
        "a noun with possessive and of",
    ),
    row(
        "The bombing of {place Hama} by {turkey Turkey} went on.",
        "bombing>went:nsubj Hama>bombing:nmod Turkey>bombing:nmod",
        "ASSAULT bombing | Turkey:turkey | Hama",
        "a noun with of and by",
    ),
    row(
        "{israel Israeli} raids on {place Gaza} went on.",
        "Israeli>raids:amod raids>went:nsubj Gaza>raids:nmod",
        "ASSAULT raids | Israeli:israel | Gaza",
        "a demonym before a noun is the actor",
    ),
    row(
        "{us US} airstrikes on {place Mosul} went on.",
        "US>airstrikes:compound airstrikes>went:nsubj Mosul>airstrikes:nmod",
        "ASSAULT airstrikes | US:us | Mosul",
        "a name before a noun is the actor",
    ),
    row(
        "They slowed the {army SAA} offensive.",
        "They>slowed:nsubj offensive>slowed:obl SAA>slowed:obj the>offensive:det",
        "ASSAULT offensive | SAA:army | ",
        "a name right before the noun, which the relations miss",
    ),
    row(
        "The {place Kabul} attack went on.",
        "Kabul>attack:compound attack>went:nsubj",
        "ASSAULT attack |  | Kabul",
        "a town before a noun attacks nobody",
    ),
    row(
        "{haddad Haddad}'s killing went unpunished.",
        "Haddad>killing:nmod killing>went:nsubj",
        "ASSAULT killing |  | Haddad:haddad",
        "the person before a killing is its victim",
    ),
    row(
        "{army The army}'s killing of {haddad Haddad} went unpunished.",
        "army>killing:nmod killing>went:nsubj Haddad>killing:nmod",
        "ASSAULT killing | The army:army | Haddad:haddad",
        "… not if another is named",
    ),
    row(
        "Sunday's attack on {rebels rebels} went on.",
        "Sunday>attack:nmod attack>went:nsubj rebels>attack:nmod",
        "ASSAULT attack |  | rebels:rebels",
        "a day before a noun attacks nobody",
    ),
    row(
        "{us US}-led attacks on {rebels rebels} went on.",
        "US>attacks:compound led>attacks:amod attacks>went:nsubj rebels>attacks:nmod",
        "ASSAULT attacks |  | rebels:rebels",
        "a name before a hyphen is part of another word",
    ),
    row(
        "{army The army} carried out an attack on {place Hama}.",
        "army>carried:nsubj out>carried:compound attack>carried:obj Hama>attack:nmod",
        "ASSAULT attack | The army:army | Hama",
        "a light verb and its noun are one event",
    ),
    row(
        "An attack was carried out by {army the army}.",
        "attack>carried:nsubj was>carried:aux out>carried:compound army>carried:obl",
        "ASSAULT attack | the army:army | ",
        "a light verb in the passive",
    ),
    row(
        "A massive offensive carried out by {army the army} began.",
        "massive>offensive:amod offensive>began:nsubj carried>offensive:acl out>carried:compound army>carried:obl",
        "ASSAULT offensive | the army:army | ",
        "a light verb as a participle after its noun",
    ),
    row(
        "{army The army} launched attacks against {rebels rebels}.",
        "army>launched:nsubj attacks>launched:obj rebels>launched:obl",
        "ASSAULT launched attacks | The army:army | rebels:rebels",
        "a light verb right before its noun stands in the trigger; its preposition tells the target",
    ),
    row(
        "{army The army} launched a bombing campaign against {rebels rebels}.",
        "army>launched:nsubj bombing>campaign:compound campaign>launched:obj rebels>campaign:nmod",
        "ASSAULT bombing campaign | The army:army | rebels:rebels",
        "a noun that only carries another is no event of its own",
    ),
    row(
        "{army The army} launched a wave of attacks.",
        "army>launched:nsubj wave>launched:obj attacks>wave:nmod",
        "ASSAULT attacks | The army:army | ",
        "a wave of attacks is attacks",
    ),
    row(
        "{place Hama} suffered an attack.",
        "Hama>suffered:nsubj attack>suffered:obj",
        "ASSAULT attack |  | Hama",
        "a light verb whose subject undergoes it",
    ),
    row(
        "{militia ISIS} mortar shelling killed {haddad Haddad}.",
        "ISIS>shelling:compound mortar>shelling:compound shelling>killed:nsubj Haddad>killed:obj",
        [
            "ASSAULT shelling | ISIS:militia | ",
            "ASSAULT killed | ISIS:militia | Haddad:haddad",
        ],
        "what kills is a deed: whose that is did it",
    ),
    row(
        "{x:person Civilians} were killed in an {israel Israeli} attack.",
        "Civilians>killed:nsubj were>killed:aux attack>killed:obl Israeli>attack:amod",
        ["ASSAULT killed | Israeli:israel | Civilians:x", "ASSAULT attack | Israeli:israel | "],
        "who is killed in somebody's attack is killed by him",
    ),
    row(
        "A bomb killed {haddad Haddad}.",
        "bomb>killed:nsubj Haddad>killed:obj",
        "ASSAULT killed |  | Haddad:haddad",
        "a weapon is no actor",
    ),
    row(
        "{army The army} and {rebels the rebels} clashed.",
        "army>clashed:nsubj rebels>army:conj and>rebels:cc",
        "ASSAULT clashed | The army:army, the rebels:rebels | ",
        "what they do to each other has no targets",
    ),
    row(
        "{army The army} clashed with {rebels rebels}.",
        "army>clashed:nsubj rebels>clashed:obl",
        "ASSAULT clashed | The army:army, rebels:rebels | ",
        "… with, too",
    ),
    row(
        "Clashes between {army the army} and {rebels the rebels} went on.",
        "Clashes>went:nsubj between>army:case army>Clashes:nmod rebels>went:nsubj",
        "ASSAULT Clashes | the army:army, the rebels:rebels | ",
        "between two, the second of which the relations miss",
    ),
    row(
        "{us Turkish} jets attacked {place Hama}.".replace("us", "turkey"),
        "Turkish>jets:amod jets>attacked:nsubj Hama>attacked:obj",
        "ASSAULT attacked | Turkish:turkey | Hama",
        "jets that are no mention are whose they are",
    ),
    row(
        "{? {turkey Turkish} jets} attacked {place Hama}.",
        "Turkish>jets:amod jets>attacked:nsubj Hama>attacked:obj",
        "ASSAULT attacked | Turkish jets:turkey | Hama",
        "forces without an actor of their own are their state's",
    ),
    row(
        "{? {syria Syrian} rebels} attacked {place Hama}.",
        "Syrian>rebels:amod rebels>attacked:nsubj Hama>attacked:obj",
        "ASSAULT attacked | Syrian rebels | Hama",
        "rebels are no state's",
    ),
    row(
        "{? Pro-{syria Syrian} forces} attacked {place Hama}.",
        "Pro>forces:amod Syrian>forces:amod forces>attacked:nsubj Hama>attacked:obj",
        "ASSAULT attacked | Pro-Syrian forces | Hama",
        "who is for a state is not the state",
    ),
    row(
        "{? gunmen who came by car} attacked {place Hama}.",
        "gunmen>attacked:nsubj who>came:nsubj came>gunmen:acl car>came:obl Hama>attacked:obj",
        "ASSAULT attacked | gunmen | Hama",
        "of a mention only who is meant, without what is told of him",
    ),
    row(
        "{? They} arrested {x:person 30 men}.",
        "They>arrested:nsubj 30>men:nummod men>arrested:obj",
        "COERCE arrested | They | 30 men:x",
        "a pronoun that stays open is a party without an actor",
    ),
    row(
        "If {russia Russia} attacks {place Kyiv}, {us NATO} reacts.",
        "If>attacks:mark Russia>attacks:nsubj attacks>reacts:advcl Kyiv>attacks:obj NATO>attacks:nsubj",
        "ASSAULT attacks | Russia:russia | Kyiv",
        "a subject behind the object is the next clause's",
    ),
    row(
        "{police Police} fled with {place the town} destroyed.",
        "Police>fled:nsubj town>destroyed:nsubj destroyed>fled:advcl with>destroyed:mark",
        "ASSAULT destroyed |  | the town",
        "an absolute participle is a passive",
    ),
]

TRIGGERS = [
    row(
        "An attack helicopter landed.", "attack>helicopter:compound helicopter>landed:nsubj", [], "a kind of helicopter"
    ),
    row(
        "{us Operation Swift Attack} began.",
        "Operation>began:nsubj Swift>Operation:flat Attack>Operation:flat",
        [],
        "a deed in a name is none",
    ),
    row("The post-war years passed.", "war>years:compound years>passed:nsubj", [], "a word with a prefix"),
    row(
        "{turkey Turkey} rebuilt the destroyed town.",
        "Turkey>rebuilt:nsubj destroyed>town:amod town>rebuilt:obj",
        [],
        "a participle before a noun tells what it is like",
    ),
    row(
        "{army The army} kidnapped {haddad him}.",
        "army>kidnapped:nsubj him>kidnapped:obj",
        "ASSAULT kidnapped | The army:army | him:haddad",
        "a verb",
    ),
    row(
        "{crowd Prisoners} staged a hunger strike.",
        "Prisoners>staged:nsubj hunger>strike:compound strike>staged:obj",
        "PROTEST hunger strike | Prisoners:crowd | ",
        "a phrase goes before its words",
    ),
    row(
        "{army Gunmen} opened fire on {x:person protesters}.",
        "Gunmen>opened:nsubj fire>opened:obj protesters>opened:obl",
        "ASSAULT opened fire | Gunmen:army | protesters:x",
        "a verb's phrase",
    ),
    row(
        "{army The army} mounted a counter-attack.",
        "army>mounted:nsubj counter>attack:compound attack>mounted:obj",
        "ASSAULT counter-attack | The army:army | ",
        "a word with a hyphen",
    ),
    row(
        "{militia The militia} struck {place Hama}.",
        "militia>struck:nsubj Hama>struck:obj",
        "ASSAULT struck | The militia:militia | Hama",
        "the same word of a place",
    ),
    row(
        "[S {volkov The senator}] [C attacked] [T the bill].",
        "senator>attacked:nsubj bill>attacked:obj",
        "ACCUSE attacked | The senator:volkov | the bill",
        "an attack in words is an accusation",
    ),
    row(
        "{army The army} was met with silence.",
        "army>met:nsubj was>met:aux silence>met:obl",
        [],
        "what is met with silence meets nobody",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), PARTIES)
def test_parties(marked: str, arcs: str, expected: list[str]) -> None:
    assert shown(built(marked, arcs, **CAST)) == expected


@pytest.mark.parametrize(("marked", "arcs", "expected"), TRIGGERS)
def test_triggers(marked: str, arcs: str, expected: list[str]) -> None:
    assert shown(built(marked, arcs, **CAST)) == expected


FIGURATIVE = [
    ("{russia Moscow} struck a deal.", "Moscow>struck:nsubj deal>struck:obj", "a deal struck"),
    ("[S {volkov Volkov}] [C attacked] [T the plan].", "Volkov>attacked:nsubj plan>attacked:obj", "a plan attacked"),
    ("{volkov Volkov} launched a campaign.", "Volkov>launched:nsubj campaign>launched:obj", "a campaign"),
    (
        "{volkov Volkov} lost a battle with cancer.",
        "Volkov>lost:nsubj battle>lost:obj cancer>battle:nmod",
        "an illness",
    ),
    ("{volkov Volkov} fired {haddad his aide}.", "Volkov>fired:nsubj aide>fired:obj", "an aide fired"),
    ("The song was a hit.", "song>hit:nsubj was>hit:cop a>hit:det hit>hit:root", "a song"),
    ("{who Workers} went on strike.", "Workers>went:nsubj strike>went:obl on>strike:case", "workers on strike"),
]


@pytest.mark.parametrize(("marked", "arcs", "reason"), FIGURATIVE, ids=[case[-1] for case in FIGURATIVE])
def test_metaphors_are_no_assaults(marked: str, arcs: str, reason: str) -> None:
    assert "ASSAULT" not in {event.type for event in read(built(marked, arcs, **CAST))}, reason


def test_the_rest_of_a_page_tells_what_a_word_means() -> None:
    """A *battle* may be one at law; on a page about killings it is none."""
    alone = built("The battle lasted.", "battle>lasted:nsubj", **CAST)
    assert read(alone) == ()
    beside = built(
        "{army The army} killed {x:person ten men}.\nThe battle lasted.",
        "army>killed:nsubj men>killed:obj ten>men:nummod battle>lasted:nsubj",
        **CAST,
    )
    assert [words(beside, event.trigger) for event in read(beside)] == ["killed", "battle"]
