"""Whose allies they are, who *we* are, who is counted among them."""

import pytest
from msgspec import structs

from sayso.records import Manner
from tests.extract.standing.stood import page_of, row, said, told


@pytest.mark.parametrize(
    ("marked", "arcs", "tags", "expected"),
    [
        row(
            "{isis ISIS} lost.\nIt hurt {syria Syria} and also {isis its} ally {iran Iran}.",
            "ISIS>lost:nsubj It>hurt:nsubj Syria>hurt:obj its>ally:nmod ally>hurt:obl Iran>ally:appos",
            "ally iran > syria",
            "its is what was named last in the sentence, where he it is held for is not",
            "ISIS/PROPN Syria/PROPN ally/NOUN Iran/PROPN",
        ),
        row(
            "{isis ISIS} hurt {syria Syria} and also {isis its} ally {iran Iran}.",
            "ISIS>hurt:nsubj Syria>hurt:obj its>ally:nmod ally>hurt:obl Iran>ally:appos",
            "ally iran > isis",
            "where he is, he counts",
            "ISIS/PROPN Syria/PROPN ally/NOUN Iran/PROPN",
        ),
        row(
            "{us Washington} lost its allies, among which we count {isis ISIS}.",
            "Washington>lost:nsubj its>allies:nmod allies>lost:obj",
            "ally isis > us",
            "so does an its that stays open",
            "Washington/PROPN allies/NOUN ISIS/PROPN count/VERB",
        ),
        row(
            "{us Washington} lost {us its} allies, among which we count {isis ISIS}.",
            "Washington>lost:nsubj its>allies:nmod allies>lost:obj",
            "ally isis > us",
            "a clause that counts one of them",
            "Washington/PROPN allies/NOUN ISIS/PROPN count/VERB",
        ),
        row(
            "{hezbollah Hezbollah} and {iran Iranian} troops assisting {syria Syria} left.",
            "Hezbollah>left:nsubj troops>Hezbollah:conj Iranian>troops:amod assisting>troops:acl Syria>assisting:obj",
            "supports hezbollah iran > syria",
            "what follows two is said of both",
            "Hezbollah/PROPN Iranian/ADJ troops/NOUN Syria/PROPN",
        ),
        row(
            "{volkov:person An adviser} left.\nThe adviser backs {syria Syria}.",
            "An>adviser:det adviser>left:nsubj adviser#2>backs:nsubj Syria>backs:obj",
            "supports volkov > syria",
            "a noun is he who was called so",
            "adviser/NOUN Syria/PROPN backs/VERB",
        ),
        row(
            "{volkov:person An adviser} left.\nThe advisers back {syria Syria}.",
            "An>adviser:det adviser>left:nsubj advisers>back:nsubj Syria>back:obj",
            "supports  > syria",
            "several are not the one",
            "adviser/NOUN advisers/NOUN Syria/PROPN back/VERB",
        ),
    ],
)
def test_whose(marked: str, arcs: str, tags: str, expected: list[str]) -> None:
    assert sorted(told(one) for one in said(page_of(marked, arcs, tags))) == expected


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        pytest.param("direct", ["supports volkov > syria"], id="we is who speaks"),
        pytest.param("indirect", [], id="but not in words that are another's"),
    ],
)
def test_speaking(manner: Manner, expected: list[str]) -> None:
    marked = "[S {volkov:person Volkov}] [C said]: [T “We back {syria Syria}.”]"
    arcs = "Volkov>said:nsubj We>back:nsubj back>said:ccomp Syria>back:obj"
    page = page_of(marked, arcs, "Volkov/PROPN Syria/PROPN We/PRON")
    spoken = tuple(structs.replace(a, speakers=("volkov",), manner=manner) for a in page.attributions)
    found = said(structs.replace(page, attributions=spoken))
    assert [told(one) for one in found if one.holders] == expected
