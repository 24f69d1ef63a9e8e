"""Mentions of actors and places: names, nominals, pronouns, sources."""

import pytest
from hypothesis import given

from sayso.extract.mentions import found, kind_of
from sayso.records import Attribution, Definition, Found, Naming, Parse
from tests.extract.casts import Staged, pages, staged


def shown(page: Staged) -> list[str]:
    return [f"{page.words(m.span)}: {m.form} {m.kind or '-'}" for m in page.found]


def row(marked: str, expected: str, reason: str, arcs: str = "") -> object:
    """A page and all its mentions as `words: form kind`, parted by `; `."""
    return pytest.param(marked, arcs, [one for one in expected.split("; ") if one], id=reason)


SEEN = [
    row("{1/p Igor Petrov} left", "Igor Petrov: name person", "a name"),
    row("Norland fell", "Norland: name state", "a name of the register that the encoder misses"),
    row("{1/p the spokesman} left", "the spokesman: nominal person", "a nominal"),
    row("{1/p the militia} left", "the militia: nominal armed_group", "the noun tells the kind, not the encoder"),
    row("{1/o the rival} left", "the rival: nominal organization", "a noun that may mean either: the encoder tells"),
    row("{1/o the table} left", "the table: nominal organization", "a noun that the lexicon does not have"),
    row("{1/x the table} left", "", "a noun that is nobody"),
    row("{1/x the ministry} left", "the ministry: nominal government", "a noun of the lexicon that the encoder misses"),
    row("{1/o the statement} left", "the statement: nominal -", "a document is no organisation"),
    row("{1/p the figures} left", "the figures: nominal person", "a document's noun that means persons"),
    row("{1/p he} left", "he: pronoun person", "a pronoun"),
    row("{1/pd he} left", "he: pronoun person", "a pronoun that the encoder takes for a description"),
    row("{1/od which} left", "which: pronoun organization", "a relative pronoun that it takes for a description"),
    row("{1/pr many} left", "many: nominal people", "a count of people"),
    row("{1/or some} left", "", "a count of things"),
    row(
        "{1/pd the {2/o Hill Watch} spokesman} left",
        "the Hill Watch spokesman: nominal person; Hill Watch: name organization",
        "a name within a nominal",
        "spokesman>left:nsubj Hill>Watch:compound Watch>spokesman:compound",
    ),
    row(
        "{1/p spokesman {2/p Igor Petrov}} left",
        "Igor Petrov: name person",
        "one mention a head: of a title and a name on which it hangs the name",
        "Igor>left:nsubj spokesman>Igor:compound Petrov>Igor:flat",
    ),
    row("{1/p Igor Petrov} {2/p who} left", "Igor Petrov: name person; who: pronoun person", "who"),
]
SOURCES = [
    row(
        "[S The crowd] [C said] [T so]",
        "The crowd: nominal people",
        "a source that is no mention yet",
        "crowd>said:nsubj",
    ),
    row("[S It] [C said] [T so]", "It: pronoun -", "a pronoun", "It>said:nsubj"),
    row("[S Many] [C said] [T so]", "Many: nominal person", "a count", "Many>said:nsubj"),
    row("[S Two] [C said] [T so]", "Two: nominal person", "a number", "Two>said:nummod"),
    row("[S This] [C shows] [T so]", "This: pronoun -", "*this* is nobody", "This>shows:nsubj"),
    row("[S What he said] [C shows] [T so]", "What: pronoun -", "nor is *what*", "What>shows:nsubj said>What:acl"),
    row(
        "the talks, [S which] [C show] [T so]", "which: pronoun -", "nor is *which*", "talks>show:obl which>show:nsubj"
    ),
    row("the talks, [S that] [C show] [T so]", "that: pronoun -", "nor is *that*", "talks>show:obl that>show:nsubj"),
    row(
        "talks, [S some of which] [C show] [T so]",
        "which: pronoun -",
        "some of which",
        "talks>show:obl some>show:nsubj which>some:nmod",
    ),
    row(
        "men, [S both of whom] [C said] [T so]",
        "whom: pronoun -",
        "both of whom",
        "men>said:obl both>said:nsubj whom>both:nmod",
    ),
    row(
        "[S Rebels and villagers] [C said] [T so]",
        "Rebels: nominal armed_group; villagers: nominal person",
        "what is joined by and",
        "Rebels>said:nsubj and>villagers:cc villagers>Rebels:conj",
    ),
    row(
        "[S {1/p Igor Petrov}] [C said] [T so]", "Igor Petrov: name person", "one that is a mention", "Igor>said:nsubj"
    ),
    row(
        "[S Rebels, villagers and clerics in town] [C said] [T so]",
        "Rebels: nominal armed_group; villagers: nominal person; clerics in town: nominal person",
        "a list",
        "Rebels>said:nsubj villagers>Rebels:conj clerics>Rebels:conj and>clerics:cc town>clerics:nmod",
    ),
    row("[S apparently] [C said] [T so]", "", "an adverb"),
    row("[C said] [T so]", "", "a source left unsaid"),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), SEEN + SOURCES)
def test_found(marked: str, arcs: str, expected: list[str]) -> None:
    page = staged(marked, arcs)
    words = [one.partition(":")[0] for one in expected]
    assert [one.partition(":")[0] for one in shown(page)] == words
    assert shown(page) == expected


@pytest.mark.parametrize(
    ("noun", "spotted", "kind"),
    [
        pytest.param("ministry", "organization", "government", id="the lexicon tells more"),
        pytest.param("Militia", None, "armed_group", id="in capitals"),
        pytest.param("xyz", "person", "person", id="the encoder alone"),
        pytest.param("xyz", "other", None, id="neither"),
        pytest.param("statement", "organization", None, id="a document"),
        pytest.param("figures", "person", "person", id="persons after all"),
    ],
)
def test_kind_of(noun: str, spotted: str | None, kind: str | None) -> None:
    assert kind_of(noun, spotted) == kind


def test_longest() -> None:
    """A nominal of more words than one can be is none."""
    assert len(staged("{1/p the " + "tall " * 20 + "spokesman} left", "spokesman>left:nsubj").found) == 1
    assert not staged("{1/p the " + "tall " * 50 + "spokesman} left", "spokesman>left:nsubj").found


def test_links() -> None:
    """Links point to earlier mentions by their places in text order, the likeliest first."""
    page = staged("{1/p Igor Petrov} met {2/p Oleg Rubin} . {2/p He} left", "", "3>1:.3 3>2:.6")
    assert page.found[2].antecedents == ((1, 0.6), (0, 0.3))


@given(pages())
def test_any_page(page: tuple[Parse, list[Found], list[Attribution], list[Definition]]) -> None:
    """Whatever the names are: mentions in text order, one a head, every link to one before, the same again."""
    parse, mentions, said, _ = page
    names: list[Naming] = []
    for one in mentions:
        if one.form == "name" and (not names or names[-1].span[1] <= one.span[0]):
            names.append(Naming(span=one.span, kind=one.kind, score=one.score, keys=one.keys, use=one.use))
    made = found(parse, said, names)
    assert [m.span[0] for m in made] == sorted(m.span[0] for m in made)
    assert len({m.head for m in made}) == len(made)
    assert all(k < i for i, m in enumerate(made) for k, _ in m.antecedents)
    assert {name.span for name in names} <= {m.span for m in made}
    assert found(parse, said, names) == made
