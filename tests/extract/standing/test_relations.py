"""Who backs, opposes, fights whom, and who are allies."""

import pytest

from tests.extract.standing.stood import page_of, row, said, told

SUPPORTING = [
    row(
        "{turkey Turkey} backs {rebels the rebels}.",
        "Turkey>backs:nsubj rebels>backs:obj",
        "supports turkey > rebels",
        "a verb with subject and object",
        "Turkey/PROPN",
    ),
    row(
        "{rebels The rebels} are backed by {turkey Turkey} and {qatar Qatar}.",
        "rebels>backed:nsubj are>backed:aux Turkey>backed:obl Qatar>Turkey:conj",
        "supports turkey qatar > rebels",
        "the passive, two joined by and",
    ),
    row(
        "{turkey Turkey}-backed {rebels rebels} fled.",
        "Turkey>backed:compound backed>rebels:amod rebels>backed:obj",
        "supports turkey > rebels",
        "a compound: a hyphen parts words",
        "Turkey/PROPN fled/VERB",
    ),
    row(
        "{rebels Rebels} backed by {turkey Turkey} fled.",
        "Rebels>fled:nsubj backed>Rebels:acl Turkey>backed:obl",
        "supports turkey > rebels",
        "a participle after its noun",
    ),
    row(
        "{rebels The rebels}, whom {turkey Turkey} has sheltered, fled.",
        "rebels>fled:nsubj whom>sheltered:obj Turkey>sheltered:nsubj has>sheltered:aux sheltered>whom:advcl",
        "supports turkey > rebels",
        "a relative clause of whom",
        "whom/PRON",
    ),
    row(
        "{turkey Turkey}, which backs {rebels the rebels}, protested.",
        "Turkey>protested:nsubj which>backs:nsubj backs>Turkey:acl rebels>backs:obj",
        "supports turkey > rebels",
        "a relative clause of which",
        "Turkey/PROPN",
    ),
    row(
        "{us The US} supplied {rebels the rebels} with rockets.",
        "US>supplied:nsubj rebels>supplied:obj rockets>supplied:obl",
        "supports us > rebels",
        "a verb of arming",
    ),
    row(
        "{us The US} gave weapons to {rebels the rebels}.",
        "US>gave:nsubj weapons>gave:obj rebels>gave:obl",
        "supports us > rebels",
        "a sign of two words and a preposition",
    ),
    row(
        "{rebels The rebels} receive weapons from {qatar Qatar}.",
        "rebels>receive:nsubj weapons>receive:obj Qatar>receive:obl",
        "supports qatar > rebels",
        "the getter is the subject",
    ),
    row(
        "{qatar Qatar}'s support for {rebels the rebels} grew.",
        "Qatar>support:nmod support>grew:nsubj rebels>support:nmod",
        "supports qatar > rebels",
        "a noun with its owner",
        "Qatar/PROPN",
    ),
    row(
        "{rebels The rebels} enjoy the support of {qatar Qatar}.",
        "rebels>enjoy:nsubj support>enjoy:obj Qatar>support:nmod",
        "supports qatar > rebels",
        "a noun with a getter for its subject",
    ),
    row(
        "{snap The militia} is loyal to {turkey Turkey}.",
        "militia>loyal:nsubj is>loyal:cop Turkey>loyal:obl",
        "supports snap > turkey",
        "an adjective with its preposition",
        "loyal/ADJ",
    ),
    row(
        "{snap Pro}-{russia Russian} forces fled.",
        "Pro>forces:amod ->Pro:flat Russian>forces:amod forces>fled:nsubj",
        "",
        "a prefix that is a name is none",
        "-/ADJ",
    ),
    row(
        "{militia pro-{russia Russian} militias} fled.",
        "pro>militias:amod ->pro:flat Russian>militias:amod militias>fled:nsubj",
        "supports militia > russia",
        "the prefix pro",
        "-/ADJ",
    ),
    row(
        "{party The party} voted in favour of {turkey Turkey}.",
        "party>voted:nsubj favour>voted:obl Turkey>favour:nmod",
        "supports party > turkey",
        "a preposition of several words",
    ),
    row(
        "{us The US} sided with {israel Israel}.",
        "US>sided:nsubj Israel>sided:obl",
        "supports us > israel",
        "a verb with a preposition",
    ),
    row(
        "{us The US} came to the aid of {rebels the rebels}.",
        "US>came:nsubj aid>came:obl rebels>aid:nmod",
        "supports us > rebels",
        "a phrase of five words",
    ),
    row(
        "{iran Iran} is a sponsor of {militia the militia}.",
        "Iran>sponsor:nsubj is>sponsor:cop a>sponsor:det militia>sponsor:nmod",
        "supports iran > militia",
        "a noun said of the subject",
        "Iran/PROPN sponsor/NOUN",
    ),
    row(
        "{turkey Turkey} backs the plan.",
        "Turkey>backs:nsubj plan>backs:obj",
        "",
        "no actor on the other side",
        "Turkey/PROPN",
    ),
    row(
        "Roads support trade.",
        "Roads>support:nsubj trade>support:obj",
        "",
        "no actor at all",
    ),
    row(
        "{turkey Turkey} turned its back on {rebels the rebels}.",
        "Turkey>turned:nsubj its>turned:obj back>turned:advmod rebels>turned:obl",
        "",
        "the noun back is no verb",
        "Turkey/PROPN back/ADV",
    ),
    row(
        "{israel Israel}, backed by {us the United States}, left.",
        "Israel>left:nsubj backed>Israel:acl United>States:amod States>backed:obl",
        "supports us > israel",
        "a participle between commas",
        "Israel/PROPN",
    ),
]

OPPOSING = [
    row(
        "It hurt the strained relations between {turkey Turkey} and {qatar Qatar}.",
        "It>hurt:nsubj strained>relations:amod relations>hurt:obj between>Turkey:case Turkey>relations:nmod"
        " and>Qatar:cc Qatar>Turkey:conj",
        "opposes turkey > qatar",
        "relations that are strained",
        "strained/VERB relations/NOUN between/ADP Turkey/PROPN Qatar/PROPN",
    ),
    row(
        "It hurt the old relations between {turkey Turkey} and {qatar Qatar}.",
        "It>hurt:nsubj old>relations:amod relations>hurt:obj between>Turkey:case Turkey>relations:nmod"
        " and>Qatar:cc Qatar>Turkey:conj",
        "",
        "relations need not be",
        "old/ADJ relations/NOUN between/ADP Turkey/PROPN Qatar/PROPN",
    ),
    row(
        "{france France} condemned {israel Israel}.",
        "France>condemned:nsubj Israel>condemned:obj",
        "opposes france > israel",
        "a verb",
        "France/PROPN",
    ),
    row(
        "{france France} condemned the {israel Israeli} strike.",
        "France>condemned:nsubj Israeli>strike:amod strike>condemned:obj",
        "opposes france > israel",
        "of a deed, whose it is",
        "France/PROPN",
    ),
    row(
        "{france France} opposes the presence of {us the US}.",
        "France>opposes:nsubj presence>opposes:obj US>presence:nmod",
        "opposes france > us",
        "of a thing, whose it is",
        "France/PROPN",
    ),
    row(
        "{party The party} is opposed to {hezbollah Hezbollah}.",
        "party>opposed:nsubj is>opposed:cop Hezbollah>opposed:obl",
        "opposes party > hezbollah",
        "an adjective",
        "opposed/ADJ",
    ),
    row(
        "{eu The EU} imposed new sanctions on {russia Russia}.",
        "EU>imposed:nsubj new>sanctions:amod sanctions>imposed:obj Russia>sanctions:nmod",
        "opposes eu > russia",
        "words between those of a sign",
    ),
    row(
        "{anti anti-{houthis Houthi} fighters} fled.",
        "anti>fighters:amod ->anti:flat fighters>fled:nsubj",
        "opposes anti > houthis",
        "the prefix anti",
        "-/ADJ",
    ),
    row(
        "{volkov Volkov} is a critic of {russia the Kremlin}.",
        "Volkov>critic:nsubj is>critic:cop a>critic:det Kremlin>critic:nmod",
        "opposes volkov > russia",
        "a noun said of the subject",
        "Volkov/PROPN critic/NOUN",
    ),
]

HOSTILE = [
    row(
        "{israel Israel} fights {hezbollah Hezbollah}.",
        "Israel>fights:nsubj Hezbollah>fights:obj",
        "hostile israel > hezbollah",
        "a verb",
        "Israel/PROPN",
    ),
    row(
        "{hezbollah Hezbollah} is fighting alongside {syria Syria} against {isis Islamic State}.",
        "Hezbollah>fighting:nsubj is>fighting:aux alongside>Syria:case Syria>fighting:obl Islamic>State:amod"
        " State>fighting:obl",
        "ally hezbollah > syria; hostile hezbollah > isis",
        "two prepositions, two stances",
        "Hezbollah/PROPN alongside/ADP",
    ),
    row(
        "{israel Israel} and {hezbollah Hezbollah} clashed.",
        "Israel>clashed:nsubj Hezbollah>Israel:conj",
        "hostile israel > hezbollah",
        "each other, joined by and",
        "Israel/PROPN",
    ),
    row(
        "{ypg The YPG} is at war with {turkey Turkey}.",
        "YPG>war:nsubj is>war:cop at>war:case Turkey>war:nmod",
        "hostile ypg > turkey",
        "a noun after its preposition",
        "war/NOUN",
    ),
    row(
        "{isis ISIS} and {hts HTS} are rivals.",
        "ISIS>rivals:nsubj HTS>ISIS:conj are>rivals:cop",
        "hostile isis > hts",
        "a noun in the plural said of both",
        "ISIS/PROPN rivals/NOUN",
    ),
    row(
        "{turkey Turkey} sees {ypg the YPG} as {turkey its} enemy.",
        "Turkey>sees:nsubj the>YPG:det YPG>sees:obj as>enemy:case its>enemy:nmod enemy>sees:obl",
        "hostile ypg > turkey",
        "a noun behind as",
        "Turkey/PROPN as/ADP",
    ),
    row(
        "{russia Russia} waged a bloody war on {chechens the Chechens}.",
        "Russia>waged:nsubj bloody>war:amod war>waged:obj Chechens>war:nmod",
        "hostile russia > chechens",
        "a noun that a verb carries",
        "Russia/PROPN",
    ),
    row(
        "The war between {russia Russia} and {ukraine Ukraine} goes on.",
        "The>war:det war>goes:nsubj between>Russia:case Russia>war:nmod Ukraine>Russia:conj on>goes:advmod",
        "hostile russia > ukraine",
        "between parts its two",
        "between/ADP",
    ),
    row(
        "{us The US} won the war.",
        "US>won:nsubj war>won:obl",
        "",
        "a war against nobody named",
    ),
]

ALLIES = [
    row(
        "{russia Russia} is an ally of {syria Syria}.",
        "Russia>ally:nsubj is>ally:cop an>ally:det Syria>ally:nmod",
        "ally russia > syria",
        "a noun said of the subject",
        "Russia/PROPN ally/NOUN",
    ),
    row(
        "{iran Iran}, {? {syria Syria}'s closest ally}, sent men.",
        "Iran>sent:nsubj Syria>ally:nmod closest>ally:amod ally>Iran:conj men>sent:obj",
        "ally iran > syria",
        "a noun set beside a name",
        "Iran/PROPN ally/NOUN",
    ),
    row(
        "{us The US} and its ally {israel Israel} left.",
        "US>left:nsubj and>ally:cc its>ally:nmod ally>US:conj Israel>US:conj",
        "ally israel > us",
        "X and its ally Y",
        "ally/NOUN",
    ),
    row(
        "{us The US} and {allies its allies} left.",
        "US>left:nsubj its>allies:nmod allies>US:conj",
        "",
        "nameless allies say nothing",
    ),
    row(
        "{eritrea Eritrean forces} allied with {ethiopia Ethiopia} fled.",
        "Eritrean>forces:amod forces>fled:nsubj allied>forces:acl Ethiopia>allied:obl",
        "ally eritrea > ethiopia",
        "a participle that is a state",
        "allied/ADJ",
    ),
    row(
        "{militia The {iran Iran}-aligned militia} fled.",
        "The>militia:det Iran>aligned:compound aligned>militia:amod militia>fled:nsubj",
        "ally militia > iran",
        "an adjective with a hyphen: the other way round",
        "aligned/VERB",
    ),
    row(
        "{syria Syria} was accused of colluding with {isis ISIS}.",
        "Syria>accused:nsubj was>accused:aux of>colluding:mark colluding>accused:advcl ISIS>colluding:obl",
        "ally syria > isis",
        "what one is accused of",
        "Syria/PROPN of/SCONJ",
    ),
    row(
        "{pmf The militias} joined forces with {iraq the Iraqi army}.",
        "militias>joined:nsubj forces>joined:obj Iraqi>army:amod army>joined:obl",
        "ally pmf > iraq",
        "join forces is no joining of a group",
    ),
    row(
        "A joint force of {turkey Turks} and {qatar Qataris} left.",
        "A>force:det joint>force:amod of>Turks:case Turks>force:nmod and>Qataris:cc Qataris>Turks:conj"
        " force>left:nsubj",
        "ally turkey > qatar",
        "a joint force is of allies",
        "joint/ADJ force/NOUN of/ADP Turks/PROPN Qataris/PROPN",
    ),
    row(
        "A joint force of {turkey Turks} left.",
        "A>force:det joint>force:amod of>Turks:case Turks>force:nmod force>left:nsubj",
        "",
        "of one alone it says nothing",
        "joint/ADJ force/NOUN of/ADP Turks/PROPN",
    ),
    row(
        "Cooperation between {us the US}/{sdf SDF} and {isis ISIS} grew.",
        "Cooperation>grew:nsubj between>US:case US>Cooperation:nmod />SDF:cc SDF>US:conj ISIS>US:conj",
        "ally us sdf > isis",
        "a slash joins, and parts",
        "between/ADP //SYM",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "tags", "expected"), [*SUPPORTING, *OPPOSING, *HOSTILE, *ALLIES])
def test_relations(marked: str, arcs: str, tags: str, expected: list[str]) -> None:
    assert sorted(told(one) for one in said(page_of(marked, arcs, tags))) == expected
