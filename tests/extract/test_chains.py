"""Which mentions of a page name the same."""

import pytest
from hypothesis import given

from sayso.extract.chains import Thresholds, chains
from sayso.records import Attribution, Definition, Found, Parse
from tests.extract.casts import pages, register, staged


def row(marked: str, reason: str, arcs: str = "", links: str = "") -> object:
    """A page whose marks say which mentions belong together; what depends on what; the encoder's links."""
    return pytest.param(marked, arcs, links, id=reason)


NAMES = [
    row("{1/p Igor Petrov} spoke. {1/p Petrov} left.", "a surname after the full name"),
    row("{1/p Petrov} left. {1/p Igor Petrov} spoke.", "a surname before the only full name"),
    row("{1/p Major General Igor Petrov} spoke. {1/p Petrov} left.", "a surname after titles and the full name"),
    row("{1/p Igor Petrov} spoke. {1/p General Petrov} left.", "a title before the surname"),
    row("{1/p Igor Petrov} spoke. {1/p Igor} left.", "a given name"),
    row("{1/p Igor V. Petrov} spoke. {1/p Igor Petrov} left.", "a letter between the names"),
    row("{1/p Igor Petrov} spoke. {1/p Petrov}'s men left.", "a possessive", "men>left:nsubj"),
    row("{1/p Igor Petrov} met {2/p Oleg Petrov}. {3/p Petrov} left.", "two people of one surname: open"),
    row("{3/p Petrov} left. {1/p Igor Petrov} met {2/p Oleg Petrov}.", "two people of one surname after it: open"),
    row("{1/p Igor Petrov} left. {1/p Petrov} spoke. {2/p Oleg Petrov} came.", "the only one of the name till then"),
    row("{1/p Bill Kensington} and {2/p Ana Kensington} met. {2/p Mrs Kensington} left.", "a title tells a woman"),
    row("{1/p Bill Kensington} and {2/p Ana Kensington} met. {1/p Mr. Kensington} left.", "a title tells a man"),
    row("{1/p Bill Kensington} and {2/p Ana Kensington} met. Mrs {2/p Kensington} left.", "a title left out of a name"),
    row("{1/p Bill Kensington} left. {2/p Mrs Kensington} spoke.", "a woman's title against a man's name"),
    row("{1/p Igor Petrov} met {2/p Igor Sidorov}.", "two people of one given name"),
    row("{1/p Donal Kensington} met {2/p Donal Kensington Jr.}", "a father and a son"),
    row("{1/p Robert Kensington Jr.} spoke. {1/p Kensington} left.", "a surname before *Jr.*"),
    row("{1/p Robert Kensington Jr.} met {2/p Robert Adamson Jr.}", "two sons of one given name"),
    row("{1/p Karim al-Zubari} spoke. {1/p al-Zubari} left. {1/p Zubari} came.", "the article of a surname"),
    row("{1/p Karim al-Zubari} met {2/p Nasser al-Zubari}. {3/p al-Zubari} left.", "two with an article: open"),
    row("{1/p Ulla von der Leyden} spoke. {1/p von der Leyden} left.", "small words before a surname"),
    row("{1/o Hill Watch} spoke. {1/o the Hill Watch} left.", "an article"),
    row("{1/o Marsh} spoke. {2/p Marsh} left.", "the same words, of an organisation and of a person"),
    row("{1/l Marsh} fell. {2/p Marsh} left.", "the same words, of a place and of a person"),
    row("{1/o Marsh} spoke. {1/o Marsh} left.", "the same words of one kind"),
    row("{1/o Hill Watch} spoke. {2/o Hill} left.", "a part of an organisation's name is no short form"),
]
KEYS = [
    row("{1/l Norland} spoke. {1 Port Ravel} left. The {1 Nordish} move.", "a state, its seat, its demonym"),
    row("{1/l Norland} spoke. {2/l Quellia} left.", "two states"),
    row("{1/o Valley Front} spoke. {1 VFX} left.", "an abbreviation of the register"),
    row("{1 Ravel Wire} spoke. {1/o Ravel Wire} left.", "the encoder and the register"),
    row("{1/l Ivel} spoke. {2/p Ivel} left.", "a state, and a person of that name"),
    row("{1/l Ivel} spoke. {1/l Ivel} left.", "an ambiguous name twice"),
    row("{1/p Ana Ruizar} spoke. {1/p Ruizar} left.", "the register's surname after the full name"),
    row("{1/p President Ruizar} spoke. {1/p Ana Ruizar} left.", "a title before the register's surname"),
    row("{1/p Tom Kellerin} spoke. {1/p Kellerin} left.", "a surname of two, one of whom the page names"),
    row("{1/p Tom Kellerin} met {2/p Eva Kellerin}. {3/p Kellerin} left.", "a surname of two whom the page names"),
    row("{1/p Tom Kellerin} met {2/p Eva Kellerin}. {2/p Ms Kellerin} left.", "a title among two of the register"),
]
DEFINED = [
    row("{1/o Hill Watch Group}, {1 HWG}, spoke. {1 HWG} left.", "initials after a comma"),
    row("{1/o Hill Watch} ({1/o Tora Bel}) spoke. {1/o Tora Bel} left.", "another name in brackets"),
    row("{1/o Hill Watch}, hereafter the {1 Watch}, spoke. {1/o the Watch} left.", "hereafter, with an article"),
    row("{1/o Hill Watch}, also known as {1/o Tora Bel}, spoke. {1/o Tora Bel} left.", "also known as"),
    row("{1/o Hill Watch} ‘{1/o Tora Bel}’ spoke. {1/o Tora Bel} left.", "a name in quotation marks"),
    row("{1/p Igor Petrov}, also known as {1/p Sasha Grom}, spoke. {1/p Grom} left.", "a person's other name"),
    row("{1/o Hill Watch Group} ({1 HWG}, also known as {1/o Tora Bel}) spoke.", "one alias after another"),
    row("{1 NRF} spoke. {1/o Nordish Rural Fund} ({1 NRF}) left.", "what is defined further on"),
    row(
        "{1/o Valley Front}, also known as {1/o National Valley Army}, spoke.",
        "two actors of the register, one the other's successor",
    ),
    row("{1/o Hill Watch Group} ({1/o HWG}) spoke. {1/l HWG} left.", "what is defined, whatever the encoder sees"),
    row("{1/o Valley Front}, also known as {2/o Ridge Guard}, spoke.", "two actors of the register: a claim"),
    row("{1/o Hill Watch}, {2/o Tora Bel} and {3/o Marsh} left.", "a list"),
    row("{1/o European Union}, {2/o NATO} and {3/o Valley Front} left.", "a list of abbreviations"),
    row("{1/o Hill Watch Group}, {2/o WTO} and {3/o Marsh} left.", "an abbreviation of something else"),
]
ROLES = [
    row(
        "{1/p the ministry's spokesman, Major General {1/p Igor Petrov}}, spoke.",
        "a role, a comma, titles, a name",
        "spokesman>spoke:nsubj ministry>spokesman:nmod Igor>spokesman:appos Petrov>Igor:flat",
    ),
    row(
        "{1/p the ministry's spokesman, {1/p Igor Petrov}}, spoke.",
        "a role, a comma, a name, which the relations miss",
        "spokesman>spoke:nsubj ministry>spokesman:nmod Igor>spoke:dep Petrov>Igor:flat",
    ),
    row(
        "{1/p the spokesman for {2/o the Hill Watch}, {1/p Igor Petrov}}, spoke.",
        "a role of an organisation, a comma, a name",
        "spokesman>spoke:nsubj Watch>spokesman:nmod Igor>spoke:dep Petrov>Igor:flat",
    ),
    row(
        "{2/p the wife of the president, {1/p Igor Petrov}}, spoke.",
        "two persons before the comma: open",
        "wife>spoke:nsubj president>wife:nmod Igor>president:appos Petrov>Igor:flat",
    ),
    row(
        "{1/pd the wife of the president, {1/p Ana Petrova}}, spoke.",
        "two persons before the comma, and the name hangs on the first",
        "wife>spoke:nsubj president>wife:nmod Ana>wife:appos Petrova>Ana:flat",
    ),
    row(
        "{1/pd the minister and his aide, {2/p Igor Petrov}}, spoke.",
        "two joined by and",
        "minister>spoke:nsubj aide>minister:conj his>aide:nmod Igor>aide:appos Petrov>Igor:flat",
    ),
    row(
        "{1/pd two ministers, {2/p Igor Petrov}}, spoke.",
        "several of a role and one name",
        "ministers>spoke:nsubj two>ministers:nummod Igor>ministers:appos Petrov>Igor:flat",
    ),
    row(
        "{1/pd Quellian ministers {2/p Igor Petrov}} spoke.",
        "several of a role right before one name",
        "ministers>spoke:nsubj Igor>ministers:dep Quellian>ministers:amod Petrov>Igor:flat",
    ),
    row(
        "{1/od the ministry, {2/p Igor Petrov}}, spoke.",
        "a body is no person",
        "ministry>spoke:nsubj Igor>spoke:dep Petrov>Igor:flat",
    ),
    row(
        "{1/pd Quellian spokesman {1/p Igor Petrov}} spoke.",
        "a title right before the name",
        "spokesman>spoke:nsubj Igor>spokesman:flat Quellian>spokesman:amod Petrov>Igor:flat",
    ),
    row(
        "{1/pd an adviser to {2/p President Sorin}} spoke. {2/p Sorin} left.",
        "an adviser to a president is not the president",
        "adviser>spoke:nsubj Sorin>adviser:nmod President>Sorin:compound",
    ),
    row(
        "{1/pd a {2/p Petrov} adviser} spoke.",
        "a name before a noun says whose he is",
        "adviser>spoke:nsubj Petrov>adviser:compound",
    ),
    row(
        "{1/pd {2/p Petrov}'s brother} spoke.",
        "a possessive says whose he is",
        "brother>spoke:nsubj Petrov>brother:nmod",
    ),
    row(
        "{1/p Igor Petrov}, {1/pd the minister}, spoke.",
        "a role after the name",
        "Igor>spoke:nsubj Petrov>Igor:flat minister>Igor:appos",
    ),
    row(
        "{1/p Igor Petrov}, {2/od the ministry}, spoke.",
        "an organisation is no apposition of a person",
        "Igor>spoke:nsubj Petrov>Igor:flat ministry>Igor:appos",
    ),
    row(
        "{1/p Igor Petrov}, {2/pd the spokeswoman}, spoke.",
        "a woman's role after a man's name",
        "Igor>spoke:nsubj Petrov>Igor:flat spokeswoman>Igor:appos",
    ),
    row(
        "{1/o Hill Watch}, {1/od a militia}, spoke.",
        "what a group is",
        "Watch>spoke:nsubj militia>Watch:appos",
    ),
    row(
        "{1/p Igor Petrov}, {2/pd officials}, spoke.",
        "several are not one",
        "Igor>spoke:nsubj Petrov>Igor:flat officials>Igor:appos",
    ),
]
LINKS = [
    row("{1/p Ira Petrov} met {2/p Oleg Rubin}. {2/p He} left.", "a pronoun by a link", "", "3>2:.8"),
    row("{1/p Ira Petrov} met {2/p Oleg Rubin}. {-/p They} left.", "a link below the threshold", "", "3>2:.3"),
    row("{1/p Ira Petrov} saw {2/o Hill Watch}. {1/p Petrov} sat. {1/p He} left.", "links add up", "", "4>1:.3 4>3:.2"),
    row("{1/o Hill Watch} met {2/p Oleg Rubin}. {1/x It} left.", "*it* is no person", "", "3>2:.9 3>1:.5"),
    row("{1/o Hill Watch} met {2/o Tora Bel}. {-/p He} left.", "*he* is no group", "", "3>1:.9"),
    row("{1/p Ana Ruben} met {2/o Hill Watch}. {-/p He} left.", "*he* is no woman", "", "3>1:.9"),
    row("{1/p Mr. Ruben} met {2/o Hill Watch}. {-/p She} left.", "*she* is no *Mr*", "", "3>1:.9"),
    row("{1/pd Two officials} left. {-/p He} spoke.", "*he* is not several", "officials>left:nsubj", "2>1:.9"),
    row("{1/pd Two officials} left. {1/p They} spoke.", "*they* are several", "officials>left:nsubj", "2>1:.9"),
    row("{1/pd The officials} left. {-/x It} spoke.", "*it* is not several", "", "2>1:.9"),
    row("{1/od the militias} left. {-/x It} spoke.", "*it* is not several groups", "militias>left:nsubj", "2>1:.9"),
    row("{1/l Marsh} fell. {-/p He} left.", "*he* is no place", "", "2>1:.9"),
    row("{1/o Hill Watch} left. {1/od the militia} spoke.", "a nominal by a link", "", "2>1:.6"),
    row("{1/o Hill Watch} left. {2/od the militia} spoke.", "a nominal's link below the threshold", "", "2>1:.45"),
    row("{1/o Hill Watch} left. {2/od a militia} spoke.", "an indefinite nominal begins a chain", "", "2>1:.9"),
    row("{1/o Hill Watch} left. {2/od another militia} spoke.", "*another* is somebody else", "", "2>1:.9"),
    row("{1/p Ira Petrov} left. {2/pd the militants} spoke.", "a nominal of several is no person", "", "2>1:.9"),
    row("{1/p Ira Petrov} left. {2/od the militia} spoke.", "a group's noun is no person", "", "2>1:.9"),
    row("{1/od {-/x its} militia} left.", "a mention is not what stands within it", "its>militia:nmod", "2>1:.9"),
    row(
        "{1/o Hill Watch} met. {2/pd {1/x its} spokesman} left.",
        "*its spokesman* is somebody else than *its*",
        "spokesman>left:nsubj its>spokesman:nmod",
        "3>1:.8 2>1:.2",
    ),
    row("{1/p Ira Petrov} met. {1/p He} left.", "the only person near, without a link"),
    row("{1/p Ira Petrov} met {2/p Oleg Rubin}. {-/p He} left.", "one of two persons, without a link"),
    row("{1/p Ana Ruben} met {2/p Oleg Rubin}. {2/p He} left.", "one of two, told by gender"),
    row("{1/p Ira Petrov} met.\nA day.\nA week.\nA month.\n{-/p He} left.", "the only person is far away"),
    row("{1/p Ira Petrov} met.\nA day.\n{1/p He} left.", "the only person is near"),
    row("{1/p Ira Petrov} met. {-/p We} left.", "*we* takes up nobody", "", "2>1:.9"),
    row(
        "[S {1/p Ira Petrov}] [C said] [T {2/p Oleg Rubin} fell].\n[S {1/p He}] [C added] [T so].",
        "who speaks goes on",
        "Ira>said:nsubj Petrov>Ira:flat fell>said:ccomp Oleg>fell:obj Rubin>Oleg:flat He>added:nsubj",
    ),
    row(
        "[S {1/p Ira Petrov}] [C said] [T {2/p Oleg Rubin} fell].\n{-/p He} left.",
        "who spoke need not be who acts",
        "Ira>said:nsubj Petrov>Ira:flat fell>said:ccomp Oleg>fell:obj Rubin>Oleg:flat He>left:nsubj",
    ),
    row(
        "[S {1/p Ira Petrov}] [C said] [T so].\n{2/p Oleg Rubin} left.\n[S {2/p He}] [C added] [T so].",
        "the subject of the sentence before speaks, not who spoke before that",
        "Ira>said:nsubj Petrov>Ira:flat Oleg>left:nsubj Rubin>Oleg:flat He>added:nsubj",
    ),
]
WORDS = [
    row("{1/pd a security source} left. {1/pd the source} spoke.", "the noun alone", "source>left:nsubj"),
    row("{1/pd a security source} left. {1/pd the security source} spoke.", "the same words"),
    row("{1/pd a security source} left. {2/pd the army source} spoke.", "the same noun, other words"),
    row(
        "{1/pd a source} left. {2/pd another source} spoke. {2/pd the source} left.",
        "the last before",
        "source>left:nsubj another>source#2:det source#2>spoke:nsubj",
    ),
    row("{1/pd a source} left. {2/pd the sources} spoke.", "one and several"),
    row("{1/od the Dorn health study} ended. {1/od the Dorn study} spoke.", "some of the same words"),
    row("{1/od a study} ended. {1/od the report} spoke.", "the one document there is, by another name"),
    row("{1/od a study} ended. {2/od a poll} ended. {3/od the report} spoke.", "which document is open"),
    row("{1/pd {2/o Hill Watch}'s leader} left. {1/pd the leader} spoke.", "with a name in it"),
    row("{1/pd his leader} left. {2/pd the leader} spoke.", "whose it is may be another", "his>leader:nmod"),
    row("{1/pd Officials} left. {2/pd Officials} spoke.", "without an article"),
    row("{1/od the militia} left. {1/od this militia} spoke.", "this"),
]
RELATIVES = [
    row(
        "{1/pd a man} {1/p who} left spoke.",
        "the noun that a clause hangs on",
        "man>spoke:nsubj left>man:acl who>left:nsubj",
    ),
    row(
        "{1/p Igor Petrov}, {1/p who} left, spoke.",
        "a name that a clause hangs on",
        "Igor>spoke:nsubj Petrov>Igor:flat left>Igor:acl who>left:nsubj",
    ),
    row(
        "{1/pd a man} {1/pr whose} house fell spoke.",
        "whose, below the clause's verb",
        "man>spoke:nsubj fell>man:acl house>fell:nsubj whose>house:nmod",
    ),
    row(
        "{1/pd a man} {1/p who} officials said left spoke.",
        "a clause within the clause",
        "man>spoke:nsubj said>man:acl officials>said:nsubj left>said:ccomp who>left:nsubj",
    ),
    row(
        "{1/pd a man} spoke, {-/xr which} hurt.",
        "what is said takes up no mention",
        "man>spoke:nsubj hurt>spoke:parataxis which>hurt:nsubj",
    ),
    row(
        "{-/p Who} left? {1/p Igor Petrov} spoke.",
        "a question",
        "Who>left:nsubj",
    ),
]


GROUPS = [
    row("{1/o Hill Watch} met {2/p Ana Veld}. {1/od The group} left.", "the group that was named last"),
    row("{1/o Hill Watch} met {2/o Tora Bel}. {3/od The group} left.", "two in one sentence: open"),
    row("{1/o Tora Bel} spoke.\n{2/o Hill Watch} left.\n{2/od The group} hid.", "the nearer sentence counts"),
    row("{1/o Hill Gang} hid.\n{2/o Tora Bel} spoke.\n{1/od The gang} left.", "the noun of a group's own name"),
    row("{1/od The gang} left. {1/o Hill Gang} hid.", "the noun of the only name, which comes after"),
    row("{1/od Nordish interior ministry} spoke. {1/o Nordish Interior Ministry} left.", "an organ in small letters"),
    row("{1/pd 2 men} hid. {2/pd 11 men} fled.", "another number", links="2>1:.9"),
    row("{1/pd two men} hid. {1/pd the two men} fled.", "the same number", links="2>1:.9"),
    row("{1/o Valley Front} hid. {2/od the ministry} spoke.", "an organ is no armed group", links="2>1:.9"),
    row(
        "{1/pd Colonel {1/p Ana Veld} of the General Staff} left.",
        "a name with where somebody belongs",
        "Colonel>left:nsubj Ana>Colonel:flat Veld>Ana:flat Staff>Colonel:nmod",
    ),
    row("{1/p Butcher of Norwick} hid. {2/p Norwick} fell.", "the end of a name with *of* is no surname"),
    row(
        "[S {1/o Hill Watch}] [C said] [T so]. {2/o Tora Bel}, [S1 {1/xr it}] [C1 said], [T1 fled].",
        "a body that goes on speaking",
        "it>said#2:nsubj Watch>said:nsubj",
    ),
]


@pytest.mark.parametrize(
    ("marked", "arcs", "links"), NAMES + KEYS + DEFINED + ROLES + LINKS + WORDS + RELATIVES + GROUPS
)  # fmt: skip
def test_chains(marked: str, arcs: str, links: str) -> None:
    page = staged(marked, arcs, links)
    assert page.linked() == page.told()


CLAIMS = [
    pytest.param("{1/o Valley Front}, also known as {2/o Ridge Guard}, left.", 1, id="two actors of the register"),
    pytest.param("{1/o Valley Front}, formerly {1/o National Valley Army}, left.", 0, id="a successor"),
    pytest.param("{1/o Hill Watch}, also known as {1/o Ridge Guard}, left.", 0, id="one of the register, one not"),
    pytest.param("{1/o Valley Front} ({1 VFX}) left.", 0, id="two names of one"),
    pytest.param("{1/o Valley Front}, {2/o Ridge Guard} and {3/o NATO} left.", 0, id="a list"),
]


@pytest.mark.parametrize(("marked", "claims"), CLAIMS)
def test_claims(marked: str, claims: int) -> None:
    page = staged(marked)
    assert len(page.claims) == claims
    assert page.linked() == page.told()


@pytest.mark.parametrize(
    ("least", "chain"),
    [pytest.param(0.6, "1", id="reached"), pytest.param(0.61, "-", id="not reached")],
)
def test_thresholds(least: float, chain: str) -> None:
    page = staged("{1/o Hill Watch} met. {1/x It} left.", "", "2>1:.6")
    made, _ = chains(page.parse, page.found, (), (), register(), Thresholds(pronoun=least))
    assert ("1" if len(made[0].mentions) == 2 else "-") == chain


@pytest.mark.parametrize(
    ("marked", "key"),
    [
        pytest.param("{1/o Vale Fish Xebec} ({1/o VFX}) left. {1 VFX} won.", "", id="another's name"),
        pytest.param("{1/o Valley Front Xebec} ({1/o VFX}) left.", "valley-front", id="a variant of the name"),
        pytest.param("{1/o Tora Bel} ({1/o VFX}) left. {1 VFX} won.", "valley-front", id="not spelled out"),
        pytest.param("{1/o VFX} left. {2/o Vale Fish Xebec} won.", "valley-front", id="no definition"),
    ],
)
def test_redefined(marked: str, key: str) -> None:
    """An abbreviation of the register that the page spells out as another's is that other's, all over the page."""
    page = staged(marked)
    assert page.chains[0].key == (key or None)
    assert page.linked() == page.told()


def test_keys() -> None:
    """A chain has the key of the register that most of its names have."""
    page = staged("{1/o Valley Front}, also known as {1/o National Valley Army}, left. {1 VFX} won. {2/o Tora} lost.")
    assert [chain.key for chain in page.chains] == ["valley-front", None]


@given(pages())
def test_any_page(page: tuple[Parse, list[Found], list[Attribution], list[Definition]]) -> None:
    parse, mentions, said, defined = page
    made, claims = chains(parse, mentions, said, defined, register())
    members = [i for chain in made for i in chain.mentions]
    assert len(members) == len(set(members)), "in two chains"
    assert set(members) <= set(range(len(mentions)))
    assert {i for i, m in enumerate(mentions) if m.form != "pronoun"} <= set(members), "a name or noun in no chain"
    assert all(list(chain.mentions) == sorted(chain.mentions) for chain in made)
    assert [chain.mentions[0] for chain in made] == sorted(chain.mentions[0] for chain in made)
    assert all(chain.key is None or any(chain.key in mentions[i].keys for i in chain.mentions) for chain in made)
    assert set(claims) <= set(defined)
    assert (made, claims) == chains(parse, mentions, said, defined, register())
