"""What a page cites: outlets, articles, posts, letters, agreements and laws by name, links."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sayso.extract.references import references
from sayso.extract.speakers import speakers
from sayso.ids import thing_id
from sayso.records import Actor, Alias, Block, Document, Link, Named, Reference, Span
from tests.extract.builders import Built, built

KINDS = {
    "reuters": "media",
    "sputnik": "media",
    "times": "media",
    "bbc": "media",
    "herald": "media",
    "council": "organization",
    "syria": "government",
    "un": "organization",
    "volkov": "person",
    "haddad": "person",
    "idlib": "process",
}
NAMES = {
    "reuters": "Reuters",
    "sputnik": "Sputnik",
    "times": "The New York Times",
    "bbc": "BBC",
    "herald": "The Herald",
}


def cast(page: Built) -> dict[str, Actor]:
    """The actors of a page, by the names that outlets have, each with the name that the page uses as an alias."""
    text, out = page.parse.document.text, {}
    for name, actor in page.actors.items():
        spans = [m.span for m in page.mentions if m.actor == name and m.form == "name"]
        alias = tuple(Alias(text=text[slice(*span)], span=span) for span in spans[:1])
        out[name] = structs.replace(actor, name=NAMES.get(name, actor.name), aliases=alias)
    return out


def cited(marked: str, arcs: str = "", held: Sequence[Reference] | None = None) -> tuple[Built, tuple[Reference, ...]]:
    """The references of a page, beside those that speak on it unless others are given."""
    page = built(marked, arcs, **KINDS)
    spoken = speakers(page.parse, page.attributions, page.mentions, cast(page))
    named = tuple(
        Named(span=m.span, kind="PER" if m.kind == "person" else "ORG", score=0.9)
        for m in page.mentions
        if m.form == "name" and m.kind != "place"
    )
    parse = structs.replace(page.parse, named=named)
    kept = spoken.references if held is None else tuple(held)
    return page, references(parse, spoken.attributions, cast(page), kept)


def told(page: Built, one: Reference) -> str:
    """A reference in short: its kind and words, and what else is told of it."""
    text = f"{one.kind}: {page.parse.document.text[slice(*one.span)]}"
    facts = {"in": one.publisher, "by": one.author, "called": one.title, "of": one.issuer}
    return " ".join((text, *(f"{name} {fact}" for name, fact in facts.items() if fact)))


def row(marked: str, arcs: str, expected: str, reason: str) -> object:
    """A page, its dependencies, and its references in short, parted by slashes."""
    return pytest.param(marked, arcs, expected.split(" / ") if expected else [], id=reason)


NAMED_DOCUMENTS = [
    ("Both broke the Minsk agreements.", "agreement: Minsk agreements", "a plural noun after a name"),
    ("Both broke the Geneva Conventions.", "agreement: Geneva Conventions", "a name with capitals"),
    ("It left the Iran nuclear deal.", "agreement: Iran nuclear deal", "a lower word within the name"),
    ("It left the Paris climate accord.", "agreement: Paris climate accord", "an accord"),
    ("The Treaty of Versailles fell.", "agreement: Treaty of Versailles", "a name behind the noun"),
    (
        "It signed the Treaty on the Prohibition of Nuclear Weapons then.",
        "agreement: Treaty on the Prohibition of Nuclear Weapons",
        "a long name behind the noun",
    ),
    ("The Budapest Memorandum fell.", "agreement: Budapest Memorandum", "a memorandum with a name"),
    ("The Russian-Turkish agreement fell.", "agreement: Russian-Turkish agreement", "two parties for a name"),
    ("The deconfliction agreement fell.", "agreement: deconfliction agreement", "a definite one by its matter"),
    ("It broke the UN Charter.", "agreement: UN Charter", "a charter with its owner"),
    ("It adopted Resolution 2254.", "law: Resolution 2254", "a number for a name"),
    ("It broke resolution 242.", "law: resolution 242", "a number behind a lower noun"),
    ("It passed the Patriot Act.", "law: Patriot Act", "an act"),
    ("It broke the Constitution.", "law: Constitution", "a constitution with a capital"),
    ("It amended the Helms-Burton Act.", "law: Helms-Burton Act", "a hyphen in the name"),
    ("They signed an agreement.", "", "no name"),
    ("They broke the agreement.", "", "definite, and still no name"),
    ("It signed a Russian deal.", "", "only an adjective, and not a definite one"),
    ("He went to Harvard Law School.", "", "a noun within another name"),
    ("The Democratic National Convention met.", "", "a party's meeting"),
    ("They fell according to Ankara.", "", "no form of accord"),
    ("It broke international law.", "", "law at large"),
    ("He saw the act of a fool.", "", "an act that is a deed"),
    ("They came to a resolution.", "", "a resolution without number"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), NAMED_DOCUMENTS, ids=[one[2] for one in NAMED_DOCUMENTS])
def test_agreements_and_laws(text: str, expected: str, reason: str) -> None:
    page, found = cited(text)
    assert [told(page, one).partition(" called ")[0] for one in found] == ([expected] if expected else [])
    assert all(one.title == text[slice(*one.span)] for one in found)


def test_a_law_has_the_issuer_that_stands_before_it() -> None:
    _, found = cited("It left under {council UN Security Council} Resolution 1701.")
    assert [(one.title, one.issuer) for one in found] == [("UN Security Council Resolution 1701", "council")]


def test_a_name_is_cited_once() -> None:
    _, found = cited("They broke the Minsk agreements.\nThe Minsk agreements fell.")
    assert len(found) == 1


CITED = [
    row(
        "[S A source] [C told] {sputnik Sputnik} [T it fell].",
        "source>told:nsubj Sputnik>told:obj fell>told:ccomp",
        "agency_report: Sputnik in Sputnik of sputnik",
        "whom a source told it",
    ),
    row(
        "As [S {reuters Reuters}] [C reported], [T the town fell].",
        "Reuters>reported:nsubj reported>fell:advcl town>fell:nsubj",
        "agency_report: Reuters in Reuters of reuters",
        "an agency that reports",
    ),
    row(
        "[S {bbc The BBC}] [C said] [T it fell]. [S2 {bbc The BBC}] [C2 said] [T2 it rose].",
        "BBC>said:nsubj BBC#2>said#2:nsubj",
        "broadcast: The BBC in BBC of bbc",
        "an outlet cited twice is told of once",
    ),
    row(
        "Writing in {times the New York Times}, he left.",
        "Writing>left:advcl Times>Writing:obl in>Times:case he>left:nsubj",
        "article: the New York Times in The New York Times of times",
        "where somebody wrote",
    ),
    row(
        "{times The New York Times} has a new roof.",
        "Times>has:nsubj roof>has:obj",
        "",
        "an outlet of which nothing is cited",
    ),
    row(
        "[S {herald The Herald}] [C said] [T it fell].",
        "Herald>said:nsubj",
        "",
        "the page's own publisher",
    ),
    row(
        "[S {x Hama News}] [C reported] [T it fell].",
        "News>reported:nsubj Hama>News:compound",
        "article: Hama News in Hama News of x",
        "an outlet that nobody knows",
    ),
    row(
        "He wrote on Telegram that it fell.",
        "He>wrote:nsubj Telegram>wrote:obl on>Telegram:case fell>wrote:ccomp",
        "post: Telegram in Telegram",
        "a platform on which something was written",
    ),
    row(
        "He has shares of Telegram.",
        "He>has:nsubj shares>has:obj Telegram>shares:nmod of>Telegram:case",
        "",
        "a platform as a firm",
    ),
    row(
        "[S {volkov:person Volkov}] [C tweeted] [T it fell].",
        "Volkov>tweeted:nsubj fell>tweeted:ccomp",
        "post: tweeted in Twitter of volkov:person",
        "a verb that says where",
    ),
    row(
        "An article by {x:person Ana Ruiz} in {times the New York Times} drew anger.",
        "article>drew:nsubj Ruiz>article:nmod Ana>Ruiz:compound by>Ruiz:case Times>article:nmod anger>drew:obj",
        "article: An article in The New York Times by Ana Ruiz of x",
        "author and publisher behind the noun",
    ),
    row(
        "An article by columnist {x:person Ana Ruiz} drew anger.",
        "article>drew:nsubj columnist>article:nmod by>columnist:case Ruiz>columnist:flat"
        " Ana>Ruiz:compound anger>drew:obj",
        "article: An article by Ana Ruiz",
        "a title before the author",
    ),
    row(
        "A book by {x:person Ana Ruiz} and {y:person Igor Lund} came out.",
        "book>came:nsubj Ruiz>book:nmod Ana>Ruiz:compound by>Ruiz:case Lund>Ruiz:conj Igor>Lund:compound",
        "report: A book by Ana Ruiz and Igor Lund of x",
        "two authors",
    ),
    row(
        "An article in Counterpoint drew anger.",
        "article>drew:nsubj Counterpoint>article:nmod in>Counterpoint:case anger>drew:obj",
        "article: An article in Counterpoint",
        "a publisher that nobody knows",
    ),
    row(
        "An article entitled “The Long War” drew anger.",
        "article>drew:nsubj entitled>article:acl anger>drew:obj",
        "article: An article called The Long War",
        "a title behind entitled",
    ),
    row(
        "“The Road to Hama,” an article of note, drew anger.",
        "article>drew:nsubj anger>drew:obj note>article:nmod of>note:case",
        "article: an article called The Road to Hama",
        "a title before the noun",
    ),
    row(
        "An article called “a big mistake that cost us all” drew anger.",
        "article>drew:nsubj called>article:acl anger>drew:obj",
        "article: An article called a big mistake that cost us all",
        "after called anything in quotation marks is the title",
    ),
    row(
        "A report, “shocking and vile” to some, drew anger.",
        "report>drew:nsubj anger>drew:obj",
        "",
        "a quotation that is no title",
    ),
    row(
        "The book The Long War drew anger.",
        "book>drew:nsubj anger>drew:obj War>book:appos The#2>War:det Long>War:compound",
        "report: The book called The Long War",
        "a title without marks",
    ),
    row(
        "{syria The Syrian government} sent two letters to {un the United Nations}.",
        "government>sent:nsubj Syrian>government:compound letters>sent:obj two>letters:nummod"
        " Nations>sent:obl to>Nations:case",
        "letter: two letters of syria",
        "who sent letters",
    ),
    row(
        "It told of two letters sent by {syria the Syrian Government}.",
        "It>told:nsubj letters>told:obl of>letters:case two>letters:nummod sent>letters:acl Government>sent:obl"
        " Syrian>Government:compound by>Government:case",
        "letter: two letters of syria",
        "letters that a participle tells the sender of",
    ),
    row(
        "A letter to {un the United Nations} came.",
        "letter>came:nsubj Nations>letter:nmod to>Nations:case",
        "letter: A letter",
        "a letter to somebody with a name",
    ),
    row("A letter came.", "letter>came:nsubj", "", "a letter of which nothing is told"),
    row("The story is the same.", "story>is:nsubj", "", "a story that is none"),
    row("He leads in the polls.", "He>leads:nsubj polls>leads:obl", "", "polls that nobody made"),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), CITED)
def test_what_is_cited(marked: str, arcs: str, expected: list[str]) -> None:
    page, found = cited(marked, arcs)
    assert [told(page, one).replace("of x:person", "of x").replace(":person", "") for one in found] == [
        one.replace(":person", "") for one in expected
    ]


SPOKEN = (
    "[S An article by {x:person Ana Ruiz} in {times the New York Times}] [C says] [T it fell].\n"
    "[S2 The article] [C2 adds] [T2 so]."
)
ARCS = "article>says:nsubj Ruiz>article:nmod Ana>Ruiz:compound by>Ruiz:case Times>article:nmod fell>says:ccomp"


def test_a_document_that_speaks_keeps_its_id_and_gets_what_is_told_of_it() -> None:
    arcs = f"{ARCS} article#2>adds:nsubj so>adds:ccomp"
    page = built(SPOKEN, arcs, **KINDS)
    held = speakers(page.parse, page.attributions, page.mentions, cast(page)).references
    _, found = cited(SPOKEN, arcs, held)
    assert len(held) == 1
    assert [one.id for one in held] == [one.id for one in found]
    assert [(one.author, one.publisher) for one in found] == [("Ana Ruiz", "The New York Times")]


def test_what_was_known_of_a_document_stays() -> None:
    page = built("An article by {x:person Ana Ruiz} drew anger.", "article>drew:nsubj Ruiz>article:nmod", **KINDS)
    span = (0, len("An article"))
    key = thing_id(page.parse.document.id, "reference", (span,))
    own = Reference(id=key, span=span, kind="article", publisher="The Star", author="Igor Lund", issuer="volkov")
    _, found = cited("An article by {x:person Ana Ruiz} drew anger.", "article>drew:nsubj Ruiz>article:nmod", [own])
    assert found == (own,)


TEXT = "The town fell, a report says.\nMore on this.\n"
FELL, REPORT = (4, 13), (15, 23)


def linked(span: Span, url: str, kind: str = "paragraph", page_url: str | None = None) -> tuple[Reference, ...]:
    page = built(TEXT, "town>fell:nsubj report>says:nsubj", **KINDS)
    blocks = tuple(
        Block("furniture" if kind == "furniture" else "paragraph", b.span) for b in page.parse.document.blocks
    )
    document: Document = structs.replace(page.parse.document, links=(Link(span, url),), blocks=blocks, url=page_url)
    return references(structs.replace(page.parse, document=document), (), {}, ())


HERE = "https://herald.example/news/1"


@pytest.mark.parametrize(
    ("url", "kind", "publisher"),
    [
        pytest.param("https://www.star.example/a/b", "article", "star.example", id="another site's page"),
        pytest.param("https://herald.example/news/2", "article", "herald.example", id="another page of this site"),
        pytest.param("/news/2", "article", "herald.example", id="an address without a host"),
        pytest.param("https://twitter.com/x/status/1", "post", "twitter.com", id="a post"),
        pytest.param("https://youtu.be/1", "broadcast", "youtu.be", id="a video"),
        pytest.param("https://www.reuters.com/world/1", "agency_report", "reuters.com", id="an agency"),
        pytest.param("https://star.example/a.pdf", "report", "star.example", id="a paper"),
    ],
)
def test_links_that_cite(url: str, kind: str, publisher: str) -> None:
    (found,) = linked(FELL, url, page_url=HERE)
    assert (found.span, found.kind, found.publisher, found.url) == (FELL, kind, publisher, url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://star.example/", "a front page"),
        ("https://herald.example/tags/war", "a list of this site's"),
        ("https://herald.example/authors/ana-ruiz", "an author's page"),
        ("https://twitter.com/ana_ruiz", "somebody's page on a platform"),
        ("https://star.example/a.jpg", "an image"),
        ("mailto:ana@star.example", "a mail address"),
        ("javascript:void(0)", "a script"),
        ("#note1", "a place on this page"),
        (f"{HERE}#note1", "this page itself"),
    ],
    ids=lambda value: value if " " in value else "",
)
def test_links_that_cite_nothing(url: str, reason: str) -> None:
    assert linked(FELL, url, page_url=HERE) == ()


def test_links_of_what_is_not_read_cite_nothing() -> None:
    assert linked(FELL, "https://star.example/a/b", kind="furniture") == ()


def test_a_document_gets_the_address_of_the_link_on_it() -> None:
    url = "https://star.example/a/b"
    page = built(TEXT, "town>fell:nsubj report>says:nsubj", **KINDS)
    key = thing_id(page.parse.document.id, "reference", (REPORT,))
    held = Reference(id=key, span=REPORT, kind="report", issuer="volkov")
    document = structs.replace(page.parse.document, links=(Link((17, 23), url),))
    found = references(structs.replace(page.parse, document=document), (), {}, (held,))
    assert found == (structs.replace(held, url=url),)


PIECES = (
    "A article by in “ ” The Long War entitled Resolution 2254 Minsk agreements Treaty of Telegram wrote on letters to"
    " tweeted Act - , . Reuters report book and two"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=16))
def test_any_words_give_references_once(words: list[str]) -> None:
    page, found = cited(" ".join(words) or "none")
    text = page.parse.document.text
    assert len({one.id for one in found}) == len({one.span for one in found}) == len(found)
    assert [one.span for one in found] == sorted(one.span for one in found)
    for one in found:
        assert text[slice(*one.span)].strip() == text[slice(*one.span)] != ""
        assert one.id == thing_id(page.parse.document.id, "reference", (one.span,))


def test_documents_that_speak_all_stay() -> None:
    """Two articles of one outlet: attributions name both, so neither is taken for the other's outlet."""
    page = built("An article said so. It rained. An article said so again.", **KINDS)
    text = page.parse.document.text
    starts = [0, text.rindex("An article")]
    held = [
        Reference(
            id=thing_id("d", "reference", ((at, at + 10),)), span=(at, at + 10), kind="article", publisher="Herald"
        )
        for at in starts
    ]
    _, found = cited("An article said so. It rained. An article said so again.", held=(*held, held[0]))
    assert [each.id for each in found] == [each.id for each in held]
