"""The documents in which something is said, and whose word they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.speakers import Spoken, speakers
from sayso.extract.speaking.documents import papers
from sayso.extract.speaking.ground import ground
from tests.extract.builders import Built, built

CAST = {
    "russia": "state",
    "us": "state",
    "un": "organization",
    "pew": "organization",
    "amnesty": "organization",
    "ministry": "government",
    "envoys": "government",
    "volkov": "person",
    "haddad": "person",
    "nyt": "media",
    "cnn": "media",
    "reuters": "media",
}


def spoken(page: Built) -> Spoken:
    return speakers(page.parse, page.attributions, page.mentions, page.actors)


def row(marked: str, arcs: str, expected: str, span: str, kind: str, reason: str) -> object:
    """A page, the speakers of its last attribution, the words and the kind of the document that it stands in."""
    return pytest.param(marked, arcs, tuple(expected.split()), span, kind, id=reason)


ISSUERS = [
    row(
        "[S {ministry The ministry}'s statement] [C said] [T so].",
        "ministry>statement:nmod statement>said:nsubj",
        "ministry",
        "The ministry's statement",
        "statement",
        "an owner",
    ),
    row(
        "[S {un Its} report] [C found] [T so].",
        "Its>report:nmod report>found:nsubj",
        "un",
        "Its report",
        "report",
        "a pronoun for the owner",
    ),
    row(
        "[S A {un UN} report] [C found] [T so].",
        "UN>report:compound report>found:nsubj",
        "un",
        "A UN report",
        "report",
        "a name before the noun",
    ),
    row(
        "[S A {pew Pew}-{amnesty Amnesty} poll] [C found] [T so].",
        "Pew>poll:compound poll>found:nsubj",
        "pew amnesty",
        "A Pew-Amnesty poll",
        "report",
        "two names before the noun",
    ),
    row("[S A {pew Pew} poll] [C found] [T so].", "poll>found:nsubj", "pew", "A Pew poll", "report", "a poll"),
    row(
        "[S A {russia Russian} statement] [C said] [T so].",
        "Russian>statement:amod statement>said:nsubj",
        "russia",
        "A Russian statement",
        "statement",
        "a state by its adjective",
    ),
    row(
        "[S A {us US} report] [C said] [T so].",
        "report>said:nsubj",
        "us",
        "A US report",
        "report",
        "a state by its letters",
    ),
    row(
        "[S The {russia Russia} report] [C said] [T so].",
        "report>said:nsubj",
        "",
        "The Russia report",
        "report",
        "a state's plain name tells what it is about",
    ),
    row(
        "[S A statement by {ministry the Ministry}] [C said] [T so].",
        "statement>said:nsubj Ministry>statement:nmod",
        "ministry",
        "A statement",
        "statement",
        "by whom",
    ),
    row(
        "[S A report from {amnesty Amnesty}] [C said] [T so].",
        "report>said:nsubj Amnesty>report:nmod",
        "amnesty",
        "A report",
        "report",
        "from whom",
    ),
    row(
        "[S A statement of {ministry the Ministry}] [C said] [T so].",
        "statement>said:nsubj Ministry>statement:nmod",
        "ministry",
        "A statement",
        "statement",
        "of whom",
    ),
    row(
        "[S A survey of {amnesty Amnesty}] [C said] [T so].",
        "survey>said:nsubj Amnesty>survey:nmod",
        "",
        "A survey",
        "report",
        "a survey of somebody is not his word",
    ),
    row(
        "[S Two letters sent by {ministry the Ministry} to {un the UN}] [C said] [T so].",
        "Two>letters:nummod letters>said:nsubj sent>letters:acl Ministry>sent:obl UN>sent:obl",
        "ministry",
        "Two letters",
        "letter",
        "sent by whom",
    ),
    row(
        "[S The statement {ministry the Ministry} issued] [C said] [T so].",
        "statement>said:nsubj issued>statement:acl Ministry>issued:nsubj",
        "ministry",
        "The statement",
        "statement",
        "a clause that tells who issued it",
    ),
    row(
        "{ministry The Ministry} released [S a statement] [C saying] [T so].",
        "Ministry>released:nsubj statement>released:obj saying>statement:acl",
        "ministry",
        "a statement",
        "statement",
        "the subject of the verb of issuing",
    ),
    row(
        "{volkov Volkov} signed [S the law] that [C says] [T so].",
        "Volkov>signed:nsubj law>signed:obj says>law:acl that>says:nsubj",
        "",
        "the law",
        "law",
        "who signs a law has not said it",
    ),
    row(
        "{ministry The Ministry} met and released [S a statement] [C saying] [T so].",
        "Ministry>met:nsubj released>met:conj statement>released:obj saying>statement:acl",
        "ministry",
        "a statement",
        "statement",
        "the subject that two verbs share",
    ),
    row(
        "[S A statement] was released by {ministry the Ministry}, [C saying] [T so].",
        "statement>released:nsubj was>released:aux Ministry>released:obl saying>released:advcl",
        "ministry",
        "A statement",
        "statement",
        "released by whom",
    ),
    row(
        "{ministry The Ministry} read [S the letter] that [C said] [T so].",
        "Ministry>read:nsubj letter>read:nmod said>letter:acl that>said:nsubj",
        "",
        "the letter",
        "letter",
        "a letter in no relation to anybody has no known issuer",
    ),
    row(
        "{ministry The Ministry} issued a statement. It came late. [S The statement] [C said] [T so].",
        "Ministry>issued:nsubj statement>issued:obj It>came:nsubj statement#2>said:nsubj",
        "ministry",
        "a statement",
        "statement",
        "a definite one is the last before of that noun",
    ),
    row(
        "{un A UN} report came. [S The study] [C said] [T so].",
        "report>came:nsubj study>said:nsubj",
        "un",
        "A UN report",
        "report",
        "a definite one of the same kind",
    ),
    row(
        "A {un UN} report came. [S The plan] [C said] [T so].",
        "report>came:nsubj plan>said:nsubj",
        "",
        "The plan",
        "report",
        "a definite one of another sort",
    ),
    row(
        "It sent on Thursday letters. [S {ministry The Ministry}'s letter] [C said] [T so].",
        "Thursday>sent:obl letters>sent:obj letter>said:nsubj Ministry>letter:nmod",
        "ministry",
        "letters",
        "letter",
        "what stands before a noun without belonging to it",
    ),
    row(
        "[S A leaked {un UN} report] [C said] [T so].",
        "leaked>report:amod report>said:nsubj",
        "un",
        "A leaked UN report",
        "report",
        "a participle before the noun",
    ),
    row(
        "{x A {un UN} report} came. A {pew Pew} poll came. [S {x The study}] [C said] [T so].",
        "report>came:nsubj poll>came#2:nsubj study>said:nsubj",
        "un",
        "A UN report",
        "report",
        "what the chain says goes before the nearest",
    ),
    row(
        "{un The UN}'s report came. {amnesty Amnesty}'s report came. [S {un The UN}'s report] [C said] [T so].",
        "UN>report:nmod report>came:nsubj Amnesty>report#2:nmod report#2>came#2:nsubj UN#2>report#3:nmod"
        " report#3>said:nsubj",
        "un",
        "The UN's report",
        "report",
        "the last one of the same issuer",
    ),
    row(
        "A {un UN} report card came. [S The report] [C said] [T so].",
        "report>card:compound card>came:nsubj report#2>said:nsubj",
        "",
        "The report",
        "report",
        "a noun before another noun is no document",
    ),
    row(
        "A {un UN} report came. [S The document] [C said] [T so].",
        "report>came:nsubj document>said:nsubj",
        "un",
        "A UN report",
        "report",
        "the document",
    ),
    row(
        "A {un UN} report came. [S {amnesty Amnesty}'s report] [C said] [T so].",
        "report>came:nsubj report#2>said:nsubj Amnesty>report#2:nmod",
        "amnesty",
        "Amnesty's report",
        "report",
        "one of another issuer is another",
    ),
    row(
        "A {un UN} report came. [S A report] [C said] [T so].",
        "report>came:nsubj report#2>said:nsubj",
        "",
        "A report",
        "report",
        "an indefinite one is another",
    ),
    row(
        "{x A {un UN} report} came. [S {x It}] [C said] [T so].",
        "report>came:nsubj UN>report:compound It>said:nsubj",
        "un",
        "A UN report",
        "report",
        "a pronoun for it",
    ),
    row(
        "In a statement, [S1 {volkov Volkov}] [C1 said] [T1 so].\n[S2 The statement] [C2 added] [T2 more].",
        "statement>said:obl Volkov>said:nsubj statement#2>added:nsubj",
        "volkov",
        "a statement",
        "statement",
        "who speaks in a statement issues it",
    ),
    row(
        "In a statement, [S1 {? he}] [C1 said] [T1 so].\nIn the statement, [S2 {volkov Volkov}] [C2 said] [T2 so].\n"
        "[S3 The statement] [C3 added] [T3 more].",
        "statement>said:obl he>said:nsubj statement#2>said#2:obl Volkov>said#2:nsubj statement#3>added:nsubj",
        "volkov",
        "a statement",
        "statement",
        "who first is known to speak in it",
    ),
    row(
        "[S An op-ed in {nyt the Times} by {haddad Haddad}] [C argued] [T so].",
        "op>ed:compound ed>argued:nsubj Times>ed:nmod Haddad>ed:nmod",
        "haddad",
        "An op-ed",
        "article",
        "by whom, not where it appeared",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected", "span", "kind"), ISSUERS)
def test_a_document_is_its_issuers_word(
    marked: str, arcs: str, expected: tuple[str, ...], span: str, kind: str
) -> None:
    page = built(marked, arcs, **CAST)
    found = spoken(page)
    last = found.attributions[-1]
    assert (last.speakers, last.speaker_kind) == (expected, "document")
    (reference,) = (r for r in found.references if r.id == last.document)
    assert page.parse.document.text[slice(*reference.span)] == span
    assert (reference.kind, reference.issuer) == (kind, next(iter(expected), None))


SAID_IN = [
    pytest.param(
        "In a statement, [S {volkov Volkov}] [C said] [T so].",
        "statement>said:obl Volkov>said:nsubj",
        "a statement",
        id="in a statement before",
    ),
    pytest.param(
        "[S {volkov Volkov}] [C said] in a statement [T it fell].",
        "statement>fell:obl Volkov>said:nsubj fell>said:ccomp",
        "a statement",
        id="in a statement after, which the relations hang elsewhere",
    ),
    pytest.param(
        "[S {volkov Volkov}] [C issued a statement saying] [T so].",
        "Volkov>issued:nsubj statement>issued:obj saying>statement:acl",
        "a statement",
        id="part of the cue",
    ),
    pytest.param(
        "[S {volkov Volkov}] sent a letter [C saying] [T so].",
        "Volkov>sent:nsubj letter>sent:obj saying>letter:acl",
        "a letter",
        id="what the cue tells of",
    ),
    pytest.param(
        "[S {volkov Volkov}] [C commented] on the report [T that it lied].",
        "Volkov>commented:nsubj report>commented:obl lied>commented:ccomp",
        None,
        id="what is spoken of is not what is spoken in",
    ),
    pytest.param(
        "In a statement, [S {volkov Volkov}] denied it and [C accused] them of [T lying].",
        "statement>denied:obl Volkov>denied:nsubj accused>denied:conj lying>accused:advcl",
        "a statement",
        id="in a statement, of two verbs the second",
    ),
    pytest.param(
        "If they admit it in a statement, [S {volkov Volkov}] [C knows] [T it fell].",
        "they>admit:nsubj admit>knows:advcl statement>admit:obl Volkov>knows:nsubj fell>knows:ccomp",
        None,
        id="a statement in which another thing is said",
    ),
    pytest.param(
        "[S {volkov Volkov}'s] [C claim] [T that it fell].",
        "Volkov>claim:nmod fell>claim:acl",
        None,
        id="a claim is no document",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), SAID_IN)
def test_a_named_speaker_in_a_document(marked: str, arcs: str, expected: str | None) -> None:
    page = built(marked, arcs, **CAST)
    found = spoken(page)
    (one,) = found.attributions
    assert (one.speakers, one.speaker_kind) == (("volkov",), "named")
    assert [page.parse.document.text[slice(*r.span)] for r in found.references] == ([expected] if expected else [])
    assert [r.issuer for r in found.references] == (["volkov"] if expected else [])
    assert one.document == (found.references[0].id if expected else None)


def test_what_is_said_within_stands_in_another_document() -> None:
    page = built(
        "[T [S1/ {haddad Haddad}] [C1 knows] [T1 it]], [S {volkov Volkov}] [C said] in a statement.",
        "Haddad>knows:nsubj knows>said:ccomp Volkov>said:nsubj statement>knows:obl",
        **CAST,
    )
    found = {a.speakers: a.document for a in spoken(page).attributions}
    assert found[("haddad",)] is None
    assert found[("volkov",)] is not None


def test_a_medium_that_carries_a_document_is_its_publisher() -> None:
    page = built(
        "[S {haddad Haddad}'s article in {nyt The Times}] [C argued] [T so].",
        "Haddad>article:nmod article>argued:nsubj Times>article:nmod",
        **CAST,
    )
    found = spoken(page)
    assert [(r.issuer, r.publisher) for r in found.references] == [("haddad", "The Times")]
    assert (found.attributions[0].speakers, found.attributions[0].media) == (("haddad",), ("nyt",))


@pytest.mark.parametrize(("noun", "publisher"), [("interview", "CNN"), ("statement", None)])
def test_a_medium_publishes_what_media_publish(noun: str, publisher: str | None) -> None:
    page = built(
        f"[S {{haddad Haddad}}] [C said] in a {noun} to {{cnn CNN}} [T so].",
        f"Haddad>said:nsubj {noun}>said:obl CNN>said:obl",
        **CAST,
    )
    (reference,) = spoken(page).references
    assert (reference.issuer, reference.publisher) == ("haddad", publisher)


def test_a_noun_for_persons_is_no_document() -> None:
    page = built("[S {x:person senior figures}] [C said] [T so].", "figures>said:nsubj senior>figures:amod")
    assert spoken(page).references == ()


def test_only_documents_that_something_stands_in_are_cited() -> None:
    page = built(
        "{ministry The Ministry} issued a statement. [S {volkov Volkov}] [C said] [T so].",
        "Ministry>issued:nsubj statement>issued:obj Volkov>said:nsubj",
        **CAST,
    )
    assert spoken(page).references == ()


def test_what_is_a_name_is_no_document() -> None:
    page = built("[S {reuters Daily Post}] [C said] [T so].", "Post>said:nsubj", **CAST)
    assert spoken(page).attributions[0].speaker_kind == "named"


@given(st.lists(st.sampled_from(["a report", "the report", "the study", "a letter", "it"]), min_size=1, max_size=8))
def test_each_document_has_one_first_mention_before_it(nouns: list[str]) -> None:
    page = built("\n".join(f"It is {noun}." for noun in nouns))
    every = papers(ground(page.parse, page.mentions, page.actors))
    assert len(every) == sum(noun != "it" for noun in nouns)
    for paper in every.values():
        first = every[paper.first]
        assert first.first == first.head <= paper.head
        assert first.head == paper.head or paper.definite
