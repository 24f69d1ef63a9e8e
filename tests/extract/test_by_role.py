"""Who is meant by a role: *the president* after *President Ruiz*; and who cannot be meant by a pronoun that speaks."""

import pytest

from tests.extract.casts import staged


def row(marked: str, reason: str, arcs: str = "", links: str = "") -> object:
    """A page whose marks say which mentions belong together; what depends on what; the encoder's links."""
    return pytest.param(marked, arcs, links, id=reason)


ROLES = [
    row("President {1/p Ana Veld} left. {1/pd the president} spoke.", "a title before the name"),
    row("{1/p President Veld} left. {1/pd the president} spoke.", "a title in the name"),
    row("Sen. {1/p Ana Veld} left. {1/pd the senator} spoke.", "an abbreviated title"),
    row("Rep. {1/p Ana Veld} left. {1/pd the congresswoman} spoke.", "another word for the same office"),
    row("Vice President {1/p Ana Veld} left. {2/pd the president} spoke.", "a vice president is no president"),
    row(
        "Former Vice President {1/p Ana Veld} left. {1/pd the former vice president} spoke.",
        "a role of two words",
        "vice>president:compound former>president:amod president>spoke:nsubj",
    ),
    row("Foreign Minister {1/p Ana Veld} left. {1/pd the minister} spoke.", "a shorter form"),
    row("Foreign Minister {1/p Ana Veld} left. {2/pd the interior minister} spoke.", "another minister"),
    row("President {1/p Ana Veld} left. {2/pd a president} spoke.", "an indefinite one is anybody"),
    row("President {1/p Ana Veld} left. {2/pd the presidents} spoke.", "several"),
    row("{1/pd The president} spoke. President {1/p Ana Veld} left.", "the only one, named after"),
    row(
        "President {1/p Ana Veld} met President {2/p Ivo Lund}. {3/pd the president} spoke.",
        "two presidents: open",
    ),
    row(
        "President {1/p Ana Veld} left. {2/pd the {3/l Quellian} president} spoke.",
        "of another state, not told of her",
        "Quellian>president:amod president>spoke:nsubj",
    ),
    row(
        "The {3/l Quellian} leader, President {1/p Ana Veld}, left. {1/pd the {3/l Quellian} president} spoke.",
        "of the state that stands before her name",
        "Quellian#2>president:amod president>spoke:nsubj",
    ),
]
OWNED = [
    row(
        "{1/p Ana Veld}, director of the clinic, left. {2/pd The {3/o mill}'s director} spoke.",
        "another's director",
        "director>Veld:appos Veld>left:nsubj mill>director#2:nmod director#2>spoke:nsubj",
    ),
    row(
        "{2/pd A police spokesman} came. {2/pd The spokesman} spoke. Spokesman {1/p Ivo Lund} left.",
        "one without a name who was told of before",
        "police>spokesman:compound spokesman>came:nsubj",
    ),
]
SPEAKING = [
    row(
        "{1/p Ana Veld} left.\n[S {-/p He}] [C said] [T {2/p Ivo Lund} would stay].",
        "nobody is named in his own words",
        "Ana>left:nsubj Veld>Ana:flat He>said:nsubj stay>said:ccomp Ivo>stay:nsubj Lund>Ivo:flat",
        "2>3:.9",
    ),
    row(
        "{1/p Ivo Lund}, a friend of {2/p Tom Rask}, came to speak.\n[S {1/p He}] [C said] [T so].",
        "the subject of the sentence before, whatever the links say",
        "Ivo>came:nsubj Lund>Ivo:flat friend>Ivo:appos Tom>friend:nmod Rask>Tom:flat came>came:root He>said:nsubj",
        "3>2:.9",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "links"), ROLES + OWNED + SPEAKING)
def test_who_is_meant(marked: str, arcs: str, links: str) -> None:
    page = staged(marked, arcs, links)
    assert page.linked() == page.told()
