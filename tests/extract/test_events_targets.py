"""At whom or at what a deed is aimed: what is judged, held, freed; one by one where several are."""

import pytest
from msgspec.structs import replace

from sayso.extract.eventing.scene import Types
from sayso.extract.events import events
from sayso.records import EventType
from tests.extract.builders import Built, built
from tests.extract.test_events import CAST, parties, read, row, said, shown, words

JUDGED = [
    row(
        "[S {us Washington}] [C rejected] [T the report].",
        "Washington>rejected:nsubj report>rejected:obj",
        "REJECT rejected | Washington:us | the report",
        "what is rejected is no deed and nobody",
    ),
    row(
        "[S {us Washington}] [C rejected] [T a truce offer].",
        "Washington>rejected:nsubj truce>offer:compound offer>rejected:obj",
        "REJECT rejected | Washington:us | a truce offer",
        "an offer rejected is no event beside its rejection",
    ),
    row(
        "[S {us Washington}] [C condemned] [T the raid].",
        "Washington>condemned:nsubj raid>condemned:obj",
        ["ACCUSE condemned | Washington:us | the raid", "ASSAULT raid |  | "],
        "a deed of nobody's is condemned itself",
    ),
    row(
        "[S {us Washington}] [C condemned] [T the raid by {army the army} and {militia a militia}].",
        "Washington>condemned:nsubj raid>condemned:obj army>raid:nmod militia>army:conj and>militia:cc",
        [
            "ACCUSE condemned | Washington:us | the army:army, a militia:militia",
            "ASSAULT raid | the army:army, a militia:militia | ",
        ],
        "of a deed of several they are condemned by their own names",
    ),
    row(
        "[S {us Washington}] [C praised] [T {haddad Haddad}'s nomination].",
        "Washington>praised:nsubj Haddad>nomination:nmod nomination>praised:obj",
        "SUPPORT praised | Washington:us | Haddad's nomination",
        "whose it is that is praised is not who is praised",
    ),
    row(
        "The bill, [C1 which] [S {us Washington}] [C has opposed], fell.".replace("[C1 which]", "which"),
        "bill>fell:nsubj which>opposed:obj Washington>opposed:nsubj has>opposed:aux opposed>bill:acl",
        "ACCUSE has opposed | Washington:us | The bill",
        "a relative pronoun stands for what it takes up",
    ),
    row(
        "[T The bill] [C was condemned] by [S {us Washington}].",
        "bill>condemned:nsubj was>condemned:aux Washington>condemned:obl",
        "ACCUSE was condemned | Washington:us | The bill",
        "the subject of a passive",
    ),
    row(
        "[S {us Washington}] [C blamed] [T the bombing on {militia the militia}].",
        "Washington>blamed:nsubj bombing>blamed:obj militia>blamed:obl",
        ["ACCUSE blamed | Washington:us | the militia:militia", "ASSAULT bombing |  | the militia:militia"],
        "a deed is blamed on somebody, who is the target",
    ),
    row(
        "[S {us Washington}] [C objected to] [T the plan].",
        "Washington>objected:nsubj plan>objected:obl",
        "ACCUSE objected to | Washington:us | the plan",
        "behind the preposition of the cue",
    ),
    row(
        "[S {us Washington}] [C condemned] [T the killing of {haddad Haddad} and of {x:person two nuns}].",
        "Washington>condemned:nsubj killing>condemned:obj Haddad>killing:nmod nuns>killing:conj two>nuns:nummod",
        ["ACCUSE condemned | Washington:us | the killing", "ASSAULT killing |  | Haddad:haddad, two nuns:x"],
        "what has a preposition of its own belongs to the deed",
    ),
    row(
        "[S {haddad Haddad}] [C was consulted].",
        "Haddad>consulted:nsubj was>consulted:aux",
        "CONSULT was consulted |  | Haddad:haddad",
        "who is consulted says nothing",
    ),
]

HELD = [
    row(
        "{police Police} confiscated a vehicle and a boat.",
        "Police>confiscated:nsubj vehicle>confiscated:obj boat>vehicle:conj and>boat:cc",
        "COERCE confiscated | Police:police | a vehicle, a boat",
        "things seized, all of them",
    ),
    row(
        "{police Police} searched his car.",
        "Police>searched:nsubj his>car:nmod car>searched:obj",
        "COERCE searched | Police:police | his car",
        "a thing searched",
    ),
    row(
        "{turkey Turkey} extradited {haddad Haddad}.",
        "Turkey>extradited:nsubj Haddad>extradited:obj",
        "COOPERATE extradited | Turkey:turkey | Haddad:haddad",
        "a person handed over",
    ),
    row(
        "{militia They} were removed from the list.",
        "They>removed:nsubj were>removed:aux list>removed:obl",
        "CONCEDE removed |  | They:militia",
        "taken off a list",
    ),
    row(
        "{army The army} withdrew its troops.",
        "army>withdrew:nsubj its>troops:nmod troops>withdrew:obj",
        "RETREAT withdrew | The army:army | ",
        "troops are only moved",
    ),
    row(
        "{rebels The rebels} fired rockets.",
        "rebels>fired:nsubj rockets>fired:obj",
        "ASSAULT fired | The rebels:rebels | ",
        "arms are only used",
    ),
    row(
        "{us Washington} delivered food.",
        "Washington>delivered:nsubj food>delivered:obj",
        "AID delivered food | Washington:us | ",
        "what is given undergoes nothing",
    ),
    row(
        "{army The army} abandoned {place Hama}.",
        "army>abandoned:nsubj Hama>abandoned:obj",
        "RETREAT abandoned | The army:army | ",
        "a place left undergoes nothing",
    ),
    row(
        "{army The army} returned {x:person two hostages} to {israel Israel}.",
        "army>returned:nsubj hostages>returned:obj two>hostages:nummod Israel>returned:obl",
        "RETREAT returned | The army:army | two hostages:x",
        "who is returned, not to whom",
    ),
]

SEVERAL = [
    row(
        "{army The army} was accused of poisoning wells and attacking {place the market}.",
        "army>accused:nsubj was>accused:aux of>poisoning:mark poisoning>accused:advcl wells>poisoning:obj"
        " attacking>poisoning:conj and>attacking:cc market>attacking:obj",
        [
            "ACCUSE accused |  | The army:army",
            "ASSAULT poisoning | The army:army | wells",
            "ASSAULT attacking | The army:army | the market",
        ],
        "of two deeds each has its own",
    ),
    row(
        "{police Police} arrested {? {haddad Haddad} and {volkov Volkov}}.",
        "Police>arrested:nsubj Haddad>arrested:obj Volkov>Haddad:conj and>Volkov:cc",
        "COERCE arrested | Police:police | Haddad:haddad, Volkov:volkov",
        "a span ends before who is a target himself",
    ),
    row(
        "{x:person The alleged smugglers {haddad Haddad} and {volkov Volkov}} were arrested.",
        "alleged>smugglers:amod smugglers>arrested:nsubj Haddad>smugglers:appos Volkov>Haddad:conj and>Volkov:cc"
        " were>arrested:aux",
        "COERCE arrested |  | Haddad:haddad, Volkov:volkov",
        "names behind what they are",
    ),
    row(
        "{police Police} arrested {haddad a man who slept}.",
        "Police>arrested:nsubj man>arrested:obj who>slept:nsubj slept>arrested:dep",
        "COERCE arrested | Police:police | a man:haddad",
        "a span ends before who, whatever the relations say",
    ),
    row(
        "{x:person The ambassador} was summoned.",
        "ambassador>summoned:nsubj was>summoned:aux",
        "ACCUSE ambassador … summoned |  | The ambassador:x",
        "a word of the trigger is the target too",
    ),
]

FAR = [
    row(
        "{court The court} freed on bail {x:person two ministers}.",
        "court>freed:nsubj bail>freed:obl two>ministers:nummod ministers>freed:nsubj",
        "RETREAT freed | The court:court | two ministers:x",
        "a phrase parts the object from its verb",
    ),
    row(
        "The arrest of 26 alleged members went on.",
        "arrest>went:nsubj of>26:case 26>members:nummod alleged>members:amod members>arrest:nmod",
        "COERCE arrest |  | 26 alleged members",
        "the preposition hangs on the number",
    ),
    row(
        "The attack staged by {rebels rebels} on {place the hall} ended.",
        "attack>ended:nsubj staged>attack:acl rebels>staged:obl hall>staged:obl",
        "ASSAULT attack | rebels:rebels | the hall",
        "a participle between the noun and its parties",
    ),
    row(
        "They feared the raid staged by {rebels rebels}.",
        "They>feared:nsubj raid>staged:obl staged>feared:acl rebels>staged:obl",
        "ASSAULT raid | rebels:rebels | ",
        "a participle that the relations give to another word",
    ),
    row(
        "The attack launched by {rebels rebels on the hall} ended.",
        "attack>ended:nsubj launched>attack:acl rebels>launched:obl hall>launched:obl",
        "ASSAULT attack | rebels:rebels | the hall",
        "an actor ends before where it was done",
    ),
    row(
        "Restrictions imposed on {x:person journalists} lasted.",
        "Restrictions>lasted:nsubj imposed>Restrictions:acl journalists>imposed:obl",
        "COERCE Restrictions |  | journalists:x",
        "imposed on",
    ),
    row(
        "{army The army} came to {? their} aid.",
        "army>came:nsubj their>aid:nmod aid>came:obl",
        "AID came to … aid | The army:army | their",
        "to whose aid",
    ),
    row(
        "{haddad Haddad} is guilty of the murder of {volkov Volkov}.",
        "Haddad>guilty:nsubj is>guilty:cop guilty>guilty:amod murder>guilty:obl Volkov>murder:nmod",
        "ASSAULT murder | Haddad:haddad | Volkov:volkov",
        "the guilty did it",
    ),
    row(
        "{haddad Haddad} was convicted of the murder of {volkov Volkov}.",
        "Haddad>convicted:nsubj was>convicted:aux murder>convicted:obl Volkov>murder:nmod",
        ["SANCTION convicted |  | Haddad:haddad", "ASSAULT murder | Haddad:haddad | Volkov:volkov"],
        "so did the convicted",
    ),
    row(
        "{haddad Haddad} was held since March.",
        "Haddad>held:nsubj was>held:aux March>held:obl since>March:case",
        "COERCE held |  | Haddad:haddad",
        "held since; a month is no march",
    ),
    row(
        "{crowd Crowds} gathered in the square, protesting the arrest of {haddad Haddad}.",
        "Crowds>gathered:nsubj square>gathered:obl protesting>gathered:advcl arrest>protesting:obj Haddad>arrest:nmod",
        [
            "PROTEST gathered | Crowds:crowd | ",
            "PROTEST protesting | Crowds:crowd | ",
            "COERCE arrest |  | Haddad:haddad",
        ],
        "who protests a deed does not carry it out",
    ),
    row(
        "{army The army} violated the ceasefire.",
        "army>violated:nsubj ceasefire>violated:obj",
        "ASSAULT violated the ceasefire | The army:army | ",
        "a truce broken; an article does not part a trigger",
    ),
    row(
        "{crowd Crowds} blocked the road, protesting.",
        "Crowds>blocked:nsubj road>blocked:obj protesting>blocked:advcl",
        ["PROTEST blocked | Crowds:crowd | the road", "PROTEST protesting | Crowds:crowd | "],
        "a participle behind a comma is nothing kept from anybody",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), [*JUDGED, *HELD, *SEVERAL, *FAR])
def test_targets(marked: str, arcs: str, expected: list[str]) -> None:
    assert shown(built(marked, arcs, **CAST)) == expected


def test_the_target_of_a_deed_is_told_by_that_noun() -> None:
    """The relations of the notation make a verb of any word with a subject: here it is the noun that it is."""
    page = built(
        "The house was the target of an attack.",
        "house>target:nsubj was>target:cop target>target:root attack>target:nmod",
        **CAST,
    )
    nouns = [replace(w, pos="NOUN") if w.relation == "root" else w for w in page.parse.words]
    assert shown(replace(page, parse=replace(page.parse, words=tuple(nouns)))) == ["ASSAULT attack |  | The house"]


def test_what_is_held_stays_the_matter_too() -> None:
    page = built("{police Police} searched a car.", "Police>searched:nsubj car>searched:obj", **CAST)
    (event,) = read(page)
    assert words(page, event.object) == parties(page, event, "targets") == "a car"


def test_a_rejection_has_the_mode_of_what_is_rejected() -> None:
    page = built("{us Washington} rejected talks.", "Washington>rejected:nsubj talks>rejected:obj", **CAST)
    assert [(event.type, event.modes) for event in read(page)] == [("REJECT", ("meet",))]


def test_nothing_is_denied_by_a_road_blocked() -> None:
    page = built(
        "{crowd Crowds} blocked the road, protesting.",
        "Crowds>blocked:nsubj road>blocked:obj protesting>blocked:advcl",
        **CAST,
    )
    assert not any(event.negated for event in read(page))


def typed(page: Built, word: str, *types: tuple[EventType, float]) -> list[EventType]:
    """The types of the events of a page with a classifier's types of one of its words."""
    text = page.parse.document.text
    seen: list[Types] = [types if text[slice(*w.span)] == word else () for w in page.parse.words]
    found = events(page.parse, said(page), page.mentions, page.actors, (), (), seen)
    return [event.type for event in found]


TYPED: list[tuple[str, str, str, list[tuple[EventType, float]], list[EventType], str]] = [
    (
        "{police Police} seized a boat.",
        "Police>seized:nsubj boat>seized:obj",
        "seized",
        [("ASSAULT", 0.97)],
        ["COERCE"],
        "what the words around it tell goes before a type that nothing else tells",
    ),
    (
        "{army The army} stormed {rebels the rebels}.",
        "army>stormed:nsubj rebels>stormed:obj",
        "stormed",
        [("PROTEST", 0.97)],
        ["ASSAULT"],
        "a sense that needs nothing is not talked away",
    ),
    (
        "{haddad Haddad} visited {volkov Volkov}.",
        "Haddad>visited:nsubj Volkov>visited:obj",
        "visited",
        [("SUPPORT", 0.9)],
        [],
        "a visit that is seen as none is none",
    ),
    (
        "{haddad Haddad} visited {volkov Volkov}.",
        "Haddad>visited:nsubj Volkov>visited:obj",
        "visited",
        [("CONSULT", 0.3)],
        ["CONSULT"],
        "… one that may be one is",
    ),
    (
        "{russia Russia} freed the market.",
        "Russia>freed:nsubj market>freed:obj",
        "freed",
        [("RETREAT", 0.9)],
        [],
        "what the lexicon bars no classifier opens",
    ),
    (
        "{russia Russia} supported the group.",
        "Russia>supported:nsubj group>supported:obj",
        "supported",
        [("SUPPORT", 0.9)],
        ["SUPPORT"],
        "what is left open is opened where a state acts",
    ),
    (
        "The shop supported the group.",
        "shop>supported:nsubj group>supported:obj",
        "supported",
        [("SUPPORT", 0.9)],
        [],
        "… not where nobody public does",
    ),
    (
        "{haddad Haddad} lost a game.",
        "Haddad>lost:nsubj game>lost:obj",
        "lost",
        [("ASSAULT", 0.99)],
        [],
        "a strict sense needs what it needs",
    ),
    ("The table lasted.", "table>lasted:nsubj", "table", [("ASSAULT", 0.99)], [], "no word of the lexicon, no event"),
    ("The battle lasted.", "battle>lasted:nsubj", "battle", [("ASSAULT", 0.5)], [], "a noun half seen needs the page"),
]


@pytest.mark.parametrize(
    ("marked", "arcs", "word", "types", "expected", "reason"), TYPED, ids=[case[-1] for case in TYPED]
)
def test_a_classifier_helps_to_choose(
    marked: str,
    arcs: str,
    word: str,
    types: list[tuple[EventType, float]],
    expected: list[EventType],
    reason: str,
) -> None:
    assert typed(built(marked, arcs, **CAST), word, *types) == expected, reason
