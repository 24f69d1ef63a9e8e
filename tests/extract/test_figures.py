"""How many of what, what became of them, in which event and on whose say-so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.extract.figures import figures
from sayso.extract.figuring.quantities import quantities
from sayso.parse.syntax import Syntax
from sayso.records import Event, Figure
from tests.extract.builders import Built, built


def read(marked: str, arcs: str = "", events: tuple[Event, ...] = ()) -> tuple[Built, tuple[Figure, ...]]:
    page = built(marked, arcs)
    return page, figures(page.parse, page.attributions, events)


def number(low: float | None, high: float | None, about: bool, share: bool) -> str:
    """A number in short: 40, 40+ (open above), -40 (open below), 20-30, ~40, 87%+."""
    unit = "%" if share else ""
    if low is None or high is None:
        bounds = f"-{high:g}{unit}" if low is None else f"{low:g}{unit}+"
    else:
        bounds = f"{low:g}{unit}" if low == high else f"{low:g}-{high:g}{unit}"
    return "~" + bounds if about else bounds


def told(figure: Figure) -> str:
    share = figure.unit == "percent"
    unit = f" {figure.unit}" if figure.unit and not share else ""
    return f"{number(figure.low, figure.high, figure.approximate, share)}{unit} {figure.what} {figure.outcome}"


NUMBERS = [
    ("at least 40 men", "at least 40", "40+", "a lower bound"),
    ("no fewer than 12 men", "no fewer than 12", "12+", "a lower bound said by a negation"),
    ("more than 1,000 men", "more than 1,000", "1000+", "a comma within the number"),
    ("over 500 men", "over 500", "500+", "a preposition as a bound"),
    ("well over 100 men", "well over 100", "100+", "a bound made stronger"),
    ("40 or more men", "40 or more", "40+", "a bound behind the number"),
    ("up to 30 men", "up to 30", "-30", "an upper bound"),
    ("as many as 12 men", "as many as 12", "-12", "an upper bound of three words"),
    ("fewer than 10 men", "fewer than 10", "-10", "an upper bound said by a comparison"),
    ("less than half of it", "less than half", "-50%", "a share with an upper bound"),
    ("some 40 men", "some 40", "~40", "some is about"),
    ("nearly 40 men", "nearly 40", "~40", "a number not quite reached"),
    ("an estimated 5,000 men", "an estimated 5,000", "~5000", "an estimate"),
    ("40-odd men", "40-odd", "~40", "odd behind a hyphen"),
    ("a dozen or so men", "a dozen or so", "~12", "or so is about"),
    ("perhaps as many as 20 men", "perhaps as many as 20", "~-20", "two bounds in a row"),
    ("at least another 30 men", "at least another 30", "30+", "a bound parted from its number"),
    ("20 to 30 men", "20 to 30", "20-30", "a range"),
    ("20-30 men", "20-30", "20-30", "a range with a hyphen"),
    ("between 20 and 30 men", "between 20 and 30", "20-30", "a range with between"),
    ("10% to 15% of it", "10% to 15%", "10-15%", "a range of shares"),
    ("two to three million men", "two to three million", "2e+06-3e+06", "one scale for both ends"),
    ("two or three men", "two or three", "2-3", "or between near numbers"),
    ("1.5 million men", "1.5 million", "1.5e+06", "a scale"),
    ("1.5m men", "1.5m", "1.5e+06", "a scale in a letter"),
    ("three hundred thousand men", "three hundred thousand", "300000", "two scales"),
    ("twenty-three men", "twenty-three", "23", "a number word with a hyphen"),
    ("a hundred men", "a hundred", "100", "an article for one"),
    ("four hundred and twenty men", "four hundred and twenty", "420", "and within a number"),
    ("two and a half million men", "two and a half million", "2.5e+06", "a half behind a number"),
    ("half a million men", "half a million", "500000", "half of a scale"),
    ("a quarter million men", "a quarter million", "250000", "a quarter of a scale"),
    ("half a dozen men", "half a dozen", "6", "half a dozen is a number, no share"),
    ("a dozen men", "a dozen", "12", "a dozen"),
    ("dozens of men", "dozens", "24+", "dozens are two of them or more"),
    ("hundreds of men", "hundreds", "200+", "hundreds"),
    ("scores of men", "scores", "40+", "a score is twenty"),
    ("tens of thousands of men", "tens of thousands", "20000+", "one vague number of another"),
    ("several hundred men", "several hundred", "200+", "several of a scale"),
    ("a couple of men", "a couple", "~2", "a couple"),
    ("more than 87 percent of it", "more than 87 percent", "87%+", "a share"),
    ("60 per cent of it", "60 per cent", "60%", "per cent in two words"),
    ("two-thirds of it", "two-thirds", "66.67%", "a fraction is a share in percent"),
    ("a third of it", "a third", "33.33%", "a fraction with an article"),
    ("nearly half of it", "nearly half", "~50%", "about a half"),
    ("one in five men", "one in five", "20%", "a share said by a ratio"),
]


@pytest.mark.parametrize(("text", "words", "value", "reason"), NUMBERS, ids=[row[3] for row in NUMBERS])
def test_number(text: str, words: str, value: str, reason: str) -> None:
    page = built(text)
    s = Syntax(page.parse.document.text, page.parse.words)
    found = [
        (s.text[s.words[q.first].span[0] : s.words[q.last].span[1]], number(q.low, q.high, q.approximate, q.share))
        for q in quantities(s)
    ]
    assert found == [(words, value)]


def row(marked: str, arcs: str, expected: str, reason: str) -> object:
    """A page, its dependencies, and what its figures tell, parted by slashes."""
    return pytest.param(marked, arcs, expected.split(" / ") if expected else [], id=reason)


# What stands alone, or beside a fate of its own, and of whom nobody is.
OWN = [
    row("[T Forty-three], [C says] [S the ministry].", "ministry>says:nsubj three>says:obj", "43 None None",
        "all that somebody says"),
    row("Two children died, 43 fell ill.", "Two>children:nummod children>died:nsubj 43>fell:nsubj fell>died:conj",
        "2 children killed / 43 None other", "another verb than the one before"),
    row("Nobody has died.", "Nobody>died:nsubj has>died:aux", "0 None killed", "nobody"),
    row("No one was hurt.", "one>hurt:nsubj was>hurt:aux", "0 None injured", "no one, in two words"),
    row("No soldiers were killed.", "soldiers>killed:nsubj were>killed:aux", "0 soldiers killed", "none of a kind"),
    row("Nine men are now known to have died.",
        "men>known:nsubj Nine>men:nummod are>known:aux died>known:xcomp have>died:aux now>known:advmod to>died:mark",
        "9 men killed", "told of through another verb"),
    row("It had 22 lorries, of which 14 were destroyed.",
        "It>had:nsubj 22>lorries:nummod lorries>had:obj 14>destroyed:nsubj destroyed>lorries:acl were>destroyed:aux",
        "22 lorries None / 14 None destroyed", "some of them destroyed, not all"),
]  # fmt: skip


@pytest.mark.parametrize("text", ["the twenty-first century", "a second man", "the third plan", "an hour", "many men"])
def test_words_that_are_no_numbers(text: str) -> None:
    page = built(text)
    assert not list(quantities(Syntax(page.parse.document.text, page.parse.words)))


FATES = [
    row(
        "Strikes killed 850 fighters and destroyed 11 tanks, 4 infantry fighting vehicles and 46 pick-up trucks.",
        "Strikes>killed:nsubj 850>fighters:nummod fighters>killed:obj destroyed>killed:conj 11>tanks:nummod"
        " tanks>destroyed:obj 4>vehicles:nummod fighting>vehicles:compound vehicles>tanks:conj 46>trucks:nummod"
        " pick>trucks:compound up>pick:dep trucks>tanks:conj",
        "850 fighters killed / 11 tanks destroyed / 4 infantry fighting vehicles destroyed"
        " / 46 pick-up trucks destroyed",
        "a list behind each of two verbs",
    ),
    row(
        "At least 40 people were killed and 30 others injured.",
        "40>people:nummod people>killed:nsubj were>killed:aux injured>killed:conj 30>others:nummod"
        " others>injured:nsubj",
        "40+ people killed / 30 people injured",
        "a passive and one without its auxiliary: the others are people too",
    ),
    row(
        "A bomb went off, killing 12 and wounding 30 others.",
        "bomb>went:nsubj off>went:advmod killing>went:advcl 12>killing:obj wounding>killing:conj 30>others:nummod"
        " others>wounding:obj",
        "12 None killed / 30 others injured",
        "numbers without a noun of their own",
    ),
    row(
        "It left 12 dead and 30 injured.",
        "It>left:nsubj 12>left:obj dead>12:amod 30>12:conj injured>30:amod",
        "12 None killed / 30 None injured",
        "adjectives behind the numbers",
    ),
    row("40 were killed.", "40>killed:nsubj were>killed:aux", "40 None killed", "a bare number as subject"),
    row("40 dead in Hama blast", "dead>40:amod Hama>blast:compound", "40 None killed", "a headline"),
    row("Two soldiers died.", "Two>soldiers:nummod soldiers>died:nsubj", "2 soldiers killed", "a verb of its subject"),
    row(
        "Forty fighters attacked the base.",
        "Forty>fighters:nummod fighters>attacked:nsubj base>attacked:obj",
        "40 fighters None",
        "who acts has met no fate",
    ),
    row(
        "Twelve fighters killed a guard.",
        "Twelve>fighters:nummod fighters>killed:nsubj guard>killed:obj a>guard:det",
        "12 fighters None",
        "who kills is not killed",
    ),
    row(
        "The killing of 40 people went on.",
        "killing>went:nsubj 40>people:nummod people>killing:nmod of>people:case",
        "40 people killed",
        "a noun made from a verb",
    ),
    row(
        "The arrest of 12 followed.",
        "arrest>followed:nsubj 12>arrest:nmod of>12:case",
        "12 None detained",
        "a noun and a bare number",
    ),
    row(
        "The shelling caused 12 deaths.",
        "shelling>caused:nsubj 12>deaths:nummod deaths>caused:obj",
        "12 deaths killed",
        "the thing counted is the fate",
    ),
    row(
        "It caused 40 civilian casualties.",
        "It>caused:nsubj 40>casualties:nummod casualties>caused:obj",
        "40 civilian casualties other",
        "casualties are the dead and the wounded",
    ),
    row("The toll rose to 40.", "toll>rose:nsubj 40>rose:obl to>40:case", "40 None killed", "a toll"),
    row(
        "The number of wounded reached 300.",
        "number>reached:nsubj wounded>number:nmod of>wounded:case 300>reached:obj",
        "300 None injured",
        "a toll that says of whom",
    ),
    row(
        "The army now controls more than 87 percent of Syria's territory.",
        "army>controls:nsubj now>controls:advmod 87>percent:nummod percent>controls:obj territory>percent:nmod"
        " of>territory:case Syria>territory:nmod 's>Syria:case",
        "87%+ territory controlled",
        "a share, its whole without its owner",
    ),
    row(
        "With 30 percent of the land freed from them, it fled.",
        "30>percent:nummod percent>freed:nsubj land>percent:nmod freed>fled:advcl them>freed:obl it>fled:nsubj"
        " of>land:case the>land:det",
        "30% land controlled",
        "a participle behind a share",
    ),
    row(
        "Rebels shot down two jets.",
        "Rebels>shot:nsubj down>shot:advmod two>jets:nummod jets>shot:obj",
        "2 jets shot_down",
        "a verb with its particle",
    ),
    row(
        "Rebels shot two jets down.",
        "Rebels>shot:nsubj down>shot:advmod two>jets:nummod jets>shot:obj",
        "2 jets shot_down",
        "a particle behind the things",
    ),
    row(
        "They shot two boys.",
        "They>shot:nsubj two>boys:nummod boys>shot:obj",
        "2 boys other",
        "who is shot may be dead or wounded",
    ),
    row(
        "They captured or in May killed 29 policemen.",
        "They>captured:nsubj killed>captured:conj or>killed:cc May>killed:obl 29>policemen:nummod"
        " policemen>captured:obj",
        "29 policemen killed",
        "the nearer of two verbs joined",
    ),
    row(
        "They surrounded 29 policemen deployed to watch.",
        "They>surrounded:nsubj 29>policemen:nummod policemen>surrounded:obj deployed>policemen:acl to>watch:mark"
        " watch>deployed:xcomp",
        "29 policemen deployed",
        "a participle tells more than an unlisted verb",
    ),
    row(
        "They killed 29 policemen deployed to watch.",
        "They>killed:nsubj 29>policemen:nummod policemen>killed:obj deployed>policemen:acl to>watch:mark"
        " watch>deployed:xcomp",
        "29 policemen killed",
        "the governing verb goes before a participle",
    ),
    row(
        "Twelve tanks that were destroyed lay there.",
        "Twelve>tanks:nummod tanks>lay:nsubj that>destroyed:nsubj were>destroyed:aux destroyed>tanks:acl"
        " there>lay:advmod",
        "12 tanks destroyed",
        "a relative clause in the passive",
    ),
    row(
        "Forty people who died were named.",
        "Forty>people:nummod people>named:nsubj who>died:nsubj died>people:acl were>named:aux",
        "40 people killed",
        "a relative clause with a verb of its subject",
    ),
    row(
        "It killed 40 people, including 12 children.",
        "It>killed:nsubj 40>people:nummod people>killed:obj 12>children:nummod children>people:nmod"
        " including>children:case",
        "40 people killed / 12 children killed",
        "a part of those counted before",
    ),
    row(
        "Among the dead were 12 women.",
        "dead>were:obl Among>dead:case 12>women:nummod women>were:nsubj",
        "12 women killed",
        "a part of those named before",
    ),
    row(
        "It killed 12 soldiers and wounded 30.",
        "It>killed:nsubj 12>soldiers:nummod soldiers>killed:obj wounded>killed:conj and>wounded:cc 30>wounded:obj",
        "12 soldiers killed / 30 soldiers injured",
        "the noun said once for both",
    ),
    row(
        "The unit lost 40 men and 12 tanks.",
        "unit>lost:nsubj 40>men:nummod men>lost:obj 12>tanks:nummod tanks>men:conj and>tanks:cc",
        "40 men killed / 12 tanks destroyed",
        "one verb, another fate for persons and for arms",
    ),
    row(
        "The army retook 12 villages.",
        "army>retook:nsubj 12>villages:nummod villages>retook:obj",
        "12 villages captured",
        "places are captured",
    ),
    row(
        "At least one shell landed.",
        "one>shell:nummod At>one:case least>At:fixed shell>landed:nsubj",
        "1+ shell None",
        "one counts where a bound is told",
    ),
    row("It lost only one tank.", "one>tank:nummod tank>lost:obj only>tank:advmod", "1 tank destroyed", "only one"),
    row(
        "They took one or more donations.",
        "one>donations:nummod donations>took:obj or>one:cc more>one:conj",
        "1+ donations other",
        "and with *or more*",
    ),
    row(
        "Police took 20 soldiers prisoner.",
        "Police>took:nsubj 20>soldiers:nummod soldiers>took:obj prisoner>took:xcomp",
        "20 soldiers captured",
        "a verb and a word behind the things",
    ),
    row(
        "About 300,000 people fled their homes.",
        "300,000>people:nummod people>fled:nsubj homes>fled:obj their>homes:nmod",
        "~300000 people displaced",
        "who flees is displaced",
    ),
    row(
        "Hundreds of people are missing.",
        "people>Hundreds:nmod Hundreds>missing:nsubj are>missing:cop missing>missing:root",
        "200+ people missing",
        "an adjective as predicate",
    ),
    row(
        "The state sold 50 fighter jets for $3 million.",
        "state>sold:nsubj 50>jets:nummod jets>sold:obj 3>million:nummod million>sold:obl",
        "50 fighter jets sold",
        "things sold, the price left out",
    ),
    row(
        "It has 2,000 troops in Syria.",
        "It>has:nsubj 2,000>troops:nummod troops>has:obj Syria>has:obl",
        "2000 troops deployed",
        "troops that a state has somewhere",
    ),
    row(
        "They released 12 of the 40 hostages.",
        "They>released:nsubj 12>released:obj hostages>12:nmod of>hostages:case the>hostages:det 40>hostages:nummod",
        "12 hostages other / 40 hostages other",
        "what is done goes before what their noun says they are",
    ),
    row(
        "They held 40 hostages.",
        "They>held:nsubj 40>hostages:nummod hostages>held:obj",
        "40 hostages captured",
        "what their noun says they are",
    ),
    row(
        "Police seized 300 kilograms of cocaine.",
        "Police>seized:nsubj 300>kilograms:nummod kilograms>seized:obj cocaine>kilograms:nmod of>cocaine:case",
        "300 kilograms cocaine captured",
        "a weight of something",
    ),
    row(
        "One soldier was killed and two were wounded.",
        "One>soldier:nummod soldier>killed:nsubj was>killed:aux wounded>killed:conj two>wounded:nsubj were>wounded:aux",
        "1 soldier killed / 2 soldier injured",
        "one counts where a fate goes with it",
    ),
    row(
        "They downed 2 MiG-29 fighters and one Su-27.",
        "They>downed:nsubj 2>fighters:nummod MiG>fighters:compound 29>MiG:nummod fighters>downed:obj one>Su:nummod"
        " Su>fighters:conj 27>Su:flat",
        "2 MiG-29 fighters shot_down / 1 Su-27 shot_down",
        "models of aircraft are no persons",
    ),
    row(
        "A 1,000-strong force arrived.",
        "1,000>force:nummod strong>force:amod force>arrived:nsubj A>force:det",
        "1000 force other",
        "strong behind a hyphen",
    ),
    row(
        "The two rival superpowers met.",
        "two>superpowers:nummod rival>superpowers:amod superpowers>met:nsubj The>superpowers:det",
        "2 rival superpowers None",
        "things counted of which nothing became",
    ),
    row(
        "It killed 12 members of the council.",
        "It>killed:nsubj 12>members:nummod members>killed:obj council>members:nmod",
        "12 members of the council killed",
        "an empty noun with what it is of",
    ),
    row(
        "Six trucks came, two of which were hit.",
        "Six>trucks:nummod trucks>came:nsubj two>hit:nsubj which>two:nmod of>which:case were>hit:aux hit>trucks:acl",
        "6 trucks None / 2 trucks other",
        "a pronoun stands for what was counted before",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), FATES + OWN)
def test_figures(marked: str, arcs: str, expected: list[str]) -> None:
    assert [told(figure) for figure in read(marked, arcs)[1]] == expected


@pytest.mark.parametrize(
    ("text", "arcs"),
    [
        pytest.param("It cost $3 million.", "3>million:nummod million>cost:obj", id="a sign of money"),
        pytest.param("It paid 3 million dollars.", "million>dollars:nummod dollars>paid:obj", id="a name of money"),
        pytest.param("He won in 2015.", "2015>won:obl in>2015:case", id="a year"),
        pytest.param("The 2015 attacks ended.", "2015>attacks:nummod attacks>ended:nsubj", id="a year before a noun"),
        pytest.param("He fled on 12 May.", "12>May:nummod May>fled:obl on>May:case", id="a day of a month"),
        pytest.param("He fled on May 3 and 4.", "3>May:nummod May>fled:obl 4>3:conj", id="two days of a month"),
        pytest.param("He fled at 10:30 a.m.", "10>fled:obl at>10:case 30>10:flat", id="a time of day"),
        pytest.param("He died at 10.", "10>died:obl at>10:case", id="an hour"),
        pytest.param(
            "A 12-year-old boy fled.", "12>year:nummod year>boy:compound old>boy:amod boy>fled:nsubj", id="an age"
        ),
        pytest.param("Ana Ruiz, 34, fled.", "Ana>fled:nsubj Ruiz>Ana:flat 34>Ana:appos", id="an age set off"),
        pytest.param("Men aged 23 and 25 fled.", "Men>fled:nsubj aged>Men:acl 23>aged:obj 25>23:conj", id="two ages"),
        pytest.param("He was jailed for five years.", "five>years:nummod years>jailed:obl", id="a duration"),
        pytest.param("It fell 40 km away.", "40>km:nummod km>fell:obl", id="a distance"),
        pytest.param("He came twice, 12 times.", "He>came:nsubj 12>times:nummod times>came:obl", id="how often"),
        pytest.param("The T-72 was hit.", "T>hit:nsubj 72>T:flat was>hit:aux", id="a model of tank"),
        pytest.param(
            "Resolution 2254 was adopted.", "Resolution>adopted:nsubj 2254>Resolution:flat", id="a number of a name"
        ),
        pytest.param(
            "The Group of Seven met.", "Group>met:nsubj Seven>Group:nmod of>Seven:case", id="a name with a number"
        ),
        pytest.param("COVID-19 spread.", "COVID>spread:nsubj 19>COVID:flat", id="a disease"),
        pytest.param("They won 3-1.", "They>won:nsubj 3>won:obj 1>3:nmod", id="a score"),
        pytest.param(
            "It passed by a vote of 45 to 32.", "It>passed:nsubj vote>passed:obl 45>vote:nmod 32>45:nmod", id="a vote"
        ),
        pytest.param("Call 555-123-4567.", "Call>Call:root 555>Call:obj", id="a telephone number"),
        pytest.param(
            "Prices rose by 12 percent.", "Prices>rose:nsubj 12>percent:nummod percent>rose:obl", id="a change"
        ),
        pytest.param(
            "A 20 percent increase came.",
            "20>percent:nummod percent>increase:compound increase>came:nsubj",
            id="a rate",
        ),
        pytest.param("One of them fled.", "One>fled:nsubj them>One:nmod of>them:case", id="a pronoun"),
        pytest.param("One thing counts.", "One>thing:nummod thing>counts:nsubj", id="one with no fate"),
        pytest.param("The two met.", "two>met:nsubj The>two:det", id="neither noun nor fate"),
        pytest.param("4. The army left.", "army>left:nsubj", id="the number of a list"),
        pytest.param("It fell (12) there.", "It>fell:nsubj 12>fell:dep", id="a note"),
        pytest.param("Every 100 men ate bread.", "100>men:nummod men>ate:nsubj bread>ate:obj", id="a rate of each"),
        pytest.param("The Five Star Movement won.", "Movement>won:nsubj Five>Movement:nummod", id="a number in a name"),
        pytest.param("They fled below Two Rivers.", "Rivers>fled:obl Two>Rivers:nummod", id="a place below, no bound"),
        pytest.param("By Ana Veld, Two Rivers", "", id="a place behind a name"),
        pytest.param(
            "Two Rivers fell. They hid in Two Rivers.",
            "Rivers>fell:nsubj Two>Rivers:nummod They>hid:nsubj",
            id="a place that begins a sentence, and stands in another",
        ),
        pytest.param(
            "It cut its count by seven.",
            "It>cut:nsubj count>cut:obj seven>cut:obl by>seven:case",
            id="by how much a number is changed",
        ),
        pytest.param("Nobody will die.", "Nobody>die:nsubj will>die:aux", id="nobody, of what may come"),
        pytest.param(
            "Nobody knows who died.",
            "Nobody>knows:nsubj who>died:nsubj died>knows:ccomp",
            id="nobody, of something else",
        ),
        pytest.param("They fled at 9/11.", "They>fled:nsubj 9>fled:obl", id="a slash"),
        pytest.param("About 10 the shelling began.", "10>began:obl shelling>began:nsubj", id="another phrase follows"),
    ],
)
def test_no_figure(text: str, arcs: str) -> None:
    assert read(text, arcs)[1] == ()


def event(page: Built, trigger: str, name: str) -> Event:
    start = page.parse.document.text.index(trigger)
    return Event(id=name, type="ASSAULT", trigger=((start, start + len(trigger)),), score=0.9)


KILLED = (
    "Strikes>killed:nsubj 850>fighters:nummod fighters>killed:obj destroyed>killed:conj 11>tanks:nummod"
    " tanks>destroyed:obj"
)


@pytest.mark.parametrize(
    ("text", "arcs", "triggers", "expected"),
    [
        pytest.param(
            "Strikes killed 850 fighters and destroyed 11 tanks.",
            KILLED,
            ["Strikes", "killed", "destroyed"],
            ["killed", "destroyed"],
            id="the verb that tells the fate, not the noun that acts",
        ),
        pytest.param(
            "Strikes killed 850 fighters and destroyed 11 tanks.",
            KILLED,
            ["Strikes", "killed"],
            ["killed", "Strikes"],
            id="a joined verb that is no trigger: the subject it shares",
        ),
        pytest.param(
            "The blast left 12 dead.",
            "blast>left:nsubj 12>left:obj dead>12:amod",
            ["blast"],
            ["blast"],
            id="what acts in the same clause",
        ),
        pytest.param(
            "The raid caused 12 deaths.",
            "raid>caused:nsubj 12>deaths:nummod deaths>caused:obj",
            ["raid", "deaths"],
            ["deaths"],
            id="the noun counted",
        ),
        pytest.param(
            "It rained. 40 died.", "It>rained:nsubj 40>died:nsubj died>died:root", ["rained"], [None], id="none"
        ),
    ],
)
def test_event(text: str, arcs: str, triggers: list[str], expected: list[str | None]) -> None:
    page = built(text, arcs)
    events = tuple(event(page, trigger, trigger) for trigger in triggers)
    assert [figure.event for figure in figures(page.parse, (), events)] == expected


def test_a_predicate_tells_what_is_counted() -> None:
    page = built("Of those killed, 12 were women.", "those>were:obl 12>women:dep were>women:dep women>killed:dep")
    words = [structs.replace(word, relation="nsubj") if word.span == (17, 19) else word for word in page.parse.words]
    words = [structs.replace(word, relation="cop") if word.span == (20, 24) else word for word in words]
    (figure,) = figures(structs.replace(page.parse, words=tuple(words)), (), ())
    assert told(figure) == "12 women killed"


@pytest.mark.parametrize(
    ("marked", "arcs", "voices"),
    [
        pytest.param(
            "[S X] [C said] [T 40 people died].\n12 tanks burned.",
            "X>said:nsubj 40>people:nummod people>died:nsubj died>said:ccomp 12>tanks:nummod tanks>burned:nsubj"
            " burned>burned:root",
            [True, False],
            id="a speaker's and the page's own",
        ),
        pytest.param(
            "[S 12 men] [C said] [T so].",
            "12>men:nummod men>said:nsubj",
            [False],
            id="who speaks is counted by the page",
        ),
    ],
)
def test_voice(marked: str, arcs: str, voices: list[bool]) -> None:
    page, found = read(marked, arcs)
    assert [figure.voice == page.attributions[0].id for figure in found] == voices
    assert all(figure.voice in (None, page.attributions[0].id) for figure in found)


PIECES = (
    "killed wounded at least 40 12 - , . and or to percent % of the soldiers tanks dozens hundreds more than half a"
    " two-thirds million $ May 2015 between 20-30 people were one Su-24 in up ( ) / 1,000 1.5m dead"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=14))
def test_any_words_give_exact_figures_once(words: list[str]) -> None:
    page, found = read(" ".join(words) or "none")
    text = page.parse.document.text
    assert len({figure.id for figure in found}) == len(found)
    assert [figure.span for figure in found] == sorted(figure.span for figure in found)
    for figure in found:
        start, end = figure.span
        assert text[start:end] == text[start:end].strip() != ""
        assert (figure.low is None) <= (figure.high is not None)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.what is None or figure.what in " ".join(text.split())
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))
