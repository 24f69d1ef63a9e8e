"""The actors of a page: who they are, what the page calls them and in whose voice, whom it says to be one."""

import pytest
from hypothesis import given
from msgspec import structs

from sayso.extract.actors import cast, own_voice
from sayso.extract.chains import chains
from sayso.ids import thing_id
from sayso.parse.voices import Voices
from sayso.records import Actor, Attribution, Definition, Found, Parse, Reading
from sayso.soundness import check
from tests.extract.casts import Staged, pages, register, staged
from tests.factories import document


def shown(page: Staged) -> list[str]:
    return [f"{actor.name}: {actor.kind or '-'} {actor.country or '-'}" for actor in page.cast.actors]


def row(marked: str, expected: str, reason: str, arcs: str = "") -> object:
    """A page, and its actors as `name: kind country`, parted by `; `."""
    return pytest.param(marked, arcs, [one for one in expected.split("; ") if one], id=reason)


SAID = "said:nsubj"
ACTORS = [
    row("{1/p Igor Petrov} left", "Igor Petrov: person -", "a person with a name"),
    row("{1/p Major General Igor Petrov's} men left", "Igor Petrov: person -", "without titles and possessive"),
    row("{1/p Petrov} left. {1/p Igor Petrov} came.", "Igor Petrov: person -", "the fullest name"),
    row("{1/p Igor Petrov} left. {1/p Petrov} came.", "Igor Petrov: person -", "the fullest name, where it is first"),
    row("{1/o the Hill Watch} left", "Hill Watch: organization -", "without an article"),
    row("{1/o Hill Army} left", "Hill Army: military -", "an organisation whose last word tells more"),
    row("{1/o Hill Party} left", "Hill Party: party -", "a party"),
    row("{1/o Friends of the Army} left", "Friends of the Army: organization -", "what a name is, not what it is of"),
    row("Norland fell", "Norland: state XN", "a state of the register, under its own name"),
    row("{1 Port Ravel} denied it", "Norland: state XN", "a seat"),
    row("{1/o VFX} left", "Valley Front: armed_group -", "the register's name and kind"),
    row("{1/l Marsh} fell", "", "a place is no actor"),
    row("[S {1/l Marsh}] [C said] [T so]", "Marsh: - -", "a place that speaks", "Marsh>" + SAID),
    row("{1/pd the minister} left", "", "somebody without a name, once"),
    row("{1/pd the minister} left. {1/pd the minister} came.", "minister: unnamed -", "twice"),
    row(
        "[S {1/pd the minister}] [C said] [T so]",
        "minister: unnamed -",
        "somebody without a name who speaks",
        "minister>" + SAID,
    ),
    row(
        "[S {1/pd a security source}] [C said] [T so]",
        "security source: unnamed -",
        "a source",
        "source>said:nsubj security>source:compound",
    ),
    row("[S {1/od the ministry}] [C said] [T so]", "ministry: government -", "a body", "ministry>" + SAID),
    row("[S {1/od the militia}] [C said] [T so]", "militia: armed_group -", "a group", "militia>" + SAID),
    row(
        "[S {1/pd Nordish commanders}] [C said] [T so]",
        "Nordish commanders: unnamed XN; Norland: state XN",
        "whose commanders: a demonym",
        "commanders>said:nsubj Nordish>commanders:amod",
    ),
    row(
        "[S {1/pd Norland's commanders}] [C said] [T so]",
        "Norland's commanders: unnamed XN; Norland: state XN",
        "whose commanders: a possessive",
        "commanders>said:nsubj Norland>commanders:nmod",
    ),
    row(
        "[S {1/pd a man hurt in Norland}] [C said] [T so]",
        "man hurt in Norland: unnamed -; Norland: state XN",
        "where somebody was is not whose he is",
        "man>said:nsubj hurt>man:acl Norland>hurt:obl",
    ),
    row(
        "[S {1/pd Nordish and Quellian commanders}] [C said] [T so]",
        "Nordish and Quellian commanders: unnamed -; Norland: state XN; Quellia: state XQ",
        "of two countries",
        "commanders>said:nsubj Nordish>commanders:amod Quellian>Nordish:conj",
    ),
    row("[S {-/p He}] [C said] [T so]", "", "a pronoun that stays open", "He>" + SAID),
    row("talks, [S which] [C show] [T so]", "", "*which* of no person", "which>show:nsubj talks>show:obl"),
    row("[S This] [C shows] [T so]", "", "*this*", "This>shows:nsubj"),
    row("the statement left. {1/od the statement} came.", "", "a document"),
    row("{1/od the statement} left. {1/od the statement} came.", "", "a document, twice"),
    row(
        "[S {1/od the report}] [C said] [T so]",
        "report: unnamed -",
        "a document that is all of a source",
        "report>" + SAID,
    ),
    row(
        "[S {1/od a report} by {2/o Hill Watch}] [C said] [T so]",
        "Hill Watch: organization -",
        "a document whose issuer the source names",
        "report>said:nsubj Watch>report:nmod Hill>Watch:compound",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), ACTORS)
def test_actors(marked: str, arcs: str, expected: list[str]) -> None:
    page = staged(marked, arcs)
    assert shown(page) == expected
    check(page.reading())


ALIASES = [
    row("{1/o Hill Watch} left. {1/o Hill Watch} came.", "Hill Watch 0", "once a name, where it stands first"),
    row("{1/p Igor Petrov} left. {1/p Petrov} came.", "Igor Petrov 0; Petrov 18", "short forms"),
    row("{1/p Igor Petrov} left. {1/p He} came.", "Igor Petrov 0", "no pronouns"),
    row(
        "{1/p Igor Petrov}, {1/pd the minister}, left.",
        "Igor Petrov 0",
        "no descriptions of what has a name",
        "Igor>left:nsubj Petrov>Igor:flat minister>Igor:appos",
    ),
    row("{1/pd the minister} left. {1/pd the minister} came.", "the minister 0", "descriptions of what has none"),
    row("{1/o Hill Watch Group} ({1 HWG}) left", "Hill Watch Group 0; HWG 18 here", "a definition"),
    row("{1 HWG} ran. {1/o Hill Watch Group} ({1 HWG}) left", "HWG 0 here; Hill Watch Group 9", "used before"),
    row("{1/o Valley Front}, also known as {2/o Ridge Guard}, left", "Valley Front 0; Ridge Guard 28 here", "a claim"),
    row("{1/p Igor\n  Petrov} left", "Igor Petrov 0", "a broken line"),
    row("The {1 Nordish} men met {1/l Norland}", "Nordish 4; Norland 20", "a demonym"),
]


@pytest.mark.parametrize(("marked", "arcs", "expected"), ALIASES)
def test_aliases(marked: str, arcs: str, expected: list[str]) -> None:
    """The first actor's aliases: words, where they begin, whether the page defines them."""
    page = staged(marked, arcs)
    assert [
        f"{alias.text} {alias.span and alias.span[0]}{' here' if alias.defined_here else ''}"
        for alias in page.cast.actors[0].aliases
    ] == expected
    check(page.reading())


VOICES = [
    ("[S X] [C said] [T that {1/o Hill Watch} fell]", 1, "in somebody's words"),
    ("{1/o Hill Watch} fell", None, "in the page's own"),
    ("[S1 X] [C1 said] [T1 that [S2/1 Y] [C2/1 said] [T2/1 {1/o Hill Watch} fell]]", 2, "in the innermost"),
    ("[S1 X] [C1 said] [T1 that {1/o Hill Watch} [S2/1 Y] [C2/1 said] [T2/1 fell]]", 1, "beside the innermost"),
    ("[S {1/o Hill Watch}] [C said] [T so]", None, "a source is in the page's own"),
    ("{1/o Hill Watch} fell. [S X] [C said] [T that {1/o Hill Watch} fell]", None, "where the name stands first"),
]


@pytest.mark.parametrize(("marked", "number", "reason"), VOICES, ids=[reason for *_, reason in VOICES])
def test_voice(marked: str, number: int | None, reason: str) -> None:
    page = staged(marked)
    alias = next(a for actor in page.cast.actors for a in actor.aliases if a.text == "Hill Watch")
    expected = None if number is None else page.built.attributions[number - 1].id
    assert alias.voice == expected, reason
    assert alias.span is not None
    assert Voices(page.built.attributions).of(alias.span) == expected
    check(page.reading())


def test_claims_are_stances() -> None:
    """Who says that two actors of the register are one is told; they are not made one."""
    page = staged("[S X] [C said] [T that {1/o Valley Front}, also known as {2/o Ridge Guard}, fell]")
    (stance,) = page.cast.stances
    assert (stance.kind, stance.holders, stance.toward) == ("same_as", ("valley-front",), ("ridge-guard",))
    assert page.words(stance.content[0]) == "Valley Front, also known as Ridge Guard"
    assert stance.voice == page.built.attributions[0].id
    assert {"valley-front", "ridge-guard"} <= {actor.id for actor in page.cast.actors}
    check(page.reading())


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("{1/o Valley Front}, also known as {1/o National Valley Army}, fell", id="a successor"),
        pytest.param("{1/o Valley Front}, {2/o Ridge Guard} and {3/o NATO} fell", id="a list"),
        pytest.param("{1/o Hill Watch}, also known as {1/o Tora Bel}, fell", id="none of the register"),
    ],
)
def test_no_claims(marked: str) -> None:
    assert staged(marked).cast.stances == ()


def test_ids() -> None:
    """An id is the register's key or made from document and first mention: the same for the same page, no other's."""
    marked = "{1/p Igor Petrov} met {2/o Hill Watch} in Norland. {1/p Petrov} left."
    one, again, other = staged(marked), staged(marked), staged(marked + " So.")
    ids = [actor.id for actor in one.cast.actors]
    assert ids == [actor.id for actor in again.cast.actors]
    assert ids[:2] == [thing_id(one.parse.document.id, "actor", (span,)) for span in ((0, 11), (16, 26))]
    assert ids[2] == other.cast.actors[2].id == "norland"
    assert not set(ids[:2]) & {actor.id for actor in other.cast.actors}


def test_mentions() -> None:
    """Mentions have the actor, its kind where they name it, and one id a span."""
    page = staged("{1/p Igor Petrov} met {2/o Hill Army} at {3/l Marsh}. {-/p They} left.")
    ids = {actor.name: actor.id for actor in page.cast.actors}
    rows = [(page.words(m.span), m.kind, m.actor) for m in page.cast.mentions]
    assert rows == [
        ("Igor Petrov", "person", ids["Igor Petrov"]),
        ("Hill Army", "military", ids["Hill Army"]),
        ("Marsh", "place", None),
        ("They", "person", None),
    ]


def own(author: str | None, publisher: str | None, *actors: Actor) -> str | None:
    page = document("So.", author=author, publisher=publisher)
    found = own_voice(page, actors, register())
    return None if found is None else f"{found.id if len(found.id) < 16 else 'made'} {found.name}: {found.kind}"


@pytest.mark.parametrize(
    ("author", "publisher", "expected"),
    [
        pytest.param("Igor Petrov", "The Hill", "made Igor Petrov: person", id="an author goes before a publisher"),
        pytest.param(None, "The Hillside Herald", "made The Hillside Herald: media", id="a publisher"),
        pytest.param(None, None, None, id="neither"),
        pytest.param(None, "Ravel Wire", "ravel-wire Ravel Wire: media", id="a publisher of the register"),
        pytest.param("Ravel Wire", None, "ravel-wire Ravel Wire: media", id="a medium as author"),
        pytest.param("Tom Kellerin", None, "tom-keller Tom Kellerin: person", id="an author of the register"),
        pytest.param("Kellerin", None, "made Kellerin: person", id="an author who may be two of the register"),
        pytest.param("Ivel", None, "made Ivel: person", id="an author who bears a state's name"),
        pytest.param(None, "Norland", "made Norland: media", id="a publisher that bears a state's name"),
        pytest.param(None, "Valley Front", "made Valley Front: media", id="a publisher that bears a group's name"),
    ],
)
def test_own_voice(author: str | None, publisher: str | None, expected: str | None) -> None:
    told = own(author, publisher)
    assert told == expected


def test_own_voice_on_page() -> None:
    """Whose name stands on the page is the page's actor; one who only bears the name is not."""
    petrov = Actor(id="p1", name="Igor Petrov", kind="person")
    ivel = Actor(id="ivel", name="Ivel", kind="state", country="XI")
    wire = Actor(id="ravel-wire", name="Ravel Wire", kind="media")
    assert own("Igor  petrov", None, petrov) == "p1 Igor Petrov: person"
    assert own("Ivel", None, ivel) == "made Ivel: person"
    assert own(None, "Ravel Wire", ivel, wire) == "ravel-wire Ravel Wire: media"
    assert own("Ana Sorin", None, petrov) == "made Ana Sorin: person"


@given(pages())
def test_any_page(page: tuple[Parse, list[Found], list[Attribution], list[Definition]]) -> None:
    """Whatever the chains: a reading made of it may be written, and making it again gives the same."""
    parse, mentions, said, defined = page
    said = [structs.replace(a, cue=a.source) for a in said]
    made, claims = chains(parse, mentions, said, defined, register())
    who = cast(parse.document, mentions, made, defined, claims, said, register())
    assert cast(parse.document, mentions, made, defined, claims, said, register()) == who
    assert {m.actor for m in who.mentions if m.actor} <= {actor.id for actor in who.actors}
    assert {m.span for m in who.mentions} == {m.span for m in mentions}
    check(
        Reading(
            reader="test",
            document=parse.document,
            actors=who.actors,
            mentions=who.mentions,
            attributions=tuple(said),
            stances=who.stances,
        )
    )
