"""How far what is said came about, in whose voice, with what hedges, and which events attributions are."""

import pytest

from tests.extract.builders import built
from tests.extract.test_events import CAST, parties, read, said, words


def row(marked: str, arcs: str, expected: str, reason: str) -> object:
    """The status of the last event of a page, behind it *not* where it is negated."""
    return pytest.param(marked, arcs, expected, id=reason)


_HE = "{army The army}"
_IT = "{place Hama}"

STATUS = [
    row(f"{_HE} attacked {_IT}.", "army>attacked:nsubj Hama>attacked:obj", "happened", "a past"),
    row(f"{_HE} attacks {_IT}.", "army>attacks:nsubj Hama>attacks:obj", "happened", "a present, as in headlines"),
    row(
        f"{_HE} is attacking {_IT}.",
        "army>attacking:nsubj is>attacking:aux Hama>attacking:obj",
        "ongoing",
        "a present that goes on",
    ),
    row(
        f"{_HE} has been attacking {_IT}.",
        "army>attacking:nsubj has>attacking:aux been>attacking:aux Hama>attacking:obj",
        "ongoing",
        "a perfect that goes on",
    ),
    row(
        f"{_HE} was attacking {_IT}.",
        "army>attacking:nsubj was>attacking:aux Hama>attacking:obj",
        "happened",
        "what went on is over",
    ),
    row(
        f"{_HE} will attack {_IT}.",
        "army>attack:nsubj will>attack:aux Hama>attack:obj",
        "planned",
        "a future",
    ),
    row(
        f"{_HE} may attack {_IT}.",
        "army>attack:nsubj may>attack:aux Hama>attack:obj",
        "possible",
        "a possibility",
    ),
    row(
        f"{_IT} could have been attacked.",
        "Hama>attacked:nsubj could>attacked:aux have>attacked:aux been>attacked:aux",
        "possible",
        "could have been",
    ),
    row(
        f"{_HE} would have attacked {_IT}.",
        "army>attacked:nsubj would>attacked:aux have>attacked:aux Hama>attacked:obj",
        "hypothetical",
        "would have",
    ),
    row(
        f"If {_HE} attacked {_IT}, all fled.",
        "If>attacked:mark army>attacked:nsubj Hama>attacked:obj attacked>fled:advcl all>fled:nsubj",
        "hypothetical",
        "a condition",
    ),
    row(
        f"How would {_HE} attack {_IT}?",
        "How>attack:advmod would>attack:aux army>attack:nsubj Hama>attack:obj",
        "hypothetical",
        "a rhetorical question",
    ),
    row(
        f"Did {_HE} attack {_IT}?",
        "Did>attack:aux army>attack:nsubj Hama>attack:obj",
        "possible",
        "a question whether",
    ),
    row(
        f"{_HE} did not attack {_IT}.",
        "army>attack:nsubj did>attack:aux not>attack:advmod Hama>attack:obj",
        "happened not",
        "a negation",
    ),
    row(
        f"{_HE} never attacked {_IT}.",
        "army>attacked:nsubj never>attacked:advmod Hama>attacked:obj",
        "happened not",
        "never",
    ),
    row(
        f"No soldiers attacked {_IT}.",
        "No>soldiers:det soldiers>attacked:nsubj Hama>attacked:obj",
        "happened not",
        "nobody did",
    ),
    row(
        f"{_HE} not only attacked {_IT}.",
        "army>attacked:nsubj not>only:advmod only>attacked:advmod Hama>attacked:obj",
        "happened",
        "not only is no negation",
    ),
    row(
        f"{_HE} fled without attacking {_IT}.",
        "army>fled:nsubj without>attacking:mark attacking>fled:advcl Hama>attacking:obj",
        "happened not",
        "without doing it",
    ),
    row(
        f"{_HE} sent jets to attack {_IT}.",
        "army>sent:nsubj jets>sent:obj to>attack:mark attack>sent:advcl Hama>attack:obj",
        "planned",
        "a purpose",
    ),
    row(
        f"{_HE} threatened to attack {_IT}.",
        "army>threatened:nsubj to>attack:mark attack>threatened:xcomp Hama>attack:obj",
        "threatened",
        "what a threat is of",
    ),
    row(
        f"{_HE} planned to attack {_IT}.",
        "army>planned:nsubj to>attack:mark attack>planned:xcomp Hama>attack:obj",
        "planned",
        "what a plan is of",
    ),
    row(
        f"{_HE} will attack {_IT}, killing {{x:person men}}.",
        "army>attack:nsubj will>attack:aux Hama>attack:obj killing>attack:advcl men>killing:obj",
        "planned",
        "a gerund has the mood of its clause",
    ),
    row(
        f"{_HE} will shell and attack {_IT}.",
        "army>shell:nsubj will>shell:aux attack>shell:conj and>attack:cc Hama>attack:obj",
        "planned",
        "joined verbs share their mood",
    ),
    row(
        f"{_HE} did not flee but attacked {_IT}.",
        "army>flee:nsubj did>flee:aux not>flee:advmod attacked>flee:conj but>attacked:cc Hama>attacked:obj",
        "happened",
        "but ends a negation",
    ),
    row(
        f"{_HE} will carry out an attack.",
        "army>carry:nsubj will>carry:aux out>carry:compound attack>carry:obj",
        "planned",
        "the mood of a light verb is its noun's",
    ),
    row(
        f"{_HE} did not carry out the attack.",
        "army>carry:nsubj did>carry:aux not>carry:advmod out>carry:compound attack>carry:obj",
        "happened not",
        "the negation of a light verb is its noun's",
    ),
    row("Any attack will fail.", "Any>attack:det attack>fail:nsubj will>fail:aux", "possible", "any attack"),
    row(
        "A possible attack worried {x:person people}.",
        "possible>attack:amod attack>worried:nsubj people>worried:obj",
        "possible",
        "an adjective tells",
    ),
    row(
        "The ongoing attack worried {x:person people}.",
        "ongoing>attack:amod attack>worried:nsubj people>worried:obj",
        "ongoing",
        "one that goes on",
    ),
    row(
        "An attack would have dragged {turkey Turkey} into it.",
        "attack>dragged:nsubj would>dragged:aux have>dragged:aux Turkey>dragged:obj it>dragged:obl",
        "hypothetical",
        "an attack that is not told of yet has the mood of its verb",
    ),
    row(
        "The attack could drag {turkey Turkey} into it.",
        "The>attack:det attack>drag:nsubj could>drag:aux Turkey>drag:obj it>drag:obl",
        "happened",
        "one that is told of already has its own",
    ),
    row(
        f"[S {{turkey Turkey}}] [C denied] [T that {_HE.lower()} had attacked {_IT}].",
        "Turkey>denied:nsubj that>attacked:mark army>attacked:nsubj had>attacked:aux attacked>denied:ccomp"
        " Hama>attacked:obj",
        "denied",
        "what is denied",
    ),
    row(
        f"[S {{turkey Turkey}}] [C denied] [T attacking {_IT}].",
        "Turkey>denied:nsubj attacking>denied:xcomp Hama>attacking:obj",
        "denied",
        "a gerund denied",
    ),
    row(
        "[S {turkey Turkey}] [C denied] [T the attack].",
        "Turkey>denied:nsubj attack>denied:obj",
        "denied",
        "a noun denied",
    ),
    row(
        f"[S {{turkey Turkey}}] [C did not deny] [T attacking {_IT}].",
        "Turkey>deny:nsubj did>deny:aux not>deny:advmod attacking>deny:xcomp Hama>attacking:obj",
        "happened",
        "what is not denied",
    ),
    row(
        f"[S {{turkey Turkey}}] [C vowed] [T to attack {_IT}].",
        "Turkey>vowed:nsubj to>attack:mark attack>vowed:xcomp Hama>attack:obj",
        "planned",
        "what is vowed",
    ),
    row(
        f"[S {{us Washington}}] [C demanded] [T that {_HE.lower()} free {{x:person prisoners}}].",
        "Washington>demanded:nsubj that>free:mark army>free:nsubj free>demanded:ccomp prisoners>free:obj",
        "possible",
        "what is demanded",
    ),
    row(
        "[S {us Washington}] [C demanded] [T the release of {x:person prisoners}].",
        "Washington>demanded:nsubj release>demanded:obj prisoners>release:nmod",
        "possible",
        "a noun demanded",
    ),
    row(
        "[S {us Washington}] [C condemned] [T the attack].",
        "Washington>condemned:nsubj attack>condemned:obj",
        "happened",
        "what is condemned was done",
    ),
    row(
        f"Had {_HE.lower()} not attacked {_IT}, all slept.",
        "Had>attacked:aux army>attacked:nsubj not>attacked:advmod Hama>attacked:obj attacked>slept:advcl"
        " all>slept:nsubj",
        "hypothetical not",
        "a condition without a conjunction",
    ),
    row(
        f"They asked whether {_HE.lower()} attacked {_IT}.",
        "They>asked:nsubj whether>attacked:mark army>attacked:nsubj Hama>attacked:obj attacked>asked:ccomp",
        "possible",
        "whether",
    ),
    row(
        f"{_HE} has yet to attack {_IT}.",
        "army>has:nsubj yet>has:advmod to>attack:mark attack>has:xcomp Hama>attack:obj",
        "happened not",
        "what is yet to be done was not",
    ),
    row(
        f"{_HE} has no plans to attack {_IT}.",
        "army>has:nsubj no>plans:det plans>has:obj to>attack:mark attack>plans:acl Hama>attack:obj",
        "planned not",
        "no plan",
    ),
    row(
        f"{_HE} failed to capture {_IT}.",
        "army>failed:nsubj to>capture:mark capture>failed:xcomp Hama>capture:obj",
        "happened not",
        "what one fails to do is not done",
    ),
    row(
        f"{_HE} tried to capture {_IT}.",
        "army>tried:nsubj to>capture:mark capture>tried:xcomp Hama>capture:obj",
        "possible",
        "what is tried may fail",
    ),
    row(
        f"[S {{us Washington}}] [C said] [T {_HE.lower()} was shelling {_IT}].",
        "Washington>said:nsubj army>shelling:nsubj was>shelling:aux shelling>said:ccomp Hama>shelling:obj",
        "ongoing",
        "what went on when it was said",
    ),
    row(
        "No group claimed responsibility for the attack.",
        "No>group:det group>claimed:nsubj responsibility>claimed:obj the>attack:det attack>responsibility:nmod",
        "happened",
        "nobody owns to it, yet it was done",
    ),
    row(
        "The failure of the attack surprised {x:person people}.",
        "failure>surprised:nsubj attack>failure:nmod people>surprised:obj",
        "happened",
        "an attack that failed was made",
    ),
    row(
        f"[S {{us Washington}}] [C said] [T {_HE.lower()} would attack {_IT}].",
        "Washington>said:nsubj army>attack:nsubj would>attack:aux attack>said:ccomp Hama>attack:obj",
        "planned",
        "the future of one who spoke then",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), STATUS)
def test_status(marked: str, arcs: str, expected: str) -> None:
    last = read(built(marked, arcs, **CAST))[-1]
    assert last.status + " not" * last.negated == expected


TOLD = [
    (
        "[S {us Washington}] [C accused] [T {russia Moscow} of bombing {place Hama}].",
        "Washington>accused:nsubj Moscow>accused:obj of>bombing:mark bombing>accused:advcl Hama>bombing:obj",
        ["ACCUSE accused | Washington:us | Moscow:russia | page", "ASSAULT bombing | Moscow:russia | Hama | us"],
        "an accusation is the page's, the deed the accuser's",
    ),
    (
        "[S {us Washington}] [C urged] [T {israel Israel} to free {x:person prisoners}].",
        "Washington>urged:nsubj Israel>urged:obj to>free:mark free>urged:xcomp prisoners>free:obj",
        ["REQUEST urged | Washington:us | Israel:israel | page", "RETREAT free | Israel:israel | prisoners:x | us"],
        "a demand is to whoever is asked",
    ),
    (
        "[S {russia Russia} and {syria Syria}] [C condemned] [T the {israel Israeli} raid].",
        "Russia>condemned:nsubj Syria>Russia:conj and>Syria:cc raid>condemned:obj Israeli>raid:amod",
        [
            "ACCUSE condemned | Russia:russia, Syria:syria | the Israeli raid:israel | page",
            "ASSAULT raid | Israeli:israel |  | russia syria",
        ],
        "who condemns a deed accuses whoever did it",
    ),
    (
        "[S {us Washington}] [C said] [T {russia Moscow} bombed {place Hama}].",
        "Washington>said:nsubj Moscow>bombed:nsubj bombed>said:ccomp Hama>bombed:obj",
        ["ASSAULT bombed | Moscow:russia | Hama | us"],
        "to say is no event",
    ),
    (
        "[S {court The court}] [C ordered] [T the release of {x:person prisoners}].",
        "court>ordered:nsubj release>ordered:obj prisoners>release:nmod",
        ["REQUEST ordered | The court:court |  | page", "CONCEDE release | The court:court | prisoners:x | court"],
        "an order asks; nobody is named whom",
    ),
    (
        "[S {volkov Volkov}] [C said] [T {us Washington} [C2 had threatened] [T2 to attack]].",
        "Volkov>said:nsubj Washington>threatened:nsubj had>threatened:aux threatened>said:ccomp to>attack:mark"
        " attack>threatened:xcomp",
        ["THREATEN had threatened | Washington:us |  | volkov", "ASSAULT attack | Washington:us |  | "],
        "a threat told of stands in the voice of who tells; the inner source is left unsaid",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "reason"), TOLD, ids=[row[-1] for row in TOLD])
def test_told(marked: str, arcs: str, expected: list[str], reason: str) -> None:
    page = built(marked, arcs, **CAST)
    speakers = {one.id: " ".join(one.speakers) for one in said(page)}
    found = [
        " | ".join(
            [
                f"{e.type} {words(page, e.trigger)}",
                parties(page, e, "actors"),
                parties(page, e, "targets"),
                "page" if e.voice is None else speakers[e.voice],
            ]
        )
        for e in read(page)
    ]
    assert found == expected, reason


def test_a_spoken_event_names_its_attribution() -> None:
    page = built(
        "[S {us Washington}] [C accused] [T {russia Moscow} of bombing {place Hama}].",
        "Washington>accused:nsubj Moscow>accused:obj of>bombing:mark bombing>accused:advcl Hama>bombing:obj",
        **CAST,
    )
    accusation, deed = read(page)
    assert accusation.attribution == deed.voice == page.attributions[0].id
    assert accusation.voice is deed.attribution is None


HEDGES = [
    (
        "{army The army} reportedly attacked {place Hama}.",
        "army>attacked:nsubj reportedly>attacked:advmod Hama>attacked:obj",
        "reportedly",
        "an adverb at the verb",
    ),
    (
        "The alleged attack on {place Hama} went on.",
        "alleged>attack:amod attack>went:nsubj Hama>attack:nmod",
        "alleged",
        "an adjective at the noun",
    ),
    (
        "{army The army} may have attacked {place Hama}.",
        "army>attacked:nsubj may>attacked:aux have>attacked:aux Hama>attacked:obj",
        "may have",
        "a modal",
    ),
    (
        "{x:person Men} were killed, allegedly by {army the army}.",
        "Men>killed:nsubj were>killed:aux allegedly>army:advmod army>killed:obl by>army:case",
        "allegedly",
        "an adverb at whoever did it",
    ),
    (
        "{army The army} is believed to have attacked {place Hama}.",
        "army>believed:nsubj is>believed:aux to>attacked:mark have>attacked:aux attacked>believed:xcomp"
        " Hama>attacked:obj",
        "is believed",
        "what governs the verb",
    ),
    (
        "{army The army} attacked {place Hama}, as {x:person people} reportedly fled.",
        "army>attacked:nsubj Hama>attacked:obj as>fled:mark people>fled:nsubj reportedly>fled:advmod"
        " fled>attacked:advcl",
        "",
        "a hedge of another verb",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "reason"), HEDGES, ids=[row[-1] for row in HEDGES])
def test_hedges(marked: str, arcs: str, expected: str, reason: str) -> None:
    page = built(marked, arcs, **CAST)
    assert words(page, read(page)[0].hedges) == expected, reason
