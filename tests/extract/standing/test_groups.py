"""Who leads whom, is part of what, talks with whom, holds which place."""

import pytest

from tests.extract.standing.stood import page_of, row, said, told

COMMANDS = [
    row(
        "{saudi Saudi}-led {coalition coalition} planes struck.",
        "Saudi>coalition:amod led>planes:amod planes>struck:nsubj",
        "commands saudi > coalition",
        "a compound",
        "led/VERB",
    ),
    row(
        "Fighters of {sdf SDF} led {forces forces} fled.",
        "Fighters>fled:nsubj SDF>Fighters:nmod led>forces:amod forces>fled:nsubj",
        "commands sdf > forces",
        "a compound without its hyphen after a preposition",
        "Fighters/PROPN led/VERB",
    ),
    row(
        "{wagner Wagner}, commanded by {prigozhin Prigozhin}, left.",
        "Wagner>left:nsubj commanded>Wagner:acl Prigozhin>commanded:obl",
        "commands prigozhin > wagner",
        "a participle with by",
        "Wagner/PROPN",
    ),
    row(
        "{lra The LRA} is under the command of {kony Kony}.",
        "LRA>command:nsubj is>command:cop under>command:case the>command:det Kony>command:nmod",
        "commands kony > lra",
        "a noun after under",
        "under/ADP command/NOUN",
    ),
    row(
        "{ypg The YPG} is a proxy of {us the US}.",
        "YPG>proxy:nsubj is>proxy:cop a>proxy:det US>proxy:nmod",
        "commands us > ypg",
        "a proxy is led",
        "proxy/NOUN",
    ),
    row(
        "{ypg The YPG} acts as {us US} proxies.",
        "YPG>acts:nsubj as>proxies:case proxies>acts:obl",
        "commands us > ypg",
        "a noun behind as, of the verb's subject",
        "as/ADP",
    ),
    row(
        "{militia The militia} answers to {iran Tehran}.",
        "militia>answers:nsubj Tehran>answers:obl",
        "commands iran > militia",
        "the verb has it the other way round",
    ),
    row(
        "{volkov Volkov}, the leader of {wagner Wagner}, left.",
        "Volkov>left:nsubj leader>Volkov:appos Wagner>leader:nmod",
        "commands volkov > wagner",
        "a noun set beside a name",
        "Volkov/PROPN",
    ),
    row(
        "{volkov Volkov} heads {club a chess club}.",
        "Volkov>heads:nsubj club>heads:obj",
        "commands volkov > club",
        "heads",
        "Volkov/PROPN",
    ),
    row(
        "The road leads to {syria Syria}.",
        "road>leads:nsubj Syria>leads:obl",
        "",
        "a road leads nobody",
    ),
]

PARTS = [
    row(
        "{nusra Nusra}, a branch of {qaeda al-Qaeda}, fled.",
        "Nusra>fled:nsubj branch>Nusra:appos of>Qaeda:case al>branch:nmod Qaeda>al:nmod",
        "part_of nusra > qaeda",
        "a noun set beside a name",
        "Nusra/PROPN al/PROPN",
    ),
    row(
        "{belarus Belarus} is a member of {csto the CSTO}.",
        "Belarus>member:nsubj is>member:cop a>member:det CSTO>member:nmod",
        "part_of belarus > csto",
        "a member",
        "Belarus/PROPN member/NOUN",
    ),
    row(
        "{volkov Volkov} called {ypg the YPG} an offshoot of {pkk the PKK}.",
        "Volkov>called:nsubj YPG>offshoot:nmod an>offshoot:det offshoot>called:xcomp PKK>offshoot:nmod",
        "part_of ypg > pkk",
        "what somebody calls another",
        "Volkov/PROPN offshoot/NOUN PKK/NOUN",
    ),
    row(
        "{brigade The brigade} defected from {army the army}.",
        "brigade>defected:nsubj army>defected:obl",
        "part_of not brigade > army",
        "what is over is negated",
    ),
    row(
        "{brigade The brigade} wants to join {army the army}.",
        "brigade>wants:nsubj to>join:mark join>wants:xcomp army>join:obj",
        "motive brigade > army",
        "not joined as yet",
        "to/PART",
    ),
]

TALKS = [
    row(
        "{saudi Saudi Arabia} held talks with {houthis the Houthis}.",
        "Saudi>Arabia:amod Arabia>held:nsubj talks>held:obj Houthis>talks:nmod",
        "negotiates saudi > houthis",
        "talks held",
        "Saudi/PROPN",
    ),
    row(
        "Talks between {russia Russia} and {ukraine Ukraine} failed.",
        "Talks>failed:nsubj between>Russia:case Russia>Talks:nmod Ukraine>Russia:conj",
        "negotiates russia > ukraine",
        "between parts its two",
        "between/ADP",
    ),
    row(
        "{egypt Egypt} mediated between {israel Israel} and {hamas Hamas}.",
        "Egypt>mediated:nsubj between>Israel:case Israel>mediated:obl Hamas>Israel:conj",
        "negotiates egypt > israel hamas",
        "a mediator and both parties",
        "Egypt/PROPN between/ADP",
    ),
    row(
        "{burhan Burhan} refused to negotiate with {rsf the RSF}.",
        "Burhan>refused:nsubj to>negotiate:mark negotiate>refused:xcomp RSF>negotiate:obl",
        "negotiates not burhan > rsf",
        "what is refused is negated",
        "Burhan/PROPN to/PART RSF/NOUN",
    ),
    row(
        "{burhan Burhan} will negotiate with {rsf the RSF}.",
        "Burhan>negotiate:nsubj will>negotiate:aux RSF>negotiate:obl",
        "",
        "not as yet",
        "Burhan/PROPN RSF/NOUN",
    ),
]

CONTROLS = [
    row(
        "{hamas Hamas} rules {place Gaza}.",
        "Hamas>rules:nsubj Gaza>rules:obj",
        "controls hamas > Gaza",
        "a verb and its place",
        "Hamas/PROPN",
    ),
    row(
        "{isis ISIS}-held {place Raqqa} burned.",
        "ISIS>held:nsubj held>Raqqa:amod Raqqa>held:obj",
        "controls isis > Raqqa",
        "a compound",
        "ISIS/PROPN burned/VERB",
    ),
    row(
        "Parts of {place Idlib} are controlled by {hts HTS}.",
        "Parts>controlled:nsubj Idlib>Parts:nmod are>controlled:aux HTS>controlled:obl",
        "controls hts > Idlib",
        "the place within the phrase",
    ),
    row(
        "{place Raqqa} is under the control of {isis ISIS}.",
        "Raqqa>control:nsubj is>control:cop under>control:case the>control:det ISIS>control:nmod",
        "controls isis > Raqqa",
        "a noun after under",
        "Raqqa/PROPN under/ADP control/NOUN",
    ),
    row(
        "{taliban The Taliban} captured {place Kunduz}.",
        "Taliban>captured:nsubj Kunduz>captured:obj",
        "controls taliban > Kunduz",
        "a capture that is done",
    ),
    row(
        "{taliban The Taliban} want to capture {place Kabul}.",
        "Taliban>want:nsubj to>capture:mark capture>want:xcomp Kabul>capture:obj",
        "motive taliban >",
        "a capture that is wanted",
        "to/PART",
    ),
    row(
        "{taliban The Taliban} are capturing {place Kabul}.",
        "Taliban>capturing:nsubj are>capturing:aux Kabul>capturing:obj",
        "",
        "a capture that goes on",
    ),
    row(
        "{army The army} lost {place Palmyra}.",
        "army>lost:nsubj Palmyra>lost:obj",
        "controls not army > Palmyra",
        "what is lost is held no more",
    ),
    row(
        "{army The army} retook {place Palmyra}.",
        "army>retook:nsubj Palmyra>retook:obl",
        "controls army > Palmyra",
        "an irregular form with a prefix",
    ),
    row(
        "{volkov Volkov} held a rally.",
        "Volkov>held:nsubj a>rally:det rally>held:obj",
        "",
        "no place",
        "Volkov/PROPN rally/NOUN",
    ),
    row(
        "{rsf The RSF} took control of {place Madani}.",
        "RSF>took:nsubj control>took:obj Madani>control:nmod",
        "controls rsf > Madani",
        "control that a verb carries",
    ),
    row(
        "{russia Russia} controls {militia the militia}.",
        "Russia>controls:nsubj militia>controls:obj",
        "commands russia > militia",
        "to control a group is to command it",
        "Russia/PROPN",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "tags", "expected"), [*COMMANDS, *PARTS, *TALKS, *CONTROLS])
def test_groups(marked: str, arcs: str, tags: str, expected: list[str]) -> None:
    assert sorted(told(one) for one in said(page_of(marked, arcs, tags))) == expected
